//! What decorators of the tree make of the functions that a handler calls: they
//! run first, and the function only where they call it.

use std::sync::Arc;

use super::Walk;
use crate::analysis::value::{Arguments, FunctionValue, Kind, Value};
use crate::syntax::python::ast::{Function, Range};

/// A function with what stands around it.
#[derive(Clone)]
pub(super) struct Decorated {
    /// What is called in its place: none where no decorator of the tree wraps it.
    wrapper: Option<Value>,
    /// Decorators of libraries, each with its place.
    outside: Vec<(Value, Range)>,
    /// The decorator that runs first.
    first: Range,
}

/// A function whose decorators are at work: called now, it runs itself.
pub(super) struct Undecorated {
    function: *const Function,
    reached: bool,
}

impl Undecorated {
    fn new(function: &Arc<Function>) -> Self {
        Self { function: Arc::as_ptr(function), reached: false }
    }

    fn of(&self, function: &Arc<Function>) -> bool {
        std::ptr::eq(self.function, Arc::as_ptr(function))
    }
}

impl Walk<'_> {
    /// Calls what decorators make of a function, once it is called from a range;
    /// none where nothing wraps it, or what wraps it is what calls it now.
    pub(super) fn invoke_decorated(
        &mut self,
        value: &Arc<FunctionValue>,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Value> {
        let function = &value.function;
        // What is defined in another function is decorated with its names; around a
        // constructor stands how an object is made, not who may ask for it.
        let plain = function.decorators.is_empty()
            || value.scope.is_some()
            || &*function.name == "__init__";
        if plain {
            return None;
        }
        if let Some(calling) = self.undecorated.iter_mut().rfind(|one| one.of(function)) {
            calling.reached = true;
            return None;
        }
        let decorated = self.decorated(value)?;
        let pushed = self.push_site(range);
        self.enter_module(&value.file);
        for (decorator, place) in &decorated.outside {
            let pushed = self.push_site(*place);
            self.decorator_facts(decorator, *place);
            if pushed {
                self.trail.pop();
            }
        }
        let result = decorated.wrapper.and_then(|wrapper| {
            let mut arguments = arguments.clone();
            if let Some(receiver) = &value.receiver {
                arguments.positional.insert(0, receiver.clone());
            }
            self.undecorated.push(Undecorated::new(function));
            let result = self.call_value(wrapper, arguments, decorated.first);
            // Nobody in sight calls it: it runs all the same.
            self.undecorated.pop().is_some_and(|calling| calling.reached).then_some(result)
        });
        self.frames.pop();
        if pushed {
            self.trail.pop();
        }
        result
    }

    /// What its decorators make of a function, found out once.
    fn decorated(&mut self, value: &Arc<FunctionValue>) -> Option<Decorated> {
        let key: *const Function = Arc::as_ptr(&value.function);
        if let Some(known) = self.decorations.get(&key) {
            return known.clone();
        }
        let made = self.decorate(value);
        self.decorations.insert(key, made.clone());
        made
    }

    fn decorate(&self, value: &Arc<FunctionValue>) -> Option<Decorated> {
        let plain = Arc::new(FunctionValue {
            file: Arc::clone(&value.file),
            function: Arc::clone(&value.function),
            owner: value.owner.clone(),
            receiver: None,
            scope: None,
        });
        let mut inner = Value::new(Kind::Function(plain));
        let mut outside = Vec::new();
        let mut first = None;
        let mut walk = Walk::quietly(self.world);
        walk.undecorated.push(Undecorated::new(&value.function));
        walk.enter_module(&value.file);
        for decorator in value.function.decorators.iter().rev() {
            let made = walk.expression(decorator);
            match made.kind {
                Kind::External(_) => outside.push((made, decorator.range)),
                Kind::Unknown => {}
                _ => {
                    let given =
                        Arguments { positional: vec![inner.clone()], ..Arguments::default() };
                    let made = walk.call_value(made, given, decorator.range);
                    if wraps(&made, value) {
                        inner = made;
                        first = Some(decorator.range);
                    }
                }
            }
        }
        let wrapper = first.is_some().then_some(inner);
        let first = first.or(outside.first().map(|(_, place)| *place))?;
        Some(Decorated { wrapper, outside, first })
    }
}

/// Whether a decorator gave something else to call than the function itself.
fn wraps(made: &Value, value: &Arc<FunctionValue>) -> bool {
    match &made.kind {
        Kind::Function(function) => !Arc::ptr_eq(&function.function, &value.function),
        Kind::Instance(_) | Kind::Lambda(_) => true,
        _ => false,
    }
}
