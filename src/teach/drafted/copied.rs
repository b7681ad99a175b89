//! Which files a lesson takes along: as few as lead the engine to what it found in all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::imports::Modules;
use super::{Subject, Trees};
use crate::analysis::{Engine, FilePair, Request, is_aside};
use crate::catalog::Catalog;
use crate::model::{FileAssessment, RepoPath, Role, Side, State};
use crate::teach::Tree;

/// Files that are taken along at most.
const MOST: usize = 40;
/// Bytes of a file that is.
const LARGEST: usize = 300_000;
/// How often the circle of files grows.
const ROUNDS: usize = 4;
/// How often it is tried to do without some of them.
const TRIES: usize = 24;

type Files = BTreeMap<RepoPath, Arc<str>>;

/// The files of a lesson, and which of its steps the engine finds again in them.
pub(super) struct Copied {
    pub(super) before: Files,
    pub(super) after: Files,
    found: Vec<bool>,
}

impl Copied {
    /// The steps that are worth asking: those whose answer the copied files hold. All of them,
    /// where that is none.
    pub(super) fn told<'a>(&self, subjects: Vec<Subject<'a>>) -> Vec<Subject<'a>> {
        if !self.found.contains(&true) {
            return subjects;
        }
        let all = self.found.iter().zip(subjects).filter(|(found, _)| **found);
        all.map(|(_, subject)| subject).collect()
    }

    /// What a teacher should know.
    pub(super) fn remarks(&self, subjects: &[Subject<'_>]) -> Vec<String> {
        let lost = self.found.iter().zip(subjects).filter(|(found, _)| !**found);
        lost.map(|(_, subject)| {
            format!(
                "{} of {}: {} in the whole tree, but not in the files that are copied{}",
                subject.check,
                subject.handler,
                subject.state,
                if self.found.contains(&true) { "; it is left out" } else { "" }
            )
        })
        .collect()
    }
}

/// Chooses the files.
pub(super) fn copied(
    trees: &Trees,
    subjects: &[Subject<'_>],
    catalog: &Arc<Catalog>,
    cancel: &AtomicBool,
) -> Copied {
    let engine = Engine::new(Arc::clone(catalog));
    let tried = |paths: &BTreeSet<RepoPath>| {
        let (before, after) = (read(trees, Side::Base, paths), read(trees, Side::Head, paths));
        let found = found_again(&engine, &before, &after, trees.base.is_some(), subjects, cancel);
        Copied { before, after, found }
    };
    let core = core(subjects);
    let mut paths = core.clone();
    let mut best = (paths.clone(), tried(&paths));
    let modules = Modules::of(&*trees.head);
    for round in 0..ROUNDS {
        if count(&best.1) == subjects.len() {
            break;
        }
        let before = paths.len();
        grow(trees, &modules, &core, round, &mut paths);
        if paths.len() == before {
            continue;
        }
        let now = tried(&paths);
        if count(&now) > count(&best.1) {
            best = (paths.clone(), now);
        }
    }
    let (paths, best) = best;
    without_spare(paths, best, &core, &tried)
}

/// Leaves out what the engine does not need, half of what is left at a time.
fn without_spare(
    mut paths: BTreeSet<RepoPath>,
    mut best: Copied,
    core: &BTreeSet<RepoPath>,
    tried: &dyn Fn(&BTreeSet<RepoPath>) -> Copied,
) -> Copied {
    let spare: Vec<RepoPath> = paths.difference(core).cloned().collect();
    let mut parts = vec![spare];
    let mut tries = 0;
    while let Some(part) = parts.pop().filter(|_| tries < TRIES) {
        if part.is_empty() {
            continue;
        }
        tries += 1;
        let fewer: BTreeSet<RepoPath> =
            paths.iter().filter(|path| !part.contains(path)).cloned().collect();
        let now = tried(&fewer);
        if now.found == best.found {
            (paths, best) = (fewer, now);
        } else if part.len() > 1 {
            let (one, other) = part.split_at(part.len() / 2);
            parts.extend([other.to_vec(), one.to_vec()]);
        }
    }
    best
}

fn count(copied: &Copied) -> usize {
    copied.found.iter().filter(|found| **found).count()
}

/// The files that the steps speak of.
fn core(subjects: &[Subject<'_>]) -> BTreeSet<RepoPath> {
    let mut paths = BTreeSet::new();
    for subject in subjects {
        paths.insert(subject.place.file.clone());
        for finding in subject.findings.iter().chain(&subject.others) {
            paths.insert(finding.primary().file.clone());
            for evidence in finding.evidence() {
                let is_beside = matches!(evidence.role, Role::Sibling | Role::Test);
                if !is_beside && !is_aside(&evidence.place.file) {
                    paths.insert(evidence.place.file.clone());
                }
            }
        }
    }
    paths
}

/// Takes in what the files import from, and every other time who imports from them.
fn grow(
    trees: &Trees,
    modules: &Modules,
    core: &BTreeSet<RepoPath>,
    round: usize,
    paths: &mut BTreeSet<RepoPath>,
) {
    let mut more = BTreeSet::new();
    if round % 2 == 1 {
        // Those that lead to the handlers: routes, applications.
        for path in if round == 1 { core } else { &*paths } {
            more.extend(modules.importing(path, &*trees.head));
        }
    }
    for path in &*paths {
        for side in [Side::Head, Side::Base] {
            let text = trees.of(side).and_then(|sources| sources.read(path));
            more.extend(text.map(|it| modules.imported(path, &it.text)).unwrap_or_default());
        }
    }
    for path in more {
        if paths.len() < MOST {
            paths.insert(path);
        }
    }
}

/// The texts of these files on a side, as far as they are there and no larger than a screen bears.
fn read(trees: &Trees, side: Side, paths: &BTreeSet<RepoPath>) -> Files {
    let Some(sources) = trees.of(side) else { return Files::new() };
    let text = |path: &RepoPath| {
        let text = sources.read(path)?.text;
        (text.len() <= LARGEST).then(|| (path.clone(), text))
    };
    paths.iter().filter_map(text).collect()
}

/// Which of the steps the engine finds in these files as it did in the whole tree.
fn found_again(
    engine: &Engine,
    before: &Files,
    after: &Files,
    compared: bool,
    subjects: &[Subject<'_>],
    cancel: &AtomicBool,
) -> Vec<bool> {
    let mut paths: BTreeSet<&RepoPath> = after.keys().collect();
    if compared {
        paths.extend(before.keys());
    }
    let pair = |path: &RepoPath| FilePair {
        base: (compared && before.contains_key(path)).then(|| path.clone()),
        head: after.contains_key(path).then(|| path.clone()),
    };
    let is_python = |path: &&RepoPath| path.is_python();
    let files = paths.into_iter().filter(is_python).map(pair).collect();
    let base: Option<Arc<dyn crate::analysis::Sources>> = match compared {
        true => Some(Arc::new(Tree::new(before.clone()))),
        false => None,
    };
    let request = Request { base, head: Arc::new(Tree::new(after.clone())), files };
    let found = engine.assess_all(&request, cancel);
    subjects.iter().map(|subject| worst(&found, subject) == Some(subject.state)).collect()
}

fn worst(files: &[FileAssessment], subject: &Subject<'_>) -> Option<State> {
    let findings = files.iter().flat_map(|file| &file.findings);
    let own = findings.filter(|it| it.handler() == subject.handler && it.check() == subject.check);
    own.map(|finding| finding.state()).min()
}
