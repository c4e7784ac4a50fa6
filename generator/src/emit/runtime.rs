//! The runtime that every emitted crate carries: which of its files, and which of its names.

use std::collections::BTreeSet;

use super::artefacts::Artefacts;
use super::source_file::HEADER;
use super::surface;
use crate::api::Need;

/// A file of the runtime.
struct Source {
    /// Its path below `src/runtime/`.
    path: &'static str,
    text: &'static str,
    /// What a crate must need for the file to be copied; `None`: it always is.
    need: Option<Need>,
}

macro_rules! sources {
    ($($path:literal $(when $need:ident)?),* $(,)?) => {
        &[$(Source {
            path: $path,
            text: include_str!(concat!("../../runtime/src/runtime/", $path)),
            need: sources!(@need $($need)?),
        }),*]
    };
    (@need) => { None };
    (@need $need:ident) => { Some(Need::$need) };
}

const SOURCES: &[Source] = sources![
    "authenticate.rs",
    "blocking.rs",
    "call.rs",
    "client.rs",
    "client_credentials.rs" when ClientCredentials,
    "credential.rs",
    "error.rs",
    "events.rs" when Events,
    "exchange.rs",
    "form.rs",
    "hook.rs",
    "http_options.rs",
    "http_transport.rs",
    "mock.rs",
    "mod.rs",
    "multipart.rs" when Multipart,
    "operation.rs",
    "pagination.rs",
    "parameters.rs",
    "rate_limit.rs",
    "raw_body.rs",
    "reply.rs",
    "request.rs",
    "request_body.rs",
    "retry.rs",
    "secrets.rs",
    "sending.rs",
    "server.rs",
    "success.rs",
    "time.rs",
    "tower.rs",
    "trace.rs",
    "transport.rs",
    "wire/base64.rs",
    "wire/containers.rs",
    "wire/content.rs",
    "wire/date_time.rs" when Dates,
    "wire/dates.rs" when Dates,
    "wire/debug.rs",
    "wire/decode.rs",
    "wire/encode.rs",
    "wire/enumeration.rs",
    "wire/error.rs",
    "wire/file.rs",
    "wire/keys.rs",
    "wire/kind.rs",
    "wire/mod.rs",
    "wire/newtype.rs",
    "wire/nullable.rs",
    "wire/numbers.rs",
    "wire/object.rs",
    "wire/pattern.rs" when Patterns,
    "wire/reader.rs",
    "wire/rule.rs",
    "wire/scalars.rs",
    "wire/serde.rs",
    "wire/strings.rs",
    "wire/tuples.rs" when Tuples,
    "wire/union.rs",
    "wire/uuids.rs" when Uuids,
    "wire/value.rs",
    "wire/writer.rs",
];

/// The path below `src/runtime/` and the text of each file.
#[cfg(test)]
pub(super) fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    SOURCES.iter().map(|source| (source.path, source.text))
}

/// What a crate has at its root of the runtime, and of the wire format.
const AT_ROOT: &[&str] = &[
    "Call",
    "Client",
    "ClientBuilder",
    "Error",
    "ErrorKind",
    "Response",
];
const AT_ROOT_OF_WIRE: &[&str] = &[
    "Base64",
    "DateTime",
    "DecodeError",
    "File",
    "Map",
    "Nullable",
];

/// What a crate has at its root of the runtime: whole path and name.
pub(super) fn root_exports() -> impl Iterator<Item = (String, &'static str)> {
    let named =
        |module: &'static str| move |name: &&'static str| (format!("{module}::{name}"), *name);
    let own = AT_ROOT.iter().chain(&["MockServer"]);
    let wire = AT_ROOT_OF_WIRE.iter();
    own.map(named("runtime"))
        .chain(wire.map(named("runtime::wire")))
}

/// The lines that say so, with types of other crates that values are made of: programs get them in the version that the
/// crate takes.
pub(super) fn root_export_lines(needs: &BTreeSet<Need>) -> String {
    let has_dates = needs.contains(&Need::Dates);
    let is_there = |name: &&str| has_dates || *name != "DateTime";
    let wire: Vec<&str> = AT_ROOT_OF_WIRE.iter().copied().filter(is_there).collect();
    let of_other_crate = |need, line| if needs.contains(&need) { line } else { "" };
    format!(
        "\
{}#[cfg(feature = \"mock\")]
pub use runtime::MockServer;
pub use runtime::wire::{{{}}};
pub use runtime::{{{}}};
{}",
        of_other_crate(Need::Dates, "pub use jiff::civil::Date;\n"),
        wire.join(", "),
        AT_ROOT.join(", "),
        of_other_crate(Need::Uuids, "pub use uuid::Uuid;\n"),
    )
}

/// A cargo feature of emitted crates; what it turns on is said in the runtime's own manifest.
pub(super) struct Feature {
    /// Its name.
    pub(super) name: &'static str,
    /// What it adds, for the README.
    pub(super) about: &'static str,
}

/// The features by which users choose.
pub(super) const FEATURES: &[Feature] = &[
    Feature {
        name: "serde",
        about: "`Serialize` and `Deserialize` for all types",
    },
    Feature {
        name: "rustls",
        about: "TLS by rustls",
    },
    Feature {
        name: "native-tls",
        about: "TLS by the operating system's library",
    },
    Feature {
        name: "blocking",
        about: "`send_blocking` and iterators, for programs without async",
    },
    Feature {
        name: "tracing",
        about: "a span for each call, an event for each attempt",
    },
    Feature {
        name: "mock",
        about: "a server for tests that is told typed replies",
    },
    Feature {
        name: "http2",
        about: "HTTP/2 where the server offers it",
    },
    Feature {
        name: "gzip",
        about: "replies compressed by gzip",
    },
    Feature {
        name: "brotli",
        about: "replies compressed by Brotli",
    },
    Feature {
        name: "zstd",
        about: "replies compressed by Zstandard",
    },
    Feature {
        name: "socks",
        about: "proxies that speak SOCKS",
    },
    Feature {
        name: "tower",
        about: "`tower` services and layers as transports",
    },
    Feature {
        name: "reqwest-client",
        about: "a `reqwest::Client` of your own",
    },
];

/// Adds `src/runtime/`: what every crate needs and the optional parts that this one does.
pub(super) fn emit(needs: &BTreeSet<Need>, artefacts: &mut Artefacts) {
    let is_needed = |source: &&Source| source.need.is_none_or(|need| needs.contains(&need));
    let absent: Vec<&str> = SOURCES
        .iter()
        .filter(|source| !is_needed(source))
        .map(|source| stem(source.path))
        .collect();
    for source in SOURCES.iter().filter(is_needed) {
        let text = without_modules(source.text, &absent);
        artefacts.add(
            format!("src/runtime/{}", source.path),
            format!("{HEADER}\n{text}"),
        );
    }
    let modules: BTreeSet<String> = SOURCES
        .iter()
        .filter(is_needed)
        .map(|source| surface::module_of(&format!("src/runtime/{}", source.path)))
        .collect();
    let surface = surface::of_runtime(|module| modules.contains(module));
    artefacts.add("src/runtime/api.txt", surface.text());
}

/// The module of a file.
fn stem(path: &'static str) -> &'static str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".rs").unwrap_or(file)
}

/// A module's text without the lines that declare or re-export modules that are not there.
fn without_modules(text: &str, absent: &[&str]) -> String {
    let is_kept = |line: &&str| !absent.iter().any(|module| is_about(line, module));
    text.lines()
        .filter(is_kept)
        .map(|line| format!("{line}\n"))
        .collect()
}

fn is_about(line: &str, module: &str) -> bool {
    let line = line
        .strip_prefix("pub(crate) ")
        .or(line.strip_prefix("pub "))
        .unwrap_or(line);
    let declared = line
        .strip_prefix("mod ")
        .and_then(|rest| rest.strip_suffix(';'));
    let exported = line
        .strip_prefix("use ")
        .and_then(|rest| rest.split_once("::"))
        .map(|(first, _)| first);
    declared == Some(module) || exported == Some(module)
}

#[cfg(test)]
mod tests {
    use crate::api::GroupFeature;

    #[test]
    fn no_group_takes_the_name_of_a_feature_of_the_runtime() {
        for feature in super::FEATURES {
            assert!(
                GroupFeature::TAKEN.contains(&feature.name),
                "{}",
                feature.name
            );
        }
    }
}
