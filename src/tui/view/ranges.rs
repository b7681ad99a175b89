//! The list of what else could be reviewed, and what became of the last choice.

use ratatui::layout::Rect;

use super::brush::Brush;
use super::popups::{list, list_place};
use crate::catalog::Meaning;
use crate::tui::state::RangePick;
use crate::tui::text;

pub(super) fn render(pick: &RangePick, area: Rect, brush: &mut Brush<'_>) {
    let more = if pick.is_complete { "" } else { " \u{2026}" };
    let title = format!("Another range{more}");
    list(&pick.picker, &title, area, brush);
    let place = list_place(&pick.picker, area);
    let width = usize::from(place.width.saturating_sub(4));
    let (lines, meaning) = match (&pick.opening, &pick.refusal) {
        (Some(opening), _) => {
            (text::wrap(&format!("opening {opening} \u{2026}"), width), Meaning::Done)
        }
        (None, Some(refusal)) => {
            let mut lines = text::wrap(&refusal.line, width);
            lines.extend(text::wrap(&refusal.hint, width));
            (lines, Meaning::Error)
        }
        (None, None) => return,
    };
    // Over the last rows of the list; the first, with what is written, stays.
    let count = lines.len().min(usize::from(place.height.saturating_sub(3)));
    let ground = brush.paint.of(Meaning::Selection);
    let style = brush.paint.of(meaning).patch(ground);
    let end = place.bottom().saturating_sub(1);
    let first = end.saturating_sub(u16::try_from(count).unwrap_or(0));
    for (y, line) in (first..end).zip(&lines) {
        let row = Rect::new(place.x + 1, y, place.width.saturating_sub(2), 1);
        brush.fill(row, ground);
        brush.cut(row.x + 1, y, row.right(), line, style);
    }
}
