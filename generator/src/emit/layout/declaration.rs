//! Declarations of structs and enums: most of what is emitted, so they are written as text at once.

use super::{WIDTH, add_comment, columns};

/// A struct or an enum.
pub(in crate::emit) struct Declaration {
    /// Lines of documentation.
    pub(in crate::emit) docs: Vec<String>,
    /// The traits that are derived.
    pub(in crate::emit) derives: &'static str,
    pub(in crate::emit) kind: Kind,
    pub(in crate::emit) name: String,
    pub(in crate::emit) members: Vec<Member>,
}

/// Whether a declaration is a struct or an enum.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::emit) enum Kind {
    Struct,
    Enum,
}

/// A field or a variant.
pub(in crate::emit) struct Member {
    /// Lines of documentation.
    pub(in crate::emit) docs: Vec<String>,
    pub(in crate::emit) name: String,
    /// The type of the field, or of what the variant holds.
    pub(in crate::emit) ty: Option<String>,
}

impl Declaration {
    /// The text, as `rustfmt` leaves it.
    pub(in crate::emit) fn text(&self) -> String {
        let text = self.line_by_line();
        if !text.lines().any(is_too_wide) {
            return text;
        }
        syn::parse_str(&text).map_or(text, |item| super::items(vec![item]).0)
    }

    /// The text with each member in a line, however wide.
    fn line_by_line(&self) -> String {
        let mut text = String::new();
        document(&mut text, &self.docs, "");
        let keyword = match self.kind {
            Kind::Struct => "struct",
            Kind::Enum => "enum",
        };
        text.push_str(&format!(
            "#[derive({})]\n#[non_exhaustive]\npub {keyword} {} {{",
            self.derives, self.name
        ));
        if self.members.is_empty() {
            text.push_str("}\n");
            return text;
        }
        text.push('\n');
        for member in &self.members {
            document(&mut text, &member.docs, "    ");
            text.push_str(&member.line(self.kind));
        }
        text.push_str("}\n");
        text
    }
}

impl Member {
    fn line(&self, kind: Kind) -> String {
        let name = &self.name;
        match (kind, &self.ty) {
            (Kind::Struct, Some(ty)) => format!("    pub {name}: {ty},\n"),
            (Kind::Enum, Some(ty)) => format!("    {name}({ty}),\n"),
            (_, None) => format!("    {name},\n"),
        }
    }
}

fn is_too_wide(line: &str) -> bool {
    columns(line) > WIDTH && !line.trim_start().starts_with("///")
}

/// Adds lines of documentation in front of an item.
fn document(text: &mut String, lines: &[String], indentation: &str) {
    for line in lines {
        add_comment(text, indentation, "///", line);
    }
}
