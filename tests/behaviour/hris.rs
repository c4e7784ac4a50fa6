//! The rules of HRIS identities, 32 to 38.

use drata_custom_connections::DateTime;
use drata_custom_connections::types::{HrisIdentity, HrisIdentityRecord, UserIdentityId};
use drata_custom_connections::{ErrorKind, Nullable};
use sandbox::Quirks;
use tests::{Api, refusal};

fn person(id: &str) -> HrisIdentityRecord {
    HrisIdentityRecord::new(id)
}

async fn get(
    api: &Api,
    connection: drata_custom_connections::types::ConnectionId,
    id: &str,
) -> HrisIdentity {
    let identities = api.client.hris_identities();
    identities
        .get(connection, &UserIdentityId::by_identity_id(id))
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn r32_a_batch_has_1_to_1000_items() {
    let api = Api::start();
    let connection = api.hris();
    let identities = api.client.hris_identities();
    refusal(identities.upsert(connection, &[]).send().await, 400);
    let many: Vec<_> = (0..1001)
        .map(|number| person(&format!("emp-{number}")))
        .collect();
    refusal(identities.upsert(connection, &many).send().await, 400);
    let outcomes = identities
        .upsert(connection, &many[..1000])
        .send()
        .await
        .unwrap();
    assert_eq!(outcomes.len(), 1000);
}

#[tokio::test]
async fn r33_the_status_tells_created_updated_and_partly_failed() {
    let api = Api::start();
    let connection = api.hris();
    let identities = api.client.hris_identities();
    let upsert = async |batch: &[HrisIdentityRecord]| {
        identities
            .upsert(connection, batch)
            .send_for_response()
            .await
            .unwrap()
    };
    assert_eq!(upsert(&[person("emp-1")]).await.status, 201);
    let changed = [person("emp-1").first_name("Ada"), person("emp-2")];
    assert_eq!(upsert(&changed).await.status, 200);
    let partly = upsert(&[person("emp-3"), person("emp-4").email("not an address")]).await;
    assert_eq!(partly.status, 207);
    let failed: Vec<bool> = partly.body.iter().map(|outcome| outcome.failed()).collect();
    assert_eq!(failed, [false, true]);
    assert_eq!(get(&api, connection, "emp-3").await.identity_id, "emp-3");
}

#[tokio::test]
async fn r34_an_identity_twice_in_a_batch_fails_both_items() {
    let api = Api::start();
    let connection = api.hris();
    let batch = [person("emp-1"), person("emp-1"), person("emp-2")];
    let outcomes = api
        .client
        .hris_identities()
        .upsert_batch(connection, &batch)
        .await
        .unwrap();
    assert!(outcomes.iter().filter(|outcome| outcome.failed()).count() >= 1);
    assert!(!outcomes[2].failed());
}

#[tokio::test]
async fn r35_absent_leaves_null_clears_and_a_value_sets() {
    let api = Api::start();
    let connection = api.hris();
    let identities = api.client.hris_identities();
    let first = person("emp-1").first_name("Ada").job_title("Engineer");
    identities
        .upsert(connection, &[first])
        .send()
        .await
        .unwrap();
    let second = person("emp-1")
        .first_name(Nullable::Null)
        .last_name("Lovelace");
    identities
        .upsert(connection, &[second])
        .send()
        .await
        .unwrap();
    let stored = get(&api, connection, "emp-1").await;
    assert_eq!(stored.first_name, None);
    assert_eq!(stored.last_name.as_deref(), Some("Lovelace"));
    assert_eq!(stored.job_title.as_deref(), Some("Engineer"));
}

#[tokio::test]
async fn r36_the_leaving_date_is_written_once() {
    let api = Api::start();
    let connection = api.hris();
    let identities = api.client.hris_identities();
    let date = |text: &str| text.parse::<DateTime>().unwrap();
    let (old, new) = (date("2026-01-31T00:00:00Z"), date("2026-02-28T00:00:00Z"));
    for (sent, stored) in [
        (Some(old), Some(old)),
        (Some(new), Some(old)),
        (None, None),
        (Some(new), Some(new)),
    ] {
        let leaver = person("emp-1").separated_at(sent);
        identities
            .upsert(connection, &[leaver])
            .send()
            .await
            .unwrap();
        assert_eq!(get(&api, connection, "emp-1").await.separated_at, stored);
    }
}

#[tokio::test]
async fn r37_an_item_that_changes_nothing_is_a_success() {
    let api = Api::start();
    let connection = api.hris();
    let identities = api.client.hris_identities();
    let same = [person("emp-1").first_name("Ada")];
    identities.upsert(connection, &same).send().await.unwrap();
    let outcomes = identities.upsert(connection, &same).send().await.unwrap();
    assert!(outcomes[0].unchanged() && !outcomes[0].failed());
}

#[tokio::test]
async fn r38_d32_a_deleted_identity_comes_back_when_it_is_sent_again() {
    let api = Api::start();
    let connection = api.hris();
    let identities = api.client.hris_identities();
    let id = UserIdentityId::by_identity_id("emp/1 ü");
    identities
        .upsert(connection, &[person("emp/1 ü")])
        .send()
        .await
        .unwrap();
    identities.delete(connection, &id).send().await.unwrap();
    refusal(identities.get(connection, &id).send().await, 404);
    identities
        .upsert(connection, &[person("emp/1 ü")])
        .send()
        .await
        .unwrap();
    assert_eq!(
        identities
            .get(connection, &id)
            .send()
            .await
            .unwrap()
            .identity_id,
        "emp/1 ü"
    );
}

#[tokio::test]
async fn d26_a_batch_that_fails_as_a_whole_is_a_list_of_outcomes() {
    let api = Api::with_quirks(Quirks {
        hris_all_failed_is_400: true,
        ..Quirks::default()
    });
    let connection = api.hris();
    let bad = [person("emp-1").email("not an address")];
    let identities = api.client.hris_identities();
    let outcomes = identities.upsert_batch(connection, &bad).await.unwrap();
    assert!(outcomes[0].failed());
    let error = identities.upsert_batch(connection, &[]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
}

#[tokio::test]
async fn d24_the_data_of_an_outcome_may_be_null() {
    let api = Api::start();
    let connection = api.hris();
    let answer = serde_json::json!([
        { "statusCode": 200, "data": null },
        { "statusCode": 400, "data": null, "error": { "message": "no" } },
    ]);
    api.answer_next(207, &answer);
    let batch = [person("emp-1"), person("emp-2")];
    let identities = api.client.hris_identities();
    let outcomes = identities.upsert(connection, &batch).send().await.unwrap();
    assert!(outcomes.iter().all(|outcome| outcome.data.is_none()));
    assert!(outcomes[0].unchanged() && outcomes[1].failed());
}

#[tokio::test]
async fn d25_a_person_is_changed_by_a_batch_and_found_by_either_id() {
    let api = Api::start();
    let connection = api.hris();
    let identities = api.client.hris_identities();
    for title in ["Engineer", "Manager"] {
        let batch = [person("emp-1").job_title(title)];
        identities.upsert(connection, &batch).send().await.unwrap();
    }
    assert_eq!((api.count("POST"), api.count("PUT")), (2, 0));

    let by_own_id = get(&api, connection, "emp-1").await;
    assert_eq!(by_own_id.job_title.as_deref(), Some("Manager"));
    let number = UserIdentityId::Integer(i64::from(by_own_id.id));
    assert_eq!(
        identities.get(connection, &number).send().await.unwrap(),
        by_own_id
    );
    identities.delete(connection, &number).send().await.unwrap();
}
