//! Questions about the chosen item: why it is dismissed and until when, how bad it is.

use crate::model::FindingId;
use crate::review::{Date, Reason};
use crate::tui::backend::{Dismissal, Operation, REASONS, SEVERITIES, Subject};
use crate::tui::event::Effect;
use crate::tui::state::{DismissInput, LineInput, Listed, Popup, ReasonPick, State, Target};

use super::{decide, finder};

/// How many answers there are to why an item is dismissed; one that was decided on can be
/// opened again as well.
#[must_use]
pub fn reasons(state: &State) -> usize {
    let is_decided = state.item().is_some_and(|item| state.decided.of(item.id()).is_some());
    REASONS.len() + usize::from(is_decided)
}

/// Dismisses the chosen item for a reason, after the questions that there are, or opens it
/// again.
pub(super) fn dismiss(state: &mut State, pick: ReasonPick, effects: &mut Vec<Effect>) {
    let Some(item) = state.item().map(|item| item.id().clone()) else { return };
    let Some(reason) = REASONS.get(pick.cursor).copied() else {
        decide::on_items(state, vec![item], &Operation::Reopen, "open again", effects);
        return;
    };
    dismiss_all(state, vec![item], reason, pick.with_words, effects);
}

/// Dismisses items for a reason, after the questions that there are.
pub(super) fn dismiss_all(
    state: &mut State,
    items: Vec<FindingId>,
    reason: Reason,
    with_words: bool,
    effects: &mut Vec<Effect>,
) {
    let dismissal = Dismissal::from(reason);
    // A reason that is no word of ours is nothing without one of the reviewer's.
    if with_words || reason == Reason::Other {
        let input = LineInput::default();
        state.popup = Some(Popup::Words(DismissInput { items, dismissal, input }));
    } else {
        ask_more(state, items, dismissal, effects);
    }
}

/// Takes the words, and asks what else is to be known.
pub(super) fn worded(state: &mut State, words: DismissInput, effects: &mut Vec<Effect>) {
    let text = words.input.text.trim().to_owned();
    if text.is_empty() && words.dismissal.reason == Reason::Other {
        state.complain("this reason needs a word: why does the item not matter?");
        state.popup = Some(Popup::Words(words));
        return;
    }
    ask_more(state, words.items, Dismissal { text, ..words.dismissal }, effects);
}

/// Asks until when a risk is accepted and what a duplicate repeats, and dismisses.
fn ask_more(
    state: &mut State,
    items: Vec<FindingId>,
    dismissal: Dismissal,
    effects: &mut Vec<Effect>,
) {
    match (dismissal.reason, &items[..]) {
        (Reason::Duplicate, [item]) => {
            let others = others(state, item);
            state.popup = Some(Popup::Duplicate(others, dismissal));
        }
        (Reason::AcceptedRisk, _) => {
            let input = LineInput::default();
            state.popup = Some(Popup::Until(DismissInput { items, dismissal, input }));
        }
        _ => decide::dismiss(state, items, &dismissal, effects),
    }
}

/// Accepts a risk until a day, or for ever where none is written.
pub(super) fn until(state: &mut State, until: DismissInput, effects: &mut Vec<Effect>) {
    let text = until.input.text.trim();
    let day = if text.is_empty() { Ok(None) } else { text.parse::<Date>().map(Some) };
    match day {
        Ok(Some(day)) if day < state.review.today => {
            let today = state.review.today;
            state.complain(format!("{day} is over: today is {today}, in UTC"));
            state.popup = Some(Popup::Until(until));
        }
        Ok(day) => {
            let dismissal = Dismissal { until: day, ..until.dismissal };
            decide::dismiss(state, until.items, &dismissal, effects);
        }
        Err(problem) => {
            state.complain(format!("{text}: {problem}"));
            state.popup = Some(Popup::Until(until));
        }
    }
}

/// The items that another can be a duplicate of: those of its check first.
fn others(state: &State, item: &FindingId) -> Listed {
    let check = state.item().map(|item| item.check().clone());
    let is_of_check = |target: Target| match target {
        Target::Item(file, at) => {
            let other = state.review.files.get(file).and_then(|file| file.finding(at));
            other.map(|it| it.check()) == check.as_ref()
        }
        _ => false,
    };
    let mut all = finder::items(state);
    let repeats = state.item().map(|item| item.state());
    // One that is settled itself, or less open, would take this one with it.
    let is_settled = |target: Target, id: &FindingId| {
        let Target::Item(file, at) = target else { return true };
        let other = state.review.files.get(file).and_then(|file| file.finding(at));
        let can_be = other.is_some_and(|it| it.state().can_be_repeated_by(repeats));
        state.decided.is_dismissed(id) || !can_be
    };
    all.retain(|(entry, other)| other != item && !is_settled(entry.value, other));
    all.sort_by_key(|(entry, _)| !is_of_check(entry.value));
    Listed::new(all)
}

/// Dismisses the chosen item as a duplicate of another.
pub(super) fn duplicate(
    state: &mut State,
    of: Option<&FindingId>,
    dismissal: Dismissal,
    effects: &mut Vec<Effect>,
) {
    let Some(item) = state.item().map(|item| item.id().clone()) else { return };
    let dismissal = Dismissal { same_as: of.cloned(), ..dismissal };
    if dismissal.same_as.is_some() {
        decide::dismiss(state, vec![item], &dismissal, effects);
    } else {
        state.complain("no item was chosen: it stays as it is");
    }
}

/// Asks how bad the chosen item is.
pub(super) fn severity(state: &mut State) {
    let Some(item) = state.item() else { return };
    let now = state.decided.rating(item.id());
    let cursor = SEVERITIES.iter().position(|severity| *severity == now).unwrap_or(0);
    state.popup = Some(Popup::Severity(cursor));
}

/// Says how bad the chosen item is.
pub(super) fn rate(state: &mut State, cursor: usize, effects: &mut Vec<Effect>) {
    let Some(severity) = SEVERITIES.get(cursor).copied() else { return };
    let Some(item) = state.item() else { return };
    let (id, check) = (item.id().clone(), item.check().clone());
    decide::decide(state, Subject::Finding(id), Operation::Rate(severity), effects);
    state.say(match severity {
        Some(severity) => format!("{check}: {severity} (u takes it back)"),
        None => format!("{check}: as bad as the check says"),
    });
}
