//! A [Schema Object](https://spec.openapis.org/oas/v3.0.4.html#schema-object), read where it stands.
//!
//! Schemas stay in the value tree: each keeps its place, one odd schema spoils no other, and what `openapiv3` can't say is not lost.

use serde_json::Value;

use super::node::Node;
use super::operations::essence;
use crate::api::Access;
use crate::diagnostics::{Diagnostic, codes};

/// A schema, read where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Schema<'d> {
    pub(crate) node: Node<'d>,
}

/// Keywords that speak of the shape of a value. Those come first that may stand beside others
/// without a meaning of their own.
const SHAPING: [&str; 18] = [
    "$ref",
    "$dynamicRef",
    "type",
    "allOf",
    "format",
    "enum",
    "const",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "oneOf",
    "anyOf",
    "not",
    "discriminator",
    "patternProperties",
    "prefixItems",
    "contentEncoding",
];

/// What `additionalProperties` says.
#[derive(Clone, Debug)]
pub(crate) enum AdditionalProperties<'d> {
    /// Nothing: other members may be there, but nobody speaks of them.
    Unsaid,
    /// `true` or an empty schema: other members are part of the value.
    Any,
    /// `false`.
    None,
    /// Of this schema.
    Of(Schema<'d>),
}

/// The JSON types that a schema allows ([Data Types](https://spec.openapis.org/oas/v3.0.4.html#data-types)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum JsonType {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
    Null,
}

impl JsonType {
    pub(crate) const NAMES: [(&'static str, Self); 7] = [
        ("boolean", Self::Boolean),
        ("integer", Self::Integer),
        ("number", Self::Number),
        ("string", Self::String),
        ("array", Self::Array),
        ("object", Self::Object),
        ("null", Self::Null),
    ];

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::NAMES
            .iter()
            .find(|(text, _)| *text == name)
            .map(|(_, json_type)| *json_type)
    }
}

/// A `type` that no JSON type bears.
pub(crate) struct UnknownType<'d> {
    pub(crate) node: Node<'d>,
}

impl<'d> Schema<'d> {
    pub(crate) fn new(node: Node<'d>) -> Self {
        Self { node }
    }

    /// It has a `$ref` or a `$dynamicRef`.
    pub(crate) fn is_reference(&self) -> bool {
        self.node.reference().is_some()
    }

    /// `type`: one or several; empty where nothing is said.
    pub(crate) fn types(&self) -> Result<Vec<JsonType>, UnknownType<'d>> {
        let Some(node) = self.node.get("type") else {
            return Ok(Vec::new());
        };
        match node.value {
            Value::String(name) if name == "file" => Ok(vec![JsonType::String]),
            // Swagger 2.0 allows one type only, so the format says that there are two.
            Value::String(name)
                if name == "string" && self.node.text("format") == Some("int-or-string") =>
            {
                Ok(vec![JsonType::Integer, JsonType::String])
            }
            Value::String(name) => match JsonType::parse(name) {
                Some(json_type) => Ok(vec![json_type]),
                None => Err(UnknownType { node }),
            },
            Value::Array(names) => names
                .iter()
                .map(|name| name.as_str().and_then(JsonType::parse))
                .collect::<Option<Vec<_>>>()
                .ok_or(UnknownType { node }),
            _ => Err(UnknownType { node }),
        }
    }

    /// It says something of the shape of a value.
    pub(crate) fn says_shape(&self) -> bool {
        self.says_any(&SHAPING[2..])
    }

    /// `format`, or the keywords that stand for one in OpenAPI 3.1.
    pub(crate) fn format(&self) -> Option<&'d str> {
        match (
            self.node.text("contentEncoding"),
            self.node.text("contentMediaType"),
        ) {
            _ if self.is_file() => Some("binary"),
            (Some("base64"), _) => Some("byte"),
            (None, Some(media_type)) if is_binary(media_type) => Some("binary"),
            _ => self.node.text("format"),
        }
    }

    /// `nullable`, and the extension that stands for it in Swagger 2.0.
    pub(crate) fn nullable(&self) -> bool {
        self.node.flag("nullable") || self.node.flag("x-nullable")
    }

    /// Null is allowed, in the words of whichever version.
    pub(crate) fn allows_null(&self) -> bool {
        let types = self.types();
        self.nullable() || types.is_ok_and(|types| types.contains(&JsonType::Null))
    }

    /// The `file` of Swagger 2.0, which is no JSON type.
    pub(crate) fn is_file(&self) -> bool {
        self.node.text("type") == Some("file")
    }

    /// A string, or null, by its own word.
    pub(crate) fn is_string(&self) -> bool {
        let types = self.types().unwrap_or_default();
        let mut types = types.iter().filter(|one| **one != JsonType::Null);
        types.next() == Some(&JsonType::String) && types.next().is_none()
    }

    /// A string that stands for bytes.
    pub(crate) fn is_binary(&self) -> bool {
        self.is_string() && self.format() == Some("binary")
    }

    /// It says that a value is an object, or null, and nothing of what is in it.
    pub(crate) fn is_bare_object(&self) -> bool {
        const OF_OBJECTS: [&str; 3] = ["minProperties", "maxProperties", "propertyNames"];
        let is_of_shape = |key: &str| SHAPING.contains(&key) && key != "type" && key != "format";
        let says_more = |key: &String| is_of_shape(key) || OF_OBJECTS.contains(&key.as_str());
        let types = self.types().unwrap_or_default();
        let types = types.iter().filter(|one| **one != JsonType::Null);
        let object = self.node.object();
        types.eq([&JsonType::Object]) && object.is_some_and(|it| !it.keys().any(says_more))
    }

    /// What is said beside `type: object` and is of no object: an example, the default, or a format of texts or numbers.
    pub(crate) fn disproof_of_object(&self) -> Option<Node<'d>> {
        const FORMATS: [&str; 20] = [
            "date-time",
            "date",
            "time",
            "duration",
            "uuid",
            "email",
            "uri",
            "hostname",
            "ipv4",
            "ipv6",
            "byte",
            "binary",
            "password",
            "int8",
            "int16",
            "int32",
            "int64",
            "float",
            "double",
            "decimal",
        ];
        let shown = self.shown().into_iter().find(|it| is_no_object(it.value));
        let is_of_others =
            |node: &Node<'d>| node.value.as_str().is_some_and(|it| FORMATS.contains(&it));
        shown.or_else(|| self.node.get("format").filter(is_of_others))
    }

    /// The items of this list, or the members of this map, may be of any kind: nothing is said of them but that they are
    /// objects, which is how many tools write what they know nothing of, and no example has objects there.
    pub(crate) fn leaves_open(&self, part: &Self) -> bool {
        let shown = self.shown();
        let within = shown.iter().flat_map(|whole| match whole.value {
            Value::Array(items) => items.iter().collect(),
            Value::Object(members) => members.values().collect(),
            _ => Vec::new(),
        });
        let own = part.shown();
        let shown: Vec<&Value> = within.chain(own.iter().map(|node| node.value)).collect();
        let is_shown = shown.iter().any(|value| value.is_object());
        part.is_bare_object() && (!is_shown || shown.into_iter().any(is_no_object))
    }

    /// The values that stand for all others: examples and the default.
    fn shown(&self) -> Vec<Node<'d>> {
        let values = ["example", "default"].into_iter();
        let values = values.filter_map(|keyword| self.node.get(keyword));
        let examples = self.node.get("examples");
        let examples = examples.filter(|node| node.value.is_array());
        values
            .chain(examples.iter().flat_map(Node::items))
            .collect()
    }

    pub(crate) fn deprecated(&self) -> bool {
        self.node.flag("deprecated")
    }

    /// `readOnly` or `writeOnly`.
    pub(crate) fn access(&self) -> Access {
        match (self.node.flag("readOnly"), self.node.flag("writeOnly")) {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            _ => Access::Both,
        }
    }

    pub(crate) fn title(&self) -> Option<&'d str> {
        self.node.text("title")
    }

    pub(crate) fn description(&self) -> Option<&'d str> {
        self.node.text("description")
    }

    /// `enum`, or `const` as the enumeration of one.
    pub(crate) fn enumeration(&self) -> Option<Vec<&'d Value>> {
        if let Some(values) = self.node.get("enum").and_then(|node| node.wanted_list()) {
            return Some(values.iter().collect());
        }
        self.node.get("const").map(|node| vec![node.value])
    }

    pub(crate) fn properties(&self) -> impl Iterator<Item = (&'d str, Self)> {
        self.children("properties")
    }

    /// Names of members that have to be there.
    pub(crate) fn required(&self) -> impl Iterator<Item = &'d str> {
        self.node
            .get("required")
            .and_then(|node| {
                note_required_property(&node);
                node.wanted_list()
            })
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    }

    /// `additionalProperties`, or `unevaluatedProperties`, which says the same once `allOf` is merged.
    pub(crate) fn additional_properties(&self) -> AdditionalProperties<'d> {
        let said = self.node.get("additionalProperties");
        let Some(node) = said.or_else(|| self.node.get("unevaluatedProperties")) else {
            return self.pattern_properties(AdditionalProperties::Unsaid);
        };
        match node.value {
            Value::Bool(false) => self.pattern_properties(AdditionalProperties::None),
            _ => match node.wanted_object() {
                Some(object) if !object.is_empty() => self.beside_patterns(Self::new(node)),
                _ => AdditionalProperties::Any,
            },
        }
    }

    /// Members of one schema, but for those whose names match a pattern: together of any, where those are of another.
    fn beside_patterns(&self, others: Self) -> AdditionalProperties<'d> {
        let mut patterns = self.children("patternProperties");
        match patterns.all(|(_, schema)| schema.node.value == others.node.value) {
            true => AdditionalProperties::Of(others),
            false => AdditionalProperties::Any,
        }
    }

    /// Members whose names match a pattern, as if every name might: of one schema, or of any where there are several.
    fn pattern_properties(&self, without: AdditionalProperties<'d>) -> AdditionalProperties<'d> {
        let schemas: Vec<Self> = self
            .children("patternProperties")
            .map(|(_, schema)| schema)
            .collect();
        match schemas.as_slice() {
            [] => without,
            [only] => AdditionalProperties::Of(only.clone()),
            _ => AdditionalProperties::Any,
        }
    }

    pub(crate) fn array_items(&self) -> Option<Self> {
        self.node
            .get("items")
            .filter(|node| !node.value.is_array())
            .filter(|node| node.wanted_object().is_some())
            .map(Self::new)
    }

    /// Schemas of items by position: `prefixItems`, or `items` as JSON Schema had it before.
    pub(crate) fn prefix_items(&self) -> Vec<Self> {
        let prefix = self.list("prefixItems");
        let items = self.node.get("items").filter(|node| node.value.is_array());
        match items {
            Some(items) if prefix.is_empty() => items.items().map(Self::new).collect(),
            _ => prefix,
        }
    }

    /// An array of this schema has just as many items as there are schemas by position.
    pub(crate) fn is_tuple(&self) -> bool {
        let count = Some(self.prefix_items().len());
        let closed = self.node.get("prefixItems").is_some()
            && self
                .node
                .get("items")
                .is_some_and(|items| items.value == &Value::Bool(false));
        self.count("minItems") >= count && (closed || self.count("maxItems") == count)
    }

    pub(crate) fn all_of(&self) -> Vec<Self> {
        self.list("allOf")
    }

    /// `oneOf` and `anyOf`: which of the two it is makes no difference to a reader of values.
    pub(crate) fn alternatives(&self) -> Vec<Vec<Self>> {
        ["oneOf", "anyOf"]
            .into_iter()
            .map(|keyword| self.list(keyword))
            .filter(|list| !list.is_empty())
            .collect()
    }

    pub(crate) fn discriminator(&self) -> Option<Node<'d>> {
        self.node
            .get("discriminator")
            // In Swagger 2.0 it is a text.
            .filter(|node| node.object().is_some() && node.text("propertyName").is_some())
    }

    /// The member that tells apart those which merge the schema, where it doesn't list them as alternatives.
    pub(crate) fn base_of(&self) -> Option<&'d str> {
        let discriminator = self.node.get("discriminator")?;
        // In Swagger 2.0 it is a text.
        let property = discriminator.value.as_str();
        let property = property.or_else(|| discriminator.text("propertyName"));
        property.filter(|_| self.alternatives().is_empty())
    }

    pub(crate) fn count(&self, keyword: &str) -> Option<usize> {
        let value = self.node.get(keyword)?.value;
        value.as_u64().and_then(|count| usize::try_from(count).ok())
    }

    /// The least integer that `minimum` and `exclusiveMinimum` allow. The latter is a number of its own in OpenAPI 3.1, and
    /// a mark on the former before that.
    pub(crate) fn least_integer(&self) -> Option<i64> {
        let from = self.whole("minimum", f64::ceil);
        let above = |keyword| Some(self.whole(keyword, f64::floor)?.saturating_add(1));
        let marked = self.node.flag("exclusiveMinimum");
        let minimum = if marked { above("minimum") } else { from };
        minimum.max(above("exclusiveMinimum"))
    }

    /// The greatest integer that `maximum` and `exclusiveMaximum` allow.
    pub(crate) fn greatest_integer(&self) -> Option<i64> {
        let to = self.whole("maximum", f64::floor);
        let below = |keyword| Some(self.whole(keyword, f64::ceil)?.saturating_sub(1));
        let marked = self.node.flag("exclusiveMaximum");
        let maximum = if marked { below("maximum") } else { to };
        let bounds = [maximum, below("exclusiveMaximum")];
        bounds.into_iter().flatten().min()
    }

    /// A number as an integer; what is past the ends becomes the ends.
    fn whole(&self, keyword: &str, round: fn(f64) -> f64) -> Option<i64> {
        let value = self.node.get(keyword)?.value;
        let rounded = || value.as_f64().map(|number| round(number) as i64);
        value.as_i64().or_else(rounded)
    }

    pub(crate) fn pattern(&self) -> Option<&'d str> {
        self.node.text("pattern")
    }

    /// It says nothing about the shape of a value; at most it describes it.
    pub(crate) fn only_annotates(&self) -> bool {
        !self.says_any(&SHAPING)
    }

    /// Of the shape of a value it says nothing, or its format alone.
    pub(crate) fn only_bounds(&self) -> bool {
        let is_shaping = |key: &&String| SHAPING.contains(&key.as_str()) && *key != "format";
        let object = self.node.object();
        object.is_some_and(|object| !object.keys().any(|key| is_shaping(&key)))
    }

    /// It says nothing but that null is allowed, and perhaps a type.
    pub(crate) fn only_allows_null(&self) -> bool {
        self.nullable() && self.only_has_type()
    }

    /// Of the shape of a value it says at most its type.
    pub(crate) fn only_has_type(&self) -> bool {
        !self.is_reference() && !self.says_any(&SHAPING[3..])
    }

    /// It is a `$ref` and nothing else that matters. Keywords beside a `$ref` hold as well: OpenAPI 3.1 says so, and
    /// older documents mean it. A `type` there repeats that of the target.
    pub(crate) fn is_plain_reference(&self) -> bool {
        self.is_reference() && !self.says_any(&SHAPING[3..])
    }

    /// Of the shape of a value it says nothing but what its `allOf` says.
    pub(crate) fn only_wraps(&self) -> bool {
        let types = self.types();
        types.is_ok_and(|types| types.is_empty() || types == [JsonType::Object])
            && !self.says_any(&SHAPING[4..])
    }

    /// Of the shape of a value it says at most its type, and what its `allOf` says.
    pub(crate) fn only_merges(&self) -> bool {
        !self.is_reference() && !self.says_any(&SHAPING[4..])
    }

    fn says_any(&self, keywords: &[&str]) -> bool {
        self.node
            .object()
            .is_some_and(|object| object.keys().any(|key| keywords.contains(&key.as_str())))
    }

    fn children(&self, keyword: &str) -> impl Iterator<Item = (&'d str, Self)> {
        self.node
            .get(keyword)
            .into_iter()
            .flat_map(|node| node.members().collect::<Vec<_>>())
            .map(|(name, node)| (name, Self::new(node)))
    }

    fn list(&self, keyword: &str) -> Vec<Self> {
        self.node
            .get(keyword)
            .into_iter()
            .flat_map(|node| node.items().collect::<Vec<_>>())
            .map(Self::new)
            .collect()
    }
}

/// Whether a value that stands for others shows that they are no objects: the text of an object doesn't, and null or no text
/// says nothing.
fn is_no_object(value: &Value) -> bool {
    match value {
        Value::Object(_) | Value::Null => false,
        Value::String(text) => !text.trim().is_empty() && !text.trim_start().starts_with('{'),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) => true,
    }
}

/// Takes note of a property that says of itself that it is required, as draft 3 of JSON Schema had it.
fn note_required_property(required: &Node<'_>) {
    if required.value != &Value::Bool(true) {
        return;
    }
    let segments: Vec<_> = required.pointer.segments().collect();
    if let [.., keyword, name, _] = segments.as_slice()
        && keyword == "properties"
    {
        required.note(|| {
            let message = "a property can't say of itself that it is required";
            let help = format!("put `{name}` into the list `required` of the object around");
            Diagnostic::warning(codes::UNREADABLE_OBJECT, message)
                .at(required.place())
                .label("says nothing here")
                .help(help)
        });
    }
}

/// Whether what is of a media type is bytes rather than text.
fn is_binary(media_type: &str) -> bool {
    const TEXTS: [&str; 9] = [
        "json",
        "xml",
        "yaml",
        "javascript",
        "x-www-form-urlencoded",
        "jwt",
        "jose",
        "graphql",
        "sql",
    ];
    let media_type = essence(media_type);
    let is_text = |end: &&str| media_type.ends_with(*end);
    !media_type.starts_with("text/") && !TEXTS.iter().any(is_text)
}
