//! The member that tells the variants of a union apart
//! ([Discriminator Object](https://spec.openapis.org/oas/v3.0.4.html#discriminator-object)), declared or implied.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{glance, is_null, narrowed};
use crate::dialect::{Node, Schema};
use crate::lower::facets::Facets;
use crate::lower::schemas::Schemas;

/// The member that tells the variants apart, and for each variant its values.
pub(super) struct Discriminator {
    pub(super) property: String,
    pub(super) tags: Vec<Vec<String>>,
    /// The variant of objects without any of these values (`defaultMapping`, OpenAPI 3.2).
    pub(super) default: Option<usize>,
}

/// The declared discriminator, else a member that every alternative binds to a text of its own.
pub(super) fn find<'d>(
    schemas: &Schemas<'_, 'd>,
    facets: &Facets<'d>,
    alternatives: &[Schema<'d>],
) -> Option<Discriminator> {
    let said: Vec<Facets<'d>> = alternatives
        .iter()
        .map(|alternative| glance(schemas, std::slice::from_ref(alternative)))
        .collect::<Option<_>>()?;
    match &facets.discriminator {
        Some(node) => declared(schemas, node, alternatives, &said),
        None => implied(schemas, &said),
    }
}

/// Reports what a mapping leads to and that is not there: each target is a reference, or the name of a schema.
pub(super) fn check_mapping<'d>(
    schemas: &mut Schemas<'_, 'd>,
    facets: &Facets<'d>,
    alternatives: &[Schema<'d>],
) {
    let discriminator = facets.discriminator.as_ref();
    let default = discriminator.and_then(|node| node.get("defaultMapping"));
    let mapped = mapping(discriminator).into_iter().map(|(_, target)| target);
    for target in mapped.chain(default) {
        let Some(text) = target.value.as_str() else {
            continue;
        };
        let is_alternative = alternatives.iter().any(|it| is_called(it, text));
        if is_alternative || schemas.has_name(text) {
            continue;
        }
        let fault = schemas.references.fault(&target, &reference_to(text));
        schemas.diagnostics.extend(fault);
    }
}

/// The values are those of the mapping, else what the member is bound to, else the schema's name.
fn declared<'d>(
    schemas: &Schemas<'_, 'd>,
    node: &Node<'d>,
    alternatives: &[Schema<'d>],
    said: &[Facets<'d>],
) -> Option<Discriminator> {
    let property = node.text("propertyName")?;
    let mapping = mapping(Some(node));
    let default = node.text("defaultMapping");
    let default = default.and_then(|name| alternatives.iter().position(|it| is_called(it, name)));
    let tags = alternatives
        .iter()
        .zip(said)
        .map(|(alternative, facets)| {
            let is_meant = |target: &Node<'d>| {
                let text = target.value.as_str();
                text.is_some_and(|text| is_called(alternative, text))
            };
            let mapped = mapping.iter().filter(|(_, target)| is_meant(target));
            let mapped: Vec<String> = mapped.map(|(tag, _)| (*tag).to_owned()).collect();
            if !mapped.is_empty() {
                return mapped;
            }
            let name = name_of(reference_of(alternative));
            let bound = bound_to(schemas, facets, property);
            if bound.is_empty() && !name.is_empty() {
                vec![name.to_owned()]
            } else {
                bound
            }
        })
        .collect();
    Some(Discriminator {
        default,
        ..distinct(property, tags)?
    })
}

/// The values that a discriminator maps, each with what it leads to.
pub(super) fn mapping<'d>(discriminator: Option<&Node<'d>>) -> Vec<(&'d str, Node<'d>)> {
    let mapping = discriminator.and_then(|node| node.get("mapping"));
    mapping.iter().flat_map(Node::members).collect()
}

/// The reference that a target of a mapping stands for, which may be a schema's name.
fn reference_to(target: &str) -> Cow<'_, str> {
    if target.contains(['/', '#', '.']) {
        target.into()
    } else {
        format!("#/components/schemas/{target}").into()
    }
}

/// Whether a target of a mapping means an alternative, by its reference or its name.
fn is_called(alternative: &Schema<'_>, target: &str) -> bool {
    let reference = reference_of(alternative);
    !target.is_empty() && (reference == target || name_of(reference) == target)
}

fn name_of(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or_default()
}

/// The reference that an alternative goes by; empty where it has none.
fn reference_of<'d>(alternative: &Schema<'d>) -> &'d str {
    let reference = narrowed(alternative).unwrap_or_else(|| alternative.clone());
    reference.node.text("$ref").unwrap_or_default()
}

/// The first by name among the members that every alternative requires and binds.
fn implied(schemas: &Schemas<'_, '_>, said: &[Facets<'_>]) -> Option<Discriminator> {
    let (first, others) = said.split_first()?;
    let candidates: BTreeSet<&str> = first.required.iter().copied().collect();
    candidates.into_iter().find_map(|property| {
        if !others
            .iter()
            .all(|other| other.required.contains(&property))
        {
            return None;
        }
        let tags = said
            .iter()
            .map(|facets| bound_to(schemas, facets, property))
            .collect();
        distinct(property, tags)
    })
}

/// Every variant has values, and no value belongs to two.
fn distinct(property: &str, tags: Vec<Vec<String>>) -> Option<Discriminator> {
    let mut seen = BTreeSet::new();
    let apart = tags.iter().flatten().all(|tag| seen.insert(tag));
    let complete = tags.iter().all(|tags| !tags.is_empty());
    (apart && complete).then(|| Discriminator {
        property: property.to_owned(),
        tags,
        default: None,
    })
}

/// How many choices within choices are looked through.
const MAX_DEPTH: usize = 4;

/// The texts that a member is bound to by `enum` or `const`; in a choice, by every alternative.
pub(super) fn bound_to<'d>(
    schemas: &Schemas<'_, 'd>,
    facets: &Facets<'d>,
    property: &str,
) -> Vec<String> {
    let of_member = |facets: &Facets<'d>| {
        let member = facets.properties.iter().find(|(name, _)| *name == property);
        let said = member.and_then(|(_, member)| glance(schemas, member));
        said.map_or_else(Vec::new, |said| {
            through_choices(schemas, &said, &texts_of, MAX_DEPTH)
        })
    };
    through_choices(schemas, facets, &of_member, MAX_DEPTH)
}

fn texts_of(facets: &Facets<'_>) -> Vec<String> {
    let values = facets.enumeration.iter().flatten();
    values
        .filter_map(|value| value.as_str())
        .map(str::to_owned)
        .collect()
}

/// What a schema says, or all that the alternatives of its one choice say; nothing where one of them says nothing.
fn through_choices<'d>(
    schemas: &Schemas<'_, 'd>,
    facets: &Facets<'d>,
    find: &dyn Fn(&Facets<'d>) -> Vec<String>,
    depth: usize,
) -> Vec<String> {
    let own = find(facets);
    let [alternatives] = facets.alternatives.as_slice() else {
        return own;
    };
    if !own.is_empty() || depth == 0 {
        return own;
    }
    let mut all = BTreeSet::new();
    for alternative in alternatives
        .iter()
        .filter(|schema| !is_null(schema, alternatives, &schemas.references))
    {
        let said = glance(schemas, std::slice::from_ref(alternative));
        let found = said.map_or_else(Vec::new, |said| {
            through_choices(schemas, &said, find, depth - 1)
        });
        if found.is_empty() {
            return Vec::new();
        }
        all.extend(found);
    }
    all.into_iter().collect()
}
