//! What an `except` clause says of what its `try` did: credentials that did not
//! hold, a stale version, a value that does not convert.

use std::sync::Arc;

use super::Walk;
use super::clauses::{Clause, Outcome, answers_no};
use crate::analysis::fact::{Condition, Fact, Form, Turn};
use crate::analysis::value::{Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::Except;

impl Walk<'_> {
    /// An `except` clause as a condition of what its body does: it answers for
    /// credentials that the `try` judged, and for nothing else it touched.
    pub(in crate::analysis) fn except_condition(
        &mut self,
        clause: &Except,
        inside: Origins,
        holds: bool,
    ) -> Option<Arc<Condition>> {
        let range = clause.types.as_ref().map_or(clause.range, |types| types.range);
        let site = self.site(range).filter(|site| !site.file.is_library())?;
        let text = format!("except {}", site.text());
        let origins = inside.only(Origins::HEADER.and(Origins::PRINCIPAL));
        let order = self.next_order();
        Some(Arc::new(Condition {
            site,
            holds,
            order,
            turn: Turn::Caught,
            form: Form::Open,
            affirms: holds,
            origins,
            methods: None,
            paths: None,
            text,
            declines: !holds && answers_no(&clause.body),
            set_up: false,
        }))
    }

    /// The store is asked something and may fail to answer: where a `try` waits for just
    /// that and goes on, what it asks is left out, and so is all that would follow in it.
    pub(super) fn may_fail_to_answer(&mut self) {
        if self.quiet || self.tries.is_empty() {
            return;
        }
        let frameworks = self.world.models.catalog().frameworks();
        let fails = |value: &Value| {
            let path = value.path();
            let mut rows = frameworks.iter().flat_map(|rows| &rows.store_failures);
            path.is_some_and(|path| rows.any(|row| row.matches(path)))
        };
        let waits = |clause: &&Clause| clause.types.iter().any(fails);
        let order = self.order;
        for frame in self.tries.iter_mut().rev() {
            let Some(clause) = frame.clauses.iter().find(waits) else { continue };
            if matches!(clause.outcome, Outcome::Swallows) {
                frame.may_fail_at(order);
            }
            return;
        }
    }

    /// Catching certain exceptions and refusing is a guard: a stale version, a
    /// value that does not convert.
    pub(super) fn caught(&mut self, clause: &Except, start: (usize, u32), inside: Origins) {
        let Some(types) = &clause.types else { return };
        if self.quiet {
            return;
        }
        let world = self.world;
        let caught = self.types_of(clause);
        let means: Vec<(FactKind, bool)> =
            caught.iter().filter_map(|value| world.exception_means(value)).collect();
        if means.is_empty() {
            return;
        }
        let status = match self.clause(clause).outcome {
            Outcome::Swallows | Outcome::Returns | Outcome::Leaves => return,
            Outcome::Refuses(status) => status,
            Outcome::Again => None,
        };
        for (means, converts) in means {
            let parsed = self.facts[start.0..].iter().any(is_parse);
            let already = self.facts[start.0..].iter().any(|fact| fact.kind == means)
                || means == FactKind::VersionCompared && self.compares_what_was_sent();
            let of_form = means == FactKind::InputValidated;
            // That there is no such thing says nothing of the form of what was sent,
            // and credentials that do not convert are none: no input of the handler.
            let judges = !matches!(status, Some(401 | 403 | 404));
            if already || of_form && (parsed || !judges || !inside.any(Origins::INPUT)) {
                continue;
            }
            let about = inside.only(Origins::INPUT);
            let count = self.facts.len();
            self.note(means, types.range, about, status);
            if let Some(fact) = self.facts.get_mut(count) {
                fact.order = start.1;
                // One value is tried.
                fact.bare = u8::from(converts);
            }
            return;
        }
    }

    /// Whether the version that the caller names is held against the stored one by a
    /// test. A row that went stale after this request read it says nothing of what
    /// the caller saw, so that test says when outdated writes are refused.
    fn compares_what_was_sent(&self) -> bool {
        self.facts.iter().any(|fact| {
            fact.kind == FactKind::VersionCompared
                && !fact.void
                && fact.test.is_some()
                && fact.about.any(Origins::INPUT)
        })
    }
}

fn is_parse(fact: &Fact) -> bool {
    matches!(
        fact.kind,
        FactKind::Deserialised | FactKind::DeserialisedSafely | FactKind::DeserialisedUnsafely
    )
}
