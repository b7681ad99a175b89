//! The column that says where lines come from: asked for as files are shown.

use std::sync::Arc;

use crate::tui::blame::Blame;
use crate::tui::event::Effect;
use crate::tui::layout::Pane;
use crate::tui::state::State;

use super::panes;

/// Of so many files it is kept.
const MAX_FILES: usize = 30;

/// Shows the column, or takes it away.
pub(super) fn toggle(state: &mut State) {
    state.blame.is_on = !state.blame.is_on;
    panes::arrange(state);
    let is_below = state.screen.focus == Pane::Code;
    match (state.blame.is_on, state.regions().code) {
        (false, _) => state.say("who wrote the lines: no longer shown"),
        (true, None) => state.say("who wrote the lines: shown with the code"),
        (true, Some(_)) if state.code.grid.blame > 0 => {
            state.say("who wrote the lines: beside them");
        }
        // Where it is below, it says so by itself.
        (true, Some(_)) if is_below => {}
        (true, Some(_)) => state.say("who wrote the line: below, while the code is in focus"),
    }
}

/// Asks where the lines of the file that is shown come from, where that is to be seen.
pub(super) fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(file) = state.code.file.filter(|_| state.blame.is_on) else { return };
    let is_read = state.review.files.get(file).is_some_and(|entry| entry.document.is_some());
    let is_known = state.blame.files.get(&file).is_some_and(|blame| blame.is_done);
    if is_read && !is_known && state.blame.asked != Some(file) {
        state.blame.asked = Some(file);
        effects.push(Effect::Blame(file));
    }
}

/// It is known by now, or as far as it goes.
pub(super) fn arrived(state: &mut State, file: usize, blame: Result<Arc<Blame>, String>) {
    if state.blame.asked != Some(file) {
        return;
    }
    let blame = blame.unwrap_or_else(|problem| {
        state.complain(problem);
        Arc::new(Blame { is_done: true, ..Blame::default() })
    });
    if let Some(count) = blame.given_up.filter(|_| state.code.file == Some(file)) {
        state.say(format!("history is long: older lines came before the last {count} commits"));
    }
    if state.blame.files.len() >= MAX_FILES {
        state.blame.files.clear();
    }
    state.blame.files.insert(file, blame);
}
