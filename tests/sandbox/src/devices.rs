//! Operations 17 to 19: devices of MDM connections.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::Quirks;
use crate::app::Shared;
use crate::connections::{ConnectionType, require};
use crate::errors::ApiError;
use crate::extract::{Body, Path, Query};
use crate::fields::{self, Field, Kind, is_email, nullable, optional, required};
use crate::pages::{self, PageRequest};
use crate::store::devices::{self, Device, Keys};
use crate::store::{Object, personnel};

/// The fields of a device.
const FIELDS: &[Field] = &[
    // A number, or text that begins with `email:`.
    required("personnelId", Kind::Any),
    required(
        "platformName",
        Kind::Word(&["MACOS", "WINDOWS", "LINUX", "UNIX", "ANDROID"]),
    ),
    required("platformVersion", Kind::ShortText),
    optional("alias", Kind::ShortText),
    optional("model", Kind::ShortText),
    optional("externalId", Kind::Text),
    optional("serialNumber", Kind::Text),
    nullable("macAddress", Kind::Text),
    nullable("antivirusEnabled", Kind::Truth),
    nullable("autoUpdateEnabled", Kind::Truth),
    nullable("firewallEnabled", Kind::Truth),
    nullable("passwordManagerEnabled", Kind::Truth),
    nullable("encryptionEnabled", Kind::Truth),
    nullable("screenLockEnabled", Kind::Truth),
    optional("antivirusExplanation", Kind::Any),
    optional("autoUpdateExplanation", Kind::Any),
    optional("firewallExplanation", Kind::Any),
    optional("passwordManagerExplanation", Kind::Any),
    optional("encryptionExplanation", Kind::Any),
    optional("screenLockExplanation", Kind::Any),
    optional("screenLockTime", Kind::Number),
    optional("appList", Kind::Objects(APP)),
    optional("browserExtensions", Kind::Objects(APP)),
    optional("windowsServices", Kind::Objects(WINDOWS_SERVICE)),
];

const APP: &[Field] = &[
    required("name", Kind::ShortText),
    required("version", Kind::ShortText),
    nullable("description", Kind::Text),
];

const WINDOWS_SERVICE: &[Field] = &[
    required("name", Kind::ShortText),
    required("description", Kind::ShortText),
    required("startType", Kind::ShortText),
    required("status", Kind::ShortText),
];

/// The fields that an answer repeats as they were sent.
const REPEATED: [&str; 16] = [
    "serialNumber",
    "model",
    "macAddress",
    "externalId",
    "screenLockTime",
    "antivirusEnabled",
    "autoUpdateEnabled",
    "passwordManagerEnabled",
    "encryptionEnabled",
    "firewallEnabled",
    "screenLockExplanation",
    "antivirusExplanation",
    "autoUpdateExplanation",
    "passwordManagerExplanation",
    "encryptionExplanation",
    "firewallExplanation",
];

/// The settings that are checked for compliance, and the types of their checks.
const CHECKS: [(&str, &str); 5] = [
    ("antivirusEnabled", "ANTIVIRUS"),
    ("autoUpdateEnabled", "AUTO_UPDATES"),
    ("encryptionEnabled", "HDD_ENCRYPTION"),
    ("passwordManagerEnabled", "PASSWORD_MANAGER"),
    ("screenLockEnabled", "LOCK_SCREEN"),
];

/// The keys that a device is recognised by, and the types of the identifiers that they become.
const IDENTIFIERS: [(&str, &str); 3] = [
    ("serialNumber", "SERIAL_NUMBER"),
    ("macAddress", "MAC_ADDRESS"),
    ("externalId", "EXTERNAL_ID"),
];

#[derive(Clone, Copy)]
enum Expand {
    Asset,
    ComplianceChecks,
    Documents,
    Identifiers,
}

pub(crate) async fn upsert(
    State(app): State<Shared>,
    Path(connection_id): Path<i64>,
    Body(request): Body<Value>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let sent = fields::read(&request, FIELDS).map_err(ApiError::bad_request)?;
    let mut database = app.database();
    let transaction = database.transaction()?;
    require(&transaction, connection_id, ConnectionType::Mdm)?;
    let owner = personnel_number(&transaction, &request["personnelId"])?;
    let device = store(&transaction, connection_id, owner, sent)?;
    transaction.commit()?;
    // 201 for an update too: that is the only success that the operation declares.
    Ok((StatusCode::CREATED, Json(view(&device, &[], &app.quirks()))))
}

/// Updates the device that has one of the keys sent, otherwise adds one.
fn store(
    database: &Connection,
    connection_id: i64,
    owner: i64,
    sent: Object,
) -> Result<Device, ApiError> {
    let known = devices::find(database, connection_id, &keys(&sent))?;
    let (id, mut fields) = match known {
        Some(device) => (device.id, device.fields),
        None => (
            devices::insert(database, connection_id, owner)?,
            Object::new(),
        ),
    };
    fields.extend(sent);
    Ok(devices::update(
        database,
        id,
        owner,
        &keys(&fields),
        &fields,
    )?)
}

fn keys(fields: &Object) -> Keys {
    let key = |name: &str| {
        let text = fields.get(name)?.as_str()?;
        (!text.is_empty()).then(|| text.to_owned())
    };
    Keys {
        serial_number: key("serialNumber"),
        mac_address: key("macAddress"),
        external_id: key("externalId"),
    }
}

/// The number of a device's owner. Any number is taken; an address gets one at first mention.
fn personnel_number(database: &Connection, personnel_id: &Value) -> Result<i64, ApiError> {
    if let Some(number) = personnel_id.as_i64() {
        return Ok(number);
    }
    match personnel_id
        .as_str()
        .and_then(|text| text.strip_prefix("email:"))
    {
        Some(address) if is_email(address) => Ok(personnel::number(database, address)?),
        _ => {
            let message = "personnelId must be an integer, or email: and an address";
            Err(ApiError::bad_request(message))
        }
    }
}

pub(crate) async fn remove(
    State(app): State<Shared>,
    Path((connection_id, id)): Path<(i64, i64)>,
) -> Result<StatusCode, ApiError> {
    let database = app.database();
    require(&database, connection_id, ConnectionType::Mdm)?;
    match devices::delete(&database, connection_id, id)? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(ApiError::not_found(format!("There is no device {id}"))),
    }
}

pub(crate) async fn list(
    State(app): State<Shared>,
    Path(connection_id): Path<i64>,
    query: Query,
) -> Result<Json<Value>, ApiError> {
    let request = PageRequest::from_query(&query)?;
    let expand = expand(&query)?;
    let text = |name| Ok::<_, ApiError>(query.one(name)?.map(ToOwned::to_owned));
    let devices = devices::list(connection_id)
        .filter_if("external_id = ?", text("externalId")?)
        .filter_if("mac_address = ?", text("macAddress")?)
        .filter_if("serial_number = ?", text("serialNumber")?)
        .filter_if("personnel_id = ?", query.integer("personnelId")?);
    let quirks = app.quirks();
    let database = app.database();
    require(&database, connection_id, ConnectionType::Mdm)?;
    let page = devices.page(&database, &request)?;
    Ok(pages::envelope(page, &request, &quirks, |device| {
        view(&device, &expand, &quirks)
    }))
}

fn expand(query: &Query) -> Result<Vec<Expand>, ApiError> {
    let choices = [
        ("asset", Expand::Asset),
        ("complianceChecks", Expand::ComplianceChecks),
        ("documents", Expand::Documents),
        ("identifiers", Expand::Identifiers),
    ];
    query.choices("expand[]", &choices)
}

fn view(device: &Device, expand: &[Expand], quirks: &Quirks) -> Value {
    let field = |name: &str| device.fields.get(name).cloned().unwrap_or(Value::Null);
    let mut view = json!({
        "id": quirks.id(device.id),
        "personnelId": quirks.id(device.personnel_id),
        "userId": null,
        "assetId": quirks.id(device.id),
        "osVersion": field("platformVersion"),
        "appsCount": field("appList").as_array().map(Vec::len),
        "sourceType": "CUSTOM",
        "lastCheckedAt": device.updated_at,
        "createdAt": device.created_at,
        "updatedAt": device.updated_at,
        "deletedAt": null,
    });
    for name in REPEATED {
        view[name] = field(name);
    }
    for part in expand {
        match part {
            Expand::Asset => view["asset"] = asset_view(device, quirks),
            Expand::ComplianceChecks => {
                view["isDeviceCompliant"] = json!(is_compliant(device));
                view["complianceChecks"] = check_views(device, quirks);
            }
            // No operation uploads any.
            Expand::Documents => view["documents"] = json!([]),
            Expand::Identifiers => view["identifiers"] = identifier_views(device, quirks),
        }
    }
    view
}

fn asset_view(device: &Device, quirks: &Quirks) -> Value {
    json!({
        "id": quirks.id(device.id),
        "name": device.fields.get("model").and_then(Value::as_str).unwrap_or("Device"),
        "description": "A device of a custom connection",
        "assetType": "PHYSICAL",
        "assetProvider": "CUSTOM",
        "approvedAt": device.created_at,
        "removedAt": null,
        "company": "Sandbox",
        "notes": null,
        "assetReferenceType": null,
        "uniqueId": format!("device-{}", device.id),
        "createdAt": device.created_at,
        "updatedAt": device.updated_at,
    })
}

/// The settings that a device has told, with the type of their check and whether it passes.
fn checks(device: &Device) -> impl Iterator<Item = (&'static str, bool)> {
    CHECKS
        .into_iter()
        .filter_map(|(name, kind)| Some((kind, device.fields.get(name)?.as_bool()?)))
}

fn is_compliant(device: &Device) -> bool {
    checks(device).all(|(_, passes)| passes)
}

fn check_views(device: &Device, quirks: &Quirks) -> Value {
    let view = |(id, (kind, passes)): (i64, (&str, bool))| {
        json!({
            "id": quirks.id(id),
            "type": kind,
            "status": if passes { "PASS" } else { "FAIL" },
            "checkFrequency": "DAILY",
            "completionDate": null,
            "expiresAt": null,
            "lastCheckedAt": device.updated_at,
            "createdAt": device.created_at,
            "updatedAt": device.updated_at,
        })
    };
    (1..).zip(checks(device)).map(view).collect()
}

fn identifier_views(device: &Device, quirks: &Quirks) -> Value {
    let known = IDENTIFIERS
        .into_iter()
        .filter_map(|(name, kind)| Some((kind, device.fields.get(name)?.as_str()?)));
    let view = |(id, (kind, identifier)): (i64, (&str, &str))| {
        json!({
            "id": quirks.id(id),
            "type": kind,
            "identifier": identifier,
            "createdAt": device.created_at,
            "updatedAt": device.updated_at,
        })
    };
    (1..).zip(known).map(view).collect()
}
