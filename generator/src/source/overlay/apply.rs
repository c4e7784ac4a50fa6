//! Carrying out the actions of an overlay, with a record of where each node came from.

use std::cmp::Ordering;

use serde_json::Value;

use super::form::{Action, Change};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::source::edits::{Edit, Edits};
use crate::source::json_path;
use crate::source::size::{MAX_ADDED, Size};
use crate::source::{FileId, Pointer, Sources};

pub(super) struct Application<'a> {
    sources: &'a Sources,
    document: FileId,
    tree: Value,
    overlay: FileId,
    edits: Edits,
    diagnostics: &'a mut Diagnostics,
    /// How much the actions have added: nodes, and bytes of keys and texts.
    added: usize,
    /// The document grew too large, and the rest of the overlay is left out.
    gave_up: bool,
}

/// As deep may the document become, which is as deep as one may be written.
const MAX_DEPTH: usize = 128;

impl<'a> Application<'a> {
    pub(super) fn new(
        sources: &'a Sources,
        document: FileId,
        tree: Value,
        overlay: FileId,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            sources,
            document,
            tree,
            overlay,
            edits: Edits::default(),
            diagnostics,
            added: 0,
            gave_up: false,
        }
    }

    /// The changed tree, and what was done to it.
    pub(super) fn finish(self) -> (Value, Edits) {
        (self.tree, self.edits)
    }

    pub(super) fn apply(&mut self, action: &Action<'_>) {
        if self.gave_up {
            return;
        }
        let targets = self.targets(action);
        if targets.is_empty() {
            self.unmatched(action);
        }
        match action.change {
            Change::Remove => {
                // From the last to the first, so that none moves one that is still to come.
                for target in targets.iter().rev() {
                    self.remove(target, action);
                }
            }
            Change::Update(update) => {
                let added = Size::of(update);
                for target in &targets {
                    if !self.may_add(target, added, action) {
                        break;
                    }
                    self.update(target, update, action);
                }
            }
        }
    }

    /// Whether the document stays of a bearable size with so much more at `target`.
    fn may_add(&mut self, target: &Pointer, added: Size, action: &Action<'_>) -> bool {
        self.added += added.amount + target.as_str().len();
        let is_shallow = target.segments().count() + added.depth <= MAX_DEPTH;
        if is_shallow && self.added <= MAX_ADDED {
            return true;
        }
        self.gave_up = true;
        let message = match is_shallow {
            true => "this action makes the document far too large",
            false => "this action nests the document deeper than 128 levels",
        };
        self.diagnostics.push(
            Diagnostic::error(codes::OVERLAY_BOMB, message)
                .at(Place::value(self.overlay, action.at.join("update")))
                .help("let the target select less"),
        );
        false
    }

    /// What an action selects, each node once, in the order of the document; containing nodes come
    /// before those that they contain.
    fn targets(&self, action: &Action<'_>) -> Vec<Pointer> {
        let nodes = action.target.query_located(&self.tree);
        let mut paths: Vec<_> = nodes.locations().collect();
        paths.sort_by(|left, right| left.partial_cmp(right).unwrap_or(Ordering::Equal));
        paths.dedup();
        paths
            .into_iter()
            .filter_map(|path| Pointer::parse(&path.to_json_pointer()).ok())
            .collect()
    }

    fn unmatched(&mut self, action: &Action<'_>) {
        let ends = self
            .sources
            .may_suggest()
            .then(|| json_path::where_it_ends(action.text, &self.tree));
        let mend = "correct the path, or remove the action if the document no longer needs it";
        let help = ends.flatten().unwrap_or_else(|| mend.to_owned());
        self.diagnostics.push(
            Diagnostic::error(codes::UNMATCHED_TARGET, "this action selects nothing")
                .at(Place::value(self.overlay, action.at.join("target")))
                .label("the document has nothing at this path")
                .help(help),
        );
    }

    fn remove(&mut self, target: &Pointer, action: &Action<'_>) {
        let (Some(parent), Some(name)) = (target.parent(), target.last()) else {
            let message = "an action can't remove the whole document";
            let place = Place::value(self.overlay, action.at.join("target"));
            self.diagnostics.push(
                Diagnostic::error(codes::BAD_TARGET, message)
                    .at(place)
                    .help("remove the parts of it that are not wanted"),
            );
            return;
        };
        match self.tree.pointer_mut(parent.as_str()) {
            Some(Value::Object(members)) => {
                // Keeps the order of the others, which a plain `remove` does not.
                members.shift_remove(&*name);
            }
            Some(Value::Array(items)) => {
                let index = name.parse().unwrap_or(usize::MAX);
                if index < items.len() {
                    items.remove(index);
                    let array = parent;
                    self.edits.push(Edit::ItemRemoved { array, index });
                }
            }
            _ => {}
        }
    }

    fn update(&mut self, target: &Pointer, update: &Value, action: &Action<'_>) {
        let from = action.at.join("update");
        match self.tree.pointer(target.as_str()) {
            Some(Value::Array(items)) => {
                let at = target.index(items.len());
                self.append(target, update);
                self.placed(at, from);
            }
            Some(Value::Object(_)) => self.merge(target, update, &from),
            Some(_) => {
                let name = target.last().unwrap_or_default();
                let help =
                    format!("select the object that contains it, and put `{name}` into `update`");
                self.misfit("a single value can't be updated", target, &from, help);
            }
            None => {}
        }
    }

    /// Merges `update`, which stands at `from` in the overlay, into the node at `target`.
    fn merge(&mut self, target: &Pointer, update: &Value, from: &Pointer) {
        let existing = self.tree.pointer(target.as_str());
        match (existing, update) {
            (Some(Value::Object(_)), Value::Object(members)) => {
                for (key, value) in members {
                    self.merge_member(target, key, value, from.join(key));
                }
            }
            (Some(Value::Array(existing)), Value::Array(items)) => {
                let length = existing.len();
                for (index, item) in items.iter().enumerate() {
                    self.append(target, item);
                    self.placed(target.index(length + index), from.index(index));
                }
            }
            (Some(existing), update) if is_single(existing) && is_single(update) => {
                if let Some(existing) = self.tree.pointer_mut(target.as_str()) {
                    *existing = update.clone();
                }
                self.placed(target.clone(), from.clone());
            }
            (Some(existing), _) => {
                let message = format!("{} can't be merged into {}", kind(update), kind(existing));
                let help = "remove the old value by an action of its own before this one";
                self.misfit(message, target, from, help);
            }
            (None, _) => {}
        }
    }

    fn merge_member(&mut self, target: &Pointer, key: &str, value: &Value, from: Pointer) {
        let at = target.join(key);
        let Some(Value::Object(members)) = self.tree.pointer_mut(target.as_str()) else {
            return;
        };
        if members.contains_key(key) {
            self.merge(&at, value, &from);
        } else {
            members.insert(key.to_owned(), value.clone());
            self.placed(at, from);
        }
    }

    fn append(&mut self, array: &Pointer, item: &Value) {
        if let Some(Value::Array(items)) = self.tree.pointer_mut(array.as_str()) {
            items.push(item.clone());
        }
    }

    fn placed(&mut self, at: Pointer, from: Pointer) {
        self.edits.push(Edit::Placed {
            at,
            from_file: self.overlay,
            from,
        });
    }

    /// An update that does not fit. The place of the target is looked up now, since later actions
    /// may move it.
    fn misfit(
        &mut self,
        message: impl Into<String>,
        target: &Pointer,
        from: &Pointer,
        help: impl Into<String>,
    ) {
        let (file, pointer) = self.edits.origin(self.document, target);
        let origin = self.sources.locate(&Place::value(file, pointer));
        self.diagnostics.push(
            Diagnostic::error(codes::BAD_UPDATE, message)
                .at(Place::value(self.overlay, from.clone()))
                .related(
                    Place::bytes(origin.file, origin.span),
                    "what it is to change",
                )
                .help(help),
        );
    }
}

fn is_single(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "an object",
        Value::Array(_) => "a list",
        _ => "a single value",
    }
}
