//! A call on its way.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use super::script::{Script, reply};
use super::{GetThing, client};
use crate::runtime::{Call, ErrorKind};

#[tokio::test]
async fn a_call_is_sent_when_it_is_awaited_and_not_before() {
    let script = Script::new([reply(200, &[], "done")]);
    let client = client(&script);
    let sending = Call::<GetThing>::new(&client).send();
    assert_eq!(script.count(), 0);
    assert_eq!(sending.await.unwrap(), "done");
    assert_eq!(script.count(), 1);
}

#[tokio::test]
async fn a_call_that_failed_gives_its_error_once() {
    let script = Script::new([reply(404, &[], "")]);
    let client = client(&script);
    let mut sending = Call::<GetThing>::new(&client).send();
    let error = (&mut sending).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    let again = poll_fn(|context| Poll::Ready(Pin::new(&mut sending).poll(context))).await;
    assert!(again.is_pending());
    assert_eq!(script.count(), 1);
}

#[test]
fn a_call_on_its_way_says_which_it_is() {
    let script = Script::new([]);
    let client = client(&script);
    let sending = Call::<GetThing>::new(&client).send();
    assert_eq!(
        format!("{sending:?}"),
        "Sending { operation: \"getThing\", .. }"
    );
}
