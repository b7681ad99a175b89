//! How a framework's code declares routes and the classes that answer them, as data.

use serde::Deserialize;

use super::{Pattern, Patterns};

/// What declarations of routes say by keyword.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Says {
    /// Keyword that may hold the route.
    pub route_keyword: Option<String>,
    /// Keyword that holds the methods where it is not `methods`.
    pub methods_keyword: Option<String>,
    /// Keyword that names a route which is declared elsewhere.
    pub names: Option<String>,
    /// Keyword that names the method of the class which answers.
    pub class_method: Option<String>,
}

/// A call that gives a route a name, for a declaration elsewhere.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RouteName {
    /// The call's access path.
    pub path: Pattern,
    /// Position of the name, 0-based.
    pub name: usize,
    /// Position of the route, 0-based.
    pub route: usize,
    /// Keywords that may hold the route.
    #[serde(default)]
    pub route_keywords: Vec<String>,
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
    /// What it has in common with calls that declare routes.
    #[serde(flatten)]
    pub says: Says,
    /// Position of the route among the arguments, 0-based.
    #[serde(default)]
    pub route: usize,
    /// Position of the method among the arguments, 0-based.
    #[serde(default)]
    pub method: Option<usize>,
    /// Decorator of the class whose keywords count where this one has none.
    #[serde(default)]
    pub defaults: Option<Pattern>,
    /// Attribute of the class that its routes start with.
    #[serde(default)]
    pub prefix_attribute: Option<String>,
}

/// A call that declares a route for a function or class.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RouteCall {
    /// The call's access path.
    pub path: Pattern,
    /// Position of the route among the arguments, 0-based.
    pub route: usize,
    /// Whether further positional texts are routes as well.
    #[serde(default)]
    pub several: bool,
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
    /// What it has in common with decorators that declare routes.
    #[serde(flatten)]
    pub says: Says,
    /// Position of the argument that names the method, 0-based.
    #[serde(default)]
    pub method_argument: Option<usize>,
    /// Keyword whose text the names of the methods of a class end with.
    #[serde(default)]
    pub suffix_keyword: Option<String>,
    /// Its view is a list of further routes or another group.
    #[serde(default)]
    pub mounts: bool,
}

/// A call that lists handlers and groups: `Router(path="/x", route_handlers=[...])`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RouteList {
    /// The call's access path.
    pub path: Pattern,
    /// Keyword that lists them.
    pub keyword: String,
    /// Keyword that holds what their routes start with.
    pub prefix_keyword: String,
}

/// A call that mounts a group of routes: `app.register_blueprint(bp, url_prefix=...)`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MountCall {
    /// The call's access path.
    pub path: Pattern,
    /// Keyword that holds the prefix.
    pub prefix_keyword: String,
    /// Position of the prefix where no keyword holds it, 0-based.
    #[serde(default)]
    pub prefix_argument: Option<usize>,
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

/// A base class whose methods are handlers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ClassView {
    /// The base class's access path. Without one, the classes are those that
    /// routes lead to, or that `parameters` tell.
    #[serde(default)]
    pub base: Option<Patterns>,
    /// Parameters after `self` by which such methods are told from others, in
    /// modules that import the framework.
    #[serde(default)]
    pub parameters: Vec<String>,
    /// Names of methods that are handlers, with the HTTP method each answers.
    #[serde(default)]
    pub methods: std::collections::BTreeMap<String, String>,
    /// Handlers whose route goes on to one object.
    #[serde(default)]
    pub detail: Vec<String>,
    /// Decorator that makes further methods handlers, with `methods` and `detail`.
    #[serde(default)]
    pub action: Option<Pattern>,
    /// Attribute of the answering object that holds the name of the method.
    #[serde(default)]
    pub named_as: Option<String>,
    /// Methods of the class that run before each handler, in order.
    #[serde(default)]
    pub before: Vec<String>,
    /// Class attribute that lists the HTTP methods the class answers at all.
    #[serde(default)]
    pub method_names: Option<String>,
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

/// A call that gives an application middleware.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Middleware {
    /// The call's access path.
    pub path: Pattern,
    /// Keyword that lists it.
    #[serde(default)]
    pub keyword: Option<String>,
    /// Position of it or its list, 0-based.
    #[serde(default)]
    pub argument: Option<usize>,
    /// Methods of its objects that see a request before its handler, in order.
    #[serde(default)]
    pub methods: Vec<String>,
}

/// Middleware that a setting lists by dotted names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListedMiddleware {
    /// The settings: `MIDDLEWARE`.
    pub settings: Vec<String>,
    /// Methods of its classes that see a request before its handler, in order.
    pub methods: Vec<String>,
    /// Those of them that are given the handler after the request.
    #[serde(default)]
    pub given_handler: Vec<String>,
    /// Access path of what a function among them is called with once, to give the
    /// function that sees each request.
    pub made_with: String,
}
