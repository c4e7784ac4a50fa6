//! Diagnostics as lines of JSON.

use super::Diagnostics;
use super::located::located;
use crate::source::Sources;

/// One object a line ([JSON Lines](https://jsonlines.org)), ordered by place. Each has:
///
/// | member | |
/// |---|---|
/// | `code`, `name` | such as `E0602` and `repeated-operation-id` |
/// | `severity` | `error`, `warning` or `note` |
/// | `message` | what is wrong |
/// | `place` | `null`, or `file`, `pointer` (a JSON Pointer, or `null`), `line`, `column`, `end_line`, `end_column`, `label` |
/// | `related` | places that have to do with it |
/// | `help` | `null`, or how to mend it |
/// | `suggestion` | `null`, or what to write at `place` instead |
///
/// Lines and columns count from 1, columns in characters; `end_column` is the one after the last.
///
/// # Errors
/// Never, in practice: all that is written is text and numbers.
pub fn json(diagnostics: &Diagnostics, sources: &Sources) -> Result<String, serde_json::Error> {
    let mut text = String::new();
    for diagnostic in located(diagnostics, sources) {
        text.push_str(&serde_json::to_string(&diagnostic)?);
        text.push('\n');
    }
    Ok(text)
}
