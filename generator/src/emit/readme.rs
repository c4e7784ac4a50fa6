//! `README.md`: what the crate is and how to begin.

use std::collections::BTreeSet;

use super::client::{servers_name, what_is_sent};
use super::crate_root::{heading, manifest_of_program, program};
use super::names::{client_method, credential_setter, server_setter};
use super::runtime::FEATURES;
use super::{dependencies, failures, markdown};
use crate::api::{Api, Group, GroupFeature, SecurityScheme};

/// The file's text.
pub(super) fn file(api: &Api) -> String {
    let sections = [
        Some(introduction(api)),
        Some(first_program(api)),
        authentication(api),
        servers(api),
        operations(api),
        modules(api),
        Some(failures::section(api)),
        Some(features(api)),
        Some(dependencies::section(api)),
    ];
    sections
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

fn introduction(api: &Api) -> String {
    let about = markdown::lines(&api.package.description).join("\n");
    format!(
        "# {}\n\n{about}\n\nA client of {}, version {} of the API. This crate is generated from the API document; \
         `.generated` lists the files that the generator owns.\n",
        api.package.name,
        heading(api),
        api.version
    )
}

fn first_program(api: &Api) -> String {
    format!(
        "## A first program\n\n```toml\n{}\n```\n\n```rust\n{}\n```\n",
        manifest_of_program(api).join("\n"),
        program(api, Vec::new()).join("\n")
    )
}

fn authentication(api: &Api) -> Option<String> {
    if api.groups.is_empty() {
        return None;
    }
    if api.security_schemes.is_empty() {
        return Some(
            "## Authentication\n\nThe document says nothing of it. What a server wants to see in a header, such as \
             `Authorization`, `ClientBuilder::header` sends with every request.\n"
                .to_owned(),
        );
    }
    let setter = |scheme: &SecurityScheme| {
        let setter = credential_setter(&scheme.setter);
        format!("`ClientBuilder::{setter}`")
    };
    let row = |scheme: &SecurityScheme| {
        let sent = what_is_sent(&scheme.credential);
        format!("- {}: {sent}\n", setter(scheme))
    };
    let rows: String = api.security_schemes.iter().map(row).collect();
    let together: Vec<String> = schemes_together(api)
        .into_iter()
        .map(|schemes| {
            let setters: Vec<String> = schemes.into_iter().map(setter).collect();
            format!("- {}\n", setters.join(", "))
        })
        .collect();
    let together = match together.is_empty() {
        true => String::new(),
        false => format!("\nThese belong together:\n\n{}", together.concat()),
    };
    Some(format!("## Authentication\n\n{rows}{together}"))
}

/// The schemes that operations ask for together, each combination once.
fn schemes_together(api: &Api) -> Vec<Vec<&SecurityScheme>> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let alternatives = operations.flat_map(|operation| &operation.security);
    let distinct: BTreeSet<&Vec<String>> = alternatives.collect();
    let schemes = distinct
        .into_iter()
        .map(|names| api.schemes_together(names));
    schemes.filter(|schemes| schemes.len() > 1).collect()
}

fn servers(api: &Api) -> Option<String> {
    let name = servers_name(api)?;
    let setter = server_setter(name);
    let rows: String = api
        .servers
        .list
        .iter()
        .map(|server| format!("| `{name}::{}` | `{}` |\n", server.name, server.url))
        .collect();
    Some(format!(
        "## Servers\n\n`ClientBuilder::{setter}` picks one, `ClientBuilder::base_url` takes any other.\n\n\
         | Server | URL |\n|---|---|\n{rows}"
    ))
}

/// A row an operation, so that an operation that comes or goes is a line of the diff.
fn operations(api: &Api) -> Option<String> {
    let rows: String = api.groups.iter().flat_map(rows).collect();
    (!rows.is_empty())
        .then(|| format!("## Operations\n\n| Call | What it does |\n|---|---|\n{rows}"))
}

fn rows(group: &Group) -> impl Iterator<Item = String> {
    let handle = client_method(&group.module);
    group.operations.iter().map(move |operation| {
        let about = operation.docs.summary.as_deref().unwrap_or_default();
        let about = markdown::cell(about);
        let about = if about.is_empty() {
            markdown::code(&format!("{} {}", operation.method.as_str(), operation.path))
        } else {
            about
        };
        format!("| `client.{handle}().{}` | {about} |\n", operation.name)
    })
}

/// Hand-written modules that say what they are for.
fn modules(api: &Api) -> Option<String> {
    let described = api.package.extensions.iter().filter_map(|extension| {
        let about = markdown::cell(extension.description.as_deref()?);
        Some(format!("| `{}` | {about} |\n", extension.name))
    });
    let rows: String = described.collect();
    (!rows.is_empty())
        .then(|| format!("## Modules\n\n| Module | What it is for |\n|---|---|\n{rows}"))
}

fn features(api: &Api) -> String {
    let common = FEATURES.iter().map(|feature| (feature.name, feature.about));
    let own = api
        .package
        .features
        .iter()
        .map(|(name, feature)| (name.as_str(), feature.description.as_str()));
    let described = common
        .chain(own)
        .map(|(name, about)| format!("| `{name}` | {about} |\n"));
    let of_operations = api.groups.iter().filter_map(|group| {
        let name = &group.feature.as_ref()?.name;
        let handle = client_method(&group.module);
        Some(format!("| `{name}` | `client.{handle}()` |\n"))
    });
    let rows: String = described.chain(of_operations.clone()).collect();
    let by_default = match of_operations.count() {
        0 => "`serde` and `rustls` are on by default.".to_owned(),
        _ => format!(
            "`serde`, `rustls` and `{}` are on by default. Without that, a crate has the operations of the features \
             that are asked for, and compiles the faster.",
            GroupFeature::ALL
        ),
    };
    format!("## Features\n\n{by_default}\n\n| Feature | What it adds |\n|---|---|\n{rows}")
}
