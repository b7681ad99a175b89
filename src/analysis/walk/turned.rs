//! What a function makes of an exception that an `except` clause hands to it:
//! which statuses it raises in its place, by the class of the exception.

use std::sync::Arc;

use super::Walk;
use super::clauses::Outcome;
use crate::analysis::value::{FunctionValue, Kind, Value};
use crate::syntax::python::ast::{Call, Except, Expr, ExprKind, If, Name, Range, Stmt, StmtKind};

/// What becomes of exceptions, by their class.
#[derive(Debug, Default)]
pub(super) struct Turned {
    /// Classes with the statuses that stand for them.
    pub(super) into: Vec<(Value, Option<u16>)>,
    /// Whether it raises something whatever it is given.
    pub(super) always: bool,
}

impl Walk<'_> {
    /// What the functions make of it that a clause hands its exception to.
    pub(super) fn turned(&mut self, clause: &Except) -> Turned {
        let mut turned = Turned::default();
        let Some(caught) = &clause.name else { return turned };
        for statement in &clause.body {
            let StmtKind::Expr(value) = &statement.kind else { continue };
            let value = match &value.kind {
                ExprKind::Await(inner) => inner,
                _ => value,
            };
            let ExprKind::Call(call) = &value.kind else { continue };
            let Some(at) = handed(call, caught) else { continue };
            let Kind::Function(function) = self.silently(&call.function).kind else { continue };
            let found = self.turned_by(&function, at);
            turned.into.extend(found.into);
            turned.always |= found.always;
        }
        turned
    }

    fn turned_by(&mut self, value: &Arc<FunctionValue>, at: usize) -> Turned {
        let own = usize::from(value.receiver.is_some());
        let mut turned = Turned::default();
        let Some(parameter) = value.function.parameters.get(at + own) else { return turned };
        let entered = self.frames.iter().any(|frame| frame.address == Arc::as_ptr(&value.function));
        if entered || self.is_too_deep() {
            return turned;
        }
        let quiet = std::mem::replace(&mut self.quiet, true);
        self.enter_function(&value.file, &value.function, value.receiver.clone());
        self.turned_in(&value.function.body, &parameter.name, &mut turned);
        self.leave_module();
        self.quiet = quiet;
        turned
    }

    /// What statements raise in the place of the exception of this name.
    fn turned_in(&mut self, body: &[Stmt], name: &Name, turned: &mut Turned) {
        for statement in body {
            match &statement.kind {
                StmtKind::Match(subject, cases) if is_of(subject, name) => {
                    for case in cases.iter().filter(|case| case.test.is_none()) {
                        let status = self.raised_by(&case.body);
                        if &*case.pattern == "_" {
                            turned.always |= status.is_some();
                        } else if let Some(status) = status {
                            let classes = self.classes_named(&case.pattern, case.range);
                            turned.into.extend(classes.into_iter().map(|class| (class, status)));
                        }
                    }
                }
                StmtKind::If(parts) => self.turned_if(parts, name, turned),
                StmtKind::Raise(Some(_)) => turned.always = true,
                _ => {}
            }
        }
    }

    /// `if isinstance(error, Missing): raise ...`
    fn turned_if(&mut self, parts: &If, name: &Name, turned: &mut Turned) {
        if let ExprKind::Call(call) = &parts.test.kind
            && matches!(&call.function.kind, ExprKind::Name(called) if &**called == "isinstance")
            && let [subject, class] = call.arguments.as_slice()
            && is_of(&subject.value, name)
            && let Some(status) = self.raised_by(&parts.then)
        {
            let class = self.expression(&class.value);
            let classes = match &class.kind {
                Kind::Sequence(classes) => classes.to_vec(),
                _ => vec![class],
            };
            turned.into.extend(classes.into_iter().map(|class| (class, status)));
        }
        self.turned_in(&parts.otherwise, name, turned);
    }

    /// The status with which a block ends the request, if it does.
    #[allow(clippy::option_option, reason = "it goes on, or ends with a status that is not known")]
    fn raised_by(&mut self, body: &[Stmt]) -> Option<Option<u16>> {
        match self.outcome(body) {
            Outcome::Refuses(status) => Some(status),
            _ => None,
        }
    }

    /// The classes that a pattern names: `errors.Missing`, `Missing() | Gone()`.
    fn classes_named(&mut self, pattern: &str, range: Range) -> Vec<Value> {
        let names = pattern.split('|').map(|name| name.trim().trim_end_matches("()"));
        let is_dotted = |name: &&str| {
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
        };
        let expression = |name: &str| {
            let mut parts = name.split('.').map(Name::from);
            let first = Expr { range, kind: ExprKind::Name(parts.next().unwrap_or_default()) };
            parts.fold(first, |value, name| Expr {
                range,
                kind: ExprKind::Attribute(Box::new(value), name),
            })
        };
        let named: Vec<Expr> = names.filter(is_dotted).map(expression).collect();
        named.iter().map(|name| self.expression(name)).collect()
    }
}

/// The position at which a call is given what goes by a name.
fn handed(call: &Call, name: &Name) -> Option<usize> {
    let is_it = |value: &Expr| matches!(&value.kind, ExprKind::Name(given) if given == name);
    call.arguments.iter().position(|argument| argument.name.is_none() && is_it(&argument.value))
}

/// Whether an expression is what goes by a name, or its type.
fn is_of(value: &Expr, name: &Name) -> bool {
    match &value.kind {
        ExprKind::Name(known) => known == name,
        ExprKind::Call(call) => {
            matches!(&call.function.kind, ExprKind::Name(called) if &**called == "type")
                && call.arguments.first().is_some_and(|given| is_of(&given.value, name))
        }
        _ => false,
    }
}
