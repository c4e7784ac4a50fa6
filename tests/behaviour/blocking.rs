//! Calls from programs without async.

use std::collections::BTreeSet;

use drata_custom_connections::types::{
    CustomConnectionCreateRequest, CustomConnectionExpand, RecordUpdateRequest, SessionAction,
    SessionActionRequest, SessionStatus, SessionUploadRequest, WorkspaceId,
};
use drata_custom_connections::{Error, ErrorKind};
use sandbox::{Fault, LastCursor, Quirks};
use serde_json::json;
use tests::{Api, object, records, refusal, schema, session_id};

#[test]
fn the_recipe_runs_without_async() -> Result<(), Error> {
    let api = Api::start();
    let client = &api.client;

    let workspaces = [WorkspaceId::new(1)];
    let request =
        CustomConnectionCreateRequest::custom("Software", workspaces, object(schema()), "name");
    let connection = client
        .custom_connections()
        .create(&request.unwrap())
        .send_blocking()?
        .id;
    let expand = [CustomConnectionExpand::CustomResources];
    let made = client
        .custom_connections()
        .get(connection)
        .expand(expand)
        .send_blocking()?;
    let resource = made.custom_resources.unwrap()[0].id;

    let (sessions, id) = (client.sessions(), session_id("nightly-1"));
    for batch in [&["app-1", "app-2"][..], &["app-3"]] {
        let request = SessionUploadRequest::new(records(batch));
        let answer = sessions
            .upload(connection, resource, &id, &request)
            .send_blocking()?;
        assert_eq!(answer.failed().count(), 0);
    }
    let request = SessionActionRequest::new(SessionAction::Complete);
    let answer = sessions
        .act(connection, resource, &id, &request)
        .send_blocking()?;
    assert_eq!(answer.unwrap().status, Some(SessionStatus::Active));
    let found = sessions
        .list(connection, resource)
        .iter_blocking()
        .collect::<Result<Vec<_>, _>>()?;
    assert_eq!((found.len(), &found[0].session_id), (1, &id));

    let list = client.records().list(connection, resource).size(2);
    let live = list.clone().iter_blocking().map(|record| Ok(record?.id));
    let live = live.collect::<Result<Vec<_>, Error>>()?;
    assert_eq!(live, ["app-1".into(), "app-2".into(), "app-3".into()]);
    let pages = list.pages_blocking().map(|page| Ok(page?.items.len()));
    assert_eq!(pages.collect::<Result<Vec<_>, Error>>()?, [2, 1]);

    let request = RecordUpdateRequest::new(object(json!({ "version": "2" })));
    let update = client
        .records()
        .update(connection, resource, &live[0], &request);
    assert_eq!(update.send_blocking()?.attributes["version"], "2");
    client
        .records()
        .delete(connection, resource, &live[1])
        .send_blocking()?;
    client
        .custom_connections()
        .delete(connection)
        .send_blocking()?;
    refusal(
        client.records().list(connection, resource).send_blocking(),
        404,
    );
    Ok(())
}

#[test]
fn a_passing_failure_is_repeated_while_the_caller_waits() {
    let api = Api::start();
    api.mdm();
    api.sandbox.fail_next(Fault::status(503));
    api.sandbox.fail_next(Fault::CutBody);
    let mut connections = api.client.custom_connections().list().iter_blocking();
    assert!(connections.next().unwrap().is_ok());
    assert!(connections.next().is_none());
    assert_eq!(api.count("GET"), 3);
}

#[test]
fn an_iterator_ends_with_its_first_error() {
    let api = Api::with_quirks(Quirks {
        last_cursor: LastCursor::Repeated,
        ..Quirks::default()
    });
    api.mdm();
    let mut connections = api.client.custom_connections().list().iter_blocking();
    let error = connections.find_map(Result::err).unwrap();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert!(connections.next().is_none());
}

#[test]
fn threads_share_a_client() {
    let api = Api::start();
    let connections = || api.client.custom_connections();
    let ids: BTreeSet<_> = std::thread::scope(|scope| {
        let create = |number: u8| {
            let request = CustomConnectionCreateRequest::mdm(format!("Laptops {number}"));
            connections().create(&request).send_blocking().unwrap().id
        };
        let threads: Vec<_> = (0..4)
            .map(|number| scope.spawn(move || create(number)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_eq!(ids.len(), 4);
}

#[tokio::test]
async fn a_blocking_call_in_async_code_is_an_error() {
    let api = Api::start();
    let list = || api.client.custom_connections().list();
    let error = list().send_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let error = list().iter_blocking().next().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(api.sandbox.requests().is_empty());
}
