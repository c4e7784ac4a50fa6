//! A schema that others merge and are told apart by one of its members: a union of theirs and of its own
//! ([Models with Polymorphism Support](https://spec.openapis.org/oas/v3.0.4.html#models-with-polymorphism-support)).

use std::collections::HashSet;

use super::discriminator::{bound_to, check_mapping, mapping};
use super::glance;
use crate::api::{Docs, Type, TypeKind, TypePath, Union, UnionVariant};
use crate::dialect::{JsonType, Schema};
use crate::lower::facets::Facets;
use crate::lower::names::{Claim, Marking, distinct};
use crate::lower::schemas::{Schemas, Typed};
use crate::lower::scope::Scope;

/// What the variant and the type of the base itself are called.
const OWN: &str = "Base";

/// The type of a named schema that is such a base.
pub(in crate::lower) fn typed<'d>(
    schemas: &mut Schemas<'_, 'd>,
    base: &Schema<'d>,
    scope: &Scope,
) -> Option<Typed> {
    let property = base.base_of()?;
    let mapped = mapped(schemas, base);
    let subtypes = subtypes(schemas, base, &mapped);
    if subtypes.is_empty() {
        return None;
    }
    let facets = Facets::gather(
        std::slice::from_ref(base),
        &schemas.references,
        schemas.diagnostics,
    )?;
    check_mapping(schemas, &facets, &[]);
    let is_object = matches!(facets.types.as_slice(), [] | [JsonType::Object]);
    if !is_object || facets.properties.is_empty() {
        return None;
    }
    let mut claims: Vec<Claim<'_>> = Vec::new();
    claims.extend(subtypes.iter().map(|it| Claim::variant(&it.path.name)));
    claims.push(Claim::variant(OWN));
    let (names, _) = distinct(&claims, &[], Marking::Pascal);
    let mut tags = tags(schemas, &mapped, &facets, property, &subtypes);
    tags.push(Vec::new());
    let own = schemas.object_called(&facets, scope, &scope.inner(OWN));
    let types = subtypes.iter().map(|it| Type::Named(it.path.clone()));
    let types: Vec<Type> = types.chain([own]).collect();
    let last = subtypes.len();
    let parts = names.into_iter().zip(types).zip(tags).enumerate();
    let variants = parts.map(|(index, ((name, ty), tags))| UnionVariant {
        name,
        ty,
        tags,
        written: None,
        is_default: index == last,
        docs: Docs::default(),
    });
    let union = Union {
        discriminator: Some(property.to_owned()),
        variants: variants.collect(),
    };
    let path = schemas.claim(scope, &facets.node);
    let docs = facets.docs.clone();
    schemas.insert(path.clone(), &facets.node, docs, TypeKind::Union(union));
    Some(Typed::new(Type::Named(path), facets.nullable))
}

/// A named schema that a value of a base may be of.
struct Subtype<'d> {
    schema: Schema<'d>,
    name: &'d str,
    path: TypePath,
}

/// The values that the base's mapping has, each with the schema that it leads to.
fn mapped<'d>(schemas: &Schemas<'_, 'd>, base: &Schema<'d>) -> Vec<(&'d str, Schema<'d>)> {
    let mapping = mapping(base.discriminator().as_ref()).into_iter();
    let found = mapping.filter_map(|(tag, target)| {
        let text = target.value.as_str()?;
        Some((tag, schemas.schema_called(&target, text)?))
    });
    found.collect()
}

/// Those that the base's mapping names, and those that merge it at any remove.
fn subtypes<'d>(
    schemas: &Schemas<'_, 'd>,
    base: &Schema<'d>,
    mapped: &[(&'d str, Schema<'d>)],
) -> Vec<Subtype<'d>> {
    let mut unseen: Vec<Schema<'d>> = schemas.merging(base);
    let mut merging: Vec<Schema<'d>> = Vec::new();
    let mut seen: HashSet<_> = [base.node.identity()].into();
    while let Some(next) = unseen.pop() {
        if seen.insert(next.node.identity()) {
            unseen.extend(schemas.merging(&next));
            merging.push(next);
        }
    }
    merging.sort_by_key(|schema| schemas.name_at(&schema.node));
    let mut taken: HashSet<TypePath> = schemas.path_at(&base.node).into_iter().collect();
    let mapped = mapped.iter().map(|(_, schema)| schema.clone());
    let subtypes = mapped.chain(merging).filter_map(|schema| {
        Some(Subtype {
            name: schemas.name_at(&schema.node)?,
            path: schemas.path_at(&schema.node)?,
            schema,
        })
    });
    subtypes
        .filter(|it| taken.insert(it.path.clone()))
        .collect()
}

/// The values of the member that choose each: those of the mapping, what the member is bound to, or the schema's name.
fn tags<'d>(
    schemas: &Schemas<'_, 'd>,
    mapped: &[(&'d str, Schema<'d>)],
    facets: &Facets<'d>,
    property: &str,
    subtypes: &[Subtype<'d>],
) -> Vec<Vec<String>> {
    let bound_to_any = bound_to(schemas, facets, property);
    // What is the name of one of them is no value of another, though lists of values are copied.
    let names: HashSet<&str> = subtypes.iter().map(|subtype| subtype.name).collect();
    let of_subtype = |subtype: &Subtype<'d>| {
        let own = subtype.schema.node.identity();
        let mapped = mapped.iter().filter(|(_, it)| it.node.identity() == own);
        let mapped: Vec<String> = mapped.map(|(tag, _)| (*tag).to_owned()).collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let said = glance(schemas, std::slice::from_ref(&subtype.schema));
        let bound = said.map(|said| bound_to(schemas, &said, property));
        let bound = bound
            .filter(|bound| *bound != bound_to_any)
            .map(|mut bound| {
                let names_other =
                    |tag: &String| tag != subtype.name && names.contains(tag.as_str());
                bound.retain(|tag| !names_other(tag));
                bound
            });
        let bound = bound.filter(|bound| !bound.is_empty());
        let chosen = subtype.schema.node.text("x-ms-discriminator-value");
        let name = || vec![chosen.unwrap_or(subtype.name).to_owned()];
        bound.unwrap_or_else(name)
    };
    let mut taken = HashSet::new();
    let mut tags: Vec<Vec<String>> = subtypes.iter().map(of_subtype).collect();
    for tags in &mut tags {
        tags.retain(|tag| taken.insert(tag.clone()));
    }
    tags
}
