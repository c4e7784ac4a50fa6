use super::{read, written};
use crate::runtime::wire::{enumeration, newtype, union};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct UserId(i64);
newtype! { UserId(i64) }

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ConnectionId(i64);
newtype! { ConnectionId(i64) lenient }

#[derive(Clone, Debug, PartialEq, Eq)]
struct Name(String);
newtype! { Name(String) }

#[derive(Clone, Debug, PartialEq, Eq)]
struct Serial(String);
newtype! { Serial(String) lenient }

#[derive(Clone, Debug, PartialEq, Eq)]
struct SessionId(String);
newtype! { SessionId(String) checked Rule { min_length: 3, max_length: 8, pattern: "^[A-Za-z0-9_-]{3,8}$" } }

#[derive(Clone, Debug, PartialEq, Eq)]
struct Short(String);
newtype! { Short(String) checked Rule { max_length: 2 } }

#[derive(Clone, Debug, PartialEq, Eq)]
struct LookingAhead(String);
newtype! { LookingAhead(String) checked Rule { pattern: "^(?!x)" } }

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offset(i64);
newtype! { Offset(i64) checked Range { minimum: -5, maximum: 100 } }

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PageNumber(i64);
newtype! { PageNumber(i64) lenient checked Range { minimum: 1 } }

#[derive(Clone)]
enum Mode {
    On,
    Unrecognized(String),
}
enumeration! { Mode { On: "on" } }

#[derive(Debug, PartialEq)]
enum Key {
    Name(Name),
    Session(SessionId),
    Serial(ConnectionId),
    Mode(Mode),
    Unrecognized(serde_json::Value),
}
union! { Key { Name(Name), Session(SessionId), Serial(ConnectionId), Mode(Mode) } }

#[test]
fn an_id_is_what_is_inside_but_another_type() {
    let id = UserId::new(42);
    assert_eq!((id.get(), i64::from(id), UserId::from(42)), (42, 42, id));
    assert_eq!((id.to_string(), "42".parse()), ("42".to_owned(), Ok(id)));
    assert_eq!((read("42"), written(&id)), (Ok(id), "42".to_owned()));
    assert!(read::<UserId>(r#""42""#).is_err());
}

#[test]
fn a_string_is_what_is_inside_but_another_type() {
    let name = Name::new("n");
    assert_eq!(
        (name.as_str(), name.as_ref(), name.to_string()),
        ("n", "n", "n".to_owned())
    );
    assert_eq!(
        (Name::from("n"), "n".parse(), String::from(name.clone())),
        (name.clone(), Ok(name.clone()), "n".to_owned())
    );
    assert_eq!(
        (read(r#""n""#), written(&name)),
        (Ok(name), r#""n""#.to_owned())
    );
}

#[test]
fn a_lenient_number_may_come_as_a_string() {
    for json in [
        "42",
        "42.0",
        "4.2e1",
        r#""42""#,
        r#"" 42 ""#,
        r#""42.0""#,
        r#""4\u0032""#,
    ] {
        assert_eq!(read(json), Ok(ConnectionId(42)), "{json}");
    }
    assert_eq!(written(&ConnectionId(42)), "42");
    for json in [r#""""#, r#""42x""#, "42.5", "null", r#""null""#, "[42]"] {
        assert!(read::<ConnectionId>(json).is_err(), "{json}");
    }
}

#[test]
fn a_lenient_string_may_come_as_a_number() {
    assert_eq!(read("420.10"), Ok(Serial("420.10".to_owned())));
    assert_eq!(read(r#""a""#), Ok(Serial("a".to_owned())));
    assert!(read::<Serial>("true").is_err());
}

#[test]
fn a_rule_is_checked_when_a_string_is_made() {
    assert_eq!(
        SessionId::new("abc_1").map(|id| id.to_string()),
        Ok("abc_1".to_owned())
    );
    let reason = |text: &str| {
        SessionId::new(text)
            .expect_err("breaks the rule")
            .to_string()
    };
    assert_eq!(
        reason("ab"),
        "SessionId needs at least 3 characters, this has 2"
    );
    assert_eq!(
        reason("abcdefghi"),
        "SessionId may have at most 8 characters, this has 9"
    );
    assert_eq!(
        reason("a b c"),
        "SessionId must match the pattern ^[A-Za-z0-9_-]{3,8}$"
    );
    assert!("a b c".parse::<SessionId>().is_err());
    assert!(SessionId::try_from("a b c").is_err());
    assert!(SessionId::try_from("abc".to_owned()).is_ok());
}

#[test]
fn a_range_is_checked_when_an_integer_is_made() {
    for within in [-5, 0, 100] {
        assert_eq!(Offset::new(within).map(|offset| offset.get()), Ok(within));
        assert_eq!(within.to_string().parse(), Offset::try_from(within));
    }
    let reason = |value: i64| Offset::new(value).expect_err("out of range").to_string();
    assert_eq!(reason(-6), "Offset must be at least -5");
    assert_eq!(reason(101), "Offset may be at most 100");
    let reason = |text: &str| text.parse::<Offset>().expect_err("no offset").to_string();
    assert_eq!(reason("101"), "Offset may be at most 100");
    assert_eq!(reason("many"), "Offset must be an integer");
    assert!(PageNumber::new(0).is_err() && PageNumber::new(i64::MAX).is_ok());
    assert_eq!(read(r#""0""#), Ok(PageNumber(0)));
}

#[test]
fn lengths_are_in_characters() {
    assert!(Short::new("éé").is_ok());
    assert!(Short::new("ééé").is_err());
}

#[test]
fn a_pattern_that_can_not_be_compiled_turns_nothing_down() {
    assert!(LookingAhead::new("x").is_ok());
}

#[test]
fn what_the_server_sends_is_kept() {
    let id: SessionId = read(r#""a b""#).expect("any string");
    assert_eq!(id.as_str(), "a b");
}

#[test]
fn unions_see_rules_and_values() {
    assert_eq!(
        read(r#""abc""#),
        Ok(Key::Session(SessionId("abc".to_owned())))
    );
    assert_eq!(read(r#""a b""#), Ok(Key::Name(Name("a b".to_owned()))));
    assert_eq!(read(r#""on""#), Ok(Key::Mode(Mode::On)));
    assert_eq!(read("5"), Ok(Key::Serial(ConnectionId(5))));
}
