//! Names that hold input of which only tests ask what it is: nothing else is done with it.

use std::collections::HashSet;

use super::Walk;
use super::conditions::is_order;
use super::presence::{FORMS, is_constant, picked};
use crate::analysis::fact::Fact;
use crate::analysis::value::FunctionValue;
use crate::model::FactKind;
use crate::syntax::python::ast::{Expr, ExprKind, Name, Range, Stmt, StmtKind};

/// What the statements of a function do with its names.
#[derive(Default)]
struct Uses<'body> {
    /// What names are given, each time.
    given: Vec<(&'body Name, &'body Expr)>,
    /// Names that are used otherwise than in a test against something constant.
    used: HashSet<&'body Name>,
}

impl Walk<'_> {
    /// Settles the reads of a function since `start` that it keeps under names which
    /// only tests ask: `if order is not None: newest = order.lower() == "newest"`.
    pub(super) fn only_tested_by_name(&mut self, function: &FunctionValue, start: usize) {
        let (file, whole) = (&function.file, function.function.range);
        let reads = |fact: &Fact| {
            let site = fact.deciding();
            matches!(fact.kind, FactKind::BodyRead | FactKind::QueryRead)
                && !fact.settled
                && site.file.path == file.path
                && whole.contains(site.range)
        };
        if self.quiet || !self.facts.iter().skip(start).any(reads) {
            return;
        }
        let mut uses = Uses::default();
        uses.block(&function.function.body);
        let tested = uses.given.iter().filter(|(name, _)| !uses.used.contains(name));
        let mut ranges: Vec<Range> = Vec::new();
        for (_, given) in tested {
            picked(given, &mut ranges);
        }
        for fact in self.facts.iter_mut().skip(start).filter(|fact| reads(fact)) {
            fact.settled |= ranges.contains(&fact.deciding().range);
        }
    }
}

impl<'body> Uses<'body> {
    fn block(&mut self, body: &'body [Stmt]) {
        for statement in body {
            self.statement(statement);
            statement.blocks().into_iter().for_each(|block| self.block(block));
        }
    }

    fn statement(&mut self, statement: &'body Stmt) {
        match &statement.kind {
            StmtKind::Assign { targets, value: Some(value), .. } => {
                self.asked(value, false);
                for target in targets {
                    match &target.kind {
                        ExprKind::Name(name) => self.given.push((name, value)),
                        _ => self.asked(target, false),
                    }
                }
            }
            StmtKind::If(parts) => self.asked(&parts.test, true),
            StmtKind::While(parts) => self.asked(&parts.test, true),
            StmtKind::Assert(test) => self.asked(test, true),
            // They may run later, or elsewhere.
            StmtKind::Function(inner) => {
                let given = inner.parameters.iter().filter_map(|one| one.default.as_ref());
                inner.decorators.iter().chain(given).for_each(|one| self.asked(one, false));
                self.block(&inner.body);
            }
            StmtKind::Class(inner) => {
                let above = inner.arguments.iter().map(|one| &one.value);
                above.for_each(|one| self.asked(one, false));
                self.block(&inner.body);
            }
            StmtKind::Match(subject, cases) => {
                self.asked(subject, false);
                let tests = cases.iter().filter_map(|case| case.test.as_ref());
                tests.for_each(|test| self.asked(test, true));
            }
            _ => statement.expressions().into_iter().for_each(|one| self.asked(one, false)),
        }
    }

    /// An expression of which the code goes on with the value, or with no more than
    /// whether that is true.
    fn asked(&mut self, expression: &'body Expr, truth: bool) {
        match &expression.kind {
            ExprKind::Name(name) if !truth => {
                self.used.insert(name);
            }
            ExprKind::Name(_) => {}
            ExprKind::Not(inner) => self.asked(inner, true),
            ExprKind::Logical(_, parts) => parts.iter().for_each(|part| self.asked(part, truth)),
            ExprKind::Compare(first, rest) => match rest.as_slice() {
                [(operator, other)] if !is_order(*operator) && is_fixed(other) => {
                    self.asked(formed(first), true);
                }
                [(operator, other)] if !is_order(*operator) && is_fixed(first) => {
                    self.asked(formed(other), true);
                }
                _ => expression.parts().into_iter().for_each(|part| self.asked(part, false)),
            },
            ExprKind::Conditional(parts) => {
                self.asked(&parts.test, true);
                self.asked(&parts.then, truth);
                self.asked(&parts.otherwise, truth);
            }
            ExprKind::Walrus(name, inner) => {
                self.used.insert(name);
                self.asked(inner, false);
            }
            _ => expression.parts().into_iter().for_each(|part| self.asked(part, false)),
        }
    }
}

/// Whether an expression stands for the same value, or the same few, on every way.
fn is_fixed(expression: &Expr) -> bool {
    match &expression.kind {
        ExprKind::Tuple(parts) | ExprKind::List(parts) | ExprKind::Set(parts) => {
            parts.iter().all(is_constant)
        }
        _ => is_constant(expression),
    }
}

/// What is held against something in another form: `order` of `order.lower()`.
fn formed(expression: &Expr) -> &Expr {
    match &expression.kind {
        ExprKind::Call(call) if call.arguments.is_empty() => match &call.function.kind {
            ExprKind::Attribute(inner, name) if FORMS.contains(&&**name) => formed(inner),
            _ => expression,
        },
        _ => expression,
    }
}
