//! Renames by similarity, found after the first look because they read contents.

use std::collections::HashMap;

use git2::{DiffFindOptions, DiffFormat, DiffOptions, Oid, Repository};

use super::GitError;
use crate::model::{ChangeSet, FileChange, FileStatus, RepoPath, Revision, Sides};

/// Beyond this many new files only equal contents are paired, as in git.
const RENAME_LIMIT: usize = 1000;

/// Percent of equal content from which on a deletion and an addition are a rename.
const THRESHOLD: u16 = 50;

/// A file under another path.
struct Rename {
    old: RepoPath,
    new: RepoPath,
    similarity: u8,
}

/// The change set with deletions and additions of similar files made into renames.
pub(super) fn with_renames(
    repo: &Repository,
    base: Oid,
    head: Option<Oid>,
    change_set: &ChangeSet,
) -> Result<ChangeSet, GitError> {
    let gone = change_set.files.iter().any(|file| file.status == FileStatus::Deleted);
    let came = change_set.files.iter().any(|file| file.in_base().is_none());
    if !gone || !came {
        return Ok(change_set.clone());
    }
    let renames = find(repo, base, head, &change_set.head)
        .map_err(|error| GitError::unreadable("looking for renames", &error))?;
    Ok(fold(change_set, renames))
}

fn find(
    repo: &Repository,
    base: Oid,
    head: Option<Oid>,
    head_name: &Revision,
) -> Result<Vec<Rename>, git2::Error> {
    let base = repo.find_tree(base)?;
    let head = head.map(|head| repo.find_tree(head)).transpose()?;
    let mut options = DiffOptions::new();
    options.include_untracked(true).recurse_untracked_dirs(true).ignore_submodules(true);
    let mut diff = match (head, head_name) {
        (Some(head), _) => repo.diff_tree_to_tree(Some(&base), Some(&head), Some(&mut options))?,
        (None, Revision::Index) => {
            repo.diff_tree_to_index(Some(&base), None, Some(&mut options))?
        }
        (None, _) => repo.diff_tree_to_workdir_with_index(Some(&base), Some(&mut options))?,
    };
    let mut similar = DiffFindOptions::new();
    similar
        .renames(true)
        .for_untracked(true)
        .rename_limit(RENAME_LIMIT)
        .rename_threshold(THRESHOLD);
    diff.find_similar(Some(&mut similar))?;
    let mut renames = Vec::new();
    // The raw format is the only way to learn how similar the two are.
    diff.print(DiffFormat::Raw, |delta, _, line| {
        if delta.status() == git2::Delta::Renamed
            && let Some(similarity) = similarity(line.content())
            && let Some(old) = delta.old_file().path_bytes()
            && let Some(new) = delta.new_file().path_bytes()
        {
            let (old, new) = (RepoPath::from_bytes(old), RepoPath::from_bytes(new));
            renames.push(Rename { old, new, similarity });
        }
        true
    })?;
    Ok(renames)
}

/// The number after `R` in `:100644 100644 aaaa bbbb R087<tab>old<tab>new`.
fn similarity(raw: &[u8]) -> Option<u8> {
    let head = raw.split(|byte| *byte == b'\t').next()?;
    let status = head.rsplit(|byte| *byte == b' ').next()?;
    let digits = std::str::from_utf8(status.strip_prefix(b"R")?).ok()?;
    digits.trim().parse().ok()
}

fn fold(change_set: &ChangeSet, renames: Vec<Rename>) -> ChangeSet {
    let by_new: HashMap<&RepoPath, &Rename> =
        renames.iter().map(|rename| (&rename.new, rename)).collect();
    let mut deleted: HashMap<&RepoPath, &FileChange> = change_set
        .files
        .iter()
        .filter(|file| file.status == FileStatus::Deleted)
        .map(|file| (file.path(), file))
        .collect();
    let mut files: Vec<FileChange> = Vec::with_capacity(change_set.files.len());
    for file in change_set.files.iter().filter(|file| file.status != FileStatus::Deleted) {
        let renamed = match &file.sides {
            Sides::Head(new) => by_new.get(&new.path).and_then(|rename| {
                let old = deleted.remove(&rename.old)?.in_base()?.clone();
                let status = FileStatus::Renamed { similarity: rename.similarity };
                Some(FileChange { status, sides: Sides::Both { old, new: new.clone() } })
            }),
            Sides::Base(_) | Sides::Both { .. } => None,
        };
        files.push(renamed.unwrap_or_else(|| file.clone()));
    }
    files.extend(deleted.into_values().cloned());
    files.sort_by(|left, right| left.path().cmp(right.path()));
    ChangeSet { files, ..change_set.clone() }
}
