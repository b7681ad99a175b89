//! Where the marks of a file stand among all of its rows: for the right edge of the code pane.

use crate::tui::rows::Rows;

use super::marks::{Mark, Marks};

/// The places of items and claims, by row.
#[derive(Debug, Clone, Default)]
pub struct Overview {
    stands: Vec<(usize, Mark)>,
    count: usize,
}

impl Overview {
    /// The overview of rows and marks.
    #[must_use]
    pub fn new(rows: &Rows, marks: &Marks) -> Self {
        let first = marks.all().filter(|(_, mark)| mark.is_primary && mark.is_first);
        let row = |((side, line), mark)| Some((rows.of_line(side, line)?, mark));
        let mut stands: Vec<(usize, Mark)> = first.filter_map(row).collect();
        stands.sort_by_key(|(row, _)| *row);
        Self { stands, count: rows.count() }
    }

    /// Whether the rows need an overview: not where `height` lines show them all.
    #[must_use]
    pub fn is_needed(&self, height: usize) -> bool {
        height > 0 && self.count > height
    }

    /// The cell of a row on an edge of `height` cells, 0-based.
    #[must_use]
    pub fn cell(&self, row: usize, height: usize) -> usize {
        (row * height / self.count.max(1)).min(height.saturating_sub(1))
    }

    /// The row that a cell of the edge leads to: that of its first mark, else its own first.
    #[must_use]
    pub fn row_at(&self, cell: usize, height: usize) -> usize {
        let marked = self.stands.iter().find(|(row, _)| self.cell(*row, height) == cell);
        marked.map_or_else(|| (cell * self.count).div_ceil(height.max(1)), |(row, _)| *row)
    }

    /// Each mark with its row, from the first row to the last.
    #[must_use]
    pub fn stands(&self) -> &[(usize, Mark)] {
        &self.stands
    }
}
