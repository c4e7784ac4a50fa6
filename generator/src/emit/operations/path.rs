//! Path templates as they are sent.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

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
    let mut rest = template.split('#').next().unwrap_or_default();
    let mut sent = String::new();
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        sent.extend(utf8_percent_encode(before, FORBIDDEN));
        sent.push_str(&format!("{{{name}}}"));
        rest = after;
    }
    sent.extend(utf8_percent_encode(rest, FORBIDDEN));
    sent
}
