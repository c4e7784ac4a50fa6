//! What an anonymous schema is called: a matter of where it stands, never of what else there is.

use std::rc::Rc;

use super::names;
use crate::api::{Home, TypePath};

/// The place of a schema in terms of names: the module that it belongs to and the way to it from there.
///
/// Most schemas need no name: it is put together only for one that does.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    home: Rc<Home>,
    /// The name of the type that the module is named after.
    main: Rc<str>,
    /// A name set in `sdk.toml` for a schema on the way: the steps begin there.
    chosen: Option<Rc<str>>,
    /// The way from there, or from the module's root, in the document's words.
    steps: Vec<Rc<str>>,
}

/// The type that stands for an operation.
pub(super) fn marker(operation: &str) -> String {
    names::type_name(operation)
}

impl Scope {
    /// A named schema.
    pub(super) fn schema(path: &TypePath) -> Self {
        Self {
            home: Rc::new(path.home.clone()),
            main: Rc::from(path.name.as_str()),
            chosen: None,
            steps: Vec::new(),
        }
    }

    /// An anonymous schema of an operation: `Input`, `Output`, or a parameter's name.
    pub(super) fn operation(group: &str, operation: &str, step: &str) -> Self {
        let home = Home::Operation {
            group: group.to_owned(),
            operation: operation.to_owned(),
        };
        Self {
            home: Rc::new(home),
            main: Rc::from(marker(operation)),
            chosen: None,
            steps: vec![Rc::from(step)],
        }
    }

    /// A further step inwards: a member, `Item`, `Entry` or a variant.
    pub(super) fn inner(&self, step: &str) -> Self {
        let mut inner = self.clone();
        inner.steps.push(Rc::from(step));
        inner
    }

    /// The same place under a name of its own.
    pub(super) fn named(mut self, name: &str) -> Self {
        self.chosen = Some(Rc::from(name));
        self.steps.clear();
        self
    }

    /// The module.
    pub(super) fn home(&self) -> &Home {
        &self.home
    }

    /// The scope is that of the named schema itself.
    pub(super) fn is_main(&self) -> bool {
        self.chosen.is_none() && self.steps.is_empty()
    }

    /// Where the type goes.
    pub(super) fn path(&self) -> TypePath {
        let start = self.chosen.as_deref();
        let main = &*self.main;
        let name = match self.steps.is_empty() {
            true => start.unwrap_or(main).to_owned(),
            false => {
                let steps = self.steps.iter().map(|step| names::pascal(step));
                let way = steps.fold(start.unwrap_or_default().to_owned(), |way, step| {
                    way + &step
                });
                let name = names::type_name(&way);
                if main == name {
                    format!("{name}Inner")
                } else {
                    name
                }
            }
        };
        TypePath {
            home: Home::clone(&self.home),
            name,
        }
    }
}
