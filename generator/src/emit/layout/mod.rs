//! Layout of Rust source: tokens become text, as `rustfmt` leaves it.

mod imports;
mod width;

use proc_macro2::TokenStream;

pub(super) use imports::{imports, path_order, version_order};

/// The widest line.
pub(super) const WIDTH: usize = 100;

/// Items, with a blank line between each two.
pub(super) fn items(items: TokenStream) -> String {
    match syn::parse2::<syn::File>(items.clone()) {
        Ok(file) => {
            let each = file.items.into_iter().map(|item| {
                let file = syn::File {
                    shebang: None,
                    frontmatter: None,
                    attrs: Vec::new(),
                    items: vec![item],
                };
                laid_out(&prettyplease::unparse(&file))
            });
            each.collect::<Vec<_>>().join("\n")
        }
        // Only for a fault of the emitter itself, which the compiler then reports on the emitted file.
        Err(_) => format!("{items}\n"),
    }
}

/// Whatever has expressions gets its widths, and an `impl` block a blank line between its methods.
fn laid_out(item: &str) -> String {
    let is_start_of = |line: &str, words: &[&str]| words.iter().any(|word| line.starts_with(word));
    let starts = |words: &[&str]| item.lines().any(|line| is_start_of(line, words));
    if starts(&["impl"]) {
        width::fitted(&apart(item))
    } else if starts(&["static", "pub(crate) static"]) {
        width::fitted(item)
    } else if starts(&["pub struct"]) {
        width::fitted_fields(item)
    } else {
        item.to_owned()
    }
}

fn apart(item: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in item.lines() {
        let is_next = lines.last() == Some(&"    }") && line != "}" && !line.is_empty();
        let is_first_function =
            line.starts_with("    fn ") && lines.last().is_some_and(|last| last.ends_with(';'));
        if is_next || is_first_function {
            lines.push("");
        }
        lines.push(line);
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// A line of documentation behind its marker (`///` or `//!`).
pub(super) fn comment(marker: &str, line: &str) -> String {
    if line.is_empty() {
        format!("{marker}\n")
    } else {
        format!("{marker} {line}\n")
    }
}
