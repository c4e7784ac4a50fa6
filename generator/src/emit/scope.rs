//! What a module can name: its own types, and what it imports.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens as _;

use super::names::{identifier, is_plain, module};
use crate::api::{
    Api, Home, IntegerKind, NewtypeBase, Type, TypeKind, TypePath, Union, UnionVariant,
};

/// Names that mean what they mean everywhere: no schema's type is imported under them.
const RESERVED: &[&str] = &[
    "AsMut",
    "AsRef",
    "Base64",
    "Box",
    "Clone",
    "Copy",
    "Date",
    "DateTime",
    "Decode",
    "Default",
    "Drop",
    "Encode",
    "Eq",
    "Err",
    "Extend",
    "File",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "Map",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Rule",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Uuid",
    "Value",
    "Vec",
];

/// What a module can name. Remembers what has to be imported.
///
/// What a name means never depends on what else the module uses: a change of one type leaves the others' lines alone.
pub(super) struct Scope<'a> {
    api: &'a Api,
    home: Home,
    own: BTreeSet<String>,
    imports: RefCell<BTreeSet<String>>,
}

impl<'a> Scope<'a> {
    /// The scope of the module `home`, which defines the types that are `own`.
    pub(super) fn new(api: &'a Api, home: Home, own: BTreeSet<String>) -> Self {
        Self {
            api,
            home,
            own,
            imports: RefCell::default(),
        }
    }

    /// Everything that has to be imported, each as a whole path.
    pub(super) fn imports(&self) -> BTreeSet<String> {
        self.imports.borrow().clone()
    }

    /// An item of another module by its last name, or by its path where the module has a type of that name.
    pub(super) fn item(&self, path: &str) -> String {
        let name = path.rsplit("::").next().unwrap_or(path);
        if self.own.contains(name) {
            return path.to_owned();
        }
        self.imports.borrow_mut().insert(path.to_owned());
        name.to_owned()
    }

    /// Imports an item whatever the module's types are called.
    pub(super) fn import(&self, path: &str) {
        self.imports.borrow_mut().insert(path.to_owned());
    }

    /// An item of the runtime.
    pub(super) fn runtime(&self, name: &str) -> String {
        self.item(&format!("crate::runtime::{name}"))
    }

    /// An item of the wire format's module.
    pub(super) fn wire(&self, name: &str) -> String {
        self.item(&format!("crate::runtime::wire::{name}"))
    }

    /// An item of the prelude, which needs no import.
    pub(super) fn prelude(&self, path: &str) -> String {
        let name = path.rsplit("::").next().unwrap_or(path);
        if self.own.contains(name) {
            format!("::{path}")
        } else {
            name.to_owned()
        }
    }

    /// A type as it is written here.
    pub(super) fn ty(&self, ty: &Type) -> String {
        let of = |name: String, inner: &Type| format!("{name}<{}>", self.ty(inner));
        match ty {
            Type::Null => "()".to_owned(),
            Type::Bool => "bool".to_owned(),
            Type::Integer(kind) => integer(*kind).to_owned(),
            Type::Float => "f64".to_owned(),
            Type::Text => self.prelude("std::string::String"),
            Type::Base64 => self.wire("Base64"),
            Type::File => self.wire("File"),
            Type::DateTime => self.wire("DateTime"),
            Type::Date => self.item("jiff::civil::Date"),
            Type::Uuid => self.item("uuid::Uuid"),
            Type::Any => self.item("serde_json::Value"),
            Type::List(inner) => of(self.prelude("std::vec::Vec"), inner),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.ty(item)).collect();
                format!("({})", items.join(", "))
            }
            Type::Map(inner) => of(self.wire("Map"), inner),
            Type::Optional(inner) => of(self.prelude("std::option::Option"), inner),
            Type::Nullable(inner) => of(self.wire("Nullable"), inner),
            Type::Boxed(inner) => of(self.prelude("std::boxed::Box"), inner),
            Type::Named(path) => self.named(path),
        }
    }

    /// The same as tokens.
    pub(super) fn ty_tokens(&self, ty: &Type) -> TokenStream {
        tokens(&self.ty(ty))
    }

    fn named(&self, path: &TypePath) -> String {
        let name = identifier(&path.name);
        if path.home == self.home {
            return name;
        }
        if !self.is_exported(path) {
            return absolute(path);
        }
        match self.home {
            Home::Operation { .. } => {
                self.imports.borrow_mut().insert("crate::types".to_owned());
                format!("types::{name}")
            }
            Home::Schema { .. }
                if RESERVED.contains(&name.as_str()) || self.own.contains(&name) =>
            {
                format!("crate::types::{name}")
            }
            Home::Schema { .. } => self.item(&format!("crate::types::{name}")),
        }
    }

    /// Whether the type can be reached as `crate::types::Name`.
    fn is_exported(&self, path: &TypePath) -> bool {
        matches!(path.home, Home::Schema { .. })
            && self
                .api
                .types
                .get(path)
                .is_some_and(|definition| definition.schema_name.is_some())
    }

    /// What a type of the crate is.
    pub(super) fn kind(&self, path: &TypePath) -> Option<&TypeKind> {
        self.api.types.get(path).map(|definition| &definition.kind)
    }

    /// The type behind aliases.
    pub(super) fn resolve<'t>(&'t self, ty: &'t Type) -> &'t Type {
        self.api.resolved(ty)
    }

    /// The variants of a union that have a `From`.
    pub(super) fn convertible<'t>(
        &'t self,
        path: &TypePath,
        union: &'t Union,
    ) -> impl Iterator<Item = &'t UnionVariant> {
        union.convertible(path, &self.api.types)
    }

    /// Whether arguments of the type are passed by value: it is `Copy`, or an enumeration, which is as small.
    pub(super) fn is_passed_by_value(&self, ty: &Type) -> bool {
        match self.resolve(ty) {
            Type::Null
            | Type::Bool
            | Type::Integer(_)
            | Type::Float
            | Type::DateTime
            | Type::Date
            | Type::Uuid => true,
            Type::Named(path) => match self.kind(path) {
                Some(TypeKind::Newtype(newtype)) => newtype.base == NewtypeBase::Integer,
                Some(TypeKind::Enumeration(_)) => true,
                _ => false,
            },
            _ => false,
        }
    }
}

/// The path of a type from the crate's root.
pub(super) fn absolute(path: &TypePath) -> String {
    let name = identifier(&path.name);
    match &path.home {
        Home::Schema { module: of } => format!("crate::types::{}::{name}", module(of)),
        Home::Operation { group, operation } => {
            format!(
                "crate::api::{}::{}::{name}",
                module(group),
                module(operation)
            )
        }
    }
}

pub(super) fn integer(kind: IntegerKind) -> &'static str {
    match kind {
        IntegerKind::I32 => "i32",
        IntegerKind::I64 => "i64",
        IntegerKind::U32 => "u32",
        IntegerKind::U64 => "u64",
    }
}

/// The tokens of a text that the emitter wrote itself.
pub(super) fn tokens(text: &str) -> TokenStream {
    if is_plain(text) && text != "_" {
        return Ident::new(text, Span::call_site()).into_token_stream();
    }
    text.parse().unwrap_or_default()
}
