//! Whether a failure that a clause of its own answered ends in a broader clause
//! now: `except Missing` went, and `except Failure`, of which it is one, is there.

use std::sync::Arc;

use super::classes::Base;
use super::judged::Judged;
use super::project::ModuleFile;
use super::refused::Refused;
use super::value::{ClassValue, Kind};
use super::walk::Walk;
use super::world::World;
use crate::syntax::python::{self, ast::StmtKind};

/// Whether other clauses where this one stood turn requests away for all that it
/// caught.
pub(super) fn caught_more_broadly(refused: &Refused, new: &Judged<'_>) -> bool {
    let Some(classes) = refused.caught() else { return false };
    let world = new.world();
    let at = &refused.deciding().file.path;
    let Some(file) = world.project.file(at) else { return false };
    let there = |other: &&Refused| {
        other.deciding().file.path == *at
            && other.ways() == refused.ways()
            && other.status.is_some_and(|status| (400..500).contains(&status))
    };
    let answers = new.behaviour.refused.iter().filter(there);
    let broader: Vec<&str> = answers.filter_map(Refused::caught).flatten().collect();
    let broader: Vec<Arc<ClassValue>> =
        broader.into_iter().filter_map(|name| class_of(world, &file, name)).collect();
    !classes.is_empty()
        && classes.into_iter().all(|name| {
            let class = class_of(world, &file, name);
            let bases = class.map(|class| world.bases(&class)).unwrap_or_default();
            bases
                .into_iter()
                .filter_map(Base::inside)
                .any(|base| broader.iter().any(|other| is_one(other, &base)))
        })
}

/// The class of the tree that code of a file names.
fn class_of(world: &World, file: &Arc<ModuleFile>, code: &str) -> Option<Arc<ClassValue>> {
    let parsed = python::parse(&Arc::from(format!("{code}\n")));
    let StmtKind::Expr(name) = &parsed.body.first()?.kind else { return None };
    let mut walk = Walk::quietly(world);
    walk.enter_module(file);
    match walk.expression(name).kind {
        Kind::Class(class) => Some(class),
        _ => None,
    }
}

fn is_one(a: &ClassValue, b: &ClassValue) -> bool {
    a.file.path == b.file.path && a.class.range == b.class.range
}
