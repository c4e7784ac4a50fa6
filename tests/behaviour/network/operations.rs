//! Every operation of the SDK, with what makes it different in a bad network.

use std::future::Future;
use std::pin::Pin;

use drata_custom_connections::types::{
    ConnectionId, CustomConnectionCreateRequest, CustomConnectionUpdateRequest,
    DeviceCreateRequest, DeviceId, DevicePlatform, HrisIdentityRecord, RecordId,
    RecordUpdateRequest, RecordUpsertRequest, ResourceId, SessionAction, SessionActionRequest,
    SessionId, SessionUploadRequest, UserIdentityId,
};
use drata_custom_connections::{Client, Error};
use serde_json::json;
use tests::{Api, object, record, records, session_id};

/// An operation, and how to call it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operation {
    pub(super) id: &'static str,
    pub(super) repeat: Repeat,
    pub(super) gives: Gives,
    pub(super) send: for<'a> fn(&'a Client, &'a Data) -> Sent<'a>,
}

/// A call under way.
pub(super) type Sent<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

/// What comes of acting twice on a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// The same as of acting once.
    Same,
    /// The second time there is nothing left to act on: 404.
    Gone,
    /// It may do harm.
    Never,
}

/// What of the reply is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    Nothing,
    Json,
}

const fn operation(
    id: &'static str,
    repeat: Repeat,
    gives: Gives,
    send: for<'a> fn(&'a Client, &'a Data) -> Sent<'a>,
) -> Operation {
    Operation {
        id,
        repeat,
        gives,
        send,
    }
}

use Gives::{Json, Nothing};
use Repeat::{Gone, Never, Same};

/// All of them.
#[rustfmt::skip]
pub(super) const ALL: &[Operation] = &[
    operation("CustomConnectionsPublicV2Controller_createCustomConnection", Never, Json, |client, _| {
        done(client.custom_connections().create(&CustomConnectionCreateRequest::mdm("Laptops")).send())
    }),
    operation("CustomConnectionsPublicV2Controller_deleteCustomConnection", Gone, Nothing, |client, data| {
        done(client.custom_connections().delete(data.mdm).send())
    }),
    operation("CustomConnectionsPublicV2Controller_getCustomConnection", Same, Json, |client, data| {
        done(client.custom_connections().get(data.connection).send())
    }),
    operation("CustomConnectionsPublicV2Controller_listCustomConnections", Same, Json, |client, _| {
        done(client.custom_connections().list().send())
    }),
    operation("CustomConnectionsPublicV2Controller_updateCustomConnection", Same, Json, |client, data| {
        let request = CustomConnectionUpdateRequest::new().client_alias("Renamed");
        done(client.custom_connections().update(data.connection, &request).send())
    }),
    operation("CustomDataRecordsPublicV2Controller_listCustomDataRecords", Same, Json, |client, data| {
        done(client.records().list(data.connection, data.resource).send())
    }),
    operation("CustomDataRecordsPublicV2Controller_createCustomData", Never, Json, |client, data| {
        let request = RecordUpsertRequest::new(records(&["app-2"]));
        done(client.records().upsert(data.connection, data.resource, &request).send())
    }),
    operation("CustomDataRecordsPublicV2Controller_updateCustomData", Same, Json, |client, data| {
        let request = RecordUpdateRequest::new(object(json!({ "version": "2" })));
        done(client.records().update(data.connection, data.resource, &data.record, &request).send())
    }),
    operation("CustomDataRecordsPublicV2Controller_deleteCustomData", Gone, Nothing, |client, data| {
        done(client.records().delete(data.connection, data.resource, &data.record).send())
    }),
    operation("CustomDataRecordsPublicV2Controller_listSessions", Same, Json, |client, data| {
        done(client.sessions().list(data.connection, data.resource).send())
    }),
    operation("CustomDataRecordsPublicV2Controller_uploadSessionRecords", Never, Json, |client, data| {
        let request = SessionUploadRequest::new(records(&["app-3"]));
        done(client.sessions().upload(data.connection, data.resource, &data.session, &request).send())
    }),
    operation("CustomDataRecordsPublicV2Controller_performSessionAction", Never, Json, |client, data| {
        let request = SessionActionRequest::new(SessionAction::Complete);
        done(client.sessions().act(data.connection, data.resource, &data.session, &request).send())
    }),
    operation("CustomHrisUserIdentitiesPublicV2Controller_listCustomHrisUserIdentities", Same, Json, |client, data| {
        done(client.hris_identities().list(data.hris).send())
    }),
    operation("CustomHrisUserIdentitiesPublicV2Controller_createCustomHrisUserIdentities", Same, Json, |client, data| {
        done(client.hris_identities().upsert(data.hris, &[HrisIdentityRecord::new("emp-2")]).send())
    }),
    operation("CustomHrisUserIdentitiesPublicV2Controller_getCustomHrisUserIdentity", Same, Json, |client, data| {
        done(client.hris_identities().get(data.hris, &data.identity).send())
    }),
    operation("CustomHrisUserIdentitiesPublicV2Controller_deleteCustomHrisUserIdentity", Gone, Nothing, |client, data| {
        done(client.hris_identities().delete(data.hris, &data.identity).send())
    }),
    operation("DevicesPublicV2Controller_getDevicesForCustomConnection", Same, Json, |client, data| {
        done(client.devices().list(data.mdm).send())
    }),
    operation("DevicesPublicV2Controller_createDeviceForCustomConnection", Never, Json, |client, data| {
        done(client.devices().upsert(data.mdm, &device("C02Y")).send())
    }),
    operation("DevicesPublicV2Controller_deleteDeviceFromCustomConnection", Gone, Nothing, |client, data| {
        done(client.devices().delete(data.mdm, data.device).send())
    }),
];

fn done<'a, T>(call: impl Future<Output = Result<T, Error>> + Send + 'a) -> Sent<'a> {
    Box::pin(async { call.await.map(drop) })
}

fn device(serial_number: &str) -> DeviceCreateRequest {
    DeviceCreateRequest::new(1, DevicePlatform::Macos, "14.5").serial_number(serial_number)
}

/// What the calls are about, one of each kind.
#[derive(Debug)]
pub(super) struct Data {
    connection: ConnectionId,
    resource: ResourceId,
    record: RecordId,
    session: SessionId,
    mdm: ConnectionId,
    device: DeviceId,
    hris: ConnectionId,
    identity: UserIdentityId,
}

impl Data {
    /// Makes one of each kind.
    pub(super) async fn make(api: &Api) -> Result<Self, Error> {
        let (resource, mdm, hris) = (api.resource(), api.mdm(), api.hris());
        let live = RecordUpsertRequest::new(vec![record("app-1")]);
        resource.try_upsert(live).await?;
        let session = session_id("nightly-1");
        let staged = resource.session(session.as_str());
        staged.upload(records(&["app-1"])).await?;
        let device = api.client.devices().upsert(mdm, &device("C02X")).send();
        let person = [HrisIdentityRecord::new("emp-1")];
        let identities = api.client.hris_identities();
        identities.upsert(hris, &person).send().await?;
        Ok(Self {
            connection: resource.connection,
            resource: resource.resource,
            record: RecordId::new("app-1"),
            session,
            mdm,
            device: device.await?.id,
            hris,
            identity: UserIdentityId::by_identity_id("emp-1"),
        })
    }
}
