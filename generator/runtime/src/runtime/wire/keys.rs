//! Which types a value can't be, told by its keys alone.

use super::decode::Decode;
use super::error::DecodeError;
use super::reader::Reader;

/// The keys of a value that is to be read. They rule out types without a look at what the members are.
#[derive(Clone, Copy)]
pub(super) enum Keys {
    /// It is no object.
    None,
    /// It is an object. Each of its keys has set a bit, which other keys may set as well: a key is missing for sure
    /// where its bit is.
    Bits(u64),
}

impl Keys {
    /// The keys of the value ahead. Moves nowhere.
    pub(super) fn ahead(reader: &mut Reader<'_>) -> Self {
        let mark = reader.mark();
        // What is no JSON has no keys to be trusted.
        let keys = Self::read(reader).unwrap_or(Self::Bits(u64::MAX));
        reader.reset(mark);
        keys
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if reader.peek()? != b'{' {
            return Ok(Self::None);
        }
        let mut bits = 0;
        let mut started = false;
        reader.open(b'{')?;
        while reader.another(&mut started, b'}')? {
            bits |= bit(&reader.key()?);
            reader.skip()?;
        }
        Ok(Self::Bits(bits))
    }

    /// Whether the value ahead, which has these keys, may be of the type of `blank`: for an object it has to have the
    /// required members, those as well that are implied where it is known what it is. Moves nowhere.
    pub(super) fn allow(self, blank: &mut dyn Decode, reader: &mut Reader<'_>) -> bool {
        match (blank.object(), self) {
            (None, _) => true,
            (Some(_), Self::None) => false,
            (Some(object), Self::Bits(bits)) => {
                let shape = object.shape();
                let mut required = shape.required.iter().enumerate();
                required.all(|(index, required)| !required || bits & bit(shape.key(index)) != 0)
                    && shape.implied.iter().all(|(key, _)| is_ahead(key, reader))
            }
        }
    }
}

/// Whether the object ahead has a member of that key. Moves nowhere.
fn is_ahead(key: &str, reader: &mut Reader<'_>) -> bool {
    let mark = reader.mark();
    let is_there = find(key, reader).is_ok_and(|is_there| is_there);
    reader.reset(mark);
    is_there
}

fn find(key: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
    let mut started = false;
    reader.open(b'{')?;
    while reader.another(&mut started, b'}')? {
        if reader.key()? == key {
            return Ok(true);
        }
        reader.skip()?;
    }
    Ok(false)
}

/// The bit of a key: by its length and its ends, which tell most keys of an API apart.
fn bit(key: &str) -> u64 {
    let ends = [key.bytes().next(), key.bytes().next_back()];
    let [first, last] = ends.map(|byte| usize::from(byte.unwrap_or_default()));
    1 << ((key.len() * 31 + first * 7 + last) % 64)
}
