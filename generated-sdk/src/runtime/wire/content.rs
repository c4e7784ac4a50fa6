// @generated from the API document. Do not edit: the next run writes this file anew.

//! Bytes to be sent, in memory or read while they are sent.

use std::fmt;
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io::{self, Read as _};
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
    /// A source that `open` opens anew for each attempt; `length` is the number of bytes where that is known. What comes
    /// behind so many isn't sent, and where fewer come the call fails.
    pub fn new<S>(length: Option<u64>, open: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Self {
            length,
            open: Arc::new(move || Box::pin(open())),
        }
    }

    /// A file of the disk, as long as it is now; or whatever else can be opened by a path, such as a pipe, to its end.
    ///
    /// # Errors
    /// When the file isn't there or can't be asked for its length.
    pub fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path: PathBuf = path.into();
        let length = length_of(&path)?;
        Ok(Self::new(length, move || FileChunks::open(&path)))
    }

    /// The number of bytes, where it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Starts to read.
    pub(crate) fn open(&self) -> Chunks {
        let chunks = (self.open)();
        match self.length {
            Some(left) => Box::pin(Counted { chunks, left }),
            None => chunks,
        }
    }
}

/// The number of bytes of a file, where it has one: what is made while it is read, such as the files of `/proc`, says 0.
fn length_of(path: &Path) -> io::Result<Option<u64>> {
    let metadata = std::fs::metadata(path)?;
    let is_known =
        metadata.is_file() && (metadata.len() > 0 || File::open(path)?.read(&mut [0])? == 0);
    Ok(is_known.then_some(metadata.len()))
}

/// The chunks of a source of known length: so many bytes, which others were told of.
struct Counted {
    chunks: Chunks,
    left: u64,
}

impl Stream for Counted {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        Poll::Ready(match ready!(self.chunks.as_mut().poll_next(context)) {
            Some(Ok(mut chunk)) => {
                chunk.truncate(usize::try_from(self.left).unwrap_or(usize::MAX));
                self.left -= chunk.len() as u64;
                Some(Ok(chunk))
            }
            Some(Err(error)) => Some(Err(error)),
            None => {
                let problem = format!("it ended {} bytes too early", self.left);
                Some(Err(io::Error::new(io::ErrorKind::UnexpectedEof, problem)))
            }
        })
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
struct FileChunks(JoinHandle<io::Result<(File, Bytes)>>);

impl FileChunks {
    fn open(path: &Path) -> Self {
        let path = path.to_owned();
        Self(spawn_blocking(move || {
            let file = File::open(&path);
            // Nobody could tell which file it is that is gone.
            let named = |error: io::Error| {
                io::Error::new(error.kind(), format!("{}: {error}", path.display()))
            };
            read_chunk(file.map_err(named)?)
        }))
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

fn read_chunk(file: File) -> io::Result<(File, Bytes)> {
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut part = file.take(CHUNK as u64);
    part.read_to_end(&mut chunk)?;
    Ok((part.into_inner(), chunk.into()))
}
