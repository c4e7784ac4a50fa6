//! A sandbox with a plain HTTP client, and the data that most tests begin with.

#![allow(
    clippy::unwrap_used,
    reason = "whatever fails here fails the test that uses it"
)]

use reqwest::header::HeaderMap;
use reqwest::{Client, Method};
use sandbox::{Options, Sandbox, SeededResource};
use serde_json::{Value, json};

pub(crate) struct Api {
    pub(crate) sandbox: Sandbox,
    client: Client,
}

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

impl Api {
    pub(crate) fn start() -> Self {
        Self::with(Options::default())
    }

    pub(crate) fn with(options: Options) -> Self {
        Self {
            sandbox: Sandbox::start(options).unwrap(),
            client: Client::new(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None).await.unwrap()
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, None).await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Method::POST, path, Some(body)).await.unwrap()
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Reply {
        self.send(Method::PUT, path, Some(body)).await.unwrap()
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> reqwest::Result<Reply> {
        let request = self
            .client
            .request(method, format!("{}{path}", self.sandbox.url()));
        let request = request.bearer_auth(self.sandbox.key());
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let response = request.send().await?;
        Ok(Reply {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: response.text().await?,
        })
    }

    /// A custom connection whose records need a `name`; the path of its resource.
    pub(crate) fn resource(&self) -> String {
        let SeededResource {
            connection_id,
            resource_id,
        } = self
            .sandbox
            .seed_resource("Software", &schema(), "name")
            .unwrap();
        format!("/custom-connections/{connection_id}/resources/{resource_id}")
    }

    /// The ids of the live records, sorted.
    pub(crate) async fn live(&self, resource: &str) -> Vec<String> {
        ids(&self.get(&format!("{resource}/records")).await)
    }

    /// The status of each session, by its id.
    pub(crate) async fn status_of(&self, resource: &str, session: &str) -> Value {
        let sessions = self.get(&format!("{resource}/sessions")).await.json();
        let sessions = sessions["data"].as_array().unwrap();
        let found = sessions.iter().find(|found| found["sessionId"] == session);
        found.unwrap()["status"].clone()
    }
}

/// The schema of the resource that [`Api::resource`] adds.
pub(crate) fn schema() -> Value {
    json!({
        "type": "object",
        "properties": { "id": { "type": "string" }, "name": { "type": "string" } },
        "required": ["name"],
    })
}

/// The body of a creation that is accepted.
pub(crate) fn custom_connection() -> Value {
    json!({
        "name": "Software",
        "providerTypes": ["CUSTOM"],
        "workspaceIds": [1],
        "schema": schema(),
        "displayNameKey": "name",
    })
}

/// A body with the named fields taken out.
pub(crate) fn without(mut body: Value, fields: &[&str]) -> Value {
    for field in fields {
        body.as_object_mut().unwrap().remove(*field);
    }
    body
}

/// The body of an upload: records with these ids.
pub(crate) fn upload(ids: &[&str]) -> Value {
    let records: Vec<_> = ids
        .iter()
        .map(|id| json!({ "id": id, "name": id }))
        .collect();
    json!({ "data": records })
}

/// The `id` of each item of a list, sorted.
pub(crate) fn ids(list: &Reply) -> Vec<String> {
    let list = list.json();
    let items = list["data"].as_array().unwrap().iter();
    let mut ids: Vec<String> = items
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}
