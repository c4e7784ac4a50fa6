//! The client: the crate's name and modules, servers, credentials, what it does by default.

use super::matching::{Matched, matched};
use super::parameters::escaped;
use super::{At, Comparing, Kind, Node, spelling};
use crate::api::{
    Credential, ErrorFields, Package, RateLimit, SecurityScheme, Server, ServerTemplate, Servers,
};

impl Comparing<'_> {
    /// All that is not an operation or a type.
    pub(super) fn client(&mut self) {
        self.package();
        self.features();
        self.servers();
        self.schemes();
        self.api_docs();
        let (old, new) = (self.old, self.new);
        let at = At::documents("#/info");
        if old.rate_limit != new.rate_limit {
            let sentence = format!(
                "the client sends {} instead of {}",
                limit(new.rate_limit),
                limit(old.rate_limit)
            );
            self.report(Kind::RateLimitChanged, "Client", at.clone(), sentence);
        }
        if old.errors != new.errors {
            let sentence = fields(&old.errors, &new.errors);
            self.report(Kind::ErrorFieldsChanged, "Error", at, sentence);
        }
    }

    fn package(&mut self) {
        let (old, new) = (&self.old.package, &self.new.package);
        let at = At::documents("#/info");
        if old.name != new.name {
            let sentence = format!("renamed from `{}`", old.name);
            self.report(Kind::PackageRenamed, &new.name, at.clone(), sentence);
        }
        let names = |package: &Package| -> Vec<String> {
            let extensions = package.extensions.iter();
            extensions.map(|extension| extension.name.clone()).collect()
        };
        let (before, after) = (names(old), names(new));
        for name in before.iter().filter(|name| !after.contains(name)) {
            let sentence = "the module was removed";
            self.report(Kind::ModuleRemoved, name, at.clone(), sentence);
        }
        for name in after.iter().filter(|name| !before.contains(name)) {
            self.report(Kind::ModuleAdded, name, at.clone(), "the module is new");
        }
    }

    fn servers(&mut self) {
        let (old, new) = (&self.old.servers, &self.new.servers);
        let at = At::documents("#/servers");
        self.default_server(old, new, &at);
        match (old.is_choice(), new.is_choice()) {
            (false, false) => {}
            (true, false) => {
                let sentence = match (old.list.as_slice(), new.list.as_slice()) {
                    (_, []) => "there is no server any more",
                    ([_], _) => "the server's URL has no variables any more",
                    _ => "there is one server only",
                };
                self.report(Kind::ServerRemoved, &old.type_name, at, sentence);
            }
            (false, true) => {
                let sentence = match new.list.as_slice() {
                    [_] => "the server's URL has variables",
                    _ => "there are several servers",
                };
                self.report(Kind::ServerAdded, &new.type_name, at, sentence);
            }
            (true, true) => {
                if old.type_name != new.type_name {
                    let sentence = format!("renamed from `{}`", old.type_name);
                    self.report(Kind::ServersRenamed, &new.type_name, at, sentence);
                }
                self.list_of_servers(old, new);
            }
        }
    }

    /// The server of a client that names none.
    fn default_server(&mut self, old: &Servers, new: &Servers, at: &At) {
        let (kind, sentence) = match (old.list.first(), new.list.first()) {
            (None, Some(after)) => {
                let sentence =
                    format!("`{}` is the default: `base_url` may be left out", after.url);
                (Kind::ServerUrlChanged, sentence)
            }
            (Some(before), None) => {
                let sentence = format!(
                    "`{}` is no default any more: `base_url` is needed",
                    before.url
                );
                (Kind::DefaultServerChanged, sentence)
            }
            (Some(before), Some(after)) if before.url != after.url => {
                let is_only = old.list.len() == 1 && new.list.len() == 1;
                if before.name != after.name && !is_only {
                    let sentence =
                        format!("`{}` is the default instead of `{}`", after.url, before.url);
                    (Kind::DefaultServerChanged, sentence)
                } else if !old.is_choice() || !new.is_choice() {
                    let sentence = format!("`{}` instead of `{}`", after.url, before.url);
                    (Kind::ServerUrlChanged, sentence)
                } else {
                    // It is told of the variant.
                    return;
                }
            }
            _ => return,
        };
        self.report(kind, "Client", at.clone(), sentence);
    }

    fn list_of_servers(&mut self, old: &Servers, new: &Servers) {
        let item = |name: &str| format!("{}::{name}", new.type_name);
        let at = At::documents("#/servers");
        // A name still means its server, wherever that is now; only one whose name is gone was renamed.
        let Matched {
            both,
            removed,
            added,
        } = matched(
            &old.list,
            &new.list,
            &[&|a, b| a.name == b.name, &|a, b| a.url == b.url],
        );
        for (before, after) in both {
            let item = item(&after.name);
            if before.name == after.name {
                self.server(before, after, &item, &at);
            } else {
                let sentence = format!("renamed from `{}`", before.name);
                self.report(Kind::ServerRenamed, item, at.clone(), sentence);
            }
        }
        for server in removed {
            let (item, sentence) = (item(&server.name), "the server was removed");
            self.report(Kind::ServerRemoved, item, at.clone(), sentence);
        }
        for server in added {
            let (item, sentence) = (item(&server.name), "the server is new");
            self.report(Kind::ServerAdded, item, at.clone(), sentence);
        }
    }

    fn server(&mut self, old: &Server, new: &Server, item: &str, at: &At) {
        if old.url != new.url {
            let sentence = format!("`{}` instead of `{}`", new.url, old.url);
            self.report(Kind::ServerUrlChanged, item, at.clone(), sentence);
        }
        self.server_docs(old, new, item, at);
        let signature =
            |template: &ServerTemplate| (template.function.clone(), template.variables.len());
        let names = |template: &ServerTemplate| -> Vec<String> {
            template
                .variables
                .iter()
                .map(|variable| variable.name.clone())
                .collect()
        };
        match (&old.template, &new.template) {
            (None, Some(_)) => {
                let sentence = "the URL has variables now";
                self.report(Kind::ServerFunctionAdded, item, at.clone(), sentence);
            }
            (Some(_), None) => {
                let sentence = "the URL has no variables any more";
                self.report(Kind::ServerFunctionRemoved, item, at.clone(), sentence);
            }
            (Some(before), Some(after))
                if signature(before) != signature(after) || names(before) != names(after) =>
            {
                let sentence = format!(
                    "`{}({})` fills in the variables of the URL",
                    after.function,
                    names(after).join(", ")
                );
                self.report(Kind::ServerFunctionChanged, item, at.clone(), sentence);
            }
            _ => {}
        }
    }

    fn schemes(&mut self) {
        let Matched {
            both,
            removed,
            added,
        } = self.pairs.schemes.clone();
        for scheme in removed {
            let sentence = "the credential was removed";
            let at = At::old(node(scheme));
            self.report(Kind::SchemeRemoved, setter(&scheme.setter), at, sentence);
        }
        for scheme in added {
            let at = At::new(node(scheme));
            let sentence = "the credential is new";
            self.report(Kind::SchemeAdded, setter(&scheme.setter), at, sentence);
        }
        for (old, new) in both {
            self.scheme(old, new);
        }
    }

    fn scheme(&mut self, old: &SecurityScheme, new: &SecurityScheme) {
        let at = At::both(node(old), node(new));
        let item = setter(&new.setter);
        if old.setter != new.setter {
            let sentence = format!("renamed from `{}`", setter(&old.setter));
            self.report(Kind::SchemeRenamed, &item, at.clone(), sentence);
        }
        if old.name != new.name {
            let item = format!("ClientBuilder::credential(\"{}\", ..)", new.name);
            let sentence = format!("the name was \"{}\"", old.name);
            self.report(Kind::SchemeNameChanged, item, at.clone(), sentence);
        }
        self.scheme_docs(old, new, &item, &at);
        let is_pair = |scheme: &SecurityScheme| scheme.credential == Credential::Basic;
        if is_pair(old) != is_pair(new) {
            let sentence = match is_pair(new) {
                true => "takes user and password instead of one text",
                false => "takes one text instead of user and password",
            };
            self.report(Kind::SchemeArgumentsChanged, &item, at.clone(), sentence);
        } else if old.credential != new.credential {
            let sentence = format!(
                "is sent in {} instead of {}",
                place(&new.credential),
                place(&old.credential)
            );
            self.report(Kind::SchemePlacementChanged, &item, at.clone(), sentence);
        }
        match (&old.client_credentials, &new.client_credentials) {
            (None, Some(after)) => {
                let sentence = "takes a client's own id and secret";
                self.report(
                    Kind::ClientCredentialsAdded,
                    setter(&after.setter),
                    at,
                    sentence,
                );
            }
            (Some(before), after)
                if after.as_ref().map(|it| &it.setter) != Some(&before.setter) =>
            {
                let sentence = "was removed";
                self.report(
                    Kind::ClientCredentialsRemoved,
                    setter(&before.setter),
                    at,
                    sentence,
                );
            }
            (Some(before), Some(after)) if before.token_url != after.token_url => {
                let sentence = format!("tokens come from `{}`", after.token_url);
                self.report(Kind::TokenUrlChanged, setter(&after.setter), at, sentence);
            }
            _ => {}
        }
    }
}

fn limit(limit: Option<RateLimit>) -> String {
    limit.map_or("any number of requests".to_owned(), |limit| {
        let RateLimit {
            requests,
            per_seconds,
        } = limit;
        format!("at most {requests} requests in {per_seconds} s")
    })
}

/// What of an error is read from where, of that which changed.
fn fields(old: &ErrorFields, new: &ErrorFields) -> String {
    let listed = |names: &[String]| match names {
        [] => "nowhere".to_owned(),
        names => spelling::alternatives(names),
    };
    let parts = [
        ("the message", &old.message, &new.message),
        ("the code", &old.code, &new.code),
        ("the request id", &old.request_id, &new.request_id),
    ];
    let parts = parts
        .into_iter()
        .filter(|(_, before, after)| before != after);
    let parts: Vec<String> = parts
        .map(|(what, before, after)| {
            format!(
                "{what} is read from {} instead of {}",
                listed(after),
                listed(before)
            )
        })
        .collect();
    parts.join(", ")
}

/// Where a credential is sent.
fn place(credential: &Credential) -> String {
    match credential {
        Credential::Bearer => "`Authorization: Bearer`".to_owned(),
        Credential::Basic => "`Authorization: Basic`".to_owned(),
        Credential::Header(name) => format!("the header `{name}`"),
        Credential::Query(name) => format!("the query parameter `{name}`"),
        Credential::Cookie(name) => format!("the cookie `{name}`"),
    }
}

fn setter(name: &str) -> String {
    format!("ClientBuilder::{name}")
}

fn node(scheme: &SecurityScheme) -> Node {
    let name = escaped(&scheme.name);
    Node::of_document(&format!("#/components/securitySchemes/{name}"))
}
