//! From the bytes of a file to a value tree, with a diagnostic for all that is odd in between.

use std::ops::Range;
use std::path::Path;

use serde_json::Value;

use super::FileId;
use super::places::{self, Duplicate, PlaceTree};
use super::pointer::Pointer;
use super::text::SourceText;
use super::value::{self, Findings, Noted, Rules};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::parallel;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
}

/// What became of a text.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) format: Format,
    /// `None` where the text can't be read; then there is an error that says why.
    pub(super) value: Option<Value>,
    /// The place tree, where it was made.
    pub(super) places: Option<PlaceTree>,
    /// The `$ref` texts that name other files.
    pub(super) file_references: Vec<String>,
    /// Some part of the document gives itself a name.
    pub(super) has_identifiers: bool,
}

/// Beyond twice the bytes of the text, as much may come from YAML's aliases: nodes, and bytes of texts and keys.
const MAX_ALIASED: usize = 32_000_000;

/// With fewer brackets than this, YAML's flow style is not worth a look at its depth beforehand.
const MANY_BRACKETS: usize = 10_000;

/// From so many bytes on, places in YAML are looked for while it is read, where there is a core for it: that takes half
/// as long, nearly every document has something that is told about it, and nothing else can be done meanwhile.
const WORTH_A_CORE: usize = 100_000;

/// Reads a text as JSON when it begins with a brace or bracket, and as YAML otherwise, or when it
/// is no JSON: YAML's flow style begins alike.
pub(super) fn parse(
    file: FileId,
    path: &Path,
    text: &SourceText,
    first_wrong: Option<Range<usize>>,
    diagnostics: &mut Diagnostics,
) -> Parsed {
    let content = text.as_str();
    let start = content.trim_start();
    let begins_with_comment = start.starts_with("//") || start.starts_with("/*");
    let looks_like_json =
        start.starts_with(['{', '[']) || (begins_with_comment && has_extension(path, "json"));
    let mut parsed = Parsed {
        format: if looks_like_json {
            Format::Json
        } else {
            Format::Yaml
        },
        value: None,
        places: None,
        file_references: Vec::new(),
        has_identifiers: false,
    };
    if let Some(first) = first_wrong {
        diagnostics.push(wrong_bytes(file, first));
    }
    if content.trim().is_empty() {
        diagnostics.push(empty_file(file, path));
        return parsed;
    }
    let mut findings = Findings::default();
    let read = match parsed.format {
        Format::Json => read_json(file, text, &mut findings).or_else(|json_fault| {
            if has_extension(path, "json") {
                return Err(json_fault);
            }
            findings = Findings::default();
            let value = read_yaml(file, text, &mut findings).map_err(|_| json_fault)?;
            parsed.format = Format::Yaml;
            Ok(value)
        }),
        Format::Yaml if content.len() >= WORTH_A_CORE && parallel::cores() > 1 => {
            let (places, read) = parallel::both(
                || place_tree(content, Format::Yaml),
                || read_yaml(file, text, &mut findings),
            );
            parsed.places = Some(places);
            read
        }
        Format::Yaml => read_yaml(file, text, &mut findings),
    };
    match read {
        // A YAML text of comments only.
        Ok(Value::Null) => diagnostics.push(empty_file(file, path)),
        Ok(value) => parsed.value = Some(value),
        Err(fault) => {
            // What was noticed before belongs to a text that has no end.
            diagnostics.push(fault);
            return parsed;
        }
    }
    report(&findings, file, content, &mut parsed, diagnostics);
    parsed.file_references = findings.file_references;
    parsed.has_identifiers = findings.has_identifiers;
    parsed
}

/// The place tree of a text.
pub(super) fn place_tree(text: &str, format: Format) -> PlaceTree {
    match format {
        Format::Json => PlaceTree::of_json(text),
        Format::Yaml => PlaceTree::of_yaml(text),
    }
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

fn read_json(
    file: FileId,
    text: &SourceText,
    findings: &mut Findings,
) -> Result<Value, Diagnostic> {
    let rules = Rules {
        merge_keys: false,
        max_size: usize::MAX,
    };
    let mut deserializer = serde_json::Deserializer::from_str(text.as_str());
    value::read(&mut deserializer, rules, findings)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| match findings.way_too_long {
            true => long_keys(file),
            false => json_fault(file, text, &error),
        })
}

fn json_fault(file: FileId, text: &SourceText, error: &serde_json::Error) -> Diagnostic {
    let offset = text.offset_of_byte_column(error.line(), error.column());
    let words = error.to_string();
    let problem = words
        .split_once(" at line ")
        .map_or(&*words, |(problem, _)| problem);
    let rest = &text.as_str()[text.clamp(offset)..];
    let is_comment = rest.starts_with("//") || rest.starts_with("/*");
    explained(
        if is_comment { COMMENT } else { problem },
        "JSON",
        Place::bytes(file, text.character_at(offset)),
    )
}

fn read_yaml(
    file: FileId,
    text: &SourceText,
    findings: &mut Findings,
) -> Result<Value, Diagnostic> {
    let content = text.as_str();
    let rules = Rules {
        merge_keys: true,
        max_size: content.len().saturating_mul(2) + MAX_ALIASED,
    };
    if let Some(deep) = too_deep(content) {
        return Err(explained(RECURSION, "YAML", Place::bytes(file, deep)));
    }
    let deserializer = serde_yaml::Deserializer::from_str(content);
    value::read(deserializer, rules, findings).map_err(|error| {
        let words = error.to_string();
        if findings.way_too_long {
            long_keys(file)
        } else if findings.grew_too_large || words.contains("repetition limit exceeded") {
            alias_bomb(file)
        } else if words.contains("more than one document") {
            second_document(file, text)
        } else {
            yaml_fault(file, text, &error, &words)
        }
    })
}

/// Where flow style is nested too deep. The parser finds out as well, but takes time by the square of the depth.
fn too_deep(content: &str) -> Option<Range<usize>> {
    let opens = |byte: &u8| matches!(byte, b'[' | b'{');
    let is_suspect = content.bytes().filter(opens).count() > MANY_BRACKETS;
    is_suspect.then(|| places::too_deep(content)).flatten()
}

fn long_keys(file: FileId) -> Diagnostic {
    let message = "the keys that lead to some node are more than 16 kB together";
    Diagnostic::error(codes::LONG_KEYS, message)
        .at(Place::bytes(file, 0..0))
        .help("shorten the keys")
}

fn alias_bomb(file: FileId) -> Diagnostic {
    let message = "the aliases of this YAML repeat far too much of it";
    Diagnostic::error(codes::ALIAS_BOMB, message)
        .at(Place::bytes(file, 0..0))
        .help("write repeated parts once, and point at them by `$ref`")
}

fn second_document(file: FileId, text: &SourceText) -> Diagnostic {
    let marker = text.as_str().rfind("\n---").map_or(0, |offset| offset + 1);
    let message = "the file holds more than one YAML document";
    Diagnostic::error(codes::SYNTAX, message)
        .at(Place::bytes(file, marker..marker + 3))
        .help("put each document into a file of its own")
}

fn yaml_fault(
    file: FileId,
    text: &SourceText,
    error: &serde_yaml::Error,
    words: &str,
) -> Diagnostic {
    let offset = match words.split_once(" at position ") {
        // Characters that YAML forbids are found before there are lines.
        Some((_, offset)) => leading_number(offset),
        None => error.location().map_or(0, |location| {
            text.offset(location.line(), location.column())
        }),
    };
    if let Some(tab) = tab_in_indentation(text, offset) {
        return Diagnostic::error(codes::SYNTAX, "not valid YAML: a tab in the indentation")
            .at(Place::bytes(file, tab..tab + 1))
            .help("indent with spaces; YAML allows no tabs there (YAML 1.2.2, section 6.1)");
    }
    let (problem, rest) = words.split_once(" at ").unwrap_or((words, ""));
    let place = Place::bytes(file, text.character_at(offset));
    let diagnostic = explained(problem, "YAML", place);
    let context = rest.split_once(", ");
    match context.and_then(|(_, context)| yaml_context(context, text)) {
        Some((place, context)) => diagnostic.related(Place::bytes(file, place), context),
        None => diagnostic,
    }
}

fn leading_number(text: &str) -> usize {
    let digits = text.split(|c: char| !c.is_ascii_digit()).next();
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// Reads `while parsing a block mapping at line 1 column 1`.
fn yaml_context(words: &str, text: &SourceText) -> Option<(Range<usize>, String)> {
    let (context, position) = words.split_once(" at line ")?;
    let (line, column) = position.split_once(" column ")?;
    let offset = text.offset(line.parse().ok()?, column.parse().ok()?);
    Some((text.character_at(offset), context.to_owned()))
}

/// The tab in the indentation of the line at `offset`, if there is one.
fn tab_in_indentation(text: &SourceText, offset: usize) -> Option<usize> {
    let line = text.line_around(offset);
    let content = &text.as_str()[line.clone()];
    let indentation = content.len() - content.trim_start_matches([' ', '\t']).len();
    let tab = content[..indentation].find('\t')?;
    Some(line.start + tab)
}

/// What no parser calls by its name.
const COMMENT: &str = "a comment";

/// What both parsers say of a text that is nested too deep.
const RECURSION: &str = "recursion limit exceeded";

/// A parser's words, made ours, with what usually mends the fault.
fn explained(problem: &str, format: &str, place: Place) -> Diagnostic {
    let (problem, help) = match problem {
        RECURSION => (
            "nested deeper than 128 levels",
            Some("move inner parts out, and point at them by `$ref`"),
        ),
        "EOF while parsing a value"
        | "EOF while parsing a list"
        | "EOF while parsing an object"
        | "EOF while parsing a string" => (
            "the text ends too early",
            Some("close every brace, bracket and quote"),
        ),
        "key must be a string" => (
            problem,
            Some("keys and texts stand in double quotes, and one comma between members"),
        ),
        COMMENT => (problem, Some("remove it: JSON has no comments")),
        "trailing comma" => (problem, Some("remove the comma before the closing bracket")),
        "control characters are not allowed" => (
            "a control character",
            Some("remove it, or write it as an escape in double quotes"),
        ),
        "mapping values are not allowed in this context" => (
            "unexpected `:`",
            Some("put a text that holds `: ` in quotes, or mend the indentation"),
        ),
        "found character that cannot start any token" => (
            "a character that no plain text can begin with",
            Some("put the text in quotes"),
        ),
        "did not find expected key" => (
            "a key was expected here",
            Some("compare the indentation of this line with the lines before it"),
        ),
        "unknown anchor" => (
            "an alias of an anchor that does not exist",
            Some("write `&name` before the value that `*name` stands for"),
        ),
        _ if problem.contains("expected a string") => (
            "a key that is neither text nor number",
            Some("use a plain text as the key"),
        ),
        _ => (problem, None),
    };
    let message = format!("not valid {format}: {problem}");
    let diagnostic = Diagnostic::error(codes::SYNTAX, message).at(place);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

fn empty_file(file: FileId, path: &Path) -> Diagnostic {
    Diagnostic::error(codes::EMPTY, format!("`{}` is empty", path.display()))
        .at(Place::bytes(file, 0..0))
        .help("a document is a JSON or YAML text with an object at its root")
}

fn wrong_bytes(file: FileId, first: Range<usize>) -> Diagnostic {
    Diagnostic::warning(codes::ENCODING, "the file is not UTF-8 from here on")
        .at(Place::bytes(file, first))
        .label("each wrong byte becomes `\u{fffd}`")
        .help("save the file as UTF-8")
}

/// Makes the findings diagnostics.
fn report(
    findings: &Findings,
    file: FileId,
    content: &str,
    parsed: &mut Parsed,
    diagnostics: &mut Diagnostics,
) {
    let value_at = |pointer: &Pointer| Place::value(file, pointer.clone());
    let integer = |pointer: &Pointer| Some(large_integer(value_at(pointer)));
    diagnostics.extend(told(file, &findings.large_integers, integer));
    let non_finite = |pointer: &Pointer| Some(non_finite_number(value_at(pointer)));
    diagnostics.extend(told(file, &findings.non_finite_numbers, non_finite));
    let tag = |(pointer, tag): &(Pointer, String)| Some(dropped_tag(value_at(pointer), tag));
    diagnostics.extend(told(file, &findings.tags, tag));
    let merge = |pointer: &Pointer| Some(bad_merge(value_at(pointer)));
    diagnostics.extend(told(file, &findings.bad_merges, merge));

    if !findings.has_duplicate_keys && findings.large_floats.kept.is_empty() {
        return;
    }
    let format = parsed.format;
    let places = &mut parsed.places;
    let tree = places.get_or_insert_with(|| place_tree(content, format));
    let whole = |pointer: &Pointer| {
        let place = tree.find(pointer, content)?;
        is_whole_number(&content[place.value]).then(|| large_integer(value_at(pointer)))
    };
    diagnostics.extend(told(file, &findings.large_floats, whole));
    let duplicates = tree.duplicates(content);
    diagnostics.extend(
        duplicates
            .iter()
            .map(|duplicate| duplicate_key(file, duplicate)),
    );
}

/// What is told of the findings of a kind, and how many more there are.
fn told<T>(
    file: FileId,
    noted: &Noted<T>,
    tell: impl Fn(&T) -> Option<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = noted.kept.iter().filter_map(tell).collect();
    let first = told.first().filter(|_| noted.left_out > 0);
    let others = first.map(|first| {
        let message = format!(
            "{}, and at up to {} more places",
            first.message, noted.left_out
        );
        let others = Diagnostic {
            message,
            labels: Vec::new(),
            ..first.clone()
        };
        others.at(Place::bytes(file, 0..0))
    });
    told.extend(others);
    told
}

fn large_integer(place: Place) -> Diagnostic {
    Diagnostic::note(codes::LARGE_INTEGER, "a whole number beyond 64 bits")
        .at(place)
        .label("taken as the nearest floating point number")
        .help("write it as a text, if every digit matters")
}

fn non_finite_number(place: Place) -> Diagnostic {
    Diagnostic::warning(codes::NON_FINITE, "a number that JSON does not have")
        .at(place)
        .label("neither infinity nor not-a-number can be sent as JSON")
        .help("leave it out, or write a finite number")
}

fn dropped_tag(place: Place, tag: &str) -> Diagnostic {
    let message = format!("the YAML tag `!{tag}` means nothing here");
    Diagnostic::warning(codes::TAG, message)
        .at(place)
        .label("read as if it had no tag")
        .help("remove the tag")
}

fn bad_merge(place: Place) -> Diagnostic {
    Diagnostic::warning(codes::BAD_MERGE, "only mappings can be merged by `<<`")
        .at(place)
        .help("give the alias of a mapping, or a list of such aliases")
}

fn duplicate_key(file: FileId, duplicate: &Duplicate) -> Diagnostic {
    let message = format!("the key `{}` is there twice", duplicate.name);
    Diagnostic::warning(codes::DUPLICATE_KEY, message)
        .at(Place::bytes(file, duplicate.again.clone()))
        .label("this one is taken")
        .related(Place::bytes(file, duplicate.first.clone()), "first here")
        .help("remove or rename one of them")
}

/// Whether a number is written without fraction and exponent.
fn is_whole_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
