//! `api.txt`: what of the crate its users can name, one line an item, sorted.
//!
//! It is read off the items of the emitted files. A reviewer sees in it what a change of the API does to callers. What the
//! runtime's macros give to each type of a kind (`as_str`, `FromStr`, ...) and the runtime itself are left out.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Fields, FnArg, ImplItem, Item, Signature, Visibility};

use super::client::servers_name;
use super::layout::{Declaration, Kind};
use super::names::{identifier, module};
use crate::api::{Api, Home};

/// The file's text, from the lines of all files.
pub(super) fn file(lines: &BTreeSet<String>) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The lines about the items of a file of the crate.
pub(super) fn lines(
    path: &str,
    items: &[Item],
    declarations: &[Declaration],
    exports: &Exports,
) -> BTreeSet<String> {
    let module = module_of(path).unwrap_or_default();
    let surface = Surface {
        module: &module,
        exports,
    };
    let items = items.iter().flat_map(|item| surface.item(item));
    let declared = declarations
        .iter()
        .flat_map(|declaration| surface.declaration(declaration));
    items.chain(declared).collect()
}

/// The module of a file of the crate, such as `types::order`; empty for the crate's root.
fn module_of(path: &str) -> Option<String> {
    let stem = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    Some(if stem == "lib" {
        String::new()
    } else {
        stem.replace('/', "::")
    })
}

/// Where items are exported from: whole path -> shorter path.
pub(super) type Exports = BTreeMap<String, String>;

/// What the crate exports of its own items under shorter paths.
pub(super) fn exports(api: &Api) -> Exports {
    let named = api.types.iter().filter_map(|(path, definition)| {
        let Home::Schema { module: of } = &path.home else {
            return None;
        };
        definition.schema_name.as_ref()?;
        let of = join("types", &module(of));
        let name = identifier(&path.name);
        Some((join(&of, &name), join("types", &name)))
    });
    let servers = servers_name(api).map(identifier);
    let servers = servers.map(|name| (join("client", &name), join("", &name)));
    named.chain(servers).collect()
}

fn join(module: &str, name: &str) -> String {
    let path = if module.is_empty() {
        name.to_owned()
    } else {
        format!("{module}::{name}")
    };
    path.replace("r#", "")
}

/// The surface of a module.
struct Surface<'a> {
    module: &'a str,
    exports: &'a Exports,
}

impl Surface<'_> {
    fn path(&self, name: &str) -> String {
        let path = join(self.module, name);
        self.exports.get(&path).cloned().unwrap_or(path)
    }

    fn item(&self, item: &Item) -> Vec<String> {
        match item {
            Item::Struct(item) if is_public(&item.vis) => self.structure(item),
            Item::Enum(item) if is_public(&item.vis) => self.enumeration(item),
            Item::Type(item) if is_public(&item.vis) => {
                vec![format!(
                    "{} = {}",
                    self.path(&item.ident.to_string()),
                    spelled(item.ty.to_token_stream())
                )]
            }
            Item::Impl(item) => self.implementation(item),
            Item::Macro(item) if item.mac.path.is_ident("setters") => {
                self.setters(&item.mac.tokens)
            }
            _ => Vec::new(),
        }
    }

    fn declaration(&self, declaration: &Declaration) -> Vec<String> {
        let path = self.path(&declaration.name);
        let members = declaration.members.iter().map(|member| {
            let name = &member.name;
            match (declaration.kind, &member.ty) {
                (Kind::Struct, Some(ty)) => format!("{path}.{name}: {ty}"),
                (Kind::Enum, Some(ty)) => format!("{path}::{name}({ty})"),
                (_, None) => format!("{path}::{name}"),
            }
        });
        std::iter::once(path.clone()).chain(members).collect()
    }

    fn structure(&self, item: &syn::ItemStruct) -> Vec<String> {
        let path = self.path(&item.ident.to_string());
        let public = item.fields.iter().filter(|field| is_public(&field.vis));
        let fields = public.filter_map(|field| {
            let name = field.ident.as_ref()?;
            Some(format!(
                "{path}.{name}: {}",
                spelled(field.ty.to_token_stream())
            ))
        });
        std::iter::once(path.clone()).chain(fields).collect()
    }

    fn enumeration(&self, item: &syn::ItemEnum) -> Vec<String> {
        let path = self.path(&item.ident.to_string());
        let variants = item.variants.iter().map(|variant| match &variant.fields {
            Fields::Unit => format!("{path}::{}", variant.ident),
            fields => format!(
                "{path}::{}{}",
                variant.ident,
                spelled(fields.to_token_stream())
            ),
        });
        std::iter::once(path.clone()).chain(variants).collect()
    }

    fn implementation(&self, item: &syn::ItemImpl) -> Vec<String> {
        let ty = self.type_path(&item.self_ty);
        match &item.trait_ {
            None => item
                .items
                .iter()
                .filter_map(|item| method(&ty, item))
                .collect(),
            Some((path, _)) => self.trait_implementation(&ty, path, item),
        }
    }

    fn trait_implementation(
        &self,
        ty: &str,
        path: &syn::Path,
        item: &syn::ItemImpl,
    ) -> Vec<String> {
        let types = item.items.iter().filter_map(|item| match item {
            ImplItem::Type(item) => Some(format!(
                "{ty}: {} = {}",
                item.ident,
                spelled(item.ty.to_token_stream())
            )),
            _ => None,
        });
        let types: Vec<String> = types.collect();
        if types.is_empty() {
            vec![format!("{ty}: {}", spelled(path.to_token_stream()))]
        } else {
            types
        }
    }

    /// A type that is implemented for, without its generics: one of this module, of its parent, or of the runtime.
    fn type_path(&self, ty: &syn::Type) -> String {
        let name = spelled(ty.to_token_stream());
        let name = name.split('<').next().unwrap_or_default();
        match name.strip_prefix("super::") {
            Some(name) => {
                let parent = self
                    .module
                    .rsplit_once("::")
                    .map_or("", |(parent, _)| parent);
                join(parent, name)
            }
            None if self.module == "client" => name.to_owned(),
            None => self.path(name),
        }
    }

    /// The runtime's macro that writes setters: `Name { field: Type, ... }`.
    fn setters(&self, tokens: &TokenStream) -> Vec<String> {
        let mut tokens = tokens.clone().into_iter();
        let name = tokens
            .next()
            .map(|name| name.to_string())
            .unwrap_or_default();
        let Some(TokenTree::Group(group)) = tokens.next() else {
            return Vec::new();
        };
        let ty = self.path(&name);
        let fields = syn::parse2::<syn::FieldsNamed>(quote! { #group });
        let fields = fields.map(|fields| fields.named).unwrap_or_default();
        fields
            .iter()
            .filter_map(|field| {
                let name = field.ident.as_ref()?;
                Some(format!(
                    "{ty}::{name}(self, {name}: impl Into<{}>) -> Self",
                    spelled(field.ty.to_token_stream())
                ))
            })
            .collect()
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn method(ty: &str, item: &ImplItem) -> Option<String> {
    let ImplItem::Fn(function) = item else {
        return None;
    };
    is_public(&function.vis).then(|| format!("{ty}::{}", signature(&function.sig)))
}

/// Name, arguments and result.
fn signature(signature: &Signature) -> String {
    let arguments: Vec<String> = signature
        .inputs
        .iter()
        .map(|argument| match argument {
            FnArg::Receiver(receiver) => {
                spelled(receiver.to_token_stream()).replace("mut self", "self")
            }
            FnArg::Typed(typed) => spelled(typed.to_token_stream()),
        })
        .collect();
    let output = spelled(signature.output.to_token_stream());
    let output = if output.is_empty() {
        output
    } else {
        format!(" {output}")
    };
    format!("{}({}){output}", signature.ident, arguments.join(", "))
}

/// Tokens as a person writes them.
fn spelled(tokens: TokenStream) -> String {
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
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(&format!("{open}{}{close}", spelled(group.stream())));
            }
            TokenTree::Punct(punct) => {
                out.push(punct.as_char());
                let ends_arrow = punct.as_char() == '>' && out.ends_with("->");
                let is_alone = punct.spacing() == Spacing::Alone && !is_joint;
                if ends_arrow
                    || matches!(punct.as_char(), ',')
                    || punct.as_char() == ':' && is_alone
                {
                    out.push(' ');
                }
            }
            other => out.push_str(&other.to_string()),
        }
        is_joint = matches!(&token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
        follows_word = is_word;
    }
    out.trim_end().to_owned()
}
