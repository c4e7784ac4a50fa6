//! Path templates as they are sent.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::template::{Piece, pieces};

/// What can stand neither in a path nor in a query (RFC 3986, sections 3.3 and 3.4).
const FORBIDDEN: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A path template (OpenAPI 3.0, 4.7.8.1) with what a URL can't hold percent-encoded, but for its parameters. A fragment,
/// by which some documents tell operations of one path apart, is never sent.
pub(super) fn sent(template: &str) -> String {
    let path = template.split('#').next().unwrap_or_default();
    let sent = pieces(path).map(|piece| match piece {
        Piece::Text(text) => utf8_percent_encode(text, FORBIDDEN).to_string(),
        Piece::Expression(name) => format!("{{{name}}}"),
    });
    sent.collect()
}
