//! A commit as a list of commits tells it.

use super::RepoPath;

/// A commit of a range, or a recent one. Texts are as they were written: hostile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Full hexadecimal id.
    pub id: String,
    /// As many digits of it as tell it from others.
    pub short: String,
    /// The first line of its message, cut.
    pub subject: String,
    /// The name of its author, cut.
    pub author: String,
    /// When it was committed, in seconds since 1970.
    pub seconds: i64,
    /// How many parents it has.
    pub parents: usize,
    /// The files in which it differs from its first parent, sorted; without one, all.
    pub files: Vec<RepoPath>,
}
