//! The screen drawn from the state, which is only read here: one file a region.

mod blame;
mod board;
mod bookmarks;
mod brush;
mod changes;
mod checklist;
mod claims;
mod code;
mod counts;
mod footer;
mod header;
mod headings;
mod hint;
mod line;
mod list;
mod markdown;
mod matrix;
mod overview;
mod part;
mod peek;
mod popups;
mod question;
mod ranges;
mod reading;
mod titles;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::link::Link;
use super::paint::Paint;
use super::state::{Board, Popup, Reading, State};
use crate::catalog::Meaning;
use brush::Brush;

/// Draws the whole screen; gives what of it leads somewhere.
pub fn view(state: &State, paint: &Paint, frame: &mut Frame<'_>) -> Vec<Link> {
    let area = frame.area();
    let mut brush = Brush::new(frame.buffer_mut(), paint);
    brush.fill(area, paint.of(Meaning::Text));
    let regions = state.regions();
    if area.width != state.screen.width || area.height != state.screen.height {
        return Vec::new();
    }
    header::render(state, regions.header, &mut brush);
    titles::render(state, &regions, &mut brush);
    if let Some(area) = regions.changes {
        changes::render(state, area, &mut brush);
    }
    if let Some(area) = regions.code {
        code::render(state, area, &mut brush);
        peek::render(state, area, &mut brush);
    }
    if let Some(area) = regions.checklist {
        match state.quiz.as_deref() {
            Some(quiz) => question::render(state, quiz, area, &mut brush),
            None => checklist::render(state, area, &mut brush),
        }
    }
    footer::render(state, regions.footer, &mut brush);
    if state.popup.as_ref().is_some_and(Popup::is_in_list) {
        claims::render(state, area, &mut brush);
        footer::render(state, regions.footer, &mut brush);
    }
    match &state.popup {
        Some(popup) => above(state, popup, area, &mut brush),
        None => hint::render(state, area, &mut brush),
    }
    // What lies above the panes covers what leads somewhere.
    let is_covered = state.popup.is_some() || state.screen.hint > 0;
    if is_covered { Vec::new() } else { brush.links }
}

/// What lies above the panes, and above other such things.
fn above(state: &State, popup: &Popup, area: Rect, brush: &mut Brush<'_>) {
    match popup {
        Popup::Keys(_, beneath) => {
            above(state, beneath, area, brush);
            popups::render(state, popup, area, brush);
        }
        Popup::Board(board) => board::render(state, board, area, brush),
        Popup::Reading(reading) => reading::render(reading, area, brush),
        Popup::Matrix(view) => matrix::render(state, view, area, brush),
        Popup::Bookmarks(cursor) => bookmarks::render(state, *cursor, area, brush),
        Popup::Claims => claims::render(state, area, brush),
        popup => popups::render(state, popup, area, brush),
    }
}

/// The tab at a column of the row of tabs, 0-based.
#[must_use]
pub fn tab_at(area: Rect, x: u16) -> Option<usize> {
    (0..3).find(|index| {
        let (start, end) = titles::tab(area, *index);
        (start..end).contains(&x)
    })
}

/// Rows of a list in a popup on a screen of this height, in cells.
#[must_use]
pub fn popup_rows(height: u16) -> usize {
    usize::from(popup_height(height)).saturating_sub(3)
}

/// Height of a popup with a list, its title and input included.
fn popup_height(height: u16) -> u16 {
    height.saturating_sub(4).min(24).max(height.min(4))
}

/// Rows of handlers in the matrix on a screen of this size, in cells.
#[must_use]
pub fn matrix_rows(size: (u16, u16)) -> usize {
    let around = 2 + matrix::heading_rows(size.1) + matrix::legend_rows(size);
    usize::from(size.1.saturating_sub(around))
}

/// Rows of a list over the whole review on a screen of this height, in cells.
#[must_use]
pub fn board_rows(height: u16) -> usize {
    usize::from(height).saturating_sub(3)
}

/// The row of a list over the whole review at a line of a screen of this size, in cells.
#[must_use]
pub fn board_row_at(board: &Board, size: (u16, u16), line: u16) -> Option<usize> {
    board::row_at(board, size, line)
}

/// Lines of a text that is read, on a screen of this width, in cells.
#[must_use]
pub fn reading_rows(reading: &Reading, width: u16) -> usize {
    reading::count(reading, width)
}

/// Rows of the list of all claims on a screen of this height, in cells, with so many rows
/// to list.
#[must_use]
pub fn claim_rows(height: u16, listed: usize) -> usize {
    let height = usize::from(height);
    height.saturating_sub(3 + claims::detail_rows(height, listed))
}

/// Rows of text in a look into another file above a code pane of this height.
#[must_use]
pub fn peek_rows(height: usize) -> usize {
    peek_height(height).saturating_sub(1)
}

/// Height of a look into another file, its title included.
fn peek_height(height: usize) -> usize {
    if height < 12 { height } else { height * 3 / 5 }
}

/// A page over everything but the footer, with its title; returns what is below that.
fn page(title: &str, area: Rect, brush: &mut Brush<'_>) -> Rect {
    let area = Rect { height: area.height.saturating_sub(1), ..area };
    brush.fill(area, brush.paint.of(Meaning::Popup));
    let head = Rect { height: area.height.min(1), ..area };
    let selection = brush.paint.of(Meaning::Selection);
    brush.tint(head, selection);
    let style = brush.paint.of(Meaning::Accent).patch(selection);
    brush.cut(head.x + 1, head.y, head.right(), title, style);
    Rect { y: area.y + head.height, height: area.height - head.height, ..area }
}

/// How many rows of a page are not shown, at the right of its title.
fn in_title(area: Rect, hidden: list::Hidden, brush: &mut Brush<'_>) {
    let words = hidden.words(brush.paint.ascii());
    if !words.is_empty() {
        let style = brush.paint.of(Meaning::Accent).patch(brush.paint.of(Meaning::Selection));
        brush.right(area.x, area.y, area.right(), &format!("  {words} "), style);
    }
}

/// The rows of an area from top to bottom.
fn rows(area: Rect) -> impl Iterator<Item = (usize, Rect)> {
    (0..area.height)
        .map(move |row| (usize::from(row), Rect::new(area.x, area.y + row, area.width, 1)))
}
