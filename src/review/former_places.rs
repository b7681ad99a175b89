//! What a repository says of places that were decided on.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::follow::Extent;
use super::imprint::normalise;
use super::matching::{Ground, Landing};
use super::outline::Functions;
use super::{Anchor, Session, Sheet};
use crate::git::Former;
use crate::model::{HandlerId, Hunk, RepoPath, Side};

/// Differences between files of other names that are looked at.
const MAX_STRANGE: usize = 200;

/// A content of a file and a file that there is now.
type Pair = (String, Side, RepoPath);

/// Functions of files; none of those that are not there.
type Outlines<K> = HashMap<K, Option<Arc<Functions>>>;

/// What stands in lines: forms of its statements, and its lines.
type Contents = HashSet<String>;

/// The repository of a session, asked about former places; answers are remembered.
pub(super) struct FormerPlaces<'a> {
    session: &'a Session,
    extent: Extent,
    differences: RefCell<HashMap<Pair, Option<Arc<[Hunk]>>>>,
    former: RefCell<Outlines<(String, RepoPath)>>,
    functions: RefCell<Outlines<RepoPath>>,
    contents: RefCell<HashMap<(RepoPath, String), Arc<Contents>>>,
}

impl<'a> FormerPlaces<'a> {
    pub(super) fn new(session: &'a Session, extent: Extent) -> Self {
        Self {
            session,
            extent,
            differences: RefCell::default(),
            former: RefCell::default(),
            functions: RefCell::default(),
            contents: RefCell::default(),
        }
    }

    /// Where a former content differs from a file that there is now; none where that is not
    /// known, or a file of another name has little of it.
    fn difference(&self, then: &Anchor, now: &Anchor) -> Option<Arc<[Hunk]>> {
        let blob = then.imprint.as_ref()?.blob.clone()?;
        let is_strange = then.path != now.path;
        if is_strange && self.session.page(Side::Head, &then.path).is_some() {
            return None;
        }
        let pair = (blob, now.side, now.path.clone());
        let mut known = self.differences.borrow_mut();
        if let Some(known) = known.get(&pair) {
            return known.clone();
        }
        if is_strange && known.len() > MAX_STRANGE {
            return None;
        }
        let hunks = || {
            let page = self.session.page(now.side, &now.path)?;
            let hunks = self.session.repo().hunks_since(&pair.0, page.sheet.text())?;
            let came: u32 = hunks.iter().map(|hunk| hunk.new.count).sum();
            let is_alike = came <= page.sheet.count() / 2;
            (is_alike || !is_strange).then(|| hunks.into())
        };
        let found: Option<Arc<[Hunk]>> = hunks();
        known.insert(pair, found.clone());
        found
    }

    /// The functions of a file as it was in a commit; none where that is not known, or it was
    /// not there.
    fn former(&self, commit: &str, path: &RepoPath) -> Option<Arc<Functions>> {
        let key = (commit.to_owned(), path.clone());
        let read = || match self.session.repo().former(commit, path) {
            Former::Text(text) => Some(Arc::new(Functions::of(&Sheet::new(text)))),
            Former::Absent | Former::Unknown => None,
        };
        self.former.borrow_mut().entry(key).or_insert_with(read).clone()
    }

    /// The functions of a file at head; none where it is not there.
    fn functions(&self, path: &RepoPath) -> Option<Arc<Functions>> {
        let read = || {
            let page = self.session.page(Side::Head, path)?;
            Some(Arc::new(Functions::of(&page.sheet)))
        };
        self.functions.borrow_mut().entry(path.clone()).or_insert_with(read).clone()
    }

    /// What stands in the handler of a place at head, or where it has none in the file; none
    /// where the file is not there.
    fn contents(&self, then: &Anchor) -> Option<Arc<Contents>> {
        let name = then.handler.as_ref().map_or("", HandlerId::as_str).to_owned();
        let key = (then.path.clone(), name);
        if let Some(known) = self.contents.borrow().get(&key) {
            return Some(Arc::clone(known));
        }
        let page = self.session.page(Side::Head, &then.path)?;
        let lines = match &then.handler {
            Some(handler) => self.functions(&then.path)?.get(handler)?,
            None => 1..=page.sheet.count(),
        };
        let contents = Arc::new(contents(&page.sheet, lines));
        self.contents.borrow_mut().insert(key, Arc::clone(&contents));
        Some(contents)
    }
}

impl Ground for FormerPlaces<'_> {
    fn has_handler(&self, then: &Anchor) -> bool {
        if self.extent == Extent::Part {
            return true;
        }
        let functions = self.functions(&then.path);
        functions.zip(then.handler.as_ref()).is_some_and(|(all, it)| all.get(it).is_some())
    }

    fn has_statement(&self, then: &Anchor) -> bool {
        if self.extent == Extent::Part {
            return true;
        }
        let Some(contents) = self.contents(then) else { return false };
        let statement = then.imprint.as_ref().map(|imprint| imprint.statement.as_str());
        match statement.filter(|statement| !statement.is_empty()) {
            Some(statement) => contents.contains(statement),
            None => contents.contains(&then.text),
        }
    }

    fn had_handler(&self, then: &Anchor, now: &Anchor) -> bool {
        let commit = then.imprint.as_ref().and_then(|imprint| imprint.commit.as_deref());
        let former = commit.and_then(|commit| self.former(commit, &now.path));
        let has = |all: Arc<Functions>| now.handler.as_ref().is_none_or(|it| all.get(it).is_some());
        former.is_some_and(has)
    }

    fn was_another(&self, then: &Anchor, now: &Anchor) -> bool {
        let hunks = (then.path == now.path).then(|| self.difference(then, now)).flatten();
        let origin = hunks.and_then(|hunks| Landing::origin(now.line, &hunks));
        origin.is_some_and(|line| line != then.line)
    }

    fn landing(&self, then: &Anchor, now: &Anchor) -> Option<Landing> {
        Some(Landing::of(then.line, &self.difference(then, now)?))
    }
}

/// What lines and the statements that begin on them say.
fn contents(sheet: &Sheet, lines: RangeInclusive<u32>) -> Contents {
    let bare = lines.clone().map(|line| normalise(sheet.line(line)));
    bare.chain(sheet.statements(lines)).collect()
}
