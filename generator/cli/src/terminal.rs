//! What goes to the terminal.

use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write as _, stderr, stdout};

use generator::Generation;
use generator::api::Api;
use generator::diagnostics::{Diagnostics, RenderOptions, Severity, render};
use generator::source::Sources;

/// Prints every fault to standard error, and how many lints there are beside them.
pub fn print_diagnostics(generation: &Generation) {
    if !generation.diagnostics.is_empty() {
        show(&generation.diagnostics, &generation.sources);
    }
    if !generation.lints.is_empty() {
        let count = counted(generation.lints.len(), "lint");
        tell(format_args!(
            "{count} on what would make a better crate: the command `lint` shows them"
        ));
    }
}

/// Prints diagnostics to standard error, and a line that counts them.
pub(crate) fn show(diagnostics: &Diagnostics, sources: &Sources) {
    let text = render(diagnostics, sources, RenderOptions { color: color() });
    tell(text.trim_end());
    let count = |severity| {
        let of_it = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity);
        of_it.count()
    };
    tell(format_args!(
        "\n{}, {}, {}",
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
        counted(count(Severity::Note), "note"),
    ));
}

/// Writes a text to standard output. That its reader has seen enough, as `head` has, stops no command.
pub(crate) fn print(text: impl Display) -> io::Result<()> {
    match write!(stdout().lock(), "{text}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// Writes a line to standard output.
pub(crate) fn say(line: impl Display) -> io::Result<()> {
    print(format_args!("{line}\n"))
}

/// Writes a line to standard error. Where that can't be, there is nobody left to tell.
pub(crate) fn tell(line: impl Display) {
    let _ = writeln!(stderr().lock(), "{line}");
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

/// What a crate has: `19 operations and 65 types`.
pub(crate) fn size(api: &Api) -> String {
    let operations = api.groups.iter().map(|group| group.operations.len()).sum();
    format!(
        "{} and {}",
        counted(operations, "operation"),
        counted(api.types.len(), "type")
    )
}
