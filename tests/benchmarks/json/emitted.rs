//! The pages' types as the generator emits them.

use serde_json::Value;
use uuid::Uuid;

use crate::runtime::wire::{DateTime, Map, Nullable, enumeration, newtype, object, union};

#[derive(PartialEq)]
pub struct RecordPage {
    pub data: Vec<Record>,
    pub pagination: Pagination,
}
object! { RecordPage { data: "data" required, pagination: "pagination" required } }

#[derive(PartialEq)]
pub struct Record {
    pub id: RecordId,
    pub attributes: Map<Value>,
    pub session_id: Option<String>,
    pub created_at: DateTime,
    pub updated_at: DateTime,
}
object! { Record {
    id: "id" required,
    attributes: "attributes" required,
    session_id: "sessionId" required,
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
} }

#[derive(Debug, PartialEq)]
pub struct RecordId(String);
newtype! { RecordId(String) }

#[derive(PartialEq)]
pub struct Pagination {
    pub cursor: Option<String>,
    pub total_count: Nullable<i64>,
}
object! { Pagination { cursor: "cursor" required, total_count: "totalCount" } }

#[derive(PartialEq)]
pub struct DevicePage {
    pub data: Vec<Device>,
    pub pagination: Pagination,
}
object! { DevicePage { data: "data" required, pagination: "pagination" required } }

#[derive(PartialEq)]
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
    pub last_checked_at: Option<DateTime>,
    pub source_type: Source,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub antivirus_enabled: Option<bool>,
    pub encryption_enabled: Option<bool>,
    pub firewall_enabled: Option<bool>,
    pub external_id: Option<String>,
    pub is_device_compliant: Option<bool>,
    pub identifiers: Option<Vec<Identifier>>,
}
object! { Device {
    id: "id" required,
    personnel_id: "personnelId" required,
    asset_id: "assetId" required,
    apps_count: "appsCount" required,
    screen_lock_time: "screenLockTime" required,
    os_version: "osVersion" required,
    serial_number: "serialNumber" required,
    model: "model" required,
    mac_address: "macAddress" required,
    last_checked_at: "lastCheckedAt" required,
    source_type: "sourceType" required,
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
    antivirus_enabled: "antivirusEnabled" required,
    encryption_enabled: "encryptionEnabled" required,
    firewall_enabled: "firewallEnabled" required,
    external_id: "externalId" required,
    is_device_compliant: "isDeviceCompliant",
    identifiers: "identifiers",
} }

#[derive(Debug, PartialEq)]
pub struct DeviceId(i64);
newtype! { DeviceId(i64) }

#[derive(Clone)]
pub enum Source {
    Agent,
    Jamf,
    Intune,
    Custom,
    Unrecognized(String),
}
enumeration! { Source { Agent: "AGENT", Jamf: "JAMF", Intune: "INTUNE", Custom: "CUSTOM" } }

#[derive(PartialEq)]
pub struct Identifier {
    pub id: Uuid,
    pub identifier: String,
    pub kind: String,
}
object! { Identifier { id: "id" required, identifier: "identifier" required, kind: "type" required } }

#[derive(PartialEq)]
pub struct Events {
    pub events: Vec<Event>,
}
object! { Events { events: "events" required } }

#[derive(Debug, PartialEq)]
pub enum Event {
    Created(Created),
    Renamed(Renamed),
    Moved(Moved),
    Deleted(Deleted),
    Unrecognized(Value),
}
union! { Event by "type" {
    Created(Created): "created",
    Renamed(Renamed): "renamed",
    Moved(Moved): "moved",
    Deleted(Deleted): "deleted",
} }

#[derive(PartialEq)]
pub struct Created {
    pub kind: String,
    pub id: i64,
    pub name: String,
    pub owner: Option<String>,
    pub tags: Vec<String>,
}
object! { Created {
    kind: "type" required, id: "id" required, name: "name" required, owner: "owner", tags: "tags" required,
} }

#[derive(PartialEq)]
pub struct Renamed {
    pub kind: String,
    pub id: i64,
    pub from: String,
    pub to: String,
}
object! { Renamed { kind: "type" required, id: "id" required, from: "from" required, to: "to" required } }

#[derive(PartialEq)]
pub struct Moved {
    pub kind: String,
    pub id: i64,
    pub folder: i64,
    pub position: f64,
}
object! { Moved {
    kind: "type" required, id: "id" required, folder: "folder" required, position: "position" required,
} }

#[derive(PartialEq)]
pub struct Deleted {
    pub kind: String,
    pub id: i64,
    pub reason: Option<String>,
}
object! { Deleted { kind: "type" required, id: "id" required, reason: "reason" } }

#[derive(PartialEq)]
pub struct Shapes {
    pub items: Vec<Item>,
}
object! { Shapes { items: "items" required } }

#[derive(PartialEq)]
pub struct Item {
    pub id: Id,
    pub content: Shape,
}
object! { Item { id: "id" required, content: "content" required } }

#[derive(Debug, PartialEq)]
pub enum Id {
    Number(i64),
    Text(String),
    Unrecognized(Value),
}
union! { Id { Number(i64), Text(String) } }

#[derive(Debug, PartialEq)]
pub enum Shape {
    Circle(Circle),
    Rectangle(Rectangle),
    Label(Label),
    Unrecognized(Value),
}
union! { Shape { Circle(Circle), Rectangle(Rectangle), Label(Label) } }

#[derive(PartialEq)]
pub struct Circle {
    pub radius: f64,
    pub color: String,
}
object! { Circle { radius: "radius" required, color: "color" required } }

#[derive(PartialEq)]
pub struct Rectangle {
    pub width: f64,
    pub height: f64,
    pub color: String,
}
object! { Rectangle { width: "width" required, height: "height" required, color: "color" required } }

#[derive(PartialEq)]
pub struct Label {
    pub text: String,
    pub size: Option<i64>,
}
object! { Label { text: "text" required, size: "size" } }

pub type Counts = Map<Map<i64>>;

pub type Names = Map<Vec<String>>;

#[derive(PartialEq)]
pub struct Texts {
    pub messages: Vec<Message>,
}
object! { Texts { messages: "messages" required } }

#[derive(PartialEq)]
pub struct Message {
    pub subject: String,
    pub body: String,
}
object! { Message { subject: "subject" required, body: "body" required } }

pub type Track = Vec<Point>;

#[derive(PartialEq)]
pub struct Point {
    pub latitude: f64,
    pub longitude: f64,
    pub altitude: f64,
    pub seconds: i64,
}
object! { Point {
    latitude: "latitude" required,
    longitude: "longitude" required,
    altitude: "altitude" required,
    seconds: "seconds" required,
} }
