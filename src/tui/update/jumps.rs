//! Back to places that were left, and to those that have a letter.

use crate::tui::action::Action;
use crate::tui::event::Effect;
use crate::tui::key::{Key, KeyCode};
use crate::tui::state::{Entry, Goal, Look, Peek, Popup, Spot, State, TreeRow};

use super::follow;
use super::moving::By;
use super::popups::Outcome;

/// So much of a line is kept to find it again, in characters.
const MAX_TEXT: usize = 200;

/// Whether an action may lead so far that the way back is worth a key.
pub(super) fn is_far(action: Action) -> bool {
    matches!(
        action,
        Action::Top
            | Action::Bottom
            | Action::Open
            | Action::Skip
            | Action::NextEvidence
            | Action::PreviousEvidence
            | Action::NextItem
            | Action::PreviousItem
            | Action::NextOpen
            | Action::PreviousOpen
            | Action::NextClaim
            | Action::PreviousClaim
            | Action::NextHandler
            | Action::PreviousHandler
            | Action::NextFile
            | Action::PreviousFile
            | Action::SearchNext
            | Action::SearchPrevious
    )
}

/// Where the user is; none where there is no file.
pub(super) fn here(state: &State) -> Option<Spot> {
    let (file, entry) = state.file()?;
    // As long as the text is not there, what counts is where it will be looked at.
    let line = match &state.code.goal {
        Some(Goal::Line(side, line) | Goal::Anchored(side, line, _)) => Some((*side, *line)),
        _ => state.code.line().filter(|_| state.code.file == Some(file)),
    };
    let document = entry.document.as_ref();
    let text = line.zip(document).map(|((side, line), it)| beginning(it.side(side).line(line)));
    let look = state.code.peek.as_ref().map(|peek| Look {
        side: peek.side,
        path: peek.path.clone(),
        lines: peek.lines.clone(),
        say: peek.say.clone(),
    });
    Some(Spot {
        path: entry.change.path().clone(),
        line,
        text: text.unwrap_or_default(),
        handler: state.handler().map(|handler| handler.id.clone()),
        item: state.item().map(|item| item.id().clone()),
        look,
        focus: state.screen.focus,
    })
}

fn beginning(line: &str) -> String {
    line.chars().take(MAX_TEXT).collect()
}

/// A far move may have left a place: then the way back leads there.
pub(super) fn left(state: &mut State, before: Spot) {
    if here(state).is_some_and(|now| !now.is_at(&before)) {
        state.jumps.leave(before);
    }
}

/// Back to the place that was left last, or forward again.
pub(super) fn step(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let Some(now) = here(state) else { return };
    match state.jumps.go(now, forward) {
        Some(spot) => go(state, &spot, effects),
        None => state.say("this is where the way ends"),
    }
}

/// Goes to a place, as it was left.
pub(super) fn go(state: &mut State, spot: &Spot, effects: &mut Vec<Effect>) {
    let has_path = |file: &crate::tui::state::FileEntry| file.change.path() == &spot.path;
    let Some(file) = state.review.files.iter().position(has_path) else {
        state.say(format!("{} is not in the change any more", spot.path));
        return;
    };
    let entry = &state.review.files[file];
    let handler = spot.handler.as_ref().and_then(|id| entry.handler(id));
    let item = |id: &crate::model::FindingId| entry.findings().iter().position(|it| it.id() == id);
    let item = spot.item.as_ref().and_then(item);
    let row = handler.map(|(handler, _)| TreeRow::Handler(file, handler));
    let row = row.and_then(|row| state.changes.position(row));
    let Some(row) = row.or_else(|| state.changes.position(TreeRow::File(file))) else { return };
    state.changes.cursor = row;
    follow::tree_moved(state);
    if let Some(position) = item.and_then(|item| state.checklist.position(Entry::Item(item))) {
        state.checklist.cursor = position;
        state.checklist.stop = follow::primary_stop(state);
    }
    state.code.goal = Some(match spot.line {
        Some((side, line)) => Goal::Anchored(side, line, spot.text.clone()),
        None => Goal::Start,
    });
    state.screen.focus = spot.focus;
    follow::show_file(state, effects);
    if let Some(look) = &spot.look {
        state.code.peek = Some(Peek {
            side: look.side,
            path: look.path.clone(),
            lines: look.lines.clone(),
            say: look.say.clone(),
            text: None,
            top: usize::MAX,
            cursor: look.lines.start,
        });
        effects.push(Effect::Peek(look.side, look.path.clone()));
    }
}

/// The letter under which the place is kept.
pub(super) fn press_letter(state: &mut State, key: Key) {
    let Some(letter) = key.text().filter(|c| c.is_alphanumeric()) else { return };
    if let Some(spot) = here(state) {
        let back = state.keys.map.key_of(Action::Bookmarks).unwrap_or_default();
        state.say(format!("bookmark {letter}: {}; {back}{letter} comes back", spot.name()));
        state.jumps.bookmarks.insert(letter, spot);
    }
}

/// Keys in the list of bookmarks: a letter goes to its place at once.
pub(super) fn press_list(state: &State, cursor: &mut usize, key: Key) -> Outcome {
    let all = &state.jumps.bookmarks;
    let by = match (key.code, key.ctrl) {
        (KeyCode::Esc, _) | (KeyCode::Char('c'), true) => return Outcome::Leave,
        (KeyCode::Enter, _) => return Outcome::Accept,
        (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n' | 'j'), true) => By::Lines(1),
        (KeyCode::Up | KeyCode::BackTab, _) | (KeyCode::Char('p' | 'k'), true) => By::Lines(-1),
        _ => {
            let found = key.text().and_then(|it| all.keys().position(|letter| *letter == it));
            let Some(found) = found else { return Outcome::Stay };
            *cursor = found;
            return Outcome::Accept;
        }
    };
    *cursor = by.from(*cursor, all.len(), 1);
    Outcome::Stay
}

/// Goes to the bookmark at an index of the list.
pub(super) fn open(state: &mut State, index: usize, effects: &mut Vec<Effect>) {
    let letter = state.jumps.bookmarks.keys().nth(index).copied();
    if let Some(letter) = letter {
        go_to(state, letter, effects);
    }
}

/// Goes to the bookmark of a letter.
pub(super) fn go_to(state: &mut State, letter: char, effects: &mut Vec<Effect>) {
    if let Some(spot) = state.jumps.bookmarks.get(&letter).cloned() {
        go(state, &spot, effects);
    }
}

/// Asks for the letter of a bookmark, or lists those there are.
pub(super) fn ask(state: &mut State, is_new: bool) {
    state.popup = Some(if is_new { Popup::Letter } else { Popup::Bookmarks(0) });
}
