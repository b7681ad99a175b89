//! The engine: asked about changed files, answers with handlers and findings.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::compare;
use super::discover::{self, Found, RouteIndex};
use super::items::{self, Asked, Item};
use super::models::Models;
use super::project::{ModuleFile, ParseCache, Project, aside_reason};
use super::run::{Behaviour, behaviour};
use super::sources::Sources;
use super::world::World;
use crate::catalog::Catalog;
use crate::model::{FileAssessment, Finding, Handler, NotAnalysed, Place, RepoPath, Side};
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
    routes: RouteIndex,
    side: Side,
}

impl Engine {
    /// An engine that knows what the catalog knows.
    #[must_use]
    pub fn new(catalog: Arc<Catalog>) -> Self {
        let models = Arc::new(Models::new(Arc::clone(&catalog)));
        Self { catalog, models, cache: Arc::default() }
    }

    /// Assesses the files one by one and hands each result to `sink` with the
    /// index of its file. Stops early, without a result for the rest, when
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
        for (index, pair) in request.files.iter().enumerate() {
            if cancel.load(Ordering::Relaxed) {
                return;
            }
            sink(index, self.assess_file(base.as_ref(), &head, pair));
        }
    }

    fn tree(&self, sources: &Arc<dyn Sources>, side: Side) -> Tree {
        let project = Project::new(Arc::clone(sources), Arc::clone(&self.cache));
        let world = World::new(project, Arc::clone(&self.models));
        let routes = RouteIndex::of(&world, side);
        world.map_exceptions(&routes.dispatchers);
        Tree { world, routes, side }
    }

    fn assess_file(&self, base: Option<&Tree>, head: &Tree, pair: &FilePair) -> FileAssessment {
        let mut assessment = FileAssessment::default();
        let new = pair.head.as_ref().map(|path| head.read(path, &mut assessment.not_analysed));
        let old = match (base, &pair.base) {
            // What could not be read at base is said for head already.
            (Some(tree), Some(path)) => Some(tree.read(path, &mut Vec::new())),
            _ => None,
        };
        let new = new.unwrap_or_default();
        let old = old.unwrap_or_default();
        let mut paired = vec![false; old.len()];
        for found in &new {
            let twin = old.iter().position(|other| is_same(found, other));
            if let Some(twin) = twin {
                paired[twin] = true;
            }
            let twin = twin.map(|at| &old[at]);
            self.assess_handler(base, head, twin, Some(found), &mut assessment);
        }
        for (found, paired) in old.iter().zip(&paired) {
            if !paired {
                self.assess_handler(base, head, Some(found), None, &mut assessment);
            }
        }
        assessment
    }

    fn assess_handler(
        &self,
        base: Option<&Tree>,
        head: &Tree,
        old: Option<&Found>,
        new: Option<&Found>,
        assessment: &mut FileAssessment,
    ) {
        let old_side = base.zip(old).map(|(tree, found)| Judged::of(tree, found));
        let new_side = new.map(|found| Judged::of(head, found));
        let Some(handler) = new_side
            .as_ref()
            .or(old_side.as_ref())
            .map(|judged| judged.found.handler(&judged.tree.world, judged.tree.side))
        else {
            return;
        };
        let findings =
            self.findings(&handler, old_side.as_ref(), new_side.as_ref(), base.is_some());
        let touched = match (old, new) {
            (Some(old), Some(new)) if base.is_some() => {
                digest_function(&old.function) != digest_function(&new.function)
                    || findings.iter().any(differs)
            }
            _ => true,
        };
        if touched {
            assessment.touched.push(handler.id.clone());
            assessment.handlers.push(handler);
            assessment.findings.extend(findings);
        }
    }

    fn findings(
        &self,
        handler: &Handler,
        old: Option<&Judged<'_>>,
        new: Option<&Judged<'_>>,
        compared: bool,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        for check in self.catalog.checks() {
            let ask = |judged: &Judged<'_>| -> Vec<Item> { items::items(check, &judged.asked()) };
            let old_items = old.map(ask);
            let new_items = new.map(ask);
            findings.extend(compare::findings(
                check,
                &handler.id,
                old_items.as_deref(),
                new_items.as_deref(),
                compared,
            ));
        }
        findings
    }
}

/// A handler with what it does.
struct Judged<'tree> {
    tree: &'tree Tree,
    found: &'tree Found,
    behaviour: Behaviour,
}

impl<'tree> Judged<'tree> {
    fn of(tree: &'tree Tree, found: &'tree Found) -> Self {
        Self { tree, found, behaviour: behaviour(&tree.world, found) }
    }

    fn asked(&self) -> Asked<'_> {
        Asked {
            world: &self.tree.world,
            found: self.found,
            behaviour: &self.behaviour,
            side: self.tree.side,
        }
    }
}

impl Tree {
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
        let (found, skipped) = discover::handlers(&self.world, &self.routes, &file, self.side);
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

/// Whether two definitions are one handler before and after: the same name and
/// ordinal.
fn is_same(new: &Found, old: &Found) -> bool {
    new.name == old.name && new.ordinal == old.ordinal
}

/// Whether the change did something to the item.
fn differs(finding: &Finding) -> bool {
    finding.change().is_some_and(|change| change != crate::model::Change::Same)
}
