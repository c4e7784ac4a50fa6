//! `src/client.rs`: where the API is, how callers authenticate, and the way to each group.

use std::collections::BTreeSet;

use heck::ToSnakeCase as _;
use proc_macro2::TokenStream;
use quote::quote;

use super::names::{
    client_method, credential_setter, ident, literal, module, server_setter, words,
};
use super::scope::{Scope, tokens};
use super::source_file::SourceFile;
use super::{docs, markdown};
use crate::api::{Api, Credential, Group, Home, SecurityScheme, Server, ServerVariable, Servers};

/// The file.
pub(super) fn file(api: &Api) -> SourceFile {
    let own = servers_name(api)
        .map(str::to_owned)
        .into_iter()
        .collect::<BTreeSet<_>>();
    let home = Home::Operation {
        group: String::new(),
        operation: String::new(),
    };
    let scope = Scope::new(api, home, own);
    let mut file = SourceFile::new(vec![
        "The client of this API: servers, credentials, groups.".to_owned(),
    ]);
    file.items(defaults(api, &scope));
    for scheme in &api.security_schemes {
        file.items(scheme_static(scheme, &scope));
    }
    file.items(client(api, &scope));
    file.items(builder(api, &scope));
    if servers_name(api).is_some() {
        file.items(servers(&api.servers, &scope));
    }
    file.import(scope.imports());
    file
}

/// The name of the enumeration of servers; there is none where there is nothing to pick from.
pub(super) fn servers_name(api: &Api) -> Option<&str> {
    let servers = &api.servers;
    servers.is_choice().then_some(servers.type_name.as_str())
}

/// The path of a security scheme's static, as an operation writes it.
pub(super) fn scheme_path(api: &Api, name: &str, scope: &Scope<'_>) -> Option<String> {
    let scheme = api
        .security_schemes
        .iter()
        .find(|scheme| scheme.name == name)?;
    Some(scope.item(&format!("crate::client::{}", static_name(scheme))))
}

fn static_name(scheme: &SecurityScheme) -> String {
    scheme.setter.to_uppercase()
}

fn defaults(api: &Api, scope: &Scope<'_>) -> TokenStream {
    let defaults = tokens(&scope.runtime("Defaults"));
    let base_url = api
        .servers
        .list
        .first()
        .map_or("", |server| server.url.as_str());
    let (message, code) = (pointers(&api.errors.message), pointers(&api.errors.code));
    // Names of headers know no case (RFC 9110, section 5.1); the runtime compares them in lower case.
    let request_id = api
        .errors
        .request_id
        .iter()
        .map(|name| name.to_ascii_lowercase());
    let rate_limit = match api.rate_limit {
        None => quote! { None },
        Some(limit) => {
            let duration = tokens(&scope.item("std::time::Duration"));
            let requests = proc_macro2::Literal::u32_unsuffixed(limit.requests);
            let seconds = proc_macro2::Literal::u32_unsuffixed(limit.per_seconds);
            quote! { Some((#requests, #duration::from_secs(#seconds))) }
        }
    };
    quote! {
        static DEFAULTS: #defaults = #defaults {
            base_url: #base_url,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            error_message: &[#(#message),*],
            error_code: &[#(#code),*],
            request_id_headers: &[#(#request_id),*],
            rate_limit: #rate_limit,
        };
    }
}

/// Paths of members as JSON pointers (RFC 6901).
fn pointers(paths: &[String]) -> Vec<String> {
    let escaped = |path: &String| path.replace('~', "~0").replace('/', "~1").replace('.', "/");
    paths
        .iter()
        .map(|path| format!("/{}", escaped(path)))
        .collect()
}

fn scheme_static(scheme: &SecurityScheme, scope: &Scope<'_>) -> TokenStream {
    let (ty, place) = (
        tokens(&scope.runtime("SecurityScheme")),
        tokens(&scope.runtime("Place")),
    );
    let (name, written) = (ident(&static_name(scheme)), &scheme.name);
    let place = match &scheme.credential {
        Credential::Bearer => quote! { #place::Bearer },
        Credential::Basic => quote! { #place::Basic },
        Credential::Header(header) => {
            let header = header.to_ascii_lowercase();
            quote! { #place::Header(#header) }
        }
        Credential::Query(parameter) => quote! { #place::Query(#parameter) },
        Credential::Cookie(cookie) => quote! { #place::Cookie(#cookie) },
    };
    quote! {
        pub(crate) static #name: #ty = #ty { name: #written, place: #place };
    }
}

fn client(api: &Api, scope: &Scope<'_>) -> TokenStream {
    let (client, builder) = (
        tokens(&scope.runtime("Client")),
        tokens(&scope.runtime("ClientBuilder")),
    );
    let groups = api.groups.iter().map(|group| accessor(group, scope));
    let docs = docs::attribute("Starts to build a client.");
    quote! {
        impl #client {
            #docs
            pub fn builder() -> #builder {
                #builder::new(&DEFAULTS)
            }
            #(#groups)*
        }
    }
}

fn accessor(group: &Group, scope: &Scope<'_>) -> TokenStream {
    scope.import("crate::api");
    let fallback = || format!("Operations on {}.", words(&group.module));
    let docs = docs::attributes(&docs::lines(&group.docs, fallback));
    let method = ident(&client_method(&group.module));
    let (module, handle) = (tokens(&module(&group.module)), ident(&group.handle));
    let feature = group.feature.as_ref().map(|feature| {
        let name = &feature.name;
        quote! { #[cfg(feature = #name)] }
    });
    quote! {
        #docs
        #feature
        #[must_use]
        pub fn #method(&self) -> api::#module::#handle<'_> {
            self.into()
        }
    }
}

fn builder(api: &Api, scope: &Scope<'_>) -> TokenStream {
    let builder = tokens(&scope.runtime("ClientBuilder"));
    let server = servers_name(api).map(servers_setter);
    let credentials = api
        .security_schemes
        .iter()
        .map(|scheme| setter_of_credential(scheme, scope));
    let clients = api
        .security_schemes
        .iter()
        .filter_map(|scheme| client_credentials_setter(scheme, scope));
    let setters: Vec<TokenStream> = server
        .into_iter()
        .chain(credentials)
        .chain(clients)
        .collect();
    if setters.is_empty() {
        return TokenStream::new();
    }
    quote! {
        impl #builder {
            #(#setters)*
        }
    }
}

fn servers_setter(name: &str) -> TokenStream {
    let (ty, argument) = (ident(name), ident(&name.to_snake_case()));
    let method = ident(&server_setter(name));
    let docs = docs::attribute("Picks one of the API's servers.");
    quote! {
        #docs
        pub fn #method(self, #argument: #ty) -> Self {
            self.base_url(#argument.url())
        }
    }
}

fn setter_of_credential(scheme: &SecurityScheme, scope: &Scope<'_>) -> TokenStream {
    let method = ident(&credential_setter(&scheme.setter));
    let fallback = || what_is_sent(&scheme.credential);
    let docs = docs::attributes(&docs::lines(&scheme.docs, fallback));
    let (name, credential) = (
        ident(&static_name(scheme)),
        tokens(&scope.runtime("Credential")),
    );
    let (arguments, value) = match scheme.credential {
        Credential::Basic => (
            quote! { user: impl Into<String>, password: impl Into<String> },
            quote! { #credential::basic(user, password) },
        ),
        Credential::Bearer => (
            quote! { token: impl Into<String> },
            quote! { #credential::bearer(token) },
        ),
        _ => (
            quote! { key: impl Into<String> },
            quote! { #credential::api_key(key) },
        ),
    };
    quote! {
        #docs
        pub fn #method(self, #arguments) -> Self {
            self.credential(#name.name, #value)
        }
    }
}

/// The setter of a client's own id and secret, where tokens are given out for them.
fn client_credentials_setter(scheme: &SecurityScheme, scope: &Scope<'_>) -> Option<TokenStream> {
    let flow = scheme.client_credentials.as_ref()?;
    let method = ident(&credential_setter(&flow.setter));
    let mut lines = vec![format!(
        "The client's own id and secret: tokens are fetched with them at {} and renewed in time.",
        markdown::code(&flow.token_url)
    )];
    let rows = flow.scopes.iter().map(|(name, about)| {
        let about = markdown::line(about);
        let row = format!("- {}: {about}", markdown::code(name));
        row.trim_end_matches([':', ' ']).to_owned()
    });
    if !flow.scopes.is_empty() {
        docs::add(&mut lines, ["Scopes:".to_owned()]);
        docs::add(&mut lines, rows);
    }
    let docs = docs::attributes(&lines);
    let credentials = tokens(&scope.runtime("ClientCredentials"));
    let name = ident(&static_name(scheme));
    let token_url = tokens(&literal(&flow.token_url));
    Some(quote! {
        #docs
        pub fn #method(self, id: impl Into<String>, secret: impl Into<String>, scopes: &[&str]) -> Self {
            let url = #token_url;
            let credentials = #credentials::new(url, id, secret);
            let credentials = credentials.scopes(scopes.iter().copied());
            self.credential(#name.name, credentials.into())
        }
    })
}

/// What a credential becomes in a request, in a sentence.
pub(super) fn what_is_sent(credential: &Credential) -> String {
    match credential {
        Credential::Bearer => "A token, sent as `Authorization: Bearer ...`.".to_owned(),
        Credential::Basic => "User and password, sent as `Authorization: Basic ...`.".to_owned(),
        Credential::Header(name) => format!("A key, sent in the header `{name}`."),
        Credential::Query(name) => format!("A key, sent in the query parameter `{name}`."),
        Credential::Cookie(name) => format!("A key, sent in the cookie `{name}`."),
    }
}

fn servers(servers: &Servers, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&servers.type_name);
    let variants = servers.list.iter().map(|server| {
        let stated = crate::api::Docs {
            description: server.description.clone(),
            ..Default::default()
        };
        let mut lines = docs::lines(&stated, String::new);
        if lines.iter().all(String::is_empty) {
            lines.clear();
        }
        docs::add(&mut lines, [shown(server)]);
        let (docs, name) = (docs::attributes(&lines), ident(&server.name));
        quote! { #docs #name }
    });
    let arms = servers.list.iter().map(|server| {
        let (name, url) = (ident(&server.name), tokens(&literal(&server.url)));
        quote! { Self::#name => #url }
    });
    let templates = servers.list.iter().filter_map(template_function);
    let title = docs::attribute("The servers of the API.");
    let url = docs::attribute("The base URL.");
    let fmt = tokens(&scope.item("std::fmt"));
    quote! {
        #title
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants),*
        }

        impl #name {
            #url
            #[must_use]
            pub fn url(self) -> &'static str {
                match self {
                    #(#arms),*
                }
            }

            #(#templates)*
        }

        impl #fmt::Display for #name {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                f.write_str(self.url())
            }
        }
    }
}

/// The function that fills in the variables of a URL.
fn template_function(server: &Server) -> Option<TokenStream> {
    let template = server.template.as_ref()?;
    let mut lines = vec![format!(
        "The URL of [`{0}`](Self::{0}) with variables of your own, for `ClientBuilder::base_url`.",
        server.name
    )];
    docs::add(&mut lines, template.variables.iter().map(variable_row));
    let docs = docs::attributes(&lines);
    let (function, url) = (ident(&template.function), tokens(&literal(&template.url)));
    let arguments = template
        .variables
        .iter()
        .map(|variable| ident(&variable.name));
    Some(quote! {
        #docs
        #[must_use]
        pub fn #function(#(#arguments: &str),*) -> String {
            format!(#url)
        }
    })
}

fn variable_row(variable: &ServerVariable) -> String {
    let values: Vec<String> = variable
        .values
        .iter()
        .map(|value| markdown::code(value))
        .collect();
    let clauses = [
        variable
            .description
            .as_deref()
            .map(|about| markdown::line(about).trim_end_matches('.').to_owned()),
        (!values.is_empty()).then(|| format!("one of {}", values.join(", "))),
        (!variable.default.is_empty())
            .then(|| format!("{} by default", markdown::code(&variable.default))),
    ];
    let clauses: Vec<String> = clauses.into_iter().flatten().collect();
    format!("- `{}`: {}", variable.name, clauses.join("; "))
        .trim_end_matches([':', ' '])
        .to_owned()
}

fn shown(server: &Server) -> String {
    markdown::code(&server.url)
}
