//! Looks into an item that is written already.

use serde_json::Value;

use crate::runtime::wire::{Reader, from_json};

/// The member of an object by which the server tells items apart, as text: a string that isn't empty, or a number.
pub(super) fn key(json: &[u8], name: &str) -> Option<String> {
    let mut reader = Reader::new(json).ok()?;
    let mut started = false;
    reader.open(b'{').ok()?;
    while reader.another(&mut started, b'}').ok()? {
        if reader.key().ok()? != name {
            reader.skip().ok()?;
            continue;
        }
        return match reader.peek().ok()? {
            b'"' => {
                let text = reader.string().ok()?;
                (!text.is_empty()).then(|| text.to_owned())
            }
            b'-' | b'0'..=b'9' => reader.number().ok().map(str::to_owned),
            _ => None,
        };
    }
    None
}

/// The item as a value; `null` where it was not written.
pub(super) fn value(json: &[u8]) -> Value {
    from_json(json).unwrap_or_default()
}
