//! What is JSON and what it means, as `serde_json` sees it.

use ::runtime::runtime::wire::{Reader, from_json};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value};

const VALID: &[&str] = &[
    "null",
    " \t\r\n true \n",
    "[]",
    "[ ]",
    "{ }",
    "[[],{},[{}]]",
    "0",
    "-0",
    "-0.0",
    "1E+2",
    "1e-2",
    "0e999",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "-9223372036854775809",
    "1.7976931348623157e308",
    "2.2250738585072011e-308",
    "123456789012345678901234567890.5",
    r#""""#,
    r#""\"\\\/\b\f\n\r\t""#,
    r#""\u00e9\u2028\ud83d\ude00\uD834\uDd1e""#,
    r#""é … 😀 and more than eight bytes""#,
    "\"\u{7f}\u{2028}\"",
    r#"{"a":1,"b":{"a":[1,2]},"a":2}"#,
    r#"{"":0,"\u0061":1,"a":2}"#,
];

const INVALID: &[&str] = &[
    "",
    " ",
    "nul",
    "nulll",
    "True",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1",
    "]",
    "{",
    r#"{"a"}"#,
    r#"{"a":}"#,
    r#"{"a":1,}"#,
    r#"{a:1}"#,
    r#"{"a":1]"#,
    r#"{1:1}"#,
    "01",
    "-",
    "+1",
    ".5",
    "1.",
    "1.e1",
    "1e",
    "1e+",
    "0x1",
    "NaN",
    "-Infinity",
    "1e400",
    "1 1",
    "[] []",
    r#"""#,
    r#""a"#,
    r#""\"#,
    r#""\x""#,
    r#""\u12""#,
    r#""\u+123""#,
    r#""\ud83d\u12""#,
    "\"a\nb\"",
    "\"\u{0}\"",
    "'a'",
    "\u{feff}null",
    "\u{a0}null",
];

#[test]
fn what_is_valid_is_read_as_serde_json_reads_it() {
    for json in VALID {
        let expected: Value = serde_json::from_str(json).expect(json);
        assert_eq!(from_json(json.as_bytes()), Ok(expected), "{json}");
    }
}

#[test]
fn what_is_not_valid_is_an_error() {
    for json in INVALID {
        assert!(serde_json::from_str::<Value>(json).is_err(), "{json}");
        assert!(from_json::<Value>(json.as_bytes()).is_err(), "{json}");
    }
    assert!(from_json::<Value>(b"\"\xff\"").is_err());
}

/// `serde_json` refuses these.
#[test]
fn half_a_surrogate_pair_stands_for_no_character() {
    for (json, expected) in [
        (r#""cut \ud83d""#, "cut \u{fffd}"),
        (r#""\ud83dA""#, "\u{fffd}A"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
        (r#""\ud83d\u0041""#, "\u{fffd}A"),
        (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
    ] {
        assert_eq!(
            from_json(json.as_bytes()),
            Ok(expected.to_owned()),
            "{json}"
        );
        let members = format!("{{{json}:0,\"skipped\":{json}}}");
        assert!(Reader::new(members.as_bytes()).unwrap().skip().is_ok());
    }
}

fn values() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[ -~]{0,20}".prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 40, 6, |inner| {
        let key = prop_oneof!["[a-c]", any::<String>()];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..6)
                .prop_map(|entries| Value::from(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A change of a text: a byte taken out, put in or replaced.
fn change(text: &mut Vec<u8>, place: Index, byte: Option<u8>, inserts: bool) {
    let at = place.index(text.len() + 1);
    let end = if inserts { at } else { text.len().min(at + 1) };
    text.splice(at..end, byte);
}

fn changes() -> impl Strategy<Value = Vec<(Index, Option<u8>, bool)>> {
    let byte = prop_oneof![select(br#"{}[]:,"\u0eE+-.19tfn "#.to_vec()), any::<u8>()];
    prop::collection::vec(
        (any::<Index>(), prop::option::of(byte), any::<bool>()),
        1..4,
    )
}

/// Both readers must say the same of a text; skipping it must agree, too, but for numbers that no `f64` holds.
fn compare(text: &[u8]) -> Result<(), TestCaseError> {
    let expected = serde_json::from_slice::<Value>(text);
    let skipped = Reader::new(text).and_then(|mut reader| {
        reader.skip()?;
        reader.finish()
    });
    match (&expected, from_json::<Value>(text)) {
        (Ok(expected), Ok(value)) => prop_assert_eq!(expected, &value),
        (Err(_), Err(_)) => {}
        (expected, value) => prop_assert!(false, "{expected:?} but {value:?}"),
    }
    let out_of_range =
        matches!(&expected, Err(error) if error.to_string().contains("out of range"));
    prop_assert!(out_of_range || expected.is_ok() == skipped.is_ok());
    Ok(())
}

proptest! {
    #[test]
    fn values_are_read_as_serde_json_reads_them(value in values()) {
        compare(value.to_string().as_bytes())?;
        compare(&serde_json::to_vec_pretty(&value).expect("a value"))?;
    }

    #[test]
    fn broken_texts_are_judged_as_serde_json_judges_them(value in values(), changes in changes()) {
        let mut text = value.to_string().into_bytes();
        for (place, byte, inserts) in changes {
            change(&mut text, place, byte, inserts);
        }
        compare(&text)?;
    }

    #[test]
    fn token_salad_is_judged_as_serde_json_judges_it(text in r#"([\[\]{},: ]|"a"|"\\u00[0-9a-g]{2}"|-?[0-9]{1,3}|1[.]5|[eE][+-]?|null|true){0,12}"#) {
        compare(text.as_bytes())?;
    }

    #[test]
    fn numbers_are_the_closest_to_their_digits(
        number in "-?(0|[1-9][0-9]{0,24})([.][0-9]{1,25})?([eE][+-]?[0-9]{1,3})?"
    ) {
        let double = number.parse().ok().filter(|value: &f64| value.is_finite());
        let single = number.parse().ok().filter(|value: &f32| value.is_finite());
        prop_assert_eq!(from_json(number.as_bytes()).ok().map(f64::to_bits), double.map(f64::to_bits));
        prop_assert_eq!(from_json(number.as_bytes()).ok().map(f32::to_bits), single.map(f32::to_bits));
        if number.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) {
            prop_assert_eq!(from_json(number.as_bytes()).ok(), number.parse::<i64>().ok());
            prop_assert_eq!(from_json(number.as_bytes()).ok(), number.parse::<i128>().ok().and_then(|whole| u64::try_from(whole).ok()));
            prop_assert_eq!(from_json(number.as_bytes()).ok(), number.parse::<i32>().ok());
        }
    }

    #[test]
    fn strings_of_any_length_are_read_and_written(
        text in r#"[ -~é\n\t\x08😀\x00"\\]{0,40}"#, escapes_all in any::<bool>()
    ) {
        let expected = serde_json::to_string(&text).expect("a string");
        let json = if escapes_all {
            let units = text.encode_utf16().map(|unit| format!("\\u{unit:04X}"));
            format!("\"{}\"", units.collect::<String>())
        } else {
            expected.clone()
        };
        prop_assert_eq!(from_json::<String>(json.as_bytes()), Ok(text.clone()));
        let written = ::runtime::runtime::wire::to_json(&text);
        prop_assert_eq!(String::from_utf8(written), Ok(expected));
    }

    #[test]
    fn what_is_written_means_the_same(value in values()) {
        let written = ::runtime::runtime::wire::to_json(&value);
        let back: Value = serde_json::from_slice(&written).expect("valid JSON");
        prop_assert!(same(&value, &back), "{value} but {back}");
    }
}

/// Equality of JSON: `1.0` and `1` are the same number.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, value)| other.get(key).is_some_and(|other| same(value, other)))
        }
        _ => one == other,
    }
}
