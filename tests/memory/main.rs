//! How much memory a bulk run takes, whatever its size.
//!
//! `cargo test -p tests --test memory -- --nocapture` sends 100,000 records, `RECORDS=1000000` in front of it a million.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "whatever fails here fails the test"
)]
#![cfg(target_os = "linux")]

use drata_custom_connections::bulk::FailurePolicy;
use drata_custom_connections::types::{ConnectionId, ResourceId, SessionId};
use serde::Serialize;
use tests::{Answers, Question};

/// What a run may take, in KiB, with the test and its server.
const MOST: u64 = 100 * 1024;

#[derive(Serialize)]
struct Application {
    id: String,
    name: &'static str,
    version: String,
    owner: &'static str,
    tags: [&'static str; 3],
}

fn applications(count: u64) -> impl Iterator<Item = Application> {
    (0..count).map(|number| Application {
        id: format!("application-{number}"),
        name: "A build server with a name of some length",
        version: format!("{}.{}", number % 40, number % 7),
        owner: "somebody@example.com",
        tags: ["internal", "linux", "critical"],
    })
}

/// The largest amount of memory that this process ever had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap()
}

/// Stages and completes; odd sessions have every record refused.
fn answer(question: Question) -> (u16, String) {
    if question.path.ends_with("/actions") || question.method == "GET" {
        return (
            200,
            r#"{"data":[],"pagination":{"cursor":null}}"#.to_owned(),
        );
    }
    let outcome = if question.path.ends_with("refused") {
        r#""statusCode":400,"error":{"message":"Schema validation failed for data","code":28022}"#
    } else {
        r#""statusCode":201,"id":"6f9619ff-8b86-d011-b42d-00cf4fc964ff""#
    };
    // Each result has the record in it.
    let body = std::str::from_utf8(&question.body).unwrap();
    let records = body.strip_prefix(r#"{"data":["#).unwrap();
    let records = records.strip_suffix("]}").unwrap();
    let records = records.replace("},{", &format!("}},{outcome}}},{{\"data\":{{"));
    (200, format!("[{{\"data\":{records},{outcome}}}]"))
}

#[tokio::test]
async fn memory_is_bounded_whatever_the_number_of_records() {
    let count = std::env::var("RECORDS").map_or(100_000, |count| count.parse().unwrap());
    let client = Answers::client(answer);
    let replace = |session: &str| {
        let id = SessionId::new(session).unwrap();
        let (connection, resource) = (ConnectionId::new(1), ResourceId::new(1));
        client.records().replace_all(connection, resource, id)
    };
    let at_start = peak();
    let report = replace("stored").send(applications(count)).await.unwrap();
    assert_eq!(report.progress.stored, count);
    let after_stored = peak();

    let refused = replace("refused").accept(FailurePolicy::Any);
    let error = refused.send(applications(count)).await.unwrap_err();
    assert_eq!(error.report.progress.rejected, count);
    assert_eq!(error.report.rejected.len(), 1_000);
    println!(
        "{count} records, {} bytes of JSON: {at_start} KiB at the start, {after_stored} KiB with all stored, {} KiB with all refused",
        error.report.progress.bytes,
        peak(),
    );
    assert!(peak() < MOST, "{} KiB", peak());
}
