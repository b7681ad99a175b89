//! The engine: asked about changed files, answers with handlers and findings.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, OnceLock};
use std::thread;

use rayon::prelude::*;

use super::beside::{Answers, Beside, Pins, Refusals};
use super::compare;
use super::discover::{self, Found, Prefilter, RouteIndex};
use super::further::Further;
use super::habits::Habits;
use super::items::{self, Item};
use super::judged::{Judged, Walked};
use super::lost;
use super::models::Models;
use super::pairing::{self, Gone};
use super::project::{ModuleFile, ParseCache, Project, aside_reason};
use super::sources::Sources;
use super::world::World;
use crate::catalog::Catalog;
use crate::model::{FileAssessment, Finding, NotAnalysed, Place, RepoPath, Side};
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
pub(super) struct Tree {
    pub(super) world: World,
    routes: OnceLock<RouteIndex>,
    pins: OnceLock<Pins>,
    /// Told from words which files need no parsing; none where each is to be read.
    prefilter: Option<OnceLock<Prefilter>>,
    pub(super) side: Side,
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
        let touched = |path: fn(&FilePair) -> &Option<RepoPath>| {
            let paths = request.files.iter().filter_map(|pair| path(pair).clone());
            if request.base.is_some() { paths.collect() } else { HashSet::new() }
        };
        let base = request
            .base
            .as_ref()
            .map(|sources| self.tree(sources, Side::Base, touched(|pair| &pair.base)));
        let mut head = self.tree(&request.head, Side::Head, touched(|pair| &pair.head));
        let compared = base.is_some();
        // What a change touches is read in any case.
        head.prefilter = (!compared).then(OnceLock::new);
        let mut first: Vec<Option<(Walked<'_>, FileAssessment)>> = Vec::new();
        first.resize_with(request.files.len(), || None);
        let (sender, arrivals) = mpsc::channel();
        thread::scope(|scope| {
            let (base, head) = (base.as_ref(), &head);
            scope.spawn(move || walk_files(base, head, &request.files, cancel, &sender));
            for (index, walked) in arrivals {
                let answers = self.answers(&walked, &habits_of(std::iter::once(&walked)));
                let alone = self.assess_file(&walked, &answers, compared, &[]);
                sink(index, alone.clone());
                first[index] = Some((walked, alone));
            }
        });
        let walked: Vec<&Walked<'_>> = first.iter().flatten().map(|(walked, _)| walked).collect();
        let further = match &base {
            Some(base) => {
                on_deep_stacks(|| Further::of((base, &head), &request.files, &walked, cancel))
            }
            None => Further::default(),
        };
        self.assess_together(&first, &further, compared, (&request.files, cancel), sink);
    }

    /// Judges the files again, each with what is known of all of them.
    fn assess_together(
        &self,
        first: &[Option<(Walked<'_>, FileAssessment)>],
        further: &Further<'_>,
        compared: bool,
        (files, cancel): (&[FilePair], &AtomicBool),
        sink: &mut dyn FnMut(usize, FileAssessment),
    ) {
        let own: Vec<&Walked<'_>> = first.iter().flatten().map(|(walked, _)| walked).collect();
        let habits = habits_of(own.iter().copied());
        let mut all = own.clone();
        all.extend(further.reached().map(|(_, walked)| walked));
        let answers: Vec<Answers> =
            all.iter().map(|walked| self.answers(walked, &habits)).collect();
        let beside = Beside::new(&self.catalog, all.iter().copied().zip(&answers).collect());
        let came = further.came_anew(&all);
        let gone: Vec<Gone<'_, '_>> = own
            .iter()
            .zip(&answers)
            .flat_map(|(one, answers)| pairing::gone(one, answers))
            .collect();
        let indexed =
            first.iter().enumerate().filter_map(|(index, it)| Some((index, it.as_ref()?)));
        for (at, (index, (walked, alone))) in indexed.enumerate() {
            if cancel.load(Ordering::Relaxed) {
                return;
            }
            let mut together = self.assess_file(walked, &answers[at], compared, &gone);
            for (more, (to, reached)) in further.reached().enumerate() {
                if to == index {
                    let answers = &answers[own.len() + more];
                    let found = self.assess_file(reached, answers, compared, &[]);
                    further.tell_reached(reached, found, &mut together);
                }
            }
            beside.add(at, &mut together);
            further.tell_cut(index, &mut together);
            further.tell_alone(&self.catalog, &came, index, &mut together);
            further.tell_rules(&self.catalog, files[index].head.as_ref(), &mut together);
            if together != *alone {
                sink(index, together);
            }
        }
    }

    /// What the checks say of a file's handlers, on each side by itself.
    fn answers(&self, walked: &Walked<'_>, habits: &Habits) -> Answers {
        let of = |judged: &Judged<'_>| -> Vec<Vec<Item>> {
            let asked = judged.asked(habits);
            self.catalog.checks().iter().map(|check| items::items(check, &asked)).collect()
        };
        Answers {
            old: walked.old.iter().map(of).collect(),
            new: walked.new.iter().map(of).collect(),
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

    fn tree(&self, sources: &Arc<dyn Sources>, side: Side, touched: HashSet<RepoPath>) -> Tree {
        let project = Project::new(Arc::clone(sources), Arc::clone(&self.cache));
        let world = World::new(project, Arc::clone(&self.models), touched);
        let (routes, pins) = (OnceLock::new(), OnceLock::new());
        Tree { world, routes, pins, prefilter: None, side }
    }

    fn assess_file(
        &self,
        walked: &Walked<'_>,
        answers: &Answers,
        compared: bool,
        elsewhere: &[Gone<'_, '_>],
    ) -> FileAssessment {
        let not_analysed = walked.not_analysed.clone();
        let passed_over = walked.passed_over;
        let mut assessment =
            FileAssessment { not_analysed, passed_over, ..FileAssessment::default() };
        let mut known = Vec::new();
        for new in walked.new.iter().zip(&answers.new) {
            let at = pairing::twin(&new.0.found, &walked.old, &walked.new);
            known.extend(at);
            let own = at.map(|at| (&walked.old[at], &answers.old[at]));
            let twin = own.or_else(|| pairing::moved_here(&new.0.found, elsewhere));
            self.assess_handler(twin, Some(new), compared, &mut assessment);
        }
        for (at, old) in walked.old.iter().zip(&answers.old).enumerate() {
            if !known.contains(&at) {
                self.assess_handler(Some(old), None, compared, &mut assessment);
            }
        }
        assessment
    }

    fn assess_handler(
        &self,
        old: Option<(&Judged<'_>, &Vec<Vec<Item>>)>,
        new: Option<(&Judged<'_>, &Vec<Vec<Item>>)>,
        compared: bool,
        assessment: &mut FileAssessment,
    ) {
        let Some(handler) = new.or(old).map(|(judged, _)| judged.handler()) else { return };
        let mut findings = Vec::new();
        for (at, check) in self.catalog.checks().iter().enumerate() {
            findings.extend(compare::findings(
                check,
                &handler.id,
                old.map(|(_, items)| items[at].as_slice()),
                new.map(|(_, items)| items[at].as_slice()),
                old.zip(new).map(|((old, _), (new, _))| (old, new)),
                compared,
            ));
        }
        if let (Some((old, _)), Some((new, _))) = (old, new)
            && compared
        {
            lost::tell(self.catalog.checks(), old, new, &mut findings);
        }
        let touched = match (old, new) {
            (Some((old, _)), Some((new, _))) if compared => {
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

/// What the handlers of these files show together.
fn habits_of<'walked, 'tree: 'walked>(
    files: impl Iterator<Item = &'walked Walked<'tree>>,
) -> Habits {
    let mut habits = Habits::default();
    for one in files.flat_map(|walked| walked.old.iter().chain(&walked.new)) {
        habits.add(&one.tree.world, &one.found, &one.behaviour);
    }
    habits
}

impl Tree {
    /// Finds what no file says by itself: routes declared elsewhere, and what
    /// becomes of exceptions.
    pub(super) fn routes(&self) -> &RouteIndex {
        self.routes.get_or_init(|| {
            let routes = RouteIndex::of(&self.world, self.side);
            self.world.map_exceptions(&routes.dispatchers);
            routes
        })
    }

    /// The refusals that its tests assert.
    pub(super) fn pins(&self, refusals: &Refusals) -> &Pins {
        self.pins.get_or_init(|| Pins::of(&self.world.project, refusals))
    }

    /// Whether a file need not be parsed: by its words it holds no handler, and
    /// no other file leads to one in it.
    pub(super) fn passes_over(&self, path: &RepoPath) -> bool {
        let Some(prefilter) = &self.prefilter else { return false };
        prefilter.get_or_init(|| Prefilter::of(&self.world)).rules_out(path)
            && !self.routes().leads_to(path)
    }

    /// The handlers of a file; what could not be read is listed.
    pub(super) fn read(&self, path: &RepoPath, not_analysed: &mut Vec<NotAnalysed>) -> Vec<Found> {
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
        let (found, skipped) = discover::handlers(&self.world, self.routes(), &file, self.side);
        not_analysed.extend(skipped);
        found
    }

    fn syntax_problems(&self, file: &ModuleFile, not_analysed: &mut Vec<NotAnalysed>) {
        for problem in file.module.problems().into_iter().take(20) {
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
        rayon::join(|| head.routes(), || base.map(Tree::routes));
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

/// Whether the change did something to the item.
fn differs(finding: &Finding) -> bool {
    finding.change().is_some_and(|change| change != crate::model::Change::Same)
}
