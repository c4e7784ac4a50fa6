//! The places of the nodes of a YAML text, from the events of a parser that keeps positions.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::{Content, NodeIndex, PlaceTree};

/// Reads as far as the text is well-formed; what comes after has no place.
pub(super) fn scan(text: &str) -> PlaceTree {
    let mut builder = Builder::new(text);
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => builder.event(event, span),
            Err(_) => break,
        }
    }
    builder.tree
}

/// Where flow style is nested deeper than this parser follows it, 255 levels.
pub(in crate::source) fn too_deep(text: &str) -> Option<Range<usize>> {
    let fault = Parser::new_from_str(text).find_map(Result::err)?;
    fault.info().contains("recursion limit").then(|| {
        let offset = CharOffsets::new(text).byte(fault.marker().index());
        offset..offset
    })
}

struct Builder<'t> {
    text: &'t str,
    offsets: CharOffsets<'t>,
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

struct Key {
    name: String,
    place: Range<usize>,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            offsets: CharOffsets::new(text),
            tree: PlaceTree::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        let place = self.offsets.byte(span.start.index())..self.offsets.byte(span.end.index());
        match event {
            Event::Scalar(text, _, anchor, _) => {
                if self.expects_key() {
                    self.set_key(text.into_owned(), place);
                } else {
                    let place = self.trimmed(place);
                    self.add(place, anchor, Content::Scalar);
                }
            }
            Event::Alias(anchor) => {
                if self.expects_key() {
                    let name = self.anchored_text(anchor);
                    self.set_key(name, place);
                } else {
                    let content = match self.anchors.get(&anchor) {
                        Some(node) => Content::Alias(*node),
                        None => Content::Scalar,
                    };
                    self.add(place, 0, content);
                }
            }
            Event::MappingStart(anchor, _) => {
                self.start(place, anchor, Content::Object(HashMap::new()));
            }
            Event::SequenceStart(anchor, _) => {
                self.start(place, anchor, Content::Array(Vec::new()));
            }
            Event::MappingEnd | Event::SequenceEnd => self.end(place.end),
            _ => {}
        }
    }

    fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|open| {
            open.key.is_none() && matches!(self.tree.nodes[open.node].content, Content::Object(_))
        })
    }

    fn set_key(&mut self, name: String, place: Range<usize>) {
        let place = self.trimmed(place);
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
        let start = self.tree.nodes[ended.node].value.start;
        let place = self.trimmed(start..end.max(start));
        self.tree.nodes[ended.node].value = place.clone();
        if ended.is_key {
            self.set_key(String::new(), place);
        }
    }

    /// Adds a value to the object or array that is open.
    fn add(&mut self, place: Range<usize>, anchor: usize, content: Content) -> NodeIndex {
        let parent = self
            .open
            .last_mut()
            .map(|open| (open.node, open.key.take()));
        let (name, key_place) = match &parent {
            Some((_, Some(key))) => (Some(&key.name), Some(key.place.clone())),
            _ => (None, None),
        };
        let node = self.tree.add(key_place, place, content);
        match (&parent, name) {
            (Some((parent, _)), Some(name)) => self.tree.add_member(*parent, name, node),
            (Some((parent, _)), None) => self.tree.add_item(*parent, node),
            (None, _) => {}
        }
        if anchor != 0 {
            self.anchors.insert(anchor, node);
        }
        node
    }

    /// The text of an anchored scalar, for an alias in the place of a key.
    fn anchored_text(&self, anchor: usize) -> String {
        let node = self.anchors.get(&anchor);
        node.map_or_else(String::new, |node| {
            self.text[self.tree.nodes[*node].value.clone()].to_owned()
        })
    }

    /// Without the blanks and line breaks that the parser counts to a block.
    fn trimmed(&self, place: Range<usize>) -> Range<usize> {
        let text = &self.text[place.clone()];
        place.start..place.start + text.trim_end().len()
    }
}

/// From positions in characters, which the parser counts, to bytes.
struct CharOffsets<'t> {
    text: &'t str,
    /// The byte of every [`CharOffsets::STEP`]th character.
    marks: Vec<usize>,
}

impl<'t> CharOffsets<'t> {
    const STEP: usize = 64;

    fn new(text: &'t str) -> Self {
        let offsets = text.char_indices().map(|(offset, _)| offset);
        Self {
            text,
            marks: offsets.step_by(Self::STEP).collect(),
        }
    }

    fn byte(&self, index: usize) -> usize {
        let Some(&mark) = self.marks.get(index / Self::STEP) else {
            return self.text.len();
        };
        self.text[mark..]
            .char_indices()
            .nth(index % Self::STEP)
            .map_or(self.text.len(), |(offset, _)| mark + offset)
    }
}
