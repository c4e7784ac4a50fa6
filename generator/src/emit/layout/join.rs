//! What `prettyplease` breaks, since it passes its own width, is joined again where it fits into `rustfmt`'s.

use std::borrow::Cow;

use super::chains::{chain_of_one, chain_of_several, is_link};
use super::width::{NARROW, is_text};
use super::{WIDTH, columns};

/// How deep each level is indented.
pub(super) const INDENT: usize = 4;

/// The widest line of such a type whose brace is in the next line, the brace included.
const ABOVE_BRACE: usize = WIDTH + INDENT;

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
        '{' if columns(line) > beside_brace(code) => Some((wide_head(line)?, 0)),
        '{' if code.ends_with("=> {") => value_beside_arrow(line, following),
        ';' if columns(line) > WIDTH => Some((broken_behind(line, " =")?, 0)),
        ',' if columns(line) > WIDTH && is_value(code) => Some((broken_behind(line, ":")?, 0)),
        _ if code.starts_with("impl") => {
            continued(line, " ", following, "for ").or_else(|| wide_implementation(line, following))
        }
        _ => chain_of_one(line, following).or_else(|| chain_of_several(line, following)),
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
    if close == ">" && columns(&whole) <= WIDTH {
        let target = following.iter().rev().nth(inside.len() + 1)?;
        let target = target.strip_suffix(" {")?;
        return Some((halves(&whole, target), inside.len() + 2));
    }
    let lines = match close {
        _ if columns(&whole) <= beside_brace(line.trim_start()) => vec![whole],
        _ if close.starts_with("> for ") => {
            let (head, target) = whole.rsplit_once(" for ")?;
            let target = target.strip_suffix(" {")?;
            (columns(head) <= WIDTH).then(|| halves(head, &format!("for {target}")))?
        }
        // How calls are broken that are too wide isn't for here.
        _ if line.ends_with("::<") => vec![whole],
        _ if is_link(line) && inside.iter().all(|part| part.ends_with(',')) => vec![whole],
        ">," if is_value(line.trim_start()) => broken_behind(&whole, ":")?,
        // `rustfmt` doesn't count the word `impl` and its blank.
        ">," if line.contains(": impl ") && columns(&whole) <= WIDTH + "impl ".len() => vec![whole],
        ">;" => broken_behind(&whole, " =")?,
        "> {" if columns(&whole) <= ABOVE_BRACE => own_line(&whole)?,
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

/// A value that is all there is to an arm of a `match`: of one line, or a chain with a line for each call.
fn value_beside_arrow(line: &str, following: &[Cow<'_, str>]) -> Option<(Vec<String>, usize)> {
    let indent = indent_of(line);
    let inside = following.iter().rev().map(AsRef::as_ref);
    let inside: Vec<&str> = inside.take_while(|next| indent_of(next) > indent).collect();
    let is_chain = inside.iter().skip(1).all(|next| is_link(next));
    let is_open = |next: &&str| next.ends_with([';', '{', '}', ',', '(', '[']);
    if !is_chain || inside.iter().any(is_open) {
        return None;
    }
    let value: String = inside.iter().map(|next| next.trim_start()).collect();
    let whole = format!("{}{value},", line.strip_suffix('{')?);
    // A chain of calls that is too wide is broken there later on.
    let is_broken = value.contains(").") && columns(&value) > NARROW;
    let fits = columns(&whole) <= WIDTH || is_broken;
    fits.then(|| (vec![whole], inside.len() + 1))
}

/// `name:` or `type Name =`, and the type in the next line, where it fits there.
pub(super) fn broken_behind(line: &str, sign: &str) -> Option<Vec<String>> {
    let (name, ty) = line.split_once(&format!("{sign} "))?;
    let ty = format!("{}{ty}", " ".repeat(indent_of(line) + INDENT));
    // A text is left where it is.
    let is_text = is_text(ty.trim_start().trim_end_matches([',', ';']));
    // The comma behind a variant or a call isn't counted.
    let counted = match is_variant(&ty) || ty.ends_with(".into(),") {
        true => ty.trim_end_matches(','),
        false => &ty,
    };
    (!is_text && columns(counted) <= WIDTH).then(|| vec![format!("{name}{sign}"), ty])
}

/// Whether it is a field or a value of one, rather than a parameter, which isn't broken behind its name.
fn is_value(code: &str) -> bool {
    let is_field = code.starts_with("pub ") || code.contains(": \"");
    is_field || code.ends_with(".into(),") || is_variant(code)
}

/// Whether it ends in a variant of an enumeration, rather than in a type.
fn is_variant(code: &str) -> bool {
    let value = code.split_once(": ").map_or(code, |(_, value)| value);
    let mut segments = value.trim_end_matches(',').rsplit("::");
    let is_upper = |segment: &str| segment.starts_with(char::is_uppercase);
    segments.next().is_some_and(is_upper) && segments.next().is_some_and(is_upper)
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

/// The head of an item or a function that doesn't fit beside its brace; of `impl`, the name stands by itself as well.
fn wide_head(line: &str) -> Option<Vec<String>> {
    let Some(name) = line.strip_prefix("impl ") else {
        let is_head = line.trim_start().starts_with([')', 'p']);
        return is_head.then(|| own_line(line))?;
    };
    let name = name.strip_suffix(" {")?;
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_name.then(|| vec!["impl".to_owned(), format!("    {name}"), "{".to_owned()])
}

/// `impl ... for ...` whose halves don't fit in one line.
fn wide_implementation(line: &str, following: &[Cow<'_, str>]) -> Option<(Vec<String>, usize)> {
    let target = following.last()?.strip_suffix(" {")?;
    let is_target = target.starts_with("for ");
    is_target.then(|| (halves(line, target), 1))
}

fn halves(head: &str, target: &str) -> Vec<String> {
    vec![head.to_owned(), format!("    {target}"), "{".to_owned()]
}

/// A line with the next one, if that begins with `start`.
pub(super) fn continued(
    line: &str,
    between: &str,
    following: &[Cow<'_, str>],
    start: &str,
) -> Option<(Vec<String>, usize)> {
    let next = following.last()?.trim_start();
    let whole = format!("{line}{between}{next}");
    (next.starts_with(start) && columns(&whole) <= WIDTH).then(|| (vec![whole], 1))
}
