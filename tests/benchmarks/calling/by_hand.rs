//! The calls as one writes them by hand with reqwest and serde_json, as carefully as the SDK does.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use jiff::Timestamp;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{KEY, NAME};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "what is read is what the SDK reads")]
pub(crate) struct CustomConnection {
    pub(crate) id: i64,
    pub(crate) client_alias: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) provider_types: Option<Vec<ProviderType>>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) created_by_id: Option<i64>,
    pub(crate) custom_resources: Option<Vec<Value>>,
    pub(crate) created_by_user: Option<Value>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(dead_code, reason = "what is read is what the SDK reads")]
pub(crate) enum ProviderType {
    Identity,
    Infrastructure,
    VersionControl,
    Ticketing,
    Hris,
    BackgroundCheck,
    SingleSignOn,
    EnterpriseSso,
    Mdm,
    SecurityTraining,
    Observability,
    Communication,
    DigitalSignature,
    ExternalPolicy,
    Vulnerability,
    Edr,
    UserAccessReview,
    Cspm,
    Codebase,
    CyberInsurance,
    Crm,
    Custom,
    AutomationTools,
    SecurityReviews,
    Procurement,
    Audits,
    Mfa,
    Privacy,
    #[serde(other)]
    Unrecognized,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CustomConnectionCreateRequest {
    pub(crate) name: String,
    pub(crate) provider_types: Vec<ProviderType>,
}

pub(crate) struct Client {
    http: reqwest::Client,
    base_url: String,
}

impl Client {
    pub(crate) fn new(base_url: String) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .user_agent("by-hand/1.0")
            .timeout(Duration::from_secs(60))
            .build()?;
        Ok(Self { http, base_url })
    }

    pub(crate) async fn get(&self, id: i64) -> anyhow::Result<CustomConnection> {
        let url = format!("{}/custom-connections/{id}", self.base_url);
        self.send(self.http.get(url)).await
    }

    pub(crate) async fn create(&self) -> anyhow::Result<CustomConnection> {
        let request = CustomConnectionCreateRequest {
            name: NAME.to_owned(),
            provider_types: vec![ProviderType::Custom],
        };
        let url = format!("{}/custom-connections", self.base_url);
        let request = self
            .http
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .body(serde_json::to_vec(&request)?);
        self.send(request).await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> anyhow::Result<CustomConnection> {
        let reply = request
            .bearer_auth(KEY)
            .header(ACCEPT, "application/json")
            .send()
            .await?;
        let status = reply.status();
        let body = reply.bytes().await?;
        ensure!(status.is_success(), "{status}");
        serde_json::from_slice(&body).context("the reply's body")
    }
}
