use serde_json::{Value, json};

use crate::runtime::wire::{
    Base64, DateTime, File, Map, Nullable, enumeration, newtype, object, union,
};

#[derive(Clone, Copy, Debug, PartialEq)]
struct Id(i64);
newtype! { Id(i64) lenient }

#[derive(Clone)]
enum Status {
    Open,
    Unrecognized(String),
}
enumeration! { Status { Open: "OPEN" } }

#[derive(Debug, PartialEq)]
enum Owner {
    User(Id),
    Team(Vec<String>),
    Unrecognized(Value),
}
union! { Owner { User(Id), Team(Vec<String>) } }

#[derive(PartialEq)]
struct Ticket {
    id: Id,
    status: Status,
    owner: Owner,
    title: Option<String>,
    note: Nullable<String>,
    score: f64,
    key: Base64,
    file: Option<File>,
    extra: Map<Value>,
}
object! { Ticket {
    id: "id" required,
    status: "status" required,
    owner: "owner" required,
    title: "title" required,
    note: "note",
    score: "score" required,
    key: "key" required,
    file: "file",
    ..extra
} }

fn ticket() -> Ticket {
    Ticket {
        id: Id(1),
        status: Status::Open,
        owner: Owner::Team(vec!["a".to_owned()]),
        title: None,
        note: Nullable::Null,
        score: 0.5,
        key: Base64(vec![0xff, 0xfe]),
        file: Some(File::from("text")),
        extra: Map::from([("more".to_owned(), json!({"deep": [1, null]}))]),
    }
}

#[test]
fn serde_sees_what_the_wire_sees() {
    let json = json!({
        "id": 1, "status": "OPEN", "owner": ["a"], "title": null, "note": null, "score": 0.5,
        "key": "//4=", "file": "dGV4dA==", "more": {"deep": [1, null]},
    });
    assert_eq!(serde_json::to_value(ticket()).expect("a value"), json);
    assert_eq!(
        serde_json::from_value::<Ticket>(json).expect("a ticket"),
        ticket()
    );
}

#[test]
fn serde_keeps_the_rules_of_the_wire() {
    assert_eq!(
        serde_json::from_str::<Id>(r#""7""#).expect("lenient"),
        Id(7)
    );
    let error = serde_json::from_str::<Ticket>(r#"{"id": 1}"#).expect_err("no status");
    assert!(
        error
            .to_string()
            .contains(r#"the required member "status" of Ticket"#),
        "{error}"
    );
}

#[test]
fn types_of_the_runtime_can_be_members_of_structs_of_ones_own() {
    #[derive(Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
    struct Stored {
        at: DateTime,
        key: Base64,
        file: File,
        #[serde(default, skip_serializing_if = "Nullable::is_absent")]
        note: Nullable<Id>,
    }
    for (note, json) in [
        (Nullable::Absent, ""),
        (Nullable::Null, r#","note":null"#),
        (Nullable::Value(Id(7)), r#","note":7"#),
    ] {
        let stored = Stored {
            at: "2024-06-01T14:30:00.000+02:00"
                .parse()
                .expect("a date and time"),
            key: Base64(vec![0xff, 0xfe]),
            file: File::from("text"),
            note,
        };
        let expected = format!(
            r#"{{"at":"2024-06-01T14:30:00.000+02:00","key":"//4=","file":"dGV4dA=="{json}}}"#
        );
        assert_eq!(serde_json::to_string(&stored).expect("JSON"), expected);
        assert_eq!(
            serde_json::from_str::<Stored>(&expected).expect("stored"),
            stored
        );
    }
}
