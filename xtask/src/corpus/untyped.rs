//! The census of untyped fields: every place where any JSON value may stand, and why.
//!
//! A schema that says nothing of its values is honestly untyped. Where it says something that the emitted type does
//! not, the place is *recoverable*: the generator could do better.

use generator::Generation;
use generator::api::{Additional, Api, Member, Type, TypeDefinition, TypeKind, TypePath};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::round_trip::constraints::Constraints;
use super::round_trip::document::Document;
use super::round_trip::subjects::{Subjects, parse};

/// A place where any JSON value may stand.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Untyped {
    /// The schema.
    pub(crate) place: String,
    /// The type, and the field, variant or part of it.
    pub(crate) field: String,
    pub(crate) reason: String,
    /// The schema says something that the type does not.
    pub(crate) recoverable: bool,
}

/// Why a place is untyped.
struct Reason {
    text: String,
    recoverable: bool,
}

impl Reason {
    fn honest(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            recoverable: false,
        }
    }

    fn recoverable(text: String) -> Self {
        Self {
            text,
            recoverable: true,
        }
    }
}

/// Lists the untyped places of an API, sorted by place.
pub(crate) fn census(generation: &Generation) -> Vec<Untyped> {
    let file = generation.sources.files().next();
    let given = file.and_then(|file| generation.sources.value(file));
    let (Some(api), Some(given)) = (&generation.api, given) else {
        return Vec::new();
    };
    let document = Document::new(given);
    let mut census = Census {
        document: &document,
        found: Vec::new(),
    };
    for (path, definition) in &api.types {
        let owner = api
            .types
            .iter()
            .find(|(other, owner)| other.home == path.home && owner.schema_name.is_some());
        census.definition(path, definition, owner.map(|(_, owner)| owner));
    }
    census.bodies(&Subjects::new(api, &document));
    census.parameters(api);
    let mut found = census.found;
    for untyped in found.iter_mut().filter(|untyped| untyped.recoverable) {
        add_codes(untyped, generation);
    }
    found.sort_by(|a, b| (&a.place, &a.field).cmp(&(&b.place, &b.field)));
    found
}

/// How many choices of alternatives are looked into.
const MAX_CHOICES: usize = 100;

struct Census<'d> {
    document: &'d Document,
    found: Vec<Untyped>,
}

impl<'d> Census<'d> {
    /// A type; `owner` is the one that its module is named after.
    fn definition(
        &mut self,
        path: &TypePath,
        definition: &TypeDefinition,
        owner: Option<&TypeDefinition>,
    ) {
        let node = parse(&definition.pointer).and_then(|pointer| self.document.find(&pointer));
        let place = &definition.pointer;
        let mut said = Constraints::default();
        if let Some(node) = node {
            said.add(self.document, node);
        }
        match &definition.kind {
            TypeKind::Object(object) => {
                for member in object.members.iter().filter(|member| holds_any(&member.ty)) {
                    let property = said
                        .properties
                        .iter()
                        .find(|(name, _)| *name == member.wire_name);
                    let reason = match property {
                        Some((_, schemas)) => self.reason(schemas, &member.ty),
                        None if member.required => {
                            Reason::honest("required, but nothing says what it is")
                        }
                        None => self.elsewhere(definition, owner, member),
                    };
                    let field = format!("{path}.{}", member.name);
                    self.add(
                        &format!("{place}/properties/{}", member.wire_name),
                        field,
                        reason,
                    );
                }
                if let Additional::Kept { name, ty } = &object.additional
                    && holds_any(ty)
                {
                    let reason = self.reason(&said.additional, ty);
                    let place = format!("{place}/additionalProperties");
                    self.add(&place, format!("{path}.{name}"), reason);
                }
            }
            TypeKind::Union(union) => {
                for variant in union
                    .variants
                    .iter()
                    .filter(|variant| holds_any(&variant.ty))
                {
                    let reason = self.of_variant(node, &said, &variant.ty);
                    self.add(place, format!("{path}::{}", variant.name), reason);
                }
            }
            TypeKind::Alias(ty) if holds_any(ty) => {
                let schemas: Vec<&Value> = node.into_iter().collect();
                let reason = self.reason(&schemas, ty);
                self.add(place, path.to_string(), reason);
            }
            TypeKind::Alias(_) | TypeKind::Enumeration(_) | TypeKind::Newtype(_) => {}
        }
    }

    /// The bodies of requests and responses.
    fn bodies(&mut self, subjects: &Subjects<'_>) {
        for (pointer, ty) in subjects.bodies() {
            if holds_any(ty) {
                let schemas: Vec<&Value> = self.document.find(pointer).into_iter().collect();
                let reason = self.reason(&schemas, ty);
                self.add(&pointer.to_string(), "a body".to_owned(), reason);
            }
        }
    }

    fn parameters(&mut self, api: &Api) {
        for operation in api.groups.iter().flat_map(|group| &group.operations) {
            for parameter in operation.parameters.iter().filter(|one| holds_any(&one.ty)) {
                let declared = self.parameter(&operation.pointer, &parameter.wire_name);
                let schemas: Vec<&Value> = declared.into_iter().collect();
                let reason = self.reason(&schemas, &parameter.ty);
                let field = format!("{}({})", operation.id, parameter.name);
                self.add(&operation.pointer, field, reason);
            }
        }
    }

    /// The schema of a parameter.
    fn parameter(&self, operation: &str, name: &str) -> Option<&'d Value> {
        let operation = parse(operation)?;
        let lists = [Some(operation.clone()), operation.parent()];
        let nodes = lists.into_iter().flatten().flat_map(|owner| {
            let list = owner.join("parameters");
            let count = self
                .document
                .find(&list)
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            (0..count).map(move |index| list.index(index))
        });
        let mut nodes = nodes.filter_map(|node| self.document.find(&self.document.resolved(&node)));
        let node = nodes.find(|node| node.get("name").is_some_and(|text| text == name))?;
        let content = node.get("content").and_then(Value::as_object);
        let content = content.and_then(|content| content.values().next());
        Some(
            node.get("schema")
                .or_else(|| content?.get("schema"))
                .unwrap_or(node),
        )
    }

    /// A member that isn't among the schema's own: one that stands around its schema, or in an alternative of the
    /// schema that owns it.
    fn elsewhere(
        &self,
        definition: &TypeDefinition,
        owner: Option<&TypeDefinition>,
        member: &Member,
    ) -> Reason {
        let mut places = Vec::new();
        let mut above = parse(&definition.pointer);
        while let Some(here) = above {
            above = here.parent();
            places.push(here);
        }
        places.extend(owner.and_then(|owner| parse(&owner.pointer)));
        let schemas = places.iter().filter_map(|place| self.document.find(place));
        for schema in schemas {
            let mut said = Constraints::default();
            said.add(self.document, schema);
            // Alternatives may have alternatives.
            for _ in 0..MAX_CHOICES {
                let property = said
                    .properties
                    .iter()
                    .find(|(name, _)| *name == member.wire_name);
                if let Some((_, schemas)) = property {
                    return self.reason(schemas, &member.ty);
                }
                let Some(choice) = said.choices.pop() else {
                    break;
                };
                for alternative in choice.alternatives {
                    said.add(self.document, alternative);
                }
            }
        }
        Reason::recoverable("its schema isn't where its type was made".to_owned())
    }

    fn of_variant(&self, node: Option<&'d Value>, said: &Constraints<'d>, ty: &Type) -> Reason {
        let wanted = match ty {
            Type::List(_) => "array",
            _ => "object",
        };
        let mut worst = None;
        for alternative in self.alternatives(said) {
            let mut constraints = Constraints::default();
            constraints.add(self.document, alternative);
            let implied = constraints.implied_type().into_iter();
            if constraints
                .types
                .iter()
                .flatten()
                .copied()
                .chain(implied)
                .any(|name| name == wanted)
            {
                let reason = self.reason(&[alternative], ty);
                if !reason.recoverable {
                    return reason;
                }
                worst = Some(reason);
            }
        }
        let schemas: Vec<&Value> = node.into_iter().collect();
        worst.unwrap_or_else(|| self.reason(&schemas, ty))
    }

    /// The alternatives of a schema, and those that they offer.
    fn alternatives(&self, said: &Constraints<'d>) -> Vec<&'d Value> {
        let of = |said: &Constraints<'d>| -> Vec<&'d Value> {
            let choices = said.choices.iter();
            choices.flat_map(|choice| choice.alternatives).collect()
        };
        let mut waiting = of(said);
        let mut found = Vec::new();
        while let Some(alternative) = waiting.pop() {
            let mut constraints = Constraints::default();
            constraints.add(self.document, alternative);
            if found.len() < MAX_CHOICES {
                waiting.extend(of(&constraints));
            }
            found.push(alternative);
        }
        found
    }

    /// Why a type that holds any JSON was made of schemas that hold all at once.
    fn reason(&self, schemas: &[&'d Value], ty: &Type) -> Reason {
        let mut said = Constraints::default();
        for schema in schemas {
            said.add(self.document, schema);
        }
        self.reason_of(&mut said, ty)
    }

    fn reason_of(&self, said: &mut Constraints<'d>, ty: &Type) -> Reason {
        match ty {
            Type::Optional(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.reason_of(said, inner)
            }
            Type::List(inner) => {
                self.take_only_choice(said);
                match (&said.by_position[..], &said.items[..]) {
                    ([], []) => Reason::honest("an array of which nothing more is said"),
                    ([], items) => self.reason(items, inner),
                    _ => {
                        Reason::recoverable("an array whose items are told by position".to_owned())
                    }
                }
            }
            Type::Map(inner) => {
                self.take_only_choice(said);
                if !said.by_pattern.is_empty() {
                    Reason::recoverable("members are told by pattern".to_owned())
                } else if !said.properties.is_empty() || !said.choices.is_empty() {
                    Reason::recoverable(format!(
                        "an object of which more is said: {}",
                        summary(said)
                    ))
                } else if said.additional.is_empty() {
                    Reason::honest("an object of which nothing more is said")
                } else {
                    let additional = std::mem::take(&mut said.additional);
                    self.reason(&additional, inner)
                }
            }
            _ => self.why_any(said),
        }
    }

    /// A lone alternative beside null says what the schema says.
    fn take_only_choice(&self, said: &mut Constraints<'d>) {
        let is_null = |schema: &&Value| schema.get("type").is_some_and(|name| name == "null");
        // A choice may lead back to itself.
        for _ in 0..MAX_CHOICES {
            let [choice] = said.choices[..] else { return };
            let others: Vec<&Value> = choice
                .alternatives
                .iter()
                .filter(|one| !is_null(one))
                .collect();
            let [only] = others[..] else { return };
            said.choices.clear();
            said.add(self.document, only);
        }
    }

    fn why_any(&self, said: &mut Constraints<'d>) -> Reason {
        self.take_only_choice(said);
        let nothing = says_nothing(said);
        if nothing && said.choices.is_empty() {
            return Reason::honest("nothing is said of it");
        }
        let takes_anything = said.choices.iter().all(|choice| {
            choice.alternatives.iter().any(|alternative| {
                let mut constraints = Constraints::default();
                constraints.add(self.document, alternative);
                says_nothing(&constraints) && constraints.choices.is_empty()
            })
        });
        if nothing && takes_anything {
            return Reason::honest("one of its alternatives takes anything");
        }
        Reason::recoverable(summary(said))
    }

    fn add(&mut self, place: &str, field: String, reason: Reason) {
        self.found.push(Untyped {
            place: place.to_owned(),
            field,
            reason: reason.text,
            recoverable: reason.recoverable,
        });
    }
}

fn says_nothing(said: &Constraints<'_>) -> bool {
    said.types.is_none() && said.values.is_none() && said.implied_type().is_none()
}

/// What a schema says, in a line.
fn summary(said: &Constraints<'_>) -> String {
    let mut parts = Vec::new();
    if let Some(types) = &said.types {
        parts.push(format!("type {}", types.join("|")));
    }
    if let Some(values) = &said.values {
        parts.push(format!("{} values", values.len()));
    }
    if !said.properties.is_empty() {
        parts.push(format!("{} properties", said.properties.len()));
    }
    for choice in &said.choices {
        parts.push(format!("a choice of {}", choice.alternatives.len()));
    }
    if let (true, Some(implied)) = (parts.is_empty(), said.implied_type()) {
        parts.push(format!("what belongs to type {implied}"));
    }
    parts.join(", ")
}

/// Adds the codes of the diagnostics that speak of the place.
fn add_codes(untyped: &mut Untyped, generation: &Generation) {
    let Some(place) = parse(&untyped.place) else {
        return;
    };
    let mut codes: Vec<&str> = generation
        .diagnostics
        .iter()
        .filter(|diagnostic| {
            let pointer = diagnostic.place().and_then(|place| place.pointer());
            pointer.is_some_and(|pointer| pointer.below(&place).is_some())
        })
        .map(|diagnostic| diagnostic.code.as_str())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    if !codes.is_empty() {
        untyped.reason = format!("{} ({})", untyped.reason, codes.join(" "));
    }
}

fn holds_any(ty: &Type) -> bool {
    match ty {
        Type::Any => true,
        Type::List(inner)
        | Type::Map(inner)
        | Type::Optional(inner)
        | Type::Nullable(inner)
        | Type::Boxed(inner) => holds_any(inner),
        _ => false,
    }
}
