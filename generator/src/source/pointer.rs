//! JSON Pointers (RFC 6901) and the borrowed path that becomes one only when it is needed.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The address of a node inside one document, as of RFC 6901. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(Arc<str>);

/// A text is no JSON Pointer: it neither is empty nor begins with `/`, or has a `~` that is not
/// followed by `0` or `1` (RFC 6901, section 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointerError {
    /// What is wrong, as the end of a sentence.
    pub reason: String,
}

impl Pointer {
    /// The whole document.
    #[must_use]
    pub fn root() -> Self {
        Self(Arc::from(""))
    }

    /// Reads a pointer in its string form, such as `/paths/~1pets/get`.
    ///
    /// # Errors
    /// When the text breaks the grammar of RFC 6901, section 3.
    pub fn parse(text: &str) -> Result<Self, PointerError> {
        if !text.is_empty() && !text.starts_with('/') {
            return Err(PointerError {
                reason: format!("`{text}` does not begin with `/`"),
            });
        }
        let escapes = text.split('~').skip(1);
        if escapes
            .into_iter()
            .any(|after| !after.starts_with(['0', '1']))
        {
            return Err(PointerError {
                reason: format!("`{text}` has a `~` that is neither `~0` nor `~1`"),
            });
        }
        Ok(Self(Arc::from(text)))
    }

    /// Reads a pointer in its URI fragment form without the `#`, percent-encoded as of RFC 6901,
    /// section 6.
    ///
    /// # Errors
    /// When the decoded text is not UTF-8, or breaks the grammar.
    pub fn from_fragment(fragment: &str) -> Result<Self, PointerError> {
        let decoded = percent_decode_str(fragment)
            .decode_utf8()
            .map_err(|_| PointerError {
                reason: format!("`{fragment}` is not UTF-8 after percent-decoding"),
            })?;
        Self::parse(&decoded)
    }

    /// Reads a reference into the same document, such as `#/paths/~1pets`, which is how a pointer is displayed; `None`
    /// where it leads elsewhere.
    #[must_use]
    pub fn from_reference(reference: &str) -> Option<Self> {
        Self::from_fragment(reference.strip_prefix('#')?).ok()
    }

    /// The pointer of a member of this object; `key` is taken as it is and escaped here.
    #[must_use]
    pub fn join(&self, key: &str) -> Self {
        Self(Arc::from([&*self.0, "/", &escape(key)].concat()))
    }

    /// The pointer of an item of this array.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(Arc::from(format!("{}/{index}", self.0)))
    }

    /// The pointer of the containing node; `None` for the whole document.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(Arc::from(parent)))
    }

    /// The pointer of the node around that is so many segments below the root, in its string form.
    pub(crate) fn around(&self, depth: usize) -> Option<&str> {
        let (end, _) = self.0.match_indices('/').nth(depth)?;
        self.0.get(..end)
    }

    /// The last key or index, unescaped; `None` for the whole document.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        let (_, last) = self.0.rsplit_once('/')?;
        Some(unescape(last))
    }

    /// All keys and indices from the root down, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(unescape)
    }

    /// Whether this is the pointer of the whole document.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// What is left of this pointer below `ancestor`; `None` when it is not at or below it.
    #[must_use]
    pub fn below(&self, ancestor: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(&*ancestor.0)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self(Arc::from(rest)))
    }

    /// This pointer followed by another one.
    #[must_use]
    pub fn concat(&self, below: &Self) -> Self {
        Self(Arc::from(format!("{}{}", self.0, below.0)))
    }

    /// The node of `document` that this points at.
    #[must_use]
    pub fn find<'v>(&self, document: &'v Value) -> Option<&'v Value> {
        // `Value::pointer` copies each key twice.
        self.segments()
            .try_fold(document, |value, segment| match value {
                Value::Object(members) => members.get(&*segment),
                Value::Array(items) => items.get(index_of(&segment)?),
                _ => None,
            })
    }

    /// The string form of RFC 6901, section 5: empty or beginning with `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The index that a segment stands for: digits without a zero in front (RFC 6901, section 4).
fn index_of(segment: &str) -> Option<usize> {
    let is_padded = segment.len() > 1 && segment.starts_with('0');
    let is_number = segment.bytes().all(|byte| byte.is_ascii_digit());
    segment.parse().ok().filter(|_| is_number && !is_padded)
}

/// By its string form.
impl Borrow<str> for Pointer {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Default for Pointer {
    fn default() -> Self {
        Self::root()
    }
}

/// The URI fragment form with its `#`, left readable: only `%` is percent-encoded.
impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.0.replace('%', "%25"))
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl fmt::Display for PointerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason)
    }
}

impl std::error::Error for PointerError {}

/// Where a walk down a document stands: a linked list on the stack, so that a walk without faults
/// allocates nothing for its path.
///
/// ```
/// use generator::source::Trail;
///
/// let paths = Trail::Key(&Trail::Root, "paths");
/// let pets = Trail::Key(&paths, "/pets");
/// assert_eq!(pets.to_pointer().as_str(), "/paths/~1pets");
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Trail<'a> {
    /// The whole document.
    Root,
    /// A member of an object.
    Key(&'a Trail<'a>, &'a str),
    /// An item of an array.
    Index(&'a Trail<'a>, usize),
    /// A walk that began at a node other than the root.
    At(&'a Pointer),
}

impl Trail<'_> {
    /// The pointer of the node where the walk stands.
    #[must_use]
    pub fn to_pointer(&self) -> Pointer {
        let mut text = String::new();
        self.write(&mut text);
        Pointer(Arc::from(text))
    }

    fn write(&self, text: &mut String) {
        match self {
            Trail::Root => {}
            Trail::At(pointer) => text.push_str(pointer.as_str()),
            Trail::Key(parent, key) => {
                parent.write(text);
                text.push('/');
                text.push_str(&escape(key));
            }
            Trail::Index(parent, index) => {
                parent.write(text);
                text.push('/');
                text.push_str(&index.to_string());
            }
        }
    }
}

fn escape(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        Cow::Owned(key.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(key)
    }
}

fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        // The order matters: `~01` stands for `~1` (RFC 6901, section 4).
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}
