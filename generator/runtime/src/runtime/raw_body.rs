//! Bodies that are text or bytes as they stand.

use std::borrow::Cow;

use super::call::Call;
use super::operation::Operation;
use super::parameters::text;
use super::wire::{Encode, View};

#[allow(dead_code, reason = "not every API has such bodies")]
impl<O: Operation> Call<'_, O> {
    /// Sends a text.
    pub(crate) fn text_body(mut self, media_type: &'static str, body: &str) -> Self {
        self.request.body(media_type, body.to_owned());
        self
    }

    /// Sends bytes: a file's content, or a value's text. A file that knows its own media type keeps it where the
    /// operation takes any (`*/*` and the like), or names none but that of bytes.
    pub(crate) fn bytes_body(mut self, media_type: &'static str, body: &dyn Encode) -> Self {
        let view = body.view();
        let (own_media_type, content) = match view {
            View::Binary(file) => (file.media_type.clone(), file.content.clone()),
            _ => (None, text(view).into_owned().into()),
        };
        /// What nothing more is known of (RFC 2046, section 4.5.1).
        const BYTES: &str = "application/octet-stream";
        let media_type = match own_media_type {
            Some(own) if media_type.contains('*') || media_type == BYTES => own.into(),
            _ if media_type.contains('*') => BYTES.into(),
            _ => Cow::Borrowed(media_type),
        };
        self.request.body(media_type, content);
        self
    }
}
