//! The key stays where it belongs.

use std::error::Error as _;
use std::fmt::Debug;

use drata_custom_connections::runtime::RetryPolicy;
use drata_custom_connections::{Client, Error};
use sandbox::{Fault, Options};
use tests::{Api, refusal};

const KEY: &str = "s3cr3t-key-of-the-tenant";

fn api() -> Api {
    Api::start_with(Options {
        key: KEY.to_owned(),
        ..Options::default()
    })
}

fn assert_hidden(shown: &(impl Debug + ?Sized)) {
    for text in [format!("{shown:?}"), format!("{shown:#?}")] {
        assert!(!text.contains(KEY), "{text}");
    }
}

/// Looks at an error and all that is underneath.
fn assert_hidden_in_error(error: &Error) {
    assert_hidden(error);
    assert_hidden(&error.to_string());
    let mut source = error.source();
    while let Some(error) = source {
        assert_hidden(&error.to_string());
        assert_hidden(error);
        source = error.source();
    }
}

#[test]
fn builder_client_and_calls_hide_the_key() {
    assert_hidden(&Client::builder().api_key(KEY).header("x-key", KEY));
    let api = api();
    assert_hidden(&api.client);
    assert_hidden(&api.client.custom_connections());
    assert_hidden(
        &api.client
            .custom_connections()
            .list()
            .with_header("x-key", KEY),
    );
    assert_hidden(&api.resource().session("nightly-1"));
}

#[tokio::test]
async fn errors_hide_the_key() {
    let faults = [
        Fault::status(401),
        Fault::web_page(502),
        Fault::CloseBeforeHandling,
        Fault::CutBody,
        Fault::Answer {
            status: 200,
            headers: Vec::new(),
            body: Some(b"{".to_vec()),
        },
    ];
    for fault in faults {
        let api = api();
        let connection = api.mdm();
        api.sandbox.fail_next(fault);
        let client = api.client_with(|builder| builder.retry(RetryPolicy::never()));
        let error = client
            .custom_connections()
            .get(connection)
            .send()
            .await
            .unwrap_err();
        assert_hidden_in_error(&error);
    }
}

#[test]
fn an_error_of_the_set_up_hides_the_key() {
    let broken = format!("{KEY}\n");
    assert_hidden_in_error(&Client::builder().api_key(broken).build().unwrap_err());
    let url = format!("https://user:{KEY}@drata.example");
    assert_hidden_in_error(
        &Client::builder()
            .base_url(url)
            .api_key(KEY)
            .build()
            .unwrap_err(),
    );
}

#[tokio::test]
async fn a_redirect_carries_the_key_nowhere() {
    let (api, elsewhere) = (api(), api());
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/custom-connections", elsewhere.sandbox.url());
        api.sandbox.fail_next(Fault::Answer {
            status,
            headers: vec![("location".to_owned(), location.clone())],
            body: None,
        });
        let error = refusal(api.client.custom_connections().list().send().await, status);
        assert_eq!(error.headers().unwrap()["location"], location);
    }
    assert!(elsewhere.sandbox.requests().is_empty());
    assert_eq!(api.sandbox.requests().len(), 5);
}

#[tokio::test]
async fn d28_the_key_is_any_text() {
    for key in [
        "a.b-c_d~e+f/g==",
        "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
        "7",
        "not a token",
    ] {
        let api = Api::start_with(Options {
            key: key.to_owned(),
            ..Options::default()
        });
        api.client.custom_connections().list().send().await.unwrap();
    }
}
