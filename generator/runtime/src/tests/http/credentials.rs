//! Who calls, and that no one else learns it.

use super::script::{Script, reply};
use super::{PLAIN, builder};
use crate::runtime::{
    Call, Client, Credential, ErrorKind, Nothing, Operation, Place, SecurityScheme, Spec,
};

static BEARER: SecurityScheme = SecurityScheme {
    name: "bearer",
    place: Place::Bearer,
};
static OTHER_BEARER: SecurityScheme = SecurityScheme {
    name: "other-bearer",
    place: Place::Bearer,
};
static BASIC: SecurityScheme = SecurityScheme {
    name: "basic",
    place: Place::Basic,
};
static HEADER: SecurityScheme = SecurityScheme {
    name: "header",
    place: Place::Header("x-key"),
};
static QUERY: SecurityScheme = SecurityScheme {
    name: "query",
    place: Place::Query("api key"),
};
static COOKIE: SecurityScheme = SecurityScheme {
    name: "cookie",
    place: Place::Cookie("sid"),
};

macro_rules! operation {
    ($name:ident, $security:expr) => {
        enum $name {}
        impl Operation for $name {
            type Success = Nothing;
            const SPEC: Spec = Spec {
                security: $security,
                ..PLAIN
            };
        }
    };
}

operation!(ByBearer, &[&[&BEARER]]);
operation!(ByBasic, &[&[&BASIC]]);
operation!(Free, &[]);
operation!(Twice, &[&[&OTHER_BEARER, &BEARER]]);
operation!(AnyOf, &[&[], &[&HEADER, &QUERY], &[&COOKIE]]);

fn client(script: &Script, credentials: &[(&'static str, Credential)]) -> Client {
    let with = |builder: crate::runtime::ClientBuilder,
                (scheme, credential): &(&'static str, Credential)| {
        builder.credential(scheme, credential.clone())
    };
    credentials
        .iter()
        .fold(builder(), with)
        .transport(script.clone())
        .build()
        .unwrap()
}

#[tokio::test]
async fn bearer_tokens_go_where_they_are_asked_for() {
    let script = Script::new([reply(200, &[], ""), reply(200, &[], "")]);
    let client = client(&script, &[("bearer", Credential::bearer("s3cret"))]);
    Call::<ByBearer>::new(&client).send().await.unwrap();
    assert_eq!(script.request().headers()["authorization"], "Bearer s3cret");
    Call::<Free>::new(&client).send().await.unwrap();
    assert!(!script.request().headers().contains_key("authorization"));
}

#[tokio::test]
async fn a_header_of_the_call_itself_counts_more_than_the_client_s_credential() {
    let script = Script::new((0..3).map(|_| reply(200, &[], "")));
    let client = client(
        &script,
        &[
            ("bearer", Credential::bearer("the service's")),
            ("header", Credential::api_key("h")),
            ("query", Credential::api_key("q")),
        ],
    );
    let by_bearer = Call::<ByBearer>::new(&client);
    let by_user = by_bearer.with_header("Authorization", "Bearer the user's");
    by_user.send().await.unwrap();
    let sent = script.request();
    assert_eq!(sent.headers()["authorization"], "Bearer the user's");

    let call = Call::<AnyOf>::new(&client).with_header("X-Key", "other");
    call.send().await.unwrap();
    let sent = script.request();
    assert_eq!(sent.headers()["x-key"], "other");
    assert_eq!(sent.uri().query(), Some("api%20key=q"));

    let call = Call::<ByBearer>::new(&client).with_header("X-Key", "other");
    call.send().await.unwrap();
    let sent = script.request();
    assert_eq!(sent.headers()["authorization"], "Bearer the service's");
}

#[tokio::test]
async fn users_and_passwords_are_encoded() {
    let script = Script::ok();
    let client = client(
        &script,
        &[("basic", Credential::basic("Aladdin", "open sesame"))],
    );
    Call::<ByBasic>::new(&client).send().await.unwrap();
    // The example of RFC 7617, section 2.
    assert_eq!(
        script.request().headers()["authorization"],
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    );
}

#[tokio::test]
async fn the_first_alternative_that_is_complete_is_used() {
    let key = |key| Credential::api_key(key);
    let script = Script::ok();
    let both = client(
        &script,
        &[
            ("cookie", key("c")),
            ("header", key("h")),
            ("query", key("a&b")),
        ],
    );
    Call::<AnyOf>::new(&both)
        .in_query("size", &1_i64)
        .send()
        .await
        .unwrap();
    let request = script.request();
    assert_eq!(request.headers()["x-key"], "h");
    assert_eq!(request.uri().query(), Some("size=1&api%20key=a%26b"));
    assert!(!request.headers().contains_key("cookie"));

    let script = Script::ok();
    let one = client(&script, &[("header", key("h")), ("cookie", key("c"))]);
    Call::<AnyOf>::new(&one)
        .in_cookie("other", &1_i64)
        .send()
        .await
        .unwrap();
    assert_eq!(script.request().headers()["cookie"], "other=1; sid=c");
    assert!(!script.request().headers().contains_key("x-key"));
}

#[tokio::test]
async fn what_is_set_is_sent_where_no_alternative_is_complete() {
    let key = |key| Credential::api_key(key);
    let script = Script::new([reply(200, &[], ""), reply(200, &[], "")]);
    let half = client(&script, &[("query", key("q")), ("basic", key("b"))]);
    Call::<AnyOf>::new(&half).send().await.unwrap();
    assert_eq!(script.request().uri().query(), Some("api%20key=q"));

    // Two schemes for one header, as documents have them that ask for the flows of OAuth 2 together.
    let bearer = client(&script, &[("bearer", Credential::bearer("token"))]);
    Call::<Twice>::new(&bearer).send().await.unwrap();
    assert_eq!(script.request().headers()["authorization"], "Bearer token");
}

#[tokio::test]
async fn a_key_in_a_cookie_stays_as_a_cookie_can_hold_it() {
    let script = Script::ok();
    let key = Credential::api_key("s%3Aab/c+d==; x=\"y\"");
    let client = client(&script, &[("cookie", key)]);
    Call::<AnyOf>::new(&client).send().await.unwrap();
    assert_eq!(
        script.request().headers()["cookie"],
        "sid=s%3Aab/c+d==%3B%20x=%22y%22"
    );
}

#[tokio::test]
async fn all_cookies_are_in_one_header() {
    let script = Script::new([reply(200, &[], ""), reply(200, &[], "")]);
    let client = builder()
        .header("cookie", "consent=1")
        .credential("cookie", Credential::api_key("c"))
        .transport(script.clone())
        .build()
        .unwrap();
    let call = || Call::<AnyOf>::new(&client).in_cookie("other", &1_i64);
    let sent = || {
        let request = script.request();
        let cookies = request.headers().get_all("cookie").iter();
        let cookies: Vec<String> = cookies
            .map(|value| value.to_str().unwrap().to_owned())
            .collect();
        cookies.join(" | ")
    };
    call().send().await.unwrap();
    assert_eq!(sent(), "consent=1; other=1; sid=c");
    call()
        .with_header("Cookie", "consent=0; a=b")
        .send()
        .await
        .unwrap();
    assert_eq!(sent(), "consent=0; a=b; other=1; sid=c");
}

#[tokio::test]
async fn without_a_credential_the_server_decides() {
    let script = Script::new([reply(401, &[], "")]);
    let error = Call::<ByBearer>::new(&client(&script, &[]))
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
}

#[tokio::test]
async fn a_credential_of_the_wrong_sort_is_a_mistake() {
    let script = Script::ok();
    let client = client(&script, &[("basic", Credential::bearer("s3cret"))]);
    let error = Call::<ByBasic>::new(&client).send().await.unwrap_err();
    assert_eq!(
        (error.kind(), script.count()),
        (ErrorKind::Configuration, 0)
    );
    assert!(!format!("{error} {error:?}").contains("s3cret"));
}

#[test]
fn secrets_that_cannot_be_sent_are_refused_without_showing_them() {
    for credential in [
        Credential::bearer("s3cret\n"),
        Credential::api_key(""),
        Credential::basic("a:b", "s3cret"),
    ] {
        let error = builder()
            .credential("bearer", credential)
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }
}

#[tokio::test]
async fn nothing_shows_secrets() {
    let script = Script::new([reply(403, &[], "")]);
    let secret = Credential::api_key("s3cret");
    let builder = builder()
        .credential("header", secret.clone())
        .credential("query", secret.clone())
        .header("x-other", "s3cret");
    let mut shown = format!("{secret:?} {builder:?}");
    let client = builder.transport(script.clone()).build().unwrap();
    let call = Call::<AnyOf>::new(&client).in_query("token", &"s3cret");
    shown += &format!("{client:?} {call:?}");
    let error = call.send().await.unwrap_err();
    shown += &format!("{error} {error:?} {:?}", script.request().headers());
    assert!(!shown.contains("s3cret"), "{shown}");
    assert_eq!(script.request().headers()["x-key"], "s3cret");
}
