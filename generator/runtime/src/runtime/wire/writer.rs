//! Writing JSON (RFC 8259).

use std::fmt::{self, Write as _};

use super::content::NOT_IN_MEMORY;
use super::encode::{Encode, Entries, List, View};
use super::file::File;
use super::object::Object;

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
                self.out.extend(b"null");
            }
        }
    }

    fn view(&mut self, view: View<'_>) {
        match view {
            View::None | View::Null => self.out.extend(b"null"),
            View::Bool(true) => self.out.extend(b"true"),
            View::Bool(false) => self.out.extend(b"false"),
            View::Int(number) => self.verbatim(format_args!("{number}")),
            View::Uint(number) => self.verbatim(format_args!("{number}")),
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
        for index in 0..list.len() {
            if index > 0 {
                self.out.push(b',');
            }
            self.view(list.item(index).view());
        }
        self.out.push(b']');
    }

    fn object(&mut self, object: &dyn Object) {
        self.out.push(b'{');
        let mut first = true;
        for (index, member) in object.shape().members.iter().enumerate() {
            let view = object.member(index).view();
            if member.required || !matches!(view, View::None) {
                self.entry(&mut first, member.key, view);
            }
        }
        if let Some(extra) = object.extra() {
            self.entries(&mut first, extra);
        }
        self.out.push(b'}');
    }

    fn map(&mut self, entries: &dyn Entries) {
        self.out.push(b'{');
        self.entries(&mut true, entries);
        self.out.push(b'}');
    }

    fn entries(&mut self, first: &mut bool, entries: &dyn Entries) {
        entries.each(&mut |key, value| self.entry(first, key, value.view()));
    }

    fn entry(&mut self, first: &mut bool, key: &str, value: View<'_>) {
        if !*first {
            self.out.push(b',');
        }
        *first = false;
        self.string(key);
        self.out.push(b':');
        self.view(value);
    }

    /// JSON has no infinities and no NaN: they become `null`, as in JavaScript. Whole numbers go without `.0` as far
    /// as each of them has a value of its own.
    fn float(&mut self, number: f64) {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if !number.is_finite() {
            self.out.extend(b"null");
        } else if number.fract() == 0.0 && number.abs() < EXACT {
            self.verbatim(format_args!("{number}"));
        } else {
            self.verbatim(format_args!("{number:?}"));
        }
    }

    fn verbatim(&mut self, text: fmt::Arguments<'_>) {
        use std::io::Write as _;
        // Writing to a `Vec` can't fail.
        let _ = self.out.write_fmt(text);
    }

    fn string(&mut self, text: &str) {
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

/// Escapes what is formatted into it.
struct Escaped<'a>(&'a mut Vec<u8>);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(text, self.0);
        Ok(())
    }
}

/// Escapes what must be (RFC 8259, section 7) and nothing else.
fn escape(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let Some(length) = rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))
    {
        out.extend(&rest[..length]);
        match rest[length] {
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b'\t' => out.extend(b"\\t"),
            byte @ (b'"' | b'\\') => out.extend([b'\\', byte]),
            byte => out.extend(format!("\\u{byte:04x}").into_bytes()),
        }
        rest = &rest[length + 1..];
    }
    out.extend(rest);
}
