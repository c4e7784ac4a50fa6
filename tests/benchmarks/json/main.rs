//! Reading and writing pages of JSON of several kinds: the runtime beside serde_json with derived types.
//!
//! ```console
//! cargo bench -p benchmarks --bench json -- [decode|encode] [KIND ...]
//! ```
#![allow(
    unreachable_pub,
    unused_imports,
    dead_code,
    clippy::enum_variant_names,
    reason = "what is public in the runtime and in an SDK is not used from everywhere here"
)]

mod derived;
mod emitted;
mod pages;
mod runtime;

use std::time::Duration;

use anyhow::{Context as _, ensure};
use benchmarks::alternating::shortest;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::runtime::wire::{Decode, Encode, from_json, to_json};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let wants = |word: &str, others: &[&str]| {
        arguments.iter().any(|argument| argument == word)
            || !arguments
                .iter()
                .any(|argument| others.contains(&argument.as_str()))
    };
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let directions = ["decode", "encode"];
    for direction in directions {
        if wants(direction, &directions) {
            println!("| {direction} | MB | runtime, MB/s | serde_json, MB/s | times |");
            println!("|---|---:|---:|---:|---:|");
            for kind in KINDS.iter().filter(|kind| wants(kind.name, &kinds)) {
                println!("{}", kind.row(direction).context(kind.name)?);
            }
            println!();
        }
    }
    Ok(())
}

/// A page and the two ways to read and write it.
struct Kind {
    name: &'static str,
    page: fn() -> String,
    decode: fn(&str) -> anyhow::Result<(Duration, Duration)>,
    encode: fn(&str) -> anyhow::Result<(Duration, Duration)>,
}

impl Kind {
    const fn new<Own: Decode + Encode, Other: DeserializeOwned + Serialize>(
        name: &'static str,
        page: fn() -> String,
    ) -> Self {
        Self {
            name,
            page,
            decode: decode::<Own, Other>,
            encode: encode::<Own, Other>,
        }
    }

    /// Measures, and gives the row of the table.
    fn row(&self, direction: &str) -> anyhow::Result<String> {
        let page = (self.page)();
        let (own, other) = match direction {
            "decode" => (self.decode)(&page),
            _ => (self.encode)(&page),
        }?;
        let megabytes = page.len() as f64 / 1e6;
        Ok(format!(
            "| {} | {megabytes:.1} | {:.0} | {:.0} | {:.2} |",
            self.name,
            megabytes / own.as_secs_f64(),
            megabytes / other.as_secs_f64(),
            other.as_secs_f64() / own.as_secs_f64()
        ))
    }
}

const KINDS: &[Kind] = &[
    Kind::new::<emitted::RecordPage, derived::RecordPage>("records", pages::records),
    Kind::new::<emitted::DevicePage, derived::DevicePage>("devices", pages::devices),
    Kind::new::<emitted::DevicePage, derived::DevicePage>(
        "indented-devices",
        pages::indented_devices,
    ),
    Kind::new::<emitted::Events, derived::Events>("tagged-unions", pages::tagged),
    Kind::new::<emitted::Shapes, derived::Shapes>("untagged-unions", pages::untagged),
    Kind::new::<emitted::Counts, derived::Counts>("maps-of-numbers", pages::counts),
    Kind::new::<emitted::Names, derived::Names>("map-of-lists", pages::names),
    Kind::new::<Value, Value>("free-form", pages::records),
    Kind::new::<emitted::Texts, derived::Texts>("quotes", pages::quoted),
    Kind::new::<emitted::Texts, derived::Texts>("unicode-escapes", pages::unicode_escapes),
    Kind::new::<emitted::Texts, derived::Texts>("cyrillic", pages::cyrillic),
    Kind::new::<emitted::Texts, derived::Texts>("chinese", pages::chinese),
    Kind::new::<emitted::Track, derived::Track>("numbers", pages::numbers),
];

fn decode<Own: Decode + Encode, Other: DeserializeOwned + Serialize>(
    page: &str,
) -> anyhow::Result<(Duration, Duration)> {
    let text = page.as_bytes();
    both::<Own, Other>(text)?;
    Ok(shortest(
        || from_json::<Own>(text),
        || serde_json::from_slice::<Other>(text),
    ))
}

fn encode<Own: Decode + Encode, Other: DeserializeOwned + Serialize>(
    page: &str,
) -> anyhow::Result<(Duration, Duration)> {
    let (own, other) = both::<Own, Other>(page.as_bytes())?;
    Ok(shortest(|| to_json(&own), || serde_json::to_vec(&other)))
}

/// The page read in both ways, which must be the same.
fn both<Own: Decode + Encode, Other: DeserializeOwned + Serialize>(
    text: &[u8],
) -> anyhow::Result<(Own, Other)> {
    let (own, other) = (
        from_json::<Own>(text)?,
        serde_json::from_slice::<Other>(text)?,
    );
    let (written, expected) = (to_json(&own), serde_json::to_vec(&other)?);
    let place = written
        .iter()
        .zip(&expected)
        .position(|(one, other)| one != other);
    ensure!(
        written == expected,
        "the two are not the same: {:?} and {:?}",
        place.map(|place| String::from_utf8_lossy(&written[place.saturating_sub(50)..][..100])),
        place.map(|place| String::from_utf8_lossy(&expected[place.saturating_sub(50)..][..100])),
    );
    Ok((own, other))
}
