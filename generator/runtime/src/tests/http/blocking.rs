//! Calls without async.

use super::pages::{List, script};
use super::script::{Script, reply};
use super::{GetThing, client};
use crate::runtime::{Call, ErrorKind};

#[test]
fn a_call_waits_for_its_reply() {
    let script = Script::new([reply(200, &[], "done")]);
    assert_eq!(
        Call::<GetThing>::new(&client(&script))
            .send_blocking()
            .unwrap(),
        "done"
    );
}

#[test]
fn lists_are_iterators() {
    let pages = [r#"{"data":[1,2],"cursor":"a"}"#, r#"{"data":[3]}"#];
    let first = script(&pages);
    let items: Result<Vec<i64>, _> = Call::<List>::new(&client(&first)).iter_blocking().collect();
    assert_eq!(items.unwrap(), [1, 2, 3]);
    let second = script(&pages);
    let client = client(&second);
    let sizes = Call::<List>::new(&client)
        .pages_blocking()
        .map(|page| page.unwrap().items.len());
    assert_eq!(sizes.collect::<Vec<_>>(), [2, 1]);
}

#[tokio::test]
async fn within_an_async_runtime_there_is_an_error_and_no_panic() {
    let client = client(&Script::ok());
    let error = Call::<GetThing>::new(&client).send_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(Call::<List>::new(&client).iter_blocking().count(), 1);
}
