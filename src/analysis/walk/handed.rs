//! Functions handed to code outside the tree: which of them it calls, and when.

use super::Walk;
use crate::analysis::fact::Turn;
use crate::analysis::value::{Arguments, External, Kind, Value};
use crate::syntax::python::ast::Range;

impl Walk<'_> {
    /// The function that calling the result of such a call calls in the end, and
    /// with what: `partial(function, 1)(2)`.
    pub(super) fn bound(
        &self,
        external: &External,
        last: &Arguments,
    ) -> Option<(Value, Arguments)> {
        if !external.path.ends_with("()") {
            return None;
        }
        let models = self.world.models.reading(&external.path, &external.arguments);
        models.first().filter(|model| model.binds)?;
        let mut arguments = external.arguments.clone();
        if arguments.positional.is_empty() {
            return None;
        }
        let function = arguments.positional.remove(0);
        arguments.positional.extend(last.positional.iter().cloned());
        arguments.keywords.extend(last.keywords.iter().cloned());
        arguments.open |= last.open;
        Some((function, arguments))
    }

    /// Functions handed to code outside the tree may be called by it: what they
    /// do is done, what they guard is guarded only when they are.
    pub(super) fn call_back(&mut self, arguments: &Arguments, range: Range) {
        let awaits = std::mem::take(&mut self.awaits);
        let functions: Vec<Value> = arguments
            .values()
            .flat_map(|value| match &value.kind {
                Kind::Sequence(parts) => parts.as_slice(),
                _ => std::slice::from_ref(value),
            })
            .filter(|value| match &value.kind {
                Kind::Function(function) => function.scope.is_some(),
                Kind::Lambda(_) | Kind::Coroutine(_) => true,
                _ => false,
            })
            .cloned()
            .collect();
        let depth = self.conditions.len();
        let certain = functions.iter().all(|value| matches!(value.kind, Kind::Coroutine(_)));
        if !(functions.is_empty() || certain && awaits) {
            let called = self.outcome_of(range, Turn::HandedOver);
            self.conditions.extend(called);
        }
        for function in functions {
            self.call_value(function, Arguments { open: true, ..Arguments::default() }, range);
        }
        self.conditions.truncate(depth);
    }
}

/// Whether a call of the language's own asks about what it is given, makes another
/// value of it or gives it an attribute, and calls none of it.
pub(super) fn looks_only(path: &str) -> bool {
    path.strip_prefix("builtins.").is_some_and(|name| {
        matches!(
            name,
            "bool"
                | "bytes"
                | "callable"
                | "delattr"
                | "dir"
                | "float"
                | "format"
                | "getattr"
                | "hasattr"
                | "hash"
                | "id"
                | "int"
                | "isinstance"
                | "issubclass"
                | "len"
                | "print"
                | "repr"
                | "setattr"
                | "str"
                | "type"
                | "vars"
        )
    })
}
