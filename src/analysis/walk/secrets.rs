//! Random values, and the names under which they are kept: where a name says
//! that nobody may guess it, how it was drawn matters.

use super::Walk;
use crate::analysis::value::{Origins, Value};
use crate::analysis::world::World;
use crate::syntax::python::ast::{Expr, ExprKind};

impl Walk<'_> {
    /// A value is kept under a name: if that says it is secret, what was drawn
    /// for it is noted.
    pub(super) fn kept_as(&mut self, name: &str, origins: Origins) {
        let drawn = Origins::GUESSABLE | Origins::DRAWN;
        if self.quiet || !origins.any(drawn) || !self.world.is_secret_name(name) {
            return;
        }
        for fact in &mut self.facts {
            let meant = if fact.about.any(Origins::GUESSABLE) {
                origins.any(Origins::GUESSABLE)
            } else {
                fact.about.any(Origins::DRAWN) && origins.any(Origins::DRAWN)
            };
            if meant && fact.read.is_some() {
                fact.void = false;
            }
        }
    }

    /// The same for the target of an assignment.
    pub(super) fn kept_in(&mut self, target: &Expr, value: &Value) {
        let origins = value.all_origins();
        match &target.kind {
            ExprKind::Name(name) | ExprKind::Attribute(_, name) => self.kept_as(name, origins),
            ExprKind::Subscript(object, index) => {
                if let Some(name) = object.dotted() {
                    self.kept_as(&name, origins);
                }
                if let Some(key) = index.as_str() {
                    self.kept_as(key, origins);
                }
            }
            _ => {}
        }
    }
}

impl World {
    /// Whether a name says that nobody may guess what it holds.
    pub(in crate::analysis) fn is_secret_name(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let frameworks = self.models.catalog().frameworks();
        frameworks.iter().flat_map(|rows| &rows.passing.secret_names).any(|word| {
            // Short words are part of too many others.
            if word.len() > 4 {
                name.contains(word.as_str())
            } else {
                name.split(['_', '.', '-']).any(|part| part == word)
            }
        })
    }
}
