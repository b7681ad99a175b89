//! Which commit each line of a changed file came with, on both sides.
//!
//! A walk of our own from the ends of the range back: it can be stopped, says how far it came,
//! and looks for a file under its former name where it came under this one. Lines that stand in
//! head are followed from there; of base only those that are gone, as the others are the same.

use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use git2::{Commit, Oid, Repository};

use super::former::text;
use super::raw_path::{candidates, to_path};
use super::tree_diff::tree_diff;
use super::{GitError, Repo, view};
use crate::model::{ChangeSet, FileChange, FileView, Hunk, RepoPath, Revision, Side};

/// So many commits are looked at.
const MOST_COMMITS: usize = 100_000;

/// So long it takes at most.
const LONGEST: Duration = Duration::from_secs(20);

/// What is known is handed on so often.
const OFTEN: Duration = Duration::from_millis(700);

/// The lines of texts with more bytes than this are not followed.
const LARGEST: usize = 2_000_000;

/// So many files that went with a commit may have been one that came with it.
const MOST_FORMER: usize = 40;

/// What of a subject or a name is told, in chars.
const MAX_TEXT: usize = 200;

/// Where a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Not known yet, or nobody asked.
    Unknown,
    /// The commit at this index of [`Blame::commits`].
    Commit(u32),
    /// No commit has it.
    Uncommitted,
    /// A commit that was not looked at: there are too many after it.
    Older,
}

/// A commit that lines come from. Texts are as they were written: hostile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blamed {
    /// Full hexadecimal id.
    pub id: String,
    /// The name of its author, cut.
    pub author: String,
    /// When it was written, in seconds since 1970.
    pub seconds: i64,
    /// The first line of its message, cut.
    pub subject: String,
}

/// Where the lines of a file come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blame {
    /// The commits, in the order in which they were found.
    pub commits: Vec<Blamed>,
    /// Of each line of base, by its 0-based index; of those that head has as well, nothing.
    pub old: Vec<Origin>,
    /// Of each line of head, by its 0-based index.
    pub new: Vec<Origin>,
    /// How many commits were looked at before it was given up; none where it was not.
    pub given_up: Option<usize>,
    /// Whether nothing more will come.
    pub is_done: bool,
}

impl Repo {
    /// Finds where the lines of a file come from, and hands on what is known every now and
    /// then, and at the end, until `cancel` is set. Slow.
    ///
    /// # Errors
    /// When the file or its history cannot be read, or is too large.
    pub fn blame(
        &self,
        change_set: &ChangeSet,
        file: &FileChange,
        cancel: &AtomicBool,
        sink: &mut dyn FnMut(Blame),
    ) -> Result<(), GitError> {
        let view = self.view(change_set, file)?;
        self.handles().with(|repo| {
            let mut walk = Walk::new(repo, &view)?;
            walk.begin(change_set, &view)?;
            walk.go(cancel, sink)
        })
    }
}

/// A file in a commit whose lines are followed: each by its 0-based index there, ascending,
/// and whose line it is at the end.
struct Piece {
    path: Vec<u8>,
    blob: Oid,
    lines: Vec<Followed>,
}

/// A line that is asked for: a side and a 0-based index.
type Asked = (Side, u32);

/// Where a line stands in some version, by its 0-based index there, and which one it is.
type Followed = (u32, Asked);

struct Walk<'a> {
    repo: &'a Repository,
    blame: Blame,
    /// Commits to look at, the newest first.
    next: BinaryHeap<(i64, Oid)>,
    /// What is followed in each of them.
    pieces: HashMap<Oid, Vec<Piece>>,
    texts: HashMap<Oid, Option<Arc<str>>>,
}

impl<'a> Walk<'a> {
    fn new(repo: &'a Repository, file: &FileView) -> Result<Self, GitError> {
        let count = |text: Option<&str>| text.map_or(0, |text| text.lines().count());
        let text = |content: &Option<crate::model::FileContent>| {
            content.as_ref().map(|content| Arc::clone(&content.text))
        };
        let (old, new) = (text(&file.old), text(&file.new));
        if [&old, &new].into_iter().flatten().any(|text| text.len() > LARGEST) {
            return Err(GitError::Unreadable {
                doing: "finding where its lines come from".to_owned(),
                reason: format!("the file has more than {} MB", LARGEST / 1_000_000),
            });
        }
        let blame = Blame {
            old: vec![Origin::Unknown; count(old.as_deref())],
            new: vec![Origin::Unknown; count(new.as_deref())],
            ..Blame::default()
        };
        let (next, pieces) = (BinaryHeap::new(), HashMap::new());
        Ok(Self { repo, blame, next, pieces, texts: HashMap::new() })
    }

    /// Puts the lines of both sides where they are followed from.
    fn begin(&mut self, change_set: &ChangeSet, file: &FileView) -> Result<(), GitError> {
        let all = |count: usize| 0..u32::try_from(count).unwrap_or(u32::MAX);
        let (base, head) = (file.change.in_base(), file.change.in_head());
        if let (Some(Revision::Commit { id, .. }), Some(version)) = (&change_set.base, base) {
            let gone = file.hunks.iter().flat_map(|hunk| {
                let start = u32::try_from(hunk.old.start.index()).unwrap_or(u32::MAX);
                start..start.saturating_add(hunk.old.count)
            });
            let lines = gone.map(|line| (line, (Side::Base, line))).collect();
            self.start(id, &version.path, lines);
        }
        let (Some(version), Some(new)) = (head, &file.new) else { return Ok(()) };
        let lines = all(self.blame.new.len()).map(|line| (line, (Side::Head, line))).collect();
        if let Revision::Commit { id, .. } = &change_set.head {
            self.start(id, &version.path, lines);
            return Ok(());
        }
        // What is on disk or staged is held against what is checked out.
        let checked_out = self.repo.head().and_then(|head| head.peel_to_commit()).ok();
        let mut paths = [Some(version), base].into_iter().flatten().map(|it| &it.path);
        let found = checked_out
            .as_ref()
            .and_then(|commit| paths.find_map(|path| self.entry(commit, &candidates(path))));
        let (Some(commit), Some((path, blob))) = (checked_out, found) else {
            self.blame.new.fill(Origin::Uncommitted);
            return Ok(());
        };
        let then = self.text(blob).unwrap_or_default();
        let hunks = view::hunks(then.as_bytes(), new.text.as_bytes())?;
        let (kept, made) = through(&hunks, lines);
        self.settle(&made, Origin::Uncommitted);
        self.follow(&commit, Piece { path, blob, lines: kept });
        Ok(())
    }

    fn start(&mut self, id: &str, path: &RepoPath, lines: Vec<Followed>) {
        let object = Oid::from_str(id).and_then(|id| self.repo.find_object(id, None));
        // A tree that somebody named has no history.
        let Ok(commit) = object.and_then(|object| object.peel_to_commit()) else { return };
        if let Some((path, blob)) = self.entry(&commit, &candidates(path)) {
            self.follow(&commit, Piece { path, blob, lines });
        }
    }

    /// The first of some paths that a commit has, and its blob.
    fn entry(&self, commit: &Commit<'_>, paths: &[Vec<u8>]) -> Option<(Vec<u8>, Oid)> {
        let tree = commit.tree().ok()?;
        paths.iter().find_map(|path| Some((path.clone(), tree.get_path(&to_path(path)).ok()?.id())))
    }

    fn follow(&mut self, commit: &Commit<'_>, piece: Piece) {
        if piece.lines.is_empty() {
            return;
        }
        let pieces = self.pieces.entry(commit.id()).or_default();
        if pieces.is_empty() {
            self.next.push((commit.time().seconds(), commit.id()));
        }
        let same = pieces.iter_mut().find(|it| it.path == piece.path && it.blob == piece.blob);
        match same {
            Some(same) => {
                same.lines.extend(piece.lines);
                same.lines.sort_by_key(|(line, _)| *line);
            }
            None => pieces.push(piece),
        }
    }

    fn go(&mut self, cancel: &AtomicBool, sink: &mut dyn FnMut(Blame)) -> Result<(), GitError> {
        let began = Instant::now();
        let mut told = began;
        let mut count = 0;
        while let Some((_, id)) = self.next.pop() {
            if cancel.load(Ordering::Relaxed) {
                return Ok(());
            }
            let now = Instant::now();
            let pieces = self.pieces.remove(&id).unwrap_or_default();
            if count == MOST_COMMITS || now - began > LONGEST {
                self.pieces.insert(id, pieces);
                self.blame.given_up = Some(count);
                break;
            }
            count += 1;
            let Ok(commit) = self.repo.find_commit(id) else { continue };
            for piece in pieces {
                self.pass(&commit, piece)?;
            }
            if now - told > OFTEN {
                told = now;
                sink(self.blame.clone());
            }
        }
        for piece in std::mem::take(&mut self.pieces).into_values().flatten() {
            self.settle(&piece.lines, Origin::Older);
        }
        self.blame.is_done = true;
        sink(self.blame.clone());
        Ok(())
    }

    /// Hands lines of a commit on to its parents; what none of them has came with it.
    fn pass(&mut self, commit: &Commit<'_>, piece: Piece) -> Result<(), GitError> {
        // Where a shallow clone ends, history ends.
        let parents: Vec<_> = commit.parents().collect();
        for parent in &parents {
            let entry = self.entry(parent, std::slice::from_ref(&piece.path));
            if entry.is_some_and(|(_, blob)| blob == piece.blob) {
                self.follow(parent, piece);
                return Ok(());
            }
        }
        let Piece { path, blob, mut lines } = piece;
        let now = self.text(blob);
        for parent in parents.iter().filter(|_| now.is_some()) {
            let there = self.entry(parent, std::slice::from_ref(&path));
            let there = there.or_else(|| self.former(parent, commit, &path, blob));
            let Some((path, blob)) = there else { continue };
            let (Some(then), Some(now)) = (self.text(blob), &now) else { continue };
            let hunks = view::hunks(then.as_bytes(), now.as_bytes())?;
            let (kept, made) = through(&hunks, lines);
            self.follow(parent, Piece { path, blob, lines: kept });
            lines = made;
        }
        if !lines.is_empty() {
            let origin = self.named(commit);
            self.settle(&lines, origin);
        }
        Ok(())
    }

    /// The file of a parent that is called otherwise since: the one with the same content, else
    /// the one of which the most lines are the same, at least half of them.
    fn former(
        &mut self,
        parent: &Commit<'_>,
        commit: &Commit<'_>,
        path: &[u8],
        blob: Oid,
    ) -> Option<(Vec<u8>, Oid)> {
        let pairs = tree_diff(self.repo, Some(parent.tree_id()), Some(commit.tree_id())).ok()?;
        let ending = |path: &[u8]| path.rsplit(|byte| *byte == b'.').next().map(<[u8]>::to_vec);
        let gone = pairs.iter().filter_map(super::change_set::Pair::gone);
        let mut gone: Vec<(Vec<u8>, Oid)> = gone
            .filter_map(|it| {
                let id = Oid::from_str(it.blob.as_deref()?).ok()?;
                let entries = candidates(&it.path);
                Some((entries.into_iter().next_back()?, id))
            })
            .filter(|(other, _)| ending(other) == ending(path))
            .collect();
        if let Some(same) = gone.iter().find(|(_, id)| *id == blob) {
            return Some(same.clone());
        }
        gone.truncate(MOST_FORMER);
        let now = self.text(blob)?;
        let whole = now.lines().count().max(1);
        let alike = |walk: &mut Self, id: Oid| {
            let then = walk.text(id)?;
            let hunks = view::hunks(then.as_bytes(), now.as_bytes()).ok()?;
            let changed: u32 = hunks.iter().map(|hunk| hunk.new.count).sum();
            let kept = whole.saturating_sub(changed as usize);
            (kept * 2 >= whole.max(then.lines().count())).then_some(kept)
        };
        let alike: Vec<_> =
            gone.into_iter().filter_map(|(path, id)| Some((alike(self, id)?, path, id))).collect();
        alike.into_iter().max_by_key(|(kept, ..)| *kept).map(|(_, path, id)| (path, id))
    }

    fn text(&mut self, blob: Oid) -> Option<Arc<str>> {
        if self.texts.len() > 64 {
            self.texts.clear();
        }
        let repo = self.repo;
        let text = self.texts.entry(blob).or_insert_with(|| text(repo, blob));
        text.clone().filter(|text| text.len() <= LARGEST)
    }

    fn settle(&mut self, lines: &[Followed], origin: Origin) {
        for (_, (side, line)) in lines {
            let all = match side {
                Side::Base => &mut self.blame.old,
                Side::Head => &mut self.blame.new,
            };
            if let Some(slot) = all.get_mut(*line as usize) {
                *slot = origin;
            }
        }
    }

    fn named(&mut self, commit: &Commit<'_>) -> Origin {
        if super::patch::is_made(commit) {
            return Origin::Uncommitted;
        }
        let id = commit.id().to_string();
        let known = self.blame.commits.iter().position(|it| it.id == id);
        let at = known.unwrap_or_else(|| {
            let cut =
                |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().take(MAX_TEXT).collect();
            let author = commit.author();
            self.blame.commits.push(Blamed {
                id,
                author: cut(author.name_bytes()),
                seconds: author.when().seconds(),
                subject: commit.summary_bytes().map(cut).unwrap_or_default(),
            });
            self.blame.commits.len() - 1
        });
        u32::try_from(at).map_or(Origin::Unknown, Origin::Commit)
    }
}

/// Lines of the new text of a difference, ascending: those that the old text has, where they
/// stand there, and those that it has not.
fn through(hunks: &[Hunk], lines: Vec<Followed>) -> (Vec<Followed>, Vec<Followed>) {
    let mut rest = hunks.iter().peekable();
    let (mut kept, mut made) = (Vec::with_capacity(lines.len()), Vec::new());
    // How much more lines the old text has so far.
    let mut shift = 0_i64;
    for (line, asked) in lines {
        let index = line as usize;
        while let Some(hunk) =
            rest.next_if(|hunk| hunk.new.start.index() + hunk.new.count as usize <= index)
        {
            shift += i64::from(hunk.old.count) - i64::from(hunk.new.count);
        }
        if rest.peek().is_some_and(|hunk| hunk.new.start.index() <= index) {
            made.push((line, asked));
        } else if let Ok(line) = u32::try_from(i64::from(line) + shift) {
            kept.push((line, asked));
        }
    }
    (kept, made)
}
