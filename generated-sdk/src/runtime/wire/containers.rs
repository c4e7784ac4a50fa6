// @generated from the API document. Do not edit: the next run writes this file anew.

//! Arrays, maps, and what may be absent.

use std::collections::BTreeMap;

use super::decode::{Decode, Fit};
use super::encode::{Encode, Entries, List, View};
use super::error::DecodeError;
use super::reader::Reader;

/// An object whose keys are data, in the order of the keys.
pub type Map<T> = BTreeMap<String, T>;

/// An array to be filled, without its type of items.
pub trait ListMut {
    /// Takes all items out.
    fn clear(&mut self);

    /// Adds a blank item, to be filled.
    fn push_blank(&mut self) -> &mut dyn Decode;
}

/// A map to be filled, without its type of values.
pub trait EntriesMut {
    /// Takes all entries out.
    fn clear(&mut self);

    /// Reads the value ahead and puts it in, in place of the one that may be there.
    ///
    /// # Errors
    /// Those of the value.
    fn read_value(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// How well the value ahead fits the values, as [`Decode::fit`] does.
    fn fit_value(&self, reader: &mut Reader<'_>, depth: u8) -> Fit;
}

impl<T: Encode> List for Vec<T> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn get(&self, index: usize) -> Option<View<'_>> {
        Some(self.as_slice().get(index)?.view())
    }
}

impl<T: Decode> ListMut for Vec<T> {
    fn clear(&mut self) {
        self.clear();
    }

    fn push_blank(&mut self) -> &mut dyn Decode {
        let index = self.len();
        self.push(T::blank());
        &mut self[index]
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

impl<T: Encode> List for &[T] {
    fn len(&self) -> usize {
        (**self).len()
    }

    fn get(&self, index: usize) -> Option<View<'_>> {
        Some((**self).get(index)?.view())
    }
}

impl<T: Encode> Encode for &[T] {
    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        read_list(self, reader)
    }

    fn reset(&mut self) {
        self.clear();
    }

    fn fit(&mut self, reader: &mut Reader<'_>, depth: u8) -> Fit {
        fit_list(self, reader, depth)
    }
}

fn read_list(list: &mut dyn ListMut, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
    let mut started = false;
    let mut index = 0;
    reader.open(b'[')?;
    while reader.another(&mut started, b']')? {
        list.push_blank()
            .read(reader)
            .map_err(|error| error.in_item(index))?;
        index += 1;
    }
    Ok(())
}

/// How many items speak for all.
const SPEAKERS: usize = 4;

/// A list fits as its worst item does; the first few speak for all.
fn fit_list(list: &mut dyn ListMut, reader: &mut Reader<'_>, depth: u8) -> Fit {
    let mut worst = None;
    let mut started = false;
    let mut speakers = if depth > 0 { SPEAKERS } else { 0 };
    let mut walk = || -> Result<Fit, DecodeError> {
        reader.open(b'[')?;
        let item = list.push_blank();
        while reader.another(&mut started, b']')? {
            if speakers == 0 {
                reader.skip()?;
                continue;
            }
            speakers -= 1;
            item.reset();
            let fit = item.fit(reader, depth - 1);
            if fit == Fit::NO {
                return Ok(Fit::NO);
            }
            worst = Some(worst.map_or(fit, |worst: Fit| worst.min(fit)));
        }
        Ok(worst.map_or(Fit::FAIR, |worst| Fit::FAIR.with(worst)))
    };
    walk().unwrap_or(Fit::NO)
}

impl<T: Encode> Entries for Map<T> {
    fn each(&self, visit: &mut dyn FnMut(&str, View<'_>)) {
        for (key, value) in self {
            visit(key, value.view());
        }
    }
}

impl<T: Decode> EntriesMut for Map<T> {
    fn clear(&mut self) {
        self.clear();
    }

    fn read_value(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        // The key first, so that it lies before its value, as both are walked.
        let key = key.to_owned();
        let mut value = T::blank();
        value.read(reader)?;
        self.insert(key, value);
        Ok(())
    }

    fn fit_value(&self, reader: &mut Reader<'_>, depth: u8) -> Fit {
        T::blank().fit(reader, depth)
    }
}

impl<T: Encode> Encode for Map<T> {
    fn view(&self) -> View<'_> {
        View::Map(self)
    }
}

impl<T: Decode> Decode for Map<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        read_map(self, reader)
    }

    fn reset(&mut self) {
        self.clear();
    }

    fn fit(&mut self, reader: &mut Reader<'_>, depth: u8) -> Fit {
        fit_map(self, reader, depth)
    }
}

fn read_map(map: &mut dyn EntriesMut, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
    let mut started = false;
    reader.open(b'{')?;
    while reader.another(&mut started, b'}')? {
        let key = reader.key()?;
        map.read_value(&key, reader)
            .map_err(|error| error.in_member(&key))?;
    }
    Ok(())
}

/// The first value speaks for all. It does not make the fit better: an object with this member does.
fn fit_map(map: &dyn EntriesMut, reader: &mut Reader<'_>, depth: u8) -> Fit {
    let mut started = false;
    let mut is_first = true;
    let mut walk = || -> Result<Fit, DecodeError> {
        reader.open(b'{')?;
        while reader.another(&mut started, b'}')? {
            reader.key()?;
            if !is_first || depth == 0 {
                reader.skip()?;
            } else if map.fit_value(reader, depth - 1) == Fit::NO {
                return Ok(Fit::NO);
            }
            is_first = false;
        }
        Ok(Fit::FAIR)
    };
    walk().unwrap_or(Fit::NO)
}

impl<T: Encode> Encode for Option<T> {
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::None,
        }
    }
}

impl<T: Decode> Decode for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        if reader.skip_null() {
            return Ok(());
        }
        place(self).read(reader)
    }

    fn reset(&mut self) {
        *self = None;
    }

    fn fit(&mut self, reader: &mut Reader<'_>, depth: u8) -> Fit {
        if reader.skip_null() {
            return Fit::EXACT;
        }
        place(self).fit(reader, depth)
    }
}

/// The value that is to be filled, a blank one where there was none. A function of its own, since both who reads and who
/// looks at the fit need it, of each type.
fn place<T: Decode>(option: &mut Option<T>) -> &mut T {
    match option {
        Some(value) => value,
        none => none.insert(T::blank()),
    }
}
