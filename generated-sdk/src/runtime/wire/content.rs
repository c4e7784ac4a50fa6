// @generated from the API document. Do not edit: the next run writes this file anew.

//! Bytes to be sent, in memory or read while they are sent.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::task::{JoinHandle, spawn_blocking};

/// Why a stream can't be part of a text.
pub(crate) const NOT_IN_MEMORY: &str =
    "a file that is read while it is sent can only be a whole body or a part of a multipart one";

/// A stream of bytes that is being sent.
pub(crate) type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// Bytes to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Content {
    /// What is in memory.
    Bytes(Bytes),
    /// What is read while it is sent, anew for each attempt.
    Stream(Source),
}

/// Where bytes can be read from any number of times.
#[derive(Clone)]
pub struct Source {
    length: Option<u64>,
    open: Arc<dyn Fn() -> Chunks + Send + Sync>,
}

impl Source {
    /// A source that `open` opens anew for each attempt; `length` is the number of bytes where that is known.
    pub fn new<S>(length: Option<u64>, open: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Self {
            length,
            open: Arc::new(move || Box::pin(open())),
        }
    }

    /// A file of the disk.
    ///
    /// # Errors
    /// When the file isn't there or can't be asked for its length.
    pub fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path: PathBuf = path.into();
        let length = std::fs::metadata(&path)?.len();
        Ok(Self::new(Some(length), move || FileChunks::open(&path)))
    }

    /// The number of bytes, where it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Starts to read.
    pub(crate) fn open(&self) -> Chunks {
        (self.open)()
    }
}

impl Content {
    /// The bytes, where they are in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Stream(_) => None,
        }
    }

    /// The number of bytes, where it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Self::Stream(source) => source.length(),
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl<T: Into<Bytes>> From<T> for Content {
    fn from(bytes: T) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

/// Two are equal if one is a clone of the other.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.open, &other.open)
    }
}

impl Eq for Source {}

impl Hash for Source {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.open).cast::<()>().hash(state);
    }
}

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// The chunks of a file, each read where waiting for the disk disturbs nobody.
struct FileChunks(JoinHandle<io::Result<(std::fs::File, Bytes)>>);

impl FileChunks {
    fn open(path: &Path) -> Self {
        let path = path.to_owned();
        Self(spawn_blocking(|| read_chunk(std::fs::File::open(path)?)))
    }
}

impl Stream for FileChunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let read = ready!(Pin::new(&mut self.0).poll(context)).map_err(io::Error::other);
        Poll::Ready(match read.and_then(|read| read) {
            Ok((_, chunk)) if chunk.is_empty() => None,
            Ok((file, chunk)) => {
                self.0 = spawn_blocking(|| read_chunk(file));
                Some(Ok(chunk))
            }
            Err(error) => Some(Err(error)),
        })
    }
}

fn read_chunk(file: std::fs::File) -> io::Result<(std::fs::File, Bytes)> {
    use std::io::Read as _;
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut part = file.take(CHUNK as u64);
    part.read_to_end(&mut chunk)?;
    Ok((part.into_inner(), chunk.into()))
}
