//! Texts of both sides of a file and the line ranges in which they differ.

use std::sync::Arc;

use super::{FileChange, NewLine, OldLine};

/// Lines of one side: a start and a count. An empty range stands before `start`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LineRange<L> {
    /// First line; where the range is empty, the line it stands before.
    pub start: L,
    /// How many lines.
    pub count: u32,
}

/// A stretch in which the sides differ, without context lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hunk {
    /// The lines that are gone.
    pub old: LineRange<OldLine>,
    /// The lines that came.
    pub new: LineRange<NewLine>,
}

/// The text of one side of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileContent {
    /// The text with `\n` line ends; what is not UTF-8 is shown as U+FFFD.
    pub text: Arc<str>,
    /// Whether bytes had to be replaced.
    pub lossy: bool,
    /// Whether lines ended with `\r\n`.
    pub crlf: bool,
    /// Whether the last line has no newline.
    pub no_final_newline: bool,
}

/// Everything needed to show a file's change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileView {
    /// Which file.
    pub change: FileChange,
    /// The old text; none when there is none or it cannot be shown.
    pub old: Option<FileContent>,
    /// The new text.
    pub new: Option<FileContent>,
    /// Where they differ, in order, not touching each other.
    pub hunks: Vec<Hunk>,
    /// What to say instead of, or above, the text: "binary, 3.1 kB -> 4.0 kB".
    pub note: Option<String>,
}

/// Lines of context around a difference that code hosts show, as git does by default.
pub const CONTEXT: u32 = 3;

impl FileView {
    /// Whether a line of a side stands in the difference, or among the lines of context
    /// around it.
    #[must_use]
    pub fn shows(&self, side: super::Side, line: u32) -> bool {
        self.hunks.iter().any(|hunk| {
            let (start, count) = match side {
                super::Side::Base => (hunk.old.start.number(), hunk.old.count),
                super::Side::Head => (hunk.new.start.number(), hunk.new.count),
            };
            (start.saturating_sub(CONTEXT)..start + count + CONTEXT).contains(&line)
        })
    }
}
