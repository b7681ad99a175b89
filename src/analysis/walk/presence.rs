//! Input that is only asked for being there: nothing is done with what it holds.

use super::Walk;
use crate::model::FactKind;
use crate::syntax::python::ast::{Expr, ExprKind, Range};

impl Walk<'_> {
    /// Drops the reads since `start` whose result a test asks for its truth
    /// alone: `if get("a")`, `if not get("a") and b`.
    pub(super) fn asked_for_truth(&mut self, test: &Expr, start: usize) {
        match &test.kind {
            ExprKind::Not(inner) => self.asked_for_truth(inner, start),
            ExprKind::Logical(_, parts) => {
                for part in parts {
                    self.asked_for_truth(part, start);
                }
            }
            _ => self.asked_for_presence(test.range, start),
        }
    }

    /// Drops the read that stands at this range, noted since `start`.
    pub(super) fn asked_for_presence(&mut self, range: Range, start: usize) {
        let Some(site) = self.site(range) else { return };
        for fact in self.facts.get_mut(start..).unwrap_or_default() {
            fact.void |= fact.kind == FactKind::QueryRead && fact.deciding().same(&site);
        }
    }
}
