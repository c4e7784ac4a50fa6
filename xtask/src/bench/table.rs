//! Tables in Markdown.

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, Table};

use super::contenders::Contender;

/// A table whose first column is text, and whose others are figures.
pub(super) struct Figures(Table);

impl Figures {
    /// A table with these names of columns.
    pub(super) fn new(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let mut table = Table::new();
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        table.load_preset(ASCII_MARKDOWN).set_header(names);
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        Self(table)
    }

    /// A table of [`compared`] rows: these columns, one for each contender, and the comparison.
    pub(super) fn comparing(columns: &[&str], contenders: &[Contender]) -> Self {
        let names = contenders.iter().map(|contender| contender.name);
        let columns = columns.iter().copied().chain(names);
        Self::new(columns.chain(["best peer ÷ this"]))
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.0.add_row(cells.into_iter().collect::<Vec<_>>());
    }

    /// The table's text, with a line that says what its figures are.
    pub(super) fn titled(&self, title: &str) -> String {
        format!("{title}\n\n{}\n", self.0)
    }
}

/// A figure with three significant digits at most.
pub(super) fn figure(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

/// A row of one figure for each contender, the first of them this generator, and how many times the best of the others
/// needs of what it needs.
pub(super) fn compared(name: &str, figures: &[Option<f64>]) -> Vec<String> {
    let mut cells = vec![name.to_owned()];
    cells.extend(
        figures
            .iter()
            .map(|value| value.map_or("failed".to_owned(), figure)),
    );
    let peers = figures.iter().skip(1).flatten().copied();
    let best = peers.reduce(f64::min);
    cells.push(match (figures.first().copied().flatten(), best) {
        (Some(own), Some(best)) if own > 0.0 => format!("{:.1}", best / own),
        _ => String::new(),
    });
    cells
}
