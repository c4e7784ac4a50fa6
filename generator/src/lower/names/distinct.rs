//! Things that want one name are told apart: by what makes them differ in the document, whatever their order.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::symbols::{spell_all_symbols, spell_symbols};
use super::{free_variant, pascal, snake_name};

/// Something of the document that wants a name.
pub(in crate::lower) struct Claim<'t> {
    /// What the document calls it.
    text: Cow<'t, str>,
    wanted: String,
    /// The name without words for symbols, where `wanted` has some.
    bare: Option<String>,
    /// The name with a word for each symbol, where others have the same letters and digits.
    spelled: Option<fn(&str) -> String>,
    /// What no other one has. A mark is made of it.
    identity: Cow<'t, str>,
}

impl<'t> Claim<'t> {
    /// Wants a name that is made of a text elsewhere.
    pub(in crate::lower) fn new(text: impl Into<Cow<'t, str>>, wanted: String) -> Self {
        let text = text.into();
        Self {
            wanted,
            bare: None,
            spelled: None,
            identity: text.clone(),
            text,
        }
    }

    /// Wants a name that need not be made of the text: both together are its own.
    pub(in crate::lower) fn named(text: &str, wanted: &str) -> Self {
        Self::new(text.to_owned(), wanted.to_owned()).with_identity(format!("{wanted}\0{text}"))
    }

    /// A field or an argument.
    pub(in crate::lower) fn member(text: &'t str) -> Self {
        Self {
            spelled: Some(|text| snake_name(&spell_all_symbols(text))),
            ..Self::new(text, snake_name(text))
        }
    }

    /// A variant. Symbols are spelled out whatever the other ones are.
    pub(in crate::lower) fn variant(text: impl Into<Cow<'t, str>>) -> Self {
        let text = text.into();
        let spelled = spell_symbols(&text);
        let has_words = matches!(spelled, Cow::Owned(_));
        let wanted = free_variant(pascal(&spelled));
        Self {
            bare: has_words.then(|| pascal(&text)),
            spelled: Some(|text| free_variant(pascal(&spell_all_symbols(text)))),
            ..Self::new(text, wanted)
        }
    }

    /// The same where texts can be equal: `identity` tells them apart.
    pub(in crate::lower) fn with_identity(self, identity: impl Into<Cow<'t, str>>) -> Self {
        Self {
            identity: identity.into(),
            ..self
        }
    }

    fn bare(&self) -> &str {
        self.bare.as_deref().unwrap_or(&self.wanted)
    }

    /// How far a name is from what the document says.
    fn changes(&self, name: &str) -> usize {
        strsim::levenshtein(&self.text, name)
    }
}

/// Two claims to one name.
pub(in crate::lower) struct Collision {
    /// The index of the claim that had to step back.
    pub(in crate::lower) index: usize,
    /// The index of the claim that comes first.
    pub(in crate::lower) first: usize,
    /// The name that both wanted.
    pub(in crate::lower) wanted: String,
}

/// Gives each claim its name. What differs only in symbols has them spelled out. Where several still want one name, the
/// one that has to change least for it keeps it, and the others get marks.
pub(in crate::lower) fn distinct(
    claims: &[Claim<'_>],
    taken: &[&str],
    marking: Marking,
) -> (Vec<String>, Vec<Collision>) {
    let mut names: Vec<String> = claims.iter().map(|claim| claim.wanted.clone()).collect();
    let mut collisions = Vec::new();
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|index| (claims[*index].bare(), &claims[*index].identity));
    for group in order.chunk_by(|a, b| claims[*a].bare() == claims[*b].bare()) {
        if group.len() > 1 {
            spell_out(group, claims, &mut names, &mut collisions);
        }
    }
    let spelled_out = collisions.len();
    order.sort_by_key(|index| (names[*index].as_str(), &claims[*index].identity));
    for group in order.chunk_by(|a, b| names[*a] == names[*b]) {
        let wanted = &names[group[0]];
        let is_taken = taken.contains(&wanted.as_str());
        if group.len() > 1 || is_taken {
            let first = nearest(group, |index| claims[index].changes(wanted));
            let stepping_back = group.iter().filter(|index| is_taken || **index != first);
            collisions.extend(stepping_back.map(|index| Collision {
                index: *index,
                first,
                wanted: wanted.clone(),
            }));
        }
    }
    let stepped_back = collisions[spelled_out..].iter().map(|it| it.index);
    mark(stepped_back.collect(), claims, taken, marking, &mut names);
    (names, collisions)
}

/// Gives those that differ only in symbols their names in words.
fn spell_out(
    group: &[usize],
    claims: &[Claim<'_>],
    names: &mut [String],
    collisions: &mut Vec<Collision>,
) {
    let mut changed = Vec::new();
    for index in group {
        let claim = &claims[*index];
        if let Some(spelled) = claim.spelled.map(|spelled| spelled(&claim.text))
            && spelled != claim.wanted
        {
            names[*index] = spelled;
            changed.push(*index);
        }
    }
    let wanted = claims[group[0]].bare();
    let first = nearest(group, |index| {
        (changed.contains(&index), claims[index].changes(wanted))
    });
    changed.retain(|index| *index != first);
    collisions.extend(changed.into_iter().map(|index| Collision {
        index,
        first,
        wanted: wanted.to_owned(),
    }));
}

/// The first of a group for which a measure is least.
fn nearest<M: Ord>(group: &[usize], measure: impl Fn(usize) -> M) -> usize {
    let nearest = group.iter().copied().min_by_key(|index| measure(*index));
    nearest.unwrap_or_default()
}

/// Gives names of claims the shortest marks that tell them from all others.
fn mark(
    mut waiting: Vec<usize>,
    claims: &[Claim<'_>],
    taken: &[&str],
    marking: Marking,
    names: &mut [String],
) {
    if waiting.is_empty() {
        return;
    }
    let mut used: HashSet<String> = names.iter().cloned().collect();
    used.extend(taken.iter().map(|name| (*name).to_owned()));
    for length in 0..MARKS {
        let marked: Vec<String> = waiting
            .iter()
            .map(|index| marking.forms(&names[*index], &claims[*index].identity)[length].clone())
            .collect();
        let mut wanted: HashMap<&str, usize> = HashMap::new();
        for name in &marked {
            *wanted.entry(name).or_default() += 1;
        }
        let is_free = |name: &str| wanted[name] == 1 && !used.contains(name);
        let free: Vec<bool> = marked.iter().map(|name| is_free(name)).collect();
        let mut clashing = Vec::new();
        for ((index, name), free) in waiting.into_iter().zip(marked).zip(free) {
            if free {
                used.insert(name.clone());
                names[index] = name;
            } else {
                clashing.push(index);
            }
        }
        waiting = clashing;
    }
    for index in waiting {
        let name = marking.marked(&names[index], &claims[index].identity, |name| {
            !used.contains(name)
        });
        used.insert(name.clone());
        names[index] = name;
    }
}

/// How many lengths of marks there are.
const MARKS: usize = 3;

/// How a mark is put behind a name.
#[derive(Clone, Copy)]
pub(in crate::lower) enum Marking {
    /// Of a type or variant.
    Pascal,
    /// Of a field, argument, method or module.
    Snake,
    /// Of one that is like another one in all that can be told of it.
    Other,
}

impl Marking {
    /// A name with the shortest mark that is free. The mark depends on `identity` alone.
    pub(in crate::lower) fn marked(
        self,
        name: &str,
        identity: &str,
        is_free: impl Fn(&str) -> bool,
    ) -> String {
        let forms = self.forms(name, identity);
        let numbered = (2_u64..).map(|number| format!("{}{number}", forms[0]));
        let mut all = forms.iter().cloned().chain(numbered);
        all.find(|name| is_free(name)).unwrap_or_default()
    }

    /// A name with marks of each length.
    fn forms(self, name: &str, identity: &str) -> [String; MARKS] {
        fingerprints(identity).map(|mark| match self {
            Self::Pascal => format!("{name}{mark:X}"),
            Self::Snake => format!("{}_{mark:x}", name.trim_end_matches('_')),
            Self::Other => format!("{name}Other"),
        })
    }
}

/// FNV-1a in 16, 32 and 64 bits: the same on every machine, for ever.
fn fingerprints(text: &str) -> [u64; MARKS] {
    let short = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let long = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    [
        u64::from((short >> 16) ^ (short & 0xffff)),
        u64::from(short),
        long,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variants(texts: &[&str]) -> Vec<String> {
        let claims: Vec<Claim<'_>> = texts.iter().map(|text| Claim::variant(*text)).collect();
        distinct(&claims, &[], Marking::Pascal).0
    }

    fn members(texts: &[&str]) -> Vec<String> {
        let claims: Vec<Claim<'_>> = texts.iter().map(|text| Claim::member(text)).collect();
        distinct(&claims, &[], Marking::Snake).0
    }

    #[test]
    fn the_order_of_texts_does_not_matter_to_names() {
        let forth = variants(&["foo", "FOO", "bar"]);
        let back = variants(&["bar", "FOO", "foo"]);
        assert_eq!(forth, [back[2].clone(), back[1].clone(), back[0].clone()]);
        assert_eq!(forth[0], "Foo");
    }

    #[test]
    fn the_one_that_changes_least_keeps_its_name() {
        assert_eq!(members(&["labels[]", "labels"])[1], "labels");
        assert_eq!(members(&["$id", "id"]), ["dollar_id", "id"]);
        assert_eq!(members(&["user-id", "userId", "user_id"])[2], "user_id");
        assert_eq!(variants(&["FOO", "Foo", "foo"])[1], "Foo");
    }

    #[test]
    fn symbols_tell_apart_what_is_equal_without_them() {
        assert_eq!(members(&["+1", "-1"]), ["plus1", "minus1"]);
        assert_eq!(
            members(&["start", "start<", "start>="]),
            ["start", "start_less", "start_greater_equal"]
        );
        assert_eq!(variants(&["A+", "A", "A-"]), ["APlus", "A", "AMinus"]);
        assert_eq!(variants(&["-INF", "INF"]), ["MinusInf", "Inf"]);
        assert_eq!(
            variants(&["UTC+01:00", "UTC-01:00"]),
            ["UtcPlus01_00", "UtcMinus01_00"]
        );
        assert_eq!(members(&["_id", "id"]), ["underscore_id", "id"]);
        assert_eq!(members(&["_id", "name"]), ["id", "name"]);
        assert_eq!(variants(&["UTC-01:00", "B-"]), ["Utc01_00", "B"]);
        assert_eq!(variants(&["in-progress"]), ["InProgress"]);
    }

    #[test]
    fn marks_are_as_long_as_they_have_to_be() {
        let texts: Vec<String> = (0..600).map(|n| "🚀".repeat(n) + "x").collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let names = variants(&texts);
        let different: HashSet<&String> = names.iter().collect();
        assert_eq!(different.len(), texts.len());
        let back: Vec<&str> = texts.iter().rev().copied().collect();
        assert!(variants(&back).iter().rev().eq(&names));
    }

    #[test]
    fn what_cannot_be_told_apart_is_numbered() {
        let claim = || Claim::new("Production", "Production".to_owned());
        let (names, _) = distinct(&[claim(), claim(), claim()], &[], Marking::Other);
        assert_eq!(names, ["Production", "ProductionOther", "ProductionOther2"]);
    }
}
