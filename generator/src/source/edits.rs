//! What overlays did to a document, and what was put in the place of references, so that every node still finds the text
//! that it came from.

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
    /// An item was removed from an array; those after it moved up by one.
    ItemRemoved { array: Pointer, index: usize },
}

/// Where the node at `pointer` of the edited `file` was written: follows the edits backwards.
pub(super) fn origin(file: FileId, pointer: &Pointer, edits: &[Edit]) -> (FileId, Pointer) {
    let mut pointer = pointer.clone();
    for edit in edits.iter().rev() {
        match edit {
            Edit::Placed {
                at,
                from_file,
                from,
            } => {
                if let Some(below) = pointer.below(at) {
                    return (*from_file, from.concat(&below));
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
