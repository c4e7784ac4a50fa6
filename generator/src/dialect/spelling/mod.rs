//! Scalars of another kind than the specification wants: YAML takes what lacks its quotes for a number or a truth value,
//! and generators put quotes around both. What is meant is plain, so it is put in their place before anything is read.
//! On the same way through the document, `$ref`s are found that stand where the specification has none.

mod kinds;
mod meanings;
mod walk;

use serde_json::Value;

use super::JsonType;
use super::borrowed;
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::source::{FileId, Pointer, Sources};

/// Puts what is meant in the place of misspelt scalars and of odd references, in a document and in all that it refers to.
pub(crate) fn mend(sources: &mut Sources, document: FileId, diagnostics: &mut Diagnostics) {
    let (misspelt, borrowed) = walk::find(sources, document);
    for misspelt in misspelt {
        let place = Place::value(misspelt.file, misspelt.pointer.clone());
        let value = sources.value_mut(misspelt.file);
        if let Some(value) = value.and_then(|value| value.pointer_mut(misspelt.pointer.as_str())) {
            diagnostics.push(told(value, &misspelt.meant, place));
            *value = misspelt.meant;
        }
    }
    borrowed::settle(sources, borrowed, diagnostics);
}

/// A scalar that is not of the kind that is wanted.
struct Misspelt {
    file: FileId,
    pointer: Pointer,
    meant: Value,
}

fn told(found: &Value, meant: &Value, place: Place) -> Diagnostic {
    if let (Value::String(_), Value::String(word)) = (found, meant) {
        return told_of_word(found, word, place);
    }
    let (wanted, mend) = match meant {
        Value::Bool(true) if !is_quoted(found, meant) => {
            ("true or false", "write `true`; it is read as that")
        }
        Value::Bool(false) if !is_quoted(found, meant) => {
            ("true or false", "write `false`; it is read as that")
        }
        Value::Bool(_) => (
            "true or false",
            "remove the quotes; it is read without them",
        ),
        Value::Number(_) => ("a number", "remove the quotes; it is read without them"),
        Value::Array(_) => ("a list", "put it in brackets; it is read as if it were"),
        Value::Object(_) => (
            "an object",
            "write `: []` behind the name; it is read as if it were",
        ),
        _ => ("a text", "put it in quotes; it is read as if it were"),
    };
    let found = match found {
        Value::String(_) => format!("the text {found}"),
        Value::Number(_) => format!("the number `{}`", meant.as_str().unwrap_or_default()),
        _ => format!("`{found}`"),
    };
    let message = format!("{wanted} is wanted here, but this is {found}");
    Diagnostic::warning(codes::LOOSE_SPELLING, message)
        .at(place)
        .help(mend)
}

fn told_of_word(found: &Value, word: &str, place: Place) -> Diagnostic {
    if JsonType::parse(word).is_some() {
        return Diagnostic::warning(codes::UNKNOWN_TYPE, format!("unknown type {found}"))
            .at(place)
            .label(format!("read as `{word}`"))
            .suggest(word)
            .help(format!("did you mean `{word}`?"));
    }
    let message = format!("`{word}` is wanted here, but this is the text {found}");
    Diagnostic::warning(codes::LOOSE_SPELLING, message)
        .at(place)
        .help("mind small letters and capitals; it is read as if it were")
}

/// Whether a text is what is meant but for its quotes.
fn is_quoted(found: &Value, meant: &Value) -> bool {
    let text = found.as_str();
    text.is_some_and(|text| text.eq_ignore_ascii_case(&meant.to_string()))
}
