//! What came of a corpus, as a table or as JSON.

use anyhow::Result;
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};
use serde::Serialize;

use super::compile::Checked;
use super::generate_one::Generated;
use super::round_trip::Findings;

/// A document.
#[derive(Debug, Default, Serialize)]
pub(super) struct Row {
    pub(super) document: String,
    pub(super) generated: Option<Generated>,
    pub(super) checked: Option<Checked>,
    /// What came of random values.
    pub(super) round_trip: Option<Findings>,
    /// What came of the document's own examples.
    pub(super) examples: Option<Findings>,
    /// Why it went no further.
    pub(super) failure: Option<String>,
}

impl Row {
    pub(super) fn passed(&self) -> bool {
        let clean = |checked: &Checked| checked.errors == 0 && checked.warnings == 0;
        let trips = self.round_trip.iter().chain(&self.examples);
        self.failure.is_none()
            && self.checked.as_ref().is_none_or(clean)
            && trips.into_iter().all(Findings::passed)
    }

    /// Fields that are untyped though their schemas say more.
    pub(super) fn recoverable(&self) -> usize {
        let untyped = self
            .generated
            .iter()
            .flat_map(|generated| &generated.untyped);
        untyped.filter(|untyped| untyped.recoverable).count()
    }
}

pub(super) fn json(rows: &[Row]) -> Result<String> {
    Ok(serde_json::to_string_pretty(rows)?)
}

/// The table, and below it what was asked for in lists.
pub(super) fn text(rows: &[Row], untyped: bool) -> String {
    let mut text = table(rows);
    let round_trip = |row: &'_ Row| row.round_trip.is_some();
    let examples = |row: &'_ Row| row.examples.is_some();
    if rows.iter().any(round_trip) {
        text.push_str(&findings("round trip", rows, |row| row.round_trip.as_ref()));
    }
    if rows.iter().any(examples) {
        text.push_str(&findings("examples", rows, |row| row.examples.as_ref()));
    }
    if untyped {
        text.push_str(&census(rows));
    }
    text
}

/// A table of what came of values, and each schema or example that failed.
fn findings<'r>(
    title: &str,
    rows: &'r [Row],
    of: impl Fn(&'r Row) -> Option<&'r Findings>,
) -> String {
    let mut table = Table::new();
    table.load_preset(NOTHING).set_header([
        title,
        "schemas",
        "values",
        "failed",
        "respelt",
        "undeclared",
        "unrecognised",
        "invalid",
        "loose",
        "untried",
    ]);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let mut details = String::new();
    for row in rows {
        let Some(findings) = of(row) else { continue };
        let counts = [
            findings.schemas,
            findings.values,
            findings.failed,
            findings.respelt,
            findings.undeclared,
            findings.unrecognized,
            findings.invalid,
            findings.loosely.len(),
            findings.untried.len(),
        ];
        let counts = counts.iter().map(usize::to_string);
        table.add_row(std::iter::once(row.document.clone()).chain(counts));
        let of_kind = |kind: &'static str| {
            let remarks = findings.remarks.iter();
            remarks.filter(move |remark| remark.what.starts_with(kind))
        };
        let listed = findings
            .failures
            .iter()
            .chain(of_kind("unrecognised"))
            .chain(of_kind("undeclared"))
            .chain(of_kind("respelt").take(1));
        for failure in listed {
            details.push_str(&format!(
                "\n\n{}: {}\n  {}\n  {}\n  {}",
                row.document,
                failure.place,
                failure.ty,
                cut(&failure.value),
                cut(&failure.what)
            ));
        }
        for note in &findings.untried {
            details.push_str(&format!(
                "\n\n{}: {}\n  {}",
                row.document,
                note.place,
                cut(&note.text)
            ));
        }
    }
    format!("\n\n{table}{details}")
}

/// Each untyped field.
fn census(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        let untyped = row
            .generated
            .iter()
            .flat_map(|generated| &generated.untyped);
        for untyped in untyped {
            let mark = if untyped.recoverable {
                "RECOVERABLE "
            } else {
                ""
            };
            text.push_str(&format!(
                "\n{}: {}\n  {}: {mark}{}",
                row.document, untyped.place, untyped.field, untyped.reason
            ));
        }
    }
    format!("\n{text}")
}

/// A text of a length that can be read.
fn cut(text: &str) -> String {
    const LENGTH: usize = 400;
    match text.char_indices().nth(LENGTH) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text.to_owned(),
    }
}

fn table(rows: &[Row]) -> String {
    let mut table = Table::new();
    table.load_preset(NOTHING).set_header([
        "document",
        "dialect",
        "operations",
        "schemas",
        "types",
        "files",
        "lines",
        "s",
        "MB",
        "untyped",
        "recoverable",
        "diagnostics",
        "check s",
        "warnings",
        "errors",
        "",
    ]);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    for row in rows {
        table.add_row(cells(row));
    }
    let passed = rows.iter().filter(|row| row.passed()).count();
    let mut text = format!("{table}\n\n{passed} of {} passed", rows.len());
    for row in rows {
        let first = row
            .checked
            .as_ref()
            .and_then(|checked| checked.first.as_ref());
        if let Some(why) = row.failure.as_ref().or(first) {
            text.push_str(&format!("\n\n{}: {why}", row.document));
        }
    }
    text
}

fn cells(row: &Row) -> Vec<String> {
    let mut cells = vec![row.document.clone()];
    match &row.generated {
        Some(generated) => cells.extend([
            generated.dialect.clone(),
            generated.operations.to_string(),
            generated.schemas.to_string(),
            generated.types.to_string(),
            generated.files.to_string(),
            generated.lines.to_string(),
            format!("{:.2}", generated.seconds),
            generated
                .peak_megabytes
                .map_or("?".to_owned(), |megabytes| format!("{megabytes:.0}")),
            generated.untyped.len().to_string(),
            row.recoverable().to_string(),
            diagnostics(generated),
        ]),
        None => cells.extend(std::iter::repeat_n(String::new(), 11)),
    }
    match &row.checked {
        Some(checked) => cells.extend([
            format!("{:.1}", checked.seconds),
            checked.warnings.to_string(),
            checked.errors.to_string(),
        ]),
        None => cells.extend(std::iter::repeat_n(String::new(), 3)),
    }
    cells.push(if row.passed() { "ok" } else { "FAILED" }.to_owned());
    cells
}

fn diagnostics(generated: &Generated) -> String {
    let counts = generated
        .diagnostics
        .iter()
        .map(|(code, count)| format!("{code}×{count}"));
    counts.collect::<Vec<_>>().join(" ")
}
