//! Every code of a diagnostic: its name, how much it matters, and its page of explanation.
//!
//! The hundreds tell where a fault lies: 1 text, 2 references, 3 overlay, 4 dialect, 5 schemas, 6 operations, 7 sdk.toml;
//! 8 is what makes a crate poorer than it could be (see `lint`).

use std::fmt;

use super::Severity;
use crate::source::suggest;

/// What a diagnostic is about: a short stable name by which it can be looked up, set in `sdk.toml` and explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static Entry);

/// A line of the table. Sorted by its number.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Entry {
    number: &'static str,
    name: &'static str,
    severity: Severity,
    title: &'static str,
    page: &'static str,
}

impl Code {
    /// The code as it is written, such as `E0102`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0.number
    }

    /// Its readable name, such as `empty-file`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// How much it matters where `sdk.toml` says nothing. A few are milder in some places; an error can't be made milder.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.0.severity
    }

    /// What it means, in one sentence.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.0.title.trim()
    }

    /// What it means, an example and how to mend it, in Markdown. The fences of the examples are marked: `yaml,faulty`.
    #[must_use]
    pub const fn page(self) -> &'static str {
        self.0.page
    }

    /// The page for readers: the fences of the examples say only what language they are in.
    #[must_use]
    pub fn explanation(self) -> String {
        let lines = self
            .0
            .page
            .lines()
            .map(|line| match line.strip_prefix("```") {
                Some(marks) => format!("```{}\n", marks.split(',').next().unwrap_or_default()),
                None => format!("{line}\n"),
            });
        lines.collect()
    }

    /// Whether it is no fault, but makes the crate poorer than it could be.
    #[must_use]
    pub fn is_lint(self) -> bool {
        self.0.number.starts_with("E08")
    }

    /// The code of that number or name.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let is_it = |code: &Self| code.0.number.eq_ignore_ascii_case(text) || code.0.name == text;
        ALL.iter().copied().find(is_it)
    }

    /// The name that comes nearest to a wrong one. Of numbers every other one is near.
    #[must_use]
    pub fn nearest(text: &str) -> Option<&'static str> {
        suggest::nearest(text, ALL.iter().map(|code| code.0.name))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.number)
    }
}

macro_rules! codes {
    ($(#[doc = $title:literal] $constant:ident = ($number:literal, $name:literal, $severity:ident);)*) => {
        $(
            #[doc = $title]
            pub const $constant: Code = Code(&Entry {
                number: $number,
                name: $name,
                severity: Severity::$severity,
                title: $title,
                page: include_str!(concat!("pages/", $number, ".md")),
            });
        )*

        /// All codes, sorted.
        pub const ALL: &[Code] = &[$($constant),*];
    };
}

codes! {
    /// A file can't be read.
    UNREADABLE = ("E0101", "unreadable-file", Error);
    /// A file holds nothing.
    EMPTY = ("E0102", "empty-file", Error);
    /// A file is not UTF-8.
    ENCODING = ("E0103", "not-utf-8", Warning);
    /// A file is neither JSON nor YAML.
    SYNTAX = ("E0104", "syntax", Error);
    /// A document is not an object.
    NOT_AN_OBJECT = ("E0105", "not-an-object", Error);
    /// An object has the same key twice.
    DUPLICATE_KEY = ("E0106", "duplicate-key", Warning);
    /// YAML's aliases, or references to what is copied, make a small text a huge tree.
    ALIAS_BOMB = ("E0107", "alias-bomb", Error);
    /// A number is not a number or infinite, which JSON does not have.
    NON_FINITE = ("E0108", "non-finite-number", Warning);
    /// YAML's merge key has something else than mappings to merge.
    BAD_MERGE = ("E0109", "bad-merge-key", Warning);
    /// A YAML tag has no meaning here and is dropped.
    TAG = ("E0110", "unknown-tag-of-yaml", Warning);
    /// A whole number does not fit into 64 bits.
    LARGE_INTEGER = ("E0111", "large-integer", Note);
    /// The keys that lead to a node are too long.
    LONG_KEYS = ("E0112", "long-keys", Error);
    /// A reference is not written as one.
    BAD_REFERENCE = ("E0201", "bad-reference", Warning);
    /// A reference points at nothing.
    DANGLING_REFERENCE = ("E0202", "dangling-reference", Warning);
    /// A reference names a file that could not be loaded.
    UNLOADED_FILE = ("E0203", "unloaded-file", Warning);
    /// A reference points into the network.
    REMOTE_REFERENCE = ("E0204", "remote-reference", Warning);
    /// A reference leaves the folder of the main document.
    OUTSIDE_FOLDER = ("E0205", "reference-outside-folder", Warning);
    /// A chain of references leads back to itself.
    CIRCULAR_REFERENCE = ("E0206", "circular-reference", Warning);
    /// An overlay does not have the form of one.
    BAD_OVERLAY = ("E0301", "bad-overlay", Error);
    /// An overlay has a key that the specification does not know.
    UNKNOWN_OVERLAY_KEY = ("E0302", "unknown-overlay-key", Error);
    /// An action's target, or what it copies, is not a JSONPath.
    BAD_TARGET = ("E0303", "bad-overlay-target", Error);
    /// An action selects nothing.
    UNMATCHED_TARGET = ("E0304", "unmatched-overlay-target", Error);
    /// An action's update does not fit what it is to be merged into.
    BAD_UPDATE = ("E0305", "bad-overlay-update", Error);
    /// An overlay says that it is for another document.
    OTHER_DOCUMENT = ("E0306", "overlay-of-other-document", Warning);
    /// An overlay makes the document far too large.
    OVERLAY_BOMB = ("E0307", "overlay-bomb", Error);
    /// A document doesn't say that it is OpenAPI 3 or Swagger 2.0.
    UNKNOWN_DIALECT = ("E0401", "unknown-dialect", Error);
    /// An object of the document is not as the specification has it.
    UNREADABLE_OBJECT = ("E0403", "unreadable-object", Warning);
    /// Something is not written as the specification has it, but it is plain what is meant.
    LOOSE_SPELLING = ("E0404", "loose-spelling", Warning);
    /// A schema is part of itself.
    SCHEMA_OF_ITSELF = ("E0501", "schema-of-itself", Warning);
    /// A schema has a type that JSON doesn't have.
    UNKNOWN_TYPE = ("E0502", "unknown-type", Warning);
    /// Schemas are nested or merged too deep.
    TOO_DEEP = ("E0503", "too-deep", Warning);
    /// Lists or objects are among the values of an enumeration.
    STRUCTURED_VALUES = ("E0504", "structured-values", Note);
    /// Two things would have the same name.
    NAME_COLLISION = ("E0505", "name-collision", Note);
    /// No value is of all the types that are said of it.
    CONTRADICTION = ("E0506", "contradiction", Note);
    /// A member that must be there is not declared.
    UNDECLARED_MEMBER = ("E0507", "undeclared-member", Warning);
    /// A value would have to hold another one of its kind, and that one the next.
    ENDLESS_VALUE = ("E0508", "endless-value", Warning);
    /// A schema says that a value is an object, and shows one that is none.
    DISPROVED_TYPE = ("E0509", "disproved-type", Warning);
    /// Several choices hold at once.
    SEVERAL_CHOICES = ("E0510", "several-choices", Warning);
    /// A parameter is declared twice.
    REPEATED_PARAMETER = ("E0601", "repeated-parameter", Warning);
    /// Two operations have the same `operationId`.
    REPEATED_OPERATION_ID = ("E0602", "repeated-operation-id", Warning);
    /// A parameter of a path is not declared.
    UNDECLARED_PATH_PARAMETER = ("E0603", "undeclared-path-parameter", Warning);
    /// A path parameter is declared that the path doesn't have.
    UNUSED_PATH_PARAMETER = ("E0604", "unused-path-parameter", Warning);
    /// A response has a key that is no status.
    UNKNOWN_STATUS = ("E0606", "unknown-status", Warning);
    /// The URL of a server has a variable that is not declared.
    UNDECLARED_SERVER_VARIABLE = ("E0607", "undeclared-server-variable", Warning);
    /// A path does not begin with a slash.
    RELATIVE_PATH = ("E0608", "relative-path", Warning);
    /// An authentication scheme of HTTP is not supported.
    UNSUPPORTED_AUTHENTICATION = ("E0610", "unsupported-authentication", Warning);
    /// A security requirement names a scheme that is not declared.
    UNDECLARED_SECURITY_SCHEME = ("E0611", "undeclared-security-scheme", Warning);
    /// A header `Authorization` is declared that nobody sends.
    UNSENT_AUTHORIZATION = ("E0612", "unsent-authorization", Warning);
    /// sdk.toml can't be read.
    BAD_CONFIG = ("E0700", "bad-config", Error);
    /// An entry of sdk.toml matches no schema.
    UNMATCHED_SCHEMA = ("E0701", "unmatched-schema", Warning);
    /// sdk.toml asks for a newtype of something that can't be one.
    IMPOSSIBLE_NEWTYPE = ("E0702", "impossible-newtype", Warning);
    /// A newtype stands for strings and for integers.
    MIXED_NEWTYPE = ("E0703", "mixed-newtype", Warning);
    /// A pattern can't be checked.
    UNSUPPORTED_PATTERN = ("E0704", "unsupported-pattern", Warning);
    /// sdk.toml names a security scheme that the document doesn't have.
    UNMATCHED_SECURITY_SCHEME = ("E0705", "unmatched-security-scheme", Warning);
    /// sdk.toml names a server that the document doesn't have.
    UNMATCHED_SERVER = ("E0706", "unmatched-server", Warning);
    /// sdk.toml names an operation that the document doesn't have.
    UNMATCHED_OPERATION = ("E0707", "unmatched-operation", Warning);
    /// sdk.toml names a tag that the document doesn't have.
    UNMATCHED_TAG = ("E0708", "unmatched-tag", Warning);
    /// sdk.toml asks for pagination that an operation can't do.
    IMPOSSIBLE_PAGINATION = ("E0709", "impossible-pagination", Warning);
    /// sdk.toml sets the level of a code that there isn't.
    UNKNOWN_LINT = ("E0710", "unknown-lint", Warning);
    /// sdk.toml sets the level of what is always an error.
    FIXED_LEVEL = ("E0711", "fixed-level", Warning);
    /// sdk.toml gives the package a name, a version or a module that it can't have.
    BAD_PACKAGE = ("E0712", "bad-package", Error);
    /// sdk.toml names a feature that the crate doesn't have.
    UNKNOWN_FEATURE = ("E0713", "unknown-feature", Warning);
    /// sdk.toml gives other spellings for values that there aren't.
    UNMATCHED_ALIAS = ("E0714", "unmatched-alias", Warning);
    /// sdk.toml chooses a name that can't be kept.
    CHANGED_NAME = ("E0715", "changed-name", Warning);
    /// An operation has no `operationId`.
    MISSING_OPERATION_ID = ("E0801", "missing-operation-id", Warning);
    /// An operation has no tag.
    UNTAGGED_OPERATION = ("E0802", "untagged-operation", Note);
    /// The schema of a body has no name.
    UNNAMED_SCHEMA = ("E0803", "unnamed-schema", Note);
    /// An operation declares no response for failures.
    UNDECLARED_ERRORS = ("E0804", "undeclared-errors", Note);
    /// An operation declares no response for success.
    UNDECLARED_SUCCESS = ("E0805", "undeclared-success", Warning);
    /// A response has JSON without a schema.
    UNTYPED_RESPONSE = ("E0806", "untyped-response", Warning);
    /// An id is a number that may have a fraction.
    NUMBER_AS_ID = ("E0807", "number-as-id", Warning);
    /// What is called like a date or time is any text.
    DATE_AS_TEXT = ("E0808", "date-as-text", Note);
    /// An operation seems to page, but sdk.toml doesn't say how.
    UNRECOGNISED_PAGINATION = ("E0809", "unrecognised-pagination", Note);
    /// Two variants of a union can't be told apart.
    AMBIGUOUS_UNION = ("E0810", "ambiguous-union", Warning);
    /// An operation has no documentation.
    UNDOCUMENTED_OPERATION = ("E0811", "undocumented-operation", Note);
    /// A parameter has no documentation.
    UNDOCUMENTED_PARAMETER = ("E0812", "undocumented-parameter", Note);
    /// No server is declared.
    NO_SERVER = ("E0813", "no-server", Note);
}
