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
    let graph = Graph::of(types, groups);
    let reached: Vec<Vec<bool>> = groups
        .iter()
        .enumerate()
        .map(|(index, group)| graph.reach(graph.roots(index, group)))
        .collect();
    let mut always = graph.always(groups, webhooks, &reached);
    // What is always there can't stand in a module that is not.
    while let Some(index) = graph
        .groups_in(&always)
        .into_iter()
        .find(|index| groups[*index].feature.is_some())
    {
        groups[index].feature = None;
        for (always, is_reached) in always.iter_mut().zip(&reached[index]) {
            *always |= is_reached;
        }
    }
    for (index, reached) in reached.iter().enumerate() {
        let others = graph.groups_in(reached).into_iter();
        let others = others.filter(|other| *other != index);
        let implies: Vec<String> = others
            .filter_map(|other| Some(groups[other].feature.as_ref()?.name.clone()))
            .collect();
        if let Some(feature) = &mut groups[index].feature {
            feature.implies = implies;
        }
    }
    let mut features = vec![Vec::new(); graph.homes.len()];
    for (group, reached) in groups.iter().zip(&reached) {
        let Some(feature) = &group.feature else {
            continue;
        };
        for (index, features) in features.iter_mut().enumerate() {
            if reached[index] && !always[index] {
                features.push(feature.name.clone());
            }
        }
    }
    let homes = graph.homes.iter().map(|home| (*home).clone());
    let features: BTreeMap<Home, Vec<String>> = homes.zip(features).collect();
    for (path, definition) in types {
        definition.features = features.get(&path.home).cloned().unwrap_or_default();
    }
}

/// Which modules the types of a module need. A module is there as a whole or not at all.
struct Graph<'t> {
    /// The modules, sorted.
    homes: Vec<&'t Home>,
    /// The group that each of them is within, by index.
    groups: Vec<Option<usize>>,
    /// The modules that each of them needs itself, by index.
    needs: Vec<Vec<usize>>,
}

impl<'t> Graph<'t> {
    fn of(types: &'t BTreeMap<TypePath, TypeDefinition>, groups: &[Group]) -> Self {
        let homes: BTreeSet<&Home> = types.keys().map(|path| &path.home).collect();
        let modules = groups.iter().map(|group| group.module.as_str());
        let indices: BTreeMap<&str, usize> = modules.zip(0..).collect();
        let group = |home: &&Home| match home {
            Home::Operation { group, .. } => indices.get(group.as_str()).copied(),
            _ => None,
        };
        let mut graph = Self {
            needs: vec![Vec::new(); homes.len()],
            groups: homes.iter().map(group).collect(),
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
    fn roots(&self, index: usize, group: &Group) -> Vec<usize> {
        let operations = group.operations.iter();
        let types = operations.flat_map(|operation| sent(operation).chain(received(operation)));
        let own = (0..self.homes.len()).filter(|home| self.groups[*home] == Some(index));
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
        let mut is_bare = vec![false; self.homes.len()];
        let mut needed = vec![0; self.homes.len()];
        for (group, reached) in groups.iter().zip(reached) {
            for (index, is_reached) in reached.iter().enumerate() {
                is_bare[index] |= *is_reached && group.feature.is_none();
                needed[index] += usize::from(*is_reached);
            }
        }
        let is_root =
            |index: &usize| is_bare[*index] || !(1..=MOST_LISTED).contains(&needed[*index]);
        let mut roots = self.modules(webhooks);
        roots.extend((0..self.homes.len()).filter(is_root));
        self.reach(roots)
    }

    /// The groups that some of the modules are within.
    fn groups_in(&self, modules: &[bool]) -> BTreeSet<usize> {
        let groups = self.groups.iter().zip(modules);
        groups
            .filter_map(|(group, is_one)| group.filter(|_| *is_one))
            .collect()
    }
}
