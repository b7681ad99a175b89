//! What a walk writes down: facts and calls that it could not follow, each with
//! the way there.

use std::sync::Arc;

use super::Walk;
use super::blind::Blind;
use crate::analysis::fact::{Condition, Fact, Opaque, Reach, Site, Turn};
use crate::analysis::instead::Unread;
use crate::analysis::refused::Refused;
use crate::analysis::run::Entered;
use crate::analysis::value::{FunctionValue, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::Range;

impl Walk<'_> {
    /// Says where the walk stopped: at the call of the handler that leads too
    /// far, or at the handler, which is too long by itself.
    pub(super) fn give_up(&mut self) {
        let handler = self.pending.as_ref().map(|pending| Site {
            file: Arc::clone(&pending.function.file),
            range: pending.function.function.header,
        });
        let (site, what) = match self.trail.first().cloned() {
            Some(site) => (Some(site), "the code behind this call"),
            None => (handler, "this handler"),
        };
        if let Some(site) = site {
            let reason = format!("{what} is too large to follow to its end");
            // What would have come after it is not known, wherever it stands.
            let caught = Vec::new();
            let (order, blind) = (self.order, Blind::default());
            self.opaque.push(Opaque { trail: vec![site], order, reason, blind, caught });
        }
    }

    /// The way to a range: through the calls on the trail.
    pub(in crate::analysis) fn trail_to(&self, range: Range) -> Vec<Site> {
        let mut trail = self.trail.clone();
        if let Some(site) = self.site(range)
            && !site.file.is_library()
            && !trail.last().is_some_and(|last| last.same(&site))
        {
            trail.push(site);
        }
        trail
    }

    /// The next moment.
    pub(in crate::analysis) fn next_order(&mut self) -> u32 {
        self.order += 1;
        self.order
    }

    /// Notes a fact at a range of the current file.
    pub(in crate::analysis) fn note(
        &mut self,
        kind: FactKind,
        range: Range,
        about: Origins,
        status: Option<u16>,
    ) {
        let conditions = self.conditions.clone();
        self.note_under(kind, range, about, status, conditions);
    }

    /// Notes a fact under these conditions.
    pub(in crate::analysis) fn note_under(
        &mut self,
        kind: FactKind,
        range: Range,
        about: Origins,
        status: Option<u16>,
        conditions: Vec<Arc<Condition>>,
    ) {
        let trail = self.trail_to(range);
        if self.quiet || trail.is_empty() {
            return;
        }
        let order = self.next_order();
        self.facts.push(Fact {
            kind,
            trail,
            conditions,
            order,
            about,
            object: 0,
            chosen_by: about.selectors(),
            status,
            test: None,
            refusal: None,
            refused: Vec::new(),
            gate: false,
            reach: Reach::Handler,
            by: None,
            void: false,
            settled: false,
            twin: None,
            nameless: false,
            own: false,
            kept_to: None,
            bare: 0,
            read: None,
            key: None,
        });
    }

    /// Notes that a request is turned away at a range, by the last of the
    /// conditions from `own` on.
    pub(super) fn note_refused(&mut self, range: Range, status: Option<u16>, own: usize) {
        let all = self.conditions.get(own..).unwrap_or_default();
        let tests: Vec<&str> = all.iter().map(|test| test.text.as_str()).collect();
        let tests = tests.join(" ").into();
        let test = all.last().cloned();
        let way = all.to_vec();
        let here = |test: &Arc<Condition>| {
            self.here().is_some_and(|file| file.path == test.site.file.path)
        };
        let at = test.as_ref().filter(|test| here(test)).map_or(range, |test| test.site.range);
        let trail = self.trail_to(at);
        let about = test.as_ref().map_or(Origins::NONE, |test| test.origins);
        let test = test.map_or_else(|| self.text(range), |test| test.text.clone()).into();
        if !trail.is_empty() {
            self.refused.push(Refused {
                trail,
                status,
                test,
                kind: None,
                about,
                tests,
                again: false,
                among_own: false,
                answered_by: None,
                way,
                paths: self.conditions.iter().filter_map(|test| test.paths.clone()).collect(),
            });
        }
    }

    /// What the refusal noted last protects.
    pub(super) fn refused_for(&mut self, kind: FactKind) {
        if let Some(last) = self.refused.last_mut() {
            last.kind = Some(kind);
        }
    }

    /// Notes that a function is run, where its file is one that the change touches.
    pub(super) fn note_entered(&mut self, value: &FunctionValue) {
        if !self.world.watched.contains(&value.file.path) {
            return;
        }
        let at = Site { file: Arc::clone(&value.file), range: value.function.header };
        let through = self.trail.clone();
        self.note_entered_at(&at, &through);
    }

    /// The same of a function by the line that defines it.
    pub(super) fn note_entered_at(&mut self, at: &Site, through: &[Site]) {
        let known = self.entered.iter().any(|known| known.at.same(at));
        if !known && self.world.watched.contains(&at.file.path) {
            self.entered.push(Entered { at: at.clone(), through: through.to_vec() });
        }
    }

    /// Notes a call that could not be followed.
    pub(in crate::analysis) fn note_opaque(&mut self, range: Range, reason: impl Into<String>) {
        let trail = self.trail_to(range);
        if !self.quiet && !trail.is_empty() {
            let (reason, order, blind) = (reason.into(), self.order, Blind::default());
            let caught = self.clauses_around();
            self.opaque.push(Opaque { trail, order, reason, blind, caught });
        }
    }

    /// Notes a call whose code is not in sight.
    pub(super) fn note_unread(&mut self, function: &Value, range: Range) {
        if !self.quiet
            && let Some(site) = self.site(range)
        {
            self.unread.extend(Unread::of(function, site, false));
        }
    }

    /// The `except` clauses that the walk stands in.
    pub(super) fn clauses_around(&self) -> Vec<Arc<Condition>> {
        let caught = |one: &&Arc<Condition>| one.turn == Turn::Caught && one.holds;
        self.conditions.iter().filter(caught).cloned().collect()
    }

    /// The text of a range of the current file, on one line.
    pub(in crate::analysis) fn text(&self, range: Range) -> String {
        self.site(range).map(|site| site.text()).unwrap_or_default()
    }
}
