//! A list over the whole review: a title, the letters that filter it, rows under headings.

use ratatui::layout::Rect;

use super::brush::Brush;
use super::list::{List, Look, Row};
use super::page;
use super::popups::{NOTHING_FITS, filter_line};
use crate::catalog::Meaning;
use crate::tui::state::{Board, BoardKind, BoardRow, State};

pub(super) fn render(state: &State, board: &Board, area: Rect, brush: &mut Brush<'_>) {
    let whole = area;
    let area = page(&title(board), area, brush);
    let ground = brush.paint.of(Meaning::Popup);
    if area.height == 0 {
        return;
    }
    let filter = Rect { height: 1, ..area };
    filter_line(&board.input, filter, brush);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    if board.rows.iter().all(|row| row.is_heading) && body.height > 0 {
        let words = if board.input.text.is_empty() { empty(state, board) } else { NOTHING_FITS };
        brush.cut(body.x + 1, body.y, body.right(), words, ground);
        return;
    }
    let rows = listed(board, brush);
    let list = List { rows: &rows, cursor: board.cursor, top: board.top, is_near: true };
    let hidden = list.render(body, ground, brush);
    super::in_title(whole, hidden, brush);
}

fn listed<'row>(board: &'row Board, brush: &Brush<'_>) -> Vec<Row<'row>> {
    let row = |row: &'row BoardRow| Row {
        sign: row.sign.map(|shown| brush.paint.shown(shown)),
        look: if row.is_heading { Look::Heading } else { Look::Plain },
        ..Row::plain(row.text.as_str(), row.right.as_str())
    };
    board.rows.iter().map(row).collect()
}

/// The row at a line of the screen, both 0-based, on one of this size in cells.
pub(super) fn row_at(board: &Board, (width, height): (u16, u16), line: u16) -> Option<usize> {
    let rows: Vec<_> = board.rows.iter().map(|row| Row::plain(&*row.text, &*row.right)).collect();
    let list = List { rows: &rows, cursor: board.cursor, top: board.top, is_near: true };
    // A title and the letters are above the rows, and the row of keys is below.
    list.row_at(width, height.saturating_sub(3), line.checked_sub(2)?)
}

/// What a board without a row says.
fn empty(state: &State, board: &Board) -> &'static str {
    match board.kind {
        BoardKind::Commits => "no commit is in this range",
        _ if !state.review.complete => "still looking …",
        BoardKind::Summary => "no handler is touched",
        BoardKind::Items(..) => "no such item; left and right list others",
        BoardKind::Decisions => "nothing was decided yet",
        BoardKind::Messages => "nothing was said yet",
    }
}

fn title(board: &Board) -> String {
    let counts = if board.count() == board.total {
        board.total.to_string()
    } else {
        format!("{} of {}", board.count(), board.total)
    };
    match board.kind {
        BoardKind::Summary => format!("What this comes to · {counts}"),
        BoardKind::Items(grouping, which) => {
            format!("Items: {} · by {} · {counts}", which.word(), grouping.word())
        }
        BoardKind::Decisions => format!("Decisions and notes · {counts}"),
        BoardKind::Commits => "Commits of the range".to_owned(),
        BoardKind::Messages => format!("What was said, the latest first · {counts}"),
    }
}
