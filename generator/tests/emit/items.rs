//! What is written for each kind of type and operation.

use super::file;
use super::sample::everything;

fn part<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let start = text
        .find(from)
        .unwrap_or_else(|| panic!("no {from:?} in\n{text}"));
    let end = text[start..]
        .find(to)
        .unwrap_or_else(|| panic!("no {to:?} after {from:?} in\n{text}"));
    &text[start..start + end + to.len()]
}

#[test]
fn an_object_has_a_table_of_its_members() {
    let text = file(&everything(), "src/types/line.rs");
    insta::assert_snapshot!(part(&text, "/// The schema `Line`", "extra: Map<Value>,\n} }"), @r#"
    /// The schema `Line`.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub struct Line {
        /// An **article** \[number\]\[1\] with `code` and a tab.
        ///
        /// ```text
        /// {"a": 1}
        /// ```
        ///
        /// **Deprecated** by the API.
        pub sku: Option<String>,
        /// Members that have no field of their own.
        pub extra: Map<Value>,
    }

    object! { Line {
        sku: "sku",
        ..extra
    } }

    impl Line {
        /// A value with nothing set.
        #[must_use]
        pub fn new() -> Self {
            Decode::blank()
        }
    }

    impl Default for Line {
        fn default() -> Self {
            Self::new()
        }
    }

    setters! { Line {
        sku: String,
        extra: Map<Value>,
    } }
    "#);
}

#[test]
fn an_enumeration_has_a_table_of_its_values() {
    let text = file(&everything(), "src/types/order.rs");
    insta::assert_snapshot!(part(&text, "/// Order status.", "\n} }"), @r#"
    /// Order status.
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum OrderStatus {
        /// `OPEN`
        Open,
        /// `CANCELED`
        Canceled,
        /// A value that this version of the crate does not know, as it came.
        Unrecognized(String),
    }

    enumeration! { OrderStatus {
        Open: "OPEN",
        Canceled: "CANCELED" | "CANCELLED",
    } }
    "#);
}

#[test]
fn a_union_says_how_its_variants_are_told_apart() {
    let text = file(&everything(), "src/types/event.rs");
    insta::assert_snapshot!(part(&text, "#[derive", "Self::Line(value)\n    }\n}"), @r#"
    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub enum Event {
        /// `order`
        Order(Box<Order>),
        /// `line`
        Line(Line),
        /// A value that fits none of the variants, as it came.
        Unrecognized(Value),
    }

    union! { Event by "kind" {
        Order(Box<Order>): "order" | "Order",
        Line(Line): "line",
    } }

    impl From<Order> for Event {
        fn from(value: Order) -> Self {
            Self::Order(Box::new(value))
        }
    }

    impl From<Line> for Event {
        fn from(value: Line) -> Self {
            Self::Line(value)
        }
    }
    "#);
}

#[test]
fn a_newtype_says_what_is_checked() {
    let text = file(&everything(), "src/types/session_id.rs");
    insta::assert_snapshot!(part(&text, "/// The schema", "\n} }"), @r#"
    /// The schema `SessionId`.
    ///
    /// A value that is made has 3 to 64 characters and matches `^[A-Za-z0-9_-]{3,64}$`.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub struct SessionId(String);

    newtype! { SessionId(String) checked Rule {
        min_length: 3,
        max_length: 64,
        pattern: "^[A-Za-z0-9_-]{3,64}$",
    } }
    "#);
}

#[test]
fn a_constructor_takes_what_is_required() {
    let text = file(&everything(), "src/types/order.rs");
    insta::assert_snapshot!(part(&text, "impl Order {", "\n}\n"), @r#"
    impl Order {
        /// A value with the required members; the others are not set.
        #[must_use]
        pub fn new(
            id: OrderId,
            r#type: impl Into<String>,
            status: OrderStatus,
            total: f64,
            lines: impl Into<Vec<Line>>,
        ) -> Self {
            Self {
                id,
                r#type: r#type.into(),
                status,
                total,
                lines: lines.into(),
                ..Decode::blank()
            }
        }
    }
    "#);
}

#[test]
fn a_type_may_be_called_as_one_of_the_standard_library() {
    let text = file(&everything(), "src/types/option.rs");
    assert!(
        text.contains("pub value: ::std::option::Option<crate::types::Value>,"),
        "{text}"
    );
}

#[test]
fn an_operation_has_all_that_is_its_own_in_one_file() {
    insta::assert_snapshot!(file(&everything(), "src/api/orders/create.rs"), @r#"
    // @generated from the API document. Do not edit: the next run writes this file anew.

    //! `POST /orders/{orderId}/lines/{session}`

    use bytes::Bytes;
    use serde_json::Value;

    use crate::runtime::wire::{DecodeError, object};
    use crate::runtime::{Call, Failure, Operation, Repeat, Reply, Spec, Success};
    use crate::types;

    /// The operation behind [`Orders::create`](super::Orders::create).
    pub enum Create {}

    impl<'c> super::Orders<'c> {
        /// Create.
        ///
        /// `POST /orders/{orderId}/lines/{session}`
        ///
        /// Asks for `application/json, image/png`.
        ///
        /// # Errors
        ///
        /// | Status | Body | |
        /// |---|---|---|
        /// | 400 | [`types::Failure`] | Not understood. \| Bad. |
        /// | 404 | | Not there. |
        /// | 5xx | `Value` | |
        /// | other | [`types::Failure`] | |
        ///
        /// # Examples
        /// ```no_run
        /// # use sample::types;
        /// # async fn example(client: sample::Client, order_id: types::OrderId, session: &types::SessionId, tags: &[String], name: &str, body: &[sample::api::orders::create::CreateBody]) -> Result<(), Box<dyn std::error::Error>> {
        /// let reply = client.orders().create(order_id, session, tags, name, body).send().await?;
        /// # Ok(()) }
        /// ```
        pub fn create(
            &self,
            order_id: types::OrderId,
            session: &types::SessionId,
            tags: &[String],
            name: &str,
            body: &[CreateBody],
        ) -> Call<'c, Create> {
            Call::new(self.client)
                .in_path("orderId", &order_id)
                .in_path("session", session)
                .in_query("tags", &tags)
                .in_query("name", &name)
                .json_body("application/json", &body)
        }
    }

    impl Operation for Create {
        type Success = CreateOutput;
        const SPEC: Spec = Spec {
            id: "create",
            method: "POST",
            path: "/orders/{orderId}/lines/{session}",
            repeat: Repeat::Never,
            accept: "application/json, image/png",
            security: &[],
            failures: &[
                Failure::json::<types::Failure>("400 default"),
                Failure::json::<Value>("5XX"),
            ],
            servers: None,
        };
    }

    /// What [`Create`] gives.
    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub enum CreateOutput {
        /// 200.
        Ok(types::Order),
        /// 204.
        NoContent,
        /// 2xx.
        Other(Bytes),
    }

    impl Success for CreateOutput {
        type Output = Self;

        fn decode(reply: &Reply) -> Result<Self, DecodeError> {
            match reply.status().as_u16() {
                204 => Ok(CreateOutput::NoContent),
                _ if reply.is_blank() => Ok(CreateOutput::NoContent),
                200 => reply.json().map(CreateOutput::Ok),
                _ => Ok(CreateOutput::Other(reply.bytes())),
            }
        }
    }

    #[cfg(feature = "mock")]
    impl crate::runtime::MockOutput for CreateOutput {
        fn answer(&self, _: &str) -> crate::runtime::Answer {
            match self {
                Self::Ok(value) => value.answer("application/json").with_status(200),
                Self::NoContent => ().answer("").with_status(204),
                Self::Other(value) => value.answer("image/png").with_status(201),
            }
        }
    }

    /// Create body.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub struct CreateBody {
        /// The member `order`.
        pub order: types::Order,
    }

    object! { CreateBody {
        order: "order" required,
    } }

    impl CreateBody {
        /// A value with the required members; the others are not set.
        #[must_use]
        pub fn new(order: types::Order) -> Self {
            Self { order }
        }
    }
    "#);
}

#[test]
fn what_is_optional_is_a_setter() {
    let text = file(&everything(), "src/api/orders/list.rs");
    insta::assert_snapshot!(part(&text, "impl Call<'_, List>", "\n}\n"), @r#"
    impl Call<'_, List> {
        /// Sets the parameter `cursor`.
        pub fn cursor(self, cursor: &str) -> Self {
            self.in_query("cursor", &cursor)
        }

        /// Sets the parameter `size`.
        pub fn size(self, size: i64) -> Self {
            self.in_query("size", &size)
        }

        /// Sets the parameter `expand[]`.
        pub fn expand(self, expand: impl AsRef<[types::Level]>) -> Self {
            self.in_query("expand[]", &expand.as_ref())
        }

        /// Sets the parameter `status`.
        pub fn status(self, status: crate::types::order::OrderStatus) -> Self {
            self.in_query("status", &status)
        }

        /// Sets the parameter `timeout`.
        pub fn timeout_parameter(self, timeout: bool) -> Self {
            self.in_query("timeout", &timeout)
        }

        /// Sets the parameter `since`.
        pub fn since(self, since: DateTime) -> Self {
            self.in_query("since", &since)
        }

        /// Sets the parameter `filter`.
        pub fn filter(self, filter: &types::Line) -> Self {
            self.in_query_styled("filter", Style::DeepObject, true, filter)
        }

        /// Sets the parameter `ids`.
        pub fn ids(self, ids: impl AsRef<[types::OrderId]>) -> Self {
            self.in_query_styled("ids", Style::PipeDelimited, false, &ids.as_ref())
        }

        /// Sets the parameter `X-Trace`.
        pub fn trace(self, trace: Uuid) -> Self {
            self.in_header("X-Trace", &trace)
        }

        /// Sets the parameter `sid`.
        pub fn sid(self, sid: &types::SessionId) -> Self {
            self.in_cookie("sid", sid)
        }
    }
    "#);
}

#[test]
fn an_operation_that_pages_leads_to_its_items() {
    let text = file(&everything(), "src/api/orders/list.rs");
    insta::assert_snapshot!(part(&text, "impl Paginated", "\n}\n"), @r#"
    impl Paginated for List {
        type Item = types::Order;
        const CURSOR: Cursor = Cursor::Query("cursor");

        fn page(output: types::OrderPage) -> (Vec<Self::Item>, Option<String>) {
            let next = output
                .pagination
                .as_ref()
                .and_then(|value| value.cursor.value().cloned());
            (output.data, next)
        }
    }
    "#);
}

#[test]
fn the_client_knows_servers_and_credentials() {
    insta::assert_snapshot!(file(&everything(), "src/client.rs"), @r#"
    // @generated from the API document. Do not edit: the next run writes this file anew.

    //! The client of this API: servers, credentials, groups.

    use std::fmt;
    use std::time::Duration;

    use crate::api;
    use crate::runtime::{Client, ClientBuilder, Credential, Defaults, Place, SecurityScheme};

    static DEFAULTS: Defaults = Defaults {
        base_url: "https://us.example.com/v1",
        user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
        error_message: &["/message", "/error/message"],
        error_code: &["/code"],
        request_id_headers: &["x-request-id"],
        rate_limit: Some((500, Duration::from_secs(60))),
    };

    pub(crate) static BEARER: SecurityScheme = SecurityScheme {
        name: "bearer",
        place: Place::Bearer,
    };

    pub(crate) static BASIC: SecurityScheme = SecurityScheme {
        name: "basic",
        place: Place::Basic,
    };

    pub(crate) static KEY: SecurityScheme = SecurityScheme {
        name: "key",
        place: Place::Header("x-key"),
    };

    pub(crate) static HEADER: SecurityScheme = SecurityScheme {
        name: "header",
        place: Place::Query("key"),
    };

    pub(crate) static SESSION: SecurityScheme = SecurityScheme {
        name: "session",
        place: Place::Cookie("sid"),
    };

    impl Client {
        /// Starts to build a client.
        pub fn builder() -> ClientBuilder {
            ClientBuilder::new(&DEFAULTS)
        }

        /// What was ordered.
        #[must_use]
        pub fn orders(&self) -> api::orders::Orders<'_> {
            self.into()
        }

        /// Operations on type.
        #[must_use]
        pub fn r#type(&self) -> api::r#type::Call<'_> {
            self.into()
        }
    }

    impl ClientBuilder {
        /// Picks one of the API's servers.
        pub fn region(self, region: Region) -> Self {
            self.base_url(region.url())
        }

        /// A token, sent as `Authorization: Bearer ...`.
        pub fn bearer(self, token: impl Into<String>) -> Self {
            self.credential(BEARER.name, Credential::bearer(token))
        }

        /// User and password, sent as `Authorization: Basic ...`.
        pub fn basic(self, user: impl Into<String>, password: impl Into<String>) -> Self {
            self.credential(BASIC.name, Credential::basic(user, password))
        }

        /// A key, sent in the header `X-Key`.
        pub fn key(self, key: impl Into<String>) -> Self {
            self.credential(KEY.name, Credential::api_key(key))
        }

        /// A key, sent in the query parameter `key`.
        pub fn header_credential(self, key: impl Into<String>) -> Self {
            self.credential(HEADER.name, Credential::api_key(key))
        }

        /// A key, sent in the cookie `sid`.
        pub fn session(self, key: impl Into<String>) -> Self {
            self.credential(SESSION.name, Credential::api_key(key))
        }
    }

    /// The servers of the API.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum Region {
        /// `https://us.example.com/v1`
        Us,
        /// Europe
        ///
        /// `https://eu.example.com/v1`
        Eu,
    }

    impl Region {
        /// The base URL.
        #[must_use]
        pub fn url(self) -> &'static str {
            match self {
                Self::Us => "https://us.example.com/v1",
                Self::Eu => "https://eu.example.com/v1",
            }
        }
    }

    impl fmt::Display for Region {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.url())
        }
    }
    "#);
}

#[test]
fn the_readme_shows_how_to_begin() {
    insta::assert_snapshot!(part(&file(&everything(), "README.md"), "## A first program", "## Failures"), @r#"
    ## A first program

    ```toml
    [dependencies]
    sample = "0.1.0"
    tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
    ```

    ```rust
    use sample::{Client, Region};

    #[tokio::main]
    async fn main() -> Result<(), sample::Error> {
        let client = Client::builder().region(Region::Us).bearer("...").build()?;
        let reply = client.orders().form().send().await?;
        println!("{reply:?}");
        Ok(())
    }
    ```

    ## Authentication

    - `ClientBuilder::bearer`: A token, sent as `Authorization: Bearer ...`.
    - `ClientBuilder::basic`: User and password, sent as `Authorization: Basic ...`.
    - `ClientBuilder::key`: A key, sent in the header `X-Key`.
    - `ClientBuilder::header_credential`: A key, sent in the query parameter `key`.
    - `ClientBuilder::session`: A key, sent in the cookie `sid`.

    These belong together:

    - `ClientBuilder::basic`, `ClientBuilder::key`

    ## Servers

    `ClientBuilder::region` picks one, `ClientBuilder::base_url` takes any other.

    | Server | URL |
    |---|---|
    | `Region::Us` | `https://us.example.com/v1` |
    | `Region::Eu` | `https://eu.example.com/v1` |

    ## Operations

    | Call | What it does |
    |---|---|
    | `client.orders().bytes` | `POST /bytes` |
    | `client.orders().create` | `POST /orders/{orderId}/lines/{session}` |
    | `client.orders().form` | `POST /form` |
    | `client.orders().get` | `GET /orders/{orderId}` |
    | `client.orders().many` | `DELETE /many` |
    | `client.orders().list` | List orders |
    | `client.orders().text` | `POST /text` |
    | `client.orders().upload` | `PUT /upload` |
    | `client.type().mod` | `GET /mod` |
    | `client.type().type` | `HEAD /type` |

    ## Failures
    "#);
}
