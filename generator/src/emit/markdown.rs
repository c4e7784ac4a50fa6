//! The document's Markdown, made fit for rustdoc.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|l| l.trim().replace('<', "\\<").replace('[', "\\["))
        .collect()
}
