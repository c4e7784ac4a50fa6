//! What the difference of two APIs means for programs that use the crate.
//!
//! [`compare`] reads two models and gives a list of [`Change`]s, each with a [`Kind`]. The table in [`KINDS`] says for
//! each kind what it means: the [`Verdict`], by Rust's rules for what is
//! [a breaking change](https://doc.rust-lang.org/cargo/reference/semver.html) of the emitted code, not by what happens
//! on the wire. A root cause is told once: what follows from it, such as an anonymous type that goes with its
//! operation, is not.
//!
//! # The rules
//!
#![doc = include_str!("rules.md")]

mod aliases;
mod changelog;
mod client;
mod docs;
mod enumerations;
mod features;
mod matching;
mod members;
mod operations;
mod pairs;
mod parameters;
mod places;
mod replies;
pub mod report;
mod rules;
mod shapes;
pub(crate) mod spelling;
mod types;
mod uses;
mod version;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::api::{Api, Type};
use pairs::Pairs;

pub use changelog::Changelog;
pub use places::{Located, Node, Spot, locate};
pub use rules::{KINDS, Kind, Proof, Rule, Verdict};
pub use semver::Version;
pub use version::Bump;

/// What differs between two APIs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The changes, those that matter most first, then by item.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// What kind of change it is; the table knows what it means.
    pub kind: Kind,
    /// The item of the crate, as callers write it, such as `types::Order.status`.
    pub item: String,
    /// What happened to it, to be read after the item.
    pub sentence: String,
    /// Where it stands in the old document.
    pub old: Option<Node>,
    /// Where it stands in the new document.
    pub new: Option<Node>,
}

impl Change {
    /// What it means for programs.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.kind.rule().verdict
    }
}

impl Comparison {
    /// The verdict that matters most; `None` where nothing changed.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.changes.iter().map(Change::verdict).max()
    }

    /// How many changes have a verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        let same = |change: &&Change| change.verdict() == verdict;
        self.changes.iter().filter(same).count()
    }
}

/// Compares two APIs as callers of their crates see them.
#[must_use]
pub fn compare(old: &Api, new: &Api) -> Comparison {
    let mut comparing = Comparing {
        old,
        new,
        pairs: Pairs::new(old, new),
        changes: BTreeSet::new(),
    };
    comparing.client();
    comparing.operations();
    comparing.types();
    let mut changes: Vec<Change> = comparing.changes.into_iter().collect();
    changes.sort_by(|a, b| {
        let order = |change: &Change| (std::cmp::Reverse(change.verdict()), change.item.clone());
        order(a).cmp(&order(b)).then_with(|| a.cmp(b))
    });
    Comparison { changes }
}

/// A comparison in the making.
struct Comparing<'a> {
    old: &'a Api,
    new: &'a Api,
    pairs: Pairs<'a>,
    changes: BTreeSet<Change>,
}

/// Where a change stands in the two documents.
#[derive(Clone, Debug, Default)]
struct At {
    old: Option<Node>,
    new: Option<Node>,
}

impl At {
    fn old(node: impl Into<Node>) -> Self {
        Self {
            old: Some(node.into()),
            new: None,
        }
    }

    fn new(node: impl Into<Node>) -> Self {
        Self {
            old: None,
            new: Some(node.into()),
        }
    }

    fn both(old: impl Into<Node>, new: impl Into<Node>) -> Self {
        Self {
            old: Some(old.into()),
            new: Some(new.into()),
        }
    }

    /// What both documents have in the same place.
    fn documents(pointer: &str) -> Self {
        Self::both(Node::of_document(pointer), Node::of_document(pointer))
    }
}

impl Comparing<'_> {
    fn report(&mut self, kind: Kind, item: impl Into<String>, at: At, sentence: impl Into<String>) {
        self.changes.insert(Change {
            kind,
            item: item.into(),
            sentence: sentence.into(),
            old: at.old,
            new: at.new,
        });
    }

    /// Whether a type of the old crate and one of the new are the same to a caller. A type of the crate is the same as
    /// its counterpart whatever became of it: that is told once, of the type itself.
    fn same(&self, old: &Type, new: &Type) -> bool {
        self.pairs.same(old, new)
    }

    /// `from A to B`, as they are written in Rust.
    fn change_of(&self, old: &Type, new: &Type) -> String {
        format!(
            "from `{}` to `{}`",
            spelling::ty(self.old, old),
            spelling::ty(self.new, new)
        )
    }
}
