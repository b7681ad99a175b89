//! Finds functions of a file by their names, as handlers are called.

use std::collections::HashMap;

use super::lines_place;
use crate::model::{HandlerId, Place, RepoPath, Side};
use crate::syntax::python::ast::{Function, Range, Stmt, StmtKind};
use crate::syntax::python::{Module, parse};

/// A function of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// `Class.name`.
    pub(super) name: String,
    /// The identity a handler there has.
    pub(super) id: HandlerId,
    /// From the first decorator to the last line.
    pub(super) place: Place,
}

/// Every function of a file, also those inside of others, in order.
pub(super) fn functions(side: Side, path: &RepoPath, text: &str) -> Vec<Found> {
    let module = parse(&text.into());
    let mut found = Vec::new();
    collect(&module.body, None, &mut found);
    let mut counts: HashMap<String, usize> = HashMap::new();
    let place = |range| place(side, path, &module, range);
    found
        .into_iter()
        .map(|(name, range)| {
            let count = counts.entry(name.clone()).or_insert(0);
            *count += 1;
            Found { id: HandlerId::new(path, &name, *count), place: place(range), name }
        })
        .collect()
}

fn place(side: Side, path: &RepoPath, module: &Module, range: Range) -> Place {
    let span = module.span(range);
    lines_place(side, path.clone(), span.first_line, span.last_line)
}

fn collect(body: &[Stmt], class: Option<&str>, found: &mut Vec<(String, Range)>) {
    for statement in body {
        match &statement.kind {
            StmtKind::Function(function) => {
                found.push((qualified(class, function), function.range));
                collect(&function.body, None, found);
            }
            StmtKind::Class(class) => collect(&class.body, Some(&class.name), found),
            StmtKind::If(branch) => {
                collect(&branch.then, class, found);
                collect(&branch.otherwise, class, found);
            }
            StmtKind::With(_, body) => collect(body, class, found),
            _ => {}
        }
    }
}

fn qualified(class: Option<&str>, function: &Function) -> String {
    class.map_or_else(|| function.name.to_string(), |class| format!("{class}.{}", function.name))
}
