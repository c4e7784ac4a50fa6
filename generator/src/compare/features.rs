//! Cargo features: which there are, and what programs without the default ones have to ask for.

use std::collections::{BTreeMap, BTreeSet};

use super::{At, Comparing, Kind, spelling};
use crate::api::{Api, Group, GroupFeature};

impl Comparing<'_> {
    /// All that features are about.
    pub(super) fn features(&mut self) {
        self.names_of_features();
        let (old, new) = (self.old, self.new);
        let (before, after) = (Features::of(old), Features::of(new));
        self.own_features(&before, &after);
        self.modules(&after);
        self.gates(&before, &after);
    }

    /// The features that programs can ask for by name: those of tags and those of hand-written modules.
    fn names_of_features(&mut self) {
        let names = |api: &Api| -> BTreeSet<String> {
            let of_tags = api.groups.iter().filter_map(|group| group.feature.as_ref());
            let of_tags: BTreeSet<String> = of_tags.map(|feature| feature.name.clone()).collect();
            let all = (!of_tags.is_empty()).then(|| GroupFeature::ALL.to_owned());
            let of_modules = api.package.features.keys().cloned();
            of_tags.into_iter().chain(all).chain(of_modules).collect()
        };
        let (before, after) = (names(self.old), names(self.new));
        for name in before.difference(&after) {
            let sentence = "the Cargo feature was removed";
            self.report(Kind::FeatureRemoved, name, at_tags(), sentence);
        }
        for name in after.difference(&before) {
            let sentence = "the Cargo feature is new";
            self.report(Kind::FeatureAdded, name, at_tags(), sentence);
        }
    }

    /// What the features of hand-written modules turn on of one another and of the runtime's. Those of tags are told
    /// of by their groups and types.
    fn own_features(&mut self, before: &Features<'_>, after: &Features<'_>) {
        let (old, new) = (&self.old.package.features, &self.new.package.features);
        let of_modules = new.keys().map(String::as_str);
        let others: Vec<&str> = of_modules.chain(GroupFeature::TAKEN).collect();
        for name in old.keys().filter(|name| new.contains_key(*name)) {
            let others = others.iter().copied();
            let left =
                others.filter(|it| before.brings(name, &[*it]) && !after.brings(name, &[*it]));
            let left: Vec<&str> = left.collect();
            if !left.is_empty() {
                let sentence = format!("it no longer turns on {}", spelling::alternatives(left));
                self.report(Kind::FeatureGated, name, at_tags(), sentence);
            }
        }
    }

    /// Hand-written modules, each of which needs all of its features. What these turn on is told of elsewhere.
    fn modules(&mut self, after: &Features<'_>) {
        let (old, new) = (&self.old.package.extensions, &self.new.package.extensions);
        for module in new {
            let Some(was) = old.iter().find(|other| other.name == module.name) else {
                continue;
            };
            let is_had =
                |needed: &String| was.features.iter().any(|it| after.brings(it, &[needed]));
            let needed = module.features.iter().filter(|it| !is_had(it));
            let needed: Vec<String> = needed.map(|name| format!("`{name}`")).collect();
            if !needed.is_empty() {
                let sentence = format!("it now needs {}", needed.join(" and "));
                let at = At::documents("#/info");
                self.report(Kind::FeatureGated, &module.name, at, sentence);
            }
        }
    }

    /// Groups, and types that do not go with such a group, of which a program had what it now has to ask for.
    fn gates(&mut self, before: &Features<'_>, after: &Features<'_>) {
        let (old, new) = (self.old, self.new);
        let mut told = BTreeSet::new();
        for group in &new.groups {
            let Some(was) = self.group_before(group) else {
                continue;
            };
            let (had, has) = (gates(was), gates(group));
            if let Some(sentence) = lost((before, &had), (after, &has)) {
                let item = format!("api::{}::{}", group.module, group.handle);
                self.report(Kind::FeatureGated, item, at_tags(), sentence);
                told.extend(has);
            }
        }
        for (old_path, new_path) in self.pairs.types.clone() {
            let (Some(was), Some(is)) = (old.types.get(old_path), new.types.get(new_path)) else {
                continue;
            };
            let goes_with_a_group = is.features.iter().any(|feature| told.contains(feature));
            if is.schema_name.is_none() || goes_with_a_group {
                continue;
            }
            if let Some(sentence) = lost((before, &was.features), (after, &is.features)) {
                let at = At::both(was, is);
                self.report(
                    Kind::FeatureGated,
                    spelling::path(new, new_path),
                    at,
                    sentence,
                );
            }
        }
    }

    /// The group of the old API that a group is.
    fn group_before(&self, group: &Group) -> Option<&Group> {
        let mut renamed = self.pairs.groups.values();
        let renamed = renamed.find(|(_, to)| to.module == group.module);
        let mut groups = self.old.groups.iter();
        let same = || groups.find(|other| other.module == group.module);
        renamed.map(|(from, _)| *from).or_else(same)
    }
}

fn at_tags() -> At {
    At::documents("#/tags")
}

fn gates(group: &Group) -> Vec<String> {
    let feature = group.feature.as_ref();
    feature.map(|it| it.name.clone()).into_iter().collect()
}

/// The features of an API by name, each with those that it turns on.
struct Features<'a>(BTreeMap<&'a str, &'a [String]>);

impl<'a> Features<'a> {
    fn of(api: &'a Api) -> Self {
        let groups = api.groups.iter().filter_map(|group| group.feature.as_ref());
        let groups = groups.map(|it| (it.name.as_str(), it.implies.as_slice()));
        let own = api.package.features.iter();
        let own = own.map(|(name, it)| (name.as_str(), it.enables.as_slice()));
        Self(groups.chain(own).collect())
    }

    /// Whether a feature brings what is there with any of `gates`.
    fn brings(&self, feature: &str, gates: &[impl AsRef<str>]) -> bool {
        let mut waiting = vec![feature];
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if gates.iter().any(|gate| gate.as_ref() == name) {
                return true;
            }
            if seen.insert(name) {
                let more = self.0.get(name).copied().unwrap_or_default();
                waiting.extend(more.iter().map(String::as_str));
            }
        }
        false
    }
}

/// What a program without the default features has to know of an item that was there with any of some features, or
/// always where there are none, and now is with others. A feature that is gone itself is told of elsewhere.
fn lost(
    (before, had): (&Features<'_>, &[String]),
    (after, has): (&Features<'_>, &[String]),
) -> Option<String> {
    if has.is_empty() {
        return None;
    }
    let needed = spelling::alternatives(has);
    if had.is_empty() {
        return Some(format!("without default features, it now needs {needed}"));
    }
    let known = before.0.keys().filter(|name| after.0.contains_key(*name));
    let left = known.filter(|name| before.brings(name, had) && !after.brings(name, has));
    let left: Vec<&str> = left.copied().collect();
    (!left.is_empty()).then(|| {
        let left = spelling::alternatives(left);
        format!("without default features, it now needs {needed}: {left} is no longer enough")
    })
}
