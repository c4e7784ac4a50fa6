//! Who is to blame where requests of one item are refused: the items, or the call that all of them go by.

use http::StatusCode;

use super::report::Reason;
use crate::Error;

/// What the answers say so far. The call is to blame where one item after the other is refused for the same reason, before
/// anything else was answered: as many as the first batch has, and a hundred at most.
#[derive(Debug, Default)]
pub(super) struct Blame {
    /// How many items make it sure.
    enough: Option<u64>,
    suspicion: Suspicion,
}

#[derive(Debug, Default)]
enum Suspicion {
    #[default]
    None,
    OfCall {
        reason: Reason,
        items: u64,
        /// The place of the first of them.
        first: u64,
    },
    /// The call was accepted, or refused for different reasons.
    Cleared,
}

/// One item of the first batch alone proves nothing.
const ENOUGH: u64 = 100;

impl Blame {
    /// Takes a batch down that is to be sent.
    pub(super) fn see(&mut self, items: usize) {
        self.enough.get_or_insert(match items {
            0 | 1 => ENOUGH,
            items => ENOUGH.min(items as u64),
        });
    }

    /// Items are judged one by one.
    pub(super) fn clear(&mut self) {
        self.suspicion = Suspicion::Cleared;
    }

    /// Takes down that a request of one item was refused, and tells whether it is for the call.
    pub(super) fn is_of_call(&mut self, index: u64, error: &Error, reason: &Reason) -> bool {
        match &mut self.suspicion {
            // That is about the size of the item.
            _ if error.status() == Some(StatusCode::PAYLOAD_TOO_LARGE) => self.clear(),
            Suspicion::None => {
                self.suspicion = Suspicion::OfCall {
                    reason: reason.clone(),
                    items: 1,
                    first: index,
                };
            }
            Suspicion::OfCall {
                reason: same,
                items,
                first,
            } if same == reason => {
                *items += 1;
                *first = index.min(*first);
                return self.enough.is_some_and(|enough| *items >= enough);
            }
            Suspicion::OfCall { .. } | Suspicion::Cleared => self.clear(),
        }
        false
    }

    /// The first item that may not be to blame for its refusal: it isn't done with.
    pub(super) fn first(&self) -> Option<u64> {
        match self.suspicion {
            Suspicion::OfCall { first, .. } => Some(first),
            Suspicion::None | Suspicion::Cleared => None,
        }
    }
}
