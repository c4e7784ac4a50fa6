//! The table of rules: what each kind of change means for programs that use the crate.

use std::fmt;

use serde::Serialize;

/// What a change means for a program that uses the crate. The later, the more it asks of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Programs neither need nor see it.
    Invisible,
    /// Programs compile as before and can do more.
    Additive,
    /// Programs compile as before; something that they use is on its way out.
    Deprecating,
    /// Some program that was right has to be changed.
    Breaking,
}

impl Verdict {
    /// All verdicts, the one that matters most first.
    pub const ALL: [Self; 4] = [
        Self::Breaking,
        Self::Deprecating,
        Self::Additive,
        Self::Invisible,
    ];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Deprecating => "deprecating",
            Self::Invisible => "invisible",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who can tell that a change is of its verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    /// The compiler: the public surface of the crate changes as the verdict says.
    Compiler,
    /// Nobody but the rule: programs compile as before, and the explanation says why the verdict is what it is.
    Rule,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Rule {
    /// The kind of change.
    pub kind: Kind,
    /// What it means.
    pub verdict: Verdict,
    /// Who can tell.
    pub proof: Proof,
    /// Why, in a line.
    pub why: &'static str,
}

macro_rules! rules {
    ($($kind:ident $name:literal $verdict:ident $proof:ident $why:literal)*) => {
        /// A kind of change: the key of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Kind {
            $(#[doc = $why] #[serde(rename = $name)] $kind,)*
        }

        impl Kind {
            /// Its name in the table, such as `member-added`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// Its line of the table.
            #[must_use]
            pub fn rule(self) -> Rule {
                match self {
                    $(Self::$kind => Rule {
                        kind: self,
                        verdict: Verdict::$verdict,
                        proof: Proof::$proof,
                        why: $why,
                    },)*
                }
            }
        }

        /// Every kind of change, by subject.
        pub const KINDS: &[Kind] = &[$(Kind::$kind,)*];
    };
}

rules! {
    OperationAdded "operation-added" Additive Compiler
        "a new method of a handle"
    OperationRemoved "operation-removed" Breaking Compiler
        "the method, its marker and its module are gone"
    OperationRenamed "operation-renamed" Breaking Compiler
        "method and path are the same; the method is called otherwise or stands in another group"
    GroupRenamed "group-renamed" Breaking Compiler
        "the handle and the client's method that gives it are called otherwise"
    OperationDeprecated "operation-deprecated" Deprecating Compiler
        "callers get a warning: the method has `#[deprecated]`"
    OperationUndeprecated "operation-undeprecated" Invisible Compiler
        "the warning is gone"
    RequestLineChanged "request-line-changed" Invisible Rule
        "another method or path is sent; the crate sees to it, and callers write the same"
    OperationIdChanged "operation-id-changed" Invisible Rule
        "errors and traces name the operation by another id; the method is called as before"
    OperationServerChanged "operation-server-changed" Invisible Rule
        "the operation is served elsewhere; the crate sees to it"
    RepeatChanged "repeat-changed" Invisible Rule
        "whether the client repeats a failed call by itself; a program has to expect failures either way"
    SecurityRelaxed "security-relaxed" Invisible Rule
        "every set of credentials that was enough still is"
    SecurityTightened "security-tightened" Breaking Rule
        "compiles, but a client with the credentials that were enough may now be refused"

    ParameterAdded "parameter-added" Additive Compiler
        "a new setter of the call"
    RequiredParameterAdded "required-parameter-added" Breaking Compiler
        "the method takes another argument"
    ParameterRemoved "parameter-removed" Breaking Compiler
        "the argument or setter is gone"
    ParameterRenamed "parameter-renamed" Breaking Compiler
        "the setter is called otherwise"
    ArgumentRenamed "argument-renamed" Invisible Compiler
        "arguments of methods are told by their position, not by their names"
    ParameterTypeChanged "parameter-type-changed" Breaking Compiler
        "the argument or setter takes another type"
    ParameterTurnedRequired "parameter-turned-required" Breaking Compiler
        "the setter became an argument of the method"
    ParameterTurnedOptional "parameter-turned-optional" Breaking Compiler
        "the argument of the method became a setter"
    ArgumentsReordered "arguments-reordered" Breaking Compiler
        "arguments stand in another order; where their types are equal, old calls compile and mean something else"
    ParameterEncodingChanged "parameter-encoding-changed" Invisible Rule
        "sent under another name, in another place or style; callers pass the same value"
    ParameterDeprecated "parameter-deprecated" Deprecating Compiler
        "callers get a warning: the setter has `#[deprecated]`; of an argument only the documentation says so"
    ParameterUndeprecated "parameter-undeprecated" Invisible Compiler
        "the warning is gone"

    BodyAdded "body-added" Additive Compiler
        "a new setter of the call, `body`"
    RequiredBodyAdded "required-body-added" Breaking Compiler
        "the method takes another argument"
    BodyRemoved "body-removed" Breaking Compiler
        "the argument or setter is gone"
    BodyTypeChanged "body-type-changed" Breaking Compiler
        "the body is of another type"
    BodyTurnedRequired "body-turned-required" Breaking Compiler
        "the setter became an argument of the method"
    BodyTurnedOptional "body-turned-optional" Breaking Compiler
        "the argument of the method became a setter"
    BodyEncodingChanged "body-encoding-changed" Invisible Rule
        "written under another media type or in other parts; callers pass the same value"

    OutputChanged "output-changed" Breaking Compiler
        "the call gives another type, also where a second success status makes an enumeration or an `Option` of it"
    StatusAdded "status-added" Additive Compiler
        "a variant of the call's `#[non_exhaustive]` output"
    StatusRemoved "status-removed" Breaking Compiler
        "the variant of the call's output is gone"
    StatusContentChanged "status-content-changed" Breaking Compiler
        "the variant of the call's output holds another type"
    MediaTypeChanged "media-type-changed" Invisible Rule
        "another media type is asked for; it is read into the same type"
    FailureAdded "failure-added" Additive Rule
        "`Error::body` can give the body of another status"
    FailureRemoved "failure-removed" Breaking Rule
        "compiles, but `Error::body` no longer gives the body that a program asks for"
    FailureTypeChanged "failure-type-changed" Breaking Rule
        "compiles, but `Error::body` gives nothing when it is asked for the old type"
    StreamAdded "stream-added" Additive Compiler
        "`send_for_events` is there"
    StreamRemoved "stream-removed" Breaking Compiler
        "`send_for_events` is gone"
    StreamItemChanged "stream-item-changed" Breaking Compiler
        "`send_for_events` gives items of another type"
    StreamFramingChanged "stream-framing-changed" Invisible Rule
        "items are told apart in another way; the crate sees to it"
    PaginationAdded "pagination-added" Additive Compiler
        "`stream` and `pages` are there"
    PaginationRemoved "pagination-removed" Breaking Compiler
        "`stream` and `pages` are gone"
    PaginationItemChanged "pagination-item-changed" Breaking Compiler
        "`stream` gives items of another type"
    PaginationChanged "pagination-changed" Invisible Rule
        "the next page is found in another way; the crate sees to it"

    TypeAdded "type-added" Additive Compiler
        "a new type"
    TypeRemoved "type-removed" Breaking Compiler
        "the type is gone"
    TypeRenamed "type-renamed" Breaking Compiler
        "one type is gone and another of the same shape is there"
    TypeKindChanged "type-kind-changed" Breaking Compiler
        "a struct, an enumeration, a union, a newtype or an alias became another of these, or another base is below it"
    AliasChanged "alias-changed" Breaking Compiler
        "the alias stands for another type, wherever it is used"
    ConstructorAdded "constructor-added" Additive Compiler
        "the type is now part of a request: it has `new` and setters"
    ConstructorRemoved "constructor-removed" Breaking Compiler
        "the type is no longer part of a request: `new` and the setters are gone"
    TypeDeprecated "type-deprecated" Deprecating Rule
        "the documentation of the type says so"
    TypeUndeprecated "type-undeprecated" Invisible Compiler
        "the documentation of the type no longer says so"

    MemberAdded "member-added" Additive Compiler
        "a new field, in requests with a setter; structs are `#[non_exhaustive]`"
    RequiredMemberAdded "required-member-added" Breaking Compiler
        "`new` takes another argument"
    MemberRemoved "member-removed" Breaking Compiler
        "the field is gone"
    MemberRenamed "member-renamed" Breaking Compiler
        "the field is called otherwise"
    MemberTypeChanged "member-type-changed" Breaking Compiler
        "the field has another type"
    MemberTurnedRequired "member-turned-required" Breaking Compiler
        "the field lost its `Option`, and in requests `new` takes another argument"
    MemberTurnedOptional "member-turned-optional" Breaking Compiler
        "the field got an `Option`, and in requests `new` takes an argument less"
    MemberPresenceChanged "member-presence-changed" Invisible Rule
        "a response may or may not leave the member out; the field's type is the same"
    ConstructorChanged "constructor-changed" Breaking Compiler
        "`new` takes an argument more or less, since a member has one value alone or has it no longer"
    ConstructorReordered "constructor-reordered" Breaking Compiler
        "`new` takes its arguments in another order; where their types are equal, old calls compile and mean something else"
    MemberWireNameChanged "member-wire-name-changed" Invisible Rule
        "read and written under another name; the crate sees to it, and callers use the same field"
    MemberDeprecated "member-deprecated" Deprecating Rule
        "the documentation of the field says so"
    MemberUndeprecated "member-undeprecated" Invisible Compiler
        "the documentation of the field no longer says so"
    AdditionalAdded "additional-added" Additive Compiler
        "a new field that keeps members which are not listed"
    AdditionalRemoved "additional-removed" Breaking Compiler
        "the field that kept members which are not listed is gone"
    AdditionalChanged "additional-changed" Breaking Compiler
        "the field that keeps members which are not listed has another name or type"

    ValueAdded "value-added" Additive Compiler
        "a variant of a `#[non_exhaustive]` enumeration; it was `Unrecognized` before"
    ValueRemoved "value-removed" Breaking Compiler
        "the variant is gone"
    ValueRenamed "value-renamed" Breaking Compiler
        "the variant is called otherwise; the value is the same"
    ValueRewritten "value-rewritten" Breaking Rule
        "compiles, but the variant stands for another text or number; the old one is `Unrecognized`"
    ValueSpellingsChanged "value-spellings-changed" Invisible Rule
        "other spellings are read as the same value"
    ValueDeprecated "value-deprecated" Deprecating Rule
        "the documentation of the variant says so"
    ValueUndeprecated "value-undeprecated" Invisible Compiler
        "the documentation of the variant no longer says so"
    VariantAdded "variant-added" Additive Compiler
        "a variant of a `#[non_exhaustive]` union; it was `Unrecognized` before"
    VariantRemoved "variant-removed" Breaking Compiler
        "the variant is gone"
    VariantRenamed "variant-renamed" Breaking Compiler
        "the variant is called otherwise; it holds the same"
    VariantTypeChanged "variant-type-changed" Breaking Compiler
        "the variant holds another type"
    ConversionRemoved "conversion-removed" Breaking Compiler
        "two variants now hold the same type, so that `From` can't tell which one is meant"
    TagsChanged "tags-changed" Invisible Rule
        "variants are told apart by other values; the crate sees to it"
    NewtypeCheckAdded "newtype-check-added" Breaking Compiler
        "the value is now checked: it is made by `TryFrom`, not by `From`"
    NewtypeCheckRemoved "newtype-check-removed" Breaking Compiler
        "the value is no longer checked: `new` gives no `Result`"
    NewtypeCheckTightened "newtype-check-tightened" Breaking Rule
        "compiles, but values that could be made may now be refused"
    NewtypeCheckLoosened "newtype-check-loosened" Invisible Rule
        "every value that could be made still can"
    NewtypeReadingChanged "newtype-reading-changed" Invisible Rule
        "whether a number in quotes is read as well"

    PackageRenamed "package-renamed" Breaking Rule
        "the crate has another name"
    ModuleAdded "module-added" Additive Compiler
        "`sdk.toml` names another hand-written module"
    ModuleRemoved "module-removed" Breaking Compiler
        "`sdk.toml` no longer names the hand-written module"
    FeatureAdded "feature-added" Additive Rule
        "a Cargo feature that programs can ask for"
    FeatureRemoved "feature-removed" Breaking Rule
        "the Cargo feature is gone: Cargo refuses programs that ask for it, before the compiler sees them"
    FeatureGated "feature-gated" Breaking Rule
        "compiles with all features on; a program that asks for no more than it needs has to ask for another one"
    ServerAdded "server-added" Additive Compiler
        "a variant of the `#[non_exhaustive]` enumeration of servers"
    ServerRemoved "server-removed" Breaking Compiler
        "the variant of the enumeration of servers is gone, or the whole enumeration"
    ServerRenamed "server-renamed" Breaking Compiler
        "the variant of the enumeration of servers is called otherwise"
    ServersRenamed "servers-renamed" Breaking Compiler
        "the enumeration of servers and its setter are called otherwise"
    ServerUrlChanged "server-url-changed" Invisible Rule
        "the server has moved; the crate knows where"
    DefaultServerChanged "default-server-changed" Breaking Rule
        "compiles, but a client that names no server talks to another one, or to none"
    ServerFunctionAdded "server-function-added" Additive Compiler
        "a function that fills in the variables of a URL"
    ServerFunctionRemoved "server-function-removed" Breaking Compiler
        "the function that filled in the variables of a URL is gone"
    ServerFunctionChanged "server-function-changed" Breaking Compiler
        "the function that fills in the variables of a URL has another name or other arguments"
    SchemeAdded "scheme-added" Additive Compiler
        "a setter of the client's builder for another credential"
    SchemeRemoved "scheme-removed" Breaking Compiler
        "the setter of the credential is gone"
    SchemeRenamed "scheme-renamed" Breaking Compiler
        "the setter of the credential is called otherwise"
    SchemeNameChanged "scheme-name-changed" Breaking Rule
        "compiles, but what `ClientBuilder::credential` sets under the old name is not sent; the setter is as before"
    SchemeArgumentsChanged "scheme-arguments-changed" Breaking Compiler
        "user and password became one text, or the other way round"
    SchemePlacementChanged "scheme-placement-changed" Invisible Rule
        "the credential is sent in another place; the crate sees to it"
    ClientCredentialsAdded "client-credentials-added" Additive Compiler
        "a setter for a client's own id and secret"
    ClientCredentialsRemoved "client-credentials-removed" Breaking Compiler
        "the setter for a client's own id and secret is gone or called otherwise"
    TokenUrlChanged "token-url-changed" Invisible Rule
        "tokens are fetched elsewhere; the crate knows where"
    RateLimitChanged "rate-limit-changed" Invisible Rule
        "how many requests the client sends in a period unless told otherwise"
    ErrorFieldsChanged "error-fields-changed" Invisible Rule
        "message, code and request id of an error are read from other fields"

    DocumentationChanged "documentation-changed" Invisible Compiler
        "what the document says of an item, with the limits that the server checks"
}
