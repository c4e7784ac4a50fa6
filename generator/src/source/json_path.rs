//! JSONPath (RFC 9535), within bounds.

use serde_json_path::JsonPath;

/// Brackets that stand within each other: the parser recurses by them, without a bound of its own.
const MAX_NESTING: usize = 32;

/// Steps to all descendants (`..`): what is selected grows with each by the depth of the document.
const MAX_DESCENTS: usize = 3;

/// Why a path can't be followed.
pub(crate) enum Fault {
    /// It is none.
    Syntax,
    /// It asks for too much, in words that end a sentence.
    TooMuch(String),
}

/// Reads a path.
pub(crate) fn parse(text: &str) -> Result<JsonPath, Fault> {
    let Shape { nesting, descents } = shape(text);
    if nesting > MAX_NESTING {
        let words = format!("brackets nested deeper than {MAX_NESTING} levels");
        return Err(Fault::TooMuch(words));
    }
    if descents > MAX_DESCENTS {
        let words = format!("more than {MAX_DESCENTS} times `..`");
        return Err(Fault::TooMuch(words));
    }
    JsonPath::parse(text).map_err(|_| Fault::Syntax)
}

struct Shape {
    nesting: usize,
    descents: usize,
}

/// What can be told of a path without its grammar; quoted names say nothing.
fn shape(path: &str) -> Shape {
    let (mut depth, mut nesting, mut descents) = (0_usize, 0, 0);
    let (mut quote, mut previous) = (None, ' ');
    let mut characters = path.chars();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (Some(_), '\\') => {
                characters.next();
            }
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[' | '(') => {
                depth += 1;
                nesting = nesting.max(depth);
            }
            (None, ']' | ')') => depth = depth.saturating_sub(1),
            (None, '.') if previous == '.' => descents += 1,
            (None, _) => {}
        }
        previous = c;
    }
    Shape { nesting, descents }
}
