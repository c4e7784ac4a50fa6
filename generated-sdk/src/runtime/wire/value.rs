// @generated from the API document. Do not edit: the next run writes this file anew.

//! Free-form JSON.

use serde_json::{Map, Number, Value};

use super::decode::{Decode, Fit};
use super::encode::{Encode, Entries, View};
use super::error::DecodeError;
use super::numbers;
use super::reader::Reader;

impl Encode for Value {
    fn view(&self) -> View<'_> {
        match self {
            Self::Null => View::Null,
            Self::Bool(value) => View::Bool(*value),
            Self::Number(number) => number_view(number),
            Self::String(text) => View::Text(text),
            Self::Array(items) => View::List(items),
            Self::Object(entries) => View::Map(entries),
        }
    }
}

fn number_view(number: &Number) -> View<'_> {
    if let Some(value) = number.as_i64() {
        View::Int(value)
    } else if let Some(value) = number.as_u64() {
        View::Uint(value)
    } else {
        View::Float(number.as_f64().unwrap_or(f64::NAN))
    }
}

impl Entries for Map<String, Value> {
    fn each(&self, visit: &mut dyn FnMut(&str, View<'_>)) {
        for (key, value) in self {
            visit(key, value.view());
        }
    }
}

impl Decode for Value {
    fn blank() -> Self {
        Self::Null
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self = read_value(reader)?;
        Ok(())
    }

    /// Any other type that can hold the value is the better one.
    fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
        match reader.skip() {
            Ok(()) => Fit::WEAK,
            Err(_) => Fit::NO,
        }
    }
}

fn read_value(reader: &mut Reader<'_>) -> Result<Value, DecodeError> {
    match reader.peek()? {
        b'n' => reader.null().map(|()| Value::Null),
        b't' | b'f' => reader.bool().map(Value::Bool),
        b'"' => reader.string().map(|text| Value::String(text.to_owned())),
        b'[' => read_items(reader),
        b'{' => read_entries(reader),
        b'-' | b'0'..=b'9' => read_number(reader),
        _ => Err(reader.unexpected("a value")),
    }
}

/// Items and entries that have been read while it is not known how many there are, so that each array and object is
/// made once, with the room that it needs. Those of the innermost array or object are the last.
#[derive(Debug, Default)]
pub(super) struct Unfinished {
    items: Vec<Value>,
    entries: Vec<(String, Value)>,
}

fn read_items(reader: &mut Reader<'_>) -> Result<Value, DecodeError> {
    let start = reader.unfinished.items.len();
    let mut started = false;
    reader.open(b'[')?;
    while reader.another(&mut started, b']')? {
        let item = read_value(reader)?;
        reader.unfinished.items.push(item);
    }
    Ok(Value::Array(
        reader.unfinished.items.drain(start..).collect(),
    ))
}

fn read_entries(reader: &mut Reader<'_>) -> Result<Value, DecodeError> {
    let start = reader.unfinished.entries.len();
    let mut started = false;
    reader.open(b'{')?;
    while reader.another(&mut started, b'}')? {
        let key = reader.key()?.into_owned();
        let value = read_value(reader)?;
        reader.unfinished.entries.push((key, value));
    }
    Ok(Value::Object(
        reader.unfinished.entries.drain(start..).collect(),
    ))
}

/// Whole numbers are exact as far as 64 bits go, all others are the closest `f64`.
fn read_number(reader: &mut Reader<'_>) -> Result<Value, DecodeError> {
    let mark = reader.mark();
    let number = reader.parsed_number()?;
    match exact(&number).or_else(|| Number::from_f64(number.closest()?)) {
        Some(number) => Ok(Value::Number(number)),
        None => {
            reader.reset(mark);
            Err(reader.unexpected("a number of at most 1.8e308"))
        }
    }
}

fn exact(number: &numbers::Number<'_>) -> Option<Number> {
    if !number.is_integer || number.is_negative_zero() {
        return None;
    }
    let value = number.whole()?;
    match i64::try_from(value) {
        Ok(value) => Some(value.into()),
        Err(_) => u64::try_from(value).ok().map(Number::from),
    }
}
