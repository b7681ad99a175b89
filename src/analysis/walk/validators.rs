//! Methods that a class runs on a field of what it is given, before an object of
//! it is there at all: `@field_validator("colour")`.

use std::sync::Arc;

use super::Walk;
use super::ways::How;
use crate::analysis::bindings::Bindings;
use crate::analysis::classes::Base;
use crate::analysis::value::{Arguments, ClassValue, FunctionValue, Kind, Origins, Value};
use crate::syntax::python::ast::{Call, Expr, ExprKind, Function, Name, Range};

impl Walk<'_> {
    /// A field of an object as its class lets it through: what its validators
    /// refuse never gets here, and what they show of the rest is known.
    pub(super) fn validated(
        &mut self,
        class: &Arc<ClassValue>,
        name: &Name,
        value: Value,
        range: Range,
    ) -> Value {
        if !value.origins.is_unfit() || !matches!(value.kind, Kind::Unknown) {
            return value;
        }
        let mut value = Value { origins: self.of_field(value.origins, name, range), ..value };
        for (owner, function) in self.validators_of(class, name) {
            let validator = Arc::new(FunctionValue {
                file: Arc::clone(&owner.file),
                receiver: Some(Value::new(Kind::Class(Arc::clone(class)))),
                function,
                owner: Some(owner),
                scope: None,
            });
            let given =
                Arguments { positional: vec![value.clone()], open: true, ..Arguments::default() };
            let quiet = std::mem::replace(&mut self.quiet, true);
            let result = self.invoke(&validator, given, range);
            self.quiet = quiet;
            // Where it gives back something else, that is not followed.
            if result.origins.any(Origins::INPUT) {
                value = Value::unknown(result.origins.except(Origins::ANSWER));
            }
        }
        value
    }

    /// One field of what was sent, wherever it is read: what a test shows of it says
    /// nothing of the others.
    fn of_field(&mut self, mut origins: Origins, name: &Name, range: Range) -> Origins {
        let key = (format!(".{name}"), origins.way);
        if let Some(way) = self.ways.reads.get(&key) {
            origins.way = *way;
            return origins;
        }
        origins = self.step_on(origins, range, How::Part, "");
        self.ways.reads.insert(key, origins.way);
        origins
    }

    fn validators_of(
        &self,
        class: &Arc<ClassValue>,
        name: &Name,
    ) -> Vec<(Arc<ClassValue>, Arc<Function>)> {
        let mut classes = vec![Arc::clone(class)];
        classes.extend(self.world.bases(class).into_iter().filter_map(|base| match base {
            Base::Inside(class) => Some(class),
            Base::Outside(_) => None,
        }));
        let mut found = Vec::new();
        for class in classes {
            for function in Bindings::of(&class.class.body).functions {
                let validates = |decorator: &Expr| match &decorator.kind {
                    ExprKind::Call(call) => {
                        names_field(call, name) && self.is_validator(&class, call)
                    }
                    _ => false,
                };
                if function.decorators.iter().any(validates) {
                    found.push((Arc::clone(&class), function));
                }
            }
        }
        found
    }

    fn is_validator(&self, class: &Arc<ClassValue>, call: &Call) -> bool {
        let mut walk = Walk::quietly(self.world);
        walk.enter_module(&class.file);
        let decorator = walk.expression(&call.function);
        let frameworks = self.world.models.catalog().frameworks();
        let mut rows = frameworks.iter().flat_map(|rows| &rows.field_validators);
        decorator.path().is_some_and(|path| rows.any(|row| row.matches(path)))
    }
}

/// Whether a decorator is for a field: it names the field, or all of them.
fn names_field(call: &Call, name: &Name) -> bool {
    call.arguments.iter().filter(|argument| argument.name.is_none()).any(|argument| {
        argument.value.as_str().is_some_and(|field| field == name || &**field == "*")
    })
}
