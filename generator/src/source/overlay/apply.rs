//! Carrying out the actions of an overlay, with a record of where each node came from.

use std::cmp::Ordering;

use serde_json::Value;

use super::form::{Action, Change, Query, Version};
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

/// Where a value that is merged into the document comes from.
#[derive(Clone)]
enum Origin {
    /// It stands in the overlay.
    Overlay(Pointer),
    /// It is copied from a node of the document, as the key `copy` at `by` in the overlay says.
    Document { node: Pointer, by: Pointer },
}

impl Origin {
    fn join(&self, key: &str) -> Self {
        self.below(|pointer| pointer.join(key))
    }

    fn index(&self, index: usize) -> Self {
        self.below(|pointer| pointer.index(index))
    }

    fn below(&self, step: impl Fn(&Pointer) -> Pointer) -> Self {
        match self {
            Self::Overlay(at) => Self::Overlay(step(at)),
            Self::Document { node, by } => Self::Document {
                node: step(node),
                by: by.clone(),
            },
        }
    }

    /// What of the overlay is to be shown of it.
    fn in_overlay(&self) -> &Pointer {
        match self {
            Self::Overlay(at) => at,
            Self::Document { by, .. } => by,
        }
    }
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
        let targets = self.selected(&action.target);
        if targets.is_empty() {
            self.unmatched(&action.target, "this action selects nothing");
        }
        match &action.change {
            Change::Remove => {
                // From the last to the first, so that none moves one that is still to come.
                for target in targets.iter().rev() {
                    self.remove(target, action);
                }
            }
            Change::Update(update) => {
                let from = Origin::Overlay(action.at.join("update"));
                self.update_all(&targets, update, &from);
            }
            Change::Copy(query) => {
                if let Some((node, value)) = self.copied(query) {
                    let by = query.at.clone();
                    self.update_all(&targets, &value, &Origin::Document { node, by });
                }
            }
        }
    }

    /// In an overlay of version 1.0 a list would be a single item of the list that it is added to.
    pub(super) fn warn_of_list(&mut self, version: Version, action: &Action<'_>) {
        let Change::Update(Value::Array(_)) = action.change else {
            return;
        };
        let mut targets = action.target.path.query(&self.tree).into_iter();
        if version == Version::V1_0 && targets.any(Value::is_array) {
            let message = "the items of this list are added each by itself, as Overlay 1.1 has it";
            self.diagnostics.push(
                Diagnostic::warning(codes::BAD_UPDATE, message)
                    .at(Place::value(self.overlay, action.at.join("update")))
                    .help("write `overlay: 1.1.0`: to version 1.0 the list is a single item"),
            );
        }
    }

    /// The node that is to be copied, and what it is now.
    fn copied(&mut self, query: &Query<'_>) -> Option<(Pointer, Value)> {
        let nodes = self.selected(query);
        match nodes.as_slice() {
            [] => {
                self.unmatched(query, "this action copies nothing");
                None
            }
            [node] => Some((node.clone(), node.find(&self.tree)?.clone())),
            several => {
                let message = format!("`copy` selects {} nodes, but takes one", several.len());
                self.diagnostics.push(
                    Diagnostic::error(codes::BAD_TARGET, message)
                        .at(Place::value(self.overlay, query.at.clone()))
                        .help("let it select a single node"),
                );
                None
            }
        }
    }

    fn update_all(&mut self, targets: &[Pointer], update: &Value, from: &Origin) {
        let added = Size::of(update);
        for target in targets {
            if !self.may_add(target, added, from) {
                break;
            }
            self.update(target, update, from);
        }
    }

    /// Whether the document stays of a bearable size with so much more at `target`.
    fn may_add(&mut self, target: &Pointer, added: Size, from: &Origin) -> bool {
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
                .at(Place::value(self.overlay, from.in_overlay().clone()))
                .help("let the target select less"),
        );
        false
    }

    /// What is selected, each node once, in the order of the document; containing nodes come before
    /// those that they contain.
    fn selected(&self, query: &Query<'_>) -> Vec<Pointer> {
        let nodes = query.path.query_located(&self.tree);
        let mut paths: Vec<_> = nodes.locations().collect();
        paths.sort_by(|left, right| left.partial_cmp(right).unwrap_or(Ordering::Equal));
        paths.dedup();
        paths
            .into_iter()
            .filter_map(|path| Pointer::parse(&path.to_json_pointer()).ok())
            .collect()
    }

    fn unmatched(&mut self, query: &Query<'_>, message: &str) {
        let ends = self
            .sources
            .may_suggest()
            .then(|| json_path::where_it_ends(query.text, &self.tree));
        let mend = "correct the path, or remove the action if the document no longer needs it";
        let help = ends.flatten().unwrap_or_else(|| mend.to_owned());
        self.diagnostics.push(
            Diagnostic::error(codes::UNMATCHED_TARGET, message)
                .at(Place::value(self.overlay, query.at.clone()))
                .label("the document has nothing at this path")
                .help(help),
        );
    }

    fn remove(&mut self, target: &Pointer, action: &Action<'_>) {
        let (Some(parent), Some(name)) = (target.parent(), target.last()) else {
            let message = "an action can't remove the whole document";
            let place = Place::value(self.overlay, action.target.at.clone());
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

    fn update(&mut self, target: &Pointer, update: &Value, from: &Origin) {
        match self.tree.pointer(target.as_str()) {
            Some(Value::Array(items)) if !update.is_array() => {
                let at = target.index(items.len());
                self.append(target, update);
                self.placed(at, from.clone());
            }
            _ => self.merge(target, update, from),
        }
    }

    /// Merges `update`, which comes from `from`, into the node at `target`.
    fn merge(&mut self, target: &Pointer, update: &Value, from: &Origin) {
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
                self.misfit(message, target, from);
            }
            (None, _) => {}
        }
    }

    fn merge_member(&mut self, target: &Pointer, key: &str, value: &Value, from: Origin) {
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

    fn placed(&mut self, at: Pointer, from: Origin) {
        self.edits.push(match from {
            Origin::Overlay(from) => Edit::Placed {
                at,
                from_file: self.overlay,
                from,
            },
            Origin::Document { node: from, .. } => Edit::Copied { at, from },
        });
    }

    /// An update that does not fit. The place of the target is looked up now, since later actions
    /// may move it.
    fn misfit(&mut self, message: String, target: &Pointer, from: &Origin) {
        let (file, pointer) = self.edits.origin(self.document, target);
        let origin = self.sources.locate(&Place::value(file, pointer));
        self.diagnostics.push(
            Diagnostic::error(codes::BAD_UPDATE, message)
                .at(Place::value(self.overlay, from.in_overlay().clone()))
                .related(
                    Place::bytes(origin.file, origin.span),
                    "what it is to change",
                )
                .help("remove the old value by an action of its own, and add the new one to what contains it"),
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
