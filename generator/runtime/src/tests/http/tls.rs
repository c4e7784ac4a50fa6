//! The usual transport over TLS, with a server whose certificate nobody but the test trusts.

use std::convert::Infallible;
use std::sync::Arc;

use hyper::Response;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::{GetThing, builder};
use crate::runtime::{Call, ClientBuilder, ErrorKind, RetryPolicy};

/// Of `localhost`, valid for a hundred years, signed by itself.
const CERTIFICATE: &str = include_str!("tls/certificate.pem");

/// A server that offers these protocols and answers with the version of HTTP that a request came by. Gives its URL.
async fn server(protocols: &[&str]) -> String {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/key.pem")).unwrap();
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    config.alpn_protocols = protocols
        .iter()
        .map(|name| name.as_bytes().to_vec())
        .collect();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // One who doesn't trust the server hangs up.
                let Ok(stream) = acceptor.accept(stream).await else {
                    return;
                };
                let version = service_fn(|request: hyper::Request<_>| {
                    let version = format!("{:?}", request.version());
                    std::future::ready(Ok::<_, Infallible>(Response::new(version)))
                });
                let connection = auto::Builder::new(TokioExecutor::new());
                let _ = connection
                    .serve_connection(TokioIo::new(stream), version)
                    .await;
            });
        }
    });
    url
}

fn client(url: &str) -> ClientBuilder {
    builder().base_url(url).retry(RetryPolicy::never())
}

#[tokio::test]
async fn a_certificate_has_to_be_trusted() {
    let url = server(&["http/1.1"]).await;
    let trusting = client(&url).root_certificates(CERTIFICATE).build().unwrap();
    let version = Call::<GetThing>::new(&trusting).send().await.unwrap();
    assert_eq!(version, "HTTP/1.1");

    let error = Call::<GetThing>::new(&client(&url).build().unwrap())
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert!(
        error.to_string().to_lowercase().contains("certificate"),
        "{error}"
    );

    // Trusted, but for another name.
    let elsewhere = client(&url.replace("localhost", "127.0.0.1"));
    let elsewhere = elsewhere.root_certificates(CERTIFICATE).build().unwrap();
    let error = Call::<GetThing>::new(&elsewhere).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
}

#[tokio::test]
async fn http_2_is_spoken_where_both_sides_can() {
    let expected = [
        (
            &["h2", "http/1.1"][..],
            if cfg!(feature = "http2") {
                "HTTP/2.0"
            } else {
                "HTTP/1.1"
            },
        ),
        (&["http/1.1"], "HTTP/1.1"),
    ];
    for (offered, expected) in expected {
        let url = server(offered).await;
        let client = client(&url).root_certificates(CERTIFICATE).build().unwrap();
        let version = Call::<GetThing>::new(&client).send().await.unwrap();
        assert_eq!(version, expected);
    }
}
