//! Names that tests set to what is wrong with a request: a status to answer
//! with, a message. The answer tells later that they refused.

use std::sync::Arc;

use super::Walk;
use super::status::status_of;
use crate::analysis::fact::{Condition, Fact};
use crate::analysis::value::{Kind, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Comparison, Expr, ExprKind, Name, Range};

/// What a test set a name to.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Verdict {
    /// The status to answer with; none for a message.
    status: Option<u16>,
    range: Range,
    /// The tests under which it was set.
    conditions: Vec<Arc<Condition>>,
    /// How many facts were known then.
    facts: usize,
}

impl Walk<'_> {
    /// A name is set: under some test to what says that something is wrong, or
    /// to anything else, which takes that back.
    pub(super) fn note_verdict(&mut self, name: &Name, value: &Value, range: Range) {
        let (conditions, facts) = (self.conditions.clone(), self.facts.len());
        let status = match &value.kind {
            Kind::Int(_) => status_of(value).filter(|status| (400..500).contains(status)),
            _ => None,
        };
        let message = matches!(&value.kind, Kind::Str(text) if !text.is_empty());
        let Some(frame) = self.frames.last_mut() else { return };
        let tested = conditions.len() > frame.base;
        if tested && (status.is_some() || message) {
            let verdict = Verdict { status, range, conditions, facts };
            frame.passage.verdicts(name).push(verdict);
        } else {
            frame.passage.verdicts(name).clear();
        }
    }

    /// `return answer, status` where tests set `status`: on their ways that is a
    /// refusal, as long as nothing else was done on them since.
    pub(super) fn refuse_by_verdicts(&mut self, returned: &Expr) {
        let status = match &returned.kind {
            ExprKind::Tuple(parts) => parts.get(1),
            ExprKind::Call(call) => call
                .arguments
                .iter()
                .find(|one| matches!(one.name.as_deref(), Some("status" | "status_code")))
                .map(|one| &one.value),
            _ => None,
        };
        let Some(ExprKind::Name(name)) = status.map(|status| &status.kind) else { return };
        let Some(frame) = self.frames.last_mut() else { return };
        let known = frame.passage.verdicts(name).clone();
        for verdict in known.iter().filter(|verdict| verdict.status.is_some()) {
            self.refused_then(verdict, verdict.status, &[]);
        }
    }

    /// `if error is None: ...` where tests set `error`: what stands in it runs
    /// only when none of them found anything.
    pub(super) fn clear_of_verdicts(&mut self, test: &Expr, holds: &[Arc<Condition>]) {
        let nothing = match &test.kind {
            ExprKind::Not(inner) => inner,
            ExprKind::Compare(left, rest) => match rest.as_slice() {
                [(Comparison::Is, right)] if matches!(right.kind, ExprKind::None) => left,
                _ => return,
            },
            _ => return,
        };
        let ExprKind::Name(name) = &nothing.kind else { return };
        let Some(frame) = self.frames.last_mut() else { return };
        let known = frame.passage.verdicts(name).clone();
        for verdict in known.iter().filter(|verdict| verdict.status.is_none()) {
            let first = self.facts.len();
            self.refused_then(verdict, Some(400), holds);
            let noted = first..self.facts.len();
            if let Some(frame) = self.frames.last_mut() {
                frame.passage.cleared.push((noted, holds.to_vec()));
            }
        }
    }

    /// A function ends: where nothing was changed but under the tests of its
    /// verdicts, input that is wrong led nowhere.
    pub(super) fn settle_verdicts(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        for (noted, under) in std::mem::take(&mut frame.passage.cleared) {
            let is_under = |test: &Arc<Condition>| under.iter().any(|own| own.same(test));
            let later = self.facts.iter().skip(noted.end);
            let all = later
                .filter(|fact| changes(fact.kind))
                .all(|fact| fact.conditions.iter().any(is_under));
            if !all {
                continue;
            }
            for fact in self.facts.iter_mut().take(noted.end).skip(noted.start) {
                if fact.kind == FactKind::InputValidated {
                    fact.conditions.retain(|test| !is_under(test));
                }
            }
        }
    }

    /// Notes the refusal of a verdict as one that stands where it was given.
    fn refused_then(&mut self, verdict: &Verdict, status: Option<u16>, under: &[Arc<Condition>]) {
        let done = |fact: &Fact| {
            let apart = |own: &Arc<Condition>, other: &Arc<Condition>| {
                own.site.same(&other.site) && own.holds != other.holds
            };
            changes(fact.kind)
                && !fact
                    .conditions
                    .iter()
                    .any(|own| verdict.conditions.iter().any(|other| apart(own, other)))
        };
        if self.facts.iter().skip(verdict.facts).any(done) {
            return;
        }
        let here = std::mem::replace(&mut self.conditions, verdict.conditions.clone());
        let count = self.facts.len();
        self.refuse(verdict.range, status, None);
        self.conditions = here;
        for fact in self.facts.iter_mut().skip(count) {
            fact.conditions.extend(under.iter().cloned());
        }
    }
}

/// Whether something was done that a refusal does not take back.
fn changes(kind: FactKind) -> bool {
    matches!(
        kind,
        FactKind::ObjectUpdated
            | FactKind::ObjectCreated
            | FactKind::ObjectDeleted
            | FactKind::IdentityEstablished
            | FactKind::SessionStarted
            | FactKind::MessageSent
    )
}
