//! How what a range depends on was at a time, told by little: what its names mean, the index and
//! the files on disk by their sizes and times.

use git2::Repository;

use super::revision::target;
use super::{Repo, Selection, What, work_tree};
use crate::model::{ChangeSet, RepoPath, Revision};

/// So many files on disk are looked at.
const MOST_FILES: usize = 5_000;

/// How a file was: another stamp means that somebody wrote to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileStamp {
    /// Its bytes.
    pub(super) size: u64,
    /// When it was written, and when anything of it changed, in nanoseconds.
    pub(super) times: [i128; 2],
    /// What the file system knows it by.
    pub(super) inode: u64,
}

/// How what a range depends on was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamp {
    /// What each name of the range meant; empty where it meant nothing.
    pub ends: Vec<String>,
    /// The index, where the range depends on it.
    pub index: Option<FileStamp>,
    /// The files of the change on disk, where the range depends on them; none for one that
    /// is not there.
    pub files: Vec<(RepoPath, Option<FileStamp>)>,
}

impl Repo {
    /// How what a selection depends on is now, as far as its change set knows. Reads no
    /// content.
    #[must_use]
    pub fn stamp(&self, selection: &Selection, change_set: &ChangeSet) -> Stamp {
        let mut stamp = Stamp::default();
        let found = self.handles().with(|repo| {
            stamp.ends = ends(repo, &selection.what);
            if !matches!(change_set.head, Revision::Commit { .. }) {
                let index = repo.index().ok();
                let path = index.as_ref().and_then(|index| index.path());
                stamp.index = path.and_then(|path| {
                    let name = path.file_name()?.as_encoded_bytes();
                    work_tree::stamp(path.parent()?, name)
                });
            }
            Ok(())
        });
        // Where the repository cannot be opened any more, nothing is what it was.
        if found.is_err() {
            return Stamp::default();
        }
        if let (Revision::WorkTree, Some(root)) = (&change_set.head, self.work_dir()) {
            let versions = change_set.files.iter().take(MOST_FILES);
            let paths = versions.filter_map(|file| file.in_head()).map(|version| &version.path);
            let stamps = paths.map(|path| {
                let bytes = super::raw_path::candidates(path);
                let found = bytes.iter().find_map(|path| work_tree::stamp(root, path));
                (path.clone(), found)
            });
            stamp.files = stamps.collect();
        }
        stamp
    }
}

/// What the names of a range mean now.
fn ends(repo: &Repository, what: &What) -> Vec<String> {
    let head = || "HEAD".to_owned();
    let names = match what {
        What::Branch => vec![head(), target(repo).unwrap_or_else(head)],
        What::Between { base, head } | What::SinceFork { base, head } => {
            vec![base.clone(), head.clone()]
        }
        What::Commit(name) | What::All { at: Some(name) } => vec![name.clone()],
        What::Staged | What::Uncommitted => vec![head()],
        What::All { at: None } => Vec::new(),
    };
    let id = |name: &String| repo.revparse_single(name).map(|it| it.id().to_string());
    names.iter().map(|name| id(name).unwrap_or_default()).collect()
}
