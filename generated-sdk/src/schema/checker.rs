//! Records checked against a schema.

use std::fmt;
use std::sync::Arc;

use jsonschema::Validator;
use serde_json::Value;

use super::InvalidSchema;
use crate::Map;

/// Checks records against a schema (feature `validate`). Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct SchemaChecker(Arc<Validator>);

impl SchemaChecker {
    pub(super) fn new(schema: &Map<Value>) -> Result<Self, InvalidSchema> {
        let schema = schema.clone().into_iter().collect();
        jsonschema::validator_for(&Value::Object(schema))
            .map(|validator| Self(Arc::new(validator)))
            .map_err(|error| InvalidSchema::Malformed(error.to_string()))
    }

    /// Checks a record.
    ///
    /// # Errors
    /// When it breaks the schema; the error says where and how.
    pub fn check(&self, record: &Value) -> Result<(), SchemaViolation> {
        let problems: Vec<Problem> = self
            .0
            .iter_errors(record)
            .take(MOST_PROBLEMS)
            .map(|error| Problem {
                place: error.instance_path().to_string(),
                message: error.to_string(),
            })
            .collect();
        if problems.is_empty() {
            Ok(())
        } else {
            Err(SchemaViolation { problems })
        }
    }
}

/// How many problems of a record are told.
const MOST_PROBLEMS: usize = 10;

/// What is wrong with a record; ten problems at most.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SchemaViolation {
    /// The problems.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Where it is, as a JSON pointer (RFC 6901); empty for the record as a whole.
    pub place: String,
    /// What is wrong, for people.
    pub message: String,
}

impl fmt::Display for SchemaViolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            let place = if problem.place.is_empty() {
                "the record"
            } else {
                &problem.place
            };
            write!(f, "{separator}{place}: {}", problem.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for SchemaViolation {}
