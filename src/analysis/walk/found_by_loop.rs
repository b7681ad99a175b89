//! Names that hold nothing until a loop finds what it looks for: that they hold
//! something afterwards says what the test in the loop said.

use super::Walk;
use crate::analysis::scope::Shown;
use crate::analysis::value::{Kind, Origins};
use crate::syntax::python::ast::{Comparison, Expr, ExprKind, Name, Stmt, StmtKind};

/// A name that a loop sets where a test holds.
#[derive(Clone)]
pub(in crate::analysis) struct Sought {
    pub(super) name: Name,
    /// What the test asks about.
    origins: Origins,
    /// What it shows where it holds.
    shown: Vec<Shown>,
}

impl Walk<'_> {
    /// The names that a loop sets under one test and nowhere else, and that hold
    /// nothing before: `if wanted in names: found = key`.
    pub(super) fn sought(&mut self, body: &[Stmt]) -> Vec<Sought> {
        let mut found = Vec::new();
        for statement in body {
            let StmtKind::If(parts) = &statement.kind else { continue };
            if !parts.otherwise.is_empty() {
                continue;
            }
            for name in parts.then.iter().filter_map(named) {
                let frame = self.frames.last();
                let empty = frame.and_then(|frame| frame.scope.get(name));
                let empty = empty.is_some_and(|value| matches!(value.kind, Kind::None));
                if !empty || times_set(body, name) != 1 {
                    continue;
                }
                let origins = self.silently(&parts.test).origins;
                if origins.tells() {
                    let shown = self.shown_by(&parts.test, true);
                    let origins = origins.choosing();
                    found.push(Sought { name: name.clone(), origins, shown });
                }
            }
        }
        found
    }

    /// The loop is done: whether it found what it looked for is asked by the names.
    pub(super) fn found(&mut self, sought: Vec<Sought>) {
        let Some(frame) = self.frame() else { return };
        for one in sought {
            frame.found.retain(|known| known.name != one.name);
            frame.found.push(one);
        }
    }

    /// What is asked where a name is held against nothing that a loop may have set:
    /// what the test in the loop asks. The name itself is what it was set to.
    pub(super) fn asked_by_finding(&self, asked: &Expr) -> Origins {
        let ExprKind::Name(name) = &asked.kind else { return Origins::NONE };
        let found = self.frames.last().and_then(|frame| {
            let mut found = frame.found.iter();
            found.find(|one| one.name == *name)
        });
        found.map_or(Origins::NONE, |found| found.origins)
    }

    /// What a test shows that asks whether a loop has found something; none where it
    /// asks something else.
    pub(super) fn finding_shows(&self, test: &Expr, holds: bool) -> Option<Vec<Shown>> {
        let (name, there) = match &test.kind {
            ExprKind::Name(name) => (name, holds),
            ExprKind::Compare(left, rest) => match (&left.kind, rest.as_slice()) {
                (ExprKind::Name(name), [(Comparison::Is, none)]) if is_none(none) => (name, !holds),
                (ExprKind::Name(name), [(Comparison::IsNot, none)]) if is_none(none) => {
                    (name, holds)
                }
                _ => return None,
            },
            _ => return None,
        };
        let found = &self.frames.last()?.found;
        let found = found.iter().find(|one| one.name == *name)?;
        Some(if there { found.shown.clone() } else { Vec::new() })
    }
}

fn is_none(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::None)
}

/// The one name that a statement sets.
fn named(statement: &Stmt) -> Option<&Name> {
    let StmtKind::Assign { targets, value: Some(_), .. } = &statement.kind else { return None };
    match targets.as_slice() {
        [Expr { kind: ExprKind::Name(name), .. }] => Some(name),
        _ => None,
    }
}

/// How often statements set a name.
fn times_set(body: &[Stmt], name: &Name) -> usize {
    let sets = |target: &Expr| matches!(&target.kind, ExprKind::Name(known) if known == name);
    body.iter()
        .map(|statement| {
            let own = match &statement.kind {
                StmtKind::Assign { targets, .. } => targets.iter().any(sets),
                StmtKind::AugAssign { target, .. } => sets(target),
                _ => false,
            };
            let inside = statement.blocks().into_iter().map(|block| times_set(block, name));
            usize::from(own) + inside.sum::<usize>()
        })
        .sum()
}
