//! The right edge of the code pane: where marks stand in the whole file, and what of it is seen.

use ratatui::layout::Rect;

use super::brush::Brush;
use super::part::mark_look;
use crate::catalog::Meaning;
use crate::tui::state::{FileEntry, State};

pub(super) fn render(state: &State, file: &FileEntry, area: Rect, brush: &mut Brush<'_>) {
    let (code, height) = (&state.code, usize::from(area.height));
    let overview = &code.overview;
    if !code.grid.has_overview || !overview.is_needed(height) {
        return;
    }
    let x = area.right().saturating_sub(1);
    let seen =
        overview.cell(code.top, height)..=overview.cell(code.end.max(code.top + 1) - 1, height);
    let worst = overview.cells(height, (file, &state.decided));
    for (cell, y) in (area.top()..area.bottom()).enumerate() {
        let mark = worst.get(cell).copied().flatten();
        let look = mark.and_then(|(_, mark)| mark_look(state, file, mark, brush.paint));
        match look {
            Some((sign, style)) if seen.contains(&cell) => {
                let ground = brush.paint.of(Meaning::Context);
                brush.text(x, y, area.right(), &sign, ground.patch(style))
            }
            Some((sign, style)) => brush.text(x, y, area.right(), &sign, style),
            None if seen.contains(&cell) => {
                let (bar, muted) = (brush.paint.pick("#", "┃"), brush.paint.of(Meaning::Muted));
                brush.glyph(x, y, area.right(), (bar, 1), muted)
            }
            None => x,
        };
    }
}
