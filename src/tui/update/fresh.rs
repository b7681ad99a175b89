//! Another review in the place of the one that is shown.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::FileChange;
use crate::review::Spot;
use crate::tui::document::Document;
use crate::tui::event::Effect;
use crate::tui::range::{Because, Fresh, Range};
use crate::tui::state::{
    BoardKind, BoardRow, CodePane, FileEntry, Popup, Returning, Screen, Search, State,
};

use super::{arrive, follow, ranges, search, spot};

/// How it is said that the range was read again.
const AGAIN: &str = "read again";

/// Whether something is being written, chosen or selected that must not be taken away.
pub fn is_busy(state: &State) -> bool {
    let has_dialog = !matches!(state.popup, None | Some(Popup::Board(_) | Popup::Reading(_)));
    has_dialog
        || state.code.selection.is_some()
        || !state.keys.pending.is_empty()
        || state.keys.count.is_some()
}

/// Shows it: how the screen looks, what was said, and what can be taken back stay. In the same
/// range the place stays as well, and what lies above it.
pub(super) fn take(state: &mut State, fresh: Fresh, effects: &mut Vec<Effect>) {
    let Fresh { because, opening, news, events } = fresh;
    let before = opening.spot.clone();
    let range = opening.range.clone();
    let is_same = because != Because::Chosen;
    let was_at = spot::spot(state);
    let screen = &state.screen;
    let size = (screen.width, screen.height);
    let map = std::mem::take(&mut state.keys.map);
    let next = State::new(opening, map, &screen.theme, screen.ascii, size);
    let mut former = std::mem::replace(state, next);
    let focus = if is_same { former.screen.focus } else { state.screen.focus };
    let message = former.screen.message.take().filter(|_| is_same);
    state.screen = Screen { focus, message, ..former.screen };
    state.decided = former.decided;
    state.decided.replace(&[]);
    let next = std::mem::replace(&mut state.ranges, former.ranges);
    state.jumps = former.jumps;
    state.leaving = former.leaving;
    state.blame.is_on = former.blame.is_on;
    keep_texts(state, former.review.files);
    arrive::begin(state);
    state.ranges.returning = if is_same {
        // Its commits may be others now.
        state.ranges.forget();
        Some(Returning { spot: was_at, only_touched: false, is_said: false })
    } else {
        leave(state, range.as_ref(), was_at, before)
    };
    if is_same {
        state.claims = former.claims;
    } else {
        state.ranges.turn_to(next);
    }
    spot::go_on(state);
    for event in events {
        super::take(state, event, effects);
    }
    match news {
        // What was said before and not read yet is said with it.
        Some(news) => match state.screen.message.take().filter(|it| !it.text.ends_with(AGAIN)) {
            Some(said) if said.is_error => state.complain(format!("{}; {news}", said.text)),
            Some(said) => state.say(format!("{}; {news}", said.text)),
            None => state.say(news),
        },
        None if because == Because::Chosen => say_which(state),
        None => {}
    }
    follow::mark(state);
    if is_same {
        above(state, former.popup, &former.code, effects);
        search_again(state, &former.search, effects);
    }
}

/// Takes down where the user was in the range that is left, and gives where to go in the next.
fn leave(
    state: &mut State,
    next: Option<&Range>,
    was_at: Spot,
    before: Option<Spot>,
) -> Option<Returning> {
    let left = &mut state.ranges.left;
    if let Some(now) = state.ranges.now.clone() {
        left.insert(now, was_at.clone());
    }
    let known = next.and_then(|range| left.get(range)).cloned();
    Some(match known.or(before) {
        Some(spot) => Returning { spot, only_touched: false, is_said: false },
        None => Returning { spot: was_at, only_touched: true, is_said: false },
    })
}

/// Keeps the texts of files that cannot have changed.
fn keep_texts(state: &mut State, files: Vec<FileEntry>) {
    let is_fixed = |change: &FileChange| {
        let versions = [change.in_base(), change.in_head()];
        versions.into_iter().flatten().all(|version| version.blob.is_some())
    };
    let known = files.into_iter().filter(|file| is_fixed(&file.change));
    let known = known.filter_map(|file| Some((file.change, file.document?)));
    let mut known: HashMap<FileChange, Arc<Document>> = known.collect();
    for file in &mut state.review.files {
        file.document = known.remove(&file.change);
    }
}

/// What lay above the panes lies there again; a list is made anew, with the cursor where it was.
fn above(state: &mut State, popup: Option<Popup>, code: &CodePane, effects: &mut Vec<Effect>) {
    match popup {
        Some(Popup::Board(mut board)) => {
            let (row, at) = (board.rows.get(board.cursor).cloned(), board.cursor);
            if board.kind == BoardKind::Commits {
                ranges::list(state, effects);
            }
            board.list(state);
            let is_row = |other: &BoardRow| row.as_ref().is_some_and(|it| it.text == other.text);
            let same = board.rows.iter().enumerate().filter(|(_, other)| is_row(other));
            let same = same.map(|(other, _)| other).min_by_key(|other| other.abs_diff(at));
            let near = at.min(board.rows.len().saturating_sub(1));
            board.cursor = same.or_else(|| board.step(near, -1)).unwrap_or(board.cursor);
            state.popup = Some(Popup::Board(board));
        }
        Some(popup) => state.popup = Some(popup),
        None => {}
    }
    // The pane takes the file now, so that what was seen of it besides can be put back.
    follow::show_file(state, effects);
    state.code.column = code.column;
    if let Some(peek) = &code.peek {
        effects.push(Effect::Peek(peek.side, peek.path.clone()));
        state.code.peek = Some(peek.clone());
    }
}

/// What was searched is searched again.
fn search_again(state: &mut State, former: &Search, effects: &mut Vec<Effect>) {
    if former.is_on() {
        search::typed(state, &former.text);
        search::everywhere(state, effects);
    }
}

/// Says what is shown, and how to go on.
fn say_which(state: &mut State) {
    let ranges = &state.ranges;
    let files = match state.review.files.len() {
        0 => "nothing differs".to_owned(),
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    let text = match ranges.alone().and_then(|at| Some((at, ranges.commits.get(at)?))) {
        Some((at, card)) => {
            let count = ranges.commits.len();
            let number = count - at;
            format!(
                "commit {number} of {count}: {} {} · {} · {files}",
                card.short, card.subject, card.author
            )
        }
        None => format!("{}: {files}", crate::report::visible(&state.review.title)),
    };
    state.say(text);
}
