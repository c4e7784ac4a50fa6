//! Servers ([Server Object](https://spec.openapis.org/oas/v3.0.4.html#server-object)).

use super::node::Node;
use super::typed;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::template::expressions;

/// The servers that an object declares.
pub(super) fn read(parent: &Node<'_>, diagnostics: &mut Diagnostics) -> Vec<openapiv3::Server> {
    let servers = parent.get("servers");
    let servers = servers.iter().flat_map(Node::items);
    servers
        .filter_map(|node| {
            note_undeclared_variables(&node, diagnostics);
            server(&node, diagnostics)
        })
        .collect()
}

fn note_undeclared_variables(server: &Node<'_>, diagnostics: &mut Diagnostics) {
    let Some(url) = server.get("url") else {
        return;
    };
    let variables = server.get("variables");
    for name in expressions(url.value.as_str().unwrap_or_default()) {
        let declared = variables.as_ref().and_then(|known| known.get(name));
        if declared.is_none() {
            let text = format!("the variable `{name}` of this URL is not declared");
            diagnostics.push(
                Diagnostic::warning(codes::UNDECLARED_SERVER_VARIABLE, text)
                    .at(url.place())
                    .help(format!(
                        "declare `{name}` under `variables`, with its `default`"
                    )),
            );
        }
    }
}

fn server(node: &Node<'_>, diagnostics: &mut Diagnostics) -> Option<openapiv3::Server> {
    let mut server: openapiv3::Server = typed(node, &["variables"], diagnostics)?;
    let variables = node.get("variables");
    let variables = variables.iter().flat_map(Node::members);
    let read = variables
        .filter_map(|(name, node)| Some((name.to_owned(), server_variable(&node, diagnostics)?)));
    server.variables = Some(read.collect());
    if let Some(absolute) = with_scheme(&server.url) {
        let text = format!("the URL `{}` has no scheme", server.url);
        diagnostics.push(
            Diagnostic::warning(codes::LOOSE_SPELLING, text)
                .at(node.get("url").as_ref().unwrap_or(node).place())
                .suggest(&absolute)
                .help(format!("write `{absolute}`; it is read as if it were")),
        );
        server.url = absolute;
    }
    Some(server)
}

/// A variable of a server. Without a default the first of its values is taken.
fn server_variable(
    node: &Node<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<openapiv3::ServerVariable> {
    let values = node.get("enum");
    let values = values.iter().flat_map(Node::items);
    let values: Vec<String> = values
        .filter_map(|value| value.value.as_str().map(str::to_owned))
        .collect();
    let Some(first) = values.first().filter(|_| node.get("default").is_none()) else {
        return typed(node, &[], diagnostics);
    };
    let message = "the variable of a server has a `default`";
    diagnostics.push(
        Diagnostic::warning(codes::LOOSE_SPELLING, message)
            .at(node.key_place())
            .help(format!(
                "add it; the first of its values, `{first}`, is taken here"
            )),
    );
    Some(openapiv3::ServerVariable {
        default: first.clone(),
        description: node.text("description").map(str::to_owned),
        enumeration: values,
        extensions: Default::default(),
    })
}

/// The URL that begins with a host, with the scheme that it lacks. What begins otherwise is a path.
fn with_scheme(url: &str) -> Option<String> {
    if let Some(rest) = url.strip_prefix("//") {
        return Some(format!("https://{rest}"));
    }
    let host = url.split(['/', ':', '?', '#']).next().unwrap_or_default();
    let port = url[host.len()..].strip_prefix(':');
    if port.is_some_and(|port| !port.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    if host == "localhost" || host == "127.0.0.1" {
        return Some(format!("http://{url}"));
    }
    let (name, domain) = host.rsplit_once('.')?;
    let is_part = |part: &str| {
        let is_of_host = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !part.is_empty() && part.chars().all(is_of_host)
    };
    let is_host = name.split('.').all(is_part)
        && domain.len() >= 2
        && domain.chars().all(|c| c.is_ascii_alphabetic());
    is_host.then(|| format!("https://{url}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_that_begin_with_a_host_get_a_scheme() {
        let meant = |url| with_scheme(url).unwrap_or_default();
        assert_eq!(meant("api.example.com/v1"), "https://api.example.com/v1");
        assert_eq!(meant("//example.com"), "https://example.com");
        assert_eq!(meant("localhost:8080/api"), "http://localhost:8080/api");
        let paths = [
            "",
            "/",
            "/v1",
            "v1",
            "v1.0/api",
            "./v1",
            "../v1",
            "{url}/v1",
            "{host}.com",
        ];
        for url in paths
            .into_iter()
            .chain(["https://example.com", "mailto:a@b.c"])
        {
            assert_eq!(with_scheme(url), None, "{url}");
        }
    }
}
