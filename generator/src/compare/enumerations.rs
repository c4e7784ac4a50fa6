//! Enumerations and unions: variants.

use std::collections::BTreeSet;

use super::matching::{Criterion, matched};
use super::parameters::escaped;
use super::types::Both;
use super::{At, Comparing, Kind, Node, spelling};
use crate::api::{
    Enumeration, EnumerationValue, EnumerationVariant, TypeDefinition, Union, UnionVariant,
};

impl Comparing<'_> {
    /// Two enumerations.
    pub(super) fn enumeration(&mut self, old: &Enumeration, new: &Enumeration, both: Both<'_>) {
        if old.is_of_integers() != new.is_of_integers() {
            let words = |enumeration: &Enumeration| match enumeration.is_of_integers() {
                true => "integers",
                false => "texts",
            };
            let sentence = format!("an enumeration of {} instead of {}", words(new), words(old));
            self.report(Kind::TypeKindChanged, both.item, both.at(), sentence);
            return;
        }
        let criteria: [Criterion<'_, EnumerationVariant>; 2] =
            [&|a, b| a.value == b.value, &|a, b| a.name == b.name];
        let variants = matched(&old.variants, &new.variants, &criteria);
        for variant in variants.removed {
            let at = At::old(value_node(both.old, &variant.value));
            let item = variant_item(both, &variant.name);
            let sentence = format!("the value {} was removed", value(&variant.value));
            self.report(Kind::ValueRemoved, item, at, sentence);
        }
        for variant in variants.added {
            let at = At::new(value_node(both.new, &variant.value));
            let item = variant_item(both, &variant.name);
            let sentence = format!("the value {} is new", value(&variant.value));
            self.report(Kind::ValueAdded, item, at, sentence);
        }
        for (before, after) in variants.both {
            let at = At::both(
                value_node(both.old, &before.value),
                value_node(both.new, &after.value),
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
        match (old.docs.deprecated, new.docs.deprecated) {
            (false, true) => report(Kind::ValueDeprecated, "deprecated"),
            (true, false) => report(Kind::ValueUndeprecated, "no longer deprecated"),
            _ => {}
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
            let at = At::old(both.old);
            self.report(Kind::VariantRemoved, item, at, "the variant was removed");
        }
        for variant in variants.added {
            let item = variant_item(both, &variant.name);
            let at = At::new(both.new);
            self.report(Kind::VariantAdded, item, at, "the variant is new");
        }
        let convertible = [
            old.convertible(both.old_path, &self.old.types),
            new.convertible(both.new_path, &self.new.types),
        ];
        let [did_convert, converts] = convertible
            .map(|variants| variants.map(|it| it.name.as_str()).collect::<BTreeSet<_>>());
        for (before, after) in variants.both {
            let item = variant_item(both, &after.name);
            if before.name != after.name {
                let sentence = format!("renamed from `{}`", before.name);
                self.report(Kind::VariantRenamed, &item, both.at(), sentence);
            }
            if !self.same(&before.ty, &after.ty) {
                let sentence = format!("changed {}", self.change_of(&before.ty, &after.ty));
                self.report(Kind::VariantTypeChanged, &item, both.at(), sentence);
            } else if did_convert.contains(before.name.as_str())
                && !converts.contains(after.name.as_str())
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

fn value_node(of_type: &TypeDefinition, value: &EnumerationValue) -> Node {
    let key = match value {
        EnumerationValue::Text(text) => escaped(text),
        EnumerationValue::Integer(number) => number.to_string(),
    };
    Node::from(of_type).below(&format!("enum/={key}"))
}

fn variant_item(both: Both<'_>, name: &str) -> String {
    format!("{}::{name}", both.item)
}
