//! Schemas that speak of one member or of one kind of items, since `allOf` merges what they stand in: which of them count.

use std::borrow::Cow;

use super::facets::Facets;
use super::schemas::Schemas;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::dialect::{Node, References, Schema};

impl<'d> Schemas<'_, 'd> {
    /// The schemas of one thing without those that others contradict or make superfluous. What comes later outweighs what
    /// comes before, and what stands in the object itself what stands elsewhere, as in languages with inheritance.
    pub(super) fn that_count<'s>(
        &mut self,
        schemas: &'s [Schema<'d>],
        object: Option<&Node<'d>>,
    ) -> Cow<'s, [Schema<'d>]> {
        if schemas.len() < 2 {
            return Cow::Borrowed(schemas);
        }
        let said = schemas.iter().map(|schema| {
            let schema = std::slice::from_ref(schema);
            Facets::glance(schema, &self.references)
        });
        let Some(said) = said.collect::<Option<Vec<Facets<'d>>>>() else {
            return Cow::Borrowed(schemas);
        };
        let is_here =
            |index: &usize| object.is_some_and(|object| stands_in(&schemas[*index], object));
        let (here, elsewhere): (Vec<usize>, Vec<usize>) = (0..schemas.len()).partition(is_here);
        let mut kept: Vec<usize> = Vec::new();
        for index in elsewhere.into_iter().chain(here).rev() {
            let contradicts = |other: &&usize| said[index].contradicts(&said[**other]);
            match kept.iter().find(contradicts) {
                None => kept.push(index),
                Some(other) => self.report_contradiction(&said[*other], &said[index]),
            }
        }
        let every = kept.clone();
        for index in every.into_iter().rev() {
            let covers = |other: &usize| {
                *other != index && said[*other].makes_superfluous(&said[index], &self.references)
            };
            if kept.iter().any(covers) {
                kept.retain(|other| *other != index);
            }
        }
        kept.sort_unstable();
        kept.into_iter()
            .map(|index| schemas[index].clone())
            .collect()
    }

    /// Lists of values that differ, as those of a discriminator do, and other formats are no news.
    fn report_contradiction(&mut self, outweighs: &Facets<'d>, outweighed: &Facets<'d>) {
        if outweighs.agrees_in_type_with(outweighed) {
            return;
        }
        self.diagnostics.push(
            Diagnostic::note(
                codes::CONTRADICTION,
                "no value is of both types that are said of it",
            )
            .at(outweighs.node.place())
            .label("holds")
            .related(outweighed.node.place(), "is left out")
            .help("`allOf` only adds to what it takes up: leave out there what is of another type here"),
        );
    }
}

impl<'d> Facets<'d> {
    fn contradicts(&self, other: &Self) -> bool {
        let (these, those) = (&self.enumeration, &other.enumeration);
        let are_disjoint = match (these.as_deref(), those.as_deref()) {
            (Some(these @ [_, ..]), Some(those @ [_, ..])) => {
                !these.iter().any(|value| those.contains(value))
            }
            _ => false,
        };
        let of_other_format =
            self.format.is_some() && other.format.is_some() && self.format != other.format;
        !self.agrees_in_type_with(other) || are_disjoint || of_other_format
    }

    fn agrees_in_type_with(&self, other: &Self) -> bool {
        let excludes_null = |said: &Self| !said.nullable && !said.types.is_empty();
        self.shares_a_type_with(other)
            && !(self.only_null && excludes_null(other))
            && !(other.only_null && excludes_null(self))
    }

    /// A named schema merges all that the other refers to.
    fn makes_superfluous(&self, other: &Self, references: &References<'d>) -> bool {
        let ([own], [others]) = (self.parts.as_slice(), other.parts.as_slice()) else {
            return false;
        };
        if !own.is_plain_reference() {
            return false;
        }
        let says_target = |reference: &Schema<'d>| {
            let target = references.target(&reference.node, &mut Diagnostics::default());
            reference.is_plain_reference() && target.is_some_and(|target| self.says_what(&target))
        };
        let wrapped = others.all_of();
        let wraps_what_is_said = !wrapped.is_empty() && others.only_wraps();
        says_target(others) || wraps_what_is_said && wrapped.iter().all(says_target)
    }
}

/// The schema stands in the object itself, not in what `allOf` takes up from elsewhere.
pub(super) fn stands_in(schema: &Schema<'_>, object: &Node<'_>) -> bool {
    let node = &schema.node;
    node.file == object.file && node.pointer.below(&object.pointer).is_some()
}
