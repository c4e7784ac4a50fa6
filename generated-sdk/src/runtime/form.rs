// @generated from the API document. Do not edit: the next run writes this file anew.

//! Bodies of `application/x-www-form-urlencoded`.

use super::call::Call;
use super::operation::Operation;
use super::parameters::{Style, each_member, in_query};
use super::wire::{Encode, View};

impl<O: Operation> Call<'_, O> {
    /// Sends the members of an object as a form (OpenAPI 3.0, 4.7.14.3): lists repeat the name, and members of
    /// members stand in brackets.
    #[allow(dead_code, reason = "not every API has forms")]
    pub(crate) fn form(mut self, body: &dyn Encode) -> Self {
        self.request
            .body("application/x-www-form-urlencoded", urlencoded(body));
        self
    }
}

fn urlencoded(body: &dyn Encode) -> String {
    let mut pairs = Vec::new();
    each_member(body.view(), &mut |key, view| {
        let style = match view {
            View::Object(_) | View::Map(_) => Style::DeepObject,
            _ => Style::Form,
        };
        pairs.extend(in_query(key, style, true, view));
    });
    pairs.join("&")
}
