//! Answers that are kept under a name before they are sent: `answer = other(request)`.

use super::refusal::is_request;
use super::{Flow, Walk};
use crate::syntax::python::ast::{Argument, Expr, ExprKind, Name, Stmt, StmtKind};

impl Walk<'_> {
    /// A call whose result is kept, and sent as the answer by what follows: what it
    /// refuses is refused, as if it were returned right away.
    pub(super) fn kept_answer(&mut self, statement: &Stmt) -> Flow {
        let hands_over = matches!(&statement.kind, StmtKind::Assign { value: Some(value), .. }
            if self.hands_request_over(called(value)));
        let answers = self.frames.last().filter(|frame| frame.answers && hands_over);
        self.returned_call = answers.map(|frame| frame.is_handler);
        self.answered = None;
        self.bind_names(statement);
        self.returned_call = None;
        match self.answered.take() {
            Some(Flow::Refuses) => Flow::Refuses,
            _ => Flow::Falls,
        }
    }

    /// Whether a call hands the request over, or to what a class above does with it:
    /// what that gives is an answer.
    fn hands_request_over(&mut self, call: &Expr) -> bool {
        let ExprKind::Call(call) = &call.kind else { return false };
        if let ExprKind::Attribute(inner, _) = &call.function.kind
            && let ExprKind::Call(above) = &inner.kind
            && matches!(&above.function.kind, ExprKind::Name(name) if &**name == "super")
        {
            return true;
        }
        let named = |one: &&Argument| matches!(one.value.kind, ExprKind::Name(_));
        call.arguments.iter().filter(named).any(|one| is_request(&self.silently(&one.value)))
    }
}

/// Whether a statement keeps what a call gives under a name, and those that follow
/// in its block do nothing but put something on it, and return it.
pub(super) fn is_sent_as_it_is(statement: &Stmt, rest: &[Stmt]) -> bool {
    let StmtKind::Assign { targets, value: Some(value), .. } = &statement.kind else {
        return false;
    };
    let [Expr { kind: ExprKind::Name(name), .. }] = targets.as_slice() else { return false };
    let sent = rest.last().is_some_and(|last| returns(last, name));
    sent && matches!(called(value).kind, ExprKind::Call(_))
        && rest.iter().all(|one| dresses(one, name))
}

/// The call that is waited for, where it is.
fn called(value: &Expr) -> &Expr {
    match &value.kind {
        ExprKind::Await(inner) => inner,
        _ => value,
    }
}

fn returns(statement: &Stmt, name: &Name) -> bool {
    matches!(&statement.kind, StmtKind::Return(Some(value)) if is_name(value, name))
}

/// Whether a statement puts something on what a name holds, or returns it.
fn dresses(statement: &Stmt, name: &Name) -> bool {
    match &statement.kind {
        StmtKind::Return(Some(value)) => is_name(value, name),
        StmtKind::Assign { targets, .. } => {
            targets.iter().all(|target| !is_name(target, name) && is_of(target, name))
        }
        StmtKind::Expr(value) => match &value.kind {
            ExprKind::Call(call) => is_of(&call.function, name),
            _ => false,
        },
        StmtKind::If(parts) => {
            let mut both = parts.then.iter().chain(&parts.otherwise);
            both.all(|one| dresses(one, name))
        }
        _ => false,
    }
}

/// Whether an expression is the name, or reached from it.
fn is_of(expression: &Expr, name: &Name) -> bool {
    match &expression.kind {
        ExprKind::Attribute(inner, _) | ExprKind::Subscript(inner, _) => is_of(inner, name),
        _ => is_name(expression, name),
    }
}

fn is_name(expression: &Expr, name: &Name) -> bool {
    matches!(&expression.kind, ExprKind::Name(known) if known == name)
}
