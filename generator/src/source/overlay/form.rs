//! The form of an overlay: its objects, their required keys and those that they may have.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::source::json_path;
use crate::source::suggest::nearest;
use crate::source::{FileId, Pointer};

/// An overlay, read.
pub(super) struct Overlay<'o> {
    pub(super) version: Version,
    /// The well-formed actions, in their order.
    pub(super) actions: Vec<Action<'o>>,
}

/// The version of the specification that an overlay is of. Only major and minor version matter (section 4.1).
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Version {
    V1_0,
    V1_1,
}

/// One entry of `actions`.
pub(super) struct Action<'o> {
    /// Where it stands in the overlay.
    pub(super) at: Pointer,
    pub(super) target: Query<'o>,
    pub(super) change: Change<'o>,
}

/// What selects nodes of the document.
pub(super) struct Query<'o> {
    pub(super) path: JsonPath,
    /// The path as it is written.
    pub(super) text: &'o str,
    /// Where it stands in the overlay.
    pub(super) at: Pointer,
}

pub(super) enum Change<'o> {
    Remove,
    Update(&'o Value),
    Copy(Query<'o>),
}

/// The keys that say what an action does.
const CHANGES: [&str; 3] = ["update", "copy", "remove"];

/// Reads an overlay.
pub(super) fn read<'o>(
    root: &'o Value,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Overlay<'o> {
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
    fn overlay<'o>(&mut self, root: &'o Value) -> Overlay<'o> {
        let known_keys = ["overlay", "info", "extends", "actions"];
        let Some(overlay) = self.object(root, Pointer::root(), &known_keys) else {
            return Overlay {
                version: Version::V1_1,
                actions: Vec::new(),
            };
        };
        let version = self.version(&overlay);
        self.info(&overlay);
        Overlay {
            version: version.unwrap_or(Version::V1_1),
            actions: self.actions(&overlay),
        }
    }

    fn version(&mut self, overlay: &Object<'_>) -> Option<Version> {
        let (version, at) = self.required(overlay, "overlay")?;
        // Without quotes, YAML takes `1.0` for a number.
        let version = version.as_str().map_or(version.to_string(), str::to_owned);
        let mut numbers = version.splitn(3, '.');
        match (numbers.next(), numbers.next()) {
            (Some("1"), Some("0")) => Some(Version::V1_0),
            (Some("1"), Some("1")) => Some(Version::V1_1),
            _ => {
                let message =
                    format!("version {version} of Overlay is not known, only 1.0 and 1.1");
                self.malformed(at, message);
                None
            }
        }
    }

    fn actions<'o>(&mut self, overlay: &Object<'o>) -> Vec<Action<'o>> {
        let Some((actions, at)) = self.required(overlay, "actions") else {
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
        let known_keys = ["target", "description", "update", "copy", "remove"];
        let action = self.object(action, at, &known_keys)?;
        let target = self.required(&action, "target");
        let target = target.and_then(|(text, at)| self.query(text, at));
        let change = self.change(&action);
        Some(Action {
            at: action.at,
            target: target?,
            change: change?,
        })
    }

    fn query<'o>(&mut self, text: &'o Value, at: Pointer) -> Option<Query<'o>> {
        let Some(text) = text.as_str() else {
            let key = at.last().unwrap_or_default().into_owned();
            self.malformed(at, format!("`{key}` must be a JSONPath in a text"));
            return None;
        };
        match json_path::parse(text) {
            Ok(path) => Some(Query { path, text, at }),
            Err(message) => {
                self.diagnostics.push(
                    Diagnostic::error(codes::BAD_TARGET, message)
                        .at(Place::value(self.file, at))
                        .help("write it as RFC 9535 has it, such as `$.paths['/pets'].get`"),
                );
                None
            }
        }
    }

    fn change<'o>(&mut self, action: &Object<'o>) -> Option<Change<'o>> {
        match action.members.get("remove") {
            Some(Value::Bool(true)) => {
                self.only_removes(action);
                return Some(Change::Remove);
            }
            None | Some(Value::Bool(false)) => {}
            Some(_) => {
                self.malformed(action.at.join("remove"), "`remove` must be true or false");
                return None;
            }
        }
        match (action.members.get("update"), action.members.get("copy")) {
            (Some(update), None) => Some(Change::Update(update)),
            (None, Some(copy)) => self.query(copy, action.at.join("copy")).map(Change::Copy),
            (None, None) if action.has_slip_of(&CHANGES) => None,
            (None, None) => {
                let message = "an action needs `update`, `copy` or `remove: true`";
                self.malformed(action.at.clone(), message);
                None
            }
            (Some(_), Some(_)) => {
                let message = "an action has either `update` or `copy`";
                self.malformed(action.at.join("copy"), message);
                None
            }
        }
    }

    fn only_removes(&mut self, action: &Object<'_>) {
        let others = ["update", "copy"].into_iter();
        for key in others.filter(|key| action.members.contains_key(*key)) {
            let message = format!("`{key}` has no effect beside `remove: true`");
            self.diagnostics.push(
                Diagnostic::warning(codes::BAD_OVERLAY, message)
                    .at(Place::key(self.file, action.at.join(key)))
                    .help("make them two actions, one after the other"),
            );
        }
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
        let message = format!("an overlay has no key `{key}` here");
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
                    "see https://spec.openapis.org/overlay/v1.1.0.html for the form of an overlay",
                ),
        );
    }
}
