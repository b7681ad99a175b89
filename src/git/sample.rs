//! Builds a repository of our own, commit by commit, for the demo.

use std::path::Path;

use git2::build::CheckoutBuilder;
use git2::{IndexEntry, IndexTime, Repository, RepositoryInitOptions, ResetType, Signature, Time};

use super::GitError;

/// One commit: everything in its tree.
pub struct Snapshot<'a> {
    /// The name of the tag it gets.
    pub tag: &'a str,
    /// The message.
    pub message: &'a str,
    /// Seconds since 1970, UTC.
    pub seconds: i64,
    /// Paths from the root, and contents.
    pub files: Vec<(&'a str, &'a [u8])>,
}

/// Who made it.
const AUTHOR: (&str, &str) = ("lineproof demo", "demo@lineproof.invalid");

/// Builds a repository of these commits, each the child of the one before, on
/// the branch `main`, with the files of the last one on disk. The folder is
/// made where it is not there.
///
/// # Errors
/// When the folder cannot be written.
pub fn build(folder: &Path, snapshots: &[Snapshot<'_>]) -> Result<(), GitError> {
    commit_all(folder, snapshots)
        .map_err(|error| GitError::unreadable(format!("building {}", folder.display()), &error))
}

fn commit_all(folder: &Path, snapshots: &[Snapshot<'_>]) -> Result<(), git2::Error> {
    let mut options = RepositoryInitOptions::new();
    // Templates of the user may hold hooks.
    options.initial_head("main").external_template(false);
    let repo = Repository::init_opts(folder, &options)?;
    // What is on disk is what was committed, whatever the user's settings.
    repo.config()?.set_str("core.autocrlf", "false")?;
    for snapshot in snapshots {
        commit(&repo, snapshot)?;
    }
    let head = repo.head()?.peel(git2::ObjectType::Commit)?;
    repo.reset(&head, ResetType::Hard, Some(CheckoutBuilder::new().force()))
}

fn commit(repo: &Repository, snapshot: &Snapshot<'_>) -> Result<(), git2::Error> {
    let mut index = repo.index()?;
    index.clear()?;
    for (path, content) in &snapshot.files {
        index.add_frombuffer(&entry(path), content)?;
    }
    let tree = repo.find_tree(index.write_tree()?)?;
    let author = Signature::new(AUTHOR.0, AUTHOR.1, &Time::new(snapshot.seconds, 0))?;
    let parent = repo.head().ok().and_then(|head| head.peel_to_commit().ok());
    let parents: Vec<_> = parent.iter().collect();
    let id = repo.commit(Some("HEAD"), &author, &author, snapshot.message, &tree, &parents)?;
    repo.reference(&format!("refs/tags/{}", snapshot.tag), id, true, "demo")?;
    Ok(())
}

/// A regular file in the index; git fills in its size and id.
pub(super) fn entry(path: &str) -> IndexEntry {
    IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: 0o100_644,
        uid: 0,
        gid: 0,
        file_size: 0,
        id: git2::Oid::ZERO_SHA1,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    }
}
