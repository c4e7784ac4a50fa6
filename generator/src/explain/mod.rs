//! How an item of the document became Rust: where it stands, what was decided and why, what is emitted.
//!
//! So that nobody has to read the generator to understand what it makes.

mod find;
mod operation;
mod page;
mod schema;
mod types;

pub use find::Unknown;

use crate::Generation;
use crate::dialect::Misfits;

/// Explains an operation or a schema, which may be called by its `operationId`, `GET /path`, the name of a schema, the
/// path of a method or type in the crate (`client.orders().create`, `types::Order`), or a JSON pointer.
///
/// `None` where nothing was generated.
///
/// # Errors
/// When nothing is called so, with the name that comes nearest.
pub fn explain(generation: &Generation, name: &str) -> Option<Result<String, Unknown>> {
    let api = generation.api.as_ref()?;
    let found = match find::find(api, name) {
        Ok(found) => found,
        Err(unknown) => return Some(Err(unknown)),
    };
    let artefacts = generation.artefacts()?;
    let context = page::Context {
        generation,
        api,
        artefacts: &artefacts,
        misfits: &Misfits::default(),
    };
    let pages = found.into_iter().map(|item| match item {
        find::Item::Operation(group, operation) => operation::page(&context, group, operation),
        find::Item::Type(path, definition) => schema::page(&context, path, definition),
    });
    Some(Ok(pages.collect::<Vec<_>>().join("\n")))
}
