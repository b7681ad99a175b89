//! Which commit of a range took a line away: the history is walked for that
//! line alone, from the head back.

use std::collections::HashMap;

use git2::{Commit, Oid, Repository, Tree};

use super::GitError;
use super::raw_path::{candidates, to_path};
use crate::model::{ChangeSet, RepoPath, Revision, TakenBy};

/// So many commits are walked at most.
const MAX_COMMITS: usize = 5_000;

/// What of a commit's message is told, in chars.
const MAX_SUBJECT: usize = 72;

/// A line of a file.
pub(super) struct Line<'a> {
    /// The paths that the file has in the range.
    pub(super) paths: Vec<&'a RepoPath>,
    /// Its text; the space around it does not count.
    pub(super) text: &'a str,
}

/// Who took a line away that a change set does not have any more; none where
/// the range is a single commit, the line is still there, or its way is unclear.
pub(super) fn taken_by(
    repo: &Repository,
    change_set: &ChangeSet,
    line: &Line<'_>,
) -> Result<Option<TakenBy>, GitError> {
    let failed = |error| GitError::unreadable("walking the commits of the range", &error);
    let Some(Revision::Commit { id: base, .. }) = &change_set.base else { return Ok(None) };
    let base = Oid::from_str(base).and_then(|id| repo.find_commit(id));
    let head = match &change_set.head {
        Revision::Commit { id, .. } => Oid::from_str(id).and_then(|id| repo.find_commit(id)),
        Revision::Index | Revision::WorkTree => repo.head().and_then(|head| head.peel_to_commit()),
    };
    let is_committed = matches!(change_set.head, Revision::Commit { .. });
    // A tree that somebody named has no history.
    let (Ok(base), Ok(head)) = (base, head) else { return Ok(None) };
    let mut counts = Counts { line, known: HashMap::new() };
    let wanted = counts.of(repo, &base.tree().map_err(failed)?);
    let has = |commit: &Commit<'_>, counts: &mut Counts<'_>| {
        commit.tree().map(|tree| counts.of(repo, &tree) >= wanted).map_err(failed)
    };
    if wanted == 0 {
        return Ok(None);
    }
    if has(&head, &mut counts)? {
        let has_commits = head.id() != base.id();
        return Ok((!is_committed && has_commits).then_some(TakenBy::Uncommitted));
    }
    if is_committed && is_alone(&head, base.id()) {
        return Ok(None);
    }
    let mut commit = head;
    for _ in 0..MAX_COMMITS {
        let mut without = None;
        for parent in commit.parents() {
            if without.is_none() && !has(&parent, &mut counts)? {
                without = Some(parent);
            }
        }
        match without {
            Some(parent) => commit = parent,
            None if commit.parent_count() == 0 => return Ok(None),
            None => return Ok(Some(named(&commit))),
        }
    }
    Ok(None)
}

/// Whether a range is this one commit.
fn is_alone(head: &Commit<'_>, base: Oid) -> bool {
    head.parent_count() == 1 && head.parent_id(0).is_ok_and(|parent| parent == base)
}

fn named(commit: &Commit<'_>) -> TakenBy {
    let subject = commit.summary_bytes().map(String::from_utf8_lossy).unwrap_or_default();
    TakenBy::Commit {
        id: commit.id().to_string(),
        subject: subject.chars().take(MAX_SUBJECT).collect(),
    }
}

/// How often a line stands in a file, by blob.
struct Counts<'a> {
    line: &'a Line<'a>,
    known: HashMap<Oid, usize>,
}

impl Counts<'_> {
    fn of(&mut self, repo: &Repository, tree: &Tree<'_>) -> usize {
        let paths = self.line.paths.iter().flat_map(|path| candidates(path));
        let mut entries = paths.filter_map(|path| tree.get_path(&to_path(&path)).ok());
        let Some(entry) = entries.next() else { return 0 };
        let text = self.line.text.trim().as_bytes();
        *self.known.entry(entry.id()).or_insert_with(|| {
            repo.find_blob(entry.id()).map_or(0, |blob| {
                blob.content()
                    .split(|byte| *byte == b'\n')
                    .filter(|line| line.trim_ascii() == text)
                    .count()
            })
        })
    }
}
