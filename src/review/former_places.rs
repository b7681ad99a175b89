//! What a repository says of places that were decided on.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::follow::Extent;
use super::imprint::normalise;
use super::matching::{Ground, Landing};
use super::{Anchor, Session, Sheet};
use crate::git::Former;
use crate::model::{Hunk, RepoPath, Side};
use crate::syntax::python::places_of;

/// Differences between files of other names that are looked at.
const MAX_STRANGE: usize = 200;

/// A content of a file and a file that there is now.
type Pair = (String, Side, RepoPath);

/// What stands in a file: forms of its statements, and its lines.
type Contents = HashSet<String>;

/// The repository of a session, asked about former places; answers are remembered.
pub(super) struct FormerPlaces<'a> {
    session: &'a Session,
    extent: Extent,
    differences: RefCell<HashMap<Pair, Option<Arc<[Hunk]>>>>,
    former: RefCell<HashMap<(String, RepoPath), Former>>,
    contents: RefCell<HashMap<RepoPath, Arc<Contents>>>,
}

impl<'a> FormerPlaces<'a> {
    pub(super) fn new(session: &'a Session, extent: Extent) -> Self {
        Self {
            session,
            extent,
            differences: RefCell::default(),
            former: RefCell::default(),
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

    fn former(&self, commit: &str, path: &RepoPath) -> Former {
        let key = (commit.to_owned(), path.clone());
        let read = || self.session.repo().former(commit, path);
        self.former.borrow_mut().entry(key).or_insert_with(read).clone()
    }

    /// What stands in a file at head; none where it is not there.
    fn contents(&self, path: &RepoPath) -> Option<Arc<Contents>> {
        if let Some(known) = self.contents.borrow().get(path) {
            return Some(Arc::clone(known));
        }
        let page = self.session.page(Side::Head, path)?;
        let contents = Arc::new(contents(&page.sheet));
        self.contents.borrow_mut().insert(path.clone(), Arc::clone(&contents));
        Some(contents)
    }
}

impl Ground for FormerPlaces<'_> {
    fn has_handler(&self, then: &Anchor) -> bool {
        if self.extent == Extent::Part {
            return true;
        }
        let page = self.session.page(Side::Head, &then.path);
        page.is_some_and(|page| defines(page.sheet.text(), then))
    }

    fn has_statement(&self, then: &Anchor) -> bool {
        if self.extent == Extent::Part {
            return true;
        }
        let Some(contents) = self.contents(&then.path) else { return false };
        let statement = then.imprint.as_ref().map(|imprint| imprint.statement.as_str());
        match statement.filter(|statement| !statement.is_empty()) {
            Some(statement) => contents.contains(statement),
            None => contents.contains(&then.text),
        }
    }

    fn had_handler(&self, then: &Anchor, now: &Anchor) -> bool {
        let commit = then.imprint.as_ref().and_then(|imprint| imprint.commit.as_deref());
        let former = commit.map(|commit| self.former(commit, &now.path));
        match former {
            Some(Former::Text(text)) => now.handler.is_none() || defines(&text, now),
            Some(Former::Absent | Former::Unknown) | None => false,
        }
    }

    fn landing(&self, then: &Anchor, now: &Anchor) -> Option<Landing> {
        Some(Landing::of(then.line, &self.difference(then, now)?))
    }
}

/// Whether a text defines the handler of an anchor: a function of its name, and what it
/// stands in.
fn defines(text: &str, anchor: &Anchor) -> bool {
    let Some((_, name)) = anchor.handler.as_ref().and_then(|id| id.as_str().split_once("::"))
    else {
        return false;
    };
    let name = name.split('#').next().unwrap_or_default();
    let (around, last) = name.rsplit_once('.').unwrap_or(("", name));
    let mut around = around.split('.').filter(|part| !part.is_empty());
    has_definition(text, "def ", last)
        && around
            .all(|part| has_definition(text, "class ", part) || has_definition(text, "def ", part))
}

fn has_definition(text: &str, word: &str, name: &str) -> bool {
    places_of(text, name).any(|at| text.get(..at).is_some_and(|before| before.ends_with(word)))
}

fn contents(sheet: &Sheet) -> Contents {
    let lines = (1..=sheet.count()).map(|line| normalise(sheet.line(line)));
    lines.chain(sheet.statements().map(|(_, statement)| statement)).collect()
}
