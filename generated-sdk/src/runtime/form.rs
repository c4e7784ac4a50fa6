// @generated from the API document. Do not edit: the next run writes this file anew.

//! Bodies of `application/x-www-form-urlencoded`.

use super::call::Call;
use super::operation::Operation;
use super::parameters::{Style, in_query};
use super::wire::{Encode, View, each_member, to_json_body};

#[allow(dead_code, reason = "not every API has forms")]
impl<O: Operation> Call<'_, O> {
    /// Says how a member of the form that follows is written (OpenAPI 3.0, 4.7.15), or a list of a multipart body.
    pub(crate) fn member_style(mut self, name: &'static str, style: Style, explode: bool) -> Self {
        self.request.member_styles.push((name, style, explode));
        self
    }

    /// Sends the members of an object as a form (OpenAPI 3.0, 4.7.14.3). Unless they have a style of their own, lists
    /// repeat the name, and members of members stand in brackets.
    pub(crate) fn form_body(mut self, body: &dyn Encode) -> Self {
        // Forms are short: to write one as JSON first costs less than a second way to look for streams in it.
        match to_json_body(body) {
            Ok(_) => {
                let content = urlencoded(body, &self.request.member_styles);
                self.request
                    .body("application/x-www-form-urlencoded", content);
            }
            Err(problem) => self.request.refuse(problem.to_owned()),
        }
        self
    }
}

fn urlencoded(body: &dyn Encode, styles: &[(&'static str, Style, bool)]) -> String {
    let mut pairs = Vec::new();
    each_member(body.view(), &mut |key, view| {
        let chosen = styles.iter().find(|(name, _, _)| *name == key);
        let (style, explode) = match (chosen, view) {
            (Some((_, style, explode)), _) => (*style, *explode),
            (None, View::Object(_) | View::Map(_)) => (Style::DeepObject, true),
            (None, _) => (Style::Form, true),
        };
        pairs.extend(in_query(key, style, explode, view));
    });
    pairs.join("&")
}
