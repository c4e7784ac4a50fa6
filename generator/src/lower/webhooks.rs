//! Bodies of the requests that the server sends on its own get a type by which a receiver reads them.

use super::bodies::is_json;
use super::names::{self, Marking};
use super::schemas::{Schemas, main_path};
use super::scope::Scope;
use crate::api::{Docs, Type, TypeDefinition, TypeKind, Usage};
use crate::dialect::{Webhook, essence};

/// Makes the type of each JSON body; gives the types that are received.
pub(super) fn define<'d>(webhooks: &[Webhook<'d>], schemas: &mut Schemas<'_, 'd>) -> Vec<Type> {
    webhooks
        .iter()
        .filter_map(|webhook| define_one(webhook, schemas))
        .collect()
}

fn define_one<'d>(webhook: &Webhook<'d>, schemas: &mut Schemas<'_, 'd>) -> Option<Type> {
    let content = &webhook.body.content;
    let media_type = content.iter().find(|known| is_json(&essence(known.name)))?;
    let schema = media_type.schema.as_ref()?;
    let mut path = main_path(type_name(&webhook.name));
    if schemas.types.contains_key(&path) {
        let is_free = |name: &str| !schemas.types.contains_key(&main_path(name.to_owned()));
        path = main_path(Marking::Pascal.marked(&path.name, &webhook.name, is_free));
    }
    let typed = schemas.typed_for_operation(schema, &Scope::schema(&path));
    let ty = typed.required();
    let docs = Docs {
        summary: webhook.summary.map(str::to_owned),
        description: Some(match webhook.description.or(webhook.body.description) {
            Some(description) => description.to_owned(),
            None => format!("What the server sends for `{}`.", webhook.name),
        }),
        ..Docs::default()
    };
    if ty == Type::Named(path.clone()) {
        if let Some(definition) = schemas.types.get_mut(&path) {
            definition.schema_name = Some(webhook.name.clone());
            let own = &mut definition.docs;
            own.summary = own.summary.take().or(docs.summary);
            own.description = own.description.take().or(docs.description);
        }
    } else {
        let definition = TypeDefinition {
            pointer: webhook.node.pointer.to_string(),
            file: webhook.node.file,
            schema_name: Some(webhook.name.clone()),
            docs,
            usage: Usage::default(),
            features: Vec::new(),
            kind: TypeKind::Alias(ty),
        };
        schemas.types.insert(path.clone(), definition);
    }
    Some(Type::Named(path))
}

fn type_name(text: &str) -> String {
    let name = names::type_name(text);
    if name.ends_with("Webhook") || name.ends_with("Callback") {
        name
    } else {
        format!("{name}Webhook")
    }
}
