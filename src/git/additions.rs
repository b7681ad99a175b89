//! What a repository adds to the program's knowledge: the files below
//! `.lineproof/` of one commit. Reads blobs, never the files on disk, and
//! follows no link.

use std::sync::Arc;

use git2::{Commit, ObjectType, Oid, Repository, Tree, TreeEntry};

use super::GitError;
use super::notes::printable;
use super::revision::tree_of;
use super::tree_diff::kind_of_mode;
use crate::catalog::{AddedFile, Additions, LARGEST_FILE, MOST_FILES, is_addition};
use crate::model::{ChangeSet, FileKind, Revision};

/// The folder, at the root of the repository.
pub const FOLDER: &str = ".lineproof";

/// Folders below it that are looked into: `checks/<id>`.
const DEEPEST: usize = 2;

/// The files of the commit that a change starts from. Where nothing is compared,
/// those of the commit under review; of the one that is checked out, where the
/// work tree is: what is not committed never counts.
pub(super) fn additions(repo: &Repository, change_set: &ChangeSet) -> Result<Additions, GitError> {
    let (id, name) = match (&change_set.base, &change_set.head) {
        (Some(Revision::Commit { id, name }), _) | (None, Revision::Commit { id, name }) => {
            (id.clone(), name.clone())
        }
        _ => match repo.head().and_then(|head| head.peel_to_commit()) {
            Ok(commit) => (id_of(&commit), "HEAD".to_owned()),
            Err(_) => return Ok(Additions::default()),
        },
    };
    let failed = |error| GitError::unreadable(format!("reading {FOLDER} of {name}"), &error);
    let tree = repo.find_tree(tree_of(repo, &id)?).map_err(failed)?;
    let short: String = id.chars().take(8).collect();
    let read_from = if name.starts_with(&short) { short } else { format!("{name} ({short})") };
    let mut found = Additions { folder: FOLDER.to_owned(), read_from, files: Vec::new() };
    if let Some(entry) = tree.get_name(FOLDER) {
        match folder(repo, &entry) {
            Some(folder) => collect(repo, &folder, "", 0, &mut found.files),
            None => found.files.push(not_read("", "is no folder, and is not followed")),
        }
    }
    Ok(found)
}

fn id_of(commit: &Commit<'_>) -> String {
    commit.id().to_string()
}

fn not_read(path: &str, why: impl Into<String>) -> AddedFile {
    AddedFile { path: path.to_owned(), text: Err(why.into()) }
}

fn folder<'repo>(repo: &'repo Repository, entry: &TreeEntry<'_>) -> Option<Tree<'repo>> {
    (entry.kind() == Some(ObjectType::Tree)).then(|| repo.find_tree(entry.id()).ok()).flatten()
}

fn collect(
    repo: &Repository,
    tree: &Tree<'_>,
    above: &str,
    depth: usize,
    files: &mut Vec<AddedFile>,
) {
    for entry in tree {
        // One more than is taken, so that it can be told.
        if files.len() > MOST_FILES {
            return;
        }
        let name = printable(String::from_utf8_lossy(entry.name_bytes()));
        let path = if above.is_empty() { name } else { format!("{above}/{name}") };
        match folder(repo, &entry) {
            Some(below) if depth < DEEPEST => collect(repo, &below, &path, depth + 1, files),
            Some(_) => {}
            None if is_addition(&path) => files.push(read(repo, &entry, path)),
            None => {}
        }
    }
}

fn read(repo: &Repository, entry: &TreeEntry<'_>, path: String) -> AddedFile {
    let kind = u32::try_from(entry.filemode()).map(kind_of_mode);
    if !matches!(kind, Ok(FileKind::File | FileKind::Executable)) {
        return not_read(&path, "is no regular file, and is not followed");
    }
    AddedFile { path, text: text(repo, entry.id()) }
}

fn text(repo: &Repository, id: Oid) -> Result<Arc<str>, String> {
    let failed = |error: git2::Error| format!("cannot be read: {}", error.message());
    let objects = repo.odb().map_err(failed)?;
    let (length, _) = objects.read_header(id).map_err(failed)?;
    if length > LARGEST_FILE {
        return Err(format!("is larger than {} kB", LARGEST_FILE / 1000));
    }
    let object = objects.read(id).map_err(failed)?;
    let text = std::str::from_utf8(object.data()).map_err(|_| "is not UTF-8".to_owned())?;
    Ok(text.replace("\r\n", "\n").into())
}
