//! A scanner that finds the places of the nodes of a JSON text (RFC 8259).
//!
//! The text has been parsed by then, so this takes any other text for JSON with parts missing and
//! never fails; it only has to be right where the parser was content.

use super::super::text::floor_char_boundary;
use super::{Content, Key, PlaceTree};

/// More than the parser lets through; bounds the recursion on texts that it did not see.
const MAX_DEPTH: usize = 256;

pub(super) fn scan(text: &str) -> PlaceTree {
    let mut scanner = Scanner {
        text,
        position: 0,
        tree: PlaceTree::for_text(text),
    };
    scanner.value(None, 0);
    scanner.tree
}

struct Scanner<'t> {
    text: &'t str,
    position: usize,
    tree: PlaceTree,
}

impl<'t> Scanner<'t> {
    /// Scans one value; `None` at the end of the text or too deep in it.
    fn value(&mut self, key: Option<Key>, depth: usize) -> Option<()> {
        self.skip_blanks();
        let start = self.position;
        let first = self.peek()?;
        if depth > MAX_DEPTH {
            // What comes after could only be guessed at.
            self.position = self.text.len();
            return None;
        }
        let content = match first {
            b'{' => Content::Object,
            b'[' => Content::Array,
            _ => Content::Scalar,
        };
        let node = self.tree.add(key, start..start, content);
        match first {
            b'{' => self.members(depth),
            b'[' => self.items(depth),
            _ => self.scalar(),
        }
        self.tree.close(node, start..self.position);
        Some(())
    }

    fn members(&mut self, depth: usize) {
        self.position += 1;
        while self.skip_to_entry(b'}') {
            let key = self.position;
            self.scalar();
            let place = key..self.position;
            let name = escaped(&self.text[place.clone()]);
            self.skip_blanks();
            if self.peek() == Some(b':') {
                self.position += 1;
            }
            if self.value(Some(Key { place, name }), depth + 1).is_none() {
                return;
            }
        }
    }

    fn items(&mut self, depth: usize) {
        self.position += 1;
        while self.skip_to_entry(b']') {
            if self.value(None, depth + 1).is_none() {
                return;
            }
        }
    }

    /// Goes to the next member or item; `false` when the object or array ends, past its bracket.
    fn skip_to_entry(&mut self, closing: u8) -> bool {
        loop {
            self.skip_blanks();
            match self.peek() {
                Some(b',') => self.position += 1,
                Some(byte) if byte == closing => {
                    self.position += 1;
                    return false;
                }
                Some(_) => return true,
                None => return false,
            }
        }
    }

    /// Passes a string with its quotes, or a number or word up to the next delimiter.
    fn scalar(&mut self) {
        if self.peek() == Some(b'"') {
            self.position += 1;
            while let Some(byte) = self.peek() {
                self.position += 1;
                match byte {
                    b'"' => break,
                    b'\\' => self.position += 1,
                    _ => {}
                }
            }
        } else {
            let rest = &self.text[self.position..];
            let delimiter = |c: char| c.is_ascii_whitespace() || ",:]}".contains(c);
            // At least one character, so that a stray delimiter can't stop the scan.
            let length = rest
                .char_indices()
                .skip(1)
                .find(|(_, c)| delimiter(*c))
                .map_or(rest.len(), |(offset, _)| offset);
            self.position += length;
        }
        self.position = floor_char_boundary(self.text, self.position);
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.position += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }
}

/// The key as the parser reads it, where it has escapes.
fn escaped(raw: &str) -> Option<String> {
    let has_escapes = raw.contains('\\');
    has_escapes
        .then(|| serde_json::from_str(raw).ok())
        .flatten()
}
