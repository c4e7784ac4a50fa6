//! What came of a corpus, as a table or as JSON.

use anyhow::Result;
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};
use serde::Serialize;

use super::compile::Checked;
use super::generate_one::Generated;

/// A document.
#[derive(Debug, Default, Serialize)]
pub(super) struct Row {
    pub(super) document: String,
    pub(super) generated: Option<Generated>,
    pub(super) checked: Option<Checked>,
    /// Why it went no further.
    pub(super) failure: Option<String>,
}

impl Row {
    pub(super) fn passed(&self) -> bool {
        let clean = |checked: &Checked| checked.errors == 0 && checked.warnings == 0;
        self.failure.is_none() && self.checked.as_ref().is_none_or(clean)
    }
}

pub(super) fn json(rows: &[Row]) -> Result<String> {
    Ok(serde_json::to_string_pretty(rows)?)
}

pub(super) fn table(rows: &[Row]) -> String {
    let mut table = Table::new();
    table.load_preset(NOTHING).set_header([
        "document",
        "operations",
        "types",
        "files",
        "lines",
        "s",
        "MB",
        "untyped",
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
            generated.operations.to_string(),
            generated.types.to_string(),
            generated.files.to_string(),
            generated.lines.to_string(),
            format!("{:.2}", generated.seconds),
            generated
                .peak_megabytes
                .map_or("?".to_owned(), |megabytes| format!("{megabytes:.0}")),
            generated.untyped.to_string(),
            diagnostics(generated),
        ]),
        None => cells.extend(std::iter::repeat_n(String::new(), 8)),
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
