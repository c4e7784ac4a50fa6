//! Records, people and devices that go straight into the live data.

use drata_custom_connections::bulk::{BulkErrorKind, FailurePolicy, Reason};
use drata_custom_connections::types::device_create_request::PersonnelId;
use drata_custom_connections::types::{DeviceCreateRequest, DevicePlatform, HrisIdentityRecord};
use sandbox::{Fault, Quirks};
use serde_json::json;
use tests::{Api, record};

fn laptop(serial: &str) -> DeviceCreateRequest {
    DeviceCreateRequest::new(
        PersonnelId::by_email("ada@example.com"),
        DevicePlatform::Macos,
        "15.1",
    )
    .serial_number(serial)
}

fn person(id: &str) -> HrisIdentityRecord {
    HrisIdentityRecord::new(id).first_name("Ada")
}

#[tokio::test]
async fn records_join_the_live_ones() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["old"]).await;
    let upsert = api
        .client
        .records()
        .upsert_all(resource.connection, resource.resource);
    let records = [
        record("app-1"),
        tests::object(json!({ "id": "app-2" })),
        record("app-3"),
    ];
    let report = upsert.batch_items(2).send(records).await.unwrap();
    assert_eq!((report.progress.stored, report.progress.rejected), (2, 1));
    assert_eq!(report.rejected[0].index, 1);
    assert_eq!(report.session, None);
    let ids: Vec<String> = resource.data_set().await.into_keys().collect();
    assert_eq!(ids, ["app-1", "app-3", "old"]);
}

#[tokio::test]
async fn records_are_repeated_only_where_each_has_an_id() {
    let api = Api::start();
    let resource = api.resource();
    let upsert = || {
        api.client
            .records()
            .upsert_all(resource.connection, resource.resource)
    };

    api.sandbox.fail_next(Fault::CloseAfterHandling);
    let report = upsert()
        .send([record("app-1"), record("app-2")])
        .await
        .unwrap();
    assert_eq!(report.progress.stored, 2);
    assert_eq!(api.count("POST"), 2);

    api.sandbox.fail_next(Fault::CloseAfterHandling);
    let nameless = vec![
        json!({ "id": "app-3", "name": "Wiki" }),
        json!({ "name": "No id" }),
    ];
    let error = upsert().send(nameless).await.unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Send(_)), "{error}");
    assert_eq!(api.count("POST"), 3);
    assert_eq!(error.report.progress.acknowledged, 0);
    assert_eq!(error.session_id, None);
}

#[tokio::test]
async fn what_succeeded_before_a_failure_is_reported_and_gone_on_from() {
    let api = Api::start();
    let resource = api.resource();
    let upsert = || {
        let records = api.client.records();
        records
            .upsert_all(resource.connection, resource.resource)
            .batch_items(2)
            .concurrency(1)
    };
    let records = || (0..7).map(|number| record(&format!("app-{number}")));
    api.let_pass(2);
    api.sandbox.fail_next(Fault::status(402));
    let error = upsert().send(records()).await.unwrap_err();
    let done = error.report.progress;
    assert_eq!((done.stored, done.acknowledged), (4, 4));
    assert_eq!(resource.data_set().await.len(), 4);

    let report = upsert()
        .resume_after(done.acknowledged)
        .send(records())
        .await
        .unwrap();
    assert_eq!(
        (report.progress.stored, report.progress.acknowledged),
        (3, 7)
    );
    assert_eq!(resource.data_set().await.len(), 7);
}

#[tokio::test]
async fn people_are_sent_in_batches_of_distinct_ids() {
    let api = Api::start();
    let connection = api.hris();
    let twice = [
        person("emp-1"),
        person("emp-2"),
        person("emp-1").job_title("Engineer"),
    ];
    let upsert = api.client.hris_identities().upsert_all(connection);
    let report = upsert.send(twice).await.unwrap();
    assert_eq!((report.progress.stored, report.progress.batches), (3, 2));

    let many = (0..2_500).map(|number| person(&format!("emp-{number}")));
    let upsert = api.client.hris_identities().upsert_all(connection);
    let report = upsert.batch_items(10_000).send(many).await.unwrap();
    assert_eq!(
        (report.progress.stored, report.progress.batches),
        (2_500, 3)
    );
}

#[tokio::test]
async fn people_that_are_refused_are_listed_whatever_the_status_says() {
    for hris_all_failed_is_400 in [false, true] {
        let api = Api::with_quirks(Quirks {
            hris_all_failed_is_400,
            ..Quirks::default()
        });
        let connection = api.hris();
        let upsert = api.client.hris_identities().upsert_all(connection);
        let wrong = person("emp-1").email("no address");
        let report = upsert.send([wrong]).await.unwrap();
        assert_eq!((report.progress.stored, report.progress.rejected), (0, 1));
        assert!(matches!(
            &report.rejected[0].reason,
            Reason::Server {
                message: Some(_),
                ..
            }
        ));
        assert_eq!(report.rejected[0].item()["identityId"], "emp-1");
    }
}

#[tokio::test]
async fn devices_go_one_by_one_and_one_that_is_refused_stops_no_other() {
    let api = Api::start();
    let connection = api.mdm();
    let wrong = DeviceCreateRequest::new(
        PersonnelId::by_email("ada@example.com"),
        DevicePlatform::Macos,
        "x".repeat(200),
    );
    let devices = vec![laptop("one"), wrong, laptop("two")];
    let upsert = api.client.devices().upsert_all(connection);
    let report = upsert.send(devices.clone()).await.unwrap();
    assert_eq!((report.progress.stored, report.progress.rejected), (2, 1));
    assert_eq!(report.rejected[0].index, 1);
    assert!(matches!(
        &report.rejected[0].reason,
        Reason::Server {
            message: Some(_),
            ..
        }
    ));

    let upsert = api.client.devices().upsert_all(connection);
    let error = upsert
        .accept(FailurePolicy::None)
        .send(devices)
        .await
        .unwrap_err();
    assert!(
        matches!(error.kind, BulkErrorKind::TooManyRejected),
        "{error}"
    );
}

#[tokio::test]
async fn a_device_is_repeated_only_if_it_is_known_again() {
    let api = Api::start();
    let connection = api.mdm();
    let upsert = || api.client.devices().upsert_all(connection);
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    assert_eq!(
        upsert()
            .send([laptop("one")])
            .await
            .unwrap()
            .progress
            .stored,
        1
    );

    api.sandbox.fail_next(Fault::CloseAfterHandling);
    let unmarked = DeviceCreateRequest::new(
        PersonnelId::by_email("ada@example.com"),
        DevicePlatform::Macos,
        "15.1",
    );
    let error = upsert().send([unmarked]).await.unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Send(_)), "{error}");
    assert_eq!(api.count("POST"), 3);
}

#[tokio::test]
async fn a_key_that_is_refused_stops_the_run() {
    let api = Api::start();
    let connection = api.mdm();
    let client = api.client_with(|builder| builder.api_key("wrong"));
    let devices = (0..100).map(|number| laptop(&number.to_string()));
    let upsert = client.devices().upsert_all(connection).concurrency(1);
    let error = upsert.send(devices).await.unwrap_err();
    let BulkErrorKind::Send(cause) = &error.kind else {
        panic!("{error}")
    };
    assert_eq!(cause.status().unwrap().as_u16(), 401);
    assert_eq!(api.count("POST"), 1);
}
