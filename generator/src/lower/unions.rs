//! `oneOf` and `anyOf` become unions, unless something simpler says the same.

use serde_json::Value;

use super::facets::Facets;
use super::names;
use super::schemas::{Schemas, Typed};
use super::scope::Scope;
use crate::api::{Docs, Type, TypeKind, Union, UnionVariant};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::dialect::{JsonType, Schema};

/// The type of a schema with alternatives; `None` where they only restrict a type that stands without them.
pub(super) fn typed<'d>(
    schemas: &mut Schemas<'_, 'd>,
    facets: &Facets<'d>,
    scope: &Scope,
) -> Option<Typed> {
    if facets.alternatives.iter().flatten().all(only_restricts) {
        return None;
    }
    let [alternatives] = facets.alternatives.as_slice() else {
        schemas.diagnostics.push(
            Diagnostic::warning(
                "E0510",
                "several choices (`oneOf`, `anyOf`) hold here at once",
            )
            .at(facets.node.place())
            .help("any JSON value is accepted here"),
        );
        return Some(Typed {
            ty: Type::Any,
            nullable: true,
        });
    };
    let (nulls, alternatives): (Vec<_>, Vec<_>) = alternatives.iter().cloned().partition(is_null);
    let mut nullable = !nulls.is_empty();
    let common = common(facets);
    if let [only] = alternatives.as_slice() {
        if common.is_none() {
            let mut typed = schemas.typed(only, scope);
            typed.nullable |= nullable;
            return Some(typed);
        }
    }
    if let Some(ty) = open_enumeration(schemas, facets, &alternatives, scope) {
        return Some(Typed { ty, nullable });
    }
    let steps = steps(schemas, &alternatives, facets);
    let mut variants: Vec<(Schema<'d>, Type, String)> = Vec::new();
    for (alternative, step) in alternatives.iter().zip(steps) {
        let inner = scope.inner(&step);
        let typed = match &common {
            Some(common) => schemas.typed_together(alternative, common, &inner),
            None => schemas.typed(alternative, &inner),
        };
        nullable |= typed.nullable && typed.ty != Type::Any;
        if variants.iter().all(|(_, ty, _)| *ty != typed.ty) {
            variants.push((alternative.clone(), typed.ty, step));
        }
    }
    let numbers = variants.iter().any(|(_, ty, _)| *ty == Type::Float);
    variants.retain(|(_, ty, _)| !(numbers && matches!(ty, Type::Integer(_))));
    match variants.as_slice() {
        [] => {
            return Some(Typed {
                ty: Type::Any,
                nullable: true,
            });
        }
        [(_, ty, _)] => {
            return Some(Typed {
                ty: ty.clone(),
                nullable,
            });
        }
        _ if variants.iter().any(|(_, ty, _)| *ty == Type::Any) => {
            return Some(Typed {
                ty: Type::Any,
                nullable: true,
            });
        }
        _ => {}
    }
    let tags = tags(schemas, facets, &variants);
    let discriminator = tags
        .as_ref()
        .and(facets.discriminator.as_ref())
        .and_then(|node| node.text("propertyName"));
    let texts: Vec<String> = variants
        .iter()
        .map(|(_, ty, step)| variant_text(ty, step))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (names, _) = names::distinct(&texts, &[], names::variant_name, names::pascal_mark);
    let variants = variants
        .into_iter()
        .zip(names)
        .enumerate()
        .map(|(index, ((schema, ty, _), name))| UnionVariant {
            name,
            ty,
            tags: tags
                .as_ref()
                .map(|tags| tags[index].clone())
                .unwrap_or_default(),
            docs: Docs {
                summary: schema.title().map(str::to_owned),
                description: schema.description().map(str::to_owned),
                deprecated: schema.deprecated(),
            },
        })
        .collect();
    let union = Union {
        discriminator: discriminator.map(str::to_owned),
        variants,
    };
    let path = schemas.claim(scope, &facets.node);
    schemas.insert(
        path.clone(),
        &facets.node,
        facets.docs.clone(),
        TypeKind::Union(union),
    );
    Some(Typed {
        ty: Type::Named(path),
        nullable,
    })
}

/// A schema with several `type`s: a union with a variant a type.
pub(super) fn of_types<'d>(
    schemas: &mut Schemas<'_, 'd>,
    types: &[JsonType],
    facets: &Facets<'d>,
    scope: &Scope,
) -> Typed {
    let number = types.contains(&JsonType::Number);
    let types = types
        .iter()
        .filter(|json_type| !(number && **json_type == JsonType::Integer));
    let variants: Vec<UnionVariant> = types
        .map(|json_type| {
            let name = kind_name(*json_type);
            let ty = schemas.single(*json_type, facets, &scope.inner(name));
            UnionVariant {
                name: name.to_owned(),
                ty,
                tags: Vec::new(),
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
    Typed {
        ty: Type::Named(path),
        nullable: false,
    }
}

/// An alternative such as `required: [a]` names no type of its own.
fn only_restricts(schema: &Schema<'_>) -> bool {
    const RESTRICTING: [&str; 6] = [
        "required",
        "not",
        "minProperties",
        "maxProperties",
        "description",
        "title",
    ];
    schema
        .node
        .object()
        .is_some_and(|object| object.keys().all(|key| RESTRICTING.contains(&key.as_str())))
}

fn is_null(schema: &Schema<'_>) -> bool {
    matches!(schema.types().as_deref(), Ok([JsonType::Null]))
        || schema
            .enumeration()
            .is_some_and(|values| values.iter().all(|value| value.is_null()))
}

/// What holds beside the alternatives: members that every variant has.
fn common<'d>(facets: &Facets<'d>) -> Option<Schema<'d>> {
    (!facets.properties.is_empty()).then(|| Schema::new(facets.node.clone()))
}

/// Any string, of which some are listed: an enumeration, as ours keep values that aren't listed.
fn open_enumeration<'d>(
    schemas: &mut Schemas<'_, 'd>,
    facets: &Facets<'d>,
    alternatives: &[Schema<'d>],
    scope: &Scope,
) -> Option<Type> {
    let mut listed: Vec<&str> = Vec::new();
    let mut enumerations = 0;
    for alternative in alternatives {
        let mut unheard = Diagnostics::default();
        let inner = Facets::gather(
            std::slice::from_ref(alternative),
            &schemas.references,
            &mut unheard,
        )?;
        if inner.format.is_some() || !inner.alternatives.is_empty() {
            return None;
        }
        match &inner.enumeration {
            Some(values) => {
                enumerations += 1;
                for value in values {
                    listed.push(value.as_str()?);
                }
            }
            None if inner.types == [JsonType::String] => {}
            None => return None,
        }
    }
    let any_string = enumerations < alternatives.len();
    (enumerations > 0 && any_string)
        .then(|| schemas.text_enumeration(&facets.node, facets.docs.clone(), &listed, scope))
}

/// What the anonymous type of each alternative is called: a matter of that alternative, not of its position.
fn steps<'d>(
    schemas: &mut Schemas<'_, 'd>,
    alternatives: &[Schema<'d>],
    facets: &Facets<'d>,
) -> Vec<String> {
    let property = facets
        .discriminator
        .as_ref()
        .and_then(|node| node.text("propertyName"));
    let raw: Vec<String> = alternatives
        .iter()
        .map(|alternative| {
            let tag = property
                .and_then(|property| constant(schemas, alternative, property).into_iter().next());
            match (tag, alternative.title()) {
                (Some(tag), _) => tag,
                (None, Some(title)) => title.to_owned(),
                (None, None) => own_mark(schemas, alternative, alternatives),
            }
        })
        .collect();
    let texts: Vec<&str> = raw.iter().map(String::as_str).collect();
    names::distinct(&texts, &[], names::pascal, names::pascal_mark).0
}

/// Without title or tag: the kind, or where several objects stand side by side a member that only this one has.
fn own_mark<'d>(
    schemas: &mut Schemas<'_, 'd>,
    alternative: &Schema<'d>,
    all: &[Schema<'d>],
) -> String {
    let mut unheard = Diagnostics::default();
    let mut gather = |schema: &Schema<'d>| {
        Facets::gather(
            std::slice::from_ref(schema),
            &schemas.references,
            &mut unheard,
        )
    };
    let Some(facets) = gather(alternative) else {
        return "Any".to_owned();
    };
    if facets.properties.is_empty() {
        return match facets.types.first() {
            Some(json_type) => kind_name(*json_type).to_owned(),
            None if !facets.items.is_empty() => kind_name(JsonType::Array).to_owned(),
            None => "Any".to_owned(),
        };
    }
    let others: Vec<Facets<'d>> = all
        .iter()
        .filter(|other| other.node.pointer != alternative.node.pointer)
        .filter_map(gather)
        .filter(|other| !other.properties.is_empty())
        .collect();
    let only_here = |name: &str| {
        others.iter().all(|other| {
            other
                .properties
                .iter()
                .all(|(property, _)| *property != name)
        })
    };
    let own = facets
        .required
        .iter()
        .chain(facets.properties.iter().map(|(name, _)| name))
        .find(|name| only_here(name));
    match own {
        Some(name) if !others.is_empty() => format!("With {name}"),
        _ => kind_name(JsonType::Object).to_owned(),
    }
}

fn kind_name(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::Boolean => "Boolean",
        JsonType::Integer => "Integer",
        JsonType::Number => "Number",
        JsonType::String => "Text",
        JsonType::Array => "List",
        JsonType::Object => "Object",
        JsonType::Null => "Null",
    }
}

/// The variant's name: that of the type that it holds.
fn variant_text(ty: &Type, step: &str) -> String {
    match ty {
        Type::Bool => "Boolean".to_owned(),
        Type::Integer(_) => "Integer".to_owned(),
        Type::Float => "Number".to_owned(),
        Type::Text => "Text".to_owned(),
        Type::Base64 | Type::File => "Bytes".to_owned(),
        Type::Timestamp => "Timestamp".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Uuid => "Uuid".to_owned(),
        Type::Any => "Any".to_owned(),
        Type::List(item) => match item.as_ref() {
            Type::Named(path) if step == "List" || step.is_empty() => format!("{}List", path.name),
            _ => step.to_owned(),
        },
        Type::Map(_) => step.to_owned(),
        Type::Optional(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            variant_text(inner, step)
        }
        Type::Named(path)
            if matches!(path.home, crate::api::Home::Schema { .. }) && step_is_kind(step) =>
        {
            path.name.clone()
        }
        Type::Named(_) => step.to_owned(),
    }
}

fn step_is_kind(step: &str) -> bool {
    step.starts_with("With")
        || [
            "Object", "Any", "Text", "Integer", "Number", "List", "Boolean",
        ]
        .contains(&step)
}

/// The values that a member of a variant is bound to.
fn constant<'d>(
    schemas: &mut Schemas<'_, 'd>,
    variant: &Schema<'d>,
    property: &str,
) -> Vec<String> {
    let mut unheard = Diagnostics::default();
    let references = schemas.references;
    let mut gather = |list: &[Schema<'d>]| Facets::gather(list, &references, &mut unheard);
    let Some(facets) = gather(std::slice::from_ref(variant)) else {
        return Vec::new();
    };
    let member = facets
        .properties
        .into_iter()
        .find(|(name, _)| *name == property);
    let Some(member) = member.and_then(|(_, schemas)| gather(&schemas)) else {
        return Vec::new();
    };
    member
        .enumeration
        .unwrap_or_default()
        .into_iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// The discriminator's values of each variant ([Discriminator Object](https://spec.openapis.org/oas/v3.0.4.html#discriminator-object)):
/// those of the mapping, else what the member is bound to, else the schema's name. `None` where a variant has none.
fn tags<'d>(
    schemas: &mut Schemas<'_, 'd>,
    facets: &Facets<'d>,
    variants: &[(Schema<'d>, Type, String)],
) -> Option<Vec<Vec<String>>> {
    let discriminator = facets.discriminator.as_ref()?;
    let property = discriminator.text("propertyName")?;
    let mapping: Vec<(&str, &str)> = discriminator
        .get("mapping")
        .iter()
        .flat_map(crate::dialect::Node::members)
        .filter_map(|(tag, target)| Some((tag, target.value.as_str()?)))
        .collect();
    let tags: Vec<Vec<String>> = variants
        .iter()
        .map(|(schema, _, _)| {
            let reference = schema.node.text("$ref").unwrap_or_default();
            let name = reference.rsplit('/').next().unwrap_or_default();
            let mapped: Vec<String> = mapping
                .iter()
                .filter(|(_, target)| !name.is_empty() && (*target == reference || *target == name))
                .map(|(tag, _)| (*tag).to_owned())
                .collect();
            if !mapped.is_empty() {
                return mapped;
            }
            let constant = constant(schemas, schema, property);
            match (constant.is_empty(), name.is_empty()) {
                (false, _) => constant,
                (true, false) => vec![name.to_owned()],
                (true, true) => Vec::new(),
            }
        })
        .collect();
    let mut all: Vec<&String> = tags.iter().flatten().collect();
    let count = all.len();
    all.sort();
    all.dedup();
    (tags.iter().all(|tags| !tags.is_empty()) && all.len() == count).then_some(tags)
}
