//! Keys while a list over the whole review fills the screen.

use crate::tui::event::{Effect, Mouse};
use crate::tui::key::{Key, KeyCode};
use crate::tui::state::{Board, BoardKind, Popup, State};

use super::popups::{self, Outcome};

/// From this many handlers on a review begins with what it comes to.
const MANY: usize = 40;

/// Opens a board.
pub(super) fn open(state: &mut State, kind: BoardKind) {
    let board = Board::new(kind, state);
    state.popup = Some(Popup::Board(board));
}

/// Opens what a large review comes to, where no key was pressed yet.
pub(super) fn greet(state: &mut State) {
    let is_review = state.quiz.is_none();
    if is_review
        && state.changes.is_fresh
        && state.popup.is_none()
        && state.review.totals.handlers >= MANY
    {
        open(state, BoardKind::Summary);
    }
}

/// Lists anew, after something came in.
pub(super) fn refresh(state: &mut State) {
    if let Some(Popup::Board(mut board)) = state.popup.take_if(|it| matches!(it, Popup::Board(_))) {
        board.list(state);
        state.popup = Some(Popup::Board(board));
    }
}

pub(super) fn press(state: &State, board: &mut Board, key: Key) -> Outcome {
    let page = isize::try_from(crate::tui::view::board_rows(state.screen.height)).unwrap_or(1);
    let by = match (key.code, key.ctrl) {
        (KeyCode::Down, _) | (KeyCode::Char('n' | 'j'), true) => 1,
        (KeyCode::Up, _) | (KeyCode::Char('p' | 'k'), true) => -1,
        (KeyCode::PageDown, _) | (KeyCode::Char('f'), true) => page,
        (KeyCode::PageUp, _) | (KeyCode::Char('b'), true) => -page,
        (KeyCode::Home, _) => isize::MIN,
        (KeyCode::End, _) => isize::MAX,
        _ => return turn(state, board, key),
    };
    go(board, by);
    Outcome::Stay
}

/// Tab groups otherwise, left and right list others; letters filter.
fn turn(state: &State, board: &mut Board, key: Key) -> Outcome {
    if let BoardKind::Items(grouping, which) = board.kind {
        let kind = match key.code {
            KeyCode::Tab => Some(BoardKind::Items(grouping.next(), which)),
            KeyCode::Right => Some(BoardKind::Items(grouping, which.step(true))),
            KeyCode::Left => Some(BoardKind::Items(grouping, which.step(false))),
            _ => None,
        };
        if let Some(kind) = kind {
            board.kind = kind;
            board.list(state);
            return Outcome::Stay;
        }
    }
    let before = board.input.text.clone();
    let outcome = popups::press_filter(&mut board.input, key);
    if board.input.text != before {
        board.list(state);
        if board.kind == BoardKind::Commits {
            board.seek();
        }
    }
    outcome
}

/// Moves by so many rows, over the headings.
fn go(board: &mut Board, by: isize) {
    let last = board.rows.len().saturating_sub(1);
    let wanted = board.cursor.saturating_add_signed(by).min(last);
    let found = board.step(wanted, by).or_else(|| board.step(wanted, by.saturating_neg()));
    if let Some(found) = found {
        // At the top, the headings above the first row are seen as well.
        board.cursor = found;
        if board.step(0, 1) == Some(found) {
            board.top = 0;
        }
    }
}

/// A click chooses the row, another one goes to it; the wheel moves.
pub(super) fn point(state: &mut State, mouse: Mouse, y: u16, effects: &mut Vec<Effect>) {
    let Some(Popup::Board(mut board)) = state.popup.take() else { return };
    match mouse {
        Mouse::WheelDown => go(&mut board, 3),
        Mouse::WheelUp => go(&mut board, -3),
        Mouse::Click => {
            let size = (state.screen.width, state.screen.height);
            let row = crate::tui::view::board_row_at(&board, size, y).unwrap_or(usize::MAX);
            let is_row = board.rows.get(row).is_some_and(|row| !row.is_heading);
            if is_row && row == board.cursor {
                accept(state, board, effects);
                return;
            }
            if is_row {
                board.cursor = row;
            }
        }
    }
    state.popup = Some(Popup::Board(board));
}

/// Goes where the row leads.
pub(super) fn accept(state: &mut State, board: Board, effects: &mut Vec<Effect>) {
    match board.rows.get(board.cursor).and_then(|row| row.target) {
        Some(target) => popups::go(state, target, effects),
        None => state.popup = Some(Popup::Board(board)),
    }
}
