//! Where analysis gets the files of one tree from.

use std::sync::Arc;

use crate::model::RepoPath;

/// The text of a file and the identity of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// Equal for equal content, also between the two sides: a blob id or a hash.
    /// Parse results are shared under this key.
    pub key: Arc<str>,
    /// The text with `\n` line ends; bytes that are not UTF-8 became U+FFFD.
    pub text: Arc<str>,
}

/// The files of one tree: a commit, the index or the work tree.
///
/// Implementations read lazily and may be asked from several threads.
pub trait Sources: Send + Sync {
    /// Paths of all regular Python files in the tree, sorted. Asked once.
    fn python_files(&self) -> Arc<[RepoPath]>;

    /// Paths of all regular files in the tree, sorted; of the Python files alone
    /// where no others are known.
    fn files(&self) -> Arc<[RepoPath]> {
        self.python_files()
    }

    /// The text of a file; none where it is not there, not a regular file, or
    /// too large to be source code.
    fn read(&self, path: &RepoPath) -> Option<SourceText>;
}
