// @generated from the API document. Do not edit: the next run writes this file anew.

//! Free-form JSON.

use serde_json::{Map, Number, Value};

use super::decode::{Decode, Fit};
use super::encode::{Encode, Entries, View};
use super::error::DecodeError;
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
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode)) {
        for (key, value) in self {
            visit(key, value);
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

    fn reset(&mut self) {
        *self = Self::Null;
    }

    /// Any other type that can hold the value is the better one.
    fn fit(&mut self, _reader: &mut Reader<'_>, _depth: u8) -> Fit {
        Fit::WEAK
    }
}

fn read_value(reader: &mut Reader<'_>) -> Result<Value, DecodeError> {
    match reader.peek()? {
        b'n' => reader.null().map(|_| Value::Null),
        b't' | b'f' => reader.bool().map(Value::Bool),
        b'"' => reader.string().map(|text| Value::String(text.to_owned())),
        b'[' => read_items(reader),
        b'{' => read_entries(reader),
        b'-' | b'0'..=b'9' => read_number(reader),
        _ => Err(reader.unexpected("a value")),
    }
}

fn read_items(reader: &mut Reader<'_>) -> Result<Value, DecodeError> {
    let mut items = Vec::new();
    let mut started = false;
    reader.open(b'[')?;
    while reader.another(&mut started, b']')? {
        items.push(read_value(reader)?);
    }
    Ok(Value::Array(items))
}

fn read_entries(reader: &mut Reader<'_>) -> Result<Value, DecodeError> {
    let mut entries = Map::new();
    let mut started = false;
    reader.open(b'{')?;
    while reader.another(&mut started, b'}')? {
        let key = reader.key()?.into_owned();
        entries.insert(key, read_value(reader)?);
    }
    Ok(Value::Object(entries))
}

/// Whole numbers are exact as far as 64 bits go, all others are the closest `f64`.
fn read_number(reader: &mut Reader<'_>) -> Result<Value, DecodeError> {
    let mark = reader.mark();
    let digits = reader.number()?;
    // `-0` is a number that no integer has.
    let whole = if digits == "-0" {
        None
    } else {
        digits.parse::<i64>().ok()
    };
    let number = match (whole, digits.parse::<u64>()) {
        (Some(value), _) => Some(Number::from(value)),
        (None, Ok(value)) => Some(Number::from(value)),
        (None, Err(_)) => digits.parse().ok().and_then(Number::from_f64),
    };
    match number {
        Some(number) => Ok(Value::Number(number)),
        None => {
            reader.reset(mark);
            Err(reader.unexpected("a number of at most 1.8e308"))
        }
    }
}
