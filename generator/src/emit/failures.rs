//! What the README says of failures: which there are, and what is sent again.

use std::collections::BTreeMap;

use super::markdown;
use super::names::client_method;
use super::operations::status_in_words;
use crate::api::{Api, Operation, Repeat, StatusSpec};

/// The kinds of errors, which are the same in every crate.
const KINDS: &str = "\
| `ErrorKind` | What happened | The server may have acted | Sent again |
|---|---|---|---|
| `Connect` | no connection could be made | no | always |
| `Status` 429 | the server refused the call for now | no | always |
| `Status` 408, 500, 502, 503, 504 | the server, or a gateway before it, failed | yes | where that is safe |
| `Timeout` | an attempt or the call took too long | unless `attempts` is 0: the client's rate limit left no time | where that is safe |
| `Transport` | the connection broke, or the reply was cut off | yes | where that is safe |
| `Status`, any other | the server refused the call, or sent elsewhere | no | never |
| `Decode` | success, but not with the body that was promised | yes | a web page where that is safe, else never |
| `TooLarge` | the reply is larger than `max_response_bytes` | yes | never |
| `Pagination` | the pages would never end | no | never |
| `Authentication` | no token could be had | no | where the reason may pass |
| `InvalidRequest` | the arguments make no request | no | never |
| `Refused` | a hook of your own said no | as you know | never |
| `Configuration` | the client can't work the way it is set up | no | never |
";

/// The section.
pub(super) fn section(api: &Api) -> String {
    let parts = [Some(introduction()), sent_once(api), statuses(api)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("\n")
}

fn introduction() -> String {
    format!(
        "## Failures\n\nEvery call gives one `Error`: its `kind`, the `status`, the typed `body`, the server's `message`, \
         `code` and `request_id`, the `operation`, `attempts` and `elapsed`. `is_retryable` tells whether the same call \
         may succeed later, `retry_after` when. By default there are four attempts, with waits of 0.5 s, 1 s and 2 s, each \
         lengthened at random, or as long as the server asks for.\n\n{KINDS}"
    )
}

/// The calls that are not repeated where the server may have acted.
fn sent_once(api: &Api) -> Option<String> {
    let calls = api.groups.iter().flat_map(|group| {
        let handle = client_method(&group.module);
        let once = |operation: &&Operation| operation.repeat == Repeat::Never;
        let operations = group.operations.iter().filter(once);
        operations.map(move |operation| format!("- `client.{handle}().{}`\n", operation.name))
    });
    let calls: String = calls.collect();
    (!calls.is_empty()).then(|| {
        format!("Sent again only where the server can't have acted, since a second time may do harm, or where the request has an \
             `Idempotency-Key` header:\n\n{calls}")
    })
}

/// What the API document says of each status; the words that are used most where they differ.
fn statuses(api: &Api) -> Option<String> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let mut said: BTreeMap<StatusSpec, BTreeMap<String, usize>> = BTreeMap::new();
    for failure in operations.flat_map(|operation| &operation.failures) {
        let words = failure.docs.description.as_deref().unwrap_or_default();
        let words = markdown::cell(words);
        let counts = said.entry(failure.status).or_default();
        *counts.entry(words).or_default() += 1;
    }
    let rows: String = said
        .iter()
        .map(|(status, counts)| {
            let most = counts.values().max();
            let words = counts.iter().find(|(_, count)| Some(*count) == most);
            let words = words.map_or("", |(words, _)| words.as_str());
            format!("| {} | {words} |\n", status_in_words(*status))
        })
        .collect();
    (!rows.is_empty()).then(|| format!("| Status | What it means |\n|---|---|\n{rows}"))
}
