//! Lists in pages.

use futures_util::StreamExt as _;

use super::script::{Script, reply};
use super::{PLAIN, client};
use crate::runtime::wire::object;
use crate::runtime::{
    Call, Client, ErrorKind, Json, NextPage, Operation, Paginated, RetryPolicy, Spec,
};

#[derive(Clone, PartialEq)]
pub(super) struct Listing {
    data: Vec<i64>,
    cursor: Option<String>,
}

object! { Listing { data: "data" required, cursor: "cursor" } }

#[derive(Debug)]
pub(super) enum List {}

impl Operation for List {
    type Success = Json<Listing>;
    const SPEC: Spec = PLAIN;
}

impl Paginated for List {
    type Item = i64;
    const CURSOR: &'static str = "cursor";

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

const WAYS: [NextPage; 4] = [
    NextPage::Numbered(1),
    NextPage::Offset(0),
    NextPage::InUrl,
    NextPage::InLink,
];

impl<const WAY: usize> Operation for Counted<WAY> {
    type Success = Json<Listing>;
    const SPEC: Spec = PLAIN;
}

impl<const WAY: usize> Paginated for Counted<WAY> {
    type Item = i64;
    const CURSOR: &'static str = "at";
    const NEXT: NextPage = WAYS[WAY];

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
