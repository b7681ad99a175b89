//! A line of code made safe to show, cut to a width around the part that matters.

use unicode_width::UnicodeWidthStr;

use super::wrap::cells;
use crate::report::visible::push_code;

/// A line as it is shown, and where its underline goes, in cells.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) length: usize,
}

/// How many cells are kept before the underlined part when a line is cut.
const BEFORE: usize = 8;

/// Shows a line in `width` cells with its chars `start..end` underlined; an end
/// beyond the line means its last char.
pub(super) fn show(line: &str, start: usize, end: usize, width: usize, ellipsis: &str) -> Shown {
    let pieces: Vec<String> = line
        .trim_end()
        .chars()
        .map(|c| {
            let mut piece = String::new();
            push_code(&mut piece, c);
            piece
        })
        .collect();
    let start = start.min(pieces.len());
    let end = end.clamp(start, pieces.len());
    // Cells before each char: a minified line may have a million of them.
    let mut sums = vec![0];
    for piece in &pieces {
        sums.push(sums.last().copied().unwrap_or(0) + cells(piece));
    }
    let before = |at: usize| sums[at];
    let total = before(pieces.len());
    let mut first = 0;
    if total > width && before(end) + 1 > width {
        while first < start && before(start) - before(first) > BEFORE {
            first += 1;
        }
    }
    let lead = if first > 0 { ellipsis } else { "" };
    let mut text = lead.to_owned();
    let mut shown = first;
    // One cell stays free for the sign that something was cut.
    while shown < pieces.len() {
        let piece = pieces[shown].width();
        let keep = if shown + 1 == pieces.len() { 0 } else { 1 };
        if cells(&text) + piece + keep > width {
            text.push_str(ellipsis);
            break;
        }
        text.push_str(&pieces[shown]);
        shown += 1;
    }
    let left = cells(lead) + before(start) - before(first);
    let right = cells(lead) + before(end.clamp(first, shown.max(first))) - before(first);
    Shown { text, start: left, length: right.saturating_sub(left).max(1) }
}
