//! `async` functions: calling one does nothing until something waits for it.

use std::sync::Arc;

use super::Walk;
use crate::analysis::value::{Arguments, Coroutine, Kind, Value};
use crate::syntax::python::ast::{Expr, ExprKind, Range, Stmt, StmtKind};

impl Walk<'_> {
    /// `await value`
    pub(super) fn awaited(&mut self, value: &Expr, range: Range) -> Value {
        let value = self.waited_for(value);
        self.begin(value, range)
    }

    /// An expression whose call is waited for: what it calls runs at once.
    pub(super) fn waited_for(&mut self, value: &Expr) -> Value {
        let direct = matches!(value.kind, ExprKind::Call(_));
        let outer = std::mem::replace(&mut self.awaits, direct);
        let value = self.expression(value);
        self.awaits = outer;
        value
    }

    /// A call on its own of a function that yields: nobody goes over what it gives,
    /// so none of it runs but what it is given. Decorators may run it.
    pub(super) fn makes_idle_generator(&mut self, statement: &Expr) -> bool {
        let ExprKind::Call(call) = &statement.kind else { return false };
        let called = self.silently(&call.function);
        let Kind::Function(function) = &called.kind else { return false };
        let function = &function.function;
        let idle = function.decorators.is_empty()
            && function.body.may_hold("yield")
            && yields(&function.body);
        if idle {
            self.expression(&call.function);
            self.arguments(call);
        }
        idle
    }

    /// What a call of this value gives when nothing waits for it.
    pub(super) fn not_begun(function: &Value, arguments: &Arguments) -> Option<Value> {
        let Kind::Function(function) = &function.kind else { return None };
        function.function.is_async.then(|| {
            let coroutine =
                Coroutine { function: Arc::clone(function), arguments: arguments.clone() };
            Value::new(Kind::Coroutine(Arc::new(coroutine))).with(arguments.origins())
        })
    }

    /// `isinstance(value, Awaitable)`: whether a value waits to be begun, where that is
    /// known.
    pub(super) fn asks_if_awaitable(function: &Value, given: &Arguments) -> Option<Value> {
        let asked = match (function.path()?, given.positional.as_slice()) {
            ("builtins.isinstance", [asked, of]) => of.path().and_then(|of| {
                let (module, class) = of.rsplit_once('.')?;
                let waits = matches!(class, "Awaitable" | "Coroutine");
                (waits && matches!(module, "typing" | "collections.abc")).then_some(asked)
            }),
            ("inspect.isawaitable" | "inspect.iscoroutine" | "asyncio.iscoroutine", [asked]) => {
                Some(asked)
            }
            _ => None,
        }?;
        let waits = match asked.kind {
            Kind::Coroutine(_) => true,
            Kind::None | Kind::Bool(_) | Kind::Int(_) | Kind::Str(_) => false,
            Kind::Sequence(_) | Kind::Mapping(_) => false,
            _ => return None,
        };
        Some(Value::new(Kind::Bool(waits)))
    }

    /// Runs a call that has not begun; any other value is what it is.
    pub(super) fn begin(&mut self, value: Value, range: Range) -> Value {
        match &value.kind {
            Kind::Coroutine(coroutine) => {
                let coroutine = Arc::clone(coroutine);
                self.invoke(&coroutine.function, coroutine.arguments.clone(), range)
            }
            _ => value,
        }
    }
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
