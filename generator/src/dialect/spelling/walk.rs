//! The way through a document and all that it refers to, on which is found what is misspelt and what is borrowed.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::Misspelt;
use super::kinds::{Kind, kind};
use super::meanings::{
    Meant, VALUES, declared, flag, flag_or_list, flag_or_number, list, lone_type, number,
    one_of_types, requirement, text, word,
};
use crate::diagnostics::Place;
use crate::dialect::borrowed::{Borrowed, Parts};
use crate::source::{FileId, Pointer, Sources, Trail};

/// What is misspelt, and what is borrowed, in a document and in all that it refers to.
pub(super) fn find(sources: &Sources, document: FileId) -> (Vec<Misspelt>, Vec<Borrowed>) {
    let mut walk = Walk {
        sources,
        document,
        file: document,
        referred_to: vec![(document, Pointer::root(), Holds::Keywords)],
        misspelt: Vec::new(),
        borrowed: Vec::new(),
    };
    let mut seen = HashSet::new();
    while let Some((file, pointer, holds)) = walk.referred_to.pop() {
        let value = sources.value(file).and_then(|value| pointer.find(value));
        if let Some(value) = value.filter(|_| seen.insert((file, pointer.clone(), holds))) {
            walk.file = file;
            match (holds, value) {
                (Holds::Names, Value::Object(members)) => {
                    walk.names(members, Trail::At(&pointer));
                }
                _ => walk.object(value, Trail::At(&pointer)),
            }
        }
    }
    (walk.misspelt, walk.borrowed)
}

/// What the keys of something that is referred to are.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Holds {
    /// Keywords of the specification.
    Keywords,
    /// Names of the document's own.
    Names,
}

struct Walk<'s> {
    sources: &'s Sources,
    document: FileId,
    /// The file that is walked through.
    file: FileId,
    /// What references lead to.
    referred_to: Vec<(FileId, Pointer, Holds)>,
    misspelt: Vec<Misspelt>,
    borrowed: Vec<Borrowed>,
}

impl Walk<'_> {
    /// An object of the specification, or a list of such.
    fn object(&mut self, value: &Value, trail: Trail<'_>) {
        match value {
            Value::Object(members) => {
                let declared = members.get("type").and_then(declared);
                for (key, member) in members {
                    let trail = Trail::Key(&trail, key);
                    match declared.filter(|_| VALUES.contains(&key.as_str())) {
                        Some(meant) => self.values(member, meant, trail),
                        None => self.member(key, member, trail),
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.object(item, Trail::Index(&trail, index));
                }
            }
            _ => {}
        }
    }

    /// An alternative of a choice. One that is of no other type is null.
    fn alternative(&mut self, schema: &Value, trail: Trail<'_>) {
        if let Some(json_type @ Value::Null) = schema.get("type") {
            self.scalar(json_type, one_of_types, Trail::Key(&trail, "type"));
        }
        self.object(schema, trail);
    }

    /// A value of the type that a schema declares, or a list of such.
    fn values(&mut self, value: &Value, meant: Meant, trail: Trail<'_>) {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.scalar(item, meant, Trail::Index(&trail, index));
                }
            }
            scalar => self.scalar(scalar, meant, trail),
        }
    }

    fn member(&mut self, key: &str, value: &Value, trail: Trail<'_>) {
        match key {
            "components" => self.borrow(value, Parts::Referred { below: 1 }, trail),
            "info" => self.borrow(value, Parts::Object, trail),
            "servers" | "tags" => {
                self.borrow(value, Parts::List, trail);
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.borrow(item, Parts::Object, Trail::Index(&trail, index));
                }
            }
            _ => {}
        }
        match (kind(key), value) {
            (Kind::Free, _) => {}
            (Kind::Requirements, Value::Array(requirements)) => {
                for (index, each) in requirements.iter().enumerate() {
                    let trail = Trail::Index(&trail, index);
                    match each {
                        Value::String(_) => self.scalar(each, requirement, trail),
                        _ => self.texts(each, trail),
                    }
                }
            }
            (Kind::OnlyTexts, Value::Object(_) | Value::Array(_)) => self.texts(value, trail),
            (Kind::Texts | Kind::FlagOrTexts, Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let trail = Trail::Index(&trail, index);
                    self.scalar(item, text, trail);
                    self.object(item, trail);
                }
            }
            (Kind::Names, Value::Object(members)) => self.names(members, trail),
            (Kind::Type, Value::Array(names)) => {
                for (index, name) in names.iter().enumerate() {
                    self.scalar(name, one_of_types, Trail::Index(&trail, index));
                }
            }
            (Kind::Type, Value::String(_)) => self.scalar(value, lone_type, trail),
            (Kind::Choice, Value::Array(alternatives)) => {
                for (index, alternative) in alternatives.iter().enumerate() {
                    self.alternative(alternative, Trail::Index(&trail, index));
                }
            }
            (_, Value::Object(_) | Value::Array(_)) => self.object(value, trail),
            (Kind::Word(words), Value::String(text)) => {
                self.misspelt_as(word(words, text), trail);
            }
            (Kind::Text | Kind::Word(_), _) => self.scalar(value, text, trail),
            (Kind::Flag, _) => self.scalar(value, flag, trail),
            (Kind::Texts, _) => self.scalar(value, list, trail),
            (Kind::FlagOrTexts, _) => self.scalar(value, flag_or_list, trail),
            (Kind::Number, _) => self.scalar(value, number, trail),
            (Kind::FlagOrNumber, _) => self.scalar(value, flag_or_number, trail),
            (Kind::Other, Value::String(reference)) if key == "$ref" => self.follow(reference),
            _ => {}
        }
    }

    /// An object whose keys are names of the document's own.
    fn names(&mut self, members: &Map<String, Value>, trail: Trail<'_>) {
        if let Some(Value::String(reference)) = members.get("$ref") {
            self.borrow_by(reference, Parts::Referred { below: 0 }, trail);
        }
        for (name, member) in members {
            self.object(member, Trail::Key(&trail, name));
        }
    }

    /// Takes note of a node that is nothing but a reference where the specification has none.
    fn borrow(&mut self, value: &Value, parts: Parts, trail: Trail<'_>) {
        if let Some(Value::String(reference)) = value.get("$ref") {
            self.borrow_by(reference, parts, trail);
        }
    }

    fn borrow_by(&mut self, reference: &str, parts: Parts, trail: Trail<'_>) {
        let pointer = trail.to_pointer();
        let Ok(lender) = self.sources.resolve(self.file, &pointer, reference) else {
            return;
        };
        // A copy of what is around would hold itself.
        let is_around = lender.file == self.file && pointer.below(&lender.pointer).is_some();
        if !parts.can_be_of(lender.value) || (is_around && parts.are_copied()) {
            return;
        }
        let holds = match parts {
            Parts::Referred { below: 0 } => Holds::Names,
            _ => Holds::Keywords,
        };
        self.referred_to
            .push((lender.file, lender.pointer.clone(), holds));
        self.borrowed.push(Borrowed {
            file: self.file,
            pointer,
            location: reference.split('#').next().unwrap_or_default().to_owned(),
            lender: (lender.file, lender.pointer),
            parts,
        });
    }

    /// A value of which all that is a scalar is a text.
    fn texts(&mut self, value: &Value, trail: Trail<'_>) {
        match value {
            Value::Object(members) => {
                let own = members.iter().filter(|(key, _)| !key.starts_with("x-"));
                for (key, member) in own {
                    self.texts(member, Trail::Key(&trail, key));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.texts(item, Trail::Index(&trail, index));
                }
            }
            scalar => self.scalar(scalar, text, trail),
        }
    }

    fn scalar(&mut self, value: &Value, meant: Meant, trail: Trail<'_>) {
        let spelling = || spelling(self.sources, self.file, &trail.to_pointer(), value);
        self.misspelt_as(meant(value, &spelling), trail);
    }

    fn misspelt_as(&mut self, meant: Option<Value>, trail: Trail<'_>) {
        self.misspelt.extend(meant.map(|meant| Misspelt {
            file: self.file,
            pointer: trail.to_pointer(),
            meant,
        }));
    }

    /// Takes note of what a reference leads to, unless that is walked through anyhow.
    fn follow(&mut self, reference: &str) {
        let is_near = self.file == self.document && reference.starts_with('#');
        if !is_near {
            let target = self.sources.target_of(self.file, reference);
            let target = target.map(|(file, pointer)| (file, pointer, Holds::Keywords));
            self.referred_to.extend(target);
        }
    }
}

/// A scalar as the text has it: `1.10` is another version than `1.1`, but the same number.
fn spelling(sources: &Sources, file: FileId, pointer: &Pointer, value: &Value) -> String {
    let location = sources.locate(&Place::value(file, pointer.clone()));
    let spelling = &sources.text(location.file)[location.span];
    // The place of an alias, or of what is in no text, is that of something else.
    let read = serde_yaml::from_str::<Value>(spelling).ok();
    match read.as_ref() == Some(value) {
        true => spelling.to_owned(),
        false => value.to_string(),
    }
}
