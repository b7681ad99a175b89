//! Several items decided on at once: exactly those that are listed, and taken back at once.

use crate::tui::backend::{Operation, REASONS};
use crate::tui::event::Effect;
use crate::tui::state::{Batch, Listed, Popup, ReasonPick, Scope, State, Target};

use super::applies::is_doubt;
use super::{decide, dialogs, finder};

/// Lists the items of the chosen one's check in its handler, or what there is where that
/// leaves none.
pub(super) fn open(state: &mut State) {
    let scopes = [Scope::Handler, Scope::File, Scope::Everywhere, Scope::AllChecks];
    let start = if state.item().is_some() { 0 } else { 3 };
    let batches = scopes[start..].iter().map(|scope| batch(state, *scope));
    // One item is decided on without a list.
    let several = batches.into_iter().find(|batch| batch.listed.picker.entries.len() > 1);
    let batch = several.unwrap_or_else(|| batch(state, Scope::AllChecks));
    state.popup = Some(Popup::Batch(batch));
}

/// The same for the next scope, with the letters that were typed.
pub(super) fn widen(state: &State, old: &Batch) -> Batch {
    let mut new = batch(state, old.scope.next());
    new.listed.picker.input = old.listed.picker.input.clone();
    new.listed.picker.filter();
    new
}

fn batch(state: &State, scope: Scope) -> Batch {
    let chosen = state.item();
    let here = state.file().map(|(index, _)| index);
    let check = chosen.map(|item| item.check().clone());
    let is_meant = |target: Target| {
        let Target::Item(file, at) = target else { return false };
        let item = state.review.files.get(file).and_then(|file| file.finding(at));
        let Some(item) = item else { return false };
        let is_of_check = scope == Scope::AllChecks || Some(item.check()) == check.as_ref();
        let is_there = match scope {
            Scope::Handler => chosen.is_some_and(|it| it.handler() == item.handler()),
            Scope::File => here == Some(file),
            Scope::Everywhere | Scope::AllChecks => true,
        };
        is_of_check && is_there && is_doubt(item) && state.decided.is_waiting(item.id())
    };
    let mut all = finder::items(state);
    all.retain(|(entry, _)| is_meant(entry.value));
    let check = check.map_or(String::new(), |check| check.to_string());
    let title = match scope {
        Scope::Handler => format!("{check} in this handler"),
        Scope::File => format!("{check} in this file"),
        Scope::Everywhere => format!("{check} everywhere"),
        Scope::AllChecks => "all that waits".to_owned(),
    };
    Batch { scope, title, listed: Listed::new(all) }
}

/// How many things can be decided on several items.
pub(super) fn choices() -> usize {
    1 + reasons().count()
}

/// The reasons for which several items can be dismissed: what they are duplicates of is said
/// of each by itself.
fn reasons() -> impl Iterator<Item = crate::review::Reason> {
    REASONS.into_iter().filter(|reason| *reason != crate::review::Reason::Duplicate)
}

/// Decides on all of them.
pub(super) fn decide(
    state: &mut State,
    batch: &Batch,
    pick: ReasonPick,
    effects: &mut Vec<Effect>,
) {
    let items: Vec<_> = batch.listed.matching().cloned().collect();
    match pick.cursor.checked_sub(1).map(|at| reasons().nth(at)) {
        None => decide::on_items(state, items, &Operation::Confirm, "confirmed", effects),
        Some(Some(reason)) => dialogs::dismiss_all(state, items, reason, pick.with_words, effects),
        Some(None) => {}
    }
}

/// What can be decided on several items, in words.
#[must_use]
pub fn choice_words() -> Vec<String> {
    let dismiss = reasons().map(|it| format!("dismiss: {}", crate::tui::backend::words(it)));
    std::iter::once("confirm".to_owned()).chain(dismiss).collect()
}
