//! A key press: to the popup that takes it, or by the keymap to an action.

use crate::tui::action::Action;
use crate::tui::event::Effect;
use crate::tui::key::Key;
use crate::tui::keymap::Meant;
use crate::tui::state::State;

use super::{applies, popups, run};

pub(super) fn press(state: &mut State, key: Key, effects: &mut Vec<Effect>) {
    state.screen.message = None;
    if state.popup.is_some() {
        state.changes.is_fresh = false;
        popups::press(state, key, effects);
        return;
    }
    state.keys.pending.push(key);
    let mut meant = state.keys.map.meaning(&state.keys.pending);
    if meant == Meant::Nothing && state.keys.pending.len() > 1 {
        state.keys.pending = vec![key];
        meant = state.keys.map.meaning(&state.keys.pending);
    }
    match meant {
        Meant::Prefix => {}
        Meant::Nothing => state.keys.pending.clear(),
        Meant::Actions(actions) => {
            state.keys.pending.clear();
            if let Some(action) = actions.iter().copied().find(|it| applies(state, *it)) {
                // A key that did nothing, as nothing was found yet, has chosen nothing.
                state.changes.is_fresh = false;
                run::run(state, action, effects);
            } else if let Some(action) = actions.into_iter().find(|it| says_so_itself(*it)) {
                run::run(state, action, effects);
            }
        }
    }
}

/// Whether an action says what is lacking where it does not apply: who wants to take something
/// back must not be left to guess whether it was.
fn says_so_itself(action: Action) -> bool {
    matches!(action, Action::Undo | Action::Redo)
}
