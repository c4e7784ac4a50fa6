//! Shapes of types: by what a type that has another name is found again.

use super::pairs::{Named, Pairs};
use super::types::kind;
use crate::api::{
    Additional, Docs, EnumerationVariant, Member, Object, Type, TypeDefinition, TypeKind, TypePath,
    UnionVariant,
};

/// What types that are the same but for their names have in common, to look for them: their kind, and texts of their
/// parts.
pub(super) fn outline(definition: &TypeDefinition) -> (&'static str, Vec<&str>) {
    let Docs {
        summary,
        description,
        ..
    } = &definition.docs;
    let parts = match &definition.kind {
        TypeKind::Object(object) => {
            let members = object.members.iter();
            members.map(|member| member.wire_name.as_str()).collect()
        }
        TypeKind::Enumeration(enumeration) => {
            let variants = enumeration.variants.iter();
            variants.map(|variant| variant.name.as_str()).collect()
        }
        TypeKind::Union(union) => {
            let tags = union.variants.iter().map(|variant| variant.tags.first());
            tags.map(|tag| tag.map_or("", String::as_str)).collect()
        }
        TypeKind::Newtype(_) | TypeKind::Alias(_) => {
            let words = [summary, description].into_iter().flatten();
            words.map(String::as_str).collect()
        }
    };
    (kind(&definition.kind), parts)
}

/// Whether two types are the same but for their names.
pub(super) fn alike(
    pairs: &Pairs<'_>,
    (old_path, old): Named<'_>,
    (new_path, new): Named<'_>,
) -> bool {
    let shape = Shape {
        pairs,
        old: old_path,
        new: new_path,
    };
    match (&old.kind, &new.kind) {
        (TypeKind::Object(old), TypeKind::Object(new)) => shape.objects(old, new),
        (TypeKind::Enumeration(a), TypeKind::Enumeration(b)) => {
            let value = |a: &EnumerationVariant, b: &EnumerationVariant| {
                a.name == b.name && a.value == b.value
            };
            all(&a.variants, &b.variants, value)
        }
        (TypeKind::Union(a), TypeKind::Union(b)) => {
            let variant =
                |a: &UnionVariant, b: &UnionVariant| a.tags == b.tags && shape.types(&a.ty, &b.ty);
            all(&a.variants, &b.variants, variant)
        }
        // Nearly every newtype and alias has the shape of another one: only the words tell.
        (TypeKind::Newtype(a), TypeKind::Newtype(b)) => {
            a == b && say_the_same(&old.docs, &new.docs)
        }
        (TypeKind::Alias(a), TypeKind::Alias(b)) => {
            shape.types(a, b) && say_the_same(&old.docs, &new.docs)
        }
        _ => false,
    }
}

/// Whether much of two types is the same: at least half of what the larger one has.
pub(super) fn akin(old: &TypeDefinition, new: &TypeDefinition) -> bool {
    match (&old.kind, &new.kind) {
        (TypeKind::Object(old), TypeKind::Object(new)) => {
            half(&old.members, &new.members, |a, b| {
                a.wire_name == b.wire_name
            })
        }
        (TypeKind::Enumeration(old), TypeKind::Enumeration(new)) => {
            half(&old.variants, &new.variants, |a, b| a.value == b.value)
        }
        (TypeKind::Union(old), TypeKind::Union(new)) => {
            half(&old.variants, &new.variants, |a, b| a.name == b.name)
        }
        (TypeKind::Newtype(old), TypeKind::Newtype(new)) => old.base == new.base,
        (TypeKind::Alias(old), TypeKind::Alias(new)) => {
            std::mem::discriminant(old) == std::mem::discriminant(new)
        }
        _ => false,
    }
}

/// Whether the document says something, and the same, of two items.
pub(super) fn say_the_same(old: &Docs, new: &Docs) -> bool {
    let says_something = old.summary.is_some() || old.description.is_some();
    says_something && old.summary == new.summary && old.description == new.description
}

struct Shape<'a> {
    pairs: &'a Pairs<'a>,
    old: &'a TypePath,
    new: &'a TypePath,
}

impl Shape<'_> {
    fn objects(&self, old: &Object, new: &Object) -> bool {
        let member = |a: &Member, b: &Member| {
            a.wire_name == b.wire_name && a.required == b.required && self.types(&a.ty, &b.ty)
        };
        let additional = match (&old.additional, &new.additional) {
            (Additional::Ignored, Additional::Ignored) => true,
            (Additional::Kept { ty: a, .. }, Additional::Kept { ty: b, .. }) => self.types(a, b),
            _ => false,
        };
        additional && all(&old.members, &new.members, member)
    }

    /// The same types; where the type holds itself, under its other name.
    fn types(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Named(old), Type::Named(new)) if old == self.old && new == self.new => true,
            _ if !old.parts().is_empty() => {
                std::mem::discriminant(old) == std::mem::discriminant(new)
                    && old.parts().len() == new.parts().len()
                    && old
                        .parts()
                        .iter()
                        .zip(new.parts())
                        .all(|(old, new)| self.types(old, new))
            }
            _ => self.pairs.same(old, new),
        }
    }
}

/// Whether there is something, and the same.
fn all<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    !old.is_empty()
        && old.len() == new.len()
        && old.iter().zip(new).all(|(old, new)| same(old, new))
}

/// Whether at least half of the longer list has a counterpart.
fn half<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    let is_in_new = |old: &&T| new.iter().any(|new| same(old, new));
    let shared = old.iter().filter(is_in_new).count();
    shared > 0 && 2 * shared >= old.len().max(new.len())
}
