//! Operations: what a caller can do.

use std::collections::BTreeSet;

use super::pairs::{Method, without_names};
use super::{At, Comparing, Kind, Node, spelling};
use crate::api::Repeat;

impl Comparing<'_> {
    /// All operations and the groups that they stand in.
    pub(super) fn operations(&mut self) {
        self.groups();
        for Method { group, operation } in self.pairs.removed_operations.clone() {
            let item = spelling::operation(group, operation);
            let at = At::old(operation);
            self.report(
                Kind::OperationRemoved,
                item,
                at,
                "the operation was removed",
            );
        }
        for Method { group, operation } in self.pairs.added_operations.clone() {
            let item = spelling::operation(group, operation);
            let at = At::new(operation);
            self.report(Kind::OperationAdded, item, at, "the operation is new");
        }
        for (old, new) in self.pairs.operations.clone() {
            self.operation(old, new);
        }
    }

    fn groups(&mut self) {
        let renamed: Vec<_> = self.pairs.groups.values().copied().collect();
        for (old, new) in renamed {
            let sentence = format!("renamed from `api::{}::{}`", old.module, old.handle);
            let item = format!("api::{}::{}", new.module, new.handle);
            self.report(Kind::GroupRenamed, item, At::documents("#/tags"), sentence);
        }
    }

    fn operation(&mut self, old: Method<'_>, new: Method<'_>) {
        self.name(old, new);
        self.request_line(old, new);
        self.security(old, new);
        self.parameters(old, new);
        self.body(old, new);
        self.replies(old, new);

        let item = spelling::operation(new.group, new.operation);
        let at = At::both(old.operation, new.operation);
        let (old, new) = (old.operation, new.operation);
        self.operation_docs(old, new, &item);
        match (old.docs.deprecated, new.docs.deprecated) {
            (false, true) => {
                self.report(Kind::OperationDeprecated, &item, at.clone(), "deprecated");
            }
            (true, false) => {
                let sentence = "no longer deprecated";
                self.report(Kind::OperationUndeprecated, &item, at.clone(), sentence);
            }
            _ => {}
        }
        if old.repeat != new.repeat {
            let sentence = match new.repeat {
                Repeat::Safe => "the client now repeats the call where it failed",
                Repeat::Never => "the client no longer repeats the call where it failed",
            };
            self.report(Kind::RepeatChanged, &item, at.clone(), sentence);
        }
        if old.base_url != new.base_url {
            let url = |url: &Option<String>| {
                url.as_ref()
                    .map_or("the API's server".to_owned(), |url| format!("`{url}`"))
            };
            let sentence = format!(
                "served by {} instead of {}",
                url(&new.base_url),
                url(&old.base_url)
            );
            self.report(Kind::OperationServerChanged, &item, at, sentence);
        }
    }

    fn name(&mut self, old: Method<'_>, new: Method<'_>) {
        let follows_group = self
            .pairs
            .groups
            .get(old.group.module.as_str())
            .is_some_and(|(_, to)| to.module == new.group.module);
        let is_moved = old.group.module != new.group.module && !follows_group;
        if is_moved || old.operation.name != new.operation.name {
            let from = spelling::operation(old.group, old.operation);
            let at = At::both(old.operation, new.operation);
            let item = spelling::operation(new.group, new.operation);
            let sentence = format!("renamed from `{from}`");
            self.report(Kind::OperationRenamed, item, at, sentence);
        } else if old.operation.id != new.operation.id {
            let at = At::both(old.operation, new.operation);
            let item = spelling::operation(new.group, new.operation);
            let sentence = format!(
                "its id is `{}` instead of `{}`",
                new.operation.id, old.operation.id
            );
            self.report(Kind::OperationIdChanged, item, at, sentence);
        }
    }

    fn request_line(&mut self, old: Method<'_>, new: Method<'_>) {
        let line =
            |method: Method<'_>, path: &str| format!("{} {path}", method.operation.method.as_str());
        let plain = |method: Method<'_>| line(method, &without_names(&method.operation.path));
        if plain(old) != plain(new) {
            let shown = |method: Method<'_>| line(method, &method.operation.path);
            let at = At::both(old.operation, new.operation);
            let item = spelling::operation(new.group, new.operation);
            let sentence = format!("sends `{}` instead of `{}`", shown(new), shown(old));
            self.report(Kind::RequestLineChanged, item, at, sentence);
        }
    }

    /// What was enough still is, where for each old set of credentials there is a new one that is no larger. A credential
    /// that is called otherwise in the document is the same one.
    fn security(&mut self, old: Method<'_>, new: Method<'_>) {
        let before = alternatives(&old.operation.security, |name| {
            self.pairs.scheme_after(name).ok_or(name)
        });
        let after = alternatives(&new.operation.security, Ok);
        if before == after {
            return;
        }
        let is_enough = |held: &Credentials<'_>| {
            after.is_empty() || after.iter().any(|needed| needed.is_subset(held))
        };
        let still_enough = if before.is_empty() {
            is_enough(&Credentials::new())
        } else {
            before.iter().all(is_enough)
        };
        let kind = if still_enough {
            Kind::SecurityRelaxed
        } else {
            Kind::SecurityTightened
        };
        let item = spelling::operation(new.group, new.operation);
        let node = |method: Method<'_>| Node::from(method.operation).below("security");
        let at = At::both(node(old), node(new));
        let sentence = format!(
            "needs {} instead of {}",
            credentials(&after),
            credentials(&before)
        );
        self.report(kind, item, at, sentence);
    }
}

/// Credentials that are sent together: each by its name in the new document, or in the old one where it is gone.
type Credentials<'a> = BTreeSet<Result<&'a str, &'a str>>;

/// The sets of credentials of which each is enough.
fn alternatives<'a>(
    security: &'a [Vec<String>],
    name: impl Fn(&'a str) -> Result<&'a str, &'a str>,
) -> BTreeSet<Credentials<'a>> {
    let sets = security.iter();
    sets.map(|set| set.iter().map(|it| name(it)).collect())
        .collect()
}

fn credentials(security: &BTreeSet<Credentials<'_>>) -> String {
    let shown = |all: &Credentials<'_>| {
        let names = all.iter().map(|name| match name {
            Ok(name) | Err(name) => format!("`{name}`"),
        });
        let names: Vec<String> = names.collect();
        match names.is_empty() {
            true => "nothing".to_owned(),
            false => names.join(" and "),
        }
    };
    match security.is_empty() {
        true => "no credentials".to_owned(),
        false => security.iter().map(shown).collect::<Vec<_>>().join(" or "),
    }
}
