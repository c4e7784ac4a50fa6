//! Diagnostics as annotations of a pull request.

use super::located::{Located, located};
use super::{Diagnostics, Severity};
use crate::source::Sources;

/// One [workflow command](https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands) a
/// diagnostic, which GitHub Actions shows beside the line that it is about.
#[must_use]
pub fn github(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let located = located(diagnostics, sources);
    located.iter().map(command).collect()
}

fn command(diagnostic: &Located<'_>) -> String {
    let name = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        properties.push(("file", place.file.clone()));
        properties.push(("line", place.line.to_string()));
        properties.push(("endLine", place.end_line.to_string()));
        // Columns are for what stands on one line; there, both are part of what is marked.
        if place.end_line == place.line {
            let last = place.end_column.saturating_sub(1).max(place.column);
            properties.push(("col", place.column.to_string()));
            properties.push(("endColumn", last.to_string()));
        }
    }
    let title = format!("{} {}", diagnostic.code, diagnostic.name);
    properties.push(("title", title));
    let properties: Vec<String> = properties
        .into_iter()
        .map(|(key, value)| format!("{key}={}", escaped_property(&value)))
        .collect();
    let mut message = diagnostic.message.to_owned();
    for related in &diagnostic.related {
        let label = related.label.unwrap_or("see also");
        let (file, line, column) = (&related.file, related.line, related.column);
        message.push_str(&format!("\n{label}: {file}:{line}:{column}"));
    }
    if let Some(help) = diagnostic.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    format!("::{name} {}::{}\n", properties.join(","), escaped(&message))
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
