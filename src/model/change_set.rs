//! Change sets: what differs between base and head, file by file.

use serde::{Deserialize, Serialize};

use super::RepoPath;

/// A tree that can be one end of a change set.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Revision {
    /// A commit: its full hexadecimal id and the name the user gave it.
    Commit {
        /// Full hexadecimal id.
        id: String,
        /// As typed or resolved: `main`, `HEAD~3`, `7ad9ef07`.
        name: String,
    },
    /// What is staged.
    Index,
    /// The files on disk.
    WorkTree,
}

impl Revision {
    /// The id of a commit, or the words `index` and `worktree`.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Commit { id, .. } => id,
            Self::Index => "index",
            Self::WorkTree => "worktree",
        }
    }

    /// The name for a person.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Commit { name, .. } => name,
            Self::Index => "index",
            Self::WorkTree => "work tree",
        }
    }
}

/// What kind of entry a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// A regular file.
    File,
    /// A regular file that may be executed.
    Executable,
    /// A symbolic link; named, never followed.
    Symlink,
    /// A submodule; named, not entered.
    Submodule,
}

/// One side of a changed file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileVersion {
    /// Its path on this side.
    pub path: RepoPath,
    /// What it is.
    pub kind: FileKind,
    /// Hexadecimal id of the blob; none for a file on disk that was not hashed.
    pub blob: Option<String>,
}

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileStatus {
    /// Not in base.
    Added,
    /// Not in head.
    Deleted,
    /// Other content.
    Modified,
    /// Another path, with this similarity in percent.
    Renamed {
        /// Percent of equal content, 0 to 100.
        similarity: u8,
    },
    /// Only the mode changed.
    ModeChanged,
    /// Became another kind of entry.
    TypeChanged,
    /// In the work tree, unknown to git.
    Untracked,
    /// Not changed; listed because everything was asked for.
    Unchanged,
    /// A merge conflict that is not resolved.
    Conflicted,
}

/// The sides on which a file exists: at least one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sides {
    /// Only in base.
    Base(FileVersion),
    /// Only in head.
    Head(FileVersion),
    /// In both, perhaps under another path.
    Both {
        /// The file in base.
        old: FileVersion,
        /// The file in head.
        new: FileVersion,
    },
}

/// A file of the change set.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileChange {
    /// What happened.
    pub status: FileStatus,
    /// Where it exists.
    pub sides: Sides,
}

impl FileChange {
    /// The file in base.
    #[must_use]
    pub fn in_base(&self) -> Option<&FileVersion> {
        match &self.sides {
            Sides::Base(old) | Sides::Both { old, .. } => Some(old),
            Sides::Head(_) => None,
        }
    }

    /// The file in head.
    #[must_use]
    pub fn in_head(&self) -> Option<&FileVersion> {
        match &self.sides {
            Sides::Head(new) | Sides::Both { new, .. } => Some(new),
            Sides::Base(_) => None,
        }
    }

    /// The path to show: that in head, else that in base.
    #[must_use]
    pub fn path(&self) -> &RepoPath {
        match &self.sides {
            Sides::Head(version) | Sides::Base(version) | Sides::Both { new: version, .. } => {
                &version.path
            }
        }
    }

    /// Whether either side is Python source in a regular file.
    #[must_use]
    pub fn is_python(&self) -> bool {
        [self.in_base(), self.in_head()].into_iter().flatten().any(|version| {
            version.path.is_python()
                && matches!(version.kind, FileKind::File | FileKind::Executable)
        })
    }
}

/// What differs between two trees, or everything in one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSet {
    /// The old tree; none when everything in head was asked for.
    pub base: Option<Revision>,
    /// The new tree.
    pub head: Revision,
    /// What the range is called on screen: `main..HEAD`.
    pub title: String,
    /// The files, sorted by path.
    pub files: Vec<FileChange>,
}
