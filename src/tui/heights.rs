//! How many lines of the screen a row takes where long lines are wrapped: found for the rows
//! that are asked for, never for the whole file.

use super::document::Document;
use super::grid::Grid;
use super::rows::{Columns, Rows};
use super::text;

/// The heights of rows, in lines of the screen.
#[derive(Debug, Clone, Copy)]
pub struct Heights<'a> {
    rows: &'a Rows,
    document: &'a Document,
    grid: Grid,
    ascii: bool,
    most: usize,
}

impl<'a> Heights<'a> {
    /// The heights of rows in a pane of `height` lines; all of them are 1 unless `wraps`. A row
    /// never takes more than half of the pane.
    #[must_use]
    pub fn new(
        (rows, document): (&'a Rows, &'a Document),
        grid: Grid,
        (wraps, ascii): (bool, bool),
        height: usize,
    ) -> Self {
        let most = if wraps { (height / 2).max(1) } else { 1 };
        Self { rows, document, grid, ascii, most }
    }

    /// How many lines the row takes: 1 at least.
    #[must_use]
    pub fn of(&self, row: usize) -> usize {
        let Some(row) = self.rows.get(row).filter(|_| self.most > 1) else { return 1 };
        let parts = Columns::of(row, self.grid.is_split).parts();
        parts.map(|(column, part)| self.starts(column, part.text).len()).max().unwrap_or(1)
    }

    /// Where the lines begin that a line of a side takes in a column, in cells of the line.
    #[must_use]
    pub fn starts(&self, column: usize, (side, line): (crate::model::Side, usize)) -> Vec<usize> {
        let line = self.document.side(side).line(line);
        text::breaks(line, self.grid.column(column).code_width(), self.ascii, self.most)
    }

    /// The lowest row from which on everything up to `last` fits into `height` lines.
    #[must_use]
    pub fn first_that_fits(&self, last: usize, height: usize) -> usize {
        if self.most == 1 {
            return (last + 1).saturating_sub(height.max(1));
        }
        let (mut first, mut used) = (last, self.of(last));
        while first > 0 {
            used += self.of(first - 1);
            if used > height {
                break;
            }
            first -= 1;
        }
        first
    }

    /// The row at a line of the screen, 0-based, where `top` is the first row that is shown.
    #[must_use]
    pub fn row_at(&self, top: usize, line: usize) -> usize {
        let (mut row, mut used) = (top, self.of(top));
        while used <= line {
            row += 1;
            used += self.of(row);
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Lines;
    use crate::tui::rows::Folds;

    /// Lines of 5, 25 and 5 characters over and over, in a column of 10 cells.
    fn with<T>(wraps: bool, work: impl FnOnce(&Heights<'_>, usize) -> T) -> T {
        let mut document = Document::default();
        let lines = ["a".repeat(5), "b".repeat(25), "c".repeat(5)].join("\n");
        document.new.lines = Some(Lines::new(format!("{lines}\n").repeat(70_000).into()));
        let grid = Grid::new(&document, 20, false, false);
        assert_eq!(grid.column(0).code_width(), 10);
        let rows = Rows::new(&document, &Folds { whole: true, ..Folds::default() }, false);
        work(&Heights::new((&rows, &document), grid, (wraps, false), 20), rows.count())
    }

    #[test]
    fn a_row_takes_the_lines_its_longest_part_needs() {
        with(true, |heights, _| {
            assert_eq!([0, 1, 2, 3].map(|row| heights.of(row)), [1, 3, 1, 1]);
            assert_eq!(heights.of(usize::MAX), 1, "nothing is there");
            assert_eq!([0, 1, 3, 4, 5].map(|line| heights.row_at(0, line)), [0, 1, 1, 2, 3]);
        });
        with(false, |heights, _| {
            assert_eq!(heights.of(1), 1);
            assert_eq!(heights.row_at(7, 5), 12);
        });
    }

    #[test]
    fn only_rows_around_are_measured() {
        with(true, |heights, count| {
            let start = std::time::Instant::now();
            for _ in 0..100 {
                // 5 lines for every 3 rows.
                assert_eq!(heights.first_that_fits(count - 1, 20), count - 12);
            }
            assert!(start.elapsed() < std::time::Duration::from_secs(1));
        });
    }
}
