//! Round trips: values of the document's schemas are decoded by the emitted types, encoded again, and compared.
//!
//! | file | what it does |
//! |---|---|
//! | `translate`, `document` | the schemas as JSON Schema 2020-12, to look up and to validate against |
//! | `constraints`, `values`, `texts`, `pattern` | random values of a schema |
//! | `examples` | the values that the document itself gives |
//! | `subjects` | which emitted type stands for which schema |
//! | `harness` | the program that decodes and encodes |
//! | `compare`, `declared`, `findings` | what came of it |

mod bases;
mod compare;
pub(super) mod constraints;
mod declared;
pub(super) mod document;
mod examples;
mod findings;
mod harness;
mod pattern;
pub(super) mod subjects;
mod texts;
mod translate;
mod values;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::{Context, Result};
use generator::Generation;
use generator::api::Type;
use generator::source::Pointer;
use jsonschema::Validator;
use serde_json::Value;

pub(super) use self::findings::Findings;

use self::declared::is_declared;
use self::document::{Document, Formats, Validators};
use self::findings::Tried;
use self::harness::{Case, Emitted, Harness};
use self::subjects::{Subjects, rust_type};
use self::values::{Extent, Maker};

/// What to try.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// Random values of every schema.
    pub(super) random: Option<Randomness>,
    /// The document's own examples.
    pub(super) examples: bool,
}

/// How many random values, and which.
#[derive(Clone, Copy, Debug)]
pub(super) struct Randomness {
    /// Values of each schema.
    pub(super) values: usize,
    /// The same seed gives the same values.
    pub(super) seed: u64,
}

/// What came of both kinds of values.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) random: Option<Findings>,
    pub(super) examples: Option<Findings>,
}

/// A value to be tried.
struct Trial {
    /// Where the value comes from: the schema, or the example.
    place: Pointer,
    schema: Pointer,
    reading: Reading,
    /// Which of the harness's types.
    ty: usize,
    value: Value,
}

/// How a schema is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Reading {
    /// As it is written.
    Strict,
    /// With each `oneOf` as `anyOf`.
    Loose,
    /// Without the formats that emitted types make nothing of.
    Lenient,
}

/// Tries values of a document's schemas on the crate that was emitted into `folder`.
pub(super) fn run(
    generation: &Generation,
    folder: &Path,
    target: &Path,
    plan: Plan,
) -> Result<Outcome> {
    let api = generation.api.as_ref().context("no model")?;
    let file = generation.sources.files().next().context("no document")?;
    let given = generation.sources.value(file).context("no document")?;
    let plain = Document::new(given);
    let document = Document::with_subtypes(given);
    let loose = document.loosely();
    let subjects = Subjects::new(api, &plain);
    let mut session = Session {
        subjects: &subjects,
        document: &document,
        strict: document.validators()?,
        loose: loose.validators()?,
        known: HashMap::new(),
        types: Vec::new(),
    };
    let random = plan
        .random
        .map(|randomness| session.random_trials(randomness));
    let examples = plan.examples.then(|| session.example_trials(given));
    let emitted = Emitted {
        folder,
        package: &api.package.name,
    };
    let harness = Harness::build(&emitted, &session.types, target)?;
    let mut judged = |trials: Option<(Findings, Vec<Trial>)>| {
        trials
            .map(|(findings, trials)| session.judged(&harness, findings, trials))
            .transpose()
    };
    Ok(Outcome {
        random: judged(random)?,
        examples: judged(examples)?,
    })
}

/// The types that are tried, and validators that are made once.
struct Session<'a> {
    subjects: &'a Subjects<'a>,
    document: &'a Document,
    strict: Validators<'a>,
    loose: Validators<'a>,
    known: HashMap<(Pointer, Reading), Result<Validator, String>>,
    /// The types of the harness as it writes them.
    types: Vec<String>,
}

impl Session<'_> {
    fn validator(&mut self, schema: &Pointer, reading: Reading) -> Result<&Validator, String> {
        let key = (schema.clone(), reading);
        if !self.known.contains_key(&key) {
            let (validators, formats) = match reading {
                Reading::Strict => (&self.strict, Formats::All),
                Reading::Loose => (&self.loose, Formats::All),
                Reading::Lenient => (&self.strict, Formats::OfTypes),
            };
            let validator = validators
                .at(schema, formats)
                .map_err(|error| error.to_string());
            self.known.insert(key.clone(), validator);
        }
        match self.known.get(&key) {
            Some(Ok(validator)) => Ok(validator),
            Some(Err(error)) => Err(error.clone()),
            None => Err("no validator".to_owned()),
        }
    }

    /// The number of a type; one that also has to take null is an `Option`.
    fn number(&mut self, ty: &str, null: bool) -> usize {
        let text = if null && !ty.starts_with("Option<") {
            format!("Option<{ty}>")
        } else {
            ty.to_owned()
        };
        let known = self.types.iter().position(|known| *known == text);
        known.unwrap_or_else(|| {
            self.types.push(text);
            self.types.len() - 1
        })
    }

    fn random_trials(&mut self, randomness: Randomness) -> (Findings, Vec<Trial>) {
        let mut findings = Findings::default();
        let mut trials = Vec::new();
        for (index, (schema, ty)) in self.subjects.whole().into_iter().enumerate() {
            let takes_null = match self.validator(&schema, Reading::Strict) {
                Ok(validator) => validator.is_valid(&Value::Null),
                Err(error) => {
                    findings.untried(&schema, error);
                    continue;
                }
            };
            let made = self.made(&schema, index, randomness);
            let (mut reading, mut valid) =
                (Reading::Strict, self.valid(&schema, Reading::Strict, &made));
            if valid.is_empty() {
                (reading, valid) = (Reading::Loose, self.valid(&schema, Reading::Loose, &made));
                match valid.as_slice() {
                    [] => findings.untried(&schema, self.why_none_is_valid(&schema, &made)),
                    _ => findings.loosely.push(schema.to_string()),
                }
            }
            findings.schemas += usize::from(!valid.is_empty());
            findings.invalid += randomness.values - valid.len();
            let ty = self.number(&rust_type(&ty), takes_null);
            trials.extend(valid.into_iter().map(|value| Trial {
                place: schema.clone(),
                schema: schema.clone(),
                reading,
                ty,
                value,
            }));
        }
        (findings, trials)
    }

    /// Random values of a schema, valid or not.
    fn made(&self, schema: &Pointer, index: usize, randomness: Randomness) -> Vec<Value> {
        let Some(node) = self.document.find(schema) else {
            return Vec::new();
        };
        let mut maker = Maker::new(self.document, randomness.seed.wrapping_add(index as u64));
        let extents = (0..randomness.values).map(|turn| match turn {
            0 => Extent::Full,
            1 => Extent::Bare,
            turn if turn % 4 == 0 => Extent::Full,
            _ => Extent::Random,
        });
        extents
            .filter_map(|extent| maker.make(node, extent))
            .collect()
    }

    fn valid(&mut self, schema: &Pointer, reading: Reading, made: &[Value]) -> Vec<Value> {
        let Ok(validator) = self.validator(schema, reading) else {
            return Vec::new();
        };
        let valid = made.iter().filter(|value| validator.is_valid(value));
        valid.cloned().collect()
    }

    fn why_none_is_valid(&mut self, schema: &Pointer, made: &[Value]) -> String {
        let Some(value) = made.iter().min_by_key(|value| value.to_string().len()) else {
            return "no value could be made".to_owned();
        };
        let why = match self.validator(schema, Reading::Loose) {
            Ok(validator) => validator
                .validate(value)
                .err()
                .map(|error| error.to_string()),
            Err(error) => Some(error),
        };
        format!("no valid value could be made: {}", why.unwrap_or_default())
    }

    fn example_trials(&mut self, document: &Value) -> (Findings, Vec<Trial>) {
        let mut findings = Findings::default();
        let mut trials = Vec::new();
        let mut schemas = HashSet::new();
        for example in examples::find(document) {
            let Some(ty) = self.subjects.type_at(&example.schema) else {
                findings.untried(
                    &example.place,
                    "no emitted type stands for its schema alone",
                );
                continue;
            };
            if holds_bytes(&ty) {
                findings.untried(&example.place, "bytes are no JSON");
                continue;
            }
            let takes_null = match self.validator(&example.schema, Reading::Lenient) {
                Ok(validator) => match validator.validate(&example.value) {
                    Ok(()) => validator.is_valid(&Value::Null),
                    Err(error) => {
                        findings.invalid_example(&example.place, error.to_string());
                        continue;
                    }
                },
                Err(error) => {
                    findings.untried(&example.place, error);
                    continue;
                }
            };
            schemas.insert(example.schema.clone());
            trials.push(Trial {
                place: example.place,
                schema: example.schema,
                reading: Reading::Lenient,
                ty: self.number(&rust_type(&ty), takes_null),
                value: example.value,
            });
        }
        findings.schemas = schemas.len();
        (findings, trials)
    }

    fn judged(
        &mut self,
        harness: &Harness,
        mut findings: Findings,
        trials: Vec<Trial>,
    ) -> Result<Findings> {
        let cases: Vec<Case> = trials
            .iter()
            .map(|trial| Case {
                ty: trial.ty,
                value: trial.value.clone(),
            })
            .collect();
        let answers = harness.run(&cases)?;
        for (trial, answer) in trials.iter().zip(answers) {
            let ty = self.types[trial.ty].clone();
            let tried = Tried {
                place: &trial.place,
                ty: &ty,
                value: &trial.value,
                answer,
            };
            let document = self.document;
            let schema = document.find(&trial.schema).unwrap_or(&Value::Null);
            let validator = self.validator(&trial.schema, trial.reading);
            findings.judge(
                &tried,
                |value| {
                    validator
                        .as_ref()
                        .is_ok_and(|validator| validator.is_valid(value))
                },
                |path| is_declared(document, schema, path),
            );
        }
        Ok(findings)
    }
}

/// `format: binary`, which only forms and bodies of bytes have.
fn holds_bytes(ty: &Type) -> bool {
    *ty == Type::File || ty.parts().iter().any(holds_bytes)
}
