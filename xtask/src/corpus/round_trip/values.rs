//! Random values of a schema.
//!
//! What is made is meant to be valid, and mostly is: keywords that only forbid (`not`, `if`, `contains`) aren't looked
//! at. Whoever needs certainty validates what was made.

use std::collections::HashMap;

use fastrand::Rng;
use serde_json::{Map, Number, Value, json};

use super::constraints::{Choice, Constraints};
use super::document::Document;
use super::texts;

/// How much of what a value may have it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All members, some items.
    Full,
    /// Only what has to be there.
    Bare,
    /// Each member or not, as chance has it.
    Random,
}

/// Below this depth only what has to be there is made.
const DEPTH: usize = 7;

/// Below this depth nothing is made: the schema has no finite value, or none worth having.
const MAX_DEPTH: usize = 40;

/// A value of which more has to be chosen is one whose alternatives lead back to themselves.
const MAX_CHOICES: usize = 1000;

/// After so many values within a value only what has to be there is made.
const SIZE: usize = 1500;

/// How high a value of a schema that leads in a circle is taken to be.
const ENDLESS: usize = 1000;

/// Makes values for the schemas of a document. The same seed gives the same values.
pub(super) struct Maker<'d> {
    document: &'d Document,
    random: Rng,
    extent: Extent,
    /// How many more values this value may have within.
    left: usize,
    /// Which alternative or listed value comes next: each has its turn.
    turns: HashMap<*const Value, usize>,
    /// How many levels a schema's smallest value has.
    heights: HashMap<*const Value, usize>,
}

impl<'d> Maker<'d> {
    pub(super) fn new(document: &'d Document, seed: u64) -> Self {
        Self {
            document,
            random: Rng::with_seed(seed),
            extent: Extent::Random,
            left: 0,
            turns: HashMap::new(),
            heights: HashMap::new(),
        }
    }

    /// A value of a schema; `None` where none could be made.
    pub(super) fn make(&mut self, schema: &'d Value, extent: Extent) -> Option<Value> {
        self.extent = extent;
        self.left = SIZE;
        self.value(&[schema], 0)
    }

    /// A value of all these schemas at once.
    fn value(&mut self, schemas: &[&'d Value], depth: usize) -> Option<Value> {
        self.left = self.left.saturating_sub(1);
        if depth > MAX_DEPTH {
            return None;
        }
        let mut constraints = Constraints::default();
        for schema in schemas {
            constraints.add(self.document, schema);
        }
        let mut choices = 0;
        while let Some(choice) = constraints.choices.pop() {
            choices += 1;
            if choices > MAX_CHOICES {
                return None;
            }
            self.choose(choice, &mut constraints, depth)?;
        }
        if constraints.impossible {
            return None;
        }
        self.of_constraints(&constraints, depth)
    }

    /// Adds what an alternative asks.
    fn choose(
        &mut self,
        choice: Choice<'d>,
        constraints: &mut Constraints<'d>,
        depth: usize,
    ) -> Option<()> {
        let alternatives = choice.alternatives;
        let chosen = if self.is_over(depth) {
            alternatives
                .iter()
                .min_by_key(|alternative| self.height(alternative, 0))?
        } else {
            let others: Vec<&Value> = alternatives.iter().filter(|a| !is_null(a)).collect();
            let rare = others.len() < alternatives.len() && self.random.u8(..5) == 0;
            if rare || others.is_empty() {
                alternatives.iter().find(|a| is_null(a))?
            } else {
                let first: *const Value = alternatives.first()?;
                others[self.turn(first, others.len())]
            }
        };
        constraints.add(self.document, chosen);
        constraints.tags.extend(tag(choice, chosen));
        Some(())
    }

    /// Each in turn, from the first.
    fn turn(&mut self, whose: *const Value, of: usize) -> usize {
        let turn = self.turns.entry(whose).or_default();
        let now = *turn % of;
        *turn += 1;
        now
    }

    fn is_over(&self, depth: usize) -> bool {
        depth >= DEPTH || self.left == 0
    }

    fn of_constraints(&mut self, constraints: &Constraints<'d>, depth: usize) -> Option<Value> {
        if let Some(values) = &constraints.values {
            let fits = |value: &&&Value| {
                let of_type = |types: &Vec<&str>| types.iter().any(|name| is_of_type(value, name));
                constraints.types.as_ref().is_none_or(of_type)
            };
            let values: Vec<&Value> = values.iter().filter(fits).copied().collect();
            let first: *const Value = *values.first()?;
            return Some(values[self.turn(first, values.len())].clone());
        }
        let chosen = match &constraints.types {
            Some(types) => {
                let others: Vec<&str> = types.iter().copied().filter(|t| *t != "null").collect();
                let null = others.len() < types.len() && self.random.u8(..6) == 0;
                match self.random.choice(&others) {
                    Some(name) if !null => *name,
                    _ => types.first().map(|_| "null")?,
                }
            }
            None => match constraints.implied_type() {
                Some(name) => name,
                None => return Some(self.anything(0)),
            },
        };
        match chosen {
            "null" => Some(Value::Null),
            "boolean" => Some(Value::Bool(self.random.bool())),
            "integer" => self.integer(constraints),
            "number" => self.number(constraints),
            "string" => texts::make(&constraints.text, &mut self.random).map(Value::String),
            "array" => self.array(constraints, depth),
            _ => self.object(constraints, depth),
        }
    }

    fn object(&mut self, constraints: &Constraints<'d>, depth: usize) -> Option<Value> {
        let mut object = Map::new();
        for (name, schemas) in &constraints.properties {
            let required = constraints.required.contains(name);
            if !required && !self.wants_member(depth) {
                continue;
            }
            match self.value(schemas, depth + 1) {
                Some(value) => {
                    object.insert((*name).to_owned(), value);
                }
                None if required => return None,
                None => {}
            }
        }
        for name in &constraints.required {
            if !object.contains_key(*name) {
                let value = self.additional(constraints, depth)?;
                object.insert((*name).to_owned(), value);
            }
        }
        for (name, text) in &constraints.tags {
            if object.contains_key(name) || !constraints.additional.contains(&&Value::Bool(false)) {
                object.insert(name.clone(), Value::String(text.clone()));
            }
        }
        for (name, schemas) in &constraints.properties {
            if object.len() < constraints.min_members
                && !object.contains_key(*name)
                && let Some(value) = self.value(schemas, depth + 1)
            {
                object.insert((*name).to_owned(), value);
            }
        }
        self.add_further_members(constraints, &mut object, depth);
        Some(Value::Object(object))
    }

    fn wants_member(&mut self, depth: usize) -> bool {
        match self.extent {
            _ if self.is_over(depth) => false,
            Extent::Full => true,
            Extent::Bare => false,
            Extent::Random => self.random.u8(..10) < 6,
        }
    }

    /// Members that no property names, where the schema speaks of such.
    fn add_further_members(
        &mut self,
        constraints: &Constraints<'d>,
        object: &mut Map<String, Value>,
        depth: usize,
    ) {
        let wanted = match self.extent {
            _ if self.is_over(depth) => 0,
            Extent::Bare => 0,
            Extent::Full => 2,
            Extent::Random => self.random.usize(..4),
        };
        for (pattern, schema) in &constraints.by_pattern {
            for _ in 0..wanted {
                let name = super::pattern::matching(pattern, 3, &mut self.random);
                let value = self.value(&[schema], depth + 1);
                if let (Some(name), Some(value)) = (name, value) {
                    object.entry(name).or_insert(value);
                }
            }
        }
        let only_known = constraints.additional.is_empty() && !constraints.properties.is_empty();
        let enough = object.len() >= constraints.min_members;
        if only_known || (constraints.additional.is_empty() && enough) {
            return;
        }
        let missing = constraints.min_members.saturating_sub(object.len());
        for _ in 0..wanted.max(missing) {
            let name = self.member_name(constraints);
            let value = self.additional(constraints, depth);
            if let (Some(name), Some(value)) = (name, value)
                && !constraints
                    .properties
                    .iter()
                    .any(|(known, _)| *known == name)
            {
                object.entry(name).or_insert(value);
            }
        }
    }

    fn member_name(&mut self, constraints: &Constraints<'d>) -> Option<String> {
        if constraints.names.is_empty() {
            return texts::make(&texts::Wanted::default(), &mut self.random);
        }
        let mut asked = Constraints::default();
        for schema in &constraints.names {
            asked.add(self.document, schema);
        }
        match &asked.values {
            Some(names) => self.random.choice(names)?.as_str().map(str::to_owned),
            None => texts::make(&asked.text, &mut self.random),
        }
    }

    fn additional(&mut self, constraints: &Constraints<'d>, depth: usize) -> Option<Value> {
        if constraints.additional.is_empty() {
            return Some(self.anything(0));
        }
        self.value(&constraints.additional, depth + 1)
    }

    fn array(&mut self, constraints: &Constraints<'d>, depth: usize) -> Option<Value> {
        let least = constraints.min_items;
        let wanted = match self.extent {
            _ if self.is_over(depth) => least,
            Extent::Bare => least,
            Extent::Full => least.max(2),
            Extent::Random => least + self.random.usize(..4),
        };
        let wanted = wanted.max(constraints.by_position.len());
        let wanted = constraints
            .max_items
            .map_or(wanted, |most| wanted.min(most));
        let mut items = Vec::new();
        for index in 0..wanted {
            let schemas = match constraints.by_position.get(index) {
                Some(schema) => std::slice::from_ref(schema),
                None => constraints.items.as_slice(),
            };
            match self.value(schemas, depth + 1) {
                Some(item) if constraints.unique && items.contains(&item) => {}
                Some(item) => items.push(item),
                None if items.len() < least => return None,
                None => break,
            }
        }
        Some(Value::Array(items))
    }

    /// A whole number, now and then in another spelling.
    fn integer(&mut self, constraints: &Constraints<'d>) -> Option<Value> {
        let step = constraints.multiple_of.filter(|step| step.fract() == 0.0);
        let step = step.map_or(1, |step| (step as i128).max(1));
        let low = constraints.minimum.map(|low| low.ceil() as i128);
        let low = low.max(constraints.above.map(|low| low.floor() as i128 + 1));
        let high = [
            constraints.maximum.map(|high| high.floor() as i128),
            constraints.below.map(|high| high.ceil() as i128 - 1),
        ];
        let high = high.into_iter().flatten().min();
        let span: i128 = match self.random.u8(..4) {
            0 => 10,
            1 => i128::from(i32::MAX),
            2 => 1 << 53,
            _ => 1000,
        };
        let (low, high) = match (low, high) {
            (Some(low), Some(high)) => (low, high),
            (Some(low), None) => (low, low.saturating_add(span)),
            (None, Some(high)) => (high.saturating_sub(span), high),
            (None, None) => (-span, span),
        };
        let low = (low + step - 1).div_euclid(step);
        let high = high.div_euclid(step);
        if low > high {
            return None;
        }
        let value = self.random.i128(low..=high) * step;
        if self.random.u8(..20) == 0 && value.abs() < 1 << 53 {
            return Number::from_f64(value as f64).map(Value::Number);
        }
        match (i64::try_from(value), u64::try_from(value)) {
            (Ok(value), _) => Some(json!(value)),
            (Err(_), Ok(value)) => Some(json!(value)),
            (Err(_), Err(_)) => None,
        }
    }

    fn number(&mut self, constraints: &Constraints<'d>) -> Option<Value> {
        let whole = constraints
            .multiple_of
            .is_some_and(|step| step.fract() == 0.0);
        if whole || self.random.u8(..4) == 0 {
            return self.integer(constraints);
        }
        let low = [constraints.minimum, constraints.above];
        let low = low.into_iter().flatten().reduce(f64::max);
        let high = [constraints.maximum, constraints.below];
        let high = high.into_iter().flatten().reduce(f64::min);
        let (low, high) = match (low, high) {
            (Some(low), Some(high)) => (low, high),
            (Some(low), None) => (low, low + 1e6),
            (None, Some(high)) => (high - 1e6, high),
            (None, None) => (-1e9, 1e9),
        };
        let between = low + (high - low) * self.random.f64();
        let value = match constraints.multiple_of {
            Some(step) if step > 0.0 => (between / step).round() * step,
            _ => match self.random.u8(..2) {
                0 => ((between * 100.0).round() / 100.0).clamp(low, high),
                _ => between,
            },
        };
        Number::from_f64(value).map(Value::Number)
    }

    /// Any JSON.
    fn anything(&mut self, depth: usize) -> Value {
        let kinds = if depth < 2 { 8 } else { 6 };
        match self.random.u8(..kinds) {
            0 => Value::Null,
            1 => Value::Bool(self.random.bool()),
            2 => json!(self.random.i64(-1000..1000)),
            3 => json!(self.random.f64() * 1000.0),
            4 | 5 => texts::make(&texts::Wanted::default(), &mut self.random)
                .map_or(Value::Null, Value::String),
            6 => (0..self.random.usize(..3))
                .map(|_| self.anything(depth + 1))
                .collect(),
            _ => (0..self.random.usize(..3))
                .map(|index| (format!("key {index}"), self.anything(depth + 1)))
                .collect(),
        }
    }

    /// How many levels the smallest value of a schema has, about.
    fn height(&mut self, schema: &'d Value, steps: usize) -> usize {
        let key: *const Value = schema;
        if let Some(height) = self.heights.get(&key) {
            return *height;
        }
        if steps > MAX_DEPTH {
            return ENDLESS;
        }
        // A schema that is met again within itself has no end there.
        self.heights.insert(key, ENDLESS);
        let mut height = 0;
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            height = match self.document.target(reference) {
                Some(target) => self.height(target, steps + 1),
                None => ENDLESS,
            };
        }
        for part in array(schema, "allOf") {
            height = height.max(self.height(part, steps + 1));
        }
        for keyword in ["oneOf", "anyOf"] {
            let heights = array(schema, keyword).iter();
            if let Some(least) = heights.map(|part| self.height(part, steps + 1)).min() {
                height = height.max(least);
            }
        }
        for name in array(schema, "required").iter().filter_map(Value::as_str) {
            if let Some(property) = schema.get("properties").and_then(|all| all.get(name)) {
                height = height.max(1 + self.height(property, steps + 1));
            }
        }
        if schema.get("minItems").and_then(Value::as_u64).unwrap_or(0) > 0
            && let Some(items) = schema.get("items")
        {
            height = height.max(1 + self.height(items, steps + 1));
        }
        if height < ENDLESS {
            self.heights.insert(key, height);
        } else {
            self.heights.remove(&key);
        }
        height
    }
}

/// The member by which a discriminator tells the alternative that was chosen.
fn tag(choice: Choice<'_>, chosen: &Value) -> Option<(String, String)> {
    let discriminator = choice.discriminator?;
    let property = discriminator
        .get("propertyName")
        .or(Some(discriminator))?
        .as_str()?;
    let reference = chosen.get("$ref")?.as_str()?;
    let name = reference.rsplit('/').next()?;
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mapped = mapping.into_iter().flatten().find(|(_, target)| {
        let target = target.as_str().unwrap_or_default();
        target == reference || target == name
    });
    mapped.map(|(text, _)| (property.to_owned(), text.clone()))
}

fn array<'d>(schema: &'d Value, keyword: &str) -> &'d [Value] {
    let items = schema.get(keyword).and_then(Value::as_array);
    items.map(Vec::as_slice).unwrap_or_default()
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").is_some_and(|name| name == "null")
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        _ => value.is_object(),
    }
}

#[cfg(test)]
mod tests {
    use generator::source::Pointer;

    use super::super::document::Formats;

    use super::*;

    /// All values that are made for a schema are valid, and there are some.
    fn made(schemas: Value) -> Vec<Value> {
        let document = Document::new(&json!({ "components": { "schemas": schemas } }));
        let pointer = Pointer::root().join("components").join("schemas").join("A");
        let (Some(schema), Ok(validators)) = (document.find(&pointer), document.validators())
        else {
            panic!("no schema A");
        };
        let validator = match validators.at(&pointer, Formats::All) {
            Ok(validator) => validator,
            Err(error) => panic!("{error}"),
        };
        let mut maker = Maker::new(&document, 7);
        let mut values = Vec::new();
        for turn in 0..60 {
            let extent = [Extent::Full, Extent::Bare, Extent::Random][turn % 3];
            let Some(value) = maker.make(schema, extent) else {
                panic!("no value of {schema}");
            };
            assert!(validator.is_valid(&value), "{value} is not of {schema}");
            values.push(value);
        }
        values
    }

    #[test]
    fn scalars_keep_bounds_and_formats() {
        made(json!({ "A": {
            "type": "object",
            "required": ["when", "id", "count", "share", "code", "bytes"],
            "properties": {
                "when": { "type": "string", "format": "date-time" },
                "day": { "type": "string", "format": "date" },
                "id": { "type": "string", "format": "uuid" },
                "count": { "type": "integer", "minimum": 3, "maximum": 9, "exclusiveMaximum": true },
                "even": { "type": "integer", "multipleOf": 2, "format": "int32" },
                "share": { "type": "number", "minimum": 0, "maximum": 1 },
                "code": { "type": "string", "pattern": "^[A-Z]{2}$" },
                "name": { "type": "string", "minLength": 2, "maxLength": 4 },
                "bytes": { "type": "string", "format": "byte" },
                "mail": { "type": "string", "format": "email" },
                "link": { "type": "string", "format": "uri" },
                "maybe": { "type": "boolean", "nullable": true },
            },
            "additionalProperties": false,
        } }));
    }

    #[test]
    fn alternatives_that_lead_back_to_themselves_have_no_value() {
        let schema = json!({ "anyOf": [{ "$ref": "#/components/schemas/A" }] });
        let document = Document::new(&json!({ "components": { "schemas": { "A": schema } } }));
        let pointer = Pointer::root().join("components").join("schemas").join("A");
        let Some(schema) = document.find(&pointer) else {
            panic!("no schema A");
        };
        assert_eq!(Maker::new(&document, 7).make(schema, Extent::Full), None);
    }

    #[test]
    fn each_alternative_has_its_turn() {
        let values = made(json!({ "A": { "oneOf": [
            { "type": "string" },
            { "type": "integer" },
            { "type": "array", "items": { "type": "boolean" }, "minItems": 1 },
        ] } }));
        assert!(values.iter().any(Value::is_string));
        assert!(values.iter().any(Value::is_number));
        assert!(values.iter().any(Value::is_array));
    }

    #[test]
    fn parts_hold_together() {
        made(json!({
            "A": { "allOf": [
                { "$ref": "#/components/schemas/B" },
                { "type": "object", "required": ["own"], "properties": { "own": { "enum": [1, 2] } } },
            ] },
            "B": { "type": "object", "required": ["base"], "properties": { "base": { "const": "b" } } },
        }));
    }

    #[test]
    fn the_discriminator_tells_what_was_chosen() {
        let schemas = json!({
            "A": {
                "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
                "discriminator": { "propertyName": "kind", "mapping": {
                    "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog",
                } },
            },
            "Cat": { "type": "object", "required": ["kind", "lives"], "properties": {
                "kind": { "type": "string" }, "lives": { "type": "integer" },
            } },
            "Dog": { "type": "object", "required": ["kind", "tricks"], "properties": {
                "kind": { "type": "string" }, "tricks": { "type": "string" },
            } },
        });
        for value in made(schemas) {
            assert_eq!(value["kind"] == "cat", value.get("lives").is_some());
        }
    }

    #[test]
    fn schemas_that_hold_themselves_come_to_an_end() {
        made(json!({ "A": { "oneOf": [
            { "type": "object", "required": ["both"], "properties": {
                "both": { "type": "array", "minItems": 2, "items": { "$ref": "#/components/schemas/A" } },
            } },
            { "type": "string" },
        ] } }));
    }

    #[test]
    fn the_same_seed_gives_the_same_values() {
        let schemas = json!({ "A": { "type": "array", "items": { "type": "string" } } });
        assert_eq!(made(schemas.clone()), made(schemas));
    }

    #[test]
    fn maps_have_members_that_no_property_names() {
        let values = made(json!({ "A": {
            "type": "object",
            "properties": { "known": { "type": "string" } },
            "additionalProperties": { "type": "integer" },
        } }));
        let further = |value: &Value| value.as_object().is_some_and(|object| object.len() > 1);
        assert!(values.iter().any(further));
    }
}
