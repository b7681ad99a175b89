//! One line of code in colour: tokens, changed words, matches, marks, cut at
//! the edges.

use ratatui::style::Style;

use super::brush::Brush;
use crate::catalog::Meaning;
use crate::syntax::highlight::{Token, TokenKind};
use crate::tui::document::Text;
use crate::tui::state::Needle;
use crate::tui::text;

/// What a line of code is drawn with besides its text.
pub(super) struct Coat<'a> {
    /// Beneath everything.
    pub ground: Style,
    /// The look of changed words.
    pub words: Meaning,
    /// What is searched.
    pub needle: Option<&'a Needle>,
    /// Whether this is the line of the match that was gone to.
    pub is_current_match: bool,
    /// At which ends it is said that the line goes on.
    pub edges: Edges,
}

/// The ends of a line at which it is said that it goes on there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edges {
    /// At both: it is cut.
    Both,
    /// At its end: it is the last line that was wrapped.
    Right,
    /// At none: it goes on in the next line.
    None,
}

/// Draws the line at a 0-based index of a text, from `x` to before `end`,
/// leaving out the first `column` cells; returns the column after it.
pub(super) fn render(
    text: &Text,
    index: usize,
    (x, y, end): (u16, u16, u16),
    column: usize,
    coat: &Coat<'_>,
    brush: &mut Brush<'_>,
) -> u16 {
    let line = text.line(index);
    let tokens = text.tokens.line(index);
    let words = u32::try_from(index).ok().and_then(|index| text.words.get(&index));
    let words = words.map_or(&[][..], Vec::as_slice);
    let mut found = coat.needle.and_then(|needle| needle.find(line, 0));
    let mut token = 0;
    let (mut at, mut cells) = (x, 0);
    for glyph in text::glyphs(line, brush.paint.ascii()) {
        let before = cells;
        cells += glyph.width;
        if before < column {
            continue;
        }
        let byte = u32::try_from(glyph.at).unwrap_or(u32::MAX);
        let mut style = coat.ground.patch(brush.paint.code(kind_at(tokens, &mut token, byte)));
        if glyph.is_mark {
            style = style.patch(brush.paint.of(tab_or_mark(&glyph.text)));
        }
        if words.iter().any(|range| range.contains(&byte)) {
            style = style.patch(brush.paint.of(coat.words));
        }
        while let (Some(range), Some(needle)) = (&found, coat.needle) {
            if glyph.at < range.end {
                break;
            }
            found = needle.find(line, range.end);
        }
        if found.as_ref().is_some_and(|range| range.contains(&glyph.at)) {
            let current = coat.is_current_match;
            let meaning = if current { Meaning::CurrentMatch } else { Meaning::Match };
            style = style.patch(brush.paint.of(meaning));
        }
        let next = brush.glyph(at, y, end, (&glyph.text, glyph.width), style);
        if next == at && glyph.width > 0 {
            if coat.edges != Edges::None {
                cut_sign(at, y, end, brush);
            }
            return end;
        }
        at = next;
    }
    if column > 0 && cells > 0 && coat.edges == Edges::Both {
        let muted = brush.paint.of(Meaning::Muted);
        let sign = brush.paint.pick("<", "‹");
        brush.glyph(x, y, end, (sign, 1), coat.ground.patch(muted));
    }
    at
}

/// Says at the right edge that the line goes on.
fn cut_sign(at: u16, y: u16, end: u16, brush: &mut Brush<'_>) {
    let style = brush.paint.of(Meaning::Accent);
    let x = at.min(end.saturating_sub(1));
    let sign = brush.paint.pick(">", "›");
    brush.glyph(x, y, end, (sign, 1), style);
}

/// Tabs are drawn quietly, everything else that is marked loudly.
fn tab_or_mark(text: &str) -> Meaning {
    if text.starts_with(['→', '>']) { Meaning::Border } else { Meaning::Invisible }
}

/// The kind of the token that holds a byte; `from` is moved on with the bytes.
fn kind_at(tokens: &[Token], from: &mut usize, byte: u32) -> TokenKind {
    while tokens.get(*from).is_some_and(|token| token.end() <= byte) {
        *from += 1;
    }
    match tokens.get(*from) {
        Some(token) if token.start <= byte => token.kind,
        _ => TokenKind::Plain,
    }
}
