//! What `prettyplease` breaks, since it passes its own width, is joined again where it fits into `rustfmt`'s.

use std::borrow::Cow;

use super::WIDTH;
use super::width::{NARROW, call_parts, parts};

/// How deep each level is indented.
const INDENT: usize = 4;

/// The widest line of such a type whose brace is in the next line, the brace included.
const ABOVE_BRACE: usize = WIDTH + INDENT;

/// With so many arguments, the last call of a chain is worth five lines.
const MANY_ARGUMENTS: usize = 3;

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
    if code.starts_with("//") {
        return None;
    }
    match code.chars().last()? {
        '(' | '<' => group(line, following),
        '[' => list_of_one(line, following),
        '{' if line.len() > beside_brace(code) && code.starts_with([')', 'p']) => {
            Some((own_line(line)?, 0))
        }
        ';' if line.len() > WIDTH => Some((broken_behind(line, " =")?, 0)),
        ',' if line.len() > WIDTH && is_value(code) => Some((broken_behind(line, ":")?, 0)),
        _ if code.starts_with("impl") => {
            continued(line, " ", following, "for ").or_else(|| wide_implementation(line, following))
        }
        _ => chain_of_one(line, following).or_else(|| chain(line, following)),
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
    let lines = match close {
        _ if whole.len() <= beside_brace(line.trim_start()) => vec![whole],
        // How calls are broken that are too wide isn't for here.
        _ if line.ends_with("::<") => vec![whole],
        _ if is_link(line) && inside.iter().all(|part| part.ends_with(',')) => vec![whole],
        ">," if is_value(line.trim_start()) => broken_behind(&whole, ":")?,
        // `rustfmt` doesn't count the word `impl` and its blank.
        ">," if line.contains(": impl ") && whole.len() <= WIDTH + "impl ".len() => vec![whole],
        ">;" => broken_behind(&whole, " =")?,
        "> {" if whole.len() <= ABOVE_BRACE => own_line(&whole)?,
        // `rustfmt` leaves no blank there.
        "> {" => {
            let inside = inside
                .iter()
                .map(|part| format!("{}{part}", " ".repeat(indent + INDENT)));
            let end = format!("{}>{{", " ".repeat(indent));
            std::iter::once(line.to_owned())
                .chain(inside)
                .chain([end])
                .collect()
        }
        _ => return None,
    };
    Some((lines, inside.len() + 1))
}

/// A list of a single call in one line, however wide: how that is broken isn't for here.
fn list_of_one(line: &str, following: &[Cow<'_, str>]) -> Option<(Vec<String>, usize)> {
    let mut next = following.iter().rev().map(|next| next.trim_start());
    let (call, close) = (next.next()?.strip_suffix("),")?, next.next()?);
    let is_call = call.contains('(') && close.starts_with(']');
    is_call.then(|| (vec![format!("{line}{call}){close}")], 2))
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

/// Whether it is a field or a value of one, rather than a parameter, which isn't broken behind its name.
fn is_value(code: &str) -> bool {
    code.starts_with("pub ") || code.contains(": \"") || code.ends_with(".into(),")
}

/// A chain of a single call, for which `rustfmt` has no width of its own.
fn chain_of_one(line: &str, following: &[Cow<'_, str>]) -> Option<(Vec<String>, usize)> {
    let is_below =
        |next: &Cow<'_, str>| is_link(next) && indent_of(next) == indent_of(line) + INDENT;
    let mut next = following.iter().rev();
    let is_one = next.next().is_some_and(is_below) && !next.next().is_some_and(is_below);
    if !is_one {
        return None;
    }
    continued(line, "", following, ".").or_else(|| {
        // The value without its call may fit beside the name.
        if line.len() < WIDTH {
            return None;
        }
        let value = following.last().filter(|next| next.ends_with(".into(),"))?;
        let lines = broken_behind(&format!("{line}{}", value.trim_start()), ":")?;
        Some((lines, 1))
    })
}

fn is_link(line: &str) -> bool {
    line.trim_start().starts_with('.')
}

/// A chain of calls whose last one has its arguments in lines of their own: it stands in the line of the others where
/// those are short.
fn chain(line: &str, following: &[Cow<'_, str>]) -> Option<(Vec<String>, usize)> {
    let indent = indent_of(line);
    let deeper = following
        .iter()
        .rev()
        .take_while(|next| indent_of(next) > indent);
    let links: Vec<&str> = deeper.map(|next| next.trim_start()).collect();
    let (last, others) = links.split_last()?;
    let before = format!("{line}{}", others.join(""));
    let (callee, arguments) = call_parts(last)?;
    let is_chain = links.iter().all(|link| is_link(link));
    let is_broken = arguments.len() > NARROW;
    let fits = match others {
        [] => before.len() + callee.len() <= WIDTH,
        _ => before.len() - indent + callee.len() <= NARROW,
    };
    let is_wide = before.len() + last.len() > WIDTH;
    let arguments = parts(arguments);
    let is_better = is_broken || is_wide && arguments.len() >= MANY_ARGUMENTS;
    if !(is_chain && fits && is_better) {
        return None;
    }
    let blanks = " ".repeat(indent);
    let arguments = arguments
        .iter()
        .map(|argument| format!("{blanks}    {argument},"));
    let end = format!("{blanks}){}", if last.ends_with(';') { ";" } else { "" });
    let first = format!("{before}{callee}");
    let lines = std::iter::once(first).chain(arguments).chain([end]);
    Some((lines.collect(), links.len()))
}

/// The widest line with a brace at its end. A type that is given has less room below the parameters.
fn beside_brace(code: &str) -> usize {
    match code.starts_with(") ->") {
        true => WIDTH - INDENT,
        false => WIDTH,
    }
}

/// A head and its brace, each in a line.
fn own_line(line: &str) -> Option<Vec<String>> {
    let head = line.strip_suffix(" {")?;
    let brace = format!("{}{{", " ".repeat(indent_of(line)));
    Some(vec![head.to_owned(), brace])
}

/// `impl ... for ...` whose halves don't fit in one line.
fn wide_implementation(line: &str, following: &[Cow<'_, str>]) -> Option<(Vec<String>, usize)> {
    let target = following.last()?.strip_suffix(" {")?;
    let is_target = target.starts_with("for ");
    is_target.then(|| {
        (
            vec![line.to_owned(), format!("    {target}"), "{".to_owned()],
            1,
        )
    })
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
