//! The same requests by hand: bodies made beforehand, as many at a time as the SDK has under way, replies not looked into.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, ensure};
use bytes::Bytes;
use reqwest::header::CONTENT_TYPE;
use serde_json::json;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::records::{Software, records};
use crate::run::{BATCH, CONCURRENCY, Run, Target};

pub(crate) fn run(target: &Target) -> anyhow::Result<Run> {
    let bodies = bodies(target.records)?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let load = Arc::new(Load {
        http: reqwest::Client::new(),
        url: format!(
            "{}/custom-connections/{}/resources/{}/sessions/bulk",
            target.url, target.connection, target.resource
        ),
        key: target.key.clone(),
        next: AtomicUsize::new(0),
        bodies,
    });
    let (run, ()) = Run::measured(|| runtime.block_on(load.replace()))?;
    Ok(run)
}

fn bodies(count: u64) -> anyhow::Result<Vec<Bytes>> {
    let mut records = records(count);
    let mut bodies = Vec::new();
    loop {
        let batch: Vec<Software> = records.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(bodies);
        }
        bodies.push(serde_json::to_vec(&json!({ "data": batch }))?.into());
    }
}

struct Load {
    http: reqwest::Client,
    url: String,
    key: String,
    bodies: Vec<Bytes>,
    next: AtomicUsize,
}

impl Load {
    async fn replace(self: Arc<Self>) -> anyhow::Result<()> {
        // The first request alone begins the session.
        self.upload_next().await?;
        let mut tasks = JoinSet::new();
        for _ in 0..CONCURRENCY {
            let load = Arc::clone(&self);
            tasks.spawn(async move {
                while load.upload_next().await? {}
                anyhow::Ok(())
            });
        }
        while let Some(ended) = tasks.join_next().await {
            ended??;
        }
        let complete = Bytes::from_static(br#"{"action":"complete"}"#);
        self.post(&format!("{}/actions", self.url), complete).await
    }

    /// Uploads the next body, if there is one.
    async fn upload_next(&self) -> anyhow::Result<bool> {
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        let Some(body) = self.bodies.get(next) else {
            return Ok(false);
        };
        self.post(&self.url, body.clone()).await?;
        Ok(true)
    }

    async fn post(&self, url: &str, body: Bytes) -> anyhow::Result<()> {
        let reply = self
            .http
            .post(url)
            .bearer_auth(&self.key)
            .header(CONTENT_TYPE, "application/json")
            .body(body)
            .send()
            .await?;
        let status = reply.status();
        let body = reply.bytes().await.context("the reply's body")?;
        ensure!(
            status.is_success(),
            "{status}: {}",
            String::from_utf8_lossy(&body)
        );
        Ok(())
    }
}
