//! The runtime that every emitted crate carries: which of its files, and which of its names.

use std::collections::BTreeSet;

use super::artefacts::Artefacts;
use super::source_file::HEADER;
use super::surface::{self, Surface};
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
    "cursor.rs",
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

const MOCK_SERVER: &str = "runtime::MockServer";

/// What a crate has at its root of the runtime: whole path and name.
pub(super) fn root_exports() -> impl Iterator<Item = (String, &'static str)> {
    let named =
        |module: &'static str| move |name: &&'static str| (format!("{module}::{name}"), *name);
    let own = AT_ROOT.iter().chain(&["MockServer"]);
    let wire = AT_ROOT_OF_WIRE.iter();
    own.map(named("runtime"))
        .chain(wire.map(named("runtime::wire")))
}

/// Whether some crate has something of the runtime, or of other crates, at its root under this name.
pub(crate) fn is_at_root(name: &str) -> bool {
    let needs = BTreeSet::from([Need::Dates, Need::Uuids]);
    let is_it = |path: &'static str| path.rsplit("::").next() == Some(name);
    root_exports().any(|(_, own)| own == name) || of_other_crates(&needs).any(is_it)
}

/// Types of other crates that values are made of. The crate has them at its root as well: there programs get them in the
/// version that it takes.
fn of_other_crates(needs: &BTreeSet<Need>) -> impl Iterator<Item = &'static str> {
    let types = [
        (Need::Dates, "jiff::civil::Date"),
        (Need::Uuids, "uuid::Uuid"),
    ];
    let needed = types.into_iter().filter(|(need, _)| needs.contains(need));
    needed.map(|(_, path)| path)
}

/// What users can name of other crates.
pub(super) fn surface_of_other_crates(needs: &BTreeSet<Need>) -> Surface {
    let mut surface = Surface::default();
    of_other_crates(needs).for_each(|path| surface.export(path));
    surface
}

/// The lines that export what a crate has at its root.
pub(super) fn root_export_lines(needs: &BTreeSet<Need>) -> String {
    let has_dates = needs.contains(&Need::Dates);
    let is_there = |name: &&str| has_dates || *name != "DateTime";
    let wire: Vec<&str> = AT_ROOT_OF_WIRE.iter().copied().filter(is_there).collect();
    let mut paths = vec![
        MOCK_SERVER.to_owned(),
        format!("runtime::wire::{{{}}}", wire.join(", ")),
        format!("runtime::{{{}}}", AT_ROOT.join(", ")),
    ];
    paths.extend(of_other_crates(needs).map(str::to_owned));
    paths.sort();
    let lines = paths.iter().map(|path| match path.as_str() {
        MOCK_SERVER => format!("#[cfg(feature = \"mock\")]\npub use {path};\n"),
        _ => format!("pub use {path};\n"),
    });
    lines.collect()
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

    /// Chains of `let` are newer than the Rust that emitted crates ask for, and neither compiler nor linter say so here.
    #[test]
    fn no_condition_is_a_chain_of_let() {
        for (path, text) in super::texts() {
            let mut is_open = false;
            for line in text.lines().map(str::trim) {
                let starts = line.starts_with("if let ")
                    || line.starts_with("while let ")
                    || line.starts_with("} else if let ");
                let goes_on = is_open && line.starts_with("&& ");
                let is_chain =
                    goes_on || line.contains("&& let ") || (starts && line.contains(" && "));
                assert!(!is_chain, "{path}: {line}");
                is_open = (is_open || starts) && !line.ends_with('{');
            }
        }
    }

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
