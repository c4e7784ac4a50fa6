//! Any bytes as a JSON text: the runtime and `serde_json` say the same of it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use runtime::runtime::wire::{Reader, from_json, to_json};
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let expected = serde_json::from_slice::<Value>(bytes);
    match (&expected, from_json::<Value>(bytes)) {
        (Ok(expected), Ok(value)) => {
            assert_eq!(expected, &value);
            let written = to_json(&value);
            assert_eq!(
                from_json::<Value>(&written).map(|back| to_json(&back)),
                Ok(written)
            );
        }
        (Err(_), Err(_)) => {}
        (expected, value) => panic!("{expected:?} but {value:?}"),
    }
    let skipped =
        Reader::new(bytes).and_then(|mut reader| reader.skip().and_then(|()| reader.finish()));
    // Whoever passes a number over need not mind its size.
    assert!(expected.is_err() || skipped.is_ok());
});
