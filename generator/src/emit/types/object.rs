//! Objects: a struct, the table of its members, a constructor and setters where callers make it.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{
    Additional, EnumerationValue, Member, NewtypeBase, Object, Type, TypeDefinition, TypeKind,
    TypePath,
};
use crate::emit::layout::{self, Declaration, Kind};
use crate::emit::names::{ident, identifier, is_plain, literal};
use crate::emit::scope::{Scope, tokens};
use crate::emit::source_file::SourceFile;
use crate::emit::surface::{Of, Table};
use crate::emit::{docs, markdown};

/// How many arguments a function may have without asking (clippy's `too_many_arguments`).
pub(in crate::emit) const FEW_ARGUMENTS: usize = 7;

pub(super) fn add(
    path: &TypePath,
    definition: &TypeDefinition,
    object: &Object,
    scope: &Scope<'_>,
    file: &mut SourceFile,
) {
    file.declaration(structure(path, definition, object, scope));
    file.table(
        Table {
            name: identifier(&path.name),
            of: Of::Members,
        },
        table(path, object, scope),
    );
    if definition.usage.request {
        let required: Vec<&Member> = object
            .members
            .iter()
            .filter(|member| member.required)
            .collect();
        file.items(constructor(path, object, &required, scope));
        if !object.members.iter().any(Member::is_argument) {
            file.items(default(path, scope));
        }
        add_setters(path, object, scope, file);
    }
}

fn structure(
    path: &TypePath,
    definition: &TypeDefinition,
    object: &Object,
    scope: &Scope<'_>,
) -> Declaration {
    let members = object.members.iter().map(|member| layout::Member {
        docs: docs::lines(&member.docs, || fallback(member)),
        name: identifier(&member.name),
        ty: Some(scope.ty(&member.ty)),
    });
    let kept = kept(object).map(|(field, ty)| layout::Member {
        docs: vec!["Members that have no field of their own.".to_owned()],
        name: identifier(field),
        ty: Some(scope.ty(&ty)),
    });
    Declaration {
        docs: super::documentation(path, definition),
        derives: "Clone, PartialEq",
        kind: Kind::Struct,
        name: identifier(&path.name),
        members: members.chain(kept).collect(),
    }
}

fn fallback(member: &Member) -> String {
    format!("The member {}.", markdown::code(&member.wire_name))
}

/// The field that keeps members which are not listed, with its whole type.
fn kept(object: &Object) -> Option<(&str, Type)> {
    match &object.additional {
        Additional::Ignored => None,
        Additional::Kept { name, ty } => Some((name, Type::Map(Box::new(ty.clone())))),
    }
}

fn table(path: &TypePath, object: &Object, scope: &Scope<'_>) -> String {
    let is_escaped = |member: &Member| json_text(&member.wire_name) != member.wire_name;
    let escapes = object.members.iter().any(is_escaped);
    let members = object.members.iter().map(|member| {
        let required = if member.required { " required" } else { "" };
        let implied = implied(member).map(|text| format!(" = {}", literal(text)));
        format!(
            "{}: {}{required}{},",
            identifier(&member.name),
            key(&member.wire_name, escapes),
            implied.unwrap_or_default()
        )
    });
    let kept = kept(object).map(|(field, _)| format!("..{}", identifier(field)));
    let numerals = if object.reads_numerals {
        " numerals"
    } else {
        ""
    };
    let head = format!("{}{numerals}", identifier(&path.name));
    macro_text(&scope.wire("object"), &head, members.chain(kept))
}

/// The text that a member is read as where it is missing.
fn implied(member: &Member) -> Option<&str> {
    match &member.constant {
        Some(EnumerationValue::Text(text)) if member.implied => Some(text),
        _ => None,
    }
}

/// A key as the table has it: where JSON `escapes` one of the object's keys, each has the escaped one behind it.
fn key(wire_name: &str, escapes: bool) -> String {
    match (escapes, is_plain(wire_name)) {
        (true, _) => format!(
            "{} => {}",
            literal(wire_name),
            literal(&json_text(wire_name))
        ),
        (false, true) => format!("\"{wire_name}\""),
        (false, false) => literal(wire_name),
    }
}

/// What stands between the quotes of a string in JSON (RFC 8259, section 7).
fn json_text(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let quoted = serde_json::Value::from(text).to_string();
    Cow::Owned(quoted[1..quoted.len() - 1].to_owned())
}

/// A call of one of the runtime's macros, one line for each entry.
pub(super) fn macro_text(name: &str, head: &str, lines: impl Iterator<Item = String>) -> String {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return format!("{name}! {{ {head} {{}} }}\n");
    }
    let mut text = format!("{name}! {{ {head} {{\n");
    for line in lines {
        text.extend(["    ", &line, "\n"]);
    }
    text + "} }\n"
}

fn constructor(
    path: &TypePath,
    object: &Object,
    required: &[&Member],
    scope: &Scope<'_>,
) -> TokenStream {
    let name = ident(&path.name);
    let arguments = required.iter().filter(|member| member.is_argument());
    let arguments = arguments.map(|member| {
        let (field, ty) = (ident(&member.name), argument(&member.ty, scope));
        quote! { #field: #ty }
    });
    let arguments: Vec<TokenStream> = arguments.collect();
    let fields = required.iter().map(|member| {
        let field = ident(&member.name);
        if let Some(value) = &member.constant {
            let value = constant(&member.ty, value, scope);
            quote! { #field: #value }
        } else if is_converted(&member.ty, scope) {
            quote! { #field: #field.into() }
        } else {
            quote! { #field }
        }
    });
    let is_whole = required.len() == object.members.len() && kept(object).is_none();
    let rest = (!is_whole).then(|| {
        let decode = tokens(&scope.wire("Decode"));
        quote! { ..#decode::blank() }
    });
    let body = if required.is_empty() && !is_whole {
        let decode = tokens(&scope.wire("Decode"));
        quote! { #decode::blank() }
    } else {
        quote! { Self { #(#fields,)* #rest } }
    };
    let docs = docs::attribute(if required.is_empty() {
        "A value with nothing set."
    } else {
        "A value with the required members; the others are not set."
    });
    let many = (arguments.len() > FEW_ARGUMENTS).then(many_arguments);
    quote! {
        impl #name {
            #docs
            #many
            #[must_use]
            pub fn new(#(#arguments),*) -> Self {
                #body
            }
        }
    }
}

/// The value of a member that can have no other.
fn constant(ty: &Type, value: &EnumerationValue, scope: &Scope<'_>) -> TokenStream {
    if let Type::Named(path) = scope.resolve(ty)
        && let Some(TypeKind::Enumeration(enumeration)) = scope.kind(path)
        && let Some(variant) = enumeration.variants.iter().find(|it| it.value == *value)
    {
        let (ty, variant) = (scope.ty_tokens(ty), ident(&variant.name));
        return quote! { #ty::#variant };
    }
    let text = match value {
        EnumerationValue::Text(text) => tokens(&literal(text)),
        EnumerationValue::Integer(number) => tokens(&literal(&number.to_string())),
    };
    quote! { #text.into() }
}

/// Tells clippy that the number of arguments is not ours to choose.
pub(in crate::emit) fn many_arguments() -> TokenStream {
    quote! { #[expect(clippy::too_many_arguments, reason = "the API requires each of them")] }
}

fn argument(ty: &Type, scope: &Scope<'_>) -> TokenStream {
    let written = scope.ty_tokens(ty);
    if is_converted(ty, scope) {
        let into = tokens(&scope.prelude("std::convert::Into"));
        quote! { impl #into<#written> }
    } else {
        written
    }
}

/// Whether the constructor takes whatever can be made into the type.
pub(in crate::emit) fn is_converted(ty: &Type, scope: &Scope<'_>) -> bool {
    match scope.resolve(ty) {
        Type::Text | Type::List(_) | Type::Boxed(_) => true,
        Type::Named(path) => match scope.kind(path) {
            Some(TypeKind::Union(_)) => true,
            Some(TypeKind::Newtype(newtype)) => {
                newtype.base == NewtypeBase::Text && newtype.rule.is_none()
            }
            _ => false,
        },
        _ => false,
    }
}

fn default(path: &TypePath, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&path.name);
    let default = tokens(&scope.prelude("std::default::Default"));
    quote! {
        impl #default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

fn add_setters(path: &TypePath, object: &Object, scope: &Scope<'_>, file: &mut SourceFile) {
    let optional = object.members.iter().filter(|member| !member.required);
    let mut fields: Vec<(&str, Type)> = optional
        .map(|member| (member.name.as_str(), value(&member.ty).clone()))
        .collect();
    fields.extend(kept(object));
    // A setter can't have the constructor's name.
    let (new, fields): (Vec<_>, Vec<_>) =
        fields.into_iter().partition(|(field, _)| *field == "new");
    if !fields.is_empty() {
        let fields: Vec<(String, String)> = fields
            .iter()
            .map(|(field, ty)| (identifier(field), scope.ty(ty)))
            .collect();
        let lines = fields.iter().map(|(field, ty)| format!("{field}: {ty},"));
        let name = identifier(&path.name);
        let call = macro_text(&scope.wire("setters"), &name, lines);
        let of = Of::Setters(fields);
        file.table(Table { name, of }, call);
    }
    if let Some((_, ty)) = new.first() {
        file.items(setter_of_new(path, ty, scope));
    }
}

/// The type of a field's value: without the `Option` around it.
fn value(ty: &Type) -> &Type {
    match ty {
        Type::Optional(inner) => inner,
        other => other,
    }
}

fn setter_of_new(path: &TypePath, ty: &Type, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&path.name);
    let (ty, into) = (
        scope.ty_tokens(ty),
        tokens(&scope.prelude("std::convert::Into")),
    );
    let docs = docs::attribute("Sets `new`.");
    quote! {
        impl #name {
            #docs
            #[must_use]
            pub fn with_new(mut self, value: impl #into<#ty>) -> Self {
                let value: #ty = value.into();
                self.new = value.into();
                self
            }
        }
    }
}
