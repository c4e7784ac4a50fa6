//! Replies: what a call gives, and what an error can hold.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::pairs::Method;
use super::parameters::escaped;
use super::{At, Comparing, Kind, Node, spelling};
use crate::api::{
    Api, Content, ContentEncoding, Failure, Operation, Output, Pagination, StatusSpec, Streamed,
    Success, Type,
};

impl Comparing<'_> {
    /// The replies to an operation.
    pub(super) fn replies(&mut self, old: Method<'_>, new: Method<'_>) {
        let item = spelling::operation(new.group, new.operation);
        let (old, new) = (old.operation, new.operation);
        self.output(old, new, &item);
        self.failures(old, new, &item);
        self.stream(old, new, &item);
        self.pagination(old, new, &item);
    }

    fn output(&mut self, old: &Operation, new: &Operation, item: &str) {
        let at = responses(old, new);
        if let (
            Output::ByStatus {
                name: old_name,
                variants: before,
            },
            Output::ByStatus { name, variants },
        ) = (&old.output, &new.output)
            && old_name == name
        {
            self.statuses((old, before), (new, variants), item);
            return;
        }
        let (before, after) = (Given::by(&old.output), Given::by(&new.output));
        if !self.same_given(&before, &after) {
            let (before, after) = (before.shown(self.old), after.shown(self.new));
            let sentence = format!("the output changed from {before} to {after}");
            self.report(Kind::OutputChanged, item, at, sentence);
        } else if let (Some(before), Some(after)) = (asked_for(&old.output), asked_for(&new.output))
        {
            self.media_type(before, after, item, at);
        }
    }

    /// Whether a caller gets the same.
    fn same_given(&self, old: &Given<'_>, new: &Given<'_>) -> bool {
        match (old, new) {
            (Given::Of(old), Given::Of(new)) => self.same(old, new),
            (Given::Bytes { is_optional: old }, Given::Bytes { is_optional: new }) => old == new,
            _ => false,
        }
    }

    fn media_type(&mut self, old: &Content, new: &Content, item: &str, at: At) {
        let (before, after) = (&old.media_type, &new.media_type);
        if before != after {
            let sentence = format!("the reply is `{after}` instead of `{before}`");
            self.report(Kind::MediaTypeChanged, item, at, sentence);
        }
    }

    /// The variants of an output by status.
    fn statuses(
        &mut self,
        (old, before): (&Operation, &[Success]),
        (new, after): (&Operation, &[Success]),
        item: &str,
    ) {
        for success in before {
            let place = status_node(old, success.status);
            match after.iter().find(|other| other.name == success.name) {
                None => {
                    let sentence = format!("the output `{}` was removed", success.name);
                    self.report(Kind::StatusRemoved, item, At::old(place), sentence);
                }
                Some(other) => {
                    let at = At::both(place, status_node(new, other.status));
                    self.status(success, other, item, at);
                }
            }
        }
        let is_new = |success: &&Success| before.iter().all(|old| old.name != success.name);
        for success in after.iter().filter(is_new) {
            let sentence = format!("the output `{}` is new", success.name);
            let at = At::new(status_node(new, success.status));
            self.report(Kind::StatusAdded, item, at, sentence);
        }
    }

    fn status(&mut self, old: &Success, new: &Success, item: &str, at: At) {
        let before = old.content.as_ref().map(Given::content);
        let after = new.content.as_ref().map(Given::content);
        let is_same = match (&before, &after) {
            (Some(before), Some(after)) => self.same_given(before, after),
            (before, after) => before.is_none() && after.is_none(),
        };
        if !is_same {
            let shown = |given: Option<Given<'_>>, api| {
                given.map_or("nothing".to_owned(), |given| given.shown(api))
            };
            let sentence = format!(
                "the output `{}` changed from {} to {}",
                new.name,
                shown(before, self.old),
                shown(after, self.new)
            );
            self.report(Kind::StatusContentChanged, item, at, sentence);
        } else if let (Some(before), Some(after)) = (&old.content, &new.content) {
            self.media_type(before, after, item, at);
        }
    }

    /// What `Error::body` gives of each status of which either document names a body, found as the runtime finds it.
    fn failures(&mut self, old: &Operation, new: &Operation, item: &str) {
        let typed = |failure: &&Failure| failure.ty.is_some();
        let named = old.failures.iter().chain(&new.failures).filter(typed);
        let named: BTreeSet<StatusSpec> = named.map(|failure| failure.status).collect();
        for status in named {
            match (failure(old, status), failure(new, status)) {
                (None, None) => {}
                (Some((place, _)), None) => {
                    let at = At::both(place, status_node(new, status));
                    let sentence = format!("the body of the failure `{status}` was removed");
                    self.report(Kind::FailureRemoved, item, at, sentence);
                }
                (None, Some((place, _))) => {
                    let sentence = format!("the body of the failure `{status}` is new");
                    self.report(Kind::FailureAdded, item, At::new(place), sentence);
                }
                (Some((old, before)), Some((new, after))) => {
                    if !self.same(before, after) {
                        let change = self.change_of(before, after);
                        let sentence =
                            format!("the body of the failure `{status}` changed {change}");
                        self.report(Kind::FailureTypeChanged, item, At::both(old, new), sentence);
                    }
                }
            }
        }
    }

    fn stream(&mut self, old: &Operation, new: &Operation, item: &str) {
        let at = responses(old, new);
        match (&old.stream, &new.stream) {
            (None, None) => {}
            (None, Some(_)) => {
                let sentence = "the reply can be read item by item";
                self.report(Kind::StreamAdded, item, at, sentence);
            }
            (Some(_), None) => {
                let sentence = "the reply can no longer be read item by item";
                self.report(Kind::StreamRemoved, item, at, sentence);
            }
            (Some(before), Some(after)) if !self.same(&before.item, &after.item) => {
                let change = self.change_of(&before.item, &after.item);
                let sentence = format!("an item of the stream changed {change}");
                self.report(Kind::StreamItemChanged, item, at, sentence);
            }
            (Some(before), Some(after)) => {
                let framing = |stream: &Streamed| (stream.framing, stream.media_type.clone());
                if framing(before) != framing(after) {
                    let sentence = format!(
                        "the stream comes as `{}` instead of `{}`",
                        after.media_type, before.media_type
                    );
                    self.report(Kind::StreamFramingChanged, item, at, sentence);
                }
            }
        }
    }

    /// The type of an item follows from the output's: it is told here only where another field leads to the items.
    fn pagination(&mut self, old: &Operation, new: &Operation, item: &str) {
        let at = At::both(old, new);
        match (&old.pagination, &new.pagination) {
            (None, None) => {}
            (None, Some(_)) => self.report(Kind::PaginationAdded, item, at, "the call now pages"),
            (Some(_), None) => {
                self.report(
                    Kind::PaginationRemoved,
                    item,
                    at,
                    "the call no longer pages",
                );
            }
            (Some(before), Some(after)) => {
                let is_elsewhere = spelling::way(&before.items) != spelling::way(&after.items);
                if is_elsewhere && !self.same(&before.item, &after.item) {
                    let change = self.change_of(&before.item, &after.item);
                    let sentence = format!("an item of a page changed {change}");
                    self.report(Kind::PaginationItemChanged, item, at, sentence);
                    return;
                }
                let (before, after) = (next_page(before), next_page(after));
                if before != after {
                    let sentence = format!("the next page is found by {after} instead of {before}");
                    self.report(Kind::PaginationChanged, item, at, sentence);
                }
            }
        }
    }
}

/// What a caller gets of a reply.
enum Given<'a> {
    /// A value of a type.
    Of(Cow<'a, Type>),
    /// `bytes::Bytes`, for which the model has no type.
    Bytes { is_optional: bool },
    /// One of an enumeration by this name.
    ByStatus(&'a str),
}

impl<'a> Given<'a> {
    fn by(output: &'a Output) -> Self {
        match output {
            Output::Nothing => Self::Of(Cow::Owned(Type::Null)),
            Output::Always(content) => Self::content(content),
            Output::Maybe(content) => match Self::content(content) {
                Self::Of(ty) => Self::Of(Cow::Owned(Type::Optional(Box::new(ty.into_owned())))),
                _ => Self::Bytes { is_optional: true },
            },
            Output::ByStatus { name, .. } => Self::ByStatus(name),
        }
    }

    fn content(content: &'a Content) -> Self {
        match content.encoding {
            ContentEncoding::Json => Self::Of(Cow::Borrowed(&content.ty)),
            ContentEncoding::Text => Self::Of(Cow::Owned(Type::Text)),
            ContentEncoding::Bytes => Self::Bytes { is_optional: false },
        }
    }

    fn shown(&self, api: &Api) -> String {
        match self {
            Self::Of(ty) => format!("`{}`", spelling::ty(api, ty)),
            Self::Bytes { is_optional: false } => "`bytes::Bytes`".to_owned(),
            Self::Bytes { is_optional: true } => "`Option<bytes::Bytes>`".to_owned(),
            Self::ByStatus(name) => format!("the enumeration `{name}`"),
        }
    }
}

/// What is asked for where there is one success.
fn asked_for(output: &Output) -> Option<&Content> {
    match output {
        Output::Always(content) | Output::Maybe(content) => Some(content),
        Output::Nothing | Output::ByStatus { .. } => None,
    }
}

/// What `Error::body` gives of a status: the place and the type of the declared body that is most specific.
fn failure(operation: &Operation, status: StatusSpec) -> Option<(Node, &Type)> {
    let includes = |declared: StatusSpec| match (declared, status) {
        (StatusSpec::Range(class), StatusSpec::Code(code)) => code / 100 == class,
        (StatusSpec::Default, _) => true,
        (declared, status) => declared == status,
    };
    let failures = operation.failures.iter();
    let typed = failures.filter_map(|failure| Some((failure.status, failure.ty.as_ref()?)));
    let (found, ty) = typed
        .filter(|(declared, _)| includes(*declared))
        .min_by_key(|(declared, _)| *declared)?;
    Some((status_node(operation, found), ty))
}

fn next_page(pagination: &Pagination) -> String {
    let items = match spelling::way(&pagination.items) {
        path if path.is_empty() => "items are the response".to_owned(),
        path => format!("items in `{path}`"),
    };
    let cursor = spelling::cursor(&pagination.cursor);
    format!(
        "{cursor} from {} ({items})",
        spelling::next_page(pagination)
    )
}

fn responses(old: &Operation, new: &Operation) -> At {
    let node = |operation| Node::from(operation).below("responses");
    At::both(node(old), node(new))
}

fn status_node(operation: &Operation, status: StatusSpec) -> Node {
    let key = status.to_string();
    Node::from(operation).below(&format!("responses/{}", escaped(&key)))
}
