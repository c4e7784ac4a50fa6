//! How many requests go out in what time, on a clock that stands still while anything happens.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use drata_custom_connections::Client;
use drata_custom_connections::runtime::{RequestBody, Transport, TransportFuture};
use drata_custom_connections::types::{ConnectionId, ResourceId};
use sandbox::VENDOR_RATE_LIMIT;
use serde_json::json;
use tests::{Answers, Question, record};
use tokio::time::{Instant, sleep};

const MINUTE: Duration = Duration::from_secs(60);

/// How long the server takes for a request.
const LATENCY: Duration = Duration::from_millis(400);

/// When each request left.
#[derive(Clone, Default)]
struct Departures(Arc<Mutex<Vec<Instant>>>);

/// A server that takes its time, and notes when it was asked.
struct Distant {
    departures: Departures,
    answers: Answers<fn(Question) -> (u16, String)>,
}

impl Transport for Distant {
    fn send(&self, request: http::Request<RequestBody>) -> TransportFuture<'_> {
        self.departures.0.lock().unwrap().push(Instant::now());
        Box::pin(async {
            sleep(LATENCY).await;
            self.answers.send(request).await
        })
    }
}

impl Departures {
    /// Holds that no minute has more requests than the vendor takes, and that it takes little longer than it has to.
    fn assert_well_spaced(&self, count: usize) {
        let times = self.0.lock().unwrap();
        assert_eq!(times.len(), count);
        let limit = VENDOR_RATE_LIMIT.get() as usize;
        for (index, start) in times.iter().enumerate() {
            let later = &times[index..];
            let within = later.partition_point(|time| *time - *start < MINUTE);
            assert!(within <= limit, "{within} in a minute");
        }
        let (taken, needed) = (
            times[count - 1] - times[0],
            MINUTE * count as u32 / limit as u32,
        );
        assert!(
            taken < needed * 21 / 20,
            "{taken:?} where {needed:?} would do"
        );
    }
}

fn created(question: Question) -> (u16, String) {
    let body: serde_json::Value = serde_json::from_slice(&question.body).unwrap_or_default();
    let records = body["data"].as_array().cloned().unwrap_or_default();
    let results = records
        .iter()
        .map(|record| json!({ "statusCode": 201, "data": record }));
    let page = json!({ "data": [], "pagination": { "cursor": null } });
    let answer = match question.method.as_str() {
        "GET" => page.to_string(),
        _ => json!(results.collect::<Vec<_>>()).to_string(),
    };
    (200, answer)
}

/// A client as people make it: with the vendor's limit.
fn client(departures: &Departures) -> Client {
    let distant = Distant {
        departures: departures.clone(),
        answers: Answers::new(created as fn(_) -> _),
    };
    let builder = Client::builder().api_key("test-key");
    builder.transport(distant).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn calls_keep_the_vendors_limit_and_use_it() {
    let departures = Departures::default();
    let client = client(&departures);
    let calls = (0..2_000).map(|_| {
        let client = client.clone();
        tokio::spawn(async move {
            let call = client.custom_connections().list();
            call.timeout(60 * MINUTE).send().await.map(drop)
        })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    departures.assert_well_spaced(2_000);
}

#[tokio::test(start_paused = true)]
async fn a_bulk_run_keeps_the_vendors_limit_and_uses_it() {
    let departures = Departures::default();
    let client = client(&departures);
    let records = client.records();
    let run = records.upsert_all(ConnectionId::new(1), ResourceId::new(1));
    let report = run
        .batch_items(1)
        .send((0..2_000).map(|number| record(&format!("app-{number}"))))
        .await
        .unwrap();
    assert_eq!(report.progress.stored, 2_000);
    departures.assert_well_spaced(2_000);
}
