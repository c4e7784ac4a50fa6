//! R40 to R42: devices.

use sandbox::ConnectionType;
use serde_json::{Value, json};

use crate::client::{Api, Reply};

struct Devices {
    api: Api,
    connection: i64,
}

impl Devices {
    fn start() -> Self {
        let api = Api::start();
        let connection = api
            .sandbox
            .seed_connection(ConnectionType::Mdm, "Fleet")
            .unwrap();
        Self { api, connection }
    }

    async fn send(&self, fields: Value) -> Reply {
        let mut device =
            json!({ "personnelId": 7, "platformName": "LINUX", "platformVersion": "6.12" });
        device
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().cloned().unwrap());
        self.api
            .post(
                &format!("/custom-connections/{}/devices", self.connection),
                device,
            )
            .await
    }

    async fn list(&self, query: &str) -> Reply {
        self.api
            .get(&format!("/connections/{}/devices?{query}", self.connection))
            .await
    }

    async fn count(&self, query: &str) -> usize {
        self.list(query).await.json()["data"]
            .as_array()
            .unwrap()
            .len()
    }
}

#[tokio::test]
async fn r40_each_key_finds_the_device() {
    let devices = Devices::start();
    let all = json!({
        "serialNumber": "S1", "macAddress": "01-23-45-67-89-AB", "externalId": "E1",
        "model": "T1",
    });
    let created = devices.send(all).await;
    assert_eq!(created.status, 201);
    let id = created.json()["id"].clone();
    for key in [
        json!({ "serialNumber": "S1" }),
        json!({ "macAddress": "01-23-45-67-89-ab" }),
        json!({ "externalId": "E1" }),
        json!({ "externalId": "E1", "serialNumber": "S2" }),
    ] {
        let updated = devices.send(key).await;
        assert_eq!(updated.status, 201);
        assert_eq!(updated.json()["id"], id);
        assert_eq!(updated.json()["model"], "T1");
    }
    assert_eq!(devices.count("").await, 1);
}

#[tokio::test]
async fn r40_without_a_key_in_common_a_device_is_added() {
    let devices = Devices::start();
    devices.send(json!({ "serialNumber": "S1" })).await;
    devices.send(json!({ "serialNumber": "S2" })).await;
    devices
        .send(json!({ "serialNumber": "", "macAddress": null }))
        .await;
    devices
        .send(json!({ "serialNumber": "", "macAddress": null }))
        .await;
    assert_eq!(devices.count("").await, 4);
}

#[tokio::test]
async fn r40_fields_come_back_as_documented() {
    let devices = Devices::start();
    let fields = json!({
        "alias": "mine", "antivirusEnabled": true, "antivirusExplanation": "On",
        "encryptionExplanation": { "by": "LUKS" }, "screenLockTime": 300,
        "appList": [{ "name": "Editor", "version": "1" }],
    });
    let device = devices.send(fields).await.json();
    assert_eq!(device["osVersion"], "6.12");
    assert_eq!(device["appsCount"], 1);
    assert_eq!(device["antivirusExplanation"], "On");
    assert_eq!(device["encryptionExplanation"]["by"], "LUKS");
    assert_eq!(device["firewallEnabled"], Value::Null);
    assert_eq!(device["sourceType"], "CUSTOM");
    for absent in [
        "alias",
        "appList",
        "platformName",
        "platformVersion",
        "isDeviceCompliant",
    ] {
        assert_eq!(device.get(absent), None, "{absent}");
    }
}

#[tokio::test]
async fn r40_wrong_fields_are_refused() {
    let devices = Devices::start();
    for wrong in [
        json!({ "platformName": "BEOS" }),
        json!({ "platformVersion": "x".repeat(192) }),
        json!({ "antivirusEnabled": "yes" }),
        json!({ "appList": [{ "name": "Editor" }] }),
        json!({ "personnelId": null }),
        json!({ "personnelId": "ada@example.com" }),
    ] {
        let reply = devices.send(wrong.clone()).await;
        assert_eq!(reply.status, 400, "{wrong}");
        let field = wrong.as_object().unwrap().keys().next().unwrap().clone();
        assert!(
            reply.json()["message"].to_string().contains(&field),
            "{}",
            reply.text
        );
    }
}

#[tokio::test]
async fn r41_people_are_named_by_number_or_address() {
    let devices = Devices::start();
    let by_number = devices.send(json!({ "personnelId": 42 })).await.json();
    assert_eq!(by_number["personnelId"], 42);
    let by_address = json!({ "personnelId": "email:ada@example.com" });
    let first = devices.send(by_address.clone()).await.json();
    let second = devices.send(by_address).await.json();
    assert!(first["personnelId"].is_i64());
    assert_eq!(first["personnelId"], second["personnelId"]);
}

#[tokio::test]
async fn r42_delete_removes_a_device_from_its_connection() {
    let devices = Devices::start();
    let id = devices.send(json!({})).await.json()["id"].clone();
    let path = format!("/custom-connections/{}/devices/{id}", devices.connection);
    assert_eq!(devices.api.delete(&path).await.status, 204);
    assert_eq!(devices.api.delete(&path).await.status, 404);
    assert_eq!(devices.count("").await, 0);
}

#[tokio::test]
async fn devices_can_be_narrowed() {
    let devices = Devices::start();
    devices
        .send(json!({ "serialNumber": "S1", "externalId": "E 1", "personnelId": 1 }))
        .await;
    devices
        .send(json!({ "macAddress": "01-23-45-67-89-AB", "personnelId": 2 }))
        .await;
    assert_eq!(devices.count("serialNumber=S1").await, 1);
    assert_eq!(devices.count("externalId=E%201").await, 1);
    assert_eq!(devices.count("macAddress=01-23-45-67-89-AB").await, 1);
    assert_eq!(devices.count("personnelId=2").await, 1);
    assert_eq!(devices.count("personnelId=2&serialNumber=S1").await, 0);
    assert_eq!(devices.list("personnelId=two").await.status, 400);
}

#[tokio::test]
async fn devices_can_be_expanded() {
    let devices = Devices::start();
    let fields =
        json!({ "serialNumber": "S1", "encryptionEnabled": false, "antivirusEnabled": true });
    devices.send(fields).await;
    let all = "expand[]=asset&expand[]=complianceChecks&expand[]=documents&expand[]=identifiers";
    let device = devices.list(all).await.json()["data"][0].clone();
    assert_eq!(device["isDeviceCompliant"], false);
    assert_eq!(device["complianceChecks"][1]["type"], "HDD_ENCRYPTION");
    assert_eq!(device["complianceChecks"][1]["status"], "FAIL");
    assert_eq!(device["identifiers"][0]["identifier"], "S1");
    assert_eq!(device["documents"], json!([]));
    assert_eq!(device["asset"]["id"], device["assetId"]);
    assert_eq!(devices.list("").await.json()["data"][0].get("asset"), None);
}
