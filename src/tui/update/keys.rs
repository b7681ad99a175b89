//! A key press: to the popup that takes it, or by the keymap to an action.

use crate::tui::action::{Action, is_of_lessons};
use crate::tui::event::Effect;
use crate::tui::key::{Key, KeyCode};
use crate::tui::keymap::Meant;
use crate::tui::state::{Spot, State};

use super::{applies, counted, jumps, popups, quiz, run, why};

/// Does what a key means; gives the place it was pressed at, where it may lead far.
pub(super) fn press(state: &mut State, key: Key, effects: &mut Vec<Effect>) -> Option<Spot> {
    state.screen.message = None;
    state.ranges.returning = None;
    if state.popup.is_some() {
        state.changes.is_fresh = false;
        let before = jumps::here(state);
        popups::press(state, key, effects);
        return before;
    }
    if state.screen.hint > 0 {
        state.screen.hint -= 1;
        if key.code == KeyCode::Esc {
            state.screen.hint = 0;
            return None;
        }
    }
    if counted::press(state, key) {
        return None;
    }
    state.keys.pending.push(key);
    let meant = state.keys.map.meaning(&state.keys.pending);
    if meant == Meant::Prefix {
        return None;
    }
    let pressed = std::mem::take(&mut state.keys.pending);
    let count = state.keys.count.take().filter(|number| *number > 0);
    let Meant::Actions(actions) = of_here(state, meant) else {
        // The last of keys that mean nothing together is not done by itself.
        why::no_key(state, &pressed);
        return None;
    };
    let Some(action) = actions.iter().copied().find(|it| applies(state, *it)) else {
        if let Some(action) =
            actions.iter().copied().find(|it| says_so_itself(*it) && state.quiz.is_none())
        {
            run::run(state, action, effects);
        } else if let Some(words) = why::none_of(state, &actions) {
            state.say(words);
        }
        return None;
    };
    // A key that did nothing, as nothing was found yet, has chosen nothing.
    state.changes.is_fresh = false;
    quiz::leave(state);
    let before = jumps::is_far(action).then(|| jumps::here(state)).flatten();
    match count {
        Some(number) => counted::run(state, action, number, effects),
        None => run::run(state, action, effects),
    }
    before
}

/// The same without actions of lessons, where there is none.
fn of_here(state: &State, meant: Meant) -> Meant {
    let Meant::Actions(mut actions) = meant else { return meant };
    if state.quiz.is_none() {
        actions.retain(|action| !is_of_lessons(*action));
    }
    if actions.is_empty() { Meant::Nothing } else { Meant::Actions(actions) }
}

/// Whether an action says what is lacking where it does not apply: who wants to take something
/// back must not be left to guess whether it was.
fn says_so_itself(action: Action) -> bool {
    matches!(action, Action::Undo | Action::Redo)
}
