//! What a repository still knows of former contents of its files.

use std::sync::Arc;

use git2::{ObjectType, Oid, Repository};

use super::content::{SIZE_LIMIT, decode, is_binary};
use super::raw_path::{candidates, to_path};
use super::{GitError, Repo, view};
use crate::model::{Hunk, RepoPath};

/// A file as it was in a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Former {
    /// Its text.
    Text(Arc<str>),
    /// It was not there, or was no text.
    Absent,
    /// The commit is not there any more.
    Unknown,
}

impl Repo {
    /// Where a text differs from a former content, named by its id as a blob; none where
    /// that is not there any more, or is no text.
    #[must_use]
    pub fn hunks_since(&self, blob: &str, now: &str) -> Option<Vec<Hunk>> {
        let id = Oid::from_str(blob).ok()?;
        let hunks = self.handles().with(|repo| {
            let then = text(repo, id);
            then.map(|then| view::hunks(then.as_bytes(), now.as_bytes())).transpose()
        });
        hunks.ok().flatten()
    }

    /// A file as it was in a commit, which is named by its full hexadecimal id.
    #[must_use]
    pub fn former(&self, commit: &str, path: &RepoPath) -> Former {
        let Ok(id) = Oid::from_str(commit) else { return Former::Unknown };
        let read = |repo: &Repository| {
            let Ok(tree) = repo.find_commit(id).and_then(|commit| commit.tree()) else {
                return Ok(Former::Unknown);
            };
            let entries = candidates(path).into_iter();
            let found = entries.filter_map(|path| tree.get_path(&to_path(&path)).ok()).next();
            let text = found.and_then(|entry| text(repo, entry.id()));
            Ok::<_, GitError>(text.map_or(Former::Absent, Former::Text))
        };
        self.handles().with(read).unwrap_or(Former::Unknown)
    }

    /// The full hexadecimal id of the commit that is checked out.
    #[must_use]
    pub fn checked_out(&self) -> Option<String> {
        let head = |repo: &Repository| {
            Ok(repo.head().and_then(|head| head.peel_to_commit()).ok().map(|it| it.id()))
        };
        self.handles().with(head).ok().flatten().map(|id: Oid| id.to_string())
    }
}

/// The text of a blob that is small enough to be source code.
pub(super) fn text(repo: &Repository, id: Oid) -> Option<Arc<str>> {
    let objects = repo.odb().ok()?;
    let (size, kind) = objects.read_header(id).ok()?;
    if kind != ObjectType::Blob || size as u64 > SIZE_LIMIT {
        return None;
    }
    let bytes = objects.read(id).ok()?.data().to_vec();
    (!is_binary(&bytes)).then(|| decode(bytes).content.text)
}
