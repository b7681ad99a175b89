//! The rows of a unified diff, found by number without listing them: cost
//! follows the number of hunks, never the length of the file.

use std::ops::Range;

use crate::model::Side;

use super::document::Document;

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
    /// Lines that are folded away: the first on the new side, and how many.
    Fold {
        /// First hidden line of the new side.
        new: usize,
        /// How many lines are hidden.
        count: usize,
    },
}

impl Row {
    /// The line of a side on this row.
    #[must_use]
    pub fn line(self, side: Side) -> Option<usize> {
        match (self, side) {
            (Self::Same { old, .. }, Side::Base) => old,
            (Self::Old(old), Side::Base) => Some(old),
            (Self::Same { new, .. } | Self::New(new), Side::Head) => Some(new),
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
        matches!(self, Self::Old(_) | Self::New(_))
    }
}

/// Which unchanged lines are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folds {
    /// Whether nothing is folded.
    pub whole: bool,
    /// Lines shown before and after what changed.
    pub context: usize,
    /// Lines of the new side that are shown besides.
    pub shown: Vec<Range<usize>>,
}

impl Default for Folds {
    fn default() -> Self {
        Self { whole: false, context: 3, shown: Vec::new() }
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
    /// Lays a document out.
    #[must_use]
    pub fn new(document: &Document, folds: &Folds) -> Self {
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
            rows.push(Row::Old(first_old), old_count);
            rows.push(Row::New(first_new), new_count);
            old = first_old + old_count;
            new = first_new + new_count;
        }
        rows.push_same(has_old.then_some(old), new..news, &shown);
        rows
    }

    fn push(&mut self, start: Row, rows: usize) {
        if rows > 0 {
            self.segments.push(Segment { first_row: self.count, rows, start });
            self.count += rows;
        }
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
                self.push(Row::Fold { new, count }, 1);
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
            if let Row::Fold { new, count } = segment.start {
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
                Row::Fold { new, count } => Some((segment.first_row, new..new + count)),
                _ => None,
            })
            .min_by_key(|(at, _)| at.abs_diff(row))
    }
}

fn advance(start: Row, by: usize) -> Row {
    match start {
        Row::Same { old, new } => Row::Same { old: old.map(|old| old + by), new: new + by },
        Row::Old(old) => Row::Old(old + by),
        Row::New(new) => Row::New(new + by),
        fold @ Row::Fold { .. } => fold,
    }
}

/// The new-side lines to show, sorted and not touching each other.
fn shown(document: &Document, folds: &Folds) -> Vec<Range<usize>> {
    if folds.whole || document.hunks.is_empty() && folds.shown.is_empty() {
        return std::iter::once(0..usize::MAX).collect();
    }
    let around = document.hunks.iter().map(|hunk| {
        let start = hunk.new.start.index();
        start.saturating_sub(folds.context)..start + hunk.new.count as usize + folds.context
    });
    let mut all: Vec<_> = around.chain(folds.shown.iter().cloned()).collect();
    all.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for range in all {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Hunk, LineRange, NewLine, OldLine};
    use crate::syntax::Lines;

    fn hunk(old: (usize, u32), new: (usize, u32)) -> Hunk {
        Hunk {
            old: LineRange { start: OldLine::from_index(old.0), count: old.1 },
            new: LineRange { start: NewLine::from_index(new.0), count: new.1 },
        }
    }

    /// 100 old lines, 99 new ones: one edited, two gone, one come.
    fn document() -> Document {
        let text = |count: usize| Some(Lines::new("line\n".repeat(count).into()));
        let mut document = Document::default();
        document.old.lines = text(100);
        document.new.lines = text(99);
        document.hunks =
            vec![hunk((10, 1), (10, 1)), hunk((50, 2), (50, 0)), hunk((90, 0), (88, 1))];
        document
    }

    #[test]
    fn every_line_stands_on_one_row_or_in_one_fold() {
        for context in [0, 3, 200] {
            let rows = Rows::new(&document(), &Folds { context, ..Folds::default() });
            let (mut next_old, mut next_new) = (0, 0);
            for row in (0..rows.count()).filter_map(|row| rows.get(row)) {
                match row {
                    Row::Same { old, new } => {
                        assert_eq!((old, new), (Some(next_old), next_new));
                        next_old += 1;
                        next_new += 1;
                    }
                    Row::Old(old) => {
                        assert_eq!(old, next_old);
                        next_old += 1;
                    }
                    Row::New(new) => {
                        assert_eq!(new, next_new);
                        next_new += 1;
                    }
                    Row::Fold { new, count } => {
                        assert_eq!(new, next_new);
                        next_old += count;
                        next_new += count;
                    }
                }
            }
            assert_eq!((next_old, next_new), (100, 99), "context {context}");
        }
    }

    #[test]
    fn a_line_is_found_on_its_row_and_a_folded_one_on_its_fold() {
        let rows = Rows::new(&document(), &Folds::default());
        for index in 0..rows.count() {
            let Some(row) = rows.get(index) else { panic!("row {index}") };
            if let Some((side, line)) = row.named() {
                assert_eq!(rows.of_line(side, line), Some(index));
            }
        }
        let fold = rows.of_line(Side::Head, 30).and_then(|row| rows.get(row));
        assert!(matches!(fold, Some(Row::Fold { .. })), "{fold:?}");
        assert_eq!(rows.hunks().count(), 3);
    }

    #[test]
    fn a_deleted_file_has_only_old_rows() {
        let mut document = document();
        document.new.lines = None;
        let rows = Rows::new(&document, &Folds::default());
        assert_eq!((rows.count(), rows.get(99)), (100, Some(Row::Old(99))));
    }
}
