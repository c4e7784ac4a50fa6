//! Operations, grouped by tag.

use std::collections::{BTreeMap, HashMap};

use toml::Spanned;

use super::names::{self, Claim, Marking};
use super::responses::{self, Answers};
use super::schemas::Schemas;
use super::scope::{self, Scope};
use super::{bodies, features, links, parameters, security, servers};
use crate::api::{Docs, Group, HttpMethod, Operation, Repeat, SecurityScheme};
use crate::config::{ConfigFile, OperationConfig, RepeatConfig};
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::dialect::{self, Document};

/// An operation's place in the crate, decided before anything of it is lowered.
struct Named<'o, 'c, 'd> {
    operation: &'o dialect::Operation<'d>,
    id: String,
    group: String,
    tag: String,
    /// What its name is made of.
    text: String,
    name: String,
    /// The body, where the operation takes one. An operation with several kinds of body has a method for each.
    body: Option<bodies::Choice>,
    /// The encoding of replies, where there are any. An operation with several has a method for each.
    reply: Option<responses::Choice>,
    /// What `sdk.toml` says of it.
    settings: Option<&'c Spanned<OperationConfig>>,
}

/// What `sdk.toml` says of operations, by group and name.
#[derive(Default)]
pub(super) struct Settings<'c>(BTreeMap<String, BTreeMap<String, &'c Spanned<OperationConfig>>>);

impl<'c> Settings<'c> {
    /// What is said of one operation.
    pub(super) fn of(&self, group: &str, name: &str) -> Option<&'c Spanned<OperationConfig>> {
        self.0.get(group)?.get(name).copied()
    }
}

impl Named<'_, '_, '_> {
    /// Its own `operationId` tells an operation from all others. An id that is made of method and path can be another
    /// one's as well; they are not.
    fn claim(&self) -> Claim<'_> {
        let operation = self.operation;
        let identity = match operation.node.text("operationId") == Some(&self.id) {
            true => format!("{}\0{}", self.name, self.id),
            false => format!("{} {}", operation.method.as_str(), operation.path),
        };
        Claim::new(&self.text, self.name.clone()).with_identity(identity)
    }
}

/// The operations of the document, grouped by tag. How they page is found later.
pub(super) fn groups<'c, 'd>(
    document: &Document<'d>,
    config: &'c ConfigFile,
    schemes: &[SecurityScheme],
    schemas: &mut Schemas<'_, 'd>,
) -> (Vec<Group>, Settings<'c>) {
    let mut settings = Settings::default();
    let mut by_group: BTreeMap<String, Vec<Named<'_, 'c, 'd>>> = BTreeMap::new();
    for named in name_all(document, config, schemas) {
        by_group.entry(named.group.clone()).or_default().push(named);
    }
    let mut groups: Vec<Group> = by_group
        .into_iter()
        .map(|(module, mut members)| {
            tell_apart(&module, &mut members, schemas);
            members.sort_by(|a, b| a.name.cmp(&b.name));
            let tag = members
                .first()
                .map(|named| named.tag.clone())
                .unwrap_or_default();
            let description = document.tags.iter().find(|known| known.name == tag);
            let docs = Docs {
                description: description.and_then(|tag| tag.description.clone()),
                ..Docs::default()
            };
            let operations = members
                .iter()
                .map(|named| lower(named, &module, document, schemes, schemas))
                .collect();
            let said = members
                .iter()
                .filter_map(|named| Some((named.name.clone(), named.settings?)));
            settings.0.insert(module.clone(), said.collect());
            let is_tagged = |named: &Named<'_, '_, '_>| !named.operation.object.tags.is_empty();
            let feature = members.iter().any(is_tagged);
            Group {
                handle: names::type_name(&module),
                feature: feature.then(|| features::of_group(&module, &config.values)),
                docs,
                operations,
                tag,
                module,
            }
        })
        .collect();
    links::find_targets(&mut groups);
    (groups, settings)
}

/// Gives every operation its id, group and name.
fn name_all<'o, 'c, 'd>(
    document: &'o Document<'d>,
    config: &'c ConfigFile,
    schemas: &mut Schemas<'_, 'd>,
) -> Vec<Named<'o, 'c, 'd>> {
    let mut ids: HashMap<&str, Place> = HashMap::new();
    let mut used: Vec<String> = Vec::new();
    let mut operations = Vec::new();
    for operation in &document.operations {
        let id = id(operation, &mut ids, schemas);
        let chosen = config.operation(&id, &operation.method, operation.path);
        let settings = chosen.map(|(_, entry)| entry);
        let said = settings.map(Spanned::get_ref);
        used.extend(chosen.map(|(key, _)| key.to_owned()));
        let tag = operation
            .object
            .tags
            .first()
            .cloned()
            .unwrap_or_else(|| first_segment(operation.path));
        let group = match (
            said.and_then(|said| said.group.as_ref()),
            config.values.groups.get(&tag),
        ) {
            (Some(group), _) => group.clone(),
            (None, Some(entry)) => entry.get_ref().name.clone().unwrap_or_else(|| tag.clone()),
            (None, None) => tag.clone(),
        };
        let name = said
            .and_then(|said| said.name.clone())
            .unwrap_or_else(|| config.rename_operation(names::without_controller(&id)));
        let body = operation.body.as_ref();
        let bodies = body.map(|body| bodies::choices(body, &schemas.references));
        let bodies = optional(bodies.unwrap_or_default());
        let replies = optional(responses::choices(operation));
        for (body, reply) in bodies
            .iter()
            .flat_map(|body| replies.iter().map(move |reply| (body, reply)))
        {
            let sent = body.as_ref().map_or("", |body| body.suffix.as_str());
            let given = reply.as_ref().map_or("", |reply| reply.suffix);
            // What tells the replies apart may tell bodies apart as well.
            let is_of_body = bodies.iter().flatten().any(|body| body.suffix == given);
            let given = match given {
                "" => String::new(),
                _ if is_of_body => format!("for {given}"),
                _ => given.to_owned(),
            };
            let text = [name.as_str(), sent, &given]
                .join(" ")
                .trim_end()
                .to_owned();
            operations.push(Named {
                operation,
                id: id.clone(),
                group: names::module_name(&group),
                tag: tag.clone(),
                name: names::module_name(&text),
                text,
                body: body.clone(),
                reply: *reply,
                settings,
            });
        }
    }
    for (key, entry) in config
        .values
        .operations
        .iter()
        .filter(|(key, _)| !used.contains(key))
    {
        let diagnostic = match other_entry(key, &operations) {
            Some(other) => Diagnostic::warning(
                codes::UNMATCHED_OPERATION,
                format!("`{key}` has an entry by its `operationId`, this one has no effect"),
            )
            .related(config.place(other), "the entry that holds")
            .help("put all that there is to say of the operation into one entry"),
            None => Diagnostic::warning(
                codes::UNMATCHED_OPERATION,
                format!("the document has no operation `{key}`"),
            )
            .did_you_mean(
                key,
                operations.iter().map(|named| named.id.as_str()),
                "write an `operationId`, or method and path such as `GET /pets`",
            ),
        };
        schemas.diagnostics.push(diagnostic.at(config.place(entry)));
    }
    for (tag, entry) in &config.values.groups {
        if operations.iter().all(|named| named.tag != *tag) {
            schemas.diagnostics.push(
                Diagnostic::warning(
                    codes::UNMATCHED_TAG,
                    format!("no operation has the tag `{tag}`"),
                )
                .at(config.place(entry))
                .did_you_mean(
                    tag,
                    operations.iter().map(|named| named.tag.as_str()),
                    "write the first tag of an operation, case included",
                ),
            );
        }
    }
    operations
}

/// What is said under another key of the operation with this method and path.
fn other_entry<'c>(
    key: &str,
    operations: &[Named<'_, 'c, '_>],
) -> Option<&'c Spanned<OperationConfig>> {
    let (method, path) = key.split_once(' ')?;
    let mut operations = operations.iter();
    let named = operations.find(|named| {
        let operation = named.operation;
        operation.method.as_str() == method && operation.path == path
    });
    named?.settings
}

/// Each choice; one of nothing where there is none.
fn optional<T>(choices: Vec<T>) -> Vec<Option<T>> {
    if choices.is_empty() {
        return vec![None];
    }
    choices.into_iter().map(Some).collect()
}

/// The `operationId`; without one, or where another operation has it, made of method and path.
fn id<'d>(
    operation: &dialect::Operation<'d>,
    ids: &mut HashMap<&'d str, Place>,
    schemas: &mut Schemas<'_, 'd>,
) -> String {
    let made = || {
        let path: Vec<String> = operation
            .path
            .split('/')
            .filter(|part| !part.is_empty())
            .map(|part| part.replace(['{', '}'], ""))
            .collect();
        format!(
            "{}_{}",
            operation.method.as_str().to_lowercase(),
            path.join("_")
        )
    };
    let Some(node) = operation.node.get("operationId") else {
        return made();
    };
    let Some(id) = node.value.as_str().filter(|id| !id.trim().is_empty()) else {
        return made();
    };
    if let Some(first) = ids.get(id) {
        schemas.diagnostics.push(
            Diagnostic::warning(
                codes::REPEATED_OPERATION_ID,
                format!("two operations are called `{id}`"),
            )
            .at(node.place())
            .related(first.clone(), "first declared here")
            .help(format!(
                "`operationId`s are unique; this one is called `{}` here",
                made()
            )),
        );
        return made();
    }
    ids.insert(id, node.place());
    id.to_owned()
}

/// A query or fragment tells operations of one path apart, so what they have in common stands before it.
fn first_segment(path: &str) -> String {
    let segments = path.split(['?', '#']).next().unwrap_or_default();
    let segment = segments
        .split('/')
        .find(|segment| !segment.is_empty() && !segment.starts_with(['{', ':', '<']));
    segment.unwrap_or("api").to_owned()
}

/// Two operations of one name in one group: one gets a mark.
fn tell_apart(group: &str, members: &mut [Named<'_, '_, '_>], schemas: &mut Schemas<'_, '_>) {
    let claims: Vec<Claim<'_>> = members.iter().map(Named::claim).collect();
    let (names, collisions) = names::distinct(&claims, &[], Marking::Snake);
    for collision in collisions {
        schemas.diagnostics.push(
            Diagnostic::note(codes::NAME_COLLISION, format!("two operations of `{group}` would both be called `{}`", collision.wanted))
                .at(members[collision.index].operation.node.place())
                .related(members[collision.first].operation.node.place(), "this one keeps the name")
                .help("this one gets a mark that tells it apart; give it a `name` under `[operations]` in sdk.toml"),
        );
    }
    for (named, name) in members.iter_mut().zip(names) {
        named.name = name;
    }
}

fn lower<'d>(
    named: &Named<'_, '_, 'd>,
    group: &str,
    document: &Document<'d>,
    schemes: &[SecurityScheme],
    schemas: &mut Schemas<'_, 'd>,
) -> Operation {
    let operation = named.operation;
    let scope = |step: &str| Scope::operation(group, &named.name, step);
    let security = security::requirement(
        operation.object.security.as_ref(),
        document,
        schemes,
        &operation.node,
        schemas.diagnostics,
    );
    let authorization = security::authorization(&security, schemes, document);
    let (mut parameters, path) = parameters::parameters(operation, authorization, &scope, schemas);
    parameters.retain(|parameter| !security::is_proof(parameter, &security, schemes));
    let body = operation
        .body
        .as_ref()
        .zip(named.body.as_ref())
        .and_then(|(body, choice)| bodies::body(body, choice, &scope, schemas));
    let Answers {
        output,
        status_with_content,
        status_without_content,
        stream,
        headers: response_headers,
        links,
        failures,
    } = responses::answers(operation, named.reply, &scope, schemas);
    let repeating = named.settings.and_then(|entry| entry.get_ref().repeat);
    Operation {
        id: named.id.clone(),
        pointer: operation.node.pointer.to_string(),
        file: operation.node.file,
        name: named.name.clone(),
        marker: scope::marker(&named.name),
        method: operation.method.clone(),
        path: path.into_owned(),
        base_url: servers::of_its_own(&operation.servers, &document.servers),
        docs: Docs {
            summary: operation.object.summary.clone(),
            description: operation.object.description.clone(),
            bounds: None,
            deprecated: operation.object.deprecated,
        },
        parameters,
        body,
        output,
        status_with_content,
        status_without_content,
        stream,
        response_headers,
        links,
        failures,
        security,
        repeat: repeat(&operation.method, repeating),
        pagination: None,
    }
}

/// Idempotent methods may be repeated, unless `sdk.toml` knows better.
fn repeat(method: &HttpMethod, chosen: Option<RepeatConfig>) -> Repeat {
    let is_safe = match chosen {
        Some(chosen) => chosen == RepeatConfig::Safe,
        None => method.is_idempotent(),
    };
    match is_safe {
        true => Repeat::Safe,
        false => Repeat::Never,
    }
}
