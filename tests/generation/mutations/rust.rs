//! Whether a text is Rust as far as can be told without a compiler: it parses, and no name is there twice.

use std::collections::BTreeSet;

use syn::{Fields, FnArg, ImplItem, Item, Pat, Type};

/// What is wrong with a module.
pub(super) fn check(text: &str) -> Result<(), String> {
    let file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let mut names = Names::default();
    file.items.iter().for_each(|item| names.item(item));
    match names.twice.as_slice() {
        [] => Ok(()),
        twice => Err(format!("there twice: {}", twice.join(", "))),
    }
}

#[derive(Default)]
struct Names {
    seen: BTreeSet<String>,
    twice: Vec<String>,
}

impl Names {
    fn add(&mut self, name: String) {
        if !self.seen.insert(name.clone()) {
            self.twice.push(name);
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => {
                self.add(item.ident.to_string());
                self.fields(&item.ident.to_string(), &item.fields);
            }
            Item::Enum(item) => {
                self.add(item.ident.to_string());
                for variant in &item.variants {
                    self.add(format!("{}::{}", item.ident, variant.ident));
                }
            }
            Item::Type(item) => self.add(item.ident.to_string()),
            Item::Mod(item) => self.add(format!("mod {}", item.ident)),
            Item::Impl(item) if item.trait_.is_none() => {
                if let Type::Path(ty) = &*item.self_ty
                    && let Some(ty) = ty.path.segments.last()
                {
                    let ty = ty.ident.to_string();
                    item.items.iter().for_each(|item| self.method(&ty, item));
                }
            }
            _ => {}
        }
    }

    fn fields(&mut self, owner: &str, fields: &Fields) {
        for name in fields.iter().filter_map(|field| field.ident.as_ref()) {
            self.add(format!("{owner}.{name}"));
        }
    }

    fn method(&mut self, ty: &str, item: &ImplItem) {
        let ImplItem::Fn(function) = item else { return };
        let method = format!("{ty}::{}()", function.sig.ident);
        for input in &function.sig.inputs {
            if let FnArg::Typed(argument) = input
                && let Pat::Ident(argument) = &*argument.pat
            {
                self.add(format!("{method} {}", argument.ident));
            }
        }
        self.add(method);
    }
}
