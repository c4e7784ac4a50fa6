// @generated from the API document. Do not edit: the next run writes this file anew.

//! Binary content (`format: binary`).

use std::path::Path;

use bytes::Bytes;

use super::base64;
use super::decode::Decode;
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::reader::Reader;

/// Bytes to be sent, with what is said of them in a multipart body (RFC 7578).
///
/// It is made from bytes or text by `into()`:
/// `File::from("a,b\n1,2").with_file_name("table.csv").with_media_type("text/csv")`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct File {
    /// The bytes.
    pub content: Bytes,
    /// The name that the part of the body has.
    pub file_name: Option<String>,
    /// The media type of the part; `application/octet-stream` where none is given.
    pub media_type: Option<String>,
}

impl File {
    /// A file of these bytes, without a name and media type.
    #[must_use]
    pub fn new(content: impl Into<Bytes>) -> Self {
        Self {
            content: content.into(),
            file_name: None,
            media_type: None,
        }
    }

    /// Sets the name.
    #[must_use]
    pub fn with_file_name(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    /// Sets the media type.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Reads a file of the disk into memory. Its name is that of the path.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn open(path: impl AsRef<Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let file_name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Ok(Self {
            content: std::fs::read(path)?.into(),
            file_name,
            media_type: None,
        })
    }
}

impl<T: Into<Bytes>> From<T> for File {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

impl Encode for File {
    fn view(&self) -> View<'_> {
        View::Binary(self)
    }
}

/// In JSON, bytes are Base64.
impl Decode for File {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self = Self::new(base64::read(reader)?);
        Ok(())
    }

    fn reset(&mut self) {
        *self = Self::default();
    }
}
