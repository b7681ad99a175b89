//! Loops: they may go round or not, and may be left early.

use std::sync::Arc;

use super::{Flow, Walk};
use crate::analysis::fact::{Condition, Turn};
use crate::analysis::scope::{Shown, shown_by_both};
use crate::analysis::value::{Kind, Origins, Value};
use crate::syntax::python::ast::{For, Range, Stmt, While};

impl Walk<'_> {
    pub(super) fn while_loop(&mut self, parts: &While) -> Flow {
        let test = self.expression(&parts.test);
        let certain = test.truth() == Some(true);
        let round = if certain { None } else { self.round(parts.test.range, "while") };
        self.looped(&parts.body, &parts.otherwise, round)
    }

    pub(super) fn for_loop(&mut self, parts: &For) -> Flow {
        let iterable = self.waited_for(&parts.iterable);
        if let Some(rounds) = self.rounds(&iterable) {
            for part in rounds.iter() {
                self.bind(&parts.target, part.clone(), parts.target.range);
                self.looped(&parts.body, &[], None);
            }
            return self.block(&parts.otherwise);
        }
        let each = self.element(&iterable);
        self.bind(&parts.target, each, parts.target.range);
        let range = Range { start: parts.target.range.start, end: parts.iterable.range.end };
        let round = if goes_round(&iterable) { None } else { self.round(range, "for") };
        let sought = self.sought(&parts.body);
        let flow = self.looped(&parts.body, &parts.otherwise, round);
        self.found(sought);
        flow
    }

    /// A loop's body, where it goes round, and what follows when it was not
    /// left early. What left it early goes on after it.
    fn looped(&mut self, body: &[Stmt], otherwise: &[Stmt], round: Option<Arc<Condition>>) -> Flow {
        let depth = self.conditions.len();
        let stayed = self.stayed();
        let outer = self.unbroken(Vec::new());
        let runs = round.is_none();
        self.conditions.extend(round);
        let known = self.enter_loop();
        let refuted = self.refuted.len();
        self.block(body);
        // The body need not have run.
        self.refuted.truncate(refuted);
        self.after_loop(known, runs);
        self.conditions.truncate(depth);
        let unbroken = self.unbroken(outer);
        self.stay_since(stayed);
        let after = self.conditions.len();
        let breaks = !unbroken.is_empty();
        self.conditions.extend(unbroken);
        let flow = self.block(otherwise);
        self.conditions.truncate(after);
        if breaks { Flow::Falls } else { flow }
    }

    /// What is known when a loop is entered.
    fn enter_loop(&mut self) -> Vec<Shown> {
        let Some(frame) = self.frame() else { return Vec::new() };
        frame.loops.push(Vec::new());
        frame.scope.shown.clone()
    }

    /// `break`, `continue`: the names go on after the loop as they are.
    pub(super) fn leave_loop(&mut self) {
        if let Some(frame) = self.frame() {
            let scope = frame.scope.clone();
            if let Some(left) = frame.loops.last_mut() {
                left.push(scope);
            }
        }
    }

    /// What left the body early goes on after it; what it shows counts where it
    /// certainly runs.
    fn after_loop(&mut self, known: Vec<Shown>, runs: bool) {
        let Some(frame) = self.frame() else { return };
        for scope in frame.loops.pop().unwrap_or_default() {
            frame.scope.join(scope);
        }
        if !runs {
            frame.scope.shown = shown_by_both(&frame.scope.shown, &known);
        }
    }

    /// Exchanges the tests that the innermost loop was not left by.
    fn unbroken(&mut self, tests: Vec<Arc<Condition>>) -> Vec<Arc<Condition>> {
        self.frame().map_or(Vec::new(), |frame| frame.passage.exchange_unbroken(tests))
    }

    /// That a loop goes round, as a condition of what it does.
    fn round(&mut self, range: Range, word: &str) -> Option<Arc<Condition>> {
        let mut round = self.outcome_of(range, Turn::Loop)?;
        let condition = Arc::get_mut(&mut round)?;
        condition.text = format!("{word} {}", condition.text);
        Some(round)
    }
}

/// Whether going over this may be taken to go round: it holds something for
/// certain, or what the request brings, of which nothing is nothing to guard.
fn goes_round(iterable: &Value) -> bool {
    let holds = matches!(&iterable.kind, Kind::Sequence(parts) if !parts.is_empty());
    holds && !iterable.origins.any(Origins::OPTIONAL) || iterable.all_origins().any(Origins::INPUT)
}
