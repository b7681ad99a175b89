//! Tests that hold the folder of a path against one that the code names.

use super::Walk;
use crate::analysis::scope::Shown;
use crate::analysis::value::Readers;
use crate::model::FactKind;
use crate::syntax::python::ast::{Expr, ExprKind, Range};

/// Methods and functions that write a path otherwise, and name the same file.
const SAME_FILE: [&str; 4] = ["absolute", "resolve", "abspath", "realpath"];

impl Walk<'_> {
    /// What `file.parent == FOLDER` shows: the path ends with a name in the folder
    /// itself. `FOLDER in file.parents` shows it where the path was resolved before:
    /// else something after the folder may lead up again.
    pub(super) fn parent_shows(
        &mut self,
        asked: &Expr,
        is_in: bool,
        range: Range,
    ) -> Option<Vec<Shown>> {
        let file = match &asked.kind {
            ExprKind::Attribute(file, name) if !is_in && &**name == "parent" => file,
            ExprKind::Attribute(file, name) if is_in && &**name == "parents" => file,
            ExprKind::Call(call) if !is_in && is_named(&call.function, "dirname") => {
                &call.arguments.first()?.value
            }
            _ => return None,
        };
        if is_in {
            let origins = self.silently(file).origins;
            if !self.ways.is_resolved(origins.way) {
                return None;
            }
        }
        let origins = self.silently(same_file(file)).origins;
        Some(self.fit(origins, Readers::of(FactKind::FileReached), false, range))
    }
}

/// The path that an expression only writes otherwise: `path` of `path.absolute()`
/// and of `os.path.abspath(path)`.
fn same_file(expression: &Expr) -> &Expr {
    let ExprKind::Call(call) = &expression.kind else { return expression };
    if !SAME_FILE.iter().any(|name| is_named(&call.function, name)) {
        return expression;
    }
    match (&call.function.kind, call.arguments.as_slice()) {
        (ExprKind::Attribute(inner, _), []) => same_file(inner),
        (_, [only]) => same_file(&only.value),
        _ => expression,
    }
}

/// Whether a function is known by this last name.
fn is_named(function: &Expr, name: &str) -> bool {
    match &function.kind {
        ExprKind::Name(known) | ExprKind::Attribute(_, known) => &**known == name,
        _ => false,
    }
}
