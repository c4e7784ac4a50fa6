//! What all pages have: a title with its place, lines of decisions, the diagnostics and the code.

use serde_json::Value;

use crate::Generation;
use crate::api::Api;
use crate::compare::places::location;
use crate::emit::Artefacts;
use crate::source::Pointer;

/// What is explained from.
pub(super) struct Context<'a> {
    pub(super) generation: &'a Generation,
    pub(super) api: &'a Api,
    pub(super) artefacts: &'a Artefacts,
}

impl<'a> Context<'a> {
    /// What the document says at a pointer.
    pub(super) fn said(&self, pointer: &str) -> Option<&'a Value> {
        let fragment = pointer.strip_prefix('#').unwrap_or(pointer);
        let pointer = Pointer::from_fragment(fragment).ok()?;
        let sources = &self.generation.sources;
        sources
            .files()
            .filter_map(|file| sources.value(file))
            .find_map(|document| pointer.find(document))
    }

    /// What a reference of the document leads to; anything else stays.
    pub(super) fn behind(&self, said: &'a Value) -> &'a Value {
        let reference = said.get("$ref").and_then(Value::as_str);
        reference
            .and_then(|reference| self.said(reference))
            .unwrap_or(said)
    }

    /// Messages about what stands at a pointer or below it.
    fn diagnostics(&self, pointer: &str) -> Vec<String> {
        let below = |place: &str| {
            place
                .strip_prefix(pointer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let Generation {
            diagnostics, lints, ..
        } = self.generation;
        let diagnostics = diagnostics.iter().chain(lints.iter()).filter(|diagnostic| {
            let pointers = diagnostic
                .labels
                .iter()
                .filter_map(|label| label.place.pointer());
            pointers.into_iter().any(|at| below(&at.to_string()))
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
    pub(super) fn new(context: &Context<'_>, title: &str, pointer: &str) -> Self {
        let mut page = Self {
            text: format!("{title}\n\n"),
        };
        let sources = &context.generation.sources;
        if let Some(at) = location(sources, pointer) {
            let file = sources.path(at.file).display();
            page.line("place", &format!("{file}:{}:{}", at.line, at.column));
        }
        page.line("pointer", pointer);
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
    pub(super) fn finish(mut self, context: &Context<'_>, pointer: &str, code: &Code) -> String {
        self.lines("messages", &context.diagnostics(pointer));
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
