//! Forms that a handler asks for, before and after a change: schemas, models,
//! serialisers. What one of them asked for and does not any more is told on its
//! line, for each handler that asks for it; a form that cannot be read says nothing.

mod build;
mod class;
mod data;
mod declared;
mod dictionary;
mod kinds;
mod loss;
mod model;
mod read;
mod used;

pub(super) use data::{Data, Datum};
use loss::{Limits, Loss};
pub(super) use read::{Locals, Reader};
use used::{Used, What, used};

use super::judged::Judged;
use super::laxer::put;
use super::refused::came;
use super::world::World;
use crate::catalog::{Check, FormModel};
use crate::model::{FactKind, Finding, Role, Side};

/// Tells of forms that ask for less, in the findings of their checks.
pub(super) fn tell(checks: &[Check], old: &Judged<'_>, new: &Judged<'_>, findings: &mut [Finding]) {
    let before = used(old);
    if before.is_empty() {
        return;
    }
    let after = used(new);
    let pairs = paired(&before, &after);
    for kind in [FactKind::InputValidated, FactKind::FieldsListed] {
        let Some(check) = checks.iter().find(|check| check.guards.facts.first() == Some(&kind))
        else {
            continue;
        };
        // The code may ask by itself now what the form asked.
        let asks = |one: &&super::refused::Refused| one.kind == Some(kind);
        if came(&old.behaviour.refused, &new.behaviour.refused).iter().any(asks) {
            continue;
        }
        for (was, is) in &pairs {
            let losses = compared((old.world(), was), (new.world(), is));
            let losses: Vec<Loss> = losses.into_iter().filter(|loss| loss.of == kind).collect();
            let Some(first) = losses.first() else { continue };
            let mut evidence = Vec::new();
            for loss in &losses {
                evidence.push(loss.is.evidence(Role::Guard, Side::Head, loss.says.clone()));
                evidence.push(loss.was.evidence(Role::Was, Side::Base, "as it was"));
            }
            let guard = format!("`{}`", is.name);
            let more = match losses.len() - 1 {
                0 => String::new(),
                more => format!(" (and {more} more)"),
            };
            let says = check.say.weakened.replace("{guard}", &guard);
            let message = format!("{says} In it, {}{more}.", first.says);
            put(findings, check, first.is.place(Side::Head), message, evidence);
        }
    }
}

/// Forms that are one before and after: of the same name, or the only ones that
/// went and came.
fn paired<'used>(before: &'used [Used], after: &'used [Used]) -> Vec<(&'used Used, &'used Used)> {
    let same = |one: &Used, other: &Used| one.name == other.name && one.path == other.path;
    let mut pairs: Vec<(&Used, &Used)> = Vec::new();
    for was in before {
        pairs.extend(after.iter().find(|is| same(was, is)).map(|is| (was, is)));
    }
    let gone: Vec<&Used> =
        before.iter().filter(|was| !after.iter().any(|is| same(was, is))).collect();
    let came: Vec<&Used> =
        after.iter().filter(|is| !before.iter().any(|was| same(was, is))).collect();
    for was in &gone {
        let moved = came.iter().find(|is| is.name == was.name);
        if let Some(is) = moved {
            pairs.push((was, is));
        } else if let ([_], [is]) = (gone.as_slice(), came.as_slice()) {
            pairs.push((was, is));
        }
    }
    pairs
}

fn limits(row: &FormModel) -> Limits<'_> {
    Limits {
        upper: &row.upper,
        lower: &row.lower,
        others: &row.limits,
        choices: &row.choices,
        opens: &row.opens,
    }
}

/// What a form asked for and does not any more.
fn compared((base, was): (&World, &Used), (head, is): (&World, &Used)) -> Vec<Loss> {
    let mut losses = Vec::new();
    match (&was.what, &is.what) {
        (What::Class(old), What::Class(new)) => {
            let rows = (model::row_of(base, old), model::row_of(head, new));
            if let (Some(row), Some(other)) = rows {
                let old = model::read(base, old, row);
                let new = model::read(head, new, other);
                class::compare(limits(row), &old, &new, &mut losses);
            }
        }
        (What::Dictionary(old), What::Dictionary(new)) => {
            let frameworks = base.models.catalog().frameworks();
            let mut rows = frameworks.iter().flat_map(|rows| &rows.forms);
            let row = rows.find(|row| row.dictionaries);
            let old = Reader::new(base).named(old, &was.name);
            let new = Reader::new(head).named(new, &is.name);
            if let (Some(row), Some(old), Some(new)) = (row, old, new) {
                dictionary::compare(limits(row), &old, &new, &mut losses);
            }
        }
        _ => {}
    }
    losses
}
