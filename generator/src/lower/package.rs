//! The package: what it is called, and what its makers add to it by hand.

use std::collections::BTreeMap;

use semver::Version;
use toml::Spanned;

use super::names;
use crate::api::{Dependency, Extension, Feature, Group, GroupFeature, Package};
use crate::config::{ConfigFile, ExtensionConfig, FeatureConfig, PackageConfig};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::dialect::Document;
use crate::emit;

/// Crates that come with Rust.
const OF_RUST: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];

/// Packages that stand beside the crate in the workspace that `openapi-crate init` makes, and those that they are built
/// of: the crate can't have their names there.
pub const NEIGHBOURS: [&str; 4] = ["generator", "openapi-crate", "tests", "xtask"];

/// As long as crates.io lets a name be; names of files, which it becomes part of, have their bounds as well.
const LONGEST_NAME: usize = 64;

/// Modules that every crate has.
const MODULES: [&str; 5] = ["api", "client", "lib", "runtime", "types"];

/// The package. Before, the groups have their features.
pub(super) fn package(
    document: &Document<'_>,
    config: &ConfigFile,
    groups: &[Group],
    diagnostics: &mut Diagnostics,
) -> Package {
    let settings = &config.values.package;
    let mut check = Check {
        config,
        settings,
        features: features(settings, groups),
        diagnostics,
    };
    check.all();
    let lines = |table: &BTreeMap<String, toml::Value>| {
        table
            .iter()
            .map(|(name, value)| (name.clone(), value.to_string()))
            .collect()
    };
    let text = |setting: &Option<Spanned<String>>| Some(setting.as_ref()?.get_ref().clone());
    let name = text(&settings.name).unwrap_or_else(|| made_name(&document.title, settings));
    Package {
        version: text(&settings.version).unwrap_or_else(|| "0.1.0".to_owned()),
        description: settings.description.clone().unwrap_or_else(|| {
            let words = document.title.split([' ', '\n', '\r', '"', '\\']);
            let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
            match words.is_empty() {
                true => format!("A client for {name}."),
                false => format!("A client for {}.", words.join(" ")),
            }
        }),
        name,
        license: settings.license.clone(),
        extensions: settings.extensions.iter().map(extension).collect(),
        dependencies: settings.dependencies.iter().map(dependency).collect(),
        dev_dependencies: lines(&settings.dev_dependencies),
        features: settings.features.iter().map(feature).collect(),
        examples: settings
            .examples
            .iter()
            .map(|(name, features)| (name.clone(), features.get_ref().clone()))
            .collect(),
    }
}

fn dependency((name, settings): (&String, &toml::Value)) -> (String, Dependency) {
    let mut settings = settings.clone();
    let description = settings
        .as_table_mut()
        .and_then(|table| table.remove("description"))
        .and_then(|description| description.as_str().map(str::to_owned));
    let dependency = Dependency {
        value: settings.to_string(),
        description,
    };
    (name.clone(), dependency)
}

fn feature((name, settings): (&String, &Spanned<FeatureConfig>)) -> (String, Feature) {
    let FeatureConfig {
        enables,
        description,
    } = settings.get_ref().clone();
    let feature = Feature {
        enables,
        description,
    };
    (name.clone(), feature)
}

fn extension(settings: &Spanned<ExtensionConfig>) -> Extension {
    let ExtensionConfig {
        name,
        features,
        description,
    } = settings.get_ref().clone();
    Extension {
        name,
        features,
        description,
    }
}

/// The name that a title makes, with `-api` where something else is called so.
fn made_name(title: &str, settings: &PackageConfig) -> String {
    let name = slug(title);
    match NEIGHBOURS.contains(&name.as_str()) || taken(&name, settings).is_some() {
        true => format!("{name}-api"),
        false => name,
    }
}

/// The words of a text in lower case, with hyphens between; a letter comes first.
fn slug(text: &str) -> String {
    let text = text.replace(['\'', '’'], "");
    let text = names::in_ascii(&text);
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let name = words.join("-");
    let name = name.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let end = match name.get(..=LONGEST_NAME) {
        Some(start) => start.rfind('-').unwrap_or(LONGEST_NAME),
        None => name.len(),
    };
    match &name[..end] {
        "" => "api".to_owned(),
        name => name.to_owned(),
    }
}

/// What else is called so where the crate is compiled, as the end of a sentence; `None` for nothing.
fn taken(name: &str, settings: &PackageConfig) -> Option<&'static str> {
    let library = name.replace('-', "_");
    let is_library = |dependency: &String| dependency.replace('-', "_") == library;
    let mut dependencies = emit::runtime_dependencies();
    dependencies.extend(settings.dependencies.keys().cloned());
    if emit::names::identifier(&library) != library {
        Some("is a word of the language Rust")
    } else if OF_RUST.contains(&library.as_str()) {
        Some("is the name of a crate that comes with Rust")
    } else if dependencies.iter().any(is_library) {
        Some("is the name of a crate that this one depends on")
    } else {
        None
    }
}

/// What Cargo has against a name, as the end of a sentence; `None` for nothing.
fn malformed(name: &str) -> Option<String> {
    let is_wrong = |c: &char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    match (name.chars().next(), name.chars().find(is_wrong)) {
        (None, _) => Some("is empty".to_owned()),
        (_, Some(wrong)) => Some(format!("has a `{wrong}`")),
        (Some(first), None) if !first.is_ascii_alphabetic() => {
            Some(format!("begins with `{first}`"))
        }
        _ => None,
    }
}

/// The features that the crate will have, with the dependencies that stand for one.
fn features(settings: &PackageConfig, groups: &[Group]) -> Vec<String> {
    let of_groups = groups.iter().filter_map(|group| group.feature.as_ref());
    let of_groups = of_groups.map(|feature| feature.name.clone());
    let of_runtime = GroupFeature::TAKEN.map(str::to_owned);
    let own = settings.features.keys().chain(settings.dependencies.keys());
    let all = of_runtime.into_iter().chain(of_groups);
    all.chain(own.cloned()).collect()
}

/// What Cargo or the compiler would refuse of `[package]`, found before they do.
struct Check<'c> {
    config: &'c ConfigFile,
    settings: &'c PackageConfig,
    features: Vec<String>,
    diagnostics: &'c mut Diagnostics,
}

impl Check<'_> {
    fn all(&mut self) {
        self.name();
        self.version();
        self.modules();
        for extension in &self.settings.extensions {
            self.are_features(extension, &extension.get_ref().features);
        }
        self.own_features();
        for feature in self.settings.features.values() {
            // `dep:name` and `name/feature` speak of dependencies, which are Cargo's to know.
            let enables = feature.get_ref().enables.iter();
            let own = enables.filter(|name| !name.contains([':', '/']));
            self.are_features(feature, own);
        }
        for features in self.settings.examples.values() {
            self.are_features(features, features.get_ref());
        }
    }

    fn name(&mut self) {
        let Some(entry) = &self.settings.name else {
            return;
        };
        let name = entry.get_ref();
        let (fault, better) = match (malformed(name), taken(name, self.settings)) {
            (Some(fault), _) => (fault, made_name(name, self.settings)),
            (None, Some(fault)) => (fault.to_owned(), format!("{name}-api")),
            (None, None) => return,
        };
        self.diagnostics.push(
            Diagnostic::error(
                codes::BAD_PACKAGE,
                format!("a package can't be called `{name}`: that {fault}"),
            )
            .at(self.config.place(entry))
            .suggest(&better)
            .help(format!(
                "a name has ASCII letters, digits, `-` and `_`, a letter first, such as `{better}`"
            )),
        );
    }

    fn version(&mut self) {
        let Some(entry) = &self.settings.version else {
            return;
        };
        let Err(error) = Version::parse(entry.get_ref()) else {
            return;
        };
        self.diagnostics.push(
            Diagnostic::error(
                codes::BAD_PACKAGE,
                format!("`{}` is no version: {error}", entry.get_ref()),
            )
            .at(self.config.place(entry))
            .help("a version has three numbers with dots between, such as `0.1.0`"),
        );
    }

    fn modules(&mut self) {
        let mut seen: Vec<&str> = MODULES.to_vec();
        for entry in &self.settings.extensions {
            let name = entry.get_ref().name.as_str();
            let is_identifier = syn::parse_str::<syn::Ident>(name).is_ok();
            let fault = match (is_identifier, seen.contains(&name)) {
                (false, _) => "that is no name in Rust",
                (true, true) => "the crate has a module of that name already",
                (true, false) => {
                    seen.push(name);
                    continue;
                }
            };
            self.diagnostics.push(
                Diagnostic::error(
                    codes::BAD_PACKAGE,
                    format!("a hand-written module can't be called `{name}`: {fault}"),
                )
                .at(self.config.place(entry))
                .help("give it another name, here and to its file"),
            );
        }
    }

    fn own_features(&mut self) {
        let begins_wrong = |name: &str| name.starts_with(['-', '+', '.']);
        let is_wrong = |c: char| !(c.is_alphanumeric() || "_-+.".contains(c));
        for (name, entry) in &self.settings.features {
            let fault = if GroupFeature::TAKEN.contains(&name.as_str()) {
                "every crate has one of that name"
            } else if name.is_empty() || begins_wrong(name) || name.contains(is_wrong) {
                "a name has letters, digits and `_-+.`, none of the last three first"
            } else {
                continue;
            };
            let message = format!("a feature can't be called `{name}`: {fault}");
            self.diagnostics.push(
                Diagnostic::error(codes::BAD_PACKAGE, message)
                    .at(self.config.place(entry))
                    .help("give it another name, here and in the hand-written modules"),
            );
        }
    }

    fn are_features<'n, T>(
        &mut self,
        entry: &Spanned<T>,
        names: impl IntoIterator<Item = &'n String>,
    ) {
        for name in names {
            if !self.features.contains(name) {
                let known = self.features.iter().map(String::as_str);
                let unknown = Diagnostic::warning(
                    codes::UNKNOWN_FEATURE,
                    format!("the crate has no feature `{name}`"),
                );
                self.diagnostics
                    .push(unknown.at(self.config.place(entry)).did_you_mean(
                        name,
                        known,
                        "write the name of a tag's feature, or add one under `[package.features]`",
                    ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_make_names_that_nothing_else_has() {
        let name = |title: &str| made_name(title, &PackageConfig::default());
        assert_eq!(name(&"a".repeat(300)).len(), LONGEST_NAME);
        assert_eq!(name("Pet Store (v2)"), "pet-store-v2");
        assert_eq!(name("Netlify's API"), "netlifys-api");
        assert_eq!(name("42"), "api");
        assert_eq!(name("Autenticação – Médicos"), "autenticacao-medicos");
        assert_eq!(
            name(
                "The API of the Company for Managing Very Long Things with Many Words in its Title"
            ),
            "the-api-of-the-company-for-managing-very-long-things-with-many"
        );
        for title in [
            "Serde JSON",
            "Core",
            "crate",
            "Tests",
            "Xtask",
            "std",
            "gen",
        ] {
            assert!(name(title).ends_with("-api"), "{title}");
        }
    }
}
