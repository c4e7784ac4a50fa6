//! What a string must be like before it is sent.

use std::fmt;

/// What a string must be like: `minLength`, `maxLength` and `pattern` (OpenAPI 3.0 4.7.24). Lengths are in
/// characters.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    min_length: usize,
    max_length: usize,
    pattern: Option<(&'static str, Matcher)>,
}

/// Tells whether a string matches a pattern.
type Matcher = fn(&str) -> bool;

/// A string is not what it must be like. Says which type and which rule, but not the string, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    name: &'static str,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    Short { length: usize, least: usize },
    Long { length: usize, most: usize },
    Unlike { pattern: &'static str },
}

impl Rule {
    /// Any string will do.
    pub const ANY: Self = Self {
        min_length: 0,
        max_length: usize::MAX,
        pattern: None,
    };

    /// The same rule, with at least this many characters.
    #[must_use]
    pub const fn min_length(self, min_length: usize) -> Self {
        Self { min_length, ..self }
    }

    /// The same rule, with at most this many characters.
    #[must_use]
    pub const fn max_length(self, max_length: usize) -> Self {
        Self { max_length, ..self }
    }

    /// The same rule, with a pattern and the function that tells whether a string matches it.
    #[must_use]
    pub const fn pattern(self, pattern: &'static str, matches: Matcher) -> Self {
        Self {
            pattern: Some((pattern, matches)),
            ..self
        }
    }

    /// Checks a string that is to become the type `name`.
    ///
    /// # Errors
    /// When the string breaks the rule.
    pub fn check(&self, name: &'static str, value: &str) -> Result<(), Invalid> {
        match self.broken_by(value) {
            None => Ok(()),
            Some(reason) => Err(Invalid { name, reason }),
        }
    }

    fn broken_by(&self, value: &str) -> Option<Reason> {
        let length = value.chars().count();
        if length < self.min_length {
            return Some(Reason::Short {
                length,
                least: self.min_length,
            });
        }
        if length > self.max_length {
            return Some(Reason::Long {
                length,
                most: self.max_length,
            });
        }
        match self.pattern {
            Some((pattern, matches)) if !matches(value) => Some(Reason::Unlike { pattern }),
            _ => None,
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name;
        match self.reason {
            Reason::Short { length, least } => {
                write!(
                    f,
                    "{name} needs at least {least} characters, this has {length}"
                )
            }
            Reason::Long { length, most } => {
                write!(
                    f,
                    "{name} may have at most {most} characters, this has {length}"
                )
            }
            Reason::Unlike { pattern } => write!(f, "{name} must match the pattern {pattern}"),
        }
    }
}

impl std::error::Error for Invalid {}
