//! `CHANGELOG.md` of the crate, as [Keep a Changelog](https://keepachangelog.com/en/1.1.0/) has it.
//!
//! The section `[Unreleased]` collects what changed since the last release. A line that is made ends with its kind in
//! parentheses; its words may be mended by hand, but for the code among them, by which it is known again, and lines
//! without a kind are left alone. What was written for a change that was taken back before it was committed goes again,
//! so that any number of runs give the same text.

use std::collections::BTreeSet;

use semver::Version;

use super::report::Report;
use super::{Bump, Change, KINDS, Kind, Proof, Verdict};

/// What is written at the top of a new one.
const TITLE: &str = "# Changelog\n\nWhat changed for programs that use this crate. Lines that end with a kind of change are written by the generator.\n";

/// The heading of what is not released yet.
const UNRELEASED: &str = "## [Unreleased]";

/// Before what is no longer as callers have it.
const BREAKING: &str = "**Breaking:** ";

/// A changelog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changelog {
    /// Everything before the section of what is not released.
    head: String,
    /// That section, without its heading.
    unreleased: Vec<Section>,
    /// The releases, the last one first.
    releases: String,
}

/// Lines under a heading of the third level; those before the first one have none.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Section {
    heading: Option<String>,
    lines: Vec<String>,
}

impl Changelog {
    /// Reads one; an empty text is a new one.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (head, body) = match text.split_once(UNRELEASED) {
            Some((head, body)) => (head, body),
            None => {
                let first = text.find("\n## ").map_or(text.len(), |index| index + 1);
                text.split_at(first)
            }
        };
        let is_known = text.contains(UNRELEASED);
        let end = match body.find("\n## ") {
            Some(index) if is_known => index + 1,
            _ if is_known => body.len(),
            _ => 0,
        };
        let (unreleased, releases) = body.split_at(end);
        Self {
            head: if text.trim().is_empty() {
                format!("{TITLE}\n")
            } else {
                head.to_owned()
            },
            unreleased: sections(unreleased),
            releases: releases.to_owned(),
        }
    }

    /// Adds what the report tells and is not there. `committed` is the changelog as of the state that the report
    /// starts from: what was made since then and is no longer so goes.
    ///
    /// Gives whether anything changed.
    pub fn add(&mut self, committed: &Self, report: &Report) -> bool {
        let changes = report.changes.iter().map(|located| &located.change);
        let lines = changes.filter(|change| is_told(change)).map(|change| {
            let line = line(change);
            Some((Key::read(&line)?, line, heading(change)))
        });
        let wanted: Vec<(Key, String, &str)> = lines.flatten().collect();
        let before = self.clone();
        let kept: BTreeSet<&str> = committed.lines().collect();
        let still: BTreeSet<&str> = self.lines().collect();
        let mended = kept.difference(&still);
        let mended: Vec<Key> = mended.filter_map(|line| Key::read(line)).collect();
        for section in &mut self.unreleased {
            section.lines.retain(|line| {
                let Some(key) = Key::read(line) else {
                    return true;
                };
                kept.contains(line.as_str())
                    || mended.iter().any(|committed| key.has_item_of(committed))
                    || wanted.iter().any(|(change, ..)| key.is_about(change))
            });
        }
        let known = self.lines().filter_map(Key::read);
        let mut known: Vec<Key> = known.chain(self.released_since(committed)).collect();
        for (change, line, heading) in wanted {
            if !known.iter().any(|key| key.is_about(&change)) {
                self.section(heading).lines.push(line);
                known.push(change);
            }
        }
        self.unreleased
            .retain(|section| section.heading.is_none() || section.has_lines());
        *self != before
    }

    /// The version that is above all others with a heading.
    #[must_use]
    pub fn last_release(&self) -> Option<Version> {
        let headings = self.releases.lines().filter_map(|line| {
            let name = line.strip_prefix("## ")?.trim_start_matches('[');
            let name = name.split([']', ' ']).next()?;
            Version::parse(name.trim_start_matches('v')).ok()
        });
        headings.max()
    }

    /// The highest verdict of what is not released; `None` where there is nothing.
    #[must_use]
    pub fn unreleased(&self) -> Option<Verdict> {
        let verdicts = self.unreleased.iter().flat_map(|section| {
            let lines = section.lines.iter().filter(|line| is_item(line));
            lines.map(|line| match section.heading.as_deref() {
                _ if line.contains(BREAKING) => Verdict::Breaking,
                Some("Added") => Verdict::Additive,
                Some("Deprecated") => Verdict::Deprecating,
                _ => Verdict::Invisible,
            })
        });
        verdicts.max()
    }

    /// The version that the next release needs, and by which bump; without a release so far, the one that is set.
    #[must_use]
    pub fn next_version(&self, set: &Version) -> (Bump, Version) {
        match self.last_release() {
            None => (Bump::None, set.clone()),
            Some(last) => {
                let bump = Bump::needed(&last, self.unreleased());
                (bump, bump.of(&last))
            }
        }
    }

    /// Makes a release of all that is not released. The date is written as it is given.
    pub fn release(&mut self, version: &Version, date: &str) {
        let body = written(&std::mem::take(&mut self.unreleased));
        let rest = std::mem::take(&mut self.releases);
        self.releases = format!("## [{version}] - {date}\n{body}");
        if !rest.is_empty() {
            self.releases.push('\n');
            self.releases.push_str(&rest);
        }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> String {
        let body = written(&self.unreleased);
        let gap = if self.releases.is_empty() { "" } else { "\n" };
        format!("{}{UNRELEASED}\n{body}{gap}{}", self.head, self.releases)
    }

    fn section(&mut self, heading: &str) -> &mut Section {
        let is_it = |section: &Section| section.heading.as_deref() == Some(heading);
        let index = match self.unreleased.iter().position(is_it) {
            Some(index) => index,
            None => {
                self.unreleased.push(Section {
                    heading: Some(heading.to_owned()),
                    lines: Vec::new(),
                });
                self.unreleased.len() - 1
            }
        };
        &mut self.unreleased[index]
    }

    /// What a release has taken over that is not committed yet.
    fn released_since(&self, committed: &Self) -> Vec<Key> {
        let before: BTreeSet<&str> = committed.releases.lines().collect();
        let lines = self.releases.lines().filter(|line| !before.contains(line));
        lines.filter_map(Key::read).collect()
    }

    /// The lines of what is not released.
    fn lines(&self) -> impl Iterator<Item = &str> {
        let lines = self.unreleased.iter().flat_map(|section| &section.lines);
        lines.map(String::as_str)
    }
}

/// What a line that is made is known by when its words are mended.
struct Key {
    kind: Kind,
    /// The code in it: the item, then what the change is about, such as one of an operation's parameters.
    code: Vec<String>,
}

impl Key {
    fn read(line: &str) -> Option<Self> {
        let name = line.trim_end().strip_suffix(')')?.rsplit('(').next()?;
        let kind = KINDS.iter().find(|kind| kind.as_str() == name)?;
        let code = line.split('`').skip(1).step_by(2);
        let code: Vec<String> = code.map(str::to_owned).collect();
        (!code.is_empty()).then_some(Self { kind: *kind, code })
    }

    fn has_item_of(&self, other: &Self) -> bool {
        self.kind == other.kind && self.code.first() == other.code.first()
    }

    /// Whether it has all the code of the line that a change makes. More may have been put in by hand.
    fn is_about(&self, change: &Self) -> bool {
        let mut code = self.code.iter();
        self.has_item_of(change) && change.code.iter().all(|name| code.any(|it| it == name))
    }
}

impl Section {
    fn has_lines(&self) -> bool {
        self.lines.iter().any(|line| !line.trim().is_empty())
    }
}

/// What callers can see, or may have to know though they can't.
fn is_told(change: &Change) -> bool {
    let rule = change.kind.rule();
    rule.verdict > Verdict::Invisible || rule.proof == Proof::Rule
}

fn heading(change: &Change) -> &'static str {
    match change.verdict() {
        Verdict::Additive => "Added",
        Verdict::Deprecating => "Deprecated",
        Verdict::Breaking if change.kind.as_str().ends_with("-removed") => "Removed",
        Verdict::Breaking | Verdict::Invisible => "Changed",
    }
}

fn line(change: &Change) -> String {
    let mark = match change.verdict() {
        Verdict::Breaking => BREAKING,
        _ => "",
    };
    format!(
        "- {mark}`{}`: {} ({})",
        change.item,
        change.sentence,
        change.kind.as_str()
    )
}

fn is_item(line: &str) -> bool {
    line.trim_start().starts_with(['-', '*'])
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections = vec![Section {
        heading: None,
        lines: Vec::new(),
    }];
    for line in text.lines() {
        match line.strip_prefix("### ") {
            Some(heading) => sections.push(Section {
                heading: Some(heading.trim().to_owned()),
                lines: Vec::new(),
            }),
            None => {
                if let Some(section) = sections.last_mut() {
                    section.lines.push(line.to_owned());
                }
            }
        }
    }
    for section in &mut sections {
        trim(&mut section.lines);
    }
    sections.retain(|section| section.heading.is_some() || section.has_lines());
    sections
}

/// Takes away empty lines at both ends.
fn trim(lines: &mut Vec<String>) {
    let is_empty = |line: &String| line.trim().is_empty();
    while lines.last().is_some_and(is_empty) {
        lines.pop();
    }
    let leading = lines.iter().take_while(|line| is_empty(line)).count();
    lines.drain(..leading);
}

fn written(sections: &[Section]) -> String {
    let mut out = String::new();
    for section in sections {
        if let Some(heading) = &section.heading {
            out.push_str(&format!("\n### {heading}\n"));
        }
        out.push('\n');
        for line in &section.lines {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
