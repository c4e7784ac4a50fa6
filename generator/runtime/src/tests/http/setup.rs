//! Setting up a client.

use super::script::Script;
use super::{GetThing, PLAIN, builder};
use crate::runtime::{Call, ErrorKind, Nothing, Operation, Spec};

#[test]
fn base_urls_are_checked() {
    let build = |url: &str| {
        builder()
            .base_url(url)
            .transport(Script::ok())
            .build()
            .map(|_| ())
    };
    for url in [
        "https://a.example",
        "https://a.example:8443/v1/",
        "http://127.0.0.1:1",
        "http://localhost/x",
        "http://[::1]:8",
    ] {
        build(url).unwrap();
    }
    let refused = [
        ("", "no URL"),
        ("/v1", "`https://`"),
        ("api.example.com", "`https://`"),
        ("http://api.example.com", "`allow_http`"),
        ("http://127.0.0.1.example.com", "`allow_http`"),
        ("ftp://api.example.com", "scheme"),
        ("https://api.example.com/?a=b", "query"),
        ("https://user:s3cret@api.example.com", "credential"),
    ];
    for (url, hint) in refused {
        let error = build(url).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains(hint), "{error}");
        assert!(!format!("{error:?}").contains("s3cret"));
    }
    builder()
        .base_url("http://api.example.com")
        .allow_http()
        .transport(Script::ok())
        .build()
        .unwrap();
}

#[test]
fn headers_are_checked_without_showing_them() {
    let builder = builder().header("x-a", "s3cret\n").transport(Script::ok());
    let error = builder.build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("x-a") && !error.to_string().contains("s3cret"));
}

#[test]
fn proxies_and_certificates_are_checked_without_showing_them() {
    let error = builder().proxy("http://ada:s3cret@[").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("proxy"), "{error}");
    assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    for pem in ["", "no certificate"] {
        let error = builder().root_certificates(pem).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("root certificates"), "{error}");
    }
}

#[tokio::test]
async fn requests_go_below_the_base_url() {
    let script = Script::ok();
    let client = builder()
        .base_url("https://a.example/base/")
        .user_agent("mine")
        .transport(script.clone())
        .build();
    Call::<GetThing>::new(&client.unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(script.request().uri(), "https://a.example/base/things");
    assert_eq!(script.request().headers()["user-agent"], "mine");
}

#[tokio::test]
async fn operations_may_have_servers_of_their_own() {
    enum Elsewhere {}
    impl Operation for Elsewhere {
        type Success = Nothing;
        const SPEC: Spec = Spec {
            servers: Some("https://files.example.com/up"),
            ..PLAIN
        };
    }
    enum Beside {}
    impl Operation for Beside {
        type Success = Nothing;
        const SPEC: Spec = Spec {
            servers: Some("/v2"),
            ..PLAIN
        };
    }

    let script = Script::ok();
    Call::<Elsewhere>::new(&super::client(&script))
        .send()
        .await
        .unwrap();
    assert_eq!(
        script.request().uri(),
        "https://files.example.com/up/things"
    );

    let script = Script::ok();
    Call::<Beside>::new(&super::client(&script))
        .send()
        .await
        .unwrap();
    assert_eq!(script.request().uri(), "https://api.example.com/v2/things");

    let script = Script::ok();
    let client = builder()
        .single_server()
        .transport(script.clone())
        .build()
        .unwrap();
    Call::<Elsewhere>::new(&client).send().await.unwrap();
    assert_eq!(script.request().uri(), "https://api.example.com/v1/things");
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[test]
fn without_tls_there_is_a_hint_at_the_feature() {
    let error = builder().build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("`rustls`"), "{error}");
}

#[test]
fn a_base_url_that_cannot_be_used_is_shown_without_secrets() {
    let refused = [
        ("https://a.example/?api_key=s3cret", "`https://a.example/`"),
        ("https://ada:s3 cret@a.example/v1", "`...@a.example/v1`"),
        ("ftp://ada:s3cret@a.example", "`...@a.example`"),
    ];
    for (url, shown) in refused {
        let builder = builder().base_url(url).transport(Script::ok());
        let error = builder.build().unwrap_err();
        assert!(error.to_string().contains(shown), "{error}");
        assert!(
            !format!("{error:?} {error:#?}").contains("cret"),
            "{error:?}"
        );
    }
}
