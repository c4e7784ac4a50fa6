//! Bulk runs in bad weather: random data, random settings, random faults, from a seed.
//!
//! After each run the data set is exactly what was sent, or untouched, and the outcome says which. A longer storm, or
//! the same one again: `STORM_ROUNDS=2000 STORM_SEED=7 cargo test -p tests --test behaviour storm`.

use std::collections::BTreeMap;
use std::time::Duration;

use drata_custom_connections::Map;
use drata_custom_connections::bulk::BulkErrorKind;
use drata_custom_connections::runtime::RetryPolicy;
use fastrand::Rng;
use futures_util::stream;
use sandbox::Fault;
use serde_json::{Value, json};
use tests::{Api, ResourceUnderTest, object};

type DataSet = BTreeMap<String, Map<Value>>;

fn number_of(variable: &str, default: u64) -> u64 {
    let text = std::env::var(variable);
    text.map_or(default, |text| text.parse().unwrap())
}

/// Calls a function for each round, with the seed of the round.
async fn storm(round: impl AsyncFn(u64, Rng)) {
    let first = number_of("STORM_SEED", 1);
    for seed in first..first + number_of("STORM_ROUNDS", 15) {
        round(seed, Rng::with_seed(seed)).await;
    }
}

/// Up to 60 records, some of which come again with another content.
fn records(random: &mut Rng) -> Vec<Map<Value>> {
    let different = random.usize(1..40);
    let records = (0..random.usize(1..60)).map(|number| {
        let id = format!("app-{}", random.usize(..different));
        object(json!({ "id": id, "name": format!("{number}-{}", random.u32(..)) }))
    });
    records.collect()
}

/// What is live after all of these were sent in order.
fn outcome_of(mut live: DataSet, records: &[Map<Value>]) -> DataSet {
    for record in records {
        let id = record["id"].as_str().unwrap().to_owned();
        live.insert(id, record.clone());
    }
    live
}

/// Faults for the requests to come, and how many of them there are.
fn order_faults(api: &Api, random: &mut Rng) -> usize {
    let often = random.u8(0..60);
    let requests = random.usize(..60);
    for _ in 0..requests {
        let fault = if random.u8(..100) < often {
            a_fault(random)
        } else {
            Fault::Stall(Duration::ZERO)
        };
        api.sandbox.fail_next(fault);
    }
    requests
}

fn a_fault(random: &mut Rng) -> Fault {
    match random.u8(..12) {
        0..3 => Fault::CloseBeforeHandling,
        3..6 => Fault::CloseAfterHandling,
        6..8 => Fault::CutBody,
        8 => Fault::retry_after(429, "0"),
        9 => Fault::web_page([200, 502][random.usize(..2)]),
        10 => Fault::Stall(Duration::from_millis(random.u64(..5))),
        _ => Fault::status([408, 500, 502, 503, 504][random.usize(..5)]),
    }
}

/// Uses up the faults that a run left over.
async fn calm(api: &Api, resource: &ResourceUnderTest<'_>, ordered: usize, requests_before: usize) {
    let used = api.sandbox.requests().len() - requests_before;
    let call = api
        .client
        .records()
        .list(resource.connection, resource.resource);
    for _ in used..ordered {
        let _ = call.clone().retry(RetryPolicy::never()).send().await;
    }
}

#[tokio::test]
async fn a_replacement_in_a_storm_is_whole_or_not_at_all() {
    storm(async |seed, mut random| {
        let api = Api::start();
        let resource = api.resource();
        let mut before = DataSet::new();
        for session in 0..4 {
            let records = records(&mut random);
            let after = outcome_of(DataSet::new(), &records);
            let requests = api.sandbox.requests().len();
            let replace = resource
                .replace(&format!("session-{session}"))
                .cancel_unfinished()
                .batch_items(random.usize(1..20))
                .batch_bytes(random.usize(50..2_000))
                .concurrency(random.usize(1..6));
            let ordered = order_faults(&api, &mut random);
            let outcome = replace.send_stream(stream::iter(records)).await;
            calm(&api, &resource, ordered, requests).await;

            let live = resource.data_set().await;
            match outcome {
                Ok(_) => assert_eq!(live, after, "seed {seed}, session {session}"),
                Err(error) => match error.kind {
                    BulkErrorKind::Unclear(_) => {
                        assert!(
                            live == after || live == before,
                            "seed {seed}, session {session}"
                        );
                    }
                    _ => assert_eq!(live, before, "seed {seed}, session {session}: {error}"),
                },
            }
            before = live;
        }
    })
    .await;
}

#[tokio::test]
async fn upserts_in_a_storm_lose_nothing_and_double_nothing() {
    storm(async |seed, mut random| {
        let api = Api::start();
        let resource = api.resource();
        let mut before = DataSet::new();
        for run in 0..4 {
            let records = records(&mut random);
            let after = outcome_of(before.clone(), &records);
            let upsert = || {
                let upsert = api.client.records();
                upsert.upsert_all(resource.connection, resource.resource)
            };
            let mut acknowledged = 0;
            // As a program does that is started again until it comes to its end.
            loop {
                let requests = api.sandbox.requests().len();
                let upsert = upsert()
                    .resume_after(acknowledged)
                    .batch_items(random.usize(1..20))
                    .concurrency(random.usize(1..6));
                let ordered = order_faults(&api, &mut random);
                let outcome = upsert.send(&records).await;
                calm(&api, &resource, ordered, requests).await;
                match outcome {
                    Ok(_) => break,
                    Err(error) => acknowledged = error.report.progress.acknowledged,
                }
            }
            let live = resource.data_set().await;
            assert_eq!(live, after, "seed {seed}, run {run}");
            before = live;
        }
    })
    .await;
}
