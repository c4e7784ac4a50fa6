//! Programs that use the SDK can be tested without a server of the vendor's.

use std::fmt::Debug;

use drata_custom_connections::api::custom_connections::get::Get;
use drata_custom_connections::runtime::{Call, MockOutput, Operation, Success};
use drata_custom_connections::types::{
    ConnectionId, CustomConnection, CustomConnectionCreateRequest, CustomConnectionUpdateRequest,
    DeviceCreateRequest, DevicePlatform, HrisIdentityRecord, RecordId, RecordUpdateRequest,
    RecordUpsertRequest, SessionAction, SessionActionRequest, SessionUploadRequest, UserIdentityId,
};
use drata_custom_connections::{Client, Error, MockServer};
use serde_json::json;
use tests::{Api, fast_retries, object, records, refusal, session_id};

/// The program under test: names a connection, and forgets a record of it.
async fn tidy_up(client: &Client, id: ConnectionId) -> Result<Option<String>, Error> {
    let connection = client.custom_connections().get(id).send().await?;
    if let Some(resource) = connection.custom_resources.iter().flatten().next() {
        let record = RecordId::new("stale");
        let delete = client.records().delete(id, resource.id, &record);
        delete.send().await?;
    }
    Ok(connection.client_alias)
}

fn mock() -> MockServer {
    MockServer::start(Client::builder().api_key("test").retry(fast_retries())).unwrap()
}

fn connection() -> CustomConnection {
    serde_json::from_value(json!({
        "id": 7,
        "clientAlias": "Software",
        "description": null,
        "createdAt": "2026-01-01T00:00:00Z",
        "updatedAt": "2026-01-01T00:00:00Z",
        "customResources": [{
            "id": 9,
            "name": "Software",
            "schema": {},
            "createdAt": "2026-01-01T00:00:00Z",
            "updatedAt": "2026-01-01T00:00:00Z",
        }],
    }))
    .unwrap()
}

#[tokio::test]
async fn a_program_gets_what_the_mock_is_told() {
    let (mock, id) = (mock(), ConnectionId::new(7));
    let got = mock.custom_connections().get(id).returns(&connection());
    let record = RecordId::new("stale");
    let deleted = mock.records().delete(id, 9.into(), &record).returns(&());
    let alias = tidy_up(mock.client(), id).await.unwrap();
    assert_eq!(alias.as_deref(), Some("Software"));
    assert_eq!((got.calls(), deleted.calls()), (1, 1));
}

#[tokio::test]
async fn a_program_can_be_shown_errors_and_bad_networks() {
    let (mock, id) = (mock(), ConnectionId::new(7));
    let body = json!({ "statusCode": 403, "message": "no", "code": 40300 });
    mock.any::<Get>().breaks_off();
    let refused = mock.any::<Get>().returns_json(403, &body);
    let error = refusal(tidy_up(&mock, id).await, 403);
    assert_eq!((error.message(), error.attempts()), (Some("no"), 2));
    assert_eq!(refused.calls(), 1);
}

#[tokio::test]
async fn what_no_expectation_fits_is_refused() {
    let mock = mock();
    let other = ConnectionId::new(8);
    let got = mock.custom_connections().get(other).returns(&connection());
    refusal(tidy_up(&mock, ConnectionId::new(7)).await, 501);
    assert_eq!(got.calls(), 0);
}

/// Has an operation answered by the sandbox, and the same by the mock, which is told what the sandbox said.
async fn meets_the_same<O>(sandbox: Call<'_, O>, mock: Call<'_, O>)
where
    O: Operation<Success: Success<Output: MockOutput + PartialEq + Debug>>,
{
    let given = sandbox.send().await.unwrap();
    let expected = mock.clone().returns(&given);
    assert_eq!(mock.send().await.unwrap(), given);
    assert_eq!(expected.calls(), 1);
}

/// Calls each operation of both.
macro_rules! each {
    ($sandbox:expr, $mock:expr; $($group:ident.$operation:ident($($argument:expr),*);)*) => {
        $(meets_the_same(
            $sandbox.$group().$operation($($argument),*),
            $mock.$group().$operation($($argument),*),
        ).await;)*
    };
}

#[tokio::test]
async fn every_operation_can_be_mocked() {
    let api = Api::start();
    let (client, mock) = (&api.client, mock());
    let (mdm, hris, custom) = (api.mdm(), api.hris(), api.resource());
    let (connection, resource) = (custom.connection, custom.resource);
    let new = CustomConnectionCreateRequest::mdm("Phones");
    let renamed = CustomConnectionUpdateRequest::new().client_alias("Renamed");
    let laptop = DeviceCreateRequest::new(1, DevicePlatform::Macos, "14.5").serial_number("C02X");
    let device = client.devices().upsert(mdm, &laptop).send();
    let device = device.await.unwrap().id;
    let people = [HrisIdentityRecord::new("emp-1")];
    let person = UserIdentityId::by_identity_id("emp-1");
    let upsert = RecordUpsertRequest::new(records(&["app-1"]));
    let update = RecordUpdateRequest::new(object(json!({ "version": "2" })));
    let record = RecordId::new("app-1");
    let session = session_id("nightly-1");
    let upload = SessionUploadRequest::new(records(&["app-2"]));
    let complete = SessionActionRequest::new(SessionAction::Complete);
    each! { client, mock;
        custom_connections.create(&new);
        custom_connections.list();
        custom_connections.get(connection);
        custom_connections.update(connection, &renamed);
        devices.upsert(mdm, &laptop);
        devices.list(mdm);
        devices.delete(mdm, device);
        hris_identities.upsert(hris, &people);
        hris_identities.list(hris);
        hris_identities.get(hris, &person);
        hris_identities.delete(hris, &person);
        records.upsert(connection, resource, &upsert);
        records.list(connection, resource);
        records.update(connection, resource, &record, &update);
        records.delete(connection, resource, &record);
        sessions.upload(connection, resource, &session, &upload);
        sessions.list(connection, resource);
        sessions.act(connection, resource, &session, &complete);
        custom_connections.delete(connection);
    }
}
