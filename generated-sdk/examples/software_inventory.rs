//! The vendor's recipe from beginning to end: make a connection, stage records in a session, complete it.
//!
//! Runs against the sandbox as it starts by default, or against the servers that these variables name:
//! `DRATA_BASE_URL` and `DRATA_API_KEY`.

use std::env;
use std::error::Error;

use drata_custom_connections::api::custom_connections::CustomConnections;
use drata_custom_connections::types::{
    ConnectionId, CustomConnectionCreateRequest, CustomConnectionExpand, ResourceId, SessionId,
    WorkspaceId,
};
use drata_custom_connections::{Client, Map};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let base_url = env::var("DRATA_BASE_URL");
    let key = env::var("DRATA_API_KEY");
    run(
        base_url
            .as_deref()
            .unwrap_or("http://127.0.0.1:4010/public/v2"),
        key.as_deref().unwrap_or("test-key"),
    )
    .await
}

/// The whole recipe.
pub async fn run(base_url: &str, key: &str) -> Result<(), Box<dyn Error>> {
    let client = Client::builder().base_url(base_url).api_key(key).build()?;

    let schema = object(json!({
        "type": "object",
        "properties": {
            "id": { "type": "string" },
            "name": { "type": "string" },
            "version": { "type": "string" },
        },
        "required": ["id", "name", "version"],
    }));
    let request = CustomConnectionCreateRequest::custom(
        "Software Inventory",
        [WorkspaceId::new(1)],
        schema,
        "name",
    )?
    .description("What is installed where.");
    let connection = client.custom_connections().create(&request).send().await?;
    println!("made connection {}", connection.id);

    let resource = resource_of(client.custom_connections(), connection.id).await?;
    println!("its records go to resource {resource}");

    let session = client.sessions().open(
        connection.id,
        resource,
        SessionId::new("inventory-2026-11")?,
    );
    let outcome = session
        .upload(vec![
            object(json!({ "id": "app-1", "name": "Build server", "version": "4.2" })),
            object(json!({ "id": "app-2", "name": "Wiki", "version": "9" })),
            object(json!({ "id": "app-3", "name": "A record without its version" })),
        ])
        .await?;
    for refused in outcome.failed() {
        println!(
            "refused {}: {}",
            refused.record_id().unwrap_or("a record"),
            refused.error_message().unwrap_or("no reason given"),
        );
    }
    // From here on the two good records are the whole live data set.
    let ended = session.complete().await?;
    println!("session {} is {}", ended.id, ended.status);

    let mut records = client.records().list(connection.id, resource).stream();
    while let Some(record) = records.try_next().await? {
        println!("live: {} {:?}", record.id, record.attributes.get("name"));
    }
    Ok(())
}

/// A new connection has one resource, which is only told when asked for.
async fn resource_of(
    connections: CustomConnections<'_>,
    id: ConnectionId,
) -> Result<ResourceId, Box<dyn Error>> {
    let connection = connections
        .get(id)
        .expand([CustomConnectionExpand::CustomResources])
        .send()
        .await?;
    let resources = connection.custom_resources.unwrap_or_default();
    let resource = resources.first().ok_or("the connection has no resource")?;
    Ok(resource.id)
}

fn object(value: Value) -> Map<Value> {
    match value {
        Value::Object(members) => members.into_iter().collect(),
        _ => Map::new(),
    }
}
