//! What a sandbox remembers: the requests, and its data where it has a file.

use sandbox::{Fault, Options, Sandbox, StartError, Storage};
use serde_json::json;

use crate::client::{Api, custom_connection};

#[tokio::test]
async fn requests_are_remembered_without_the_key() {
    let api = Api::start();
    api.get("/custom-connections?expand%5B%5D=customResources")
        .await;
    api.post("/custom-connections", custom_connection()).await;
    let requests = api.sandbox.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].path, "/public/v2/custom-connections");
    assert_eq!(
        requests[0].query.as_deref(),
        Some("expand%5B%5D=customResources")
    );
    assert_eq!(requests[0].headers.get("authorization"), None);
    assert_eq!(requests[1].method, "POST");
    assert_eq!(requests[1].json(), Some(custom_connection()));
    assert_eq!(requests[1].headers["content-type"], "application/json");
    assert_eq!(requests[1].status, Some(201));
}

#[tokio::test]
async fn a_request_without_an_answer_has_no_status() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    let closed = api
        .send(reqwest::Method::DELETE, "/custom-connections/1", None)
        .await;
    assert!(closed.is_err());
    assert_eq!(api.sandbox.requests()[0].status, None);
}

#[tokio::test]
async fn a_file_keeps_the_data() {
    let directory = std::env::temp_dir().join(format!("sandbox-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let storage = Storage::File(directory.join("data.sqlite"));
    let start = || {
        Api::with(Options {
            storage: storage.clone(),
            ..Options::default()
        })
    };

    let created = start()
        .post("/custom-connections", custom_connection())
        .await
        .json();
    let found = start()
        .get(&format!("/custom-connections/{}", created["id"]))
        .await
        .json();
    std::fs::remove_dir_all(&directory).unwrap();
    assert_eq!(found, created);
}

#[test]
fn starting_fails_with_a_reason() {
    let first = Sandbox::start(Options::default()).unwrap();
    let port: u16 = first
        .url()
        .split([':', '/'])
        .nth(4)
        .unwrap()
        .parse()
        .unwrap();
    let address = ([127, 0, 0, 1], port).into();
    let second = Sandbox::start(Options {
        address,
        ..Options::default()
    })
    .unwrap_err();
    assert!(matches!(second, StartError::Listen(_, _)));
    assert!(second.to_string().contains("in use"), "{second}");

    let storage = Storage::File("/no/such/directory/data.sqlite".into());
    let unopened = Sandbox::start(Options {
        storage,
        ..Options::default()
    })
    .unwrap_err();
    assert!(matches!(unopened, StartError::Store(_)));
}

#[test]
fn seeding_follows_the_rules() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let schema = json!({ "properties": { "id": { "type": "string" } } });
    assert!(sandbox.seed_resource("Things", &schema, "other").is_err());
    let seeded = sandbox.seed_resource("Things", &schema, "id").unwrap();
    let rejected = sandbox.seed_records(seeded, json!([{ "id": "a" }, { "id": 5 }]));
    assert!(rejected.unwrap_err().to_string().contains("/id"));
}

#[tokio::test]
async fn stop_lets_the_requests_under_way_finish() {
    let Api { sandbox, .. } = Api::start();
    let url = format!("{}/custom-connections", sandbox.url());
    sandbox.fail_next(Fault::Stall(std::time::Duration::from_millis(200)));
    let request = reqwest::Client::new()
        .get(url)
        .bearer_auth("test-key")
        .send();
    let request = tokio::spawn(request);
    while sandbox.requests().is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    tokio::task::spawn_blocking(|| sandbox.stop())
        .await
        .unwrap();
    assert_eq!(request.await.unwrap().unwrap().status(), 200);
}
