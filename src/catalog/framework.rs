//! A framework or library: how its code maps to handlers and facts, as data.

use std::sync::Arc;

use serde::Deserialize;

use super::{
    Absence, ActionRoute, ApplicationModel, Around, Capability, ClassView, Cleaner, FormModel,
    Input, ListedMiddleware, MethodDecorator, Middleware, Model, MountCall, NotAnalysedDecorator,
    Passing, Pattern, Patterns, PolicyRules, Proof, Reader, RouteCall, RouteDecorator, RouteList,
    RouteName, RoutePairs, StatusModel, Words,
};
use crate::model::FactKind;

/// A framework or library, from `assets/frameworks/<id>/framework.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Framework {
    /// Its short name: `flask`.
    pub id: String,
    /// Its name for a person.
    pub title: String,
    /// Addresses of its documentation.
    #[serde(default)]
    pub reference: Vec<String>,
    /// The releases its rows were tried with, by the package's name on PyPI.
    #[serde(default)]
    pub packages: std::collections::BTreeMap<String, String>,
    /// Names in rows that are gone in newer releases, with the first: `Django 4.0`.
    #[serde(default)]
    pub gone: std::collections::BTreeMap<String, String>,
    /// The access path of the request a handler is given as its first
    /// parameter, where it is given one.
    #[serde(default)]
    pub request: Option<String>,
    /// The access path of the answer that handlers are given as their second
    /// parameter, where they are given one.
    #[serde(default)]
    pub response: Option<String>,
    /// Whether objects of view classes are made with the request.
    #[serde(default)]
    pub made_with_request: bool,
    /// Functions that the framework calls by their name, with the access path of
    /// what it gives them first.
    #[serde(default)]
    pub called_with: std::collections::BTreeMap<String, String>,
    /// Calls that hand the object they are called on to the function they are given.
    #[serde(default)]
    pub calls_back: Vec<Pattern>,
    /// Whether what a handler returns is sent as the answer.
    #[serde(default)]
    pub returns_answer: bool,
    /// Dictionaries `{route: {METHOD: function}}` at module level declare routes.
    #[serde(default)]
    pub route_tables: bool,
    /// Decorators that declare a route.
    #[serde(default, rename = "route-decorator")]
    pub route_decorators: Vec<RouteDecorator>,
    /// Calls that declare a route for a function or class.
    #[serde(default, rename = "route-call")]
    pub route_calls: Vec<RouteCall>,
    /// Pairs of a route and a class, in any list.
    #[serde(default)]
    pub route_pairs: Option<RoutePairs>,
    /// Calls that give a route a name.
    #[serde(default, rename = "route-name")]
    pub route_names: Vec<RouteName>,
    /// Calls that make groups whose routes start with the first argument where
    /// no keyword says otherwise.
    #[serde(default)]
    pub named_groups: Vec<Pattern>,
    /// Calls that list the handlers and groups they are made of.
    #[serde(default, rename = "route-list")]
    pub route_lists: Vec<RouteList>,
    /// Calls that mount a group of routes under a prefix.
    #[serde(default, rename = "mount-call")]
    pub mount_calls: Vec<MountCall>,
    /// Calls that declare a route for a method of what an application holds.
    #[serde(default, rename = "action-route")]
    pub action_routes: Vec<ActionRoute>,
    /// How such an application is called.
    #[serde(default)]
    pub application: Option<ApplicationModel>,
    /// What every route starts with where declarations leave it out; such routes
    /// may be regular expressions with `^` and `$`.
    #[serde(default)]
    pub root: Option<String>,
    /// Calls in a route declaration that stand for the routes of another module or list.
    #[serde(default)]
    pub includes: Vec<Pattern>,
    /// Decorators that declare entry points which are not analysed, with the reason.
    #[serde(default, rename = "not-analysed")]
    pub not_analysed: Vec<NotAnalysedDecorator>,
    /// Decorators that say which methods a handler answers.
    #[serde(default, rename = "method-decorator")]
    pub method_decorators: Vec<MethodDecorator>,
    /// Classes whose methods `library.py` beside this file describes, in Python.
    #[serde(default)]
    pub library: Vec<Pattern>,
    /// The text of that file.
    #[serde(skip)]
    pub library_text: Option<&'static str>,
    /// Guards asked before a function that lists none, and the decorator that lists some.
    #[serde(default)]
    pub default_guards: Option<DefaultGuards>,
    /// How resources list who may do what, where they do.
    #[serde(default)]
    pub grants: Option<Grants>,
    /// Decorators that keep what a function gave: one without parameters runs
    /// once for the program, and not for each request.
    #[serde(default)]
    pub run_once: Vec<Pattern>,
    /// How signatures say what a handler is given, where they do.
    #[serde(default)]
    pub signature: Option<Signature>,
    /// Decorators whose functions are handlers even when no route is found.
    #[serde(default)]
    pub handler_decorators: Vec<Pattern>,
    /// Base classes whose methods named after HTTP methods are handlers.
    #[serde(default, rename = "class-view")]
    pub class_views: Vec<ClassView>,
    /// Decorators whose functions run before every handler of the app or group.
    #[serde(default)]
    pub before_hooks: Vec<Pattern>,
    /// What such a decorator must be told where it is told when to run.
    #[serde(default)]
    pub hook_times: Vec<String>,
    /// Decorators whose functions run before every handler of the program.
    #[serde(default)]
    pub app_hooks: Vec<Pattern>,
    /// Calls that make an application.
    #[serde(default)]
    pub apps: Vec<Pattern>,
    /// Calls that give an application middleware.
    #[serde(default, rename = "middleware")]
    pub middleware: Vec<Middleware>,
    /// Settings that list middleware of the program's own.
    #[serde(default)]
    pub listed_middleware: Option<ListedMiddleware>,
    /// Decorators (with the exception as argument) that turn an exception into an answer.
    #[serde(default)]
    pub error_handlers: Vec<Pattern>,
    /// Access paths under which programs keep values between middleware and handler.
    #[serde(default)]
    pub keyed: Vec<Pattern>,
    /// Beginnings of module names that mean another module now.
    #[serde(default)]
    pub renamed: std::collections::BTreeMap<String, String>,
    /// Decorators of methods that a class runs on the fields they name, before an
    /// object of it is there.
    #[serde(default)]
    pub field_validators: Vec<Pattern>,
    /// How rules of who may do what are declared for everybody.
    #[serde(default)]
    pub policy_rules: Option<PolicyRules>,
    /// Calls that ask for everything they list.
    #[serde(default)]
    pub asks_all: Vec<Pattern>,
    /// Those that ask for any one of it.
    #[serde(default)]
    pub asks_any: Vec<Pattern>,
    /// How what data must look like is declared.
    #[serde(default, rename = "form")]
    pub forms: Vec<FormModel>,
    /// Words whose presence in a code base shows a habit.
    #[serde(default, rename = "convention")]
    pub conventions: Vec<Convention>,
    /// Names that stand for a version counter or an entity tag.
    #[serde(default)]
    pub version_names: Vec<String>,
    /// Keywords under which a write is told what it has to find in the store; it
    /// refuses otherwise (compare and set).
    #[serde(default)]
    pub expected_names: Vec<String>,
    /// Attributes and keys that stand for one.
    #[serde(default)]
    pub version_fields: Vec<String>,
    /// Last words of keys and attributes under which programs keep who asks.
    #[serde(default)]
    pub principal_names: Vec<String>,
    /// Attributes of what keeps who asks that hold parts of the service instead.
    #[serde(default)]
    pub service_names: Vec<String>,
    /// What programs call a caller who may touch everybody's objects.
    #[serde(default)]
    pub administrator_names: Vec<String>,
    /// Attributes of who asks that say what they may do: `user.is_admin`.
    #[serde(default)]
    pub right_names: Vec<String>,
    /// Base classes whose objects are rows of a store.
    #[serde(default)]
    pub stored_bases: Vec<Pattern>,
    /// The same where setting an attribute writes nothing until the object is saved.
    #[serde(default)]
    pub saved_bases: Vec<Pattern>,
    /// Classes whose objects, as class attributes, query the store for that class.
    #[serde(default)]
    pub managers: Vec<Pattern>,
    /// How fields are told that nobody can guess the values of.
    #[serde(default)]
    pub capability: Option<Capability>,
    /// Words by which programs call secrets, counters, tokens.
    #[serde(default)]
    pub words: Words,
    /// What programs put around every handler of this framework.
    #[serde(default, rename = "around")]
    pub around: Vec<Around>,
    /// Stored fields in what the store calculates: `F("count")`.
    #[serde(default)]
    pub in_store: Vec<Pattern>,
    /// Exceptions by which the store says that it could not be asked at all: none that
    /// says that it holds nothing.
    #[serde(default)]
    pub store_failures: Vec<Pattern>,
    /// What says of an object that it is not in the store yet: `row._state.adding`.
    #[serde(default)]
    pub unsaved: Vec<Pattern>,
    /// Exceptions whose text says how the program works inside.
    #[serde(default)]
    pub unexpected: Vec<Pattern>,
    /// What reading, calling or setting something does.
    #[serde(default, rename = "model")]
    pub models: Vec<Model>,
    /// Exceptions and responses that stand for a status.
    #[serde(default, rename = "status")]
    pub statuses: Vec<StatusModel>,
    /// The folder of a user's that added it; none for what is built in.
    #[serde(skip)]
    pub by: Option<Arc<str>>,
    /// How many marked examples stand beside it.
    #[serde(skip)]
    pub example_count: usize,
    /// Calls that read values as something more than text.
    #[serde(default, rename = "reader")]
    pub readers: Vec<Reader>,
    /// Calls that make values fit for them.
    #[serde(default, rename = "cleaner")]
    pub cleaners: Vec<Cleaner>,
    /// Calls whose answers say that values are fit.
    #[serde(default, rename = "proof")]
    pub proofs: Vec<Proof>,
    /// Texts without which values are fit.
    #[serde(default, rename = "absence")]
    pub absences: Vec<Absence>,
    /// What calls make of values.
    #[serde(default)]
    pub passing: Passing,
    /// Access paths of the request's own path, without its query.
    #[serde(default)]
    pub path_attributes: Vec<String>,
    /// Access paths of the name of the route that is asked for, after the name of
    /// its group and a dot.
    #[serde(default)]
    pub endpoint_attributes: Vec<String>,
    /// Access paths of the name of the group that route is in.
    #[serde(default)]
    pub group_attributes: Vec<String>,
    /// Whether a text that a handler returns is sent as HTML.
    #[serde(default)]
    pub returns_html: bool,
}

/// A habit of a code base, told by the words in its sources.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Convention {
    /// What the habit does.
    pub fact: FactKind,
    /// Words any of which shows it.
    pub words: Vec<String>,
}

/// Guards asked before every handler that is a function.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DefaultGuards {
    /// The decorator that lists others instead.
    pub instead: Pattern,
    /// How to ask them.
    pub asks: Asks,
}

/// Lists of entries `(allow, who, permissions)` that resources have.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Grants {
    /// The attribute of a class that lists them.
    pub attribute: String,
    /// What an entry that allows starts with.
    pub allow: Pattern,
    /// Who stands for anybody, signed in or not.
    pub everyone: Pattern,
    /// The keyword under which a declaration asks for a permission.
    pub keyword: String,
}

/// How a framework asks the guard classes of a view.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Asks {
    /// The class attribute that lists them.
    #[serde(default)]
    pub attribute: Option<String>,
    /// The method of the class that may choose them instead.
    #[serde(default)]
    pub getter: Option<String>,
    /// The setting that lists them for classes that do not: `NAME.KEY`.
    #[serde(default)]
    pub setting: Option<String>,
    /// Position of the argument that lists them, 0-based.
    #[serde(default)]
    pub argument: Option<usize>,
    /// The method of each guard that is asked, with the request first.
    pub method: String,
    /// Access path of the request.
    #[serde(default)]
    pub request: Option<String>,
    /// Guards asked where nothing lists any.
    #[serde(default)]
    pub otherwise: Vec<String>,
    /// What a guard of the tree decides; none where asking it only tells by
    /// what the caller is known.
    #[serde(default)]
    pub decides: Option<FactKind>,
}

/// How signatures of handlers say what they are given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Signature {
    /// Calls that stand for the result of a function that runs first.
    pub dependencies: Vec<Pattern>,
    /// Keyword under which routes, groups and mounts list more of them.
    pub keyword: String,
    /// How a group says by which class its routes answer, where it may.
    #[serde(default)]
    pub route_class: Option<RouteClass>,
    /// How routes declare the model of their answers, where they may.
    #[serde(default)]
    pub answer: Option<AnswerModel>,
    /// Base classes whose annotated parameters are the validated body.
    pub models: Vec<Pattern>,
    /// Types that accept any text, so that their declaration refuses nothing.
    pub free: Vec<Pattern>,
    /// Types outside the tree that refuse what does not convert.
    pub scalars: Vec<Pattern>,
    /// Types whose parameters come from the body without being checked.
    pub unchecked: Vec<Pattern>,
    /// Whether the keyword lists functions as they are, called with the request.
    #[serde(default)]
    pub plain: bool,
    /// Name of the parameter that is the body, whose type is checked whatever it is.
    #[serde(default)]
    pub body_parameter: Option<String>,
    /// Calls and types that say where a parameter comes from.
    #[serde(default, rename = "parameter")]
    pub parameters: Vec<ParameterModel>,
}

/// A class of routes that puts code around every handler.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RouteClass {
    /// The keyword under which a group names it.
    pub keyword: String,
    /// Its method that gives what is called with each request.
    pub method: String,
}

/// How routes declare the model of what they answer with in JSON.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AnswerModel {
    /// The keyword that names it, before the annotation of the result; keywords that
    /// begin so and go on leave keys out or name them otherwise.
    pub keyword: String,
    /// Access path of the text of an answer.
    pub body: Pattern,
    /// Calls that turn it into plain data.
    pub parse: Patterns,
    /// Classes outside the tree that give a model no fields.
    pub bases: Vec<Pattern>,
    /// Access paths of the call that describes a field.
    pub field: Patterns,
    /// Functions that make names of names and only write them another way.
    pub cases: Vec<Pattern>,
    /// Types whose values are never empty in JSON.
    pub filled: Vec<Pattern>,
    /// Words of a class whose keys are not its fields.
    pub opaque: Vec<String>,
}

/// A call or type in a signature that says where a parameter comes from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ParameterModel {
    /// Access path of the class or function, without `()`.
    pub path: Pattern,
    /// The part of the request.
    #[serde(default)]
    pub input: Option<Input>,
    /// It is a part of a form: a body of another type has none, which refuses only
    /// requests that must have it.
    #[serde(default)]
    pub form: bool,
    /// The access path of what the parameter is given.
    #[serde(default)]
    pub given: Option<String>,
}
