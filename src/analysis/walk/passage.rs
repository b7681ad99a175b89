//! What must have come out in a certain way for a function to have got this far.

use std::sync::Arc;

use super::clauses::Outcome;
use super::verdicts::Verdict;
use super::{Flow, Walk};
use crate::analysis::fact::{Condition, Form, Site, Turn};
use crate::analysis::hashed::Map;
use crate::analysis::value::Origins;
use crate::syntax::python::ast::{
    Comparison, Expr, ExprKind, Logical, Name, Range, Stmt, StmtKind, Try,
};

/// How a function got where it is.
#[derive(Default)]
pub(in crate::analysis) struct Passage {
    /// What had to come out so for it not to have returned by now.
    stayed: Vec<Arc<Condition>>,
    /// What had to come out so for the innermost loop not to have been left.
    unbroken: Vec<Arc<Condition>>,
    /// Names that an `except` clause sets to something, such as a message; while
    /// one of them holds nothing, that clause caught nothing.
    flags: Map<Name, Vec<Arc<Condition>>>,
    /// Names that tests set to what is wrong.
    verdicts: Map<Name, Vec<Verdict>>,
    /// Which facts say what verdicts refused, and the tests of the verdicts.
    pub(super) cleared: Vec<(std::ops::Range<usize>, Vec<Arc<Condition>>)>,
    /// Whether a plain yes or no said the same as a test of who asks before it.
    pub(super) agreed: bool,
    /// What the test right after the `try` that is being walked makes of requests
    /// for which one of these names was set.
    pub(super) tested_next: Option<(Vec<Name>, Outcome)>,
    /// In a library: the line of the tree that answered it last.
    pub(super) told_by: Option<Site>,
}

impl Passage {
    /// The tests of the innermost loop, which is left or entered.
    pub(super) fn exchange_unbroken(&mut self, tests: Vec<Arc<Condition>>) -> Vec<Arc<Condition>> {
        std::mem::replace(&mut self.unbroken, tests)
    }

    /// What tests set a name to.
    pub(super) fn verdicts(&mut self, name: &Name) -> &mut Vec<Verdict> {
        self.verdicts.entry(Arc::clone(name)).or_default()
    }

    /// A name is given another value: it tells nothing any more.
    pub(super) fn forget_flag(&mut self, name: &Name) {
        self.flags.remove(name);
    }
}

impl Walk<'_> {
    /// The rest runs only when these come out so: the other way was left.
    pub(super) fn goes_on(&mut self, left: Flow, conditions: Vec<Arc<Condition>>) {
        let Some(frame) = self.frames.last_mut() else { return };
        match left {
            Flow::Leaves => frame.passage.stayed.extend(conditions),
            Flow::Breaks => {
                frame.passage.unbroken.extend(conditions.iter().cloned());
                self.conditions.extend(conditions);
            }
            _ => self.conditions.extend(conditions),
        }
    }

    /// That something comes out as it must, of which no more is known.
    pub(in crate::analysis) fn outcome_of(
        &mut self,
        range: Range,
        turn: Turn,
    ) -> Option<Arc<Condition>> {
        let site = self.site(range).filter(|site| !site.file.is_library())?;
        let text = site.text();
        let order = self.next_order();
        Some(Arc::new(Condition {
            site,
            holds: true,
            order,
            turn,
            form: Form::Open,
            affirms: true,
            methods: None,
            paths: None,
            origins: Origins::NONE,
            text,
            declines: false,
            set_up: false,
        }))
    }

    /// How many tests the function has not been left by so far.
    pub(super) fn stayed(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.passage.stayed.len())
    }

    /// The rest runs only when the function was not left since then, however
    /// deep inside that was tested.
    pub(super) fn stay_since(&mut self, since: usize) {
        let Some(frame) = self.frames.last() else { return };
        let stayed = frame.passage.stayed.get(since..).unwrap_or_default();
        let new = stayed.iter().filter(|test| !self.conditions.iter().any(|own| own.same(test)));
        let new: Vec<_> = new.cloned().collect();
        self.conditions.extend(new);
    }

    /// An `except` clause goes on after setting names: what they hold tells
    /// later whether it caught anything.
    pub(super) fn flag(&mut self, body: &[Stmt], smooth: &Arc<Condition>) {
        let Some(frame) = self.frame() else { return };
        for name in names_set(body) {
            let flags = frame.passage.flags.entry(Arc::clone(name)).or_default();
            flags.push(Arc::clone(smooth));
        }
    }

    /// What becomes of the request once a clause with this body has run, where the
    /// statement after the `try` asks for what it sets: `error = "..."`, and then
    /// `if error: return ..., 400`.
    pub(super) fn told_next(&self, body: &[Stmt]) -> Option<Outcome> {
        let (tested, outcome) = self.frames.last()?.passage.tested_next.as_ref()?;
        names_set(body).iter().any(|name| tested.contains(name)).then(|| outcome.clone())
    }

    /// A `try`, with the statements after it in its block.
    pub(super) fn try_before(&mut self, parts: &Try, rest: &[Stmt]) -> Flow {
        let before = self.look_ahead(rest);
        let flow = self.try_statement(parts);
        if let Some(frame) = self.frame() {
            frame.passage.tested_next = before;
        }
        flow
    }

    /// Looks at what follows a `try` in its block; gives what was known before.
    fn look_ahead(&mut self, rest: &[Stmt]) -> Option<(Vec<Name>, Outcome)> {
        let mut found = None;
        if let Some(Stmt { kind: StmtKind::If(parts), .. }) = rest.first() {
            let mut names = Vec::new();
            names_tested(&parts.test, &mut names);
            let quiet = std::mem::replace(&mut self.quiet, true);
            let outcome = self.outcome(&parts.then);
            self.quiet = quiet;
            let ends = matches!(outcome, Outcome::Refuses(_) | Outcome::Leaves);
            found = Some((names, outcome)).filter(|(names, _)| ends && !names.is_empty());
        }
        let passage = self.frame().map(|frame| &mut frame.passage);
        passage.and_then(|passage| std::mem::replace(&mut passage.tested_next, found))
    }

    /// What a test tells about `except` clauses when it comes out this way:
    /// `if error` fails only where nothing set `error`.
    pub(super) fn clear_of(&self, test: &Expr, holds: bool) -> Vec<Arc<Condition>> {
        let Some(frame) = self.frames.last() else { return Vec::new() };
        let flags = &frame.passage.flags;
        if flags.is_empty() {
            return Vec::new();
        }
        let name = match (&test.kind, holds) {
            (ExprKind::Name(name), false) => name,
            (ExprKind::Not(inner), _) => return self.clear_of(inner, !holds),
            (ExprKind::Logical(Logical::Or, parts), false)
            | (ExprKind::Logical(Logical::And, parts), true) => {
                return parts.iter().flat_map(|part| self.clear_of(part, holds)).collect();
            }
            (ExprKind::Compare(left, rest), _) => match (&left.kind, rest.as_slice()) {
                (ExprKind::Name(name), [(operator, right)])
                    if matches!(right.kind, ExprKind::None)
                        && (*operator == Comparison::Is && holds
                            || *operator == Comparison::IsNot && !holds) =>
                {
                    name
                }
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        flags.get(name).cloned().unwrap_or_default()
    }
}

/// The names that these statements certainly set to something.
fn names_set(body: &[Stmt]) -> Vec<&Name> {
    let mut names = Vec::new();
    for statement in body {
        if let StmtKind::Assign { targets, value: Some(value), .. } = &statement.kind
            && !is_nothing(value)
        {
            names.extend(targets.iter().filter_map(|target| match &target.kind {
                ExprKind::Name(name) => Some(name),
                _ => None,
            }));
        }
    }
    names
}

/// The names of which each makes a test hold by itself: `error`, `error is not None`.
fn names_tested(test: &Expr, names: &mut Vec<Name>) {
    match &test.kind {
        ExprKind::Name(name) => names.push(Arc::clone(name)),
        ExprKind::Logical(Logical::Or, parts) => {
            parts.iter().for_each(|part| names_tested(part, names));
        }
        ExprKind::Compare(left, rest) => {
            if let ([(Comparison::IsNot, right)], ExprKind::Name(name)) = (&rest[..], &left.kind)
                && matches!(right.kind, ExprKind::None)
            {
                names.push(Arc::clone(name));
            }
        }
        _ => {}
    }
}

/// Whether this is certainly nothing: `None`, `False`, an empty text.
fn is_nothing(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::None | ExprKind::Bool(false) => true,
        ExprKind::Str(text) => text.is_empty(),
        ExprKind::List(parts) | ExprKind::Tuple(parts) | ExprKind::Set(parts) => parts.is_empty(),
        ExprKind::Dict(entries) => entries.is_empty(),
        ExprKind::Number(_) => value.as_int().is_none_or(|number| number == 0),
        ExprKind::Name(_) => true,
        _ => false,
    }
}
