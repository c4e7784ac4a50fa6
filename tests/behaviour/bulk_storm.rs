//! Bulk runs in bad weather: random data, random settings, random faults, from a seed.
//!
//! After each run the data set is exactly what was sent, or untouched, and the outcome says which. A longer storm, or
//! the same one again: `STORM_ROUNDS=2000 STORM_SEED=7 cargo test -p tests --test behaviour storm`. A seed fixes data,
//! settings and the order of the faults; which of several requests in flight meets which fault is up to the network.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use drata_custom_connections::bulk::{BulkErrorKind, FailurePolicy};
use drata_custom_connections::types::{DeviceCreateRequest, DevicePlatform, HrisIdentityRecord};
use drata_custom_connections::{Client, Map};
use fastrand::Rng;
use futures_util::{TryStreamExt as _, stream};
use serde_json::{Value, json};
use tests::{Api, Ending, Moment, NetworkFault, Proxy, Reply, Request, object, session_id};
use tokio::time::timeout;

type DataSet = BTreeMap<String, Map<Value>>;

fn number_of(variable: &str, default: u64) -> u64 {
    let text = std::env::var(variable);
    text.map_or(default, |text| text.parse().unwrap())
}

/// Calls a function for each round, with the seed of the round.
async fn storm(round: impl AsyncFn(u64, Rng)) {
    let first = number_of("STORM_SEED", 1);
    for seed in first..first + number_of("STORM_ROUNDS", 10) {
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

/// A client through the proxy that waits for sessions to end no longer than a test can.
fn client_through(api: &Api, proxy: &Proxy) -> Client {
    api.client_through(proxy, |builder| {
        builder.total_timeout(Duration::from_secs(2))
    })
}

/// What goes wrong with up to 60 of 100 requests.
fn weather(random: &mut Rng) -> impl FnMut(&Request) -> Option<NetworkFault> + Send + 'static {
    let often = random.u8(0..60);
    let mut random = random.fork();
    move |_| (random.u8(..100) < often).then(|| a_fault(&mut random))
}

fn a_fault(random: &mut Rng) -> NetworkFault {
    match random.u8(..15) {
        0..6 => {
            let moment = Moment::ALL[random.usize(..Moment::ALL.len())];
            let ending = [Ending::Reset, Ending::Close][random.usize(..2)];
            NetworkFault::Break(moment, ending)
        }
        6 => NetworkFault::Drip {
            pieces: random.usize(2..5),
            pause: Duration::from_millis(1),
        },
        7 => NetworkFault::Answer(Reply::error(429).with_header("retry-after", "0")),
        8 => NetworkFault::alter_body(|body| body[..body.len() / 2].to_vec()),
        9 => NetworkFault::alter_body(|body| [&body[..], &body[..]].concat()),
        10 => NetworkFault::Answer(web_page([200, 502][random.usize(..2)])),
        // It was handled, and somebody on the way says otherwise.
        11 => {
            let status = [408, 500, 502, 503, 504][random.usize(..5)];
            NetworkFault::alter(move |_| Reply::error(status))
        }
        12 => NetworkFault::Break(Moment::AfterHandling, Ending::Close),
        // It is no text any more.
        13 => NetworkFault::alter_body(|body| {
            let spoilt = |byte| if byte == b'"' { 0xff } else { byte };
            body.into_iter().map(spoilt).collect()
        }),
        _ => NetworkFault::status([408, 500, 502, 503, 504][random.usize(..5)]),
    }
}

/// What somebody on the way says who has something else to say.
fn web_page(status: u16) -> Reply {
    Reply::new(
        status,
        "text/html",
        "<html><body>Sign in first</body></html>",
    )
}

#[tokio::test]
async fn a_replacement_in_a_storm_is_whole_or_not_at_all() {
    storm(async |seed, mut random| {
        let api = Api::start();
        let resource = api.resource();
        let proxy = Proxy::in_front_of(&api.sandbox);
        let client = client_through(&api, &proxy);
        let mut before = DataSet::new();
        for session in 0..4 {
            let records = records(&mut random);
            let after = outcome_of(DataSet::new(), &records);
            let id = session_id(&format!("session-{session}"));
            let replace = client
                .records()
                .replace_all(resource.connection, resource.resource, id)
                .cancel_unfinished()
                .batch_items(random.usize(1..20))
                .batch_bytes(random.usize(50..2_000))
                .concurrency(random.usize(1..6));
            proxy.fail_by(weather(&mut random));
            let outcome = replace.send_stream(stream::iter(records)).await;
            proxy.heal();

            let live = resource.data_set().await;
            match outcome {
                Ok(_) => assert_eq!(live, after, "seed {seed}, session {session}"),
                Err(error) => match error.kind {
                    BulkErrorKind::Unclear(_) => {
                        let is_either = live == after || live == before;
                        assert!(is_either, "seed {seed}, session {session}");
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
        let proxy = Proxy::in_front_of(&api.sandbox);
        let client = client_through(&api, &proxy);
        let mut before = DataSet::new();
        for run in 0..4 {
            let records = records(&mut random);
            let after = outcome_of(before.clone(), &records);
            let mut acknowledged = 0;
            // As a program does that is started again until it comes to its end.
            loop {
                let upsert = client
                    .records()
                    .upsert_all(resource.connection, resource.resource)
                    .resume_after(acknowledged)
                    .batch_items(random.usize(1..20))
                    .concurrency(random.usize(1..6));
                proxy.fail_by(weather(&mut random));
                match upsert.send(&records).await {
                    Ok(_) => break,
                    Err(error) => acknowledged = error.report.progress.acknowledged,
                }
            }
            proxy.heal();
            let live = resource.data_set().await;
            assert_eq!(live, after, "seed {seed}, run {run}");
            before = live;
        }
    })
    .await;
}

/// Records with and without an id, and such as the schema refuses. The names of the good ones are all different.
fn mixed(random: &mut Rng) -> Vec<Map<Value>> {
    let records = (0..random.usize(1..40)).map(|number| match random.u8(..4) {
        0 => object(json!({ "version": number.to_string() })),
        1 => object(json!({ "name": format!("name-{number}") })),
        _ => object(json!({ "id": format!("app-{number}"), "name": format!("name-{number}") })),
    });
    records.collect()
}

fn names<'r>(records: impl IntoIterator<Item = &'r Map<Value>>) -> Vec<String> {
    let named = records.into_iter().filter_map(|record| record.get("name"));
    let mut names: Vec<String> = named
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn records_without_an_id_are_not_doubled_in_a_storm() {
    storm(async |seed, mut random| {
        let api = Api::start();
        let resource = api.resource();
        let proxy = Proxy::in_front_of(&api.sandbox);
        let client = client_through(&api, &proxy);
        let mut before = Vec::new();
        for session in 0..4 {
            let records = mixed(&mut random);
            let after = names(&records);
            let replace = client
                .records()
                .replace_all(
                    resource.connection,
                    resource.resource,
                    session_id(&format!("session-{session}")),
                )
                .accept(FailurePolicy::Any)
                .cancel_unfinished()
                .batch_items(random.usize(1..20))
                .concurrency(random.usize(1..6));
            proxy.fail_by(weather(&mut random));
            let outcome = replace.send(records).await;
            proxy.heal();

            let live = resource.live_records().await;
            let live = names(live.iter().map(|record| &record.attributes));
            match outcome {
                Ok(report) => {
                    assert_eq!(live, after, "seed {seed}, session {session}");
                    assert_eq!(report.progress.stored as usize, after.len());
                }
                Err(error) if matches!(error.kind, BulkErrorKind::Unclear(_)) => {
                    assert!(
                        live == after || live == before,
                        "seed {seed}, session {session}"
                    );
                }
                Err(error) => {
                    assert_eq!(live, before, "seed {seed}, session {session}: {error}");
                }
            }
            before = live;
        }
    })
    .await;
}

#[tokio::test]
async fn a_replacement_that_dies_again_and_again_comes_to_its_end() {
    storm(async |seed, mut random| {
        let api = Api::start();
        let resource = api.resource();
        let proxy = Proxy::in_front_of(&api.sandbox);
        let client = client_through(&api, &proxy);
        let records = records(&mut random);
        let acknowledged = AtomicU64::new(0);
        let mut deaths = 0;
        loop {
            let (connection, id) = (resource.connection, session_id("nightly"));
            let replace = client
                .records()
                .replace_all(connection, resource.resource, id)
                .keep_session()
                .resume_after(acknowledged.load(Ordering::SeqCst))
                .batch_items(random.usize(1..10))
                .concurrency(random.usize(1..6))
                .on_progress(|progress| {
                    acknowledged.store(progress.acknowledged, Ordering::SeqCst);
                });
            proxy.fail_by(weather(&mut random));
            // In the end it has all the time that it needs.
            let life = Duration::from_millis(if deaths < 20 {
                random.u64(1..40)
            } else {
                60_000
            });
            match timeout(life, replace.send(&records)).await {
                Ok(Ok(_)) => break,
                Ok(Err(error)) if matches!(error.kind, BulkErrorKind::SessionNotBegun) => {
                    acknowledged.store(0, Ordering::SeqCst);
                }
                _ => {}
            }
            deaths += 1;
            assert!(deaths < 500, "seed {seed}: it never ends");
        }
        proxy.heal();
        let after = outcome_of(DataSet::new(), &records);
        assert_eq!(resource.data_set().await, after, "seed {seed}");
    })
    .await;
}

fn sorted(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    texts
}

fn numbered(what: &str, count: usize) -> Vec<String> {
    sorted((0..count).map(|number| format!("{what}-{number}")))
}

#[tokio::test]
async fn people_and_devices_in_a_storm_are_all_there_once() {
    storm(async |seed, mut random| {
        let api = Api::start();
        let (mdm, hris) = (api.mdm(), api.hris());
        let proxy = Proxy::in_front_of(&api.sandbox);
        let client = client_through(&api, &proxy);
        let count = random.usize(1..30);
        let people = || (0..count).map(|number| HrisIdentityRecord::new(format!("emp-{number}")));
        let devices = || {
            (0..count).map(|number| {
                let device = DeviceCreateRequest::new(1, DevicePlatform::Macos, "14.5");
                device.serial_number(format!("serial-{number}"))
            })
        };
        let (mut people_done, mut devices_done) = (0, 0);
        loop {
            proxy.fail_by(weather(&mut random));
            let run = client
                .hris_identities()
                .upsert_all(hris)
                .resume_after(people_done);
            match run.batch_items(random.usize(1..10)).send(people()).await {
                Ok(_) => break,
                Err(error) => people_done = error.report.progress.acknowledged,
            }
        }
        loop {
            proxy.fail_by(weather(&mut random));
            let run = client.devices().upsert_all(mdm).resume_after(devices_done);
            match run.concurrency(random.usize(1..6)).send(devices()).await {
                Ok(_) => break,
                Err(error) => devices_done = error.report.progress.acknowledged,
            }
        }
        proxy.heal();
        let stored = api.client.hris_identities().list(hris).stream();
        let stored: Vec<_> = stored.try_collect().await.unwrap();
        let ids = stored.into_iter().map(|person| person.identity_id);
        assert_eq!(sorted(ids), numbered("emp", count), "seed {seed}");
        let stored = api.client.devices().list(mdm).stream();
        let stored: Vec<_> = stored.try_collect().await.unwrap();
        let serials = stored.into_iter().filter_map(|device| device.serial_number);
        assert_eq!(sorted(serials), numbered("serial", count), "seed {seed}");
    })
    .await;
}
