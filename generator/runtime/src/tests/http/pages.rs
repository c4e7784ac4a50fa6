//! Lists in pages.

use futures_util::StreamExt as _;

use super::script::{Script, reply};
use super::{PLAIN, client};
use crate::runtime::wire::object;
use crate::runtime::{
    Call, Client, Cursor, ErrorKind, Json, NextPage, Operation, Paginated, RetryPolicy, Spec,
};

#[derive(Clone, PartialEq)]
pub(super) struct Listing {
    data: Vec<i64>,
    cursor: Option<String>,
    more: Option<bool>,
}

object! { Listing { data: "data" required, cursor: "cursor", more: "more" } }

#[derive(Debug)]
pub(super) enum List {}

impl Operation for List {
    type Success = Json<Listing>;
    const SPEC: Spec = PLAIN;
}

impl Paginated for List {
    type Item = i64;
    const CURSOR: Cursor = Cursor::Query("cursor");

    fn page(output: Listing) -> (Vec<i64>, Option<String>) {
        (output.data, output.cursor)
    }
}

pub(super) fn script(pages: &[&str]) -> Script {
    Script::new(pages.iter().map(|page| reply(200, &[], page)))
}

#[tokio::test]
async fn items_of_all_pages() {
    let script = script(&[
        r#"{"data":[1,2],"cursor":"a/b"}"#,
        r#"{"data":[],"cursor":"c"}"#,
        r#"{"data":[3],"cursor":null}"#,
    ]);
    let client = client(&script);
    let items: Vec<_> = Call::<List>::new(&client)
        .in_query("size", &2_i64)
        .stream()
        .collect()
        .await;
    let items: Vec<i64> = items.into_iter().map(Result::unwrap).collect();
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(
        script.targets(),
        [
            "/v1/things?size=2",
            "/v1/things?size=2&cursor=a%2Fb",
            "/v1/things?size=2&cursor=c"
        ]
    );
}

#[tokio::test]
async fn pages_are_fetched_when_asked_for_and_can_be_resumed() {
    let script = script(&[
        r#"{"data":[1],"cursor":"x"}"#,
        r#"{"data":[2],"cursor":""}"#,
    ]);
    let client = client(&script);
    let mut pages = Call::<List>::new(&client).pages();
    assert_eq!(script.count(), 0);
    let page = pages.try_next().await.unwrap().unwrap();
    assert_eq!((page.items, page.next.as_deref()), (vec![1], Some("x")));
    assert_eq!((pages.cursor(), script.count()), (Some("x"), 1));

    let cursor = pages.cursor().unwrap().to_owned();
    let mut resumed = Call::<List>::new(&client)
        .in_query("cursor", &cursor)
        .pages();
    assert_eq!(resumed.cursor(), Some("x"));
    let page = resumed.try_next().await.unwrap().unwrap();
    assert_eq!((page.items, page.next), (vec![2], None));
    assert!(resumed.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_cursor_that_comes_again_ends_the_list_after_its_items() {
    let script = script(&[
        r#"{"data":[1],"cursor":"a"}"#,
        r#"{"data":[2],"cursor":"b"}"#,
        r#"{"data":[3],"cursor":"a"}"#,
    ]);
    let client = client(&script);
    let mut items = Call::<List>::new(&client).stream();
    for expected in 1..=3 {
        assert_eq!(items.try_next().await.unwrap(), Some(expected));
    }
    let error = items.try_next().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Pagination, Some("getThing"))
    );
    assert!(items.try_next().await.unwrap().is_none());
    assert_eq!(script.count(), 3);
}

#[tokio::test]
async fn an_error_ends_the_list() {
    let script = Script::new([
        reply(200, &[], r#"{"data":[1],"cursor":"a"}"#),
        reply(403, &[], ""),
    ]);
    let client = client(&script);
    let mut items = Call::<List>::new(&client)
        .retry(RetryPolicy::never())
        .stream();
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert_eq!(items.try_next().await.unwrap_err().status().unwrap(), 403);
    assert!(items.try_next().await.unwrap().is_none());
}

/// Pages that are told apart in another way.
struct Counted<const WAY: usize>;

const WAYS: [(Cursor, NextPage); 8] = [
    (Cursor::Query("at"), NextPage::Numbered(1)),
    (Cursor::Query("at"), NextPage::Offset(0)),
    (Cursor::Query("at"), NextPage::InUrl),
    (Cursor::Query("at"), NextPage::InLink),
    (Cursor::Header("X-At"), NextPage::InHeader("X-Next")),
    (Cursor::Text("at"), NextPage::Told),
    (Cursor::Number("at"), NextPage::Told),
    (Cursor::Number("at"), NextPage::Numbered(1)),
];

impl<const WAY: usize> Operation for Counted<WAY> {
    type Success = Json<Listing>;
    const SPEC: Spec = PLAIN;
}

impl<const WAY: usize> Paginated for Counted<WAY> {
    type Item = i64;
    const CURSOR: Cursor = WAYS[WAY].0;
    const NEXT: NextPage = WAYS[WAY].1;

    fn goes_on(output: &Listing) -> bool {
        output.more != Some(false)
    }

    fn page(output: Listing) -> (Vec<i64>, Option<String>) {
        (output.data, output.cursor)
    }
}

/// The items of all pages.
async fn all<const WAY: usize>(client: &Client, from: Option<i64>) -> Vec<i64> {
    let mut call = Call::<Counted<WAY>>::new(client);
    if let Some(from) = from {
        call = call.in_query("at", &from);
    }
    let items: Vec<_> = call.stream().collect().await;
    items.into_iter().map(Result::unwrap).collect()
}

const PAGES: [&str; 3] = [r#"{"data":[1,2]}"#, r#"{"data":[3]}"#, r#"{"data":[]}"#];

#[tokio::test]
async fn pages_that_are_counted_end_with_an_empty_one() {
    let pages = script(&PAGES);
    assert_eq!(all::<0>(&client(&pages), None).await, [1, 2, 3]);
    let targets = ["/v1/things", "/v1/things?at=2", "/v1/things?at=3"];
    assert_eq!(pages.targets(), targets);

    let pages = script(&PAGES);
    all::<0>(&client(&pages), Some(7)).await;
    let targets = ["/v1/things?at=7", "/v1/things?at=8", "/v1/things?at=9"];
    assert_eq!(pages.targets(), targets);

    let pages = script(&PAGES);
    assert_eq!(all::<1>(&client(&pages), None).await, [1, 2, 3]);
    let targets = ["/v1/things", "/v1/things?at=2", "/v1/things?at=3"];
    assert_eq!(pages.targets(), targets);
}

#[tokio::test]
async fn a_server_that_takes_no_notice_of_the_number_does_not_keep_the_list_going() {
    let pages = script(&[r#"{"data":[1,2]}"#; 3]);
    let client = client(&pages);
    let mut items = Call::<Counted<0>>::new(&client).stream();
    for expected in 1..=2 {
        assert_eq!(items.try_next().await.unwrap(), Some(expected));
    }
    let error = items.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert!(items.try_next().await.unwrap().is_none());
    assert_eq!(pages.count(), 2);
}

#[tokio::test]
async fn the_next_cursor_is_in_a_url() {
    let pages = script(&[
        r#"{"data":[1],"cursor":"https://other.example/v2/x?size=1&at=a%2Fb%3D#end"}"#,
        r#"{"data":[2],"cursor":"/v2/x?at=c"}"#,
        r#"{"data":[3],"cursor":"/v2/x?size=1"}"#,
    ]);
    assert_eq!(all::<2>(&client(&pages), None).await, [1, 2, 3]);
    let targets = ["/v1/things", "/v1/things?at=a%2Fb%3D", "/v1/things?at=c"];
    assert_eq!(pages.targets(), targets);
}

#[tokio::test]
async fn the_next_cursor_is_in_the_link_header() {
    let page = |link| reply(200, &[("link", link)], r#"{"data":[1]}"#);
    let pages = Script::new([
        page(
            r#"<https://x.example/things?at=9>; rel="last", <https://x.example/things?at=2&n=1>; rel="next""#,
        ),
        page(r#"</things?at=3,4>; title="a; b"; rel="prefetch Next""#),
        page("<?at=5>;rel=next"),
        page(r#"<https://x.example/things?at=1>; rel="first""#),
    ]);
    assert_eq!(all::<3>(&client(&pages), None).await.len(), 4);
    let targets = [
        "/v1/things",
        "/v1/things?at=2",
        "/v1/things?at=3%2C4",
        "/v1/things?at=5",
    ];
    assert_eq!(pages.targets(), targets);
}

#[tokio::test]
async fn a_flag_ends_the_list() {
    let pages = script(&[
        r#"{"data":[1],"cursor":"/?at=2","more":true}"#,
        r#"{"data":[2],"cursor":"/?at=3","more":false}"#,
    ]);
    assert_eq!(all::<2>(&client(&pages), None).await, [1, 2]);
    let pages = script(&[r#"{"data":[1],"more":false}"#]);
    assert_eq!(all::<0>(&client(&pages), None).await, [1]);
}

#[tokio::test]
async fn the_cursor_goes_from_header_to_header() {
    let page = |headers: &[_]| reply(200, headers, r#"{"data":[1]}"#);
    let pages = Script::new([page(&[("x-next", "a b")]), page(&[("x-next", "")])]);
    assert_eq!(all::<4>(&client(&pages), None).await.len(), 2);
    assert_eq!(pages.headers("x-at"), [None, Some("a b".to_owned())]);

    let pages = Script::new([page(&[]), page(&[])]);
    let client = client(&pages);
    let call = Call::<Counted<4>>::new(&client).in_header("X-At", &"kept");
    assert_eq!(call.pages().cursor(), Some("kept"));
}

/// The bodies of the requests for three pages, where the first one has this body.
async fn bodies<const WAY: usize>(first: &str) -> Vec<String> {
    let pages = script(&[
        r#"{"data":[1],"cursor":"2"}"#,
        r#"{"data":[2],"cursor":"3"}"#,
        r#"{"data":[]}"#,
    ]);
    let client = client(&pages);
    let mut call = Call::<Counted<WAY>>::new(&client);
    if !first.is_empty() {
        call.request
            .body("application/problem+json", first.to_owned());
    }
    let items: Vec<_> = call.stream().collect().await;
    assert!(items.iter().all(Result::is_ok), "{items:?}");
    assert_eq!(
        pages
            .headers("content-type")
            .last()
            .cloned()
            .flatten()
            .unwrap(),
        if first.is_empty() {
            "application/json"
        } else {
            "application/problem+json"
        }
    );
    let bodies = pages.bodies().into_iter();
    bodies
        .map(|body| String::from_utf8(body.to_vec()).unwrap())
        .collect()
}

#[tokio::test]
async fn the_cursor_goes_into_the_body() {
    assert_eq!(
        bodies::<5>("").await,
        ["", r#"{"at":"2"}"#, r#"{"at":"3"}"#]
    );
    assert_eq!(
        bodies::<6>("{}").await,
        ["{}", r#"{"at":2}"#, r#"{"at":3}"#]
    );
    // Whatever else is there stays as it is.
    let first = r#"{"big":12345678901234567890.10,"q":{"at":"no"}}"#;
    let others = &first[1..];
    assert_eq!(
        bodies::<5>(first).await,
        [
            first.to_owned(),
            format!(r#"{{"at":"2",{others}"#),
            format!(r#"{{"at":"3",{others}"#)
        ]
    );
    assert_eq!(
        bodies::<7>(r#"{"at":8,"q":[]}"#).await,
        [
            r#"{"at":8,"q":[]}"#,
            r#"{"at":9,"q":[]}"#,
            r#"{"at":10,"q":[]}"#
        ]
    );
    let first = r#"{"q":1,"at":null}"#;
    assert_eq!(
        bodies::<5>(first).await,
        [first, r#"{"q":1,"at":"2"}"#, r#"{"q":1,"at":"3"}"#]
    );
}

#[tokio::test]
async fn a_body_that_can_have_no_cursor_is_refused() {
    for (first, cursor, problem) in [
        (
            "[1]",
            r#""2""#,
            "the body is no object that could have `at`",
        ),
        ("{}", r#""x""#, "the cursor for `at` is no number"),
    ] {
        let pages = script(&[&format!(r#"{{"data":[1],"cursor":{cursor}}}"#)]);
        let client = client(&pages);
        let mut call = Call::<Counted<6>>::new(&client);
        call.request.body("application/json", first.to_owned());
        let mut pages = call.pages();
        assert!(pages.try_next().await.unwrap().is_some());
        let error = pages.try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert!(error.to_string().contains(problem), "{error}");
    }
}
