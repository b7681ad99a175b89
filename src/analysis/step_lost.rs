//! A call on the way of a value that a change took out: what it made of the value
//! was not known, and now the value certainly arrives as it was sent.

use super::compare::Sides;
use super::items::Item;
use super::refused::plain;
use crate::catalog::{Check, Order};
use crate::model::{Evidence, Role, Side, State, Verdict};

/// What to say where such a call is gone; none where nothing like it is.
pub(super) fn step_lost(
    check: &Check,
    base: &Item,
    head: &Item,
    sides: Option<Sides<'_>>,
) -> Option<Verdict> {
    let states = (base.verdict.state, head.verdict.state);
    if check.guards.order != Order::Flow || states != (State::Unproven, State::Missing) {
        return None;
    }
    let (old, new) = sides?;
    // What began the way is no step of it.
    let begins = |step: &Evidence| {
        let mut sources = base.verdict.evidence.iter().filter(|one| one.role == Role::Source);
        sources.any(|source| {
            source.place.file == step.place.file
                && source.place.first_line() == step.place.first_line()
        })
    };
    let line_of = |step: &Evidence| {
        let text = old.text_of(&step.place.file)?;
        let at = step.place.first_line() as usize;
        text.lines().nth(at.checked_sub(1)?).map(|line| line.trim().to_owned())
    };
    let is_gone = |step: &&Evidence| {
        let Some(line) = line_of(step).filter(|line| line.contains('(')) else { return false };
        let now = new.text_of(&step.place.file);
        now.is_none_or(|text| !plain(&text).contains(&plain(&line)))
    };
    let mut steps = base.verdict.evidence.iter().filter(|one| one.role == Role::Step).rev();
    let step = steps.find(|step| !begins(step) && is_gone(step))?;
    let code = line_of(step)?;
    let mut evidence =
        vec![Evidence::new(Role::Was, step.place.clone(), "stood on the way of the value")];
    evidence.extend(head.verdict.evidence.iter().cloned());
    let message = format!(
        "The change took away `{code}` from the way of the value; {}",
        head.verdict.message
    );
    let is_old = step.place.side() == Side::Base;
    is_old.then(|| Verdict {
        state: State::Removed,
        primary: step.place.clone(),
        message,
        evidence,
    })
}
