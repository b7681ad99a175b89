//! The matrix: handlers by checks, one sign a cell, the change at a glance.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::brush::Brush;
use super::list::Hidden;
use super::rows;
use crate::catalog::Meaning;
use crate::model::{CheckId, State as ItemState};
use crate::tui::state::{MatrixView, State};
use crate::tui::text;

pub(super) fn render(state: &State, view: &MatrixView, area: Rect, brush: &mut Brush<'_>) {
    let height = area.height.saturating_sub(1);
    let area = Rect { height, ..area };
    let ground = brush.paint.of(Meaning::Popup);
    brush.fill(area, ground);
    let cards = view.columns.iter().filter_map(|at| state.review.checks.get(*at));
    let checks: Vec<_> = cards.collect();
    let count = u16::try_from(checks.len()).unwrap_or(u16::MAX).max(1);
    let longest = view.rows.iter().map(|row| text::width(&label(state, *row, area.width))).max();
    let longest = u16::try_from(longest.unwrap_or(0) + 7).unwrap_or(u16::MAX);
    let names = longest.clamp(16.min(area.width), (area.width * 2 / 5).max(16.min(area.width)));
    let each = ((area.width - names) / count).clamp(2, 17);
    let columns = usize::from((area.width - names) / each).max(1);
    let first = (view.column + 1).saturating_sub(columns);
    let head = Rect { height: area.height.min(1), ..area };
    brush.tint(head, brush.paint.of(Meaning::Selection));
    let style = brush.paint.of(Meaning::Accent).patch(brush.paint.of(Meaning::Selection));
    // First, as the question may leave no room for it.
    let by = format!("by {} · ", view.order.word());
    let title = match (checks.get(view.column), state.review.totals.handlers) {
        (Some(card), all) => {
            let others = state.review.checks.len() - checks.len();
            let others =
                if others > 0 { format!(" ({others} apply to none)") } else { String::new() };
            let (count, id) = (checks.len(), &card.id);
            format!("{by}{id}: {} · {all} handlers by {count} checks{others}", card.question)
        }
        (None, all) => format!("{all} handlers"),
    };
    brush.cut(head.x + 1, head.y, head.right(), &title, style);
    let (high, room) = (heading_rows(area.height + 1), usize::from(each) - 1);
    let labels = Rect { y: area.y + 1, height: area.height.saturating_sub(1).min(high), ..area };
    for (offset, card) in checks.iter().skip(first).take(columns).enumerate() {
        let x = area.x + names + u16::try_from(offset).unwrap_or(0) * each;
        let meaning = if first + offset == view.column { Meaning::Accent } else { Meaning::Muted };
        let style = ground.patch(brush.paint.of(meaning));
        for ((_, line), part) in rows(labels).zip(heading(card.id.as_str(), high, room)) {
            let label = shortened(part, room, brush.paint.ascii());
            brush.text(x, line.y, area.right(), &label, style);
        }
    }
    let body = Rect { y: area.y + 1 + high, height: area.height.saturating_sub(2 + high), ..area };
    if area.height > 3 {
        legend(Rect { y: area.bottom() - 1, height: 1, ..area }, ground, brush);
    }
    let shown = usize::from(body.height);
    let below = view.rows.len().saturating_sub(view.top + shown);
    super::in_title(area, Hidden { above: view.top, below }, brush);
    for (offset, line) in rows(body) {
        let Some(row) = view.rows.get(view.top + offset) else { return };
        let is_cursor = view.top + offset == view.row;
        let mut row_ground = ground;
        if is_cursor {
            row_ground = ground.patch(brush.paint.of(Meaning::Cursor));
            brush.tint(line, Style { fg: None, ..row_ground });
        }
        name(state, *row, (area.width, Rect { width: names, ..line }), row_ground, brush);
        for (offset, card) in checks.iter().skip(first).take(columns).enumerate() {
            let x = line.x + names + u16::try_from(offset).unwrap_or(0) * each;
            let is_here = is_cursor && first + offset == view.column;
            cell(state, *row, &card.id, Rect::new(x, line.y, each, 1), is_here, row_ground, brush);
        }
    }
}

/// Below this many rows each one is needed for handlers.
const ROOMY: u16 = 20;

/// How many rows the names of checks take on a screen of this height.
pub(super) fn heading_rows(height: u16) -> u16 {
    if height < ROOMY { 1 } else { 2 }
}

/// The parts of a name, a row each: `object-` above `access`; what has none stands below.
fn heading(id: &str, rows: u16, room: usize) -> Vec<&str> {
    let at = id.find('-').map(|at| at + 1).filter(|_| rows > 1 && text::width(id) > room);
    match at {
        Some(at) => vec![&id[..at], &id[at..]],
        None if rows > 1 => vec!["", id],
        None => vec![id],
    }
}

/// A name in a column. In a narrow one, letters tell more than a sign that some are missing;
/// the title has the whole name.
fn shortened(name: &str, room: usize, ascii: bool) -> String {
    if room <= 6 {
        name.chars().take(room).collect()
    } else {
        text::cut(name, room, ascii).to_string()
    }
}

/// What a row is called: with the endpoint where there is room for it.
fn label(state: &State, row: (usize, usize), width: u16) -> String {
    let file = state.review.files.get(row.0);
    let Some(handler) = file.and_then(|file| file.handlers().get(row.1)) else {
        return String::new();
    };
    if width < crate::tui::layout::WIDE {
        handler.name.clone()
    } else {
        format!("{} {}", handler.name, handler.endpoint())
    }
}

/// Each sign with its word.
fn legend(line: Rect, ground: Style, brush: &mut Brush<'_>) {
    let muted = ground.patch(brush.paint.of(Meaning::Muted));
    let signs = ItemState::ALL.map(|item| {
        let style = ground.patch(brush.paint.state(item));
        (brush.paint.sign(item).to_string(), item.word(), style)
    });
    let (sign, look) = brush.paint.dismissed();
    let dismissed = (sign.to_string(), "dismissed", ground.patch(look));
    let mut x = line.x + 1;
    for (sign, word, style) in signs.into_iter().chain([dismissed]) {
        // Half an entry says less than none.
        if usize::from(x) + text::width(&sign) + 1 + text::width(word) > usize::from(line.right()) {
            return;
        }
        x = brush.text(x, line.y, line.right(), &sign, style) + 1;
        x = brush.text(x, line.y, line.right(), word, muted) + 2;
    }
}

fn name(
    state: &State,
    row: (usize, usize),
    (width, line): (u16, Rect),
    ground: Style,
    brush: &mut Brush<'_>,
) {
    let Some(file) = state.review.files.get(row.0) else { return };
    let Some(handler) = file.handlers().get(row.1) else { return };
    let reviewed = state.decided.is_reviewed(&handler.id);
    let mark = if reviewed { "[x] " } else { "[ ] " };
    let muted = ground.patch(brush.paint.of(Meaning::Muted));
    let end = line.right().saturating_sub(1);
    let x = brush.text(line.x + 1, line.y, end, mark, muted);
    brush.cut(x, line.y, end, &label(state, row, width), ground);
}

fn cell(
    state: &State,
    row: (usize, usize),
    check: &CheckId,
    area: Rect,
    is_here: bool,
    ground: Style,
    brush: &mut Brush<'_>,
) {
    let Some(file) = state.review.files.get(row.0) else { return };
    let Some(handler) = file.handlers().get(row.1) else { return };
    let mut style = ground;
    if is_here {
        style = ground.patch(brush.paint.of(Meaning::Selection));
        brush.tint(Rect { width: 3.min(area.width), ..area }, Style { fg: None, ..style });
    }
    let x = if area.width > 2 { area.x + 1 } else { area.x };
    if let Some(shown) = file.shown(&handler.id, Some(check), &state.decided) {
        let (sign, look) = brush.paint.shown(shown);
        brush.text(x, area.y, area.right(), &sign.to_string(), style.patch(look));
    }
}
