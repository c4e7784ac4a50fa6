//! The run by the SDK: all of its records replace what was there.

use anyhow::ensure;
use drata_custom_connections::Client;
use drata_custom_connections::types::SessionId;
use tokio::runtime::Builder;

use crate::records::records;
use crate::run::{BATCH, CONCURRENCY, Run, Target};

pub(crate) fn run(target: &Target) -> anyhow::Result<Run> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let client = Client::builder()
        .base_url(&target.url)
        .api_key(&target.key)
        .without_rate_limit()
        .build()?;
    let session = SessionId::new("bulk")?;
    let (run, report) = Run::measured(|| {
        let handle = client.records();
        let replacement = handle
            .replace_all(target.connection.into(), target.resource.into(), session)
            .batch_items(BATCH)
            .concurrency(CONCURRENCY);
        Ok(runtime.block_on(replacement.send(records(target.records)))?)
    })?;
    ensure!(report.progress.stored == target.records);
    Ok(run)
}
