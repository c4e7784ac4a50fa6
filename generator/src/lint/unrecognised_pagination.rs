//! Lists that come page by page, of which `sdk.toml` doesn't say how.

use super::{Context, words::words};
use crate::api::{
    Api, BodyEncoding, HttpMethod, Member, Object, Operation, Output, ParameterLocation, Type,
};
use crate::config::PaginationChoice;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    for declared in context.operations() {
        let settings = context.settings(declared);
        let chosen = settings.and_then(|settings| settings.pagination.as_ref());
        let Some((_, operation)) = context.lowered(declared) else {
            continue;
        };
        if operation.pagination.is_some() || chosen == Some(&PaginationChoice::Enabled(false)) {
            continue;
        }
        let place_of = |name: &str| {
            let parameter = declared
                .parameters
                .iter()
                .find(|one| one.data().name == name);
            parameter.map_or_else(
                || declared.node.key_place(),
                |parameter| {
                    let name = parameter.node.get("name");
                    name.unwrap_or_else(|| parameter.node.clone()).place()
                },
            )
        };
        let Some(cursor) = cursor(context.api, operation) else {
            if operation.method == HttpMethod::Get
                && let Some(count) = Count::find(operation)
                && let Some(items) = list(context.api, operation)
            {
                diagnostics.push(counted(operation, &count, &items).at(place_of(count.parameter)));
            }
            continue;
        };
        let Some(way) = Way::find(context.api, operation, cursor) else {
            continue;
        };
        let place = place_of(cursor);
        let Way { items, next, more } = way;
        let more = more.map(|more| format!(", `more = \"{more}\"`"));
        let more = more.unwrap_or_default();
        diagnostics.push(
            Diagnostic::note(
                codes::UNRECOGNISED_PAGINATION,
                format!("`{}` seems to page by `{cursor}`, but no `[pagination]` fits it", operation.id),
            )
            .at(place)
            .help(format!(
                "add `[pagination.{}]` to sdk.toml with `cursor = \"{cursor}\"`, `items = \"{items}\"`, `next = \"{next}\"`{more}; or `pagination = false` to the operation",
                words(cursor).join("-"),
            )),
        );
    }
}

/// The name of an optional parameter that sounds like a cursor: of the query or a header, or a member of the body where
/// something is looked for by POST.
fn cursor<'a>(api: &'a Api, operation: &'a Operation) -> Option<&'a str> {
    let takes_body = match operation.method {
        HttpMethod::Get => false,
        HttpMethod::Post => true,
        _ => return None,
    };
    let parameters = operation.parameters.iter().filter(|parameter| {
        let is_cursor = matches!(
            parameter.location,
            ParameterLocation::Query | ParameterLocation::Header
        );
        is_cursor && !parameter.required
    });
    let body = operation.body.as_ref().filter(|body| {
        let is_json = matches!(body.encoding, BodyEncoding::Json(_));
        takes_body && is_json
    });
    let members = body.and_then(|body| body.ty.object(&api.types));
    let members = members.into_iter().flat_map(|object| &object.members);
    let members = members.filter(|member| {
        let is_text = *api.resolved(member.ty.bare()) == Type::Text;
        is_text && !member.required
    });
    let names = parameters.map(|parameter| parameter.wire_name.as_str());
    let mut names = names.chain(members.map(|member| member.wire_name.as_str()));
    names.find(|name| sounds_like_a_cursor(name))
}

fn sounds_like_a_cursor(name: &str) -> bool {
    let is_one = !name.contains('/');
    let words = words(name);
    let last = words.last().map_or("", String::as_str);
    let pages = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "page" | "next" | "continuation" | "pagination"
        )
    });
    is_one && (matches!(last, "cursor" | "after") || (last == "token" && pages))
}

/// What there is to say of an operation whose pages are counted.
fn counted(operation: &Operation, count: &Count<'_>, items: &str) -> Diagnostic {
    let Count { parameter, way } = count;
    let items = match items {
        "" => String::new(),
        path => format!(", `items = \"{path}\"`"),
    };
    let message = format!(
        "`{}` seems to page by `{parameter}`, but no `[pagination]` fits it",
        operation.id
    );
    Diagnostic::note(codes::UNRECOGNISED_PAGINATION, message).help(format!(
        "add `[pagination.{}]` to sdk.toml with `{way} = \"{parameter}\"`{items}; or `pagination = false` to the operation",
        words(parameter).join("-"),
    ))
}

/// An optional query parameter that sounds like the number of a page or of an item.
struct Count<'a> {
    parameter: &'a str,
    /// The key of sdk.toml for it.
    way: &'static str,
}

impl<'a> Count<'a> {
    fn find(operation: &'a Operation) -> Option<Self> {
        let is_integer = |ty: &Type| matches!(ty, Type::Integer(_));
        let mut parameters = operation.parameters.iter().filter(|parameter| {
            parameter.location == ParameterLocation::Query
                && !parameter.required
                && is_integer(parameter.ty.bare())
        });
        parameters.find_map(|parameter| {
            let parameter = parameter.wire_name.as_str();
            let words = words(parameter);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let way = match words.as_slice() {
                ["page"] | ["page", "number" | "index" | "no"] => "page",
                ["offset" | "skip"] | ["page", "offset"] | ["start", "index"] => "offset",
                _ => return None,
            };
            Some(Self { parameter, way })
        })
    }
}

/// Where the response has a list; an empty path if it is one.
fn list(api: &Api, operation: &Operation) -> Option<String> {
    let Output::Always(content) = &operation.output else {
        return None;
    };
    let is_list = |ty: &Type| matches!(api.resolved(ty.bare()), Type::List(_));
    if is_list(&content.ty) {
        return Some(String::new());
    }
    let root = content.ty.object(&api.types)?;
    path(api, root, &|member| is_list(&member.ty), MAX_DEPTH)
}

/// Where a response has the items and the next cursor.
struct Way {
    items: String,
    next: String,
    /// A flag that says whether there are more pages.
    more: Option<String>,
}

/// How deep items and cursors are looked for.
const MAX_DEPTH: usize = 3;

impl Way {
    fn find(api: &Api, operation: &Operation, cursor: &str) -> Option<Self> {
        let Output::Always(content) = &operation.output else {
            return None;
        };
        let root = content.ty.object(&api.types)?;
        let is_list = |member: &Member| matches!(api.resolved(member.ty.bare()), Type::List(_));
        let is_text = |member: &Member| *api.resolved(member.ty.bare()) == Type::Text;
        let is_called_so = |member: &Member| {
            let words = words(&member.wire_name);
            is_text(member)
                && (member.wire_name == cursor || words.last().is_some_and(|last| last == "cursor"))
        };
        let is_next = |member: &Member| is_text(member) && leads_on(member);
        let is_more = |member: &Member| {
            let is_flag = *api.resolved(member.ty.bare()) == Type::Bool;
            is_flag
                && matches!(
                    words(&member.wire_name).join(" ").as_str(),
                    "has more" | "has next"
                )
        };
        let next = path(api, root, &is_called_so, MAX_DEPTH);
        Some(Self {
            more: path(api, root, &is_more, MAX_DEPTH),
            items: path(api, root, &is_list, MAX_DEPTH)?,
            next: next.or_else(|| path(api, root, &is_next, MAX_DEPTH))?,
        })
    }
}

/// Whether a member sounds like the next cursor; many APIs have the URL of the next page there, which is none.
fn leads_on(member: &Member) -> bool {
    let words = words(&member.wire_name);
    let says = |text: &str| words.iter().any(|word| word == text);
    let description = member.docs.description.as_deref().unwrap_or_default();
    let is_url = ["url", "uri", "link", "href"].into_iter().any(says)
        || ["URL", "URI", "link"]
            .iter()
            .any(|word| description.contains(word));
    says("next") && !is_url
}

/// The path of the nearest member that is wanted.
fn path(
    api: &Api,
    object_at: &Object,
    wanted: &dyn Fn(&Member) -> bool,
    depth: usize,
) -> Option<String> {
    let mut members = object_at.members.iter();
    let here = members.find(|member| wanted(member));
    if let Some(member) = here {
        return Some(member.wire_name.clone());
    }
    if depth == 1 {
        return None;
    }
    object_at.members.iter().find_map(|member| {
        let inner = member.ty.bare().object(&api.types)?;
        let below = path(api, inner, wanted, depth - 1)?;
        Some(format!("{}.{below}", member.wire_name))
    })
}
