//! The files of a change set, before any text is read.

use std::collections::BTreeMap;

use git2::{Delta, Diff, DiffDelta, DiffOptions, Index, IndexEntry, Oid, Repository};

use super::GitError;
use super::raw_path::to_path;
use super::tree_diff::{file_version, kind_of_mode, tree_diff};
use super::work_tree;
use crate::model::{FileChange, FileKind, FileStatus, FileVersion, RepoPath, Sides};

/// Index flags of git that say a file is meant to be elsewhere: left out by a
/// sparse checkout, or announced by `git add -N` without content.
const SKIP_WORKTREE: u16 = 1 << 14;
const INTENT_TO_ADD: u16 = 1 << 13;

/// A file on both sides, as far as it is there.
#[derive(Default)]
pub(super) struct Pair {
    old: Option<FileVersion>,
    new: Option<FileVersion>,
    untracked: bool,
    conflicted: bool,
}

impl Pair {
    /// A file of two trees.
    pub(super) fn new(old: Option<FileVersion>, new: Option<FileVersion>) -> Self {
        Self { old, new, untracked: false, conflicted: false }
    }

    /// The file, where only the old tree has it.
    pub(super) fn gone(&self) -> Option<&FileVersion> {
        self.old.as_ref().filter(|_| self.new.is_none())
    }

    /// The change, unless there is none.
    fn into_change(self) -> Option<FileChange> {
        let status = match (&self.old, &self.new) {
            (None, None) => return None,
            _ if self.conflicted => FileStatus::Conflicted,
            (_, Some(_)) if self.untracked => FileStatus::Untracked,
            (None, Some(_)) => FileStatus::Added,
            (Some(_), None) => FileStatus::Deleted,
            (Some(old), Some(new)) => modified(old, new)?,
        };
        let sides = match (self.old, self.new) {
            (Some(old), Some(new)) => Sides::Both { old, new },
            (Some(old), None) => Sides::Base(old),
            (None, Some(new)) => Sides::Head(new),
            (None, None) => return None,
        };
        Some(FileChange { status, sides })
    }
}

/// What happened to a file that is on both sides; none where nothing did.
fn modified(old: &FileVersion, new: &FileVersion) -> Option<FileStatus> {
    let plain = |kind| matches!(kind, FileKind::File | FileKind::Executable);
    let same_content = old.blob.is_some() && old.blob == new.blob;
    if plain(old.kind) != plain(new.kind) || (!plain(old.kind) && old.kind != new.kind) {
        Some(FileStatus::TypeChanged)
    } else if !same_content {
        Some(FileStatus::Modified)
    } else if old.kind != new.kind {
        Some(FileStatus::ModeChanged)
    } else {
        None
    }
}

/// Changes in the order of their paths.
fn sorted(pairs: impl IntoIterator<Item = Pair>) -> Vec<FileChange> {
    let mut files: Vec<FileChange> = pairs.into_iter().filter_map(Pair::into_change).collect();
    files.sort_by(|left, right| left.path().cmp(right.path()));
    files
}

/// What differs between two trees.
pub(super) fn between_trees(
    repo: &Repository,
    old: Oid,
    new: Oid,
) -> Result<Vec<FileChange>, GitError> {
    Ok(sorted(tree_diff(repo, Some(old), Some(new))?))
}

/// The paths in which two trees differ, sorted; all of the new one where there is no old one.
pub(super) fn paths_between(
    repo: &Repository,
    old: Option<Oid>,
    new: Oid,
) -> Result<Vec<RepoPath>, GitError> {
    let files = sorted(tree_diff(repo, old, Some(new))?);
    Ok(files.into_iter().map(|file| file.path().clone()).collect())
}

/// Every file of a tree.
pub(super) fn all_of_tree(repo: &Repository, tree: Oid) -> Result<Vec<FileChange>, GitError> {
    let mut files = sorted(tree_diff(repo, None, Some(tree))?);
    for file in &mut files {
        file.status = FileStatus::Unchanged;
    }
    Ok(files)
}

/// What is staged on top of a tree.
pub(super) fn staged(repo: &Repository, base: Oid) -> Result<Vec<FileChange>, GitError> {
    let index = read_index(repo)?;
    Ok(sorted(tree_to_index(repo, base, &index)?.into_values()))
}

/// What the index and the files on disk add to a tree.
///
/// The two differences are laid over each other here rather than by libgit2,
/// which forgets that a file taken out of the index may still be on disk.
pub(super) fn with_work_tree(repo: &Repository, base: Oid) -> Result<Vec<FileChange>, GitError> {
    let index = read_index(repo)?;
    let mut pairs = tree_to_index(repo, base, &index)?;
    let diff = index_to_disk(repo, &index)?;
    for delta in diff.deltas() {
        let path = path_of(&delta);
        let entry = index.get_path(&to_path(path), 0);
        let staged = pairs.contains_key(path);
        if is_quiet(&delta, entry.as_ref()) {
            continue;
        }
        let pair = pairs.entry(path.to_vec()).or_default();
        pair.conflicted = delta.status() == Delta::Conflicted;
        pair.untracked = delta.status() == Delta::Untracked;
        if !staged && !pair.untracked {
            // What is staged is what base has.
            pair.old = entry.as_ref().map(|entry| index_version(path, entry));
        }
        pair.new = match delta.status() {
            Delta::Deleted => None,
            Delta::Conflicted => on_disk(repo, path),
            _ => Some(disk_version(repo, &delta, pair.old.as_ref(), staged)),
        };
    }
    Ok(sorted(pairs.into_values()))
}

/// Every file on disk that git tracks or would track.
pub(super) fn all_of_work_tree(repo: &Repository) -> Result<Vec<FileChange>, GitError> {
    let index = read_index(repo)?;
    let mut versions: BTreeMap<Vec<u8>, (FileStatus, FileVersion)> = BTreeMap::new();
    for entry in index.iter() {
        // The stage of an entry, in the two bits git gives it.
        let conflicted = entry.flags & 0x3000 != 0;
        let status = if conflicted { FileStatus::Conflicted } else { FileStatus::Unchanged };
        let mut version = index_version(&entry.path, &entry);
        if conflicted {
            version.blob = None;
        }
        versions.insert(entry.path.clone(), (status, version));
    }
    for delta in index_to_disk(repo, &index)?.deltas() {
        let path = path_of(&delta);
        let entry = index.get_path(&to_path(path), 0);
        if is_quiet(&delta, entry.as_ref()) {
            continue;
        }
        match delta.status() {
            Delta::Conflicted => {}
            Delta::Deleted => {
                versions.remove(path);
            }
            status => {
                let untracked = status == Delta::Untracked;
                let status = if untracked { FileStatus::Untracked } else { FileStatus::Unchanged };
                versions.insert(path.to_vec(), (status, disk_version(repo, &delta, None, false)));
            }
        }
    }
    let on_disk = versions
        .into_values()
        .map(|(status, version)| FileChange { status, sides: Sides::Head(version) });
    let mut files: Vec<FileChange> = on_disk.collect();
    files.sort_by(|left, right| left.path().cmp(right.path()));
    Ok(files)
}

/// Whether a difference between index and disk says nothing about the change: a
/// file that a sparse checkout leaves out, or a submodule that is not checked out.
fn is_quiet(delta: &DiffDelta<'_>, entry: Option<&IndexEntry>) -> bool {
    let stays_away = entry.is_some_and(|entry| {
        entry.flags_extended & SKIP_WORKTREE != 0 || kind_of_mode(entry.mode) == FileKind::Submodule
    });
    match delta.status() {
        Delta::Unmodified | Delta::Ignored | Delta::Unreadable => true,
        Delta::Deleted => stays_away,
        _ => false,
    }
}

/// The index as it is on disk now.
pub(super) fn read_index(repo: &Repository) -> Result<Index, GitError> {
    let failed = |error| GitError::unreadable("reading the index", &error);
    let mut index = repo.index().map_err(failed)?;
    index.read(false).map_err(failed)?;
    Ok(index)
}

fn tree_to_index(
    repo: &Repository,
    base: Oid,
    index: &Index,
) -> Result<BTreeMap<Vec<u8>, Pair>, GitError> {
    let failed = |error| GitError::unreadable("comparing the index", &error);
    let tree = repo.find_tree(base).map_err(failed)?;
    let mut options = DiffOptions::new();
    options.include_typechange(true).skip_binary_check(true);
    let diff =
        repo.diff_tree_to_index(Some(&tree), Some(index), Some(&mut options)).map_err(failed)?;
    let mut pairs = BTreeMap::new();
    for delta in diff.deltas() {
        let path = path_of(&delta);
        let old = in_tree(repo, base, path);
        let conflicted = delta.status() == Delta::Conflicted;
        let stages: &[i32] = if conflicted { &[2, 3] } else { &[0] };
        let new = stages.iter().find_map(|stage| index.get_path(&to_path(path), *stage));
        let new = new.filter(|_| delta.status() != Delta::Deleted);
        let new = new.filter(|entry| entry.flags_extended & INTENT_TO_ADD == 0);
        let new = new.map(|entry| index_version(path, &entry));
        pairs.insert(path.to_vec(), Pair { old, new, untracked: false, conflicted });
    }
    Ok(pairs)
}

fn index_to_disk<'repo>(repo: &'repo Repository, index: &Index) -> Result<Diff<'repo>, GitError> {
    let mut options = DiffOptions::new();
    options
        .include_untracked(true)
        .recurse_untracked_dirs(true)
        .include_typechange(true)
        .include_unreadable(true)
        // Asking a submodule whether it changed would mean opening it.
        .ignore_submodules(true)
        .skip_binary_check(true);
    repo.diff_index_to_workdir(Some(index), Some(&mut options))
        .map_err(|error| GitError::unreadable("comparing the work tree", &error))
}

fn path_of<'delta>(delta: &DiffDelta<'delta>) -> &'delta [u8] {
    let path = delta.new_file().path_bytes().or_else(|| delta.old_file().path_bytes());
    let path = path.unwrap_or_default();
    // A folder that is a repository of its own is listed with a slash.
    path.strip_suffix(b"/").unwrap_or(path)
}

fn in_tree(repo: &Repository, tree: Oid, path: &[u8]) -> Option<FileVersion> {
    let tree = repo.find_tree(tree).ok()?;
    let entry = tree.get_path(&to_path(path)).ok()?;
    Some(file_version(path, &entry))
}

fn index_version(path: &[u8], entry: &IndexEntry) -> FileVersion {
    FileVersion {
        path: RepoPath::from_bytes(path),
        kind: kind_of_mode(entry.mode),
        blob: Some(entry.id.to_string()),
    }
}

/// The file on disk that a difference names. Where git's records alone cannot
/// tell whether it differs from `old`, its content is hashed.
fn disk_version(
    repo: &Repository,
    delta: &DiffDelta<'_>,
    old: Option<&FileVersion>,
    staged: bool,
) -> FileVersion {
    let path = path_of(delta);
    let file = delta.new_file();
    let kind = kind_of_mode(file.mode().into());
    let mut blob = (!file.id().is_zero()).then(|| file.id().to_string());
    // The record is of what is staged; of what base has, it says nothing.
    let unsure = old.is_some_and(|old| old.blob.is_some() && (staged || old.kind != kind));
    if blob.is_none() && unsure {
        blob = repo.workdir().and_then(|root| work_tree::hash(root, path));
    }
    FileVersion { path: RepoPath::from_bytes(path), kind, blob }
}

fn on_disk(repo: &Repository, path: &[u8]) -> Option<FileVersion> {
    let kind = work_tree::kind(repo.workdir()?, path)?;
    Some(FileVersion { path: RepoPath::from_bytes(path), kind, blob: None })
}
