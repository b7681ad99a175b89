//! Under which tests of the code around it a hook is put on its application.

use std::sync::Arc;

use super::fact::{Condition, Site};
use super::walk::Walk;
use crate::syntax::python::ast::{Expr, Range, Stmt, StmtKind};

/// The conditions under which what stands at a place makes a function a hook;
/// none where it certainly does not.
pub(super) fn hooked_under(walk: &mut Walk<'_>, at: &Site) -> Option<Vec<Arc<Condition>>> {
    let module = Arc::clone(&at.file.module);
    let mut tests = Vec::new();
    tests_around(&module.body, at.range, &mut tests);
    let mut conditions = Vec::new();
    for (test, holds) in tests {
        walk.enter_at(&at.file, test.range);
        let truth = walk.truth_of(test);
        let found = walk.conditions_of(test, holds);
        walk.leave_module();
        if truth == Some(!holds) {
            return None;
        }
        let once = |test: &Arc<Condition>| Condition { set_up: true, ..Condition::clone(test) };
        conditions.extend(found.iter().map(once).map(Arc::new));
    }
    Some(conditions)
}

/// The tests around a range in the innermost function around it, and how they
/// come out there, outermost first.
fn tests_around<'tree>(body: &'tree [Stmt], range: Range, found: &mut Vec<(&'tree Expr, bool)>) {
    let Some(at) = body.iter().position(|one| one.range.contains(range)) else { return };
    let (before, rest) = body.split_at(at);
    for statement in before {
        if let StmtKind::If(parts) = &statement.kind
            && matches!(parts.then.last().map(|last| &last.kind), Some(StmtKind::Return(_)))
        {
            found.push((&parts.test, false));
        }
    }
    let Some(statement) = rest.first() else { return };
    match &statement.kind {
        StmtKind::Function(function) if function.range != range => {
            found.clear();
            tests_around(&function.body, range, found);
        }
        StmtKind::Class(class) => tests_around(&class.body, range, found),
        StmtKind::If(parts) => {
            let then = parts.then.iter().any(|one| one.range.contains(range));
            found.push((&parts.test, then));
            tests_around(if then { &parts.then } else { &parts.otherwise }, range, found);
        }
        StmtKind::Try(parts) => {
            for block in [&parts.body, &parts.otherwise, &parts.last] {
                tests_around(block, range, found);
            }
        }
        StmtKind::With(_, body) | StmtKind::Other(body) => tests_around(body, range, found),
        _ => {}
    }
}
