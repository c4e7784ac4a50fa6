// @generated from the API document. Do not edit: the next run writes this file anew.

//! Where a request has the cursor of the page that it asks for.

use std::ops::Range;

use bytes::Bytes;

use super::parameters::Style;
use super::request::Request;
use super::wire::{DecodeError, Encode, Reader, to_json};

/// Where a request has the cursor of the page that it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// A parameter of the query.
    Query(&'static str),
    /// A header.
    Header(&'static str),
    /// A text that is a member of the body, which is a JSON object.
    Text(&'static str),
    /// A number that is such a member.
    Number(&'static str),
}

impl Cursor {
    pub(crate) fn name(self) -> &'static str {
        let (Self::Query(name) | Self::Header(name) | Self::Text(name) | Self::Number(name)) = self;
        name
    }

    /// The cursor that a request has, if it is one plain value.
    pub(crate) fn of(self, request: &Request) -> Option<String> {
        let of_member = |name| {
            let json = request.json_object()?;
            let place = member(&json, name).ok()??;
            let mut value = Reader::new(&json[place]).ok()?;
            Some(match self {
                Self::Number(_) => value.number().ok()?.to_owned(),
                _ => value.string().ok()?.to_owned(),
            })
        };
        match self {
            Self::Query(name) => request.query_text(name),
            Self::Header(name) => request.header_text(name),
            Self::Text(name) | Self::Number(name) => of_member(name),
        }
    }

    /// Has a request ask for the page at a cursor.
    pub(crate) fn set(self, request: &mut Request, cursor: &str) {
        match self {
            Self::Query(name) => request.query(name, Style::Form, true, &cursor),
            Self::Header(name) => request.header(name, Style::Simple, false, &cursor),
            Self::Text(name) => set_member(request, name, &cursor),
            Self::Number(name) => match cursor.parse::<i64>() {
                Ok(number) => set_member(request, name, &number),
                Err(_) => request.refuse(format!("the cursor for `{name}` is no number")),
            },
        }
    }
}

fn set_member(request: &mut Request, name: &str, value: &dyn Encode) {
    let json = request.json_object();
    let json = json.unwrap_or_else(|| Bytes::from_static(b"{}"));
    match with_member(&json, name, &to_json(value)) {
        Ok(json) => request.set_json_object(json),
        Err(_) => request.refuse(format!("the body is no object that could have `{name}`")),
    }
}

/// The object with another value of a member, or with one more member.
fn with_member(json: &[u8], name: &str, value: &[u8]) -> Result<Vec<u8>, DecodeError> {
    if let Some(Range { start, end }) = member(json, name)? {
        return Ok([&json[..start], value, &json[end..]].concat());
    }
    let (key, rest) = (to_json(&name), &json[1..]);
    let comma: &[u8] = match rest.trim_ascii_start() {
        b"}" => b"",
        _ => b",",
    };
    Ok([b"{", key.as_slice(), b":", value, comma, rest].concat())
}

/// Where the value of a member stands.
fn member(json: &[u8], name: &str) -> Result<Option<Range<usize>>, DecodeError> {
    let mut reader = Reader::new(json)?;
    let mut started = false;
    reader.open(b'{')?;
    while reader.another(&mut started, b'}')? {
        let is_wanted = reader.key()? == name;
        let start = reader.offset();
        reader.skip()?;
        if is_wanted {
            return Ok(Some(start..reader.offset()));
        }
    }
    Ok(None)
}
