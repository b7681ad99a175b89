//! Tests and the two ways through them.

use std::sync::Arc;

use super::comparison::asks_for_parent;
use super::external::is_guard;
use super::judging::says_whose;
use super::proof::PROOF;
use super::{Flow, Walk};
use crate::analysis::fact::{Condition, Fact, Form, Reach, Turn};
use crate::analysis::value::{Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Expr, ExprKind, Stmt};

impl Walk<'_> {
    /// `if test: then else: otherwise`
    pub(super) fn branch(&mut self, test: &Expr, then: &[Stmt], otherwise: &[Stmt]) -> Flow {
        let outer = self.remember_test();
        let tested = self.outcome_of_test(test, then, otherwise);
        if let Some(certain) = tested.certain {
            self.recall_again(outer);
            return self.block(if certain { then } else { otherwise });
        }
        let depth = self.conditions.len();
        let (holds, fails) = self.conditions_both_ways(test);
        let before = self.frames.last().map(|frame| frame.scope.clone()).unwrap_or_default();
        let stayed = self.stayed();
        let clear = self.clear_of(test, false);

        let (yes, no) = match tested.tells {
            true => (self.shown_by(test, true), self.shown_by(test, false)),
            false => (Vec::new(), Vec::new()),
        };
        let start = self.facts.len();
        self.narrow(test, true);
        self.gate(&holds);
        self.clear_of_verdicts(test, &holds);
        self.learn(yes);
        self.conditions.extend(holds.iter().cloned());
        let of_test = self.recall_again(outer);
        let kept = self.callers_kept;
        let first = self.block(then);
        // Who asks was found and kept on the way that was left: that is no
        // condition for asking all others.
        let fails = match first == Flow::Leaves && self.callers_kept > kept {
            true => without_presence(fails),
            false => fails,
        };
        self.settle();
        self.conditions.truncate(depth);
        let after_then = self.frame().map(|frame| std::mem::replace(&mut frame.scope, before));

        let middle = self.facts.len();
        self.learn(no);
        // When the other way refuses, coming this way is no condition.
        if first != Flow::Refuses {
            self.gate(&fails);
            self.conditions.extend(fails.iter().cloned());
        } else {
            self.conditions.extend(clear.iter().cloned());
        }
        let outer = self.recall_again(of_test);
        self.narrow(test, false);
        let of_test = self.recall_again(outer);
        let second = self.block(otherwise);
        self.settle();
        self.conditions.truncate(depth);

        if let (Some(frame), Some(after_then)) = (self.frames.last_mut(), after_then) {
            match (first, second) {
                (Flow::Falls, Flow::Falls) => frame.scope.join(after_then),
                (Flow::Falls, _) => frame.scope = after_then,
                _ => {}
            }
        }
        if first == Flow::Refuses {
            self.known_caller(test, start, middle);
            self.refuses_strangers(test);
        }
        let end = self.facts.len();
        let then = Way { facts: start..middle, conditions: holds, flow: first };
        let otherwise = Way { facts: middle..end, conditions: fails, flow: second };
        self.leaving_refuses([&then, &otherwise]);
        self.merge(&then, &otherwise, depth);
        match (first, second) {
            (Flow::Refuses, _) => self.answer_required(&then.conditions),
            (_, Flow::Refuses) => self.answer_required(&otherwise.conditions),
            _ => {}
        }
        let flow = self.leave(then, otherwise);
        if first == Flow::Refuses {
            let outer = self.recall_again(of_test);
            self.refute(test);
            self.recall_again(outer);
            self.conditions.extend(clear);
        }
        self.stay_since(stayed);
        flow
    }

    /// Evaluates the test of an `if` whose first way this is.
    fn outcome_of_test(&mut self, test: &Expr, then: &[Stmt], otherwise: &[Stmt]) -> Tested {
        self.mark_found = None;
        let (before, steps) = (self.facts.len(), self.ways.count());
        let value = self.expression(test);
        self.ways.test_hosts(steps, value.all_origins().way);
        self.asked_for_truth(test, before);
        if value.origins.any(Origins::DECIDES_VALIDITY) {
            self.judged_by_call(test, before);
        }
        let mark = self.mark_found.take();
        let certain = match value.truth() {
            None if otherwise.is_empty() && asks_for_parent(test) => Some(true),
            None if self.is_refuted(test) => Some(false),
            known => known,
        };
        if let (Some(false), Some(mark)) = (value.truth(), mark) {
            self.exempted(then, mark);
        }
        Tested { certain, tells: value.origins.tells() }
    }

    /// Whoever is not there is refused with 401: what is there is who asks.
    fn known_caller(&mut self, test: &Expr, start: usize, middle: usize) {
        let refused = &self.facts[start..middle];
        if !refused.iter().any(|fact| fact.kind == FactKind::AuthenticationRequired) {
            return;
        }
        let name = match &test.kind {
            ExprKind::Not(inner) => inner,
            ExprKind::Compare(left, rest) if matches!(rest.as_slice(), [(_, right)] if matches!(right.kind, ExprKind::None)) => {
                left
            }
            _ => return,
        };
        let ExprKind::Name(name) = &name.kind else { return };
        let Some(frame) = self.frame() else { return };
        if let Some(value) = frame.scope.get(name).cloned() {
            let known = Value { kind: value.kind, origins: Origins::PRINCIPAL };
            frame.scope.set(name, known);
        }
    }

    /// What holds for the code after the branches.
    fn leave(&mut self, then: Way, otherwise: Way) -> Flow {
        match (then.flow, otherwise.flow) {
            (Flow::Falls, Flow::Falls | Flow::Refuses) | (Flow::Refuses, Flow::Falls) => {}
            (left, Flow::Falls) => self.goes_on(left, otherwise.conditions),
            (Flow::Falls, left) => self.goes_on(left, then.conditions),
            _ => {}
        }
        then.flow.or(otherwise.flow)
    }

    /// A guard on both ways, or on the only way that goes on, is a guard.
    fn merge(&mut self, then: &Way, otherwise: &Way, depth: usize) {
        let mut merged: Vec<Fact> = Vec::new();
        for fact in &self.facts[then.facts.clone()] {
            if !then.is_direct(fact, depth) {
                continue;
            }
            let twin = self.facts[otherwise.facts.clone()]
                .iter()
                .find(|twin| twin.kind == fact.kind && otherwise.is_direct(twin, depth));
            if twin.is_some() || otherwise.flow == Flow::Refuses {
                let mut fact = fact.clone();
                fact.conditions.truncate(depth);
                let apart = twin.filter(|twin| !twin.near().same(fact.near()));
                // A right over everybody's on one way takes nothing from the other.
                if fact.kind == FactKind::ObjectAccessChecked {
                    fact.bare = twin.map_or(fact.bare, |twin| twin.bare.min(fact.bare));
                }
                fact.twin = apart.map(|twin| Arc::new(twin.trail.clone()));
                merged.push(fact);
            }
        }
        // It holds from here on: what one way did before its guard is not guarded
        // by that of the other. What takes a write back counts at any time.
        let now = self.next_order();
        for fact in merged.iter_mut().filter(|fact| fact.order != 0) {
            fact.order = now;
        }
        self.facts.extend(merged);
    }

    /// A block that runs only for those who may protects what stands in it.
    fn gate(&mut self, conditions: &[Arc<Condition>]) {
        for condition in conditions {
            if !condition.affirms {
                continue;
            }
            let kind = match condition.origins {
                origins if origins.all(PROOF) => {
                    self.note_gate(FactKind::AuthenticationRequired, condition, conditions);
                    FactKind::ObjectAccessChecked
                }
                origins if origins.any(Origins::DECIDES_OBJECT) => FactKind::ObjectAccessChecked,
                origins if origins.any(Origins::DECIDES_ACCESS) => FactKind::AccessChecked,
                origins if origins.any(Origins::DECIDES_AUTHENTICATION) => {
                    FactKind::AuthenticationRequired
                }
                origins if origins.any(Origins::DECIDES_VALIDITY) => FactKind::InputValidated,
                origins if origins.all(Origins::PRINCIPAL | Origins::STORED) => {
                    FactKind::ObjectAccessChecked
                }
                origins if origins.any(Origins::DECIDES_FORGERY) => FactKind::ForgeryRefused,
                _ => continue,
            };
            // Whoever may touch everybody's objects may touch these.
            if says_whose(kind, condition) && kind == FactKind::AccessChecked {
                self.note_gate(FactKind::ObjectAccessChecked, condition, conditions);
            }
            self.note_gate(kind, condition, conditions);
        }
    }

    /// What was decorated is called a second time: others come that way whom
    /// the first one does not let through.
    pub(super) fn opens_again(&mut self) {
        let over_all = |fact: &&mut Fact| {
            fact.gate
                && fact.kind == FactKind::ObjectAccessChecked
                && fact.about.any(Origins::OVER_ALL)
        };
        for fact in self.facts.iter_mut().filter(over_all) {
            fact.void = true;
        }
    }

    /// What was decorated runs only for those whom the tests of its wrapper let
    /// through: one about who asks is a guard, however the others are answered.
    pub(super) fn gate_wrapped(&mut self) {
        let base = self.frames.last().map_or(0, |frame| frame.base).min(self.conditions.len());
        let tests = self.conditions.split_off(base);
        for test in tests.iter().filter(|test| test.affirms && test.turn == Turn::Test) {
            // Decisions were noted where they were tested.
            let decided = test.origins.any(DECISIONS);
            if test.origins.any(Origins::PRINCIPAL.and(Origins::CALLER)) && !decided {
                self.note_gate(FactKind::AccessChecked, test, &tests);
            }
        }
        self.conditions.extend(tests);
    }

    fn note_gate(&mut self, kind: FactKind, test: &Condition, conditions: &[Arc<Condition>]) {
        let mut under = self.conditions.clone();
        under.extend(conditions.iter().cloned());
        let count = self.facts.len();
        self.note_under(kind, test.site.range, test.origins, None, under);
        if let Some(fact) = self.facts.get_mut(count) {
            fact.gate = true;
            if test.form == Form::Presence {
                fact.reach = Reach::Object;
            }
        }
    }
}

/// What must be besides nobody having been found by the test.
fn without_presence(fails: Vec<Arc<Condition>>) -> Vec<Arc<Condition>> {
    let named = |text: &str| text.chars().all(|c| c.is_alphanumeric() || "._".contains(c));
    let asks =
        |test: &Arc<Condition>| (test.form == Form::Presence || named(&test.text)) && !test.affirms;
    fails.into_iter().filter(|test| !asks(test)).collect()
}

/// Answers to what the caller may do.
pub(super) const DECISIONS: Origins =
    PROOF.and(Origins::DECIDES_ACCESS).and(Origins::DECIDES_VALIDITY);

/// What the value of a test says.
struct Tested {
    /// How it comes out, where that is certain.
    certain: Option<bool>,
    /// Whether it shows something of what the caller sent.
    tells: bool,
}

/// One of the two ways through a test.
pub(super) struct Way {
    /// The facts noted on it.
    facts: std::ops::Range<usize>,
    /// What must be for it to be taken.
    conditions: Vec<Arc<Condition>>,
    flow: Flow,
}

impl Way {
    /// Whether it ends here with an answer rather than a refusal.
    pub(super) fn leaves(&self) -> bool {
        self.flow == Flow::Leaves
    }

    pub(super) fn conditions(&self) -> &[Arc<Condition>] {
        &self.conditions
    }

    /// Whether a guard stands on this way itself, not under further tests.
    fn is_direct(&self, fact: &Fact, depth: usize) -> bool {
        is_guard(fact.kind)
            && !fact.gate
            && fact.conditions.len() >= depth
            && fact.conditions[depth..]
                .iter()
                .all(|condition| self.conditions.iter().any(|own| own.same(condition)))
    }
}
