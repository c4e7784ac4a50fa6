//! Cursor pages.

use sandbox::{LastCursor, Options, Quirks};
use serde_json::{Value, json};

use crate::client::{Api, ids, upload};

/// A sandbox with so many records, `000` and on; the path of their list.
fn with_records(count: usize, quirks: Quirks) -> (Api, String) {
    let api = Api::with(Options {
        quirks,
        ..Options::default()
    });
    let seeded = api
        .sandbox
        .seed_resource("Numbers", &json!({ "properties": { "id": {} } }), "id");
    let seeded = seeded.unwrap();
    let records = (0..count)
        .map(|number| json!({ "id": format!("{number:03}") }))
        .collect();
    api.sandbox.seed_records(seeded, records).unwrap();
    let (connection, resource) = (seeded.connection_id, seeded.resource_id);
    (
        api,
        format!("/custom-connections/{connection}/resources/{resource}/records"),
    )
}

/// The cursor of a page, percent-encoded.
fn cursor(page: &Value) -> String {
    let cursor = page["pagination"]["cursor"].as_str().unwrap();
    form_urlencoded::byte_serialize(cursor.as_bytes()).collect()
}

#[tokio::test]
async fn a_page_holds_50_items_unless_asked_otherwise() {
    let (api, list) = with_records(60, Quirks::default());
    let page = api.get(&list).await.json();
    assert_eq!(page["data"].as_array().map(Vec::len), Some(50));
    let page = api.get(&format!("{list}?size=500")).await.json();
    assert_eq!(page["data"].as_array().map(Vec::len), Some(60));
    assert_eq!(page["pagination"], json!({ "cursor": null }));
}

#[tokio::test]
async fn size_is_bounded() {
    let (api, list) = with_records(0, Quirks::default());
    for size in ["0", "501", "-1", "many", "1.5", ""] {
        assert_eq!(
            api.get(&format!("{list}?size={size}")).await.status,
            400,
            "{size}"
        );
    }
    assert_eq!(api.get(&format!("{list}?size=1&size=2")).await.status, 400);
}

#[tokio::test]
async fn cursors_lead_through_all_pages_once() {
    let (api, list) = with_records(5, Quirks::default());
    for order in [
        "sort=createdAt",
        "sort=updatedAt&sortDir=DESC",
        "sortDir=ASC",
    ] {
        let mut seen = Vec::new();
        let mut path = format!("{list}?size=2&{order}");
        loop {
            let page = api.get(&path).await;
            seen.extend(ids(&page));
            if page.json()["pagination"]["cursor"].is_null() {
                break;
            }
            path = format!("{list}?size=2&{order}&cursor={}", cursor(&page.json()));
        }
        seen.sort();
        assert_eq!(seen, ["000", "001", "002", "003", "004"]);
    }
}

#[tokio::test]
async fn order_can_be_turned_round() {
    let (api, list) = with_records(3, Quirks::default());
    let first = async |query: &str| {
        api.get(&format!("{list}?{query}")).await.json()["data"][0]["id"].clone()
    };
    assert_eq!(first("sortDir=ASC").await, "000");
    assert_eq!(first("sortDir=DESC").await, "002");
    assert_eq!(api.get(&format!("{list}?sort=name")).await.status, 400);
    assert_eq!(api.get(&format!("{list}?sortDir=asc")).await.status, 400);
}

#[tokio::test]
async fn removing_an_item_skips_no_other() {
    let (api, list) = with_records(4, Quirks::default());
    let page = api.get(&format!("{list}?size=2")).await.json();
    api.delete(&format!("{list}/000")).await;
    let next = api
        .get(&format!("{list}?size=2&cursor={}", cursor(&page)))
        .await;
    assert_eq!(ids(&next), ["002", "003"]);
}

#[tokio::test]
async fn a_cursor_must_come_from_a_page_of_the_same_order() {
    let (api, list) = with_records(3, Quirks::default());
    for wrong in ["nonsense", ""] {
        assert_eq!(api.get(&format!("{list}?cursor={wrong}")).await.status, 400);
    }
    let page = api.get(&format!("{list}?size=1&sortDir=DESC")).await.json();
    let same = format!("{list}?cursor={}", cursor(&page));
    assert_eq!(ids(&api.get(&same).await), ["000", "001"]);
    assert_eq!(api.get(&format!("{same}&sortDir=ASC")).await.status, 400);
}

#[tokio::test]
async fn the_total_is_on_the_first_page_only() {
    let (api, list) = with_records(3, Quirks::default());
    let first = api
        .get(&format!("{list}?size=2&includeTotalCount=true"))
        .await
        .json();
    assert_eq!(first["pagination"]["totalCount"], 3);
    let second = format!(
        "{list}?size=2&includeTotalCount=true&cursor={}",
        cursor(&first)
    );
    assert_eq!(
        api.get(&second).await.json()["pagination"].get("totalCount"),
        None
    );
    let unasked = api
        .get(&format!("{list}?includeTotalCount=false"))
        .await
        .json();
    assert_eq!(unasked["pagination"].get("totalCount"), None);
}

#[tokio::test]
async fn d31_the_last_cursor_takes_many_forms() {
    let (api, list) = with_records(3, Quirks::default());
    let last = async |form: LastCursor| {
        api.sandbox.set_quirks(Quirks {
            last_cursor: form,
            ..Quirks::default()
        });
        let first = api.get(&format!("{list}?size=2")).await.json();
        let asked = first["pagination"]["cursor"].clone();
        let page = api
            .get(&format!("{list}?size=2&cursor={}", cursor(&first)))
            .await
            .json();
        (asked, page["pagination"].clone())
    };
    assert_eq!(last(LastCursor::Null).await.1, json!({ "cursor": null }));
    assert_eq!(last(LastCursor::Empty).await.1, json!({ "cursor": "" }));
    assert_eq!(last(LastCursor::Absent).await.1, json!({}));
    let (asked, repeated) = last(LastCursor::Repeated).await;
    assert_eq!(repeated["cursor"], asked);
}

#[tokio::test]
async fn d31_a_repeated_cursor_gives_the_same_page_for_ever() {
    let repeated = Quirks {
        last_cursor: LastCursor::Repeated,
        ..Quirks::default()
    };
    let (api, list) = with_records(2, repeated);
    let first = api.get(&list).await.json();
    let second = api
        .get(&format!("{list}?cursor={}", cursor(&first)))
        .await
        .json();
    assert_eq!(first, second);
}

#[tokio::test]
async fn other_lists_have_pages_too() {
    let api = Api::start();
    let resource = api.resource();
    for session in ["one", "two"] {
        let path = format!("{resource}/sessions/{session}");
        api.post(&path, upload(&["a"])).await;
        api.post(&format!("{path}/actions"), json!({ "action": "cancel" }))
            .await;
    }
    api.resource();
    for list in [
        "/custom-connections".to_owned(),
        format!("{resource}/sessions"),
    ] {
        let page = api
            .get(&format!("{list}?size=1&includeTotalCount=true"))
            .await
            .json();
        assert_eq!(page["data"].as_array().map(Vec::len), Some(1));
        assert_eq!(page["pagination"]["totalCount"], 2);
        assert!(page["pagination"]["cursor"].is_string());
    }
}
