//! Every code of a diagnostic, with its page of explanation.
//!
//! The hundreds tell where a fault lies: 1 text, 2 references, 3 overlay, 4 dialect, 5 schemas, 6 operations, 7 sdk.toml.

use std::fmt;

/// What a diagnostic is about: a short stable name by which it can be looked up, set in `sdk.toml` and explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    number: &'static str,
    title: &'static str,
    page: &'static str,
}

impl Code {
    /// The code as it is written, such as `E0102`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.number
    }

    /// What it means, in one sentence.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.title.trim()
    }

    /// What it means, an example and how to mend it, in Markdown.
    #[must_use]
    pub const fn page(self) -> &'static str {
        self.page
    }

    /// The code of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        ALL.iter()
            .copied()
            .find(|code| code.number.eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number)
    }
}

macro_rules! codes {
    ($(#[doc = $title:literal] $name:ident = $number:literal;)*) => {
        $(
            #[doc = $title]
            pub const $name: Code = Code {
                number: $number,
                title: $title,
                page: include_str!(concat!("pages/", $number, ".md")),
            };
        )*

        /// All codes, sorted.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    /// A file can't be read.
    UNREADABLE = "E0101";
    /// A file holds nothing.
    EMPTY = "E0102";
    /// A file is not UTF-8.
    ENCODING = "E0103";
    /// A file is neither JSON nor YAML.
    SYNTAX = "E0104";
    /// A document is not an object.
    NOT_AN_OBJECT = "E0105";
    /// An object has the same key twice.
    DUPLICATE_KEY = "E0106";
    /// YAML's aliases make a small text a huge tree.
    ALIAS_BOMB = "E0107";
    /// A number is not a number or infinite, which JSON does not have.
    NON_FINITE = "E0108";
    /// YAML's merge key has something else than mappings to merge.
    BAD_MERGE = "E0109";
    /// A YAML tag has no meaning here and is dropped.
    TAG = "E0110";
    /// A whole number does not fit into 64 bits.
    LARGE_INTEGER = "E0111";
    /// The keys that lead to a node are too long.
    LONG_KEYS = "E0112";
    /// A reference is not written as one.
    BAD_REFERENCE = "E0201";
    /// A reference points at nothing.
    DANGLING_REFERENCE = "E0202";
    /// A reference names a file that could not be loaded.
    UNLOADED_FILE = "E0203";
    /// A reference points into the network.
    REMOTE_REFERENCE = "E0204";
    /// A reference leaves the folder of the main document.
    OUTSIDE_FOLDER = "E0205";
    /// A chain of references leads back to itself.
    CIRCULAR_REFERENCE = "E0206";
    /// An overlay does not have the form of one.
    BAD_OVERLAY = "E0301";
    /// An overlay has a key that the specification does not know.
    UNKNOWN_OVERLAY_KEY = "E0302";
    /// An action's target is not a JSONPath.
    BAD_TARGET = "E0303";
    /// An action's target selects nothing.
    UNMATCHED_TARGET = "E0304";
    /// An action's update does not fit what it is to be merged into.
    BAD_UPDATE = "E0305";
    /// An overlay says that it is for another document.
    OTHER_DOCUMENT = "E0306";
    /// An overlay makes the document far too large.
    OVERLAY_BOMB = "E0307";
    /// A document doesn't say that it is OpenAPI 3 or Swagger 2.0.
    UNKNOWN_DIALECT = "E0401";
    /// An object of the document is not as the specification has it.
    UNREADABLE_OBJECT = "E0403";
    /// A schema is part of itself.
    SCHEMA_OF_ITSELF = "E0501";
    /// A schema has a type that JSON doesn't have.
    UNKNOWN_TYPE = "E0502";
    /// Schemas are nested or merged too deep.
    TOO_DEEP = "E0503";
    /// Lists or objects are among the values of an enumeration.
    STRUCTURED_VALUES = "E0504";
    /// Two things would have the same name.
    NAME_COLLISION = "E0505";
    /// Several choices hold at once.
    SEVERAL_CHOICES = "E0510";
    /// A parameter is declared twice.
    REPEATED_PARAMETER = "E0601";
    /// Two operations have the same `operationId`.
    REPEATED_OPERATION_ID = "E0602";
    /// A parameter of a path is not declared.
    UNDECLARED_PATH_PARAMETER = "E0603";
    /// A path parameter is declared that the path doesn't have.
    UNUSED_PATH_PARAMETER = "E0604";
    /// A response has a key that is no status.
    UNKNOWN_STATUS = "E0606";
    /// An authentication scheme of HTTP is not supported.
    UNSUPPORTED_AUTHENTICATION = "E0610";
    /// A security requirement names a scheme that is not declared.
    UNDECLARED_SECURITY_SCHEME = "E0611";
    /// sdk.toml can't be read.
    BAD_CONFIG = "E0700";
    /// An entry of sdk.toml matches no schema.
    UNMATCHED_SCHEMA = "E0701";
    /// sdk.toml asks for a newtype of something that can't be one.
    IMPOSSIBLE_NEWTYPE = "E0702";
    /// A newtype stands for strings and for integers.
    MIXED_NEWTYPE = "E0703";
    /// A pattern can't be checked.
    UNSUPPORTED_PATTERN = "E0704";
    /// sdk.toml names a security scheme that the document doesn't have.
    UNMATCHED_SECURITY_SCHEME = "E0705";
    /// sdk.toml names a server that the document doesn't have.
    UNMATCHED_SERVER = "E0706";
    /// sdk.toml names an operation that the document doesn't have.
    UNMATCHED_OPERATION = "E0707";
    /// sdk.toml names a tag that the document doesn't have.
    UNMATCHED_TAG = "E0708";
    /// sdk.toml asks for pagination that an operation can't do.
    IMPOSSIBLE_PAGINATION = "E0709";
}
