//! What overlays did to a document, and what was put in the place of references, so that every node still finds the text
//! that it came from.

use std::collections::HashMap;

use super::FileId;
use super::pointer::Pointer;

/// One change of a document's tree.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    /// The node at `at`, with all below it, was taken from another file.
    Placed {
        at: Pointer,
        from_file: FileId,
        from: Pointer,
    },
    /// The node at `at`, with all below it, was taken from elsewhere in the same tree.
    Copied { at: Pointer, from: Pointer },
    /// An item was removed from an array; those after it moved up by one.
    ItemRemoved { array: Pointer, index: usize },
}

impl Edit {
    /// The node at or below which it changed something.
    fn node(&self) -> &Pointer {
        match self {
            Self::Placed { at, .. } | Self::Copied { at, .. } => at,
            Self::ItemRemoved { array, .. } => array,
        }
    }
}

/// All changes of a document's tree, in their order.
#[derive(Debug, Default)]
pub(super) struct Edits {
    list: Vec<Edit>,
    /// The indices of those of a node.
    of: HashMap<Pointer, Vec<usize>>,
}

impl Edits {
    pub(super) fn push(&mut self, edit: Edit) {
        let of_node = self.of.entry(edit.node().clone()).or_default();
        of_node.push(self.list.len());
        self.list.push(edit);
    }

    /// Adds those that came after.
    pub(super) fn append(&mut self, later: Self) {
        for edit in later.list {
            self.push(edit);
        }
    }

    /// Where the node at `pointer` of the edited `file` was written: follows the edits backwards.
    pub(super) fn origin(&self, file: FileId, pointer: &Pointer) -> (FileId, Pointer) {
        let mut pointer = pointer.clone();
        let mut end = self.list.len();
        while let Some(index) = self.last_before(end, &pointer) {
            end = index;
            match &self.list[index] {
                Edit::Placed {
                    at,
                    from_file,
                    from,
                } => {
                    if let Some(below) = pointer.below(at) {
                        return (*from_file, from.concat(&below));
                    }
                }
                Edit::Copied { at, from } => {
                    if let Some(below) = pointer.below(at) {
                        pointer = from.concat(&below);
                    }
                }
                Edit::ItemRemoved { array, index } => {
                    if let Some(moved) = before_removal(&pointer, array, *index) {
                        pointer = moved;
                    }
                }
            }
        }
        (file, pointer)
    }

    /// The last one, of so many, of a node or of those around it.
    fn last_before(&self, end: usize, pointer: &Pointer) -> Option<usize> {
        let text = pointer.as_str();
        let slashes = text.match_indices('/').map(|(offset, _)| offset);
        let nodes = slashes.chain([text.len()]).map(|end| &text[..end]);
        nodes
            .filter_map(|node| {
                let edits = self.of.get(node)?;
                let before = edits.partition_point(|index| *index < end);
                edits.get(before.checked_sub(1)?).copied()
            })
            .max()
    }
}

/// The pointer that a node had before an item was removed; `None` when it is the same.
fn before_removal(pointer: &Pointer, array: &Pointer, removed: usize) -> Option<Pointer> {
    let below = pointer.below(array)?;
    let mut segments = below.segments();
    let index: usize = segments.next()?.parse().ok()?;
    if index < removed {
        return None;
    }
    let moved = array.index(index + 1);
    Some(segments.fold(moved, |pointer, segment| pointer.join(&segment)))
}
