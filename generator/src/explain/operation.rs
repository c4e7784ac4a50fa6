//! The page of an operation.

use serde_json::Value;

use super::page::{Code, Context, Origin, Page};
use super::schema::{operation_file, typed, with_reason};
use super::types::why;
use crate::api::{
    Api, BodyEncoding, Content, ContentEncoding, Group, Operation, Output, Parameter, Repeat,
    StatusSpec,
};
use crate::compare::spelling;
use crate::config::{OperationConfig, PaginationChoice};
use crate::dialect::Node;
use crate::lower::{module_name, without_controller};

pub(super) fn page(context: &Context<'_>, group: &Group, operation: &Operation) -> String {
    let api = context.api;
    let origin = Origin::of_operation(operation);
    let said = context.said(&origin);
    let config = context.config();
    let entry = config.operation(&operation.id, &operation.method, &operation.path);
    let chosen = Chosen {
        key: entry.map(|(key, _)| key).unwrap_or_default(),
        settings: entry.map(|(_, entry)| entry.get_ref()),
    };
    let mut page = Page::new(context, &format!("operation {}", operation.id), &origin);
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
    page.line("", &group_reason(context, group, said.as_ref(), &chosen));
    page.line("", &name_reason(context, operation, said.as_ref(), &chosen));
    let declared = declared_parameters(context, &origin);
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
    page.line("pages", &pages(api, operation, &chosen));
    page.line("repeats", repeats(operation));
    page.line("credentials", &credentials(operation));
    let path = operation_file(&group.module, &operation.name);
    let start = ["(", "<"].map(|end| format!("pub fn {}{end}", raw(&operation.name)));
    let code = Code::item(context, path, &start);
    page.finish(context, &origin, &code)
}

/// What sdk.toml says of the operation.
struct Chosen<'a> {
    key: &'a str,
    settings: Option<&'a OperationConfig>,
}

impl<'a> Chosen<'a> {
    fn get<T>(&self, setting: impl FnOnce(&'a OperationConfig) -> Option<&'a T>) -> Option<&'a T> {
        self.settings.and_then(setting)
    }

    /// Who says so.
    fn by(&self) -> String {
        format!("as `[operations.\"{}\"]` of sdk.toml says", self.key)
    }
}

/// How the operation came to its group.
fn group_reason(
    context: &Context<'_>,
    group: &Group,
    said: Option<&Node<'_>>,
    chosen: &Chosen<'_>,
) -> String {
    let tags = said.and_then(|said| said.get("tags"));
    let tag = tags.and_then(|tags| tags.items().next()?.value.as_str());
    let groups = &context.config().values.groups;
    let is_chosen = chosen.get(|settings| settings.group.as_ref()).is_some();
    let key = tag.unwrap_or(&group.tag);
    let is_renamed = groups
        .get(key)
        .is_some_and(|entry| entry.get_ref().name.is_some());
    let reason = match (is_chosen, is_renamed, tag) {
        (true, ..) => chosen.by(),
        (false, true, _) => format!("as `[groups.\"{key}\"]` of sdk.toml says"),
        (false, false, Some(tag)) => format!("the first tag, `{tag}`"),
        (false, false, None) => "the first segment of the path, for want of a tag".to_owned(),
    };
    format!("group `{}`: {reason}", group.module)
}

/// How the operation came to its name.
fn name_reason(
    context: &Context<'_>,
    operation: &Operation,
    said: Option<&Node<'_>>,
    chosen: &Chosen<'_>,
) -> String {
    let name = &operation.name;
    if chosen.get(|settings| settings.name.as_ref()).is_some() {
        return format!("name `{name}`: {}", chosen.by());
    }
    let Some(id) = said.and_then(|said| said.text("operationId")) else {
        return format!("name `{name}`: method and path, for want of an operationId");
    };
    let short = without_controller(id);
    let renamed = context.config().rename_operation(short);
    let rules = if module_name(&renamed) != *name {
        "with what tells it apart"
    } else if renamed != short {
        "by the rules of `[naming]` in sdk.toml"
    } else {
        "in snake case"
    };
    let class = match short == id {
        true => "",
        false => " without the class before it",
    };
    format!("name `{name}`: the operationId `{id}`{class}, {rules}")
}

/// Those of the operation, then those of its path.
fn declared_parameters<'a>(context: &Context<'a>, origin: &Origin) -> Vec<Node<'a>> {
    let items = [Some(origin.clone()), origin.parent()]
        .into_iter()
        .flatten();
    items
        .filter_map(|origin| context.said(&origin)?.get("parameters"))
        .flat_map(|list| list.items().collect::<Vec<_>>())
        .map(|parameter| context.behind(parameter))
        .collect()
}

fn argument(api: &Api, parameter: &Parameter, declared: &[Node<'_>]) -> (String, String) {
    let is_it = |one: &&Node<'_>| {
        one.text("name") == Some(&parameter.wire_name)
            && one.text("in") == Some(parameter.location.as_str())
    };
    let declared: Option<&Value> = declared.iter().find(is_it).map(|one| one.value);
    let schema = declared.map(|declared| declared.get("schema").unwrap_or(declared));
    let role = if parameter.required {
        "argument, since it is required"
    } else {
        "setter, since it is optional"
    };
    let (location, style) = (parameter.location.as_str(), lower(parameter.style));
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
        let ty = match content.encoding {
            ContentEncoding::Bytes => "bytes::Bytes".to_owned(),
            ContentEncoding::Json | ContentEncoding::Text => spelling::ty(api, &content.ty),
        };
        with_reason(&ty, &format!("`{}`", content.media_type))
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

fn pages(api: &Api, operation: &Operation, chosen: &Chosen<'_>) -> String {
    let Some(pagination) = &operation.pagination else {
        return match chosen.get(|settings| settings.pagination.as_ref()) {
            Some(PaginationChoice::Enabled(false)) => {
                format!("no: `pagination = false`, {}", chosen.by())
            }
            Some(PaginationChoice::Named(name)) => {
                format!(
                    "no: it lacks what `[pagination.{name}]` needs, though it is to page so, {}",
                    chosen.by()
                )
            }
            Some(PaginationChoice::Enabled(true)) | None => {
                "no: no `[pagination]` of sdk.toml fits its parameters and its response".to_owned()
            }
        };
    };
    let items = match spelling::way(&pagination.items) {
        path if path.is_empty() => "the response itself".to_owned(),
        path => format!("`{path}`"),
    };
    format!(
        "items of {} in {items}; {} goes into {}, as sdk.toml says under `[pagination]`",
        spelling::ty(api, &pagination.item),
        spelling::next_page(pagination),
        spelling::cursor(&pagination.cursor)
    )
}

fn repeats(operation: &Operation) -> &'static str {
    match (operation.repeat, operation.method.is_idempotent()) {
        (Repeat::Safe, true) => {
            "after failures, since the method is idempotent (RFC 9110, section 9.2.2)"
        }
        (Repeat::Safe, false) => "after failures, since sdk.toml says that it is safe",
        (Repeat::Never, false) => {
            "only what can't have reached the server, or has an `Idempotency-Key`: the method is not idempotent"
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
