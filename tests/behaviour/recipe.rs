//! The examples of the SDK, run from beginning to end.

use sandbox::{Options, Sandbox};
use tests::Api;

#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "it is a program of its own"
)]
#[path = "../../generated-sdk/examples/software_inventory.rs"]
mod software_inventory;

#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "it is a program of its own"
)]
#[path = "../../generated-sdk/examples/incremental_sync.rs"]
mod incremental_sync;

#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "it is a program of its own"
)]
#[path = "../../generated-sdk/examples/nightly_sync.rs"]
mod nightly_sync;

#[tokio::test]
async fn the_nightly_sync_makes_its_connection_once_and_replaces_the_data() {
    let api = Api::start();
    let url = api.sandbox.url();
    let run = || nightly_sync::run(&url, api.sandbox.key());
    run().await.unwrap();
    // A second one within the same second would have the same id.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    run().await.unwrap();
    let connections = api.client.custom_connections().list().send().await.unwrap();
    assert_eq!(connections.data.len(), 1);
    let completions = api.sandbox.requests();
    let completions = completions.iter().filter(|r| r.path.ends_with("/actions"));
    assert_eq!(completions.count(), 2);
}

#[tokio::test]
async fn the_software_inventory_runs() {
    let api = Api::start();
    software_inventory::run(&api.sandbox.url(), api.sandbox.key())
        .await
        .unwrap();
    let requests = api.sandbox.requests();
    assert_eq!(
        requests.last().map(|request| request.method.as_str()),
        Some("GET")
    );
    let completions = requests
        .iter()
        .filter(|request| request.path.ends_with("/actions"));
    assert_eq!(completions.count(), 1);
}

#[tokio::test]
async fn the_incremental_sync_sends_what_changed_and_deletes_what_went() {
    let api = Api::start();
    incremental_sync::run(&api.sandbox.url(), api.sandbox.key())
        .await
        .unwrap();
    assert_eq!(api.count("DELETE"), 1);
    let deleted = api.last_request();
    assert!(deleted.path.ends_with("/records/app-2"), "{}", deleted.path);
}

#[tokio::test]
async fn a_wrong_key_is_told_at_once() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let error = software_inventory::run(&sandbox.url(), "another-key")
        .await
        .unwrap_err();
    assert!(error.to_string().contains("401"), "{error}");
}
