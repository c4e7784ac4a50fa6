//! HTML in Markdown: the common tags become Markdown, the rest is left for the reader to see.

/// The targets of links that are open.
#[derive(Default)]
pub(super) struct Links(Vec<String>);

/// A line with its tags replaced; code spans are left alone.
pub(super) fn to_markdown(line: &str, links: &mut Links) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = if rest.starts_with('`') {
            code(rest, &mut out)
        } else {
            tag(rest, links, &mut out)
        };
        rest = &rest[taken..];
    }
    out.push_str(rest);
    out
}

fn code(rest: &str, out: &mut String) -> usize {
    let end = rest[1..].find('`').map_or(1, |end| end + 2);
    out.push_str(&rest[..end]);
    end
}

/// Replaces the tag at the start, or takes its `<` for text.
fn tag(rest: &str, links: &mut Links, out: &mut String) -> usize {
    if let Some(end) = rest
        .strip_prefix("<!--")
        .and_then(|inside| inside.find("-->"))
    {
        return end + "<!---->".len();
    }
    let replaced = rest[1..].find('>').and_then(|end| {
        let markdown = replacement(&rest[1..=end], links)?;
        Some((markdown, end + 2))
    });
    match replaced {
        Some((markdown, taken)) => {
            out.push_str(&markdown);
            taken
        }
        None => {
            out.push('<');
            1
        }
    }
}

/// The Markdown for what stands between `<` and `>`.
fn replacement(inside: &str, links: &mut Links) -> Option<String> {
    let is_end = inside.starts_with('/');
    let inside = inside.trim_start_matches('/').trim_end_matches('/').trim();
    let name = inside
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let markdown = match name.as_str() {
        "a" if is_end => format!("]({})", links.0.pop()?),
        "a" => {
            links.0.push(attribute(inside, "href").unwrap_or_default());
            "[".to_owned()
        }
        "b" | "strong" => "**".to_owned(),
        "br" => "\n".to_owned(),
        "code" | "tt" | "kbd" => "`".to_owned(),
        "div" | "p" | "ul" | "ol" | "section" | "details" => "\n\n".to_owned(),
        "em" | "i" => "*".to_owned(),
        "font" | "small" | "span" | "sub" | "summary" | "sup" | "u" => String::new(),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if is_end => "\n\n".to_owned(),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "\n\n## ".to_owned(),
        "hr" => "\n\n---\n\n".to_owned(),
        "li" if is_end => String::new(),
        "li" => "\n- ".to_owned(),
        "pre" => "\n```\n".to_owned(),
        _ => return None,
    };
    Some(markdown)
}

fn attribute(inside: &str, name: &str) -> Option<String> {
    let (_, value) = inside.split_once(&format!("{name}="))?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, _) = value[1..].split_once(quote)?;
    Some(value.trim().to_owned())
}
