//! The list of bookmarks: a letter, its place, and the line that was there.

use ratatui::layout::Rect;

use super::brush::Brush;
use super::list::Row;
use super::popups::short_list;
use crate::tui::state::State;

pub(super) fn render(state: &State, cursor: usize, area: Rect, brush: &mut Brush<'_>) {
    let width = (area.width * 4 / 5).clamp(area.width.min(60), 110);
    let rows =
        state.jumps.bookmarks.iter().map(|(letter, spot)| {
            Row::plain(format!("{letter}  {}", spot.name()), spot.text.trim())
        });
    let rows: Vec<_> = rows.collect();
    short_list("Bookmarks", &rows, (cursor, width), area, brush);
}
