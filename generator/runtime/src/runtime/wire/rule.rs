//! What a string or an integer must be like before it is sent.

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

/// A value is not what it must be like. Says which type and which rule, but not the value, which may be a secret.
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
    Low { least: i64 },
    High { most: i64 },
    NoInteger,
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

/// Where an integer must lie: `minimum` and `maximum` (OpenAPI 3.0 4.7.24).
#[derive(Clone, Copy, Debug)]
pub struct Range {
    minimum: i64,
    maximum: i64,
}

impl Range {
    /// Any integer will do.
    pub const ANY: Self = Self {
        minimum: i64::MIN,
        maximum: i64::MAX,
    };

    /// The same range, from here on.
    #[must_use]
    pub const fn minimum(self, minimum: i64) -> Self {
        Self { minimum, ..self }
    }

    /// The same range, up to here.
    #[must_use]
    pub const fn maximum(self, maximum: i64) -> Self {
        Self { maximum, ..self }
    }

    /// Checks an integer that is to become the type `name`.
    ///
    /// # Errors
    /// When the integer is not in the range.
    pub fn check(&self, name: &'static str, value: i64) -> Result<(), Invalid> {
        let (least, most) = (self.minimum, self.maximum);
        let reason = match value {
            _ if value < least => Reason::Low { least },
            _ if value > most => Reason::High { most },
            _ => return Ok(()),
        };
        Err(Invalid { name, reason })
    }

    /// Checks the integer that a text says.
    ///
    /// # Errors
    /// When the text is no integer, or one that is not in the range.
    pub fn parse(&self, name: &'static str, text: &str) -> Result<i64, Invalid> {
        let no_integer = |_| Invalid {
            name,
            reason: Reason::NoInteger,
        };
        let value = text.parse().map_err(no_integer)?;
        self.check(name, value)?;
        Ok(value)
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
            Reason::Low { least } => write!(f, "{name} must be at least {least}"),
            Reason::High { most } => write!(f, "{name} may be at most {most}"),
            Reason::NoInteger => write!(f, "{name} must be an integer"),
        }
    }
}

impl std::error::Error for Invalid {}
