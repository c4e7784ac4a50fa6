//! How much a maintainer lets each code matter: `[lints]` of `sdk.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Code, Diagnostics, Severity};

/// How much a code matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// It isn't mentioned.
    Allow,
    /// It is mentioned.
    Note,
    /// It is a warning, and an error in strict runs.
    Warn,
    /// It is an error: nothing is generated.
    Deny,
}

impl Level {
    /// The severity of what isn't allowed.
    const fn severity(self) -> Option<Severity> {
        match self {
            Self::Allow => None,
            Self::Note => Some(Severity::Note),
            Self::Warn => Some(Severity::Warning),
            Self::Deny => Some(Severity::Error),
        }
    }
}

/// The levels that were set; all other codes matter as much as [`Code::severity`] says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(BTreeMap<Code, Level>);

impl Levels {
    /// Sets the level of a code.
    pub fn set(&mut self, code: Code, level: Level) {
        self.0.insert(code, level);
    }

    /// Gives each diagnostic the severity of its level. Errors stay: without what they are about there is nothing to
    /// generate from.
    pub fn apply(&self, diagnostics: &mut Diagnostics) {
        diagnostics.items.retain_mut(|diagnostic| {
            let level = self.0.get(&diagnostic.code);
            let Some(level) = level.filter(|_| diagnostic.severity != Severity::Error) else {
                return true;
            };
            let severity = level.severity();
            diagnostic.severity = severity.unwrap_or(diagnostic.severity);
            severity.is_some()
        });
    }
}
