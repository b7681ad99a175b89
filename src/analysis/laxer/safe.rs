//! Tests that put something else in the place of what is unfit: `if is_outside(url):
//! url = home`. What they do for a reader is compared like a refusal.

use std::sync::Arc;

use crate::analysis::fact::{Condition, Fact, Site};
use crate::analysis::judged::Judged;
use crate::analysis::refused::Refused;
use crate::analysis::value::Origins;
use crate::analysis::world::functions_of;
use crate::model::FactKind;
use crate::syntax::python::ast::{Expr, ExprKind, If, Name, Stmt, StmtKind};

/// The tests in the functions that read something of the request as more than
/// text, by which what they read is replaced.
pub(super) fn replacing(one: &Judged<'_>) -> Vec<Refused> {
    let mut found: Vec<Refused> = Vec::new();
    let reads = |fact: &&Fact| FactKind::READERS.contains(&fact.kind);
    for fact in one.behaviour.facts.iter().filter(reads) {
        let known = |other: &Refused| other.kind == Some(fact.kind);
        let here = fact.deciding();
        if found.iter().any(|other| known(other) && other.deciding().file.path == here.file.path) {
            continue;
        }
        let functions = functions_of(&here.file).map(|(_, function)| function);
        let around = functions.filter(|function| function.range.contains(here.range));
        let Some(function) = around.min_by_key(|one| one.range.end - one.range.start) else {
            continue;
        };
        let mut tests = Vec::new();
        tests_before(&function.body, here, &mut tests);
        found.extend(tests.into_iter().map(|test| as_refused(fact, test)));
    }
    found
}

/// The tests of statements under which a name that the reader names is set.
fn tests_before<'code>(body: &'code [Stmt], reader: &Site, tests: &mut Vec<&'code Expr>) {
    let code = reader.file.module.slice(reader.range);
    for statement in body {
        match &statement.kind {
            StmtKind::If(parts) => {
                let mut set = Vec::new();
                names_set(&parts.then, &mut set);
                if parts.otherwise.is_empty() && set.iter().any(|name| names(code, name)) {
                    tests.push(&parts.test);
                } else {
                    tests_in(parts, reader, tests);
                }
            }
            StmtKind::Try(parts) => tests_before(&parts.body, reader, tests),
            StmtKind::With(_, body) | StmtKind::Other(body) => tests_before(body, reader, tests),
            _ => {}
        }
    }
}

fn tests_in<'code>(parts: &'code If, reader: &Site, tests: &mut Vec<&'code Expr>) {
    tests_before(&parts.then, reader, tests);
    tests_before(&parts.otherwise, reader, tests);
}

/// Whether code has a name as a word.
fn names(code: &str, name: &str) -> bool {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name)
}

/// The names that statements set.
fn names_set(body: &[Stmt], found: &mut Vec<Name>) {
    for statement in body {
        match &statement.kind {
            StmtKind::Assign { targets, .. } => {
                found.extend(targets.iter().filter_map(|target| match &target.kind {
                    ExprKind::Name(name) => Some(Arc::clone(name)),
                    _ => None,
                }));
            }
            StmtKind::If(parts) => {
                names_set(&parts.then, found);
                names_set(&parts.otherwise, found);
            }
            _ => {}
        }
    }
}

/// A test that replaces what a reader would read, as what turns that away.
fn as_refused(fact: &Fact, test: &Expr) -> Refused {
    let site = Site { file: Arc::clone(&fact.deciding().file), range: test.range };
    let mut trail = fact.trail.clone();
    if let Some(last) = trail.last_mut() {
        *last = site.clone();
    }
    let text: Arc<str> = site.text().into();
    Refused {
        trail,
        status: None,
        test: Arc::clone(&text),
        kind: Some(fact.kind),
        about: Origins::NONE,
        tests: text,
        again: false,
        among_own: false,
        answered_by: None,
        paths: Vec::new(),
        way: vec![Arc::new(Condition::reached_through(site, fact.order))],
    }
}
