//! R1 to R10: creating and managing connections.

use sandbox::ConnectionType;
use serde_json::{Value, json};

use crate::client::{Api, custom_connection, schema, upload, without};

async fn assert_refused(body: Value, reason: &str) {
    let reply = Api::start().post("/custom-connections", body).await;
    assert_eq!(reply.status, 400);
    let message = reply.json()["message"].to_string();
    assert!(message.contains(reason), "{message}");
}

#[tokio::test]
async fn r01_create_needs_a_name() {
    assert_refused(without(custom_connection(), &["name"]), "name").await;
}

#[tokio::test]
async fn r01_create_needs_provider_types() {
    assert_refused(
        without(custom_connection(), &["providerTypes"]),
        "providerTypes",
    )
    .await;
}

#[tokio::test]
async fn r02_custom_needs_workspaces() {
    assert_refused(
        without(custom_connection(), &["workspaceIds"]),
        "workspaceIds",
    )
    .await;
    let mut none = custom_connection();
    none["workspaceIds"] = json!([]);
    assert_refused(none, "workspaceIds").await;
}

#[tokio::test]
async fn r03_custom_needs_exactly_one_of_schema_and_sample_data() {
    assert_refused(without(custom_connection(), &["schema"]), "exactly one").await;
    let mut both = custom_connection();
    both["sampleData"] = json!({ "name": "Editor" });
    assert_refused(both, "exactly one").await;
}

#[tokio::test]
async fn r03_sample_data_becomes_the_schema() {
    let api = Api::start();
    let mut body = without(custom_connection(), &["schema"]);
    body["sampleData"] = json!({
        "name": "Editor", "seats": 3, "trial": false, "tags": ["a"], "owner": { "id": 1 },
        "note": null,
    });
    assert_eq!(api.post("/custom-connections", body).await.status, 201);
    let list = api
        .get("/custom-connections?expand[]=customResources")
        .await
        .json();
    let schema = &list["data"][0]["customResources"][0]["schema"];
    let expected = json!({
        "type": "object",
        "properties": {
            "name": { "type": "string" },
            "seats": { "type": "number" },
            "trial": { "type": "boolean" },
            "tags": { "type": "array", "items": { "type": "string" } },
            "owner": { "type": "object", "properties": { "id": { "type": "number" } } },
            "note": {},
        },
    });
    assert_eq!(*schema, expected);
}

#[tokio::test]
async fn r03_schema_must_be_a_json_schema() {
    let mut body = custom_connection();
    body["schema"] = json!({ "type": "nonsense", "properties": { "name": {} } });
    assert_refused(body, "JSON Schema").await;
}

#[tokio::test]
async fn r03_a_schema_may_hold_keys_of_the_vendors_own() {
    let api = Api::start();
    let mut body = custom_connection();
    body["schema"]["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    body["schema"]["id"] = json!("string");
    body["schema"]["selfRequired"] = json!(true);
    let path = format!(
        "/custom-connections/{}?expand[]=customResources",
        api.post("/custom-connections", body.clone()).await.json()["id"]
    );
    assert_eq!(
        api.get(&path).await.json()["customResources"][0]["schema"],
        body["schema"]
    );
}

#[tokio::test]
async fn r04_custom_needs_a_display_name_key() {
    assert_refused(
        without(custom_connection(), &["displayNameKey"]),
        "displayNameKey",
    )
    .await;
}

#[tokio::test]
async fn r05_display_name_key_must_be_a_top_level_property() {
    let mut unknown = custom_connection();
    unknown["displayNameKey"] = json!("nobody");
    assert_refused(unknown, "nobody").await;

    let mut nested = custom_connection();
    nested["schema"]["properties"]["owner"] = json!({ "properties": { "email": {} } });
    nested["displayNameKey"] = json!("email");
    assert_refused(nested, "email").await;
}

#[tokio::test]
async fn r06_mdm_and_hris_refuse_the_fields_of_custom() {
    for kind in ["MDM", "HRIS"] {
        for field in ["schema", "sampleData", "displayNameKey", "workspaceIds"] {
            let mut body = json!({ "name": "Fleet", "providerTypes": [kind] });
            body[field] = match field {
                "displayNameKey" => json!("name"),
                "workspaceIds" => json!([1]),
                _ => schema(),
            };
            assert_refused(body, field).await;
        }
    }
}

#[tokio::test]
async fn r06_mdm_and_hris_need_name_and_type_only() {
    let api = Api::start();
    for kind in ["MDM", "HRIS"] {
        let body = json!({ "name": "Fleet", "providerTypes": [kind], "description": null });
        let reply = api.post("/custom-connections", body).await;
        assert_eq!(reply.status, 201);
        assert_eq!(reply.json()["clientAlias"], "Fleet");
        assert_eq!(reply.json()["providerTypes"], json!([kind]));
    }
}

#[tokio::test]
async fn r07_the_resource_is_there_when_it_is_asked_for() {
    let api = Api::start();
    let created = api.post("/custom-connections", custom_connection()).await;
    assert_eq!(created.status, 201);
    let created = created.json();
    assert_eq!(created.get("customResources"), None);
    assert_eq!(created.get("name"), None);

    let path = format!("/custom-connections/{}", created["id"]);
    assert_eq!(api.get(&path).await.json().get("customResources"), None);
    let expanded = api
        .get(&format!("{path}?expand%5B%5D=customResources"))
        .await
        .json();
    assert!(expanded["customResources"][0]["id"].is_i64());
    assert_eq!(expanded["customResources"][0]["name"], "Software");
    assert_eq!(expanded.get("createdByUser"), None);
}

#[tokio::test]
async fn r07_expansions_add_up() {
    let api = Api::start();
    api.resource();
    let path = "/custom-connections?expand[]=customResources&expand[]=createdByUser";
    let list = api.get(path).await.json();
    assert!(list["data"][0]["customResources"].is_array());
    assert!(list["data"][0]["createdByUser"]["email"].is_string());
    assert_eq!(
        api.get("/custom-connections?expand[]=nothing").await.status,
        400
    );
}

#[tokio::test]
async fn r08_only_alias_and_description_change() {
    let api = Api::start();
    let created = api
        .post("/custom-connections", custom_connection())
        .await
        .json();
    let path = format!("/custom-connections/{}", created["id"]);
    let change = json!({
        "clientAlias": "Tools", "description": "All of them", "providerTypes": ["MDM"],
        "schema": {}, "workspaceIds": [9],
    });
    let changed = api.put(&path, change).await;
    assert_eq!(changed.status, 200);
    let expanded = api
        .get(&format!("{path}?expand[]=customResources"))
        .await
        .json();
    assert_eq!(expanded["clientAlias"], "Tools");
    assert_eq!(expanded["description"], "All of them");
    assert_eq!(expanded["providerTypes"], json!(["CUSTOM"]));
    assert_eq!(expanded["customResources"][0]["schema"], schema());
}

#[tokio::test]
async fn r08_absent_stays_and_null_clears() {
    let api = Api::start();
    let id = api
        .sandbox
        .seed_connection(ConnectionType::Mdm, "Fleet")
        .unwrap();
    let path = format!("/custom-connections/{id}");
    api.put(&path, json!({ "description": "Laptops" })).await;
    let changed = api.put(&path, json!({ "clientAlias": null })).await.json();
    assert_eq!(changed["clientAlias"], Value::Null);
    assert_eq!(changed["description"], "Laptops");
    assert_eq!(
        api.put("/custom-connections/99", json!({})).await.status,
        404
    );
}

#[tokio::test]
async fn r09_delete_takes_the_records_along() {
    let api = Api::start();
    let resource = api.resource();
    api.post(&format!("{resource}/records"), upload(&["a"]))
        .await;
    let connection = resource.split("/resources").next().unwrap();
    let deleted = api.delete(connection).await;
    assert_eq!((deleted.status, deleted.text.as_str()), (204, ""));
    assert_eq!(api.get(connection).await.status, 404);
    assert_eq!(api.get(&format!("{resource}/records")).await.status, 404);
    assert_eq!(api.delete(connection).await.status, 404);
}

#[tokio::test]
async fn r10_each_type_has_its_own_paths() {
    let api = Api::start();
    let seed = |kind| api.sandbox.seed_connection(kind, "One").unwrap();
    let (mdm, hris) = (seed(ConnectionType::Mdm), seed(ConnectionType::Hris));
    let custom = api.resource();
    let custom = custom.split("/resources").next().unwrap();
    let status = async |path: String| api.get(&path).await.status;

    assert_eq!(
        status(format!("/custom-connections/{mdm}/resources/1/records")).await,
        404
    );
    assert_eq!(
        status(format!("/custom-connections/{mdm}/hris-user-identities")).await,
        404
    );
    assert_eq!(status(format!("/connections/{hris}/devices")).await, 404);
    assert_eq!(status(format!("{custom}/hris-user-identities")).await, 404);
    assert_eq!(status(format!("/connections/{mdm}/devices")).await, 200);
    assert_eq!(
        status(format!("/custom-connections/{hris}/hris-user-identities")).await,
        200
    );
}
