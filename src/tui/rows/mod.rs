//! The rows of a diff, unified or side by side, found by number without listing
//! them: cost follows the number of hunks, never the length of the file.

mod columns;
mod folds;
mod handlers;
#[cfg(test)]
mod tests;

pub use columns::{Columns, Part, Sign};
pub use folds::{Folds, Spans};

use std::ops::Range;

use crate::model::Side;

use super::document::Document;
use folds::shown;

/// What stands on a row. Lines are 0-based indexes of their side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A line that is in head, and in base where `old` is known.
    Same {
        /// The line of the old side.
        old: Option<usize>,
        /// The line of the new side.
        new: usize,
    },
    /// A line that is only in base.
    Old(usize),
    /// A line that is only in head.
    New(usize),
    /// A line that is only in base, beside one that is only in head.
    Pair {
        /// The line of the old side.
        old: usize,
        /// The line of the new side.
        new: usize,
    },
    /// Lines that are folded away: the first on the new side, and how many.
    Fold {
        /// First hidden line of the new side.
        new: usize,
        /// How many lines of the new side are hidden.
        count: usize,
        /// What they are.
        hidden: Hidden,
    },
}

/// What is folded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// Lines that are the same on both sides.
    Same,
    /// Lines of no handler.
    NoHandler {
        /// How many rows they would take.
        lines: usize,
        /// How many of those are changed.
        changed: usize,
    },
}

impl Row {
    /// The line of a side on this row.
    #[must_use]
    pub fn line(self, side: Side) -> Option<usize> {
        match (self, side) {
            (Self::Same { old, .. }, Side::Base) => old,
            (Self::Old(old) | Self::Pair { old, .. }, Side::Base) => Some(old),
            (Self::Same { new, .. } | Self::New(new) | Self::Pair { new, .. }, Side::Head) => {
                Some(new)
            }
            _ => None,
        }
    }

    /// The line by which a person calls the row: that in head, else in base.
    #[must_use]
    pub fn named(self) -> Option<(Side, usize)> {
        self.line(Side::Head)
            .map(|line| (Side::Head, line))
            .or_else(|| self.line(Side::Base).map(|line| (Side::Base, line)))
    }

    /// Whether the line is not the same on both sides.
    #[must_use]
    pub fn is_change(self) -> bool {
        matches!(self, Self::Old(_) | Self::New(_) | Self::Pair { .. })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    first_row: usize,
    rows: usize,
    start: Row,
}

/// The rows of a document under some folds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    segments: Vec<Segment>,
    count: usize,
    folds: usize,
}

impl Rows {
    /// Lays a document out, side by side where `split`.
    #[must_use]
    pub fn new(document: &Document, folds: &Folds, split: bool) -> Self {
        let mut rows = Self::default();
        let (olds, news) = (document.old.count(), document.new.count());
        let has_old = document.old.lines.is_some();
        if document.new.lines.is_none() {
            rows.push(Row::Old(0), olds);
            return rows;
        }
        let shown = shown(document, folds);
        let (mut old, mut new) = (0, 0);
        for hunk in &document.hunks {
            let first_new = hunk.new.start.index().clamp(new, news);
            rows.push_same(has_old.then_some(old), new..first_new, &shown);
            let first_old = (old + first_new - new).min(olds);
            let old_count = (hunk.old.count as usize).min(olds - first_old);
            let new_count = (hunk.new.count as usize).min(news - first_new);
            let (olds, news) = (first_old..first_old + old_count, first_new..first_new + new_count);
            if split {
                rows.push_beside(olds, news, document);
            } else {
                rows.push(Row::Old(first_old), old_count);
                rows.push(Row::New(first_new), new_count);
            }
            old = first_old + old_count;
            new = first_new + new_count;
        }
        rows.push_same(has_old.then_some(old), new..news, &shown);
        match &folds.handlers {
            Some(spans) => rows.of_handlers(spans, &folds.shown),
            None => rows,
        }
    }

    fn push(&mut self, start: Row, rows: usize) {
        let before = self.segments.last_mut();
        if let Some(last) = before.filter(|last| goes_on(last, start)) {
            last.rows += rows;
            self.count += rows;
        } else if rows > 0 {
            self.segments.push(Segment { first_row: self.count, rows, start });
            self.count += rows;
        }
    }

    /// Adds changed lines side by side: those that are one edited line on one row, the
    /// others beside each other as far as there are any.
    fn push_beside(&mut self, olds: Range<usize>, news: Range<usize>, document: &Document) {
        let (mut old, mut new) = (olds.start, news.start);
        for (paired_old, paired_new) in document.pairs_in(&olds) {
            if !news.contains(&paired_new) || paired_new < new {
                continue;
            }
            self.push_gap(old..paired_old, new..paired_new);
            self.push(Row::Pair { old: paired_old, new: paired_new }, 1);
            (old, new) = (paired_old + 1, paired_new + 1);
        }
        self.push_gap(old..olds.end, new..news.end);
    }

    fn push_gap(&mut self, olds: Range<usize>, news: Range<usize>) {
        let both = olds.len().min(news.len());
        self.push(Row::Pair { old: olds.start, new: news.start }, both);
        self.push(Row::Old(olds.start + both), olds.len() - both);
        self.push(Row::New(news.start + both), news.len() - both);
    }

    /// Adds lines that are the same on both sides, folding what is not shown.
    fn push_same(&mut self, old: Option<usize>, lines: Range<usize>, shown: &[Range<usize>]) {
        let old_of = |new: usize| old.map(|old| old + new - lines.start);
        let mut at = lines.start;
        for range in shown {
            let (start, end) = (range.start.max(at), range.end.min(lines.end));
            if start >= end {
                continue;
            }
            self.push_fold(old_of(at), at, start - at);
            self.push(Row::Same { old: old_of(start), new: start }, end - start);
            at = end;
        }
        self.push_fold(old_of(at), at, lines.end.saturating_sub(at));
    }

    fn push_fold(&mut self, old: Option<usize>, new: usize, count: usize) {
        match count {
            0 => {}
            1 => self.push(Row::Same { old, new }, 1),
            _ => {
                self.push(Row::Fold { new, count, hidden: Hidden::Same }, 1);
                self.folds += 1;
            }
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether lines are folded away.
    #[must_use]
    pub fn has_folds(&self) -> bool {
        self.folds > 0
    }

    /// What stands on a 0-based row.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<Row> {
        let after = self.segments.partition_point(|segment| segment.first_row <= row);
        let segment = self.segments.get(after.checked_sub(1)?)?;
        let offset = row - segment.first_row;
        (offset < segment.rows).then(|| advance(segment.start, offset))
    }

    /// The row of a line of a side, that of its fold where it is folded away.
    #[must_use]
    pub fn of_line(&self, side: Side, line: usize) -> Option<usize> {
        let mut fold_before = None;
        for segment in &self.segments {
            if let Row::Fold { new, count, .. } = segment.start {
                if side == Side::Head && (new..new + count).contains(&line) {
                    return Some(segment.first_row);
                }
                fold_before = Some(segment.first_row);
                continue;
            }
            let Some(first) = segment.start.line(side) else { continue };
            if line < first {
                return fold_before.or(Some(segment.first_row));
            }
            if line < first + segment.rows {
                return Some(segment.first_row + line - first);
            }
            fold_before = None;
        }
        fold_before
    }

    /// Rows at which changed lines begin, in order.
    pub fn hunks(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.segments.iter().enumerate().filter_map(|(index, segment)| {
            let before = index.checked_sub(1).and_then(|index| self.segments.get(index));
            let begins =
                segment.start.is_change() && !before.is_some_and(|other| other.start.is_change());
            begins.then_some(segment.first_row)
        })
    }

    /// The fold nearest to a row.
    #[must_use]
    pub fn nearest_fold(&self, row: usize) -> Option<(usize, Range<usize>)> {
        self.segments
            .iter()
            .filter_map(|segment| match segment.start {
                Row::Fold { new, count, .. } => Some((segment.first_row, new..new + count.max(1))),
                _ => None,
            })
            .min_by_key(|(at, _)| at.abs_diff(row))
    }
}

/// Whether a row is what comes next in a segment of paired lines.
fn goes_on(segment: &Segment, next: Row) -> bool {
    matches!(next, Row::Pair { .. }) && advance(segment.start, segment.rows) == next
}

fn advance(start: Row, by: usize) -> Row {
    match start {
        Row::Same { old, new } => Row::Same { old: old.map(|old| old + by), new: new + by },
        Row::Old(old) => Row::Old(old + by),
        Row::New(new) => Row::New(new + by),
        Row::Pair { old, new } => Row::Pair { old: old + by, new: new + by },
        fold @ Row::Fold { .. } => fold,
    }
}
