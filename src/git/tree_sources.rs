//! The files of a commit, the index or the work tree, read one by one when asked.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use git2::{ObjectType, Oid, Repository};

use super::GitError;
use super::change_set::{all_of_tree, all_of_work_tree, read_index};
use super::content::{SIZE_LIMIT, decode, is_binary};
use super::handles::Handles;
use super::raw_path::{candidates, to_path};
use super::tree_diff::kind_of_mode;
use super::work_tree::{self, OnDisk};
use crate::analysis::{SourceText, Sources};
use crate::model::{FileContent, FileKind, RepoPath};

/// One tree of a repository as analysis wants it.
///
/// The index is read once; files on disk are read anew each time, and may be
/// gone by then.
pub struct TreeSources {
    handles: Arc<Handles>,
    store: Store,
    files: OnceLock<Arc<[RepoPath]>>,
    python_files: OnceLock<Arc<[RepoPath]>>,
}

/// Where the files are.
pub(super) enum Store {
    /// In a tree object.
    Tree(Oid),
    /// In the index, which is read at the first question.
    Index(OnceLock<HashMap<Vec<u8>, Entry>>),
    /// On disk.
    Disk,
}

/// A file in the object store.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    id: Oid,
    kind: FileKind,
}

impl TreeSources {
    pub(super) fn new(handles: Arc<Handles>, store: Store) -> Self {
        Self { handles, store, files: OnceLock::new(), python_files: OnceLock::new() }
    }

    /// The text of any file, as it would be shown; none where it is not there,
    /// not a regular file, binary or too large.
    #[must_use]
    pub fn content(&self, path: &RepoPath) -> Option<FileContent> {
        let (bytes, _) = self.bytes(path)?;
        (!is_binary(&bytes)).then(|| decode(bytes).content)
    }

    /// The bytes of a regular file and the id they have, or would have, as a blob.
    fn bytes(&self, path: &RepoPath) -> Option<(Vec<u8>, Oid)> {
        let read = |repo: &Repository| {
            Ok(candidates(path).iter().find_map(|path| match &self.store {
                Store::Tree(tree) => blob(repo, in_tree(repo, *tree, path)?),
                Store::Index(entries) => {
                    blob(repo, *entries.get_or_init(|| index_entries(repo)).get(path)?)
                }
                Store::Disk => on_disk(repo, path),
            }))
        };
        self.handles.with(read).ok().flatten()
    }

    fn list(&self) -> Result<Vec<RepoPath>, GitError> {
        self.handles.with(|repo| {
            let files = match &self.store {
                Store::Tree(tree) => all_of_tree(repo, *tree)?,
                Store::Disk => all_of_work_tree(repo)?,
                Store::Index(entries) => {
                    let entries = entries.get_or_init(|| index_entries(repo)).iter();
                    let regular = entries.filter(|(_, entry)| is_regular(entry.kind));
                    return Ok(regular.map(|(path, _)| RepoPath::from_bytes(path)).collect());
                }
            };
            let versions = files.iter().filter_map(|file| file.in_head());
            let regular = versions.filter(|version| is_regular(version.kind));
            Ok(regular.map(|version| version.path.clone()).collect())
        })
    }
}

impl Sources for TreeSources {
    fn python_files(&self) -> Arc<[RepoPath]> {
        let list = || self.files().iter().filter(|path| path.is_python()).cloned().collect();
        Arc::clone(self.python_files.get_or_init(list))
    }

    fn files(&self) -> Arc<[RepoPath]> {
        let list = || {
            let mut files = self.list().unwrap_or_default();
            files.sort();
            files.into()
        };
        Arc::clone(self.files.get_or_init(list))
    }

    fn read(&self, path: &RepoPath) -> Option<SourceText> {
        let (bytes, id) = self.bytes(path)?;
        let text = (!is_binary(&bytes)).then(|| decode(bytes).content.text)?;
        Some(SourceText { key: id.to_string().into(), text })
    }
}

fn is_regular(kind: FileKind) -> bool {
    matches!(kind, FileKind::File | FileKind::Executable)
}

fn in_tree(repo: &Repository, tree: Oid, path: &[u8]) -> Option<Entry> {
    let entry = repo.find_tree(tree).ok()?.get_path(&to_path(path)).ok()?;
    let is_blob = entry.kind() == Some(ObjectType::Blob);
    let kind = kind_of_mode(u32::try_from(entry.filemode()).ok()?);
    is_blob.then_some(Entry { id: entry.id(), kind })
}

/// The entries of the index; of a file in conflict, our side of it.
fn index_entries(repo: &Repository) -> HashMap<Vec<u8>, Entry> {
    let Ok(index) = read_index(repo) else { return HashMap::new() };
    let mut entries = HashMap::new();
    for entry in index.iter() {
        let common_ancestor = entry.flags & 0x3000 == 0x1000;
        if !common_ancestor {
            let found = Entry { id: entry.id, kind: kind_of_mode(entry.mode) };
            entries.entry(entry.path).or_insert(found);
        }
    }
    entries
}

/// The content of a regular file, unless it is too large to be source code.
fn blob(repo: &Repository, entry: Entry) -> Option<(Vec<u8>, Oid)> {
    if !is_regular(entry.kind) {
        return None;
    }
    let objects = repo.odb().ok()?;
    let (size, kind) = objects.read_header(entry.id).ok()?;
    if kind != ObjectType::Blob || size as u64 > SIZE_LIMIT {
        return None;
    }
    Some((objects.read(entry.id).ok()?.data().to_vec(), entry.id))
}

fn on_disk(repo: &Repository, path: &[u8]) -> Option<(Vec<u8>, Oid)> {
    match work_tree::read(repo.workdir()?, path).ok()? {
        OnDisk::File(bytes) => {
            let id = Oid::hash_object(ObjectType::Blob, &bytes).ok()?;
            Some((bytes, id))
        }
        OnDisk::TooLarge(_) | OnDisk::Symlink(_) | OnDisk::Other => None,
    }
}
