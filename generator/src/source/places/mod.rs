//! Where each node of a text stands. Built only when a diagnostic is shown.

mod json;
mod yaml;

use std::collections::HashMap;
use std::ops::Range;

use super::pointer::Pointer;

pub(super) use yaml::too_deep;

/// The nodes of a text with the bytes of their keys and values.
#[derive(Debug, Default)]
pub(super) struct PlaceTree {
    nodes: Vec<Node>,
    duplicates: Vec<Duplicate>,
}

/// A key that an object has twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Duplicate {
    pub(super) name: String,
    pub(super) first: Range<usize>,
    pub(super) again: Range<usize>,
}

/// The bytes of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NodePlace {
    /// The key, where the node is a member of an object.
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
    /// Whether the value is an object or an array.
    pub(super) is_container: bool,
}

#[derive(Debug)]
struct Node {
    key: Option<Range<usize>>,
    value: Range<usize>,
    content: Content,
}

type NodeIndex = usize;

#[derive(Debug)]
enum Content {
    Scalar,
    Object(HashMap<String, NodeIndex>),
    Array(Vec<NodeIndex>),
    Alias(NodeIndex),
}

/// Merge keys can only nest this deep; more are taken for a cycle.
const MAX_MERGE_DEPTH: usize = 32;

impl PlaceTree {
    pub(super) fn of_json(text: &str) -> Self {
        json::scan(text)
    }

    pub(super) fn of_yaml(text: &str) -> Self {
        yaml::scan(text)
    }

    pub(super) fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }

    /// The bytes of the node at `pointer`, or of its nearest ancestor that is in the text: a
    /// place that is a little too wide is better than none.
    pub(super) fn find(&self, pointer: &Pointer) -> Option<NodePlace> {
        let mut nearest = 0;
        for segment in pointer.segments() {
            match self.child(nearest, &segment, 0) {
                Some(child) => nearest = child,
                None => break,
            }
        }
        self.nodes.get(nearest).map(|node| NodePlace {
            key: node.key.clone(),
            value: node.value.clone(),
            is_container: matches!(node.content, Content::Object(_) | Content::Array(_)),
        })
    }

    fn child(&self, parent: NodeIndex, segment: &str, merge_depth: usize) -> Option<NodeIndex> {
        if merge_depth > MAX_MERGE_DEPTH {
            return None;
        }
        match &self.nodes.get(parent)?.content {
            Content::Scalar => None,
            Content::Alias(anchor) => self.child(*anchor, segment, merge_depth + 1),
            Content::Array(items) => items.get(segment.parse::<usize>().ok()?).copied(),
            Content::Object(members) => members.get(segment).copied().or_else(|| {
                let merged = *members.get("<<")?;
                self.merged_child(merged, segment, merge_depth + 1)
            }),
        }
    }

    fn merged_child(&self, merged: NodeIndex, key: &str, depth: usize) -> Option<NodeIndex> {
        match &self.nodes.get(merged)?.content {
            Content::Array(items) => items.iter().find_map(|item| self.child(*item, key, depth)),
            _ => self.child(merged, key, depth),
        }
    }

    fn add(
        &mut self,
        key: Option<Range<usize>>,
        value: Range<usize>,
        content: Content,
    ) -> NodeIndex {
        self.nodes.push(Node {
            key,
            value,
            content,
        });
        self.nodes.len() - 1
    }

    /// Adds a member to an object and takes note when it has that key already. The later one is
    /// kept: it is the one that counts.
    fn add_member(&mut self, parent: NodeIndex, name: &str, child: NodeIndex) {
        let Content::Object(members) = &mut self.nodes[parent].content else {
            return;
        };
        let Some(earlier) = members.insert(name.to_owned(), child) else {
            return;
        };
        let keys = (
            self.nodes[earlier].key.clone(),
            self.nodes[child].key.clone(),
        );
        if let (Some(first), Some(again)) = keys {
            let name = name.to_owned();
            self.duplicates.push(Duplicate { name, first, again });
        }
    }

    fn add_item(&mut self, parent: NodeIndex, child: NodeIndex) {
        if let Content::Array(items) = &mut self.nodes[parent].content {
            items.push(child);
        }
    }
}
