//! Servers ([Server Object](https://spec.openapis.org/oas/v3.0.4.html#server-object)).

use std::collections::BTreeMap;

use toml::Spanned;

use super::chosen_names;
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
        if !list.iter().any(|server| is_of(server, known)) {
            diagnostics.push(
                Diagnostic::warning(
                    codes::UNMATCHED_SERVER,
                    format!("the document has no server `{known}`"),
                )
                .at(config.place(name))
                .did_you_mean(
                    known,
                    list.iter().map(|server| server.url.as_str()),
                    "write a URL as it stands under `servers`",
                ),
            );
        }
    }
    let wanted = wanted_names(list, &urls, &settings.names);
    let claim = |text: &String| Claim::new(text.clone(), names::variant_name(text));
    let claims: Vec<Claim<'_>> = wanted.iter().map(claim).collect();
    let (names, _) = names::distinct(&claims, &[], Marking::Other);
    for (server, name) in list.iter().zip(&names) {
        if let Some(chosen) = chosen_name(server, &settings.names) {
            let place = config.place(chosen);
            chosen_names::report(chosen.get_ref(), name, place, diagnostics);
        }
    }
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
        type_name: type_name(config, diagnostics),
        list: servers,
    }
}

/// The name of the enumeration.
fn type_name(config: &ConfigFile, diagnostics: &mut Diagnostics) -> String {
    let Some(chosen) = &config.values.servers.type_name else {
        return "Server".to_owned();
    };
    let name = names::servers_name(chosen.get_ref());
    chosen_names::report(chosen.get_ref(), &name, config.place(chosen), diagnostics);
    name
}

/// The name that `sdk.toml` has for a server.
fn chosen_name<'c>(
    server: &openapiv3::Server,
    chosen: &'c BTreeMap<String, Spanned<String>>,
) -> Option<&'c Spanned<String>> {
    let mut known = chosen.iter();
    let (_, name) = known.find(|(known, _)| is_of(server, known))?;
    Some(name)
}

/// What the servers are called: by the configuration, else by a short description, else by the host. The first of several
/// that would be called alike keeps the name, the others are called by more of their URLs.
fn wanted_names(
    list: &[openapiv3::Server],
    urls: &[String],
    chosen: &BTreeMap<String, Spanned<String>>,
) -> Vec<String> {
    let is_short = |description: &&str| (1..=3).contains(&description.split_whitespace().count());
    let forms = list
        .iter()
        .zip(urls)
        .map(|(server, url)| match chosen_name(server, chosen) {
            Some(name) => vec![name.get_ref().clone()],
            None => {
                let description = server.description.as_deref().filter(is_short);
                let short = description.unwrap_or_else(|| host(url)).to_owned();
                vec![short, host_and_path(url), in_words(url)]
            }
        });
    let forms: Vec<Vec<String>> = forms.collect();
    let variants = forms.iter().map(|forms| {
        let names = forms.iter().map(|form| names::variant_name(form));
        names.collect()
    });
    let variants: Vec<Vec<String>> = variants.collect();
    let mut places = vec![0; forms.len()];
    loop {
        let name = |index: usize| &variants[index][places[index]];
        let gives_way = |index: &usize| {
            let is_before = |other: &usize| other < index || forms[*other].len() == 1;
            let mut others = (0..forms.len()).filter(|other| other != index);
            let has_more = places[*index] + 1 < forms[*index].len();
            has_more && others.any(|other| is_before(&other) && name(other) == name(*index))
        };
        match (0..forms.len()).find(gives_way) {
            Some(index) => places[index] += 1,
            None => break,
        }
    }
    let names = forms.into_iter().zip(places);
    names
        .map(|(mut forms, place)| forms.swap_remove(place))
        .collect()
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

/// The server of an operation, unless it is the one that all operations have: that is the client's, and may be another one
/// than the document says.
pub(super) fn of_its_own(
    list: &[openapiv3::Server],
    of_all: &[openapiv3::Server],
) -> Option<String> {
    let own = list.first().map(url)?;
    let is_that_of_all = of_all.first().is_some_and(|server| url(server) == own);
    (!is_that_of_all).then_some(own)
}

/// The URL with its variables replaced by their defaults, without a slash at the end but for `/` itself.
fn url(server: &openapiv3::Server) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    match url.trim_end_matches('/') {
        "" => "/".to_owned(),
        trimmed => trimmed.to_owned(),
    }
}

/// Whether a URL is that of a server, as it stands in the document or with the defaults of its variables.
fn is_of(server: &openapiv3::Server, known: &str) -> bool {
    let urls = [server.url.as_str(), &url(server)];
    let mut urls = urls.iter().map(|url| url.trim_end_matches('/'));
    urls.any(|url| url == known.trim_end_matches('/'))
}

fn host(url: &str) -> &str {
    let rest = behind_scheme(url);
    let host = rest.split('/').next().unwrap_or(rest);
    if host.is_empty() { "default" } else { host }
}

fn host_and_path(url: &str) -> String {
    match behind_scheme(url).trim_matches('/') {
        "" => "default".to_owned(),
        rest => rest.replace('/', " "),
    }
}

fn in_words(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, _)) => format!("{scheme} {}", host_and_path(url)),
        None => host_and_path(url),
    }
}

fn behind_scheme(url: &str) -> &str {
    let absolute = url.split_once("://").map(|(_, rest)| rest);
    let rest = absolute.or_else(|| url.strip_prefix("//"));
    rest.unwrap_or(url)
}
