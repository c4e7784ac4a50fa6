//! `src/lib.rs`: what the crate is, its modules, and what is at hand at its root.

use super::client::servers_name;
use super::layout::{module_order, version_order};
use super::names::{client_method, identifier, literal, module};
use super::source_file::SourceFile;
use super::{features, markdown, names};
use crate::api::{Api, Credential, Extension, Group, Operation, Repeat, SecurityScheme};

/// The file. `is_ascii` tells whether all names of the crate are.
pub(super) fn file(api: &Api, is_ascii: bool) -> SourceFile {
    let mut file = SourceFile::new(documentation(api));
    file.text(format!("{}{}", gated_contents(api), attributes(is_ascii)));
    file.text(modules(api));
    file.text(exports(api));
    file
}

/// Lints: what rests on names and shapes of the document is not for us to change.
fn attributes(is_ascii: bool) -> String {
    let for_all = [
        "clippy::disallowed_names",
        "clippy::enum_variant_names",
        "clippy::large_enum_variant",
        "clippy::module_inception",
        "clippy::new_ret_no_self",
        "clippy::should_implement_trait",
        "clippy::struct_excessive_bools",
        "clippy::struct_field_names",
        "clippy::type_complexity",
        "clippy::wrong_self_convention",
    ];
    // There are letters that look like those of another script, and small ones without a capital.
    let for_other_scripts = [
        "confusable_idents",
        "mixed_script_confusables",
        "non_camel_case_types",
        "uncommon_codepoints",
    ];
    let for_other_scripts = for_other_scripts.iter().filter(|_| !is_ascii);
    let lines: String = for_all
        .iter()
        .chain(for_other_scripts)
        .map(|lint| format!("    {lint},\n"))
        .collect();
    format!(
        "#![forbid(unsafe_code)]\n#![warn(missing_docs)]\n#![allow(\n{lines}    reason = \"names and shapes are those of the API\"\n)]\n"
    )
}

fn modules(api: &Api) -> String {
    let client = match features::of(api).next() {
        Some(_) => {
            "#[allow(unused_imports, reason = \"without features there are no operations\")]\nmod client;\n"
        }
        None => "mod client;\n",
    };
    let runtime = "#[allow(dead_code, unused_imports, reason = \"no API uses all of it\")]\npub mod runtime;\n";
    let mut lines: Vec<(String, String)> = [
        ("api", "pub mod api;\n"),
        ("client", client),
        ("runtime", runtime),
        ("types", "pub mod types;\n"),
    ]
    .map(|(name, line)| (name.to_owned(), line.to_owned()))
    .into();
    lines.extend(api.package.extensions.iter().map(|extension| {
        let name = module(&extension.name);
        let line = format!("{}pub mod {name};\n", features::all(&extension.features));
        (name, line)
    }));
    lines.sort_by(|(a, _), (b, _)| module_order(a, b));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn exports(api: &Api) -> String {
    let servers = servers_name(api).map(|name| format!("pub use client::{};\n", identifier(name)));
    format!(
        "{}{}",
        servers.unwrap_or_default(),
        super::runtime::root_export_lines(&api.needs)
    )
}

fn documentation(api: &Api) -> Vec<String> {
    let mut lines = vec![format!("# {}", heading(api)), String::new()];
    if let Some(description) = &api.description {
        let described = markdown::lines(description);
        if !described.is_empty() {
            lines.extend(described);
            lines.push(String::new());
        }
    }
    lines.extend(["# A first program", ""].map(str::to_owned));
    lines.push("```toml".to_owned());
    lines.extend(manifest_of_program(api));
    lines.extend(["```", "", "```no_run"].map(str::to_owned));
    lines.extend(program(api, without_feature(api)));
    lines.extend(["```", "", "# Where to look", ""].map(str::to_owned));
    lines.extend(contents(api));
    lines
}

/// What is in the crate, but for what is there with some features only.
fn contents(api: &Api) -> Vec<String> {
    let own = described_modules(api);
    let own = own.filter(|(extension, _)| extension.features.is_empty());
    let common = [
        "- [`api`]: the operations; [`types`]: what they take and give",
        "- [`ErrorKind`]: what goes wrong; [`RetryPolicy`](runtime::RetryPolicy): what is sent",
        "  again, and when; the README has both in tables",
    ];
    common
        .map(str::to_owned)
        .into_iter()
        .chain(own.map(|(_, line)| line))
        .collect()
}

/// The rest of it: lines of documentation as attributes.
fn gated_contents(api: &Api) -> String {
    let own = described_modules(api);
    own.filter(|(extension, _)| !extension.features.is_empty())
        .map(|(extension, line)| features::documented(&extension.features, &line))
        .collect()
}

fn described_modules(api: &Api) -> impl Iterator<Item = (&Extension, String)> {
    api.package.extensions.iter().filter_map(|extension| {
        let about = markdown::line(extension.description.as_deref()?);
        Some((extension, format!("- [`{}`]: {about}", extension.name)))
    })
}

/// The API's title in one line.
pub(super) fn heading(api: &Api) -> String {
    let words: Vec<&str> = api.title.split_whitespace().collect();
    let lines = markdown::lines(&words.join(" "));
    // However long, a heading is one line.
    match lines.is_empty() {
        true => api.package.name.clone(),
        false => lines.join(" "),
    }
}

/// What a program that uses the crate has in its `Cargo.toml`.
pub(super) fn manifest_of_program(api: &Api) -> Vec<String> {
    vec![
        "[dependencies]".to_owned(),
        format!("{} = \"{}\"", api.package.name, api.package.version),
        "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }".to_owned(),
    ]
}

/// What rustdoc hides: without the feature of its operation the program does nothing.
fn without_feature(api: &Api) -> Vec<String> {
    let group = first_call(api).map(|(group, _)| group);
    let feature = group.and_then(|group| group.feature.as_ref());
    feature.map_or_else(Vec::new, |feature| {
        let name = literal(&feature.name);
        vec![
            format!("# #[cfg(not(feature = {name}))]"),
            "# fn main() {}".to_owned(),
            format!("# #[cfg(feature = {name})]"),
        ]
    })
}

/// A whole program: a client, and the first operation that needs no arguments. Hidden lines stand before its `main`.
pub(super) fn program(api: &Api, hidden: Vec<String>) -> Vec<String> {
    let library = api.package.name.replace('-', "_");
    let mut uses = vec!["Client".to_owned()];
    let mut build = String::from("let client = Client::builder()");
    if let (Some(name), Some(server)) = (servers_name(api), api.servers.list.first()) {
        uses.push(identifier(name));
        let setter = names::server_setter(name);
        build.push_str(&format!(
            ".{}({name}::{})",
            identifier(&setter),
            identifier(&server.name)
        ));
    }
    for scheme in first_schemes(api) {
        build.push_str(&credential(scheme));
    }
    build.push_str(".build()?;");
    uses.sort_by(|a, b| version_order(a, b));
    let uses = match uses.as_slice() {
        [one] => format!("use {library}::{one};"),
        several => format!("use {library}::{{{}}};", several.join(", ")),
    };
    let mut lines = vec![uses, String::new()];
    lines.extend(hidden);
    lines.extend([
        "#[tokio::main]".to_owned(),
        format!("async fn main() -> Result<(), {library}::Error> {{"),
        format!("    {build}"),
    ]);
    match first_call(api) {
        Some((group, operation)) => {
            lines.push(format!(
                "    let reply = client.{}().{}().send().await?;",
                identifier(&client_method(&group.module)),
                identifier(&operation.name)
            ));
            lines.push("    println!(\"{reply:?}\");".to_owned());
        }
        None => lines.push("    println!(\"{client:?}\");".to_owned()),
    }
    lines.extend(["    Ok(())", "}"].map(str::to_owned));
    lines
}

/// What the first call needs, or else the first way to authenticate.
fn first_schemes(api: &Api) -> Vec<&SecurityScheme> {
    let wanted = first_call(api).and_then(|(_, operation)| operation.security.first());
    let together = wanted.map_or_else(Vec::new, |names| api.schemes_together(names));
    match together.is_empty() {
        true => api.security_schemes.first().into_iter().collect(),
        false => together,
    }
}

fn credential(scheme: &SecurityScheme) -> String {
    let setter = identifier(&names::credential_setter(&scheme.setter));
    match scheme.credential {
        Credential::Basic => format!(".{setter}(\"user\", {})", literal("password")),
        _ => format!(".{setter}(\"...\")"),
    }
}

/// The first operation that is safe to repeat and needs no arguments.
fn first_call(api: &Api) -> Option<(&Group, &Operation)> {
    let all = api.groups.iter().flat_map(|group| {
        group
            .operations
            .iter()
            .map(move |operation| (group, operation))
    });
    all.filter(|(_, operation)| !operation.docs.deprecated)
        .find(|(_, operation)| {
            operation.repeat == Repeat::Safe
                && operation
                    .parameters
                    .iter()
                    .all(|parameter| !parameter.required)
                && operation.body.as_ref().is_none_or(|body| !body.required)
        })
}
