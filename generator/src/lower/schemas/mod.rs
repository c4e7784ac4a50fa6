//! Schemas become types.

mod claims;
mod homes;
mod named;
mod typed;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rustc_hash::FxHashMap;

use super::bounds;
use super::facets::{Facets, allow_null_beside};
use super::numerals;
use super::scalars::type_of_format;
use super::scope::Scope;
use super::unions;
pub(super) use claims::place_of;
use homes::component;
pub(super) use homes::main_path;
use named::Named;
pub(super) use typed::Typed;

use crate::api::{Docs, Type, TypeKind, TypePath, Types};
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::dialect::{AdditionalProperties, JsonType, References, Schema};
use crate::source::{FileId, Pointer};

/// What tells a schema from all others.
pub(super) type Identity = (FileId, Pointer);

/// Schemas that `sdk.toml` speaks of, by where they stand.
#[derive(Debug, Default)]
pub(super) struct Choices {
    /// Schemas that become a newtype.
    pub(super) newtypes: HashMap<Identity, TypePath>,
    /// Names of types.
    pub(super) names: HashMap<Identity, String>,
    /// Other spellings of an enumeration's values.
    pub(super) aliases: HashMap<Identity, BTreeMap<String, String>>,
}

/// Turns schemas into types, each once.
pub(super) struct Schemas<'a, 'd> {
    pub(super) references: References<'d>,
    pub(super) config: &'a Config,
    pub(super) choices: Choices,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) types: Types,
    /// Named schemas.
    named: FxHashMap<FileId, FxHashMap<Pointer, Named<'d>>>,
    /// Named schemas that merge a schema.
    merging: FxHashMap<Identity, Vec<Schema<'d>>>,
    /// Which named schema has which path.
    of_named: FxHashMap<TypePath, Identity>,
    /// How many segments the pointers of named schemas have.
    depths: BTreeSet<usize>,
    /// Anonymous schemas that are used from several places, while and after they are made.
    shared: FxHashMap<Identity, Option<Typed>>,
    /// Anonymous schemas whose type is being made.
    making: FxHashMap<Vec<Identity>, Making>,
    /// Which schema took which path.
    claims: FxHashMap<TypePath, Identity>,
    /// How deep the schema at hand stands in others.
    depth: usize,
    /// How many schemas stand around it, and around those that refer to it.
    way: usize,
}

/// A type that is being made.
struct Making {
    /// Where it goes, if it needs a name.
    scope: Scope,
    /// Its schema leads back to itself, by a name that is the type's then.
    leads_back: bool,
}

/// Schemas nested deeper than this are free-form: nobody writes such, but a hostile document may.
const MAX_DEPTH: usize = 32;
/// The same for all that is on the way to a schema: one that others refer to begins anew, on the same stack.
const MAX_WAY: usize = 512;

impl<'a, 'd> Schemas<'a, 'd> {
    pub(super) fn new(
        references: References<'d>,
        config: &'a Config,
        choices: Choices,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            references,
            config,
            choices,
            diagnostics,
            types: BTreeMap::new(),
            named: FxHashMap::default(),
            merging: FxHashMap::default(),
            of_named: FxHashMap::default(),
            depths: BTreeSet::new(),
            shared: FxHashMap::default(),
            making: FxHashMap::default(),
            claims: FxHashMap::default(),
            depth: 0,
            way: 0,
        }
    }

    /// Makes the types of all named schemas.
    pub(super) fn define_named(&mut self, schemas: &[(&'d str, Schema<'d>)], paths: &[TypePath]) {
        for ((schema_name, schema), path) in schemas.iter().zip(paths) {
            let named = Named {
                schema_name,
                path: path.clone(),
                nullable: self.allow_null(std::slice::from_ref(schema)),
                holds_null: schema.only_annotates(),
            };
            self.name(&schema.node, named);
            let identity = schema.node.identity();
            self.of_named.entry(path.clone()).or_insert(identity);
        }
        self.lend_names(schemas);
        self.note_merging(schemas);
        for ((_, schema), path) in schemas.iter().zip(paths) {
            self.define_named_schema(schema, path);
        }
    }

    fn define_named_schema(&mut self, schema: &Schema<'d>, path: &TypePath) {
        let scope = Scope::schema(path);
        let typed = match self.choices.newtypes.get(&schema.node.identity()) {
            Some(newtype) if newtype == path => return,
            None if self.is_other_name(schema, path) => self.referenced(schema),
            _ => match unions::base::typed(self, schema, &scope) {
                Some(typed) => typed,
                None => self.shape(std::slice::from_ref(schema), &scope),
            },
        };
        if self.types.contains_key(path) {
            return;
        }
        self.insert_alias(path, schema, typed.ty);
    }

    fn insert_alias(&mut self, path: &TypePath, schema: &Schema<'d>, target: Type) {
        let target = match target {
            Type::Named(target) if target == *path => Type::Any,
            target => target,
        };
        let docs = self.docs(schema);
        self.insert(path.clone(), &schema.node, docs, TypeKind::Alias(target));
    }

    pub(super) fn docs(&self, schema: &Schema<'d>) -> Docs {
        Docs {
            summary: schema.title().map(str::to_owned),
            description: schema.description().map(str::to_owned),
            bounds: bounds::in_words(schema),
            deprecated: schema.deprecated(),
        }
    }

    /// Whether schemas that hold all at once allow null, and more.
    fn allow_null(&self, schemas: &[Schema<'d>]) -> bool {
        let facets = Facets::glance(schemas, &self.references);
        facets.is_some_and(|facets| {
            (facets.nullable && !schemas.iter().all(Schema::only_annotates))
                || facets.alternatives.iter().any(|choice| {
                    let mut alternatives = choice.iter();
                    alternatives
                        .any(|alternative| unions::is_null(alternative, choice, &self.references))
                })
        })
    }

    /// The type of a schema.
    pub(super) fn typed(&mut self, schema: &Schema<'d>, scope: &Scope) -> Typed {
        self.typed_all(std::slice::from_ref(schema), scope)
    }

    /// The type of an alternative of a choice, together with what holds beside the choice.
    pub(super) fn typed_together(
        &mut self,
        alternative: &Schema<'d>,
        choice: &[Schema<'d>],
        beside: &Facets<'d>,
        scope: &Scope,
    ) -> Typed {
        if self.is_too_deep() {
            return self.too_deep(std::slice::from_ref(alternative));
        }
        let own = std::slice::from_ref(alternative);
        let own = Facets::glance(own, &self.references);
        if own.is_some_and(|own| own.include(beside)) {
            return self.typed(alternative, scope);
        }
        let facets =
            beside.with_alternative(alternative, choice, &self.references, self.diagnostics);
        let Some(facets) = facets else {
            return Typed::anything();
        };
        let mut typed = self.within(|this| this.shape_of(&facets, scope));
        typed.nullable |= facets.nullable;
        typed
    }

    /// The type of schemas that hold all at once.
    pub(super) fn typed_all(&mut self, schemas: &[Schema<'d>], scope: &Scope) -> Typed {
        if self.is_too_deep() {
            return self.too_deep(schemas);
        }
        if let [only] = schemas
            && let Some(own) = self.scope_elsewhere(only, scope)
        {
            return self.typed_once(only, &own, scope);
        }
        self.typed_here(schemas, scope)
    }

    #[cold]
    fn too_deep(&mut self, schemas: &[Schema<'d>]) -> Typed {
        if let Some(schema) = schemas.first() {
            self.diagnostics.push(
                Diagnostic::warning(codes::TOO_DEEP, "schemas are nested too deep")
                    .at(schema.node.place())
                    .help(
                        "give an inner schema a name of its own; any JSON value is accepted here",
                    ),
            );
        }
        Typed::anything()
    }

    /// The type of an anonymous schema that was met away from where it stands, since `allOf` takes up the members of
    /// other schemas: made once, where it stands.
    fn typed_once(&mut self, schema: &Schema<'d>, own: &Scope, scope: &Scope) -> Typed {
        let schemas = std::slice::from_ref(schema);
        let identity = schema.node.identity();
        match self.shared.get(&identity) {
            Some(Some(typed)) => return typed.clone(),
            Some(None) => return self.typed_here(schemas, scope),
            None => {}
        }
        self.once(identity, |this| this.typed_here(schemas, own))
    }

    /// Makes the type of a schema for all that use it.
    fn once(&mut self, identity: Identity, make: impl FnOnce(&mut Self) -> Typed) -> Typed {
        self.shared.insert(identity.clone(), None);
        let depth = std::mem::take(&mut self.depth);
        let typed = make(self);
        self.depth = depth;
        self.shared.insert(identity, Some(typed.clone()));
        typed
    }

    /// One step further into a schema.
    fn within(&mut self, make: impl FnOnce(&mut Self) -> Typed) -> Typed {
        self.depth += 1;
        self.way += 1;
        let typed = make(self);
        self.way -= 1;
        self.depth -= 1;
        typed
    }

    fn is_too_deep(&self) -> bool {
        self.depth == MAX_DEPTH || self.way == MAX_WAY
    }

    fn typed_here(&mut self, schemas: &[Schema<'d>], scope: &Scope) -> Typed {
        self.within(|this| match this.lone(schemas) {
            Some((schema, nullable)) if schema.is_plain_reference() => {
                let mut typed = this.referenced(&schema);
                typed.nullable |= nullable;
                typed
            }
            Some((schema, nullable)) if schema.node.pointer != schemas[0].node.pointer => {
                let mut typed = this.typed(&schema, &this.chosen_scope(schemas, scope));
                typed.nullable |= nullable;
                typed
            }
            _ => this.made(schemas, scope),
        })
    }

    /// The type of anonymous schemas. Where they lead back to themselves, it has a name.
    fn made(&mut self, schemas: &[Schema<'d>], scope: &Scope) -> Typed {
        let key: Vec<Identity> = schemas
            .iter()
            .map(|schema| schema.node.identity())
            .collect();
        if let Some(making) = self.making.get_mut(&key) {
            making.leads_back = true;
            let scope = making.scope.clone();
            let path = self.claim(&scope, &schemas[0].node);
            return Typed::new(Type::Named(path), self.allow_null(schemas));
        }
        let making = Making {
            scope: self.chosen_scope(schemas, scope),
            leads_back: false,
        };
        self.making.insert(key.clone(), making);
        let mut typed = self.shape(schemas, scope);
        if let Some(making) = self.making.remove(&key).filter(|making| making.leads_back) {
            let path = self.claim(&making.scope, &schemas[0].node);
            if !self.types.contains_key(&path) {
                self.insert_alias(&path, &schemas[0], typed.ty);
                typed.ty = Type::Named(path);
            }
        }
        typed
    }

    /// The one schema that says something, where all others only describe; and whether they allow null.
    fn lone(&self, schemas: &[Schema<'d>]) -> Option<(Schema<'d>, bool)> {
        let says_no_more = |schema: &Schema<'d>| {
            let only_has_type = schemas.len() > 1 && schema.only_has_type();
            schema.only_annotates() || only_has_type && self.repeats_type_of_target(schema, schemas)
        };
        let mut substantial = schemas.iter().filter(|schema| !says_no_more(schema));
        let (only, none) = (substantial.next()?, substantial.next());
        if none.is_some() {
            return None;
        }
        let beside = allow_null_beside(schemas);
        if only.is_reference() || self.choices.newtypes.contains_key(&only.node.identity()) {
            return Some((only.clone(), beside || only.nullable()));
        }
        let parts = only.all_of();
        let wraps = || {
            let repeats = || only.only_merges() && self.repeats_type_of_target(only, &parts);
            only.only_wraps() || repeats()
        };
        if parts.is_empty() || !wraps() {
            return Some((only.clone(), beside));
        }
        let (inner, nullable) = self.lone(&parts)?;
        Some((inner, beside || nullable || only.nullable()))
    }

    /// The type of a schema is that of what another one refers to.
    fn repeats_type_of_target(&self, schema: &Schema<'d>, others: &[Schema<'d>]) -> bool {
        let types = schema.types().unwrap_or_default();
        let types: Vec<JsonType> = types
            .into_iter()
            .filter(|json_type| *json_type != JsonType::Null)
            .collect();
        let mut references = others.iter().filter(|other| other.is_plain_reference());
        references.any(|reference| {
            let reference = std::slice::from_ref(reference);
            let said = Facets::glance(reference, &self.references);
            said.is_some_and(|said| {
                said.types == types || types == [JsonType::Object] && said.say_of_parts()
            })
        })
    }

    /// What a `$ref` leads to.
    fn referenced(&mut self, reference: &Schema<'d>) -> Typed {
        let Some(target) = self.references.target(&reference.node, self.diagnostics) else {
            return Typed::anything();
        };
        if let Some(newtype) = self.choices.newtypes.get(&target.identity()) {
            let nullable = Schema::new(target).allows_null();
            return Typed::new(Type::Named(newtype.clone()), nullable);
        }
        self.shared(&Schema::new(target), reference)
    }

    /// The type of a schema that is used from several places. That of an anonymous one is made once, named after where
    /// it stands.
    fn shared(&mut self, schema: &Schema<'d>, user: &Schema<'d>) -> Typed {
        if let Some(named) = self.named(&schema.node) {
            return Typed {
                holds_null: named.holds_null,
                ..Typed::new(Type::Named(named.path.clone()), named.nullable)
            };
        }
        let identity = schema.node.identity();
        match self.shared.get(&identity) {
            Some(Some(typed)) => return typed.clone(),
            Some(None) if self.only_refers(schema) => {
                self.diagnostics.push(
                    Diagnostic::warning(codes::SCHEMA_OF_ITSELF, "this schema is part of itself")
                        .at(user.node.place())
                        .help("let one of the references in the circle be a definition; any JSON value is accepted here"),
                );
                return Typed::anything();
            }
            Some(None) | None => {}
        }
        let scope = match self.choices.names.get(&identity) {
            Some(name) => Scope::schema(&main_path(name.clone())),
            None => self.scope_beside_named(&schema.node),
        };
        self.once(identity, |this| this.typed(schema, &scope))
    }

    /// All that a schema says, it says by reference.
    fn only_refers(&self, schema: &Schema<'d>) -> bool {
        let lone = self.lone(std::slice::from_ref(schema));
        lone.is_some_and(|(schema, _)| schema.is_plain_reference())
    }

    /// The type of a schema of an operation. One that stands under `components` belongs to no single operation; a mere
    /// reference needs no name there.
    pub(super) fn typed_for_operation(&mut self, schema: &Schema<'d>, scope: &Scope) -> Typed {
        let common = component(&schema.node.pointer).is_some() && !schema.is_plain_reference();
        if common {
            self.shared(schema, schema)
        } else {
            self.typed(schema, scope)
        }
    }

    /// The type of schemas by all that they say.
    fn shape(&mut self, schemas: &[Schema<'d>], scope: &Scope) -> Typed {
        let Some(first) = schemas.first() else {
            return Typed::anything();
        };
        let identity = first.node.identity();
        if let Some(newtype) = self.choices.newtypes.get(&identity) {
            return Typed::new(Type::Named(newtype.clone()), first.allows_null());
        }
        let scope = &self.chosen_scope(schemas, scope);
        let Some(facets) = Facets::gather(schemas, &self.references, self.diagnostics) else {
            return Typed::anything();
        };
        let nullable = facets.nullable;
        let mut typed = self.shape_of(&facets, scope);
        typed.nullable |= nullable;
        typed
    }

    /// The scope with the name that `sdk.toml` has for the schema.
    fn chosen_scope(&self, schemas: &[Schema<'d>], scope: &Scope) -> Scope {
        let first = schemas.first().filter(|_| !scope.is_main());
        let chosen = first.and_then(|first| self.choices.names.get(&first.node.identity()));
        match chosen {
            Some(name) => scope.clone().named(name),
            None => scope.clone(),
        }
    }

    fn shape_of(&mut self, facets: &Facets<'d>, scope: &Scope) -> Typed {
        if let Some(values) = facets
            .enumeration
            .as_deref()
            .filter(|_| !facets.lists_items())
            && let Some(ty) = self.enumeration(facets, values, scope)
        {
            return Typed::plain(ty);
        }
        if !facets.alternatives.is_empty()
            && let Some(typed) = unions::typed(self, facets, scope)
        {
            return typed;
        }
        if let Some(json_type) = numerals::number_of(facets) {
            return Typed::plain(self.single(json_type, facets, scope));
        }
        let ty = match facets.types.as_slice() {
            [] if facets.only_null => Type::Null,
            [] => self.untyped(facets, scope),
            [json_type] => self.single(*json_type, facets, scope),
            [JsonType::Integer, JsonType::Number] | [JsonType::Number, JsonType::Integer] => {
                Type::Float
            }
            several => return unions::of_types(self, several, facets, scope),
        };
        Typed::plain(ty)
    }

    /// A schema without `type`: what its other keywords speak of.
    fn untyped(&mut self, facets: &Facets<'d>, scope: &Scope) -> Type {
        if !facets.properties.is_empty()
            || !matches!(facets.additional, AdditionalProperties::Unsaid)
        {
            self.object(facets, scope)
        } else if !facets.items.is_empty() {
            self.array(facets, scope)
        } else if let Some(format) = facets.format {
            self.single(type_of_format(format), facets, scope)
        } else {
            Type::Any
        }
    }

    pub(super) fn array(&mut self, facets: &Facets<'d>, scope: &Scope) -> Type {
        let schema = Schema::new(facets.node.clone());
        let by_position = schema.prefix_items();
        if !by_position.is_empty() {
            return self.by_position(&schema, by_position, facets, scope);
        }
        let scope = &scope.inner("Item");
        let is_open = |item: &Schema<'d>| facets.parts.iter().all(|part| part.leaves_open(item));
        let item = match facets.enumeration.as_deref() {
            Some(values) if facets.lists_items() && !self.list_values(&facets.items) => {
                self.note_values_of_items(facets);
                self.enumeration(facets, values, scope)
            }
            _ if facets.items.iter().all(is_open) => None,
            _ => {
                let items = self.that_count(&facets.items, None);
                Some(self.typed_all(&items, scope).required())
            }
        };
        Type::List(Box::new(item.unwrap_or(Type::Any)))
    }

    #[cold]
    fn note_values_of_items(&mut self, facets: &Facets<'d>) {
        let listed = facets.parts.iter().find_map(|part| part.node.get("enum"));
        self.diagnostics.push(
            Diagnostic::warning(
                codes::LOOSE_SPELLING,
                "no array is one of these values, but its items can be",
            )
            .at(listed.unwrap_or_else(|| facets.node.clone()).key_place())
            .help("put `enum` under `items`; it is read as if it were"),
        );
    }

    fn list_values(&self, schemas: &[Schema<'d>]) -> bool {
        let said = Facets::glance(schemas, &self.references);
        said.is_some_and(|said| said.enumeration.is_some())
    }

    /// An array whose items have schemas by position: a tuple where the number of items is fixed, else a list of whatever
    /// may stand at any place.
    fn by_position(
        &mut self,
        schema: &Schema<'d>,
        mut items: Vec<Schema<'d>>,
        facets: &Facets<'d>,
        scope: &Scope,
    ) -> Type {
        if schema.is_tuple() && (2..=Type::LONGEST_TUPLE).contains(&items.len()) {
            let items = items
                .iter()
                .zip(1..)
                .map(|(item, number)| {
                    self.typed(item, &scope.inner(&format!("Item{number}")))
                        .required()
                })
                .collect();
            return Type::Tuple(items);
        }
        items.extend(schema.array_items());
        let mut choice = facets.clone();
        choice.properties.clear();
        choice.alternatives = vec![items];
        let item = unions::typed(self, &choice, &scope.inner("Item"));
        Type::List(Box::new(item.map_or(Type::Any, Typed::required)))
    }
}
