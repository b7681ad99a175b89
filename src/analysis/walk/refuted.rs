//! Questions whose answer is known from here on: who answered otherwise was
//! turned away. Asking the same function of the same objects again gives the
//! same answer.

use super::Walk;
use crate::analysis::value::{Kind, Value};
use crate::syntax::python::ast::{Expr, ExprKind, Logical};

/// A call that certainly gives nothing true here.
#[derive(Debug, Clone)]
pub(super) struct Refuted {
    /// The function, by its place in memory.
    function: usize,
    /// The objects it is asked of and with.
    about: Vec<String>,
    /// How many conditions that holds under.
    depth: usize,
}

impl Walk<'_> {
    /// The test sent away whoever passes it.
    pub(super) fn refute(&mut self, test: &Expr) {
        let depth = self.conditions.len();
        if self.quiet {
            return;
        }
        if let Some((function, about)) = self.only_question(test) {
            self.refuted.push(Refuted { function, about, depth });
        }
    }

    /// Whether a test asks what is known to be answered with no.
    pub(super) fn is_refuted(&mut self, test: &Expr) -> bool {
        if self.refuted.is_empty() {
            return false;
        }
        let Some((function, about)) = self.question(test) else { return false };
        let depth = self.conditions.len();
        self.refuted
            .iter()
            .any(|known| known.depth <= depth && known.function == function && known.about == about)
    }

    /// Forgets what holds under more conditions than these only.
    pub(super) fn forget_refuted(&mut self, depth: usize) {
        self.refuted.retain(|known| known.depth <= depth);
    }

    /// The call that decides a test: in `a and f(x)` with a certain `a`, `f(x)`.
    fn only_question(&mut self, test: &Expr) -> Option<(usize, Vec<String>)> {
        let ExprKind::Logical(Logical::And, parts) = &test.kind else {
            return self.question(test);
        };
        let quiet = std::mem::replace(&mut self.quiet, true);
        let open: Vec<&Expr> =
            parts.iter().filter(|part| self.expression(part).truth() != Some(true)).collect();
        self.quiet = quiet;
        match open.as_slice() {
            [only] => self.question(only),
            _ => None,
        }
    }

    /// A call of a function of the tree, where all it is asked of can be told.
    fn question(&mut self, test: &Expr) -> Option<(usize, Vec<String>)> {
        let ExprKind::Call(call) = &test.kind else { return None };
        let quiet = std::mem::replace(&mut self.quiet, true);
        let function = self.expression(&call.function);
        let arguments: Vec<Value> =
            call.arguments.iter().map(|argument| self.expression(&argument.value)).collect();
        self.quiet = quiet;
        let Kind::Function(function) = &function.kind else { return None };
        let mut about = vec![function.receiver.as_ref().map_or(Some(String::new()), identity)?];
        for (argument, value) in call.arguments.iter().zip(&arguments) {
            let name = argument.name.as_deref().unwrap_or_default();
            about.push(format!("{name}={}", identity(value)?));
        }
        Some((std::sync::Arc::as_ptr(&function.function).addr(), about))
    }
}

/// What tells an object from others; none where nothing does.
fn identity(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::Instance(object) if object.number != 0 => Some(format!("#{}", object.number)),
        Kind::External(external) => Some(format!("{}#{}", external.path, external.number)),
        Kind::Str(text) => Some(format!("'{text}'")),
        _ => None,
    }
}
