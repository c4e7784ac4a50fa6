//! Documentation: what the document says of items that are in both APIs.

use super::types::Both;
use super::{At, Comparing, Kind};
use crate::api::{Docs, Operation, TypeKind};

impl Comparing<'_> {
    /// Of operations and their groups. What is said of a parameter or a failure counts as said of the operation.
    pub(super) fn operation_docs(&mut self, old: &Operation, new: &Operation, item: &str) {
        let at = At::both(&old.pointer, &new.pointer);
        if operation(old) != operation(new) {
            self.documentation(item, at);
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
        let at = At::both("#/info", "#/info");
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
                let at = At::both("#/tags", "#/tags");
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

fn words(docs: &Docs) -> Said {
    let docs = Docs {
        deprecated: false,
        ..docs.clone()
    };
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

fn operation(operation: &Operation) -> (Docs, Vec<(String, Docs)>, Vec<String>) {
    let mut docs = operation.docs.clone();
    docs.deprecated = false;
    let headers = operation.response_headers.clone();
    let failures = operation.failures.iter().map(|failure| {
        let about = failure.docs.description.as_deref().unwrap_or_default();
        format!("{:?} {about}", failure.status)
    });
    (docs, headers, failures.collect())
}
