use super::{read, written};
use crate::runtime::wire::enumeration;

#[derive(Clone)]
#[non_exhaustive]
enum Status {
    InProgress,
    Canceled,
    Unrecognized(String),
}

enumeration! { Status {
    InProgress: "IN_PROGRESS",
    Canceled: "CANCELED" | "CANCELLED",
} }

#[derive(Clone, PartialEq, Eq, Hash)]
enum Level {
    Low,
    High,
    Unrecognized(i64),
}

enumeration! { Level: i64 {
    Low: -1,
    High: 2 | 20,
} }

#[test]
fn every_spelling_is_read_and_the_first_is_written() {
    for (json, value, back) in [
        (r#""IN_PROGRESS""#, Status::InProgress, r#""IN_PROGRESS""#),
        (r#""CANCELED""#, Status::Canceled, r#""CANCELED""#),
        (r#""CANCELLED""#, Status::Canceled, r#""CANCELED""#),
        (r#""CANCE\u004cED""#, Status::Canceled, r#""CANCELED""#),
    ] {
        assert_eq!(read(json), Ok(value.clone()));
        assert_eq!(written(&value), back);
    }
}

#[test]
fn a_value_that_is_not_known_is_kept() {
    let status: Status = read(r#""PAUSED""#).expect("a status");
    assert_eq!(status, Status::Unrecognized("PAUSED".to_owned()));
    assert_eq!(written(&status), r#""PAUSED""#);
    assert_eq!(read("7"), Ok(Level::Unrecognized(7)));
}

#[test]
fn a_value_of_another_kind_is_an_error() {
    assert_eq!(read::<Status>("1").expect_err("a number").found(), "`1`");
    assert!(read::<Level>(r#""1""#).is_err());
}

#[test]
fn strings_become_values_and_back() {
    assert_eq!("CANCELLED".parse(), Ok(Status::Canceled));
    assert_eq!(Status::from("IN_PROGRESS".to_owned()), Status::InProgress);
    assert_eq!(Status::from("x").as_str(), "x");
    assert_eq!(format!("{:>10}", Status::Canceled), "  CANCELED");
    assert_eq!(Status::KNOWN, [Status::InProgress, Status::Canceled]);
}

#[test]
fn integers_become_values_and_back() {
    assert_eq!(read("20.0"), Ok(Level::High));
    assert_eq!(written(&Level::Low), "-1");
    assert_eq!("2".parse(), Ok(Level::High));
    assert!("two".parse::<Level>().is_err());
    assert_eq!((Level::from(-1), Level::High.value()), (Level::Low, 2));
    assert_eq!(Level::High.to_string(), "2");
    assert_eq!(Level::KNOWN, [Level::Low, Level::High]);
}

#[test]
fn a_value_shows_itself_by_the_name_of_its_variant() {
    assert_eq!(format!("{:?}", Status::InProgress), "InProgress");
    assert_eq!(
        format!("{:?}", Status::from("LOST")),
        "Unrecognized(\"LOST\")"
    );
    assert_eq!(format!("{:?}", Level::from(20)), "High");
    assert_eq!(format!("{:?}", Level::from(3)), "Unrecognized(3)");
}
