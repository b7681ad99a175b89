//! Open handles on one repository, lent to whichever thread asks.

use std::path::PathBuf;
use std::sync::{Mutex, Once, PoisonError};

use git2::{Repository, RepositoryOpenFlags};

use super::GitError;

/// A handle may move between threads but not be shared by them, so each
/// borrower gets one of its own; opening one takes well under a millisecond.
pub(super) struct Handles {
    start: PathBuf,
    flags: RepositoryOpenFlags,
    idle: Mutex<Vec<Repository>>,
}

impl Handles {
    /// Handles on the repository around `start`, which is opened once to see that it can be.
    pub(super) fn new(start: PathBuf, flags: RepositoryOpenFlags) -> Result<Self, GitError> {
        relax_verification();
        let handles = Self { start, flags, idle: Mutex::new(Vec::new()) };
        let first = handles.open()?;
        handles.give_back(first);
        Ok(handles)
    }

    /// Does the work with a handle that nobody else has at the same time.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&Repository) -> Result<T, GitError>,
    ) -> Result<T, GitError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let repository = match idle {
            Some(repository) => repository,
            None => self.open()?,
        };
        let result = work(&repository);
        self.give_back(repository);
        result
    }

    fn give_back(&self, repository: Repository) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(repository);
    }

    fn open(&self) -> Result<Repository, GitError> {
        // With a folder to begin at, libgit2 heeds every variable but GIT_DIR.
        let named = self.flags.contains(RepositoryOpenFlags::FROM_ENV)
            && std::env::var_os("GIT_DIR").is_some();
        let opened = if named {
            Repository::open_from_env()
        } else {
            Repository::open_ext(&self.start, self.flags, [] as [&str; 0])
        };
        opened.map_err(|error| GitError::opening(&self.start, &error))
    }
}

/// Reads objects without hashing them again, which doubles the speed of reads.
///
/// Given up: a damaged object that still inflates is shown as it is instead of
/// being refused; `git fsck` finds those. Names are not at stake: whoever can
/// write a false object into `.git/objects` can rewrite the branches as well.
fn relax_verification() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| git2::opts::strict_hash_verification(false));
}
