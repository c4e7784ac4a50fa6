//! Parameters and bodies: arguments of methods, and setters of calls.

use super::matching::{Criterion, Matched, matched};
use super::pairs::{Method, Pairs};
use super::shapes::say_the_same;
use super::{At, Comparing, Kind, Node, spelling};
use crate::api::{
    Api, Body, BodyEncoding, Operation, Parameter, ParameterLocation, ParameterStyle, Part,
    PartEncoding, Type,
};
use crate::template::expressions;

impl Comparing<'_> {
    /// The parameters of an operation.
    pub(super) fn parameters(&mut self, old: Method<'_>, new: Method<'_>) {
        let item = spelling::operation(new.group, new.operation);
        let Matched {
            both,
            removed,
            added,
        } = matched_parameters(&self.pairs, old.operation, new.operation);
        for parameter in removed {
            let at = At::old(node(old.operation, parameter));
            let sentence = format!("the {} was removed", shown(parameter));
            self.report(Kind::ParameterRemoved, &item, at, sentence);
        }
        for parameter in added {
            let at = At::new(node(new.operation, parameter));
            let (kind, sentence) = match parameter.required {
                true => (Kind::RequiredParameterAdded, "is new and required"),
                false => (Kind::ParameterAdded, "is new"),
            };
            let sentence = format!("the {} {sentence}", shown(parameter));
            self.report(kind, &item, at, sentence);
        }
        for (before, after) in &both {
            let at = At::both(node(old.operation, before), node(new.operation, after));
            self.parameter(before, after, &item, &at);
        }
        self.order(old.operation, new.operation, &both, &item);
    }

    fn parameter(&mut self, old: &Parameter, new: &Parameter, item: &str, at: &At) {
        let mut report = |kind, sentence: String| {
            let sentence = format!("the {} {sentence}", shown(new));
            self.report(kind, item, at.clone(), sentence);
        };
        if old.name != new.name {
            let kind = match old.required && new.required {
                true => Kind::ArgumentRenamed,
                false => Kind::ParameterRenamed,
            };
            report(kind, format!("was renamed from `{}`", old.name));
        }
        match (old.required, new.required) {
            (false, true) => report(Kind::ParameterTurnedRequired, "is now required".to_owned()),
            (true, false) => report(Kind::ParameterTurnedOptional, "is now optional".to_owned()),
            _ => {}
        }
        match (old.docs.deprecated, new.docs.deprecated) {
            (false, true) => report(Kind::ParameterDeprecated, "is deprecated".to_owned()),
            (true, false) => {
                let sentence = "is no longer deprecated".to_owned();
                report(Kind::ParameterUndeprecated, sentence);
            }
            _ => {}
        }
        if encoding(old) != encoding(new) {
            let sentence = format!("is sent as {} instead of {}", sent(new), sent(old));
            report(Kind::ParameterEncodingChanged, sentence);
        }
        let (taken, takes) = (taken(self.old, &old.ty), taken(self.new, &new.ty));
        if !self.same(taken, takes) {
            let sentence = format!(
                "the {} changed {}",
                shown(new),
                self.change_of(taken, takes)
            );
            self.report(Kind::ParameterTypeChanged, item, at.clone(), sentence);
        }
    }

    /// Arguments that are in both stand in the order of the old ones.
    fn order(
        &mut self,
        old: &Operation,
        new: &Operation,
        pairs: &[(&Parameter, &Parameter)],
        item: &str,
    ) {
        let mut positions: Vec<(usize, usize)> = pairs
            .iter()
            .filter(|(before, after)| before.required && after.required)
            .filter_map(|(before, after)| Some((position(old, before)?, position(new, after)?)))
            .collect();
        positions.sort_unstable();
        if !positions.is_sorted_by_key(|(_, after)| *after) {
            let arguments: Vec<String> = required(new)
                .map(|parameter| format!("`{}`", parameter.name))
                .collect();
            let sentence = format!(
                "the arguments are now {}, in this order",
                arguments.join(", ")
            );
            let node = |operation| Node::from(operation).below("parameters");
            let at = At::both(node(old), node(new));
            self.report(Kind::ArgumentsReordered, item, at, sentence);
        }
    }

    /// The request body of an operation.
    pub(super) fn body(&mut self, old: Method<'_>, new: Method<'_>) {
        let item = spelling::operation(new.group, new.operation);
        let node = |method: Method<'_>| Node::from(method.operation).below("requestBody");
        let at = At::both(node(old), node(new));
        match (&old.operation.body, &new.operation.body) {
            (None, None) => {}
            (Some(_), None) => {
                self.report(Kind::BodyRemoved, item, at, "the body was removed");
            }
            (None, Some(body)) if body.required => {
                let sentence = "the body is new and required";
                self.report(Kind::RequiredBodyAdded, item, at, sentence);
            }
            (None, Some(_)) => self.report(Kind::BodyAdded, item, at, "the body is new"),
            (Some(old), Some(new)) => self.changed_body(old, new, &item, &at),
        }
    }

    fn changed_body(&mut self, old: &Body, new: &Body, item: &str, at: &At) {
        match (old.required, new.required) {
            (false, true) => {
                let sentence = "the body is now required";
                self.report(Kind::BodyTurnedRequired, item, at.clone(), sentence);
            }
            (true, false) => {
                let sentence = "the body is now optional";
                self.report(Kind::BodyTurnedOptional, item, at.clone(), sentence);
            }
            _ => {}
        }
        if !self.same(&old.ty, &new.ty) {
            let sentence = format!("the body changed {}", self.change_of(&old.ty, &new.ty));
            self.report(Kind::BodyTypeChanged, item, at.clone(), sentence);
        }
        if old.encoding != new.encoding || old.parts != new.parts {
            let sentence = format!(
                "the body is written as {} instead of {}",
                written(new),
                written(old)
            );
            self.report(Kind::BodyEncodingChanged, item, at.clone(), sentence);
        }
    }
}

/// First by place and name on the wire, then by the name in Rust, by the place in the path, by what is said of it.
fn matched_parameters<'p>(
    pairs: &Pairs<'_>,
    old: &'p Operation,
    new: &'p Operation,
) -> Matched<'p, Parameter> {
    let criteria: [Criterion<'_, Parameter>; 4] = [
        &|a, b| a.location == b.location && a.wire_name == b.wire_name,
        &|a, b| a.name == b.name,
        &|a, b| in_path(old, a).is_some() && in_path(old, a) == in_path(new, b),
        &|a, b| {
            a.location == b.location
                && a.required == b.required
                && pairs.same(&a.ty, &b.ty)
                && say_the_same(&a.docs, &b.docs)
        },
    ];
    matched(&old.parameters, &new.parameters, &criteria)
}

/// Which variable of the path it is.
fn in_path(operation: &Operation, parameter: &Parameter) -> Option<usize> {
    if parameter.location != ParameterLocation::Path {
        return None;
    }
    expressions(&operation.path).position(|name| name == parameter.wire_name)
}

fn required(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
}

fn position(operation: &Operation, wanted: &Parameter) -> Option<usize> {
    required(operation).position(|parameter| std::ptr::eq(parameter, wanted))
}

/// What a caller passes: neither `Option` nor `Box` matter.
fn taken<'t>(api: &'t Api, ty: &'t Type) -> &'t Type {
    match ty {
        Type::Optional(inner) | Type::Boxed(inner) => taken(api, inner),
        Type::Named(_) => match api.resolved(ty) {
            Type::Optional(inner) | Type::Boxed(inner) => taken(api, inner),
            _ => ty,
        },
        other => other,
    }
}

fn encoding(parameter: &Parameter) -> impl PartialEq + use<'_> {
    (
        &parameter.wire_name,
        parameter.location,
        parameter.style,
        parameter.explode,
        parameter.allow_reserved,
    )
}

fn sent(parameter: &Parameter) -> String {
    let place = parameter.location.as_str();
    let style = style_in_words(parameter.style, parameter.explode);
    let reserved = if parameter.allow_reserved {
        ", reserved characters allowed"
    } else {
        ""
    };
    format!("`{}` ({place}, {style}{reserved})", parameter.wire_name)
}

/// How a body is written, with those of its parts that are not written in the usual way.
fn written(body: &Body) -> String {
    let media_type = match &body.encoding {
        BodyEncoding::Form => "application/x-www-form-urlencoded",
        BodyEncoding::Multipart => "multipart/form-data",
        BodyEncoding::Json(name) | BodyEncoding::Text(name) | BodyEncoding::Bytes(name) => name,
    };
    let part = |part: &Part| {
        let way = match &part.encoding {
            PartEncoding::MediaType(name) => format!("`{name}`"),
            PartEncoding::Style { style, explode } => style_in_words(*style, *explode),
        };
        format!("`{}`: {way}", part.name)
    };
    let parts: Vec<String> = body.parts.iter().map(part).collect();
    match parts.is_empty() {
        true => format!("`{media_type}`"),
        false => format!("`{media_type}` ({})", parts.join("; ")),
    }
}

fn style_in_words(style: ParameterStyle, explode: bool) -> String {
    let exploded = if explode { ", exploded" } else { "" };
    format!("{}{exploded}", format!("{style:?}").to_lowercase())
}

fn shown(parameter: &Parameter) -> String {
    let kind = if parameter.required {
        "argument"
    } else {
        "setter"
    };
    format!("{kind} `{}`", parameter.name)
}

fn node(operation: &Operation, parameter: &Parameter) -> Node {
    let name = escaped(&parameter.wire_name);
    Node::from(operation).below(&format!("parameters/{name}"))
}

/// A key as a segment of a JSON pointer in a fragment (RFC 6901, sections 3 and 6).
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0")
        .replace('/', "~1")
        .replace('%', "%25")
}
