//! Servers ([Server Object](https://spec.openapis.org/oas/v3.0.4.html#server-object)).

use super::names::{self, Claim, Marking};
use crate::api::{Server, ServerTemplate, ServerVariable, Servers};
use crate::config::ConfigFile;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

/// The servers of the document with their names.
pub(super) fn servers(
    list: &[openapiv3::Server],
    config: &ConfigFile,
    diagnostics: &mut Diagnostics,
) -> Servers {
    let settings = &config.values.servers;
    let urls: Vec<String> = list.iter().map(url).collect();
    for (known, name) in &settings.names {
        if !urls.iter().any(|url| same_url(url, known)) {
            diagnostics.push(
                Diagnostic::warning(
                    codes::UNMATCHED_SERVER,
                    format!("the document has no server `{known}`"),
                )
                .at(config.place(name))
                .did_you_mean(
                    known,
                    urls.iter().map(String::as_str),
                    "write a URL as it stands under `servers`",
                ),
            );
        }
    }
    let wanted: Vec<String> = list
        .iter()
        .zip(&urls)
        .map(|(server, url)| {
            let chosen = settings
                .names
                .iter()
                .find(|(known, _)| same_url(url, known));
            match (chosen, server.description.as_deref()) {
                (Some((_, name)), _) => name.get_ref().clone(),
                (None, Some(description)) if description.split_whitespace().count() <= 3 => {
                    description.to_owned()
                }
                (None, _) => host(url).to_owned(),
            }
        })
        .collect();
    let claims: Vec<Claim<'_>> = wanted.into_iter().map(Claim::variant).collect();
    let (names, _) = names::distinct(&claims, &[], Marking::Other);
    let named = list.iter().zip(urls).zip(names);
    let servers = named
        .map(|((server, url), name)| Server {
            template: template(server, &name),
            name,
            url,
            description: server.description.clone(),
        })
        .collect();
    Servers {
        type_name: names::pascal(settings.type_name.as_deref().unwrap_or("Server")),
        list: servers,
    }
}

/// What a caller may put into the URL; `None` where there is nothing.
fn template(server: &openapiv3::Server, name: &str) -> Option<ServerTemplate> {
    let mut found: Vec<(usize, &str, &openapiv3::ServerVariable)> = server
        .variables
        .iter()
        .flatten()
        .filter_map(|(name, variable)| {
            let at = server.url.find(&format!("{{{name}}}"))?;
            Some((at, name.as_str(), variable))
        })
        .collect();
    if found.is_empty() {
        return None;
    }
    found.sort_by_key(|(at, _, _)| *at);
    let claim = |name| Claim::new(name, names::argument_name(name));
    let claims: Vec<Claim<'_>> = found.iter().map(|(_, name, _)| claim(*name)).collect();
    let (arguments, _) = names::distinct(&claims, &[], Marking::Snake);
    let mut url = server.url.trim_end_matches('/').to_owned();
    let mut variables = Vec::new();
    for ((_, wire_name, variable), name) in found.into_iter().zip(arguments) {
        url = url.replace(&format!("{{{wire_name}}}"), &format!("{{{name}}}"));
        variables.push(ServerVariable {
            name,
            default: variable.default.clone(),
            values: variable.enumeration.clone(),
            description: variable.description.clone(),
        });
    }
    let function = names::snake_name(&format!("{name} with"));
    let is_whole = url.matches('{').count() == variables.len();
    is_whole.then_some(ServerTemplate {
        function,
        url,
        variables,
    })
}

/// The URL with its variables replaced by their defaults, without a slash at the end but for `/` itself.
pub(super) fn url(server: &openapiv3::Server) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    match url.trim_end_matches('/') {
        "" => "/".to_owned(),
        trimmed => trimmed.to_owned(),
    }
}

fn same_url(url: &str, other: &str) -> bool {
    url.trim_end_matches('/') == other.trim_end_matches('/')
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or(rest);
    if host.is_empty() { "default" } else { host }
}
