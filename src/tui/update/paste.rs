//! A pasted text goes into what is being written, as text; elsewhere it is dropped.

use crate::tui::state::{LineInput, Popup, State};

use super::{board, ranges, search};

/// So much of a text is taken, in characters.
const MAX_CHARS: usize = 10_000;

pub(super) fn take(state: &mut State, text: &str) {
    state.screen.message = None;
    let Some(mut popup) = state.popup.take() else {
        state.say("nothing is being written: what was pasted is dropped");
        return;
    };
    let keeps_ends = matches!(popup, Popup::Note(_));
    let is_taken = popup.input().map(|input| insert(input, text, keeps_ends)).is_some();
    if is_taken {
        match &mut popup {
            Popup::Board(board) => board.list(state),
            Popup::Ranges(pick) => ranges::written(pick),
            Popup::Search(input) => search::typed(state, &input.text),
            popup => popup.filter(),
        }
    }
    state.popup = Some(popup);
    if is_taken {
        board::refresh(state);
    } else {
        state.say("nothing is being written: what was pasted is dropped");
    }
}

/// Inserts a text into a line: its ends of lines become spaces, or the sign for them where they
/// are kept; controls are left out.
fn insert(input: &mut LineInput, text: &str, keeps_ends: bool) {
    let text = text.trim_end_matches(['\r', '\n']).replace("\r\n", "\n");
    for c in text.chars().take(MAX_CHARS) {
        match c {
            '\n' | '\r' if keeps_ends => input.insert('\u{240a}'),
            '\n' | '\r' | '\t' => input.insert(' '),
            c if c.is_control() => {}
            c => input.insert(c),
        }
    }
}
