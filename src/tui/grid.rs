//! Where the columns of the code pane are, from its width, the document and the layout.

use crate::catalog::Layout;

use super::document::Document;

/// From this many cells on, the sides stand side by side by themselves: each has room for
/// some 50 characters then.
const SPLIT_FROM: u16 = 120;

/// With fewer cells than this they never do.
const SPLIT_LEAST: u16 = 72;

/// With fewer cells than this there is no overview of the marks at the right edge.
const OVERVIEW_LEAST: u16 = 48;

/// Cells of the column that says where a line comes from: the commit's id, with its age and the
/// name of its author in full, as far as it goes, or by initials; at last the id alone.
const BLAME_FULL: u16 = 42;
/// See [`BLAME_FULL`].
pub const BLAME_WIDE: u16 = 30;
/// See [`BLAME_FULL`].
pub const BLAME_MIDDLE: u16 = 18;
const BLAME_NARROW: u16 = 9;

/// What is left for numbers and code beside it, in cells.
const BESIDE_BLAME: [(u16, u16); 4] =
    [(BLAME_FULL, 104), (BLAME_WIDE, 90), (BLAME_MIDDLE, 58), (BLAME_NARROW, 36)];

/// Cells of the mark beside a line, and of its sign.
const MARK_AND_SIGN: u16 = 4;

/// Whether a layout puts the sides beside each other in a pane of this width, in cells.
#[must_use]
pub fn splits(layout: Layout, width: u16) -> bool {
    match layout {
        Layout::Auto => width >= SPLIT_FROM,
        Layout::Unified => false,
        Layout::Split => width >= SPLIT_LEAST,
    }
}

/// The columns of the code pane, in cells from its left edge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Grid {
    /// Cells for rows, without the overview at the right edge.
    pub width: u16,
    /// Digits of a line number.
    pub digits: usize,
    /// Whether old and new numbers of a unified diff have columns of their own.
    pub is_double: bool,
    /// Whether the sides stand beside each other.
    pub is_split: bool,
    /// Whether marks of the whole file are shown at the right edge.
    pub has_overview: bool,
    /// Cells that say where a line comes from, at the left of each column.
    pub blame: u16,
}

/// One column: where its numbers begin, where its code begins, and where it ends, in cells
/// from the left edge of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// First cell.
    pub start: u16,
    /// First cell of the code.
    pub code: u16,
    /// The cell after the last.
    pub end: u16,
}

impl Column {
    /// Cells for code.
    #[must_use]
    pub fn code_width(self) -> usize {
        usize::from(self.end.saturating_sub(self.code))
    }
}

impl Grid {
    /// The columns of a pane of `width` cells.
    #[must_use]
    pub fn new(document: &Document, width: u16, has_base: bool, is_split: bool) -> Self {
        let lines = document.old.count().max(document.new.count()).max(1);
        let digits = lines.to_string().len().max(3);
        let is_double = has_base && !is_split && usize::from(width) >= 2 * digits + 48;
        let has_overview = width >= OVERVIEW_LEAST;
        let width = width - u16::from(has_overview);
        Self { width, digits, is_double, is_split, has_overview, blame: 0 }
    }

    /// The same with room to say where lines come from, as far as there is some.
    #[must_use]
    pub fn with_blame(self) -> Self {
        let column = self.column(0);
        let width = column.end - column.start;
        let fits = |(cells, beside): &(u16, u16)| width >= cells + beside;
        let blame = BESIDE_BLAME.into_iter().find(fits).map_or(0, |(cells, _)| cells);
        Self { blame, ..self }
    }

    /// Whether there is room for a sign at the left of the row under the cursor.
    #[must_use]
    pub fn has_cursor_sign(&self) -> bool {
        self.is_double || self.is_split
    }

    /// The cell after the number of a line of head, or of the only number.
    #[must_use]
    pub fn number_end(&self) -> u16 {
        let digits = u16::try_from(self.digits).unwrap_or(u16::MAX / 4);
        let numbers = match (self.is_double, self.is_split) {
            (true, _) => 2 * digits + 2,
            (false, true) => digits + 1,
            (false, false) => digits,
        };
        numbers.saturating_add(self.blame)
    }

    /// The column at an index: the only one of a unified diff, else the old side and the new.
    #[must_use]
    pub fn column(&self, index: usize) -> Column {
        let digits = u16::try_from(self.digits).unwrap_or(u16::MAX / 4);
        let column = |start: u16, gutter: u16, end: u16| Column {
            start,
            code: start.saturating_add(gutter).saturating_add(self.blame).min(end),
            end,
        };
        if !self.is_split {
            let numbers = if self.is_double { 2 * digits + 4 } else { digits };
            return column(0, numbers + MARK_AND_SIGN, self.width);
        }
        let middle = self.width.saturating_sub(1) / 2;
        // A blank before the number, after it, and after the sign.
        let gutter = digits + 3 + MARK_AND_SIGN;
        match index {
            0 => column(0, gutter, middle),
            _ => column((middle + 1).min(self.width), gutter, self.width),
        }
    }

    /// The index of the column at a cell.
    #[must_use]
    pub fn column_at(&self, cell: u16) -> usize {
        usize::from(self.is_split && cell >= self.column(1).start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_lie_beside_each_other_at_every_width() {
        for width in 0..200 {
            for split in [false, true] {
                let grid = Grid::new(&Document::default(), width, true, split);
                let grid = if width % 2 == 0 { grid } else { grid.with_blame() };
                let (left, right) = (grid.column(0), grid.column(1));
                assert!(left.start <= left.code && left.code <= left.end, "{grid:?}");
                assert!(right.code <= right.end && right.end <= width, "{grid:?}");
                if split && width > 2 {
                    assert_eq!(left.end + 1, right.start, "{grid:?}");
                }
            }
        }
    }

    #[test]
    fn a_wide_pane_is_split_and_a_narrow_one_never() {
        assert!(splits(Layout::Auto, 120) && !splits(Layout::Auto, 119));
        assert!(splits(Layout::Split, 80) && !splits(Layout::Split, 60));
        assert!(!splits(Layout::Unified, 400));
    }
}
