//! Enumerations and unions: variants.

use std::collections::BTreeMap;

use super::pairs::resolved;
use super::parameters::escaped;
use super::types::Both;
use super::{At, Comparing, Kind};
use crate::api::{
    Api, Enumeration, EnumerationValue, EnumerationVariant, Type, Union, UnionVariant,
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
        for variant in &old.variants {
            let place = value_pointer(&both.old.pointer, &variant.value);
            match counterpart(variant, &new.variants) {
                None => {
                    let item = variant_item(both, &variant.name);
                    let sentence = format!("the value {} was removed", value(&variant.value));
                    self.report(Kind::ValueRemoved, item, At::old(place), sentence);
                }
                Some(other) => {
                    let at = At::both(place, value_pointer(&both.new.pointer, &other.value));
                    self.value(variant, other, both, &at);
                }
            }
        }
        let is_new = |variant: &&EnumerationVariant| counterpart(variant, &old.variants).is_none();
        for variant in new.variants.iter().filter(is_new) {
            let at = At::new(value_pointer(&both.new.pointer, &variant.value));
            let item = variant_item(both, &variant.name);
            let sentence = format!("the value {} is new", value(&variant.value));
            self.report(Kind::ValueAdded, item, at, sentence);
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
            report(Kind::ValueSpellingsChanged, "is read in other spellings");
        }
        if !old.docs.deprecated && new.docs.deprecated {
            report(Kind::ValueDeprecated, "deprecated");
        }
    }

    /// Two unions.
    pub(super) fn union(&mut self, old: &Union, new: &Union, both: Both<'_>) {
        let (pairs, removed, added) = self.paired_variants(old, new);
        for variant in removed {
            let item = variant_item(both, &variant.name);
            let at = At::old(&both.old.pointer);
            self.report(Kind::VariantRemoved, item, at, "the variant was removed");
        }
        for variant in added {
            let item = variant_item(both, &variant.name);
            let at = At::new(&both.new.pointer);
            self.report(Kind::VariantAdded, item, at, "the variant is new");
        }
        for (before, after) in pairs {
            let item = variant_item(both, &after.name);
            if before.name != after.name {
                let sentence = format!("renamed from `{}`", before.name);
                self.report(Kind::VariantRenamed, &item, both.at(), sentence);
            }
            if !self.same(&before.ty, &after.ty) {
                let sentence = format!("changed {}", self.change_of(&before.ty, &after.ty));
                self.report(Kind::VariantTypeChanged, &item, both.at(), sentence);
            } else if converts(self.old, old, before) && !converts(self.new, new, after) {
                let sentence = "another variant holds the same, so there is no `From` any more";
                self.report(Kind::ConversionRemoved, &item, both.at(), sentence);
            }
            if before.tags != after.tags {
                let sentence = "is told by another value of the discriminator";
                self.report(Kind::TagsChanged, &item, both.at(), sentence);
            }
        }
        if old.discriminator != new.discriminator {
            let sentence = "the variants are told apart in another way";
            self.report(Kind::TagsChanged, both.item, both.at(), sentence);
        }
    }

    /// First by name, then by what they hold.
    fn paired_variants<'v>(&self, old: &'v Union, new: &'v Union) -> Paired<'v> {
        let mut removed: Vec<&UnionVariant> = old.variants.iter().collect();
        let mut added: Vec<&UnionVariant> = new.variants.iter().collect();
        let mut pairs = Vec::new();
        let criteria: [Criterion<'_>; 2] =
            [&|a, b| a.name == b.name, &|a, b| self.same(&a.ty, &b.ty)];
        for is_same in criteria {
            removed.retain(|before| {
                let Some(index) = added.iter().position(|after| is_same(before, after)) else {
                    return true;
                };
                pairs.push((*before, added.remove(index)));
                false
            });
        }
        (pairs, removed, added)
    }
}

type Paired<'v> = (
    Vec<(&'v UnionVariant, &'v UnionVariant)>,
    Vec<&'v UnionVariant>,
    Vec<&'v UnionVariant>,
);

/// Whether an old variant is a new one under some criterion.
type Criterion<'c> = &'c dyn Fn(&UnionVariant, &UnionVariant) -> bool;

fn is_integer(enumeration: &Enumeration) -> bool {
    let mut values = enumeration.variants.iter();
    values.any(|variant| matches!(variant.value, EnumerationValue::Integer(_)))
}

/// By value, else by name.
fn counterpart<'v>(
    variant: &EnumerationVariant,
    among: &'v [EnumerationVariant],
) -> Option<&'v EnumerationVariant> {
    let by_value = among.iter().find(|other| other.value == variant.value);
    by_value.or_else(|| among.iter().find(|other| other.name == variant.name))
}

/// Whether `From` can tell the variant by what it holds.
fn converts(api: &Api, union: &Union, variant: &UnionVariant) -> bool {
    let mut holders: BTreeMap<&Type, usize> = BTreeMap::new();
    for other in &union.variants {
        *holders.entry(held(api, &other.ty)).or_default() += 1;
    }
    holders.get(held(api, &variant.ty)) == Some(&1)
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
