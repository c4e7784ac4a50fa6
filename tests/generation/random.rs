//! Numbers by chance, the same ones for the same seed, everywhere.

use std::cell::Cell;

/// A source of chance (SplitMix64).
pub(crate) struct Random {
    state: Cell<u64>,
}

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            state: Cell::new(seed),
        }
    }

    /// A number below `limit`; 0 where there is none.
    pub(crate) fn below(&self, limit: usize) -> usize {
        let state = self.state.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.state.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit.max(1) as u64) as usize
    }

    /// True once in so many times.
    pub(crate) fn once_in(&self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of several.
    pub(crate) fn one_of<'i, T>(&self, items: &'i [T]) -> &'i T {
        &items[self.below(items.len())]
    }

    /// The items in another order.
    pub(crate) fn shuffled<T>(&self, items: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut left: Vec<T> = items.into_iter().collect();
        let mut shuffled = Vec::with_capacity(left.len());
        while !left.is_empty() {
            shuffled.push(left.swap_remove(self.below(left.len())));
        }
        shuffled
    }
}
