//! Blocks: paragraphs, lists, headings, code, tables, quotations.

use super::{html, inline, wrap};

/// Quotations in quotations beyond this depth are shown as text.
const MAX_DEPTH: u8 = 4;

/// Lines fit for documentation from readable Markdown.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text = without_html(text);
    Blocks::read(&text.lines().collect::<Vec<_>>(), 0)
}

/// Replaces tags everywhere but in fenced code.
fn without_html(text: &str) -> String {
    let mut out = String::new();
    let mut fence: Option<Fence> = None;
    let mut links = html::Links::default();
    for line in text.lines() {
        match &fence {
            Some(open) => {
                out.push_str(line);
                if open.is_closed_by(line) {
                    fence = None;
                }
            }
            None => {
                fence = Fence::open(line);
                match fence {
                    Some(_) => out.push_str(line),
                    None => out.push_str(&html::to_markdown(line, &mut links)),
                }
            }
        }
        out.push('\n');
    }
    out
}

/// The opening line of fenced code.
struct Fence {
    mark: char,
    length: usize,
    indent: usize,
}

impl Fence {
    fn open(line: &str) -> Option<Self> {
        let rest = line.trim_start();
        let mark = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = rest.chars().take_while(|c| *c == mark).count();
        let is_span = mark == '`' && rest[length..].contains('`');
        (length >= 3 && !is_span).then(|| Self {
            mark,
            length,
            indent: line.len() - rest.len(),
        })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim();
        line.len() >= self.length && line.chars().all(|c| c == self.mark)
    }
}

/// An open list item: where its marker and its content stood, and where its content stands now.
struct Item {
    marker: usize,
    content: usize,
    indent: usize,
}

#[derive(Default)]
pub(super) struct Blocks {
    out: Vec<String>,
    items: Vec<Item>,
    paragraph: Vec<String>,
    /// What stands before the paragraph's first line.
    lead: String,
}

impl Blocks {
    fn read(lines: &[&str], depth: u8) -> Vec<String> {
        let mut blocks = Self::default();
        let mut rest = lines;
        while let Some(length) = blocks.block(rest, depth).filter(|length| *length > 0) {
            rest = rest.get(length..).unwrap_or_default();
        }
        blocks.flush();
        blocks.finish()
    }

    /// Takes the block that begins with the first line; gives how many lines that were.
    fn block(&mut self, lines: &[&str], depth: u8) -> Option<usize> {
        let line = lines.first()?.trim_end();
        let text = line.trim_start();
        let indent = line.len() - text.len();
        if text.is_empty() {
            self.flush();
            self.blank();
            return Some(1);
        }
        if self.paragraph.is_empty() {
            self.leave_items(indent, text);
            if indent >= self.content() + 4 && marker(text).is_none() {
                return Some(self.indented_code(lines));
            }
        } else if let Some(level) = underline(text) {
            self.heading_of_paragraph(level);
            return Some(1);
        }
        if let Some(fence) = Fence::open(line) {
            return Some(self.fenced_code(&fence, lines));
        }
        if is_rule(text) {
            self.flush();
            self.apart("---");
        } else if let Some((level, title)) = heading(text) {
            self.flush();
            self.items.clear();
            self.heading(level, title);
        } else if text.starts_with('>') && depth < MAX_DEPTH {
            return Some(self.quotation(lines, depth));
        } else if let Some(width) = marker(text) {
            self.item(indent, text, width);
        } else if is_table(text, lines.get(1)) {
            return Some(self.table(lines));
        } else {
            self.paragraph.push(text.to_owned());
        }
        Some(1)
    }

    /// Where content of the innermost item stood.
    fn content(&self) -> usize {
        self.items.last().map_or(0, |item| item.content)
    }

    fn prefix(&self) -> String {
        " ".repeat(self.items.last().map_or(0, |item| item.indent))
    }

    /// Ends the items to which a line after a blank one does not belong.
    fn leave_items(&mut self, indent: usize, text: &str) {
        if marker(text).is_some() {
            return;
        }
        while self
            .items
            .last()
            .is_some_and(|item| indent < item.content.min(item.marker + 2))
        {
            self.items.pop();
        }
    }

    fn item(&mut self, indent: usize, text: &str, width: usize) {
        self.flush();
        while self
            .items
            .last()
            .is_some_and(|item| indent <= item.marker || indent < item.marker + 2)
        {
            self.items.pop();
        }
        let mark = text[..width].trim_end();
        let mark = if mark.len() == 1 { "-" } else { mark };
        let outer = self.prefix();
        let rest = text[width..].trim_start();
        self.items.push(Item {
            marker: indent,
            content: indent + width,
            indent: outer.len() + mark.len() + 1,
        });
        self.lead = format!("{outer}{mark} ");
        self.paragraph.push(rest.to_owned());
    }

    fn flush(&mut self) {
        let lead = std::mem::take(&mut self.lead);
        if self.paragraph.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.paragraph).join("\n");
        let prefix = self.prefix();
        let lead = if lead.is_empty() {
            prefix.clone()
        } else {
            lead
        };
        let text = inline::escaped(&text);
        self.out.extend(wrap::wrapped(&text, &lead, &prefix));
    }

    fn blank(&mut self) {
        if self.out.last().is_some_and(|last| !last.is_empty()) {
            self.out.push(String::new());
        }
    }

    /// A line with blank ones around it.
    fn apart(&mut self, line: &str) {
        self.blank();
        let prefix = self.prefix();
        self.out.push(format!("{prefix}{line}"));
        self.blank();
    }

    /// One level down: the highest one is for the sections that every item has, such as "Errors".
    fn heading(&mut self, level: usize, title: &str) {
        let marks = "#".repeat((level + 1).min(6));
        let title = inline::escaped(title);
        // What was an anchor may have stood behind it.
        let title = title.trim();
        if !title.is_empty() {
            self.apart(&format!("{marks} {title}"));
        }
    }

    fn heading_of_paragraph(&mut self, level: usize) {
        let title = std::mem::take(&mut self.paragraph).join(" ");
        if self.lead.is_empty() {
            self.items.clear();
            self.heading(level, &title);
        } else {
            // Under a list item it is a rule.
            self.paragraph.push(title);
            self.flush();
        }
    }

    fn fenced_code(&mut self, fence: &Fence, lines: &[&str]) -> usize {
        self.flush();
        let inside = lines
            .iter()
            .skip(1)
            .take_while(|line| !fence.is_closed_by(line));
        let code: Vec<String> = inside.map(|line| dedented(line, fence.indent)).collect();
        let taken = code.len() + 2;
        self.code(&code);
        taken.min(lines.len())
    }

    fn indented_code(&mut self, lines: &[&str]) -> usize {
        let indent = self.content() + 4;
        let is_code =
            |line: &&&str| line.trim().is_empty() || line.len() - line.trim_start().len() >= indent;
        let mut code: Vec<String> = lines
            .iter()
            .take_while(is_code)
            .map(|line| dedented(line, indent))
            .collect();
        while code.last().is_some_and(String::is_empty) {
            code.pop();
        }
        self.code(&code);
        code.len().max(1)
    }

    /// Code in a language that rustdoc does not run.
    fn code(&mut self, code: &[String]) {
        if code.iter().all(String::is_empty) {
            return;
        }
        let longest = code
            .iter()
            .flat_map(|line| line.split(|c| c != '`'))
            .map(str::len)
            .max();
        let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
        let prefix = self.prefix();
        self.blank();
        self.out.push(format!("{prefix}{fence}text"));
        self.out.extend(
            code.iter()
                .map(|line| format!("{prefix}{line}").trim_end().to_owned()),
        );
        self.out.push(format!("{prefix}{fence}"));
        self.blank();
    }

    fn quotation(&mut self, lines: &[&str], depth: u8) -> usize {
        self.flush();
        let quoted: Vec<&str> = lines
            .iter()
            .map_while(|line| line.trim_start().strip_prefix('>'))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        let prefix = self.prefix();
        self.blank();
        for line in Self::read(&quoted, depth + 1) {
            self.out
                .push(format!("{prefix}> {line}").trim_end().to_owned());
        }
        self.blank();
        quoted.len()
    }

    fn table(&mut self, lines: &[&str]) -> usize {
        self.flush();
        self.blank();
        let prefix = self.prefix();
        let rows = lines.iter().take_while(|line| line.contains('|'));
        let rows: Vec<String> = rows
            .map(|line| inline::escaped(line.trim()))
            .map(|line| format!("{prefix}{}", wrap::as_text(&line)))
            .collect();
        let taken = rows.len();
        self.out.extend(rows);
        self.blank();
        taken
    }

    fn finish(mut self) -> Vec<String> {
        while self.out.last().is_some_and(String::is_empty) {
            self.out.pop();
        }
        self.out
    }
}

fn dedented(line: &str, indent: usize) -> String {
    let blanks = line.len() - line.trim_start_matches(' ').len();
    line[blanks.min(indent)..].trim_end().to_owned()
}

/// The width of a list marker with the blank behind it.
fn marker(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match text.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => 1,
        b'.' | b')' if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    let is_item = text[mark..].starts_with(' ') && !text[mark..].trim().is_empty();
    is_item.then_some(mark + 1)
}

fn heading(text: &str) -> Option<(usize, &str)> {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let title = text[level..]
        .strip_prefix(' ')?
        .trim()
        .trim_end_matches('#')
        .trim_end();
    ((1..=6).contains(&level) && !title.is_empty()).then_some((level, title))
}

/// The level of the heading that a line makes of the paragraph above it.
fn underline(text: &str) -> Option<usize> {
    match text.chars().next() {
        Some('=') if text.chars().all(|c| c == '=') => Some(1),
        Some('-') if text.chars().all(|c| c == '-') => Some(2),
        _ => None,
    }
}

fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| *c != ' ');
    match marks.next() {
        Some(mark @ ('-' | '*' | '_')) => {
            let rest: Vec<char> = marks.collect();
            rest.len() >= 2 && rest.iter().all(|c| *c == mark)
        }
        _ => false,
    }
}

/// A table begins with a row above a line of dashes.
fn is_table(text: &str, next: Option<&&str>) -> bool {
    let is_delimiter = |line: &str| {
        let line = line.trim();
        line.contains('-')
            && line.contains('|')
            && line.chars().all(|c| matches!(c, '-' | ':' | '|' | ' '))
    };
    text.contains('|') && next.is_some_and(|next| is_delimiter(next))
}
