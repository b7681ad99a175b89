//! One list for all that is listed: rows with a sign and a place, the chosen one in full, and
//! how much lies above and below.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::brush::Brush;
use crate::catalog::Meaning;
use crate::tui::text;

/// From this many blank cells on, dots lead from a text to what stands at its right.
const FAR: u16 = 8;

/// The chosen row takes so many lines at most.
const MOST: usize = 6;

/// A row of a list.
#[derive(Debug, Clone)]
pub(super) struct Row<'row> {
    /// What stands before it.
    pub sign: Option<(char, Style)>,
    /// What it says.
    pub text: Cow<'row, str>,
    /// What stands at its right, muted.
    pub right: Cow<'row, str>,
    /// How it looks.
    pub look: Look,
}

/// How a row looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// As a row that can be chosen.
    Plain,
    /// As one that cannot be taken now.
    Muted,
    /// As the heading of those below.
    Heading,
}

impl<'row> Row<'row> {
    /// A row without a sign.
    pub(super) fn plain(text: impl Into<Cow<'row, str>>, right: impl Into<Cow<'row, str>>) -> Self {
        Self { sign: None, text: text.into(), right: right.into(), look: Look::Plain }
    }

    /// Its lines where it is not chosen: one, but as many as a heading takes.
    fn lines(&self, width: u16) -> Vec<Cow<'_, str>> {
        let room = usize::from(width).saturating_sub(2);
        if self.look != Look::Heading || text::width(&self.text) <= room {
            return vec![Cow::Borrowed(self.text.as_ref())];
        }
        let mut lines = text::wrap(&self.text, room);
        lines.truncate(MOST);
        lines.into_iter().map(Cow::Owned).collect()
    }
}

/// Rows, the chosen one and the first to show.
pub(super) struct List<'list> {
    /// The rows.
    pub rows: &'list [Row<'list>],
    /// The 0-based chosen one.
    pub cursor: usize,
    /// The 0-based first that is shown, further down where the chosen one would not fit.
    pub top: usize,
    /// Whether the right side stands as near as the widest rows allow.
    pub is_near: bool,
}

/// How many rows are not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Hidden {
    /// Above the first.
    pub above: usize,
    /// Below the last.
    pub below: usize,
}

impl Hidden {
    /// `↑ 3  ↓ 12 more`; nothing where all is shown.
    pub(super) fn words(self, ascii: bool) -> String {
        let (up, down) = if ascii { ("^", "v") } else { ("↑", "↓") };
        match (self.above, self.below) {
            (0, 0) => String::new(),
            (above, 0) => format!("{up} {above} more"),
            (0, below) => format!("{down} {below} more"),
            (above, below) => format!("{up} {above} {down} {below} more"),
        }
    }
}

/// A shown row: its index, its first line below the upper edge, and its lines.
struct Shown<'list> {
    index: usize,
    at: u16,
    lines: Vec<Cow<'list, str>>,
    /// Lines of the right side, where it does not fit beside the text.
    beneath: Vec<String>,
}

impl Shown<'_> {
    fn height(&self) -> u16 {
        u16::try_from(self.lines.len() + self.beneath.len()).unwrap_or(1).max(1)
    }
}

impl List<'_> {
    /// The index of the row at a line of an area, both 0-based.
    pub(super) fn row_at(&self, width: u16, height: u16, line: u16) -> Option<usize> {
        let shown = self.shown(width, height);
        let is_it = |row: &&Shown<'_>| (row.at..row.at + row.height()).contains(&line);
        shown.iter().find(is_it).map(|row| row.index)
    }

    /// The rows that are shown; of the chosen one everything.
    fn shown(&self, width: u16, height: u16) -> Vec<Shown<'_>> {
        let mut top = self.top.min(self.rows.len());
        let chosen = self.full(width);
        let needed = chosen.height();
        let offset = self.cursor.saturating_sub(top);
        let over = (offset + usize::from(needed)).saturating_sub(usize::from(height));
        if self.cursor >= top {
            top += over.min(offset);
        }
        let (mut shown, mut at) = (Vec::new(), 0);
        let mut chosen = Some(chosen);
        for (index, row) in self.rows.iter().enumerate().skip(top) {
            if at >= height {
                break;
            }
            let mut next = match chosen.take_if(|_| index == self.cursor) {
                Some(full) => full,
                None => Shown { index, at, lines: row.lines(width), beneath: Vec::new() },
            };
            next.at = at;
            at += next.height();
            shown.push(next);
        }
        shown
    }

    /// The chosen row with as many lines as its words take.
    fn full(&self, width: u16) -> Shown<'_> {
        let (mut lines, mut beneath) = (Vec::new(), Vec::new());
        if let Some(row) = self.rows.get(self.cursor) {
            // The sign of the choice, its own, and a blank at the end.
            let room = usize::from(width).saturating_sub(AROUND);
            let (text, right) = (text::width(&row.text), text::width(&row.right));
            if text + 2 + right <= room || right == 0 && text <= room {
                lines.push(Cow::Borrowed(row.text.as_ref()));
            } else if right > room / 2 || row.look == Look::Heading {
                lines.extend(text::wrap(&row.text, room).into_iter().map(Cow::Owned));
                beneath = text::wrap(&row.right, room);
            } else {
                let beside = room.saturating_sub(right + 2);
                lines.extend(text::wrap(&row.text, beside).into_iter().map(Cow::Owned));
            }
        }
        lines.truncate(MOST);
        beneath.truncate(MOST);
        Shown { index: self.cursor, at: 0, lines, beneath }
    }

    /// How many more lines than one its rows take at most, where they are chosen.
    pub(super) fn spare(&self, width: u16) -> u16 {
        let of = |cursor: usize| List { cursor, ..*self }.full(width).height();
        (0..self.rows.len()).map(of).max().unwrap_or(1).saturating_sub(1)
    }

    /// Where the right side of the rows ends.
    fn end(&self, area: Rect) -> u16 {
        let end = area.right().saturating_sub(1);
        if !self.is_near {
            return end;
        }
        let widest = |of: fn(&Row<'_>) -> usize| {
            let rows = self.rows.iter().filter(|row| row.look != Look::Heading);
            rows.map(of).max().unwrap_or(0)
        };
        let needed = widest(|row| text::width(&row.text)) + widest(|row| text::width(&row.right));
        let needed = u16::try_from(needed + AROUND + 3).unwrap_or(u16::MAX);
        end.min(area.x.saturating_add(needed))
    }

    /// Draws the rows; tells how many are not shown.
    pub(super) fn render(&self, area: Rect, ground: Style, brush: &mut Brush<'_>) -> Hidden {
        let shown = self.shown(area.width, area.height);
        let end = self.end(area);
        let mut hidden = Hidden { above: 0, below: self.rows.len() };
        if let (Some(first), Some(last)) = (shown.first(), shown.last()) {
            // A heading alone above what is shown is no news.
            let above = self.rows.get(..first.index).unwrap_or_default();
            let is_row = |row: &&Row<'_>| row.look != Look::Heading;
            let below = self.rows.get(last.index + 1..).unwrap_or_default();
            hidden = Hidden {
                above: above.iter().filter(is_row).count(),
                below: below.iter().filter(is_row).count(),
            };
        }
        for row in &shown {
            self.draw(row, Rect { width: end.saturating_sub(area.x), ..area }, area, ground, brush);
        }
        hidden
    }

    fn draw(
        &self,
        shown: &Shown<'_>,
        inner: Rect,
        area: Rect,
        ground: Style,
        brush: &mut Brush<'_>,
    ) {
        let Some(row) = self.rows.get(shown.index) else { return };
        let y = area.y + shown.at;
        let is_cursor = shown.index == self.cursor && row.look != Look::Heading;
        let height = shown.height().min(area.bottom().saturating_sub(y));
        let mut ground = ground;
        if is_cursor {
            ground = ground.patch(brush.paint.of(Meaning::Selection));
            brush.tint(Rect { y, height, ..area }, Style { fg: None, ..ground });
        }
        let end = inner.right();
        if row.look == Look::Heading {
            let style = ground.patch(brush.paint.of(Meaning::Accent)).add_modifier(Modifier::BOLD);
            for (y, line) in (y..area.bottom()).zip(&shown.lines) {
                brush.cut(area.x + 1, y, area.right(), line, style);
            }
            return;
        }
        let lead = if is_cursor { brush.paint.pick(">", "▸") } else { " " };
        let accent = ground.patch(brush.paint.of(Meaning::Accent));
        brush.text(area.x, y, end, lead, accent);
        if let Some((sign, style)) = row.sign {
            brush.text(area.x + 1, y, end, &sign.to_string(), ground.patch(style));
        }
        let x = area.x + 3;
        let muted = ground.patch(brush.paint.of(Meaning::Muted));
        let style = if row.look == Look::Muted { muted } else { ground };
        let begin = if shown.beneath.is_empty() {
            right_side(row, (x, y, end), muted, brush)
        } else {
            end + 1
        };
        let rows = (y..area.y + area.height).zip(&shown.lines);
        for (y, line) in rows {
            let after = brush.cut(x, y, begin.saturating_sub(1).max(x), line, style);
            if y == area.y + shown.at && !row.right.is_empty() && shown.beneath.is_empty() {
                dots((after + 1, y, begin.saturating_sub(1)), ground, brush);
            }
        }
        let below = y + u16::try_from(shown.lines.len()).unwrap_or(1);
        for (y, line) in (below..area.bottom()).zip(&shown.beneath) {
            brush.right(x, y, end, line, muted);
        }
    }
}

/// The sign of the choice, that of the row, a blank after each, and one at the end.
const AROUND: usize = 4;

/// What stands at the right of a row; returns where it begins.
fn right_side(
    row: &Row<'_>,
    (x, y, end): (u16, u16, u16),
    muted: Style,
    brush: &mut Brush<'_>,
) -> u16 {
    if row.right.is_empty() {
        return end + 1;
    }
    let room = usize::from(end.saturating_sub(x));
    let kept = room.saturating_sub(text::width(&row.text) + 2).max(room / 2);
    // Of a path the end says more, of words the beginning.
    let cut = if row.right.contains(' ') { text::cut } else { text::cut_front };
    let right = cut(&row.right, kept, brush.paint.ascii());
    brush.right(x, y, end, &right, muted)
}

/// Dots that lead the eye over a gap, where it is wide.
fn dots((from, y, to): (u16, u16, u16), ground: Style, brush: &mut Brush<'_>) {
    if to.saturating_sub(from) < FAR {
        return;
    }
    let style = ground.patch(Style { bg: None, ..brush.paint.of(Meaning::Border) });
    let dot = brush.paint.pick(".", "·");
    // On the same columns in every row.
    for x in (from + 1..to.saturating_sub(1)).filter(|x| x % 2 == 0) {
        brush.glyph(x, y, to, (dot, 1), style);
    }
}
