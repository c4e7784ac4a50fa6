//! serde's own traits for the types of the API, for logs, tests and stores. The wire goes without them.

use serde_json::Value;

use ::serde::de::Error as _;
use ::serde::ser::{SerializeMap, SerializeSeq};
pub use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::decode::{Decode, from_json};
use super::encode::{Encode, List, View, items};
use super::object::each_written;

/// Serialises any value through its view.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    serialize_view(value.view(), serializer)
}

fn serialize_view<S: Serializer>(view: View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match view {
        View::None => serializer.serialize_none(),
        View::Null => serializer.serialize_unit(),
        View::Bool(value) => serializer.serialize_bool(value),
        View::Int(value) => serializer.serialize_i64(value),
        View::Uint(value) => serializer.serialize_u64(value),
        View::Float(value) => serializer.serialize_f64(value),
        View::Text(text) => serializer.serialize_str(text),
        View::Display(text) => serializer.collect_str(text),
        View::Binary(file) => match file.content.bytes() {
            Some(bytes) => serializer.collect_str(&super::base64::display(bytes)),
            None => Err(<S::Error as ::serde::ser::Error>::custom(
                super::content::NOT_IN_MEMORY,
            )),
        },
        View::List(list) => serialize_list(list, serializer),
        View::Object(object) => serialize_entries(|visit| each_written(object, visit), serializer),
        View::Map(entries) => serialize_entries(|visit| entries.each(visit), serializer),
    }
}

fn serialize_list<S: Serializer>(list: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(Some(list.len()))?;
    for item in items(list) {
        sequence.serialize_element(&Viewed(item))?;
    }
    sequence.end()
}

/// Serialises what `each` calls its argument with.
fn serialize_entries<S: Serializer>(
    each: impl FnOnce(&mut dyn FnMut(&str, View<'_>)),
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut result = Ok(());
    each(&mut |key, value| {
        if result.is_ok() {
            result = map.serialize_entry(key, &Viewed(value));
        }
    });
    result?;
    map.end()
}

/// Lends serde's trait to a value of which only the view is known.
struct Viewed<'a>(View<'a>);

impl Serialize for Viewed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_view(self.0, serializer)
    }
}

/// Deserialises any type by way of JSON: slower than the wire, but with all of its rules.
///
/// # Errors
/// Those of the deserializer, and a [`DecodeError`](super::DecodeError) as serde's own.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let json = Value::deserialize(deserializer)?.to_string();
    from_json(json.as_bytes()).map_err(D::Error::custom)
}

/// Implements serde's traits for a type of the API where the feature `serde` is on.
#[allow(unused_macros, reason = "not every API has types of its own")]
macro_rules! through_serde {
    ($name:ident) => {
        impl $crate::runtime::wire::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::wire::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::wire::serde::serialize(self, serializer)
            }
        }

        impl<'de> $crate::runtime::wire::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::wire::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::wire::serde::deserialize(deserializer)
            }
        }
    };
}
#[allow(unused_imports, reason = "not every API has types of its own")]
pub(crate) use through_serde;
