//! Everything that schemas ask of a value which holds for all of them: references followed, `allOf` merged.

use serde_json::Value;

use super::document::Document;
use super::texts::Wanted;

/// A `oneOf` or `anyOf`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice<'d> {
    pub(crate) alternatives: &'d [Value],
    pub(crate) discriminator: Option<&'d Value>,
}

/// What is asked of a value.
#[derive(Debug, Default)]
pub(crate) struct Constraints<'d> {
    /// No value is valid.
    pub(crate) impossible: bool,
    pub(crate) types: Option<Vec<&'d str>>,
    /// `enum` or `const`.
    pub(crate) values: Option<Vec<&'d Value>>,
    /// Members by name; all schemas of a name hold at once.
    pub(crate) properties: Vec<(&'d str, Vec<&'d Value>)>,
    pub(crate) required: Vec<&'d str>,
    pub(crate) additional: Vec<&'d Value>,
    pub(crate) by_pattern: Vec<(&'d str, &'d Value)>,
    pub(crate) names: Vec<&'d Value>,
    pub(crate) min_members: usize,
    pub(crate) items: Vec<&'d Value>,
    pub(crate) by_position: Vec<&'d Value>,
    pub(crate) min_items: usize,
    pub(crate) max_items: Option<usize>,
    pub(crate) unique: bool,
    pub(crate) minimum: Option<f64>,
    pub(crate) above: Option<f64>,
    pub(crate) maximum: Option<f64>,
    pub(crate) below: Option<f64>,
    pub(crate) multiple_of: Option<f64>,
    pub(crate) text: Wanted<'d>,
    pub(crate) choices: Vec<Choice<'d>>,
    /// Members that have to have a certain text: what tells the alternative that was chosen.
    pub(crate) tags: Vec<(String, String)>,
}

/// A chain of references or `allOf`s longer than this leads in a circle.
const MAX_STEPS: usize = 64;

impl<'d> Constraints<'d> {
    pub(crate) fn add(&mut self, document: &'d Document, schema: &'d Value) {
        self.add_bounded(document, schema, MAX_STEPS);
    }

    fn add_bounded(&mut self, document: &'d Document, schema: &'d Value, steps: usize) {
        if schema == &Value::Bool(false) || steps == 0 {
            self.impossible = true;
            return;
        }
        let Some(object) = schema.as_object() else {
            return;
        };
        if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
            match document.target(reference) {
                Some(target) => self.add_bounded(document, target, steps - 1),
                None => self.impossible = true,
            }
        }
        self.add_types_and_values(schema);
        self.add_object(schema);
        self.add_array(schema);
        self.add_number(schema);
        self.add_text(schema);
        for keyword in ["oneOf", "anyOf"] {
            if let Some(alternatives) = list(schema, keyword) {
                self.choices.push(Choice {
                    alternatives,
                    discriminator: object.get("discriminator"),
                });
            }
        }
        for part in list(schema, "allOf").unwrap_or_default() {
            self.add_bounded(document, part, steps - 1);
        }
    }

    fn add_types_and_values(&mut self, schema: &'d Value) {
        let said: Vec<&str> = match schema.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        if !said.is_empty() {
            self.types = Some(match self.types.take() {
                None => said,
                Some(known) => both(&known, &said),
            });
        }
        let said: Option<Vec<&Value>> = match (schema.get("const"), list(schema, "enum")) {
            (Some(value), _) => Some(vec![value]),
            (None, Some(values)) => Some(values.iter().collect()),
            (None, None) => None,
        };
        if let Some(said) = said {
            self.values = Some(match self.values.take() {
                None => said,
                Some(known) => known
                    .into_iter()
                    .filter(|value| said.contains(value))
                    .collect(),
            });
        }
    }

    fn add_object(&mut self, schema: &'d Value) {
        for (name, property) in members(schema, "properties") {
            match self.properties.iter_mut().find(|(known, _)| *known == name) {
                Some((_, schemas)) => schemas.push(property),
                None => self.properties.push((name, vec![property])),
            }
        }
        let required = list(schema, "required").unwrap_or_default();
        self.required
            .extend(required.iter().filter_map(Value::as_str));
        self.additional.extend(schema.get("additionalProperties"));
        self.by_pattern.extend(members(schema, "patternProperties"));
        self.names.extend(schema.get("propertyNames"));
        self.min_members = self
            .min_members
            .max(count(schema, "minProperties").unwrap_or(0));
    }

    fn add_array(&mut self, schema: &'d Value) {
        self.items.extend(schema.get("items"));
        if let Some(items) = list(schema, "prefixItems") {
            self.by_position = items.iter().collect();
        }
        self.min_items = self.min_items.max(count(schema, "minItems").unwrap_or(0));
        self.max_items = least(self.max_items, count(schema, "maxItems"));
        self.unique |= schema.get("uniqueItems") == Some(&Value::Bool(true));
    }

    fn add_number(&mut self, schema: &'d Value) {
        let said = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
        let most = |a: Option<f64>, b: Option<f64>| a.into_iter().chain(b).reduce(f64::max);
        let least = |a: Option<f64>, b: Option<f64>| a.into_iter().chain(b).reduce(f64::min);
        self.minimum = most(self.minimum, said("minimum"));
        self.above = most(self.above, said("exclusiveMinimum"));
        self.maximum = least(self.maximum, said("maximum"));
        self.below = least(self.below, said("exclusiveMaximum"));
        self.multiple_of = self.multiple_of.or(said("multipleOf"));
    }

    fn add_text(&mut self, schema: &'d Value) {
        let said = |keyword: &str| schema.get(keyword).and_then(Value::as_str);
        let encoded = said("contentEncoding").filter(|encoding| *encoding == "base64");
        let bytes = said("contentMediaType").filter(|of| *of == "application/octet-stream");
        let format = encoded.map(|_| "byte").or(said("format"));
        let format = format.or(bytes.map(|_| "binary"));
        self.text.format = self.text.format.or(format);
        self.text.patterns.extend(said("pattern"));
        self.text.min_length = self
            .text
            .min_length
            .max(count(schema, "minLength").unwrap_or(0));
        self.text.max_length = least(self.text.max_length, count(schema, "maxLength"));
    }

    /// The types that the other keywords speak of, where no `type` is given.
    pub(crate) fn implied_type(&self) -> Option<&'static str> {
        let object = !self.properties.is_empty()
            || !self.required.is_empty()
            || !self.additional.is_empty()
            || !self.by_pattern.is_empty()
            || !self.names.is_empty()
            || self.min_members > 0;
        let array = !self.items.is_empty() || !self.by_position.is_empty() || self.min_items > 0;
        let text = self.text.format.is_some()
            || !self.text.patterns.is_empty()
            || self.text.min_length > 0
            || self.text.max_length.is_some();
        let number = self.minimum.is_some()
            || self.maximum.is_some()
            || self.above.is_some()
            || self.below.is_some()
            || self.multiple_of.is_some();
        match (object, array, text, number) {
            (true, ..) => Some("object"),
            (_, true, ..) => Some("array"),
            (_, _, true, _) => Some("string"),
            (_, _, _, true) => Some("number"),
            _ => None,
        }
    }
}

/// Types that both allow: an integer is a number.
fn both<'d>(known: &[&'d str], said: &[&'d str]) -> Vec<&'d str> {
    let allows = |types: &[&str], name: &str| {
        types.contains(&name) || (name == "integer" && types.contains(&"number"))
    };
    let mut types: Vec<&str> = Vec::new();
    for name in known.iter().chain(said) {
        if allows(known, name) && allows(said, name) && !types.contains(name) {
            types.push(name);
        }
    }
    types
}

fn least(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    a.into_iter().chain(b).min()
}

fn count(schema: &Value, keyword: &str) -> Option<usize> {
    let count = schema.get(keyword)?.as_u64()?;
    usize::try_from(count).ok()
}

pub(crate) fn list<'d>(schema: &'d Value, keyword: &str) -> Option<&'d [Value]> {
    schema.get(keyword)?.as_array().map(Vec::as_slice)
}

fn members<'d>(schema: &'d Value, keyword: &str) -> Vec<(&'d str, &'d Value)> {
    let object = schema.get(keyword).and_then(Value::as_object);
    object
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value))
        .collect()
}
