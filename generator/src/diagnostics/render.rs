//! Diagnostics as text for a terminal or a log.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Padding, Patch, Renderer, Snippet};

use super::located::replacement;
use super::{Diagnostic, Diagnostics, Label, Place, Severity};
use crate::source::{Location, Sources};

/// How diagnostics look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RenderOptions {
    /// Whether to colour them with ANSI escape codes.
    pub color: bool,
}

/// Of the messages of one code, so many are shown: who mends these mends most of the others.
const SHOWN_OF_A_CODE: usize = 20;

/// Shows diagnostics, ordered by place, each with the source lines that it is about. An empty text when there are none.
/// Of very many that say the same, the first are shown and the others counted.
#[must_use]
pub fn render(diagnostics: &Diagnostics, sources: &Sources, options: RenderOptions) -> String {
    let renderer = if options.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = String::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics.sorted(sources) {
        let count = seen.entry(diagnostic.code.as_str()).or_default();
        *count += 1;
        if *count <= SHOWN_OF_A_CODE {
            text.push_str(&renderer.render(&report(diagnostic, sources)));
            text.push_str("\n\n");
        }
    }
    for (code, count) in seen.iter().filter(|(_, count)| **count > SHOWN_OF_A_CODE) {
        let hidden = count - SHOWN_OF_A_CODE;
        text.push_str(&format!(
            "and {hidden} more of {code}: `lint --format json` has them all\n\n"
        ));
    }
    text
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let mut page = Page::with_title(diagnostic);
    for (position, label) in diagnostic.labels.iter().enumerate() {
        let kind = match position {
            0 => AnnotationKind::Primary,
            _ => AnnotationKind::Context,
        };
        page.show(label, kind, sources);
    }
    page.finish(diagnostic, sources)
}

/// What is shown of one diagnostic.
struct Page<'a> {
    finished: Vec<Group<'a>>,
    current: Group<'a>,
}

impl<'a> Page<'a> {
    fn with_title(diagnostic: &'a Diagnostic) -> Self {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level
            .primary_title(&*diagnostic.message)
            .id(diagnostic.code.as_str());
        Self {
            finished: Vec::new(),
            current: Group::with_title(title),
        }
    }

    /// Adds the line that a label is about, with the spot underlined.
    fn show(&mut self, label: &'a Label, kind: AnnotationKind, sources: &'a Sources) {
        let location = sources.locate(&label.place);
        let path = sources.path(location.file).display().to_string();
        let Line { text, span } = Line::of(&location, sources);
        let text_of_label = label.text.as_deref();
        if text.len() <= Line::LONG {
            let snippet = Snippet::source(text)
                .line_start(location.line)
                .path(path)
                .annotation(kind.span(span).label(text_of_label));
            self.add(snippet);
        } else {
            // The renderer would count the column in the excerpt, so it is given apart. Only the
            // first place of a group can go without a path.
            self.add(
                Origin::path(path)
                    .line(location.line)
                    .char_column(location.column),
            );
            self.next_group();
            let (text, span) = excerpt(text, span);
            let snippet = Snippet::source(text)
                .line_start(location.line)
                .annotation(kind.span(span).label(text_of_label));
            self.add(snippet);
        }
    }

    /// Adds what is said below the lines.
    fn finish(mut self, diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
        let pointer = diagnostic.place().and_then(Place::pointer);
        let patch = patch_of(diagnostic, sources);
        let help = diagnostic.help.as_deref();
        let below = help.filter(|_| patch.is_none());
        if diagnostic.place().is_some() && (pointer.is_some() || below.is_some()) {
            self.add(Padding);
        }
        if let Some(pointer) = pointer {
            self.add(Level::NOTE.with_name("at").message(pointer.to_string()));
        }
        if let Some(help) = below {
            self.add(Level::HELP.message(help));
        }
        self.next_group();
        if let Some(patch) = patch {
            let title = help.unwrap_or("write this instead");
            let group = Level::HELP.secondary_title(title).element(patch);
            self.finished.push(group);
        }
        self.finished
    }

    fn add(&mut self, element: impl Into<annotate_snippets::Element<'a>>) {
        let group = self.take_group();
        self.current = group.element(element);
    }

    fn next_group(&mut self) {
        let group = self.take_group();
        self.finished.push(group);
    }

    fn take_group(&mut self) -> Group<'a> {
        std::mem::replace(&mut self.current, Group::with_level(Level::ERROR))
    }
}

/// Longer lines are not shown twice.
const LONGEST_PATCH: usize = 200;

/// A suggestion as a line before and after. Neither what spans lines nor what is one line of megabytes can be shown so.
fn patch_of<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
) -> Option<Snippet<'a, Patch<'a>>> {
    let replacement = replacement(diagnostic, sources)?;
    let location = sources.locate(diagnostic.place()?);
    let Line { text, span } = Line::of(&location, sources);
    if location.end_line != location.line || text.len() > LONGEST_PATCH {
        return None;
    }
    let patch = Patch::new(span, replacement);
    Some(Snippet::source(text).line_start(location.line).patch(patch))
}

/// The line of a location, and the part of it that is to be underlined.
struct Line<'a> {
    text: &'a str,
    span: Range<usize>,
}

impl<'a> Line<'a> {
    /// Lines of more bytes are shown in part: a minified document is one line of megabytes.
    const LONG: usize = 2_000;

    fn of(location: &Location, sources: &'a Sources) -> Self {
        let line = sources.line_around(location.file, location.span.start);
        let start = location.span.start.min(line.end);
        let end = location.span.end.min(line.end);
        Self {
            text: &sources.text(location.file)[line.clone()],
            span: start - line.start..end - line.start,
        }
    }
}

/// The surroundings of a span of a long line, with an ellipsis for what is left out.
fn excerpt(line: &str, span: Range<usize>) -> (String, Range<usize>) {
    const CHARACTERS_BEFORE: usize = 50;
    const CHARACTERS_FROM_START: usize = 70;
    let before = line[..span.start].char_indices().rev();
    let from = before.take(CHARACTERS_BEFORE).last();
    let from = from.map_or(span.start, |(offset, _)| offset);
    let mut after = line[span.start..].char_indices();
    let to = after.nth(CHARACTERS_FROM_START);
    let to = to.map_or(line.len(), |(offset, _)| span.start + offset);

    let left = if from > 0 { "…" } else { "" };
    let right = if to < line.len() { "…" } else { "" };
    let start = left.len() + span.start - from;
    let end = start + span.end.min(to) - span.start;
    (format!("{left}{}{right}", &line[from..to]), start..end)
}
