//! From an OpenAPI document to the source of a Rust crate.
//!
//! Data flows one way, through five stages, each in a module of its own:
//!
//! | stage | from | to |
//! |---|---|---|
//! | [`source`] | text (YAML, JSON, an overlay) | a value tree that knows the place of every node |
//! | `dialect` | the value tree | an OpenAPI 3.0 document, references within reach |
//! | `lower` | the document and `sdk.toml` | the [`api`] model: every name and type decided |
//! | [`api`] | | plain data that can be printed, pinned and compared |
//! | [`emit`] | the model | the files of a crate |
//!
//! Beside them stands [`compare`]: it reads two models, and tells what their difference means for callers.
//!
//! Nothing here knows a terminal, a clock or a network: files are read through a [`Loader`], and what goes wrong is
//! collected in [`Diagnostics`], which [`diagnostics::render`] turns into text.

pub mod api;
pub mod compare;
pub mod config;
pub mod diagnostics;
mod dialect;
pub mod emit;
mod explain;
mod lint;
mod lower;
pub mod parallel;
pub mod source;
mod template;

use std::path::Path;

use api::Api;
use config::ConfigFile;
use diagnostics::{Diagnostic, Diagnostics, Place, codes};
use dialect::Misfits;
use emit::Artefacts;
pub use explain::{Unknown, explain};
pub use lower::NEIGHBOURS;
use source::{FileId, LoadOptions, Loader, Sources};

/// What a crate is generated from.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The OpenAPI document, YAML or JSON.
    pub document: &'a Path,
    /// Corrections to it, as an OpenAPI Overlay (1.0 or 1.1).
    pub overlay: Option<&'a Path>,
    /// `sdk.toml`; see [`config`].
    pub config: Option<&'a Path>,
    /// Warnings are errors. `sdk.toml` can ask for this as well.
    pub strict: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Generation {
    /// All files that were read, to render diagnostics.
    pub sources: Sources,
    /// Every fault that was found.
    pub diagnostics: Diagnostics,
    /// What is no fault, but makes the crate poorer than it could be; none of it is an error.
    pub lints: Diagnostics,
    /// The model; `None` after an error.
    pub api: Option<Api>,
    /// What `sdk.toml` says.
    config: ConfigFile,
}

impl Generation {
    /// The files of the crate; `None` after an error.
    #[must_use]
    pub fn artefacts(&self) -> Option<Artefacts> {
        self.artefacts_beside(&|_| None)
    }

    /// The same for a crate that has hand-written modules: `read` gives the text of a file of the crate, `None` if
    /// there is none. What they offer is listed in `api.txt` with the rest.
    #[must_use]
    pub fn artefacts_beside(&self, read: &dyn Fn(&str) -> Option<String>) -> Option<Artefacts> {
        self.api.as_ref().map(|api| emit::emit_beside(api, read))
    }
}

/// Reads the inputs and makes the model of the API.
pub fn generate(loader: &dyn Loader, inputs: Inputs<'_>) -> Generation {
    generation(loader, inputs, Strictness::AsConfigured)
}

/// The same for an API that is only compared with another one: warnings stay warnings, whatever `sdk.toml` says.
/// It may well name what only one of the two documents has.
pub fn generate_to_compare(loader: &dyn Loader, inputs: Inputs<'_>) -> Generation {
    generation(loader, inputs, Strictness::AsAsked)
}

/// Whether `sdk.toml` has a say in how much a diagnostic matters.
#[derive(PartialEq)]
enum Strictness {
    AsConfigured,
    AsAsked,
}

fn generation(loader: &dyn Loader, inputs: Inputs<'_>, strictness: Strictness) -> Generation {
    let options = LoadOptions {
        overlay: inputs.overlay,
        ..LoadOptions::default()
    };
    let source::Loaded {
        mut sources,
        document,
        mut diagnostics,
    } = source::load(loader, inputs.document, options);
    let config = match inputs.config {
        Some(path) => read_config(loader, path, &mut sources, &mut diagnostics),
        None => Some(ConfigFile::absent()),
    };
    if let Some(document) = document {
        dialect::mend(&mut sources, document, &mut diagnostics);
    }
    let (api, mut lints) = match (document, &config) {
        (Some(document), Some(config)) => lowered(&sources, document, config, &mut diagnostics),
        _ => (None, Diagnostics::new()),
    };
    let config = config.unwrap_or_else(ConfigFile::absent);
    let as_configured = strictness == Strictness::AsConfigured;
    for all in [&mut diagnostics, &mut lints] {
        if as_configured {
            config.levels.apply(all);
        }
        if inputs.strict || (as_configured && config.values.strict) {
            all.deny_warnings();
        }
        all.drop_repeats();
        all.gather();
    }
    diagnostics.extend(lints.take_errors());
    let api = api.filter(|_| !diagnostics.has_errors());
    Generation {
        sources,
        diagnostics,
        lints,
        api,
        config,
    }
}

fn read_config(
    loader: &dyn Loader,
    path: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<ConfigFile> {
    let text = loader
        .read(path)
        .map_err(|error| error.to_string())
        .and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string()));
    match text {
        Ok(text) => {
            let file = sources.add_text(path, text);
            ConfigFile::read(sources, file, diagnostics)
        }
        Err(error) => {
            let message = format!("`{}` can't be read: {error}", path.display());
            let file = sources.add_text(path, "");
            diagnostics.push(
                Diagnostic::error(codes::BAD_CONFIG, message)
                    .at(Place::bytes(file, 0..0))
                    .help("check the path and the rights of the file"),
            );
            None
        }
    }
}

/// The model, and what could be better about it.
fn lowered(
    sources: &Sources,
    file: FileId,
    config: &ConfigFile,
    diagnostics: &mut Diagnostics,
) -> (Option<Api>, Diagnostics) {
    let misfits = Misfits::default();
    let outcome = lowered_with(sources, file, config, &misfits, diagnostics);
    diagnostics.extend(misfits.into_diagnostics());
    outcome
}

fn lowered_with(
    sources: &Sources,
    file: FileId,
    config: &ConfigFile,
    misfits: &Misfits,
    diagnostics: &mut Diagnostics,
) -> (Option<Api>, Diagnostics) {
    let value = sources.value(file);
    let document =
        value.and_then(|value| dialect::read(sources, file, value, misfits, diagnostics));
    let Some(document) = document else {
        return (None, Diagnostics::new());
    };
    let api = lower::lower(&document, config, diagnostics);
    // Who has errors to mend is not helped by hints.
    let lints = match diagnostics.has_errors() {
        true => Diagnostics::new(),
        false => lint::check(sources, &document, config, &api),
    };
    (Some(api), lints)
}
