//! What the README says of the crate's dependencies: each with what it is for.

use crate::api::Api;

use super::manifest::{self, Dependency};

/// What the runtime takes each of its dependencies for.
const REASONS: &[(&str, &str)] = &[
    ("backon", "the waits between attempts"),
    ("base64", "binary data in JSON, `Authorization: Basic`"),
    ("bytes", "bodies without copies"),
    ("futures-core", "the trait `Stream`"),
    ("governor", "the client's own rate limit"),
    ("http", "methods, headers, statuses"),
    ("http-body", "bodies that are read while they are sent"),
    ("httpdate", "dates in `Retry-After`"),
    ("jiff", "dates and times"),
    ("mockito", "the server behind `MockServer`"),
    ("percent-encoding", "parameters in URLs"),
    ("regex-lite", "patterns that text has to fit"),
    ("reqwest", "connections, TLS, HTTP"),
    (
        "secrecy",
        "secrets that are wiped from memory and not printed",
    ),
    ("serde", "`Serialize` and `Deserialize`"),
    ("serde_json", "values of any JSON"),
    ("simdutf8", "whether a reply is UTF-8"),
    ("tokio", "timers, locks"),
    ("tower-service", "the trait `Service`"),
    ("tracing", "spans and events"),
    ("uuid", "UUIDs"),
];

/// The section.
pub(super) fn section(api: &Api) -> String {
    let dependencies = manifest::all_dependencies(api);
    let rows: String = dependencies
        .iter()
        .map(|dependency| row(dependency, api))
        .collect();
    let always = dependencies
        .iter()
        .filter(|dependency| dependency.feature.is_none());
    format!(
        "## Dependencies\n\n{} at all times, and those of the features that are on. `cargo tree --edges normal --prefix \
         none | sort -u | wc -l` counts all that comes with them.\n\n| Crate | What for | With the feature \
         |\n|---|---|---|\n{rows}",
        always.count()
    )
}

fn row(dependency: &Dependency, api: &Api) -> String {
    let own = api.package.dependencies.get(&dependency.name);
    let reason = own
        .and_then(|own| own.description.as_deref())
        .or(reason(&dependency.name))
        .unwrap_or("hand-written modules of this crate");
    let feature = dependency.feature.as_ref();
    let feature = feature.map(|feature| format!("`{feature}`"));
    format!(
        "| `{}` | {reason} | {} |\n",
        dependency.name,
        feature.unwrap_or_default()
    )
}

fn reason(name: &str) -> Option<&'static str> {
    let (_, reason) = REASONS.iter().find(|(known, _)| *known == name)?;
    Some(reason)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_dependency_of_the_runtime_has_a_reason() {
        for name in super::manifest::runtime_dependencies() {
            assert!(super::reason(&name).is_some(), "{name}");
        }
    }
}
