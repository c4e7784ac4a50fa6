//! Objects: structs, or maps where no member has a name.

use super::agreement::stands_in;
use super::bounds;
use super::facets::Facets;
use super::names::{self, Claim, Marking};
use super::schemas::{Schemas, Typed, place_of};
use super::scope::Scope;
use crate::api::{Access, Additional, Docs, Member, Object, Type, TypeKind};
use crate::diagnostics::{Diagnostic, codes};
use crate::dialect::{AdditionalProperties, FormField, Node, Schema};
use crate::source::suggest::nearest;

impl<'d> Schemas<'_, 'd> {
    /// A struct with a field for each member, or a map where no member has a name.
    pub(super) fn object(&mut self, facets: &Facets<'d>, scope: &Scope) -> Type {
        if let [only] = facets.parts.as_slice()
            && only.is_bare_object()
            && let Some(shown) = only.disproof_of_object()
        {
            self.report_disproof(&shown, only);
            return Type::Any;
        }
        self.object_called(facets, scope, scope)
    }

    /// Many tools write `type: object` for what they know nothing of.
    #[cold]
    fn report_disproof(&mut self, shown: &Node<'d>, schema: &Schema<'d>) {
        let said = schema.node.get("type");
        let said = said.map_or_else(|| schema.node.place(), |said| said.place());
        self.diagnostics.push(
            Diagnostic::warning(
                codes::DISPROVED_TYPE,
                "`type: object`, but what stands beside it is of no object",
            )
            .at(shown.place())
            .related(said, "any JSON value is accepted here")
            .help("say the type that is meant, or leave it out where the value may be of any"),
        );
    }

    /// The same, with a name of its own; its members are called as if it had none.
    pub(super) fn object_called(
        &mut self,
        facets: &Facets<'d>,
        scope: &Scope,
        own: &Scope,
    ) -> Type {
        let is_open = |entry| facets.parts.iter().all(|part| part.leaves_open(entry));
        let entry = |schemas: &mut Self| match &facets.additional {
            AdditionalProperties::Of(schema) if !is_open(schema) => {
                schemas.typed(schema, &scope.inner("Entry")).required()
            }
            _ => Type::Any,
        };
        if facets.properties.is_empty() {
            return Type::Map(Box::new(entry(self)));
        }
        let path = self.claim(own, &facets.node);
        let members = self.members(facets, scope);
        let reads_numerals = self.reads_numerals(facets, &members);
        let additional = match facets.additional {
            AdditionalProperties::Unsaid | AdditionalProperties::None if !is_base(facets) => {
                Additional::Ignored
            }
            // A value of a base is one of those that merge it, with members of their own, even where it has none itself.
            AdditionalProperties::Unsaid
            | AdditionalProperties::None
            | AdditionalProperties::Any
            | AdditionalProperties::Of(_) => {
                let name = free_name("additional_properties", &members);
                Additional::Kept {
                    name,
                    ty: entry(self),
                }
            }
        };
        self.insert(
            path.clone(),
            &facets.node,
            facets.docs.clone(),
            TypeKind::Object(Object {
                members,
                additional,
                reads_numerals,
            }),
        );
        Type::Named(path)
    }

    fn members(&mut self, facets: &Facets<'d>, scope: &Scope) -> Vec<Member> {
        let mut wire_names: Vec<&str> = facets.properties.iter().map(|(name, _)| *name).collect();
        wire_names.extend(
            facets
                .required
                .iter()
                .filter(|name| !facets.properties.iter().any(|(known, _)| known == *name)),
        );
        let claims: Vec<Claim<'_>> = wire_names.iter().map(|name| Claim::member(name)).collect();
        let named = names::distinct(&claims, &[], Marking::Snake);
        self.report_collisions("members", &wire_names, &named, |index| {
            place_of(&facets.node, wire_names[index])
        });
        wire_names
            .iter()
            .zip(named.0)
            .map(|(wire_name, name)| {
                let schemas = facets
                    .properties
                    .iter()
                    .find(|(known, _)| known == wire_name)
                    .map(|(_, schemas)| schemas);
                // Nobody can be asked for what is not declared: as a rule it is called otherwise, or isn't there any more.
                let required = schemas.is_some() && facets.required.contains(wire_name);
                let typed = match schemas {
                    Some(schemas) => {
                        let schemas = self.that_count(schemas, Some(&facets.node));
                        self.typed_all(&schemas, &scope.inner(wire_name))
                    }
                    None => {
                        self.report_undeclared(wire_name, facets);
                        Typed::anything()
                    }
                };
                let docs = schemas
                    .map(|schemas| self.member_docs(schemas, &facets.node))
                    .unwrap_or_default();
                let access = schemas
                    .into_iter()
                    .flatten()
                    .map(Schema::access)
                    .find(|access| *access != Access::Both);
                let ty = if required {
                    typed.required()
                } else {
                    typed.maybe_absent()
                };
                Member {
                    name,
                    wire_name: (*wire_name).to_owned(),
                    ty,
                    required,
                    constant: None,
                    implied: false,
                    access: access.unwrap_or_default(),
                    docs,
                }
            })
            .collect()
    }

    /// Whether any of the members may come as a text that spells a number.
    fn reads_numerals(&self, facets: &Facets<'d>, members: &[Member]) -> bool {
        let declared = facets.properties.iter().zip(members);
        let mut declared = declared.map(|((_, schemas), member)| (schemas, &member.ty));
        declared.any(|(schemas, ty)| self.allows_numerals(schemas, ty))
    }

    #[cold]
    fn report_undeclared(&mut self, name: &str, facets: &Facets<'d>) {
        let place = match facets.where_required(name, &self.references) {
            Some(required) => required.place(),
            None => facets.node.place(),
        };
        let message = format!("the required member `{name}` is not declared");
        let diagnostic = Diagnostic::warning(codes::UNDECLARED_MEMBER, message)
            .at(place)
            .label("is optional, of any JSON value");
        let declared = facets.properties.iter().map(|(known, _)| *known);
        let free = declared.filter(|known| !facets.required.contains(known));
        self.diagnostics.push(match nearest(name, free) {
            Some(meant) => diagnostic
                .suggest(meant)
                .help(format!("did you mean `{meant}`?")),
            None => diagnostic.help("declare it under `properties`, or leave it out of `required`"),
        });
    }

    /// What is said at the member itself comes before what its type says of itself, and what the object says of it
    /// before what those say that it takes up.
    fn member_docs(&mut self, schemas: &[Schema<'d>], object: &Node<'d>) -> Docs {
        let is_here = |schema: &&Schema<'d>| stands_in(schema, object);
        let (here, elsewhere): (Vec<_>, Vec<_>) = schemas.iter().partition(is_here);
        let schemas: Vec<&Schema<'d>> = here.into_iter().chain(elsewhere).collect();
        let own = schemas
            .iter()
            .find(|schema| schema.description().is_some() || schema.title().is_some());
        Docs {
            bounds: schemas.iter().find_map(|it| bounds::in_words(it)),
            deprecated: schemas.iter().any(|it| it.deprecated()),
            ..own.map(|schema| self.docs(schema)).unwrap_or_default()
        }
    }

    /// The fields of a form that are declared one by one: a struct.
    pub(super) fn form(
        &mut self,
        node: &Node<'d>,
        fields: &[FormField<'d>],
        scope: &Scope,
    ) -> Type {
        let wire_names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let claims: Vec<Claim<'_>> = wire_names.iter().map(|name| Claim::member(name)).collect();
        let named = names::distinct(&claims, &[], Marking::Snake);
        self.report_collisions("fields", &wire_names, &named, |index| {
            fields[index].schema.node.place()
        });
        let members = fields
            .iter()
            .zip(named.0)
            .map(|(field, name)| {
                let typed = self.typed_for_operation(&field.schema, &scope.inner(field.name));
                Member {
                    name,
                    wire_name: field.name.to_owned(),
                    ty: if field.required {
                        typed.required()
                    } else {
                        typed.maybe_absent()
                    },
                    required: field.required,
                    constant: None,
                    implied: false,
                    access: Access::Both,
                    docs: self.docs(&field.schema),
                }
            })
            .collect();
        let path = self.claim(scope, node);
        let object = Object {
            members,
            additional: Additional::Ignored,
            reads_numerals: false,
        };
        self.insert(
            path.clone(),
            node,
            Docs::default(),
            TypeKind::Object(object),
        );
        Type::Named(path)
    }
}

fn is_base(facets: &Facets<'_>) -> bool {
    facets.parts.iter().any(|part| part.base_of().is_some())
}

fn free_name(wanted: &str, members: &[Member]) -> String {
    let mut name = wanted.to_owned();
    while members.iter().any(|member| member.name == name) {
        name.push('_');
    }
    name
}
