//! Tokens as a person writes them.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The text of tokens, with blanks where a person puts them.
pub(super) fn spelled(tokens: TokenStream) -> String {
    let mut out = String::new();
    let mut follows_word = false;
    let mut is_joint = false;
    for token in tokens {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if is_word && follows_word {
            out.push(' ');
        }
        match &token {
            TokenTree::Group(group) => {
                if follows_word && group.delimiter() == Delimiter::Bracket {
                    out.push(' ');
                }
                out.push_str(&group_text(group));
            }
            TokenTree::Punct(punct) => {
                let is_sign = matches!(punct.as_char(), '=' | '+')
                    || punct.as_char() == '-' && punct.spacing() == Spacing::Joint;
                let follows = follows_word || out.ends_with(['>', ')', ']']);
                if is_sign && follows && !out.ends_with(' ') {
                    out.push(' ');
                }
                out.push(punct.as_char());
                let ends_arrow = punct.as_char() == '>' && out.ends_with("->");
                let is_alone = punct.spacing() == Spacing::Alone && !is_joint;
                let is_separator = matches!(punct.as_char(), ',' | '=' | '+')
                    || punct.as_char() == ':' && is_alone;
                if ends_arrow || is_separator {
                    out.push(' ');
                }
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if out.ends_with('>') {
                    out.push(' ');
                }
                out.push_str(&token.to_string());
            }
        }
        is_joint = matches!(&token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
        follows_word = is_word;
    }
    out.trim_end().to_owned()
}

fn group_text(group: &proc_macro2::Group) -> String {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    };
    format!("{open}{}{close}", spelled(group.stream()))
}
