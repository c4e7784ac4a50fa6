//! The document's Markdown in rustdoc.

use std::cell::RefCell;

use generator::api::{Member, Type};
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag};

use super::file;
use super::sample::{definition, docs, empty, member, object, schema_path};

/// The documentation of a field that the document describes with `text`.
fn documentation(text: &str) -> String {
    documentations(&[text.to_owned()]).remove(0)
}

/// The documentation of fields, one for each text.
fn documentations(texts: &[String]) -> Vec<String> {
    let described = texts.iter().enumerate().map(|(index, text)| Member {
        docs: docs(text),
        ..member(&format!("field{index}"), "field", Type::Bool, true)
    });
    let mut api = empty();
    let thing = definition(Some("Thing"), object(described.collect()));
    api.types.insert(schema_path("thing", "Thing"), thing);
    let text = file(&api, "src/types/thing.rs");
    let items = syn::parse_file(&text).unwrap().items;
    let fields = items.into_iter().find_map(|item| match item {
        syn::Item::Struct(item) => Some(item.fields),
        _ => None,
    });
    fields
        .unwrap()
        .iter()
        .map(|field| written(&field.attrs))
        .collect()
}

/// The text of documentation comments.
fn written(attributes: &[syn::Attribute]) -> String {
    let lines = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(syn::MetaNameValue {
                value:
                    syn::Expr::Lit(syn::ExprLit {
                        lit: syn::Lit::Str(line),
                        ..
                    }),
                ..
            }) => Some(line.value()),
            _ => None,
        });
    lines
        .map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn text_stays_as_it_is() {
    assert_eq!(
        documentation("One *line*.\nAnother `one`.\n\nA paragraph."),
        "One *line*.\nAnother `one`.\n\nA paragraph."
    );
}

#[test]
fn a_field_without_a_description_says_its_name_on_the_wire() {
    assert_eq!(documentation("  \n "), "The member `field`.");
}

#[test]
fn long_lines_are_broken_between_words() {
    let text = documentation(&"word ".repeat(60));
    assert!(text.lines().count() > 1);
    assert!(text.lines().all(|line| line.len() <= 92), "{text}");
    assert_eq!(text.split_whitespace().count(), 60);
}

#[test]
fn a_broken_line_begins_no_list() {
    let text = documentation(&format!(
        "{} - 2. # > {}",
        "word ".repeat(18),
        "word ".repeat(18)
    ));
    let starts: Vec<&str> = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(
        !starts.is_empty() && starts.iter().all(|start| *start == "word"),
        "{text}"
    );
}

#[test]
fn bare_urls_become_links() {
    assert_eq!(
        documentation("See https://example.com/a_(b)?c=d. Or (http://example.com)!"),
        "See <https://example.com/a_(b)?c=d>. Or (<http://example.com>)!"
    );
    assert_eq!(
        documentation("`https://example.com` <https://example.com>"),
        "`https://example.com` <https://example.com>"
    );
}

#[test]
fn only_links_to_somewhere_stay_links() {
    assert_eq!(
        documentation("[a](https://example.com \"title\")"),
        "[a](https://example.com)"
    );
    assert_eq!(
        documentation("[the `guide`](/guide) and [b](#c)"),
        "the `guide` and b"
    );
    assert_eq!(
        documentation("items[0], [Order], [x][y]"),
        "items\\[0\\], \\[Order\\], \\[x\\]\\[y\\]"
    );
    assert_eq!(
        documentation("[a [b](https://example.com/(c))]"),
        "\\[a [b](<https://example.com/(c)>)\\]"
    );
}

#[test]
fn tags_become_markdown_or_text() {
    assert_eq!(
        documentation(
            "<p>A <b>bold</b> <code>Vec<u8></code><br/>x<ul><li>one</li><li>two</li></ul>"
        ),
        "A **bold** `Vec<u8>`\nx\n\n- one\n- two"
    );
    assert_eq!(
        documentation("a < b, <id>, <!-- hidden -->c"),
        "a \\< b, \\<id>, c"
    );
    assert_eq!(
        documentation("<a href=\"https://example.com\">here</a>"),
        "[here](https://example.com)"
    );
}

#[test]
fn no_code_is_run() {
    assert_eq!(
        documentation("```rust\npanic!();\n```"),
        "```text\npanic!();\n```"
    );
    assert_eq!(documentation("~~~\n```\n~~~"), "````text\n```\n````");
    assert_eq!(
        documentation("Text.\n\n    let x = 1;\n\nMore."),
        "Text.\n\n```text\nlet x = 1;\n```\n\nMore."
    );
    assert_eq!(
        documentation("```\nnever closed"),
        "```text\nnever closed\n```"
    );
    assert_eq!(
        documentation("- item\n\n      code"),
        "- item\n\n  ```text\n  code\n  ```"
    );
}

#[test]
fn lists_are_indented_as_they_are_read() {
    assert_eq!(
        documentation("* one\nlazy\n    * inner\n    more\n* two\n\n  paragraph\n\nafter"),
        "- one\n  lazy\n  - inner\n    more\n- two\n\n  paragraph\n\nafter"
    );
    assert_eq!(
        documentation("1. one\n2. two\n   more"),
        "1. one\n2. two\n   more"
    );
}

#[test]
fn headings_go_below_those_of_rustdoc() {
    assert_eq!(
        documentation("# Title #\ntext\n\nOther\n====="),
        "## Title\n\ntext\n\n## Other"
    );
    assert_eq!(documentation("###### Deep"), "###### Deep");
    assert_eq!(
        documentation("# Title <a name=\"title\"></a>\n\n# <a name=\"text\"></a>\n\ntext"),
        "## Title\n\ntext"
    );
}

#[test]
fn quotations_and_tables_are_kept() {
    assert_eq!(documentation("> said\n> - a\n> b"), "> said\n> - a\n>   b");
    assert_eq!(
        documentation("Text\n| a | b |\n|---|---|\n| [x] | `|` |"),
        "Text\n\n| a | b |\n|---|---|\n| \\[x\\] | `|` |"
    );
}

#[test]
fn unbalanced_marks_are_text() {
    assert_eq!(
        documentation("a ` b ``c`` \\[d\\] [e"),
        "a \\` b `c` \\[d\\] \\[e"
    );
}

#[test]
fn characters_that_do_not_show_are_removed() {
    assert_eq!(
        documentation("a\u{202e}b\u{0}c\u{feff}\r\nd\re\u{2028}f\tg  "),
        "abc\nd\ne\nf    g".replace("    ", " ")
    );
}

/// What rustdoc, which reads Markdown with the same parser, would warn of or run.
fn faults(written: &str) -> Vec<String> {
    let broken = RefCell::new(Vec::new());
    let note = |link: BrokenLink<'_>| {
        broken
            .borrow_mut()
            .push(format!("broken link {}", link.reference));
        None
    };
    let parser = Parser::new_with_broken_link_callback(written, Options::ENABLE_TABLES, Some(note));
    let found = parser.filter_map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(format!("HTML {html}")),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Some("indented code".to_owned()),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if *language != *"text" => {
            Some(format!("code in {language:?}"))
        }
        Event::Start(Tag::Link { dest_url, .. }) if !dest_url.contains(':') => {
            Some(format!("link to {dest_url}"))
        }
        _ => None,
    });
    let mut found: Vec<String> = found.collect();
    found.extend(broken.into_inner());
    found
}

#[test]
fn rustdoc_has_nothing_to_say_of_any_text() {
    let pieces = [
        "`",
        "``",
        "```",
        "[",
        "](",
        "]",
        ")",
        "<",
        ">",
        "- ",
        "1. ",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "# ",
        "|",
        "\n|---|\n",
        "é",
        "https://a.b",
        "\\",
        "<a>",
        "</p>",
        "*",
        "~~~",
        "===",
        "word",
        "![",
        "&lt;",
    ];
    // A small generator of numbers is enough to mix the pieces.
    let mut state = 7_u32;
    let mut piece = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        pieces[(state >> 16) as usize % pieces.len()]
    };
    let texts: Vec<String> = (0..2_000)
        .map(|_| {
            std::iter::once("start ")
                .chain((0..24).map(|_| piece()))
                .collect()
        })
        .collect();
    for (text, written) in texts.iter().zip(documentations(&texts)) {
        let faults = faults(&written);
        assert!(
            faults.is_empty(),
            "{text:?} became {written:?}, which has {faults:?}"
        );
    }
}
