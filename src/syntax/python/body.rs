//! The statements of a function: read with its module, or when first asked for.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::OnceLock;

use super::ast::{Range, Stmt};
use super::outline::{self, Unread};

/// The statements of a function, in order.
#[derive(Clone)]
pub struct Body {
    statements: OnceLock<Statements>,
    unread: Option<Unread>,
}

/// Statements, and what could not be read of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Statements {
    pub(super) body: Vec<Stmt>,
    pub(super) problems: Vec<(Range, &'static str)>,
}

impl Body {
    /// Statements that stand in the text of a definition, to be read when asked for.
    pub(super) fn unread(unread: Unread) -> Self {
        Self { statements: OnceLock::new(), unread: Some(unread) }
    }

    /// What could not be read of it beyond what its module lists.
    pub(super) fn problems(&self) -> &[(Range, &'static str)] {
        &self.read().problems
    }

    /// Whether it may hold a text; certainly not where this says no. Asks
    /// without reading.
    #[must_use]
    pub fn may_hold(&self, text: &str) -> bool {
        self.unread.as_ref().is_none_or(|unread| unread.text().contains(text))
    }

    fn read(&self) -> &Statements {
        self.statements.get_or_init(|| self.unread.as_ref().map(outline::read).unwrap_or_default())
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(out)
    }
}

impl From<Vec<Stmt>> for Body {
    fn from(body: Vec<Stmt>) -> Self {
        let statements = Statements { body, problems: Vec::new() };
        Self { statements: OnceLock::from(statements), unread: None }
    }
}

impl Deref for Body {
    type Target = [Stmt];

    fn deref(&self) -> &[Stmt] {
        &self.read().body
    }
}

impl<'body> IntoIterator for &'body Body {
    type Item = &'body Stmt;
    type IntoIter = std::slice::Iter<'body, Stmt>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Body {}

impl Hash for Body {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
