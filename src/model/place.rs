//! Places in code: a side, a file, lines and columns.

use serde::{Deserialize, Serialize};

use super::{NewLine, OldLine, RepoPath, Side};

/// A stretch of one file's text, on no particular side yet.
///
/// Lines are 1-based and inclusive; columns are 0-based and counted in chars,
/// the end column exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct TextSpan {
    /// First line, 1-based.
    pub first_line: u32,
    /// Column in the first line, 0-based, in chars.
    pub start_column: u32,
    /// Last line, 1-based, inclusive.
    pub last_line: u32,
    /// Column in the last line, 0-based, in chars, exclusive.
    pub end_column: u32,
}

impl TextSpan {
    /// Whether the 1-based line lies inside.
    #[must_use]
    pub fn contains_line(&self, line: u32) -> bool {
        (self.first_line..=self.last_line).contains(&line)
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        (self.first_line, self.start_column) <= (other.first_line, other.start_column)
            && (other.last_line, other.end_column) <= (self.last_line, self.end_column)
    }
}

/// Columns of a span: 0-based, in chars, the end exclusive.
///
/// `start` counts in the first line of the span, `end` in the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Columns {
    /// First column, 0-based.
    pub start: u32,
    /// Column after the last, 0-based.
    pub end: u32,
}

/// Lines of one side, both ends inclusive, with columns where they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span<L> {
    /// First line.
    pub first: L,
    /// Last line, inclusive.
    pub last: L,
    /// Columns, where they say more than the lines.
    pub columns: Option<Columns>,
}

/// A span with its side in its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Extent {
    /// Lines of the old file.
    Old(Span<OldLine>),
    /// Lines of the new file.
    New(Span<NewLine>),
}

/// Somewhere in the code of one side of a change.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file, as it is called on the place's side.
    pub file: RepoPath,
    /// The lines.
    pub extent: Extent,
}

impl Place {
    /// The place of a text span on a side.
    #[must_use]
    pub fn on(side: Side, file: RepoPath, span: TextSpan) -> Self {
        let columns = Some(Columns { start: span.start_column, end: span.end_column });
        let extent = match side {
            Side::Base => Extent::Old(Span {
                first: OldLine::new(span.first_line),
                last: OldLine::new(span.last_line),
                columns,
            }),
            Side::Head => Extent::New(Span {
                first: NewLine::new(span.first_line),
                last: NewLine::new(span.last_line),
                columns,
            }),
        };
        Self { file, extent }
    }

    /// The side the place stands on.
    #[must_use]
    pub fn side(&self) -> Side {
        match self.extent {
            Extent::Old(_) => Side::Base,
            Extent::New(_) => Side::Head,
        }
    }

    /// First line as a bare 1-based number, for output that names the side apart.
    #[must_use]
    pub fn first_line(&self) -> u32 {
        match self.extent {
            Extent::Old(span) => span.first.number(),
            Extent::New(span) => span.first.number(),
        }
    }

    /// Last line, inclusive, as a bare 1-based number.
    #[must_use]
    pub fn last_line(&self) -> u32 {
        match self.extent {
            Extent::Old(span) => span.last.number(),
            Extent::New(span) => span.last.number(),
        }
    }

    /// Columns, where known.
    #[must_use]
    pub fn columns(&self) -> Option<Columns> {
        match self.extent {
            Extent::Old(span) => span.columns,
            Extent::New(span) => span.columns,
        }
    }

    /// Whether the old-side line lies in this place.
    #[must_use]
    pub fn covers_old(&self, line: OldLine) -> bool {
        matches!(self.extent, Extent::Old(span) if span.first <= line && line <= span.last)
    }

    /// Whether the new-side line lies in this place.
    #[must_use]
    pub fn covers_new(&self, line: NewLine) -> bool {
        matches!(self.extent, Extent::New(span) if span.first <= line && line <= span.last)
    }
}
