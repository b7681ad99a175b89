//! Two trees side by side, descending only where they differ.
//!
//! Not libgit2's own diff: that hands over the mode of a tree entry as it was
//! written, and git2 panics on one it does not know (`100600` by an old tool).

use git2::{ObjectType, Oid, Repository, Tree, TreeEntry};

use super::GitError;
use super::change_set::Pair;
use crate::model::{FileKind, FileVersion, RepoPath};

/// More files than any real tree has; a tree that repeats itself could name billions.
const MOST_FILES: usize = 2_000_000;

/// A folder to compare: its path with a trailing `/`, and its tree on each side.
struct Folder {
    prefix: Vec<u8>,
    old: Option<Oid>,
    new: Option<Oid>,
}

/// The files in which two trees differ, in no particular order.
pub(super) fn tree_diff(
    repo: &Repository,
    old: Option<Oid>,
    new: Option<Oid>,
) -> Result<Vec<Pair>, GitError> {
    let mut pairs = Vec::new();
    let mut folders = vec![Folder { prefix: Vec::new(), old, new }];
    while let Some(folder) = folders.pop() {
        if folder.old != folder.new {
            compare(repo, &folder, &mut pairs, &mut folders)?;
        }
        if pairs.len() > MOST_FILES || folders.len() > MOST_FILES {
            return Err(GitError::Unreadable {
                doing: "comparing trees".to_owned(),
                reason: format!("more than {MOST_FILES} files differ"),
            });
        }
    }
    Ok(pairs)
}

/// Compares one folder; what lies deeper is put on the list of folders.
fn compare(
    repo: &Repository,
    folder: &Folder,
    pairs: &mut Vec<Pair>,
    folders: &mut Vec<Folder>,
) -> Result<(), GitError> {
    let old_tree = find(repo, folder.old)?;
    let new_tree = find(repo, folder.new)?;
    let mut old = old_tree.iter().flat_map(Tree::iter).peekable();
    let mut new = new_tree.iter().flat_map(Tree::iter).peekable();
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return Ok(()),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(left), Some(right)) => sort_key(left).cmp(&sort_key(right)),
        };
        let left = if order.is_le() { old.next() } else { None };
        let right = if order.is_ge() { new.next() } else { None };
        match (&left, &right) {
            (Some(l), Some(r)) if l.id() == r.id() && l.filemode() == r.filemode() => {}
            _ => enter(&folder.prefix, left.as_ref(), right.as_ref(), pairs, folders),
        }
    }
}

/// Git sorts a folder as if its name ended with `/`; so a file and a folder of
/// one name never meet, and become a deletion and an addition.
fn sort_key(entry: &TreeEntry<'_>) -> Vec<u8> {
    let mut key = entry.name_bytes().to_vec();
    if is_folder(entry) {
        key.push(b'/');
    }
    key
}

fn is_folder(entry: &TreeEntry<'_>) -> bool {
    entry.kind() == Some(ObjectType::Tree)
}

fn enter(
    prefix: &[u8],
    old: Option<&TreeEntry<'_>>,
    new: Option<&TreeEntry<'_>>,
    pairs: &mut Vec<Pair>,
    folders: &mut Vec<Folder>,
) {
    let Some(entry) = old.or(new) else { return };
    let path = [prefix, entry.name_bytes()].concat();
    if is_folder(entry) {
        let prefix = [&path[..], b"/"].concat();
        folders.push(Folder { prefix, old: old.map(TreeEntry::id), new: new.map(TreeEntry::id) });
    } else {
        let version = |entry: &TreeEntry<'_>| file_version(&path, entry);
        pairs.push(Pair::new(old.map(version), new.map(version)));
    }
}

/// A tree's entry as a version of a file.
pub(super) fn file_version(path: &[u8], entry: &TreeEntry<'_>) -> FileVersion {
    FileVersion {
        path: RepoPath::from_bytes(path),
        kind: kind_of_mode(u32::try_from(entry.filemode()).unwrap_or(0)),
        blob: Some(entry.id().to_string()),
    }
}

/// What an entry with this mode is; modes that git no longer writes count as files.
pub(super) fn kind_of_mode(mode: u32) -> FileKind {
    match mode & 0o170_000 {
        0o120_000 => FileKind::Symlink,
        0o160_000 | 0o040_000 => FileKind::Submodule,
        _ if mode & 0o111 != 0 => FileKind::Executable,
        _ => FileKind::File,
    }
}

fn find(repo: &Repository, id: Option<Oid>) -> Result<Option<Tree<'_>>, GitError> {
    id.map(|id| {
        repo.find_tree(id)
            .map_err(|error| GitError::unreadable(format!("reading tree {id}"), &error))
    })
    .transpose()
}
