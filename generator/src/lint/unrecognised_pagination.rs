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
        let (key, next) = next.setting();
        let more = more.map(|more| format!(", `more = \"{more}\"`"));
        let more = more.unwrap_or_default();
        diagnostics.push(
            Diagnostic::note(
                codes::UNRECOGNISED_PAGINATION,
                format!("`{}` seems to page by `{cursor}`, but no `[pagination]` fits it", operation.id),
            )
            .at(place)
            .help(format!(
                "add `[pagination.{}]` to sdk.toml with `cursor = \"{cursor}\"`, `items = \"{items}\"`, `{key} = \"{next}\"`{more}; or `pagination = false` to the operation",
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
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let last = words.last().copied().unwrap_or_default();
    let pages = words
        .iter()
        .any(|word| matches!(*word, "page" | "next" | "continuation" | "pagination"));
    // Others are moments: `created_after`.
    let is_after = matches!(
        words.as_slice(),
        ["after"] | [.., "starting" | "start" | "page", "after"]
    );
    let is_cursor = matches!(last, "cursor" | "continue") || is_after;
    is_one && (is_cursor || (last == "token" && pages))
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
                ["offset" | "skip"] | ["page", "offset"] | ["start", "index" | "at"] => "offset",
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
    items(api, root).map(|(path, _)| path)
}

/// Where a response has the items and the next cursor.
struct Way {
    items: String,
    next: Next,
    /// A flag that says whether there are more pages.
    more: Option<String>,
}

/// Where the next cursor is.
enum Next {
    /// A member of the response.
    Told(String),
    /// The query of a URL in the response.
    InUrl(String),
    /// A member of the last item.
    LastItem(&'static str),
}

impl Next {
    /// The key of sdk.toml for it, and the value.
    fn setting(&self) -> (&'static str, &str) {
        match self {
            Self::Told(path) => ("next", path),
            Self::InUrl(path) => ("next-url", path),
            Self::LastItem(member) => ("last", member),
        }
    }
}

/// How deep items and cursors are looked for.
const MAX_DEPTH: usize = 3;

/// What the list of a page is mostly called.
const USUAL_NAMES: [&str; 6] = ["items", "data", "entries", "results", "values", "records"];

impl Way {
    fn find(api: &Api, operation: &Operation, cursor: &str) -> Option<Self> {
        let Output::Always(content) = &operation.output else {
            return None;
        };
        let root = content.ty.object(&api.types)?;
        let is_text = |member: &Member| *api.resolved(member.ty.bare()) == Type::Text;
        let is_called_so = |member: &Member| {
            let words = words(&member.wire_name);
            is_text(member)
                && (member.wire_name == cursor || words.last().is_some_and(|last| last == "cursor"))
        };
        let is_next = |member: &Member| is_text(member) && leads_on(member) && !is_url(member);
        let is_next_url = |member: &Member| is_text(member) && leads_on(member);
        let is_more = |member: &Member| {
            let is_flag = *api.resolved(member.ty.bare()) == Type::Bool;
            is_flag
                && matches!(
                    words(&member.wire_name).join(" ").as_str(),
                    "has more" | "has next"
                )
        };
        let first = |wanted: &dyn Fn(&Member) -> bool| {
            let found = nearest(api, root, wanted).into_iter().next();
            found.map(|(path, _)| path)
        };
        let more = first(&is_more);
        let (items, list) = items(api, root)?;
        let in_item = || {
            let item = item(api, list)?;
            let is_id = |member: &Member| member.wire_name == "id";
            let has_id = more.is_some() && item.members.iter().any(is_id);
            has_id.then_some(Next::LastItem("id"))
        };
        let told = first(&is_called_so).or_else(|| first(&is_next));
        let next = told
            .map(Next::Told)
            .or_else(|| first(&is_next_url).map(Next::InUrl))
            .or_else(in_item)?;
        Some(Self { items, next, more })
    }
}

/// The list of a page, with its path: of the nearest the one with a usual name, or else one of objects.
fn items<'a>(api: &'a Api, root: &'a Object) -> Option<(String, &'a Member)> {
    let is_list = |member: &Member| matches!(api.resolved(member.ty.bare()), Type::List(_));
    let lists = nearest(api, root, &is_list).into_iter();
    lists.min_by_key(|(_, list)| {
        let name = list.wire_name.to_ascii_lowercase();
        let is_usual = USUAL_NAMES.contains(&name.as_str());
        (!is_usual, item(api, list).is_none())
    })
}

/// The objects in a list.
fn item<'a>(api: &'a Api, list: &'a Member) -> Option<&'a Object> {
    match api.resolved(list.ty.bare()) {
        Type::List(item) => item.bare().object(&api.types),
        _ => None,
    }
}

/// Whether a member sounds like the next cursor, or the URL of the next page.
fn leads_on(member: &Member) -> bool {
    words(&member.wire_name).iter().any(|word| word == "next")
}

fn is_url(member: &Member) -> bool {
    let words = words(&member.wire_name);
    let says = |text: &str| words.iter().any(|word| word == text);
    let description = member.docs.description.as_deref().unwrap_or_default();
    ["url", "uri", "link", "href"].into_iter().any(says)
        || ["URL", "URI", "link"]
            .iter()
            .any(|word| description.contains(word))
}

/// The members that are wanted, with their paths: those that are least deep.
fn nearest<'a>(
    api: &'a Api,
    root: &'a Object,
    wanted: &dyn Fn(&Member) -> bool,
) -> Vec<(String, &'a Member)> {
    let mut objects = vec![(String::new(), root)];
    for _ in 0..MAX_DEPTH {
        let members = objects.iter().flat_map(|(path, object)| {
            let members = object.members.iter();
            members.map(move |member| (format!("{path}{}", member.wire_name), member))
        });
        let (found, others): (Vec<_>, Vec<_>) = members.partition(|(_, member)| wanted(member));
        if !found.is_empty() {
            return found;
        }
        let inner = others.into_iter().filter_map(|(path, member)| {
            let object = member.ty.bare().object(&api.types)?;
            Some((format!("{path}."), object))
        });
        objects = inner.collect();
    }
    Vec::new()
}
