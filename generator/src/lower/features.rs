//! Cargo features: which operations a crate can be built without, and which types go with them.
//!
//! Each tag has a feature where there are several. A type is there with any of the features whose operations need it.

use std::collections::{BTreeMap, BTreeSet};

use super::usage::{received, sent, within};
use crate::api::{Group, GroupFeature, Home, Type, TypeDefinition, TypePath};
use crate::config::Config;

/// A type that more features than this need is always there: a longer list would tell a reader nothing.
const MOST_LISTED: usize = 3;

/// The feature of a group. Those of hand-written modules keep their names.
pub(super) fn of_group(module: &str, config: &Config) -> GroupFeature {
    let name = module.trim_matches('_').replace('_', "-");
    let is_taken =
        GroupFeature::TAKEN.contains(&name.as_str()) || config.package.features.contains_key(&name);
    GroupFeature {
        name: if is_taken {
            format!("{name}-operations")
        } else {
            name
        },
        implies: Vec::new(),
    }
}

/// Decides which features bring what. Before, every group of a tag has a feature that brings nothing else.
pub(super) fn assign(
    groups: &mut [Group],
    webhooks: &[Type],
    types: &mut BTreeMap<TypePath, TypeDefinition>,
) {
    if groups.len() < 2 {
        for group in groups {
            group.feature = None;
        }
        return;
    }
    let graph = Graph::of(types);
    let reached: Vec<Vec<bool>> = groups
        .iter()
        .map(|group| graph.reach(graph.roots(group)))
        .collect();
    let mut always = graph.always(groups, webhooks, &reached);
    // What is always there can't stand in a module that is not.
    while let Some(group) = groups
        .iter_mut()
        .find(|group| group.feature.is_some() && graph.is_within(group, &always))
    {
        group.feature = None;
        always = graph.always(groups, webhooks, &reached);
    }
    for index in 0..groups.len() {
        let others = groups.iter().filter(|other| {
            other.module != groups[index].module && graph.is_within(other, &reached[index])
        });
        let others = others.filter_map(|other| Some(other.feature.as_ref()?.name.clone()));
        let implies: Vec<String> = others.collect();
        if let Some(feature) = &mut groups[index].feature {
            feature.implies = implies;
        }
    }
    let features_of = |index: usize| match always[index] {
        true => Vec::new(),
        false => groups
            .iter()
            .zip(&reached)
            .filter(|(_, reached)| reached[index])
            .filter_map(|(group, _)| Some(group.feature.as_ref()?.name.clone()))
            .collect(),
    };
    let features: BTreeMap<Home, Vec<String>> = graph
        .homes
        .iter()
        .enumerate()
        .map(|(index, home)| ((*home).clone(), features_of(index)))
        .collect();
    for (path, definition) in types {
        definition.features = features.get(&path.home).cloned().unwrap_or_default();
    }
}

/// Which modules the types of a module need. A module is there as a whole or not at all.
struct Graph<'t> {
    /// The modules, sorted.
    homes: Vec<&'t Home>,
    /// The modules that each of them needs itself, by index.
    needs: Vec<Vec<usize>>,
}

impl<'t> Graph<'t> {
    fn of(types: &'t BTreeMap<TypePath, TypeDefinition>) -> Self {
        let homes: BTreeSet<&Home> = types.keys().map(|path| &path.home).collect();
        let mut graph = Self {
            needs: vec![Vec::new(); homes.len()],
            homes: homes.into_iter().collect(),
        };
        for (path, definition) in types {
            let needs = graph.modules(within(&definition.kind));
            if let Some(index) = graph.index(&path.home) {
                graph.needs[index].extend(needs);
            }
        }
        graph
    }

    fn index(&self, home: &Home) -> Option<usize> {
        self.homes.binary_search(&home).ok()
    }

    /// The modules that types are written with.
    fn modules<'r>(&self, types: impl IntoIterator<Item = &'r Type>) -> Vec<usize> {
        let mut waiting: Vec<&Type> = types.into_iter().collect();
        let mut modules = Vec::new();
        while let Some(ty) = waiting.pop() {
            waiting.extend(ty.parts());
            if let Type::Named(path) = ty {
                modules.extend(self.index(&path.home));
            }
        }
        modules
    }

    /// The modules that a group's operations need themselves, and those within it.
    fn roots(&self, group: &Group) -> Vec<usize> {
        let operations = group.operations.iter();
        let types = operations.flat_map(|operation| sent(operation).chain(received(operation)));
        let own = (0..self.homes.len()).filter(|index| is_of(self.homes[*index], group));
        self.modules(types).into_iter().chain(own).collect()
    }

    /// These modules and all that they need.
    fn reach(&self, mut waiting: Vec<usize>) -> Vec<bool> {
        let mut reached = vec![false; self.homes.len()];
        while let Some(index) = waiting.pop() {
            if !std::mem::replace(&mut reached[index], true) {
                waiting.extend(&self.needs[index]);
            }
        }
        reached
    }

    /// The modules that are there whatever the features: those that webhooks, groups without a feature, many features or
    /// nobody needs, and what these need.
    fn always(&self, groups: &[Group], webhooks: &[Type], reached: &[Vec<bool>]) -> Vec<bool> {
        let mut roots = self.modules(webhooks);
        for index in 0..self.homes.len() {
            let needed = groups
                .iter()
                .zip(reached)
                .filter(|(_, reached)| reached[index]);
            let is_bare = needed.clone().any(|(group, _)| group.feature.is_none());
            if is_bare || !(1..=MOST_LISTED).contains(&needed.count()) {
                roots.push(index);
            }
        }
        self.reach(roots)
    }

    /// Whether some of the modules are within a group.
    fn is_within(&self, group: &Group, modules: &[bool]) -> bool {
        let mut modules = self.homes.iter().zip(modules);
        modules.any(|(home, is_one)| *is_one && is_of(home, group))
    }
}

/// Whether a module is within a group's.
fn is_of(home: &Home, group: &Group) -> bool {
    matches!(home, Home::Operation { group: of, .. } if *of == group.module)
}
