//! Which emitted type stands for which schema of the document.

use std::collections::HashMap;

use generator::api::{
    Additional, Api, BodyEncoding, Content, ContentEncoding, IntegerKind, Operation, Output,
    StatusSpec, Type, TypeKind, TypePath,
};
use generator::emit::rust_path;
use generator::source::Pointer;

use super::document::Document;

/// Which emitted type stands for which schema of a document.
pub(crate) struct Subjects<'a> {
    api: &'a Api,
    document: &'a Document,
    definitions: HashMap<Pointer, Vec<&'a TypePath>>,
    /// The JSON bodies of requests and responses, by the place of their schema.
    bodies: HashMap<Pointer, Type>,
}

impl<'a> Subjects<'a> {
    pub(crate) fn new(api: &'a Api, document: &'a Document) -> Self {
        let mut definitions: HashMap<Pointer, Vec<&TypePath>> = HashMap::new();
        for (path, definition) in &api.types {
            if let Some(pointer) = parse(&definition.pointer) {
                definitions.entry(pointer).or_default().push(path);
            }
        }
        let operations = api.groups.iter().flat_map(|group| &group.operations);
        Self {
            api,
            document,
            definitions,
            bodies: operations.flat_map(|one| bodies(document, one)).collect(),
        }
    }

    /// The JSON bodies of requests and responses, by the place of their schema.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = (&Pointer, &Type)> {
        self.bodies.iter()
    }

    /// The schemas that alone say what values of a type are like, each with the type, in the document's order of names.
    ///
    /// A part of an `allOf`, and what lies within one, is not among them: other parts speak of its values as well.
    pub(super) fn whole(&self) -> Vec<(Pointer, Type)> {
        let defined = self.definitions.iter().filter_map(|(pointer, paths)| {
            let path = match paths.as_slice() {
                [path] => Some(*path),
                several => several.iter().copied().find(|path| self.is_component(path)),
            }?;
            let alone = self.is_component(path)
                || (self.stands_alone(pointer) && self.is_at_home(path, pointer));
            alone.then(|| (pointer.clone(), Type::Named(path.clone())))
        });
        let bodies = self.bodies.iter();
        let mut whole: Vec<_> = defined
            .chain(bodies.map(|(pointer, ty)| (pointer.clone(), ty.clone())))
            .collect();
        whole.sort();
        whole.dedup();
        whole
    }

    fn is_component(&self, path: &TypePath) -> bool {
        let definition = self.api.types.get(path);
        definition.is_some_and(|definition| {
            definition.schema_name.is_some() && is_named_schema(&definition.pointer)
        })
    }

    /// Whether the type lives where its schema stands. One that was merged with others lives with those.
    fn is_at_home(&self, path: &TypePath, pointer: &Pointer) -> bool {
        let mut above = pointer.parent();
        while let Some(here) = above.filter(|here| !here.is_root()) {
            let owners = self.definitions.get(&here).into_iter().flatten();
            let mut owners = owners.filter(|owner| self.is_component(owner)).peekable();
            if owners.peek().is_some() {
                return owners.any(|owner| owner.home == path.home);
            }
            above = here.parent();
        }
        true
    }

    fn stands_alone(&self, pointer: &Pointer) -> bool {
        let mut above = pointer.parent();
        let mut in_schema = pointer.last().is_some_and(|last| last == "schema");
        while let Some(here) = above.filter(|here| !here.is_root()) {
            let last = here.last().unwrap_or_default();
            in_schema |= matches!(&*last, "schema" | "schemas" | "definitions");
            let merged = ["allOf", "oneOf", "anyOf", "$ref"];
            let node = self.document.find(&here);
            let is_merged = merged
                .iter()
                .any(|key| node.is_some_and(|node| node.get(key).is_some()));
            if is_merged {
                return false;
            }
            above = here.parent();
        }
        in_schema
    }

    /// The type of the values of a schema, wherever it stands; `None` where other schemas have a say in it.
    pub(super) fn type_at(&self, pointer: &Pointer) -> Option<Type> {
        if let Some(ty) = self.bodies.get(pointer) {
            return Some(ty.clone());
        }
        match self.definitions.get(pointer).map(Vec::as_slice) {
            Some([path]) => return Some(Type::Named((*path).clone())),
            Some(several) => {
                let component = several.iter().find(|path| self.is_component(path))?;
                return Some(Type::Named((*component).clone()));
            }
            None => {}
        }
        let target = self.document.resolved(pointer);
        if target != *pointer {
            return self.type_at(&target);
        }
        let parent = pointer.parent()?;
        let last = pointer.last()?;
        match (parent.last().as_deref(), &*last) {
            (Some("properties"), name) => self.member(&parent.parent()?, name),
            (_, "items") => match self.bare(self.type_at(&parent)?) {
                Type::List(item) => Some(*item),
                _ => None,
            },
            (_, "additionalProperties") => match self.bare(self.type_at(&parent)?) {
                Type::Map(entry) => Some(*entry),
                Type::Named(path) => match &self.api.types.get(&path)?.kind {
                    TypeKind::Object(object) => match &object.additional {
                        Additional::Kept { ty, .. } => Some(ty.clone()),
                        Additional::Ignored => None,
                    },
                    _ => None,
                },
                _ => None,
            },
            (Some("oneOf" | "anyOf"), _) => self.type_at(&parent.parent()?),
            _ => None,
        }
    }

    /// The type of a member of the object whose schema, or one of whose parts, stands at a pointer.
    fn member(&self, owner: &Pointer, name: &str) -> Option<Type> {
        let ty = match self.type_at(owner) {
            Some(ty) => self.bare(ty),
            None => {
                let parts = owner
                    .parent()
                    .filter(|parent| parent.last().as_deref() == Some("allOf"))?;
                return self.member(&parts.parent()?, name);
            }
        };
        let Type::Named(path) = ty else { return None };
        let TypeKind::Object(object) = &self.api.types.get(&path)?.kind else {
            return None;
        };
        let member = object
            .members
            .iter()
            .find(|member| member.wire_name == name)?;
        Some(self.bare(member.ty.clone()))
    }

    /// The type behind aliases and what may be absent or null.
    fn bare(&self, ty: Type) -> Type {
        match self.api.resolved(&ty) {
            Type::Optional(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.bare((**inner).clone())
            }
            other => other.clone(),
        }
    }
}

/// `#/components/schemas/Name` or `#/definitions/Name`.
fn is_named_schema(pointer: &str) -> bool {
    ["#/components/schemas/", "#/definitions/"]
        .iter()
        .filter_map(|folder| pointer.strip_prefix(folder))
        .any(|name| !name.contains('/'))
}

/// A pointer as the model of the API writes it.
pub(crate) fn parse(pointer: &str) -> Option<Pointer> {
    Pointer::from_reference(pointer)
}

/// The JSON bodies of an operation, each with the place of its schema.
fn bodies(document: &Document, operation: &Operation) -> Vec<(Pointer, Type)> {
    let Some(pointer) = parse(&operation.pointer) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let Some(body) = &operation.body
        && let BodyEncoding::Json(media_type) = &body.encoding
    {
        let node = document.resolved(&pointer.join("requestBody"));
        let schema = schema_of(document, &node, media_type);
        found.extend(schema.map(|schema| (schema, body.ty.clone())));
    }
    let mut answer = |status: StatusSpec, media_type: Option<&str>, ty: &Type| {
        let responses = pointer.join("responses");
        let node = spellings(status)
            .iter()
            .map(|status| responses.join(status))
            .find(|place| document.find(place).is_some());
        let Some(node) = node.map(|node| document.resolved(&node)) else {
            return;
        };
        let media_type = media_type
            .map(str::to_owned)
            .or_else(|| json_type(document, &node));
        let schema = schema_of(document, &node, media_type.as_deref().unwrap_or_default());
        found.extend(schema.map(|schema| (schema, ty.clone())));
    };
    for (status, content) in successes(document, &pointer, &operation.output) {
        if content.encoding == ContentEncoding::Json {
            answer(status, Some(&content.media_type), &content.ty);
        }
    }
    for failure in &operation.failures {
        if let Some(ty) = &failure.ty {
            answer(failure.status, None, ty);
        }
    }
    found
}

fn successes<'o>(
    document: &Document,
    operation: &Pointer,
    output: &'o Output,
) -> Vec<(StatusSpec, &'o Content)> {
    match output {
        Output::Nothing => Vec::new(),
        Output::Always(content) | Output::Maybe(content) => {
            let responses = document.find(&operation.join("responses"));
            let keys = responses
                .and_then(|value| value.as_object())
                .into_iter()
                .flatten();
            let codes: Vec<u16> = keys.filter_map(|(key, _)| key.parse().ok()).collect();
            let mut statuses: Vec<StatusSpec> = codes
                .iter()
                .filter(|code| (200..300).contains(*code))
                .map(|code| StatusSpec::Code(*code))
                .collect();
            statuses.push(StatusSpec::Range(2));
            if statuses.len() == 1 {
                statuses.push(StatusSpec::Default);
            }
            statuses
                .into_iter()
                .map(|status| (status, content))
                .collect()
        }
        Output::ByStatus { variants, .. } => variants
            .iter()
            .filter_map(|variant| Some((variant.status, variant.content.as_ref()?)))
            .collect(),
    }
}

fn spellings(status: StatusSpec) -> Vec<String> {
    match status {
        StatusSpec::Code(code) => vec![code.to_string()],
        StatusSpec::Range(digit) => vec![format!("{digit}XX"), format!("{digit}xx")],
        StatusSpec::Default => vec!["default".to_owned()],
    }
}

fn json_type(document: &Document, response: &Pointer) -> Option<String> {
    let content = document.find(&response.join("content"))?.as_object()?;
    content.keys().find(|name| is_json(name)).cloned()
}

pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json")
}

/// The place of the schema of a request or response.
fn schema_of(document: &Document, node: &Pointer, media_type: &str) -> Option<Pointer> {
    let of_media_type = node.join("content").join(media_type).join("schema");
    [of_media_type, node.join("schema")]
        .into_iter()
        .find(|place| document.find(place).is_some())
}

/// A type as the harness writes it; `subject` is the emitted crate.
pub(super) fn rust_type(ty: &Type) -> String {
    let of = |name: &str, inner: &Type| format!("{name}<{}>", rust_type(inner));
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Integer(IntegerKind::I32) => "i32".to_owned(),
        Type::Integer(IntegerKind::I64) => "i64".to_owned(),
        Type::Integer(IntegerKind::U32) => "u32".to_owned(),
        Type::Integer(IntegerKind::U64) => "u64".to_owned(),
        Type::Float => "f64".to_owned(),
        Type::Text => "String".to_owned(),
        Type::Base64 => "subject::Base64".to_owned(),
        Type::File => "subject::File".to_owned(),
        Type::Null => "()".to_owned(),
        Type::DateTime => "subject::DateTime".to_owned(),
        Type::Date => "jiff::civil::Date".to_owned(),
        Type::Uuid => "uuid::Uuid".to_owned(),
        Type::Any => "serde_json::Value".to_owned(),
        Type::List(inner) => of("Vec", inner),
        Type::Map(inner) => of("subject::Map", inner),
        Type::Optional(inner) => of("Option", inner),
        Type::Nullable(inner) => of("subject::Nullable", inner),
        Type::Boxed(inner) => of("Box", inner),
        Type::Tuple(items) => {
            let items: Vec<String> = items.iter().map(rust_type).collect();
            format!("({})", items.join(", "))
        }
        Type::Named(path) => rust_path(path).replacen("crate::", "subject::", 1),
    }
}
