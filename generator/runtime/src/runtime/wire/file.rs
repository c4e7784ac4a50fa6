//! Binary content (`format: binary`).

use std::path::Path;

use bytes::Bytes;

use super::base64;
use super::content::{Content, Source};
use super::decode::{Decode, Fit};
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::reader::Reader;

/// Bytes to be sent, with what is said of them in a multipart body (RFC 7578).
///
/// It is made from bytes or text by `into()`:
/// `File::from("a,b\n1,2").with_file_name("table.csv").with_media_type("text/csv")`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct File {
    /// The bytes, or where they are read from while they are sent.
    pub content: Content,
    /// The name that the part of the body has.
    pub file_name: Option<String>,
    /// The media type of the part; `application/octet-stream` where none is given.
    pub media_type: Option<String>,
}

impl File {
    /// A file of these bytes, without a name and media type.
    #[must_use]
    pub fn new(content: impl Into<Content>) -> Self {
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

    /// A file of the disk that is read while it is sent, for what is too large to be held in memory. Its name is that of
    /// the path. It can be a whole body or a part of a multipart one, but no part of JSON.
    ///
    /// # Errors
    /// When the file isn't there or can't be asked for its length.
    pub fn stream(path: impl AsRef<Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        Ok(Self {
            content: Content::Stream(Source::file(path)?),
            file_name: name_of(path),
            media_type: None,
        })
    }

    /// What is read from a source while it is sent.
    #[must_use]
    pub fn from_source(source: Source) -> Self {
        Self {
            content: Content::Stream(source),
            ..Self::default()
        }
    }

    /// Reads a file of the disk into memory. Its name is that of the path.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn open(path: impl AsRef<Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        Ok(Self {
            content: std::fs::read(path)?.into(),
            file_name: name_of(path),
            media_type: None,
        })
    }
}

#[cfg(feature = "serde")]
impl super::serde::Serialize for File {
    fn serialize<S: super::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serde::serialize(self, serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de> super::serde::Deserialize<'de> for File {
    fn deserialize<D: super::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::serde::deserialize(deserializer)
    }
}

fn name_of(path: &Path) -> Option<String> {
    let name = path.file_name()?;
    Some(name.to_string_lossy().into_owned())
}

impl<T: Into<Bytes>> From<T> for File {
    fn from(content: T) -> Self {
        Self::new(content.into())
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

    fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
        Fit::by_reading(self, reader)
    }
}
