//! Drawing text into cells, never beyond an area, never a raw control character.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::tui::link::Link;
use crate::tui::paint::Paint;
use crate::tui::text;

/// Where and how to draw.
pub(super) struct Brush<'frame> {
    buffer: &'frame mut Buffer,
    /// The styles.
    pub paint: &'frame Paint,
    /// What leads somewhere.
    pub links: Vec<Link>,
}

impl<'frame> Brush<'frame> {
    pub(super) fn new(buffer: &'frame mut Buffer, paint: &'frame Paint) -> Self {
        Self { buffer, paint, links: Vec::new() }
    }

    /// Gives every cell of an area a style and nothing to show.
    pub(super) fn fill(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                let cell = &mut self.buffer[(x, y)];
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Lays a style over the cells of an area.
    pub(super) fn tint(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        self.buffer.set_style(area, style);
    }

    /// Draws one glyph of a known width at a cell, if it fits before `end`;
    /// returns the column after it.
    pub(super) fn glyph(
        &mut self,
        x: u16,
        y: u16,
        end: u16,
        glyph: (&str, usize),
        style: Style,
    ) -> u16 {
        let (symbol, width) = glyph;
        let Ok(width) = u16::try_from(width) else { return end };
        let next = x.saturating_add(width);
        if width == 0 || next > end || !self.buffer.area.contains((x, y).into()) {
            return x;
        }
        if width == 1 || symbol.chars().count() == 1 {
            self.cell(x, y, symbol, style);
            for covered in x + 1..next {
                self.cell(covered, y, "", style);
            }
            return next;
        }
        // A mark or a cluster: a wide cluster is one symbol, a mark is many.
        if text::is_one_symbol(symbol) {
            self.cell(x, y, symbol, style);
            for covered in x + 1..next {
                self.cell(covered, y, "", style);
            }
        } else {
            let mut at = x;
            for c in symbol.chars() {
                at = self.glyph(
                    at,
                    y,
                    end,
                    (c.encode_utf8(&mut [0; 4]), text::char_width(c)),
                    style,
                );
            }
        }
        next
    }

    fn cell(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(if symbol.is_empty() { " " } else { symbol });
            cell.set_style(style);
            if cell.modifier.contains(Modifier::REVERSED) {
                // A colour would become the ground of its own stretch of the row.
                cell.fg = Color::Reset;
                cell.bg = Color::Reset;
            }
        }
    }

    /// Draws a text from a column to before `end`, cutting it; returns the
    /// column after it.
    pub(super) fn text(&mut self, x: u16, y: u16, end: u16, words: &str, style: Style) -> u16 {
        let plain = if self.paint.ascii() { text::plain(words) } else { words.into() };
        let mut at = x;
        for glyph in text::glyphs(&plain, self.paint.ascii()) {
            let next = self.glyph(at, y, end, (&glyph.text, glyph.width), style);
            if next == at && glyph.width > 0 {
                break;
            }
            at = next;
        }
        at
    }

    /// Draws a text that is cut with a sign where it does not fit.
    pub(super) fn cut(&mut self, x: u16, y: u16, end: u16, words: &str, style: Style) -> u16 {
        let room = usize::from(end.saturating_sub(x));
        let words = text::cut(words, room, self.paint.ascii());
        self.text(x, y, end, &words, style)
    }

    /// Draws a text that ends before `end`, not beginning before `from`;
    /// returns the column it begins at.
    pub(super) fn right(&mut self, from: u16, y: u16, end: u16, words: &str, style: Style) -> u16 {
        let width = u16::try_from(text::width(words)).unwrap_or(u16::MAX);
        let x = end.saturating_sub(width).max(from);
        self.cut(x, y, end, words, style);
        x
    }
}
