//! Which of the tests before a refusal decides, and what it means for others.

use std::sync::Arc;

use super::Walk;
use super::judging::{belongs, judges};
use crate::analysis::fact::{Condition, Form, Reach};
use crate::analysis::value::Origins;
use crate::model::FactKind;

impl Walk<'_> {
    /// Whether a refusal answers for credentials that were judged before anybody
    /// was known, whatever its status.
    pub(super) fn turns_impostor_away(&self, own: usize, status: Option<u16>) -> bool {
        let has = |kind: FactKind| self.facts.iter().any(|fact| fact.kind == kind && !fact.void);
        let judges = |origins: Origins| {
            origins.any(Origins::DECIDES_AUTHENTICATION)
                || origins.all(Origins::BODY | Origins::STORED)
        };
        matches!(status, Some(400 | 403 | 404 | 422))
            && has(FactKind::CredentialsTested)
            && !has(FactKind::AuthenticationRequired)
            && self.conditions[own..].last().is_some_and(|test| judges(test.origins))
    }

    /// What of the request a refusal holds against each other by what is stored.
    pub(super) fn note_links(&mut self, own: usize) {
        for condition in &self.conditions[own..] {
            if condition.origins.any(Origins::STORED) && condition.origins.joins_selectors() {
                self.linked.push(condition.origins.selectors());
            }
        }
    }

    /// Which of the conditions from `own` on a refusal judges, and as what.
    pub(super) fn deciding_test(
        &self,
        own: usize,
        status: Option<u16>,
        meant: Option<FactKind>,
    ) -> Option<(usize, FactKind)> {
        let tests = &self.conditions[own..];
        let judged = |condition: &Arc<Condition>| judges(status, condition, meant);
        // Where it refuses is not what it asks, if there is anything else.
        let asks = |test: &Arc<Condition>| test.paths.is_none() && judged(test).is_some();
        let any = || tests.iter().rposition(|condition| judged(condition).is_some());
        let at = tests.iter().rposition(asks).or_else(any)?;
        let kind = judged(&tests[at])?;
        // Who has a right comes by, and others only with what is theirs: whose
        // it is, is what the refusal asks.
        let owned = FactKind::ObjectAccessChecked;
        let whose = tests.iter().rposition(|condition| judged(condition) == Some(owned));
        match whose.filter(|_| kind == FactKind::AccessChecked) {
            Some(whose) => Some((own + whose, owned)),
            None => Some((own + at, kind)),
        }
    }

    /// Refusing because something is there already, and is not the caller's own:
    /// it is asked for by its name, and nothing is done with it.
    pub(super) fn is_taken(&mut self, own: usize) {
        let Some((last, before)) = self.conditions[own..].split_last() else { return };
        let present = |condition: &Condition| {
            condition.form == Form::Presence
                && condition.affirms
                && condition.origins.any(Origins::STORED)
        };
        let another = !last.affirms && last.origins.all(Origins::PRINCIPAL | Origins::STORED);
        let found = match before.last() {
            _ if present(last) => last.order,
            Some(before) if another && present(before) => before.order,
            _ => return,
        };
        let way = self.trail.len();
        let load = self.facts.iter_mut().rev().find(|fact| {
            fact.kind == FactKind::ObjectLoaded && fact.order < found && fact.trail.len() > way
        });
        if let Some(load) = load {
            load.void = true;
        }
    }

    /// The conditions of a guard of this kind here that are not part of it:
    /// having let through whoever may do more belongs to it.
    pub(super) fn other_conditions(&self, kind: FactKind) -> Vec<Arc<Condition>> {
        let own = self.frames.last().map_or(0, |frame| frame.base).min(self.conditions.len());
        let (outer, own) = self.conditions.split_at(own);
        let others = own.iter().filter(|test| test.holds || !belongs(kind, test, test));
        outer.iter().chain(others).cloned().collect()
    }

    /// What was loaded to find out who asks is no object that the request is
    /// about: it is dropped when the refusal follows.
    pub(super) fn forget_credentials(&mut self, test: usize) {
        // The refusal may be in a helper of the function that tests.
        let tests = self.frames.iter().rev().find(|frame| frame.base <= test);
        let depth = tests.map_or(self.trail.len(), |frame| frame.way);
        self.forget(depth, 1, &[FactKind::StoreRead, FactKind::ObjectLoaded]);
    }

    /// What helpers read to find out who asks, which is known now, is no input
    /// that the request is about.
    pub(super) fn caller_found(&mut self) {
        let kinds = [
            FactKind::StoreRead,
            FactKind::ObjectLoaded,
            FactKind::QueryRead,
            FactKind::Deserialised,
            FactKind::DeserialisedSafely,
        ];
        self.forget(self.trail.len(), 2, &kinds);
    }

    /// Drops facts of these kinds that happened below the first steps of the
    /// trail, at least so many steps down.
    pub(super) fn forget(&mut self, depth: usize, below: usize, kinds: &[FactKind]) {
        let way = self.trail.get(..depth).unwrap_or_default();
        if way.is_empty() {
            return;
        }
        for fact in &mut self.facts {
            let here = fact.trail.len() >= way.len() + below
                && fact.trail.iter().zip(way).all(|(mine, theirs)| mine.same(theirs));
            fact.void |= here && (kinds.contains(&fact.kind) || fact.reach == Reach::Object);
        }
    }
}
