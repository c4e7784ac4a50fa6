//! Security schemes and requirements.

use openapiv3::{APIKeyLocation, SecurityRequirement};

use toml::Spanned;

use super::chosen_names;
use super::names::{self, Claim, Marking};
use crate::api::{
    ClientCredentials, Credential, Docs, Parameter, ParameterLocation, SecurityScheme, Servers,
};
use crate::config::{ConfigFile, SecurityConfig};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::dialect::{Document, Node};
use crate::emit;

/// Every way to authenticate that the emitted client can use.
pub(super) fn schemes(
    document: &Document<'_>,
    config: &ConfigFile,
    servers: &Servers,
    diagnostics: &mut Diagnostics,
) -> Vec<SecurityScheme> {
    for (name, entry) in &config.values.security {
        if !document
            .security_schemes
            .iter()
            .any(|(known, _, _)| known == name)
        {
            diagnostics.push(
                Diagnostic::warning(
                    codes::UNMATCHED_SECURITY_SCHEME,
                    format!("the document has no security scheme `{name}`"),
                )
                .at(config.place(entry))
                .did_you_mean(
                    name,
                    document
                        .security_schemes
                        .iter()
                        .map(|(name, _, _)| name.as_str()),
                    format!("write the name of a scheme under `{}`", section(document)),
                ),
            );
        }
    }
    let mut schemes: Vec<SecurityScheme> = document
        .security_schemes
        .iter()
        .filter_map(|(name, node, scheme)| {
            let (credential, setter, description) = credential(scheme, node, diagnostics)?;
            let chosen = chosen_setter(name, config);
            Some(SecurityScheme {
                name: name.clone(),
                setter: names::snake_name(chosen.map_or(setter, |(setter, _)| setter)),
                credential,
                client_credentials: client_credentials(node),
                docs: Docs {
                    description,
                    ..Docs::default()
                },
            })
        })
        .collect();
    let setters = |scheme: &SecurityScheme| scheme.client_credentials.is_some();
    let taken = schemes
        .iter()
        .any(|scheme| names::snake_name(&scheme.name) == "client_credentials");
    let several = taken || schemes.iter().filter(|scheme| setters(scheme)).count() > 1;
    for scheme in schemes.iter_mut().filter(|_| several) {
        if let Some(credentials) = &mut scheme.client_credentials {
            credentials.setter = names::snake_name(&format!("{} credentials", scheme.name));
        }
    }
    // Schemes of one kind are told apart by their own names.
    let wanted: Vec<String> = schemes.iter().map(|scheme| scheme.setter.clone()).collect();
    for scheme in &mut schemes {
        if wanted
            .iter()
            .filter(|setter| **setter == scheme.setter)
            .count()
            > 1
        {
            scheme.setter = names::snake_name(&scheme.name);
        }
    }
    tell_apart(&mut schemes, servers);
    for scheme in &schemes {
        if let Some((chosen, entry)) = chosen_setter(&scheme.name, config) {
            chosen_names::report(chosen, &scheme.setter, config.place(entry), diagnostics);
        }
    }
    schemes.sort_by(|a, b| a.name.cmp(&b.name));
    schemes
}

/// The setter that `sdk.toml` has for a scheme.
fn chosen_setter<'c>(
    name: &str,
    config: &'c ConfigFile,
) -> Option<(&'c str, &'c Spanned<SecurityConfig>)> {
    let entry = config.values.security.get(name)?;
    Some((entry.get_ref().setter.as_deref()?, entry))
}

/// Gives each setter of the client's builder a name of its own.
fn tell_apart(schemes: &mut [SecurityScheme], servers: &Servers) {
    let of_server = servers
        .is_choice()
        .then(|| emit::names::server_setter(&servers.type_name));
    let is_taken = |setter: &str| {
        // A scheme's static is called as its setter is, and there is one of the defaults.
        setter == "defaults" || of_server.as_deref() == Some(setter)
    };
    let mut setters: Vec<(String, &mut String)> = Vec::new();
    for scheme in schemes {
        setters.push((scheme.name.clone(), &mut scheme.setter));
        if let Some(credentials) = &mut scheme.client_credentials {
            let own = format!("{} credentials", scheme.name);
            setters.push((own, &mut credentials.setter));
        }
    }
    for (_, setter) in setters.iter_mut().filter(|(_, setter)| is_taken(setter)) {
        setter.push_str("_credential");
    }
    let claims = setters
        .iter()
        .map(|(text, setter)| Claim::named(text, setter));
    let claims: Vec<Claim<'_>> = claims.collect();
    let (names, _) = names::distinct(&claims, &[], Marking::Snake);
    for ((_, setter), name) in setters.into_iter().zip(names) {
        *setter = name;
    }
}

/// Where the dialect of a document has its security schemes.
fn section(document: &Document<'_>) -> &'static str {
    match document.is_swagger() {
        true => "securityDefinitions",
        false => "components/securitySchemes",
    }
}

/// OAuth 2.0's client credentials flow, as OpenAPI 3 or Swagger 2.0 has it.
fn client_credentials(node: &Node<'_>) -> Option<ClientCredentials> {
    let flows = node.get("flows");
    let flow = match (&flows, node.text("flow")) {
        (Some(flows), _) => flows.get("clientCredentials")?,
        (None, Some("application")) => node.clone(),
        _ => return None,
    };
    let scopes = flow.get("scopes");
    let scopes = scopes.iter().flat_map(Node::members);
    Some(ClientCredentials {
        setter: "client_credentials".to_owned(),
        // What is relative is so to a place that nobody knows.
        token_url: flow
            .text("tokenUrl")
            .filter(|url| url.contains("://"))?
            .to_owned(),
        scopes: scopes
            .map(|(name, about)| {
                (
                    name.to_owned(),
                    about.value.as_str().unwrap_or_default().to_owned(),
                )
            })
            .collect(),
    })
}

fn credential(
    scheme: &openapiv3::SecurityScheme,
    node: &Node<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(Credential, &'static str, Option<String>)> {
    match scheme {
        openapiv3::SecurityScheme::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let credential = match location {
                APIKeyLocation::Header => Credential::Header(name.clone()),
                APIKeyLocation::Query => Credential::Query(name.clone()),
                APIKeyLocation::Cookie => Credential::Cookie(name.clone()),
            };
            Some((credential, "api_key", description.clone()))
        }
        openapiv3::SecurityScheme::HTTP {
            scheme,
            description,
            ..
        } if scheme.eq_ignore_ascii_case("basic") => {
            Some((Credential::Basic, "basic_auth", description.clone()))
        }
        openapiv3::SecurityScheme::HTTP {
            scheme,
            description,
            ..
        } if scheme.eq_ignore_ascii_case("bearer") => {
            Some((Credential::Bearer, "bearer_token", description.clone()))
        }
        openapiv3::SecurityScheme::HTTP {
            scheme,
            description,
            ..
        } if !is_registered(scheme) => {
            let header = Credential::Header("Authorization".to_owned());
            let how = format!("The whole value of the header `Authorization`: `{scheme} ...`.");
            let description = match description {
                Some(said) => format!("{said}\n\n{how}"),
                None => how,
            };
            Some((header, "authorization", Some(description)))
        }
        openapiv3::SecurityScheme::HTTP { scheme, .. } => {
            diagnostics.push(
                Diagnostic::warning(
                    codes::UNSUPPORTED_AUTHENTICATION,
                    format!("the HTTP authentication scheme `{scheme}` is not supported"),
                )
                .at(node.place())
                .help("`basic` and `bearer` are; set the header by hand"),
            );
            None
        }
        openapiv3::SecurityScheme::OAuth2 { description, .. }
        | openapiv3::SecurityScheme::OpenIDConnect { description, .. } => {
            Some((Credential::Bearer, "access_token", description.clone()))
        }
    }
}

/// Whether a scheme has rules of its own ([registry](
/// https://www.iana.org/assignments/http-authschemes/http-authschemes.xhtml)). Of any other one no more is known than that
/// its name stands before what proves who calls (RFC 9110, section 11.4).
fn is_registered(scheme: &str) -> bool {
    const REGISTERED: [&str; 14] = [
        "basic",
        "bearer",
        "concealed",
        "digest",
        "dpop",
        "gnap",
        "hoba",
        "mutual",
        "negotiate",
        "oauth",
        "privatetoken",
        "scram-sha-1",
        "scram-sha-256",
        "vapid",
    ];
    REGISTERED
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
}

/// The requirement of an operation: its own, else that of the document. Schemes that don't exist are reported.
pub(super) fn requirement(
    own: Option<&Vec<SecurityRequirement>>,
    document: &Document<'_>,
    schemes: &[SecurityScheme],
    node: &Node<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<String>> {
    let Some(alternatives) = own.or(document.security.as_ref()) else {
        return Vec::new();
    };
    let mut known = Vec::new();
    for alternative in alternatives {
        let mut names = Vec::new();
        let to_be_sent = |name: &&String| !document.mutual_tls.contains(&name.as_str());
        for name in alternative.keys().filter(to_be_sent) {
            if schemes.iter().any(|scheme| scheme.name == *name) {
                names.push(name.clone());
            } else if !document
                .security_schemes
                .iter()
                .any(|(declared, _, _)| declared == name)
            {
                diagnostics.push(
                    Diagnostic::warning(
                        codes::UNDECLARED_SECURITY_SCHEME,
                        format!("the security scheme `{name}` is not declared"),
                    )
                    .at(requirement_place(
                        own.map_or(&document.root, |_| node),
                        name,
                    ))
                    .did_you_mean(
                        name,
                        document
                            .security_schemes
                            .iter()
                            .map(|(name, _, _)| name.as_str()),
                        format!("declare it under `{}`", section(document)),
                    ),
                );
            }
        }
        if names.len() == alternative.keys().filter(to_be_sent).count() {
            known.push(names);
        }
    }
    known
}

/// Whether a parameter is what callers authenticate with, whichever alternative is chosen: the client sends it with each
/// call and keeps it out of logs, so that it is no argument.
pub(super) fn is_proof(
    parameter: &Parameter,
    requirement: &[Vec<String>],
    schemes: &[SecurityScheme],
) -> bool {
    let name = parameter.wire_name.as_str();
    let is_same = |credential: &Credential| match (credential, parameter.location) {
        (Credential::Header(header), ParameterLocation::Header) => {
            header.eq_ignore_ascii_case(name)
        }
        (Credential::Query(key), ParameterLocation::Query)
        | (Credential::Cookie(key), ParameterLocation::Cookie) => key == name,
        _ => false,
    };
    let proves = |alternative: &Vec<String>| {
        let mut used = schemes.iter().filter(|it| alternative.contains(&it.name));
        used.any(|scheme| is_same(&scheme.credential))
    };
    !requirement.is_empty() && requirement.iter().all(proves)
}

/// What becomes of a parameter that is the header `Authorization`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Authorization {
    /// The client sends the header with its credentials.
    OfClient,
    /// It is an argument as any other: only OpenAPI 3 says otherwise.
    Argument,
    /// It is left out ([OpenAPI 3.0, 4.7.12](https://spec.openapis.org/oas/v3.0.4.html#parameter-name)), so that nobody
    /// sends the header.
    Unsent,
}

/// What becomes of a parameter that is the header `Authorization`, by what an operation requires.
pub(super) fn authorization(
    requirement: &[Vec<String>],
    schemes: &[SecurityScheme],
    document: &Document<'_>,
) -> Authorization {
    let is_sent = |credential: &Credential| match credential {
        Credential::Bearer | Credential::Basic => true,
        Credential::Header(name) => name.eq_ignore_ascii_case("authorization"),
        Credential::Query(_) | Credential::Cookie(_) => false,
    };
    let mut used = schemes.iter().filter(|scheme| {
        let mut names = requirement.iter().flatten();
        names.any(|name| *name == scheme.name)
    });
    if used.any(|scheme| is_sent(&scheme.credential)) {
        Authorization::OfClient
    } else if document.is_swagger() {
        Authorization::Argument
    } else {
        Authorization::Unsent
    }
}

/// The place of a scheme's name in the requirements of an operation or of the document.
fn requirement_place(node: &Node<'_>, name: &str) -> Place {
    let security = node.get("security");
    let mut requirements = security.iter().flat_map(Node::items);
    let requirement = requirements.find_map(|requirement| requirement.get(name));
    requirement.unwrap_or_else(|| node.clone()).key_place()
}
