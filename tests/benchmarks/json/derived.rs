//! The pages' types as one writes them by hand with serde's derives.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

#[derive(Debug, Deserialize, Serialize)]
pub struct RecordPage {
    pub data: Vec<Record>,
    pub pagination: Pagination,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    pub id: RecordId,
    pub attributes: BTreeMap<String, Value>,
    pub session_id: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct RecordId(pub String);

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pagination {
    pub cursor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_count: Option<i64>,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct DevicePage {
    pub data: Vec<Device>,
    pub pagination: Pagination,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Device {
    pub id: DeviceId,
    pub personnel_id: i64,
    pub asset_id: Option<i64>,
    pub apps_count: Option<i64>,
    pub screen_lock_time: Option<i64>,
    pub os_version: Option<String>,
    pub serial_number: Option<String>,
    pub model: Option<String>,
    pub mac_address: Option<String>,
    pub last_checked_at: Option<Timestamp>,
    pub source_type: Source,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub antivirus_enabled: Option<bool>,
    pub encryption_enabled: Option<bool>,
    pub firewall_enabled: Option<bool>,
    pub external_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_device_compliant: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifiers: Option<Vec<Identifier>>,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct DeviceId(pub i64);

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Source {
    Agent,
    Jamf,
    Intune,
    Custom,
    #[serde(other)]
    Unrecognized,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Identifier {
    pub id: Uuid,
    pub identifier: String,
    #[serde(rename = "type")]
    pub kind: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Events {
    pub events: Vec<Event>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Event {
    Created(Created),
    Renamed(Renamed),
    Moved(Moved),
    Deleted(Deleted),
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Created {
    pub id: i64,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    pub tags: Vec<String>,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Renamed {
    pub id: i64,
    pub from: String,
    pub to: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Moved {
    pub id: i64,
    pub folder: i64,
    pub position: f64,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Deleted {
    pub id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Shapes {
    pub items: Vec<Item>,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Item {
    pub id: Id,
    pub content: Shape,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Id {
    Number(i64),
    Text(String),
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Shape {
    Circle(Circle),
    Rectangle(Rectangle),
    Label(Label),
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Circle {
    pub radius: f64,
    pub color: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Rectangle {
    pub width: f64,
    pub height: f64,
    pub color: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Label {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
}

pub type Counts = BTreeMap<String, BTreeMap<String, i64>>;

pub type Names = BTreeMap<String, Vec<String>>;

#[derive(Debug, Deserialize, Serialize)]
pub struct Texts {
    pub messages: Vec<Message>,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Message {
    pub subject: String,
    pub body: String,
}

pub type Track = Vec<Point>;

#[derive(Debug, Deserialize, Serialize)]
pub struct Point {
    pub latitude: f64,
    pub longitude: f64,
    pub altitude: f64,
    pub seconds: i64,
}
