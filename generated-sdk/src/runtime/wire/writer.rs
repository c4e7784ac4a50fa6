// @generated from the API document. Do not edit: the next run writes this file anew.

//! Writing JSON (RFC 8259).

use std::fmt::{self, Write as _};

use serde_json::to_writer;

use super::content::NOT_IN_MEMORY;
use super::encode::{Encode, Entries, List, View, items};
use super::file::File;
use super::object::{Object, VisitMembers, is_written};
use super::strings::{escape, extend};

/// Writes a value as JSON.
#[must_use]
pub fn to_json(value: &dyn Encode) -> Vec<u8> {
    Json::of(value).out
}

/// Writes a value as JSON, if all of it is in memory.
///
/// # Errors
/// What the reason is when it is not.
pub(crate) fn to_json_body(value: &dyn Encode) -> Result<Vec<u8>, &'static str> {
    let json = Json::of(value);
    if json.lacks_content {
        return Err(NOT_IN_MEMORY);
    }
    Ok(json.out)
}

struct Json {
    out: Vec<u8>,
    /// Some of it is not in memory, and `null` stands for it.
    lacks_content: bool,
}

impl Json {
    fn of(value: &dyn Encode) -> Self {
        let mut json = Self {
            out: Vec::with_capacity(128),
            lacks_content: false,
        };
        json.view(value.view());
        json
    }

    fn file(&mut self, file: &File) {
        match file.content.bytes() {
            Some(bytes) => self.display(&super::base64::display(bytes)),
            None => {
                self.lacks_content = true;
                self.out.extend_from_slice(b"null");
            }
        }
    }

    /// Most values are texts: they are written in place, all others by a call.
    #[inline]
    fn view(&mut self, view: View<'_>) {
        match view {
            View::Text(text) => self.string(text),
            view => self.other(view),
        }
    }

    fn other(&mut self, view: View<'_>) {
        match view {
            View::None | View::Null => self.out.extend_from_slice(b"null"),
            View::Bool(true) => self.out.extend_from_slice(b"true"),
            View::Bool(false) => self.out.extend_from_slice(b"false"),
            View::Int(number) => ignore(to_writer(&mut self.out, &number)),
            View::Uint(number) => ignore(to_writer(&mut self.out, &number)),
            View::Float(number) => self.float(number),
            View::Text(text) => self.string(text),
            View::Display(text) => self.display(text),
            View::Binary(file) => self.file(file),
            View::List(list) => self.list(list),
            View::Object(object) => self.object(object),
            View::Map(entries) => self.map(entries),
        }
    }

    fn list(&mut self, list: &dyn List) {
        self.out.push(b'[');
        for item in items(list) {
            self.view(item);
            self.out.push(b',');
        }
        self.close(b']');
    }

    fn object(&mut self, object: &dyn Object) {
        self.out.push(b'{');
        let shape = object.shape();
        object.members(VisitMembers::by(&mut |members, extra| {
            let keys = shape.quoted.iter().zip(shape.required);
            for ((quoted, required), value) in keys.zip(members) {
                let view = value.view();
                if !is_written(*required, view) {
                    continue;
                }
                extend(&mut self.out, quoted.as_bytes());
                self.view(view);
                self.out.push(b',');
            }
            if let Some(extra) = extra {
                self.entries(extra);
            }
        }));
        self.close(b'}');
    }

    fn map(&mut self, entries: &dyn Entries) {
        self.out.push(b'{');
        self.entries(entries);
        self.close(b'}');
    }

    /// Entries, each with a comma behind it.
    fn entries(&mut self, entries: &dyn Entries) {
        entries.each(&mut |key, value| {
            self.key(key);
            self.view(value);
            self.out.push(b',');
        });
    }

    fn key(&mut self, key: &str) {
        self.string(key);
        self.out.push(b':');
    }

    /// Closes an array or object: the bracket takes the place of the comma behind the last item, if there is one.
    #[inline]
    fn close(&mut self, bracket: u8) {
        match self.out.last_mut() {
            Some(last @ b',') => *last = bracket,
            _ => self.out.push(bracket),
        }
    }

    /// JSON has no infinities and no NaN: they become `null`, as in JavaScript. Whole numbers go without `.0` as far
    /// as each of them has a value of its own.
    fn float(&mut self, number: f64) {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let is_negative_zero = number == 0.0 && number.is_sign_negative();
        let whole = number as i64;
        if whole as f64 == number && number.abs() < EXACT && !is_negative_zero {
            ignore(to_writer(&mut self.out, &whole));
        } else {
            ignore(to_writer(&mut self.out, &number));
        }
    }

    fn string(&mut self, text: &str) {
        self.out.reserve(text.len() + 2);
        self.out.push(b'"');
        escape(text, &mut self.out);
        self.out.push(b'"');
    }

    fn display(&mut self, text: &dyn fmt::Display) {
        self.out.push(b'"');
        let _ = write!(Escaped(&mut self.out), "{text}");
        self.out.push(b'"');
    }
}

/// Writing a number to a `Vec` can't fail. serde_json's way is several times as quick as the standard library's.
fn ignore(_: serde_json::Result<()>) {}

/// Escapes what is formatted into it.
struct Escaped<'a>(&'a mut Vec<u8>);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(text, self.0);
        Ok(())
    }
}
