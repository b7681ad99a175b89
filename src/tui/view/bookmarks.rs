//! The list of bookmarks: a letter, its place, and the line that was there.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::brush::Brush;
use super::popups::{centred, frame};
use super::rows;
use crate::catalog::Meaning;
use crate::tui::state::State;
use crate::tui::text;

pub(super) fn render(state: &State, cursor: usize, area: Rect, brush: &mut Brush<'_>) {
    let all = &state.jumps.bookmarks;
    let count = u16::try_from(all.len()).unwrap_or(u16::MAX);
    let width = (area.width * 4 / 5).clamp(area.width.min(60), 110);
    let height = count.saturating_add(1).min(area.height.saturating_sub(1).max(1));
    let inner = frame(centred(area, width, height), "Bookmarks", brush);
    let top = (cursor + 1).saturating_sub(usize::from(inner.height));
    let ground = brush.paint.of(Meaning::Popup);
    for ((row, line), (letter, spot)) in rows(inner).zip(all.iter().skip(top)) {
        let is_cursor = top + row == cursor;
        let mut style = ground;
        if is_cursor {
            style = ground.patch(brush.paint.of(Meaning::Selection));
            brush.tint(line, Style { fg: None, ..style });
        }
        let end = line.right();
        let accent = style.patch(brush.paint.of(Meaning::Accent));
        let lead = if is_cursor { brush.paint.pick("> ", "▸ ") } else { "  " };
        let x = brush.text(line.x, line.y, end, &format!("{lead}{letter}"), accent) + 2;
        let room = usize::from(end.saturating_sub(x));
        let name = text::cut_front(&spot.name(), room, brush.paint.ascii());
        let x = brush.text(x, line.y, end, &name, style) + 2;
        let muted = style.patch(brush.paint.of(Meaning::Muted));
        brush.cut(x.min(end), line.y, end, spot.text.trim(), muted);
    }
}
