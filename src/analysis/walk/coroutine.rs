//! `async` functions: calling one does nothing until something waits for it.

use std::sync::Arc;

use super::Walk;
use crate::analysis::value::{Arguments, Coroutine, Kind, Value};
use crate::syntax::python::ast::{Expr, ExprKind, Range};

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
