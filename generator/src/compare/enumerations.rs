//! Enumerations and unions: variants.

use std::collections::BTreeMap;

use super::matching::{Criterion, matched};
use super::pairs::resolved;
use super::parameters::escaped;
use super::types::Both;
use super::{At, Comparing, Kind, spelling};
use crate::api::{
    Api, Enumeration, EnumerationValue, EnumerationVariant, Type, TypePath, Union, UnionVariant,
};

impl Comparing<'_> {
    /// Two enumerations.
    pub(super) fn enumeration(&mut self, old: &Enumeration, new: &Enumeration, both: Both<'_>) {
        if is_integer(old) != is_integer(new) {
            let words = |is_integer| if is_integer { "integers" } else { "texts" };
            let sentence = format!(
                "an enumeration of {} instead of {}",
                words(is_integer(new)),
                words(is_integer(old))
            );
            self.report(Kind::TypeKindChanged, both.item, both.at(), sentence);
            return;
        }
        let criteria: [Criterion<'_, EnumerationVariant>; 2] =
            [&|a, b| a.value == b.value, &|a, b| a.name == b.name];
        let variants = matched(&old.variants, &new.variants, &criteria);
        for variant in variants.removed {
            let at = At::old(value_pointer(&both.old.pointer, &variant.value));
            let item = variant_item(both, &variant.name);
            let sentence = format!("the value {} was removed", value(&variant.value));
            self.report(Kind::ValueRemoved, item, at, sentence);
        }
        for variant in variants.added {
            let at = At::new(value_pointer(&both.new.pointer, &variant.value));
            let item = variant_item(both, &variant.name);
            let sentence = format!("the value {} is new", value(&variant.value));
            self.report(Kind::ValueAdded, item, at, sentence);
        }
        for (before, after) in variants.both {
            let at = At::both(
                value_pointer(&both.old.pointer, &before.value),
                value_pointer(&both.new.pointer, &after.value),
            );
            self.value(before, after, both, &at);
        }
    }

    fn value(
        &mut self,
        old: &EnumerationVariant,
        new: &EnumerationVariant,
        both: Both<'_>,
        at: &At,
    ) {
        let item = variant_item(both, &new.name);
        let mut report = |kind, sentence: &str| self.report(kind, &item, at.clone(), sentence);
        if old.name != new.name {
            let sentence = format!("renamed from `{}`", old.name);
            report(Kind::ValueRenamed, &sentence);
        }
        if old.value != new.value && !new.aliases.iter().any(|alias| is_text(&old.value, alias)) {
            let sentence = format!("{} instead of {}", value(&new.value), value(&old.value));
            report(Kind::ValueRewritten, &sentence);
        } else if old.value != new.value || old.aliases != new.aliases {
            let sentence = format!(
                "is read from {} instead of {}",
                spellings(new),
                spellings(old)
            );
            report(Kind::ValueSpellingsChanged, &sentence);
        }
        if !old.docs.deprecated && new.docs.deprecated {
            report(Kind::ValueDeprecated, "deprecated");
        }
    }

    /// Two unions.
    pub(super) fn union(&mut self, old: &Union, new: &Union, both: Both<'_>) {
        // First by name, then by what they hold.
        let criteria: [Criterion<'_, UnionVariant>; 2] =
            [&|a, b| a.name == b.name, &|a, b| self.same(&a.ty, &b.ty)];
        let variants = matched(&old.variants, &new.variants, &criteria);
        for variant in variants.removed {
            let item = variant_item(both, &variant.name);
            let at = At::old(&both.old.pointer);
            self.report(Kind::VariantRemoved, item, at, "the variant was removed");
        }
        for variant in variants.added {
            let item = variant_item(both, &variant.name);
            let at = At::new(&both.new.pointer);
            self.report(Kind::VariantAdded, item, at, "the variant is new");
        }
        for (before, after) in variants.both {
            let item = variant_item(both, &after.name);
            if before.name != after.name {
                let sentence = format!("renamed from `{}`", before.name);
                self.report(Kind::VariantRenamed, &item, both.at(), sentence);
            }
            if !self.same(&before.ty, &after.ty) {
                let sentence = format!("changed {}", self.change_of(&before.ty, &after.ty));
                self.report(Kind::VariantTypeChanged, &item, both.at(), sentence);
            } else if converts(self.old, (both.old_path, old), before)
                && !converts(self.new, (both.new_path, new), after)
            {
                let sentence = "another variant holds the same, so there is no `From` any more";
                self.report(Kind::ConversionRemoved, &item, both.at(), sentence);
            }
            let (told_before, told_after) = (tags(before), tags(after));
            if told_before != told_after {
                let sentence = format!("is told by {told_after} instead of {told_before}");
                self.report(Kind::TagsChanged, &item, both.at(), sentence);
            }
        }
        if old.discriminator != new.discriminator {
            let by = |union: &Union| match &union.discriminator {
                Some(member) => format!("`{member}`"),
                None => "what a value looks like".to_owned(),
            };
            let sentence = format!(
                "the variants are told apart by {} instead of {}",
                by(new),
                by(old)
            );
            self.report(Kind::TagsChanged, both.item, both.at(), sentence);
        }
    }
}

fn is_integer(enumeration: &Enumeration) -> bool {
    let mut values = enumeration.variants.iter();
    values.any(|variant| matches!(variant.value, EnumerationValue::Integer(_)))
}

/// Whether there is a `From` of what the variant holds: not of any JSON, nor of the union itself, nor of what another
/// variant holds as well.
fn converts(api: &Api, (own, union): (&TypePath, &Union), variant: &UnionVariant) -> bool {
    let mut holders: BTreeMap<&Type, usize> = BTreeMap::new();
    for other in &union.variants {
        *holders.entry(held(api, &other.ty)).or_default() += 1;
    }
    let held = held(api, &variant.ty);
    let is_own = matches!(held, Type::Named(path) if path == own);
    *held != Type::Any && !is_own && holders.get(held) == Some(&1)
}

fn held<'t>(api: &'t Api, ty: &'t Type) -> &'t Type {
    match resolved(api, ty) {
        Type::Boxed(inner) => resolved(api, inner),
        other => other,
    }
}

fn is_text(value: &EnumerationValue, text: &str) -> bool {
    matches!(value, EnumerationValue::Text(value) if value == text)
}

fn value(value: &EnumerationValue) -> String {
    match value {
        EnumerationValue::Text(text) => format!("`{text}`"),
        EnumerationValue::Integer(number) => format!("`{number}`"),
    }
}

/// The texts that are read as a value.
fn spellings(variant: &EnumerationVariant) -> String {
    let aliases = variant.aliases.iter().map(|alias| format!("`{alias}`"));
    let all: Vec<String> = [value(&variant.value)].into_iter().chain(aliases).collect();
    all.join(" or ")
}

/// The values of the discriminator that choose a variant.
fn tags(variant: &UnionVariant) -> String {
    match (variant.tags.as_slice(), variant.is_default) {
        ([], true) => "any other value".to_owned(),
        ([], false) => "what a value looks like".to_owned(),
        (tags, true) => format!("{} and any other value", spelling::alternatives(tags)),
        (tags, false) => spelling::alternatives(tags),
    }
}

fn value_pointer(of_type: &str, value: &EnumerationValue) -> String {
    let key = match value {
        EnumerationValue::Text(text) => escaped(text),
        EnumerationValue::Integer(number) => number.to_string(),
    };
    format!("{of_type}/enum/={key}")
}

fn variant_item(both: Both<'_>, name: &str) -> String {
    format!("{}::{name}", both.item)
}
