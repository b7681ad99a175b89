//! Where the user was in a range, and where they are.

use super::Live;
use crate::git::What;
use crate::review::{Places, Spot};

/// Whether places are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keeping {
    /// Neither found nor kept.
    #[default]
    Nothing,
    /// Kept for the next time, and not looked for: the review begins anew.
    Anew,
    /// Kept, and found again.
    Everything,
}

impl Live {
    /// The same, with the place kept.
    #[must_use]
    pub fn keeping(self, keeping: Keeping) -> Self {
        Self { keeping, ..self }
    }

    /// Where the user left this range; and a line for them, where that cannot be read.
    pub(super) fn left_at(&self) -> (Option<Spot>, Option<String>) {
        match self.words_of_place().filter(|_| self.keeping == Keeping::Everything) {
            None => (None, None),
            Some(words) => match Places::of(self.session.repo()).find(&words) {
                Ok(spot) => (spot, None),
                Err(problem) => (None, Some(problem)),
            },
        }
    }

    pub(super) fn keep_place(&self, spot: &Spot) -> Result<(), String> {
        match self.words_of_place().filter(|_| self.keeping != Keeping::Nothing) {
            None => Ok(()),
            Some(words) => Places::of(self.session.repo()).keep(&words, spot),
        }
    }

    /// The words by which the place of this range is found; none where it is of no repository.
    fn words_of_place(&self) -> Option<String> {
        let range = self.range()?;
        let line = range.line();
        Some(match range.selection.what {
            // What this branch adds is another thing on another branch.
            What::Branch => {
                let branch = self.session.repo().branch().unwrap_or_default();
                format!("{line} on {branch}").trim_start().to_owned()
            }
            _ => line,
        })
    }
}
