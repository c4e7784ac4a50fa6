//! Dates with times.

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
