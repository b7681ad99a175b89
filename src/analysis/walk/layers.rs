//! What stands around a handler, run from outside in: hooks, decorators, and
//! what they call when they call the handler.

use std::sync::Arc;

use super::{Flow, Walk};
use crate::analysis::fact::{Site, tested_methods};
use crate::analysis::value::{Arguments, FunctionValue, Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::Range;

impl Walk<'_> {
    /// Runs a hook of the handler, decorators outermost first.
    pub(in crate::analysis) fn run_hook(
        &mut self,
        hook: &Arc<FunctionValue>,
        arguments: Arguments,
    ) {
        self.enter_module(&hook.file);
        let mut inner = Value::new(Kind::Function(Arc::clone(hook)));
        let mut wrapped = false;
        for decorator in hook.function.decorators.iter().rev() {
            let value = self.expression(decorator);
            if matches!(value.kind, Kind::External(_)) {
                let pushed = self.push_site(decorator.range);
                self.decorator_facts(&value, decorator.range);
                if pushed {
                    self.trail.pop();
                }
            } else if matches!(value.kind, Kind::Function(_)) {
                let given = Arguments { positional: vec![inner], ..Arguments::default() };
                inner = self.call_value(value, given, decorator.range);
                wrapped = true;
            }
        }
        self.frames.pop();
        match (&inner.kind, wrapped, &hook.receiver) {
            (Kind::Function(_), true, Some(receiver)) => {
                let mut arguments = arguments;
                arguments.positional.insert(0, receiver.clone());
                self.wraps = Some(false);
                self.call_value(inner, arguments, hook.function.header);
                self.wraps = None;
            }
            _ => {
                self.run(hook, arguments, true);
            }
        }
    }

    /// What was decorated is called: the next decorator, or the handler itself.
    pub(super) fn enter_wrapped(&mut self, arguments: Arguments, range: Range) -> Value {
        let Some(mut pending) = self.pending.take() else { return Value::UNKNOWN };
        if pending.entered {
            self.pending = Some(pending);
            self.opens_again();
            return Value::UNKNOWN;
        }
        self.gate_wrapped();
        pending.entered = true;
        let mut arguments = arguments;
        if pending.function.receiver.is_some() && !arguments.positional.is_empty() {
            // The object the method is bound to.
            arguments.positional.remove(0);
        }
        let known = !arguments.positional.is_empty() || !arguments.keywords.is_empty();
        // What the framework itself hands over, a wrapper may hand on or not.
        let by_framework = |value: &Value| matches!(value.kind, Kind::External(_));
        if known && !arguments.open && pending.arguments.positional.iter().all(by_framework) {
            pending.arguments = arguments;
        }
        self.pending = Some(pending);
        let trail = std::mem::take(&mut self.trail);
        let result = self.next_layer();
        self.trail = trail;
        let _ = range;
        result
    }

    /// Whether the walk stands in the handler, and not in what is around it.
    pub(super) fn in_handler(&self) -> bool {
        self.pending.as_ref().is_none_or(|pending| pending.entered)
    }

    /// Runs the next decorator around the handler, or the handler's body.
    pub(in crate::analysis) fn next_layer(&mut self) -> Value {
        let Some(pending) = self.pending.as_mut() else { return Value::UNKNOWN };
        let at = pending.next;
        pending.next += 1;
        pending.entered = false;
        let function = Arc::clone(&pending.function);
        let arguments = pending.arguments.clone();
        if let Some((decorator, site)) = pending.decorators.get(at).cloned() {
            return self.layer(&function, decorator, site, at, arguments);
        }
        pending.entered = true;
        self.let_through = tested_methods(&self.conditions);
        self.run(&function, arguments, true)
    }

    /// One decorator: what it makes of the function is called; if it never
    /// calls the function in sight, the function runs after it.
    fn layer(
        &mut self,
        function: &Arc<FunctionValue>,
        decorator: Value,
        site: Site,
        at: usize,
        arguments: Arguments,
    ) -> Value {
        let range = site.range;
        let depth = self.trail.len();
        let own = site.file.path == function.file.path && function.function.range.contains(range);
        if !own {
            let file = Arc::clone(&function.file);
            self.trail.push(Site { file, range: function.function.header });
        }
        self.enter_module(&site.file);
        self.trail.push(site);
        let wrapped =
            Arguments { positional: vec![Value::new(Kind::Wrapped)], ..Arguments::default() };
        let made = match &decorator.kind {
            Kind::External(_) | Kind::Unknown => Value::UNKNOWN,
            _ => self.call_value(decorator, wrapped, range),
        };
        if !matches!(made.kind, Kind::Unknown | Kind::None) {
            self.wraps = Some(false);
            let mut arguments = arguments;
            if let Some(receiver) = &function.receiver {
                arguments.positional.insert(0, receiver.clone());
            }
            self.answered = None;
            self.call_value(made, arguments, range);
            self.wraps = None;
            // A wrapper that turns everybody away lets nobody through.
            let unreached = self.pending.as_ref().is_some_and(|one| one.next == at + 1);
            if self.answered == Some(Flow::Refuses) && unreached {
                self.note(FactKind::AccessChecked, range, Origins::NONE, None);
                self.note(FactKind::ObjectAccessChecked, range, Origins::NONE, None);
            }
        }
        self.frames.pop();
        self.trail.truncate(depth);
        match &self.pending {
            Some(pending) if pending.next == at + 1 => self.next_layer(),
            _ => Value::UNKNOWN,
        }
    }
}
