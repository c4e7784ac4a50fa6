//! Texts with expressions in braces: path templates
//! ([Path Templating](https://spec.openapis.org/oas/v3.0.4.html#path-templating)) and URLs of servers.

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// What stands there as it is.
    Text(&'t str),
    /// What stands in braces.
    Expression(&'t str),
}

/// A template piece by piece. A brace that is not closed holds nothing: it is text.
pub(crate) fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    use Piece::{Expression, Text};
    let parts = template.split('{').enumerate();
    parts.flat_map(|(braces, part)| match part.split_once('}') {
        _ if braces == 0 => [Text(part), Text("")],
        Some((expression, after)) => [Expression(expression), Text(after)],
        None => [Text("{"), Text(part)],
    })
}

/// What stands in the braces of a template, in order.
pub(crate) fn expressions(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).filter_map(|piece| match piece {
        Piece::Expression(expression) => Some(expression),
        Piece::Text(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_whole_braces_is_text() {
        let read = |template: &str| -> String {
            let pieces = pieces(template).map(|piece| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Expression(expression) => format!("<{expression}>"),
            });
            pieces.collect()
        };
        assert_eq!(read("/a/{b}.{c}/d"), "/a/<b>.<c>/d");
        assert_eq!(read("{}{a"), "<>{a");
        assert_eq!(read("a}{b{c}"), "a}{b<c>");
        assert_eq!(read(""), "");
    }
}
