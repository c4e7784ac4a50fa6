//! The form of an overlay: its objects, their required keys and those that they may have.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::source::json_path::{self, Fault};
use crate::source::suggest::nearest;
use crate::source::{FileId, Pointer};

/// One entry of `actions`.
pub(super) struct Action<'o> {
    /// Where it stands in the overlay.
    pub(super) at: Pointer,
    pub(super) target: JsonPath,
    /// The target as it is written.
    pub(super) text: &'o str,
    pub(super) change: Change<'o>,
}

pub(super) enum Change<'o> {
    Remove,
    Update(&'o Value),
}

/// The well-formed actions of an overlay, in their order.
pub(super) fn read<'o>(
    root: &'o Value,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Vec<Action<'o>> {
    let mut reader = Reader { file, diagnostics };
    reader.overlay(root)
}

/// The members of an object of the overlay, and where it stands.
struct Object<'o> {
    members: &'o Map<String, Value>,
    at: Pointer,
}

impl Object<'_> {
    /// Whether some key was probably meant for one of these.
    fn has_slip_of(&self, keys: &[&str]) -> bool {
        let mut own = self.members.keys();
        own.any(|key| nearest(key, keys.iter().copied()).is_some())
    }
}

struct Reader<'d> {
    file: FileId,
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_> {
    fn overlay<'o>(&mut self, root: &'o Value) -> Vec<Action<'o>> {
        let known_keys = ["overlay", "info", "extends", "actions"];
        let Some(overlay) = self.object(root, Pointer::root(), &known_keys) else {
            return Vec::new();
        };
        self.version(&overlay);
        self.info(&overlay);
        let Some((actions, at)) = self.required(&overlay, "actions") else {
            return Vec::new();
        };
        match actions.as_array() {
            Some(actions) if !actions.is_empty() => actions
                .iter()
                .enumerate()
                .filter_map(|(index, action)| self.action(action, at.index(index)))
                .collect(),
            _ => {
                self.malformed(at, "`actions` must be a list of at least one action");
                Vec::new()
            }
        }
    }

    /// Only major and minor version matter (section 4.1).
    fn version(&mut self, overlay: &Object<'_>) {
        let Some((version, at)) = self.required(overlay, "overlay") else {
            return;
        };
        // Without quotes, YAML takes `1.0` for a number.
        let version = version.as_str().map_or(version.to_string(), str::to_owned);
        if version != "1.0" && !version.starts_with("1.0.") {
            let message = format!("version {version} of Overlay is not known, only 1.0");
            self.malformed(at, message);
        }
    }

    fn info(&mut self, overlay: &Object<'_>) {
        let Some((info, at)) = self.required(overlay, "info") else {
            return;
        };
        if let Some(info) = self.object(info, at, &["title", "version", "description"]) {
            self.required(&info, "title");
            self.required(&info, "version");
        }
    }

    fn action<'o>(&mut self, action: &'o Value, at: Pointer) -> Option<Action<'o>> {
        let known_keys = ["target", "description", "update", "remove"];
        let action = self.object(action, at, &known_keys)?;
        let target = self.target(&action);
        let change = self.change(&action);
        Some(Action {
            at: action.at,
            text: target.as_ref()?.0,
            target: target?.1,
            change: change?,
        })
    }

    fn target<'o>(&mut self, action: &Object<'o>) -> Option<(&'o str, JsonPath)> {
        let (target, at) = self.required(action, "target")?;
        let Some(text) = target.as_str() else {
            self.malformed(at, "`target` must be a JSONPath in a text");
            return None;
        };
        let parsed = json_path::parse(text);
        if let Err(fault) = &parsed {
            let message = match fault {
                Fault::Syntax => format!("`{text}` is not a JSONPath"),
                Fault::TooMuch(words) => format!("this JSONPath asks for too much: {words}"),
            };
            self.diagnostics.push(
                Diagnostic::error(codes::BAD_TARGET, message)
                    .at(Place::value(self.file, at))
                    .help("write it as RFC 9535 has it, such as `$.paths['/pets'].get`"),
            );
        }
        Some((text, parsed.ok()?))
    }

    fn change<'o>(&mut self, action: &Object<'o>) -> Option<Change<'o>> {
        let update = action.members.get("update");
        match (action.members.get("remove"), update) {
            (Some(Value::Bool(true)), Some(_)) => {
                self.update_beside_remove(action);
                Some(Change::Remove)
            }
            (Some(Value::Bool(true)), None) => Some(Change::Remove),
            (None | Some(Value::Bool(false)), Some(update)) => Some(Change::Update(update)),
            (None, None) if action.has_slip_of(&["update", "remove"]) => None,
            (None | Some(Value::Bool(false)), None) => {
                let message = "an action needs `update` or `remove: true`";
                self.malformed(action.at.clone(), message);
                None
            }
            (Some(_), _) => {
                self.malformed(action.at.join("remove"), "`remove` must be true or false");
                None
            }
        }
    }

    fn update_beside_remove(&mut self, action: &Object<'_>) {
        let message = "`update` has no effect beside `remove: true`";
        self.diagnostics.push(
            Diagnostic::warning(codes::BAD_OVERLAY, message)
                .at(Place::key(self.file, action.at.join("update")))
                .help("make them two actions, one after the other"),
        );
    }

    /// An object that has no other keys than these and extensions (section 4.6).
    fn object<'o>(
        &mut self,
        value: &'o Value,
        at: Pointer,
        known_keys: &[&'static str],
    ) -> Option<Object<'o>> {
        let Some(members) = value.as_object() else {
            self.malformed(at, "an object is expected here");
            return None;
        };
        for key in members.keys() {
            if !known_keys.contains(&&**key) && !key.starts_with("x-") {
                self.unknown_key(key, &at, known_keys);
            }
        }
        Some(Object { members, at })
    }

    fn unknown_key(&mut self, key: &str, at: &Pointer, known_keys: &[&'static str]) {
        let message = format!("Overlay 1.0 has no key `{key}` here");
        let mut diagnostic = Diagnostic::error(codes::UNKNOWN_OVERLAY_KEY, message)
            .at(Place::key(self.file, at.join(key)));
        diagnostic = match nearest(key, known_keys.iter().copied()) {
            Some(known) => {
                let help = format!("did you mean `{known}`?");
                diagnostic.suggest(known).help(help)
            }
            None => diagnostic.help(format!(
                "known here are `{}`, and keys that begin with `x-`",
                known_keys.join("`, `")
            )),
        };
        self.diagnostics.push(diagnostic);
    }

    fn required<'o>(&mut self, object: &Object<'o>, key: &str) -> Option<(&'o Value, Pointer)> {
        let found = object.members.get(key);
        if found.is_none() {
            self.malformed(
                object.at.clone(),
                format!("the key `{key}` is missing here"),
            );
        }
        found.map(|value| (value, object.at.join(key)))
    }

    fn malformed(&mut self, at: Pointer, message: impl Into<String>) {
        self.diagnostics.push(
            Diagnostic::error(codes::BAD_OVERLAY, message)
                .at(Place::value(self.file, at))
                .help(
                    "see https://spec.openapis.org/overlay/v1.0.0.html for the form of an overlay",
                ),
        );
    }
}
