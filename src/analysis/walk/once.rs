//! Functions that run once for the whole program and keep what they gave.

use std::sync::Arc;

use super::Walk;
use crate::analysis::value::FunctionValue;
use crate::model::FactKind;

impl Walk<'_> {
    /// Whether a function without parameters runs once for the whole program.
    pub(super) fn runs_once(&self, value: &Arc<FunctionValue>) -> bool {
        let frameworks = self.world.models.catalog().frameworks();
        let keeps = |path: &str| {
            frameworks.iter().flat_map(|rows| &rows.run_once).any(|one| one.matches(path))
        };
        value.function.parameters.is_empty()
            && value.function.decorators.iter().any(|decorator| {
                let mut walk = Walk::quietly(self.world);
                walk.enter_module(&value.file);
                walk.expression(decorator).path().is_some_and(keeps)
            })
    }

    /// Of what a function did that runs once, only that it read the store: the
    /// rest is no doing of this request.
    pub(super) fn keep_readings(&mut self, start: usize) {
        let mut at = 0;
        self.facts.retain(|fact| {
            at += 1;
            at <= start || matches!(fact.kind, FactKind::StoreRead | FactKind::ObjectLoaded)
        });
    }
}
