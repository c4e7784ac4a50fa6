//! How values are written.

use serde_json::{Value, json};

use crate::{read, written};

#[test]
fn numbers_are_written_as_short_as_they_can_be() {
    for (value, json) in [
        (1.0, "1"),
        (-2.0, "-2"),
        (0.1, "0.1"),
        (9_007_199_254_740_991.0, "9007199254740991"),
        (1e-7, "1e-7"),
        (f64::NAN, "null"),
        (f64::INFINITY, "null"),
    ] {
        assert_eq!(written(&value), json);
    }
    assert_eq!(written(&1.5_f32), "1.5");
    for value in [
        1e300,
        f64::MAX,
        f64::MIN_POSITIVE,
        5e-324,
        -0.0,
        1e16,
        0.1 + 0.2,
    ] {
        let back: f64 = read(&written(&value)).expect("a number");
        assert_eq!(back.to_bits(), value.to_bits(), "{}", written(&value));
    }
    assert_eq!(written(&u64::MAX), "18446744073709551615");
    assert_eq!(written(&i64::MIN), "-9223372036854775808");
}

#[test]
fn only_what_must_be_is_escaped() {
    assert_eq!(
        written(&"a\"\\/\n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f}é😀"),
        "\"a\\\"\\\\/\\n\\r\\t\\b\\f\\u0000\\u001f\u{7f}é😀\""
    );
}

#[test]
fn nothing_is_null_where_it_can_not_be_left_out() {
    assert_eq!(written(&None::<i64>), "null");
    assert_eq!(written(&vec![Some(1), None]), "[1,null]");
}

#[test]
fn free_form_values_keep_the_order_of_their_members() {
    let value: Value = json!({"b": [1, -1, 0.5, true, null], "a": {"": "x"}});
    assert_eq!(written(&value), value.to_string());
}
