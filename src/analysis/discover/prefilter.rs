//! Which files of a tree may hold handlers, told from their words alone: the
//! others need not be parsed to list a whole tree.
//!
//! It errs on the side of reading too much. A file is left out only where no
//! decorator, class or alias in it leads, over whatever files, to a word that a
//! row of some framework looks for.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::outline::Outline;
use crate::analysis::world::World;
use crate::catalog::{Framework, Pattern};
use crate::model::RepoPath;

/// The files that hold no handlers by their words.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Prefilter {
    ruled_out: HashSet<RepoPath>,
}

impl Prefilter {
    /// Reads the words of a whole tree.
    pub(in crate::analysis) fn of(world: &World) -> Self {
        let frameworks = world.models.catalog().frameworks();
        let mut words: HashSet<&str> = HashSet::new();
        for rows in frameworks {
            // Where a row is about names of any kind, every file may.
            let Some(named) = words_of(world, rows) else { return Self::default() };
            words.extend(named);
        }
        let texts = world.project.texts();
        let outlines: Vec<(&RepoPath, Outline<'_>)> =
            texts.iter().map(|(path, text)| (path, Outline::of(text))).collect();
        spread(&outlines, &mut words);
        // Classes that are views by the parameters of their methods.
        let told = frameworks.iter().filter(|rows| rows.class_views.iter().any(is_told));
        let told: HashSet<RepoPath> =
            told.flat_map(|rows| world.project.files_naming(&rows.id)).collect();
        let without = outlines.iter().filter(|(path, outline)| {
            !told.contains(*path) && !outline.names().any(|name| words.contains(name))
        });
        Self { ruled_out: without.map(|(path, _)| (*path).clone()).collect() }
    }

    /// Whether a file holds no handlers but those that another file leads to.
    pub(in crate::analysis) fn rules_out(&self, path: &RepoPath) -> bool {
        self.ruled_out.contains(path)
    }
}

fn is_told(row: &crate::catalog::ClassView) -> bool {
    row.base.is_none() && !row.parameters.is_empty()
}

/// The last words of what decorates handlers and of what views are derived from,
/// of packages that the tree names.
fn words_of<'rows>(world: &World, rows: &'rows Framework) -> Option<BTreeSet<&'rows str>> {
    let mut packages: HashMap<&'rows str, bool> = HashMap::new();
    let mut is_named = |pattern: &&'rows Pattern| {
        let Some(package) = pattern.first() else { return true };
        let renamed = || rows.renamed.keys().filter_map(|name| name.split('.').next());
        *packages.entry(package).or_insert_with(|| {
            let mut names = std::iter::once(package).chain(renamed());
            names.any(|name| world.project.names(name))
        })
    };
    let routes = rows.route_decorators.iter().map(|row| &row.path);
    let defaults = rows.route_decorators.iter().filter_map(|row| row.defaults.as_ref());
    let not_analysed = rows.not_analysed.iter().map(|row| &row.path);
    let views = rows.class_views.iter().filter_map(|row| row.base.as_ref());
    let views = views.flat_map(|patterns| patterns.all());
    let patterns = routes.chain(defaults).chain(not_analysed).chain(views);
    let all = patterns.chain(&rows.handler_decorators);
    all.filter(|pattern| is_named(pattern)).map(last_word).collect()
}

/// Where any name of a module is meant, the module's.
fn last_word(pattern: &Pattern) -> Option<&str> {
    pattern.last_fixed().map(|last| last.trim_end_matches("()"))
}

/// Adds the names of classes derived from a word, and other names for one,
/// until no more are found.
fn spread<'text>(outlines: &[(&RepoPath, Outline<'text>)], words: &mut HashSet<&'text str>) {
    let mut given: HashMap<&str, Vec<&'text str>> = HashMap::new();
    for (_, outline) in outlines {
        for (name, from) in outline.given() {
            given.entry(from).or_default().push(name);
        }
    }
    let mut open: Vec<&str> = words.iter().copied().collect();
    while let Some(word) = open.pop() {
        for name in given.get(word).into_iter().flatten() {
            if words.insert(name) {
                open.push(name);
            }
        }
    }
}
