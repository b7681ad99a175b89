//! Guards that list what they ask for, as their library's rows say: one that lists
//! fewer of what it asks all of, or more of what it asks any of, asks for less.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::fact::{Fact, Site};
use super::items::Item;
use super::judged::Judged;
use super::project::ModuleFile;
use super::world::World;
use crate::catalog::Check;
use crate::model::FactKind;
use crate::syntax::python;
use crate::syntax::python::ast::{Call, Expr, ExprKind, StmtKind};

/// The guard at head, where it stands for the one at base and asks for less.
pub(super) fn asks_less(
    check: &Check,
    base: &Item,
    head: &Item,
    (old, new): (&Judged<'_>, &Judged<'_>),
) -> Option<Fact> {
    let (was, is) = (base.guard.as_ref()?, head.guard.as_ref()?);
    let rights = [FactKind::AccessChecked, FactKind::ObjectAccessChecked];
    let of_rights = check.guards.facts.first().is_some_and(|kind| rights.contains(kind));
    if !of_rights || was.kind != is.kind || was.trail.len() != is.trail.len() {
        return None;
    }
    let (before, after) = (Asked::of(old.world(), was.near())?, Asked::of(new.world(), is.near())?);
    let less = before.path == after.path
        && before.names != after.names
        && !after.names.is_empty()
        && if before.all {
            after.names.is_subset(&before.names)
        } else {
            before.names.is_subset(&after.names)
        };
    less.then(|| is.clone())
}

/// What a call asks for.
struct Asked {
    path: Arc<str>,
    names: BTreeSet<String>,
    all: bool,
}

impl Asked {
    fn of(world: &World, site: &Site) -> Option<Self> {
        let code = site.file.module.slice(site.range);
        let parsed = python::parse(&Arc::from(format!("{code}\n")));
        let StmtKind::Expr(Expr { kind: ExprKind::Call(call), .. }) = &parsed.body.first()?.kind
        else {
            return None;
        };
        let value = world.quick(&site.file, &call.function);
        let path: Arc<str> = value.path()?.into();
        let rows = || world.models.catalog().frameworks().iter();
        let all = rows().flat_map(|rows| &rows.asks_all).any(|row| row.matches(&path));
        let any = rows().flat_map(|rows| &rows.asks_any).any(|row| row.matches(&path));
        let names = names(world, &site.file, call).filter(|_| all || any)?;
        Some(Self { path, names, all })
    }
}

/// What is listed, each by its name or text; none where a part of it is neither.
fn names(world: &World, file: &Arc<ModuleFile>, call: &Call) -> Option<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for argument in call.arguments.iter().filter(|one| one.name.is_none()) {
        let parts: Vec<&Expr> = match &argument.value.kind {
            ExprKind::List(parts) | ExprKind::Tuple(parts) | ExprKind::Set(parts) => {
                parts.iter().collect()
            }
            _ => vec![&argument.value],
        };
        for part in parts {
            let text = world.quick(file, part).as_str().map(ToString::to_string);
            found.insert(text.or_else(|| part.dotted())?);
        }
    }
    Some(found)
}
