//! Layout of Rust source: tokens become text, as `rustfmt` leaves it.

mod imports;
mod join;
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

/// What `prettyplease` printed, as `rustfmt` leaves it.
fn laid_out(item: &str) -> String {
    let has_line = |starts: &[&str]| {
        item.lines()
            .any(|line| starts.iter().any(|start| line.starts_with(start)))
    };
    let mut lines = join::joined(item);
    if has_line(&["impl", "static", "pub(crate) static"]) {
        lines = width::fitted(&lines);
    }
    if has_line(&["impl"]) {
        lines = apart(lines);
    }
    lines
        .iter()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// With a blank line between each two methods.
fn apart(lines: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        let is_next =
            out.last().is_some_and(|last| last == "    }") && line != "}" && !line.is_empty();
        let is_first_function =
            line.starts_with("    fn ") && out.last().is_some_and(|last| last.ends_with(';'));
        if is_next || is_first_function {
            out.push(String::new());
        }
        out.push(line);
    }
    out
}

/// A line of documentation behind its marker (`///` or `//!`).
pub(super) fn comment(marker: &str, line: &str) -> String {
    if line.is_empty() {
        format!("{marker}\n")
    } else {
        format!("{marker} {line}\n")
    }
}
