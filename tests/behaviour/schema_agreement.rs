//! The checker and the server say the same of the same records.

use drata_custom_connections::schema::RecordSchema;
use drata_custom_connections::types::{
    ConnectionId, CustomConnectionCreateRequest, CustomConnectionExpand, Resource, WorkspaceId,
};
use sandbox::Quirks;
use serde_json::{Value, json};
use tests::{Api, object};

/// The resource of a connection with this schema.
async fn resource(api: &Api, schema: &Value) -> (ConnectionId, Resource) {
    let connections = api.client.custom_connections();
    let request = CustomConnectionCreateRequest::custom(
        "Inventory",
        [WorkspaceId::new(1)],
        object(schema.clone()),
        "id",
    );
    let made = connections.create(&request.unwrap()).send().await.unwrap();
    let get = connections
        .get(made.id)
        .expand([CustomConnectionExpand::CustomResources]);
    let connection = get.send().await.unwrap();
    (made.id, connection.custom_resources.unwrap().remove(0))
}

/// Schemas of several drafts, each with records of which some break it.
fn cases() -> Vec<(Value, Vec<Value>)> {
    let of_draft = |draft: &str, rules: Value| {
        let mut schema = json!({ "type": "object", "required": ["id"] });
        if !draft.is_empty() {
            schema["$schema"] = json!(draft);
        }
        for (keyword, rule) in object(rules) {
            schema[keyword] = rule;
        }
        schema
    };
    let newest = "https://json-schema.org/draft/2020-12/schema";
    let seventh = "http://json-schema.org/draft-07/schema#";
    let records = || {
        vec![
            json!({ "id": "a", "email": "ada@example.com", "pair": ["x", 1], "card": 1, "address": "here" }),
            json!({ "id": "b", "email": "nobody", "pair": [1, "x"], "card": 1 }),
            json!({ "id": "c", "note": "n" }),
            json!({ "email": "ada@example.com" }),
        ]
    };
    let properties =
        json!({ "id": { "type": "string" }, "email": { "type": "string", "format": "email" } });
    let ruled = |keyword: &str, rule: Value| {
        let mut rules = json!({ "properties": properties });
        rules[keyword] = rule;
        rules
    };
    let needs = json!({ "card": ["address"] });
    let pair = json!({
        "id": { "type": "string" },
        "pair": { "prefixItems": [{ "type": "string" }, { "type": "integer" }] }
    });
    [
        ("", json!({ "properties": properties })),
        (seventh, json!({ "properties": properties })),
        (newest, json!({ "properties": properties })),
        ("", ruled("dependentRequired", needs.clone())),
        (newest, ruled("dependentRequired", needs.clone())),
        (seventh, ruled("dependencies", needs)),
        ("", json!({ "properties": pair })),
        (newest, ruled("unevaluatedProperties", json!(false))),
    ]
    .map(|(draft, rules)| (of_draft(draft, rules), records()))
    .into()
}

/// Whether each record passes, by the checker and by the server.
async fn verdicts(api: &Api, schema: &Value, records: &[Value], strict: bool) -> Vec<(bool, bool)> {
    let (connection, resource) = resource(api, schema).await;
    let kept = RecordSchema::from(&resource);
    let kept = if strict {
        kept.requiring_every_property()
    } else {
        kept
    };
    let checker = kept.checker().unwrap();
    let mut verdicts = Vec::new();
    for record in records {
        let run = api.client.records().upsert_all(connection, resource.id);
        let report = run.send([record.clone()]).await.unwrap();
        verdicts.push((checker.check(record).is_ok(), report.rejected.is_empty()));
    }
    verdicts
}

#[tokio::test]
async fn checker_and_server_agree_on_every_draft() {
    let api = Api::start();
    let mut refused = 0;
    for (schema, records) in cases() {
        for (index, (checked, taken)) in verdicts(&api, &schema, &records, false)
            .await
            .into_iter()
            .enumerate()
        {
            assert_eq!(checked, taken, "{schema} on {}", records[index]);
            refused += usize::from(!taken);
        }
    }
    assert!(refused > cases().len(), "{refused}");
}

#[tokio::test]
async fn a_server_that_requires_every_property_is_followed_where_that_is_asked_for() {
    let api = Api::with_quirks(Quirks {
        every_property_required: true,
        ..Quirks::default()
    });
    let schema = json!({ "type": "object", "properties": {
        "id": { "type": "string" },
        "owner": { "type": "object", "properties": { "name": {}, "email": {} } },
        "tags": { "type": "array", "items": { "type": "object", "properties": { "key": {} } } },
    } });
    let records = [
        json!({ "id": "a", "owner": { "name": 1, "email": 2 }, "tags": [{ "key": 1 }] }),
        json!({ "id": "b", "owner": { "name": 1 }, "tags": [] }),
        json!({ "id": "c", "owner": { "name": 1, "email": 2 }, "tags": [{}] }),
        json!({ "id": "d" }),
    ];
    let expected = [(true, true), (false, false), (false, false), (false, false)];
    assert_eq!(verdicts(&api, &schema, &records, true).await, expected);
    let lenient = verdicts(&api, &schema, &records, false).await;
    assert!(lenient.iter().all(|(checked, _)| *checked));
}
