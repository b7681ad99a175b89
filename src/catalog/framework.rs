//! A framework or library: how its code maps to handlers and facts, as data.

use std::sync::Arc;

use serde::Deserialize;

use super::{ActionRoute, ApplicationModel, Pattern, Patterns};
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
    /// Names in rows that newer releases have no more, with the package and its
    /// first such release: `Django 4.0`.
    #[serde(default)]
    pub gone: std::collections::BTreeMap<String, String>,
    /// The access path of the request a handler is given as its first
    /// parameter, where it is given one.
    #[serde(default)]
    pub request: Option<String>,
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
    /// Decorators (with the exception as argument) that turn an exception into an answer.
    #[serde(default)]
    pub error_handlers: Vec<Pattern>,
    /// Access paths under which programs keep values between middleware and handler.
    #[serde(default)]
    pub keyed: Vec<Pattern>,
    /// Beginnings of module names that mean another module now.
    #[serde(default)]
    pub renamed: std::collections::BTreeMap<String, String>,
    /// Words whose presence in a code base shows a habit.
    #[serde(default, rename = "convention")]
    pub conventions: Vec<Convention>,
    /// Names that stand for a version counter or an entity tag.
    #[serde(default)]
    pub version_names: Vec<String>,
    /// Attributes and keys that stand for one.
    #[serde(default)]
    pub version_fields: Vec<String>,
    /// Last words of keys and attributes under which programs keep who asks.
    #[serde(default)]
    pub principal_names: Vec<String>,
    /// Attributes of what keeps who asks that hold parts of the service instead.
    #[serde(default)]
    pub service_names: Vec<String>,
    /// Base classes whose objects are rows of a store.
    #[serde(default)]
    pub stored_bases: Vec<Pattern>,
    /// The same where setting an attribute writes nothing until the object is saved.
    #[serde(default)]
    pub saved_bases: Vec<Pattern>,
    /// Classes whose objects, as class attributes, query the store for that class.
    #[serde(default)]
    pub managers: Vec<Pattern>,
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

/// A decorator call that declares a route.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RouteDecorator {
    /// The decorator's access path.
    pub path: Pattern,
    /// The methods; where empty, those of the `methods` argument.
    #[serde(default)]
    pub methods: Vec<String>,
    /// The methods when neither says any.
    #[serde(default)]
    pub default_methods: Vec<String>,
}

/// A call that declares a route for a function or class.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RouteCall {
    /// The call's access path.
    pub path: Pattern,
    /// Position of the route among the arguments, 0-based.
    pub route: usize,
    /// Position of the function or class, 0-based.
    pub view: usize,
    /// Keyword that may name the function or class instead.
    #[serde(default)]
    pub view_keyword: Option<String>,
    /// The methods when the call does not say.
    #[serde(default)]
    pub default_methods: Vec<String>,
    /// Put after the route, which goes on with what the method of a class adds.
    #[serde(default)]
    pub suffix: Option<String>,
}

/// A call that mounts a group of routes: `app.register_blueprint(bp, url_prefix=...)`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MountCall {
    /// The call's access path.
    pub path: Pattern,
    /// Keyword that holds the prefix.
    pub prefix_keyword: String,
    /// Position of the group among the arguments, 0-based.
    #[serde(default)]
    pub group: usize,
    /// Whether the prefix replaces the group's own instead of standing before it.
    #[serde(default)]
    pub replaces: bool,
}

/// A decorator of entry points that are listed as not analysed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NotAnalysedDecorator {
    /// The decorator's access path.
    pub path: Pattern,
    /// What it is, and that it is not analysed.
    pub reason: String,
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
    /// What a guard of the tree decides.
    pub decides: FactKind,
}

/// A decorator that says which methods a handler answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MethodDecorator {
    /// The decorator's access path, with `()` where it is called to make one.
    pub path: Pattern,
    /// The methods; where empty, those of its first argument.
    #[serde(default)]
    pub methods: Vec<String>,
}

/// How signatures of handlers say what they are given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Signature {
    /// Calls that stand for the result of a function that runs first.
    pub dependencies: Vec<Pattern>,
    /// Keyword under which routes, groups and mounts list more of them.
    pub keyword: String,
    /// Base classes whose annotated parameters are the validated body.
    pub models: Vec<Pattern>,
    /// Types that accept any text, so that their declaration refuses nothing.
    pub free: Vec<Pattern>,
    /// Types outside the tree that refuse what does not convert.
    pub scalars: Vec<Pattern>,
    /// Types whose parameters come from the body without being checked.
    pub unchecked: Vec<Pattern>,
    /// Calls and types that say where a parameter comes from.
    #[serde(default, rename = "parameter")]
    pub parameters: Vec<ParameterModel>,
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
    /// The access path of what the parameter is given.
    #[serde(default)]
    pub given: Option<String>,
}

/// A base class whose methods are handlers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ClassView {
    /// The base class's access path.
    pub base: Patterns,
    /// Names of methods that are handlers, with the HTTP method each answers.
    #[serde(default)]
    pub methods: std::collections::BTreeMap<String, String>,
    /// Handlers whose route goes on to one object.
    #[serde(default)]
    pub detail: Vec<String>,
    /// Decorator that makes further methods handlers, with `methods` and `detail`.
    #[serde(default)]
    pub action: Option<Pattern>,
    /// Methods of the class that run before each handler, in order.
    #[serde(default)]
    pub before: Vec<String>,
    /// Class attributes that list decorators of every handler.
    #[serde(default)]
    pub decorators: Vec<String>,
    /// Access path of what `self.request` is.
    #[serde(default)]
    pub request_attribute: Option<String>,
    /// Methods that are listed only for the class that defines them: what every
    /// class inherits from one place is looked at there.
    #[serde(default)]
    pub own_only: Vec<String>,
    /// What else such a class answers, and that it is not analysed.
    #[serde(default)]
    pub left_out: Option<String>,
}

/// How lists of pairs of a route and a class declare routes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RoutePairs {
    /// Words one of which stands in every file that may declare such routes; the
    /// first one stands somewhere in every tree that does.
    pub words: Vec<String>,
    /// Calls that make a pair of their first two arguments.
    #[serde(default)]
    pub calls: Vec<Pattern>,
    /// Calls whose first argument is the route.
    #[serde(default)]
    pub matchers: Vec<Pattern>,
}

/// A part of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Input {
    /// The body, raw, parsed or as a form.
    Body,
    /// The query string.
    Query,
    /// Values from the path.
    Path,
    /// A header or a cookie.
    Header,
    /// Who asks: the signed-in user, a token's claims.
    Principal,
}

/// What reading, calling or setting something does. Which of the three is told
/// by the path: `a.b`, `a.b()`, and `set = true`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Model {
    /// The access path.
    pub path: Patterns,
    /// An access path some argument (or, for `set`, the value) must match.
    #[serde(default)]
    pub argument: Option<Patterns>,
    /// Constant texts one of which some argument or the value set must contain.
    #[serde(default)]
    pub contains: Vec<String>,
    /// It happens only when the result is used, not when it is refined by
    /// further calls: a query that is not sent yet.
    #[serde(default)]
    pub lazy: bool,
    /// It updates an object that came out of the store, and creates any other.
    #[serde(default)]
    pub saves: bool,
    /// A keyword argument that must have this value: `force=True`.
    #[serde(default)]
    pub when: Option<String>,
    /// A keyword argument that must not have this value: `do_raise=False`.
    #[serde(default)]
    pub unless: Option<String>,
    /// Applies to assignments to the path.
    #[serde(default)]
    pub set: bool,
    /// What it does.
    #[serde(default)]
    pub facts: Vec<FactKind>,
    /// It refuses by raising: the status where it is fixed, 0 where the program maps it.
    #[serde(default)]
    pub raises: Option<u16>,
    /// Access path of the exception it refuses with.
    #[serde(default)]
    pub exception: Option<String>,
    /// It refuses with the status in this argument (0-based).
    #[serde(default)]
    pub status_argument: Option<usize>,
    /// Its result is a decision about this and protects only when it is tested.
    #[serde(default)]
    pub decides: Option<FactKind>,
    /// It asks guard classes.
    #[serde(default)]
    pub asks: Option<Asks>,
    /// Its result is this part of the request.
    #[serde(default)]
    pub input: Option<Input>,
    /// It calls this argument (0-based) at once, with the arguments after it, and
    /// gives what that gives: `run_in_threadpool(function, ...)`.
    #[serde(default)]
    pub calls: Option<usize>,
    /// Its result: `argument` (the first one, passed through), `instance` (of
    /// the class the path starts with), `unknown`, `fresh` (says nothing of what
    /// it was asked with), `named-class` (named by the first argument or
    /// `default_value`), `module` (of that name), or an access path.
    #[serde(default)]
    pub returns: Option<String>,
    /// The file and line of a user's that added it; none for what is built in.
    #[serde(skip)]
    pub by: Option<Arc<str>>,
}

/// An exception or response that stands for a status.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StatusModel {
    /// Access path of the class or factory, without `()`.
    pub path: Patterns,
    /// The status where it is fixed.
    #[serde(default)]
    pub status: Option<u16>,
    /// Position (0-based) of the argument that holds it.
    #[serde(default)]
    pub argument: Option<usize>,
    /// Keyword that holds it.
    #[serde(default)]
    pub keyword: Option<String>,
    /// What catching it means: an exception that a guard of this kind raises.
    #[serde(default)]
    pub means: Option<FactKind>,
}
