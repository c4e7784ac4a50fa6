//! The page of each code holds what it says: its faulty example gives that code, and the mended one doesn't.
//!
//! The examples are the fenced blocks of a page. Their marks say what they are: `faulty` or `mended`; a whole document, a
//! `fragment` of one without its first lines, an `overlay`, or an `sdk.toml`. Overlays and `sdk.toml` go with the block
//! marked `document`, or with [`PETS`].

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use generator::diagnostics::{
    Code, Diagnostic, Diagnostics, RenderOptions, Severity, codes, render,
};
use generator::{Generation, Inputs, generate};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// What no example shows, and why.
const NOT_SHOWN: &[(Code, &str)] = &[
    (codes::UNREADABLE, "the file is not there"),
    (codes::ENCODING, "a page is UTF-8 itself"),
    (codes::LONG_KEYS, "it takes megabytes of keys"),
    (codes::OVERLAY_BOMB, "it takes a document of megabytes"),
    (codes::TOO_DEEP, "it takes more than 32 levels"),
];

/// The document that overlays and `sdk.toml`s go with.
const PETS: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://api.pets.example" }]
security: [{ bearer: [] }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      parameters: [{ name: cursor, in: query, schema: { type: string } }]
      responses:
        "200":
          description: A page of pets.
          content: { application/json: { schema: { $ref: "#/components/schemas/PetPage" } } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
  schemas:
    PetPage:
      type: object
      required: [data]
      properties:
        data: { type: array, items: { $ref: "#/components/schemas/Pet" } }
        next: { type: string }
    Pet:
      type: object
      properties:
        id: { type: integer }
        name: { type: string }
        weight: { type: number }
"##;

#[test]
fn the_faulty_example_gives_the_code_and_nothing_else() {
    let wrong = shown().filter_map(|code| {
        let generation = Example::of(code, "faulty").generate();
        let is_alone = found(code, &generation) == BTreeSet::from([code.as_str()]);
        let mut own = all(&generation).filter(|diagnostic| diagnostic.code == code);
        let is_as_said = own.all(|diagnostic| diagnostic.severity == code.severity());
        let stops = generation.api.is_none() == (code.severity() == Severity::Error);
        (!(is_alone && is_as_said && stops)).then(|| said(code, &generation))
    });
    assert_eq!(wrong.collect::<String>(), "");
}

#[test]
fn the_mended_example_gives_nothing() {
    let wrong = shown().filter_map(|code| {
        let generation = Example::of(code, "mended").generate();
        let is_sound = found(code, &generation).is_empty() && generation.api.is_some();
        (!is_sound).then(|| said(code, &generation))
    });
    assert_eq!(wrong.collect::<String>(), "");
}

#[test]
fn each_page_says_what_the_generator_does_meanwhile() {
    for code in codes::ALL {
        let says = code
            .page()
            .lines()
            .any(|line| line.starts_with("Meanwhile"));
        assert!(says, "{code}");
    }
}

#[test]
fn numbers_and_names_are_each_there_once() {
    let numbers: BTreeSet<_> = codes::ALL.iter().map(|code| code.as_str()).collect();
    let names: BTreeSet<_> = codes::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(numbers.len(), codes::ALL.len());
    assert_eq!(names.len(), codes::ALL.len());
    assert!(codes::ALL.is_sorted());
    for code in codes::ALL {
        assert_eq!(Code::find(code.name()), Some(*code));
        assert_eq!(Code::find(&code.as_str().to_lowercase()), Some(*code));
    }
}

#[test]
fn the_marks_of_the_examples_are_not_shown() {
    for code in codes::ALL {
        let text = code.explanation();
        let marked = text
            .lines()
            .find(|line| line.starts_with("```") && line.contains(','));
        assert_eq!(marked, None, "{code}");
        assert_eq!(text.lines().count(), code.page().lines().count(), "{code}");
    }
}

fn shown() -> impl Iterator<Item = Code> {
    let hidden = |code: &Code| NOT_SHOWN.iter().any(|(hidden, _)| hidden == code);
    codes::ALL.iter().copied().filter(move |code| !hidden(code))
}

fn all(generation: &Generation) -> impl Iterator<Item = &Diagnostic> {
    generation.diagnostics.iter().chain(generation.lints.iter())
}

/// The codes of what is wrong. Whether a crate could be richer is another question: of a page on that, what is told of
/// the faulty example and not of the mended one.
fn found(code: Code, generation: &Generation) -> BTreeSet<&'static str> {
    let mut found = codes_of(&generation.diagnostics);
    if code.is_lint() {
        let mended = codes_of(&Example::of(code, "mended").generate().lints);
        found.extend(codes_of(&generation.lints).difference(&mended));
    }
    found
}

fn codes_of(diagnostics: &Diagnostics) -> BTreeSet<&'static str> {
    let diagnostics = diagnostics.iter();
    diagnostics
        .map(|diagnostic| diagnostic.code.as_str())
        .collect()
}

fn said(code: Code, generation: &Generation) -> String {
    let render = |diagnostics| render(diagnostics, &generation.sources, RenderOptions::default());
    format!(
        "{code}:\n{}{}",
        render(&generation.diagnostics),
        render(&generation.lints)
    )
}

/// What is generated from.
struct Example {
    document: String,
    overlay: Option<String>,
    config: Option<String>,
}

impl Example {
    /// The example of a page that has a mark.
    fn of(code: Code, mark: &str) -> Self {
        let blocks = blocks(code);
        let find = |mark: &str| blocks.iter().find(|block| block.has(mark));
        let block = find(mark).unwrap_or_else(|| panic!("{code} has no `{mark}` example"));
        let document = || find("document").map_or(PETS.to_owned(), Block::document);
        match (block.has("toml"), block.has("overlay")) {
            (true, _) => Self {
                document: document(),
                overlay: None,
                config: Some(block.text.clone()),
            },
            (_, true) => Self {
                document: document(),
                overlay: Some(block.text.clone()),
                config: None,
            },
            _ => Self {
                document: block.document(),
                overlay: None,
                config: None,
            },
        }
    }

    fn generate(&self) -> Generation {
        let loader = |path: &Path| {
            let text = match path.to_str() {
                Some("openapi.yaml") => Some(&self.document),
                Some("overlay.yaml") => self.overlay.as_ref(),
                Some("sdk.toml") => self.config.as_ref(),
                _ => None,
            };
            let text = text.map(|text| text.clone().into_bytes());
            text.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
        };
        let inputs = Inputs {
            document: Path::new("openapi.yaml"),
            overlay: self.overlay.as_ref().map(|_| Path::new("overlay.yaml")),
            config: self.config.as_ref().map(|_| Path::new("sdk.toml")),
            strict: false,
        };
        generate(&loader, inputs)
    }
}

/// A fenced block of a page.
struct Block {
    marks: Vec<String>,
    text: String,
}

impl Block {
    fn has(&self, mark: &str) -> bool {
        self.marks.iter().any(|own| own == mark)
    }

    fn document(&self) -> String {
        let text = &self.text;
        match self.has("fragment") {
            true => format!("openapi: 3.0.3\ninfo: {{ title: Pets, version: '1' }}\n{text}"),
            false => text.clone(),
        }
    }
}

fn blocks(code: Code) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut current: Option<Block> = None;
    for event in Parser::new(code.page()) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let marks = info.split(',').map(str::to_owned).collect();
                let text = String::new();
                current = Some(Block { marks, text });
            }
            Event::Text(text) => {
                if let Some(block) = &mut current {
                    block.text.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(current.take()),
            _ => {}
        }
    }
    blocks
}
