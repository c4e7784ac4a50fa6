//! What a schema becomes at the place where it stands.

use crate::api::Type;

/// A type, and whether null is allowed as well.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::lower) struct Typed {
    pub(in crate::lower) ty: Type,
    pub(in crate::lower) nullable: bool,
    /// Null is one of the type's own values.
    pub(super) holds_null: bool,
}

impl Typed {
    /// Any JSON value, null included.
    pub(in crate::lower) fn anything() -> Self {
        Self::new(Type::Any, true)
    }

    pub(in crate::lower) fn plain(ty: Type) -> Self {
        Self::new(ty, false)
    }

    pub(in crate::lower) fn new(ty: Type, nullable: bool) -> Self {
        let holds_null = matches!(ty, Type::Any | Type::Null);
        Self {
            ty,
            nullable,
            holds_null,
        }
    }

    /// The type where a value has to be, or null.
    pub(in crate::lower) fn required(self) -> Type {
        if self.nullable && !self.holds_null {
            self.ty.optional()
        } else {
            self.ty
        }
    }

    /// The type of a member that may be absent.
    pub(in crate::lower) fn maybe_absent(self) -> Type {
        if self.nullable || self.holds_null {
            Type::Nullable(Box::new(self.ty))
        } else {
            self.ty.optional()
        }
    }
}
