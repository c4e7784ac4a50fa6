//! Which of the answers is whose.

use std::collections::{HashMap, HashSet, VecDeque};

use super::batch::Batch;
use super::item;
use super::target::{BatchError, Verdict};

/// An answer about one item.
pub(super) trait Answer {
    /// The key of the item that it is about, if it says so.
    fn key(&self) -> Option<String>;

    /// What became of the item.
    fn verdict(&self) -> Verdict;
}

/// The verdicts on the items of a batch, in their order. The API doesn't promise that answers come in it: where one of
/// them has the key of another item, the keys count, which are the values of this member of the items. A key that is no
/// item's says nothing: servers spell numbers anew, and trim text.
pub(super) fn in_order<A: Answer>(
    batch: &Batch,
    member: &str,
    answers: &[A],
) -> Result<Vec<Verdict>, BatchError> {
    if answers.len() != batch.len() {
        return Err(BatchError::Unclear);
    }
    let keys: Vec<Option<String>> = batch
        .items()
        .map(|(_, json)| item::key(json, member))
        .collect();
    let sent: HashSet<&String> = keys.iter().flatten().collect();
    let may_be_of = |(key, answer): (&Option<String>, &A)| match answer.key() {
        Some(answered) => key.as_ref() == Some(&answered) || !sent.contains(&answered),
        None => true,
    };
    if keys.iter().zip(answers).all(may_be_of) {
        return Ok(answers.iter().map(Answer::verdict).collect());
    }
    let mut by_key: HashMap<Option<String>, VecDeque<&A>> = HashMap::new();
    for answer in answers {
        by_key.entry(answer.key()).or_default().push_back(answer);
    }
    keys.iter()
        .map(|key| by_key.get_mut(key)?.pop_front().map(Answer::verdict))
        .collect::<Option<_>>()
        .ok_or(BatchError::Unclear)
}
