//! Whether what is reviewed moved: HEAD and branches, the index, files on disk.
//!
//! No file system has to tell. About once a second names are looked up and the files of the
//! change are asked for their sizes and times; the whole work tree is compared more seldom,
//! the more seldom the longer that takes.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use super::{Live, lock};
use crate::git::Stamp;
use crate::model::{ChangeSet, FileChange, RepoPath, Revision};
use crate::tui::range::Range;

/// At least so long is between two looks at the whole work tree, and at least so many times as
/// long as a look takes: a hundredth of one processor is enough for what nobody asked for.
const LEAST: Duration = Duration::from_secs(2);
const SHARE: u32 = 100;

/// Files that moved are named up to so many.
const NAMED: usize = 2;

/// What is known of what the review depends on.
#[derive(Default)]
pub(super) struct Watch {
    /// Whether nobody wants to know.
    pub(super) is_off: bool,
    /// How it was when it was read.
    read: Option<View>,
    /// How it was then, or when it was told last that it moved.
    seen: Option<View>,
    /// How it was at the last look, where that was otherwise: it may still be moving.
    moving: Option<View>,
    /// When the whole work tree is compared again, and what came out the last time.
    next: Option<Instant>,
    listed: Option<Vec<FileChange>>,
}

/// What a look sees: stamps, and which files differ.
#[derive(Clone, PartialEq, Eq)]
struct View {
    stamp: Stamp,
    files: Option<Vec<FileChange>>,
}

impl Live {
    /// The same, without a look at what moves by itself.
    #[must_use]
    pub fn resting(self) -> Self {
        lock(&self.watch).is_off = true;
        self
    }

    /// Takes note of how everything is now.
    pub(super) fn begin_to_watch(&self) {
        let mut watch = lock(&self.watch);
        if watch.seen.is_none() && self.session.has_others() {
            let files = self.is_on_disk().then(|| self.session.unpaired().files.clone());
            watch.listed.clone_from(&files);
            let view = View { stamp: self.stamp(), files };
            watch.seen = Some(view.clone());
            watch.read = Some(view);
        }
    }

    fn stamp(&self) -> Stamp {
        let session = &self.session;
        session.repo().stamp(session.selection(), session.unpaired())
    }

    fn is_on_disk(&self) -> bool {
        self.session.change_set().head == Revision::WorkTree
    }

    /// Whether anything moved since it was asked last, and came to rest: what is just being
    /// written is told once it is equal at two looks.
    pub(super) fn has_moved(&self) -> bool {
        let mut watch = lock(&self.watch);
        if watch.is_off || watch.seen.is_none() {
            return false;
        }
        let is_due = watch.moving.is_some() || watch.next.is_none_or(|next| next <= Instant::now());
        if self.is_on_disk() && is_due {
            let start = Instant::now();
            if let Ok(now) = self.session.repo().change_set(self.session.selection()) {
                watch.listed = Some(now.files);
            }
            watch.next = Some(Instant::now() + LEAST.max(start.elapsed() * SHARE));
        }
        let now = View { stamp: self.stamp(), files: watch.listed.clone() };
        if watch.seen.as_ref() == Some(&now) {
            watch.moving = None;
        } else if watch.moving.as_ref() == Some(&now) {
            watch.seen = Some(now);
            watch.moving = None;
            return true;
        } else {
            watch.moving = Some(now);
        }
        false
    }

    /// What a review of the same range says that this one does not: in a line, where anything
    /// differs.
    pub(super) fn differs_from(&self, now: &Self, range: &Range) -> Option<String> {
        let is_same = self.session.selection() == &range.selection;
        if !is_same || self.since_review != range.since_review {
            return None;
        }
        let (old, new) = (self.session.unpaired(), now.session.unpaired());
        let stamps = [self, now].map(|live| {
            let watch = lock(&live.watch);
            let files = watch.read.iter().flat_map(|view| view.stamp.files.clone());
            files.collect::<HashMap<RepoPath, _>>()
        });
        let [then, by_now] = &stamps;
        let is_same = |file: &FileChange| then.get(file.path()) == by_now.get(file.path());
        let known: HashMap<&RepoPath, &FileChange> =
            old.files.iter().map(|file| (file.path(), file)).collect();
        let is_other = |it: &&FileChange| known.get(it.path()) != Some(it) || !is_same(it);
        let later: HashSet<&RepoPath> = new.files.iter().map(FileChange::path).collect();
        let went = old.files.iter().filter(|it| !later.contains(it.path()));
        let others: Vec<&FileChange> = new.files.iter().filter(is_other).chain(went).collect();
        let count = others.len();
        let files = match count {
            0 => "no file differs".to_owned(),
            1 => format!("{} differs", names(&others)),
            _ => format!("{} differ", names(&others)),
        };
        let ends = |set: &ChangeSet| {
            (set.base.as_ref().map(|base| base.id().to_owned()), set.head.id().to_owned())
        };
        let title = crate::report::visible(&new.title);
        if ends(old) != ends(new) {
            return Some(format!("{title} moved: {files}; read again"));
        }
        let place = if new.head == Revision::Index { "in the index" } else { "on disk" };
        match count {
            0 => None,
            _ => Some(format!("{} changed {place}: read again", names(&others))),
        }
    }
}

/// Files by their names: of many, how many more there are.
fn names(files: &[&FileChange]) -> String {
    let name = |file: &&FileChange| crate::report::visible(file.path().file_name());
    let mut named: Vec<String> = files.iter().take(NAMED).map(name).collect();
    if files.len() > NAMED {
        named.push(format!("{} more", files.len() - NAMED));
    }
    match named.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}
