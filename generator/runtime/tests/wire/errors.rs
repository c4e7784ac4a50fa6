//! What errors tell.

use std::collections::BTreeMap;

use ::runtime::runtime::wire::{Decode, DecodeError};

use crate::read;

fn error<T: Decode>(json: &str) -> DecodeError {
    read::<T>(json).map(drop).expect_err(json)
}

#[test]
fn the_path_leads_to_the_value() {
    let error = error::<BTreeMap<String, Vec<i64>>>(r#"{"data": [1, 2], "odd key": [3, "x"]}"#);
    assert_eq!(error.path(), r#"["odd key"][1]"#);
    assert_eq!(error.offset(), Some(32));
    assert_eq!(
        error.to_string(),
        r#"expected an integer of 64 bits, found the string "x" at ["odd key"][1] (byte 32)"#
    );
}

#[test]
fn what_was_found_is_told_in_words() {
    for (json, found) in [
        ("{}", "an object"),
        ("[]", "an array"),
        ("null", "`null`"),
        ("-1.5e7,", "`-1.5e7`"),
        (r#""a\nb""#, "a string"),
        ("", "the end of the text"),
        ("é", "'é'"),
    ] {
        assert_eq!(error::<bool>(json).found(), found, "{json}");
    }
    assert_eq!(
        error::<bool>("true,").to_string(),
        "expected the end of the text, found ',' (byte 4)"
    );
}

#[test]
fn quotes_are_short() {
    let long = "secret ".repeat(1_000);
    let map = format!(r#"{{"{long}":"{long}"}}"#);
    for json in [format!("\"{long}\""), "1".repeat(5_000), map] {
        assert!(error::<BTreeMap<String, bool>>(&json).to_string().len() < 200);
        assert!(error::<bool>(&json).to_string().len() < 200);
    }
}

#[test]
fn text_that_is_not_utf_8_is_told_by_its_place() {
    let error =
        ::runtime::runtime::wire::from_json::<String>(b"\"ab\xff\"").expect_err("not UTF-8");
    assert_eq!((error.expected(), error.offset()), ("UTF-8 text", Some(3)));
}
