//! What an anonymous schema is called: a matter of where it stands, never of what else there is.

use super::names;
use crate::api::{Home, TypePath};

/// The place of a schema in terms of names: the module that it belongs to and the way to it from there.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    home: Home,
    /// The name of the schema that the module is named after; empty for an operation.
    main: String,
    /// The way from the module's root, in Pascal case.
    steps: Vec<String>,
    /// A name set in `sdk.toml` for this very place.
    name: Option<String>,
}

impl Scope {
    /// A named schema.
    pub(super) fn schema(path: &TypePath) -> Self {
        Self {
            home: path.home.clone(),
            main: path.name.clone(),
            steps: Vec::new(),
            name: None,
        }
    }

    /// An anonymous schema of an operation: `Input`, `Output`, or a parameter's name.
    pub(super) fn operation(group: &str, operation: &str, step: &str) -> Self {
        let home = Home::Operation {
            group: group.to_owned(),
            operation: operation.to_owned(),
        };
        Self {
            home,
            main: String::new(),
            steps: vec![names::pascal(step)],
            name: None,
        }
    }

    /// A further step inwards: a member, `Item`, `Entry` or a variant.
    pub(super) fn inner(&self, step: &str) -> Self {
        let mut steps = match &self.name {
            Some(name) => vec![name.clone()],
            None => self.steps.clone(),
        };
        steps.push(names::pascal(step));
        Self {
            home: self.home.clone(),
            main: self.main.clone(),
            steps,
            name: None,
        }
    }

    pub(super) fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    /// The module.
    pub(super) fn home(&self) -> &Home {
        &self.home
    }

    /// The scope is that of the named schema itself.
    pub(super) fn is_main(&self) -> bool {
        self.steps.is_empty()
    }

    /// Where the type goes.
    pub(super) fn path(&self) -> TypePath {
        let name = match &self.name {
            Some(name) => name.clone(),
            None if self.is_main() => self.main.clone(),
            None => {
                let name = names::type_name(&self.steps.concat());
                if name == self.main {
                    format!("{name}Inner")
                } else {
                    name
                }
            }
        };
        TypePath {
            home: self.home.clone(),
            name,
        }
    }
}
