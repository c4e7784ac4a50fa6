//! Documentation: what the document says of items that are in both APIs.

use std::collections::BTreeMap;

use super::types::Both;
use super::{At, Comparing, Kind};
use crate::api::{
    Docs, Link, Operation, Output, ParameterLocation, SecurityScheme, Server, ServerVariable,
    StatusSpec, TypeKind,
};

impl Comparing<'_> {
    /// Of operations. What is said of a parameter, the body or a reply counts as said of the operation.
    pub(super) fn operation_docs(&mut self, old: &Operation, new: &Operation, item: &str) {
        let at = At::both(old, new);
        let (before, after) = (parts(old), parts(new));
        // A part that comes or goes does so with its documentation.
        let is_changed = |(part, said): (&Part<'_>, &Docs)| {
            before.get(part).is_some_and(|before| before != said)
        };
        if operation(old) != operation(new) || after.iter().any(is_changed) {
            self.documentation(item, at);
        }
    }

    /// Of ways to authenticate, with the scopes that can be asked for.
    pub(super) fn scheme_docs(
        &mut self,
        old: &SecurityScheme,
        new: &SecurityScheme,
        item: &str,
        at: &At,
    ) {
        let scopes = |scheme: &SecurityScheme| {
            let credentials = scheme.client_credentials.as_ref();
            credentials.map(|credentials| credentials.scopes.clone())
        };
        let has_other_scopes = scopes(old)
            .zip(scopes(new))
            .is_some_and(|(before, after)| before != after);
        if old.docs != new.docs || has_other_scopes {
            self.documentation(item, at.clone());
        }
    }

    /// Of servers, with the variables of their URLs. What one of these is by default is told of the URL.
    pub(super) fn server_docs(&mut self, old: &Server, new: &Server, item: &str, at: &At) {
        let has_other_variables = match (&old.template, &new.template) {
            (Some(before), Some(after)) => {
                let variables = before.variables.iter().zip(&after.variables);
                let said = |variable: &ServerVariable| {
                    (variable.values.clone(), variable.description.clone())
                };
                variables
                    .filter(|(before, after)| before.name == after.name)
                    .any(|(before, after)| said(before) != said(after))
            }
            _ => false,
        };
        if old.description != new.description || has_other_variables {
            self.documentation(item, at.clone());
        }
    }

    /// Of types. What is said of a member or a value counts as said of the type.
    pub(super) fn type_docs(&mut self, both: Both<'_>) {
        let said = |definition: &crate::api::TypeDefinition| {
            let mut said = vec![words(&definition.docs)];
            said.extend(inner(&definition.kind));
            said
        };
        let (old, new) = (said(both.old), said(both.new));
        let is_more = |part: &Said| part.0.is_some() && !old.contains(part);
        let is_less = |part: &Said| part.0.is_some() && !new.contains(part);
        // A field that comes or goes does so with its documentation.
        let is_same_in_size = old.len() == new.len();
        if is_same_in_size && (new.iter().any(is_more) || old.iter().any(is_less)) {
            self.documentation(both.item, both.at());
        }
    }

    /// Of the API and its groups.
    pub(super) fn api_docs(&mut self) {
        let (old, new) = (self.old, self.new);
        let at = At::documents("#/info");
        if (&old.title, &old.description, &old.version)
            != (&new.title, &new.description, &new.version)
            || old.package.description != new.package.description
        {
            self.documentation(&new.package.name, at);
        }
        for group in &new.groups {
            let same = |other: &&crate::api::Group| other.module == group.module;
            let before = old.groups.iter().find(same);
            if before.is_some_and(|before| before.docs != group.docs) {
                let at = At::documents("#/tags");
                self.documentation(&format!("api::{}::{}", group.module, group.handle), at);
            }
        }
    }

    fn documentation(&mut self, item: &str, at: At) {
        let sentence = "the documentation changed";
        self.report(Kind::DocumentationChanged, item, at, sentence);
    }
}

/// What is said of one item, if anything is.
#[derive(PartialEq)]
struct Said(Option<Docs>);

/// What is said of an item but for its deprecation, which is told apart.
fn undated(docs: &Docs) -> Docs {
    Docs {
        deprecated: false,
        ..docs.clone()
    }
}

fn words(docs: &Docs) -> Said {
    let docs = undated(docs);
    Said((docs != Docs::default()).then_some(docs))
}

fn inner(kind: &TypeKind) -> Vec<Said> {
    match kind {
        TypeKind::Object(object) => {
            let members = object.members.iter();
            members.map(|member| words(&member.docs)).collect()
        }
        TypeKind::Enumeration(enumeration) => {
            let variants = enumeration.variants.iter();
            variants.map(|variant| words(&variant.docs)).collect()
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter();
            variants.map(|variant| words(&variant.docs)).collect()
        }
        TypeKind::Newtype(_) | TypeKind::Alias(_) => Vec::new(),
    }
}

/// A part of an operation of which something is said.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Parameter(ParameterLocation, &'a str),
    Body,
    Success(StatusSpec),
}

fn parts(operation: &Operation) -> BTreeMap<Part<'_>, Docs> {
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|it| {
        (
            Part::Parameter(it.location, &it.wire_name),
            undated(&it.docs),
        )
    });
    let body = operation.body.iter();
    let body = body.map(|it| (Part::Body, undated(&it.docs)));
    let successes = match &operation.output {
        Output::ByStatus { variants, .. } => variants.as_slice(),
        _ => &[],
    };
    let successes = successes.iter();
    let successes = successes.map(|it| (Part::Success(it.status), undated(&it.docs)));
    parameters.chain(body).chain(successes).collect()
}

/// What is said of an operation but for its parts. The operation that a link leads to tells itself how it is called.
fn operation(operation: &Operation) -> impl PartialEq + use<> {
    let docs = undated(&operation.docs);
    let headers = operation.response_headers.clone();
    let failures = operation.failures.iter().map(|failure| {
        let about = failure.docs.description.as_deref().unwrap_or_default();
        format!("{:?} {about}", failure.status)
    });
    let links = operation.links.iter();
    let links = links.map(|link| {
        let Link {
            name,
            arguments,
            docs,
            ..
        } = link;
        (name.clone(), arguments.clone(), docs.clone())
    });
    let (failures, links): (Vec<_>, Vec<_>) = (failures.collect(), links.collect());
    (docs, headers, failures, links)
}
