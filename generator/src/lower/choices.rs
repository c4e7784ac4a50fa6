//! Schemas that `sdk.toml` speaks of: found by JSONPath or by name.

use std::collections::HashMap;

use toml::Spanned;

use super::names;
use super::schemas::{Choices, Identity};
use crate::api::{
    Docs, EnumerationValue, Home, Newtype, NewtypeBase, NewtypeRule, TypeDefinition, TypeKind,
    TypePath, Types, Usage,
};
use crate::config::{ConfigFile, NewtypeConfig};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::dialect::{Document, JsonType, Schema};
use crate::source::Pointer;
use crate::source::json_path;

/// Finds every schema that `sdk.toml` speaks of, and makes the newtypes.
pub(super) fn find(
    document: &Document<'_>,
    config: &ConfigFile,
    diagnostics: &mut Diagnostics,
) -> (Choices, Vec<(TypePath, TypeDefinition)>) {
    let mut choices = Choices::default();
    for (key, entry) in &config.values.types {
        let identities = located(document, key, || config.place(entry), diagnostics);
        for identity in identities {
            if let Some(name) = &entry.get_ref().name {
                let name = names::type_name(name);
                let other = choices.names.insert(identity.clone(), name.clone());
                if let Some(other) = other.filter(|other| *other != name) {
                    let place = config.place(entry);
                    diagnostics.push(named_twice(&identity, &other, &name, place));
                }
            }
            if !entry.get_ref().aliases.is_empty() {
                choices
                    .aliases
                    .insert(identity, entry.get_ref().aliases.clone());
            }
        }
    }
    let mut types = Vec::new();
    for (name, entry) in &config.values.newtypes {
        types.extend(newtype(
            name,
            entry,
            document,
            config,
            &mut choices.newtypes,
            diagnostics,
        ));
    }
    (choices, types)
}

fn newtype(
    name: &str,
    entry: &Spanned<NewtypeConfig>,
    document: &Document<'_>,
    config: &ConfigFile,
    newtypes: &mut HashMap<Identity, TypePath>,
    diagnostics: &mut Diagnostics,
) -> Option<(TypePath, TypeDefinition)> {
    let settings = entry.get_ref();
    if settings.at.is_empty() {
        diagnostics.push(
            Diagnostic::warning(
                codes::UNMATCHED_SCHEMA,
                format!("the newtype `{name}` is of no schema, since `at` is empty"),
            )
            .at(config.place(entry))
            .help("write JSONPaths to the schemas that it stands for, or remove the entry"),
        );
    }
    let name = names::type_name(name);
    let path = TypePath {
        home: Home::Schema {
            module: names::module_name(&name),
        },
        name,
    };
    let mut first: Option<(Schema<'_>, NewtypeBase)> = None;
    for at in &settings.at {
        for identity in located(document, at, || config.place(entry), diagnostics) {
            let schema = Schema::new(document.root.elsewhere(
                identity.0,
                identity.1.clone(),
                identity.1.find(document.root.value)?,
            ));
            let Some(base) = base(&schema) else {
                let help = match schema.node.text("$ref") {
                    Some(reference) => format!("select what the `$ref` leads to: `{reference}`"),
                    None => {
                        "a newtype holds a string or an integer; correct the schema in the overlay"
                            .to_owned()
                    }
                };
                diagnostics.push(
                    Diagnostic::warning(
                        codes::IMPOSSIBLE_NEWTYPE,
                        format!("`{}` can't be made of this schema", path.name),
                    )
                    .at(schema.node.place())
                    .related(config.place(entry), "asked for here")
                    .help(help),
                );
                continue;
            };
            match &first {
                Some((other, known)) if *known != base => diagnostics.push(
                    Diagnostic::warning(
                        codes::MIXED_NEWTYPE,
                        format!("`{}` is a string here and an integer there", path.name),
                    )
                    .at(schema.node.place())
                    .related(other.node.place(), "the other type")
                    .help("correct one of them in the overlay"),
                ),
                Some(_) => {}
                None => first = Some((schema, base)),
            }
            let other = newtypes.insert(identity.clone(), path.clone());
            if let Some(TypePath { name: other, .. }) = other.filter(|other| *other != path) {
                let place = config.place(entry);
                diagnostics.push(named_twice(&identity, &other, &path.name, place));
            }
        }
    }
    let (schema, base) = first?;
    let rule = settings.checked.then(|| rule(&schema, base, diagnostics));
    let definition = TypeDefinition {
        pointer: schema.node.pointer.to_string(),
        file: schema.node.file,
        schema_name: Some(path.name.clone()),
        docs: Docs {
            description: settings
                .description
                .clone()
                .or_else(|| schema.description().map(str::to_owned)),
            ..Docs::default()
        },
        usage: Usage::default(),
        features: Vec::new(),
        kind: TypeKind::Newtype(Newtype {
            base,
            lenient: settings.lenient,
            rule,
        }),
    };
    Some((path, definition))
}

/// Two entries choose the name of one schema: the later one holds.
fn named_twice((file, pointer): &Identity, other: &str, name: &str, place: Place) -> Diagnostic {
    Diagnostic::warning(
        codes::CHANGED_NAME,
        format!("one schema is to be called `{other}` and `{name}`, it becomes `{name}`"),
    )
    .at(place)
    .related(Place::value(*file, pointer.clone()), "the schema")
    .help("let one of the two entries select less, or remove it")
}

/// Reports JSONPaths to what has no type that could be called so.
pub(super) fn check_names(
    document: &Document<'_>,
    config: &ConfigFile,
    types: &Types,
    diagnostics: &mut Diagnostics,
) {
    for (key, entry) in &config.values.types {
        let Some(name) = entry.get_ref().name.as_deref() else {
            continue;
        };
        let place = || config.place(entry);
        // What leads nowhere was reported when the entry was looked up.
        let identities = located(document, key, place, &mut Diagnostics::new());
        let type_name = names::type_name(name);
        let names_any = identities
            .iter()
            .any(|identity| has_name(identity, &type_name, types));
        let Some((file, pointer)) = identities.first().filter(|_| !names_any) else {
            continue;
        };
        diagnostics.push(
            Diagnostic::warning(
                codes::UNMATCHED_SCHEMA,
                format!("`{key}` has no type of its own that could be called `{name}`"),
            )
            .at(place())
            .related(Place::value(*file, pointer.clone()), "what is there")
            .help("objects, enumerations and unions have names; in the place of a `$ref`, name the schema that it leads to"),
        );
    }
}

/// Whether a schema, or a part of it, became a type of that name or of one that begins so.
fn has_name((file, pointer): &Identity, name: &str, types: &Types) -> bool {
    let pointer = pointer.to_string();
    types.iter().any(|(path, definition)| {
        let below = definition.pointer.strip_prefix(&pointer);
        let is_part = below.is_some_and(|below| below.is_empty() || below.starts_with('/'));
        definition.file == *file && is_part && path.name.starts_with(name)
    })
}

/// Reports other spellings that no value of an enumeration got.
pub(super) fn check_aliases(
    document: &Document<'_>,
    config: &ConfigFile,
    types: &Types,
    diagnostics: &mut Diagnostics,
) {
    let entries = config.values.types.iter();
    for (key, entry) in entries.filter(|(_, entry)| !entry.get_ref().aliases.is_empty()) {
        let place = || config.place(entry);
        // What leads nowhere was reported when the entry was looked up.
        let identities = located(document, key, place, &mut Diagnostics::new());
        for identity in identities {
            let texts = texts(&identity, types);
            if texts.is_empty() {
                diagnostics.push(
                    Diagnostic::warning(
                        codes::UNMATCHED_ALIAS,
                        format!(
                            "`{key}` is no enumeration of strings, so that no value has aliases"
                        ),
                    )
                    .at(place())
                    .help("remove `aliases`, or name the schema that has the `enum`"),
                );
                continue;
            }
            let aliases = entry.get_ref().aliases.iter();
            for (alias, value) in aliases.filter(|(_, value)| !texts.contains(&value.as_str())) {
                diagnostics.push(
                    Diagnostic::warning(
                        codes::UNMATCHED_ALIAS,
                        format!("`{key}` has no value `{value}` that `{alias}` could stand for"),
                    )
                    .at(place())
                    .did_you_mean(
                        value,
                        texts.iter().copied(),
                        "write a value as it stands under `enum`",
                    ),
                );
            }
        }
    }
}

/// The values of the enumeration that a schema became; none where it is none of strings.
fn texts<'t>((file, pointer): &Identity, types: &'t Types) -> Vec<&'t str> {
    let pointer = pointer.to_string();
    let of_schema = types
        .values()
        .filter(|definition| definition.file == *file && definition.pointer == pointer);
    let mut enumerations = of_schema.filter_map(|definition| match &definition.kind {
        TypeKind::Enumeration(enumeration) => Some(enumeration),
        _ => None,
    });
    let variants = enumerations.next().into_iter().flat_map(|it| &it.variants);
    let texts = variants.filter_map(|variant| match &variant.value {
        EnumerationValue::Text(text) => Some(text.as_str()),
        EnumerationValue::Integer(_) => None,
    });
    texts.collect()
}

/// What the schema demands of a value beyond its type.
fn rule(schema: &Schema<'_>, base: NewtypeBase, diagnostics: &mut Diagnostics) -> NewtypeRule {
    match base {
        NewtypeBase::Text => NewtypeRule::Text {
            min_length: schema.count("minLength"),
            max_length: schema.count("maxLength"),
            pattern: schema
                .pattern()
                .and_then(|pattern| checked_pattern(pattern, schema, diagnostics)),
        },
        NewtypeBase::Integer => NewtypeRule::Integer {
            minimum: schema.least_integer(),
            maximum: schema.greatest_integer(),
        },
    }
}

fn base(schema: &Schema<'_>) -> Option<NewtypeBase> {
    let mut types = schema.types().ok()?;
    types.retain(|json_type| *json_type != JsonType::Null);
    match types.as_slice() {
        [JsonType::Integer] => Some(NewtypeBase::Integer),
        [JsonType::String] => Some(NewtypeBase::Text),
        _ => None,
    }
}

/// The pattern, if the emitted crate can check it: it uses a smaller language than ECMA 262.
fn checked_pattern(
    pattern: &str,
    schema: &Schema<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    match regex_lite::Regex::new(pattern) {
        Ok(_) => Some(pattern.to_owned()),
        Err(error) => {
            diagnostics.push(
                Diagnostic::warning(codes::UNSUPPORTED_PATTERN, format!("this pattern can't be checked: {error}"))
                    .at(schema.node.get("pattern").unwrap_or_else(|| schema.node.clone()).place())
                    .help("only the lengths are checked; write the pattern without look-around and back-references"),
            );
            None
        }
    }
}

/// The schemas that a key of `sdk.toml` means: by JSONPath if it begins with `$`, else the named one.
fn located(
    document: &Document<'_>,
    key: &str,
    place: impl Fn() -> Place,
    diagnostics: &mut Diagnostics,
) -> Vec<Identity> {
    let file = document.root.file;
    if !key.starts_with('$') {
        if let Some((_, schema)) = document.schemas.iter().find(|(name, _)| *name == key) {
            return vec![schema.node.identity()];
        }
        diagnostics.push(
            Diagnostic::warning(
                codes::UNMATCHED_SCHEMA,
                format!("no schema is called `{key}`"),
            )
            .at(place())
            .did_you_mean(
                key,
                document.schemas.iter().map(|(name, _)| *name),
                format!(
                    "write the name of a schema under `{}`, or a JSONPath that begins with `$`",
                    document.schemas_section()
                ),
            ),
        );
        return Vec::new();
    }
    let path = match json_path::parse(key) {
        Ok(path) => path,
        Err(message) => {
            diagnostics.push(
                Diagnostic::error(codes::UNMATCHED_SCHEMA, message)
                    .at(place())
                    .help("see RFC 9535 for the syntax"),
            );
            return Vec::new();
        }
    };
    let mut found: Vec<Identity> = path
        .query_located(document.root.value)
        .locations()
        .filter_map(|location| Some((file, Pointer::parse(&location.to_json_pointer()).ok()?)))
        .collect();
    // What comes first must not depend on the order of the document's maps.
    found.sort_by(|a, b| a.1.as_str().cmp(b.1.as_str()));
    if found.is_empty() {
        let ends = json_path::where_it_ends(key, document.root.value);
        let help =
            ends.unwrap_or_else(|| "the path is taken after the overlay was applied".to_owned());
        diagnostics.push(
            Diagnostic::warning(
                codes::UNMATCHED_SCHEMA,
                format!("`{key}` matches nothing in the document"),
            )
            .at(place())
            .help(help),
        );
    }
    found
}
