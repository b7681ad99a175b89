//! Claims of foreign reviews: they come in, are gone to, and their verdicts are confirmed or
//! overruled.

use crate::claims::ClaimVerdict;
use crate::tui::backend::{ClaimNews, Operation, Subject};
use crate::tui::claims::Claim;
use crate::tui::event::Effect;
use crate::tui::layout::Pane;
use crate::tui::state::{Entry, Held, LineInput, Popup, State, TreeRow, VerdictPick, WhyInput};

use super::{decide, follow, popups, walk};

/// Takes over what became of foreign reviews.
pub(super) fn arrived(state: &mut State, news: ClaimNews) {
    match news {
        ClaimNews::Progress(reading) => state.claims.reading = Some(reading),
        ClaimNews::Failed(problem) => {
            state.complain(problem.clone());
            state.claims.problems.push(problem);
            state.claims.list();
        }
        ClaimNews::Done(foreign, decisions) => {
            state.decided.restore(&decisions);
            state.claims.take(foreign);
            state.claims.count(&state.decided);
            follow::list_items(state);
            follow::mark(state);
        }
    }
}

/// Goes to a claim: to the handler that it means, else to its file; where the change
/// touches neither, by a look into the file.
pub(super) fn jump(state: &mut State, claim: usize, effects: &mut Vec<Effect>) {
    let row = state.claims.meant(claim, &state.review).map(|(file, handler)| match handler {
        Some(handler) => TreeRow::Handler(file, handler),
        None => TreeRow::File(file),
    });
    let found = row.and_then(|row| popups::show_row(state, row, effects));
    if let Some(position) = found
        && state.changes.cursor != position
    {
        state.changes.cursor = position;
        follow::tree_moved(state);
    }
    if state.checklist.position(Entry::Claim(claim)).is_none() {
        state.checklist.visiting = Some(claim);
        follow::list_items(state);
    }
    if let Some(position) = state.checklist.position(Entry::Claim(claim)) {
        walk::choose(state, position, effects);
        state.screen.focus = Pane::Checklist;
    }
    if state.claims.get(claim).is_some_and(|claim| claim.stops.is_empty()) {
        state.code.peek = None;
        state.say("no line stands for this claim");
    }
}

/// To the next or previous claim that nobody judged, in the order of the reviews.
pub(super) fn next(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let count = state.claims.all.len();
    let now = state.checklist.claim();
    let is_waiting = |at: &usize| {
        let claim = state.claims.get(*at);
        claim.is_some_and(|claim| state.decided.is_claim_waiting(&claim.key))
    };
    let found = if forward {
        let from = now.map_or(0, |now| now + 1);
        (from..count).chain(0..from.min(count)).find(is_waiting)
    } else {
        let from = now.unwrap_or(count);
        (0..from).rev().chain((from..count).rev()).find(is_waiting)
    };
    match found {
        Some(claim) => jump(state, claim, effects),
        None => state.say("no claim waits to be judged"),
    }
}

/// Confirms what is said of a claim and goes on, or opens a judged one again.
pub(super) fn confirm(state: &mut State, index: usize, effects: &mut Vec<Effect>) {
    let Some(claim) = state.claims.get(index) else { return };
    let subject = Subject::Claim(claim.key.clone());
    if matches!(state.decided.of_claim(&claim.key), Some(Held::Judged { .. })) {
        decide::decide(state, subject, Operation::Reopen, effects);
        state.say("claim: open again");
        return;
    }
    let verdict = claim.verdict;
    let operation = Operation::Judge { said: verdict, held: verdict, why: String::new() };
    decide::decide(state, subject, operation, effects);
    state.say(format!("confirmed: {} (u takes it back)", word(verdict)));
    advance(state, effects);
}

/// Offers the verdicts that a claim's could be overruled with.
pub(super) fn choose(state: &mut State, claim: usize, in_list: bool) {
    let Some(now) = state.claims.get(claim).map(|claim| state.decided.verdict(claim)) else {
        return;
    };
    let cursor = ClaimVerdict::ALL.iter().position(|verdict| *verdict == now).unwrap_or(0);
    state.popup = Some(Popup::Verdicts(VerdictPick { claim, cursor, in_list }));
}

/// Asks for the reason of the verdict that was chosen.
pub(super) fn ask_why(state: &mut State, pick: VerdictPick) {
    let Some(held) = ClaimVerdict::ALL.get(pick.cursor).copied() else { return };
    let claim = state.claims.get(pick.claim);
    let why = match claim.and_then(|claim| state.decided.of_claim(&claim.key)) {
        Some(Held::Judged { why, .. }) => why.clone(),
        _ => String::new(),
    };
    let input = LineInput::after(&why);
    state.popup = Some(Popup::Why(WhyInput { pick, held, input }));
}

/// Keeps another verdict with its reason and goes on.
pub(super) fn overrule(state: &mut State, why: &WhyInput, effects: &mut Vec<Effect>) {
    state.popup = why.pick.in_list.then_some(Popup::Claims);
    let Some(claim) = state.claims.get(why.pick.claim) else { return };
    let (key, said) = (claim.key.clone(), claim.verdict);
    let text = why.input.text.trim().to_owned();
    let operation = Operation::Judge { said, held: why.held, why: text };
    decide::decide(state, Subject::Claim(key), operation, effects);
    let verb = if said == why.held { "confirmed" } else { "overruled" };
    state.say(format!("{verb}: {} (u takes it back)", word(why.held)));
    advance(state, effects);
}

/// On to the next claim that nobody judged: of the handler, or of the list.
fn advance(state: &mut State, effects: &mut Vec<Effect>) {
    let is_waiting = |claim: Option<&Claim>| {
        claim.is_some_and(|claim| state.decided.is_claim_waiting(&claim.key))
    };
    if matches!(state.popup, Some(Popup::Claims)) {
        let view = &state.claims.view;
        let below = view.rows.iter().enumerate().skip(view.cursor + 1);
        let next = below.into_iter().find_map(|(at, row)| match row {
            crate::tui::state::ClaimRow::Claim(claim) => {
                is_waiting(state.claims.get(*claim)).then_some(at)
            }
            _ => None,
        });
        state.claims.view.cursor = next.unwrap_or(state.claims.view.cursor);
        return;
    }
    let now = state.checklist.cursor;
    let count = state.checklist.order.len();
    let next = (now + 1..count).chain(0..now).find(|position| {
        matches!(state.checklist.order.get(*position), Some(Entry::Claim(claim))
            if is_waiting(state.claims.get(*claim)))
    });
    if let Some(position) = next {
        walk::choose(state, position, effects);
    }
}

fn word(verdict: ClaimVerdict) -> String {
    verdict.word().replace('-', " ")
}
