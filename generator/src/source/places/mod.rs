//! Where each node of a text stands. Most texts are scanned only when a diagnostic is shown.

mod json;
mod yaml;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::pointer::Pointer;

pub(super) use yaml::too_deep;

/// The nodes of a text with the bytes of their keys and values, in the order of the text: what is in a node comes
/// right behind it.
#[derive(Debug, Default)]
pub(super) struct PlaceTree {
    nodes: Vec<Node>,
    /// The keys that the text spells otherwise, by their node.
    names: HashMap<NodeIndex, String>,
    /// The children of large nodes that were looked for: those of objects by name, and by their order where they have the
    /// same.
    children: Mutex<HashMap<NodeIndex, Vec<NodeIndex>>>,
}

/// A node with so many others in it is looked through once, not for each child that is looked for.
const LARGE: NodeIndex = 500;

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
    key: Option<Bytes>,
    value: Bytes,
    content: Content,
    /// The node behind this one and all that is in it.
    end: NodeIndex,
}

/// The key of a member.
struct Key {
    place: Range<usize>,
    /// What it means, where the text spells it otherwise.
    name: Option<String>,
}

/// Counted in 32 bits, since there are as many as the text has words. [`PlaceTree`]s of longer texts are empty.
type NodeIndex = u32;

#[derive(Debug)]
enum Content {
    Scalar,
    Object,
    Array,
    Alias(NodeIndex),
}

/// A range of bytes of the text.
#[derive(Clone, Copy, Debug)]
struct Bytes {
    start: u32,
    end: u32,
}

impl Bytes {
    fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<usize>> for Bytes {
    fn from(range: Range<usize>) -> Self {
        let counted = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            start: counted(range.start),
            end: counted(range.end),
        }
    }
}

/// Merge keys can only nest this deep; more are taken for a cycle.
const MAX_MERGE_DEPTH: usize = 32;

impl PlaceTree {
    pub(super) fn of_json(text: &str) -> Self {
        Self::scanned(text, json::scan)
    }

    pub(super) fn of_yaml(text: &str) -> Self {
        Self::scanned(text, yaml::scan)
    }

    fn scanned(text: &str, scan: fn(&str) -> Self) -> Self {
        match u32::try_from(text.len()) {
            Ok(_) => scan(text),
            Err(_) => Self::default(),
        }
    }

    /// Room for the nodes of a text, of which there is one in some sixteen bytes. More room than it takes costs nothing,
    /// since the system gives memory where it is used; to grow means to have all of it twice.
    fn for_text(text: &str) -> Self {
        Self {
            nodes: Vec::with_capacity(text.len() / 8),
            ..Self::default()
        }
    }

    /// All keys that an object has twice. The later one is what counts.
    pub(super) fn duplicates(&self, text: &str) -> Vec<Duplicate> {
        let mut duplicates = Vec::new();
        for object in 0..self.next_index() {
            let mut keys = HashMap::new();
            for (name, child) in self.members(object, text) {
                let again = self.key(child);
                if let Some(first) = keys.insert(name, again.clone()) {
                    let name = name.to_owned();
                    duplicates.push(Duplicate { name, first, again });
                }
            }
        }
        duplicates
    }

    /// The bytes of the node at `pointer`, or of its nearest ancestor that is in the text: a
    /// place that is a little too wide is better than none.
    pub(super) fn find(&self, pointer: &Pointer, text: &str) -> Option<NodePlace> {
        let mut nearest = 0;
        for segment in pointer.segments() {
            match self.child(nearest, &segment, text, 0) {
                Some(child) => nearest = child,
                None => break,
            }
        }
        self.node(nearest).map(|node| NodePlace {
            key: node.key.map(Bytes::range),
            value: node.value.range(),
            is_container: matches!(node.content, Content::Object | Content::Array),
        })
    }

    fn child(
        &self,
        parent: NodeIndex,
        segment: &str,
        text: &str,
        merge_depth: usize,
    ) -> Option<NodeIndex> {
        if merge_depth > MAX_MERGE_DEPTH {
            return None;
        }
        match self.node(parent)?.content {
            Content::Scalar => None,
            Content::Alias(anchor) => self.child(anchor, segment, text, merge_depth + 1),
            Content::Array => self.item(parent, segment.parse().ok()?),
            Content::Object => self.member(parent, segment, text).or_else(|| {
                let merged = self.member(parent, "<<", text)?;
                self.merged_child(merged, segment, text, merge_depth + 1)
            }),
        }
    }

    fn merged_child(
        &self,
        merged: NodeIndex,
        key: &str,
        text: &str,
        depth: usize,
    ) -> Option<NodeIndex> {
        match self.node(merged)?.content {
            Content::Array => {
                let mut items = self.children(merged);
                items.find_map(|item| self.child(item, key, text, depth))
            }
            _ => self.child(merged, key, text, depth),
        }
    }

    fn item(&self, array: NodeIndex, index: usize) -> Option<NodeIndex> {
        match self.is_large(array) {
            true => {
                let items = || self.children(array).collect();
                self.in_large(array, items, |items| items.get(index).copied())
            }
            false => self.children(array).nth(index),
        }
    }

    /// The member of that name; the last one, where there are several.
    fn member(&self, object: NodeIndex, name: &str, text: &str) -> Option<NodeIndex> {
        if self.is_large(object) {
            let by_name = || {
                let mut members: Vec<NodeIndex> = self.children(object).collect();
                members.sort_by_key(|member| self.name(*member, text));
                members
            };
            return self.in_large(object, by_name, |members| {
                let behind = members.partition_point(|one| self.name(*one, text) <= Some(name));
                let last = *members.get(behind.checked_sub(1)?)?;
                (self.name(last, text) == Some(name)).then_some(last)
            });
        }
        let named = self.members(object, text).filter(|member| member.0 == name);
        named.map(|(_, child)| child).last()
    }

    fn is_large(&self, node: NodeIndex) -> bool {
        self.node(node)
            .is_some_and(|found| found.end - node > LARGE)
    }

    /// Looks for one of the children of a large node, which are kept in the order that they are first given in.
    fn in_large(
        &self,
        parent: NodeIndex,
        children: impl FnOnce() -> Vec<NodeIndex>,
        find: impl FnOnce(&[NodeIndex]) -> Option<NodeIndex>,
    ) -> Option<NodeIndex> {
        let known = self.children.lock();
        let mut known = known.unwrap_or_else(PoisonError::into_inner);
        find(known.entry(parent).or_insert_with(children))
    }

    /// The members of a node with their names; none where it is no object.
    fn members<'a>(
        &'a self,
        object: NodeIndex,
        text: &'a str,
    ) -> impl Iterator<Item = (&'a str, NodeIndex)> {
        self.children(object)
            .filter_map(move |child| Some((self.name(child, text)?, child)))
    }

    /// The nodes that are in another one, but not those in them.
    fn children(&self, parent: NodeIndex) -> impl Iterator<Item = NodeIndex> {
        let end = self.node(parent).map_or(0, |node| node.end);
        let first = Some(parent + 1).filter(move |first| *first < end);
        std::iter::successors(first, move |child| {
            self.node(*child)
                .map(|node| node.end)
                .filter(|next| *next < end)
        })
    }

    /// The key of a member, as the document means it.
    fn name<'a>(&'a self, member: NodeIndex, text: &'a str) -> Option<&'a str> {
        let key = self.node(member)?.key?;
        match self.names.get(&member) {
            Some(name) => Some(name),
            None => text.get(key.range()).map(unquoted),
        }
    }

    fn node(&self, index: NodeIndex) -> Option<&Node> {
        self.nodes.get(index as usize)
    }

    /// The bytes of the key of a member.
    fn key(&self, member: NodeIndex) -> Range<usize> {
        self.node(member)
            .and_then(|node| node.key)
            .map_or(0..0, Bytes::range)
    }

    fn next_index(&self) -> NodeIndex {
        // There are no more nodes than bytes.
        u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)
    }

    /// Adds a node, whose content, if it has any, is added next.
    fn add(&mut self, key: Option<Key>, value: Range<usize>, content: Content) -> NodeIndex {
        let index = self.next_index();
        let (place, name) = key.map_or((None, None), |key| (Some(key.place), key.name));
        self.names.extend(name.map(|name| (index, name)));
        self.nodes.push(Node {
            key: place.map(Bytes::from),
            value: value.into(),
            content,
            end: index + 1,
        });
        index
    }

    /// Takes what was added since for the content of a node.
    fn close(&mut self, node: NodeIndex, value: Range<usize>) {
        let end = self.next_index();
        if let Some(node) = self.nodes.get_mut(node as usize) {
            node.value = value.into();
            node.end = end;
        }
    }
}

/// A key without the quotes around it.
fn unquoted(key: &str) -> &str {
    ['"', '\'']
        .iter()
        .find_map(|quote| key.strip_prefix(*quote)?.strip_suffix(*quote))
        .unwrap_or(key)
}
