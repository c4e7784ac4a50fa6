//! Requests that grow item by item: each item is written once, where it is sent from.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

use bytes::Bytes;

use super::target::Form;

/// How large a request may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) items: usize,
    pub(super) bytes: usize,
}

/// Items that go out in one request.
#[derive(Debug)]
pub struct Batch {
    form: &'static Form,
    /// The body of the request.
    pub(super) body: Bytes,
    entries: Vec<Entry>,
    /// What tells items apart, hashed: items that share one keep their order.
    pub(super) keys: HashSet<u64>,
    /// Whether each item has a key, so that sending it twice is the same as sending it once.
    pub(super) is_keyed: bool,
}

#[derive(Clone, Debug)]
struct Entry {
    index: u64,
    place: Range<usize>,
}

impl Batch {
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The place of the first item in the source.
    pub(super) fn first(&self) -> u64 {
        self.entries.first().map_or(0, |entry| entry.index)
    }

    /// The items: their places in the source, and their JSON.
    pub(super) fn items(&self) -> impl Iterator<Item = (u64, &[u8])> {
        self.entries
            .iter()
            .map(|entry| (entry.index, &self.body[entry.place.clone()]))
    }

    /// Two batches of half the size, in order.
    pub(super) fn halves(self) -> [Self; 2] {
        let (first, second) = self.entries.split_at(self.entries.len() / 2);
        [first, second].map(|entries| self.part(entries))
    }

    fn part(&self, entries: &[Entry]) -> Self {
        let mut body = self.form.before.to_vec();
        let mut moved = Vec::with_capacity(entries.len());
        for entry in entries {
            if !moved.is_empty() {
                body.push(b',');
            }
            let start = body.len();
            body.extend_from_slice(&self.body[entry.place.clone()]);
            moved.push(Entry {
                index: entry.index,
                place: start..body.len(),
            });
        }
        body.extend_from_slice(self.form.after);
        Self {
            form: self.form,
            body: body.into(),
            entries: moved,
            keys: self.keys.clone(),
            is_keyed: self.is_keyed,
        }
    }
}

/// The batch that is being filled.
#[derive(Debug)]
pub(super) struct Growing {
    form: &'static Form,
    limits: Limits,
    body: Vec<u8>,
    entries: Vec<Entry>,
    keys: HashSet<u64>,
    is_keyed: bool,
    /// Where the item that is being written begins.
    start: usize,
    hasher: RandomState,
}

impl Growing {
    pub(super) fn new(form: &'static Form, limits: Limits) -> Self {
        Self {
            form,
            limits: Limits {
                items: limits.items.clamp(1, form.most),
                ..limits
            },
            body: form.before.to_vec(),
            entries: Vec::new(),
            keys: HashSet::new(),
            is_keyed: true,
            start: form.before.len(),
            hasher: RandomState::new(),
        }
    }

    /// Lets further batches be no larger than this.
    pub(super) fn shrink_to(&mut self, bytes: usize) {
        self.limits.bytes = self.limits.bytes.min(bytes);
    }

    /// The place of the first item in the source, if there is one.
    pub(super) fn first(&self) -> Option<u64> {
        self.entries.first().map(|entry| entry.index)
    }

    /// Where the next item is to be written.
    pub(super) fn begin_item(&mut self) -> &mut Vec<u8> {
        if !self.entries.is_empty() {
            self.body.push(b',');
        }
        self.start = self.body.len();
        &mut self.body
    }

    /// The item that was written.
    pub(super) fn item(&self) -> &[u8] {
        &self.body[self.start..]
    }

    /// Takes the item that was written away again.
    pub(super) fn discard(&mut self) {
        let separator = usize::from(!self.entries.is_empty());
        self.body.truncate(self.start - separator);
    }

    /// Keeps the item that was written. If it has no room beside those before it, they are given back as a batch, and
    /// the item is the first of the next one.
    pub(super) fn keep(&mut self, index: u64) -> Option<Batch> {
        let keys: Vec<u64> = self.keys_of(self.item()).collect();
        let repeats = self.form.is_distinct && keys.iter().any(|key| self.keys.contains(key));
        let is_over = self.body.len() + self.form.after.len() > self.limits.bytes
            || self.entries.len() == self.limits.items;
        let full = if !self.entries.is_empty() && (is_over || repeats) {
            let item = self.body.split_off(self.start);
            self.body.pop();
            let full = self.close();
            self.begin_item().extend_from_slice(&item);
            full
        } else {
            None
        };
        self.entries.push(Entry {
            index,
            place: self.start..self.body.len(),
        });
        self.is_keyed &= !keys.is_empty();
        self.keys.extend(keys);
        full
    }

    /// The batch as it is, if it has any item; an empty one takes its place.
    pub(super) fn close(&mut self) -> Option<Batch> {
        if self.entries.is_empty() {
            return None;
        }
        let next = Self::new(self.form, self.limits);
        let mut done = std::mem::replace(self, next);
        // Keys of one batch are compared with those of others.
        self.hasher = done.hasher;
        done.body.extend_from_slice(done.form.after);
        Some(Batch {
            form: done.form,
            body: done.body.into(),
            entries: done.entries,
            keys: done.keys,
            is_keyed: done.is_keyed,
        })
    }

    fn keys_of(&self, item: &[u8]) -> impl Iterator<Item = u64> {
        let keys = self.form.keys.iter().enumerate();
        keys.filter_map(|(kind, name)| {
            let value = super::item::key(item, name)?;
            Some(self.hasher.hash_one((kind, value)))
        })
    }
}
