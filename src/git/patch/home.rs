//! A repository of two commits that is made for a patch: the files before, and after.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use git2::{Commit, Index, IndexEntry, Oid, Repository, RepositoryInitOptions, Signature, Time};
use tempfile::TempDir;

use super::apply::{applied, shown};
use super::parse::{Hunk, Patch, PatchFile};
use crate::git::raw_path::to_path;
use crate::git::{GitError, Repo};
use crate::model::RepoPath;

/// The tags of the two commits.
const SIDES: [&str; 2] = ["base", "head"];

/// Who is said to have made them.
const AUTHOR: &str = "patch@lineproof.invalid";

/// So many empty lines may stand for what the patch does not show, in all files together.
const ROOM: usize = 16_000_000;

/// A patch put on its files, in a repository that goes with this value.
pub struct PatchHome {
    folder: TempDir,
    /// How many more empty lines may be made.
    room: usize,
    /// The files of which only the lines are known that the patch shows.
    pub parts: Vec<RepoPath>,
    /// Files of which nothing is known but that they differ.
    pub binary: Vec<RepoPath>,
}

/// What a file is before and after; none where it is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patched {
    /// Before.
    pub old: Option<Vec<u8>>,
    /// After.
    pub new: Option<Vec<u8>>,
    /// Whether that is all of it.
    pub is_whole: bool,
}

impl PatchHome {
    /// Puts a patch on the files of `around`, the repository that it is read in, where there
    /// is one: on the content that it names, else on what is checked out. The other files are
    /// those that are checked out.
    ///
    /// # Errors
    /// When the temporary folder cannot be written.
    pub fn new(patch: &Patch, around: Option<&Repo>) -> Result<Self, GitError> {
        let failed = |error: git2::Error| GitError::unreadable("keeping the patch", &error);
        let folder = tempfile::Builder::new().prefix("lineproof-patch-").tempdir();
        let folder = folder.map_err(|error| GitError::Unreadable {
            doing: "making a folder for the patch".to_owned(),
            reason: error.to_string(),
        })?;
        let mut options = RepositoryInitOptions::new();
        options.initial_head("main").external_template(false).bare(true);
        let repo = Repository::init_opts(folder.path(), &options).map_err(failed)?;
        let mut home = Self { folder, room: ROOM, parts: Vec::new(), binary: Vec::new() };
        let tree = around.and_then(|around| home.borrow(around));
        // Opened again, so that it sees what it may borrow.
        let repo = Repository::open_bare(repo.path()).map_err(failed)?;
        // What is known of the history of its lines is what is checked out.
        let before = around.filter(|_| tree.is_some()).and_then(Repo::checked_out);
        let before = before.and_then(|id| repo.find_commit(Oid::from_str(&id).ok()?).ok());
        let before = before.into_iter().collect();
        home.commit_sides(&repo, patch, (tree, before)).map_err(failed)?;
        Ok(home)
    }

    /// Where the repository is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The range that is the patch.
    #[must_use]
    pub fn range(&self) -> String {
        SIDES.join("..")
    }

    /// Lets the repository read the objects of another; gives the tree that is checked out
    /// there. Nothing is written to the other.
    fn borrow(&self, around: &Repo) -> Option<Oid> {
        let objects = around.objects_dir()?;
        // A line is a folder; one that would be two is not borrowed from.
        let text = objects.to_str().filter(|text| !text.contains(['\n', '"', '#']))?;
        let info = self.folder.path().join("objects").join("info");
        fs::create_dir_all(&info).ok()?;
        fs::write(info.join("alternates"), format!("{text}\n")).ok()?;
        around.head_tree()
    }

    fn commit_sides(
        &mut self,
        repo: &Repository,
        patch: &Patch,
        (tree, mut parents): (Option<Oid>, Vec<Commit<'_>>),
    ) -> Result<(), git2::Error> {
        let tree = tree.and_then(|tree| repo.find_tree(tree).ok());
        let mut before = BTreeMap::new();
        let mut after: BTreeMap<Vec<u8>, Option<Vec<u8>>> = BTreeMap::new();
        for file in &patch.files {
            let known = file.old.as_ref().and_then(|old| after.get(old).cloned());
            let patched = self.patched(repo, tree.as_ref(), file, known.flatten());
            if let Some(old) = &file.old {
                // Of a series, what the first patch begins with is what was before.
                before.entry(old.clone()).or_insert(patched.old);
                if file.new.as_ref() != Some(old) {
                    after.insert(old.clone(), None);
                }
            }
            if let Some(new) = &file.new {
                before.entry(new.clone()).or_insert(None);
                after.insert(new.clone(), patched.new);
            }
        }
        for (side, files) in SIDES.into_iter().zip([before, after]) {
            let mut index = Index::new()?;
            if let Some(tree) = &tree {
                index.read_tree(tree)?;
            }
            for (path, content) in &files {
                match content {
                    Some(content) => index.add(&entry(path, repo.blob(content)?))?,
                    None => drop(index.remove_path(&to_path(path))),
                }
            }
            let tree = repo.find_tree(index.write_tree_to(repo)?)?;
            let author = Signature::new("patch", AUTHOR, &Time::new(0, 0))?;
            let parent: Vec<_> = parents.iter().collect();
            let id = repo.commit(None, &author, &author, "patch", &tree, &parent)?;
            repo.reference(&format!("refs/tags/{side}"), id, true, "patch")?;
            parents = vec![repo.find_commit(id)?];
        }
        Ok(())
    }

    /// A file of the patch on both sides. `known` is what an earlier patch of the series made
    /// of it.
    fn patched(
        &mut self,
        repo: &Repository,
        tree: Option<&git2::Tree<'_>>,
        file: &PatchFile,
        known: Option<Vec<u8>>,
    ) -> Patched {
        let path = file.new.as_ref().or(file.old.as_ref()).map(|path| RepoPath::from_bytes(path));
        if file.is_binary {
            self.binary.extend(path);
            return Patched { old: file.old.as_ref().map(|_| Vec::new()), ..binary(file) };
        }
        if let Some(patched) = whole(repo, tree, file, known) {
            return patched;
        }
        let Some((old, new)) = shown(&file.hunks, &mut self.room) else {
            self.binary.extend(path);
            return Patched { old: file.old.as_ref().map(|_| Vec::new()), ..binary(file) };
        };
        // A file that comes or goes is shown whole.
        let is_whole = file.old.is_none() || file.new.is_none();
        if !is_whole {
            self.parts.extend(path);
        }
        Patched {
            old: file.old.as_ref().map(|_| old),
            new: file.new.as_ref().map(|_| new),
            is_whole,
        }
    }
}

/// Whether a commit is one of the two that are made for a patch.
pub(in crate::git) fn is_made(commit: &Commit<'_>) -> bool {
    commit.time().seconds() == 0 && commit.author().email_bytes() == AUTHOR.as_bytes()
}

/// A file of which one side is to be had: the other follows from the hunks.
fn whole(
    repo: &Repository,
    tree: Option<&git2::Tree<'_>>,
    file: &PatchFile,
    known: Option<Vec<u8>>,
) -> Option<Patched> {
    let [old_blob, new_blob] = &file.blobs;
    let olds = [known, named(repo, old_blob), there(repo, tree, &file.old)];
    let forward = olds.into_iter().flatten().filter(|_| file.old.is_some());
    for old in forward {
        if let Some(new) = applied(&old, &file.hunks) {
            let new = file.new.as_ref().map(|_| new);
            return Some(Patched { old: Some(old), new, is_whole: true });
        }
    }
    let turned: Vec<_> = file.hunks.iter().map(Hunk::turned).collect();
    let news = [named(repo, new_blob), there(repo, tree, &file.new)];
    for new in news.into_iter().flatten().filter(|_| file.new.is_some()) {
        if let Some(old) = applied(&new, &turned) {
            let old = file.old.as_ref().map(|_| old);
            return Some(Patched { old, new: Some(new), is_whole: true });
        }
    }
    None
}

/// The content whose id begins with these digits.
fn named(repo: &Repository, digits: &Option<String>) -> Option<Vec<u8>> {
    let digits = digits.as_deref()?;
    let id = repo.odb().ok()?.exists_prefix(Oid::from_str(digits).ok()?, digits.len()).ok()?;
    Some(repo.find_blob(id).ok()?.content().to_vec())
}

/// The content of a path of a tree.
fn there(
    repo: &Repository,
    tree: Option<&git2::Tree<'_>>,
    path: &Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let object = tree?.get_path(&to_path(path.as_ref()?)).ok()?.to_object(repo).ok()?;
    Some(object.into_blob().ok()?.content().to_vec())
}

/// A binary file as far as it is known: that it is there.
fn binary(file: &PatchFile) -> Patched {
    let content = b"\0a binary file that the patch does not hold\n".to_vec();
    Patched { old: None, new: file.new.as_ref().map(|_| content), is_whole: false }
}

fn entry(path: &[u8], id: Oid) -> IndexEntry {
    let mut entry = crate::git::sample::entry("");
    entry.path = path.to_vec();
    entry.id = id;
    entry
}
