//! `try`: what of its body counts when a clause may catch something in it.

use std::ops::Range;
use std::sync::Arc;

use super::clauses::{Clause, Outcome};
use super::external::is_guard;
use super::{Flow, Walk};
use crate::analysis::fact::{Condition, Fact, Turn};
use crate::analysis::scope::{Scope, Shown, shown_by_both};
use crate::analysis::value::{Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Except, Expr, ExprKind, Range as Place, Stmt, StmtKind, Try};

/// A `try` whose body is being walked.
pub(in crate::analysis) struct TryFrame {
    pub(super) clauses: Vec<Clause>,
    /// How many functions deep it stands.
    pub(super) depth: usize,
    /// Whether the statement being walked may fail.
    fails: bool,
    /// When the first statement that may have failed was done, in the order of facts.
    failed: Option<u32>,
    /// Under how many conditions it stands.
    under: usize,
    /// What its body touched before some way left it.
    certain: Origins,
    /// The place of the last lookup of who asks that its body does for certain.
    asked: Option<(Place, Origins)>,
}

impl TryFrame {
    pub(super) fn new(clauses: Vec<Clause>, depth: usize) -> Self {
        let certain = Origins::NONE;
        Self { clauses, depth, fails: false, failed: None, under: 0, certain, asked: None }
    }

    /// What is done after this moment may be left out: something failed there.
    pub(super) fn may_fail_at(&mut self, order: u32) {
        self.failed = Some(self.failed.map_or(order, |first| first.min(order)));
    }

    /// Under how many conditions it stands.
    pub(super) fn conditions(&self) -> usize {
        self.under
    }
}

/// What is known of a `try` once its body is done.
struct Tried {
    /// How many facts there were before it, and their order.
    start: (usize, u32),
    swallowed: usize,
    /// How many calls could not be followed before it.
    opaque: usize,
    /// What tests had shown before it.
    known: Vec<Shown>,
    left: TryFrame,
    /// What its body touched.
    inside: Origins,
    after_body: Option<Scope>,
    /// How the body ends.
    flow: Flow,
    /// Whether some way through it runs on.
    falls: bool,
    /// The facts of the body.
    smooth: Range<usize>,
    stayed: usize,
    /// Whether the body only looks up what is there.
    found: bool,
    /// Whether the body only builds objects that keep what they are given.
    builds: bool,
    /// What all ways that run on have shown.
    shown: Option<Vec<Shown>>,
    /// Clauses that run on, by their place, with that they caught nothing.
    flags: Vec<(usize, Arc<Condition>)>,
}

impl Tried {
    /// What a clause judges, and of how many conditions it stands under. Credentials
    /// that were looked at before some way left the body were so on all ways.
    fn judged(&self, under: usize) -> (Origins, usize) {
        let certain = self.left.certain;
        match certain.any(Origins::HEADER) && self.left.under < under {
            true => (certain, self.left.under),
            false => (self.inside, under),
        }
    }
}

impl Walk<'_> {
    pub(super) fn try_statement(&mut self, parts: &Try) -> Flow {
        let mut tried = self.try_body(parts);
        for (at, clause) in parts.handlers.iter().enumerate() {
            if !(tried.found && self.catches_only_absence(clause)) {
                self.try_clause(at, clause, &mut tried);
            }
        }
        for (at, smooth) in std::mem::take(&mut tried.flags) {
            self.flag(&parts.handlers[at].body, &smooth);
        }
        self.stay_since(tried.stayed);
        self.set_shown(tried.shown.take().unwrap_or(tried.known));
        match self.at_last(&parts.last, tried.start.0) {
            Flow::Falls if tried.falls => Flow::Falls,
            Flow::Falls => tried.flow,
            last => last,
        }
    }

    /// The body of a `try` and what follows it when nothing was caught.
    fn try_body(&mut self, parts: &Try) -> Tried {
        let clauses = parts.handlers.iter().map(|clause| self.clause(clause)).collect();
        let start = (self.facts.len(), self.order);
        let swallowed = self.swallowed.len();
        let opaque = self.opaque.len();
        let touched = std::mem::take(&mut self.touched);
        let depth = self.frames.len();
        let refuted = self.refuted.len();
        let under = self.conditions.len();
        self.tries.push(TryFrame { under, ..TryFrame::new(clauses, depth) });
        let known = self.shown_here();
        let body = self.block(&parts.body);
        let left = self.tries.pop().unwrap_or(TryFrame::new(Vec::new(), depth));
        let inside = self.touched;
        self.touched |= touched;
        let after_body = self.frames.last().map(|frame| frame.scope.clone());
        let flow = match body {
            Flow::Falls => self.block(&parts.otherwise),
            flow => flow,
        };
        let falls = flow == Flow::Falls;
        let stayed = self.stayed();
        // What failed before a question was asked left it open.
        self.refuted.truncate(refuted);
        let found = self.looks_up(&parts.body);
        let builds = self.builds_only(&parts.body);
        // What the body would have shown is not known where it was left.
        let shown = falls.then(|| self.shown_here());
        let smooth = start.0..self.facts.len();
        let flags = Vec::new();
        Tried {
            start,
            swallowed,
            opaque,
            known,
            left,
            inside,
            after_body,
            flow,
            falls,
            smooth,
            stayed,
            found,
            builds,
            shown,
            flags,
        }
    }

    /// A clause, and what it leaves of the body where it goes on.
    fn try_clause(&mut self, at: usize, clause: &Except, tried: &mut Tried) {
        let (inside, since) = tried.judged(self.conditions.len());
        let later = self.conditions.split_off(since);
        if !tried.builds {
            self.caught(clause, tried.start, inside);
        }
        self.nobody_found(clause, tried.start.1, tried.left.asked);
        self.set_shown(tried.known.clone());
        let depth = self.conditions.len();
        let never =
            tried.left.clauses.get(at).is_some_and(|one| self.never_raised(one, tried.opaque));
        let judged = if never { Origins::NONE } else { inside };
        let caught = self.except_condition(clause, judged, true);
        if let (Some(caught), Some(known)) = (&caught, tried.left.clauses.get(at)) {
            self.refuses_into(&known.refused, &tried.smooth, caught);
        }
        self.conditions.extend(caught.clone());
        if let Some(name) = &clause.name {
            let value = self.exception_value(clause);
            if let Some(frame) = self.frame() {
                frame.scope.set(name, value);
            }
        }
        let before = self.facts.len();
        let mut ends = self.block(&clause.body);
        // Out of steps, the statements themselves still say how they end.
        if self.is_spent() && !matches!(self.outcome(&clause.body), Outcome::Swallows) {
            ends = Flow::Refuses;
        }
        self.withholds(clause, before, ends);
        if let Some(caught) = &caught {
            self.guarded_either_way(before, tried.swallowed, caught);
        }
        self.conditions.truncate(depth);
        self.conditions.extend(later);
        tried.falls |= ends == Flow::Falls;
        if ends == Flow::Falls {
            let here = self.shown_here();
            let shown = tried.shown.take();
            tried.shown = Some(shown.map_or(here.clone(), |all| shown_by_both(&all, &here)));
        }
        if ends != Flow::Refuses
            && let Some(condition) = self.except_condition(clause, inside, false)
        {
            self.skipped(tried.smooth.clone(), tried.left.failed, (&condition, before));
            match ends {
                Flow::Falls => tried.flags.push((at, condition)),
                _ => self.goes_on(ends, vec![condition]),
            }
        }
        if let (Some(frame), Some(scope)) = (self.frames.last_mut(), &tried.after_body) {
            frame.scope.join(scope.clone());
        }
    }

    /// The guards at these positions among the facts refuse into a clause: what it
    /// does is done although they refused.
    fn refuses_into(&mut self, refused: &[usize], body: &Range<usize>, caught: &Arc<Condition>) {
        let sites = refused.iter().filter_map(|at| self.facts.get(*at));
        let sites: Vec<_> = sites.map(|fact| fact.deciding().clone()).collect();
        let Some(facts) = self.facts.get_mut(body.clone()) else { return };
        for fact in facts.iter_mut().filter(|fact| is_guard(fact.kind)) {
            if sites.iter().any(|site| site.same(fact.deciding())) {
                fact.refused.push(Arc::clone(caught));
            }
        }
    }

    /// `finally`: it runs whatever refused since the `try` was entered.
    fn at_last(&mut self, body: &[Stmt], start: usize) -> Flow {
        let (Some(first), Some(last)) = (body.first(), body.last()) else { return Flow::Falls };
        let range = Place { start: first.range.start, end: last.range.end };
        let always = self.outcome_of(range, Turn::Test);
        let (before, depth) = (self.facts.len(), self.conditions.len());
        self.conditions.extend(always.clone());
        let flow = self.block(body);
        self.conditions.truncate(depth);
        let Some(always) = always else { return flow };
        for fact in self.facts.iter_mut().skip(start).take(before.saturating_sub(start)) {
            fact.refused.push(Arc::clone(&always));
        }
        for fact in self.facts.iter_mut().skip(before).filter(|fact| is_guard(fact.kind)) {
            fact.conditions.retain(|condition| !condition.same(&always));
        }
        flow
    }

    /// Once something in a `try` may have failed, the rest of it is done only
    /// when nothing was caught: the clause goes on without it.
    ///
    /// A guard that the clause, whose facts begin at `clause`, has as well under no more
    /// conditions is one either way.
    fn skipped(
        &mut self,
        body: Range<usize>,
        failed: Option<u32>,
        (smooth, clause): (&Arc<Condition>, usize),
    ) {
        let Some(failed) = failed else { return };
        let late: Vec<usize> = body
            .filter(|at| self.facts.get(*at).is_some_and(|fact| fact.order > failed))
            .filter(|at| !self.is_done_by_clause(*at, clause))
            .collect();
        for at in late {
            if let Some(fact) = self.facts.get_mut(at) {
                fact.conditions.push(Arc::clone(smooth));
            }
        }
    }

    /// Whether a guard of a `try` is one of its clause as well, whose facts begin at
    /// `clause`: there it may stand under the same tests, and having caught something.
    fn is_done_by_clause(&self, guard: usize, clause: usize) -> bool {
        let guard = &self.facts[guard];
        let alike = |twin: &&Fact| {
            twin.kind == guard.kind
                && !twin.gate
                && !twin.void
                && twin.conditions.iter().all(|test| {
                    test.turn == Turn::Caught || guard.conditions.iter().any(|own| own.same(test))
                })
        };
        is_guard(guard.kind) && !guard.gate && self.facts[clause..].iter().any(|one| alike(&one))
    }

    /// Something may fail here: what stands after it in the `try` of the same
    /// function may be left out.
    pub(super) fn may_fail(&mut self) {
        if self.quiet {
            return;
        }
        let depth = self.frames.len();
        if let Some(frame) = self.tries.last_mut().filter(|frame| frame.depth == depth) {
            frame.fails = true;
        }
    }

    /// Looking something up may fail, where the `try` waits for just that.
    pub(super) fn may_fail_to_find(&mut self) {
        let waits = |value: &Value| {
            matches!(
                value.path(),
                Some("builtins.KeyError" | "builtins.IndexError" | "builtins.LookupError")
            )
        };
        let mut clauses = self.tries.last().into_iter().flat_map(|frame| &frame.clauses);
        if clauses.any(|clause| clause.types.iter().any(waits)) {
            self.may_fail();
        }
    }

    /// Who asks was looked up by a key: where there is none, the `try` tells.
    pub(super) fn looked_up(&mut self, found: &Value, range: Place) {
        let (depth, under) = (self.frames.len(), self.conditions.len());
        if !self.quiet
            && found.origins.any(Origins::PRINCIPAL)
            && let Some(frame) = self.tries.last_mut()
            && frame.depth == depth
            && frame.under == under
        {
            frame.asked = Some((range, found.origins));
        }
    }

    /// A clause that turns away whoever is not found under a key asks who is calling.
    fn nobody_found(&mut self, clause: &Except, order: u32, asked: Option<(Place, Origins)>) {
        let Some((range, about)) = asked.filter(|_| !self.quiet) else { return };
        let absent = |value: &Value| {
            matches!(value.path(), Some("builtins.KeyError" | "builtins.LookupError"))
        };
        let Outcome::Refuses(Some(status @ (401 | 403))) = self.clause(clause).outcome else {
            return;
        };
        if self.types_of(clause).iter().any(absent) {
            let count = self.facts.len();
            self.note(FactKind::AuthenticationRequired, range, about, Some(status));
            if let Some(fact) = self.facts.get_mut(count) {
                fact.order = order;
            }
        }
    }

    /// A statement is done: the next one may be left out if this one failed.
    pub(super) fn statement_done(&mut self) {
        let (depth, order) = (self.frames.len(), self.order);
        let (under, touched) = (self.conditions.len(), self.touched);
        if let Some(frame) = self.tries.last_mut().filter(|frame| frame.depth == depth) {
            if frame.fails {
                frame.failed.get_or_insert(order);
            }
            if frame.under == under {
                frame.certain = touched;
            }
        }
    }

    /// Whether a block only looks a member up, and the member is there.
    fn looks_up(&mut self, body: &[Stmt]) -> bool {
        let [Stmt { kind: StmtKind::Assign { targets, value: Some(value), .. }, .. }] = body else {
            return false;
        };
        let asks = match &value.kind {
            ExprKind::Attribute(..) => true,
            ExprKind::Call(call) => {
                matches!(&call.function.kind, ExprKind::Name(name) if &**name == "getattr")
            }
            _ => false,
        };
        let [Expr { kind: ExprKind::Name(name), .. }] = targets.as_slice() else { return false };
        let frame = self.frames.last();
        let found = frame.and_then(|frame| frame.scope.get(name)).map(|value| &value.kind);
        asks && matches!(found, Some(Kind::Function(_) | Kind::Class(_)))
    }

    fn catches_only_absence(&mut self, clause: &Except) -> bool {
        let types = self.types_of(clause);
        let absence = |value: &Value| value.path() == Some("builtins.AttributeError");
        !types.is_empty() && types.iter().all(absence)
    }

    fn shown_here(&self) -> Vec<Shown> {
        self.frames.last().map(|frame| frame.scope.shown.clone()).unwrap_or_default()
    }

    fn set_shown(&mut self, shown: Vec<Shown>) {
        if let Some(frame) = self.frames.last_mut() {
            frame.scope.shown = shown;
        }
    }
}
