//! Round trips: values of the document's schemas are decoded by the emitted types, encoded again, and compared.
//!
//! | file | what it does |
//! |---|---|
//! | `translate`, `document` | the schemas as JSON Schema 2020-12, to look up and to validate against |
//! | `constraints`, `values`, `texts`, `pattern` | random values of a schema |
//! | `examples` | the values that the document itself gives |
//! | `subjects` | which emitted type stands for which schema |
//! | `harness` | the program that decodes and encodes |
//! | `compare`, `findings` | what came of it |

mod compare;
pub(super) mod constraints;
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
use generator::source::Pointer;
use jsonschema::Validator;
use serde_json::Value;

pub(super) use self::findings::Findings;

use self::document::{Document, Validators};
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
    /// Which of the harness's types.
    ty: usize,
    value: Value,
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
    let document = Document::new(given);
    let subjects = Subjects::new(api, &document);
    let mut session = Session {
        subjects: &subjects,
        validators: document.validators()?,
        known: HashMap::new(),
        types: Vec::new(),
    };
    let random = plan
        .random
        .map(|randomness| session.random_trials(&document, randomness));
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
    validators: Validators<'a>,
    known: HashMap<Pointer, Result<Validator, String>>,
    /// The types of the harness as it writes them.
    types: Vec<String>,
}

impl Session<'_> {
    fn validator(&mut self, schema: &Pointer) -> Result<&Validator, String> {
        if !self.known.contains_key(schema) {
            let validator = self.validators.at(schema);
            self.known
                .insert(schema.clone(), validator.map_err(|error| error.to_string()));
        }
        match self.known.get(schema) {
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

    fn random_trials(
        &mut self,
        document: &Document,
        randomness: Randomness,
    ) -> (Findings, Vec<Trial>) {
        let mut findings = Findings::default();
        let mut trials = Vec::new();
        for (index, (schema, ty)) in self.subjects.whole().into_iter().enumerate() {
            let Some(node) = document.find(&schema) else {
                findings.untried(&schema, "it can't be found");
                continue;
            };
            let ty = rust_type(&ty);
            let takes_null = match self.validator(&schema) {
                Ok(validator) => validator.is_valid(&Value::Null),
                Err(error) => {
                    findings.untried(&schema, error);
                    continue;
                }
            };
            let number = self.number(&ty, takes_null);
            let mut maker = Maker::new(document, randomness.seed.wrapping_add(index as u64));
            let before = trials.len();
            for turn in 0..randomness.values {
                let extent = match turn {
                    0 => Extent::Full,
                    1 => Extent::Bare,
                    turn if turn % 4 == 0 => Extent::Full,
                    _ => Extent::Random,
                };
                let value = maker.make(node, extent);
                let validator = self.validator(&schema);
                let is_valid =
                    |value: &Value| validator.is_ok_and(|validator| validator.is_valid(value));
                match value.filter(is_valid) {
                    Some(value) => trials.push(Trial {
                        place: schema.clone(),
                        schema: schema.clone(),
                        ty: number,
                        value,
                    }),
                    None => findings.invalid += 1,
                }
            }
            if trials.len() == before {
                findings.untried(&schema, "no valid value could be made");
            } else {
                findings.schemas += 1;
            }
        }
        (findings, trials)
    }

    fn example_trials(&mut self, document: &Value) -> (Findings, Vec<Trial>) {
        let mut findings = Findings::default();
        let mut trials = Vec::new();
        let mut schemas = HashSet::new();
        for example in examples::find(document) {
            let Some(ty) = self.subjects.type_at(&example.schema) else {
                findings.untried(&example.place, "other schemas have a say in its type");
                continue;
            };
            let takes_null = match self.validator(&example.schema) {
                Ok(validator) if !validator.is_valid(&example.value) => {
                    findings.invalid += 1;
                    continue;
                }
                Ok(validator) => validator.is_valid(&Value::Null),
                Err(error) => {
                    findings.untried(&example.place, error);
                    continue;
                }
            };
            schemas.insert(example.schema.clone());
            trials.push(Trial {
                place: example.place,
                schema: example.schema,
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
            let validator = self.validator(&trial.schema);
            findings.judge(&tried, |value| {
                validator
                    .as_ref()
                    .is_ok_and(|validator| validator.is_valid(value))
            });
        }
        Ok(findings)
    }
}
