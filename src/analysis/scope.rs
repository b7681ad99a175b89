//! The local names of a function, and those of the functions around it.

use std::sync::Arc;

use super::fact::Site;
use super::hashed::Map;
use super::value::{Readers, Value};
use crate::syntax::python::ast::Name;

/// Local names with their values, and the scope around them.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    /// Shared with the copies that two ways through the code begin with.
    pub(super) names: Arc<Map<Name, Value>>,
    pub(super) outer: Option<Arc<Scope>>,
    /// Parameters that hold what else a call gave, where all of that is known:
    /// `*args` of `f(a, b)`.
    pub(super) whole: Vec<Name>,
    /// What tests on the way here have shown.
    pub(super) shown: Vec<Shown>,
}

/// A test showed that what came by a way is fit for some readers.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// The step that gave what was tested.
    pub(super) way: u32,
    pub(super) readers: Readers,
    /// The test.
    pub(super) site: Site,
    /// The line of the handler that leads to it.
    pub(super) near: Site,
}

/// What both of two ways through the code have shown.
pub(super) fn shown_by_both(mine: &[Shown], theirs: &[Shown]) -> Vec<Shown> {
    mine.iter()
        .filter_map(|one| {
            let readers = theirs
                .iter()
                .filter(|other| other.way == one.way)
                .fold(Readers::NONE, |all, other| all | other.readers)
                .both(one.readers);
            (readers != Readers::NONE).then(|| Shown { readers, ..one.clone() })
        })
        .collect()
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
        self.whole.retain(|whole| whole != name);
        Arc::make_mut(&mut self.names).insert(Arc::clone(name), value);
    }

    /// Takes over what two ways through the code left behind.
    pub(super) fn join(&mut self, other: Self) {
        self.shown = shown_by_both(&self.shown, &other.shown);
        self.whole.retain(|name| other.whole.contains(name));
        if Arc::ptr_eq(&self.names, &other.names) {
            return;
        }
        let names = Arc::make_mut(&mut self.names);
        for (name, value) in other.names.iter() {
            match names.get_mut(name) {
                Some(mine) => {
                    *mine = std::mem::replace(mine, Value::UNKNOWN).join(value.clone());
                }
                None => {
                    names.insert(Arc::clone(name), value.clone());
                }
            }
        }
    }
}
