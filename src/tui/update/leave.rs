//! Leaving the screen; once more asked where that would lose what was decided.

use crate::tui::state::{Popup, State};

/// Leaves, or asks what becomes of what was decided where it would go.
pub(super) fn quit(state: &mut State) {
    if state.leaving.keep_in.is_some() && state.decided.can_undo() {
        state.popup = Some(Popup::Leaving(0));
    } else {
        state.exit = true;
    }
}

/// Leaves by the 0-based answer: the first one keeps everything.
pub(super) fn answer(state: &mut State, chosen: usize) {
    state.leaving.keeps = chosen == 0;
    state.exit = true;
}
