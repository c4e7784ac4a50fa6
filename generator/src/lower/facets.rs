//! Everything that a schema says, with its references followed and its `allOf` merged.

use std::iter;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use super::schemas::Identity;
use crate::api::Docs;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::dialect::{AdditionalProperties, JsonType, Node, References, Schema};
use crate::source::suggest::nearest;

/// Everything that a schema says.
#[derive(Clone, Debug)]
pub(super) struct Facets<'d> {
    /// Where the schema stands.
    pub(super) node: Node<'d>,
    /// The schemas that say it.
    pub(super) parts: Vec<Schema<'d>>,
    /// The types that are allowed but `null`; empty where nothing is said.
    pub(super) types: Vec<JsonType>,
    pub(super) nullable: bool,
    /// Null is the one type or value that is allowed.
    pub(super) only_null: bool,
    pub(super) format: Option<&'d str>,
    pub(super) enumeration: Option<Vec<&'d Value>>,
    /// The schemas that list values, those that are narrowed after those that narrow them.
    pub(super) listings: Vec<Schema<'d>>,
    /// Members by name; several schemas of one member hold all at once.
    pub(super) properties: Vec<(&'d str, Vec<Schema<'d>>)>,
    pub(super) required: Vec<&'d str>,
    pub(super) additional: AdditionalProperties<'d>,
    pub(super) items: Vec<Schema<'d>>,
    /// Each inner list offers a choice; all choices hold at once.
    pub(super) alternatives: Vec<Vec<Schema<'d>>>,
    pub(super) discriminator: Option<Node<'d>>,
    /// What the references of the parts lead to, with whether it allows null.
    followed: FxHashMap<Identity, bool>,
    /// How many combinations there are of the alternatives of the choices that are made.
    pub(super) combinations: usize,
    pub(super) docs: Docs,
}

impl<'d> Facets<'d> {
    /// Gathers the same as [`gather`](Self::gather) where faults are told of elsewhere.
    pub(super) fn glance(schemas: &[Schema<'d>], references: &References<'d>) -> Option<Self> {
        Self::gather(schemas, references, &mut Diagnostics::default())
    }

    /// Gathers what schemas say that hold all at once, the first one being the place of the whole.
    pub(super) fn gather(
        schemas: &[Schema<'d>],
        references: &References<'d>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let (first, others) = schemas.split_first()?;
        let mut facets = Self {
            node: first.node.clone(),
            parts: schemas.to_vec(),
            types: Vec::new(),
            nullable: false,
            only_null: false,
            format: None,
            enumeration: None,
            listings: Vec::new(),
            properties: Vec::new(),
            required: Vec::new(),
            additional: AdditionalProperties::Unsaid,
            items: Vec::new(),
            alternatives: Vec::new(),
            discriminator: None,
            followed: FxHashMap::default(),
            combinations: 1,
            docs: Docs::default(),
        };
        let mut gathering = Gathering {
            references,
            diagnostics,
            inside: FxHashSet::default(),
            known: FxHashMap::default(),
        };
        let mut nullable = gathering.add(first, &mut facets);
        for other in others {
            nullable &= gathering.add(other, &mut facets);
        }
        facets.nullable = nullable;
        facets.followed = gathering.known;
        if !facets.alternatives.is_empty() {
            facets.leave_out_made_choices(references);
        }
        Some(facets)
    }

    /// Where a schema merges another that offers it as an alternative, the choice is made.
    fn leave_out_made_choices(&mut self, references: &References<'d>) {
        let mut unheard = Diagnostics::default();
        let mut choices = std::mem::take(&mut self.alternatives);
        choices.retain(|choice| {
            !choice.iter().any(|alternative| {
                let target = references.target(&alternative.node, &mut unheard);
                self.says_what(target.as_ref().unwrap_or(&alternative.node))
            })
        });
        self.alternatives = choices;
    }

    /// What the schema at the node says is among what is said here.
    pub(super) fn says_what(&self, node: &Node<'d>) -> bool {
        let identity = node.identity();
        self.followed.contains_key(&identity)
            || self
                .parts
                .iter()
                .any(|part| part.node.identity() == identity)
    }

    /// Something is said of members or items. That members without a name may be there says nothing: they may be
    /// wherever nothing else is said.
    pub(super) fn say_of_parts(&self) -> bool {
        !self.properties.is_empty()
            || !self.items.is_empty()
            || matches!(self.additional, AdditionalProperties::Of(_))
    }

    /// Adds what is said of members without a name. The first schema that is said of them holds, which is the object's own.
    fn add_additional(&mut self, said: AdditionalProperties<'d>) {
        use AdditionalProperties::{Any, Of, Unsaid};
        match (&self.additional, &said) {
            (_, Unsaid) | (Of(_), Any | Of(_)) => {}
            _ => self.additional = said,
        }
    }

    /// The values that are listed are those of the items of an array, as many write it: no array is a scalar.
    pub(super) fn lists_items(&self) -> bool {
        let is_scalar = |value: &&Value| !value.is_array() && !value.is_object();
        let values = self.enumeration.as_deref().unwrap_or_default();
        self.types == [JsonType::Array] && !values.is_empty() && values.iter().all(is_scalar)
    }

    /// Where it is said that there must be a member.
    pub(super) fn where_required(
        &self,
        name: &str,
        references: &References<'d>,
    ) -> Option<Node<'d>> {
        let mut seen = FxHashSet::default();
        let mut unseen = self.parts.clone();
        while let Some(schema) = unseen.pop() {
            if !seen.insert(schema.node.identity()) {
                continue;
            }
            if let Some(required) = schema.node.get("required") {
                let mut names = iter::once(required.clone()).chain(required.items());
                if let Some(found) = names.find(|node| node.value == name) {
                    return Some(found);
                }
            }
            unseen.extend(schema.all_of());
            let target = references.target(&schema.node, &mut Diagnostics::default());
            unseen.extend(target.map(Schema::new));
        }
        None
    }

    /// A value can be of a type that both allow.
    pub(super) fn shares_a_type_with(&self, other: &Self) -> bool {
        let (these, those) = (&self.types, &other.types);
        these.is_empty() || those.is_empty() || !both(these, those).is_empty()
    }

    /// All that the other says is said here as well.
    pub(super) fn include(&self, other: &Self) -> bool {
        other.parts.iter().all(|part| self.says_what(&part.node))
    }

    /// What an alternative of a choice says, together with all that holds beside the choice: other choices as well.
    pub(super) fn with_alternative(
        &self,
        alternative: &Schema<'d>,
        choice: &[Schema<'d>],
        references: &References<'d>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let parts: Vec<_> = iter::once(alternative)
            .chain(&self.parts)
            .cloned()
            .collect();
        let mut together = Self::gather(&parts, references, diagnostics)?;
        together.combinations = self.combinations.saturating_mul(choice.len());
        let whole = self.discriminator.as_ref().map(Node::identity);
        together
            .discriminator
            .take_if(|own| Some(own.identity()) == whole);
        Some(together)
    }
}

/// How many references lead from one schema to the next before it is enough.
const MAX_DEPTH: usize = 100;

struct Gathering<'a, 'd> {
    references: &'a References<'d>,
    diagnostics: &'a mut Diagnostics,
    /// The references that are being followed, to notice a circle.
    inside: FxHashSet<Identity>,
    /// What was added already, with whether it allows null: it says nothing new a second time.
    known: FxHashMap<Identity, bool>,
}

impl<'d> Gathering<'_, 'd> {
    /// Adds what a schema says; tells whether it allows null.
    fn add(&mut self, schema: &Schema<'d>, facets: &mut Facets<'d>) -> bool {
        if !schema.is_reference() {
            return self.add_keywords(schema, facets);
        }
        let Some(target) = self.references.target(&schema.node, self.diagnostics) else {
            return true;
        };
        if !self.inside.insert(target.identity()) {
            self.diagnostics.push(
                Diagnostic::warning(codes::SCHEMA_OF_ITSELF, "this schema is part of itself")
                    .at(schema.node.reference().unwrap_or_else(|| schema.node.clone()).place())
                    .related(target.key_place(), "leads back here")
                    .help("`$ref` and `allOf` must not lead back to the schema that they stand in; the reference is left out"),
            );
            return true;
        }
        let identity = target.identity();
        let target_allows_null = match self.known.get(&identity) {
            Some(allows_null) => *allows_null,
            None if self.inside.len() > MAX_DEPTH => self.too_deep(schema),
            None => self.add(&Schema::new(target), facets),
        };
        self.inside.remove(&identity);
        self.known.insert(identity, target_allows_null);
        if schema.is_plain_reference() {
            return target_allows_null || schema.nullable();
        }
        let siblings_allow_null = self.add_keywords(schema, facets);
        schema.nullable() || (target_allows_null && siblings_allow_null)
    }

    #[cold]
    fn too_deep(&mut self, schema: &Schema<'d>) -> bool {
        self.diagnostics.push(
            Diagnostic::warning(
                codes::TOO_DEEP,
                format!("more than {MAX_DEPTH} schemas are merged, each by way of another"),
            )
            .at(schema.node.place())
            .help("merge some of them in the document; this one is left out"),
        );
        true
    }

    fn add_keywords(&mut self, schema: &Schema<'d>, facets: &mut Facets<'d>) -> bool {
        let own_types = self.types(schema);
        let null_type = own_types.contains(&JsonType::Null);
        narrow(
            &mut facets.types,
            own_types
                .iter()
                .copied()
                .filter(|json_type| *json_type != JsonType::Null)
                .collect(),
        );
        facets.only_null |= own_types == [JsonType::Null];
        facets.format = facets.format.or(schema.format());
        let null_value = self.add_enumeration(schema, facets);
        for (name, property) in schema.properties() {
            match facets
                .properties
                .iter_mut()
                .find(|(known, _)| *known == name)
            {
                Some((_, schemas)) => schemas.push(property),
                None => facets.properties.push((name, vec![property])),
            }
        }
        for name in schema.required() {
            if !facets.required.contains(&name) {
                facets.required.push(name);
            }
        }
        facets.add_additional(schema.additional_properties());
        facets.items.extend(schema.array_items());
        facets.alternatives.extend(schema.alternatives());
        facets.discriminator = facets
            .discriminator
            .take()
            .or_else(|| schema.discriminator());
        let parts = schema.all_of();
        // What stands here comes before what it takes up from elsewhere says of itself.
        let here = parts.iter().filter(|part| !part.is_reference());
        for said in iter::once(schema).chain(here) {
            let docs = &mut facets.docs;
            let (title, description) = (said.title(), said.description());
            docs.summary = docs.summary.take().or_else(|| title.map(str::to_owned));
            let known = docs.description.take();
            docs.description = known.or_else(|| description.map(str::to_owned));
        }
        facets.docs.deprecated |= schema.deprecated();

        let mut parts_allow_null = !parts.is_empty() && own_types.is_empty();
        for part in &parts {
            parts_allow_null &= self.add(part, facets);
        }
        // A part that says nothing else means the whole.
        let nullable = schema.nullable() || allow_null_beside(&parts);
        nullable || null_type || null_value || parts_allow_null || says_nothing(schema)
    }

    /// Adds the values; tells whether null is one of them.
    fn add_enumeration(&mut self, schema: &Schema<'d>, facets: &mut Facets<'d>) -> bool {
        let Some(values) = schema.enumeration() else {
            return false;
        };
        facets.listings.push(schema.clone());
        let null = values.iter().any(|value| value.is_null());
        let values: Vec<_> = values
            .into_iter()
            .filter(|value| !value.is_null())
            .collect();
        facets.enumeration = Some(match facets.enumeration.take() {
            Some(known) => known
                .into_iter()
                .filter(|value| values.contains(value))
                .collect(),
            None => values,
        });
        facets.only_null |= null && facets.enumeration.as_ref().is_some_and(Vec::is_empty);
        null
    }

    fn types(&mut self, schema: &Schema<'d>) -> Vec<JsonType> {
        schema.types().unwrap_or_else(|unknown| {
            self.diagnostics.push(unknown_type(&unknown.node));
            Vec::new()
        })
    }
}

/// A type that JSON doesn't have, and that is no common name of another, with the one that was probably meant.
fn unknown_type(node: &Node<'_>) -> Diagnostic {
    let names = JsonType::NAMES.map(|(name, _)| name);
    let diagnostic =
        Diagnostic::warning(codes::UNKNOWN_TYPE, format!("unknown type {}", node.value))
            .at(node.place())
            .label("any JSON value is accepted here");
    let wrong = node.value.as_str().unwrap_or_default();
    match nearest(wrong, names) {
        Some(name) => diagnostic
            .suggest(name)
            .help(format!("did you mean `{name}`?")),
        None => diagnostic.help(format!("the types are `{}`", names.join("`, `"))),
    }
}

/// Beside what they refer to, schemas say that null is allowed.
pub(super) fn allow_null_beside(schemas: &[Schema<'_>]) -> bool {
    schemas.iter().any(Schema::is_reference) && schemas.iter().any(Schema::only_allows_null)
}

/// A part such as a lone description allows null as it allows everything.
fn says_nothing(schema: &Schema<'_>) -> bool {
    schema.only_annotates()
}

/// Both have to hold: an integer is a number.
fn narrow(known: &mut Vec<JsonType>, said: Vec<JsonType>) {
    if said.is_empty() {
        return;
    }
    if known.is_empty() {
        *known = said;
        return;
    }
    let both = both(known, &said);
    if !both.is_empty() {
        *known = both;
    }
}

/// The types that both lists allow.
fn both(these: &[JsonType], those: &[JsonType]) -> Vec<JsonType> {
    let mut both = Vec::new();
    for json_type in these {
        let narrowed = match json_type {
            JsonType::Integer if those.contains(&JsonType::Number) => Some(JsonType::Integer),
            same if those.contains(same) => Some(*same),
            JsonType::Number if those.contains(&JsonType::Integer) => Some(JsonType::Integer),
            _ => None,
        };
        both.extend(narrowed.filter(|narrowed| !both.contains(narrowed)));
    }
    both
}
