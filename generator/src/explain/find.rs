//! What a name means.

use std::fmt;

use crate::api::{Api, Group, Operation, TypeDefinition, TypePath};
use crate::compare::spelling;
use crate::source::suggest;

/// Something that can be explained.
pub(super) enum Item<'a> {
    Operation(&'a Group, &'a Operation),
    Type(&'a TypePath, &'a TypeDefinition),
}

/// Nothing is called so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The name that was asked for.
    pub name: String,
    /// The name that comes nearest.
    pub nearest: Option<String>,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no operation or schema is called `{}`", self.name)?;
        match &self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

/// All items of that name: an operation has a method for each kind of body that it takes.
pub(super) fn find<'a>(api: &'a Api, name: &str) -> Result<Vec<Item<'a>>, Unknown> {
    let name = name.trim();
    // A JSON pointer may stand without the `#` of a fragment.
    let fragment = format!("#{name}");
    let is_meant = |names: &[String], pointer: &str| {
        names.iter().any(|own| own == name) || pointer == fragment
    };
    let mut known = Vec::new();
    let mut found = Vec::new();
    for group in &api.groups {
        for operation in &group.operations {
            let names = names_of_operation(group, operation);
            if is_meant(&names, &operation.pointer) {
                found.push(Item::Operation(group, operation));
            }
            known.extend(names);
        }
    }
    for (path, definition) in &api.types {
        let names = names_of_type(api, path, definition);
        if is_meant(&names, &definition.pointer) {
            found.push(Item::Type(path, definition));
        }
        known.extend(names);
    }
    if !found.is_empty() {
        return Ok(found);
    }
    let nearest = suggest::nearest(name, known.iter().map(String::as_str));
    Err(Unknown {
        name: name.to_owned(),
        nearest: nearest.map(str::to_owned),
    })
}

fn names_of_operation(group: &Group, operation: &Operation) -> Vec<String> {
    let (module, name) = (&group.module, &operation.name);
    vec![
        operation.id.clone(),
        operation.pointer.clone(),
        format!("{} {}", operation.method.as_str(), operation.path),
        format!("client.{module}().{name}"),
        format!("{}::{name}", group.handle),
        spelling::operation(group, operation),
    ]
}

fn names_of_type(api: &Api, path: &TypePath, definition: &TypeDefinition) -> Vec<String> {
    let mut names = vec![
        definition.pointer.clone(),
        path.to_string(),
        spelling::path(api, path),
    ];
    if let Some(name) = &definition.schema_name {
        names.extend([name.clone(), path.name.clone()]);
    }
    names
}
