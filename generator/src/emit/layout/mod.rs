//! Layout of Rust source: tokens become text, as `rustfmt` leaves it.

mod chains;
mod declaration;
mod imports;
mod join;
mod width;

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

pub(super) use declaration::{Declaration, Kind, Member};
pub(super) use imports::{imports, module_order, path_order, version_order};

/// The widest line.
pub(super) const WIDTH: usize = 100;

/// The text of items, with a blank line between each two; and the items again.
pub(super) fn items(items: Vec<syn::Item>) -> (String, Vec<syn::Item>) {
    let mut file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: Vec::new(),
    };
    let mut texts = Vec::with_capacity(items.len());
    let mut done = Vec::with_capacity(items.len());
    for item in items {
        file.items.push(item);
        texts.push(laid_out(&prettyplease::unparse(&file)));
        done.append(&mut file.items);
    }
    (texts.join("\n"), done)
}

/// How many columns a text takes, as `rustfmt` counts them: none for an accent of its own, two for an ideograph.
fn columns(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.width(),
    }
}

/// What stands between the lines of documentation that share an attribute: no text of a document holds it.
pub(super) const LINE_BREAK: &str = "\u{1}";

/// What `prettyplease` printed, as `rustfmt` leaves it.
fn laid_out(item: &str) -> String {
    let has_line = |starts: &[&str]| {
        item.lines()
            .any(|line| starts.iter().any(|start| line.starts_with(start)))
    };
    let mut lines = join::joined(item);
    if has_line(&["impl", "static", "pub(crate) static"]) {
        lines = width::fitted(lines);
    }
    if has_line(&["impl"]) {
        lines = apart(lines);
    }
    let mut text = String::with_capacity(item.len());
    for line in &lines {
        add_line(&mut text, line);
    }
    text
}

/// Adds a line of code, or what documentation shares an attribute, each line of it in one of its own.
fn add_line(text: &mut String, line: &str) {
    let code = line.trim_start();
    match code.strip_prefix("///") {
        Some(documentation) => {
            let indentation = &line[..line.len() - code.len()];
            let documentation = documentation.strip_prefix(' ').unwrap_or(documentation);
            for line in documentation.split(LINE_BREAK) {
                add_comment(text, indentation, "///", line.trim_end());
            }
        }
        None => {
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
}

/// With a blank line between each two methods.
fn apart(lines: Vec<Cow<'_, str>>) -> Vec<Cow<'_, str>> {
    let mut out: Vec<Cow<'_, str>> = Vec::with_capacity(lines.len());
    for line in lines {
        let is_next =
            out.last().is_some_and(|last| last == "    }") && line != "}" && !line.is_empty();
        let is_first_function =
            line.starts_with("    fn ") && out.last().is_some_and(|last| last.ends_with(';'));
        if is_next || is_first_function {
            out.push(Cow::Borrowed(""));
        }
        out.push(line);
    }
    out
}

/// A line of documentation behind its marker (`///` or `//!`).
pub(super) fn comment(marker: &str, line: &str) -> String {
    let mut text = String::with_capacity(marker.len() + line.len() + 2);
    add_comment(&mut text, "", marker, line);
    text
}

fn add_comment(text: &mut String, indentation: &str, marker: &str, line: &str) {
    text.push_str(indentation);
    text.push_str(marker);
    if !line.is_empty() {
        text.push(' ');
        text.push_str(line);
    }
    text.push('\n');
}
