//! What stands in a line: code, links, and characters that rustdoc would take for something.

/// Labels of links within labels beyond this depth are shown as text.
const MAX_DEPTH: u8 = 3;

/// How far to look for the end of a code span or of a link's label, in bytes.
const MAX_SPAN: usize = 4_000;

/// Text in which nothing is a broken link, a bare URL or a tag.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    write(text, 0, &mut out);
    out
}

fn write(text: &str, depth: u8, out: &mut String) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '\\' => escape(rest, out),
            '`' => code(rest, out),
            '<' => angle(rest, out),
            '!' if rest.starts_with("![") => match link(&rest[1..], "!", depth, out) {
                Some(taken) => taken + 1,
                None => plain("!", out),
            },
            '[' => match link(rest, "", depth, out) {
                Some(taken) => taken,
                None => plain_escaped("[", out),
            },
            ']' => plain_escaped("]", out),
            'h' if !out.ends_with(char::is_alphanumeric) => match url(rest) {
                Some(url) => bare(url, out),
                None => plain("h", out),
            },
            other => {
                out.push(other);
                other.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
}

fn plain(text: &str, out: &mut String) -> usize {
    out.push_str(text);
    text.len()
}

fn plain_escaped(text: &str, out: &mut String) -> usize {
    out.push('\\');
    plain(text, out)
}

/// A backslash with what it escapes.
fn escape(rest: &str, out: &mut String) -> usize {
    match rest[1..].chars().next() {
        Some(next) if next.is_ascii_punctuation() => plain(&rest[..2], out),
        _ => plain("\\", out),
    }
}

/// A code span; a backtick without a partner is shown as one.
fn code(rest: &str, out: &mut String) -> usize {
    let span =
        code_span(rest).map(|length| (length, super::code(&rest[run(rest)..length - run(rest)])));
    match span {
        // Three backticks could be taken for a fence where a line is broken.
        Some((length, code)) if !code.starts_with("```") => {
            out.push_str(&code);
            length
        }
        _ => {
            let length = run(rest);
            out.push_str(&"\\`".repeat(length));
            length
        }
    }
}

/// The length of the code span at the start.
fn code_span(rest: &str) -> Option<usize> {
    let length = run(rest);
    let mut at = length;
    loop {
        at += rest.get(at..)?.find('`')?;
        let found = run(&rest[at..]);
        if found == length {
            return Some(at + found);
        }
        at += found;
        if at > MAX_SPAN {
            return None;
        }
    }
}

/// How many backticks stand at the start.
fn run(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

/// `<https://...>` is a link already, anything else is shown as it is.
fn angle(rest: &str, out: &mut String) -> usize {
    let inside = rest[1..].split_once('>').map(|(inside, _)| inside);
    match inside.filter(|inside| {
        is_absolute(inside) && !inside.contains(char::is_whitespace) && !inside.contains('<')
    }) {
        Some(inside) => plain(&rest[..inside.len() + 2], out),
        None => plain_escaped("<", out),
    }
}

fn is_absolute(target: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| {
        target
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && target.len() > scheme.len()
    })
}

/// `[label](target)`: the link where its target stands by itself, else its label.
fn link(rest: &str, mark: &str, depth: u8, out: &mut String) -> Option<usize> {
    if depth >= MAX_DEPTH {
        return None;
    }
    let label = label(rest)?;
    let behind = rest.get(label.len() + 2..)?.strip_prefix('(')?;
    let (inside, end) = destination(behind)?;
    let target = inside.split_whitespace().next().unwrap_or_default();
    let target = target.trim_start_matches('<').trim_end_matches('>');
    if is_absolute(target) {
        let target = target.replace(['<', '>'], "");
        let target = if target.contains(['(', ')']) {
            format!("<{target}>")
        } else {
            target
        };
        out.push_str(mark);
        out.push('[');
        without_urls(label, depth + 1, out);
        out.push_str(&format!("]({target})"));
    } else {
        write(label, depth + 1, out);
    }
    Some(label.len() + 3 + end)
}

/// A link's label, in which a URL is no link of its own.
fn without_urls(label: &str, depth: u8, out: &mut String) {
    let mut inner = String::new();
    write(label, depth, &mut inner);
    out.push_str(&inner.replace("<http", "http").replace('>', ""));
}

/// What stands between brackets that belong together.
fn label(rest: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(c) = rest.get(at..)?.chars().next() {
        match c {
            '\\' => at += rest[at + 1..].chars().next().map_or(0, char::len_utf8),
            '`' => at += code_span(&rest[at..]).unwrap_or(1) - 1,
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        at += c.len_utf8();
        if depth == 0 {
            return rest.get(1..at - 1);
        }
        if at > MAX_SPAN {
            return None;
        }
    }
    None
}

/// What stands up to the closing parenthesis, and where the text goes on.
fn destination(behind: &str) -> Option<(&str, usize)> {
    let mut depth = 0_usize;
    for (at, c) in behind.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some((&behind[..at], at + 1)),
            ')' => depth -= 1,
            '\n' if behind[at + 1..].trim_start().is_empty() => return None,
            _ => {}
        }
    }
    None
}

/// The URL at the start, without what rather belongs to the sentence.
fn url(rest: &str) -> Option<&str> {
    let end = rest
        .find(|c: char| {
            c.is_whitespace() || matches!(c, '<' | '>' | '`' | '"' | '[' | ']' | '\\' | '|' | '*')
        })
        .unwrap_or(rest.len());
    let mut url = &rest[..end];
    loop {
        let trimmed = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '_', '~', '}']);
        let is_open = trimmed.matches('(').count() < trimmed.matches(')').count();
        let trimmed = if is_open {
            trimmed.strip_suffix(')').unwrap_or(trimmed)
        } else {
            trimmed
        };
        if trimmed == url {
            break;
        }
        url = trimmed;
    }
    (is_absolute(url) && url.starts_with("http")).then_some(url)
}

fn bare(url: &str, out: &mut String) -> usize {
    out.push_str(&format!("<{url}>"));
    url.len()
}
