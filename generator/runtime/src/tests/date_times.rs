//! Dates with times.

use jiff::Timestamp;

use crate::runtime::wire::DateTime;

#[test]
fn what_comes_is_sent_as_it_was() {
    for text in [
        "2024-06-01T14:30:00Z",
        "2024-06-01T14:30:00.000+02:00",
        "2024-06-01T14:30:00.123-02:30",
        "2024-06-01T14:30:00.000+0200",
        "2024-06-01 14:30:00.123456+00",
        "2024-06-01 14:30:00-11",
        "2024-06-01 14:30:00",
        "-000001-06-01T14:30:00Z",
    ] {
        assert_eq!(text.parse::<DateTime>().unwrap().to_string(), text);
    }
}

#[test]
fn what_is_written_in_an_odd_way_is_sent_in_the_usual_one() {
    for (text, expected) in [
        ("2024-06-01 14:30:00,120", "2024-06-01 14:30:00.120"),
        ("20240601T143000Z", "2024-06-01T14:30:00Z"),
        ("20240601T143000.5-0200", "2024-06-01T14:30:00.5-0200"),
        ("+002024-06-01T14:30:00Z", "2024-06-01T14:30:00Z"),
        ("2024-06-01T14:30+02:00", "2024-06-01T14:30:00+02:00"),
        (
            "2024-06-01T14:30:00-04:00[America/Port-au-Prince]",
            "2024-06-01T14:30:00-04:00",
        ),
    ] {
        let read: DateTime = text.parse().unwrap();
        assert_eq!(read.to_string(), expected);
        assert_eq!(read, expected.parse::<DateTime>().unwrap(), "{text}");
    }
}

#[test]
fn the_offset_is_known_however_it_is_written() {
    for (text, seconds) in [("+02:00", 7200), ("-0230", -9000), ("+02", 7200), ("Z", 0)] {
        let read: DateTime = format!("2024-06-01T14:30:00{text}").parse().unwrap();
        assert_eq!(read.offset().seconds(), seconds);
    }
}

#[test]
fn the_ends_of_the_calendar_are_moments_like_others() {
    for text in [
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.9999999Z",
        "9999-12-31T00:00:00+00:00",
        "9999-12-31T23:59:59-12:00",
        "9999-12-31 23:59:59",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
    ] {
        let read: DateTime = text.parse().unwrap();
        assert_eq!(read.to_string(), text);
    }
    let date_time = |text: &str| text.parse::<DateTime>().unwrap();
    let last = date_time("9999-12-31T23:59:59Z");
    assert_eq!(last.timestamp(), Timestamp::MAX);
    assert!(last > Timestamp::MAX && last != Timestamp::MAX);
    assert!(last > date_time("9999-12-31T23:59:59+00:01"));
    assert_eq!(last, date_time("9999-12-31T22:59:59-01:00"));
    let first = date_time("-009999-01-01T00:00:00Z");
    assert_eq!(first.timestamp(), Timestamp::MIN);
    assert!(first < Timestamp::MIN);
}

#[test]
fn what_can_not_be_written_as_it_came_is_the_same_moment() {
    for (text, expected) in [
        ("2024-06-30T23:59:60Z", "2024-06-30T23:59:59Z"),
        ("2024-06-01T14:30:00-00:00", "2024-06-01T14:30:00+00:00"),
        ("2024-06-01T14:30:00+01:00:30", "2024-06-01T13:29:30Z"),
    ] {
        let read: DateTime = text.parse().unwrap();
        assert_eq!(read.to_string(), expected);
    }
}

#[test]
fn the_error_is_of_what_was_written() {
    let error = |text: &str| text.parse::<DateTime>().unwrap_err().to_string();
    assert!(
        error("2024-06-01").contains("time"),
        "{}",
        error("2024-06-01")
    );
    let no_such_day = error("2024-02-30T10:00:00Z");
    assert!(no_such_day.contains("day"), "{no_such_day}");
}
