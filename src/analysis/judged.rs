//! Handlers with what they do, on both sides of a pair of files.

use std::sync::Arc;

use super::definitions::Definition;
use super::discover::Found;
use super::engine::{FilePair, Tree};
use super::fact::Site;
use super::habits::Habits;
use super::items::Asked;
use super::run::{Behaviour, Entered, behaviour};
use super::world::World;
use crate::model::{Handler, NotAnalysed, RepoPath};

/// The handlers of a file on both sides, each with what it does.
pub(super) struct Walked<'tree> {
    pub(super) old: Vec<Judged<'tree>>,
    pub(super) new: Vec<Judged<'tree>>,
    pub(super) not_analysed: Vec<NotAnalysed>,
    pub(super) passed_over: bool,
}

impl<'tree> Walked<'tree> {
    pub(super) fn of(base: Option<&'tree Tree>, head: &'tree Tree, pair: &FilePair) -> Self {
        let mut not_analysed = Vec::new();
        let passed_over = pair.head.as_ref().is_some_and(|path| head.passes_over(path));
        let judge = |tree: &'tree Tree, found: Vec<Found>| -> Vec<Judged<'tree>> {
            found.into_iter().map(|found| Judged::of(tree, found)).collect()
        };
        let read = pair.head.as_ref().filter(|_| !passed_over);
        let new = read.map(|path| head.read(path, &mut not_analysed));
        let new = judge(head, new.unwrap_or_default());
        let old = match (base, &pair.base) {
            // What could not be read at base is said for head already.
            (Some(tree), Some(path)) => judge(tree, tree.read(path, &mut Vec::new())),
            _ => Vec::new(),
        };
        Self { old, new, not_analysed, passed_over }
    }

    /// One handler on both sides.
    pub(super) fn pair(old: Judged<'tree>, new: Judged<'tree>) -> Self {
        let (old, new) = (vec![old], vec![new]);
        Self { old, new, not_analysed: Vec::new(), passed_over: false }
    }

    /// Whether a function of the old tree is one of its handlers, or run by one.
    pub(super) fn leads_to(&self, definition: &Definition) -> bool {
        let header = definition.header();
        self.old.iter().any(|judged| {
            let is_it = definition.function.range == judged.found.function.range;
            is_it && definition.file.path == judged.found.file.path
                || judged.behaviour.entered.iter().any(|entered| entered.at.same(&header))
        })
    }
}

/// A handler with what it does.
pub(super) struct Judged<'tree> {
    pub(super) tree: &'tree Tree,
    pub(super) found: Found,
    pub(super) behaviour: Behaviour,
}

impl<'tree> Judged<'tree> {
    /// Walks a handler; once more where a wrapper around it says which methods
    /// it answers.
    pub(super) fn of(tree: &'tree Tree, mut found: Found) -> Self {
        let mut behaviour = behaviour(&tree.world, &found);
        if found.methods.is_empty() && !behaviour.let_through.is_empty() {
            found.methods = std::mem::take(&mut behaviour.let_through);
            behaviour = self::behaviour(&tree.world, &found);
        }
        Self { tree, found, behaviour }
    }

    /// The way to one of these functions, where it runs one: the calls, and the
    /// function.
    pub(super) fn leads_through(&self, things: &[Site]) -> Vec<Site> {
        let wanted = |entered: &&Entered| things.iter().any(|thing| thing.same(&entered.at));
        let entered = self.behaviour.entered.iter().find(wanted);
        let Some(entered) = entered else { return Vec::new() };
        let mut way = entered.through.clone();
        way.push(entered.at.clone());
        way
    }

    /// The `def` line.
    pub(super) fn def(&self) -> Site {
        Site { file: Arc::clone(&self.found.file), range: self.found.def_range() }
    }

    /// The text of a file of its tree.
    pub(super) fn text_of(&self, path: &RepoPath) -> Option<Arc<str>> {
        self.tree.world.project.text(path)
    }

    /// What is known of its tree.
    pub(super) fn world(&self) -> &'tree World {
        &self.tree.world
    }

    pub(super) fn handler(&self) -> Handler {
        self.found.handler(&self.tree.world, self.tree.side)
    }

    pub(super) fn asked<'asked>(&'asked self, habits: &'asked Habits) -> Asked<'asked> {
        Asked {
            world: &self.tree.world,
            habits,
            found: &self.found,
            behaviour: &self.behaviour,
            side: self.tree.side,
        }
    }
}

/// Whether two definitions are one handler before and after: the same name and
/// ordinal.
pub(super) fn is_same(new: &Found, old: &Found) -> bool {
    new.name == old.name && new.ordinal == old.ordinal
}
