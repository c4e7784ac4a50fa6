//! The codes of all that can be wrong with the text, the references and the overlay of a document.

/// A file can't be read.
pub const UNREADABLE: &str = "E0101";
/// A file holds nothing.
pub const EMPTY: &str = "E0102";
/// A file is not UTF-8.
pub const ENCODING: &str = "E0103";
/// A file is neither JSON nor YAML.
pub const SYNTAX: &str = "E0104";
/// A document is not an object.
pub const NOT_AN_OBJECT: &str = "E0105";
/// An object has the same key twice.
pub const DUPLICATE_KEY: &str = "E0106";
/// YAML's aliases make a small text a huge tree.
pub const ALIAS_BOMB: &str = "E0107";
/// A number is not a number or infinite, which JSON does not have.
pub const NON_FINITE: &str = "E0108";
/// YAML's merge key has something else than mappings to merge.
pub const BAD_MERGE: &str = "E0109";
/// A YAML tag has no meaning here and is dropped.
pub const TAG: &str = "E0110";
/// A whole number does not fit into 64 bits.
pub const LARGE_INTEGER: &str = "E0111";
/// The keys that lead to a node are too long.
pub const LONG_KEYS: &str = "E0112";

/// A reference is not written as one.
pub const BAD_REFERENCE: &str = "E0201";
/// A reference points at nothing.
pub const DANGLING_REFERENCE: &str = "E0202";
/// A reference names a file that could not be loaded.
pub const UNLOADED_FILE: &str = "E0203";
/// A reference points into the network.
pub const REMOTE_REFERENCE: &str = "E0204";
/// A reference leaves the folder of the main document.
pub const OUTSIDE_FOLDER: &str = "E0205";

/// An overlay does not have the form of one.
pub const BAD_OVERLAY: &str = "E0301";
/// An overlay has a key that the specification does not know.
pub const UNKNOWN_OVERLAY_KEY: &str = "E0302";
/// An action's target is not a JSONPath.
pub const BAD_TARGET: &str = "E0303";
/// An action's target selects nothing.
pub const UNMATCHED_TARGET: &str = "E0304";
/// An action's update does not fit what it is to be merged into.
pub const BAD_UPDATE: &str = "E0305";
/// An overlay makes the document far too large.
pub const OVERLAY_BOMB: &str = "E0307";
/// An overlay says that it is for another document.
pub const OTHER_DOCUMENT: &str = "E0306";
