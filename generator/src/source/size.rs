//! How large a tree is, so that none is made of any size.

use serde_json::Value;

/// As much may be added to what is written. A few actions that each add something everywhere, or references to what has
/// references itself, would make a tree of any size.
pub(crate) const MAX_ADDED: usize = 8_000_000;

/// How large a tree is.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    /// Nodes, and bytes of keys and texts.
    pub(crate) amount: usize,
    pub(crate) depth: usize,
}

impl Size {
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Object(members) => {
                let keys: usize = members.keys().map(String::len).sum();
                let Self { amount, depth } = Self::around(members.values());
                Self {
                    amount: amount + keys,
                    depth,
                }
            }
            Value::Array(items) => Self::around(items),
            Value::String(text) => Self {
                amount: 1 + text.len(),
                depth: 1,
            },
            _ => Self {
                amount: 1,
                depth: 1,
            },
        }
    }

    /// The size of a node with these in it.
    fn around<'v>(values: impl IntoIterator<Item = &'v Value>) -> Self {
        let none = Self {
            amount: 1,
            depth: 1,
        };
        let sizes = values.into_iter().map(Self::of);
        sizes.fold(none, |all, one| Self {
            amount: all.amount + one.amount,
            depth: all.depth.max(one.depth + 1),
        })
    }
}
