//! From a document to the model of an API: every name and every type is decided here.
//!
//! | file | what it decides |
//! |---|---|
//! | `names` | what a name of the document is called in Rust |
//! | `scope` | what a schema without a name is called |
//! | `choices` | what `sdk.toml` says of single schemas |
//! | `chosen_names` | which names of `sdk.toml` can't be kept |
//! | `facets` | what a schema says once references are followed and `allOf` is merged |
//! | `agreement` | which of the schemas count that say different things of one member |
//! | `schemas`, `scalars`, `numerals`, `objects`, `enumerations`, `unions` | which type a schema becomes |
//! | `bounds` | what a value has to be beyond its type, in words |
//! | `covered`, `recursion`, `usage`, `constants`, `sharing`, `features` | what can be seen of types only when all are known |
//! | `operations`, `parameters`, `bodies`, `responses`, `streaming`, `links`, `pagination` | what a caller can do |
//! | `webhooks` | what the server sends on its own |
//! | `security`, `servers` | how and where |
//! | `package` | what the crate is called, and what is added to it by hand |

mod agreement;
mod bodies;
mod bounds;
mod choices;
mod chosen_names;
mod constants;
mod covered;
mod enumerations;
mod error_fields;
mod facets;
mod features;
mod links;
mod listed_values;
mod names;
mod numerals;
mod objects;
mod operations;
mod package;
mod pagination;
mod parameters;
mod recursion;
mod responses;
mod scalars;
mod schemas;
mod scope;
mod security;
mod servers;
mod sharing;
mod streaming;
mod template;
mod unions;
mod usage;
mod webhooks;

pub use package::NEIGHBOURS;

use names::{Claim, Marking};
pub(crate) use names::{module_name, type_name, without_controller};
use schemas::Choices;

use crate::api::{Api, Home, Need, RateLimit, TypePath};
use crate::config::ConfigFile;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::dialect::{Document, Schema};

/// Lowers a document.
pub(crate) fn lower(
    document: &Document<'_>,
    config: &ConfigFile,
    diagnostics: &mut Diagnostics,
) -> Api {
    chosen_names::check(config, diagnostics);
    let (choices, newtypes) = choices::find(document, config, diagnostics);
    let paths = schema_paths(&document.schemas, config, &choices, diagnostics);
    let servers = servers::servers(&document.servers, config, diagnostics);
    let security_schemes = security::schemes(document, config, &servers, diagnostics);
    let mut schemas =
        schemas::Schemas::new(document.references, &config.values, choices, diagnostics);
    schemas.types.extend(newtypes);
    schemas.define_named(&document.schemas, &paths);
    let (mut groups, settings) =
        operations::groups(document, config, &security_schemes, &mut schemas);
    let webhooks = webhooks::define(&document.webhooks, &mut schemas);
    let mut types = schemas.types;
    choices::check_names(document, config, &types, diagnostics);
    choices::check_aliases(document, config, &types, diagnostics);
    covered::merge(&mut types);
    recursion::break_circles(&mut types, diagnostics);
    usage::mark(&groups, &webhooks, &mut types);
    pagination::find(&mut groups, &settings, config, &types, diagnostics);
    constants::mark(&mut types);
    sharing::share(&mut types, &groups);
    features::assign(&mut groups, &webhooks, &mut types);
    let mut needs = usage::needs(&groups, &types);
    if security_schemes
        .iter()
        .any(|scheme| scheme.client_credentials.is_some())
    {
        needs.insert(Need::ClientCredentials);
    }
    let values = &config.values;
    let errors = error_fields::find(&values.errors, &groups, &types);
    Api {
        package: package::package(document, config, &groups, diagnostics),
        title: document.title.clone(),
        description: document.description.clone(),
        version: document.version.clone(),
        servers,
        security_schemes,
        groups,
        types,
        errors,
        rate_limit: values.rate_limit.map(|limit| RateLimit {
            requests: limit.requests.get(),
            per_seconds: limit.per_seconds.get(),
        }),
        needs,
    }
}

/// Where each named schema goes. One that becomes a newtype of its own name is that newtype.
fn schema_paths(
    schemas: &[(&str, Schema<'_>)],
    config: &ConfigFile,
    choices: &Choices,
    diagnostics: &mut Diagnostics,
) -> Vec<TypePath> {
    let chosen = |(name, schema): &(&str, Schema<'_>)| {
        let chosen = choices.names.get(&schema.node.identity()).cloned();
        chosen.unwrap_or_else(|| config.rename_schema(name))
    };
    let wanted = |named: &(&str, Schema<'_>)| names::type_name(&chosen(named));
    let newtype = |named: &(&str, Schema<'_>)| {
        let newtype = choices.newtypes.get(&named.1.node.identity());
        newtype.filter(|path| path.name == wanted(named)).cloned()
    };
    let newtypes: Vec<Option<TypePath>> = schemas.iter().map(newtype).collect();
    let others = schemas.iter().zip(&newtypes);
    let others: Vec<_> = others
        .filter_map(|(schema, newtype)| newtype.is_none().then_some(schema))
        .collect();
    let claims = others
        .iter()
        .map(|named| Claim::new(chosen(named), wanted(named)).with_identity(named.0));
    let claims: Vec<Claim<'_>> = claims.collect();
    let taken: Vec<String> = config
        .values
        .newtypes
        .keys()
        .map(|name| names::type_name(name))
        .collect();
    let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
    let (type_names, collisions) = names::distinct(&claims, &taken, Marking::Pascal);
    for collision in collisions {
        let place = |index: usize| others[index].1.node.key_place();
        let name = &collision.wanted;
        let is_newtype = |(key, _): &(&String, _)| names::type_name(key) == *name;
        let (message, first) = match config.values.newtypes.iter().find(is_newtype) {
            Some((_, entry)) => (
                format!("`{name}` is called as a newtype of sdk.toml is"),
                config.place(entry),
            ),
            None => (
                format!("two schemas would both be called `{name}`"),
                place(collision.first),
            ),
        };
        diagnostics.push(
            Diagnostic::note(codes::NAME_COLLISION, message)
                .at(place(collision.index))
                .related(first, "this one keeps the name")
                .help("this one gets a mark that tells it apart; give it a `name` under `[types]` in sdk.toml"),
        );
    }
    let module = |name| Claim::new(name, names::module_name(name));
    let modules: Vec<Claim<'_>> = type_names.iter().map(|name| module(name)).collect();
    let (modules, _) = names::distinct(&modules, &["mod"], Marking::Snake);
    let mut paths = type_names
        .into_iter()
        .zip(modules)
        .map(|(name, module)| TypePath {
            home: Home::Schema { module },
            name,
        });
    let placed = newtypes
        .into_iter()
        .filter_map(|newtype| newtype.or_else(|| paths.next()));
    placed.collect()
}
