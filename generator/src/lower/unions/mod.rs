//! `oneOf` and `anyOf` become unions, unless something simpler says the same.

pub(super) mod base;
mod discriminator;
mod enumeration;
mod variant_names;

use self::discriminator::Discriminator;
pub(super) use self::variant_names::kind_name;
use super::facets::Facets;
use super::schemas::{Schemas, Typed};
use super::scope::Scope;
use crate::api::{Docs, Type, TypeKind, Union, UnionVariant};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::dialect::{JsonType, References, Schema};

/// An alternative on its way to a variant.
struct Alternative<'d> {
    schema: Schema<'d>,
    ty: Type,
    /// What the document calls it, or what it is.
    text: String,
    /// The discriminator's values that choose it.
    tags: Vec<String>,
    /// It is taken for values without those of any.
    is_default: bool,
    docs: Docs,
}

/// Choices that hold at once have a variant for each combination of alternatives, up to so many.
const MAX_COMBINATIONS: usize = 256;

/// The type of a schema with alternatives; `None` where they only restrict a type that stands without them. Of several
/// choices that hold at once, the others are left to each alternative of the first.
pub(super) fn typed<'d>(
    schemas: &mut Schemas<'_, 'd>,
    facets: &Facets<'d>,
    scope: &Scope,
) -> Option<Typed> {
    let choices = facets.alternatives.iter();
    let choices: Vec<_> = choices
        .filter(|choice| !choice.iter().all(|it| restricts_only(it, facets)))
        .collect();
    let (choice, others) = choices.split_first()?;
    let combinations = choices.iter().fold(facets.combinations, |count, choice| {
        count.saturating_mul(choice.len())
    });
    let is_combined = facets.combinations > 1 || !others.is_empty();
    if is_combined && combinations > MAX_COMBINATIONS {
        let is_whole = facets.combinations == 1;
        let label = match is_whole {
            true => "any JSON value is accepted here",
            false => "only what stands beside the choices is read",
        };
        let diagnostic = too_many_combinations(facets, &choices).label(label);
        schemas.diagnostics.push(diagnostic);
        return is_whole.then(Typed::anything);
    }
    let beside = Beside {
        facets,
        choice: choice.as_slice(),
        is_part_of_each: facets.say_of_parts() || !others.is_empty(),
    };
    let is_null_here = |alternative: &Schema<'d>| {
        let references = &schemas.references;
        is_null(alternative, choice, references)
    };
    let (nulls, mut alternatives): (Vec<_>, Vec<_>) =
        choice.iter().cloned().partition(is_null_here);
    if facets.combinations > 1 {
        alternatives.retain(|alternative| may_hold(schemas, alternative, facets));
        if alternatives.is_empty() {
            return None;
        }
    }
    let alternatives = without_repeats(alternatives);
    let mut typed = of_alternatives(schemas, &alternatives, &beside, scope);
    typed.nullable |= !nulls.is_empty();
    Some(typed)
}

/// What holds beside a choice.
struct Beside<'a, 'd> {
    facets: &'a Facets<'d>,
    choice: &'a [Schema<'d>],
    /// It says something of the parts of a value, which belongs to every variant.
    is_part_of_each: bool,
}

impl<'d> Beside<'_, 'd> {
    /// The type of an alternative. One that says nothing of types has that which stands beside it.
    fn typed(
        &self,
        alternative: &Schema<'d>,
        schemas: &mut Schemas<'_, 'd>,
        scope: &Scope,
    ) -> Typed {
        if self.is_part_of_each || leaves_type(alternative, self.facets) {
            schemas.typed_together(alternative, self.choice, self.facets, scope)
        } else {
            schemas.typed(alternative, scope)
        }
    }
}

/// The type stands beside the choice, and the alternative only bounds the values.
fn leaves_type(alternative: &Schema<'_>, facets: &Facets<'_>) -> bool {
    !facets.types.is_empty() && alternative.only_bounds()
}

/// An alternative can hold beside what is said: no type rules it out.
fn may_hold<'d>(schemas: &Schemas<'_, 'd>, alternative: &Schema<'d>, facets: &Facets<'d>) -> bool {
    let said = glance(schemas, std::slice::from_ref(alternative));
    said.is_none_or(|said| said.shares_a_type_with(facets))
}

fn too_many_combinations(facets: &Facets<'_>, choices: &[&Vec<Schema<'_>>]) -> Diagnostic {
    let mut diagnostic = Diagnostic::warning(
        codes::SEVERAL_CHOICES,
        format!("choices that hold at once have more than {MAX_COMBINATIONS} combinations"),
    )
    .at(facets.node.place());
    for first in choices.iter().filter_map(|choice| choice.first()) {
        if let Some(choice) = first.node.pointer.parent() {
            let place = Place::key(first.node.file, choice);
            diagnostic = diagnostic.related(place, "a choice");
        }
    }
    diagnostic.help("keep one choice, and make the others members of their own")
}

fn of_alternatives<'d>(
    schemas: &mut Schemas<'_, 'd>,
    alternatives: &[Schema<'d>],
    beside: &Beside<'_, 'd>,
    scope: &Scope,
) -> Typed {
    match alternatives {
        [] => return Typed::plain(Type::Null),
        [only] => return beside.typed(only, schemas, scope),
        _ => {}
    }
    let facets = beside.facets;
    let of_strings = enumeration::of_strings(schemas, facets, alternatives, scope);
    let listed =
        of_strings.or_else(|| enumeration::of_integers(schemas, facets, alternatives, scope));
    if let Some(ty) = listed {
        return Typed::plain(ty);
    }
    if let Some(typed) = enumeration::of_numbers(schemas, alternatives) {
        return typed;
    }
    discriminator::check_mapping(schemas, facets, alternatives);
    let discriminator = discriminator::find(schemas, facets, alternatives);
    let (alternatives, nullable) =
        lowered(schemas, alternatives, beside, discriminator.as_ref(), scope);
    match alternatives.as_slice() {
        [only] => {
            return Typed::new(only.ty.clone(), nullable);
        }
        several
            if several
                .iter()
                .any(|alternative| alternative.ty == Type::Any) =>
        {
            return Typed::anything();
        }
        _ => {}
    }
    let names = variant_names::of(schemas, &alternatives);
    let variants = alternatives
        .into_iter()
        .zip(names)
        .map(|(alternative, name)| UnionVariant {
            name,
            ty: alternative.ty,
            tags: alternative.tags,
            written: None,
            is_default: alternative.is_default,
            docs: alternative.docs,
        })
        .collect();
    let union = Union {
        discriminator: discriminator.map(|discriminator| discriminator.property),
        variants,
    };
    let path = schemas.claim(scope, &facets.node);
    schemas.insert(
        path.clone(),
        &facets.node,
        facets.docs.clone(),
        TypeKind::Union(union),
    );
    Typed::new(Type::Named(path), nullable)
}

/// The types of the alternatives, each once, and whether one of them allows null.
fn lowered<'d>(
    schemas: &mut Schemas<'_, 'd>,
    alternatives: &[Schema<'d>],
    beside: &Beside<'_, 'd>,
    discriminator: Option<&Discriminator>,
    scope: &Scope,
) -> (Vec<Alternative<'d>>, bool) {
    let groups = match beside.is_part_of_each || discriminator.is_some() {
        true => alternatives.iter().map(|it| vec![it.clone()]).collect(),
        false => enumeration::grouped(schemas, alternatives),
    };
    let alternatives: Vec<Schema<'d>> = groups.iter().map(|group| group[0].clone()).collect();
    let texts = variant_names::texts(schemas, &alternatives, discriminator);
    let steps = variant_names::steps(&texts, &alternatives);
    let mut lowered: Vec<Alternative<'d>> = Vec::new();
    let mut nullable = false;
    let called = texts.into_iter().zip(steps);
    for (index, (group, (text, step))) in groups.iter().zip(called).enumerate() {
        let scope = scope.inner(&step);
        let schema = &group[0];
        let of_group = (group.len() > 1).then(|| enumeration::of_group(schemas, group, &scope));
        let (typed, docs) = match of_group.flatten() {
            // What is said of each is said of its value.
            Some(typed) => (typed, Docs::default()),
            None => (beside.typed(schema, schemas, &scope), schemas.docs(schema)),
        };
        nullable |= typed.nullable && typed.ty != Type::Any;
        let tags = discriminator.map(|discriminator| discriminator.tags[index].clone());
        let tags = tags.unwrap_or_default();
        let is_default = discriminator.is_some_and(|it| it.default == Some(index));
        match lowered.iter_mut().find(|known| known.ty == typed.ty) {
            Some(known) => {
                known.tags.extend(tags);
                known.is_default |= is_default;
            }
            None => lowered.push(Alternative {
                schema: schema.clone(),
                ty: typed.ty,
                text,
                tags,
                is_default,
                docs,
            }),
        }
    }
    let numbers = lowered
        .iter()
        .any(|alternative| alternative.ty == Type::Float);
    lowered.retain(|alternative| !(numbers && matches!(alternative.ty, Type::Integer(_))));
    (lowered, nullable)
}

/// A schema with several `type`s: a union with a variant a type.
pub(super) fn of_types<'d>(
    schemas: &mut Schemas<'_, 'd>,
    types: &[JsonType],
    facets: &Facets<'d>,
    scope: &Scope,
) -> Typed {
    let number = types.contains(&JsonType::Number);
    let variants: Vec<UnionVariant> = types
        .iter()
        .filter(|json_type| !(number && **json_type == JsonType::Integer))
        .map(|json_type| {
            let name = kind_name(*json_type);
            let ty = schemas.single(*json_type, facets, &scope.inner(name));
            UnionVariant {
                name: name.to_owned(),
                ty,
                tags: Vec::new(),
                written: None,
                is_default: false,
                docs: Docs::default(),
            }
        })
        .collect();
    let path = schemas.claim(scope, &facets.node);
    let union = Union {
        discriminator: None,
        variants,
    };
    schemas.insert(
        path.clone(),
        &facets.node,
        facets.docs.clone(),
        TypeKind::Union(union),
    );
    Typed::plain(Type::Named(path))
}

/// An alternative such as `required: [a]`, or `pattern: ^a` beside a type, names no type of its own.
fn restricts_only(alternative: &Schema<'_>, facets: &Facets<'_>) -> bool {
    let object = alternative.node.object();
    object.is_some_and(|object| object.keys().all(|key| restricts(key)))
        || leaves_type(alternative, facets)
}

fn restricts(keyword: &str) -> bool {
    const RESTRICTING: [&str; 6] = [
        "required",
        "not",
        "minProperties",
        "maxProperties",
        "description",
        "title",
    ];
    RESTRICTING.contains(&keyword)
}

/// The reference of an alternative that merges what it leads to with restrictions alone, such as what is required.
fn narrowed<'d>(alternative: &Schema<'d>) -> Option<Schema<'d>> {
    let mut parts = alternative.all_of();
    let reference = parts.iter().position(Schema::is_plain_reference)?;
    let reference = parts.swap_remove(reference);
    parts.push(alternative.clone());
    parts.iter().all(narrows).then_some(reference)
}

/// Beside its `allOf`, an object is only restricted.
fn narrows(schema: &Schema<'_>) -> bool {
    let is_object = schema
        .types()
        .is_ok_and(|types| types == [JsonType::Object]);
    let narrows = |key: &String| match key.as_str() {
        "allOf" => true,
        "type" => is_object,
        other => restricts(other),
    };
    let object = schema.node.object();
    object.is_some_and(|object| object.keys().all(narrows))
}

/// Whether an alternative of a choice is null, or leads to what is. OpenAPI 3.0 has no type of that name: beside
/// references, tools write a nullable object of which nothing is said.
pub(super) fn is_null<'d>(
    alternative: &Schema<'d>,
    choice: &[Schema<'d>],
    references: &References<'d>,
) -> bool {
    let is_beside_references = || {
        choice.iter().any(Schema::is_reference)
            && choice
                .iter()
                .all(|other| other.is_reference() || is_nullable_object(other))
    };
    let leads_to_null = || {
        let target = references.target(&alternative.node, &mut Diagnostics::default());
        target.is_some_and(|target| is_only_null(&Schema::new(target)))
    };
    is_only_null(alternative)
        || (alternative.is_reference() && leads_to_null())
        || (is_nullable_object(alternative) && is_beside_references())
}

fn is_nullable_object(schema: &Schema<'_>) -> bool {
    let is_object = matches!(schema.types().as_deref(), Ok([JsonType::Object]));
    is_object && schema.nullable() && schema.only_wraps() && schema.all_of().is_empty()
}

fn is_only_null(schema: &Schema<'_>) -> bool {
    let only_null = |values: Vec<&serde_json::Value>| values.iter().all(|value| value.is_null());
    matches!(schema.types().as_deref(), Ok([JsonType::Null]))
        || schema.enumeration().is_some_and(only_null)
}

/// An alternative that is offered twice is one.
fn without_repeats(alternatives: Vec<Schema<'_>>) -> Vec<Schema<'_>> {
    let mut kept: Vec<Schema<'_>> = Vec::new();
    for alternative in alternatives {
        if kept
            .iter()
            .all(|known| known.node.value != alternative.node.value)
        {
            kept.push(alternative);
        }
    }
    kept
}

/// What an alternative says, with whatever is wrong with it passed over: it is reported when its type is made.
fn glance<'d>(schemas: &Schemas<'_, 'd>, alternatives: &[Schema<'d>]) -> Option<Facets<'d>> {
    Facets::glance(alternatives, &schemas.references)
}
