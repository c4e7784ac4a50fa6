//! Types: what callers make and get.

use super::aliases::origin;
use super::pairs::Named;
use super::{At, Comparing, Kind, spelling};
use crate::api::{Newtype, NewtypeBase, NewtypeRule, TypeDefinition, TypeKind, TypePath};

/// A type of both APIs.
#[derive(Clone, Copy)]
pub(super) struct Both<'a> {
    pub(super) old: &'a TypeDefinition,
    pub(super) new: &'a TypeDefinition,
    pub(super) old_path: &'a TypePath,
    pub(super) new_path: &'a TypePath,
    pub(super) item: &'a str,
}

impl Both<'_> {
    /// The place of the whole type.
    pub(super) fn at(&self) -> At {
        At::both(self.old, self.new)
    }
}

impl Comparing<'_> {
    /// All types. Those without a name of their own come and go with what uses them, which tells of it, unless it is the
    /// name alone that is gone.
    pub(super) fn types(&mut self) {
        let (old, new) = (self.old, self.new);
        let is_of_schema = |definition: &TypeDefinition| definition.schema_name.is_some();
        let dropped = self.pairs.dropped_names();
        let removed: Vec<Named<'_>> = self.pairs.removed_types().collect();
        for (path, definition) in removed {
            if is_of_schema(definition) || dropped.contains(&path) {
                let at = At::old(definition);
                let item = spelling::path(old, path);
                self.report(Kind::TypeRemoved, item, at, "the type was removed");
            }
        }
        for (path, definition) in self.pairs.added_types() {
            if is_of_schema(definition) {
                let at = At::new(definition);
                let item = spelling::path(new, path);
                self.report(Kind::TypeAdded, item, at, "the type is new");
            }
        }
        for (old_path, new_path) in self.pairs.types.clone() {
            let (Some(before), Some(after)) = (old.types.get(old_path), new.types.get(new_path))
            else {
                continue;
            };
            let item = spelling::path(new, new_path);
            let both = Both {
                old: before,
                new: after,
                old_path,
                new_path,
                item: &item,
            };
            self.type_name(both);
            self.type_or_name(both);
        }
    }

    /// A type that moved with what it belongs to, such as a renamed operation, has kept its name, and one whose operation
    /// or schema is gone goes with that.
    fn type_name(&mut self, both: Both<'_>) {
        let from = spelling::path(self.old, both.old_path);
        let is_exported_otherwise = both.old.schema_name.is_some() && from != both.item;
        let is_elsewhere = |moved: TypePath| moved != *both.new_path;
        let is_moved = both.old_path != both.new_path
            && self.pairs.moved(both.old_path).is_some_and(is_elsewhere);
        if is_moved || is_exported_otherwise {
            let sentence = format!("renamed from `{from}`");
            self.report(Kind::TypeRenamed, both.item, both.at(), sentence);
        }
    }

    /// Where a definition became a further name of a type, or the other way round, and each name still means the same,
    /// the definitions are compared.
    fn type_or_name(&mut self, both: Both<'_>) {
        let is_alias = |definition: &TypeDefinition| matches!(definition.kind, TypeKind::Alias(_));
        let has_changed_places = is_alias(both.old) != is_alias(both.new)
            && self.pairs.have_the_same_names(both.old_path, both.new_path);
        if !has_changed_places {
            self.definition(both);
            self.type_docs(both);
            return;
        }
        let (old_path, new_path) = (
            origin(self.old, both.old_path),
            origin(self.new, both.new_path),
        );
        // A definition that is in both is compared itself.
        let is_told = old_path != both.old_path && self.pairs.types.contains_key(old_path);
        if let (false, Some(old), Some(new)) = (
            is_told,
            self.old.types.get(old_path),
            self.new.types.get(new_path),
        ) {
            self.definition(Both {
                old,
                new,
                old_path,
                new_path,
                ..both
            });
        }
    }

    fn definition(&mut self, both: Both<'_>) {
        let Both { old, new, item, .. } = both;
        match (old.docs.deprecated, new.docs.deprecated) {
            (false, true) => self.report(Kind::TypeDeprecated, item, both.at(), "deprecated"),
            (true, false) => {
                let sentence = "no longer deprecated";
                self.report(Kind::TypeUndeprecated, item, both.at(), sentence);
            }
            _ => {}
        }
        match (&old.kind, &new.kind) {
            (TypeKind::Object(before), TypeKind::Object(after)) => {
                self.object(before, after, both);
            }
            (TypeKind::Enumeration(before), TypeKind::Enumeration(after)) => {
                self.enumeration(before, after, both);
            }
            (TypeKind::Union(before), TypeKind::Union(after)) => self.union(before, after, both),
            (TypeKind::Newtype(before), TypeKind::Newtype(after)) => {
                self.newtype(before, after, both);
            }
            (TypeKind::Alias(before), TypeKind::Alias(after)) => {
                if !self.same(before, after) {
                    let sentence = format!("the alias changed {}", self.change_of(before, after));
                    self.report(Kind::AliasChanged, item, both.at(), sentence);
                }
            }
            (before, after) => {
                let sentence = format!("{} instead of {}", kind(after), kind(before));
                self.report(Kind::TypeKindChanged, item, both.at(), sentence);
            }
        }
    }

    fn newtype(&mut self, old: &Newtype, new: &Newtype, both: Both<'_>) {
        let Both { item, .. } = both;
        if old.base != new.base {
            let sentence = format!("holds {} instead of {}", base(new.base), base(old.base));
            self.report(Kind::TypeKindChanged, item, both.at(), sentence);
            return;
        }
        if old.lenient != new.lenient {
            let sentence = match new.lenient {
                true => "is now read from text and numbers alike",
                false => "is no longer read from text and numbers alike",
            };
            self.report(Kind::NewtypeReadingChanged, item, both.at(), sentence);
        }
        match (&old.rule, &new.rule) {
            (None, Some(_)) => {
                let sentence = "is now checked when it is made";
                self.report(Kind::NewtypeCheckAdded, item, both.at(), sentence);
            }
            (Some(_), None) => {
                let sentence = "is no longer checked when it is made";
                self.report(Kind::NewtypeCheckRemoved, item, both.at(), sentence);
            }
            (Some(before), Some(after)) if before != after => {
                let kind = match allows_all_of(after, before) {
                    true => Kind::NewtypeCheckLoosened,
                    false => Kind::NewtypeCheckTightened,
                };
                let sentence = format!("takes {} instead of {}", values(after), values(before));
                self.report(kind, item, both.at(), sentence);
            }
            _ => {}
        }
    }
}

/// Whether a rule surely allows all that another does.
fn allows_all_of(wide: &NewtypeRule, narrow: &NewtypeRule) -> bool {
    match (wide, narrow) {
        (
            NewtypeRule::Text {
                min_length,
                max_length,
                pattern,
            },
            NewtypeRule::Text {
                min_length: least,
                max_length: most,
                pattern: narrow_pattern,
            },
        ) => {
            let same_pattern = pattern.is_none() || pattern == narrow_pattern;
            is_as_low(*min_length, *least) && is_as_high(*max_length, *most) && same_pattern
        }
        (
            NewtypeRule::Integer { minimum, maximum },
            NewtypeRule::Integer {
                minimum: least,
                maximum: most,
            },
        ) => is_as_low(*minimum, *least) && is_as_high(*maximum, *most),
        _ => false,
    }
}

/// No lower bound is the lowest.
fn is_as_low<T: PartialOrd>(wide: Option<T>, narrow: Option<T>) -> bool {
    wide.is_none_or(|wide| narrow.is_some_and(|narrow| wide <= narrow))
}

/// No upper bound is the highest.
fn is_as_high<T: PartialOrd>(wide: Option<T>, narrow: Option<T>) -> bool {
    wide.is_none_or(|wide| narrow.is_some_and(|narrow| wide >= narrow))
}

/// The values that a rule allows, in words.
fn values(rule: &NewtypeRule) -> String {
    let bounds = |least: Option<String>, most: Option<String>| match (least, most) {
        (Some(least), Some(most)) if least == most => Some(least),
        (Some(least), Some(most)) => Some(format!("{least} to {most}")),
        (Some(least), None) => Some(format!("at least {least}")),
        (None, Some(most)) => Some(format!("at most {most}")),
        (None, None) => None,
    };
    match rule {
        NewtypeRule::Text {
            min_length,
            max_length,
            pattern,
        } => {
            let text = |length: &usize| length.to_string();
            let length = bounds(min_length.as_ref().map(text), max_length.as_ref().map(text));
            let length = length.map(|length| format!("{length} characters"));
            let pattern = pattern
                .as_ref()
                .map(|pattern| format!("what fits `{pattern}`"));
            let all: Vec<String> = [length, pattern].into_iter().flatten().collect();
            all.join(" and ")
        }
        NewtypeRule::Integer { minimum, maximum } => {
            let text = |bound: &i64| bound.to_string();
            bounds(minimum.as_ref().map(text), maximum.as_ref().map(text)).unwrap_or_default()
        }
    }
}

/// What a type is, in words.
pub(super) fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Object(_) => "a struct",
        TypeKind::Enumeration(_) => "an enumeration",
        TypeKind::Union(_) => "a union",
        TypeKind::Newtype(_) => "a newtype",
        TypeKind::Alias(_) => "an alias",
    }
}

fn base(base: NewtypeBase) -> &'static str {
    match base {
        NewtypeBase::Integer => "an integer",
        NewtypeBase::Text => "a text",
    }
}
