//! Programs that use the SDK can be tested without a server of the vendor's.

use drata_custom_connections::api::custom_connections::get::Get;
use drata_custom_connections::types::{ConnectionId, CustomConnection, RecordId};
use drata_custom_connections::{Client, Error, MockServer};
use serde_json::json;
use tests::{fast_retries, refusal};

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
