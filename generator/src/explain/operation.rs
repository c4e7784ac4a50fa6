//! The page of an operation.

use serde_json::Value;

use super::page::{Code, Context, Page};
use super::schema::{typed, with_reason};
use super::types::why;
use crate::api::{
    Api, BodyEncoding, Content, Group, HttpMethod, Operation, Output, Parameter, Repeat, StatusSpec,
};
use crate::compare::spelling;
use crate::lower::{module_name, without_controller};

pub(super) fn page(context: &Context<'_>, group: &Group, operation: &Operation) -> String {
    let api = context.api;
    let said = context.said(&operation.pointer);
    let mut page = Page::new(
        context,
        &format!("operation {}", operation.id),
        &operation.pointer,
    );
    page.line(
        "request",
        &format!("{} {}", operation.method.as_str(), operation.path),
    );
    if let Some(url) = &operation.base_url {
        page.line(
            "",
            &format!("at {url}, as `servers` of the path or operation says"),
        );
    }
    page.line(
        "method",
        &format!("client.{}().{}(...)", group.module, operation.name),
    );
    page.lines("", &names(group, operation, said));
    let declared = declared_parameters(context, &operation.pointer);
    let arguments = operation
        .parameters
        .iter()
        .map(|parameter| argument(api, parameter, &declared));
    page.table("arguments", &arguments.collect::<Vec<_>>());
    if let Some(body) = &operation.body {
        let how = format!(
            "{}, {}",
            encoding(&body.encoding),
            if body.required {
                "required"
            } else {
                "a setter, since it is optional"
            }
        );
        page.line("body", &with_reason(&spelling::ty(api, &body.ty), &how));
    }
    page.lines("gives", &gives(api, &operation.output));
    if let Some(stream) = &operation.stream {
        let item = typed(api, &stream.item, None);
        page.line(
            "streams",
            &format!("{item}  item by item, as `{}` says", stream.media_type),
        );
    }
    let failures = operation.failures.iter().map(|failure| {
        let ty = failure.ty.as_ref().map(|ty| spelling::ty(api, ty));
        let ty = ty.unwrap_or_else(|| "no declared body".to_owned());
        (status(failure.status), ty)
    });
    page.table("errors", &failures.collect::<Vec<_>>());
    if operation.failures.is_empty() {
        page.line("errors", "none declared: the body comes as it is");
    }
    page.line("pages", &pages(api, operation));
    page.line("repeats", repeats(operation));
    page.line("credentials", &credentials(operation));
    let path = format!("src/api/{}/{}.rs", group.module, operation.name);
    let start = ["(", "<"].map(|end| format!("pub fn {}{end}", raw(&operation.name)));
    let code = Code::item(context, path, &start);
    page.finish(context, &operation.pointer, &code)
}

/// How the operation came to its name and its group.
fn names(group: &Group, operation: &Operation, said: Option<&Value>) -> Vec<String> {
    let text = |key: &str| said.and_then(|said| said.get(key)).and_then(Value::as_str);
    let tag = said.and_then(|said| said.get("tags")?.get(0)?.as_str());
    vec![
        match tag {
            Some(tag) => format!("group `{}`: the first tag, `{tag}`", group.module),
            None => format!(
                "group `{}`: the first segment of the path, for want of a tag",
                group.module
            ),
        },
        match text("operationId") {
            Some(id) => {
                let name = &operation.name;
                let is_its_own = module_name(without_controller(id)) == *name;
                let rules = if is_its_own {
                    "in snake case"
                } else {
                    "by `[naming]` or `[operations]` in sdk.toml, or to tell it apart"
                };
                format!("name `{name}`: the operationId `{id}`, {rules}")
            }
            None => format!(
                "name `{}`: method and path, for want of an operationId",
                operation.name
            ),
        },
    ]
}

/// Those of the operation, then those of its path.
fn declared_parameters<'a>(context: &Context<'a>, pointer: &str) -> Vec<&'a Value> {
    let path = pointer.rsplit_once('/').map(|(path, _)| path);
    let items = [Some(pointer), path].into_iter().flatten();
    items
        .filter_map(|place| context.said(place)?.get("parameters")?.as_array())
        .flatten()
        .map(|parameter| context.behind(parameter))
        .collect()
}

fn argument(api: &Api, parameter: &Parameter, declared: &[&Value]) -> (String, String) {
    let is_it = |one: &&&Value| {
        one.get("name")
            .is_some_and(|name| *name == parameter.wire_name)
    };
    let declared = declared.iter().find(is_it);
    let schema = declared.map(|declared| declared.get("schema").unwrap_or(declared));
    let role = if parameter.required {
        "argument, since it is required"
    } else {
        "setter, since it is optional"
    };
    let (location, style) = (lower(parameter.location), lower(parameter.style));
    let exploded = if parameter.explode { ", exploded" } else { "" };
    let sent = format!("{location} `{}`, {style}{exploded}", parameter.wire_name);
    let reasons = [sent, role.to_owned(), why(api, &parameter.ty, schema)];
    let reasons: Vec<String> = reasons
        .into_iter()
        .filter(|reason| !reason.is_empty())
        .collect();
    (
        format!("{}: {}", parameter.name, spelling::ty(api, &parameter.ty)),
        reasons.join("; "),
    )
}

/// A word of the specification, as it is written there.
fn lower(word: impl std::fmt::Debug) -> String {
    let word = format!("{word:?}");
    let (first, rest) = word.split_at(1);
    format!("{}{rest}", first.to_lowercase())
}

fn encoding(encoding: &BodyEncoding) -> String {
    match encoding {
        BodyEncoding::Json(media_type)
        | BodyEncoding::Text(media_type)
        | BodyEncoding::Bytes(media_type) => format!("`{media_type}`"),
        BodyEncoding::Form => "`application/x-www-form-urlencoded`".to_owned(),
        BodyEncoding::Multipart => "`multipart/form-data`".to_owned(),
    }
}

fn gives(api: &Api, output: &Output) -> Vec<String> {
    let content = |content: &Content| {
        with_reason(
            &spelling::ty(api, &content.ty),
            &format!("`{}`", content.media_type),
        )
    };
    match output {
        Output::Nothing => vec!["nothing: no success status has content".to_owned()],
        Output::Always(one) => vec![content(one)],
        Output::Maybe(one) => vec![format!(
            "{}, or nothing: some success statuses have no content",
            content(one)
        )],
        Output::ByStatus { name, variants } => {
            std::iter::once(format!("{name}: success statuses differ"))
                .chain(variants.iter().map(|variant| {
                    let holds = variant.content.as_ref().map(content);
                    format!(
                        "  {} on {}: {}",
                        variant.name,
                        status(variant.status),
                        holds.unwrap_or_else(|| "nothing".to_owned())
                    )
                }))
                .collect()
        }
    }
}

fn status(status: StatusSpec) -> String {
    match status {
        StatusSpec::Code(code) => code.to_string(),
        StatusSpec::Range(digit) => format!("{digit}XX"),
        StatusSpec::Default => "any other".to_owned(),
    }
}

fn pages(api: &Api, operation: &Operation) -> String {
    let Some(pagination) = &operation.pagination else {
        return "no: no `[pagination]` of sdk.toml fits its parameters and its response".to_owned();
    };
    let way = |steps: &[crate::api::Step]| {
        let fields: Vec<&str> = steps.iter().map(|step| step.field.as_str()).collect();
        fields.join(".")
    };
    format!(
        "items of {} in `{}`; `{}` goes into the parameter `{}`, as sdk.toml says under `[pagination]`",
        spelling::ty(api, &pagination.item),
        way(&pagination.items),
        way(&pagination.next),
        pagination.cursor
    )
}

fn repeats(operation: &Operation) -> &'static str {
    let by_method = !matches!(
        operation.method,
        HttpMethod::Post | HttpMethod::Patch | HttpMethod::Other(_)
    );
    match (operation.repeat, by_method) {
        (Repeat::Safe, true) => {
            "after failures, since the method is idempotent (RFC 9110, section 9.2.2)"
        }
        (Repeat::Safe, false) => "after failures, since sdk.toml says that it is safe",
        (Repeat::Never, false) => {
            "only what can't have reached the server: the method is not idempotent"
        }
        (Repeat::Never, true) => "only what can't have reached the server, as sdk.toml says",
    }
}

fn credentials(operation: &Operation) -> String {
    if operation.security.is_empty() {
        return "none".to_owned();
    }
    let choices = operation.security.iter().map(|all| match all.as_slice() {
        [] => "none".to_owned(),
        some => some.join(" and "),
    });
    choices.collect::<Vec<_>>().join(", or ")
}

fn raw(name: &str) -> String {
    crate::emit::names::identifier(name)
}
