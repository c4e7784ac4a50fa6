// @generated from the API document. Do not edit: the next run writes this file anew.

//! How values are written in URLs, headers and cookies.
//!
//! The styles are those of OpenAPI 3.0, 4.7.12.3, which are made of RFC 6570's expansions. Where the first 3.0
//! versions and the RFC disagree (`label` of lists), the RFC holds, as 3.0.4 corrects it.

use std::borrow::Cow;

use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode,
};

use super::wire::{List, View, each_member, items, to_json};

/// How a value that has parts is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `blue,black` — paths and headers.
    Simple,
    /// `blue/black` — paths whose template has it that one value may be several segments.
    Segments,
    /// `.blue.black` — paths.
    Label,
    /// `;color=blue;color=black` — paths.
    Matrix,
    /// `color=blue&color=black` — queries, cookies and forms.
    Form,
    /// `color=blue%20black` — queries; elsewhere without the name (Swagger 2.0).
    SpaceDelimited,
    /// `color=blue%7Cblack` — queries; elsewhere without the name (Swagger 2.0).
    PipeDelimited,
    /// `color=blue%09black` — queries; elsewhere without the name (Swagger 2.0).
    TabDelimited,
    /// `color[R]=100&color[G]=200` — queries.
    DeepObject,
    /// `color=blue; color=black`, as it is — cookies (OpenAPI 3.2, 4.12.3).
    Cookie,
    /// JSON, for a parameter with `content` instead of a style.
    Json,
}

/// All but RFC 3986's unreserved characters (section 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The same but slashes.
const ENCODED_IN_SEGMENTS: &AsciiSet = &ENCODED.remove(b'/');

/// The text as segments of a path.
fn encoded_segments(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, ENCODED_IN_SEGMENTS).into()
}

/// The text as part of a URL (RFC 3986, section 2.1): everything but unreserved characters is encoded, so that no
/// value can reach beyond its place.
pub(crate) fn percent_encoded(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, ENCODED).into()
}

/// A parameter as it stands in a path; `None` where there is no value.
pub(crate) fn in_path(name: &str, style: Style, explode: bool, value: View<'_>) -> Option<String> {
    let name = match style {
        Style::Matrix => percent_encoded(name),
        _ => "".into(),
    };
    let escape = match style {
        Style::Segments => encoded_segments,
        _ => percent_encoded,
    };
    expand(&name, style, explode, value, escape, "&")
}

/// What `allowReserved` leaves as it is: RFC 3986's reserved characters (section 2.2) but those that a query can't hold
/// or that have a meaning in forms.
const ENCODED_AMONG_RESERVED: &AsciiSet = &ENCODED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// The text as part of a query, reserved characters and what is percent-encoded already as they are (OpenAPI 3.1,
/// 4.8.12.2; RFC 6570, section 3.2.3).
pub(crate) fn with_reserved(text: &str) -> Cow<'_, str> {
    let mut pieces = text.split('%');
    let first = pieces.next().unwrap_or_default();
    let mut written = Cow::from(utf8_percent_encode(first, ENCODED_AMONG_RESERVED));
    for piece in pieces {
        let is_encoded = matches!(piece.as_bytes(), [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit());
        let written = written.to_mut();
        written.push_str(if is_encoded { "%" } else { "%25" });
        written.extend(utf8_percent_encode(piece, ENCODED_AMONG_RESERVED));
    }
    written
}

/// A parameter as it stands in a query or form, with its name; `None` where there is no value.
pub(crate) fn in_query(name: &str, style: Style, explode: bool, value: View<'_>) -> Option<String> {
    in_query_as(name, style, explode, value, percent_encoded)
}

/// The same with another way to write its characters.
pub(crate) fn in_query_as(
    name: &str,
    style: Style,
    explode: bool,
    value: View<'_>,
    escape: Escape,
) -> Option<String> {
    expand(&percent_encoded(name), style, explode, value, escape, "&").map(|text| {
        if style == Style::Json {
            named(&percent_encoded(name), &text)
        } else {
            text
        }
    })
}

/// The value of a parameter in a query.
pub(crate) fn query_value(query: &str, name: &str) -> Option<String> {
    let decoded = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let query = query.split('#').next()?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(key, _)| decoded(key) == name)?;
    Some(decoded(value))
}

/// A parameter as it stands in a header; `None` where there is no value. Header values aren't percent-encoded.
pub(crate) fn in_header(style: Style, explode: bool, value: View<'_>) -> Option<String> {
    expand("", style, explode, value, as_it_is, ",")
}

/// A parameter as it stands in the `Cookie` header, with its name; `None` where there is no value.
pub(crate) fn in_cookie(
    name: &str,
    style: Style,
    explode: bool,
    value: View<'_>,
) -> Option<String> {
    let escape = match style {
        Style::Cookie => as_cookie,
        _ => percent_encoded,
    };
    expand(name, style, explode, value, escape, "; ").map(|text| {
        if style == Style::Json {
            named(name, &text)
        } else {
            text
        }
    })
}

pub(crate) type Escape = fn(&str) -> Cow<'_, str>;

/// What the value of a cookie can't hold (RFC 6265, section 4.1.1). Percent signs stay: values come as they are to be sent.
const NO_COOKIE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\');

pub(crate) fn as_cookie(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, NO_COOKIE).into()
}

fn as_it_is(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// What there is of a value, each piece escaped.
enum Pieces {
    One(String),
    Many(Vec<String>),
    Pairs(Vec<(String, String)>),
}

fn expand(
    name: &str,
    style: Style,
    explode: bool,
    value: View<'_>,
    escape: Escape,
    between: &str,
) -> Option<String> {
    match style {
        Style::Json => return is_present(value).then(|| escape(&json(value)).into_owned()),
        Style::DeepObject => return deep_object(name, value, escape, between),
        _ => {}
    }
    let repeats = explode && matches!(style, Style::Form | Style::Cookie);
    let pieces = pieces(value, escape, repeats)?;
    Some(match style {
        Style::Label => format!(
            ".{}",
            list(pieces, explode, if explode { "." } else { "," })
        ),
        Style::Matrix => matrix(name, pieces, explode),
        Style::Form | Style::Cookie => form(name, pieces, explode, ",", between),
        Style::SpaceDelimited => delimited(name, pieces, explode, &escape(" "), between),
        Style::PipeDelimited => delimited(name, pieces, explode, &escape("|"), between),
        Style::TabDelimited => delimited(name, pieces, explode, &escape("\t"), between),
        Style::Simple | Style::Segments | Style::DeepObject | Style::Json => {
            list(pieces, explode, ",")
        }
    })
}

/// The pieces one after the other.
fn list(pieces: Pieces, explode: bool, separator: &str) -> String {
    match pieces {
        Pieces::One(text) => text,
        Pieces::Many(items) => items.join(separator),
        Pieces::Pairs(pairs) => joined(pairs, if explode { "=" } else { separator }, separator),
    }
}

fn matrix(name: &str, pieces: Pieces, explode: bool) -> String {
    match pieces {
        Pieces::One(text) if text.is_empty() => format!(";{name}"),
        Pieces::Many(items) if explode => {
            items.iter().map(|item| format!(";{name}={item}")).collect()
        }
        Pieces::Pairs(pairs) if explode => format!(";{}", joined(pairs, "=", ";")),
        other => format!(";{name}={}", list(other, false, ",")),
    }
}

fn form(name: &str, pieces: Pieces, explode: bool, separator: &str, between: &str) -> String {
    match pieces {
        Pieces::Many(items) if explode => {
            let items: Vec<String> = items.iter().map(|item| named(name, item)).collect();
            items.join(between)
        }
        Pieces::Pairs(pairs) if explode => joined(pairs, "=", between),
        other => named(name, &list(other, false, separator)),
    }
}

/// A path or a header has its name elsewhere.
fn delimited(name: &str, pieces: Pieces, explode: bool, separator: &str, between: &str) -> String {
    if name.is_empty() {
        list(pieces, explode, separator)
    } else {
        form(name, pieces, explode, separator, between)
    }
}

fn named(name: &str, value: &str) -> String {
    format!("{name}={value}")
}

fn joined(pairs: Vec<(String, String)>, inner: &str, outer: &str) -> String {
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(key, value)| key + inner + &value)
        .collect();
    pairs.join(outer)
}

/// `None` for no value, an empty list and an empty object, which RFC 6570, section 2.3 treats alike. A member that is a
/// list is a pair for each of its items where keys may repeat; the standard leaves that open, but forms do the same.
fn pieces(value: View<'_>, escape: Escape, repeats: bool) -> Option<Pieces> {
    match value {
        View::List(list) => {
            let pieces = texts(list, escape);
            (!pieces.is_empty()).then_some(Pieces::Many(pieces))
        }
        View::Object(_) | View::Map(_) => {
            let mut pairs = Vec::new();
            each_member(value, &mut |key, view| {
                let texts = match view {
                    View::List(list) if repeats => texts(list, escape),
                    _ if is_present(view) => vec![escaped(text(view), escape)],
                    _ => Vec::new(),
                };
                let key = escape(key);
                pairs.extend(texts.into_iter().map(|text| (key.to_string(), text)));
            });
            (!pairs.is_empty()).then_some(Pieces::Pairs(pairs))
        }
        _ => is_present(value).then(|| Pieces::One(escaped(text(value), escape))),
    }
}

/// The items of a list that are there.
fn texts(list: &dyn List, escape: Escape) -> Vec<String> {
    let present = items(list).filter(|view| is_present(*view));
    present.map(|view| escaped(text(view), escape)).collect()
}

/// `name[key]=value`. What is deeper has further brackets: empty ones for plain items of a list, numbers for objects
/// in a list. The standard leaves both open, and this is what most servers read. The name of a list may have its empty
/// brackets already.
fn deep_object(name: &str, value: View<'_>, escape: Escape, between: &str) -> Option<String> {
    let mut out = Vec::new();
    let name = match value {
        View::List(_) => name.strip_suffix("%5B%5D").unwrap_or(name),
        _ => name,
    };
    deepen(name, value, escape, &mut out);
    (!out.is_empty()).then(|| out.join(between))
}

fn deepen(name: &str, value: View<'_>, escape: Escape, out: &mut Vec<String>) {
    match value {
        View::List(list) => {
            for (index, item) in items(list).enumerate() {
                match item {
                    View::List(_) | View::Object(_) | View::Map(_) => {
                        deepen(&format!("{name}%5B{index}%5D"), item, escape, out);
                    }
                    _ => deepen(&format!("{name}%5B%5D"), item, escape, out),
                }
            }
        }
        View::Object(_) | View::Map(_) => each_member(value, &mut |key, view| {
            let name = format!("{name}%5B{}%5D", percent_encoded(key));
            deepen(&name, view, escape, out);
        }),
        _ if is_present(value) => out.push(named(name, &escaped(text(value), escape))),
        _ => {}
    }
}

/// The text itself where nothing in it has to be escaped.
fn escaped(text: Cow<'_, str>, escape: Escape) -> String {
    match escape(&text) {
        Cow::Owned(escaped) => escaped,
        Cow::Borrowed(_) => text.into_owned(),
    }
}

fn is_present(value: View<'_>) -> bool {
    !matches!(value, View::None | View::Null)
}

/// A value as plain text. What has parts of its own has no plain form and becomes JSON.
pub(crate) fn text(value: View<'_>) -> Cow<'_, str> {
    match value {
        View::Text(text) => Cow::Borrowed(text),
        View::Int(number) => Cow::Owned(number.to_string()),
        View::Display(value) => Cow::Owned(value.to_string()),
        View::Binary(_) => Cow::Owned(json(value).trim_matches('"').to_owned()),
        _ => Cow::Owned(json(value)),
    }
}

fn json(value: View<'_>) -> String {
    String::from_utf8_lossy(&to_json(&value)).into_owned()
}
