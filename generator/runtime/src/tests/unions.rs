use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{read, written};
use crate::runtime::wire::{DateTime, Decode, enumeration, object, union};

#[derive(Debug, PartialEq)]
enum Id {
    Number(i64),
    Text(String),
    Unrecognized(Value),
}

union! { Id {
    Number(i64),
    Text(String),
} }

#[derive(Debug, PartialEq)]
enum Anything {
    Fraction(f64),
    Whole(i64),
    Time(DateTime),
    Text(String),
    Flag(bool),
    Numbers(Vec<i64>),
    Texts(Vec<String>),
    Counts(BTreeMap<String, i64>),
    Unrecognized(Value),
}

union! { Anything {
    Fraction(f64), Whole(i64), Time(DateTime), Text(String), Flag(bool), Numbers(Vec<i64>), Texts(Vec<String>),
    Counts(BTreeMap<String, i64>)
} }

#[derive(PartialEq)]
struct Animal {
    name: String,
}
object! { Animal { name: "name" required } }

#[derive(PartialEq)]
struct Bird {
    name: String,
    wings: Option<i64>,
}
object! { Bird { name: "name" required, wings: "wings" } }

#[derive(PartialEq)]
struct Whale {
    name: String,
    depth: f64,
}
object! { Whale { name: "name" required, depth: "depth" required } }

#[derive(Debug, PartialEq)]
enum Creature {
    Animal(Animal),
    Bird(Bird),
    Whale(Box<Whale>),
    Unrecognized(Value),
}
union! { Creature { Animal(Animal), Bird(Bird), Whale(Box<Whale>) } }

#[derive(Debug, PartialEq)]
enum Pet {
    Animal(Animal),
    Bird(Box<Bird>),
    Unrecognized(Value),
}
union! { Pet by "petType" {
    Animal(Animal): "animal" | "Animal",
    Bird(Box<Bird>): "bird",
} }

#[derive(Debug, PartialEq)]
enum Beast {
    Bird(Bird),
    Animal(Animal),
    Unrecognized(Value),
}
union! { Beast by "petType" else 1 {
    Bird(Bird): "bird",
    Animal(Animal),
} }

#[derive(Debug, PartialEq)]
enum BeastOrWhale {
    Beast(Beast),
    Whale(Whale),
    Unrecognized(Value),
}
union! { BeastOrWhale { Beast(Beast), Whale(Whale) } }

#[derive(Clone)]
enum Circle {
    Circle,
    Unrecognized(String),
}
enumeration! { Circle { Circle: "circle" } }

#[derive(Clone)]
enum Square {
    Square,
    Unrecognized(String),
}
enumeration! { Square { Square: "square" } }

#[derive(PartialEq)]
struct Round {
    shape: Circle,
    size: i64,
}
object! { Round { shape: "shape" required, size: "size" required } }

#[derive(PartialEq)]
struct Angular {
    shape: Square,
    size: i64,
}
object! { Angular { shape: "shape" required, size: "size" required } }

#[derive(Debug, PartialEq)]
enum Figure {
    Round(Round),
    Angular(Angular),
    Unrecognized(Value),
}
union! { Figure { Round(Round), Angular(Angular) } }

#[derive(Debug, PartialEq)]
enum Drawing {
    Round(Round),
    Frame(Box<Frame>),
    Unrecognized(Value),
}
union! { Drawing { Round(Round), Frame(Box<Frame>) } }

#[derive(PartialEq)]
struct Frame {
    content: Figure,
    next: Option<Box<Frame>>,
}
object! { Frame { content: "content" required, next: "next" } }

#[derive(PartialEq)]
struct Nest {
    round: Nesting,
}
object! { Nest { round: "round" required } }

/// Not a union, so that nothing inside of it decides by itself.
#[derive(PartialEq)]
struct Nesting {
    round: Option<Box<Nesting>>,
    shape: Option<Circle>,
}
object! { Nesting { round: "round", shape: "shape" } }

#[derive(Debug, PartialEq)]
enum Nested {
    Some(Nest),
    Unrecognized(Value),
}
union! { Nested { Some(Nest) } }

#[derive(Debug, PartialEq)]
enum Deep {
    Shallow(Box<Level>),
    Other(Box<Other>),
    Unrecognized(Value),
}
union! { Deep { Shallow(Box<Level>), Other(Box<Other>) } }

#[derive(PartialEq)]
struct Level {
    a: Option<Box<Level>>,
    number: Option<i64>,
}
object! { Level { a: "a", number: "number" } }

#[derive(PartialEq)]
struct Other {
    a: Value,
}
object! { Other { a: "a" required } }

#[test]
fn the_kind_of_value_chooses() {
    assert_eq!(read("5"), Ok(Id::Number(5)));
    assert_eq!(read(r#""five""#), Ok(Id::Text("five".to_owned())));
    assert_eq!(written(&Id::Text("five".to_owned())), r#""five""#);
}

#[test]
fn the_narrower_of_two_types_is_chosen_whatever_their_order() {
    assert_eq!(read("5"), Ok(Anything::Whole(5)));
    assert_eq!(read("5.5"), Ok(Anything::Fraction(5.5)));
    assert_eq!(read("1e30"), Ok(Anything::Fraction(1e30)));
    assert_eq!(read("true"), Ok(Anything::Flag(true)));
    assert_eq!(read(r#""5""#), Ok(Anything::Text("5".to_owned())));
    assert_eq!(
        read(r#""1970-01-01T00:00:00Z""#),
        Ok(Anything::Time(DateTime::blank()))
    );
    assert_eq!(read("[5]"), Ok(Anything::Numbers(vec![5])));
    assert_eq!(read(r#"["5"]"#), Ok(Anything::Texts(vec!["5".to_owned()])));
    assert_eq!(
        read(r#"{"a":5}"#),
        Ok(Anything::Counts([("a".to_owned(), 5)].into()))
    );
}

#[test]
fn what_fits_no_type_is_kept_as_it_is() {
    for json in [r#"{"a":[true]}"#, "null", r#"[{"a":1}]"#] {
        let value: Anything = read(json).expect("any JSON");
        assert!(matches!(value, Anything::Unrecognized(_)), "{json}");
        assert_eq!(written(&value), json);
    }
    assert!(read::<Id>("[1,]").is_err());
}

#[test]
fn the_type_that_knows_more_of_the_members_is_chosen() {
    let name = "a".to_owned();
    assert_eq!(
        read(r#"{"name":"a"}"#),
        Ok(Creature::Animal(Animal { name: name.clone() }))
    );
    assert_eq!(
        read(r#"{"x":1,"wings":2,"name":"a"}"#),
        Ok(Creature::Bird(Bird {
            name: name.clone(),
            wings: Some(2)
        }))
    );
    assert_eq!(
        read(r#"{"name":"a","depth":9.5}"#),
        Ok(Creature::Whale(Box::new(Whale { name, depth: 9.5 })))
    );
}

#[test]
fn a_type_with_a_member_of_another_kind_is_not_chosen() {
    assert_eq!(
        read(r#"{"name":"a","wings":"two"}"#),
        Ok(Creature::Animal(Animal {
            name: "a".to_owned()
        }))
    );
    assert!(matches!(
        read(r#"{"title":"a"}"#),
        Ok(Creature::Unrecognized(_))
    ));
}

#[test]
fn a_member_of_one_value_tells_types_apart() {
    assert!(matches!(
        read(r#"{"shape":"circle","size":1}"#),
        Ok(Figure::Round(_))
    ));
    assert!(matches!(
        read(r#"{"size":1,"shape":"square"}"#),
        Ok(Figure::Angular(_))
    ));
    assert!(matches!(
        read(r#"{"shape":"star","size":1}"#),
        Ok(Figure::Unrecognized(_))
    ));
    let frame: Frame =
        read(r#"{"content":{"shape":"square","size":1},"next":{"content":7}}"#).expect("a frame");
    assert!(matches!(frame.content, Figure::Angular(_)));
    assert_eq!(
        frame.next.map(|next| next.content),
        Some(Figure::Unrecognized(json!(7)))
    );
}

/// The keys leave one type. What marks it still has to be there, as far as a union looks.
#[test]
fn the_only_type_that_has_the_keys_is_chosen_by_its_mark() {
    assert!(matches!(
        read(r#"{"shape":"circle","size":1}"#),
        Ok(Drawing::Round(_))
    ));
    assert!(matches!(
        read(r#"{"\u0073hape":"circle","si\u007ae":1}"#),
        Ok(Drawing::Round(_))
    ));
    for json in [
        r#"{"shape":"star","size":1}"#,
        r#"{"shape":"circle","size":"large"}"#,
        r#"{"shape":"circle"}"#,
        r#""circle""#,
    ] {
        let drawing: Drawing = read(json).expect("any JSON");
        assert!(matches!(drawing, Drawing::Unrecognized(_)), "{json}");
        assert_eq!(written(&drawing), json);
    }
    let star = r#"{"content":{"shape":"star","size":1}}"#;
    let drawing: Drawing = read(star).expect("a frame");
    assert!(
        matches!(&drawing, Drawing::Frame(frame) if matches!(frame.content, Figure::Unrecognized(_)))
    );
    assert_eq!(written(&drawing), star);
    assert!(read::<Drawing>(r#"{"shape":"circle","size":1,}"#).is_err());
}

#[test]
fn a_mark_that_is_too_deep_to_be_looked_at_is_no_reason_against_a_type() {
    let mut json = r#"{"shape":"star","size":1}"#.to_owned();
    for _ in 0..4 {
        json = format!(r#"{{"round":{json}}}"#);
    }
    assert!(matches!(read(&json), Ok(Nested::Some(_))), "{json}");
}

#[test]
fn where_the_best_can_not_be_read_the_next_best_is() {
    let json = r#"{"number":1,"a":{"a":{"a":{"a":{"a":{"number":"not one"}}}}}}"#;
    assert!(matches!(read(json), Ok(Deep::Other(_))));
}

#[test]
fn the_tag_chooses() {
    let name = "a".to_owned();
    assert_eq!(
        read(r#"{"name":"a","petType":"Animal"}"#),
        Ok(Pet::Animal(Animal { name: name.clone() }))
    );
    assert_eq!(
        read(r#"{"petType":"bird","name":"a"}"#),
        Ok(Pet::Bird(Box::new(Bird { name, wings: None })))
    );
}

#[test]
fn an_unknown_tag_keeps_the_value_and_a_missing_one_looks_at_the_members() {
    let json = r#"{"petType":"fish","name":"a"}"#;
    let pet: Pet = read(json).expect("any pet");
    assert!(matches!(pet, Pet::Unrecognized(_)));
    assert_eq!(written(&pet), json);
    assert!(matches!(
        read(r#"{"name":"a","wings":2}"#),
        Ok(Pet::Bird(_))
    ));
}

#[test]
fn the_default_is_taken_for_an_unknown_tag_and_for_a_missing_one() {
    for json in [
        r#"{"petType":"fish","name":"a"}"#,
        r#"{"wings":2,"name":"a"}"#,
        r#"{"petType":7,"name":"a"}"#,
    ] {
        assert!(matches!(read(json), Ok(Beast::Animal(_))), "{json}");
    }
    let json = r#"{"petType":"bird","name":"a"}"#;
    assert!(matches!(read(json), Ok(Beast::Bird(_))));
    assert!(matches!(read("[1]"), Ok(Beast::Unrecognized(_))));
    let error = read::<Beast>(r#"{"petType":"fish"}"#).expect_err("no name");
    assert!(error.to_string().contains("\"name\""), "{error}");
}

#[test]
fn a_default_is_chosen_only_for_what_fits_it_best() {
    let json = r#"{"name":"a","depth":2.5}"#;
    assert!(matches!(read(json), Ok(BeastOrWhale::Whale(_))));
    for json in [r#"{"name":"a"}"#, r#"{"name":"a","petType":"fish"}"#] {
        let animal = read(json);
        let is_animal = matches!(animal, Ok(BeastOrWhale::Beast(Beast::Animal(_))));
        assert!(is_animal, "{json}: {animal:?}");
    }
}

#[test]
fn what_the_tag_names_must_be_readable() {
    let error =
        read::<Vec<Pet>>(r#"[{"petType":"bird","name":5}]"#).expect_err("a name that is none");
    assert_eq!(
        error.to_string(),
        "expected a string, found `5` at [0].name (byte 26)"
    );
}

#[derive(PartialEq)]
struct Cat {
    kind: String,
    lives: i64,
}
object! { Cat { kind: "kind" required = "cat", lives: "lives" required } }

#[derive(PartialEq)]
struct Dog {
    kind: Option<String>,
    packs: i64,
}
object! { Dog { kind: "kind", packs: "packs" required } }

#[derive(Debug, PartialEq)]
enum Tamed {
    Cat(Cat),
    Dog(Box<Dog>),
    Animal(Animal),
    Unrecognized(Value),
}
union! { Tamed writes "kind" {
    Cat(Cat): "cat",
    Dog(Box<Dog>): "dog" | "hound" => "dog",
    Animal(Animal): "animal" => "animal",
} }

#[test]
fn a_tag_that_the_case_goes_without_is_written_by_the_union() {
    let named = |name: &str| Animal {
        name: name.to_owned(),
    };
    assert_eq!(
        written(&Tamed::Animal(named("Rex"))),
        r#"{"kind":"animal","name":"Rex"}"#
    );
    let dog = |kind: Option<&str>| {
        let kind = kind.map(str::to_owned);
        Tamed::Dog(Box::new(Dog { kind, packs: 1 }))
    };
    assert_eq!(written(&dog(None)), r#"{"kind":"dog","packs":1}"#);
    assert_eq!(
        written(&dog(Some("hound"))),
        r#"{"kind":"hound","packs":1}"#
    );
    let json = r#"{"kind":"dog","packs":1}"#;
    assert_eq!(written(&read::<Tamed>(json).expect("a dog")), json);
    assert_eq!(written(&Tamed::Unrecognized(json!({"a": 1}))), r#"{"a":1}"#);
}

#[test]
fn a_tag_is_missed_only_where_it_has_to_tell() {
    let cat = || Cat {
        kind: "cat".to_owned(),
        lives: 9,
    };
    assert_eq!(read(r#"{"lives":9}"#), Ok(cat()));
    assert_eq!(
        read(r#"{"lives":9,"kind":"tom"}"#).map(|it: Cat| it.kind),
        Ok("tom".to_owned())
    );
    assert_eq!(read(r#"{"kind":"cat","lives":9}"#), Ok(Tamed::Cat(cat())));
    // The bit of one of the other keys is that of the tag.
    let json = r#"{"lives":9,"kynd":1}"#;
    assert_eq!(
        read(json),
        Ok(Tamed::Unrecognized(json!({"lives": 9, "kynd": 1})))
    );
    let error = read::<Cat>("{}").expect_err("no lives");
    assert!(error.to_string().contains("lives"), "{error}");
}
