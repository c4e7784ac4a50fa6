//! Why a value has its type.

use serde_json::Value;

use crate::api::{Api, NewtypeBase, Type, TypeKind};

/// Why a type was chosen for what the document says.
pub(super) fn why(api: &Api, ty: &Type, said: Option<&Value>) -> String {
    let text = |key: &str| said.and_then(|said| said.get(key)).and_then(Value::as_str);
    let mut reasons = Vec::new();
    match ty {
        Type::Optional(_) | Type::Boxed(_) | Type::Nullable(_) => {
            if let [inner] = ty.parts() {
                return with_wrapper(ty, why(api, inner, said));
            }
        }
        Type::Named(path) => match api.types.get(path).map(|definition| &definition.kind) {
            Some(TypeKind::Newtype(newtype)) => {
                let base = match newtype.base {
                    NewtypeBase::Integer => "an integer",
                    NewtypeBase::Text => "a string",
                };
                reasons.push(format!("a newtype over {base}, as sdk.toml asks"));
            }
            Some(TypeKind::Enumeration(_)) => reasons.push("an enumeration (`enum`)".to_owned()),
            Some(TypeKind::Union(_)) => {
                reasons.push("one of several (`oneOf`, `anyOf` or `type`)".to_owned())
            }
            Some(TypeKind::Object(_)) => reasons.push("an object with members".to_owned()),
            Some(TypeKind::Alias(_)) | None => {}
        },
        Type::Any => reasons.push("nothing is said of it that a type could hold".to_owned()),
        Type::Map(_) => reasons.push("an object without named members".to_owned()),
        _ => {}
    }
    if let Some(reference) = text("$ref") {
        reasons.push(format!("`$ref: {reference}`"));
    } else if let Some(name) = text("type") {
        let format = text("format").map(|format| format!(", `format: {format}`"));
        reasons.push(format!("`type: {name}`{}", format.unwrap_or_default()));
    }
    reasons.join("; ")
}

fn with_wrapper(ty: &Type, why: String) -> String {
    let about = match ty {
        Type::Nullable(_) => "absent, null and a value are told apart",
        Type::Boxed(_) => "boxed, since it would hold itself",
        _ => return why,
    };
    if why.is_empty() {
        about.to_owned()
    } else {
        format!("{why}; {about}")
    }
}
