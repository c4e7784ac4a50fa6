//! The page of a type.

use serde_json::Value;

use super::page::{Code, Context, Origin, Page};
use super::types::why;
use crate::api::{
    Access, Additional, Api, EnumerationValue, Home, Member, Object, Type, TypeDefinition,
    TypeKind, TypePath, Union,
};
use crate::compare::spelling;
use crate::config::ConfigFile;
use crate::emit::names::module_file;
use crate::lower::type_name;

pub(super) fn page(context: &Context<'_>, path: &TypePath, definition: &TypeDefinition) -> String {
    let title = match &definition.schema_name {
        Some(name) => format!("schema {name}"),
        None => "schema without a name".to_owned(),
    };
    let api = context.api;
    let origin = Origin::of_type(definition);
    let mut page = Page::new(context, &title, &origin);
    page.line("type", &spelling::path(api, path));
    page.line("", &name_reason(context.config(), path, definition));
    page.line("travels", travels(definition));
    let said = context.said(&origin).map(|said| said.value);
    match &definition.kind {
        TypeKind::Object(object) => members(&mut page, context, object, said),
        TypeKind::Enumeration(enumeration) => {
            let values = enumeration.variants.iter().map(|variant| {
                let value = match &variant.value {
                    EnumerationValue::Text(text) => format!("\"{text}\""),
                    EnumerationValue::Integer(number) => number.to_string(),
                };
                (variant.name.clone(), value)
            });
            page.table("values", &values.collect::<Vec<_>>());
            page.line("", "any other value is kept as `Unrecognized`");
        }
        TypeKind::Union(union) => variants(&mut page, api, union),
        TypeKind::Newtype(newtype) => {
            page.line("newtype", "asked for under `[newtypes]` in sdk.toml");
            if newtype.lenient {
                page.line("", "reads `42`, `42.0` and `\"42\"` alike");
            }
        }
        TypeKind::Alias(ty) => {
            let reason = why(api, ty, said);
            page.line("alias of", &with_reason(&spelling::ty(api, ty), &reason));
        }
    }
    let code = Code::item(context, file(path), &starts(&path.name));
    page.finish(context, &origin, &code)
}

fn name_reason(config: &ConfigFile, path: &TypePath, definition: &TypeDefinition) -> String {
    if let Some(entry) = config_entry(config, path, definition) {
        return format!("named as `{entry}` of sdk.toml says");
    }
    match (&definition.schema_name, &path.home) {
        (Some(name), _) if *name == path.name => "named as in the document".to_owned(),
        (Some(name), _) if config.rename_schema(name) != *name => {
            format!("`{name}` by the rules of `[naming]` in sdk.toml")
        }
        (Some(name), _) => format!("`{name}` in Pascal case"),
        (None, Home::Operation { .. }) => {
            "named after its place in the operation: `Input`, `Output`, or the parameter, and the members that lead to it"
                .to_owned()
        }
        (None, Home::Schema { .. }) => {
            "named after the members that lead to it from the schema of its module".to_owned()
        }
    }
}

/// The entry of sdk.toml that gave a type its name.
fn config_entry(
    config: &ConfigFile,
    path: &TypePath,
    definition: &TypeDefinition,
) -> Option<String> {
    let names_it = |name: &str| type_name(name) == path.name;
    if let TypeKind::Newtype(_) = definition.kind {
        let mut names = config.values.newtypes.keys();
        let name = names.find(|name| names_it(name))?;
        return Some(format!("[newtypes.{name}]"));
    }
    let mut entries = config.values.types.iter().filter(|(key, entry)| {
        let name = entry.get_ref().name.as_deref();
        let is_its_own = key.starts_with('$') || definition.schema_name.as_ref() == Some(*key);
        is_its_own && name.is_some_and(names_it)
    });
    let (key, _) = entries.next()?;
    Some(format!("[types.\"{key}\"]"))
}

fn travels(definition: &TypeDefinition) -> &'static str {
    match (definition.usage.request, definition.usage.response) {
        (true, true) => "in requests and responses",
        (true, false) => "in requests, or nobody refers to it",
        (false, _) => "in responses",
    }
}

fn members(page: &mut Page, context: &Context<'_>, object: &Object, said: Option<&Value>) {
    let lines = object.members.iter().map(|member| {
        let property = said.and_then(|said| said.get("properties")?.get(&member.wire_name));
        member_line(context.api, member, property)
    });
    page.table("members", &lines.collect::<Vec<_>>());
    match &object.additional {
        Additional::Ignored => page.line("others", "are left aside when read"),
        Additional::Kept { name, ty } => {
            page.line(
                "others",
                &format!(
                    "are kept in `{name}: Map<{}>`",
                    spelling::ty(context.api, ty)
                ),
            );
        }
    }
}

fn member_line(api: &Api, member: &Member, said: Option<&Value>) -> (String, String) {
    let mut reasons = vec![
        if member.required {
            "required"
        } else {
            "not required"
        }
        .to_owned(),
    ];
    let constant = member.constant.as_ref().map(|value| match value {
        EnumerationValue::Text(text) => format!("always `{text}`"),
        EnumerationValue::Integer(number) => format!("always `{number}`"),
    });
    reasons.extend(constant);
    match member.access {
        Access::Both => {}
        Access::ReadOnly => reasons.push("`readOnly`".to_owned()),
        Access::WriteOnly => reasons.push("`writeOnly`".to_owned()),
    }
    reasons.push(why(api, &member.ty, said));
    if said.is_none() {
        reasons.push("taken up by `allOf`".to_owned());
    }
    reasons.retain(|reason| !reason.is_empty());
    let wire = if member.name == member.wire_name {
        String::new()
    } else {
        format!(" (`{}`)", member.wire_name)
    };
    let ty = spelling::ty(api, &member.ty);
    (format!("{}{wire}: {ty}", member.name), reasons.join("; "))
}

fn variants(page: &mut Page, api: &Api, union: &Union) {
    let how = match union.tag() {
        Some(member) => {
            format!("by the member `{member}` (`discriminator`, or a constant in each)")
        }
        None => "by the kind of JSON, then by their members; the first that fits best".to_owned(),
    };
    page.line("told apart", &how);
    let lines = union.variants.iter().map(|variant| {
        let tags = variant.tags.iter().map(|tag| format!("`{tag}`"));
        let others = variant.is_default.then(|| "any other".to_owned());
        let tags: Vec<String> = tags.chain(others).collect();
        let line = format!("{}({})", variant.name, spelling::ty(api, &variant.ty));
        (line, tags.join(" or "))
    });
    page.table("variants", &lines.collect::<Vec<_>>());
    page.line("", "any other value is kept as `Unrecognized`");
}

/// `text  why`
pub(super) fn with_reason(text: &str, reason: &str) -> String {
    if reason.is_empty() {
        text.to_owned()
    } else {
        format!("{text}  {reason}")
    }
}

/// The file that a type stands in.
pub(super) fn file(path: &TypePath) -> String {
    match &path.home {
        Home::Schema { module } => format!("src/types/{}.rs", module_file(module)),
        Home::Operation { group, operation } => operation_file(group, operation),
    }
}

/// The file of an operation.
pub(super) fn operation_file(group: &str, operation: &str) -> String {
    format!(
        "src/api/{}/{}.rs",
        module_file(group),
        module_file(operation)
    )
}

fn starts(name: &str) -> Vec<String> {
    ["pub struct", "pub enum", "pub type", "newtype! {"]
        .iter()
        .flat_map(|kind| [" ", "<", ";", "("].map(|end| format!("{kind} {name}{end}")))
        .collect()
}

/// The type of a value at its place, with its reason.
pub(super) fn typed(api: &Api, ty: &Type, said: Option<&Value>) -> String {
    with_reason(&spelling::ty(api, ty), &why(api, ty, said))
}
