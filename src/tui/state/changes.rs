//! The tree of changed files and their handlers.

use super::review::Review;

/// A row of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TreeRow {
    /// A file by its index.
    File(usize),
    /// A handler by the index of its file and its own in that file.
    Handler(usize, usize),
}

impl TreeRow {
    /// The index of the file.
    #[must_use]
    pub fn file(self) -> usize {
        match self {
            Self::File(file) | Self::Handler(file, _) => file,
        }
    }
}

/// The tree: its rows, the cursor and the scroll position.
#[derive(Debug, Clone, Default)]
pub struct ChangesPane {
    /// The rows, in order.
    pub rows: Vec<TreeRow>,
    /// Index of the row under the cursor.
    pub cursor: usize,
    /// Index of the first visible row.
    pub top: usize,
    /// Whether no key did anything yet.
    pub is_fresh: bool,
    /// Whether handlers that the change did not touch are listed.
    pub all_handlers: bool,
}

impl ChangesPane {
    /// The row under the cursor.
    #[must_use]
    pub fn row(&self) -> Option<TreeRow> {
        self.rows.get(self.cursor).copied()
    }

    /// The file under the cursor.
    #[must_use]
    pub fn file(&self) -> Option<usize> {
        self.row().map(TreeRow::file)
    }

    /// The row of a handler.
    #[must_use]
    pub fn position(&self, row: TreeRow) -> Option<usize> {
        self.rows.iter().position(|known| *known == row)
    }

    /// Lists files and handlers as they are known now. The caller keeps the
    /// cursor, see [`ChangesPane::keep`].
    pub fn rebuild(&mut self, review: &Review) {
        self.rows.clear();
        for (index, file) in review.files.iter().enumerate() {
            self.rows.push(TreeRow::File(index));
            let listed = file
                .handlers()
                .iter()
                .enumerate()
                .filter(|(_, handler)| self.all_handlers || file.is_touched(&handler.id));
            self.rows.extend(listed.map(|(handler, _)| TreeRow::Handler(index, handler)));
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }

    /// Puts the cursor on a row, or on its file, without moving it on the screen.
    pub fn keep(&mut self, row: TreeRow) {
        let found = self.position(row).or_else(|| self.position(TreeRow::File(row.file())));
        if let Some(position) = found {
            let offset = self.cursor.saturating_sub(self.top);
            self.cursor = position;
            self.top = position.saturating_sub(offset);
        }
    }
}
