//! The rules in force, and the fault that the next request meets.

use std::collections::VecDeque;

use axum::http::request::Parts;
use serde::{Deserialize, Serialize};

use super::rule::Count;
use super::{FAULT_HEADER, Fault, FaultRule};

/// The rules in force. Each counts by itself; where several strike, the first one wins.
///
/// Over HTTP it is the JSON object of `GET` and `PUT /_sandbox/faults`, with the rules in their
/// text form: `{"seed": 7, "rules": ["503 every=5 run=2"]}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FaultPlan {
    /// Where the draws of [`Strikes::Chance`](super::Strikes::Chance) begin: the same seed and the
    /// same requests in the same order meet the same faults.
    pub seed: u64,
    /// The rules.
    pub rules: Vec<FaultRule>,
}

/// A plan at work.
pub(crate) struct Injector {
    plan: FaultPlan,
    counts: Vec<Count>,
    random: fastrand::Rng,
    /// Ordered for the next requests, before any rule.
    queue: VecDeque<Fault>,
}

impl Injector {
    pub(crate) fn new(plan: FaultPlan) -> Self {
        Self {
            counts: vec![Count::default(); plan.rules.len()],
            random: fastrand::Rng::with_seed(plan.seed),
            queue: VecDeque::new(),
            plan,
        }
    }

    pub(crate) fn plan(&self) -> &FaultPlan {
        &self.plan
    }

    /// The faults that wait for the next requests.
    pub(crate) fn queue(&self) -> impl ExactSizeIterator<Item = &Fault> {
        self.queue.iter()
    }

    /// Begins a plan anew. What was ordered for the next requests stays.
    pub(crate) fn set_plan(&mut self, plan: FaultPlan) {
        let queue = std::mem::take(&mut self.queue);
        *self = Self {
            queue,
            ..Self::new(plan)
        };
    }

    /// Adds a rule. The others count on.
    pub(crate) fn add(&mut self, rule: FaultRule) {
        self.plan.rules.push(rule);
        self.counts.push(Count::default());
    }

    /// Takes all back: rules, and what was ordered for the next requests. Draws go on as the seed has them.
    pub(crate) fn clear(&mut self) {
        self.plan.rules.clear();
        self.counts.clear();
        self.queue.clear();
    }

    pub(crate) fn push(&mut self, fault: Fault) {
        self.queue.push_back(fault);
    }

    /// What a request meets: the fault of its own header, else what was ordered for the next
    /// request, else that of the first rule that strikes.
    pub(crate) fn next(&mut self, request: &Parts) -> Option<Fault> {
        if let Some(own) = own_fault(request) {
            return Some(own);
        }
        if let Some(ordered) = self.queue.pop_front() {
            return Some(ordered);
        }
        let mut struck = None;
        for (rule, count) in self.plan.rules.iter().zip(&mut self.counts) {
            // All of them count, whichever wins.
            if rule.concerns(request) && count.strikes(rule, &mut self.random) {
                struck.get_or_insert(&rule.fault);
            }
        }
        struck.cloned()
    }
}

/// What the header orders; a text that isn't understood is answered with 400, which says why.
fn own_fault(request: &Parts) -> Option<Fault> {
    let text = request.headers.get(FAULT_HEADER)?;
    let fault = text.to_str().unwrap_or_default().parse();
    Some(fault.unwrap_or_else(|error| Fault::Answer {
        status: 400,
        headers: vec![("content-type".to_owned(), "text/plain".to_owned())],
        body: Some(format!("{FAULT_HEADER}: {error}\n").into_bytes()),
    }))
}
