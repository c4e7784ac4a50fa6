//! A nightly sync: one Rust type is the shape of the connection and of what is sent, and the whole data set is replaced
//! at once, or not at all.
//!
//! ```console
//! $ cargo run -p sandbox
//! $ cargo run -p drata-custom-connections --features schema,validate --example nightly_sync
//! ```
//!
//! Runs against the sandbox as it starts by default, or against the servers that these variables name:
//! `DRATA_BASE_URL` and `DRATA_API_KEY`.

use std::env;
use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

use drata_custom_connections::Client;
use drata_custom_connections::bulk::FailurePolicy;
use drata_custom_connections::schema::RecordSchema;
use drata_custom_connections::types::{
    ConnectionId, CustomConnectionCreateRequest, CustomConnectionExpand, Resource, SessionId,
    WorkspaceId,
};
use schemars::JsonSchema;
use serde::Serialize;

const CONNECTION: &str = "Application Inventory";

/// What is known of an application. Its `id` tells which record is whose.
#[derive(Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct Application {
    id: String,
    name: String,
    version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_email: Option<String>,
}

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

/// One night.
pub async fn run(base_url: &str, key: &str) -> Result<(), Box<dyn Error>> {
    let client = Client::builder().base_url(base_url).api_key(key).build()?;
    let connection = connection(&client).await?;
    let resource = resource_of(&client, connection).await?;

    // An id of its own for each night, to look the session up by.
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let session = SessionId::new(format!("inventory-{now}"))?;
    // What the server keeps, since the type may have changed after the connection was made.
    let checker = RecordSchema::from(&resource).checker()?;
    let report = client
        .records()
        .replace_all(connection, resource.id, session)
        // A night that was cut short left its session behind.
        .cancel_unfinished()
        .check_against(&checker)
        // A few bad records are for somebody to look at; many of them mean that something else is wrong.
        .accept(FailurePolicy::AtMost(10))
        .on_progress(|progress| println!("{} staged", progress.stored))
        .send(inventory())
        .await?;
    println!("{report}");
    for refused in &report.rejected {
        println!("{}: {}", refused.json(), refused.reason);
    }
    Ok(())
}

/// What is installed tonight. Any iterator or stream does: it is read as it is sent.
fn inventory() -> impl Iterator<Item = Application> {
    (1..=1_200).map(|number| Application {
        id: format!("app-{number}"),
        name: format!("Application {number}"),
        version: format!("{}.0", number % 9),
        owner_email: (number % 3 == 0).then(|| "ada@example.com".to_owned()),
    })
}

/// The connection of this program, made in its first night.
async fn connection(client: &Client) -> Result<ConnectionId, Box<dyn Error>> {
    let mut known = client.custom_connections().list().stream();
    while let Some(connection) = known.try_next().await? {
        if connection.client_alias.as_deref() == Some(CONNECTION) {
            return Ok(connection.id);
        }
    }
    let request = CustomConnectionCreateRequest::for_records::<Application>(
        CONNECTION,
        [WorkspaceId::new(1)],
        "name",
    )?;
    let made = client.custom_connections().create(&request).send().await?;
    Ok(made.id)
}

/// A connection has one resource, which is only told when asked for.
async fn resource_of(client: &Client, id: ConnectionId) -> Result<Resource, Box<dyn Error>> {
    let get = client.custom_connections().get(id);
    let connection = get
        .expand([CustomConnectionExpand::CustomResources])
        .send()
        .await?;
    let resource = connection.custom_resources.into_iter().flatten().next();
    Ok(resource.ok_or("the connection has no resource")?)
}
