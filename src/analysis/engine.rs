//! The engine: asked about changed files, answers with handlers and findings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, OnceLock};
use std::thread;

use rayon::prelude::*;

use super::compare;
use super::discover::{self, Found, RouteIndex};
use super::items::{self, Asked};
use super::models::Models;
use super::project::{ModuleFile, ParseCache, Project, aside_reason};
use super::run::{Behaviour, behaviour};
use super::sources::Sources;
use super::world::World;
use crate::catalog::Catalog;
use crate::model::{
    FactKind, FileAssessment, Finding, Handler, NotAnalysed, Place, RepoPath, Side,
};
use crate::syntax::python::digest_function;

/// A file to assess: its path on each side where it exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePair {
    /// Path in base; none when the file is new or there is no base.
    pub base: Option<RepoPath>,
    /// Path in head; none when the file is deleted.
    pub head: Option<RepoPath>,
}

/// The trees to compare and the files to assess in them.
pub struct Request {
    /// The old tree; none when there is nothing to compare with.
    pub base: Option<Arc<dyn Sources>>,
    /// The new tree.
    pub head: Arc<dyn Sources>,
    /// The files, in the order results are wanted.
    pub files: Vec<FilePair>,
}

/// Assesses handlers. Cheap to build; parse results live as long as it does.
pub struct Engine {
    catalog: Arc<Catalog>,
    models: Arc<Models>,
    cache: Arc<ParseCache>,
}

/// One side of a change: the tree and where its routes are declared.
struct Tree {
    world: World,
    routes: OnceLock<RouteIndex>,
    side: Side,
}

impl Engine {
    /// An engine that knows what the catalog knows.
    #[must_use]
    pub fn new(catalog: Arc<Catalog>) -> Self {
        let models = Arc::new(Models::new(Arc::clone(&catalog)));
        Self { catalog, models, cache: Arc::default() }
    }

    /// Assesses the files and hands each result to `sink` with the index of its
    /// file, as it comes. A file is handed over a second time where what other
    /// handlers do changes the answer: the last result counts. Stops early when
    /// `cancel` is set.
    ///
    /// With a base, only handlers whose code or guards differ are listed.
    pub fn assess(
        &self,
        request: &Request,
        cancel: &AtomicBool,
        sink: &mut dyn FnMut(usize, FileAssessment),
    ) {
        let base = request.base.as_ref().map(|sources| self.tree(sources, Side::Base));
        let head = self.tree(&request.head, Side::Head);
        let compared = base.is_some();
        let mut first: Vec<Option<(Walked<'_>, FileAssessment)>> = Vec::new();
        first.resize_with(request.files.len(), || None);
        let (sender, arrivals) = mpsc::channel();
        thread::scope(|scope| {
            let (base, head) = (base.as_ref(), &head);
            scope.spawn(move || walk_files(base, head, &request.files, cancel, &sender));
            for (index, walked) in arrivals {
                let alone = self.assess_file(&walked, compared, &walked.habits().collect());
                sink(index, alone.clone());
                first[index] = Some((walked, alone));
            }
        });
        let files = || first.iter().flatten().map(|(walked, _)| walked);
        let habits = files().flat_map(Walked::habits).collect();
        for (index, (walked, alone)) in
            first.iter().enumerate().filter_map(|(index, it)| Some((index, it.as_ref()?)))
        {
            if cancel.load(Ordering::Relaxed) {
                return;
            }
            let together = self.assess_file(walked, compared, &habits);
            if together != *alone {
                sink(index, together);
            }
        }
    }

    /// All results, one for each file; fewer where `cancel` was set.
    #[must_use]
    pub fn assess_all(&self, request: &Request, cancel: &AtomicBool) -> Vec<FileAssessment> {
        let mut results = BTreeMap::new();
        self.assess(request, cancel, &mut |index, found| {
            results.insert(index, found);
        });
        results.into_values().collect()
    }

    fn tree(&self, sources: &Arc<dyn Sources>, side: Side) -> Tree {
        let project = Project::new(Arc::clone(sources), Arc::clone(&self.cache));
        let world = World::new(project, Arc::clone(&self.models));
        Tree { world, routes: OnceLock::new(), side }
    }

    fn assess_file(
        &self,
        walked: &Walked<'_>,
        compared: bool,
        habits: &BTreeSet<FactKind>,
    ) -> FileAssessment {
        let Walked { old, new, not_analysed } = walked;
        let not_analysed = not_analysed.clone();
        let mut assessment = FileAssessment { not_analysed, ..FileAssessment::default() };
        for judged in new {
            let twin = old.iter().find(|other| is_same(&judged.found, &other.found));
            self.assess_handler(twin, Some(judged), compared, habits, &mut assessment);
        }
        for judged in old {
            if !new.iter().any(|other| is_same(&judged.found, &other.found)) {
                self.assess_handler(Some(judged), None, compared, habits, &mut assessment);
            }
        }
        assessment
    }

    fn assess_handler(
        &self,
        old: Option<&Judged<'_>>,
        new: Option<&Judged<'_>>,
        compared: bool,
        habits: &BTreeSet<FactKind>,
        assessment: &mut FileAssessment,
    ) {
        let Some(handler) = new.or(old).map(Judged::handler) else { return };
        let mut findings = Vec::new();
        for check in self.catalog.checks() {
            let ask = |judged: &Judged<'_>| items::items(check, &judged.asked(habits));
            let (old_items, new_items) = (old.map(ask), new.map(ask));
            findings.extend(compare::findings(
                check,
                &handler.id,
                old_items.as_deref(),
                new_items.as_deref(),
                compared,
            ));
        }
        let touched = match (old, new) {
            (Some(old), Some(new)) if compared => {
                digest_function(&old.found.function) != digest_function(&new.found.function)
                    || findings.iter().any(differs)
            }
            _ => true,
        };
        if touched {
            assessment.touched.push(handler.id.clone());
            assessment.handlers.push(handler);
            assessment.findings.extend(findings);
        } else {
            assessment.untouched += 1;
        }
    }
}

/// The handlers of a file on both sides, each with what it does.
struct Walked<'tree> {
    old: Vec<Judged<'tree>>,
    new: Vec<Judged<'tree>>,
    not_analysed: Vec<NotAnalysed>,
}

impl<'tree> Walked<'tree> {
    fn of(base: Option<&'tree Tree>, head: &'tree Tree, pair: &FilePair) -> Self {
        let mut not_analysed = Vec::new();
        let judge = |tree: &'tree Tree, found: Vec<Found>| -> Vec<Judged<'tree>> {
            found.into_iter().map(|found| Judged::of(tree, found)).collect()
        };
        let new = pair.head.as_ref().map(|path| head.read(path, &mut not_analysed));
        let new = judge(head, new.unwrap_or_default());
        let old = match (base, &pair.base) {
            // What could not be read at base is said for head already.
            (Some(tree), Some(path)) => judge(tree, tree.read(path, &mut Vec::new())),
            _ => Vec::new(),
        };
        Self { old, new, not_analysed }
    }

    /// The kinds of facts its handlers show.
    fn habits(&self) -> impl Iterator<Item = FactKind> {
        self.old
            .iter()
            .chain(&self.new)
            .flat_map(|judged| judged.behaviour.facts.iter().map(|fact| fact.kind))
    }
}

/// A handler with what it does.
struct Judged<'tree> {
    tree: &'tree Tree,
    found: Found,
    behaviour: Behaviour,
}

impl<'tree> Judged<'tree> {
    fn of(tree: &'tree Tree, found: Found) -> Self {
        let behaviour = behaviour(&tree.world, &found);
        Self { tree, found, behaviour }
    }

    fn handler(&self) -> Handler {
        self.found.handler(&self.tree.world, self.tree.side)
    }

    fn asked<'asked>(&'asked self, habits: &'asked BTreeSet<FactKind>) -> Asked<'asked> {
        Asked {
            world: &self.tree.world,
            habits,
            found: &self.found,
            behaviour: &self.behaviour,
            side: self.tree.side,
        }
    }
}

impl Tree {
    /// Finds what no file says by itself: routes declared elsewhere, and what
    /// becomes of exceptions.
    fn prepare(&self) -> &RouteIndex {
        self.routes.get_or_init(|| {
            let routes = RouteIndex::of(&self.world, self.side);
            self.world.map_exceptions(&routes.dispatchers);
            routes
        })
    }

    /// The handlers of a file; what could not be read is listed.
    fn read(&self, path: &RepoPath, not_analysed: &mut Vec<NotAnalysed>) -> Vec<Found> {
        if !path.is_python() {
            return Vec::new();
        }
        if let Some(reason) = aside_reason(path) {
            not_analysed.push(NotAnalysed {
                file: path.clone(),
                place: None,
                reason: reason.to_owned(),
            });
            return Vec::new();
        }
        let Some(file) = self.world.project.file(path) else {
            let reason = "could not be read, or is too large to be source code".to_owned();
            not_analysed.push(NotAnalysed { file: path.clone(), place: None, reason });
            return Vec::new();
        };
        self.syntax_problems(&file, not_analysed);
        let (found, skipped) = discover::handlers(&self.world, self.prepare(), &file, self.side);
        not_analysed.extend(skipped);
        found
    }

    fn syntax_problems(&self, file: &ModuleFile, not_analysed: &mut Vec<NotAnalysed>) {
        for problem in file.module.problems.iter().take(20) {
            not_analysed.push(NotAnalysed {
                file: file.path.clone(),
                place: Some(Place::on(self.side, file.path.clone(), problem.span)),
                reason: problem.message.to_owned(),
            });
        }
    }
}

/// Walks the handlers of all files and sends each file's as they are done.
fn walk_files<'tree>(
    base: Option<&'tree Tree>,
    head: &'tree Tree,
    files: &[FilePair],
    cancel: &AtomicBool,
    walked: &Sender<(usize, Walked<'tree>)>,
) {
    on_deep_stacks(|| {
        rayon::join(|| head.prepare(), || base.map(Tree::prepare));
        files.par_iter().enumerate().for_each_with(walked.clone(), |walked, (index, pair)| {
            if !cancel.load(Ordering::Relaxed) {
                // Nobody listens any more only when the work was given up.
                let _ = walked.send((index, Walked::of(base, head, pair)));
            }
        });
    });
}

/// Runs work on threads whose stacks hold the deepest nesting a walk follows.
fn on_deep_stacks<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    const STACK: usize = 256 << 20;
    match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(threads) => threads.install(work),
        Err(_) => work(),
    }
}

/// Whether two definitions are one handler before and after: the same name and
/// ordinal.
fn is_same(new: &Found, old: &Found) -> bool {
    new.name == old.name && new.ordinal == old.ordinal
}

/// Whether the change did something to the item.
fn differs(finding: &Finding) -> bool {
    finding.change().is_some_and(|change| change != crate::model::Change::Same)
}
