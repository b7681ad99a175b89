//! The search over all files: the one that is shown at once, the others in the background.

use crate::model::Side;
use crate::tui::event::Effect;
use crate::tui::layout::Pane;
use crate::tui::state::{Goal, Search, State, TreeRow};

use super::follow;

/// Files that are searched at once in the background: so many do not hold up one that is to be
/// shown.
const AT_ONCE: usize = 8;

/// Finds what is typed in the file that is shown.
pub(super) fn typed(state: &mut State, text: &str) {
    state.search = Search { text: text.to_owned(), ..Search::default() };
    here(state);
}

/// Finds the text in the file that is shown.
pub(super) fn here(state: &mut State) {
    let document = follow::entry_document(state);
    if let Some(file) = state.code.file {
        state.search.find(file, document.as_deref());
    }
}

/// Begins to search all files.
pub(super) fn everywhere(state: &mut State, effects: &mut Vec<Effect>) {
    state.search.next = (state.review.files.len() > 1).then_some(0);
    go_on(state, effects);
}

fn go_on(state: &mut State, effects: &mut Vec<Effect>) {
    let count = state.review.files.len();
    state.search.next = state.search.next.filter(|next| *next < count);
    if let Some(next) = state.search.next {
        let files = next..(next + AT_ONCE).min(count);
        effects.push(Effect::Search(state.search.text.clone(), files));
    }
}

/// The files are others now: what was found is searched again.
pub(super) fn renamed(state: &mut State, effects: &mut Vec<Effect>) {
    if state.search.is_on() && state.popup.is_none() {
        typed(state, &state.search.text.clone());
        everywhere(state, effects);
    }
}

/// Takes over what was found in files, unless something else is searched by now.
pub(super) fn found(
    state: &mut State,
    text: &str,
    found: Vec<(usize, Vec<(Side, usize)>)>,
    next: usize,
    effects: &mut Vec<Effect>,
) {
    if state.search.text != text || state.search.next.is_none_or(|now| now >= next) {
        return;
    }
    for (file, found) in found {
        state.search.take(file, found);
    }
    state.search.next = Some(next);
    go_on(state, effects);
    let is_any = !state.search.files.is_empty();
    if state.search.is_waiting && (is_any || state.search.next.is_none()) {
        go(state, true);
    }
}

/// To the next or previous match, in the file that is shown or in another.
pub(super) fn go(state: &mut State, forward: bool) {
    let Some(here) = state.code.file else { return };
    if state.search.files.is_empty() {
        state.search.is_waiting = state.search.next.is_some();
        state.say(if state.search.is_waiting {
            format!("no match for {} here; looking in the other files", state.search.text)
        } else {
            format!("no match for {}", state.search.text)
        });
        return;
    }
    state.search.is_waiting = false;
    let in_file = match state.search.current.filter(|(file, _)| *file == here) {
        Some((_, at)) if forward => Some(at + 1),
        Some((_, at)) => at.checked_sub(1),
        None => nearest(state, here, forward),
    };
    let in_file = in_file.filter(|at| *at < state.search.of(here).len()).map(|at| (here, at));
    let Some(spot) = in_file.or_else(|| state.search.beyond(here, forward)) else { return };
    let (file, at) = spot;
    let Some((side, line)) = state.search.of(file).get(at).copied() else { return };
    if file != here
        && let Some(row) = state.changes.position(TreeRow::File(file))
    {
        state.changes.cursor = row;
        follow::tree_moved(state);
    }
    state.search.current = Some(spot);
    state.code.peek = None;
    state.code.goal = Some(Goal::Line(side, line));
    state.screen.focus = Pane::Code;
    if file == here {
        follow::reach_goal(state);
        follow::code_moved(state);
    }
}

/// The match after the cursor, or the one before it.
fn nearest(state: &State, file: usize, forward: bool) -> Option<usize> {
    let rows = &state.code.rows;
    let row_of = |(side, line): &(Side, usize)| rows.of_line(*side, *line);
    let (matches, cursor) = (state.search.of(file), Some(state.code.cursor));
    if forward {
        matches.iter().position(|spot| row_of(spot) >= cursor)
    } else {
        matches.iter().rposition(|spot| row_of(spot) < cursor)
    }
}
