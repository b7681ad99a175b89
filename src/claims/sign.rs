//! The signs of verdicts: one table. None of them is the sign of an item's state.

use super::ClaimVerdict;

impl ClaimVerdict {
    /// The sign for the verdict, one cell wide.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Supported => '!',
            Self::Partial => '±',
            Self::Contradicted => '↯',
            Self::CategoryError => '≠',
            Self::Unverifiable => '¿',
            Self::OffTopic => '∅',
            Self::NotLocated => '∄',
        }
    }

    /// The sign for terminals that are unsure about the other one.
    #[must_use]
    pub fn ascii(self) -> char {
        match self {
            Self::Supported => 'S',
            Self::Partial => 'P',
            Self::Contradicted => 'C',
            Self::CategoryError => 'E',
            Self::Unverifiable => 'U',
            Self::OffTopic => 'O',
            Self::NotLocated => 'N',
        }
    }
}
