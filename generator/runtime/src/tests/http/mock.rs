//! A server that is told what to answer.

use bytes::Bytes;
use serde_json::json;

use super::{GetThing, MakeThing, PLAIN, builder};
use crate::runtime::wire::object;
use crate::runtime::{
    Binary, Call, Credential, ErrorKind, Json, Maybe, MockServer, Operation, Place, RetryPolicy,
    SecurityScheme, Spec, Text,
};

#[derive(Clone, PartialEq)]
struct Thing {
    name: String,
}

object! { Thing { name: "name" required } }

static KEY: SecurityScheme = SecurityScheme {
    name: "key",
    place: Place::Query("api_key"),
};

enum UpdateThing {}

impl Operation for UpdateThing {
    type Success = Maybe<Json<Thing>>;
    const SPEC: Spec = Spec {
        id: "updateThing",
        method: "PUT",
        path: "/things/{id}.json",
        accept: "application/json",
        security: &[&[&KEY]],
        ..PLAIN
    };
}

enum MakeFile {}

impl Operation for MakeFile {
    type Success = Maybe<Binary>;
    const SPEC: Spec = Spec {
        id: "makeFile",
        method: "POST",
        accept: "application/pdf",
        ..PLAIN
    };
    const STATUS_WITH_CONTENT: u16 = 201;
    const STATUS_WITHOUT_CONTENT: u16 = 202;
}

#[tokio::test]
async fn the_status_is_the_one_that_is_declared() {
    for (file, status) in [(Some(Bytes::from_static(b"%PDF")), 201), (None, 202)] {
        let mock = mock();
        let call = Call::<MakeFile>::new(&mock);
        call.clone().returns(&file);
        let response = call.send_for_response().await.unwrap();
        assert_eq!((response.status.as_u16(), response.body), (status, file));
    }
}

fn mock() -> MockServer {
    let builder = builder()
        .credential("key", Credential::api_key("k"))
        .retry(RetryPolicy::never());
    MockServer::start(builder).unwrap()
}

fn update<'c>(mock: &'c MockServer, id: &str, name: &str) -> Call<'c, UpdateThing> {
    let thing = Thing {
        name: name.to_owned(),
    };
    Call::new(mock.client())
        .in_path("id", &id)
        .json_body("application/json", &thing)
}

#[tokio::test]
async fn a_call_is_answered_with_a_value() {
    let mock = mock();
    let thing = Thing {
        name: "a".to_owned(),
    };
    let some = update(&mock, "a/1", "x").returns(&Some(thing.clone()));
    let none = update(&mock, "a/1", "y").returns(&None);
    let made = update(&mock, "a/1", "z").returns_with(201, &Some(thing.clone()));
    assert_eq!(update(&mock, "a/1", "x").send().await.unwrap(), Some(thing));
    assert_eq!(update(&mock, "a/1", "y").send().await.unwrap(), None);
    let response = update(&mock, "a/1", "z").send_for_response().await.unwrap();
    assert_eq!(response.status, 201);
    assert_eq!((some.calls(), none.calls(), made.calls()), (1, 1, 1));
}

#[tokio::test]
async fn other_calls_are_not_answered() {
    let mock = mock();
    let mocked = update(&mock, "1", "x")
        .in_query("a", &1)
        .in_query("b", &2)
        .returns(&None);
    let others = [
        update(&mock, "2", "x").in_query("a", &1).in_query("b", &2),
        update(&mock, "1", "y").in_query("a", &1).in_query("b", &2),
        update(&mock, "1", "x").in_query("a", &1),
        update(&mock, "1", "x")
            .in_query("a", &1)
            .in_query("b", &2)
            .in_query("c", &3),
    ];
    for other in others {
        let error = other.send().await.unwrap_err();
        assert_eq!(error.status().unwrap(), 501);
    }
    let same = update(&mock, "1", "x").in_query("b", &2).in_query("a", &1);
    same.send().await.unwrap();
    assert_eq!(mocked.calls(), 1);
}

#[tokio::test]
async fn any_arguments_can_be_meant() {
    let mock = mock();
    let mocked = mock.any::<UpdateThing>().returns(&None);
    update(&mock, "1", "x").send().await.unwrap();
    update(&mock, "2", "y")
        .in_query("a", &1)
        .send()
        .await
        .unwrap();
    let other = Call::<GetThing>::new(&mock).send().await.unwrap_err();
    assert_eq!(other.status().unwrap(), 501);
    assert_eq!(mocked.calls(), 2);
}

#[tokio::test]
async fn a_path_may_have_a_query_of_its_own() {
    enum Listed {}
    impl Operation for Listed {
        type Success = Text;
        const SPEC: Spec = Spec {
            path: "/things?action=list&of={owner}",
            accept: "text/plain",
            ..PLAIN
        };
    }
    enum Counted {}
    impl Operation for Counted {
        type Success = Text;
        const SPEC: Spec = Spec {
            path: "/things?action=count",
            accept: "text/plain",
            ..PLAIN
        };
    }

    let mock = mock();
    mock.any::<Listed>().returns(&"listed".to_owned());
    mock.any::<Counted>().returns(&"counted".to_owned());
    let counted = Call::<Counted>::new(&mock).send().await;
    assert_eq!(counted.unwrap(), "counted");
    let call = Call::<Listed>::new(&mock).in_path("owner", &"ada");
    let listed = call.in_query("size", &1).send().await;
    assert_eq!(listed.unwrap(), "listed");
}

#[tokio::test]
async fn answers_come_one_after_the_other_and_the_last_one_stays() {
    let mock = mock();
    let get = || Call::<GetThing>::new(&mock);
    get().returns_json(503, &json!({ "message": "busy", "code": 7 }));
    get().breaks_off();
    get().returns_raw(200, "text/plain", "done");
    let error = get().send().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!((error.message(), error.code()), (Some("busy"), Some("7")));
    let error = get().send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    for _ in 0..2 {
        assert_eq!(get().send().await.unwrap(), "done");
    }
}

#[tokio::test]
async fn the_url_is_for_clients_of_ones_own() {
    let mock = mock();
    Call::<GetThing>::new(&mock).returns_raw(200, "text/plain", "hello");
    let own = builder().base_url(mock.url()).build().unwrap();
    assert_eq!(Call::<GetThing>::new(&own).send().await.unwrap(), "hello");
}

#[test]
#[should_panic(expected = "not one of a `MockServer`")]
fn calls_of_other_clients_expect_nothing() {
    let client = builder().build().unwrap();
    Call::<MakeThing>::new(&client).returns(&String::new());
}
