//! Regular expressions (`pattern`, OpenAPI 3.0 4.7.24).

use std::sync::OnceLock;

use regex_lite::Regex;

/// A regular expression that is compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    expression: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern of this expression.
    #[must_use]
    pub const fn new(expression: &'static str) -> Self {
        Self {
            expression,
            compiled: OnceLock::new(),
        }
    }

    /// Whether the pattern is found in a string. Where the expression can't be compiled, as when it looks around, no
    /// string is turned down: the server has the last word.
    pub fn matches(&self, value: &str) -> bool {
        let compiled = self
            .compiled
            .get_or_init(|| Regex::new(self.expression).ok());
        compiled.as_ref().is_none_or(|regex| regex.is_match(value))
    }
}
