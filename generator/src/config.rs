//! `sdk.toml`: how a document becomes a crate.
//!
//! Every key is optional; an unknown key is an error at its line. What a key means stands at its field, here.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;

use regex_lite::Regex;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::api::HttpMethod;
use crate::diagnostics::wording::plain;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Level, Levels, Place, Severity, codes};
use crate::source::{FileId, Sources};

/// `sdk.toml`, read, with what is needed to point into it.
#[derive(Debug)]
pub(crate) struct ConfigFile {
    pub(crate) values: Config,
    file: Option<FileId>,
    schema_rules: Vec<(Regex, String)>,
    operation_rules: Vec<(Regex, String)>,
    pub(crate) levels: Levels,
}

impl ConfigFile {
    /// No file: every setting at its default.
    pub(crate) fn absent() -> Self {
        Self {
            values: Config::default(),
            file: None,
            schema_rules: Vec::new(),
            operation_rules: Vec::new(),
            levels: Levels::default(),
        }
    }

    /// Reads the text of a file; faults are reported with their line.
    pub(crate) fn read(
        sources: &Sources,
        file: FileId,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let values: Config = toml::from_str(sources.text(file))
            .map_err(|error| diagnostics.push(unreadable(file, &error)))
            .ok()?;
        let mut rules = |list: &[Spanned<Replacement>]| {
            list.iter()
                .filter_map(|rule| compiled(rule, file, diagnostics))
                .collect::<Vec<_>>()
        };
        let schema_rules = rules(&values.naming.schemas);
        let operation_rules = rules(&values.naming.operations);
        let levels = levels(&values.lints, file, diagnostics);
        Some(Self {
            values,
            file: Some(file),
            schema_rules,
            operation_rules,
            levels,
        })
    }

    /// The place of an entry. Entries exist only where there is a file.
    pub(crate) fn place<T>(&self, entry: &Spanned<T>) -> Place {
        Place::bytes(self.file.unwrap_or_default(), entry.span())
    }

    /// The entry of an operation, by its id (the one that it has in the crate) or by method and path, with its key.
    pub(crate) fn operation(
        &self,
        id: &str,
        method: &HttpMethod,
        path: &str,
    ) -> Option<(&str, &Spanned<OperationConfig>)> {
        let entries = &self.values.operations;
        let by_path = || entries.get_key_value(&format!("{} {path}", method.as_str()));
        let (key, entry) = entries.get_key_value(id).or_else(by_path)?;
        Some((key, entry))
    }

    /// The name of a schema after the rules of `[naming]`.
    pub(crate) fn rename_schema(&self, name: &str) -> String {
        renamed(name, &self.schema_rules)
    }

    /// The id of an operation after the rules of `[naming]`.
    pub(crate) fn rename_operation(&self, id: &str) -> String {
        renamed(id, &self.operation_rules)
    }
}

/// Why the file can't be read.
fn unreadable(file: FileId, error: &toml::de::Error) -> Diagnostic {
    let message = error.message().trim();
    // `unknown field `x`, expected one of `a`, `b``
    let mut quoted = message.split('`').skip(1).step_by(2);
    let wrong = quoted.next().unwrap_or_default();
    let place = Place::bytes(file, error.span().unwrap_or(0..0));
    let diagnostic = Diagnostic::error(codes::BAD_CONFIG, plain(message, "a table")).at(place);
    let is = |start| message.starts_with(start);
    if is("unknown field") {
        let all =
            "the keys of sdk.toml are listed in the documentation of the generator's `config`";
        diagnostic.did_you_mean(wrong, quoted, all)
    } else if is("unknown variant") {
        diagnostic.did_you_mean(wrong, quoted, "write one of these")
    } else if is("missing field") {
        diagnostic.help(format!("add `{wrong}`"))
    } else if is("duplicate key") {
        diagnostic.help("remove one of the two")
    } else if is("invalid ") || is("wanted ") {
        diagnostic
            .help("what each key takes stands in the documentation of the generator's `config`")
    } else {
        diagnostic.help("see https://toml.io for how TOML is written")
    }
}

/// The levels of `[lints]`; entries that set none are reported.
fn levels(
    entries: &BTreeMap<Spanned<String>, Level>,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Levels {
    let mut levels = Levels::default();
    let mut places: BTreeMap<Code, Place> = BTreeMap::new();
    for (key, level) in entries {
        let (text, place) = (key.get_ref().as_str(), Place::bytes(file, key.span()));
        let Some(code) = Code::find(text) else {
            let unknown = Diagnostic::warning(
                codes::UNKNOWN_LINT,
                format!("no diagnostic is called `{text}`"),
            );
            diagnostics.push(match Code::nearest(text) {
                Some(nearest) => unknown
                    .at(place)
                    .suggest(nearest)
                    .help(format!("did you mean `{nearest}`?")),
                None => unknown
                    .at(place)
                    .help("the command `explain --list` shows them all"),
            });
            continue;
        };
        if let Some(first) = places.get(&code) {
            diagnostics.push(
                Diagnostic::error(
                    codes::BAD_CONFIG,
                    format!("the level of `{}` is set twice", code.name()),
                )
                .at(place.clone())
                .related(first.clone(), format!("{code} is the same"))
                .help("remove one of them"),
            );
        }
        if code.severity() == Severity::Error && *level != Level::Deny {
            diagnostics.push(
                Diagnostic::warning(
                    codes::FIXED_LEVEL,
                    format!("`{text}` is an error whatever is said here"),
                )
                .at(place.clone())
                .help("remove the entry: with such a fault there is nothing to generate from"),
            );
        }
        levels.set(code, *level);
        places.insert(code, place);
    }
    levels
}

fn compiled(
    rule: &Spanned<Replacement>,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Option<(Regex, String)> {
    match Regex::new(&rule.get_ref().pattern) {
        Ok(regex) => Some((regex, rule.get_ref().replace.clone())),
        Err(error) => {
            diagnostics.push(
                Diagnostic::error(
                    codes::BAD_CONFIG,
                    format!("this is not a regular expression: {error}"),
                )
                .at(Place::bytes(file, rule.span()))
                .help("the syntax is that of the crate `regex`, without look-around and back-references"),
            );
            None
        }
    }
}

/// An empty outcome would name nothing: the rule is then passed over.
fn renamed(name: &str, rules: &[(Regex, String)]) -> String {
    rules
        .iter()
        .fold(name.to_owned(), |name, (regex, replacement)| {
            let renamed = regex.replace_all(&name, replacement.as_str());
            if renamed.is_empty() {
                name
            } else {
                renamed.into_owned()
            }
        })
}

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Config {
    /// `strict = true`: warnings are errors, so that nothing is generated from a document with a fault.
    pub strict: bool,
    /// `[package]`: the crate that is emitted.
    pub package: PackageConfig,
    /// `[naming]`: rules that shorten the names of the document.
    pub naming: NamingConfig,
    /// `[groups."Tag"]`: the handle of a tag.
    pub groups: BTreeMap<String, Spanned<GroupConfig>>,
    /// `[operations."operationId"]`: a single operation. An operation without an id is written `GET /path`.
    pub operations: BTreeMap<String, Spanned<OperationConfig>>,
    /// `[types."…"]`: a single type, by the name of its schema or by a JSONPath to it.
    pub types: BTreeMap<String, Spanned<TypeConfig>>,
    /// `[newtypes.Name]`: values of a kind of their own, such as ids.
    pub newtypes: BTreeMap<String, Spanned<NewtypeConfig>>,
    /// `[pagination.name]`: ways to page; each operation takes the first one that fits it, by name.
    pub pagination: BTreeMap<String, Spanned<PaginationConfig>>,
    /// `[servers]`: names for the document's servers.
    pub servers: ServersConfig,
    /// `[security.scheme]`: a security scheme of the document.
    pub security: BTreeMap<String, Spanned<SecurityConfig>>,
    /// `[errors]`: where error bodies keep their message and code.
    pub errors: ErrorsConfig,
    /// `[rate-limit]`: the limit that the client keeps by itself.
    pub rate_limit: Option<RateLimitConfig>,
    /// `[formats]`: Rust types of string formats.
    pub formats: FormatsConfig,
    /// `[lints]`: how much a diagnostic matters, by its code or name: `allow`, `note`, `warn` or `deny`.
    pub lints: BTreeMap<Spanned<String>, Level>,
}

/// `[package]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct PackageConfig {
    /// The package's name; without it, made of the document's title.
    pub name: Option<Spanned<String>>,
    /// The package's version; `0.1.0` without it.
    pub version: Option<Spanned<String>>,
    /// One line of description; without it, made of the document's title.
    pub description: Option<String>,
    /// SPDX expression of the licence.
    pub license: Option<String>,
    /// Hand-written modules of the crate (`src/<name>.rs` or `src/<name>/mod.rs`), which the generator declares but never touches.
    pub extensions: Vec<Spanned<ExtensionConfig>>,
    /// Further dependencies, which the extensions need: a version or a table, as in `Cargo.toml`. The table's key
    /// `description` says what it is for, for the README. One that every crate has keeps what the crate needs of it.
    pub dependencies: BTreeMap<String, toml::Value>,
    /// Further dev-dependencies, which examples and tests need.
    pub dev_dependencies: BTreeMap<String, toml::Value>,
    /// Further cargo features, which the extensions look at. None of them is on by default.
    pub features: BTreeMap<String, Spanned<FeatureConfig>>,
    /// Examples that need features of the crate: the names of those by the name of the example.
    pub examples: BTreeMap<String, Spanned<Vec<String>>>,
}

/// `[package.features]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct FeatureConfig {
    /// What it turns on: optional dependencies (`dep:name`) and other features, as in `Cargo.toml`.
    pub enables: Vec<String>,
    /// What it adds, for the README.
    pub description: String,
}

/// `[naming]`: regular expressions that are replaced in the document's names, in order, before the rules of Rust are applied.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct NamingConfig {
    /// For names of schemas.
    pub schemas: Vec<Spanned<Replacement>>,
    /// For operation ids.
    pub operations: Vec<Spanned<Replacement>>,
}

/// A rule of `[naming]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Replacement {
    /// The regular expression; all its matches are replaced.
    pub pattern: String,
    /// What they become; `$1` or `${name}` stand for groups.
    pub replace: String,
}

/// `[groups."Tag"]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct GroupConfig {
    /// The client's method and the module, such as `records`.
    pub name: Option<String>,
}

/// `[operations."operationId"]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct OperationConfig {
    /// The name of the method.
    pub name: Option<String>,
    /// The group (its `name`), if not that of the first tag.
    pub group: Option<String>,
    /// Whether a second call does no harm; without it: yes for GET, HEAD, OPTIONS, TRACE, PUT and DELETE (RFC 9110, section 9.2.2).
    pub repeat: Option<RepeatConfig>,
    /// The way to page (a name of `[pagination]`), or `false` for none.
    pub pagination: Option<PaginationChoice>,
}

/// Whether a second call does no harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RepeatConfig {
    /// It does no harm.
    Safe,
    /// It may double what the first one did.
    Never,
}

/// The way an operation pages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "wanted here is the name of a way under `[pagination]`, or true or false"
)]
pub enum PaginationChoice {
    /// `false`: it doesn't; `true`: as `[pagination]` says.
    Enabled(bool),
    /// A name of `[pagination]`.
    Named(String),
}

/// `[types."…"]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct TypeConfig {
    /// The type's name.
    pub name: Option<String>,
    /// For an enumeration of strings: other spellings, each with the value that it stands for.
    pub aliases: BTreeMap<String, String>,
}

/// `[newtypes.Name]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NewtypeConfig {
    /// JSONPaths (RFC 9535) to the schemas that become this type. Each has to match something.
    pub at: Vec<String>,
    /// Documentation of the type.
    #[serde(default)]
    pub description: Option<String>,
    /// For integers: also read `42.0` and `"42"`.
    #[serde(default)]
    pub lenient: bool,
    /// Check what the schema demands when a value is made: `minLength`, `maxLength` and `pattern` of strings, `minimum` and
    /// `maximum` (also exclusive ones) of integers.
    #[serde(default)]
    pub checked: bool,
}

/// `[pagination.name]`: a way to page. One of `cursor`, `page` and `offset` tells the pages apart.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "PaginationEntry")]
pub struct PaginationConfig {
    /// The parameter of the query, the header or the member of the JSON body.
    pub cursor: String,
    /// Path of the items in the response, such as `data` or `result.items`; none where the response is the list.
    pub items: Option<String>,
    /// How the next page is found.
    pub next: NextPageConfig,
    /// `more`: path of a flag in the response that says whether there are more pages.
    pub more: Option<String>,
}

/// How the next page is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPageConfig {
    /// `cursor`, and `next`: the path of the next cursor in the response.
    Told(String),
    /// `cursor`, and `next-url`: the path of a URL in the response, in whose query the next cursor is.
    InUrl(String),
    /// `cursor`, and `link = true`: the URL is in the `Link` header (RFC 8288), as `rel="next"`.
    InLink,
    /// `cursor`, and `next-header`: the header that is the next cursor.
    InHeader(String),
    /// `cursor`, and `last`: the path of the next cursor in the last item of the page. The list ends with a page without
    /// items.
    LastItem(String),
    /// `page`: by its number. `first` is that of the first page, 1 where it isn't said.
    Numbered(u64),
    /// `offset`: by the number of its first item. `first` is that of the very first one, 0 where it isn't said.
    Offset(u64),
}

/// What may stand under `[pagination.name]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PaginationEntry {
    cursor: Option<String>,
    next: Option<String>,
    next_url: Option<String>,
    #[serde(default)]
    link: bool,
    next_header: Option<String>,
    last: Option<String>,
    more: Option<String>,
    page: Option<String>,
    first: Option<u64>,
    offset: Option<String>,
    items: Option<String>,
}

impl TryFrom<PaginationEntry> for PaginationConfig {
    type Error = &'static str;

    fn try_from(entry: PaginationEntry) -> Result<Self, Self::Error> {
        let told = entry.next.map(NextPageConfig::Told);
        let in_url = entry.next_url.map(NextPageConfig::InUrl);
        let in_link = entry.link.then_some(NextPageConfig::InLink);
        let in_header = entry.next_header.map(NextPageConfig::InHeader);
        let in_item = entry.last.map(NextPageConfig::LastItem);
        let sources = [told, in_url, in_link, in_header, in_item];
        let mut sources = sources.into_iter().flatten();
        let (cursor, next) = match (entry.cursor, entry.page, entry.offset, entry.first) {
            (Some(cursor), None, None, None) => match sources.next() {
                Some(source) => (cursor, source),
                None => {
                    return Err(
                        "wanted beside `cursor` is one of `next`, `next-url`, `next-header`, `link` and `last`",
                    );
                }
            },
            (None, Some(page), None, first) => (page, NextPageConfig::Numbered(first.unwrap_or(1))),
            (None, None, Some(offset), first) => {
                (offset, NextPageConfig::Offset(first.unwrap_or(0)))
            }
            (Some(_), None, None, Some(_)) => {
                return Err("wanted beside `first` is `page` or `offset`");
            }
            _ => return Err("wanted here is one of `cursor`, `page` and `offset`"),
        };
        if sources.next().is_some() {
            return Err(
                "wanted is one way to the next page: `next`, `next-url`, `next-header`, `link` and `last` are for `cursor`, each alone",
            );
        }
        Ok(Self {
            cursor,
            items: entry.items,
            next,
            more: entry.more,
        })
    }
}

/// `[servers]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct ServersConfig {
    /// The name of the enumeration, such as `Region`; `Server` without it.
    pub type_name: Option<Spanned<String>>,
    /// URL -> name.
    pub names: BTreeMap<String, Spanned<String>>,
}

/// `[security.scheme]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct SecurityConfig {
    /// The client builder's setter, such as `api_key`.
    pub setter: Option<String>,
}

/// `[errors]`: paths of members in error bodies, tried in order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct ErrorsConfig {
    /// Paths to the message, such as `error.message` or `errors.0.message`. Without it, the usual ones, and those that
    /// the errors of the document have for it.
    pub message: Option<Vec<String>>,
    /// Paths to the machine-readable code; found in the same way without it.
    pub code: Option<Vec<String>>,
    /// Response headers that carry a request id.
    pub request_id: Vec<String>,
}

impl Default for ErrorsConfig {
    fn default() -> Self {
        let request_id = ["x-request-id", "request-id", "x-correlation-id"];
        Self {
            message: None,
            code: None,
            request_id: request_id.map(str::to_owned).into(),
        }
    }
}

/// `[rate-limit]`
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RateLimitConfig {
    /// Requests allowed in the period.
    pub requests: NonZeroU32,
    /// The period in seconds.
    pub per_seconds: NonZeroU32,
}

/// `[formats]`
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct FormatsConfig {
    /// `date-time` and `date`.
    pub dates: DateTypes,
}

/// What dates and times become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateTypes {
    /// `DateTime`, over `jiff::Timestamp`, and `jiff::civil::Date`.
    #[default]
    Jiff,
    /// `String`, as they come.
    Text,
}

/// A hand-written module: its name, or `{ name = "bulk", features = ["records"], description = "whole data sets" }` where
/// it needs features of tags, or where the crate page and the README are to tell of it.
#[derive(Clone, Debug)]
pub struct ExtensionConfig {
    /// The module's name.
    pub name: String,
    /// The features that it needs, all of them.
    pub features: Vec<String>,
    /// What it is for, in one line.
    pub description: Option<String>,
}

// By hand, since of an untagged enumeration nobody says what is wrong with it.
impl<'de> Deserialize<'de> for ExtensionConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            name: String,
            #[serde(default)]
            features: Vec<String>,
            description: Option<String>,
        }

        struct NameOrTable;

        impl<'de> Visitor<'de> for NameOrTable {
            type Value = ExtensionConfig;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "the name of a module, or a table with its `name`, `features` and `description`",
                )
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<ExtensionConfig, E> {
                Ok(ExtensionConfig {
                    name: name.to_owned(),
                    features: Vec::new(),
                    description: None,
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ExtensionConfig, A::Error> {
                let Table {
                    name,
                    features,
                    description,
                } = Table::deserialize(MapAccessDeserializer::new(map))?;
                Ok(ExtensionConfig {
                    name,
                    features,
                    description,
                })
            }
        }

        deserializer.deserialize_any(NameOrTable)
    }
}
