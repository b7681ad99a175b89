//! Changed words: lines of a hunk paired by likeness, and where they differ.

use std::collections::HashMap;
use std::ops::Range;

use similar::{DiffOp, TextDiff};

use super::document::Document;

/// Stretches of a line, in bytes.
type Ranges = Vec<Range<u32>>;

/// For lines by 0-based index, the changed stretches in bytes of the line.
pub type Words = HashMap<u32, Vec<Range<u32>>>;

/// Hunks with more lines on a side than this are not compared word by word.
const MAX_HUNK: u32 = 120;

/// Lines with more bytes than this are not compared.
const MAX_LINE: usize = 600;

/// How many lines of a document are compared at most.
const MAX_LINES: u32 = 3_000;

/// Lines less alike than this are not a pair.
const ALIKE: f32 = 0.4;

/// What was edited within lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edited {
    /// The changed words of the old side.
    pub old: Words,
    /// The changed words of the new side.
    pub new: Words,
    /// Lines, by 0-based index, that are one edited line: in base, in head.
    pub pairs: Vec<(u32, u32)>,
}

/// The edited lines of a document with their changed words.
#[must_use]
pub fn edited(document: &Document) -> Edited {
    let mut edited = Edited::default();
    let mut left = MAX_LINES;
    for hunk in &document.hunks {
        let (olds, news) = (hunk.old.count, hunk.new.count);
        if olds == 0 || news == 0 || olds.max(news) > MAX_HUNK {
            continue;
        }
        let Some(rest) = left.checked_sub(olds + news) else { return edited };
        left = rest;
        let (first_old, first_new) = (hunk.old.start.index(), hunk.new.start.index());
        let mut next_old = 0;
        for new in 0..news as usize {
            let new_line = document.new.line(first_new + new);
            for old in next_old..(olds as usize).min(next_old + 8) {
                let old_line = document.old.line(first_old + old);
                if let Some((gone, came)) = compare(old_line, new_line) {
                    insert(&mut edited.old, first_old + old, gone);
                    insert(&mut edited.new, first_new + new, came);
                    edited.pairs.extend(index(first_old + old).zip(index(first_new + new)));
                    next_old = old + 1;
                    break;
                }
            }
        }
    }
    edited
}

fn index(line: usize) -> Option<u32> {
    u32::try_from(line).ok()
}

fn insert(words: &mut Words, line: usize, ranges: Vec<Range<u32>>) {
    if let (Ok(line), false) = (u32::try_from(line), ranges.is_empty()) {
        words.insert(line, ranges);
    }
}

/// Where two lines differ, when they are alike enough to be one edited line.
fn compare(old: &str, new: &str) -> Option<(Ranges, Ranges)> {
    if old.len() > MAX_LINE
        || new.len() > MAX_LINE
        || old.trim().is_empty()
        || new.trim().is_empty()
    {
        return None;
    }
    let (old_words, new_words) = (split(old), split(new));
    let diff = TextDiff::from_slices(&old_words, &new_words);
    let (mut gone, mut came) = (Vec::new(), Vec::new());
    let mut kept = 0;
    for operation in diff.ops() {
        if let DiffOp::Equal { old_index, len, .. } = operation {
            kept += trimmed(old_words.get(*old_index..old_index + len));
            continue;
        }
        push(&mut gone, &old_words, operation.old_range());
        push(&mut came, &new_words, operation.new_range());
    }
    let whole = old.trim().len() + new.trim().len();
    // A new depth of blanks at the beginning is seen without emphasis.
    gone.retain(|range| !is_indent(old, range));
    came.retain(|range| !is_indent(new, range));
    #[expect(clippy::cast_precision_loss, reason = "lines are short")]
    let alike = (2 * kept) as f32 / whole.max(1) as f32;
    (alike >= ALIKE).then_some((gone, came))
}

fn is_indent(line: &str, range: &Range<u32>) -> bool {
    line.get(..range.end as usize).is_some_and(|before| before.trim().is_empty())
}

fn trimmed(words: Option<&[&str]>) -> usize {
    words.into_iter().flatten().map(|word| word.trim().len()).sum()
}

/// Adds the bytes of a range of words, joined to the range before it when only
/// they touch.
fn push(ranges: &mut Vec<Range<u32>>, words: &[&str], range: Range<usize>) {
    let length = |words: Option<&[&str]>| -> usize {
        words.into_iter().flatten().map(|word| word.len()).sum()
    };
    let start = length(words.get(..range.start));
    let end = start + length(words.get(range));
    let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
    if start == end {
        return;
    }
    match ranges.last_mut() {
        Some(last) if last.end == start => last.end = end,
        _ => ranges.push(start..end),
    }
}

/// Names, numbers, runs of blanks, and every other character by itself.
fn split(line: &str) -> Vec<&str> {
    let class = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' => 1,
        c if c.is_whitespace() => 2,
        _ => 0,
    };
    let mut words = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in line.char_indices() {
        let now = class(c);
        if last.is_some_and(|before| before != now || now == 0) {
            words.extend(line.get(start..at));
            start = at;
        }
        last = Some(now);
    }
    words.extend(line.get(start..).filter(|rest| !rest.is_empty()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_name_is_the_only_changed_word() {
        let (gone, came) = compare("    save(old_name, 1)", "    save(new_name, 1)").unwrap();
        let one = |ranges: &[Range<u32>]| format!("{ranges:?}");
        assert_eq!((one(&gone), one(&came)), ("[9..17]".to_owned(), "[9..17]".to_owned()));
    }

    #[test]
    fn unlike_lines_are_not_a_pair() {
        assert!(compare("return None", "raise Conflict('x', y)").is_none());
    }
}
