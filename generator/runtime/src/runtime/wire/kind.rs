//! Types that a table tells. What it takes to write and read them is there once for all of a kind.
//!
//! A compiler looks at each function of each type, and an API has hundreds of types: those have no function that their
//! table can do without.

use super::decode::{Decode, Fit};
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::object::Object;
use super::reader::Reader;

/// A type that a table tells.
pub trait Tabled: Sized + 'static {
    /// What the table tells of.
    type Kind: Kind<Self>;
}

/// How the types of a kind are written and read: for all of them what [`Encode`] and [`Decode`] are for one.
pub trait Kind<T> {
    /// See [`Encode::view`].
    fn view(value: &T) -> View<'_>;

    /// See [`Decode::blank`].
    fn blank() -> T;

    /// See [`Decode::object`].
    fn object(_value: &mut T) -> Option<&mut dyn Object> {
        None
    }

    /// See [`Decode::read`].
    ///
    /// # Errors
    /// Those that are told there.
    fn read(value: &mut T, reader: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// See [`Decode::reset`].
    fn reset(_value: &mut T) {}

    /// See [`Decode::fit`].
    fn fit(value: &mut T, reader: &mut Reader<'_>, depth: u8) -> Fit;
}

impl<T: Tabled> Encode for T {
    #[inline]
    fn view(&self) -> View<'_> {
        T::Kind::view(self)
    }
}

impl<T: Tabled> Decode for T {
    #[inline]
    fn blank() -> Self {
        T::Kind::blank()
    }

    #[inline]
    fn object(&mut self) -> Option<&mut dyn Object> {
        T::Kind::object(self)
    }

    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        T::Kind::read(self, reader)
    }

    #[inline]
    fn reset(&mut self) {
        T::Kind::reset(self);
    }

    #[inline]
    fn fit(&mut self, reader: &mut Reader<'_>, depth: u8) -> Fit {
        T::Kind::fit(self, reader, depth)
    }
}

/// Boxes are written and read as what is in them.
pub enum Boxes {}

impl<T: Encode + Decode> Tabled for Box<T> {
    type Kind = Boxes;
}

impl<T: Encode + Decode> Kind<Box<T>> for Boxes {
    fn view(value: &Box<T>) -> View<'_> {
        (**value).view()
    }

    fn blank() -> Box<T> {
        Box::new(T::blank())
    }

    fn object(value: &mut Box<T>) -> Option<&mut dyn Object> {
        (**value).object()
    }

    fn read(value: &mut Box<T>, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        (**value).read(reader)
    }

    fn reset(value: &mut Box<T>) {
        (**value).reset();
    }

    fn fit(value: &mut Box<T>, reader: &mut Reader<'_>, depth: u8) -> Fit {
        (**value).fit(reader, depth)
    }
}
