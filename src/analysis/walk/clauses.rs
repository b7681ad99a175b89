//! What `except` clauses make of exceptions, and which refusals get through
//! the `try`s around them.

use std::ops::Range;
use std::sync::Arc;

use super::Walk;
use super::tries::TryFrame;
use crate::analysis::fact::{Condition, Site};
use crate::analysis::value::{Kind, Origins, Value};
use crate::syntax::python::ast::{Except, Expr, ExprKind, Name, Stmt, StmtKind, WithItem};

impl Walk<'_> {
    pub(super) fn clause(&mut self, clause: &Except) -> Clause {
        let types = self.types_of(clause);
        let quiet = std::mem::replace(&mut self.quiet, true);
        let mut outcome = self.outcome(&clause.body);
        self.quiet = quiet;
        let turned = self.turned(clause);
        if turned.always && matches!(outcome, Outcome::Swallows) {
            outcome = Outcome::Refuses(None);
        }
        if let (Outcome::Swallows, Some(told)) = (&outcome, self.told_next(&clause.body)) {
            outcome = told;
        }
        let answers = matches!(outcome, Outcome::Returns) && answers_no(&clause.body);
        let declined = match answers {
            true => self.except_condition(clause, Origins::NONE, false),
            false => None,
        };
        let place = clause.types.as_ref().map_or(clause.range, |types| types.range);
        let passes_on = passes_on(&clause.body, clause.name.as_ref());
        let (site, refused, reached) = (self.site(place), Vec::new(), false);
        let turned = turned.into;
        Clause { types, outcome, turned, passes_on, declined, site, refused, reached }
    }

    pub(super) fn types_of(&mut self, clause: &Except) -> Vec<Value> {
        let Some(types) = &clause.types else { return Vec::new() };
        let quiet = std::mem::replace(&mut self.quiet, true);
        let value = self.expression(types);
        self.quiet = quiet;
        match &value.kind {
            Kind::Sequence(parts) => parts.to_vec(),
            _ => vec![value],
        }
    }

    /// How a clause's body ends, told from its statements.
    pub(super) fn outcome(&mut self, body: &[Stmt]) -> Outcome {
        for statement in body {
            match &statement.kind {
                StmtKind::Raise(None) => return Outcome::Again,
                StmtKind::Raise(Some(raised)) => {
                    let value = self.raised(raised);
                    return Outcome::Refuses(self.world.status_for(&value));
                }
                StmtKind::Return(Some(value)) => {
                    let value = self.expression(value);
                    return match self.world.answer_status_of(&value) {
                        Some(status) => Outcome::Refuses(Some(status)),
                        None => self.returning(),
                    };
                }
                StmtKind::Return(None) => return self.returning(),
                StmtKind::If(parts) => {
                    let test = self.expression(&parts.test).truth();
                    let found = match test {
                        Some(true) => self.outcome(&parts.then),
                        Some(false) => self.outcome(&parts.otherwise),
                        // What only one way raises, the other one swallows,
                        // unless a later statement raises for both.
                        None => match (self.outcome(&parts.then), self.outcome(&parts.otherwise)) {
                            (Outcome::Swallows, _) | (_, Outcome::Swallows) => Outcome::Swallows,
                            (found, _) => found,
                        },
                    };
                    if !matches!(found, Outcome::Swallows) {
                        return found;
                    }
                }
                StmtKind::With(items, body) => {
                    if self.raises_again(items, body) {
                        return Outcome::Again;
                    }
                    match self.outcome(body) {
                        Outcome::Swallows => {}
                        found => return found,
                    }
                }
                StmtKind::Expr(value) => {
                    if let Some(status) = self.call_status(value) {
                        return Outcome::Refuses(status);
                    }
                }
                _ => {}
            }
        }
        Outcome::Swallows
    }

    /// Whether a clause waits for exceptions of the tree that nothing in the body
    /// raises, in which nothing was left unread: it judges nothing done there.
    pub(super) fn never_raised(&self, clause: &Clause, opaque: usize) -> bool {
        let own =
            |class: &Value| matches!(&class.kind, Kind::Class(class) if !class.file.is_library());
        !clause.reached
            && !clause.types.is_empty()
            && clause.types.iter().all(own)
            && self.opaque.len() == opaque
            && !self.is_spent()
    }

    /// Whether leaving a `with` raises once more what was caught, and nothing in it
    /// says otherwise.
    fn raises_again(&mut self, items: &[WithItem], body: &[Stmt]) -> bool {
        let again = items.iter().any(|item| {
            let value = self.silently(&item.value);
            self.is_raising_again(&value)
        });
        again && !self.holds_back(body)
    }

    /// Whether leaving this context manager raises once more what was caught.
    pub(super) fn is_raising_again(&self, manager: &Value) -> bool {
        manager.path().is_some_and(|path| self.world.reraises(path))
    }

    /// Whether something in the body of a `with` says that nothing is raised once more.
    pub(super) fn holds_back(&self, body: &[Stmt]) -> bool {
        let says_so = |statement: &Stmt| {
            self.here().is_some_and(|file| file.module.slice(statement.range).contains(".reraise"))
        };
        body.iter().any(says_so)
    }

    /// What is raised, as far as its status goes: what its initialiser does
    /// changes nothing about that.
    pub(super) fn raised(&mut self, raised: &Expr) -> Value {
        let ExprKind::Call(call) = &raised.kind else { return self.expression(raised) };
        // The same exception with another traceback.
        if let ExprKind::Attribute(exception, name) = &call.function.kind
            && &**name == "with_traceback"
        {
            return self.raised(exception);
        }
        let function = self.silently(&call.function);
        let Kind::Class(class) = &function.kind else { return self.expression(raised) };
        let arguments = self.arguments(call);
        self.new_object(class, arguments)
    }

    /// Returning from the handler or its wrapper ends the request; a helper's caller
    /// goes on.
    fn returning(&self) -> Outcome {
        match self.frames.last() {
            Some(frame) if frame.answers => Outcome::Leaves,
            _ => Outcome::Returns,
        }
    }

    /// `with suppress(A, B)`: what its block raises of these is swallowed.
    pub(super) fn suppressing(&self, manager: &Value) -> Option<TryFrame> {
        let Kind::External(external) = &manager.kind else { return None };
        let types = external.arguments.positional.clone();
        let suppresses = !types.is_empty() && self.world.suppresses(&external.path);
        let clauses = vec![Clause {
            passes_on: false,
            reached: false,
            types,
            turned: Vec::new(),
            outcome: Outcome::Swallows,
            declined: None,
            site: None,
            refused: Vec::new(),
        }];
        suppresses.then(|| TryFrame::new(clauses, self.frames.len()))
    }

    /// The status of a call that always refuses: `abort(409)`.
    fn call_status(&mut self, value: &crate::syntax::python::ast::Expr) -> Option<Option<u16>> {
        let ExprKind::Call(call) = &value.kind else { return None };
        let function = self.expression(&call.function);
        let path = format!("{}()", function.path()?);
        let position = {
            let models = self.world.models.reading(&path, &Default::default());
            models.first()?.status_argument?
        };
        let argument = call.arguments.get(position)?;
        let argument = self.expression(&argument.value);
        Some(super::status::status_of(&argument))
    }

    /// Whether a refusal gets out of the `try`s around it, and with which
    /// status; none where it is swallowed.
    pub(super) fn reaches_caller(
        &mut self,
        status: Option<u16>,
        raised: &Value,
    ) -> Option<Option<u16>> {
        let mut status = status;
        let world = self.world;
        self.caught_in.clear();
        for (at, frame) in self.tries.iter_mut().enumerate().rev() {
            let caught = frame.clauses.iter().position(|clause| {
                clause.types.is_empty()
                    || clause.types.iter().any(|caught| world.catches(caught, raised))
            });
            if let Some(clause) = caught.and_then(|clause| frame.clauses.get_mut(clause)) {
                clause.reached = true;
            }
            self.caught_in.extend(caught.map(|clause| (at, clause)));
            let turned = caught.and_then(|clause| {
                let mut classes = frame.clauses[clause].turned.iter();
                classes.find(|(class, _)| world.catches(class, raised))
            });
            if let Some((_, status_instead)) = turned {
                return Some(status_instead.or(status));
            }
            match caught.map(|clause| frame.clauses[clause].outcome.clone()) {
                // Whatever becomes of it around the handler, the handler has ended.
                Some(Outcome::Swallows | Outcome::Returns) if at < self.outer_tries => break,
                Some(Outcome::Swallows | Outcome::Returns) => return None,
                Some(Outcome::Refuses(as_status)) => return Some(as_status.or(status)),
                Some(Outcome::Leaves) => return Some(status),
                Some(Outcome::Again) | None => {}
            }
        }
        if status.is_none() {
            status = self.world.mapped_status(raised);
        }
        Some(status)
    }

    /// The guards noted at these positions refuse with what these clauses catch.
    pub(super) fn refused_in(&mut self, clauses: &[(usize, usize)], noted: &Range<usize>) {
        for (at, clause) in clauses {
            let frame = self.tries.get_mut(*at);
            if let Some(clause) = frame.and_then(|frame| frame.clauses.get_mut(*clause)) {
                clause.refused.extend(noted.clone());
            }
        }
    }

    /// That a refusal did not happen, where the function that catches it answers
    /// no then: whoever takes the answer for a yes was not refused.
    pub(super) fn declined(&self, exception: Option<&str>) -> Option<Arc<Condition>> {
        let raised = Value::external(exception.unwrap_or("builtins.Exception"));
        let frame = self.tries.last().filter(|frame| frame.depth == self.frames.len())?;
        let caught = frame.clauses.iter().find(|clause| {
            clause.types.is_empty()
                || clause.types.iter().any(|caught| self.world.catches(caught, &raised))
        });
        caught?.declined.clone()
    }

    /// Whether the code after a call outside the tree runs although it refused.
    pub(super) fn goes_on_refused(&self, exception: Option<&str>) -> bool {
        let raised = Value::external(exception.unwrap_or("builtins.Exception"));
        let caught = self.tries.iter().rev().find_map(|frame| {
            frame.clauses.iter().find(|clause| {
                let caught = |caught: &Value| self.world.catches(caught, &raised);
                clause.types.is_empty() || clause.types.iter().any(caught)
            })
        });
        caught.is_some_and(|clause| matches!(clause.outcome, Outcome::Swallows))
    }

    /// Whether the refusal of a call outside the tree is swallowed around it.
    pub(super) fn raised_swallowed(
        &mut self,
        exception: Option<&str>,
        given: Option<&Value>,
    ) -> bool {
        let raised = match (given, exception) {
            (Some(given), _) => given.clone(),
            (None, Some(path)) => Value::external(path),
            // An exception nobody names is caught by whoever catches everything.
            (None, None) => Value::external("builtins.Exception"),
        };
        self.reaches_caller(None, &raised).is_none()
    }
}

pub(super) struct Clause {
    /// What it catches; empty for everything.
    pub(super) types: Vec<Value>,
    pub(super) outcome: Outcome,
    /// Classes that a function it hands them to raises as something else, and the
    /// statuses of that.
    pub(super) turned: Vec<(Value, Option<u16>)>,
    /// Whether it may raise what it caught once more: where that is of some kind.
    pub(super) passes_on: bool,
    /// That it catches nothing, where catching something ends in a no.
    pub(super) declined: Option<Arc<Condition>>,
    /// The positions among the facts of the guards whose refusals it catches.
    pub(super) refused: Vec<usize>,
    /// Whether something that it catches was raised in sight.
    pub(super) reached: bool,
    /// Where it says what it catches, in the code.
    pub(super) site: Option<Site>,
}

/// What is raised, without what is said of the way it came.
fn again(raised: &Expr) -> &Expr {
    match &raised.kind {
        ExprKind::Call(call) => match &call.function.kind {
            ExprKind::Attribute(raised, name) if &**name == "with_traceback" => raised,
            _ => raised,
        },
        _ => raised,
    }
}

fn is_name(value: &Expr, wanted: Option<&Name>) -> bool {
    matches!(&value.kind, ExprKind::Name(name) if Some(name) == wanted)
}

/// Whether a clause raises what it caught once more somewhere.
fn passes_on(body: &[Stmt], caught: Option<&Name>) -> bool {
    body.iter().any(|statement| match &statement.kind {
        StmtKind::Raise(None) => true,
        StmtKind::Raise(Some(raised)) => is_name(again(raised), caught),
        StmtKind::If(parts) => {
            passes_on(&parts.then, caught) || passes_on(&parts.otherwise, caught)
        }
        StmtKind::With(_, body) => passes_on(body, caught),
        StmtKind::Try(parts) => passes_on(&parts.body, caught),
        _ => false,
    })
}

impl Clause {
    /// Whether the code goes on after it.
    pub(super) fn goes_on(&self) -> bool {
        matches!(self.outcome, Outcome::Swallows | Outcome::Returns)
    }
}

/// What an `except` clause makes of an exception.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    /// It refuses with this status, or with an exception nobody maps.
    Refuses(Option<u16>),
    /// It raises it again.
    Again,
    /// The handler answers something else and does no more: nothing after the
    /// refusal runs.
    Leaves,
    /// The function returns, and its caller goes on.
    Returns,
    /// It goes on as if nothing had happened.
    Swallows,
}

/// Whether a clause ends by saying no: `return False`, `return None`.
pub(super) fn answers_no(body: &[Stmt]) -> bool {
    match body.last().map(|last| &last.kind) {
        Some(StmtKind::Return(None)) => true,
        Some(StmtKind::Return(Some(value))) => {
            matches!(value.kind, ExprKind::Bool(false) | ExprKind::None)
        }
        _ => false,
    }
}
