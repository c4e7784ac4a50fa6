//! The two ways in which the vendor writes a moment.

use jiff::{Timestamp, Unit};

/// Now, as RFC 3339 in UTC with milliseconds: `2025-07-01T16:45:55.246Z`.
pub(crate) fn now() -> String {
    written(Timestamp::now())
}

/// A moment in the form of [`now`], or `None` where the text isn't RFC 3339.
pub(crate) fn normalized(text: &str) -> Option<String> {
    text.parse().ok().map(written)
}

fn written(moment: Timestamp) -> String {
    let moment = moment.round(Unit::Millisecond).unwrap_or(moment);
    format!("{moment:.3}")
}

/// The form of per-record results, without a zone: `2020-07-06 12:00:00.000000`.
pub(crate) fn without_zone(moment: &str) -> String {
    match moment.parse::<Timestamp>() {
        Ok(moment) => moment.strftime("%Y-%m-%d %H:%M:%S%.6f").to_string(),
        Err(_) => moment.to_owned(),
    }
}
