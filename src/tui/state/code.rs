//! The code pane: rows of the current file, cursor, scroll, marks.

use std::ops::Range;

use crate::model::{HandlerId, Side};
use crate::review::{SpotFolds, SpotLine};
use crate::tui::document::Document;
use crate::tui::grid::Grid;
use crate::tui::rows::{Folds, Row, Rows};

use super::marks::Marks;
use super::overview::Overview;
use super::peek::Peek;

/// Where to go once the text is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// The first changed line.
    Start,
    /// The first row.
    Top,
    /// The last row.
    Bottom,
    /// The beginning of a handler.
    Handler(HandlerId),
    /// A 0-based line of a side.
    Line(Side, usize),
    /// The same, or the nearest line that begins with this text where it reads otherwise now.
    Anchored(Side, usize, String),
    /// A line as it read, and what was folded around it.
    Spot(Box<(SpotLine, SpotFolds)>),
}

/// What the first line of the pane says while what it names is above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sticky {
    /// Where the innermost of it begins: a side and a 0-based index.
    pub line: (Side, usize),
    /// Class, function, endpoint.
    pub words: String,
}

/// The code pane.
#[derive(Debug, Clone, Default)]
pub struct CodePane {
    /// Index of the file whose rows these are.
    pub file: Option<usize>,
    /// The rows.
    pub rows: Rows,
    /// What is folded.
    pub folds: Folds,
    /// Where its columns are.
    pub grid: Grid,
    /// The side that is meant on a row with a line of each.
    pub side: Side,
    /// Row under the cursor.
    pub cursor: usize,
    /// First visible row.
    pub top: usize,
    /// The row after the last that is visible.
    pub end: usize,
    /// First visible column of the code, in cells.
    pub column: usize,
    /// Which lines carry which items.
    pub marks: Marks,
    /// Where marks stand in all of the rows.
    pub overview: Overview,
    /// Whether rows or marks are newer than the overview.
    pub is_overview_stale: bool,
    /// What stays on the first line.
    pub sticky: Option<Sticky>,
    /// Where to go once the text is there.
    pub goal: Option<Goal>,
    /// Whether the file was only passed, by a key that is held: nothing is read of it yet.
    pub is_passed: bool,
    /// Where lines begin to be selected, up to the cursor: a side and a 0-based index.
    pub selection: Option<(Side, usize)>,
    /// Another file shown above the code.
    pub peek: Option<Peek>,
}

impl CodePane {
    /// What stands on the row under the cursor.
    #[must_use]
    pub fn row(&self) -> Option<Row> {
        self.rows.get(self.cursor)
    }

    /// The line under the cursor: a side and a 0-based index.
    #[must_use]
    pub fn line(&self) -> Option<(Side, usize)> {
        match self.row()? {
            Row::Pair { old, .. } if self.side == Side::Base => Some((Side::Base, old)),
            row => row.named(),
        }
    }

    /// Lays the document out anew; the line under the cursor stays under it, at
    /// the same place of the screen.
    pub fn lay_out(&mut self, document: &Document) {
        let spot = match self.row() {
            Some(Row::Fold { new, .. }) => Some((Side::Head, new)),
            _ => self.line(),
        };
        self.rows = Rows::new(document, &self.folds, self.grid.is_split);
        self.is_overview_stale = true;
        if let Some(row) = spot.and_then(|(side, line)| self.rows.of_line(side, line)) {
            let offset = self.cursor.saturating_sub(self.top);
            self.cursor = row;
            self.top = row.saturating_sub(offset);
        }
    }

    /// Shows lines of a side, given 0-based, even where nothing changed.
    pub fn reveal(&mut self, document: &Document, side: Side, lines: Range<usize>) {
        let lines = match side {
            Side::Head => Some(lines),
            Side::Base => new_line(document, lines.start).map(|start| start..start + lines.len()),
        };
        if let Some(lines) = lines.filter(|lines| !self.folds.shown.contains(lines)) {
            self.folds.shown.push(lines);
        }
    }
}

/// The new-side line, 0-based, beside an old-side line that did not change.
fn new_line(document: &Document, old: usize) -> Option<usize> {
    let mut shift = 0_isize;
    for hunk in &document.hunks {
        let start = hunk.old.start.index();
        let count = hunk.old.count as usize;
        if old < start {
            break;
        }
        if old < start + count {
            return None;
        }
        shift += isize::try_from(hunk.new.count).ok()? - isize::try_from(count).ok()?;
    }
    old.checked_add_signed(shift)
}
