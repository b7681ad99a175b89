//! Route declarations that name an application and, in a word, the method of
//! what it holds.

use serde::Deserialize;

/// A call that gives a route to a method, named in a text, of an object that a
/// WSGI application holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ActionRoute {
    /// Access path of the mapper.
    pub mapper: String,
    /// The mapper's method. Of an object nobody knows, its name and the keyword
    /// for the application are enough.
    pub call: String,
    /// Name of the method that gives a mapper whose arguments every route shares.
    pub submapper: String,
    /// Keyword that holds the application.
    pub application: String,
    /// Keyword that names the method.
    #[serde(default)]
    pub action: Option<String>,
    /// Keyword and key that hold the HTTP methods: `conditions.method`.
    #[serde(default)]
    pub methods: Option<String>,
    /// Access path under which the application finds the other keywords, second
    /// in a pair.
    pub kept: String,
    /// Where one call declares several: the method's name, the HTTP method, and
    /// the route, in which `{collection}` stands for the second argument.
    #[serde(default)]
    pub actions: Vec<(String, String, String)>,
    /// Keywords that list more of them (name to HTTP method), each with the route.
    #[serde(default)]
    pub further: Vec<(String, String)>,
}

/// How an application is called.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ApplicationModel {
    /// Access path of the decorator that makes an application of a function of
    /// the request.
    pub decorator: String,
    /// Its keyword for the class of the request.
    pub request_class: String,
}
