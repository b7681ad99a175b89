//! The expressions that statements and expressions are made of.

use super::ast::{Expr, ExprKind, Stmt, StmtKind};

impl Stmt {
    /// The expressions that stand in a statement itself, not in its blocks.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        match &self.kind {
            StmtKind::Expr(value) | StmtKind::Assert(value) => vec![value],
            StmtKind::Assign { targets, value, .. } => targets.iter().chain(value).collect(),
            StmtKind::AugAssign { target, value } => vec![target, value],
            StmtKind::Return(value) | StmtKind::Raise(value) => value.iter().collect(),
            StmtKind::If(parts) => vec![&parts.test],
            StmtKind::While(parts) => vec![&parts.test],
            StmtKind::For(parts) => vec![&parts.iterable],
            StmtKind::With(items, _) => items.iter().map(|item| &item.value).collect(),
            StmtKind::Match(subject, _) => vec![subject],
            StmtKind::Delete(targets) => targets.iter().collect(),
            _ => Vec::new(),
        }
    }
}

impl Expr {
    /// The expressions that stand directly in this one, lambdas and comprehensions
    /// included.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Attribute(inner, _)
            | ExprKind::Not(inner)
            | ExprKind::Await(inner)
            | ExprKind::Starred(inner)
            | ExprKind::Walrus(_, inner) => vec![inner],
            ExprKind::Call(call) => {
                let given = call.arguments.iter().map(|argument| &argument.value);
                std::iter::once(&call.function).chain(given).collect()
            }
            ExprKind::Subscript(one, other) | ExprKind::Binary(one, _, other) => vec![one, other],
            ExprKind::Format(_, parts)
            | ExprKind::Tuple(parts)
            | ExprKind::List(parts)
            | ExprKind::Set(parts)
            | ExprKind::Logical(_, parts)
            | ExprKind::Other(_, parts) => parts.iter().collect(),
            ExprKind::Dict(entries) => {
                entries.iter().flat_map(|(key, value)| key.iter().chain([value])).collect()
            }
            ExprKind::Compare(first, rest) => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, other)| other)).collect()
            }
            ExprKind::Conditional(parts) => vec![&parts.test, &parts.then, &parts.otherwise],
            ExprKind::Lambda(lambda) => vec![&lambda.body],
            ExprKind::Comprehension(parts) => {
                let clauses = parts.clauses.iter();
                let inside =
                    clauses.flat_map(|one| std::iter::once(&one.iterable).chain(&one.tests));
                parts.elements.iter().chain(inside).collect()
            }
            ExprKind::Yield(inner) => inner.iter().map(|inner| &**inner).collect(),
            ExprKind::Name(_)
            | ExprKind::Str(_)
            | ExprKind::Number(_)
            | ExprKind::Bool(_)
            | ExprKind::None => Vec::new(),
        }
    }
}
