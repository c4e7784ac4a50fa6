//! What `prettyplease` breaks, since it passes its own width, is joined again where it fits into `rustfmt`'s.

use std::borrow::Cow;

use super::WIDTH;

/// How deep each level is indented.
const INDENT: usize = 4;

/// The lines of an item. What is inside of something is joined before that is.
pub(super) fn joined(item: &str) -> Vec<Cow<'_, str>> {
    // The next line is the last one.
    let mut done: Vec<Cow<'_, str>> = Vec::new();
    for line in item.lines().rev() {
        match join(line, &done) {
            Some((lines, taken)) => {
                done.truncate(done.len() - taken);
                done.extend(lines.into_iter().rev().map(Cow::Owned));
            }
            None => done.push(Cow::Borrowed(line)),
        }
    }
    done.reverse();
    done
}

pub(super) fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The lines that come of a line and some of the following ones, and how many of those there were.
fn join(line: &str, following: &[Cow<'_, str>]) -> Option<(Vec<String>, usize)> {
    let code = line.trim_start();
    if code.starts_with("//") || code.starts_with('#') {
        return None;
    }
    match code.chars().last()? {
        '(' | '<' => group(line, following),
        ';' if line.len() > WIDTH => Some((broken_behind(line, " =")?, 0)),
        ',' if line.len() > WIDTH => Some((broken_behind(line, ":")?, 0)),
        _ if code.starts_with("impl") => continued(line, " ", following, "for "),
        _ => chain_of_one(line, following),
    }
}

/// Brackets with all that is between them.
fn group(line: &str, following: &[Cow<'_, str>]) -> Option<(Vec<String>, usize)> {
    let indent = indent_of(line);
    let inside = following
        .iter()
        .rev()
        .take_while(|next| indent_of(next) > indent);
    let inside: Vec<&str> = inside.map(|next| next.trim_start()).collect();
    let close = following.iter().rev().nth(inside.len())?.trim_start();
    if !close.starts_with([')', '>']) || inside.iter().any(|part| part.starts_with("//")) {
        return None;
    }
    let whole = format!("{line}{}{close}", inside.join(" ").trim_end_matches(','));
    let is_field = close == ">,";
    let lines = if whole.len() <= WIDTH {
        vec![whole]
    } else if is_field {
        broken_behind(&whole, ":")?
    } else {
        return None;
    };
    Some((lines, inside.len() + 1))
}

/// `name:` or `type Name =`, and the type in the next line, where it fits there.
fn broken_behind(line: &str, sign: &str) -> Option<Vec<String>> {
    let (name, ty) = line.split_once(&format!("{sign} "))?;
    let ty = format!("{}{ty}", " ".repeat(indent_of(line) + INDENT));
    // A text is left where it is unless there is a column to spare behind it.
    let spare = if ty.trim_start().starts_with('"') {
        2
    } else {
        0
    };
    (ty.len() + spare <= WIDTH).then(|| vec![format!("{name}{sign}"), ty])
}

/// A chain of a single call, for which `rustfmt` has no width of its own.
fn chain_of_one(line: &str, following: &[Cow<'_, str>]) -> Option<(Vec<String>, usize)> {
    let is_link = |next: &Cow<'_, str>| {
        next.trim_start().starts_with('.') && indent_of(next) == indent_of(line) + INDENT
    };
    let mut next = following.iter().rev();
    let is_one = next.next().is_some_and(is_link) && !next.next().is_some_and(is_link);
    is_one.then(|| continued(line, "", following, "."))?
}

/// A line with the next one, if that begins with `start`.
fn continued(
    line: &str,
    between: &str,
    following: &[Cow<'_, str>],
    start: &str,
) -> Option<(Vec<String>, usize)> {
    let next = following.last()?.trim_start();
    let whole = format!("{line}{between}{next}");
    (next.starts_with(start) && whole.len() <= WIDTH).then(|| (vec![whole], 1))
}
