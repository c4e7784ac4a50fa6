//! What stands behind the keys of the specification.

/// What the specification has at a key, wherever it has that key.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    Flag,
    Number,
    /// A flag of old, a number since.
    FlagOrNumber,
    /// A flag of one object, a list of texts of another.
    FlagOrTexts,
    /// A list of texts, or in another place one of objects.
    Texts,
    /// Every scalar inside is a text.
    OnlyTexts,
    /// Names of security schemes, each with texts.
    Requirements,
    /// Keys are names of the document's own.
    Names,
    /// Any value of the API's own.
    Free,
    /// A type of JSON, or a list of such.
    Type,
    /// A list of alternatives.
    Choice,
    /// An object of the specification, or what it doesn't know.
    Other,
}

/// What the specification has at this key.
pub(super) fn kind(key: &str) -> Kind {
    match key {
        "in" => Kind::Word(&["query", "header", "path", "cookie", "body", "formData"]),
        "style" => Kind::Word(&[
            "form",
            "simple",
            "label",
            "matrix",
            "spaceDelimited",
            "pipeDelimited",
            "deepObject",
        ]),
        "name" | "title" | "summary" | "description" | "version" | "operationId" | "url"
        | "format" | "pattern" | "scheme" | "bearerFormat" | "propertyName" | "host"
        | "basePath" | "collectionFormat" | "contentType" | "contentEncoding"
        | "contentMediaType" | "authorizationUrl" | "tokenUrl" | "refreshUrl"
        | "openIdConnectUrl" | "operationRef" => Kind::Text,
        "nullable"
        | "x-nullable"
        | "deprecated"
        | "readOnly"
        | "writeOnly"
        | "uniqueItems"
        | "explode"
        | "allowReserved"
        | "allowEmptyValue"
        | "additionalProperties"
        | "unevaluatedProperties" => Kind::Flag,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties"
        | "minimum" | "maximum" | "multipleOf" => Kind::Number,
        "exclusiveMinimum" | "exclusiveMaximum" => Kind::FlagOrNumber,
        "required" => Kind::FlagOrTexts,
        "tags" | "schemes" | "consumes" | "produces" => Kind::Texts,
        "security" => Kind::Requirements,
        "scopes" | "mapping" | "variables" | "dependentRequired" => Kind::OnlyTexts,
        "paths"
        | "x-ms-paths"
        | "webhooks"
        | "pathItems"
        | "callbacks"
        | "additionalOperations"
        | "schemas"
        | "definitions"
        | "$defs"
        | "properties"
        | "patternProperties"
        | "dependentSchemas"
        | "parameters"
        | "headers"
        | "requestBodies"
        | "responses"
        | "content"
        | "mediaTypes"
        | "encoding"
        | "links"
        | "securitySchemes"
        | "securityDefinitions" => Kind::Names,
        "default" | "example" | "examples" | "enum" | "const" | "value" => Kind::Free,
        "type" => Kind::Type,
        "oneOf" | "anyOf" => Kind::Choice,
        _ if key.starts_with("x-") => Kind::Free,
        _ => Kind::Other,
    }
}
