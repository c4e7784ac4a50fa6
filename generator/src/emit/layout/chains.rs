//! Chains of calls: which of them stand in one line, and where a last call with many arguments begins.

use std::borrow::Cow;

use super::join::{INDENT, broken_behind, continued, indent_of};
use super::width::{NARROW, broken_call, call_parts, parts};
use super::{WIDTH, columns};

/// With so many arguments, the last call of a chain is worth five lines.
const MANY_ARGUMENTS: usize = 3;

/// A chain of a single call, for which `rustfmt` has no width of its own.
pub(super) fn chain_of_one(line: &str, following: &[Cow<'_, str>]) -> Option<(Vec<String>, usize)> {
    let is_below =
        |next: &Cow<'_, str>| is_link(next) && indent_of(next) == indent_of(line) + INDENT;
    let mut next = following.iter().rev();
    let is_one = next.next().is_some_and(is_below) && !next.next().is_some_and(is_below);
    if !is_one {
        return None;
    }
    let joined = continued(line, "", following, ".").or_else(|| below_name(line, following));
    joined.or_else(|| {
        // The value without its call may fit beside the name.
        if columns(line) < WIDTH {
            return None;
        }
        let value = following.last().filter(|next| next.ends_with(".into(),"))?;
        let call = value.trim_start();
        let lines = broken_behind(&format!("{line}{call}"), ":").or_else(|| {
            let mut lines = broken_behind(line, ":")?;
            let blanks = " ".repeat(indent_of(line) + 2 * INDENT);
            lines.push(format!("{blanks}{call}"));
            Some(lines)
        });
        Some((lines?, 1))
    })
}

/// A value below its name, where the comma isn't counted.
fn below_name(line: &str, following: &[Cow<'_, str>]) -> Option<(Vec<String>, usize)> {
    let call = following.last().filter(|next| next.ends_with(".into(),"))?;
    let whole = format!("{line}{}", call.trim_start());
    let fits = columns(whole.trim_end_matches(',')) <= WIDTH;
    (fits && !line.contains(": ")).then(|| (vec![whole], 1))
}

/// A chain of calls whose last one has its arguments in lines of their own: it stands in the line of the others where
/// those are short.
pub(super) fn chain_of_several(
    line: &str,
    following: &[Cow<'_, str>],
) -> Option<(Vec<String>, usize)> {
    following.last().filter(|next| is_link(next))?;
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
    let is_broken = columns(arguments) > NARROW;
    let fits = match others {
        [] => columns(&before) + columns(callee) <= WIDTH,
        _ => columns(&before) - indent + columns(callee) <= NARROW,
    };
    let is_wide = columns(&before) + columns(last) > WIDTH;
    let arguments = parts(arguments);
    let is_better = is_broken || is_wide && arguments.len() >= MANY_ARGUMENTS;
    if !(is_chain && fits && is_better) {
        return None;
    }
    let after = if last.ends_with(';') { ";" } else { "" };
    let callee = format!("{}{callee}", before.trim_start());
    Some((broken_call(indent, &callee, &arguments, after), links.len()))
}

/// Whether a line is a call of such a chain.
pub(super) fn is_link(line: &str) -> bool {
    line.trim_start().starts_with('.')
}
