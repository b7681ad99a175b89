//! Calls that are statements of their own: nobody takes what they give.

use std::sync::Arc;

use super::{Flow, Walk};
use crate::analysis::value::{Kind, Value};
use crate::syntax::python::ast::{Expr, ExprKind, Stmt, StmtKind};

/// What is known of the call that a statement consists of.
#[derive(Debug, Default)]
pub(super) struct OnItsOwn {
    /// The call evaluated next is it.
    next: bool,
    /// How what it calls is reached, where that is outside the tree.
    called: Option<Arc<str>>,
}

impl Walk<'_> {
    /// An expression whose value nobody takes.
    pub(super) fn on_its_own(&mut self, value: &Expr) -> Flow {
        let inner = match &value.kind {
            ExprKind::Await(inner) => inner,
            _ => value,
        };
        let next = matches!(inner.kind, ExprKind::Call(_));
        let around = std::mem::replace(&mut self.on_its_own, OnItsOwn { next, called: None });
        self.expression(value);
        let own = std::mem::replace(&mut self.on_its_own, around);
        match own.called {
            Some(called) if self.refuses_always(&called) => Flow::Refuses,
            _ => Flow::Falls,
        }
    }

    /// Whether the call that is about to be evaluated is a statement of its own.
    pub(super) fn takes_call_on_its_own(&mut self) -> bool {
        std::mem::take(&mut self.on_its_own.next)
    }

    /// Whether a call that is a statement of its own runs nothing but what it is given.
    /// Remembers what the statement calls, if not.
    pub(super) fn runs_nothing(&mut self, function: &Value, awaits: bool) -> bool {
        let idle = !awaits && makes_idle_generator(function);
        if !idle && let Kind::External(external) = &function.kind {
            self.on_its_own.called = Some(Arc::clone(&external.path));
        }
        idle
    }

    /// `abort(404)`: nothing after it runs.
    fn refuses_always(&self, called: &str) -> bool {
        let path = [called, "()"].concat();
        let models = self.world.models.reading(&path, &Default::default());
        models.first().is_some_and(|model| model.status_argument.is_some())
    }
}

/// Whether the function yields: nobody goes over what it gives, so none of it runs.
/// Decorators may run it.
fn makes_idle_generator(function: &Value) -> bool {
    let Kind::Function(function) = &function.kind else { return false };
    let function = &function.function;
    function.decorators.is_empty() && function.body.may_hold("yield") && yields(&function.body)
}

/// Whether a function with this body yields, in a statement of its own or as what
/// one binds: calling it runs nothing until something goes over what it gives.
fn yields(body: &[Stmt]) -> bool {
    let given = |value: &Expr| matches!(value.kind, ExprKind::Yield(_));
    body.iter().any(|statement| match &statement.kind {
        StmtKind::Expr(value)
        | StmtKind::Assign { value: Some(value), .. }
        | StmtKind::Return(Some(value)) => given(value),
        StmtKind::If(parts) => yields(&parts.then) || yields(&parts.otherwise),
        StmtKind::For(parts) => yields(&parts.body) || yields(&parts.otherwise),
        StmtKind::While(parts) => yields(&parts.body) || yields(&parts.otherwise),
        StmtKind::With(_, body) | StmtKind::Other(body) => yields(body),
        StmtKind::Try(parts) => {
            let mut clauses = parts.handlers.iter();
            clauses.any(|clause| yields(&clause.body))
                || [&parts.body, &parts.otherwise, &parts.last].into_iter().any(|one| yields(one))
        }
        StmtKind::Match(_, cases) => cases.iter().any(|case| yields(&case.body)),
        _ => false,
    })
}
