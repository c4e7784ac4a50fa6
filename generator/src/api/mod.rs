//! The model of an API in Rust terms.
//!
//! Plain data: no OpenAPI, no tokens. `lower` decides every name and every type here, once;
//! [`emit`](crate::emit) writes it down as Rust. It is serialisable, so that it can be printed, pinned and compared.

mod operation;
mod security;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use operation::{
    Body, BodyEncoding, Content, ContentEncoding, Cursor, Emptiness, Failure, Framing, Group,
    GroupFeature, HttpMethod, Link, LinkTarget, NextPage, Operation, Output, Pagination, Parameter,
    ParameterLocation, ParameterStyle, Part, PartEncoding, Repeat, StatusSpec, Step, Streamed,
    Success,
};
pub use security::{ClientCredentials, Credential, SecurityScheme};
pub use types::{
    Access, Additional, Enumeration, EnumerationValue, EnumerationVariant, Home, IntegerKind,
    Member, Newtype, NewtypeBase, NewtypeRule, Object, Type, TypeDefinition, TypeKind, TypePath,
    Types, Union, UnionVariant, Usage,
};

/// A whole API: one crate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Api {
    /// The crate that is emitted.
    pub package: Package,
    /// The API's title, as the document gives it.
    pub title: String,
    /// The API's description, as the document gives it (Markdown).
    pub description: Option<String>,
    /// The API's own version, as the document gives it.
    pub version: String,
    /// Where the API is served. The first one is the default.
    pub servers: Servers,
    /// Every way to authenticate.
    pub security_schemes: Vec<SecurityScheme>,
    /// Operations by tag, sorted by name.
    pub groups: Vec<Group>,
    /// Every type, sorted by its path.
    pub types: Types,
    /// Where error bodies keep their message, code and request id.
    pub errors: ErrorFields,
    /// The client-side limit on requests that is on by default.
    pub rate_limit: Option<RateLimit>,
    /// What of the optional runtime the crate needs.
    pub needs: BTreeSet<Need>,
}

impl Api {
    /// The type behind aliases.
    #[must_use]
    pub fn resolved<'t>(&'t self, ty: &'t Type) -> &'t Type {
        ty.resolved(&self.types)
    }

    /// The security schemes of these names; of several that are sent in the same place the first.
    #[must_use]
    pub fn schemes_together(&self, names: &[String]) -> Vec<&SecurityScheme> {
        let mut together: Vec<&SecurityScheme> = Vec::new();
        for scheme in &self.security_schemes {
            let is_there = |known: &&SecurityScheme| known.credential == scheme.credential;
            if names.contains(&scheme.name) && !together.iter().any(is_there) {
                together.push(scheme);
            }
        }
        together
    }
}

/// The crate that is emitted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Package {
    /// The package's name, such as `acme-orders`.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// One line for `Cargo.toml`.
    pub description: String,
    /// The SPDX expression of the licence, if one is set.
    pub license: Option<String>,
    /// Hand-written modules of the crate (`src/<name>.rs`), declared by the emitted `lib.rs`.
    pub extensions: Vec<Extension>,
    /// Further dependencies that the extensions need, by name.
    pub dependencies: BTreeMap<String, Dependency>,
    /// Further lines for `[dev-dependencies]` that examples and tests need: name -> TOML value.
    pub dev_dependencies: BTreeMap<String, String>,
    /// Further cargo features that the extensions look at, by name.
    pub features: BTreeMap<String, Feature>,
    /// The features that hand-written examples need, by the name of the example.
    pub examples: BTreeMap<String, Vec<String>>,
}

/// A dependency of hand-written modules.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dependency {
    /// What stands in `[dependencies]`: a TOML value.
    pub value: String,
    /// What it is for, for people.
    pub description: Option<String>,
}

/// A cargo feature that hand-written modules look at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Feature {
    /// The dependencies and features that it turns on.
    pub enables: Vec<String>,
    /// What it adds, for people.
    pub description: String,
}

/// A hand-written module of the crate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// The module's name.
    pub name: String,
    /// The features of the crate that it needs, all of them.
    pub features: Vec<String>,
    /// What it is for, in one line: the crate page and the README tell of it then.
    pub description: Option<String>,
}

/// The servers of the API and the enumeration by which a user picks one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Servers {
    /// The enumeration's name, such as `Region`; the builder's setter is its snake case.
    pub type_name: String,
    /// The servers in the document's order.
    pub list: Vec<Server>,
}

impl Servers {
    /// Whether there is something to pick from, so that there is an enumeration.
    #[must_use]
    pub fn is_choice(&self) -> bool {
        self.list.len() > 1 || self.list.iter().any(|server| server.template.is_some())
    }
}

/// A server ([Server Object](https://spec.openapis.org/oas/v3.0.4.html#server-object)), its variables replaced by their defaults.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Server {
    /// The variant's name.
    pub name: String,
    /// The base URL without a trailing slash.
    pub url: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// The URL as the document has it, with variables in braces, where there are any.
    pub template: Option<ServerTemplate>,
}

/// A server whose URL has variables.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServerTemplate {
    /// The function that fills it in (snake case).
    pub function: String,
    /// The URL, with the variables' arguments in braces.
    pub url: String,
    /// The variables in the order in which they stand in the URL.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a URL ([Server Variable Object](https://spec.openapis.org/oas/v3.0.4.html#server-variable-object)).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServerVariable {
    /// The argument (snake case).
    pub name: String,
    /// What it is if nothing else is said.
    pub default: String,
    /// The values that it may have; empty for any.
    pub values: Vec<String>,
    /// What the document says of it.
    pub description: Option<String>,
}

/// Where error bodies keep what every caller asks for: paths of members, such as `error.message`, tried in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ErrorFields {
    /// Paths to the message.
    pub message: Vec<String>,
    /// Paths to the machine-readable code.
    pub code: Vec<String>,
    /// Response headers that carry a request id.
    pub request_id: Vec<String>,
}

/// A client-side limit on requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RateLimit {
    /// Requests allowed in the period.
    pub requests: u32,
    /// The period in seconds.
    pub per_seconds: u32,
}

/// An optional part of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Need {
    /// `jiff` dates and times.
    Dates,
    /// `uuid::Uuid`.
    Uuids,
    /// `format: byte`.
    Base64,
    /// Patterns that are checked (`regex-lite`).
    Patterns,
    /// `multipart/form-data` bodies.
    Multipart,
    /// Replies that come item by item.
    Events,
    /// Tokens by OAuth 2.0's client credentials grant.
    ClientCredentials,
    /// Arrays whose items have types by position.
    Tuples,
}

/// Documentation of an item, as the document gives it (Markdown, not yet made fit for rustdoc).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// Everything else.
    pub description: Option<String>,
    /// What a value has to be beyond its type: range, length, pattern, default.
    pub bounds: Option<String>,
    /// The document marks the item as deprecated.
    pub deprecated: bool,
}
