//! Values in paths, queries, headers and cookies, by the styles' examples in OpenAPI 3.0.4, 4.7.12.4.

use serde_json::{Value, json};

use super::script::Script;
use super::{GetThing, PLAIN, client};
use crate::runtime::wire::Encode;
use crate::runtime::{Call, ErrorKind, Nothing, Operation, Spec, Style};

enum InPath {}

impl Operation for InPath {
    type Success = Nothing;
    const SPEC: Spec = Spec {
        path: "/{color}/x{color}.json",
        ..PLAIN
    };
}

fn empty() -> Value {
    json!("")
}

fn string() -> Value {
    json!("blue")
}

fn array() -> Value {
    json!(["blue", "black", "brown"])
}

fn object() -> Value {
    json!({ "R": 100, "G": 200, "B": 150 })
}

/// What a path parameter becomes.
async fn path(style: Style, explode: bool, value: Value) -> String {
    let script = Script::ok();
    Call::<InPath>::new(&client(&script))
        .in_path_styled("color", style, explode, &value)
        .send()
        .await
        .unwrap();
    let target = script.targets().remove(0);
    let (_, shown) = target.split_once("/v1/").unwrap();
    let (first, second) = shown.split_once('/').unwrap();
    assert_eq!(second, format!("x{first}.json"));
    first.to_owned()
}

/// What a query parameter becomes.
async fn query(name: &'static str, style: Style, explode: bool, value: &dyn Encode) -> String {
    let script = Script::ok();
    Call::<GetThing>::new(&client(&script))
        .in_query_styled(name, style, explode, value)
        .send()
        .await
        .unwrap();
    script
        .request()
        .uri()
        .query()
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test]
async fn styles_of_paths() {
    use Style::{Label, Matrix, PipeDelimited, Simple, SpaceDelimited, TabDelimited};

    let table = [
        (Matrix, false, empty(), ";color"),
        (Matrix, false, string(), ";color=blue"),
        (Matrix, false, array(), ";color=blue,black,brown"),
        (Matrix, false, object(), ";color=R,100,G,200,B,150"),
        (Matrix, true, empty(), ";color"),
        (Matrix, true, string(), ";color=blue"),
        (Matrix, true, array(), ";color=blue;color=black;color=brown"),
        (Matrix, true, object(), ";R=100;G=200;B=150"),
        (Label, false, string(), ".blue"),
        (Label, false, array(), ".blue,black,brown"),
        (Label, false, object(), ".R,100,G,200,B,150"),
        (Label, true, string(), ".blue"),
        (Label, true, array(), ".blue.black.brown"),
        (Label, true, object(), ".R=100.G=200.B=150"),
        (Simple, false, string(), "blue"),
        (Simple, false, array(), "blue,black,brown"),
        (Simple, false, object(), "R,100,G,200,B,150"),
        (Simple, true, string(), "blue"),
        (Simple, true, array(), "blue,black,brown"),
        (Simple, true, object(), "R=100,G=200,B=150"),
        (SpaceDelimited, false, array(), "blue%20black%20brown"),
        (PipeDelimited, false, array(), "blue%7Cblack%7Cbrown"),
        (TabDelimited, false, array(), "blue%09black%09brown"),
    ];
    for (style, explode, value, expected) in table {
        assert_eq!(
            path(style, explode, value.clone()).await,
            expected,
            "{style:?} {explode} {value}"
        );
    }
}

#[tokio::test]
async fn styles_of_queries() {
    use Style::{DeepObject, Form, Json, PipeDelimited, SpaceDelimited, TabDelimited};

    let table = [
        (Form, false, empty(), "color="),
        (Form, false, string(), "color=blue"),
        (Form, false, array(), "color=blue,black,brown"),
        (Form, false, object(), "color=R,100,G,200,B,150"),
        (Form, true, empty(), "color="),
        (Form, true, string(), "color=blue"),
        (Form, true, array(), "color=blue&color=black&color=brown"),
        (Form, true, object(), "R=100&G=200&B=150"),
        (SpaceDelimited, false, array(), "color=blue%20black%20brown"),
        (
            SpaceDelimited,
            false,
            object(),
            "color=R%20100%20G%20200%20B%20150",
        ),
        (PipeDelimited, false, array(), "color=blue%7Cblack%7Cbrown"),
        (
            PipeDelimited,
            false,
            object(),
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (TabDelimited, false, array(), "color=blue%09black%09brown"),
        (
            DeepObject,
            true,
            object(),
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
        (
            DeepObject,
            true,
            json!({ "a": { "b": [1, 2] } }),
            "color%5Ba%5D%5Bb%5D%5B%5D=1&color%5Ba%5D%5Bb%5D%5B%5D=2",
        ),
        (
            DeepObject,
            true,
            json!([{ "a": 1 }, { "a": 2 }]),
            "color%5B0%5D%5Ba%5D=1&color%5B1%5D%5Ba%5D=2",
        ),
        (Json, false, json!([1, "a"]), "color=%5B1%2C%22a%22%5D"),
        (Form, true, json!([]), ""),
        (Form, true, json!(null), ""),
        (
            Form,
            true,
            json!(["a", null, 1.0, true]),
            "color=a&color=1&color=true",
        ),
        (Form, false, json!([{ "a": 1 }]), "color=%7B%22a%22%3A1%7D"),
    ];
    for (style, explode, value, expected) in table {
        assert_eq!(
            query("color", style, explode, &value).await,
            expected,
            "{style:?} {explode} {value}"
        );
    }
}

#[tokio::test]
async fn no_value_reaches_beyond_its_place() {
    assert_eq!(
        path(Style::Simple, false, json!("a/b?c#d%2F ü")).await,
        "a%2Fb%3Fc%23d%252F%20%C3%BC"
    );
    assert_eq!(
        path(Style::Simple, false, json!(["a,b", "-._~"])).await,
        "a%2Cb,-._~"
    );
    assert_eq!(
        query("expand[]", Style::Form, true, &"a&b=c+d").await,
        "expand%5B%5D=a%26b%3Dc%2Bd"
    );
}

#[tokio::test]
async fn reserved_characters_stay_where_they_may() {
    let filter = json!({ "at": { "gt": "2024-06-01T14:30:00+02:00" }, "in": ["a/b", "c&d"] });
    let script = Script::ok();
    let client = client(&script);
    Call::<GetThing>::new(&client)
        .in_query_reserved("filter", Style::DeepObject, true, &filter)
        .in_query_reserved("next", Style::Form, true, &"/a?b=c")
        .send()
        .await
        .unwrap();
    assert_eq!(
        script.request().uri().query().unwrap(),
        "filter%5Bat%5D%5Bgt%5D=2024-06-01T14:30:00%2B02:00&filter%5Bin%5D%5B%5D=a/b\
         &filter%5Bin%5D%5B%5D=c%26d&next=/a?b=c"
    );
}

#[tokio::test]
async fn paths_that_would_lead_elsewhere_are_refused() {
    enum Get {}
    impl Operation for Get {
        type Success = Nothing;
        const SPEC: Spec = Spec {
            path: "/things/{id}",
            ..PLAIN
        };
    }

    enum GetWithQuery {}
    impl Operation for GetWithQuery {
        type Success = Nothing;
        const SPEC: Spec = Spec {
            path: "/things/{id}?part=a/../b",
            ..PLAIN
        };
    }

    for value in ["", ".", ".."] {
        let script = Script::ok();
        let client = client(&script);
        let errors = [
            Call::<Get>::new(&client).in_path("id", &value).send().await,
            Call::<GetWithQuery>::new(&client)
                .in_path("id", &value)
                .send()
                .await,
        ];
        for error in errors.map(Result::unwrap_err) {
            assert_eq!(
                (error.kind(), script.count()),
                (ErrorKind::InvalidRequest, 0),
                "{value:?}"
            );
        }
    }
    let script = Script::ok();
    Call::<GetWithQuery>::new(&client(&script))
        .in_path("id", &7)
        .send()
        .await
        .unwrap();
    assert_eq!(script.targets(), ["/v1/things/7?part=a/../b"]);
    let script = Script::ok();
    let error = Call::<Get>::new(&client(&script)).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "getThing: the path parameter `id` is not set"
    );

    let script = Script::ok();
    Call::<Get>::new(&client(&script))
        .in_path("id", &"...")
        .send()
        .await
        .unwrap();
    assert_eq!(script.targets(), ["/v1/things/..."]);
}

#[tokio::test]
async fn a_url_that_is_too_long_says_so() {
    let script = Script::ok();
    let client = client(&script);
    let call = Call::<GetThing>::new(&client).in_query("a", &"x".repeat(70_000));
    let error = call.send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "getThing: the request's method or URL is not valid: uri too long"
    );
}

#[tokio::test]
async fn a_brace_that_is_never_closed_is_text() {
    enum Odd {}
    impl Operation for Odd {
        type Success = Nothing;
        const SPEC: Spec = Spec {
            path: "/{a}{b}/{odd",
            ..PLAIN
        };
    }

    let script = Script::ok();
    let client = client(&script);
    let call = Call::<Odd>::new(&client).in_path("a", &1);
    call.in_path("b", &2).send().await.unwrap();
    assert_eq!(script.targets(), ["/v1/12/{odd"]);
}

#[tokio::test]
async fn a_parameter_counts_as_it_is_set_last() {
    let script = Script::ok();
    let client = client(&script);
    let call = Call::<GetThing>::new(&client)
        .in_query("a", &1_i64)
        .in_query("b", &2_i64)
        .in_query("c", &3_i64);
    call.in_query("a", &"x")
        .in_query("b", &None::<String>)
        .send()
        .await
        .unwrap();
    assert_eq!(script.targets(), ["/v1/things?a=x&c=3"]);
}

#[tokio::test]
async fn headers_and_cookies() {
    let script = Script::ok();
    let client = client(&script);
    let call = Call::<GetThing>::new(&client)
        .in_header("X-Colors", &vec!["blue".to_owned(), "black".to_owned()])
        .in_header_styled("X-Rgb", Style::Simple, true, &object())
        .in_header("X-None", &None::<String>)
        .in_cookie("session", &"a;b")
        .in_cookie("colors", &vec!["blue".to_owned(), "black".to_owned()])
        .with_header("x-own", "a b");
    call.send().await.unwrap();
    let request = script.request();
    assert_eq!(request.headers()["x-colors"], "blue,black");
    assert_eq!(request.headers()["x-rgb"], "R=100,G=200,B=150");
    assert_eq!(request.headers()["x-own"], "a b");
    assert_eq!(
        request.headers()["cookie"],
        "session=a%3Bb; colors=blue; colors=black"
    );
    assert_eq!(request.headers()["user-agent"], "sdk/1.0");
    assert!(!request.headers().contains_key("x-none"));
}

#[tokio::test]
async fn headers_cannot_be_split() {
    let script = Script::ok();
    let error = Call::<GetThing>::new(&client(&script))
        .in_header("x-a", &"a\r\nx-b: c")
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), script.count()),
        (ErrorKind::InvalidRequest, 0)
    );
}
