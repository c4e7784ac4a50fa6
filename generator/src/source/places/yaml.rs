//! The places of the nodes of a YAML text, from the events of a parser that keeps positions.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::{Content, Key, NodeIndex, PlaceTree, unquoted};

/// Reads as far as the text is well-formed; what comes after has no place.
pub(super) fn scan(text: &str) -> PlaceTree {
    let mut builder = Builder::new(text);
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => builder.event(event, span),
            Err(_) => break,
        }
    }
    builder.finished()
}

/// Where flow style is nested deeper than this parser follows it, 255 levels.
pub(in crate::source) fn too_deep(text: &str) -> Option<Range<usize>> {
    let fault = Parser::new_from_str(text).find_map(Result::err)?;
    fault.info().contains("recursion limit").then(|| {
        let offset = Cursor::new(text).byte(fault.marker().index());
        offset..offset
    })
}

struct Builder<'t> {
    text: &'t str,
    cursor: Cursor<'t>,
    tree: PlaceTree,
    open: Vec<Open>,
    anchors: HashMap<usize, NodeIndex>,
}

/// An object or array whose end has not come yet.
struct Open {
    node: NodeIndex,
    /// The key that was read and whose value comes next; always `None` in an array.
    key: Option<Key>,
    /// Whether this is itself the key of an object, which no JSON object can have.
    is_key: bool,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            cursor: Cursor::new(text),
            tree: PlaceTree::for_text(text),
            open: Vec::new(),
            anchors: HashMap::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        let place = self.cursor.byte(span.start.index())..self.cursor.byte(span.end.index());
        match event {
            Event::Scalar(text, _, anchor, _) => {
                if self.expects_key() {
                    self.set_key(&text, place);
                } else {
                    let place = self.trimmed(place);
                    self.add(place, anchor, Content::Scalar);
                }
            }
            Event::Alias(anchor) => {
                if self.expects_key() {
                    let name = self.anchored_text(anchor);
                    self.set_key(&name, place);
                } else {
                    let content = match self.anchors.get(&anchor) {
                        Some(node) => Content::Alias(*node),
                        None => Content::Scalar,
                    };
                    self.add(place, 0, content);
                }
            }
            Event::MappingStart(anchor, _) => self.start(place, anchor, Content::Object),
            Event::SequenceStart(anchor, _) => self.start(place, anchor, Content::Array),
            Event::MappingEnd | Event::SequenceEnd => self.end(place.end),
            _ => {}
        }
    }

    fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|open| {
            let node = self.tree.node(open.node);
            open.key.is_none() && node.is_some_and(|node| matches!(node.content, Content::Object))
        })
    }

    fn set_key(&mut self, name: &str, place: Range<usize>) {
        let place = self.trimmed(place);
        let is_spelled = unquoted(&self.text[place.clone()]) == name;
        let name = (!is_spelled).then(|| name.to_owned());
        if let Some(open) = self.open.last_mut() {
            open.key = Some(Key { name, place });
        }
    }

    fn start(&mut self, place: Range<usize>, anchor: usize, content: Content) {
        let is_key = self.expects_key();
        let node = if is_key {
            self.tree.add(None, place, content)
        } else {
            self.add(place, anchor, content)
        };
        self.open.push(Open {
            node,
            key: None,
            is_key,
        });
    }

    fn end(&mut self, end: usize) {
        let Some(ended) = self.open.pop() else {
            return;
        };
        let begun = self.tree.node(ended.node);
        let start = begun.map_or(end, |node| node.value.range().start);
        let place = self.trimmed(start..end.max(start));
        self.tree.close(ended.node, place.clone());
        if ended.is_key {
            self.set_key("", place);
        }
    }

    /// Adds a value to the object or array that is open.
    fn add(&mut self, place: Range<usize>, anchor: usize, content: Content) -> NodeIndex {
        let key = self.open.last_mut().and_then(|open| open.key.take());
        let node = self.tree.add(key, place, content);
        if anchor != 0 {
            self.anchors.insert(anchor, node);
        }
        node
    }

    /// The tree; what is open still ends where the text does.
    fn finished(mut self) -> PlaceTree {
        while !self.open.is_empty() {
            self.end(self.text.len());
        }
        self.tree
    }

    /// The text of an anchored scalar, for an alias in the place of a key.
    fn anchored_text(&self, anchor: usize) -> String {
        let node = self.anchors.get(&anchor);
        let node = node.and_then(|node| self.tree.node(*node));
        node.map_or_else(String::new, |node| self.text[node.value.range()].to_owned())
    }

    /// Without the blanks and line breaks that the parser counts to a block.
    fn trimmed(&self, place: Range<usize>) -> Range<usize> {
        let text = &self.text[place.clone()];
        place.start..place.start + text.trim_end().len()
    }
}

/// From positions in characters, which the parser counts, to bytes. They come in order, but for a few steps back.
struct Cursor<'t> {
    text: &'t str,
    characters: usize,
    bytes: usize,
}

impl<'t> Cursor<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            characters: 0,
            bytes: 0,
        }
    }

    fn byte(&mut self, index: usize) -> usize {
        let (before, after) = self.text.split_at(self.bytes);
        let bytes = match index.checked_sub(self.characters) {
            Some(steps) => byte_of(after, steps).map(|length| self.bytes + length),
            None => {
                let mut offsets = before.char_indices().rev();
                let offset = offsets.nth(self.characters - index - 1);
                offset.map(|(offset, _)| offset)
            }
        };
        let Some(bytes) = bytes else {
            return self.text.len();
        };
        self.characters = index;
        self.bytes = bytes;
        bytes
    }
}

/// Where in a text a character begins.
fn byte_of(text: &str, character: usize) -> Option<usize> {
    match text.as_bytes().get(..character) {
        Some(before) if before.is_ascii() => Some(character),
        _ => text.char_indices().nth(character).map(|(offset, _)| offset),
    }
}
