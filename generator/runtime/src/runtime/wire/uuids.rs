//! UUIDs (`format: uuid`, RFC 9562).

use uuid::Uuid;

use super::decode::{Decode, Fit};
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::reader::Reader;

impl Encode for Uuid {
    fn view(&self) -> View<'_> {
        View::Display(self)
    }
}

impl Decode for Uuid {
    fn blank() -> Self {
        Self::nil()
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self = reader.parsed("a UUID", |text| text.parse().ok())?;
        Ok(())
    }

    fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
        Fit::by_reading(self, reader)
    }
}
