//! The lines about the items of a file.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Fields, FnArg, ImplItem, Item, Signature, Token, TraitItem, Visibility};

use super::Surface;
use super::names::Names;
use super::spelling::spelled;
use crate::emit::layout::{Declaration, Kind};

/// The name that an item declares, and who can see it.
pub(super) fn declared(item: &Item) -> Option<(&Ident, &Visibility)> {
    Some(match item {
        Item::Const(item) => (&item.ident, &item.vis),
        Item::Enum(item) => (&item.ident, &item.vis),
        Item::Fn(item) => (&item.sig.ident, &item.vis),
        Item::Static(item) => (&item.ident, &item.vis),
        Item::Struct(item) => (&item.ident, &item.vis),
        Item::Trait(item) => (&item.ident, &item.vis),
        Item::Type(item) => (&item.ident, &item.vis),
        _ => return None,
    })
}

/// A type or a trait with whole paths.
pub(super) fn whole(tokens: &impl ToTokens, names: &Names<'_>) -> String {
    names.whole(&spelled(tokens.to_token_stream()))
}

/// Adds the lines about items.
pub(super) fn add(items: &[Item], names: &Names<'_>, surface: &mut Surface) {
    let mut items_of = ItemsOf { names, surface };
    for item in items {
        items_of.item(item);
    }
}

/// Adds the lines about a struct or an enum that was written as text.
pub(super) fn add_declaration(declaration: &Declaration, names: &Names<'_>, surface: &mut Surface) {
    let path = names.own(&declaration.name);
    surface.ty(&path, declaration.derives.split(", ").map(str::to_owned));
    for member in &declaration.members {
        let name = &member.name;
        let ty = member.ty.as_ref().map(|ty| names.whole(ty));
        surface.line(match (declaration.kind, ty) {
            (Kind::Struct, Some(ty)) => format!("{path}.{name}: {ty}"),
            (Kind::Enum, Some(ty)) => format!("{path}::{name}({ty})"),
            (_, None) => format!("{path}::{name}"),
        });
    }
}

struct ItemsOf<'a> {
    names: &'a Names<'a>,
    surface: &'a mut Surface,
}

impl ItemsOf<'_> {
    fn item(&mut self, item: &Item) {
        if let Item::Impl(item) = item {
            return match &item.trait_ {
                None => self.members(item),
                Some((of, _)) => self.implementation(of, item),
            };
        }
        let Some((name, Visibility::Public(_))) = declared(item) else {
            return;
        };
        let path = self.names.own(&name.to_string());
        match item {
            Item::Const(item) => self.constant(&path, &item.ty),
            Item::Static(item) => self.constant(&path, &item.ty),
            Item::Enum(item) => self.enumeration(&path, item),
            Item::Struct(item) => self.structure(&path, item),
            Item::Trait(item) => self.definition(&path, item),
            Item::Fn(item) => {
                let signature = self.signature(&item.sig);
                let module = path.strip_suffix(&name.to_string()).unwrap_or_default();
                self.surface.line(format!("{module}{signature}"));
            }
            Item::Type(item) => {
                let (generics, target) = (self.whole(&item.generics), self.whole(&item.ty));
                self.surface.line(format!("{path}{generics} = {target}"));
            }
            _ => {}
        }
    }

    fn constant(&mut self, path: &str, ty: &syn::Type) {
        let ty = self.whole(ty);
        self.surface.line(format!("{path}: {ty}"));
    }

    /// A trait with what belongs to it.
    fn definition(&mut self, path: &str, item: &syn::ItemTrait) {
        let bounds = item.supertraits.iter().map(|bound| {
            let bound = without_lifetimes(self.whole(bound));
            let name = bound.rsplit("::").next().unwrap_or(&bound);
            name.to_owned()
        });
        let bounds: Vec<String> = bounds.collect();
        self.surface.ty(path, bounds);
        for member in &item.items {
            match member {
                TraitItem::Fn(function) if !is_hidden(&function.attrs) => {
                    let signature = self.signature(&function.sig);
                    self.surface.line(format!("{path}::{signature}"));
                }
                TraitItem::Const(constant) => {
                    self.constant(&format!("{path}::{}", constant.ident), &constant.ty);
                }
                TraitItem::Type(ty) => self.surface.line(format!("{path}::{}", ty.ident)),
                _ => {}
            }
        }
    }

    fn structure(&mut self, path: &str, item: &syn::ItemStruct) {
        self.surface.ty(path, derived(&item.attrs));
        for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
            if let Some(name) = &field.ident {
                let ty = self.whole(&field.ty);
                self.surface.line(format!("{path}.{name}: {ty}"));
            }
        }
    }

    fn enumeration(&mut self, path: &str, item: &syn::ItemEnum) {
        self.surface.ty(path, derived(&item.attrs));
        for variant in &item.variants {
            let fields = match &variant.fields {
                Fields::Unit => String::new(),
                Fields::Unnamed(fields) => self.whole(fields),
                Fields::Named(fields) => {
                    let fields = fields.named.iter().filter_map(|field| {
                        let name = field.ident.as_ref()?;
                        Some(format!("{name}: {}", self.whole(&field.ty)))
                    });
                    format!(" {{ {} }}", fields.collect::<Vec<_>>().join(", "))
                }
            };
            self.surface
                .line(format!("{path}::{}{fields}", variant.ident));
        }
    }

    /// What an `impl` without a trait gives.
    fn members(&mut self, item: &syn::ItemImpl) {
        let ty = self.bounded(item);
        for member in &item.items {
            match member {
                ImplItem::Fn(function)
                    if is_public(&function.vis) && !is_hidden(&function.attrs) =>
                {
                    let signature = self.signature(&function.sig);
                    self.surface.line(format!("{ty}::{signature}"));
                }
                ImplItem::Const(constant) if is_public(&constant.vis) => {
                    self.constant(&format!("{ty}::{}", constant.ident), &constant.ty);
                }
                _ => {}
            }
        }
    }

    /// The type of an `impl` with the bounds of its parameters: `Call<'c, O: Paginated>`.
    fn bounded(&self, item: &syn::ItemImpl) -> String {
        let mut ty = self.whole(&item.self_ty);
        for parameter in item.generics.type_params() {
            if !parameter.bounds.is_empty() {
                let name = parameter.ident.to_string();
                let bounds = self.whole(&parameter.bounds);
                for (start, end) in [(' ', '>'), (' ', ','), ('<', '>'), ('<', ',')] {
                    let bounded = format!("{start}{name}: {bounds}{end}");
                    ty = ty.replace(&format!("{start}{name}{end}"), &bounded);
                }
            }
        }
        ty
    }

    /// The trait with its arguments and the types that belong to it: `TryFrom<&str, Error = Invalid>`.
    fn implementation(&mut self, of: &syn::Path, item: &syn::ItemImpl) {
        let Some(last) = of.segments.last() else {
            return;
        };
        let arguments = match &last.arguments {
            syn::PathArguments::AngleBracketed(arguments) => arguments
                .args
                .iter()
                .map(|argument| self.whole(argument))
                .collect(),
            _ => Vec::new(),
        };
        let types = item.items.iter().filter_map(|member| match member {
            ImplItem::Type(ty) => Some(format!("{} = {}", ty.ident, self.whole(&ty.ty))),
            _ => None,
        });
        let arguments: Vec<String> = arguments.into_iter().chain(types).collect();
        let name = self.whole(&last.ident);
        let name = name.rsplit("::").next().unwrap_or_default();
        let of = match arguments.is_empty() {
            true => name.to_owned(),
            false => format!("{name}<{}>", arguments.join(", ")),
        };
        let ty = self.whole(&item.self_ty);
        let ty = ty.split('<').next().unwrap_or_default();
        self.surface.ty(ty, [of]);
    }

    /// Name, arguments and result.
    fn signature(&self, signature: &Signature) -> String {
        let arguments = signature.inputs.iter().map(|argument| match argument {
            FnArg::Receiver(receiver) => match spelled(receiver.to_token_stream()) {
                text if text == "mut self" => "self".to_owned(),
                text => text,
            },
            FnArg::Typed(typed) => {
                format!(
                    "{}: {}",
                    spelled(typed.pat.to_token_stream()),
                    self.whole(&typed.ty)
                )
            }
        });
        let arguments: Vec<String> = arguments.collect();
        let output = match &signature.output {
            syn::ReturnType::Default => String::new(),
            syn::ReturnType::Type(_, ty) if signature.asyncness.is_some() => {
                format!(" -> impl Future<Output = {}>", self.whole(ty))
            }
            syn::ReturnType::Type(_, ty) => format!(" -> {}", self.whole(ty)),
        };
        let generics = self.whole(&signature.generics);
        let bounds = match &signature.generics.where_clause {
            Some(bounds) => format!(" {}", self.whole(bounds).trim_end_matches(',')),
            None => String::new(),
        };
        format!(
            "{}{generics}({}){output}{bounds}",
            signature.ident,
            arguments.join(", ")
        )
    }

    fn whole(&self, tokens: &impl ToTokens) -> String {
        whole(tokens, self.names)
    }
}

/// The traits that are derived.
fn derived(attributes: &[syn::Attribute]) -> impl Iterator<Item = String> {
    let derives = attributes.iter().filter(|it| it.path().is_ident("derive"));
    let traits = derives.filter_map(|attribute| {
        attribute
            .parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)
            .ok()
    });
    traits.flatten().map(|of| spelled(of.to_token_stream()))
}

/// Whether everyone can see it who sees its module.
pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// What documentation hides is not for users.
fn is_hidden(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("doc")
            && attribute
                .parse_args::<syn::Path>()
                .is_ok_and(|argument| argument.is_ident("hidden"))
    })
}

/// `From<&str>` for `for<'a> From<&'a str>`.
fn without_lifetimes(bound: String) -> String {
    match bound
        .strip_prefix("for<")
        .and_then(|bound| bound.split_once("> "))
    {
        Some((lifetimes, bound)) => lifetimes
            .split(", ")
            .fold(bound.to_owned(), |bound, lifetime| {
                bound.replace(&format!("{lifetime} "), "")
            }),
        None => bound,
    }
}
