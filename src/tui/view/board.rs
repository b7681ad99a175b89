//! A list over the whole review: a title, the letters that filter it, rows under headings.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::brush::Brush;
use super::popups::{NOTHING_FITS, filter_line};
use super::{page, rows};
use crate::catalog::Meaning;
use crate::tui::state::{Board, BoardKind, BoardRow, State};
use crate::tui::text;

pub(super) fn render(state: &State, board: &Board, area: Rect, brush: &mut Brush<'_>) {
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
    for (offset, line) in rows(body) {
        let index = board.top + offset;
        let Some(row) = board.rows.get(index) else { return };
        draw(row, index == board.cursor, line, ground, brush);
    }
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

fn draw(row: &BoardRow, is_cursor: bool, line: Rect, ground: Style, brush: &mut Brush<'_>) {
    let end = line.right().saturating_sub(1);
    if row.is_heading {
        let style = ground.patch(brush.paint.of(Meaning::Accent)).add_modifier(Modifier::BOLD);
        brush.cut(line.x + 1, line.y, end, &row.text, style);
        return;
    }
    let mut ground = ground;
    if is_cursor {
        ground = ground.patch(brush.paint.of(Meaning::Selection));
        brush.tint(line, Style { fg: None, ..ground });
    }
    let lead = if is_cursor { brush.paint.pick(">", "▸") } else { " " };
    let accent = ground.patch(brush.paint.of(Meaning::Accent));
    let mut x = brush.text(line.x + 1, line.y, end, lead, accent) + 1;
    if let Some(sign) = row.sign {
        let style = ground.patch(brush.paint.state(sign));
        brush.text(x, line.y, end, &brush.paint.sign(sign).to_string(), style);
    }
    x += 2;
    let room = usize::from(end.saturating_sub(x));
    let wanted = text::width(&row.text) + 2;
    let kept = room.saturating_sub(wanted).max(room / 2);
    let right = text::cut(&row.right, kept, brush.paint.ascii());
    let muted = ground.patch(brush.paint.of(Meaning::Muted));
    let begin = if right.is_empty() { end } else { brush.right(x, line.y, end, &right, muted) };
    brush.cut(x, line.y, begin.saturating_sub(1).max(x), &row.text, ground);
}
