//! Replies: what a call gives, and what an error can hold.

use super::pairs::Method;
use super::parameters::escaped;
use super::{At, Comparing, Kind, spelling};
use crate::api::{
    Content, ContentEncoding, Failure, Operation, Output, StatusSpec, Streamed, Success, Type,
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
        match (&old.output, &new.output) {
            (Output::Nothing, Output::Nothing) => {}
            (Output::Always(before), Output::Always(after))
            | (Output::Maybe(before), Output::Maybe(after)) => {
                let (held, holds) = (&held(before), &held(after));
                if !self.same(held, holds) {
                    let sentence = format!("the output changed {}", self.change_of(held, holds));
                    self.report(Kind::OutputChanged, item, at, sentence);
                } else if before.media_type != after.media_type {
                    self.media_type(before, after, item, at);
                }
            }
            (
                Output::ByStatus {
                    name: old_name,
                    variants: before,
                },
                Output::ByStatus { name, variants },
            ) if old_name == name => {
                self.statuses((old, before), (new, variants), item);
            }
            (before, after) => {
                let sentence = format!(
                    "the output changed from {} to {}",
                    self::output(self.old, before),
                    self::output(self.new, after)
                );
                self.report(Kind::OutputChanged, item, at, sentence);
            }
        }
    }

    fn media_type(&mut self, old: &Content, new: &Content, item: &str, at: At) {
        let (before, after) = (&old.media_type, &new.media_type);
        let sentence = format!("the reply is `{after}` instead of `{before}`");
        self.report(Kind::MediaTypeChanged, item, at, sentence);
    }

    /// The variants of an output by status.
    fn statuses(
        &mut self,
        (old, before): (&Operation, &[Success]),
        (new, after): (&Operation, &[Success]),
        item: &str,
    ) {
        for success in before {
            let place = status_pointer(old, success.status);
            match after.iter().find(|other| other.name == success.name) {
                None => {
                    let sentence = format!("the output `{}` was removed", success.name);
                    self.report(Kind::StatusRemoved, item, At::old(place), sentence);
                }
                Some(other) => {
                    let at = At::both(place, status_pointer(new, other.status));
                    self.status(success, other, item, at);
                }
            }
        }
        let is_new = |success: &&Success| before.iter().all(|old| old.name != success.name);
        for success in after.iter().filter(is_new) {
            let sentence = format!("the output `{}` is new", success.name);
            let at = At::new(status_pointer(new, success.status));
            self.report(Kind::StatusAdded, item, at, sentence);
        }
    }

    fn status(&mut self, old: &Success, new: &Success, item: &str, at: At) {
        let (before, after) = (&old.content, &new.content);
        match (before, after) {
            (None, None) => {}
            (Some(before), Some(after)) if self.same(&held(before), &held(after)) => {
                if before.media_type != after.media_type {
                    self.media_type(before, after, item, at);
                }
            }
            _ => {
                let sentence = format!(
                    "the output `{}` changed from {} to {}",
                    new.name,
                    content(self.old, before.as_ref()),
                    content(self.new, after.as_ref())
                );
                self.report(Kind::StatusContentChanged, item, at, sentence);
            }
        }
    }

    fn failures(&mut self, old: &Operation, new: &Operation, item: &str) {
        let typed = |operation: &'_ Operation, status| {
            let same = |failure: &&Failure| failure.status == status;
            operation
                .failures
                .iter()
                .find(same)
                .and_then(|failure| failure.ty.clone())
        };
        for Failure { status, ty, .. } in &old.failures {
            let Some(before) = ty else { continue };
            let (place, words) = (status_pointer(old, *status), status_words(*status));
            let at = At::both(place, status_pointer(new, *status));
            match typed(new, *status) {
                None => {
                    let sentence = format!("the body of the failure {words} was removed");
                    self.report(Kind::FailureRemoved, item, at, sentence);
                }
                Some(after) if !self.same(before, &after) => {
                    let change = self.change_of(before, &after);
                    let sentence = format!("the body of the failure {words} changed {change}");
                    self.report(Kind::FailureTypeChanged, item, at, sentence);
                }
                Some(_) => {}
            }
        }
        for Failure { status, ty, .. } in &new.failures {
            if ty.is_some() && typed(old, *status).is_none() {
                let sentence = format!("the body of the failure {} is new", status_words(*status));
                let at = At::new(status_pointer(new, *status));
                self.report(Kind::FailureAdded, item, at, sentence);
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
                    let sentence = format!("the stream comes as `{}`", after.media_type);
                    self.report(Kind::StreamFramingChanged, item, at, sentence);
                }
            }
        }
    }

    /// The type of an item follows from the output's: it is told here only where another field leads to the items.
    fn pagination(&mut self, old: &Operation, new: &Operation, item: &str) {
        let at = At::both(&old.pointer, &new.pointer);
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
                let fields = |steps: &[crate::api::Step]| -> Vec<String> {
                    steps.iter().map(|step| step.field.clone()).collect()
                };
                let is_elsewhere = fields(&before.items) != fields(&after.items);
                if is_elsewhere && !self.same(&before.item, &after.item) {
                    let change = self.change_of(&before.item, &after.item);
                    let sentence = format!("an item of a page changed {change}");
                    self.report(Kind::PaginationItemChanged, item, at, sentence);
                } else if before.cursor != after.cursor
                    || fields(&before.next) != fields(&after.next)
                    || is_elsewhere
                {
                    let sentence = "the next page is found in another way";
                    self.report(Kind::PaginationChanged, item, at, sentence);
                }
            }
        }
    }
}

/// The type that the content has in Rust.
fn held(content: &Content) -> Type {
    match content.encoding {
        ContentEncoding::Json => content.ty.clone(),
        ContentEncoding::Text => Type::Text,
        ContentEncoding::Bytes => Type::File,
    }
}

fn content(api: &crate::api::Api, content: Option<&Content>) -> String {
    content.map_or("nothing".to_owned(), |content| {
        format!("`{}`", spelling::ty(api, &held(content)))
    })
}

fn output(api: &crate::api::Api, output: &Output) -> String {
    match output {
        Output::Nothing => "nothing".to_owned(),
        Output::Always(of) => content(api, Some(of)),
        Output::Maybe(of) => format!("`Option<{}>`", spelling::ty(api, &held(of))),
        Output::ByStatus { name, .. } => format!("the enumeration `{name}`"),
    }
}

fn responses(old: &Operation, new: &Operation) -> At {
    let pointer = |operation: &Operation| format!("{}/responses", operation.pointer);
    At::both(pointer(old), pointer(new))
}

fn status_pointer(operation: &Operation, status: StatusSpec) -> String {
    let key = match status {
        StatusSpec::Code(code) => code.to_string(),
        StatusSpec::Range(class) => format!("{class}XX"),
        StatusSpec::Default => "default".to_owned(),
    };
    format!("{}/responses/{}", operation.pointer, escaped(&key))
}

fn status_words(status: StatusSpec) -> String {
    match status {
        StatusSpec::Code(code) => code.to_string(),
        StatusSpec::Range(class) => format!("{class}xx"),
        StatusSpec::Default => "of any other status".to_owned(),
    }
}
