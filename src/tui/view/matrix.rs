//! The matrix: handlers by checks, one sign a cell, the change at a glance.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::brush::Brush;
use super::headings::{LEAST, headings};
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
    let longest = view.rows.iter().map(|row| text::width(&label(state, *row, area.width))).max();
    let longest = u16::try_from(longest.unwrap_or(0) + 7).unwrap_or(u16::MAX);
    let names = longest.clamp(16.min(area.width), (area.width * 2 / 5).max(16.min(area.width)));
    let room = usize::from(area.width.saturating_sub(names));
    let columns = (room / LEAST).clamp(1, checks.len().max(1));
    let first = (view.column + 1).saturating_sub(columns);
    let high = heading_rows(area.height + 1);
    let all: Vec<_> = checks.iter().map(|card| (card.id.as_str(), card.short.as_str())).collect();
    let all = all.get(first..(first + columns).min(all.len())).unwrap_or_default();
    let headings = headings(all, room, usize::from(high));
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
    let labels = Rect { y: area.y + 1, height: area.height.saturating_sub(1).min(high), ..area };
    let starts = starts(area.x + names, &headings);
    for (offset, (x, (_, words))) in starts.iter().zip(&headings).enumerate() {
        let meaning = if first + offset == view.column { Meaning::Accent } else { Meaning::Muted };
        let style = ground.patch(brush.paint.of(meaning));
        for ((_, line), part) in rows(labels).zip(words) {
            brush.text(*x, line.y, area.right(), part, style);
        }
    }
    let low = legend_rows((area.width, area.height + 1));
    let height = area.height.saturating_sub(1 + high + low);
    let body = Rect { y: area.y + 1 + high, height, ..area };
    if area.height > 3 {
        legend(Rect { y: area.bottom() - low, height: low, ..area }, ground, brush);
    }
    let shown = usize::from(body.height);
    let below = view.rows.len().saturating_sub(view.top + shown);
    super::in_title(area, Hidden { above: view.top, below }, brush);
    if columns < checks.len() {
        aside(checks.len() - columns, Rect { width: names, ..labels }, ground, brush);
    }
    for (offset, line) in rows(body) {
        let Some(row) = view.rows.get(view.top + offset) else { return };
        let is_cursor = view.top + offset == view.row;
        let mut row_ground = ground;
        if is_cursor {
            row_ground = ground.patch(brush.paint.of(Meaning::Cursor));
            brush.tint(line, Style { fg: None, ..row_ground });
        }
        name(state, *row, (area.width, Rect { width: names, ..line }), row_ground, brush);
        let shown = checks.iter().skip(first).zip(&headings).zip(&starts).enumerate();
        for (offset, ((card, (width, _)), x)) in shown {
            let is_here = is_cursor && first + offset == view.column;
            let width = u16::try_from(*width).unwrap_or(0).min(area.right().saturating_sub(*x));
            let place = Rect::new(*x, line.y, width, 1);
            cell(state, *row, &card.id, place, is_here, row_ground, brush);
        }
    }
}

/// Below this many rows each one is needed for handlers.
const ROOMY: u16 = 20;

/// How many rows the names of checks take on a screen of this height.
pub(super) fn heading_rows(height: u16) -> u16 {
    if height < ROOMY { 1 } else { 2 }
}

/// How many checks lie to the left and to the right of those that are shown.
fn aside(count: usize, area: Rect, ground: Style, brush: &mut Brush<'_>) {
    let words = format!("{} {count} more", brush.paint.pick("<>", "↔"));
    let y = area.bottom().saturating_sub(1);
    brush.cut(area.x + 1, y, area.right(), &words, ground.patch(brush.paint.of(Meaning::Muted)));
}

/// Where columns of these widths begin.
fn starts(from: u16, headings: &[(usize, Vec<String>)]) -> Vec<u16> {
    let mut x = from;
    let mut starts = Vec::new();
    for (width, _) in headings {
        starts.push(x);
        x = x.saturating_add(u16::try_from(*width).unwrap_or(0));
    }
    starts
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

/// How many rows say what the signs mean on a screen of this size: all of them where rows are
/// not needed for handlers.
pub(super) fn legend_rows((width, height): (u16, u16)) -> u16 {
    if height < ROOMY {
        return u16::from(height > 4);
    }
    let mut used = 1;
    let mut rows = 1;
    for word in ItemState::ALL.map(ItemState::word).into_iter().chain(["dismissed"]) {
        let cells = u16::try_from(word.len()).unwrap_or(0) + 2;
        if used + cells > width {
            (rows, used) = (rows + 1, 1);
        }
        used += cells + 2;
    }
    rows
}

/// Said where the row ends before all signs are explained.
const MORE: &str = "? explains all";

/// Each sign with its word; where not all of them fit, that a key has the others.
fn legend(area: Rect, ground: Style, brush: &mut Brush<'_>) {
    let muted = ground.patch(brush.paint.of(Meaning::Muted));
    let signs = ItemState::ALL.map(|item| {
        let style = ground.patch(brush.paint.state(item));
        (brush.paint.sign(item).to_string(), item.word(), style)
    });
    let (sign, look) = brush.paint.dismissed();
    let dismissed = (sign.to_string(), "dismissed", ground.patch(look));
    let (mut x, mut y) = (area.x + 1, area.y);
    for (sign, word, style) in signs.into_iter().chain([dismissed]) {
        let wanted = |more: usize| usize::from(x) + 2 + text::width(word) + more;
        let is_last = y + 1 == area.bottom() && word != "dismissed";
        let more = if is_last && area.height == 1 { 2 + MORE.len() } else { 0 };
        if wanted(more) > usize::from(area.right()) {
            if y + 1 >= area.bottom() {
                brush.cut(x, y, area.right(), MORE, muted);
                return;
            }
            (x, y) = (area.x + 1, y + 1);
        }
        x = brush.text(x, y, area.right(), &sign, style) + 1;
        x = brush.text(x, y, area.right(), word, muted) + 2;
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
