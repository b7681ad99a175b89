//! A text that is read: a title, and lines that fit the width.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::brush::Brush;
use super::list::Hidden;
use super::markdown::{Kind, Line, MAX_WIDTH, lay_out};
use super::{page, rows};
use crate::catalog::Meaning;
use crate::syntax::highlight::TokenKind;
use crate::tui::state::Reading;

pub(super) fn render(reading: &Reading, area: Rect, brush: &mut Brush<'_>) {
    let width = area.width.saturating_sub(4).min(MAX_WIDTH);
    let lines = lay_out(&reading.lines, usize::from(width));
    let height = usize::from(area.height.saturating_sub(2));
    let hidden =
        Hidden { above: reading.top, below: lines.len().saturating_sub(reading.top + height) };
    let whole = area;
    let area = page(&reading.title, area, brush);
    super::in_title(whole, hidden, brush);
    let x = area.x + (area.width.saturating_sub(width)) / 2;
    for (offset, line) in rows(Rect { x, width, ..area }) {
        let Some(shown) = lines.get(reading.top + offset) else { return };
        draw(shown, line, brush);
    }
}

fn draw(shown: &Line, line: Rect, brush: &mut Brush<'_>) {
    let ground = brush.paint.of(Meaning::Popup);
    let accent = ground.patch(brush.paint.of(Meaning::Accent));
    let code = ground.patch(brush.paint.code(TokenKind::String));
    let style = match shown.kind {
        Kind::Heading => accent.add_modifier(Modifier::BOLD),
        Kind::Code => code,
        Kind::Text => ground,
    };
    let mut x = line.x;
    for (part, is_code) in &shown.parts {
        x = brush.cut(x, line.y, line.right(), part, if *is_code { code } else { style });
    }
}

/// How many lines a text has at a width of the screen, in cells.
pub(crate) fn count(reading: &Reading, width: u16) -> usize {
    lay_out(&reading.lines, usize::from(width.saturating_sub(4).min(MAX_WIDTH))).len()
}
