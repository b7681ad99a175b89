//! What stands in the columns of a row: one where the diff is unified, two where
//! its sides stand beside each other.

use crate::model::Side;

use super::{Hidden, Row};

/// Whether a line came, went, or stayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It is on both sides.
    Same,
    /// It went.
    Old,
    /// It came.
    New,
}

/// A line in a column. Lines are 0-based indexes of their side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Whose text is shown, and which line of it.
    pub text: (Side, usize),
    /// The line in base whose number and marks stand here.
    pub old: Option<usize>,
    /// The line in head whose number and marks stand here.
    pub new: Option<usize>,
    /// What became of the line.
    pub sign: Sign,
}

impl Part {
    /// The lines whose marks stand here.
    pub fn lines(self) -> impl Iterator<Item = (Side, usize)> {
        let new = self.new.map(|line| (Side::Head, line));
        new.into_iter().chain(self.old.map(|line| (Side::Base, line)))
    }
}

/// The columns of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// Lines that are folded away, over the whole width.
    Fold(usize, Hidden),
    /// One column.
    One(Part),
    /// The old side at the left, the new side at the right.
    Two(Option<Part>, Option<Part>),
}

impl Columns {
    /// The columns of a row, two where its sides stand beside each other.
    #[must_use]
    pub fn of(row: Row, split: bool) -> Self {
        let old = |line, sign| Part { text: (Side::Base, line), old: Some(line), new: None, sign };
        let new = |line, sign| Part { text: (Side::Head, line), old: None, new: Some(line), sign };
        match (row, split) {
            (Row::Fold { count, hidden, .. }, _) => Self::Fold(count, hidden),
            (Row::Same { old, new }, false) => {
                Self::One(Part { text: (Side::Head, new), old, new: Some(new), sign: Sign::Same })
            }
            (Row::Old(line), false) => Self::One(old(line, Sign::Old)),
            (Row::New(line), false) => Self::One(new(line, Sign::New)),
            (Row::Same { old: before, new: after }, true) => {
                Self::Two(before.map(|line| old(line, Sign::Same)), Some(new(after, Sign::Same)))
            }
            (Row::Old(line), true) => Self::Two(Some(old(line, Sign::Old)), None),
            (Row::New(line), true) => Self::Two(None, Some(new(line, Sign::New))),
            (Row::Pair { old: before, new: after }, _) => {
                Self::Two(Some(old(before, Sign::Old)), Some(new(after, Sign::New)))
            }
        }
    }

    /// The lines that are shown, from left to right, with the indexes of their columns.
    pub fn parts(self) -> impl Iterator<Item = (usize, Part)> {
        let (one, other) = match self {
            Self::Fold(..) => (None, None),
            Self::One(part) => (Some(part), None),
            Self::Two(old, new) => (old, new),
        };
        one.map(|part| (0, part)).into_iter().chain(other.map(|part| (1, part)))
    }
}
