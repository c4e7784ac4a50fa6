//! The rules of devices, 40 to 42.

use drata_custom_connections::Nullable;
use drata_custom_connections::types::device_create_request::PersonnelId;
use drata_custom_connections::types::{DeviceCreateRequest, DeviceExpand, DevicePlatform};
use serde_json::json;
use tests::{Api, refusal};

fn laptop() -> DeviceCreateRequest {
    DeviceCreateRequest::new(1, DevicePlatform::Macos, "14.5")
}

#[tokio::test]
async fn r40_a_device_is_found_by_any_of_its_keys() {
    let api = Api::start();
    let connection = api.mdm();
    let devices = api.client.devices();
    let first = laptop()
        .serial_number("C02X")
        .mac_address("01-23-45-67-89-AB");
    let made = devices
        .upsert(connection, &first)
        .send_for_response()
        .await
        .unwrap();
    assert_eq!(made.status, 201);
    let known = laptop().serial_number("C02X").model("MacBook");
    let updated = devices
        .upsert(connection, &known)
        .send_for_response()
        .await
        .unwrap();
    assert_eq!(
        (updated.status.as_u16(), updated.body.id),
        (201, made.body.id)
    );
    let other = devices
        .upsert(connection, &laptop().external_id("mdm-9"))
        .send()
        .await
        .unwrap();
    assert_ne!(other.id, made.body.id);
}

#[tokio::test]
async fn r41_a_person_is_named_by_number_or_address() {
    let api = Api::start();
    let connection = api.mdm();
    let by_address = PersonnelId::by_email("ada@example.com");
    let device =
        DeviceCreateRequest::new(by_address, DevicePlatform::Linux, "6.12").serial_number("L1");
    api.client
        .devices()
        .upsert(connection, &device)
        .send()
        .await
        .unwrap();
    assert_eq!(
        api.last_request().json().unwrap()["personnelId"],
        "email:ada@example.com"
    );
    api.client
        .devices()
        .upsert(connection, &laptop().serial_number("L2"))
        .send()
        .await
        .unwrap();
    assert_eq!(api.last_request().json().unwrap()["personnelId"], 1);
}

#[tokio::test]
async fn r42_a_deleted_device_is_gone() {
    let api = Api::start();
    let connection = api.mdm();
    let devices = api.client.devices();
    let id = devices
        .upsert(connection, &laptop().serial_number("C02X"))
        .send()
        .await
        .unwrap()
        .id;
    devices.delete(connection, id).send().await.unwrap();
    refusal(devices.delete(connection, id).send().await, 404);
}

#[tokio::test]
async fn d10_explanations_are_any_json() {
    let api = Api::start();
    let connection = api.mdm();
    for explanation in [json!("Disabled"), json!({ "why": ["a", 1] })] {
        let device = laptop()
            .serial_number("C02X")
            .antivirus_explanation(explanation.clone());
        let answer = api
            .client
            .devices()
            .upsert(connection, &device)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.antivirus_explanation, explanation);
    }
}

#[tokio::test]
async fn d24_the_asset_may_be_null_or_absent() {
    let api = Api::start();
    let connection = api.mdm();
    let devices = api.client.devices();
    devices
        .upsert(connection, &laptop().serial_number("C02X"))
        .send()
        .await
        .unwrap();
    let list = || devices.list(connection);
    let plain = list().send().await.unwrap();
    assert_eq!(plain.data[0].asset, Nullable::Absent);
    let expanded = list()
        .expand([DeviceExpand::Asset])
        .send_for_response()
        .await
        .unwrap();
    assert!(expanded.body.data[0].asset.value().is_some());

    let mut told = serde_json::to_value(&expanded.body).unwrap();
    told["data"][0]["asset"] = json!(null);
    api.answer_next(200, &told);
    assert_eq!(list().send().await.unwrap().data[0].asset, Nullable::Null);
}

#[tokio::test]
async fn d27_an_upsert_may_answer_200_or_201() {
    let api = Api::start();
    let connection = api.mdm();
    let upsert = async || {
        let device = laptop().serial_number("C02X");
        let devices = api.client.devices();
        devices
            .upsert(connection, &device)
            .send_for_response()
            .await
            .unwrap()
    };
    let created = upsert().await;
    assert_eq!(created.status, 201);
    api.answer_next(200, &serde_json::to_value(&created.body).unwrap());
    let updated = upsert().await;
    assert_eq!((updated.status.as_u16(), updated.body), (200, created.body));
}

#[tokio::test]
async fn d27_the_length_of_an_external_id_is_the_servers_affair() {
    let api = Api::start();
    let connection = api.mdm();
    let id = "x".repeat(192);
    let device = laptop().external_id(&id);
    let devices = api.client.devices();
    let made = devices.upsert(connection, &device).send().await.unwrap();
    assert_eq!(made.external_id.as_ref(), Some(&id));
}

#[tokio::test]
async fn d27_devices_are_listed_under_another_path_than_they_are_sent_to() {
    let api = Api::start();
    let connection = api.mdm();
    let devices = api.client.devices();
    devices
        .upsert(connection, &laptop().serial_number("C02X"))
        .send()
        .await
        .unwrap();
    assert!(
        api.last_request()
            .path
            .ends_with(&format!("/custom-connections/{connection}/devices"))
    );
    assert_eq!(devices.list(connection).send().await.unwrap().data.len(), 1);
    assert!(
        api.last_request()
            .path
            .ends_with(&format!("/v2/connections/{connection}/devices"))
    );
}
