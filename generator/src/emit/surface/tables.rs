//! What the runtime's macros give to a type, beside what it is declared with.

use super::Surface;
use super::names::Names;
use crate::api::NewtypeBase;

/// A call of one of the runtime's macros.
pub(in crate::emit) struct Table {
    /// The name of the type.
    pub(in crate::emit) name: String,
    pub(in crate::emit) of: Of,
}

/// What is in the table.
pub(in crate::emit) enum Of {
    /// The members of an object.
    Members,
    /// The variants of a union.
    Variants,
    /// The values of an enumeration.
    Values { are_integers: bool },
    /// What is in a newtype, and whether it is checked.
    Inside { base: NewtypeBase, is_checked: bool },
    /// Fields that have setters, each with the type that its setter takes.
    Setters(Vec<(String, String)>),
}

/// What every type has that is read and written.
const SERDE: &[&str] = &["Deserialize", "Serialize"];

const CHECKED_TEXT: Given = Given {
    members: &[
        "RULE: runtime::wire::Rule",
        "as_str(&self) -> &str",
        "new(value: impl Into<String>) -> Result<Self, runtime::wire::Invalid>",
    ],
    traits: &[
        "AsRef<str>",
        "Decode",
        "Display",
        "Encode",
        "FromStr<Err = runtime::wire::Invalid>",
        "Into<String>",
        "TryFrom<&str, Error = runtime::wire::Invalid>",
        "TryFrom<String, Error = runtime::wire::Invalid>",
    ],
};

const FREE_TEXT: Given = Given {
    members: &[
        "as_str(&self) -> &str",
        "new(value: impl Into<String>) -> Self",
    ],
    traits: &[
        "AsRef<str>",
        "Decode",
        "Display",
        "Encode",
        "From<&str>",
        "From<String>",
        "FromStr<Err = Infallible>",
        "Into<String>",
    ],
};

const CHECKED_INTEGER: Given = Given {
    members: &[
        "RANGE: runtime::wire::Range",
        "get(&self) -> i64",
        "new(value: i64) -> Result<Self, runtime::wire::Invalid>",
    ],
    traits: &[
        "Decode",
        "Display",
        "Encode",
        "FromStr<Err = runtime::wire::Invalid>",
        "Into<i64>",
        "TryFrom<i64, Error = runtime::wire::Invalid>",
    ],
};

const FREE_INTEGER: Given = Given {
    members: &["get(&self) -> i64", "new(value: i64) -> Self"],
    traits: &[
        "Decode",
        "Display",
        "Encode",
        "From<i64>",
        "FromStr<Err = ParseIntError>",
        "Into<i64>",
    ],
};

const TEXTS: Given = Given {
    members: &["KNOWN: &'static [Self]", "as_str(&self) -> &str"],
    traits: &[
        "Debug",
        "Enumeration",
        "Eq",
        "Hash",
        "PartialEq",
        "Display",
        "From<&str>",
        "From<String>",
        "FromStr<Err = Infallible>",
        "Tabled<Kind = runtime::wire::Enumerations>",
    ],
};

const INTEGERS: Given = Given {
    members: &["KNOWN: &'static [Self]", "value(&self) -> i64"],
    traits: &[
        "Debug",
        "Decode",
        "Display",
        "Encode",
        "From<i64>",
        "FromStr<Err = ParseIntError>",
    ],
};

const MEMBERS: Given = Given {
    members: &[],
    traits: &["Debug", "Object", "Tabled<Kind = runtime::wire::Objects>"],
};

const VARIANTS: Given = Given {
    members: &[],
    traits: &["Tabled<Kind = runtime::wire::Unions>", "Union"],
};

/// What a macro gives to a type.
struct Given {
    members: &'static [&'static str],
    traits: &'static [&'static str],
}

/// Adds what a table gives.
pub(super) fn add(table: &Table, names: &Names<'_>, surface: &mut Surface) {
    let ty = names.own(&table.name);
    let given = match &table.of {
        Of::Setters(fields) => {
            for (name, value) in fields {
                let value = names.whole(value);
                surface.line(format!(
                    "{ty}::{name}(self, value: impl Into<{value}>) -> Self"
                ));
            }
            return;
        }
        Of::Members => MEMBERS,
        Of::Variants => VARIANTS,
        Of::Values {
            are_integers: false,
        } => TEXTS,
        Of::Values { are_integers: true } => INTEGERS,
        Of::Inside { base, is_checked } => match (base, is_checked) {
            (NewtypeBase::Text, true) => CHECKED_TEXT,
            (NewtypeBase::Text, false) => FREE_TEXT,
            (NewtypeBase::Integer, true) => CHECKED_INTEGER,
            (NewtypeBase::Integer, false) => FREE_INTEGER,
        },
    };
    for member in given.members {
        surface.line(format!("{ty}::{member}"));
    }
    let traits = given.traits.iter().chain(SERDE);
    surface.ty(&ty, traits.map(|of| (*of).to_owned()));
}
