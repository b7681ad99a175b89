//! Under which tests of the code around it a hook is put on its application.

use std::sync::Arc;

use super::fact::{Condition, Site, Turn};
use super::value::Origins;
use super::walk::Walk;
use crate::syntax::python::ast::{Except, Expr, ExprKind, Range, Simple, Stmt, StmtKind};

/// What decides whether the code around a place comes by it.
enum Around<'tree> {
    /// A test that must come out so.
    Test(&'tree Expr, bool),
    /// A loop that must go round.
    Loop(Range),
    /// A clause that must catch something, or nothing.
    Caught(&'tree Except, bool),
}

impl Around<'_> {
    fn range(&self) -> Range {
        match self {
            Self::Test(test, _) => test.range,
            Self::Loop(range) => *range,
            Self::Caught(clause, _) => clause.range,
        }
    }
}

/// The conditions under which what stands at a place makes a function a hook;
/// none where it certainly does not.
pub(super) fn hooked_under(walk: &mut Walk<'_>, at: &Site) -> Option<Vec<Arc<Condition>>> {
    let module = Arc::clone(&at.file.module);
    let mut around = Vec::new();
    what_is_around(&module.body, at.range, false, &mut around);
    let mut conditions: Vec<Arc<Condition>> = Vec::new();
    for one in around {
        walk.enter_at(&at.file, one.range());
        let never = match one {
            Around::Test(test, holds) => {
                let truth = walk.truth_of(test);
                conditions.extend(walk.conditions_of(test, holds));
                truth == Some(!holds)
            }
            Around::Loop(range) => {
                conditions.extend(walk.outcome_of(range, Turn::Loop));
                false
            }
            Around::Caught(clause, holds) => {
                conditions.extend(walk.except_condition(clause, Origins::NONE, holds));
                false
            }
        };
        walk.leave_module();
        if never {
            return None;
        }
    }
    let once = |test: &Arc<Condition>| Condition { set_up: true, ..Condition::clone(test) };
    Some(conditions.iter().map(once).map(Arc::new).collect())
}

/// What decides in the innermost function around a range whether the code comes
/// by it, outermost first; `in_loop` tells whether a loop there is around it.
fn what_is_around<'tree>(
    body: &'tree [Stmt],
    range: Range,
    in_loop: bool,
    found: &mut Vec<Around<'tree>>,
) {
    let Some(at) = body.iter().position(|one| one.range.contains(range)) else { return };
    let (before, rest) = body.split_at(at);
    for statement in before {
        left_by(statement, in_loop, found);
    }
    let Some(statement) = rest.first() else { return };
    let holds = |block: &[Stmt]| block.iter().any(|one| one.range.contains(range));
    match &statement.kind {
        StmtKind::Function(function) if function.range != range => {
            found.clear();
            what_is_around(&function.body, range, false, found);
        }
        StmtKind::Class(class) => what_is_around(&class.body, range, in_loop, found),
        StmtKind::If(parts) => {
            let then = holds(&parts.then);
            found.push(Around::Test(&parts.test, then));
            let block = if then { &parts.then } else { &parts.otherwise };
            what_is_around(block, range, in_loop, found);
        }
        StmtKind::For(parts) if holds(&parts.body) => {
            if !matches!(&parts.iterable.kind, ExprKind::List(all) | ExprKind::Tuple(all) if !all.is_empty())
            {
                found.push(Around::Loop(parts.iterable.range));
            }
            what_is_around(&parts.body, range, true, found);
        }
        StmtKind::While(parts) if holds(&parts.body) => {
            found.push(Around::Test(&parts.test, true));
            what_is_around(&parts.body, range, true, found);
        }
        StmtKind::Try(parts) => {
            for clause in parts.handlers.iter().filter(|clause| holds(&clause.body)) {
                found.push(Around::Caught(clause, true));
                what_is_around(&clause.body, range, in_loop, found);
            }
            for block in [&parts.body, &parts.otherwise, &parts.last] {
                what_is_around(block, range, in_loop, found);
            }
        }
        StmtKind::With(_, body) | StmtKind::Other(body) => {
            what_is_around(body, range, in_loop, found);
        }
        _ => {}
    }
}

/// By which tests and clauses of a statement the code may not get past it.
/// Raising ends the set-up, and the program with it.
fn left_by<'tree>(statement: &'tree Stmt, in_loop: bool, found: &mut Vec<Around<'tree>>) {
    let mut within = |block: &'tree [Stmt], in_loop: bool| {
        for inner in block {
            left_by(inner, in_loop, found);
        }
    };
    match &statement.kind {
        StmtKind::If(parts) => {
            within(&parts.then, in_loop);
            within(&parts.otherwise, in_loop);
            if leaves(&parts.then, in_loop) {
                found.push(Around::Test(&parts.test, false));
            } else if leaves(&parts.otherwise, in_loop) {
                found.push(Around::Test(&parts.test, true));
            }
        }
        StmtKind::For(parts) => within(&parts.body, false),
        StmtKind::While(parts) => within(&parts.body, false),
        StmtKind::With(_, body) => within(body, in_loop),
        StmtKind::Try(parts) => {
            within(&parts.body, in_loop);
            within(&parts.otherwise, in_loop);
            for clause in &parts.handlers {
                left_by_clause(clause, in_loop, found);
            }
        }
        _ => {}
    }
}

fn left_by_clause<'tree>(clause: &'tree Except, in_loop: bool, found: &mut Vec<Around<'tree>>) {
    for inner in &clause.body {
        left_by(inner, in_loop, found);
    }
    if leaves(&clause.body, in_loop) {
        found.push(Around::Caught(clause, false));
    }
}

/// Whether a block ends by leaving the function, or the loop around.
fn leaves(block: &[Stmt], in_loop: bool) -> bool {
    block.last().is_some_and(|last| match &last.kind {
        StmtKind::Return(_) => true,
        StmtKind::Simple(Simple::Break | Simple::Continue) => in_loop,
        StmtKind::If(parts) => leaves(&parts.then, in_loop) && leaves(&parts.otherwise, in_loop),
        StmtKind::With(_, body) => leaves(body, in_loop),
        _ => false,
    })
}
