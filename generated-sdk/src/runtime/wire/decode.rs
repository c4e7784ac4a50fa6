// @generated from the API document. Do not edit: the next run writes this file anew.

//! Values that can be read: made blank, then filled in place.

use super::error::DecodeError;
use super::object::Object;
use super::reader::Reader;

/// A value that can be read from JSON.
///
/// A value starts [`blank`](Decode::blank) and is filled where it stands. That lets one loop, which is not generic,
/// read every object through its table of members.
///
/// Types that a table tells have it by their [`Kind`](super::Kind).
pub trait Decode: 'static {
    /// The value to start from, as cheap as the type allows.
    fn blank() -> Self
    where
        Self: Sized;

    /// The value as an object whose members are known, if it is one.
    fn object(&mut self) -> Option<&mut dyn Object> {
        None
    }

    /// Fills a blank value from the JSON value on whose first byte `reader` stands, and moves behind that value.
    ///
    /// # Errors
    /// When the text is not JSON, or not JSON for this type. The value is then in no defined state, and is to be
    /// thrown away.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Makes the value blank again, for a member that comes twice in an object. A type needs it whose `read` adds to what
    /// is there, or may leave it.
    fn reset(&mut self) {}

    /// How well the JSON value on whose first byte `reader` stands fits this type. `depth` is how many levels of
    /// members to look into. The value is a blank one to try on. Moves behind the JSON value if it fits at all; where
    /// it doesn't, the caller puts the reader back.
    fn fit(&mut self, reader: &mut Reader<'_>, depth: u8) -> Fit;
}

/// How well a JSON value fits a type: the more, the better. Unions choose by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit(u32);

impl Fit {
    /// The type can't hold the value.
    pub const NO: Self = Self(0);
    /// The type holds nothing of the value: an object of which it knows no member.
    pub const LOSSY: Self = Self(1);
    /// The type holds the value only because it holds about everything, such as an unknown value of an enumeration.
    pub const WEAK: Self = Self(2);
    /// The type holds the value, and many others like it.
    pub const FAIR: Self = Self(3);
    /// The type is made for such values.
    pub const EXACT: Self = Self(4);

    /// The fit of a type that is made for what it can read: whether it can read the value ahead.
    #[must_use]
    pub fn by_reading(value: &mut dyn Decode, reader: &mut Reader<'_>) -> Self {
        match value.read(reader) {
            Ok(()) => Self::EXACT,
            Err(_) => Self::NO,
        }
    }

    /// The fit of an object or array that also holds `member`. A member counts the same however large it is.
    #[must_use]
    pub fn with(self, member: Self) -> Self {
        if self == Self::NO || member == Self::NO {
            return Self::NO;
        }
        Self(self.0.saturating_add(member.0.min(Self::EXACT.0)))
    }
}

/// Reads a value from a JSON text (RFC 8259).
///
/// # Errors
/// When the text is not UTF-8, not JSON, not JSON for this type, nested more than [`Reader::MAX_DEPTH`] deep, or
/// followed by anything but white space.
pub fn from_json<T: Decode>(text: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::blank();
    read_all(&mut value, text)?;
    Ok(value)
}

/// Reads a whole text into a blank value.
pub(crate) fn read_all(value: &mut dyn Decode, text: &[u8]) -> Result<(), DecodeError> {
    let mut reader = Reader::new(text)?;
    reader.peek()?;
    value.read(&mut reader)?;
    reader.finish()
}
