//! Types: what a schema became.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use super::Docs;
use crate::source::FileId;

/// The module in which a type lives.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Home {
    /// `crate::types::<module>`: the module of a named schema, which holds the schema's type and its anonymous inner ones.
    /// The type that bears the module's name is also exported from `crate::types`.
    Schema {
        /// The module's name (snake case).
        module: String,
    },
    /// `crate::api::<group>::<operation>`: an anonymous type of an operation.
    Operation {
        /// The group's module.
        group: String,
        /// The operation's module.
        operation: String,
    },
}

/// Where a type lives and what it is called: its identity. Serialised as it is written in Rust, so that it can be a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypePath {
    /// The module.
    pub home: Home,
    /// The type's name in it (Pascal case).
    pub name: String,
}

/// A Rust type, as it is written at the place of its use.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Type {
    /// `()`: null and nothing else.
    Null,
    /// `bool`
    Bool,
    /// An integer.
    Integer(IntegerKind),
    /// `f64` (also for `format: float`, since money in `f32` is corrupted).
    Float,
    /// `String`
    Text,
    /// `Base64`: bytes in `format: byte`.
    Base64,
    /// `File`: raw bytes with a file name (`format: binary`).
    File,
    /// `DateTime`: a moment, and the offset in which it is written.
    DateTime,
    /// `jiff::civil::Date`
    Date,
    /// `uuid::Uuid`
    Uuid,
    /// `Value`: any JSON.
    Any,
    /// `Vec<T>`
    List(Box<Type>),
    /// `(A, B)`: an array whose items have types by position.
    Tuple(Vec<Type>),
    /// `Map<T>`: members by name.
    Map(Box<Type>),
    /// `Option<T>`
    Optional(Box<Type>),
    /// `Nullable<T>`: absent, null or a value.
    Nullable(Box<Type>),
    /// `Box<T>`, where a type would hold itself.
    Boxed(Box<Type>),
    /// A type of the crate.
    Named(TypePath),
}

/// The width and sign of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum IntegerKind {
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
}

/// The types of the crate, by where they live and what they are called.
pub type Types = BTreeMap<TypePath, TypeDefinition>;

/// A type of the crate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TypeDefinition {
    /// Where the schema stands: a JSON pointer into its file.
    pub pointer: String,
    /// The file of that pointer, among those of the run.
    #[serde(skip)]
    pub file: FileId,
    /// The name of the schema in the document, where it has one.
    pub schema_name: Option<String>,
    /// What the document says of it.
    pub docs: Docs,
    /// Whether callers make it, get it, or both.
    pub usage: Usage,
    /// The features of the crate of which each brings it; none: it is always there.
    pub features: Vec<String>,
    /// What it is.
    pub kind: TypeKind,
}

/// Whether a type travels in requests, responses or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Usage {
    /// It is part of a request: callers make it.
    pub request: bool,
    /// It is part of a response.
    pub response: bool,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum TypeKind {
    /// A struct with a field for each member.
    Object(Object),
    /// A closed set of values, open to unknown ones.
    Enumeration(Enumeration),
    /// One of several types.
    Union(Union),
    /// A value of its own kind over a string or an integer.
    Newtype(Newtype),
    /// Another name for a type.
    Alias(Type),
}

/// A struct.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Object {
    /// The members in the document's order.
    pub members: Vec<Member>,
    /// Members that are not listed.
    pub additional: Additional,
    /// Its numbers are read from texts as well, since some of them may come so.
    pub reads_numerals: bool,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Member {
    /// The field's name (snake case; may be a keyword, which is then written raw).
    pub name: String,
    /// The name on the wire.
    pub wire_name: String,
    /// The field's whole type, `Option` and `Nullable` included.
    pub ty: Type,
    /// It has to be there: missing is an error on reading, and it is always written.
    pub required: bool,
    /// The one value that it can have: a text, or a variant of its enumeration. Callers aren't asked for it.
    pub constant: Option<EnumerationValue>,
    /// It is read as that value where it is missing, since a union tells the object by it: who reads the object knows which
    /// one it is.
    pub implied: bool,
    /// In which direction it travels.
    pub access: Access,
    /// What the document says of it.
    pub docs: Docs,
}

impl Member {
    /// Whether the object's constructor takes it.
    #[must_use]
    pub fn is_argument(&self) -> bool {
        self.required && self.constant.is_none()
    }

    /// Lets it be absent.
    pub fn free(&mut self) {
        self.required = false;
        self.ty = match std::mem::replace(&mut self.ty, Type::Any) {
            Type::Optional(inner) => Type::Nullable(inner),
            Type::Any => Type::Nullable(Box::new(Type::Any)),
            other => other.optional(),
        };
    }
}

/// In which direction a member travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Access {
    /// In requests and responses.
    #[default]
    Both,
    /// `readOnly`: the server sets it.
    ReadOnly,
    /// `writeOnly`: the server never shows it.
    WriteOnly,
}

/// Members of an object that are not listed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Additional {
    /// They are left aside.
    Ignored,
    /// They are kept in a field `name` of type `Map<ty>`.
    Kept {
        /// The field's name.
        name: String,
        /// The type of a value.
        ty: Type,
    },
}

/// An enumeration. Its last variant, `Unrecognized`, keeps a value that is not listed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Enumeration {
    /// The variants in the document's order. Either all strings or all integers.
    pub variants: Vec<EnumerationVariant>,
}

impl Enumeration {
    /// Whether its values are integers.
    #[must_use]
    pub fn is_of_integers(&self) -> bool {
        let mut values = self.variants.iter().map(|variant| &variant.value);
        values.any(|value| matches!(value, EnumerationValue::Integer(_)))
    }
}

/// A variant of an enumeration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EnumerationVariant {
    /// The variant's name (Pascal case).
    pub name: String,
    /// The value on the wire.
    pub value: EnumerationValue,
    /// Other spellings that are read as the same (strings only).
    pub aliases: Vec<String>,
    /// What the document says of it.
    pub docs: Docs,
}

/// A value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum EnumerationValue {
    /// A string.
    Text(String),
    /// An integer.
    Integer(i64),
}

/// One of several types. Its last variant, `Unrecognized`, keeps a value that fits none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Union {
    /// The member that tells the variants apart, where there is one.
    pub discriminator: Option<String>,
    /// The variants in the document's order.
    pub variants: Vec<UnionVariant>,
}

impl Union {
    /// The member that tells the variants apart, if it has a value for each of them, or one is taken for all others;
    /// without that, what a value looks like tells which variant it is.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        let of_default = self.variants.iter().any(|variant| variant.is_default);
        let of_each = || self.variants.iter().all(|variant| !variant.tags.is_empty());
        let is_enough = of_default || of_each();
        self.discriminator.as_deref().filter(|_| is_enough)
    }

    /// The variants into which what they hold is converted (`From`), given the path of the union: not any JSON, nor the
    /// union itself, nor what another variant holds as well.
    pub fn convertible<'t>(
        &'t self,
        own: &TypePath,
        types: &'t Types,
    ) -> impl Iterator<Item = &'t UnionVariant> {
        let mut holders: BTreeMap<&Type, usize> = BTreeMap::new();
        for variant in &self.variants {
            *holders.entry(variant.held(types)).or_default() += 1;
        }
        self.variants.iter().filter(move |variant| {
            let held = variant.held(types);
            let is_own = matches!(held, Type::Named(path) if path == own);
            *held != Type::Any && !is_own && holders.get(held) == Some(&1)
        })
    }
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnionVariant {
    /// The variant's name (Pascal case).
    pub name: String,
    /// What it holds.
    pub ty: Type,
    /// The discriminator's values that choose it (empty without a discriminator).
    pub tags: Vec<String>,
    /// The discriminator's value that the union writes where what the variant holds goes without it.
    pub written: Option<String>,
    /// It is taken for objects whose discriminator has another value, or is missing.
    pub is_default: bool,
    /// What the document says of it.
    pub docs: Docs,
}

impl UnionVariant {
    /// What it holds, behind aliases and the `Box`.
    #[must_use]
    pub fn held<'t>(&'t self, types: &'t Types) -> &'t Type {
        match self.ty.resolved(types) {
            Type::Boxed(inner) => inner.resolved(types),
            other => other,
        }
    }
}

/// A value of its own kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Newtype {
    /// What it holds.
    pub base: NewtypeBase,
    /// Reads `42`, `42.0` and `"42"` alike (integers only).
    pub lenient: bool,
    /// What is checked when it is made.
    pub rule: Option<NewtypeRule>,
}

/// What a newtype holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum NewtypeBase {
    /// `i64`
    Integer,
    /// `String`
    Text,
}

/// What is checked when a newtype is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum NewtypeRule {
    /// Of a string; lengths in characters.
    Text {
        /// `minLength`
        min_length: Option<usize>,
        /// `maxLength`
        max_length: Option<usize>,
        /// `pattern`
        pattern: Option<String>,
    },
    /// Of an integer; both bounds are allowed themselves.
    Integer {
        /// `minimum`, or the integer above `exclusiveMinimum`
        minimum: Option<i64>,
        /// `maximum`, or the integer below `exclusiveMaximum`
        maximum: Option<i64>,
    },
}

impl fmt::Display for TypePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.home {
            Home::Schema { module } => write!(f, "types::{module}::{}", self.name),
            Home::Operation { group, operation } => {
                write!(f, "api::{group}::{operation}::{}", self.name)
            }
        }
    }
}

impl Serialize for TypePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Type {
    /// The most items that a tuple may have.
    pub const LONGEST_TUPLE: usize = 6;

    /// The types that this one is written with.
    #[must_use]
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Optional(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner) => std::slice::from_ref(inner),
            Self::Tuple(items) => items,
            _ => &[],
        }
    }

    /// The same, to be changed.
    pub fn parts_mut(&mut self) -> &mut [Self] {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Optional(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner) => std::slice::from_mut(inner),
            Self::Tuple(items) => items,
            _ => &mut [],
        }
    }

    /// This type, then what it stands for where it is an alias, and so on.
    pub fn meanings<'t>(&'t self, types: &'t Types) -> impl Iterator<Item = &'t Self> {
        let next = |ty: &&'t Self| match ty {
            Self::Named(path) => match &types.get(path)?.kind {
                TypeKind::Alias(target) => Some(target),
                _ => None,
            },
            _ => None,
        };
        // More than there are types lead back to where they come from, which can't be written in Rust.
        std::iter::successors(Some(self), next).take(types.len() + 1)
    }

    /// The type behind aliases.
    #[must_use]
    pub fn resolved<'t>(&'t self, types: &'t Types) -> &'t Self {
        self.meanings(types).last().unwrap_or(self)
    }

    /// The type without what may be empty about it, and without its box.
    #[must_use]
    pub fn bare(&self) -> &Self {
        match self {
            Self::Optional(inner) | Self::Nullable(inner) | Self::Boxed(inner) => inner.bare(),
            other => other,
        }
    }

    /// What the type of the crate is that this one leads to, behind aliases and boxes.
    #[must_use]
    pub fn kind<'t>(&'t self, types: &'t Types) -> Option<&'t TypeKind> {
        match self.resolved(types) {
            Self::Boxed(inner) => inner.kind(types),
            Self::Named(path) => types.get(path).map(|definition| &definition.kind),
            _ => None,
        }
    }

    /// The struct that this is, behind aliases and boxes.
    #[must_use]
    pub fn object<'t>(&'t self, types: &'t Types) -> Option<&'t Object> {
        match self.kind(types)? {
            TypeKind::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The enumeration that this is, behind aliases and boxes.
    #[must_use]
    pub fn enumeration<'t>(&'t self, types: &'t Types) -> Option<&'t Enumeration> {
        match self.kind(types)? {
            TypeKind::Enumeration(enumeration) => Some(enumeration),
            _ => None,
        }
    }

    /// This type behind an `Option`, which is not doubled.
    #[must_use]
    pub fn optional(self) -> Self {
        match self {
            Self::Optional(_) | Self::Nullable(_) => self,
            other => Self::Optional(Box::new(other)),
        }
    }
}
