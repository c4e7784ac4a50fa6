//! What came of the round trips of a document.

use generator::source::Pointer;
use serde::Serialize;
use serde_json::Value;

use super::compare::{Difference, compare};
use super::harness::Answer;

/// What came of the round trips of a document.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Findings {
    /// Schemas of which values were tried.
    pub(crate) schemas: usize,
    /// Values that were tried, all of them valid.
    pub(crate) values: usize,
    /// Values that are not valid, so that nothing was tried: made ones that miss their schema, and examples that do.
    pub(crate) invalid: usize,
    /// Examples that are not valid, with the reason.
    pub(crate) invalid_examples: Vec<Note>,
    /// Schemas and examples of which nothing could be tried, with the reason.
    pub(crate) untried: Vec<Note>,
    /// Values that did not come back, the smallest one of each schema.
    pub(crate) failures: Vec<Failure>,
    /// How many values did not come back.
    pub(crate) failed: usize,
    /// How many values came back with an instant or UUID in another spelling.
    pub(crate) respelt: usize,
    /// How many values came back, but were kept in part as something that the document does not name.
    pub(crate) unrecognized: usize,
    /// How many values came back without members that no schema speaks of, but with all others.
    pub(crate) undeclared: usize,
    /// Schemas that no value satisfies unless `oneOf` is read as `anyOf`, as it was then.
    pub(crate) loosely: Vec<String>,
    /// The smallest value of each schema that was respelt, not recognised or bereft of undeclared members.
    pub(crate) remarks: Vec<Failure>,
}

/// Something to be said of a place.
#[derive(Debug, Serialize)]
pub(crate) struct Note {
    pub(crate) place: String,
    pub(crate) text: String,
}

/// A value that did not come back, or not as it was.
#[derive(Debug, Serialize)]
pub(crate) struct Failure {
    /// The schema, or the example.
    pub(crate) place: String,
    /// The emitted type.
    pub(crate) ty: String,
    pub(crate) value: String,
    pub(crate) what: String,
}

/// A value that was tried.
pub(super) struct Tried<'a> {
    pub(super) place: &'a Pointer,
    pub(super) ty: &'a str,
    pub(super) value: &'a Value,
    pub(super) answer: Answer,
}

impl Findings {
    pub(crate) fn passed(&self) -> bool {
        self.failures.is_empty()
    }

    pub(super) fn untried(&mut self, place: &Pointer, text: impl Into<String>) {
        self.untried.push(Note {
            place: place.to_string(),
            text: text.into(),
        });
    }

    pub(super) fn invalid_example(&mut self, place: &Pointer, text: String) {
        self.invalid += 1;
        self.invalid_examples.push(Note {
            place: place.to_string(),
            text,
        });
    }

    /// Judges an answer; `is_valid` tells whether what came out is of the schema, `is_declared` whether the schema speaks
    /// of what stands at a path.
    pub(super) fn judge(
        &mut self,
        tried: &Tried<'_>,
        is_valid: impl Fn(&Value) -> bool,
        is_declared: impl Fn(&[String]) -> bool,
    ) {
        self.values += 1;
        let (text, unrecognized) = match &tried.answer {
            Answer::Encoded { text, unrecognized } => (text, *unrecognized),
            Answer::Refused(why) => return self.fail(tried, format!("refused: {why}")),
            Answer::None => return self.fail(tried, "the program ended".to_owned()),
        };
        let got: Value = match serde_json::from_str(text) {
            Ok(got) => got,
            Err(error) => return self.fail(tried, format!("no JSON came out: {error}")),
        };
        let comparison = compare(tried.value, &got);
        let declared =
            |difference: &&Difference| !difference.is_gone || is_declared(&difference.path);
        if let Some(difference) = comparison.differences.iter().find(declared) {
            return self.fail(tried, difference.to_string());
        }
        if let Some(difference) = comparison.differences.first() {
            self.undeclared += 1;
            note(
                &mut self.remarks,
                tried,
                format!("undeclared: {difference}"),
            );
        }
        if let Some(what) = comparison.respelt {
            self.respelt += 1;
            note(&mut self.remarks, tried, format!("respelt: {what}"));
        }
        if !is_valid(&got) {
            self.fail(tried, "what came out is not valid".to_owned());
        } else if unrecognized {
            self.unrecognized += 1;
            note(&mut self.remarks, tried, "unrecognised".to_owned());
        }
    }

    fn fail(&mut self, tried: &Tried<'_>, what: String) {
        self.failed += 1;
        note(&mut self.failures, tried, what);
    }
}

/// Keeps the smallest value of each schema.
fn note(failures: &mut Vec<Failure>, tried: &Tried<'_>, what: String) {
    let failure = Failure {
        place: tried.place.to_string(),
        ty: tried.ty.to_owned(),
        value: tried.value.to_string(),
        what,
    };
    let kind = |text: &str| {
        let kinds = ["respelt", "undeclared", "unrecognised"];
        kinds.into_iter().find(|kind| text.starts_with(kind))
    };
    let known = failures
        .iter_mut()
        .find(|known| known.place == failure.place && kind(&known.what) == kind(&failure.what));
    match known {
        Some(known) if known.value.len() > failure.value.len() => *known = failure,
        Some(_) => {}
        None => failures.push(failure),
    }
}
