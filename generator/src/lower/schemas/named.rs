//! Schemas that have a name: the document's own, and those that get theirs from a schema which only refers to them.

use std::collections::HashSet;

use super::Schemas;
use crate::api::TypePath;
use crate::diagnostics::Diagnostics;
use crate::dialect::{Node, Schema};

/// What is known of a named schema before its type is made.
#[derive(Clone)]
pub(super) struct Named<'d> {
    pub(super) schema_name: &'d str,
    pub(super) path: TypePath,
    pub(super) nullable: bool,
    pub(super) holds_null: bool,
}

impl<'d> Schemas<'_, 'd> {
    /// Whether the document has a schema of that name.
    pub(in crate::lower) fn has_name(&self, name: &str) -> bool {
        let mut named = self.named.values().flat_map(|of_file| of_file.values());
        named.any(|named| named.schema_name == name)
    }

    /// The name of the schema that a plain reference leads to, if it has one.
    pub(in crate::lower) fn name_of(&self, reference: &Schema<'d>) -> Option<&'d str> {
        let target = self.plain_target(reference)?;
        Some(self.named(&target)?.schema_name)
    }

    /// The same, or else what that schema is called where it stands.
    pub(in crate::lower) fn name_of_target(&self, reference: &Schema<'d>) -> Option<String> {
        let target = self.plain_target(reference)?;
        Some(match self.named(&target) {
            Some(named) => named.schema_name.to_owned(),
            None => self.own_name(&target).into_owned(),
        })
    }

    /// The schema that a target of a mapping means: a reference, or the name of a schema.
    pub(in crate::lower) fn schema_called(
        &self,
        at: &Node<'d>,
        target: &str,
    ) -> Option<Schema<'d>> {
        let led_to = |reference: &str| self.references.leads_to(at, reference).ok();
        // A name may have dots, as names of files have.
        let named = match target.contains(['/', '#']) {
            true => None,
            false => led_to(&format!("#/components/schemas/{target}")),
        };
        named.or_else(|| led_to(target)).map(Schema::new)
    }

    /// The name of the schema at a node, if it has one.
    pub(in crate::lower) fn name_at(&self, node: &Node<'d>) -> Option<&'d str> {
        Some(self.named(node)?.schema_name)
    }

    /// The path of the type of the schema at a node, if that has a name.
    pub(in crate::lower) fn path_at(&self, node: &Node<'d>) -> Option<TypePath> {
        Some(self.named(node)?.path.clone())
    }

    /// Notes which schemas merge which others by `allOf`, where any is told apart by a member of another.
    pub(super) fn note_merging(&mut self, schemas: &[(&'d str, Schema<'d>)]) {
        if schemas.iter().all(|(_, schema)| schema.base_of().is_none()) {
            return;
        }
        for (_, schema) in schemas {
            for part in schema.all_of().iter().filter(|part| part.is_reference()) {
                let mut unheard = Diagnostics::default();
                let base = self.references.resolve(part.node.clone(), &mut unheard);
                let merging = base.map(|base| self.merging.entry(base.identity()));
                if let Some(merging) = merging {
                    merging.or_default().push(schema.clone());
                }
            }
        }
    }

    /// The named schemas that merge a schema.
    pub(in crate::lower) fn merging(&self, base: &Schema<'d>) -> Vec<Schema<'d>> {
        let merging = self.merging.get(&base.node.identity());
        merging.cloned().unwrap_or_default()
    }

    /// The named schema that a node is.
    pub(super) fn named(&self, node: &Node<'d>) -> Option<&Named<'d>> {
        self.named.get(&node.file)?.get(node.pointer.as_str())
    }

    pub(super) fn name(&mut self, node: &Node<'d>, named: Named<'d>) {
        self.depths.insert(node.pointer.segments().count());
        let of_file = self.named.entry(node.file).or_default();
        of_file.insert(node.pointer.clone(), named);
    }

    /// A schema that stands for itself elsewhere, mostly in another file, goes by the name of one that is nothing but a
    /// reference to it: of several, by its own where it has one, else by the first in the order of their names.
    pub(super) fn lend_names(&mut self, schemas: &[(&'d str, Schema<'d>)]) {
        let mut lenders: Vec<(bool, &'d str, &Schema<'d>)> = schemas
            .iter()
            .filter_map(|(name, schema)| {
                let target = self.plain_target(schema)?;
                let own = self.own_name(&target);
                Some((own != *name, *name, schema))
            })
            .collect();
        lenders.sort_by_key(|(is_other, name, _)| (*is_other, *name));
        for (_, _, lender) in lenders {
            self.lend_name(lender);
        }
    }

    fn lend_name(&mut self, lender: &Schema<'d>) {
        let Some(named) = self.named(&lender.node).cloned() else {
            return;
        };
        for borrower in self.borrowers(lender) {
            self.name(&borrower, named.clone());
        }
    }

    /// The schemas without a name that a plain reference leads to, each by way of the one before.
    fn borrowers(&self, lender: &Schema<'d>) -> Vec<Node<'d>> {
        let mut seen = HashSet::new();
        let mut may_borrow =
            |node: &Node<'d>| self.may_borrow_name(node) && seen.insert(node.identity());
        let mut borrowers = Vec::new();
        let mut next = self.plain_target(lender);
        while let Some(node) = next.filter(&mut may_borrow) {
            next = self.plain_target(&Schema::new(node.clone()));
            borrowers.push(node);
        }
        borrowers
    }

    /// The schema has no name, nor is it part of one that has.
    fn may_borrow_name(&self, node: &Node<'d>) -> bool {
        let is_free = self.named(node).is_none()
            && !self.choices.names.contains_key(&node.identity())
            && !self.choices.newtypes.contains_key(&node.identity());
        is_free && self.scope_of(node).is_main()
    }

    /// A named schema is nothing but another name of a schema, which has a type of its own.
    pub(super) fn is_other_name(&self, schema: &Schema<'d>, path: &TypePath) -> bool {
        let target = self.plain_target(schema);
        let Some(target) = target.filter(|_| self.leads_somewhere(schema)) else {
            return false;
        };
        self.named(&target).is_none_or(|named| named.path != *path)
    }

    fn leads_somewhere(&self, reference: &Schema<'d>) -> bool {
        let mut unheard = Diagnostics::default();
        let target = self
            .references
            .resolve(reference.node.clone(), &mut unheard);
        target.is_some()
    }

    /// What a schema refers to that says nothing else.
    fn plain_target(&self, reference: &Schema<'d>) -> Option<Node<'d>> {
        let mut unheard = Diagnostics::default();
        let target = self.references.target(&reference.node, &mut unheard);
        target.filter(|_| reference.is_plain_reference())
    }
}
