//! A small API with one of everything, made by hand.

use std::collections::{BTreeMap, BTreeSet};

use generator::api::*;
use generator::source::FileId;

pub(super) fn docs(description: &str) -> Docs {
    Docs {
        description: Some(description.to_owned()),
        ..Docs::default()
    }
}

pub(super) fn schema_path(module: &str, name: &str) -> TypePath {
    TypePath {
        home: Home::Schema {
            module: module.to_owned(),
        },
        name: name.to_owned(),
    }
}

pub(super) fn schema(module: &str, name: &str) -> Type {
    Type::Named(schema_path(module, name))
}

pub(super) fn list(item: Type) -> Type {
    Type::List(Box::new(item))
}

pub(super) fn optional(inner: Type) -> Type {
    Type::Optional(Box::new(inner))
}

pub(super) fn nullable(inner: Type) -> Type {
    Type::Nullable(Box::new(inner))
}

pub(super) fn member(name: &str, wire_name: &str, ty: Type, required: bool) -> Member {
    Member {
        name: name.to_owned(),
        wire_name: wire_name.to_owned(),
        ty,
        required,
        constant: None,
        implied: false,
        access: Access::Both,
        docs: Docs::default(),
    }
}

pub(super) fn variant(name: &str, value: &str) -> EnumerationVariant {
    EnumerationVariant {
        name: name.to_owned(),
        value: EnumerationValue::Text(value.to_owned()),
        aliases: Vec::new(),
        docs: Docs::default(),
    }
}

pub(super) fn definition(schema_name: Option<&str>, kind: TypeKind) -> TypeDefinition {
    TypeDefinition {
        pointer: String::new(),
        file: FileId::default(),
        schema_name: schema_name.map(str::to_owned),
        docs: Docs::default(),
        usage: Usage {
            request: true,
            response: true,
        },
        features: Vec::new(),
        kind,
    }
}

pub(super) fn object(members: Vec<Member>) -> TypeKind {
    TypeKind::Object(Object {
        members,
        additional: Additional::Ignored,
        reads_numerals: false,
    })
}

pub(super) fn parameter(
    name: &str,
    wire_name: &str,
    location: ParameterLocation,
    ty: Type,
) -> Parameter {
    let is_in_query = matches!(
        location,
        ParameterLocation::Query | ParameterLocation::Cookie
    );
    Parameter {
        name: name.to_owned(),
        wire_name: wire_name.to_owned(),
        location,
        required: location == ParameterLocation::Path,
        style: if is_in_query {
            ParameterStyle::Form
        } else {
            ParameterStyle::Simple
        },
        explode: is_in_query,
        allow_reserved: false,
        ty,
        docs: Docs::default(),
    }
}

pub(super) fn json(ty: Type) -> Content {
    Content {
        encoding: ContentEncoding::Json,
        media_type: "application/json".to_owned(),
        ty,
    }
}

pub(super) fn operation(name: &str, marker: &str, method: HttpMethod, path: &str) -> Operation {
    Operation {
        id: name.to_owned(),
        pointer: String::new(),
        file: FileId::default(),
        name: name.to_owned(),
        marker: marker.to_owned(),
        method,
        path: path.to_owned(),
        base_url: None,
        docs: Docs::default(),
        parameters: Vec::new(),
        body: None,
        output: Output::Nothing,
        status_with_content: 200,
        status_without_content: 204,
        stream: None,
        response_headers: Vec::new(),
        links: Vec::new(),
        failures: Vec::new(),
        security: Vec::new(),
        repeat: Repeat::Safe,
        pagination: None,
    }
}

/// A package with nothing in it.
pub(super) fn empty() -> Api {
    Api {
        package: Package {
            name: "sample".to_owned(),
            version: "0.1.0".to_owned(),
            description: "A sample.".to_owned(),
            license: Some("MIT".to_owned()),
            extensions: Vec::new(),
            dependencies: BTreeMap::new(),
            dev_dependencies: BTreeMap::new(),
            features: BTreeMap::new(),
            examples: BTreeMap::new(),
        },
        title: "Sample".to_owned(),
        description: None,
        version: "1".to_owned(),
        servers: Servers {
            type_name: "Region".to_owned(),
            list: vec![Server {
                name: "Us".to_owned(),
                url: "https://us.example.com/v1".to_owned(),
                description: None,
                template: None,
            }],
        },
        security_schemes: Vec::new(),
        groups: Vec::new(),
        types: BTreeMap::new(),
        errors: ErrorFields::default(),
        rate_limit: None,
        needs: BTreeSet::new(),
    }
}

/// One of everything.
pub(super) fn everything() -> Api {
    let mut api = empty();
    api.description = Some("Orders & more.\n\n    indented code\n\nSee [the guide](/guide) or https://example.com/docs.".to_owned());
    api.servers.list.push(Server {
        name: "Eu".to_owned(),
        url: "https://eu.example.com/v1".to_owned(),
        description: Some("Europe".to_owned()),
        template: None,
    });
    api.rate_limit = Some(RateLimit {
        requests: 500,
        per_seconds: 60,
    });
    api.errors = ErrorFields {
        message: vec!["message".to_owned(), "error.message".to_owned()],
        code: vec!["code".to_owned()],
        request_id: vec!["x-request-id".to_owned()],
    };
    api.security_schemes = [
        ("bearer", Credential::Bearer),
        ("basic", Credential::Basic),
        ("key", Credential::Header("X-Key".to_owned())),
        ("header", Credential::Query("key".to_owned())),
        ("session", Credential::Cookie("sid".to_owned())),
    ]
    .into_iter()
    .map(|(name, credential)| SecurityScheme {
        name: name.to_owned(),
        setter: name.to_owned(),
        credential,
        client_credentials: None,
        docs: Docs::default(),
    })
    .collect();
    api.needs = [
        Need::Dates,
        Need::Uuids,
        Need::Base64,
        Need::Patterns,
        Need::Multipart,
        Need::Events,
        Need::Tuples,
        Need::ClientCredentials,
    ]
    .into();
    api.types = types();
    api.groups = vec![
        Group {
            tag: "Orders".to_owned(),
            module: "orders".to_owned(),
            handle: "Orders".to_owned(),
            feature: None,
            docs: docs("What was ordered."),
            operations: operations(),
        },
        Group {
            tag: "type".to_owned(),
            module: "type".to_owned(),
            handle: "Call".to_owned(),
            feature: None,
            docs: Docs::default(),
            operations: vec![
                operation("mod", "Mod", HttpMethod::Get, "/mod"),
                operation("type", "Type", HttpMethod::Head, "/type"),
            ],
        },
    ];
    api
}

fn types() -> BTreeMap<TypePath, TypeDefinition> {
    let order = object(vec![
        member("id", "id", schema("order_id", "OrderId"), true),
        member("r#type".trim_start_matches("r#"), "type", Type::Text, true),
        member(
            "status",
            "status",
            Type::Named(schema_path("order", "OrderStatus")),
            true,
        ),
        member("note", "note", nullable(Type::Text), false),
        member("placed_at", "placedAt", optional(Type::DateTime), false),
        member("due", "due", optional(Type::Date), false),
        member("trace", "trace", optional(Type::Uuid), false),
        member("blob", "blob", optional(Type::Base64), false),
        member("total", "total", Type::Float, true),
        member("lines", "lines", list(schema("line", "Line")), true),
        member(
            "parent",
            "parent",
            optional(Type::Boxed(Box::new(schema("order", "Order")))),
            false,
        ),
        member(
            "labels",
            "labels",
            optional(Type::Map(Box::new(Type::Text))),
            false,
        ),
        member("anything", "any\"thing", optional(Type::Any), false),
        member("new", "new", optional(Type::Bool), false),
    ]);
    let mut open = Object {
        members: vec![member("sku", "sku", Type::Text, false)],
        additional: Additional::Ignored,
        reads_numerals: false,
    };
    open.members[0].ty = optional(Type::Text);
    open.members[0].docs = Docs {
        deprecated: true,
        ..docs("An <b>article</b> [number][1] with `code` and a\ttab.\r\n\r\n```json\n{\"a\": 1}\n")
    };
    open.additional = Additional::Kept {
        name: "extra".to_owned(),
        ty: Type::Any,
    };
    let level = TypeKind::Enumeration(Enumeration {
        variants: [("Low", 1), ("High", 2)]
            .map(|(name, value)| EnumerationVariant {
                value: EnumerationValue::Integer(value),
                ..variant(name, "")
            })
            .to_vec(),
    });
    let mut canceled = variant("Canceled", "CANCELED");
    canceled.aliases.push("CANCELLED".to_owned());
    let status = TypeKind::Enumeration(Enumeration {
        variants: vec![variant("Open", "OPEN"), canceled],
    });
    let union_variant = |name: &str, ty: Type, tags: &[&str]| UnionVariant {
        name: name.to_owned(),
        ty,
        written: None,
        is_default: false,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        docs: Docs::default(),
    };
    let number_or_text = TypeKind::Union(Union {
        discriminator: None,
        variants: vec![
            union_variant("Number", Type::Integer(IntegerKind::I64), &[]),
            union_variant("Text", Type::Text, &[]),
        ],
    });
    let event = TypeKind::Union(Union {
        discriminator: Some("kind".to_owned()),
        variants: vec![
            union_variant(
                "Order",
                Type::Boxed(Box::new(schema("order", "Order"))),
                &["order", "Order"],
            ),
            union_variant("Line", schema("line", "Line"), &["line"]),
        ],
    });
    let id = TypeKind::Newtype(Newtype {
        base: NewtypeBase::Integer,
        lenient: true,
        rule: None,
    });
    let session = TypeKind::Newtype(Newtype {
        base: NewtypeBase::Text,
        lenient: false,
        rule: Some(NewtypeRule::Text {
            min_length: Some(3),
            max_length: Some(64),
            pattern: Some("^[A-Za-z0-9_-]{3,64}$".to_owned()),
        }),
    });
    let page = object(vec![
        member("data", "data", list(schema("order", "Order")), true),
        member(
            "pagination",
            "pagination",
            optional(Type::Named(schema_path(
                "order_page",
                "OrderPagePagination",
            ))),
            false,
        ),
    ]);
    let pagination = object(vec![member("cursor", "cursor", nullable(Type::Text), true)]);
    let failure = object(vec![member("message", "message", Type::Text, true)]);
    let upload = object(vec![
        member("file", "file", Type::File, true),
        member("files", "files", optional(list(Type::File)), false),
        member("about", "about", optional(schema("line", "Line")), false),
    ]);
    let found_path = TypePath {
        home: Home::Operation {
            group: "orders".to_owned(),
            operation: "create".to_owned(),
        },
        name: "CreateBody".to_owned(),
    };
    let local = object(vec![
        member("order", "order", schema("order", "Order"), true),
        member(
            "again",
            "again",
            optional(Type::Named(found_path.clone())),
            false,
        ),
    ]);
    let local = match local {
        TypeKind::Object(mut object) => {
            object.members.truncate(1);
            TypeKind::Object(object)
        }
        other => other,
    };
    BTreeMap::from([
        (
            schema_path("order", "Order"),
            definition(Some("Order"), order),
        ),
        (
            schema_path("order", "OrderStatus"),
            definition(None, status),
        ),
        (
            schema_path("order_id", "OrderId"),
            definition(Some("OrderId"), id),
        ),
        (
            schema_path("line", "Line"),
            definition(Some("Line"), TypeKind::Object(open)),
        ),
        (
            schema_path("level", "Level"),
            definition(Some("Level"), level),
        ),
        (
            schema_path("person", "Person"),
            definition(Some("Person"), number_or_text),
        ),
        (
            schema_path("event", "Event"),
            definition(Some("Event"), event),
        ),
        (
            schema_path("session_id", "SessionId"),
            definition(Some("SessionId"), session),
        ),
        (
            schema_path("order_page", "OrderPage"),
            definition(Some("OrderPage"), page),
        ),
        (
            schema_path("order_page", "OrderPagePagination"),
            definition(None, pagination),
        ),
        (
            schema_path("failure", "Failure"),
            definition(Some("Failure"), failure),
        ),
        (
            schema_path("upload", "Upload"),
            definition(Some("Upload"), upload),
        ),
        (
            schema_path("tags", "Tags"),
            definition(Some("Tags"), TypeKind::Alias(list(Type::Text))),
        ),
        (
            schema_path("option", "Option"),
            definition(
                Some("Option"),
                object(vec![member(
                    "value",
                    "value",
                    optional(schema("value", "Value")),
                    false,
                )]),
            ),
        ),
        (
            schema_path("value", "Value"),
            definition(
                Some("Value"),
                object(vec![member("any", "any", Type::Any, true)]),
            ),
        ),
        (found_path, definition(None, local)),
    ])
}

fn operations() -> Vec<Operation> {
    use ParameterLocation::{Cookie, Header, Path, Query};
    let failures = vec![
        Failure {
            status: StatusSpec::Code(400),
            ty: Some(schema("failure", "Failure")),
            docs: docs("Not understood. | Bad."),
        },
        Failure {
            status: StatusSpec::Code(404),
            ty: None,
            docs: docs("Not there."),
        },
        Failure {
            status: StatusSpec::Range(5),
            ty: Some(Type::Any),
            docs: Docs::default(),
        },
        Failure {
            status: StatusSpec::Default,
            ty: Some(schema("failure", "Failure")),
            docs: Docs::default(),
        },
    ];
    let mut page = operation("list", "List", HttpMethod::Get, "/orders");
    page.docs = Docs {
        summary: Some("List orders".to_owned()),
        ..docs("All of them.\n\n* one\nlazy\n* two")
    };
    page.security = vec![
        vec!["bearer".to_owned()],
        vec!["basic".to_owned(), "key".to_owned()],
    ];
    page.failures = failures.clone();
    page.parameters = vec![
        parameter("cursor", "cursor", Query, Type::Text),
        parameter("size", "size", Query, Type::Integer(IntegerKind::I64)),
        parameter("expand", "expand[]", Query, list(schema("level", "Level"))),
        parameter(
            "status",
            "status",
            Query,
            Type::Named(schema_path("order", "OrderStatus")),
        ),
        parameter("timeout", "timeout", Query, Type::Bool),
        parameter("since", "since", Query, Type::DateTime),
        Parameter {
            style: ParameterStyle::DeepObject,
            ..parameter("filter", "filter", Query, schema("line", "Line"))
        },
        Parameter {
            style: ParameterStyle::PipeDelimited,
            explode: false,
            ..parameter("ids", "ids", Query, list(schema("order_id", "OrderId")))
        },
        parameter("trace", "X-Trace", Header, Type::Uuid),
        parameter("sid", "sid", Cookie, schema("session_id", "SessionId")),
    ];
    page.output = Output::Always(json(schema("order_page", "OrderPage")));
    page.pagination = Some(Pagination {
        cursor: Cursor::Query("cursor".to_owned()),
        items: vec![Step {
            field: "data".to_owned(),
            ty: Emptiness::Never,
        }],
        next: NextPage::Told {
            steps: vec![
                Step {
                    field: "pagination".to_owned(),
                    ty: Emptiness::Option,
                },
                Step {
                    field: "cursor".to_owned(),
                    ty: Emptiness::Nullable,
                },
            ],
            is_integer: false,
        },
        more: None,
        item: schema("order", "Order"),
    });
    let mut get = operation("get", "Get", HttpMethod::Get, "/orders/{orderId}");
    get.parameters = vec![parameter(
        "order_id",
        "orderId",
        Path,
        schema("order_id", "OrderId"),
    )];
    get.output = Output::Maybe(json(schema("order", "Order")));
    let mut create = operation(
        "create",
        "Create",
        HttpMethod::Post,
        "/orders/{orderId}/lines/{session}",
    );
    create.parameters = vec![
        parameter("order_id", "orderId", Path, schema("order_id", "OrderId")),
        parameter(
            "session",
            "session",
            Path,
            schema("session_id", "SessionId"),
        ),
        Parameter {
            required: true,
            ..parameter("tags", "tags", Query, schema("tags", "Tags"))
        },
        Parameter {
            required: true,
            ..parameter("name", "name", Query, Type::Text)
        },
    ];
    create.repeat = Repeat::Never;
    create.failures = failures;
    create.body = Some(Body {
        parts: Vec::new(),
        required: true,
        encoding: BodyEncoding::Json("application/json".to_owned()),
        ty: list(Type::Named(TypePath {
            home: Home::Operation {
                group: "orders".to_owned(),
                operation: "create".to_owned(),
            },
            name: "CreateBody".to_owned(),
        })),
        docs: Docs::default(),
    });
    create.output = Output::ByStatus {
        name: "CreateOutput".to_owned(),
        variants: vec![
            Success {
                name: "Ok".to_owned(),
                status: StatusSpec::Code(200),
                content: Some(json(schema("order", "Order"))),
                docs: Docs::default(),
            },
            Success {
                name: "NoContent".to_owned(),
                status: StatusSpec::Code(204),
                content: None,
                docs: Docs::default(),
            },
            Success {
                name: "Other".to_owned(),
                status: StatusSpec::Range(2),
                content: Some(Content {
                    encoding: ContentEncoding::Bytes,
                    media_type: "image/png".to_owned(),
                    ty: Type::File,
                }),
                docs: Docs::default(),
            },
        ],
    };
    let mut upload = operation("upload", "Upload", HttpMethod::Put, "/upload");
    upload.docs.deprecated = true;
    upload.base_url = Some("https://upload.example.com".to_owned());
    upload.body = Some(Body {
        parts: Vec::new(),
        required: true,
        encoding: BodyEncoding::Multipart,
        ty: schema("upload", "Upload"),
        docs: Docs::default(),
    });
    upload.output = Output::Always(Content {
        encoding: ContentEncoding::Text,
        media_type: "text/plain".to_owned(),
        ty: Type::Text,
    });
    let mut form = operation("form", "Form", HttpMethod::Post, "/form");
    form.body = Some(Body {
        parts: Vec::new(),
        required: false,
        encoding: BodyEncoding::Form,
        ty: schema("line", "Line"),
        docs: Docs::default(),
    });
    form.output = Output::Always(Content {
        encoding: ContentEncoding::Bytes,
        media_type: "application/octet-stream".to_owned(),
        ty: Type::File,
    });
    let mut text = operation("text", "Text", HttpMethod::Post, "/text");
    text.body = Some(Body {
        parts: Vec::new(),
        required: true,
        encoding: BodyEncoding::Text("text/plain".to_owned()),
        ty: Type::Text,
        docs: Docs::default(),
    });
    let mut bytes = operation("bytes", "Bytes", HttpMethod::Post, "/bytes");
    bytes.body = Some(Body {
        parts: Vec::new(),
        required: true,
        encoding: BodyEncoding::Bytes("image/png".to_owned()),
        ty: Type::File,
        docs: Docs::default(),
    });
    let mut many = operation("many", "Many", HttpMethod::Delete, "/many");
    many.parameters = ["a", "b", "c", "d", "e", "f", "g", "self"]
        .map(|name| Parameter {
            required: true,
            ..parameter(name, name, Query, optional(Type::Text))
        })
        .to_vec();
    vec![bytes, create, form, get, many, page, text, upload]
}
