//! Arguments of methods and setters: what a caller passes for a type, and how it goes into the call.

use crate::api::Type;
use crate::emit::names::identifier;
use crate::emit::scope::Scope;

/// An argument.
pub(super) struct Argument {
    /// Its name.
    pub(super) name: String,
    /// Its type.
    pub(super) ty: String,
    /// The expression of type `&dyn Encode` that hands it on.
    pub(super) encode: String,
}

impl Argument {
    /// An argument of a method: lists as slices.
    pub(super) fn of_method(name: &str, ty: &Type, scope: &Scope<'_>) -> Self {
        let name = identifier(name);
        let written = by_reference(ty, scope);
        let encode = match scope.resolve(ty) {
            Type::Optional(_) if is_reference(inside(&written)) => {
                format!("{}({name})", scope.wire("if_any"))
            }
            _ if is_reference(&written) => name.clone(),
            _ => format!("&{name}"),
        };
        Self {
            name,
            ty: written,
            encode,
        }
    }

    /// An argument of a setter: lists as anything that can be seen as a slice.
    pub(super) fn of_setter(name: &str, ty: &Type, scope: &Scope<'_>) -> Self {
        match scope.resolve(ty) {
            Type::List(item) => {
                let as_ref = scope.prelude("std::convert::AsRef");
                let name = identifier(name);
                let encode = format!("&{name}.as_ref()");
                Self {
                    name,
                    ty: format!("impl {as_ref}<[{}]>", scope.ty(item)),
                    encode,
                }
            }
            Type::Optional(inner) => Self::of_setter(name, inner, scope),
            _ => Self::of_method(name, ty, scope),
        }
    }
}

/// Whether a type is a reference that is `&dyn Encode` as it stands: one to a type of known size.
fn is_reference(written: &str) -> bool {
    written.starts_with('&') && !written.starts_with("&[") && written != "&str"
}

/// The type inside of an `Option`.
fn inside(written: &str) -> &str {
    let inside = written.split_once('<').map(|(_, inside)| inside);
    inside
        .and_then(|inside| inside.strip_suffix('>'))
        .unwrap_or(written)
}

/// The type of an argument: small values themselves, everything else by reference.
fn by_reference(ty: &Type, scope: &Scope<'_>) -> String {
    if scope.is_passed_by_value(ty) {
        return scope.ty(ty);
    }
    match scope.resolve(ty) {
        Type::Text => "&str".to_owned(),
        Type::List(item) => format!("&[{}]", scope.ty(item)),
        Type::Boxed(inner) => by_reference(inner, scope),
        Type::Optional(inner) => {
            format!(
                "{}<{}>",
                scope.prelude("std::option::Option"),
                by_reference(inner, scope)
            )
        }
        _ => format!("&{}", scope.ty(ty)),
    }
}
