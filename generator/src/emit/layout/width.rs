//! Widths: `prettyplease` breaks what passes column 89, `rustfmt` has a width for each kind of expression.
//!
//! Works on the few shapes that the emitter writes: calls, chains of calls, lists, struct literals.

use std::borrow::Cow;

use super::join::{INDENT, indent_of};
use super::{WIDTH, columns};

/// The widest arguments of a call, list or chain that `rustfmt` leaves in one line.
pub(super) const NARROW: usize = 60;

/// The same for the fields of a struct literal.
const LITERAL: usize = 18;

/// How much longer than that the path of a call may be that is all of a list.
const PATH: usize = 3;

/// The lines of an item, each as wide as `rustfmt` would have it.
pub(super) fn fitted(lines: Vec<Cow<'_, str>>) -> Vec<Cow<'_, str>> {
    let mut fitted = Vec::with_capacity(lines.len());
    for line in lines {
        match statement(&line) {
            Some(broken) => fitted.extend(broken.into_iter().map(Cow::Owned)),
            None => fitted.push(line),
        }
    }
    fitted
}

/// A line broken where it is too wide. Lines that are part of something longer stay as they are.
fn statement(line: &str) -> Option<Vec<String>> {
    let code = line.trim_start();
    if code.starts_with("//") || code.starts_with('#') {
        return None;
    }
    if code.starts_with('.') {
        return link(line);
    }
    // The most are too short for anything to be broken.
    if columns(code) <= NARROW && columns(line) <= WIDTH && !code.contains('{') {
        return None;
    }
    let signs = signs(code);
    let is_whole = signs
        .iter()
        .all(|sign| sign.depth > 0 || !sign.is_closing())
        && depth_after(&signs) == 0;
    if !is_whole {
        return None;
    }
    let end = code.trim_end_matches([',', ';']).len();
    let start = start_of_expression(&signs);
    let indent = indent_of(line);
    Some(expression(
        indent,
        &code[..start],
        &code[start..end],
        &code[end..],
    ))
}

/// A call in a chain of them, broken where its arguments are too wide.
fn link(line: &str) -> Option<Vec<String>> {
    let code = line.trim_start();
    let (_, arguments) = call_parts(code).filter(|_| columns(code) > NARROW)?;
    let is_simple = !arguments.contains('|');
    let end = code.trim_end_matches(';').len();
    is_simple.then(|| call(indent_of(line), "", &code[..end], &code[end..]))
}

/// A text in quotes and nothing else.
pub(super) fn is_text(code: &str) -> bool {
    let inside = code
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inside.is_some_and(|inside| !inside.contains('"'))
}

/// A call up to its arguments, and those, where that is all of the code.
pub(super) fn call_parts(code: &str) -> Option<(&str, &str)> {
    let (callee, arguments, close) = last_group(code.trim_end_matches(';'))?;
    (close == ')').then_some((callee, arguments))
}

/// A character of the code that is not in a string, with how many brackets are open around it.
struct Sign {
    at: usize,
    character: char,
    depth: usize,
}

impl Sign {
    fn is_closing(&self) -> bool {
        matches!(self.character, ')' | ']' | '}')
    }
}

fn signs(code: &str) -> Vec<Sign> {
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    let mut signs = Vec::new();
    for (at, character) in code.char_indices() {
        if in_string {
            in_string = is_escaped || character != '"';
            is_escaped = character == '\\' && !is_escaped;
            continue;
        }
        if character == '"' {
            in_string = true;
        }
        signs.push(Sign {
            at,
            character,
            depth,
        });
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    signs
}

fn depth_after(signs: &[Sign]) -> usize {
    signs.last().map_or(0, |last| match last.character {
        '(' | '[' | '{' => last.depth + 1,
        ')' | ']' | '}' => last.depth.saturating_sub(1),
        _ => last.depth,
    })
}

/// Behind `let name =`, `name:` or `pattern =>`.
fn start_of_expression(signs: &[Sign]) -> usize {
    let pairs = signs
        .windows(2)
        .filter(|pair| pair[0].depth == 0 && pair[1].character == ' ');
    pairs
        .filter(|pair| matches!(pair[0].character, '=' | ':' | '>'))
        .map(|pair| pair[1].at + 1)
        .next_back()
        .unwrap_or(0)
}

fn expression(indent: usize, before: &str, code: &str, after: &str) -> Vec<String> {
    let dots = dots(code);
    let widest = if dots.len() == 1 {
        WIDTH.saturating_sub(indent + columns(before) + columns(after))
    } else {
        NARROW
    };
    match links(code, dots) {
        links if links.len() > 1 && columns(code) > widest => chain(indent, before, &links, after),
        _ => call(indent, before, code, after),
    }
}

/// Where the links of a chain of calls begin.
fn dots(code: &str) -> Vec<usize> {
    signs(code)
        .windows(2)
        .filter(|pair| pair[0].character == '.' && pair[0].depth == 0)
        .filter(|pair| pair[1].character.is_alphabetic())
        .map(|pair| pair[0].at)
        .collect()
}

/// The links of a chain of calls; what the first call is made on counts as one unless it is very short.
fn links(code: &str, dots: Vec<usize>) -> Vec<&str> {
    let mut starts: Vec<usize> = std::iter::once(0).chain(dots).collect();
    if starts.get(1).is_some_and(|second| *second <= INDENT) {
        starts.remove(1);
    }
    let ends = starts.iter().skip(1).copied().chain([code.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| &code[*start..end])
        .collect()
}

fn chain(indent: usize, before: &str, links: &[&str], after: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, link) in links.iter().enumerate() {
        let (indent, before) = if index == 0 {
            (indent, before)
        } else {
            (indent + INDENT, "")
        };
        let after = if index + 1 == links.len() { after } else { "" };
        lines.extend(call(indent, before, link, after));
    }
    lines
}

/// A call, list or literal: in one line, or with each of its parts in a line of its own.
fn call(indent: usize, before: &str, code: &str, after: &str) -> Vec<String> {
    let blanks = " ".repeat(indent);
    let whole = format!("{blanks}{before}{code}{after}");
    let Some((head, inside, close)) = last_group(code) else {
        let below = format!("{blanks}    {code}{after}");
        return match before.trim_end() {
            // A value that can't be broken stands below its name.
            name if name.ends_with('=') && columns(&whole) > WIDTH && columns(&below) <= WIDTH => {
                vec![format!("{blanks}{name}"), below]
            }
            _ => vec![whole],
        };
    };
    let widest = match close {
        '}' => LITERAL,
        ')' if is_text(inside) => WIDTH,
        // A text to be filled in may be as wide as the line.
        _ if head.ends_with("format!(") => WIDTH,
        _ => NARROW,
    };
    let is_type = close == ']' && is_type(inside);
    if inside.is_empty() || is_type || columns(inside) <= widest && columns(&whole) <= WIDTH {
        return vec![whole];
    }
    if let Some(call) = only_call(inside).filter(|_| close == ']') {
        let (before, after) = (format!("{before}{head}"), format!("{close}{after}"));
        let room = NARROW - "&[".len() - INDENT;
        if columns(call.callee) <= NARROW {
            return call.broken(indent, &before, &after);
        } else if columns(call.callee) > NARROW + PATH {
            return call.with_broken_path(indent, &before, &after, room);
        } else if columns(&whole) <= WIDTH {
            return vec![whole];
        }
    }
    if let Some(call) = only_call(code).filter(|_| indent + columns(before) + columns(head) > WIDTH)
    {
        return call.with_broken_path(indent, before, after, WIDTH);
    }
    let mut lines = vec![format!("{blanks}{before}{head}")];
    for part in parts(inside) {
        let start = start_of_expression(&signs(part));
        let is_rest = part.starts_with("..");
        let comma = if is_rest { "" } else { "," };
        lines.extend(expression(
            indent + INDENT,
            &part[..start],
            &part[start..],
            comma,
        ));
    }
    lines.push(format!("{blanks}{close}{after}"));
    lines
}

/// The brackets at the end: what stands before and with the opening one, what is inside, the closing one.
fn last_group(code: &str) -> Option<(&str, &str, char)> {
    let signs = signs(code);
    let close = signs
        .last()
        .filter(|sign| sign.is_closing() && sign.depth == 1)?;
    let open = signs
        .iter()
        .rev()
        .find(|sign| sign.depth == 0 && matches!(sign.character, '(' | '[' | '{'))?;
    Some((
        &code[..=open.at],
        code[open.at + 1..close.at].trim(),
        close.character,
    ))
}

/// Whether it is a slice whose items are of this type, rather than a list of values.
fn is_type(inside: &str) -> bool {
    let starts_as_path = inside.starts_with(|first: char| first.is_alphabetic() || first == '_');
    starts_as_path && !inside.contains(['(', '"', '{'])
}

/// What is called, where that is all of the code.
fn only_call(inside: &str) -> Option<Call<'_>> {
    let (callee, argument) = call_parts(inside)?;
    let is_single = callee.matches('(').count() == 1 && parts(argument).len() == 1;
    is_single.then_some(Call { callee, argument })
}

/// A call with one argument; the callee with its bracket.
struct Call<'a> {
    callee: &'a str,
    argument: &'a str,
}

impl Call<'_> {
    /// With the argument in a line of its own. Brackets around the call share the lines of its own.
    fn broken(&self, indent: usize, before: &str, after: &str) -> Vec<String> {
        let callee = format!("{before}{}", self.callee);
        broken_call(indent, &callee, &[self.argument], after)
    }

    /// With the type argument in a line of its own.
    fn with_broken_path(
        &self,
        indent: usize,
        before: &str,
        after: &str,
        room: usize,
    ) -> Vec<String> {
        let Self { callee, argument } = self;
        let blanks = " ".repeat(indent);
        let Some((path, ty)) = callee.split_once("::<") else {
            return self.broken(indent, before, after);
        };
        let ty = ty.trim_end_matches(">(");
        let mut lines = vec![
            format!("{blanks}{before}{path}::<"),
            format!("{blanks}    {ty},"),
        ];
        if columns(argument) <= room {
            lines.push(format!("{blanks}>({argument}){after}"));
        } else {
            lines.extend(broken_call(indent, ">(", &[*argument], after));
        }
        lines
    }
}

/// A call with each argument in a line of its own; the callee with its bracket.
pub(super) fn broken_call(
    indent: usize,
    callee: &str,
    arguments: &[&str],
    after: &str,
) -> Vec<String> {
    let blanks = " ".repeat(indent);
    let arguments = arguments
        .iter()
        .map(|argument| format!("{blanks}    {argument},"));
    let first = format!("{blanks}{callee}");
    let last = format!("{blanks}){after}");
    std::iter::once(first)
        .chain(arguments)
        .chain([last])
        .collect()
}

/// What stands between the commas.
pub(super) fn parts(inside: &str) -> Vec<&str> {
    let commas = signs(inside)
        .into_iter()
        .filter(|sign| sign.character == ',' && sign.depth == 0);
    let mut parts = Vec::new();
    let mut start = 0;
    for comma in commas {
        parts.push(inside[start..comma.at].trim());
        start = comma.at + 1;
    }
    parts.push(inside[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}
