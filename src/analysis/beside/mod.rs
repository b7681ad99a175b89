//! What stands beside an open item: how its neighbours do it, and the tests
//! that assert the refusal. Adds evidence; no state comes from here.
//!
//! Nothing is read unless an item is open.

mod pins;
mod route;
mod siblings;

pub(super) use pins::{Pins, Refusals};

use std::cell::OnceCell;

use super::discover::Found;
use super::items::Item;
use super::judged::{Judged, Walked};
use super::run::Behaviour;
use crate::catalog::Catalog;
use crate::model::{Evidence, FileAssessment, Finding, Side, State};
use route::Part;

/// The items of a file's handlers: by handler, by check.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) old: Vec<Vec<Vec<Item>>>,
    pub(super) new: Vec<Vec<Vec<Item>>>,
}

/// A handler with its items, by check.
#[derive(Clone, Copy)]
pub(super) struct Answered<'files, 'tree> {
    pub(super) judged: &'files Judged<'tree>,
    pub(super) items: &'files [Vec<Item>],
}

impl<'files> Answered<'files, '_> {
    /// The item of a check about a subject, or the one without a subject.
    fn item(self, check: usize, subject: Option<&str>) -> Option<&'files Item> {
        let items = self.items.get(check)?;
        let of =
            |subject: Option<&str>| items.iter().find(|item| item.subject.as_deref() == subject);
        of(subject).or_else(|| of(None))
    }
}

/// A handler among others.
struct Neighbour<'files, 'tree> {
    answered: Answered<'files, 'tree>,
    /// The parts of each of its routes.
    routes: Vec<Vec<Part>>,
}

impl<'files> Neighbour<'files, '_> {
    fn found(&self) -> &'files Found {
        &self.answered.judged.found
    }
}

/// All handlers of a review with their items.
pub(super) struct Beside<'files, 'tree> {
    catalog: &'files Catalog,
    files: Vec<(&'files Walked<'tree>, &'files Answers)>,
    refusals: OnceCell<Refusals>,
    neighbours: OnceCell<Vec<Neighbour<'files, 'tree>>>,
}

impl<'files, 'tree> Beside<'files, 'tree> {
    /// Ready to be asked about the files, by their position.
    pub(super) fn new(
        catalog: &'files Catalog,
        files: Vec<(&'files Walked<'tree>, &'files Answers)>,
    ) -> Self {
        Self { catalog, files, refusals: OnceCell::new(), neighbours: OnceCell::new() }
    }

    fn refusals(&self) -> &Refusals {
        self.refusals.get_or_init(|| Refusals::of(self.catalog.frameworks()))
    }

    /// All handlers, in the order of their files.
    fn neighbours(&self) -> &[Neighbour<'files, 'tree>] {
        self.neighbours.get_or_init(|| {
            let files = self.files.iter();
            let both = files.flat_map(|(walked, answers)| walked.new.iter().zip(&answers.new));
            both.map(|(judged, items)| Neighbour {
                answered: Answered { judged, items },
                routes: judged.found.routes.iter().map(|it| route::parts(&it.template)).collect(),
            })
            .collect()
        })
    }

    /// Adds to the open items of the file at an index what stands beside them.
    pub(super) fn add(&self, at: usize, assessment: &mut FileAssessment) {
        for finding in &mut assessment.findings {
            if finding.state().is_open() {
                let more = self.evidence(at, finding);
                if !more.is_empty() {
                    *finding = finding.clone().with_evidence(more);
                }
            }
        }
    }

    fn evidence(&self, at: usize, finding: &Finding) -> Vec<Evidence> {
        let position = self.catalog.checks().iter().position(|it| &it.id == finding.check());
        let (Some(check), Some((walked, answers))) = (position, self.files.get(at)) else {
            return Vec::new();
        };
        let id = finding.handler();
        let find = |judged: &'files [Judged<'tree>], items: &'files [Vec<Vec<Item>>]| {
            let mut both = judged.iter().zip(items);
            both.find(|(judged, _)| &judged.found.id() == id)
                .map(|(judged, items)| Answered { judged, items })
        };
        let Some(new) = find(&walked.new, &answers.new) else { return Vec::new() };
        let old = walked
            .old
            .iter()
            .zip(&answers.old)
            .find(|(old, _)| super::judged::is_same(&new.judged.found, &old.found))
            .map(|(judged, items)| Answered { judged, items: items.as_slice() });
        let mut evidence = Vec::new();
        evidence.extend(self.sibling(check, new, finding.subject()));
        evidence.extend(self.tests(check, old, new, finding));
        evidence
    }

    /// The test that asserts the refusal, or that none does where one was lost.
    fn tests(
        &self,
        check: usize,
        old: Option<Answered<'_, 'tree>>,
        new: Answered<'_, 'tree>,
        finding: &Finding,
    ) -> Vec<Evidence> {
        let guard = old
            .and_then(|old| old.item(check, finding.subject())?.guard.as_ref())
            .and_then(|guard| guard.status);
        let kinds = &self.catalog.checks()[check].guards.facts;
        let mut statuses: Vec<u16> =
            kinds.iter().flat_map(|kind| pins::statuses(*kind)).copied().collect();
        statuses.extend(guard);
        // What another guard refuses with is no sign of this one.
        let given = |status: &u16| {
            let Behaviour { facts, refused, .. } = &new.judged.behaviour;
            let code = new.judged.found.file.module.slice(new.judged.found.function.range);
            let is_seen = facts.iter().any(|fact| {
                fact.status == Some(*status) || pins::statuses(fact.kind).contains(status)
            });
            // What turns requests away so for another reason may be what the test is about.
            let is_given = refused.iter().any(|refused| refused.status == Some(*status));
            is_seen || is_given || self.refusals().are_named(code, *status)
        };
        statuses.retain(|status| !given(status));
        statuses.sort_unstable();
        statuses.dedup();
        if statuses.is_empty() {
            return Vec::new();
        }
        let asserted = |answered: Answered<'_, 'tree>| {
            let found = &answered.judged.found;
            let mut pins = answered.judged.tree.pins(self.refusals()).about(found, &statuses);
            pins.retain(|pin| !pin.may_be_of(found, self.neighbours()));
            pins
        };
        let here = asserted(new);
        let mut evidence: Vec<Evidence> = here
            .iter()
            .take(1)
            .map(|pin| pin.evidence(Side::Head, finding.state() == State::Missing))
            .collect();
        let lost = finding.state() != State::Missing;
        let Some(old) = old.filter(|_| lost) else { return evidence };
        let before = asserted(old);
        let gone = before.iter().find(|pin| !here.iter().any(|other| other.is_same(pin)));
        evidence.extend(gone.map(|pin| pin.evidence(Side::Base, false)));
        if evidence.is_empty() {
            evidence.push(pins::none(&new.judged.found, guard.as_slice(), &statuses));
        }
        evidence
    }
}
