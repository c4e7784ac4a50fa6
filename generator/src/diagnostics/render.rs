//! Diagnostics as text for a terminal or a log.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Padding, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::{Location, Sources};

/// How diagnostics look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RenderOptions {
    /// Whether to colour them with ANSI escape codes.
    pub color: bool,
}

/// Shows all diagnostics, ordered by place, each with the source lines that it is about. An empty
/// text when there are none.
#[must_use]
pub fn render(diagnostics: &Diagnostics, sources: &Sources, options: RenderOptions) -> String {
    let renderer = if options.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut sorted = diagnostics.clone();
    sorted.sort(sources);
    let mut text = String::new();
    for diagnostic in sorted.iter() {
        text.push_str(&renderer.render(&[report(diagnostic, sources)]));
        text.push_str("\n\n");
    }
    text
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(&*diagnostic.message)
        .id(diagnostic.code);
    let mut group = Group::with_title(title);
    for (position, label) in diagnostic.labels.iter().enumerate() {
        let kind = match position {
            0 => AnnotationKind::Primary,
            _ => AnnotationKind::Context,
        };
        group = with_excerpt(group, label, kind, sources);
    }
    if !diagnostic.labels.is_empty() && has_notes(diagnostic) {
        group = group.element(Padding);
    }
    if let Some(pointer) = diagnostic.place().and_then(super::Place::pointer) {
        let at = Level::NOTE.with_name("at").message(pointer.to_string());
        group = group.element(at);
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(&**help)),
        None => group,
    }
}

fn has_notes(diagnostic: &Diagnostic) -> bool {
    let pointer = diagnostic.place().and_then(super::Place::pointer);
    diagnostic.help.is_some() || pointer.is_some()
}

fn with_excerpt<'a>(
    group: Group<'a>,
    label: &'a Label,
    kind: AnnotationKind,
    sources: &'a Sources,
) -> Group<'a> {
    let location = sources.locate(&label.place);
    let excerpt = Excerpt::around(&location, sources);
    let origin = Origin::path(sources.path(location.file).display().to_string())
        .line(location.line)
        .char_column(location.column);
    let annotation = kind.span(excerpt.span).label(label.text.as_deref());
    let snippet = Snippet::source(excerpt.text)
        .line_start(location.line)
        .annotation(annotation);
    group.element(origin).element(snippet)
}

/// One line of a source, cut on both sides where it is long: a minified document is a single line
/// of megabytes.
struct Excerpt {
    text: String,
    /// What to underline, in bytes of `text`.
    span: Range<usize>,
}

impl Excerpt {
    /// So many characters are shown at most to the left of the spot.
    const BEFORE: usize = 60;
    /// So many characters are shown at most from the begin of the spot on.
    const AFTER: usize = 80;
    const ELLIPSIS: &'static str = "…";

    fn around(location: &Location, sources: &Sources) -> Self {
        let source = sources.text(location.file);
        let line = sources.line_around(location.file, location.span.start);
        let before = &source[line.start..location.span.start.min(line.end)];
        let after = &source[location.span.start.min(line.end)..line.end];
        let (left, before) = last_characters(before, Self::BEFORE);
        let (after, right) = first_characters(after, Self::AFTER);
        let start = left.len() + before.len();
        let length = location.span.len().min(after.len());
        Self {
            text: format!("{left}{before}{after}{right}"),
            span: start..start + length,
        }
    }
}

/// The end of a text, with an ellipsis for what is left out.
fn last_characters(text: &str, count: usize) -> (&'static str, &str) {
    let cut = text.char_indices().rev().nth(count);
    match cut {
        Some((offset, character)) => (Excerpt::ELLIPSIS, &text[offset + character.len_utf8()..]),
        None => ("", text),
    }
}

/// The begin of a text, with an ellipsis for what is left out.
fn first_characters(text: &str, count: usize) -> (&str, &'static str) {
    match text.char_indices().nth(count) {
        Some((offset, _)) => (&text[..offset], Excerpt::ELLIPSIS),
        None => (text, ""),
    }
}
