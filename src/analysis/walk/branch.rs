//! Tests and the two ways through them.

use std::sync::Arc;

use super::external::is_guard;
use super::{Flow, Walk};
use crate::analysis::fact::{Condition, Fact, shorten};
use crate::analysis::value::Origins;
use crate::model::FactKind;
use crate::syntax::python::ast::{Comparison, Expr, ExprKind, Logical, Range, Stmt};

impl Walk<'_> {
    /// `if test: then else: otherwise`
    pub(super) fn branch(&mut self, test: &Expr, then: &[Stmt], otherwise: &[Stmt]) -> Flow {
        let value = self.expression(test);
        match value.truth() {
            Some(true) => return self.block(then),
            Some(false) => return self.block(otherwise),
            None => {}
        }
        let depth = self.conditions.len();
        let holds = self.conditions_of(test, true);
        let fails = self.conditions_of(test, false);
        let before = self.frames.last().map(|frame| frame.scope.clone()).unwrap_or_default();

        let start = self.facts.len();
        self.gate(&holds);
        self.conditions.extend(holds.iter().cloned());
        let first = self.block(then);
        self.conditions.truncate(depth);
        let after_then = self.frame().map(|frame| std::mem::replace(&mut frame.scope, before));

        let middle = self.facts.len();
        // When the other way refuses, coming this way is no condition.
        if first != Flow::Refuses {
            self.gate(&fails);
            self.conditions.extend(fails.iter().cloned());
        }
        let second = self.block(otherwise);
        self.conditions.truncate(depth);

        if let (Some(frame), Some(after_then)) = (self.frames.last_mut(), after_then) {
            match (first, second) {
                (Flow::Falls, Flow::Falls) => frame.scope.join(after_then),
                (Flow::Falls, _) => frame.scope = after_then,
                _ => {}
            }
        }
        self.merge((start, middle, first), (middle, self.facts.len(), second), depth);
        self.leave(first, second, holds, fails)
    }

    /// What holds for the code after the branches.
    fn leave(
        &mut self,
        first: Flow,
        second: Flow,
        holds: Vec<Arc<Condition>>,
        fails: Vec<Arc<Condition>>,
    ) -> Flow {
        match (first, second) {
            (Flow::Leaves, Flow::Falls) => self.conditions.extend(fails),
            (Flow::Falls, Flow::Leaves) => self.conditions.extend(holds),
            _ => {}
        }
        match (first, second) {
            (Flow::Falls, _) | (_, Flow::Falls) => Flow::Falls,
            (Flow::Refuses, Flow::Refuses) => Flow::Refuses,
            _ => Flow::Leaves,
        }
    }

    /// A guard on both ways, or on the only way that goes on, is a guard.
    fn merge(&mut self, then: (usize, usize, Flow), otherwise: (usize, usize, Flow), depth: usize) {
        let (start, middle, first) = then;
        let (_, end, second) = otherwise;
        let alone = |flow: Flow| flow == Flow::Refuses;
        let mut merged: Vec<Fact> = Vec::new();
        for (range, other, other_flow) in
            [(start..middle, middle..end, second), (middle..end, start..middle, first)]
        {
            for fact in &self.facts[range.clone()] {
                if !is_guard(fact.kind) || fact.gate || !direct(fact, depth) {
                    continue;
                }
                let both = self.facts[other.clone()]
                    .iter()
                    .any(|twin| twin.kind == fact.kind && direct(twin, depth) && !twin.gate);
                if alone(other_flow) || (both && range.start == start) {
                    let mut fact = fact.clone();
                    fact.conditions.truncate(depth);
                    merged.push(fact);
                }
            }
        }
        self.facts.extend(merged);
    }

    /// The conditions for a test to come out this way; `a and b` holds only
    /// when both do, `a or b` fails only when both do.
    pub(super) fn conditions_of(&mut self, test: &Expr, holds: bool) -> Vec<Arc<Condition>> {
        match (&test.kind, holds) {
            (ExprKind::Logical(Logical::And, parts), true)
            | (ExprKind::Logical(Logical::Or, parts), false) => {
                parts.iter().flat_map(|part| self.conditions_of(part, holds)).collect()
            }
            (ExprKind::Not(inner), _) if matches!(inner.kind, ExprKind::Logical(..)) => {
                self.conditions_of(inner, !holds)
            }
            (ExprKind::Not(inner), _) => {
                self.condition(inner, test.range, !holds).into_iter().collect()
            }
            _ => self.condition(test, test.range, holds).into_iter().collect(),
        }
    }

    /// One condition, shown on `range` (that of a `not` around the test);
    /// none where the test's outcome is certain.
    fn condition(&mut self, test: &Expr, range: Range, holds: bool) -> Option<Arc<Condition>> {
        let quiet = std::mem::replace(&mut self.quiet, true);
        let value = self.expression(test);
        self.quiet = quiet;
        if value.truth() == Some(holds) {
            return None;
        }
        let site = self.site(range)?;
        let text = shorten(site.file.module.slice(test.range));
        let affirms = holds != denies(test);
        Some(Arc::new(Condition { site, holds, affirms, origins: value.all_origins(), text }))
    }

    /// A block that runs only for those who may protects what stands in it.
    fn gate(&mut self, conditions: &[Arc<Condition>]) {
        for condition in conditions {
            let kind = match condition.origins {
                origins if origins.any(Origins::DECIDES_OBJECT) => FactKind::ObjectAccessChecked,
                origins if origins.any(Origins::DECIDES_ACCESS) => FactKind::AccessChecked,
                origins if origins.any(Origins::DECIDES_AUTHENTICATION) => {
                    FactKind::AuthenticationRequired
                }
                origins if origins.any(Origins::DECIDES_VALIDITY) => FactKind::InputValidated,
                origins if origins.all(Origins::PRINCIPAL | Origins::STORED) => {
                    FactKind::ObjectAccessChecked
                }
                _ => continue,
            };
            if !condition.affirms {
                continue;
            }
            let mut under = self.conditions.clone();
            under.extend(conditions.iter().cloned());
            let count = self.facts.len();
            self.note_under(kind, condition.site.range, condition.origins, None, under);
            if let Some(fact) = self.facts.get_mut(count) {
                fact.gate = true;
            }
        }
    }
}

/// Whether a test asks for a difference.
fn denies(test: &Expr) -> bool {
    matches!(&test.kind, ExprKind::Compare(_, rest) if rest.iter().any(|(operator, _)| {
        matches!(operator, Comparison::NotEqual | Comparison::NotIn | Comparison::IsNot)
    }))
}

/// Whether a fact stands in a branch itself, not under further tests in it.
fn direct(fact: &Fact, depth: usize) -> bool {
    let Some(first) = fact.conditions.get(depth) else { return fact.conditions.len() == depth };
    fact.conditions[depth..].iter().all(|condition| {
        condition.site.file.path == first.site.file.path
            && (condition.site.range == first.site.range
                || first.site.range.contains(condition.site.range)
                || condition.site.range.start.abs_diff(first.site.range.end) < 12)
    })
}
