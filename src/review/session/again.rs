//! What a review was asked for, and the review of something else in the same repository.

use std::sync::Arc;

use super::Session;
use crate::git::{GitError, Selection};
use crate::model::ChangeSet;

impl Session {
    /// What was asked for.
    #[must_use]
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// What differs, before files that moved are paired.
    #[must_use]
    pub fn unpaired(&self) -> &ChangeSet {
        &self.change_set
    }

    /// Whether decisions last longer than the review: not those on a patch that was read
    /// outside any repository.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// Whether other ranges of the repository can be asked for: not where a patch is reviewed,
    /// which lives in a repository of its own.
    #[must_use]
    pub fn has_others(&self) -> bool {
        self.patch.is_none()
    }

    /// The review of another selection, or of the same one anew, in the same repository and
    /// with the same checks.
    ///
    /// # Errors
    /// As [`Session::new`].
    pub fn other(&self, selection: &Selection) -> Result<Self, GitError> {
        Self::new(self.repo.clone(), Arc::clone(&self.given), selection)
    }
}
