//! Schemas become types.

use std::collections::{BTreeMap, HashMap};

use super::bounds;
use super::facets::Facets;
use super::names;
use super::scope::Scope;
use super::unions;
use crate::api::{Api, Docs, Home, Type, TypeDefinition, TypeKind, TypePath, Usage};
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::dialect::{AdditionalProperties, JsonType, Node, References, Schema};
use crate::source::{FileId, Pointer};

/// What tells a schema from all others.
pub(super) type Identity = (FileId, Pointer);

/// A type, and whether null is allowed as well.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Typed {
    pub(super) ty: Type,
    pub(super) nullable: bool,
    /// Null is one of the type's own values.
    holds_null: bool,
}

impl Typed {
    /// Any JSON value, null included.
    pub(super) fn anything() -> Self {
        Self::new(Type::Any, true)
    }

    pub(super) fn plain(ty: Type) -> Self {
        Self::new(ty, false)
    }

    pub(super) fn new(ty: Type, nullable: bool) -> Self {
        let holds_null = matches!(ty, Type::Any | Type::Null);
        Self {
            ty,
            nullable,
            holds_null,
        }
    }

    /// The type where a value has to be, or null.
    pub(super) fn required(self) -> Type {
        if self.nullable && !self.holds_null {
            self.ty.optional()
        } else {
            self.ty
        }
    }

    /// The type of a member that may be absent.
    pub(super) fn maybe_absent(self) -> Type {
        if self.nullable || self.holds_null {
            Type::Nullable(Box::new(self.ty))
        } else {
            self.ty.optional()
        }
    }
}

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
    pub(super) types: BTreeMap<TypePath, TypeDefinition>,
    /// Named schemas.
    named: HashMap<Identity, Named<'d>>,
    /// Anonymous schemas that are used from several places, while and after they are made.
    shared: HashMap<Identity, Option<Typed>>,
    /// Anonymous schemas whose type is being made.
    making: HashMap<Vec<Identity>, Making>,
    /// Which schema took which path.
    claims: HashMap<TypePath, Identity>,
    /// How deep the schema at hand stands in others.
    depth: usize,
    /// How many modules the schema at hand was reached through.
    modules: usize,
}

/// A type that is being made.
struct Making {
    /// Where it goes, if it needs a name.
    scope: Scope,
    /// Its schema leads back to itself, by a name that is the type's then.
    leads_back: bool,
}

#[derive(Clone)]
struct Named<'d> {
    schema_name: &'d str,
    path: TypePath,
    nullable: bool,
    holds_null: bool,
}

/// Schemas nested deeper than this are free-form: nobody writes such, but a hostile document may.
const MAX_DEPTH: usize = 32;
/// Nor does anybody merge schemas whose members merge schemas whose members merge others, further than this.
const MAX_MODULES: usize = 16;

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
            named: HashMap::new(),
            shared: HashMap::new(),
            making: HashMap::new(),
            claims: HashMap::new(),
            depth: 0,
            modules: 0,
        }
    }

    /// Makes the types of all named schemas.
    pub(super) fn define_named(&mut self, schemas: &[(&'d str, Schema<'d>)], paths: &[TypePath]) {
        for ((schema_name, schema), path) in schemas.iter().zip(paths) {
            let nullable = self.allow_null(std::slice::from_ref(schema));
            self.named.insert(
                schema.node.identity(),
                Named {
                    schema_name,
                    path: path.clone(),
                    nullable,
                    holds_null: schema.only_annotates(),
                },
            );
        }
        for ((_, schema), path) in schemas.iter().zip(paths) {
            self.define_named_schema(schema, path);
        }
    }

    fn define_named_schema(&mut self, schema: &Schema<'d>, path: &TypePath) {
        let scope = Scope::schema(path);
        let typed = match self.choices.newtypes.get(&schema.node.identity()) {
            Some(newtype) if newtype == path => return,
            _ => self.shape(std::slice::from_ref(schema), &scope),
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
        let mut unheard = Diagnostics::default();
        let facets = Facets::gather(schemas, &self.references, &mut unheard);
        facets.is_some_and(|facets| {
            (facets.nullable && !schemas.iter().all(Schema::only_annotates))
                || facets.alternatives.iter().flatten().any(|alternative| {
                    matches!(alternative.types().as_deref(), Ok([JsonType::Null]))
                })
        })
    }

    /// The type of a schema.
    pub(super) fn typed(&mut self, schema: &Schema<'d>, scope: &Scope) -> Typed {
        self.typed_all(std::slice::from_ref(schema), scope)
    }

    /// The type of an alternative together with what holds beside all alternatives.
    pub(super) fn typed_together(
        &mut self,
        alternative: &Schema<'d>,
        common: &Schema<'d>,
        scope: &Scope,
    ) -> Typed {
        let Some(mut facets) = Facets::gather(
            &[alternative.clone(), common.clone()],
            &self.references,
            self.diagnostics,
        ) else {
            return Typed::anything();
        };
        facets.alternatives.clear();
        facets.discriminator = None;
        let nullable = facets.nullable;
        let mut typed = self.shape_of(&facets, scope);
        typed.nullable |= nullable;
        typed
    }

    /// The type of schemas that hold all at once.
    pub(super) fn typed_all(&mut self, schemas: &[Schema<'d>], scope: &Scope) -> Typed {
        if self.depth == MAX_DEPTH {
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
                    .help("give an inner schema a name under `components`; any JSON value is accepted here"),
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
            None if self.modules == MAX_MODULES => return self.too_deep(schemas),
            None => {}
        }
        self.shared.insert(identity.clone(), None);
        let depth = std::mem::take(&mut self.depth);
        self.modules += 1;
        let typed = self.typed_here(schemas, own);
        self.modules -= 1;
        self.depth = depth;
        self.shared.insert(identity, Some(typed.clone()));
        typed
    }

    fn typed_here(&mut self, schemas: &[Schema<'d>], scope: &Scope) -> Typed {
        self.depth += 1;
        let typed = match self.lone(schemas) {
            Some((schema, nullable)) if schema.is_plain_reference() => {
                let mut typed = self.referenced(&schema);
                typed.nullable |= nullable;
                typed
            }
            Some((schema, nullable)) if schema.node.pointer != schemas[0].node.pointer => {
                let mut typed = self.typed(&schema, scope);
                typed.nullable |= nullable;
                typed
            }
            _ => self.made(schemas, scope),
        };
        self.depth -= 1;
        typed
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
        let mut substantial = schemas.iter().filter(|schema| !schema.only_annotates());
        let (only, none) = (substantial.next()?, substantial.next());
        if none.is_some() {
            return None;
        }
        if only.is_reference() || self.choices.newtypes.contains_key(&only.node.identity()) {
            return Some((only.clone(), only.nullable()));
        }
        let parts = only.all_of();
        if parts.is_empty() || !only.only_wraps() {
            return Some((only.clone(), false));
        }
        let (inner, nullable) = self.lone(&parts)?;
        Some((inner, nullable || only.nullable()))
    }

    /// What a `$ref` leads to.
    fn referenced(&mut self, reference: &Schema<'d>) -> Typed {
        let Some(target) = self.references.target(&reference.node, self.diagnostics) else {
            return Typed::anything();
        };
        let identity = target.identity();
        if let Some(newtype) = self.choices.newtypes.get(&identity) {
            let nullable = Schema::new(target).nullable();
            return Typed::new(Type::Named(newtype.clone()), nullable);
        }
        if let Some(named) = self.named.get(&identity) {
            return Typed {
                holds_null: named.holds_null,
                ..Typed::new(Type::Named(named.path.clone()), named.nullable)
            };
        }
        self.shared(&Schema::new(target), reference)
    }

    /// The type of an anonymous schema that is used from several places: made once, named after where it stands.
    fn shared(&mut self, schema: &Schema<'d>, user: &Schema<'d>) -> Typed {
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
        self.shared.insert(identity.clone(), None);
        let scope = match self.choices.names.get(&identity) {
            Some(name) => Scope::schema(&main_path(name.clone())),
            None => self.scope_of(&schema.node),
        };
        let typed = self.typed(schema, &scope);
        self.shared.insert(identity, Some(typed.clone()));
        typed
    }

    /// All that a schema says, it says by reference.
    fn only_refers(&self, schema: &Schema<'d>) -> bool {
        let lone = self.lone(std::slice::from_ref(schema));
        lone.is_some_and(|(schema, _)| schema.is_plain_reference())
    }

    /// The type of a schema of an operation. One that stands under `components` belongs to no single operation.
    pub(super) fn typed_for_operation(&mut self, schema: &Schema<'d>, scope: &Scope) -> Typed {
        let common = component(&schema.node.pointer).is_some();
        if common {
            self.shared(schema, schema)
        } else {
            self.typed(schema, scope)
        }
    }

    /// The scope of an anonymous schema that belongs to another module than the scope at hand, where only the names of
    /// members lead to it from the schema that the module is named after.
    fn scope_elsewhere(&self, schema: &Schema<'d>, scope: &Scope) -> Option<Scope> {
        if schema.is_reference() {
            return None;
        }
        let node = &schema.node;
        let (owner, length) = self.owner(node)?;
        if owner.home == *scope.home() {
            return None;
        }
        let mut way = node.pointer.segments().skip(length);
        while let Some(keyword) = way.next() {
            match keyword.as_ref() {
                "allOf" | "properties" => way.next()?,
                "items" | "additionalProperties" => continue,
                _ => return None,
            };
        }
        Some(self.scope_of(node))
    }

    /// The path of the named schema that a schema stands in, and how many segments of its pointer lead there.
    fn owner(&self, node: &Node<'d>) -> Option<(&TypePath, usize)> {
        let mut pointer = Pointer::root();
        let mut owner = None;
        for (segment, length) in node.pointer.segments().zip(1..) {
            pointer = pointer.join(&segment);
            if let Some(named) = self.named.get(&(node.file, pointer.clone())) {
                owner = Some((&named.path, length));
            }
        }
        owner.filter(|(_, length)| *length < node.pointer.segments().count())
    }

    /// The scope of an anonymous schema that is used from several places: named after where it stands.
    fn scope_of(&self, node: &Node<'d>) -> Scope {
        let segments: Vec<_> = node
            .pointer
            .segments()
            .map(std::borrow::Cow::into_owned)
            .collect();
        let owner = self.owner(node);
        let owner = owner.map(|(path, length)| (Scope::schema(path), length));
        let (scope, from) = owner.unwrap_or_else(|| match component(&node.pointer) {
            Some(component) => (Scope::schema(&component.path()), component.depth),
            None => {
                let name = names::type_name(segments.last().map_or("", String::as_str));
                (Scope::schema(&main_path(name)), segments.len())
            }
        });
        let mut scope = scope;
        let mut way = segments[from..].iter();
        while let Some(segment) = way.next() {
            match segment.as_str() {
                "properties" | "$defs" | "definitions" => {
                    scope = scope.inner(way.next().map_or("", String::as_str));
                }
                "content" | "allOf" => _ = way.next(),
                "oneOf" | "anyOf" | "schema" => {}
                "items" => scope = scope.inner("Item"),
                "additionalProperties" => scope = scope.inner("Entry"),
                other => scope = scope.inner(other),
            }
        }
        scope
    }

    /// The type of schemas by all that they say.
    fn shape(&mut self, schemas: &[Schema<'d>], scope: &Scope) -> Typed {
        let Some(first) = schemas.first() else {
            return Typed::anything();
        };
        let identity = first.node.identity();
        if let Some(newtype) = self.choices.newtypes.get(&identity) {
            return Typed::new(Type::Named(newtype.clone()), first.nullable());
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
        if let Some(values) = &facets.enumeration
            && let Some(ty) = self.enumeration(facets, values, scope)
        {
            return Typed::plain(ty);
        }
        if !facets.alternatives.is_empty()
            && let Some(typed) = unions::typed(self, facets, scope)
        {
            return typed;
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
        } else if facets.format.is_some() {
            self.string(facets)
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
        let item = if facets.items.is_empty() {
            Type::Any
        } else {
            self.typed_all(&facets.items, &scope.inner("Item"))
                .required()
        };
        Type::List(Box::new(item))
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

    /// Takes a path for the type of a schema. Where another schema has it, this one gets a mark that tells where it stands.
    pub(super) fn claim(&mut self, scope: &Scope, node: &Node<'d>) -> TypePath {
        let mut path = scope.path();
        let identity = node.identity();
        let first = self
            .claims
            .entry(path.clone())
            .or_insert_with(|| identity.clone())
            .clone();
        if first == identity {
            return path;
        }
        self.diagnostics.push(
            Diagnostic::note(codes::NAME_COLLISION, format!("two schemas would both be called `{}`", path.name))
                .at(node.place())
                .related(Place::value(first.0, first.1), "the first one")
                .help("this one gets a mark that tells it apart; give it a `name` under `[types]` in sdk.toml"),
        );
        path.name = names::pascal_mark(&path.name, node.pointer.as_str());
        self.claims.insert(path.clone(), identity);
        path
    }

    /// Puts a type into its place.
    pub(super) fn insert(&mut self, path: TypePath, node: &Node<'d>, docs: Docs, kind: TypeKind) {
        let schema_name = self.component_name(&path, node);
        let pointer = node.pointer.to_string();
        self.types.insert(
            path,
            TypeDefinition {
                pointer,
                schema_name,
                docs,
                usage: Usage::default(),
                features: Vec::new(),
                kind,
            },
        );
    }

    /// The document's name of the component that a type stands for, if it is not a part of one.
    fn component_name(&self, path: &TypePath, node: &Node<'d>) -> Option<String> {
        if let Some(named) = self
            .named
            .get(&node.identity())
            .filter(|named| named.path == *path)
        {
            return Some(named.schema_name.to_owned());
        }
        let module = names::module_name(&path.name);
        let component = component(&node.pointer)?;
        (path.home == Home::Schema { module }).then_some(component.name)
    }

    pub(super) fn report_collision(
        &mut self,
        what: &str,
        texts: &[&str],
        collision: &names::Collision,
        node: &Node<'d>,
    ) {
        let (first, second) = (texts[collision.first], texts[collision.index]);
        let place_of = |text: &str| {
            let properties = node.get("properties");
            let member = properties.and_then(|properties| properties.get(text));
            let values = node.get("enum");
            let value = values.and_then(|values| {
                values
                    .items()
                    .find(|value| value.value.as_str() == Some(text))
            });
            match (member, value) {
                (Some(member), _) => member.key_place(),
                (None, Some(value)) => value.place(),
                // What `allOf` takes up stands elsewhere.
                (None, None) => node.place(),
            }
        };
        self.diagnostics.push(
            Diagnostic::note(
                codes::NAME_COLLISION,
                format!(
                    "the {what} `{first}` and `{second}` both become `{}`",
                    collision.wanted
                ),
            )
            .at(place_of(second))
            .related(place_of(first), "the first one")
            .help(format!("`{second}` gets a mark that tells it apart")),
        );
    }
}

/// A reusable parameter, body or response that a schema stands in.
struct Component {
    kind: String,
    name: String,
    /// How many segments of the pointer lead to it.
    depth: usize,
}

fn component(pointer: &Pointer) -> Option<Component> {
    const OF_SWAGGER_2: [&str; 3] = ["definitions", "parameters", "responses"];
    let mut segments = pointer.segments();
    let first = segments.next()?;
    let (kind, depth) = match first.as_ref() {
        "components" => (segments.next()?, 3),
        kind if OF_SWAGGER_2.contains(&kind) => (first, 2),
        _ => return None,
    };
    let name = segments.next()?.into_owned();
    Some(Component {
        kind: kind.into_owned(),
        name,
        depth,
    })
}

impl Component {
    /// Where its type goes.
    fn path(&self) -> TypePath {
        let suffix = match self.kind.as_str() {
            "parameters" => "Parameter",
            "headers" => "Header",
            "requestBodies" => "Body",
            "responses" => "Response",
            _ => "",
        };
        let name = names::type_name(&self.name);
        main_path(if name.ends_with(suffix) {
            name
        } else {
            format!("{name}{suffix}")
        })
    }
}

/// A type in a module of its own.
pub(super) fn main_path(name: String) -> TypePath {
    let module = names::module_name(&name);
    TypePath {
        home: Home::Schema { module },
        name,
    }
}

impl Api {
    /// The type behind aliases.
    #[must_use]
    pub fn resolved<'t>(&'t self, ty: &'t Type) -> &'t Type {
        resolved(&self.types, ty)
    }
}

/// The type behind aliases.
pub(super) fn resolved<'t>(
    types: &'t BTreeMap<TypePath, TypeDefinition>,
    ty: &'t Type,
) -> &'t Type {
    let mut current = ty;
    for _ in 0..MAX_DEPTH {
        let Type::Named(path) = current else { break };
        match types.get(path).map(|definition| &definition.kind) {
            Some(TypeKind::Alias(target)) => current = target,
            _ => break,
        }
    }
    current
}
