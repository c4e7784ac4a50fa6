//! The web page: what it shows, and that hostile data stays text.

use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use sandbox::{ConnectionType, Fault, FaultPlan, LogBounds, Options, Sandbox};
use serde_json::json;

use crate::client::{Api, upload};

const HOSTILE: &str = "<script>alert('1')</script>\"><img src=x onerror=alert(2)>";

async fn read(address: &str) -> String {
    reqwest::get(address).await.unwrap().text().await.unwrap()
}

async fn overview(api: &Api) -> String {
    read(&api.sandbox.page_url()).await
}

/// Sends a form as a browser does that was told to stay where it is.
async fn submit(api: &Api, path: &str, form: &str, origin: Option<&str>) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client
        .post(format!("{}{path}", api.sandbox.page_url()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.to_owned());
    let request = match origin {
        Some(origin) => request.header("origin", origin),
        None => request,
    };
    request.send().await.unwrap()
}

#[tokio::test]
async fn it_is_where_a_browser_looks_first() {
    let api = Api::start();
    let root = api.sandbox.url().replace("/public/v2", "/");
    let reply = reqwest::get(root).await.unwrap();
    assert_eq!(reply.url().as_str(), api.sandbox.page_url());
    let policy = reply.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"));
    assert_eq!(reply.headers()["referrer-policy"], "same-origin");
    assert!(
        api.sandbox.requests().is_empty(),
        "it is no request of a program"
    );
}

#[tokio::test]
async fn it_shows_connections_sessions_and_records() {
    let api = Api::start();
    let resource = api.resource();
    let sessions = format!("{resource}/sessions");
    api.post(
        &format!("{sessions}/nightly-1"),
        upload(&["app-1", "app-2"]),
    )
    .await;
    let actions = format!("{sessions}/nightly-1/actions");
    api.post(&actions, json!({ "action": "complete" })).await;
    api.post(&format!("{sessions}/nightly-2"), upload(&["app-3"]))
        .await;

    let page = overview(&api).await;
    assert!(
        page.contains("2 live records, 1 staged by nightly-2"),
        "{page}"
    );

    let page = read(&format!("{}connections/1", api.sandbox.page_url())).await;
    for text in [
        "nightly-1",
        "ACTIVE",
        "nightly-2",
        "IN_PROGRESS",
        "Staged by nightly-2",
        "app-1",
        "app-3",
    ] {
        assert!(page.contains(text), "{text}");
    }
    let live = page.find("Live records").unwrap();
    assert!(!page[live..].contains("app-3"), "what is staged isn't live");
}

#[tokio::test]
async fn it_shows_devices_and_identities() {
    let api = Api::start();
    let devices = api
        .sandbox
        .seed_connection(ConnectionType::Mdm, "Laptops")
        .unwrap();
    let people = api
        .sandbox
        .seed_connection(ConnectionType::Hris, "People")
        .unwrap();
    let device = json!({
        "personnelId": 1, "platformName": "MACOS", "platformVersion": "15", "serialNumber": "C02XYZ",
    });
    api.post(&format!("/custom-connections/{devices}/devices"), device)
        .await;
    let identity = json!([{ "identityId": "e-42", "email": "ada@example.com" }]);
    api.post(
        &format!("/custom-connections/{people}/hris-user-identities"),
        identity,
    )
    .await;
    let page = async |id| read(&format!("{}connections/{id}", api.sandbox.page_url())).await;
    assert!(page(devices).await.contains("C02XYZ"));
    assert!(page(people).await.contains("e-42"));
}

#[tokio::test]
async fn it_shows_requests_with_their_answers_and_faults() {
    let api = Api::start();
    api.sandbox.set_faults(sandbox::FaultPlan {
        seed: 0,
        rules: vec!["duplicate nth=1".parse().unwrap()],
    });
    api.get("/custom-connections/99?x=1").await;
    let page = overview(&api).await;
    for text in [
        "/public/v2/custom-connections/99?x=1",
        "404",
        "There is no custom connection",
        "duplicate nth=1",
    ] {
        assert!(page.contains(text), "{text}");
    }
    let page = read(&format!("{}requests/1", api.sandbox.page_url())).await;
    assert!(page.contains("&quot;statusCode&quot;: 404"), "{page}");
    let none = reqwest::get(format!("{}requests/2", api.sandbox.page_url()))
        .await
        .unwrap();
    assert_eq!(none.status(), 404);
}

#[tokio::test]
async fn what_programs_send_stays_text() {
    let api = Api::start();
    let resource = api.resource();
    let connection = json!({ "name": HOSTILE, "providerTypes": ["HRIS"], "description": HOSTILE });
    api.post("/custom-connections", connection).await;
    let record = json!({ "data": { "id": HOSTILE, "name": HOSTILE } });
    api.post(&format!("{resource}/records"), record).await;
    let identity = json!([{ "identityId": HOSTILE, "email": HOSTILE }]);
    api.post("/custom-connections/2/hris-user-identities", identity)
        .await;
    let client = Client::new();
    let url = format!("{}/x?{HOSTILE}", api.sandbox.url());
    client
        .get(url)
        .header("x-hostile", HOSTILE)
        .send()
        .await
        .unwrap();

    let pages = [
        "",
        "connections/1",
        "connections/2",
        "requests/1",
        "requests/2",
        "requests/3",
        "requests/4",
    ];
    for page in pages {
        let text = read(&format!("{}{page}", api.sandbox.page_url())).await;
        assert!(
            text.contains("script&gt;") || text.contains("%3Cscript%3E"),
            "{page} shows it"
        );
        assert!(
            !text.contains("<script>") && !text.contains("<img"),
            "{page}"
        );
        assert_eq!(text.matches("<script").count(), 1, "{page}: only its own");
    }
}

#[tokio::test]
async fn the_key_is_nowhere_on_it() {
    let key = "k-7d1f93";
    let api = Api::with(Options {
        key: key.to_owned(),
        log: LogBounds {
            body_bytes: 4_096,
            ..LogBounds::default()
        },
        ..Options::default()
    });
    let request = Client::new()
        .post(format!(
            "{}/custom-connections?key={key}",
            api.sandbox.url()
        ))
        .bearer_auth(key)
        .header("x-copy", format!("Bearer {key}"))
        .json(&json!({ "name": key }));
    request.send().await.unwrap();
    // Where a text is cut, no part of the key is left.
    for cut in [1_280, 4_096] {
        let filler = "\n".repeat(cut - r#"{"name":""#.len() - 5);
        let request = Client::new().post(format!("{}/custom-connections", api.sandbox.url()));
        let body = format!(r#"{{{filler}"name":"{key}"}}"#);
        request.bearer_auth(key).body(body).send().await.unwrap();
    }
    for page in ["", "requests/1", "requests/2", "requests/3"] {
        let text = read(&format!("{}{page}", api.sandbox.page_url())).await;
        assert!(text.contains("[the API key]"), "{text}");
        assert!(!text.contains(&key[..5]), "{text}");
    }
}

#[tokio::test]
async fn faults_are_ordered_on_it_and_taken_back() {
    let api = Api::start();
    let reply = submit(&api, "page/faults", "rule=503+every%3D1", None).await;
    assert_eq!(
        (reply.status().as_u16(), &reply.headers()["location"]),
        (303, &"/_sandbox/".parse().unwrap())
    );
    assert_eq!(api.get("/custom-connections").await.status, 503);
    assert!(overview(&api).await.contains("503 every=1"));

    let reply = submit(&api, "page/faults", "rule=%3Cb%3E", None).await;
    assert_eq!(reply.status(), 400);
    assert!(
        reply
            .text()
            .await
            .unwrap()
            .contains("`&lt;b&gt;` is no kind of fault")
    );

    submit(&api, "page/faults/clear", "", None).await;
    assert_eq!(api.get("/custom-connections").await.status, 200);
}

#[tokio::test]
async fn a_fault_that_is_ordered_lets_the_others_go_on() {
    let api = Api::start();
    api.sandbox.set_faults(FaultPlan {
        seed: 7,
        rules: vec!["503 nth=1".parse().unwrap()],
    });
    assert_eq!(api.get("/custom-connections").await.status, 503);
    submit(&api, "page/faults", "rule=502+nth%3D2", None).await;
    assert_eq!(api.get("/custom-connections").await.status, 200);
    assert_eq!(api.get("/custom-connections").await.status, 502);

    api.sandbox.fail_next(Fault::status(500));
    submit(&api, "page/faults/clear", "", None).await;
    assert_eq!(api.get("/custom-connections").await.status, 200);
    let left = api.sandbox.faults();
    assert_eq!((left.seed, left.rules.len()), (7, 0));
}

#[tokio::test]
async fn all_data_can_be_removed() {
    let api = Api::start();
    api.resource();
    api.get("/custom-connections").await;
    assert_eq!(submit(&api, "page/reset", "", None).await.status(), 303);
    assert!(api.sandbox.requests().is_empty());
    assert_eq!(
        api.get("/custom-connections").await.json()["data"],
        json!([])
    );
}

#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let api = Api::start();
    api.resource();
    for path in ["page/reset", "page/faults", "page/faults/clear", "reset"] {
        for origin in ["https://elsewhere.example", "null"] {
            let reply = submit(&api, path, "rule=503", Some(origin)).await;
            assert_eq!(reply.status(), 403, "{path} {origin}");
        }
    }
    assert_eq!(
        api.get("/custom-connections").await.json()["data"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    let own = api
        .sandbox
        .page_url()
        .trim_end_matches("/_sandbox/")
        .to_owned();
    assert_eq!(
        submit(&api, "page/reset", "", Some(&own)).await.status(),
        303
    );
}

#[tokio::test]
async fn watchers_are_told_of_changes_and_let_go_at_the_end() {
    let api = Api::start();
    let events = format!("{}events", api.sandbox.page_url());
    let mut events = reqwest::get(events).await.unwrap();
    api.get("/custom-connections").await;
    let event = events.chunk().await.unwrap().unwrap();
    assert!(event.starts_with(b"data: changed"), "{event:?}");
    let Api { sandbox, .. } = api;
    // Its grace of five seconds isn't used up by those who only watch.
    tokio::task::spawn_blocking(|| Sandbox::stop(sandbox))
        .await
        .unwrap();
    while let Ok(Some(_)) = events.chunk().await {}
}

/// The attributes of this name, in their order.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let begin = format!(" {name}=\"");
    let parts = page.split(&begin).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

#[tokio::test]
async fn it_is_built_for_readers_of_all_kinds() {
    let api = Api::start();
    api.resource();
    api.get("/custom-connections").await;
    for page in ["", "connections/1", "requests/1"] {
        let page = read(&format!("{}{page}", api.sandbox.page_url())).await;
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
        assert!(page.contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>"));
        assert_eq!(page.matches("<h1>").count(), 1);
        assert_eq!(
            page.matches("<th").count() - page.matches("<thead").count(),
            page.matches("<th scope=").count()
        );
        let ids = attributes(&page, "id");
        for label in attributes(&page, "aria-labelledby")
            .iter()
            .chain(&attributes(&page, "for"))
        {
            assert_eq!(ids.iter().filter(|id| *id == label).count(), 1, "{label}");
        }
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
    }
}
