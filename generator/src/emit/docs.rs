//! Documentation of items: the document's Markdown, made fit for rustdoc.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::layout::LINE_BREAK;
use super::markdown;
use crate::api::Docs;

/// The lines that document an item: summary, description, whether it is deprecated; `fallback` where the document
/// says nothing.
pub(super) fn lines(docs: &Docs, fallback: impl FnOnce() -> String) -> Vec<String> {
    let mut paragraphs = Vec::new();
    if let Some(summary) = docs
        .summary
        .as_deref()
        .filter(|text| !text.trim().is_empty())
    {
        paragraphs.push(summary.trim());
    }
    if let Some(description) = docs.description.as_deref() {
        let description = description.trim();
        if !description.is_empty() && paragraphs.first() != Some(&description) {
            paragraphs.push(description);
        }
    }
    let mut lines = markdown::lines(&paragraphs.join("\n\n"));
    if lines.is_empty() {
        lines = vec![fallback()];
    }
    if let Some(bounds) = &docs.bounds {
        lines.push(String::new());
        lines.extend(markdown::lines(bounds));
    }
    if docs.deprecated {
        lines.extend([String::new(), "**Deprecated** by the API.".to_owned()]);
    }
    lines
}

/// Adds paragraphs behind a blank line.
pub(super) fn add(lines: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    let mut more = more.into_iter().peekable();
    if more.peek().is_some() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(more);
    }
}

/// Lines as an attribute of the item that follows. It is a single one however many there are, since tokens are dear;
/// `layout` puts each line into one of its own.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    let text = format!(" {}", lines.join(LINE_BREAK));
    match raw(&text) {
        Some(literal) => quote! { #[doc = #literal] },
        None => quote! { #[doc = #text] },
    }
}

/// A text as a literal without escapes, which is made and read back in a fraction of the time; `None` for the few that
/// can't stand in one.
fn raw(text: &str) -> Option<Literal> {
    const END: &str = "\"###";
    let is_possible = !text.contains(END) && !text.contains('\r');
    is_possible.then(|| format!("r###\"{text}{END}").parse().ok())?
}

/// Text that the emitter wrote itself, as attributes.
pub(super) fn attribute(text: &str) -> TokenStream {
    attributes(&[text.to_owned()])
}
