//! How a bulk run goes about its requests, against answers that the sandbox doesn't give.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use drata_custom_connections::Client;
use drata_custom_connections::bulk::{Bulk, BulkErrorKind, Reason, RecordUpserts};
use drata_custom_connections::types::{
    ConnectionId, DeviceCreateRequest, DevicePlatform, HrisIdentityRecord, ResourceId,
};
use serde_json::{Value, json};
use tests::{Answers, Question, record};

fn upsert(client: &Client) -> Bulk<'static, RecordUpserts> {
    let records = client.records();
    records.upsert_all(ConnectionId::new(1), ResourceId::new(1))
}

/// The records of a request.
fn records(question: &Question) -> Vec<Value> {
    let body: Value = serde_json::from_slice(&question.body).unwrap();
    body["data"].as_array().unwrap().clone()
}

fn created(record: &Value) -> Value {
    json!({ "statusCode": 201, "data": record })
}

fn refused(record: &Value) -> Value {
    json!({ "statusCode": 201, "data": record, "error": { "message": "no", "code": 28022 } })
}

fn numbered(count: usize) -> impl Iterator<Item = drata_custom_connections::Map<Value>> {
    (0..count).map(|number| record(&format!("app-{number}")))
}

#[tokio::test]
async fn what_a_report_shows_of_the_server_is_without_the_key() {
    let client = Answers::client(|question| {
        let refused = |record: &Value| {
            let error = json!({ "message": "not by test-key", "code": 7 });
            json!({ "statusCode": 201, "data": record, "error": error })
        };
        let results: Vec<Value> = records(&question).iter().map(refused).collect();
        (200, json!(results).to_string())
    });
    let report = upsert(&client).send(numbered(1)).await.unwrap();
    assert_eq!(
        report.rejected[0].reason.to_string(),
        "not by [secret] (code 7)"
    );
    let shown = format!("{report} {report:?}");
    assert!(!shown.contains("test-key"), "{shown}");
}

#[tokio::test]
async fn a_request_that_is_too_large_is_sent_in_halves() {
    let sizes = Arc::new(Mutex::new(Vec::new()));
    let seen = sizes.clone();
    let client = Answers::client(move |question| {
        let records = records(&question);
        seen.lock().unwrap().push(records.len());
        if records.len() > 3 {
            return (413, "{}".to_owned());
        }
        let results: Vec<Value> = records.iter().map(created).collect();
        (200, json!(results).to_string())
    });
    let run = upsert(&client).batch_items(10).concurrency(1);
    let report = run.send(numbered(20)).await.unwrap();
    assert_eq!(report.progress.stored, 20);
    assert_eq!(report.progress.acknowledged, 20);
    let sizes = sizes.lock().unwrap();
    assert_eq!(sizes[0], 10);
    let too_large = sizes.iter().filter(|size| **size > 3).count();
    assert!(too_large <= 6, "later requests are smaller: {sizes:?}");
}

#[tokio::test]
async fn an_item_that_is_too_large_by_itself_is_refused() {
    let client = Answers::client(|question| {
        let records = records(&question);
        if records.iter().any(|record| record["id"] == "app-2") {
            return (
                413,
                json!({ "message": "too large", "code": 5 }).to_string(),
            );
        }
        let results: Vec<Value> = records.iter().map(created).collect();
        (200, json!(results).to_string())
    });
    let report = upsert(&client).send(numbered(5)).await.unwrap();
    assert_eq!((report.progress.stored, report.progress.rejected), (4, 1));
    assert_eq!(report.rejected[0].index, 2);
    assert_eq!(report.rejected[0].item()["id"], "app-2");
    let Reason::Server { message, .. } = &report.rejected[0].reason else {
        panic!("{:?}", report.rejected)
    };
    assert_eq!(message.as_deref(), Some("too large"));
}

#[tokio::test]
async fn people_for_whom_a_whole_request_is_refused_are_found() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    let client = Answers::client(move |question| {
        counter.fetch_add(1, Ordering::SeqCst);
        let people: Vec<Value> = serde_json::from_slice(&question.body).unwrap();
        let is_bad = |person: &Value| {
            ["emp-5", "emp-90"]
                .iter()
                .any(|id| person["identityId"] == *id)
        };
        if people.iter().any(is_bad) {
            let refusal = json!({ "statusCode": 400, "message": "who is that?", "code": 40000 });
            return (400, refusal.to_string());
        }
        let unchanged = vec![json!({ "statusCode": 200, "data": null }); people.len()];
        (200, json!(unchanged).to_string())
    });
    let people = (0..100).map(|number| HrisIdentityRecord::new(format!("emp-{number}")));
    let run = client.hris_identities().upsert_all(ConnectionId::new(1));
    let report = run.batch_items(50).send(people).await.unwrap();
    assert_eq!((report.progress.stored, report.progress.rejected), (98, 2));
    assert_eq!(report.progress.acknowledged, 100);
    let refused: Vec<u64> = report
        .rejected
        .iter()
        .map(|refused| refused.index)
        .collect();
    assert_eq!(refused, [5, 90]);
    assert_eq!(report.rejected[1].item(), json!({ "identityId": "emp-90" }));
    assert_eq!(
        report.rejected[1].reason.to_string(),
        "who is that? (code 40000)"
    );
    // Two halves for each level of each of the two batches.
    assert!(asked.load(Ordering::SeqCst) <= 2 * (1 + 2 * 6));
}

#[tokio::test]
async fn results_in_another_order_find_their_records() {
    let client = Answers::client(|question| {
        let records = records(&question);
        let results = records.iter().rev().map(|record| match &record["id"] {
            id if id == "app-1" => refused(record),
            _ => created(record),
        });
        (200, json!(results.collect::<Vec<Value>>()).to_string())
    });
    let report = upsert(&client).send(numbered(4)).await.unwrap();
    assert_eq!((report.progress.stored, report.progress.rejected), (3, 1));
    assert_eq!(report.rejected[0].index, 1);

    let client = Answers::client(|question| {
        let records = records(&question);
        let results = records.iter().rev().map(|record| match &record["id"] {
            id if id == 2 => refused(record),
            _ => created(record),
        });
        (200, json!(results.collect::<Vec<Value>>()).to_string())
    });
    let numbers = (0..4).map(|id| json!({ "id": id }));
    let report = upsert(&client).send(numbers).await.unwrap();
    assert_eq!(report.rejected[0].index, 2);

    let time = "2025-07-01T16:45:55.246Z";
    let client = Answers::client(move |question| {
        let people: Vec<Value> = serde_json::from_slice(&question.body).unwrap();
        let results = people.iter().rev().map(|person| {
            let data = json!({
                "id": 1, "identityId": person["identityId"], "email": null, "secondaryEmail": null,
                "firstName": null, "lastName": null, "jobTitle": null, "managerId": null,
                "managerName": null, "startedAt": null, "separatedAt": null, "isContractor": null,
                "createdAt": time, "updatedAt": time,
            });
            let is_refused = person["identityId"] == "emp-0";
            let error = is_refused.then(|| json!({ "message": "no" }));
            json!({ "statusCode": 201, "data": data, "error": error })
        });
        (200, json!(results.collect::<Vec<Value>>()).to_string())
    });
    let people = [0, 1, 2].map(|number| HrisIdentityRecord::new(format!("emp-{number}")));
    let run = client.hris_identities().upsert_all(ConnectionId::new(1));
    let report = run.send(&people).await.unwrap();
    assert_eq!((report.progress.stored, report.rejected[0].index), (2, 0));
}

#[tokio::test]
async fn results_whose_ids_are_spelled_anew_are_taken_in_order() {
    let client = Answers::client(|question| {
        let results = records(&question).into_iter().map(|mut record| {
            record["id"] = match &record["id"] {
                Value::String(text) => json!(text.trim()),
                number if number.as_f64() > Some(9e15) => json!(number.as_f64()),
                number => json!(number.as_f64().map(|number| number as u64)),
            };
            match record.get("name") {
                Some(_) => created(&record),
                None => refused(&record),
            }
        });
        (200, json!(results.collect::<Vec<Value>>()).to_string())
    });
    let sent = [
        json!({ "id": 1.0, "name": "Wiki" }),
        json!({ "id": " app-2 " }),
        json!({ "id": (1_u64 << 53) + 1, "name": "Build server" }),
    ];
    let report = upsert(&client).send(&sent).await.unwrap();
    assert_eq!((report.progress.stored, report.progress.rejected), (2, 1));
    assert_eq!(report.rejected[0].index, 1);
}

#[tokio::test]
async fn an_answer_that_leaves_something_open_is_an_error() {
    let answers = [
        json!([created(&json!({ "id": "app-0" }))]),
        json!([
            created(&json!({ "id": "app-1" })),
            created(&json!({ "id": "app-9" }))
        ]),
        json!("fine"),
    ];
    for answer in answers {
        let text = answer.to_string();
        let client = Answers::client(move |_| (200, text.clone()));
        let error = upsert(&client).send(numbered(2)).await.unwrap_err();
        assert!(
            matches!(error.kind, BulkErrorKind::UnclearAnswer),
            "{answer}: {error}"
        );
        assert_eq!(error.report.progress.acknowledged, 0);
    }
}

/// Sends records of so many different ids, and gives the largest number of requests that were open at once.
async fn open_at_once(ids: usize, concurrency: Option<usize>) -> usize {
    let (client, most_open) = Answers::counting(|question| {
        let results: Vec<Value> = records(&question).iter().map(created).collect();
        (200, json!(results).to_string())
    });
    let run = upsert(&client).batch_items(2);
    let run = match concurrency {
        Some(requests) => run.concurrency(requests),
        None => run,
    };
    let many = (0..40).map(|number| record(&format!("app-{}", number % ids)));
    let progress = run.send(many).await.unwrap().progress;
    assert_eq!((progress.stored, progress.batches), (40, 20));
    most_open.load(Ordering::SeqCst)
}

#[tokio::test]
async fn several_requests_are_open_at_once_but_not_with_equal_ids() {
    assert_eq!(open_at_once(40, None).await, 4);
    assert_eq!(open_at_once(40, Some(7)).await, 7);
    assert_eq!(open_at_once(40, Some(1)).await, 1);
    assert_eq!(open_at_once(2, Some(7)).await, 1);
}

#[tokio::test]
async fn devices_without_a_key_are_sent_once_and_several_at_a_time() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    let (client, most_open) = Answers::counting(move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        (503, "{}".to_owned())
    });
    let keyless = (0..4).map(|_| {
        DeviceCreateRequest::new(1, DevicePlatform::Macos, "15.1")
            .serial_number("")
            .external_id("")
            .mac_address(String::new())
    });
    let run = client.devices().upsert_all(ConnectionId::new(1));
    let error = run.send(keyless).await.unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Send(_)), "{error}");
    assert_eq!(asked.load(Ordering::SeqCst), 4);
    assert_eq!(most_open.load(Ordering::SeqCst), 4);
}

/// A server that refuses every request in the same words, and how often it was asked.
fn refusing() -> (Client, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    let client = Answers::client(move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        let refusal = json!({ "statusCode": 400, "message": "not enabled", "code": 40001 });
        (400, refusal.to_string())
    });
    (client, asked)
}

#[tokio::test]
async fn a_call_that_is_refused_for_everybody_ends_the_run() {
    let (client, asked) = refusing();
    let people = (0..100_000).map(|number| HrisIdentityRecord::new(format!("emp-{number}")));
    let last = Mutex::new(None);
    let run = client.hris_identities().upsert_all(ConnectionId::new(1));
    let run = run.on_progress(|progress| *last.lock().unwrap() = Some(progress.acknowledged));
    let error = run.send(people).await.unwrap_err();
    let BulkErrorKind::Send(cause) = &error.kind else {
        panic!("{error}")
    };
    assert_eq!(cause.message(), Some("not enabled"));
    assert!(asked.load(Ordering::SeqCst) < 500, "{asked:?}");
    // Nobody is done with.
    assert_eq!(error.report.progress.acknowledged, 0);
    assert_eq!(*last.lock().unwrap(), Some(0));

    let (client, asked) = refusing();
    let people = (0..10).map(|number| HrisIdentityRecord::new(format!("emp-{number}")));
    let run = client.hris_identities().upsert_all(ConnectionId::new(1));
    let error = run.send(people).await.unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Send(_)), "{error}");
    assert!(asked.load(Ordering::SeqCst) < 20, "{asked:?}");

    let (client, asked) = refusing();
    let device = |number| {
        DeviceCreateRequest::new(1, DevicePlatform::Macos, "15.1")
            .serial_number(format!("serial-{number}"))
    };
    let run = client.devices().upsert_all(ConnectionId::new(1));
    let error = run.send((0..1_000).map(device)).await.unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Send(_)), "{error}");
    assert!(asked.load(Ordering::SeqCst) < 110, "{asked:?}");

    // A few by themselves may all be wrong.
    let run = client.devices().upsert_all(ConnectionId::new(1));
    let report = run.send((0..3).map(device)).await.unwrap();
    assert_eq!(
        (report.progress.rejected, report.progress.acknowledged),
        (3, 3)
    );
}

#[tokio::test]
async fn refused_items_are_kept_as_the_text_that_was_sent() {
    let client = Answers::client(|question| {
        let results: Vec<Value> = records(&question).iter().map(refused).collect();
        (200, json!(results).to_string())
    });
    let sent = json!({ "id": "app-1", "ports": [80, 443] });
    let report = upsert(&client).send([&sent]).await.unwrap();
    assert_eq!(report.rejected[0].json(), sent.to_string());
    assert_eq!(report.rejected[0].item(), sent);

    // Reasons count as well.
    let client = Answers::client(|question| {
        let results = records(&question).into_iter().map(|record| {
            let message = "no ".repeat(1024 * 1024);
            json!({ "statusCode": 400, "data": record, "error": { "message": message, "code": 1 } })
        });
        (200, json!(results.collect::<Vec<Value>>()).to_string())
    });
    let run = upsert(&client).batch_items(1);
    let report = run.send(numbered(8)).await.unwrap();
    assert_eq!((report.progress.rejected, report.rejected.len()), (8, 5));
}
