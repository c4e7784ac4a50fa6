//! Schemas from Rust types, and records checked against them.

use drata_custom_connections::bulk::{FailurePolicy, Reason};
use drata_custom_connections::connection::InvalidConnection;
use drata_custom_connections::schema::{InvalidSchema, RecordSchema};
use drata_custom_connections::types::{
    CustomConnectionCreateRequest, CustomConnectionExpand, WorkspaceId,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use tests::{Api, object};

#[derive(Clone, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct Application {
    id: String,
    display_name: String,
    installs: u32,
    owner: Owner,
    #[serde(skip_serializing_if = "Option::is_none")]
    retired: Option<bool>,
}

#[derive(Clone, JsonSchema, Serialize)]
struct Owner {
    #[schemars(email)]
    email: String,
}

fn wiki() -> Application {
    Application {
        id: "app-1".to_owned(),
        display_name: "Wiki".to_owned(),
        installs: 3,
        owner: Owner {
            email: "ada@example.com".to_owned(),
        },
        retired: None,
    }
}

#[test]
fn a_type_becomes_a_schema_of_draft_7() {
    let schema = RecordSchema::of::<Application>().unwrap();
    let members = schema.as_map();
    assert_eq!(
        members["$schema"],
        "http://json-schema.org/draft-07/schema#"
    );
    assert_eq!(members["type"], "object");
    assert_eq!(
        members["required"],
        json!(["id", "displayName", "installs", "owner"])
    );
    let properties = &members["properties"];
    assert_eq!(
        properties["installs"],
        json!({ "type": "integer", "minimum": 0 })
    );
    assert_eq!(
        properties["owner"]["properties"]["email"]["format"],
        "email"
    );
    assert_eq!(properties["retired"]["type"], json!(["boolean", "null"]));
}

#[test]
fn a_type_without_required_members_says_so() {
    #[derive(JsonSchema, Serialize)]
    struct Loose {
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    }
    let schema = RecordSchema::of::<Loose>().unwrap();
    assert_eq!(schema.as_map()["required"], json!([]));
}

#[test]
fn only_objects_are_records() {
    assert_eq!(
        RecordSchema::of::<Vec<u8>>(),
        Err(InvalidSchema::NotAnObject)
    );
    let nothing = object(json!({ "type": "object" }));
    assert_eq!(RecordSchema::new(nothing), Err(InvalidSchema::NoProperties));

    let request =
        CustomConnectionCreateRequest::for_records::<u8>("X", [WorkspaceId::new(1)], "id");
    let invalid = request.unwrap_err();
    assert_eq!(
        invalid,
        InvalidConnection::Schema(InvalidSchema::NotAnObject)
    );
    let nested = CustomConnectionCreateRequest::for_records::<Application>(
        "X",
        [WorkspaceId::new(1)],
        "email",
    );
    assert!(nested.unwrap_err().to_string().contains("displayName"));
}

#[tokio::test]
async fn one_type_is_the_connection_and_its_records() {
    let api = Api::start();
    let connections = api.client.custom_connections();
    let request = CustomConnectionCreateRequest::for_records::<Application>(
        "Inventory",
        [WorkspaceId::new(1)],
        "displayName",
    );
    let made = connections.create(&request.unwrap()).send().await.unwrap();
    let get = connections
        .get(made.id)
        .expand([CustomConnectionExpand::CustomResources]);
    let resource = get
        .send()
        .await
        .unwrap()
        .custom_resources
        .unwrap()
        .remove(0);

    let records = api.client.records();
    let report = records
        .upsert_all(made.id, resource.id)
        .send([wiki()])
        .await
        .unwrap();
    assert_eq!((report.progress.stored, report.progress.rejected), (1, 0));

    // What the server keeps serves as well.
    let kept = RecordSchema::from(&resource).checker().unwrap();
    assert_eq!(kept.check(&serde_json::to_value(wiki()).unwrap()), Ok(()));
}

#[tokio::test]
async fn records_that_break_the_schema_are_not_sent() {
    let api = Api::start();
    let resource = api.resource();
    let checker = RecordSchema::of::<Application>()
        .unwrap()
        .checker()
        .unwrap();
    let half = json!({ "id": "app-2", "displayName": 7, "installs": 1 });
    let run = || {
        let records = api.client.records();
        records
            .upsert_all(resource.connection, resource.resource)
            .check_against(&checker)
    };
    let report = run().send([half.clone()]).await.unwrap();
    assert_eq!(api.count("POST"), 0);
    let Reason::Check(message) = &report.rejected[0].reason else {
        panic!("{:?}", report.rejected)
    };
    assert!(
        message.contains("/displayName") && message.contains("owner"),
        "{message}"
    );
    assert_eq!(report.rejected[0].item(), half);

    let none = run().accept(FailurePolicy::None);
    assert!(none.send([half]).await.is_err());
}

#[test]
fn a_schema_that_is_none_is_told() {
    let schema = json!({ "type": "object", "properties": { "id": { "type": "text" } } });
    let schema = RecordSchema::new(object(schema)).unwrap();
    assert!(matches!(schema.checker(), Err(InvalidSchema::Malformed(_))));
}
