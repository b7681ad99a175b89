//! Whose rows say what was noted: what users add is named where it counts.

use std::sync::Arc;

use super::Walk;
use crate::analysis::value::Origins;
use crate::catalog::Model;
use crate::model::FactKind;

impl Walk<'_> {
    /// Names the row of a user's behind the facts from an index on, and behind
    /// what its result decides.
    pub(super) fn credit(&mut self, from: usize, model: &Model) {
        let Some(by) = &model.by else { return };
        for fact in self.facts.iter_mut().skip(from) {
            fact.by.get_or_insert_with(|| Arc::clone(by));
        }
        self.decided_by.extend(model.decides.map(|kind| (kind, Arc::clone(by))));
    }

    /// The row of a user's whose result decides questions of a kind here, where a
    /// test of these origins asks for one.
    pub(super) fn decider(&self, kind: FactKind, tested: Origins) -> Option<Arc<str>> {
        let asked = tested.any(Origins::of_decision(kind));
        let row = self.decided_by.iter().find(|(decided, _)| asked && *decided == kind);
        row.map(|(_, by)| Arc::clone(by))
    }
}
