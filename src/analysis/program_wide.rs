//! Handlers of other files before which something runs that a change touches, while
//! no word of theirs leads there: what a program sets up once, for all of them.

use std::sync::atomic::{AtomicBool, Ordering};

use super::changed::{Sort, Thing};
use super::discover::{Found, Prefilter, SetUp};
use super::engine::{FilePair, Tree};
use super::reach::{Leading, What};
use crate::model::RepoPath;
use crate::syntax::python::ast::Range;

/// Handlers are looked for in so many files.
const MAX_FILES: usize = 24;

/// What is set up once, and by a change otherwise than before.
pub(super) struct Touched {
    /// The index of the file that is changed.
    pub(super) index: usize,
    /// What is set up, by a word of it.
    pub(super) thing: Thing,
    /// The files of the groups of routes that it is for.
    of: Vec<RepoPath>,
}

/// What the change does to what is set up once, by itself or in what that runs.
pub(super) fn touched(
    (base, head): (&Tree, &Tree),
    files: &[FilePair],
    things: &[(usize, Thing)],
    leads: &[Leading],
) -> Option<Touched> {
    let mut after: Vec<_> = head.routes().set_ups(&head.world).iter().map(SetUp::says).collect();
    let mut found: Option<Touched> = None;
    for one in base.routes().set_ups(&base.world) {
        let same = after.iter().position(|now| *now == one.says());
        let index = match same {
            Some(at) => {
                after.swap_remove(at);
                led_to(&one, base, leads).map(|to| things[to].0)
            }
            None => files
                .iter()
                .position(|pair| pair.base.as_ref().is_some_and(|path| lies_in(&one, path))),
        };
        let Some(index) = index else { continue };
        let touched =
            found.get_or_insert_with(|| Touched { index, thing: thing(&one), of: Vec::new() });
        touched.of.extend(one.of);
    }
    found
}

fn lies_in(one: &SetUp, path: &RepoPath) -> bool {
    one.at.file.path == *path || one.runs.as_ref().is_some_and(|runs| runs.file.path == *path)
}

/// The thing that what is set up leads to.
fn led_to(one: &SetUp, base: &Tree, leads: &[Leading]) -> Option<usize> {
    let into = |lead: &&Leading| {
        if !lies_in(one, &lead.file) {
            return false;
        }
        let Some(file) = base.world.project.file(&lead.file) else { return false };
        let range: Option<Range> = match &lead.what {
            What::Statement(start) => {
                let mut body = file.module.body.iter();
                body.find(|statement| statement.range.start == *start).map(|one| one.range)
            }
            What::Function(start) => {
                let runs = one.runs.as_ref();
                let runs = runs.filter(|runs| runs.function.range.start == *start);
                runs.map(|runs| runs.function.range)
            }
            What::Class(name) => {
                let mut classes = file.bindings.classes.iter();
                classes.find(|class| class.name == *name).map(|class| class.range)
            }
        };
        range.is_some_and(|range| one.lies_in(&lead.file, range))
    };
    leads.iter().find(into).map(|lead| lead.to)
}

fn thing(one: &SetUp) -> Thing {
    let name =
        one.runs.as_ref().map_or_else(|| one.at.text().into(), |runs| runs.function.name.clone());
    Thing {
        file: one.at.file.path.clone(),
        name,
        owner: None,
        sort: Sort::Value,
        at: one.at.clone(),
    }
}

/// The handlers of a tree outside some files, those nearest to what is touched first,
/// and whether these are all.
pub(super) fn handlers(
    tree: &Tree,
    touched: &Touched,
    outside: impl Fn(&RepoPath) -> bool,
    (most, cancel): (usize, &AtomicBool),
) -> (Vec<Found>, bool) {
    let words = Prefilter::of(&tree.world);
    let texts = tree.world.project.texts().iter().map(|(path, _)| path);
    let mut paths: Vec<&RepoPath> = texts
        .filter(|path| outside(path))
        .filter(|path| !words.rules_out(path) || tree.routes().leads_to(path))
        .collect();
    paths.sort_by_key(|path| (!touched.of.contains(path), (*path).clone()));
    let mut found = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        if at >= MAX_FILES || found.len() >= most || cancel.load(Ordering::Relaxed) {
            return (found, false);
        }
        found.extend(tree.read(path, &mut Vec::new()));
    }
    let all = found.len() <= most;
    found.truncate(most);
    (found, all)
}
