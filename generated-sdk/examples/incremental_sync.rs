//! Keeps a data set up to date without a session: what changed is sent, what went is deleted, the rest stays.
//!
//! Runs against the sandbox as it starts by default, or against the servers that these variables name:
//! `DRATA_BASE_URL` and `DRATA_API_KEY`.

use std::collections::BTreeSet;
use std::env;
use std::error::Error;

use drata_custom_connections::types::{
    ConnectionId, CustomConnectionCreateRequest, CustomConnectionExpand, ResourceId, WorkspaceId,
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

/// Makes a connection and syncs two states of an inventory into it.
pub async fn run(base_url: &str, key: &str) -> Result<(), Box<dyn Error>> {
    let client = Client::builder().base_url(base_url).api_key(key).build()?;
    let (connection, resource) = connection(&client).await?;
    sync(
        &client,
        connection,
        resource,
        &[("app-1", "4.2"), ("app-2", "9")],
    )
    .await?;
    sync(
        &client,
        connection,
        resource,
        &[("app-1", "4.3"), ("app-3", "1")],
    )
    .await
}

/// Brings the live records to a state: id and version of each.
async fn sync(
    client: &Client,
    connection: ConnectionId,
    resource: ResourceId,
    state: &[(&str, &str)],
) -> Result<(), Box<dyn Error>> {
    let wanted: BTreeSet<&str> = state.iter().map(|(id, _)| *id).collect();
    let mut gone = Vec::new();
    let mut live = client
        .records()
        .list(connection, resource)
        .size(500)
        .stream();
    while let Some(record) = live.try_next().await? {
        if !wanted.contains(record.id.as_str()) {
            gone.push(record.id);
        }
    }

    let records: Vec<Map<Value>> = state
        .iter()
        .map(|(id, version)| record(id, version))
        .collect();
    let report = client
        .records()
        .upsert_all(connection, resource)
        .send(&records)
        .await?;
    for refused in &report.rejected {
        println!("refused {}: {}", refused.json(), refused.reason);
    }
    for id in &gone {
        let deletion = client.records().delete(connection, resource, id);
        match deletion.send().await {
            // It is gone already, by somebody else or by an attempt whose answer got lost.
            Err(error) if error.status().is_some_and(|status| status.as_u16() == 404) => {}
            outcome => outcome?,
        }
    }
    println!("{report}; deleted {}", gone.len());
    Ok(())
}

async fn connection(client: &Client) -> Result<(ConnectionId, ResourceId), Box<dyn Error>> {
    let request = CustomConnectionCreateRequest::custom_from_sample(
        "Software Inventory",
        [WorkspaceId::new(1)],
        record("app-0", "1"),
        "name",
    )?;
    let id = client
        .custom_connections()
        .create(&request)
        .send()
        .await?
        .id;
    let get = client.custom_connections().get(id);
    let made = get
        .expand([CustomConnectionExpand::CustomResources])
        .send()
        .await?;
    let resource = made.custom_resources.iter().flatten().next();
    Ok((id, resource.ok_or("the connection has no resource")?.id))
}

fn record(id: &str, version: &str) -> Map<Value> {
    Map::from([
        ("id".to_owned(), json!(id)),
        ("name".to_owned(), json!(format!("Software {id}"))),
        ("version".to_owned(), json!(version)),
    ])
}
