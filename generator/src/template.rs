//! Texts with expressions in braces: path templates
//! ([Path Templating](https://spec.openapis.org/oas/v3.0.4.html#path-templating)) and URLs of servers.

/// What stands in the braces of a template, in order. A brace that is not closed holds nothing.
pub(crate) fn expressions(template: &str) -> impl Iterator<Item = &str> {
    let behind_braces = template.split('{').skip(1);
    behind_braces.filter_map(|part| Some(part.split_once('}')?.0))
}
