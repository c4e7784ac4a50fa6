//! Types: what callers make and get.

use super::{At, Comparing, Kind, spelling};
use crate::api::{Newtype, NewtypeBase, NewtypeRule, TypeDefinition, TypeKind, TypePath};

/// A type of both APIs.
#[derive(Clone, Copy)]
pub(super) struct Both<'a> {
    pub(super) old: &'a TypeDefinition,
    pub(super) new: &'a TypeDefinition,
    pub(super) item: &'a str,
}

impl Both<'_> {
    /// The place of the whole type.
    pub(super) fn at(&self) -> At {
        At::both(&self.old.pointer, &self.new.pointer)
    }
}

impl Comparing<'_> {
    /// All types. Those without a name of their own come and go with what uses them, which tells of it.
    pub(super) fn types(&mut self) {
        let (old, new) = (self.old, self.new);
        let removed: Vec<&TypePath> = self.pairs.removed_types().collect();
        for path in removed {
            if let Some(definition) = old.types.get(path).filter(|it| it.schema_name.is_some()) {
                let at = At::old(&definition.pointer);
                let item = spelling::path(old, path);
                self.report(Kind::TypeRemoved, item, at, "the type was removed");
            }
        }
        let added: Vec<&TypePath> = self.pairs.added_types().collect();
        for path in added {
            if let Some(definition) = new.types.get(path).filter(|it| it.schema_name.is_some()) {
                let at = At::new(&definition.pointer);
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
                item: &item,
            };
            self.type_name(old_path, new_path, both);
            self.definition(both);
            self.type_docs(both);
        }
    }

    /// A type that follows its renamed operation has kept its name.
    fn type_name(&mut self, old: &TypePath, new: &TypePath, both: Both<'_>) {
        let from = spelling::path(self.old, old);
        let is_exported_otherwise = both.old.schema_name.is_some() && from != both.item;
        if old.name != new.name || is_exported_otherwise {
            let sentence = format!("renamed from `{from}`");
            self.report(Kind::TypeRenamed, both.item, both.at(), sentence);
        }
    }

    fn definition(&mut self, both: Both<'_>) {
        let Both { old, new, item } = both;
        if !old.docs.deprecated && new.docs.deprecated {
            self.report(Kind::TypeDeprecated, item, both.at(), "deprecated");
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
                let (kind, sentence) = match allows_all_of(after, before) {
                    true => (Kind::NewtypeCheckLoosened, "may be made of more values"),
                    false => (
                        Kind::NewtypeCheckTightened,
                        "may refuse values that it took",
                    ),
                };
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

fn kind(kind: &TypeKind) -> &'static str {
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
