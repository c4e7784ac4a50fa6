//! What each type takes from the wire.

use ::runtime::runtime::wire::{Base64, DateTime, File, Map, Nullable};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::{read, written};

#[test]
fn integers_are_whole_numbers_however_they_are_spelt() {
    for json in [
        "42", "42.0", "42.000", "4.2e1", "4.2E+1", "420e-1", "0.42e2",
    ] {
        assert_eq!(read::<i64>(json), Ok(42), "{json}");
        assert_eq!(read::<i32>(json), Ok(42), "{json}");
        assert_eq!(read::<u64>(json), Ok(42), "{json}");
        assert_eq!(read::<u32>(json), Ok(42), "{json}");
    }
    assert_eq!(read::<i64>("-0.0"), Ok(0));
    assert_eq!(read::<u64>("0e9"), Ok(0));
    for json in [
        "42.5",
        "1e-1",
        "1e19",
        "1e99",
        "1e999999999999",
        "true",
        "\"42\"",
        "null",
    ] {
        assert!(read::<i64>(json).is_err(), "{json}");
    }
}

#[test]
fn integers_keep_every_digit_up_to_their_bounds() {
    assert_eq!(read("9223372036854775807"), Ok(i64::MAX));
    assert_eq!(read("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(read("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(read("9007199254740993.0"), Ok(9_007_199_254_740_993_i64));
    assert!(read::<i64>("9223372036854775808").is_err());
    assert!(read::<u64>("-1").is_err());
    assert!(read::<i32>("2147483648").is_err());
    assert!(read::<u32>("4294967296").is_err());
}

#[test]
fn floats_are_the_closest_to_the_digits() {
    assert_eq!(read("0.1"), Ok(0.1_f64));
    assert_eq!(read("1"), Ok(1.0_f64));
    assert_eq!(
        read("2.2250738585072011e-308"),
        Ok(2.225_073_858_507_201e-308_f64)
    );
    assert_eq!(read("16777217"), Ok(16_777_216.0_f32));
    assert!(read::<f64>("1e309").is_err());
    assert!(read::<f32>("1e39").is_err());
}

#[test]
fn strings_lose_their_escapes() {
    assert_eq!(
        read(r#""a\"\u00e9\n😀\ud83d\ude00""#),
        Ok("a\"é\n😀😀".to_owned())
    );
}

#[test]
fn optional_values_may_be_null() {
    assert_eq!(read("null"), Ok(None::<i64>));
    assert_eq!(read("1"), Ok(Some(1)));
    assert_eq!(read("null"), Ok(Nullable::<i64>::Null));
    assert_eq!(read("1"), Ok(Nullable::Value(1)));
    assert_eq!(
        Nullable::<String>::from("a").into_value().as_deref(),
        Some("a")
    );
    assert!(Nullable::<i64>::default().is_absent());
}

#[test]
fn lists_and_maps_hold_any_type() {
    assert_eq!(
        read("[[1],[],[2,3]]"),
        Ok(vec![vec![1], vec![], vec![2, 3]])
    );
    let map: Map<Option<bool>> = read(r#"{"b":true,"a":null,"b":false}"#).expect("a map");
    assert_eq!(
        map,
        Map::from([("a".to_owned(), None), ("b".to_owned(), Some(false))])
    );
    assert_eq!(written(&map), r#"{"a":null,"b":false}"#);
}

#[test]
fn times_are_read_in_the_forms_that_servers_use() {
    let expected: Timestamp = "2026-01-31T13:04:05.5Z".parse().expect("a time");
    for json in [
        r#""2026-01-31T13:04:05.5Z""#,
        r#""2026-01-31t14:04:05.500+01:00""#,
        r#""2026-01-31 13:04:05.5""#,
        r#""2026-01-31T13:04:05.5""#,
    ] {
        let moment: DateTime = read(json).expect("a time");
        assert_eq!(moment, expected, "{json}");
        assert_eq!(written(&moment), json);
    }
    let moment = DateTime::from(expected);
    assert_eq!(written(&moment), r#""2026-01-31T13:04:05.5Z""#);
    for json in [r#""2026-01-31""#, r#""2026-02-30T00:00:00Z""#, r#""""#, "0"] {
        assert!(read::<DateTime>(json).is_err(), "{json}");
    }
}

#[test]
fn dates_have_no_time() {
    let date: Date = read(r#""2026-01-31""#).expect("a date");
    assert_eq!(written(&date), r#""2026-01-31""#);
    for json in [
        r#""2026-01-31T00:00:00Z""#,
        r#""2026-02-30""#,
        r#""31.01.2026""#,
    ] {
        assert!(read::<Date>(json).is_err(), "{json}");
    }
}

#[test]
fn uuids_are_written_with_hyphens() {
    let json = r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#;
    let uuid: Uuid = read(json).expect("a UUID");
    assert_eq!(written(&uuid), json);
    assert_eq!(
        read::<Uuid>(r#""67e55044""#)
            .expect_err("too short")
            .expected(),
        "a UUID"
    );
}

#[test]
fn bytes_are_base64_in_either_alphabet() {
    for json in [r#""-_8=""#, r#""-_8""#, r#""+/8=""#, r#""+/8""#] {
        assert_eq!(read(json), Ok(Base64(vec![0xfb, 0xff])), "{json}");
    }
    assert_eq!(written(&Base64(vec![0xfb, 0xff])), r#""+/8=""#);
    assert!(read::<Base64>(r#""+_!""#).is_err());
    assert_eq!(
        written(&File::new("text").with_file_name("a.txt")),
        r#""dGV4dA==""#
    );
    assert_eq!(read(r#""dGV4dA==""#), Ok(File::from("text")));
}
