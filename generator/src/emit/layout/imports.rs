//! Imports, in the order and width of `rustfmt`.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use super::{WIDTH, columns};

/// `use` lines for whole paths, one for each module that they come from.
pub(in crate::emit) fn imports(paths: &BTreeSet<String>) -> String {
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in paths {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        modules.entry(module).or_default().push(name);
    }
    let mut lines: Vec<(String, String)> = Vec::new();
    for (module, mut names) in modules {
        names.sort_by(|a, b| version_order(a, b));
        let first = format!("{module}::{}", names[0]);
        lines.push((
            if names.len() == 1 {
                first
            } else {
                format!("{module}::{{")
            },
            import(module, &names),
        ));
    }
    lines.sort_by(|(a, _), (b, _)| path_order(a, b));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn import(module: &str, names: &[&str]) -> String {
    if let [name] = names {
        return format!("use {module}::{name};\n");
    }
    let line = format!("use {module}::{{{}}};\n", names.join(", "));
    if columns(&line) < WIDTH {
        return line;
    }
    format!("use {module}::{{\n{}}};\n", filled(names))
}

/// Names with commas behind them, as many in a line as there is room.
fn filled(names: &[&str]) -> String {
    let mut lines = Vec::new();
    let mut line = String::from("   ");
    for (index, name) in names.iter().enumerate() {
        // `rustfmt` wants room for a blank behind each name, but not where all of them are in the first line.
        let room = if lines.is_empty() && index + 1 == names.len() {
            WIDTH
        } else {
            WIDTH - 1
        };
        if columns(&line) + columns(name) + " ,".len() > room && !line.trim().is_empty() {
            lines.push(std::mem::replace(&mut line, String::from("   ")));
        }
        line.push_str(&format!(" {name},"));
    }
    lines.push(line);
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The order in which `rustfmt` sorts declarations of modules.
pub(in crate::emit) fn module_order(a: &str, b: &str) -> Ordering {
    without_prefix(a).cmp(without_prefix(b))
}

/// A raw identifier is sorted by its name.
fn without_prefix(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

pub(in crate::emit) fn path_order(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split("::"), b.split("::"));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some("{"), Some(other)) if other != "{" => return Ordering::Greater,
            (Some(other), Some("{")) if other != "{" => return Ordering::Less,
            (Some(a), Some(b)) => match version_order(a, b) {
                Ordering::Equal => {}
                order => return order,
            },
        }
    }
}

/// The order in which `rustfmt` sorts names (Rust style guide, "Sorting"): underscores come first, runs of digits count as
/// numbers.
pub(in crate::emit) fn version_order(a: &str, b: &str) -> Ordering {
    let (left, right) = (without_prefix(a), without_prefix(b));
    chunks(left)
        .cmp(chunks(right))
        .then_with(|| left.cmp(right))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Chunk<'a> {
    Underscore,
    /// Without leading zeros: by length, then by digits; then more zeros come first.
    Number(usize, &'a str, Reverse<usize>),
    Other(char),
}

fn chunks(name: &str) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (chunk, behind) = rest.split_at(digits.max(first.len_utf8()));
        rest = behind;
        Some(match first {
            '0'..='9' => {
                let value = chunk.trim_start_matches('0');
                Chunk::Number(value.len(), value, Reverse(digits - value.len()))
            }
            '_' => Chunk::Underscore,
            other => Chunk::Other(other),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::filled;

    /// Names, the last of which ends its line in column 99 or 100 with the comma behind it.
    fn lines(full_lines: usize, width: usize) -> Vec<usize> {
        let before =
            (0..5 * full_lines + 4).map(|number| format!("A{number:02}{}", "x".repeat(14)));
        let mut names: Vec<String> = before.collect();
        names.push(format!("B{}", "x".repeat(width - 82)));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        filled(&names).lines().map(str::len).collect()
    }

    #[test]
    fn the_last_column_is_for_lists_of_one_line() {
        assert_eq!(lines(0, 100), [100]);
        assert_eq!(lines(0, 101), [79, 25]);
        assert_eq!(lines(1, 99), [98, 99]);
        assert_eq!(lines(1, 100), [98, 79, 24]);
    }
}
