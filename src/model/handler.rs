//! Handlers: the functions that answer HTTP requests, the unit of review.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Place, RepoPath};

/// Identifies a handler: `path::Qualified.name`, with `#2`, `#3` ... from the
/// second definition of that name in the file on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HandlerId(Arc<str>);

impl HandlerId {
    /// The identity of the `ordinal`-th (1-based) definition of a name in a file.
    #[must_use]
    pub fn new(file: &RepoPath, name: &str, ordinal: usize) -> Self {
        if ordinal <= 1 {
            Self(format!("{file}::{name}").into())
        } else {
            Self(format!("{file}::{name}#{ordinal}").into())
        }
    }

    /// The identity as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HandlerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An HTTP method in capitals (RFC 9110 section 9), or a framework's word for
/// several of them (`ANY`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Method(Arc<str>);

impl Method {
    /// The method of this name, put in capitals.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(name.to_ascii_uppercase().into())
    }

    /// The name in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a request with this method may change nothing (RFC 9110 section 9.2.1).
    #[must_use]
    pub fn is_safe(&self) -> bool {
        matches!(&*self.0, "GET" | "HEAD" | "OPTIONS" | "TRACE")
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A route: the path template as the code writes it, and where it is declared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Route {
    /// The template: `/resource_providers/{uuid}`.
    pub template: String,
    /// The declaration: a decorator, a table row, a router call.
    pub place: Option<Place>,
}

/// A function or method that answers HTTP requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handler {
    /// Unique in its tree.
    pub id: HandlerId,
    /// Qualified name without ordinal: `Users.get`.
    pub name: String,
    /// The framework's id, as in `assets/frameworks/`.
    pub framework: String,
    /// Methods it answers; empty when that could not be told.
    pub methods: Vec<Method>,
    /// Routes that lead to it; the first is the one shown.
    pub routes: Vec<Route>,
    /// From the first decorator (or the `def`) to the last line of the body.
    pub place: Place,
    /// The `def` line itself.
    pub def: Place,
}

impl Handler {
    /// The first route's template.
    #[must_use]
    pub fn route(&self) -> Option<&str> {
        self.routes.first().map(|route| route.template.as_str())
    }

    /// `PUT /things/{id}`, as far as it is known.
    #[must_use]
    pub fn endpoint(&self) -> String {
        let methods = self.methods.iter().map(Method::as_str).collect::<Vec<_>>().join(",");
        match (methods.is_empty(), self.route()) {
            (true, None) => String::new(),
            (true, Some(route)) => route.to_owned(),
            (false, None) => methods,
            (false, Some(route)) => format!("{methods} {route}"),
        }
    }
}
