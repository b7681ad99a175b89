//! The commits of a range, and the names that a range can begin or end with.

use std::sync::atomic::{AtomicBool, Ordering};

use git2::{ObjectType, Oid, Repository, Sort};

use super::change_set::paths_between;
use super::revision::{ends, target};
use super::{GitError, Repo, Selection};
use crate::model::{Commit, RepoPath, Revision};

/// So many commits of a range are listed, the newest first.
pub const MOST_COMMITS: usize = 2_000;

/// So many commits are handed on together.
const TOGETHER: usize = 50;

/// So many branches, and so many tags, are listed; those with the newest commits.
const MOST_NAMES: usize = 300;

/// What of a subject or a name is told, in chars.
const MAX_TEXT: usize = 200;

/// A branch or a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefName {
    /// As git understands it: `topic`, `origin/topic`, `v1.4`. Hostile.
    pub name: String,
    /// Its commit: the full hexadecimal id.
    pub commit: String,
    /// When its commit was committed, in seconds since 1970.
    pub seconds: i64,
}

/// The names of a repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// What the current branch is measured against, where there is such a thing.
    pub base: Option<String>,
    /// The current branch; none where no branch is checked out.
    pub current: Option<String>,
    /// What is checked out: the full hexadecimal id; none where there is no commit yet.
    pub head: Option<String>,
    /// Branches, also those of remotes, the newest first.
    pub branches: Vec<RefName>,
    /// Tags, the newest first.
    pub tags: Vec<RefName>,
}

impl Repo {
    /// The commits of a selection, the newest first, handed to `sink` some at a time, until
    /// `cancel` is set: those that head has and base has not, and that touch the chosen paths.
    /// Gives whether there are more than [`MOST_COMMITS`].
    ///
    /// # Errors
    /// When an end cannot be found, or history cannot be read.
    pub fn commits(
        &self,
        selection: &Selection,
        cancel: &AtomicBool,
        sink: &mut dyn FnMut(Vec<Commit>),
    ) -> Result<bool, GitError> {
        let pathspec = self.pathspec(selection)?;
        self.handles().with(|repo| {
            let ends = ends(repo, &selection.what)?;
            let head = match &ends.head {
                Revision::Commit { id, .. } => commit_of(repo, id),
                Revision::Index | Revision::WorkTree => {
                    repo.head().and_then(|head| head.peel_to_commit()).ok().map(|it| it.id())
                }
            };
            let base = ends.base.as_ref().and_then(|base| commit_of(repo, base.id()));
            let Some(head) = head else { return Ok(false) };
            let chooses = |path: &RepoPath| pathspec.chooses(path);
            walk(repo, head, base, &chooses, MOST_COMMITS, cancel, sink)
        })
    }

    /// The newest commits that are checked out; none before the first.
    ///
    /// # Errors
    /// When history cannot be read.
    pub fn recent(&self, count: usize, cancel: &AtomicBool) -> Result<Vec<Commit>, GitError> {
        self.handles().with(|repo| {
            let head = repo.head().and_then(|head| head.peel_to_commit());
            let Ok(head) = head.map(|head| head.id()) else { return Ok(Vec::new()) };
            let mut all = Vec::new();
            walk(repo, head, None, &|_| true, count, cancel, &mut |some| all.extend(some))?;
            Ok(all)
        })
    }

    /// The branch that is checked out; none where none is.
    #[must_use]
    pub fn branch(&self) -> Option<String> {
        let branch = |repo: &Repository| {
            let head = repo.head().ok().filter(git2::Reference::is_branch);
            Ok(head.and_then(|head| head.shorthand().ok().map(str::to_owned)))
        };
        self.handles().with(branch).ok().flatten()
    }

    /// Branches and tags, and what the current branch is measured against.
    ///
    /// # Errors
    /// When references cannot be read.
    pub fn names(&self) -> Result<Names, GitError> {
        let failed = |error| GitError::unreadable("listing branches and tags", &error);
        let current = self.branch();
        self.handles().with(|repo| {
            let head = repo.head().and_then(|head| head.peel_to_commit());
            let head = head.ok().map(|commit| commit.id().to_string());
            let mut names = Names { base: target(repo), current, head, ..Names::default() };
            for reference in repo.references().map_err(failed)?.flatten() {
                let full = String::from_utf8_lossy(reference.name_bytes()).into_owned();
                let is_branch = reference.is_branch() || reference.is_remote();
                if !(is_branch || reference.is_tag()) || full.ends_with("/HEAD") {
                    continue;
                }
                let Ok(commit) = reference.peel_to_commit() else { continue };
                let Ok(name) = reference.shorthand().map(str::to_owned) else { continue };
                let name = RefName {
                    name,
                    commit: commit.id().to_string(),
                    seconds: commit.time().seconds(),
                };
                if is_branch { names.branches.push(name) } else { names.tags.push(name) }
            }
            for list in [&mut names.branches, &mut names.tags] {
                list.sort_by_key(|name| std::cmp::Reverse(name.seconds));
                list.truncate(MOST_NAMES);
            }
            Ok(names)
        })
    }
}

/// The commit of a full id; none where it is a tree.
fn commit_of(repo: &Repository, id: &str) -> Option<Oid> {
    let object = repo.find_object(Oid::from_str(id).ok()?, None).ok()?;
    Some(object.peel(ObjectType::Commit).ok()?.id())
}

/// Hands on the commits that `head` has and `base` has not; gives whether there are more.
fn walk(
    repo: &Repository,
    head: Oid,
    base: Option<Oid>,
    chooses: &dyn Fn(&RepoPath) -> bool,
    most: usize,
    cancel: &AtomicBool,
    sink: &mut dyn FnMut(Vec<Commit>),
) -> Result<bool, GitError> {
    let failed = |error| GitError::unreadable("walking the commits of the range", &error);
    let mut walk = repo.revwalk().map_err(failed)?;
    // The order of parents and children costs a walk to the end of history.
    let order = if base.is_some() { Sort::TOPOLOGICAL | Sort::TIME } else { Sort::TIME };
    walk.set_sorting(order).map_err(failed)?;
    walk.push(head).map_err(failed)?;
    if let Some(base) = base {
        walk.hide(base).map_err(failed)?;
    }
    let mut some = Vec::new();
    let mut count = 0;
    for id in walk {
        if cancel.load(Ordering::Relaxed) {
            return Ok(false);
        }
        // Where a shallow clone ends, history ends.
        let Ok(id) = id else { break };
        if count == most {
            sink(some);
            return Ok(true);
        }
        let Some(commit) = described(repo, id, chooses)? else { continue };
        some.push(commit);
        count += 1;
        if some.len() == TOGETHER {
            sink(std::mem::take(&mut some));
        }
    }
    sink(some);
    Ok(false)
}

/// What a list says of a commit; none where it touches no chosen path.
fn described(
    repo: &Repository,
    id: Oid,
    chooses: &dyn Fn(&RepoPath) -> bool,
) -> Result<Option<Commit>, GitError> {
    let failed = |error| GitError::unreadable(format!("reading commit {id}"), &error);
    let commit = repo.find_commit(id).map_err(failed)?;
    let tree = commit.tree_id();
    // As the commit itself is shown: against its first parent, or against nothing.
    let parent = commit.parent(0).map(|parent| parent.tree_id());
    let mut files = paths_between(repo, parent.ok(), tree)?;
    let is_empty = files.is_empty();
    files.retain(|path| chooses(path));
    if files.is_empty() && !is_empty {
        return Ok(None);
    }
    let cut = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().take(MAX_TEXT).collect();
    let subject = commit.summary_bytes().map(cut).unwrap_or_default();
    let short = commit.as_object().short_id().ok();
    let short = short.and_then(|short| short.as_str().ok().map(str::to_owned));
    Ok(Some(Commit {
        id: id.to_string(),
        short: short.unwrap_or_else(|| id.to_string()),
        subject,
        author: cut(commit.author().name_bytes()),
        seconds: commit.time().seconds(),
        parents: commit.parent_count(),
        files,
    }))
}
