//! Which requests meet a fault.

use axum::http::Method;
use axum::http::request::Parts;

use super::Fault;

/// A fault and the requests that meet it.
#[derive(Clone, Debug, PartialEq)]
pub struct FaultRule {
    /// What goes wrong.
    pub fault: Fault,
    /// Which of the requests that the rule concerns.
    pub strikes: Strikes,
    /// How many requests in a row, the one that was struck included. At least 1.
    pub run: u32,
    /// Only requests of this method.
    pub method: Option<Method>,
    /// Only requests whose path holds this text.
    pub path: Option<String>,
}

/// Which of the requests that a rule concerns meet its fault.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Strikes {
    /// All.
    #[default]
    Always,
    /// The one with this number, counted from 1.
    Nth(u64),
    /// Those whose number is a multiple of this one.
    Every(u64),
    /// Each with this probability, 0 to 1, drawn from the seed of the plan.
    Chance(f64),
}

impl FaultRule {
    /// All requests meet the fault.
    #[must_use]
    pub fn always(fault: Fault) -> Self {
        Self {
            fault,
            strikes: Strikes::Always,
            run: 1,
            method: None,
            path: None,
        }
    }

    /// Whether the rule is about a request at all.
    pub(super) fn concerns(&self, request: &Parts) -> bool {
        let path = request.uri.path();
        let of_method = self
            .method
            .as_ref()
            .is_none_or(|method| request.method == method);
        of_method && self.path.as_deref().is_none_or(|text| path.contains(text))
    }
}

/// How far a rule has come.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    /// Requests that it concerned so far.
    seen: u64,
    /// Requests that the run begun last still meets.
    left: u32,
}

impl Count {
    /// Counts a request that the rule concerns; `true` where it is struck.
    pub(super) fn strikes(&mut self, rule: &FaultRule, random: &mut fastrand::Rng) -> bool {
        self.seen += 1;
        let begins = match rule.strikes {
            Strikes::Always => true,
            Strikes::Nth(number) => self.seen == number,
            Strikes::Every(number) => number > 0 && self.seen.is_multiple_of(number),
            // Drawn even within a run, so that the draws after it don't depend on its length.
            Strikes::Chance(probability) => random.f64() < probability,
        };
        if begins {
            self.left = rule.run.max(1);
        }
        let struck = self.left > 0;
        self.left = self.left.saturating_sub(1);
        struck
    }
}
