//! The matrix of handlers and checks: where its cursor is, and how it is sorted.

/// The matrix: which row and column the cursor is on.
///
/// Checks that apply to none of its handlers have no column.
#[derive(Debug, Clone, Default)]
pub struct MatrixView {
    /// Handlers: file and handler index.
    pub rows: Vec<(usize, usize)>,
    /// Row under the cursor.
    pub row: usize,
    /// Checks that apply to some handler, by their index among all checks.
    pub columns: Vec<usize>,
    /// Column under the cursor.
    pub column: usize,
    /// First visible row.
    pub top: usize,
    /// How the rows are sorted.
    pub order: MatrixOrder,
}

/// How the handlers of the matrix are sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MatrixOrder {
    /// As they stand in the files.
    #[default]
    Place,
    /// Those with the worst state first.
    Worst,
    /// By their names.
    Name,
    /// Those with the most open items first.
    Open,
}

impl MatrixOrder {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Worst => "worst state",
            Self::Name => "name",
            Self::Open => "most open",
        }
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Place => Self::Worst,
            Self::Worst => Self::Name,
            Self::Name => Self::Open,
            Self::Open => Self::Place,
        }
    }
}
