//! What goes to the terminal.

use std::io::{IsTerminal, stderr};

use generator::Generation;
use generator::diagnostics::{RenderOptions, Severity, render};

/// Prints all diagnostics to standard error, and a line that counts them.
pub fn print_diagnostics(generation: &Generation) {
    let text = render(
        &generation.diagnostics,
        &generation.sources,
        RenderOptions { color: color() },
    );
    if text.is_empty() {
        return;
    }
    eprintln!("{}", text.trim_end());
    let count = |severity| {
        generation
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    eprintln!(
        "\n{}, {}, {}",
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
        counted(count(Severity::Note), "note"),
    );
}

/// Colours only for people who want them: <https://no-color.org>.
fn color() -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    stderr().is_terminal() && !unwanted
}

/// `1 file`, `2 files`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
