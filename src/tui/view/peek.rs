//! A look into another file, drawn above the lower part of the code.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::brush::Brush;
use super::line::{self, Coat, Edges};
use super::{peek_height, rows};
use crate::catalog::Meaning;
use crate::tui::state::State;

pub(super) fn render(state: &State, area: Rect, brush: &mut Brush<'_>) {
    let Some(peek) = &state.code.peek else { return };
    let height = u16::try_from(peek_height(usize::from(area.height))).unwrap_or(area.height);
    let area = Rect::new(area.x, area.bottom() - height, area.width, height);
    let ground = brush.paint.of(Meaning::Popup);
    brush.fill(area, ground);
    let paint = brush.paint;
    let title = Rect::new(area.x, area.y, area.width, area.height.min(1));
    brush.tint(title, paint.of(Meaning::Selection));
    let number = peek.lines.start + 1;
    let side = match peek.side {
        crate::model::Side::Base => ", before the change",
        crate::model::Side::Head => "",
    };
    let words = format!(" {}:{number}{side} · {}", peek.path, peek.say);
    let back = " esc closes ";
    let width = u16::try_from(back.len()).unwrap_or(0);
    let style = paint.of(Meaning::Accent).patch(paint.of(Meaning::Selection));
    let room = title.right().saturating_sub(width);
    brush.cut(title.x, title.y, room, &words, style);
    brush.right(room.max(title.x), title.y, title.right(), back, style);
    let Some(text) = &peek.text else { return };
    let digits = text.count().to_string().len().max(3);
    let body = Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1));
    for (offset, line) in rows(body) {
        let index = peek.top.saturating_add(offset);
        if index >= text.count() {
            return;
        }
        let mut row_ground = ground;
        if index == peek.cursor {
            row_ground = ground.patch(paint.of(Meaning::Selection));
        } else if peek.lines.contains(&index) {
            row_ground = ground.patch(paint.of(Meaning::Context));
        }
        brush.tint(line, Style { fg: None, ..row_ground });
        let style = row_ground.patch(paint.of(Meaning::Muted));
        let sign = if peek.lines.contains(&index) { paint.pick("*", "●") } else { " " };
        let words = format!("{:>digits$} {sign} ", index + 1);
        let x = brush.text(line.x + 1, line.y, line.right(), &words, style);
        let coat = Coat {
            ground: row_ground,
            words: Meaning::Context,
            needle: None,
            is_current_match: false,
            edges: Edges::Both,
        };
        line::render(text, index, (x, line.y, line.right()), 0, &coat, brush);
    }
}
