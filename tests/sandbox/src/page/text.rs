//! Texts of the page: moments, durations, bodies.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use maud::{Markup, html};
use serde_json::Value;

/// The longest excerpt in a table, in characters.
const EXCERPT: usize = 160;

/// A moment of the store, to the second.
pub(super) fn moment(text: &str) -> Markup {
    let short = text.get(..19).unwrap_or(text).replace('T', " ");
    html! { time datetime=(text) { (short) } }
}

/// The time of day when a request arrived.
pub(super) fn time_of_day(moment: SystemTime) -> Markup {
    match Timestamp::try_from(moment) {
        Ok(moment) => {
            let short = moment.strftime("%H:%M:%S%.3f").to_string();
            html! { time datetime=(moment) { (short) } }
        }
        Err(_) => html! {},
    }
}

pub(super) fn duration(time: Duration) -> String {
    if time < Duration::from_millis(10) {
        format!("{:.1} ms", time.as_secs_f64() * 1000.0)
    } else if time < Duration::from_secs(10) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

/// `1 record`, `2 records`.
pub(super) fn count(number: i64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What stands in the place of the key.
const HIDDEN: &str = "[the API key]";

/// How much of the key may show where a text was cut, in bytes.
const HARMLESS: usize = 3;

/// Text from outside, without the key should it be in there, or its beginning where the text was cut.
pub(super) fn without_key(bytes: &[u8], key: &str) -> String {
    let text = String::from_utf8_lossy(bytes);
    if key.is_empty() {
        return text.into_owned();
    }
    let mut text = text.replace(key, HIDDEN);
    let beginnings = (HARMLESS + 1..key.len())
        .rev()
        .filter_map(|end| key.get(..end));
    if let Some(beginning) = beginnings
        .into_iter()
        .find(|beginning| text.ends_with(beginning))
    {
        text.truncate(text.len() - beginning.len());
        text.push_str(HIDDEN);
    }
    text
}

/// The beginning of a body, in one line.
pub(super) fn excerpt(bytes: &[u8], key: &str) -> String {
    // More than enough for the excerpt, whatever the characters' lengths.
    let bytes = &bytes[..bytes.len().min(EXCERPT * 8)];
    let text = without_key(bytes, key);
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(&line).into_owned()
}

fn shortened(line: &str) -> Cow<'_, str> {
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &line[..end]).into(),
        None => line.into(),
    }
}

/// A body to be read: JSON is laid out.
pub(super) fn whole(bytes: &[u8], key: &str) -> String {
    let laid_out = serde_json::from_slice::<Value>(bytes)
        .and_then(|value| serde_json::to_string_pretty(&value));
    match laid_out {
        Ok(text) => without_key(text.as_bytes(), key),
        Err(_) => without_key(bytes, key),
    }
}

/// A JSON value in one line.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
