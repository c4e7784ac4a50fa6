//! Values of the schemas of OpenAPI 3.1.

use crate::server::Server;
use keywords::Client;

#[test]
fn values_come_back_as_they_went() {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).build().unwrap();
    for sample in [
        r#"{"kind":"sample","id":1}"#,
        r#"{"kind":"sample","version":2,"id":"a","note":null,"size":1,"image":"aGk=","place":{"country":"c","city":"t"},"point":[1.5,-2.5,"n"],"tags":["b","a"],"anything":[null],"nothing":null}"#,
        // What the document doesn't know yet is kept.
        r#"{"kind":"other","version":3,"id":"1","note":"short"}"#,
    ] {
        server.answer("200 OK", "application/json", sample);
        let empty = serde_json::from_str(r#"{"kind":"sample","id":1}"#).unwrap();
        let read = client.samples().put_sample(&empty).send_blocking().unwrap();
        server.answer("200 OK", "application/json", sample);
        client.samples().put_sample(&read).send_blocking().unwrap();
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(server.request().text()), value(sample));
    }
    client.samples().list_orders().send_blocking().unwrap();
    assert_eq!(server.line(), "GET /orders");
}
