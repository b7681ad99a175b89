//! Where the marks of a file stand among all of its rows: for the right edge of the code pane.

use crate::tui::rows::Rows;

use super::checklist::Entry;
use super::decided::Decided;
use super::marks::{Mark, Marks};
use super::review::FileEntry;
use super::shown::Shown;

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

    /// The row that a cell of the edge leads to: that of the mark it shows, else its own first.
    #[must_use]
    pub fn row_at(&self, cell: usize, height: usize, of: (&FileEntry, &Decided)) -> usize {
        let shown = self.cells(height, of).into_iter().nth(cell).flatten();
        shown.map_or_else(|| (cell * self.count).div_ceil(height.max(1)), |(row, _)| row)
    }

    /// For each cell of an edge of `height` cells the worst mark that stands there, with its row.
    #[must_use]
    pub fn cells(&self, height: usize, of: (&FileEntry, &Decided)) -> Vec<Option<(usize, Mark)>> {
        let mut cells: Vec<Option<(usize, Mark)>> = vec![None; height];
        for (row, mark) in &self.stands {
            let Some(cell) = cells.get_mut(self.cell(*row, height)) else { continue };
            if cell.is_none_or(|(_, other)| rank(of, *mark) < rank(of, other)) {
                *cell = Some((*row, *mark));
            }
        }
        cells
    }
}

/// By what the worst of several marks is found: the least.
#[must_use]
pub fn rank((file, decided): (&FileEntry, &Decided), mark: Mark) -> (bool, Option<Shown>) {
    match mark.of {
        Entry::Item(item) => (false, file.finding(item).map(|item| Shown::of(item, decided))),
        Entry::Claim(_) | Entry::Own(_) => (true, None),
    }
}
