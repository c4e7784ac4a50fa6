//! Scalars of another kind than the specification wants: YAML takes what lacks its quotes for a number or a truth value,
//! and generators put quotes around both. What is meant is plain, so it is put in their place before anything is read.
//! On the same way through the document, `$ref`s are found that stand where the specification has none.

use std::collections::HashSet;

use serde_json::{Map, Number, Value, json};

use super::borrowed::{self, Borrowed, Parts};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::dialect::JsonType;
use crate::source::{FileId, Pointer, Sources, Trail};

/// Puts what is meant in the place of misspelt scalars and of odd references, in a document and in all that it refers to.
pub(crate) fn mend(sources: &mut Sources, document: FileId, diagnostics: &mut Diagnostics) {
    let (misspelt, borrowed) = find(sources, document);
    for misspelt in misspelt {
        let place = Place::value(misspelt.file, misspelt.pointer.clone());
        let value = sources.value_mut(misspelt.file);
        if let Some(value) = value.and_then(|value| value.pointer_mut(misspelt.pointer.as_str())) {
            diagnostics.push(told(value, &misspelt.meant, place));
            *value = misspelt.meant;
        }
    }
    borrowed::settle(sources, borrowed);
}

/// A scalar that is not of the kind that is wanted.
struct Misspelt {
    file: FileId,
    pointer: Pointer,
    meant: Value,
}

fn told(found: &Value, meant: &Value, place: Place) -> Diagnostic {
    if let (Value::String(_), Value::String(word)) = (found, meant) {
        return told_of_word(found, word, place);
    }
    let (wanted, mend) = match meant {
        Value::Bool(true) if !is_quoted(found, meant) => {
            ("true or false", "write `true`; it is read as that")
        }
        Value::Bool(false) if !is_quoted(found, meant) => {
            ("true or false", "write `false`; it is read as that")
        }
        Value::Bool(_) => (
            "true or false",
            "remove the quotes; it is read without them",
        ),
        Value::Number(_) => ("a number", "remove the quotes; it is read without them"),
        Value::Array(_) => ("a list", "put it in brackets; it is read as if it were"),
        Value::Object(_) => (
            "an object",
            "write `: []` behind the name; it is read as if it were",
        ),
        _ => ("a text", "put it in quotes; it is read as if it were"),
    };
    let found = match found {
        Value::String(_) => format!("the text {found}"),
        Value::Number(_) => format!("the number `{}`", meant.as_str().unwrap_or_default()),
        _ => format!("`{found}`"),
    };
    let message = format!("{wanted} is wanted here, but this is {found}");
    Diagnostic::warning(codes::LOOSE_SPELLING, message)
        .at(place)
        .help(mend)
}

fn told_of_word(found: &Value, word: &str, place: Place) -> Diagnostic {
    if JsonType::parse(word).is_some() {
        return Diagnostic::warning(codes::UNKNOWN_TYPE, format!("unknown type {found}"))
            .at(place)
            .label(format!("read as `{word}`"))
            .suggest(word)
            .help(format!("did you mean `{word}`?"));
    }
    let message = format!("`{word}` is wanted here, but this is the text {found}");
    Diagnostic::warning(codes::LOOSE_SPELLING, message)
        .at(place)
        .help("mind small letters and capitals; it is read as if it were")
}

/// Whether a text is what is meant but for its quotes.
fn is_quoted(found: &Value, meant: &Value) -> bool {
    let text = found.as_str();
    text.is_some_and(|text| text.eq_ignore_ascii_case(&meant.to_string()))
}

fn find(sources: &Sources, document: FileId) -> (Vec<Misspelt>, Vec<Borrowed>) {
    let mut walk = Walk {
        sources,
        document,
        file: document,
        referred_to: vec![(document, Pointer::root(), Holds::Keywords)],
        misspelt: Vec::new(),
        borrowed: Vec::new(),
    };
    let mut seen = HashSet::new();
    while let Some((file, pointer, holds)) = walk.referred_to.pop() {
        let value = sources.value(file).and_then(|value| pointer.find(value));
        if let Some(value) = value.filter(|_| seen.insert((file, pointer.clone(), holds))) {
            walk.file = file;
            match (holds, value) {
                (Holds::Names, Value::Object(members)) => {
                    walk.names(members, Trail::At(&pointer));
                }
                _ => walk.object(value, Trail::At(&pointer)),
            }
        }
    }
    (walk.misspelt, walk.borrowed)
}

/// What the keys of something that is referred to are.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Holds {
    /// Keywords of the specification.
    Keywords,
    /// Names of the document's own.
    Names,
}

/// What the specification has at a key, wherever it has that key.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Flag,
    Number,
    /// A flag of old, a number since.
    FlagOrNumber,
    /// A flag of one object, a list of texts of another.
    FlagOrTexts,
    /// A list of texts, or in another place one of objects.
    Texts,
    /// Every scalar inside is a text.
    OnlyTexts,
    /// Keys are names of the document's own.
    Names,
    /// Any value of the API's own.
    Free,
    /// A type of JSON, or a list of such.
    Type,
    /// A list of alternatives.
    Choice,
    /// An object of the specification, or what it doesn't know.
    Other,
}

fn kind(key: &str) -> Kind {
    match key {
        "name" | "in" | "title" | "summary" | "description" | "version" | "operationId" | "url"
        | "style" | "format" | "pattern" | "scheme" | "bearerFormat" | "propertyName" | "host"
        | "basePath" | "collectionFormat" | "contentType" | "contentEncoding"
        | "contentMediaType" | "authorizationUrl" | "tokenUrl" | "refreshUrl"
        | "openIdConnectUrl" | "operationRef" => Kind::Text,
        "nullable"
        | "x-nullable"
        | "deprecated"
        | "readOnly"
        | "writeOnly"
        | "uniqueItems"
        | "explode"
        | "allowReserved"
        | "allowEmptyValue"
        | "additionalProperties"
        | "unevaluatedProperties" => Kind::Flag,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties"
        | "minimum" | "maximum" | "multipleOf" => Kind::Number,
        "exclusiveMinimum" | "exclusiveMaximum" => Kind::FlagOrNumber,
        "required" => Kind::FlagOrTexts,
        "tags" | "schemes" | "consumes" | "produces" => Kind::Texts,
        "security" | "scopes" | "mapping" | "variables" | "dependentRequired" => Kind::OnlyTexts,
        "paths"
        | "x-ms-paths"
        | "webhooks"
        | "pathItems"
        | "callbacks"
        | "additionalOperations"
        | "schemas"
        | "definitions"
        | "$defs"
        | "properties"
        | "patternProperties"
        | "dependentSchemas"
        | "parameters"
        | "headers"
        | "requestBodies"
        | "responses"
        | "content"
        | "mediaTypes"
        | "encoding"
        | "links"
        | "securitySchemes"
        | "securityDefinitions" => Kind::Names,
        "default" | "example" | "examples" | "enum" | "const" | "value" => Kind::Free,
        "type" => Kind::Type,
        "oneOf" | "anyOf" => Kind::Choice,
        _ if key.starts_with("x-") => Kind::Free,
        _ => Kind::Other,
    }
}

/// The word of the specification that a text is but for small letters and capitals.
fn word_meant(key: &str, text: &str) -> Option<&'static str> {
    let words: &[&'static str] = match key {
        "in" => &["query", "header", "path", "cookie", "body", "formData"],
        "style" => &[
            "form",
            "simple",
            "label",
            "matrix",
            "spaceDelimited",
            "pipeDelimited",
            "deepObject",
        ],
        "type" => &["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"],
        _ => return None,
    };
    let is_meant = |word: &&&str| word.eq_ignore_ascii_case(text) && **word != text;
    words.iter().find(is_meant).copied()
}

/// The list of one that a text is where there may be several.
fn list_meant(key: &str, text: &str) -> Option<Value> {
    let is_list = match kind(key) {
        Kind::Texts => true,
        Kind::FlagOrTexts => flag(&Value::from(text), &String::new).is_none(),
        _ => false,
    };
    is_list.then(|| json!([text]))
}

struct Walk<'s> {
    sources: &'s Sources,
    document: FileId,
    /// The file that is walked through.
    file: FileId,
    /// What references lead to.
    referred_to: Vec<(FileId, Pointer, Holds)>,
    misspelt: Vec<Misspelt>,
    borrowed: Vec<Borrowed>,
}

impl Walk<'_> {
    /// An object of the specification, or a list of such.
    fn object(&mut self, value: &Value, trail: Trail<'_>) {
        match value {
            Value::Object(members) => {
                let declared = members.get("type").and_then(declared);
                for (key, member) in members {
                    let trail = Trail::Key(&trail, key);
                    match declared.filter(|_| VALUES.contains(&key.as_str())) {
                        Some(meant) => self.values(member, meant, trail),
                        None => self.member(key, member, trail),
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.object(item, Trail::Index(&trail, index));
                }
            }
            _ => {}
        }
    }

    /// An alternative of a choice. One that is of no other type is null.
    fn alternative(&mut self, schema: &Value, trail: Trail<'_>) {
        if let Some(json_type @ Value::Null) = schema.get("type") {
            self.scalar(json_type, one_of_types, Trail::Key(&trail, "type"));
        }
        self.object(schema, trail);
    }

    /// A value of the type that a schema declares, or a list of such.
    fn values(&mut self, value: &Value, meant: Meant, trail: Trail<'_>) {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.scalar(item, meant, Trail::Index(&trail, index));
                }
            }
            scalar => self.scalar(scalar, meant, trail),
        }
    }

    fn member(&mut self, key: &str, value: &Value, trail: Trail<'_>) {
        match key {
            "components" => self.borrow(value, Parts::Referred { below: 1 }, trail),
            "info" | "servers" | "tags" => {
                self.borrow(value, Parts::Copied, trail);
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.borrow(item, Parts::Copied, Trail::Index(&trail, index));
                }
            }
            _ => {}
        }
        if let Some(text) = value.as_str() {
            let word = word_meant(key, text).map(Value::from);
            self.misspelt_as(word.or_else(|| list_meant(key, text)), trail);
        }
        if let ("security", Value::Array(names)) = (key, value) {
            for (index, name) in names.iter().enumerate() {
                let requirement = name.as_str().map(|name| json!({ name: [] }));
                self.misspelt_as(requirement, Trail::Index(&trail, index));
            }
        }
        match (kind(key), value) {
            (Kind::Free, _) => {}
            (Kind::OnlyTexts, Value::Object(_) | Value::Array(_)) => self.texts(value, trail),
            (Kind::Texts | Kind::FlagOrTexts, Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let trail = Trail::Index(&trail, index);
                    self.scalar(item, text, trail);
                    self.object(item, trail);
                }
            }
            (Kind::Names, Value::Object(members)) => self.names(members, trail),
            (Kind::Type, Value::Array(names)) => {
                for (index, name) in names.iter().enumerate() {
                    self.scalar(name, one_of_types, Trail::Index(&trail, index));
                }
            }
            (Kind::Type, Value::String(_)) => self.scalar(value, lone_type, trail),
            (Kind::Choice, Value::Array(alternatives)) => {
                for (index, alternative) in alternatives.iter().enumerate() {
                    self.alternative(alternative, Trail::Index(&trail, index));
                }
            }
            (_, Value::Object(_) | Value::Array(_)) => self.object(value, trail),
            (Kind::Text, _) => self.scalar(value, text, trail),
            (Kind::Flag | Kind::FlagOrTexts, _) => self.scalar(value, flag, trail),
            (Kind::Number, _) => self.scalar(value, number, trail),
            (Kind::FlagOrNumber, _) => self.scalar(value, flag_or_number, trail),
            (Kind::Other, Value::String(reference)) if key == "$ref" => self.follow(reference),
            _ => {}
        }
    }

    /// An object whose keys are names of the document's own.
    fn names(&mut self, members: &Map<String, Value>, trail: Trail<'_>) {
        if let Some(Value::String(reference)) = members.get("$ref") {
            self.borrow_by(reference, Parts::Referred { below: 0 }, trail);
        }
        for (name, member) in members {
            self.object(member, Trail::Key(&trail, name));
        }
    }

    /// Takes note of a node that is nothing but a reference where the specification has none.
    fn borrow(&mut self, value: &Value, parts: Parts, trail: Trail<'_>) {
        if let Some(Value::String(reference)) = value.get("$ref") {
            self.borrow_by(reference, parts, trail);
        }
    }

    fn borrow_by(&mut self, reference: &str, parts: Parts, trail: Trail<'_>) {
        let pointer = trail.to_pointer();
        let Ok(lender) = self.sources.resolve(self.file, &pointer, reference) else {
            return;
        };
        if !parts.can_be_of(lender.value) {
            return;
        }
        let holds = match parts {
            Parts::Referred { below: 0 } => Holds::Names,
            _ => Holds::Keywords,
        };
        self.referred_to
            .push((lender.file, lender.pointer.clone(), holds));
        self.borrowed.push(Borrowed {
            file: self.file,
            pointer,
            location: reference.split('#').next().unwrap_or_default().to_owned(),
            lender: (lender.file, lender.pointer),
            parts,
        });
    }

    /// A value of which all that is a scalar is a text.
    fn texts(&mut self, value: &Value, trail: Trail<'_>) {
        match value {
            Value::Object(members) => {
                let own = members.iter().filter(|(key, _)| !key.starts_with("x-"));
                for (key, member) in own {
                    self.texts(member, Trail::Key(&trail, key));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.texts(item, Trail::Index(&trail, index));
                }
            }
            scalar => self.scalar(scalar, text, trail),
        }
    }

    fn scalar(&mut self, value: &Value, meant: Meant, trail: Trail<'_>) {
        let spelling = || spelling(self.sources, self.file, &trail.to_pointer(), value);
        self.misspelt_as(meant(value, &spelling), trail);
    }

    fn misspelt_as(&mut self, meant: Option<Value>, trail: Trail<'_>) {
        self.misspelt.extend(meant.map(|meant| Misspelt {
            file: self.file,
            pointer: trail.to_pointer(),
            meant,
        }));
    }

    /// Takes note of what a reference leads to, unless that is walked through anyhow.
    fn follow(&mut self, reference: &str) {
        let is_near = self.file == self.document && reference.starts_with('#');
        if !is_near {
            let target = self.sources.target_of(self.file, reference);
            let target = target.map(|(file, pointer)| (file, pointer, Holds::Keywords));
            self.referred_to.extend(target);
        }
    }
}

/// The keys of a schema behind which values of its type stand.
const VALUES: [&str; 3] = ["enum", "const", "default"];

/// What the type of a schema makes of scalars; `None` where it is of several types but for null.
fn declared(json_type: &Value) -> Option<Meant> {
    let name = match json_type {
        Value::Array(names) => match names.as_slice() {
            [name, null] | [null, name] if null == "null" || null.is_null() => name,
            _ => return None,
        },
        name => name,
    };
    let meant = lone_type(name, &String::new);
    match meant.as_ref().unwrap_or(name).as_str()? {
        "string" => Some(text),
        "integer" | "number" => Some(number),
        "boolean" => Some(flag),
        _ => None,
    }
}

/// What a scalar means that is not of the kind that is wanted; `None` where it is, or spells none.
type Meant = fn(&Value, &dyn Fn() -> String) -> Option<Value>;

fn text(value: &Value, spelling: &dyn Fn() -> String) -> Option<Value> {
    let is_misspelt = value.is_number() || value.is_boolean();
    is_misspelt.then(|| Value::String(spelling()))
}

fn flag(value: &Value, _: &dyn Fn() -> String) -> Option<Value> {
    // The last two are of YAML 1.1.
    const SPELLINGS: [(&str, bool); 6] = [
        ("true", true),
        ("false", false),
        ("yes", true),
        ("no", false),
        ("on", true),
        ("off", false),
    ];
    let text = value.as_str()?;
    let is_spelling = |(spelling, _): &&(&str, bool)| text.eq_ignore_ascii_case(spelling);
    let (_, meant) = SPELLINGS.iter().find(is_spelling)?;
    Some(Value::Bool(*meant))
}

fn number(value: &Value, _: &dyn Fn() -> String) -> Option<Value> {
    let number: Number = value.as_str()?.trim().parse().ok()?;
    Some(Value::Number(number))
}

/// The type of JSON that goes by another name in other languages, or in other case.
fn lone_type(value: &Value, _: &dyn Fn() -> String) -> Option<Value> {
    const MEANT: [(&str, &str); 24] = [
        ("bool", "boolean"),
        ("char", "string"),
        ("date", "string"),
        ("date-time", "string"),
        ("datetime", "string"),
        ("decimal", "number"),
        ("dict", "object"),
        ("dictionary", "object"),
        ("double", "number"),
        ("email", "string"),
        ("enum", "string"),
        ("float", "number"),
        ("guid", "string"),
        ("int", "integer"),
        ("int32", "integer"),
        ("int64", "integer"),
        ("list", "array"),
        ("long", "integer"),
        ("map", "object"),
        ("str", "string"),
        ("text", "string"),
        ("uri", "string"),
        ("url", "string"),
        ("uuid", "string"),
    ];
    let written = value.as_str()?;
    if JsonType::parse(written).is_some() {
        return None;
    }
    let name = written.trim().to_lowercase();
    let of_others = || Some(MEANT.iter().find(|(other, _)| *other == name)?.1);
    let meant = match JsonType::parse(&name) {
        Some(_) => &name,
        None => of_others()?,
    };
    Some(Value::from(meant))
}

/// Among several types, and alone in a choice, what lacks its quotes is the type `null`.
fn one_of_types(value: &Value, spelling: &dyn Fn() -> String) -> Option<Value> {
    match value {
        Value::Null => Some(Value::String("null".to_owned())),
        _ => lone_type(value, spelling),
    }
}

fn flag_or_number(value: &Value, spelling: &dyn Fn() -> String) -> Option<Value> {
    flag(value, spelling).or_else(|| number(value, spelling))
}

/// A scalar as the text has it: `1.10` is another version than `1.1`, but the same number.
fn spelling(sources: &Sources, file: FileId, pointer: &Pointer, value: &Value) -> String {
    let location = sources.locate(&Place::value(file, pointer.clone()));
    let spelling = &sources.text(location.file)[location.span];
    // The place of an alias, or of what is in no text, is that of something else.
    let read = serde_yaml::from_str::<Value>(spelling).ok();
    match read.as_ref() == Some(value) {
        true => spelling.to_owned(),
        false => value.to_string(),
    }
}
