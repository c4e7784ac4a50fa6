//! Operations: what a caller can do.

use std::fmt;

use serde::Serialize;

use super::{Docs, Type};
use crate::source::FileId;

/// The operations of a tag: one handle.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// The tag in the document.
    pub tag: String,
    /// The module and the client's method (snake case).
    pub module: String,
    /// The handle's type (Pascal case).
    pub handle: String,
    /// What brings the group; `None`: it is always there.
    pub feature: Option<GroupFeature>,
    /// What the document says of the tag.
    pub docs: Docs,
    /// The operations, sorted by name.
    pub operations: Vec<Operation>,
}

/// A feature of the crate (Cargo) that brings a group and the types that it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupFeature {
    /// The feature's name.
    pub name: String,
    /// Other features that it turns on, since types of their operations are needed.
    pub implies: Vec<String>,
}

impl GroupFeature {
    /// The feature that turns on all of them.
    pub const ALL: &'static str = "all-operations";
    /// Names that no group's feature can have: those of the runtime's features, and those that Cargo or the emitter
    /// give a meaning to.
    pub(crate) const TAKEN: [&str; 15] = [
        Self::ALL,
        "blocking",
        "brotli",
        "default",
        "gzip",
        "http2",
        "mock",
        "native-tls",
        "reqwest-client",
        "rustls",
        "serde",
        "socks",
        "tower",
        "tracing",
        "zstd",
    ];
}

/// An operation: a method of its group's handle.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Operation {
    /// The `operationId`, or what was made of method and path.
    pub id: String,
    /// Where the operation stands: a JSON pointer into its file.
    pub pointer: String,
    /// The file of that pointer, among those of the run.
    #[serde(skip)]
    pub file: FileId,
    /// The handle's method and the operation's module (snake case; may be a keyword, which is then written raw).
    pub name: String,
    /// The marker type (Pascal case).
    pub marker: String,
    /// The HTTP method.
    pub method: HttpMethod,
    /// The path template, such as `/a/{id}`.
    pub path: String,
    /// A base URL of its own, where path or operation have servers.
    pub base_url: Option<String>,
    /// What the document says of it.
    pub docs: Docs,
    /// Parameters in the document's order, those of the path item first.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// What a call gives.
    pub output: Output,
    /// The first declared status of success with content; 200 where none is.
    pub status_with_content: u16,
    /// The first declared status of success without content; 204 where none is.
    pub status_without_content: u16,
    /// How the reply can be read while it arrives, where it comes item by item.
    pub stream: Option<Streamed>,
    /// Headers that responses of success declare, each with what is said of it, sorted by name.
    pub response_headers: Vec<(String, Docs)>,
    /// Which operations go on from responses of success, sorted by name.
    pub links: Vec<Link>,
    /// Declared error responses, by status.
    pub failures: Vec<Failure>,
    /// Names of security schemes: any of the outer list, all of the inner one. Empty: none needed.
    pub security: Vec<Vec<String>>,
    /// Whether the call may be sent twice.
    pub repeat: Repeat,
    /// How the operation pages, where it does.
    pub pagination: Option<Pagination>,
}

/// An HTTP method.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the methods of a Path Item Object")]
pub enum HttpMethod {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    Query,
    /// A method of another name, as `additionalOperations` of OpenAPI 3.2 has them.
    #[serde(untagged)]
    Other(String),
}

impl HttpMethod {
    /// Whether a second request does no more than the first one (RFC 9110, section 9.2.2).
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        !matches!(self, Self::Post | Self::Patch | Self::Other(_))
    }

    /// The method as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }
}

/// An operation that goes on from a response ([Link Object](https://spec.openapis.org/oas/v3.0.4.html#link-object)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The link's name in the document.
    pub name: String,
    /// The operation by its `operationId` or reference, as the document has it.
    pub operation: String,
    /// The method that it leads to; `None` where the document has no such operation.
    pub target: Option<LinkTarget>,
    /// What of the response goes where: the name of a parameter or `body`, and an expression or value.
    pub arguments: Vec<(String, String)>,
    /// What the document says of it.
    pub docs: Docs,
}

/// A method of a handle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkTarget {
    /// The group's module.
    pub group: String,
    /// The group's handle.
    pub handle: String,
    /// The method.
    pub operation: String,
}

/// Whether a call may be sent twice with the same outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Repeat {
    /// A second call does no harm.
    Safe,
    /// A second call may double what the first one did.
    Never,
}

/// A parameter ([Parameter Object](https://spec.openapis.org/oas/v3.0.4.html#parameter-object)).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameter {
    /// The argument or setter (snake case; may be a keyword).
    pub name: String,
    /// The name on the wire.
    pub wire_name: String,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// It is an argument of the method; others are setters.
    pub required: bool,
    /// How it is written.
    pub style: ParameterStyle,
    /// Whether the items of an array or members of an object are written apart.
    pub explode: bool,
    /// Reserved characters are sent as they are (query only).
    pub allow_reserved: bool,
    /// Its type.
    pub ty: Type,
    /// What the document says of it.
    pub docs: Docs,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[expect(missing_docs, reason = "the values of `in`")]
pub enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}

impl ParameterLocation {
    /// As it is written in a document, such as `query`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a parameter is written ([Style Values](https://spec.openapis.org/oas/v3.0.4.html#style-values)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the values of `style`, and `content`")]
pub enum ParameterStyle {
    Matrix,
    Label,
    Simple,
    /// As `Simple`, but slashes stay: the path's template has it that one value may be several segments.
    Segments,
    Form,
    SpaceDelimited,
    PipeDelimited,
    /// `collectionFormat: tsv` (Swagger 2.0).
    TabDelimited,
    DeepObject,
    Cookie,
    /// JSON text, for a parameter with `content`.
    Json,
}

/// A request body.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Body {
    /// It is an argument of the method; else it is a setter.
    pub required: bool,
    /// How it is written.
    pub encoding: BodyEncoding,
    /// Its type.
    pub ty: Type,
    /// Members of a form, or parts, that are not written in the usual way.
    pub parts: Vec<Part>,
    /// What the document says of it.
    pub docs: Docs,
}

impl Body {
    /// The argument or setter; no parameter is called so.
    pub const NAME: &'static str = "body";
}

/// How a member of a form is written
/// ([Encoding Object](https://spec.openapis.org/oas/v3.0.4.html#encoding-object)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The name on the wire.
    pub name: String,
    /// What is special about it.
    pub encoding: PartEncoding,
}

/// What is special about a member of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum PartEncoding {
    /// The media type of a part.
    MediaType(String),
    /// The style of a member of a URL-encoded form.
    Style {
        /// How it is written.
        style: ParameterStyle,
        /// Whether its items or members are written apart.
        explode: bool,
    },
}

/// How a request body is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum BodyEncoding {
    /// JSON under this media type.
    Json(String),
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Multipart,
    /// Text under this media type (the type is `Text`).
    Text(String),
    /// Bytes under this media type, or within this range of them, such as `image/*` (the type is `File`).
    Bytes(String),
}

/// What a call gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Output {
    /// Nothing: `()`.
    Nothing,
    /// The same content on every success status.
    Always(Content),
    /// That content, or nothing: `Option<T>`.
    Maybe(Content),
    /// An enumeration `name` in the operation's module with a variant a status.
    ByStatus {
        /// The enumeration's name (Pascal case).
        name: String,
        /// Its variants.
        variants: Vec<Success>,
    },
}

/// A success response among several.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Success {
    /// The variant's name (Pascal case).
    pub name: String,
    /// When it is chosen. The last variant is also taken for success statuses that are not declared.
    pub status: StatusSpec,
    /// What it holds; `None`: no content.
    pub content: Option<Content>,
    /// What the document says of it.
    pub docs: Docs,
}

/// The content of a response.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Content {
    /// How it is read.
    pub encoding: ContentEncoding,
    /// The media type to ask for.
    pub media_type: String,
    /// Its type.
    pub ty: Type,
}

/// How the content of a response is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ContentEncoding {
    /// JSON.
    Json,
    /// Text (the type is `Text`).
    Text,
    /// Bytes (the type is `File`, emitted as `bytes::Bytes`).
    Bytes,
}

/// A reply that comes item by item
/// ([Sequential Media Types](https://spec.openapis.org/oas/v3.2.0.html#sequential-media-types)).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Streamed {
    /// The media type to ask for.
    pub media_type: String,
    /// How one item is told from the next.
    pub framing: Framing,
    /// The type of an item.
    pub item: Type,
}

/// How one item of a stream is told from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Framing {
    /// The data of server-sent events.
    EventData,
    /// Whole server-sent events: objects with `event`, `data`, `id` and `retry`.
    EventObjects {
        /// Which of these members hold JSON themselves, rather than text.
        json: &'static [&'static str],
    },
    /// A line each.
    Lines,
    /// JSON text sequences (RFC 7464).
    Sequence,
}

/// A declared error response.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Failure {
    /// When it is sent.
    pub status: StatusSpec,
    /// The type of its JSON body, where it has one.
    pub ty: Option<Type>,
    /// What the document says of it.
    pub docs: Docs,
}

/// A key of the [Responses Object](https://spec.openapis.org/oas/v3.0.4.html#responses-object).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum StatusSpec {
    /// One status.
    Code(u16),
    /// `4XX`: all statuses of a class, given by its first digit.
    Range(u16),
    /// `default`
    Default,
}

/// As the document has it.
impl fmt::Display for StatusSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// How an operation pages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pagination {
    /// Where a request has what tells the pages apart.
    pub cursor: Cursor,
    /// The fields that lead from the output to the list of items, each with whether it is an `Option` to step through.
    pub items: Vec<Step>,
    /// Where the cursor of the next page comes from.
    pub next: NextPage,
    /// The fields that lead from the output to whether there are more pages, if it says so.
    pub more: Option<Vec<Step>>,
    /// The type of an item.
    pub item: Type,
}

/// Where a request has what tells pages apart: in what is called so on the wire.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Cursor {
    /// A parameter of the query.
    Query(String),
    /// A header.
    Header(String),
    /// A text that is a member of the JSON object in the body.
    Text(String),
    /// An integer that is such a member.
    Number(String),
}

/// Where the cursor of the next page comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum NextPage {
    /// These fields lead to it: a text, or an integer.
    Told {
        /// The fields.
        steps: Vec<Step>,
        /// It is an integer.
        is_integer: bool,
    },
    /// These fields lead to a URL whose query has it.
    InUrl(Vec<Step>),
    /// The `Link` header (RFC 8288) has such a URL.
    InLink,
    /// It is in this header.
    InHeader(String),
    /// It is in the last item of the page.
    LastItem {
        /// The fields that lead to it from the item.
        steps: Vec<Step>,
        /// It is an integer.
        is_integer: bool,
    },
    /// It is the number of the page, counted from this one.
    Numbered(u64),
    /// It is the number of the page's first item, counted from this one.
    Offset(u64),
}

/// A field on the way into an output.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The field's name.
    pub field: String,
    /// How the field may be empty.
    pub ty: Emptiness,
}

/// How a field may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Emptiness {
    /// Always a value.
    Never,
    /// `Option`
    Option,
    /// `Nullable`
    Nullable,
}
