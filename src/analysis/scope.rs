//! The local names of a function, and those of the functions around it.

use std::collections::HashMap;
use std::sync::Arc;

use super::value::Value;
use crate::syntax::python::ast::Name;

/// Local names with their values, and the scope around them.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    pub(super) names: HashMap<Name, Value>,
    pub(super) outer: Option<Arc<Scope>>,
}

impl Scope {
    /// The value of a name, looked up outwards.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let mut scope = self;
        loop {
            if let Some(value) = scope.names.get(name) {
                return Some(value);
            }
            scope = scope.outer.as_deref()?;
        }
    }

    pub(super) fn set(&mut self, name: &Name, value: Value) {
        self.names.insert(Arc::clone(name), value);
    }

    /// Takes over what two ways through the code left behind.
    pub(super) fn join(&mut self, other: Self) {
        for (name, value) in other.names {
            match self.names.remove(&name) {
                Some(mine) => {
                    self.names.insert(name, mine.join(value));
                }
                None => {
                    self.names.insert(name, value);
                }
            }
        }
    }
}
