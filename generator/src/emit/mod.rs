//! From the model of an API to the files of a Rust crate.
//!
//! Only [`api`](crate::api) is read. Every file is made by itself, from what stands in the model: a change of the API
//! changes the lines that it is about.

mod artefacts;
mod client;
mod crate_root;
mod dependencies;
mod docs;
mod failures;
mod features;
mod layout;
mod manifest;
mod markdown;
pub(crate) mod names;
mod operations;
mod readme;
mod runtime;
mod scope;
mod source_file;
mod surface;
mod types;

pub use artefacts::Artefacts;
pub(crate) use manifest::runtime_dependencies;
pub(crate) use runtime::is_at_root;
use source_file::Source;
use surface::Surface;

use crate::api::{Api, TypePath};
use crate::parallel;

/// Makes the files of the crate.
#[must_use]
pub fn emit(api: &Api) -> Artefacts {
    emit_beside(api, &|_| None)
}

/// The same with hand-written modules in the list of what users can name: `read` gives the text of a file of the crate.
#[must_use]
pub fn emit_beside(api: &Api, read: &dyn Fn(&str) -> Option<String>) -> Artefacts {
    let mut sources = vec![Source::new("src/client.rs", || client::file(api))];
    sources.extend(types::sources(api));
    sources.extend(operations::sources(api));
    let exports = surface::exports(api);
    let mut artefacts = Artefacts::default();
    let mut surface = Surface::default();
    for made in parallel::map(&sources, |source| source.made(&exports)) {
        artefacts.add(made.path, made.text);
        surface.extend(made.surface);
    }
    let is_ascii = surface.is_ascii();
    let root = Source::new("src/lib.rs", || crate_root::file(api, is_ascii));
    let root = root.made(&exports);
    artefacts.add(root.path, root.text);
    surface.extend(root.surface);
    surface.extend(runtime::surface_of_other_crates(&api.needs));
    surface.extend(surface::of_extensions(api, &exports, read));
    let rest = || {
        artefacts.add("Cargo.toml", manifest::file(api));
        artefacts.add("README.md", readme::file(api));
        runtime::emit(&api.needs, &mut artefacts);
    };
    let (list, ()) = parallel::both(|| surface.text(), rest);
    artefacts.add("api.txt", list);
    artefacts.seal()
}

/// The path of a type in the emitted crate, from its root: `crate::types::pet::Pet`.
#[must_use]
pub fn rust_path(path: &TypePath) -> String {
    scope::absolute(path)
}
