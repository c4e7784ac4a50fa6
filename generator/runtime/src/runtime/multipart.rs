//! Bodies of `multipart/form-data` (RFC 7578).

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};

use super::call::Call;
use super::operation::Operation;
use super::parameters::{Style, in_header, text};
use super::reply::is_json;
use super::request_body::RequestBody;
use super::wire::{Content, Encode, File, View, each_member, items, to_json_body};

impl<O: Operation> Call<'_, O> {
    /// Says which media type a part of the body that follows has (OpenAPI 3.0, 4.7.15).
    #[allow(dead_code, reason = "an API may have this only in part")]
    pub(crate) fn part_type(mut self, name: &'static str, media_type: &'static str) -> Self {
        self.request.part_types.push((name, media_type));
        self
    }

    /// Sends each member of an object as a part (OpenAPI 3.0, 4.7.14.4): files with their name and media type, objects
    /// as JSON, lists as several parts of one name unless they have a style of their own, everything else as text.
    #[allow(dead_code, reason = "an API may have this only in part")]
    pub(crate) fn multipart_body(mut self, body: &dyn Encode) -> Self {
        let boundary = boundary();
        let (types, styles) = (&self.request.part_types, &self.request.member_styles);
        match encode(body, types, styles, &boundary) {
            Ok(content) => self
                .request
                .body(format!("multipart/form-data; boundary={boundary}"), content),
            Err(problem) => self.request.refuse(problem.to_owned()),
        }
        self
    }
}

/// A line that no one can foresee, so that no content can hold it on purpose.
fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

fn encode(
    body: &dyn Encode,
    media_types: &[(&'static str, &'static str)],
    styles: &[(&'static str, Style, bool)],
    boundary: &str,
) -> Result<RequestBody, &'static str> {
    let mut parts = Parts {
        boundary,
        media_types,
        styles,
        out: Vec::new(),
        body: RequestBody::default(),
    };
    let mut outcome = Ok(());
    each_member(body.view(), &mut |name, view| {
        if outcome.is_ok() {
            outcome = parts.member(name, view);
        }
    });
    outcome.map(|()| parts.finish())
}

struct Parts<'b> {
    boundary: &'b str,
    /// The media types that the API asks for, by the name of the part.
    media_types: &'b [(&'static str, &'static str)],
    /// How lists are written that are one part, by the name of the part.
    styles: &'b [(&'static str, Style, bool)],
    /// What was written since the last stream.
    out: Vec<u8>,
    body: RequestBody,
}

impl Parts<'_> {
    fn member(&mut self, name: &str, view: View<'_>) -> Result<(), &'static str> {
        let style = self.styles.iter().find(|(known, _, _)| *known == name);
        match (view, style) {
            (View::List(_), Some((_, style, explode))) => {
                if let Some(text) = in_header(*style, *explode, view) {
                    self.write(name, None, None, text);
                }
                Ok(())
            }
            (View::List(list), None) => items(list).try_for_each(|item| self.part(name, item)),
            _ => self.part(name, view),
        }
    }

    fn part(&mut self, name: &str, view: View<'_>) -> Result<(), &'static str> {
        let asked = self.media_types.iter().find(|(known, _)| *known == name);
        let asked = asked.map(|(_, media_type)| *media_type);
        match view {
            View::None | View::Null => {}
            View::Binary(file) => self.file(name, file, asked),
            View::List(_) | View::Object(_) | View::Map(_) => {
                let media_type = asked.or(Some("application/json"));
                self.write(name, None, media_type, to_json_body(&view)?);
            }
            _ if asked.is_some_and(is_json) => {
                self.write(name, None, asked, to_json_body(&view)?);
            }
            _ => self.write(name, None, asked, text(view).into_owned()),
        }
        Ok(())
    }

    /// Without a file name, servers take a part for a plain field; the member's own name is better than none.
    fn file(&mut self, name: &str, file: &File, asked: Option<&str>) {
        let file_name = file.file_name.as_deref().unwrap_or(name);
        let media_type = file
            .media_type
            .as_deref()
            .or(asked)
            .unwrap_or("application/octet-stream");
        let content = file.content.clone();
        self.write(name, Some(file_name), Some(media_type), content);
    }

    fn write(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        media_type: Option<&str>,
        content: impl Into<Content>,
    ) {
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            quoted(name)
        );
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        if let Some(media_type) = media_type {
            let media_type: String = media_type.chars().filter(|c| !c.is_control()).collect();
            head.push_str(&format!("\r\nContent-Type: {media_type}"));
        }
        self.out.extend_from_slice(head.as_bytes());
        self.out.extend_from_slice(b"\r\n\r\n");
        match content.into() {
            Content::Bytes(bytes) => self.out.extend_from_slice(&bytes),
            stream => {
                let before = Content::from(std::mem::take(&mut self.out));
                self.body.extend([before, stream]);
            }
        }
        self.out.extend_from_slice(b"\r\n");
    }

    fn finish(mut self) -> RequestBody {
        self.out
            .extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        self.body.extend([Content::from(self.out)]);
        self.body
    }
}

/// A name as browsers write it between quotes: what would end the quotes or the line is percent-encoded.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
