//! The values that an enumeration lists, with the names and descriptions that a document gives them. OpenAPI has no
//! place for those, so tools write them beside the values (`x-enum-varnames`, `x-enumNames`, `x-ms-enum`).

use std::collections::HashSet;

use serde_json::Value;

use super::facets::Facets;
use super::names;
use crate::api::Docs;
use crate::dialect::Schema;

/// A value that an enumeration lists, with what is said of it.
pub(super) struct Listed<V> {
    pub(super) value: V,
    /// What the document calls it.
    pub(super) name: Option<String>,
    pub(super) docs: Docs,
}

/// The texts among the values of an enumeration.
pub(super) fn texts<'d>(facets: &Facets<'d>, values: &[&'d Value]) -> Vec<Listed<&'d str>> {
    let mut texts = listed(facets, values, Value::as_str);
    leave_names_of_others(&mut texts);
    texts
}

/// The integers among the values of an enumeration. They may have the titles of the alternatives that list them.
pub(super) fn integers<'d>(facets: &Facets<'d>, values: &[&'d Value]) -> Vec<Listed<i64>> {
    let mut integers = listed(facets, values, Value::as_i64);
    for integer in integers.iter_mut().filter(|integer| integer.name.is_none()) {
        integer.name = title(facets, integer.value);
    }
    integers
}

fn listed<'d, V>(
    facets: &Facets<'d>,
    values: &[&'d Value],
    kept: impl Fn(&'d Value) -> Option<V>,
) -> Vec<Listed<V>> {
    let beside: Vec<Beside<'d>> = facets.listings.iter().filter_map(Beside::of).collect();
    let said = |value, said: fn(&Beside<'d>, &Value) -> Option<&'d str>| {
        let mut texts = beside.iter().filter_map(|beside| said(beside, value));
        let text = texts.find(|text| !text.trim().is_empty());
        text.map(str::to_owned)
    };
    let of_value = |value: &&'d Value| {
        Some(Listed {
            value: kept(value)?,
            name: said(value, Beside::name),
            docs: Docs {
                description: said(value, Beside::description),
                ..Docs::default()
            },
        })
    };
    values.iter().filter_map(of_value).collect()
}

/// A list of names that is not in the order of the values gives one the name of another, which is worse than none.
fn leave_names_of_others(texts: &mut [Listed<&str>]) {
    if texts.iter().all(|text| text.name.is_none()) {
        return;
    }
    let of_values = texts.iter().map(|text| names::variant_name(text.value));
    let of_values: HashSet<String> = of_values.collect();
    for text in texts {
        text.name.take_if(|name| {
            let name = names::variant_name(name);
            of_values.contains(&name) && name != names::variant_name(text.value)
        });
    }
}

/// The title of the alternative that is this value alone. (A text is a name itself.)
fn title(facets: &Facets<'_>, value: i64) -> Option<String> {
    let mut alternatives = facets.alternatives.iter().flatten();
    let title = alternatives.find_map(|alternative| {
        let values = alternative.enumeration()?;
        let is_alone = matches!(values.as_slice(), [only] if only.as_i64() == Some(value));
        alternative.title().filter(|_| is_alone)
    });
    let title = title.filter(|title| !title.trim().is_empty());
    title.map(str::to_owned)
}

/// What stands beside the values of a schema in lists of their own.
struct Beside<'d> {
    values: Vec<&'d Value>,
    names: Option<&'d Value>,
    descriptions: Option<&'d Value>,
    entries: &'d [Value],
}

impl<'d> Beside<'d> {
    /// `None` where nothing does, as in nearly all schemas.
    fn of(schema: &Schema<'d>) -> Option<Self> {
        let one_of = |keys: [&str; 2]| {
            let mut found = keys.iter().filter_map(|key| schema.node.get(key));
            found.next().map(|node| node.value)
        };
        let names = one_of(["x-enum-varnames", "x-enumNames"]);
        let descriptions = one_of(["x-enum-descriptions", "x-enumDescriptions"]);
        let of_microsoft = schema.node.get("x-ms-enum");
        let entries = of_microsoft.and_then(|node| node.value.get("values")?.as_array());
        if names.is_none() && descriptions.is_none() && entries.is_none() {
            return None;
        }
        Some(Self {
            values: schema.enumeration()?,
            names,
            descriptions,
            entries: entries.map_or(&[], Vec::as_slice),
        })
    }

    fn name(&self, value: &Value) -> Option<&'d str> {
        let name = self.names.and_then(|list| self.of_value(list, value));
        name.or_else(|| self.entry(value)?.get("name")?.as_str())
    }

    fn description(&self, value: &Value) -> Option<&'d str> {
        let list = self.descriptions;
        let description = list.and_then(|list| self.of_value(list, value));
        description.or_else(|| self.entry(value)?.get("description")?.as_str())
    }

    /// What a list has at the place of a value, or an object at its key.
    fn of_value(&self, list: &'d Value, value: &Value) -> Option<&'d str> {
        let said = match list {
            Value::Object(by_value) => by_value.get(value.as_str()?),
            list => list.get(self.values.iter().position(|listed| *listed == value)?),
        };
        said?.as_str()
    }

    fn entry(&self, value: &Value) -> Option<&'d Value> {
        let is_of_value = |entry: &&Value| entry.get("value") == Some(value);
        self.entries.iter().find(is_of_value)
    }
}
