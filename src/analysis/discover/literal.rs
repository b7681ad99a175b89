//! Routes as the program writes them, where computing them is not followed.

use std::sync::Arc;

use crate::syntax::python::ast::{Expr, ExprKind};

/// The route written inside an expression that is not followed: in
/// `prefixed("/users")` the words of the program still say `/users`.
pub(super) fn literal_route(expression: &Expr) -> Option<Arc<str>> {
    match &expression.kind {
        ExprKind::Str(text) => text.starts_with('/').then(|| Arc::clone(text)),
        ExprKind::Call(call) => {
            call.arguments.iter().find_map(|argument| literal_route(&argument.value))
        }
        ExprKind::Binary(left, _, right) => literal_route(right).or_else(|| literal_route(left)),
        _ => None,
    }
}
