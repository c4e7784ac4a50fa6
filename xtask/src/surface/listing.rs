//! The lines of `api.txt`, taken apart.

use std::collections::{BTreeMap, BTreeSet};

/// A line.
#[derive(Debug, PartialEq)]
pub(super) enum Line<'l> {
    /// `types::Order impl Clone + Debug`
    Type { path: &'l str, traits: Vec<&'l str> },
    /// `types::Order::new(id: i64) -> Self`
    Function(Function<'l>),
    /// `types::Order.id: i64`, or of a constant
    Value { path: &'l str, ty: &'l str },
    /// `types::Tags = Vec<String>`
    Alias { path: &'l str, target: &'l str },
    /// `types::Order::Open`, `types::Event::Order(types::Order)`, or a type that implements nothing
    Variant {
        path: &'l str,
        content: Option<Content<'l>>,
    },
}

/// What a variant holds.
#[derive(Debug, PartialEq)]
pub(super) enum Content<'l> {
    /// A value of this type.
    Value(&'l str),
    /// Members with names.
    Members,
}

/// A function, or a method of a type.
#[derive(Debug, PartialEq)]
pub(super) struct Function<'l> {
    /// The path, with the parameters of the type.
    pub(super) path: &'l str,
    /// Its own parameters, without their brackets.
    pub(super) generics: &'l str,
    /// Name and type; only a receiver has none.
    pub(super) arguments: Vec<(&'l str, Option<&'l str>)>,
    pub(super) output: Option<&'l str>,
    pub(super) bounds: Option<&'l str>,
}

/// Takes a line apart.
pub(super) fn parse(line: &str) -> Line<'_> {
    // In a function, `impl` stands behind a bracket.
    if let Some((path, traits)) = line.split_once(" impl ")
        && (path == "()" || !path.contains('('))
    {
        return Line::Type {
            path,
            traits: split(traits, " + "),
        };
    }
    if let Some((path, _)) = line.split_once(" { ") {
        let content = Some(Content::Members);
        return Line::Variant { path, content };
    }
    let Some(open) = find(line, "(") else {
        if let Some(at) = find(line, ": ") {
            let (path, ty) = (&line[..at], &line[at + 2..]);
            return Line::Value { path, ty };
        }
        if let Some(at) = find(line, " = ") {
            let (path, target) = (&line[..at], &line[at + 3..]);
            return Line::Alias { path, target };
        }
        let content = None;
        return Line::Variant {
            path: line,
            content,
        };
    };
    // A colon before the bracket: the type of a value has one.
    let is_before = |sign: &str| find(line, sign).is_some_and(|at| at < open);
    if is_before(": ") || is_before(" = ") {
        return parse_value(line);
    }
    let close = open + matching(&line[open..]);
    let (path, inside, rest) = (&line[..open], &line[open + 1..close], &line[close + 1..]);
    if last(&plain(path)).starts_with(char::is_uppercase) {
        let content = Some(Content::Value(inside));
        return Line::Variant { path, content };
    }
    let (rest, bounds) = match rest.split_once(" where ") {
        Some((rest, bounds)) => (rest, Some(bounds)),
        None => (rest, None),
    };
    let (path, generics) = match path.strip_suffix('>') {
        Some(path_to) => {
            let at = opening(path);
            (&path[..at], &path_to[at + 1..])
        }
        None => (path, ""),
    };
    Line::Function(Function {
        path,
        generics,
        arguments: split(inside, ", ").into_iter().map(argument).collect(),
        output: rest.strip_prefix(" -> "),
        bounds,
    })
}

fn parse_value(line: &str) -> Line<'_> {
    let colon = find(line, ": ").unwrap_or(usize::MAX);
    let equals = find(line, " = ").unwrap_or(usize::MAX);
    if colon < equals {
        let (path, ty) = (&line[..colon], &line[colon + 2..]);
        Line::Value { path, ty }
    } else {
        let (path, target) = (&line[..equals], &line[equals + 3..]);
        Line::Alias { path, target }
    }
}

fn argument(text: &str) -> (&str, Option<&str>) {
    match find(text, ": ") {
        Some(at) => (&text[..at], Some(&text[at + 2..])),
        None => (text, None),
    }
}

/// The items that lines list, by name and number.
pub(super) fn items<'l>(lines: impl Iterator<Item = &'l str>) -> BTreeMap<String, usize> {
    let mut items = BTreeMap::new();
    let mut types = BTreeSet::new();
    let mut add = |name: String| *items.entry(name).or_default() += 1;
    let lines: Vec<Line<'_>> = lines.map(parse).collect();
    let aliases: BTreeSet<String> = lines
        .iter()
        .filter_map(|line| match line {
            Line::Alias { path, .. } => Some(plain(path)),
            _ => None,
        })
        .collect();
    for line in lines {
        match line {
            Line::Type { path, traits } => {
                let is_of_crate = is_of_crate(path) && !aliases.contains(path);
                // The list of the runtime may have a line of the same type.
                if is_of_crate && types.insert(path) {
                    add(plain(path));
                }
                for of in traits {
                    let name = plain(of);
                    // `impl From<Order> for String` is what rustdoc says of `Order`.
                    match (is_of_crate, name.as_str()) {
                        (true, _) => add(format!("{} impl {name}", plain(path))),
                        (false, "From") => {
                            let order = &of["From<".len()..of.len() - 1];
                            add(format!("{} impl Into", plain(order)));
                        }
                        _ => {}
                    }
                }
            }
            Line::Function(function) => {
                let names = function.arguments.iter().map(|(name, ty)| match ty {
                    Some(_) => name.trim_start_matches("r#"),
                    None => "self",
                });
                add(named_function(
                    &plain(function.path),
                    names,
                    function.output.is_some(),
                ));
            }
            Line::Value { path, .. } | Line::Alias { path, .. } | Line::Variant { path, .. } => {
                add(plain(path));
            }
        }
    }
    items
}

/// A function's name with those of its arguments, and whether it gives anything.
pub(super) fn named_function<'n>(
    path: &str,
    arguments: impl Iterator<Item = &'n str>,
    has_output: bool,
) -> String {
    let arguments: Vec<&str> = arguments.collect();
    let output = if has_output { " -> _" } else { "" };
    format!("{path}({}){output}", arguments.join(", "))
}

/// Whether a path leads to an item of the crate: one that has no letter before it of another crate.
fn is_of_crate(path: &str) -> bool {
    let first = path.split("::").next().unwrap_or(path);
    match path.contains("::") {
        true => !matches!(
            first,
            "std" | "core" | "serde_json" | "bytes" | "jiff" | "uuid" | "http"
        ),
        false => {
            first.starts_with(char::is_uppercase)
                && !matches!(first, "Box" | "Option" | "String" | "T" | "Vec")
        }
    }
}

/// A path without parameters, and without what makes a name of a keyword.
pub(super) fn plain(path: &str) -> String {
    let mut depth = 0;
    let mut plain = String::new();
    for letter in path.chars() {
        match letter {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain.replace("r#", "")
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Where a text is found outside of all brackets.
pub(super) fn find(text: &str, wanted: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        if depth == 0 && text[at..].starts_with(wanted) {
            return Some(at);
        }
        match letter {
            '(' | '[' | '{' | '<' => depth += 1,
            '>' if text[..at].ends_with('-') => {}
            ')' | ']' | '}' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The parts of a text between separators that stand outside of all brackets.
pub(super) fn split<'t>(text: &'t str, separator: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = find(rest, separator) {
        parts.push(&rest[..at]);
        rest = &rest[at + separator.len()..];
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// Where the bracket is closed that a text begins with.
fn matching(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// Where the parameters begin that a path ends with.
fn opening(path: &str) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in path.char_indices().rev() {
        match letter {
            '>' if path[..at].ends_with('-') => {}
            '>' => depth += 1,
            '<' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    0
}
