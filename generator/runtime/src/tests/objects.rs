use serde_json::{Value, json};

use super::{read, written};
use crate::runtime::wire::{Map, Nullable, Object, object, setters};

#[derive(Clone, PartialEq)]
struct Account {
    id: i64,
    owner: Option<String>,
    alias: Option<String>,
    note: Nullable<String>,
    tags: Vec<String>,
    parent: Option<Box<Account>>,
}

object! { Account {
    id: "id" required,
    owner: "owner" required,
    alias: "displayName",
    note: "note",
    tags: "tags" required,
    parent: "parent",
} }

setters! { Account {
    alias: String,
    /// What is not for others to see.
    note: Nullable<String>,
    tags: Vec<String>,
    parent: Box<Account>,
} }

fn account(id: i64) -> Account {
    Account {
        id,
        owner: None,
        alias: None,
        note: Nullable::Absent,
        tags: Vec::new(),
        parent: None,
    }
}

#[derive(PartialEq)]
struct Labels {
    kind: String,
    extra: Map<Value>,
}

object! { Labels {
    kind: "kind" required,
    ..extra
} }

#[derive(PartialEq)]
struct Nothing {}

object! { Nothing {} }

#[derive(PartialEq)]
struct Anything {
    rest: Map<i64>,
}

object! { Anything { ..rest } }

#[derive(PartialEq)]
struct Odd {
    quoted: Option<i64>,
    broken: Option<i64>,
    slashed: Option<i64>,
}

object! { Odd {
    quoted: "a\"b" => "a\\\"b",
    broken: "a\nb" => "a\\nb",
    slashed: "a\\nb" => "a\\\\nb",
} }

#[test]
fn members_come_in_any_order_with_unknown_ones_between() {
    let expected = account(7).alias("seven").tags(["a".to_owned()]);
    for json in [
        r#"{"id":7,"owner":null,"displayName":"seven","tags":["a"]}"#,
        r#" { "tags" : ["a"] , "displayName" : "seven" , "owner" : null , "id" : 7 } "#,
        r#"{"new":{"id":[8,{}]},"id":7,"owner":null,"x":"\"","displayName":"seven","tags":["a"]}"#,
        r#"{"\u0069d":7,"owner":null,"display\u004eame":"seven","tags":["a"]}"#,
    ] {
        assert_eq!(read::<Account>(json), Ok(expected.clone()), "{json}");
    }
}

#[test]
fn required_members_are_written_as_null_and_others_left_out() {
    assert_eq!(written(&account(1)), r#"{"id":1,"owner":null,"tags":[]}"#);
}

#[test]
fn all_members_are_written_in_the_order_of_the_table() {
    let value = account(2)
        .parent(account(1))
        .note("n")
        .alias("a")
        .tags(vec!["t".to_owned()]);
    assert_eq!(
        written(&value),
        r#"{"id":2,"owner":null,"displayName":"a","note":"n","tags":["t"],"parent":{"id":1,"owner":null,"tags":[]}}"#
    );
    assert_eq!(read(&written(&value)), Ok(value));
}

#[test]
fn absent_null_and_value_are_three_things() {
    for (json, note) in [
        (r#"{"id":1,"owner":null,"tags":[]}"#, Nullable::Absent),
        (
            r#"{"id":1,"owner":null,"note":null,"tags":[]}"#,
            Nullable::Null,
        ),
        (
            r#"{"id":1,"owner":null,"note":"n","tags":[]}"#,
            Nullable::Value("n".to_owned()),
        ),
    ] {
        let value: Account = read(json).expect("an account");
        assert_eq!(value.note, note);
        assert_eq!(written(&value), json);
    }
    assert!(account(1).note(None).note.is_null());
    assert_eq!(
        account(1)
            .note(Some("n".to_owned()))
            .note
            .value()
            .map(String::as_str),
        Some("n")
    );
}

#[test]
fn an_absent_required_member_is_named() {
    let error = read::<Vec<Account>>(r#"[{"id":1,"owner":null,"tags":[]}, {"id":1,"owner":null}]"#);
    assert_eq!(
        error.expect_err("no tags").to_string(),
        r#"expected the required member "tags" of Account, found an object without it at [1] (byte 34)"#
    );
}

#[test]
fn an_absent_required_member_is_null_where_it_may_be() {
    let value: Account = read(r#"{"id":1,"tags":[]}"#).expect("an account");
    assert_eq!(value.owner, None);
    assert_eq!(written(&value), r#"{"id":1,"owner":null,"tags":[]}"#);
}

#[test]
fn null_is_not_a_value_of_a_member_that_is_not_nullable() {
    let error = read::<Account>(r#"{"id":1,"owner":null,"tags":null}"#).expect_err("null tags");
    assert_eq!((error.path(), error.found()), ("tags".to_owned(), "`null`"));
}

#[test]
fn the_last_of_a_member_that_comes_twice_wins() {
    let json = r#"{"id":1,"owner":"a","tags":["x","y"],"parent":{"id":2,"owner":null,"displayName":"old","tags":[]},
        "owner":"b","tags":["z"],"parent":{"id":3,"owner":null,"tags":[]}}"#;
    let value: Account = read(json).expect("an account");
    assert_eq!(value.owner.as_deref(), Some("b"));
    assert_eq!(value.tags, ["z"]);
    assert_eq!(value.parent, Some(Box::new(account(3))));
}

#[test]
fn members_that_are_not_in_the_table_are_kept_where_there_is_a_place() {
    let json = r#"{"kind":"k","a":[1],"b":null}"#;
    let labels: Labels = read(json).expect("labels");
    assert_eq!(labels.extra["a"], json!([1]));
    assert_eq!(written(&labels), json);
    let error = read::<Anything>(r#"{"a":1,"b":"two"}"#).expect_err("no number");
    assert_eq!(error.path(), "b");
}

#[test]
fn an_object_may_have_no_members() {
    assert_eq!(read(r#"{"a":1}"#), Ok(Nothing {}));
    assert_eq!(written(&Nothing {}), "{}");
    assert_eq!(written(&Anything { rest: Map::new() }), "{}");
}

#[test]
fn keys_that_need_escapes_are_not_mixed_up() {
    let value = Odd {
        quoted: Some(1),
        broken: Some(2),
        slashed: Some(3),
    };
    let json = r#"{"a\"b":1,"a\nb":2,"a\\nb":3}"#;
    assert_eq!(written(&value), json);
    assert_eq!(read(json), Ok(value));
    assert_eq!(
        read(r#"{"a\nb":2}"#),
        Ok(Odd {
            quoted: None,
            broken: Some(2),
            slashed: None
        })
    );
}

#[test]
fn the_table_says_what_the_members_are() {
    let value = account(1);
    let shape = value.shape();
    assert_eq!(shape.name, "Account");
    assert_eq!((shape.key(2), shape.required[2]), ("displayName", false));
    assert!(shape.required[0]);
    assert_eq!(shape.key(usize::MAX), "");
}

/// A struct of many members, and its table.
macro_rules! wide {
    ($name:ident { $($field:ident)* }) => {
        #[derive(PartialEq)]
        struct $name { $($field: Option<i64>),*, last: i64 }
        object! { $name { $($field: "",)* last: "last" required } }
    };
}

wide! { Wide {
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9
    d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9
    g0 g1 g2 g3 g4 g5 g6 g7 g8 g9 h0 h1 h2 h3 h4 h5 h6 h7 h8 h9 i0 i1 i2 i3 i4 i5 i6 i7 i8 i9
    j0 j1 j2 j3 j4 j5 j6 j7 j8 j9 k0 k1 k2 k3 k4 k5 k6 k7 k8 k9 l0 l1 l2 l3 l4 l5 l6 l7 l8 l9
} }

#[test]
fn required_members_are_found_missing_past_the_sixty_fourth() {
    let wide: Wide = read(r#"{"last":1}"#).expect("the last of 121 members");
    assert_eq!((wide.last, wide.l9), (1, None));
    assert!(read::<Wide>("{}").is_err());
}

#[test]
fn an_object_shows_itself_as_it_is_on_the_wire() {
    let mut value = account(7);
    value.note = Nullable::Null;
    value.tags = vec!["a".to_owned()];
    value.parent = Some(Box::new(account(1)));
    assert_eq!(
        format!("{value:?}"),
        "Account { id: 7, owner: null, note: null, tags: [\"a\"], \
         parent: Account { id: 1, owner: null, tags: [] } }"
    );
    assert_eq!(format!("{:#?}", Nothing {}), "Nothing");
    let rest = Map::from_iter([("a".to_owned(), 1)]);
    assert_eq!(
        format!("{:#?}", Anything { rest }),
        "Anything {\n    a: 1,\n}"
    );
}

#[derive(PartialEq)]
struct Counts {
    id: i32,
    ratio: Option<f64>,
    all: Vec<u64>,
    inner: Option<Strict>,
}
object! { Counts numerals { id: "id" required, ratio: "ratio", all: "all", inner: "inner" } }

#[derive(PartialEq)]
struct Strict {
    id: i32,
}
object! { Strict { id: "id" required } }

#[test]
fn numbers_may_come_as_texts_where_the_table_says_so() {
    let counts = Counts {
        id: 7,
        ratio: Some(-1.5e3),
        all: vec![1, 2],
        inner: None,
    };
    let json = r#"{"id":"7","ratio":"-1.5e3","all":["1",2]}"#;
    assert_eq!(read(json), Ok(counts));
    for json in [
        r#"{"id":""}"#,
        r#"{"id":"07"}"#,
        r#"{"id":"7 "}"#,
        r#"{"id":"7.5"}"#,
        r#"{"id":7,"inner":{"id":"7"}}"#,
    ] {
        assert!(read::<Counts>(json).is_err(), "{json}");
    }
}
