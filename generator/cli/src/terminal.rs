//! What goes to the terminal.

use std::io::{IsTerminal, stderr};

use generator::Generation;
use generator::diagnostics::{Diagnostics, RenderOptions, Severity, render};
use generator::source::Sources;

/// Prints every fault to standard error, and how many lints there are beside them.
pub fn print_diagnostics(generation: &Generation) {
    if !generation.diagnostics.is_empty() {
        print(&generation.diagnostics, &generation.sources);
    }
    if !generation.lints.is_empty() {
        let count = counted(generation.lints.len(), "lint");
        eprintln!("{count} on what would make a better crate: the command `lint` shows them");
    }
}

/// Prints diagnostics to standard error, and a line that counts them.
pub(crate) fn print(diagnostics: &Diagnostics, sources: &Sources) {
    let text = render(diagnostics, sources, RenderOptions { color: color() });
    eprintln!("{}", text.trim_end());
    let count = |severity| {
        let of_it = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity);
        of_it.count()
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
