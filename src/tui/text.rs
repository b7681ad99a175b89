//! Text measured in cells: tabs, wide and combining characters, and marks for
//! what cannot be seen or must not reach the terminal.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::model::is_hidden;

/// Cells from one tab stop to the next.
const TAB: usize = 4;

/// Combining characters drawn on one base at most.
const MAX_COMBINING: usize = 6;

/// Something to draw: part of a line, or a mark that stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph<'line> {
    /// Byte of the line at which it stands.
    pub at: usize,
    /// What to draw.
    pub text: Cow<'line, str>,
    /// Cells it takes.
    pub width: usize,
    /// Whether it is a mark instead of the character itself.
    pub is_mark: bool,
}

/// The glyphs of a line, in order. With `ascii`, whatever is not becomes a mark.
pub fn glyphs(line: &str, ascii: bool) -> impl Iterator<Item = Glyph<'_>> {
    let mut column = 0;
    Clusters { line, at: 0 }.map(move |(at, cluster)| {
        let glyph = glyph(at, cluster, column, ascii);
        column += glyph.width;
        glyph
    })
}

/// The grapheme clusters of a line, each with its first byte (UAX 29). A printable ASCII
/// character before another one, as most of code is, needs no tables to stand alone.
struct Clusters<'line> {
    line: &'line str,
    at: usize,
}

impl<'line> Iterator for Clusters<'line> {
    type Item = (usize, &'line str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.line.get(self.at..)?;
        let length = match rest.as_bytes() {
            [0x20..=0x7e] | [0x20..=0x7e, ..=0x7f, ..] => 1,
            _ => rest.graphemes(true).next()?.len(),
        };
        let at = self.at;
        self.at += length;
        Some((at, rest.get(..length)?))
    }
}

fn glyph(at: usize, cluster: &str, column: usize, ascii: bool) -> Glyph<'_> {
    if let [byte @ 0x20..=0x7e] = cluster.as_bytes() {
        let _ = byte;
        return Glyph { at, text: Cow::Borrowed(cluster), width: 1, is_mark: false };
    }
    if cluster == "\t" {
        let width = TAB - column % TAB;
        let mut text = String::from(if ascii { ">" } else { "→" });
        text.extend(std::iter::repeat_n(' ', width - 1));
        return Glyph { at, text: Cow::Owned(text), width, is_mark: true };
    }
    if ascii && !cluster.is_ascii() {
        let text: String = cluster.chars().map(name).collect();
        return Glyph { at, width: text.width(), text: Cow::Owned(text), is_mark: true };
    }
    if let Some(text) = mark(cluster) {
        return Glyph { at, width: text.width(), text: Cow::Owned(text), is_mark: true };
    }
    let text = if cluster.chars().count() > MAX_COMBINING + 1 {
        Cow::Owned(cluster.chars().take(MAX_COMBINING + 1).collect())
    } else {
        Cow::Borrowed(cluster)
    };
    Glyph { at, width: text.width(), text, is_mark: false }
}

/// What stands for a cluster that must not be drawn as it is.
fn mark(cluster: &str) -> Option<String> {
    let is_picture = cluster.width() >= 2;
    let hidden = |c: char| {
        c.is_control() || is_invisible(c) && !(is_picture && matches!(c, '\u{200d}' | '\u{fe0f}'))
    };
    if cluster.chars().any(hidden) {
        let shown = |c: char| if hidden(c) { name(c) } else { c.to_string() };
        return Some(cluster.chars().map(shown).collect());
    }
    // A combining character without a base would join the cell before it.
    (cluster.width() == 0).then(|| cluster.chars().map(name).collect())
}

fn name(c: char) -> String {
    match c {
        '\0'..='\x1f' => format!("^{}", char::from(c as u8 + b'@')),
        '\x7f' => "^?".to_owned(),
        c => format!("<U+{:04X}>", c as u32),
    }
}

/// Whether a character leaves no trace or turns the order of others around.
fn is_invisible(c: char) -> bool {
    is_hidden(c)
        || matches!(c,
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0080}'..='\u{e0fff}')
}

/// Words of the screen itself, with ASCII in place of its few other characters.
#[must_use]
pub fn plain(words: &str) -> Cow<'_, str> {
    if words.is_ascii() {
        return Cow::Borrowed(words);
    }
    let ascii = |c| match c {
        '·' => '-',
        '…' => '~',
        '→' => '>',
        '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        c => c,
    };
    Cow::Owned(words.chars().map(ascii).collect())
}

/// Cells a character takes by itself.
#[must_use]
pub fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Whether a text is a single cluster that one cell can hold.
#[must_use]
pub fn is_one_symbol(text: &str) -> bool {
    text.graphemes(true).nth(1).is_none()
}

/// The line with marks for what must not be drawn; for titles and messages.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..=0x7e).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(glyphs(text, false).map(|glyph| glyph.text.into_owned()).collect())
}

/// Cells a text takes when drawn by [`safe`].
#[must_use]
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, 0x20..=0x7e)) {
        return text.len();
    }
    glyphs(text, false).map(|glyph| glyph.width).sum()
}

/// The text cut to at most `cells`, with a sign at the end where it was cut.
#[must_use]
pub fn cut(text: &str, cells: usize, ascii: bool) -> String {
    if width(text) <= cells {
        return safe(text).into_owned();
    }
    let sign = if ascii { "~" } else { "…" };
    let mut cut = String::new();
    let mut left = cells.saturating_sub(1);
    for glyph in glyphs(text, ascii) {
        if glyph.width > left {
            break;
        }
        left -= glyph.width;
        cut.push_str(&glyph.text);
    }
    if cells > 0 {
        cut.push_str(sign);
    }
    cut
}

/// The text cut at its beginning, for paths, whose end says more.
#[must_use]
pub fn cut_front(text: &str, cells: usize, ascii: bool) -> String {
    let total = width(text);
    if total <= cells {
        return safe(text).into_owned();
    }
    let mut over = (total + 1).saturating_sub(cells);
    let sign = if ascii { "~" } else { "…" };
    let mut cut = String::from(if cells > 0 { sign } else { "" });
    for glyph in glyphs(text, ascii) {
        if over > 0 {
            over = over.saturating_sub(glyph.width);
        } else {
            cut.push_str(&glyph.text);
        }
    }
    cut
}

/// Where the lines begin that a line of code takes in `cells` cells, in cells of the line;
/// `most` of them at most.
#[must_use]
pub fn breaks(line: &str, cells: usize, ascii: bool, most: usize) -> Vec<usize> {
    let mut starts = vec![0];
    if most <= 1 || cells == 0 {
        return starts;
    }
    if line.len() <= cells && line.bytes().all(|byte| (0x20..=0x7e).contains(&byte)) {
        return starts;
    }
    let (mut at, mut used) = (0, 0);
    for glyph in glyphs(line, ascii) {
        if used + glyph.width > cells && used > 0 {
            if starts.len() == most {
                break;
            }
            starts.push(at);
            used = 0;
        }
        used += glyph.width;
        at += glyph.width;
    }
    starts
}

/// The text broken between words into lines of at most `cells`; a longer word
/// is cut into pieces.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in safe(text).split_whitespace() {
        let length = word.width();
        if used > 0 && used + 1 + length <= cells {
            push(&mut lines, " ");
            push(&mut lines, word);
            used += 1 + length;
            continue;
        }
        if used > 0 {
            lines.push(String::new());
        }
        let mut rest = word;
        while rest.width() > cells {
            let (piece, after) = rest.split_at(piece_of(rest, cells));
            push(&mut lines, piece);
            lines.push(String::new());
            rest = after;
        }
        push(&mut lines, rest);
        used = rest.width();
    }
    lines
}

/// Bytes of a long word for a line of `cells`: up to behind the last separator in its second
/// half, not before what closes something; all that fits where there is none.
fn piece_of(word: &str, cells: usize) -> usize {
    let (mut used, mut fits, mut best) = (0, 0, None);
    for (at, c) in word.char_indices() {
        used += c.width().unwrap_or(0);
        if used > cells && at > 0 {
            break;
        }
        fits = at + c.len_utf8();
        let next = word.get(fits..).and_then(|rest| rest.chars().next());
        let closes = next.is_none_or(|next| ")]}>`'\",.;:!?".contains(next));
        if "/.,;:=([{)]}_-+|&".contains(c) && !closes && used * 2 >= cells {
            best = Some(fits);
        }
    }
    best.unwrap_or(fits)
}

/// The text cut to at most `cells`, its end kept: what tells it from others like it.
#[must_use]
pub fn cut_before(text: &str, end: &str, cells: usize, ascii: bool) -> String {
    let kept = width(end);
    match text.strip_suffix(end) {
        Some(begin) if width(text) > cells && kept + 4 < cells => {
            format!("{}{}", cut(begin, cells - kept, ascii), safe(end))
        }
        _ => cut(text, cells, ascii),
    }
}

fn push(lines: &mut [String], text: &str) {
    if let Some(last) = lines.last_mut() {
        last.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_those_of_the_standard() {
        let parts = ["a", " ", "\t", "\r", "\n", "é", "e\u{301}", "\u{301}", "世", "\u{200d}"];
        let more = ["👩", "🇩", "🇪", "\u{600}", "\u{fe0f}", "~", "\u{7f}", "각", "\u{0}"];
        let all: Vec<&str> = parts.into_iter().chain(more).collect();
        for first in &all {
            for second in &all {
                for third in &all {
                    let line = format!("x{first}{second}{third}y{second}{first}");
                    let ours: Vec<_> = Clusters { line: &line, at: 0 }.collect();
                    let theirs: Vec<_> = line.grapheme_indices(true).collect();
                    assert_eq!(ours, theirs, "{line:?}");
                }
            }
        }
    }

    fn drawn(line: &str) -> String {
        safe(line).into_owned()
    }

    #[test]
    fn nothing_dangerous_is_drawn_as_it_is() {
        assert_eq!(drawn("a\u{1b}[31mb"), "a^[[31mb");
        assert_eq!(drawn("x\u{202e}y"), "x<U+202E>y");
        assert_eq!(drawn("x\u{200b}y"), "x<U+200B>y");
        assert_eq!(drawn("\u{9b}"), "<U+009B>");
        assert!(!drawn("\u{301}a").starts_with('\u{301}'));
    }

    #[test]
    fn tabs_and_wide_characters_are_measured_in_cells() {
        assert_eq!(drawn("\tx\ty"), "→   x→  y");
        assert_eq!(width("漢字e\u{301}"), 5);
        assert_eq!(cut("漢字漢字", 4, false), "漢…");
        assert_eq!(cut_front("a/long/path.py", 8, false), "…path.py");
    }

    #[test]
    fn a_line_of_code_breaks_between_glyphs_and_not_too_often() {
        assert_eq!(breaks("abcdefgh", 3, false, 9), [0, 3, 6]);
        assert_eq!(breaks("abcdefgh", 3, false, 2), [0, 3]);
        assert_eq!(breaks("abcdefgh", 8, false, 9), [0]);
        assert_eq!(breaks("漢字漢", 3, false, 9), [0, 2, 4]);
        assert_eq!(breaks("a\tb\tc", 5, false, 9), [0, 5], "tabs stop where they do in one line");
        assert_eq!(breaks("e\u{301}e\u{301}e\u{301}", 2, false, 9), [0, 2]);
        assert_eq!(breaks("x\u{202e}y", 4, false, 9), [0, 1, 9]);
        assert_eq!(breaks("", 3, false, 9), [0]);
    }

    #[test]
    fn words_are_wrapped_and_long_ones_cut() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
    }

    #[test]
    fn long_words_break_behind_separators_and_never_before_what_closes() {
        let call = "`store.create_delivery(context.carrier,";
        assert_eq!(wrap(call, 32), ["`store.create_delivery(context.", "carrier,"]);
        let name = "test_a_parcel_of_somebody_else_is_not_there";
        assert_eq!(wrap(name, 34), ["test_a_parcel_of_somebody_else_is_", "not_there"]);
        assert_eq!(wrap("say `data[\"text\"]`; and", 16), ["say", "`data[\"text\"]`;", "and"]);
        assert_eq!(wrap("abcdefg`;", 7), ["abcdefg", "`;"], "without a separator all that fits");
    }

    #[test]
    fn the_end_that_tells_it_from_others_is_kept() {
        let title = "sql-injection [connection.execute #2]";
        assert_eq!(cut_before(title, "#2]", 24, false), "sql-injection [conne…#2]");
        assert_eq!(cut_before(title, "#2]", 40, false), title);
    }
}
