//! What all pages have: a title with its place, lines of decisions, the diagnostics and the code.

use crate::Generation;
use crate::api::{Api, Operation, TypeDefinition};
use crate::config::ConfigFile;
use crate::diagnostics::Place;
use crate::dialect::{Misfits, Node};
use crate::emit::Artefacts;
use crate::source::{FileId, Pointer, Sources};

/// What is explained from.
pub(super) struct Context<'a> {
    pub(super) generation: &'a Generation,
    pub(super) api: &'a Api,
    pub(super) artefacts: &'a Artefacts,
    /// They were told of when the document was read.
    pub(super) misfits: &'a Misfits,
}

/// Where something of the model stands in the documents.
#[derive(Clone)]
pub(super) struct Origin {
    file: FileId,
    pointer: Pointer,
}

impl Origin {
    pub(super) fn of_operation(operation: &Operation) -> Self {
        Self::new(operation.file, &operation.pointer)
    }

    pub(super) fn of_type(definition: &TypeDefinition) -> Self {
        Self::new(definition.file, &definition.pointer)
    }

    fn new(file: FileId, pointer: &str) -> Self {
        let pointer = Pointer::from_reference(pointer).unwrap_or_default();
        Self { file, pointer }
    }

    /// What contains it.
    pub(super) fn parent(&self) -> Option<Self> {
        Some(Self {
            file: self.file,
            pointer: self.pointer.parent()?,
        })
    }

    fn place(&self) -> Place {
        Place::value(self.file, self.pointer.clone())
    }
}

impl<'a> Context<'a> {
    fn sources(&self) -> &'a Sources {
        &self.generation.sources
    }

    pub(super) fn config(&self) -> &'a ConfigFile {
        &self.generation.config
    }

    /// What the document says there.
    pub(super) fn said(&self, origin: &Origin) -> Option<Node<'a>> {
        let Origin { file, pointer } = origin.clone();
        let value = pointer.find(self.sources().value(file)?)?;
        Some(Node::new(file, pointer, value, self.misfits))
    }

    /// What a reference of the document leads to; anything else stays.
    pub(super) fn behind(&self, said: Node<'a>) -> Node<'a> {
        let reference = said.text("$ref");
        let target = reference.and_then(|reference| {
            let resolved = self.sources().resolve(said.file, &said.pointer, reference);
            resolved.ok()
        });
        match target {
            Some(target) => said.elsewhere(target.file, target.pointer, target.value),
            None => said,
        }
    }

    /// Messages about what stands there or below.
    fn diagnostics(&self, origin: &Origin) -> Vec<String> {
        let is_below = |place: &Place| {
            let pointer = place.pointer();
            let below = pointer.and_then(|pointer| pointer.below(&origin.pointer));
            place.file == origin.file && below.is_some()
        };
        let Generation {
            diagnostics, lints, ..
        } = self.generation;
        let diagnostics = diagnostics.iter().chain(lints.iter()).filter(|diagnostic| {
            let mut labels = diagnostic.labels.iter();
            labels.any(|label| is_below(&label.place))
        });
        diagnostics
            .map(|diagnostic| {
                let severity = diagnostic.severity.as_str();
                format!("{severity}[{}]: {}", diagnostic.code, diagnostic.message)
            })
            .collect()
    }
}

/// A page on its way.
pub(super) struct Page {
    text: String,
}

/// How far decisions are from the margin.
const LABEL_WIDTH: usize = 12;
/// Longer texts than this don't move the column of the reasons.
const WIDEST: usize = 56;

impl Page {
    pub(super) fn new(context: &Context<'_>, title: &str, origin: &Origin) -> Self {
        let mut page = Self {
            text: format!("{title}\n\n"),
        };
        let at = context.sources().locate(&origin.place());
        let file = context.sources().path(at.file).display();
        page.line("place", &format!("{file}:{}:{}", at.line, at.column));
        page.line("pointer", &origin.pointer.to_string());
        page
    }

    /// A decision, under a heading that is left out when it is that of the line before.
    pub(super) fn line(&mut self, label: &str, text: &str) {
        self.text
            .push_str(&format!("  {label:LABEL_WIDTH$}{text}\n"));
    }

    /// Decisions of one kind.
    pub(super) fn lines(&mut self, label: &str, texts: &[String]) {
        for (index, text) in texts.iter().enumerate() {
            self.line(if index == 0 { label } else { "" }, text);
        }
    }

    /// Decisions of one kind, each with its reason in a second column.
    pub(super) fn table(&mut self, label: &str, rows: &[(String, String)]) {
        let widths = rows.iter().map(|(text, _)| text.chars().count());
        let width = widths.filter(|width| *width <= WIDEST).max();
        let width = width.unwrap_or_default();
        let lines = rows.iter().map(|(text, reason)| {
            let line = format!("{text:<width$}  {reason}");
            line.trim_end().to_owned()
        });
        self.lines(label, &lines.collect::<Vec<_>>());
    }

    /// The messages and the code, and the whole text.
    pub(super) fn finish(mut self, context: &Context<'_>, origin: &Origin, code: &Code) -> String {
        self.lines("messages", &context.diagnostics(origin));
        self.text.push_str(&format!("\n{}\n\n", code.path));
        for line in code.text.lines() {
            let indent = if line.is_empty() { "" } else { "    " };
            self.text.push_str(&format!("{indent}{line}\n"));
        }
        self.text
    }
}

/// A piece of an emitted file.
pub(super) struct Code {
    pub(super) path: String,
    pub(super) text: String,
}

impl Code {
    /// The item that begins with one of `starts`, with the documentation and attributes before it, up to the line that
    /// closes it.
    pub(super) fn item(context: &Context<'_>, path: String, starts: &[String]) -> Self {
        let file = context.artefacts.files.get(&path);
        let lines: Vec<&str> = file.map(|text| text.lines().collect()).unwrap_or_default();
        let begins = |line: &&str| {
            starts
                .iter()
                .any(|start| line.trim_start().starts_with(start.as_str()))
        };
        let Some(at) = lines.iter().position(begins_at(begins)) else {
            return Self {
                path,
                text: String::new(),
            };
        };
        let indent = lines[at].len() - lines[at].trim_start().len();
        let margin = " ".repeat(indent);
        let is_before = |line: &&&str| {
            let line = line.trim_start();
            line.starts_with("///") || line.starts_with("#[")
        };
        let before = lines[..at].iter().rev().take_while(is_before).count();
        let ends = |line: &&str| {
            line.strip_prefix(margin.as_str()).is_some_and(|rest| {
                rest.starts_with('}') || (rest.ends_with(';') && !rest.starts_with(' '))
            })
        };
        let length = lines[at..]
            .iter()
            .position(begins_at(ends))
            .unwrap_or_default();
        let text: Vec<&str> = lines[at - before..=at + length]
            .iter()
            .map(|line| line.strip_prefix(margin.as_str()).unwrap_or(line))
            .collect();
        Self {
            path,
            text: text.join("\n"),
        }
    }
}

fn begins_at<'l>(test: impl Fn(&&'l str) -> bool) -> impl FnMut(&&'l str) -> bool {
    move |line| test(line)
}
