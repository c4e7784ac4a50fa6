//! The vendor's deviations from its own documents, each one switchable.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Deviations that were seen or that the vendor's own pages hint at. All are off by default:
/// the sandbox then answers exactly as the OpenAPI document says.
///
/// Over HTTP they are the JSON object of `GET` and `PUT /_sandbox/quirks`, in camel case; what
/// a `PUT` leaves out goes back to its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Quirks {
    /// A cancelled session has the status `CANCELLED`, as the recipe spells it, in place of the
    /// OpenAPI document's `CANCELED`. `canceledAt` keeps its one `l`.
    pub cancelled_with_two_l: bool,
    /// How numeric ids are written in answers.
    pub id_form: IdForm,
    /// A rejected record's `error` is wrapped once more, as in the document's sample:
    /// `{"error": {"error": {"message", "code"}}}`.
    pub nested_record_error: bool,
    /// A rejected record claims `statusCode` 201 beside its `error`.
    pub rejected_says_created: bool,
    /// A session action answers 201 with an empty object in place of 200 with the typed body.
    pub untyped_action_answer: bool,
    /// What error bodies say in `debugInfo`.
    pub debug_info: DebugInfo,
    /// Listing sessions pays no heed to the `status` filter.
    pub status_filter_ignored: bool,
    /// What the last page says in `pagination.cursor`.
    pub last_cursor: LastCursor,
    /// An HRIS batch of which every item failed answers 400 with the array of outcomes, in place
    /// of 207.
    pub hris_all_failed_is_400: bool,
    /// A schema without a `required` list requires all of its properties. JSON Schema says that
    /// it requires none, which is the default here.
    pub every_property_required: bool,
    /// The form of `Retry-After` on a 429.
    pub retry_after: RetryAfter,
    /// Refuse every request that it concerns, though the key is right.
    pub refusal: Option<Refusal>,
}

/// How numeric ids are written in answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum IdForm {
    /// `42`
    #[default]
    Integer,
    /// `42.0`: the document's `type: number` allows it.
    Float,
    /// `"42"`
    Text,
}

/// What error bodies say in `debugInfo`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DebugInfo {
    /// Nothing: the field is absent.
    #[default]
    Absent,
    /// `null`, though the document says object.
    Null,
    /// An object with `name`, `message` and `stack`.
    Object,
}

/// What the last page says in `pagination.cursor`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LastCursor {
    /// `null`, as the document says.
    #[default]
    Null,
    /// An empty string.
    Empty,
    /// Nothing: the field is absent.
    Absent,
    /// The cursor of the page itself: whoever trusts it asks for that page for ever.
    Repeated,
}

/// The form of `Retry-After` ([RFC 9110, section 10.2.3]).
///
/// [RFC 9110, section 10.2.3]: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RetryAfter {
    /// Whole seconds.
    #[default]
    Seconds,
    /// An HTTP date.
    Date,
}

/// Why a request with the right key is refused nevertheless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Refusal {
    /// 402: the plan lacks the entitlement. Concerns every operation but those on devices.
    EntitlementMissing,
    /// 403: the key lacks the operation's permission.
    PermissionMissing,
    /// 412: the tenant hasn't accepted the terms of the API.
    TermsNotAccepted,
}

impl Quirks {
    /// A numeric id in the form in force.
    pub(crate) fn id(&self, id: i64) -> Value {
        match self.id_form {
            IdForm::Integer => json!(id),
            // Ids are row numbers, far below 2^53, so that nothing is lost.
            #[allow(clippy::cast_precision_loss)]
            IdForm::Float => json!(id as f64),
            IdForm::Text => json!(id.to_string()),
        }
    }
}
