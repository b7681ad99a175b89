//! Code that leads to what a change touches: callers, users and subclasses, and
//! those of these, found by their words and kept within bounds.
//!
//! It errs on the side of naming too much; what a handler really does is for
//! its walk to say.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::sync::Arc;

use super::changed::{Sort, Thing, names_bound};
use super::definitions::{Definition, definitions};
use super::fact::Site;
use super::project::{ModuleFile, Project};
use super::world::World;
use crate::model::RepoPath;
use crate::syntax::python::ast::StmtKind;
use crate::syntax::python::places_of;

/// Users of users are followed so far.
const MAX_STEPS: usize = 4;

/// Names are looked for so often.
const MAX_NAMES: usize = 40;

/// A name in more files than these says little: those that name its class as
/// well, or its module, are looked at.
const COMMON: usize = 16;

/// Code that may lead to what is changed.
#[derive(Debug)]
pub(super) struct Leading {
    pub(super) file: RepoPath,
    /// Which part of it.
    pub(super) what: What,
    /// Index of the thing that it leads to.
    pub(super) to: usize,
    /// Whether only by calls on the way.
    pub(super) calls: bool,
}

/// A part of a module: the first byte of it, or the name of a class.
#[derive(Debug, PartialEq, Eq, Hash, Clone)]
pub(super) enum What {
    Function(u32),
    Class(Arc<str>),
    /// A statement at the top level that defines nothing.
    Statement(u32),
}

/// What may lead to some things.
#[derive(Debug, Default)]
pub(super) struct Leads {
    /// The nearest first.
    pub(super) found: Vec<Leading>,
    /// Indexes of the things for which a bound ended the search: more may lead there.
    pub(super) cut: BTreeSet<usize>,
}

/// Everything that may lead to these things; `handlers` are the `def` lines of
/// those that are known already.
pub(super) fn leading_to(world: &World, things: &[Thing], handlers: &[Site]) -> Leads {
    let mut search =
        Search { handlers, leads: Leads::default(), seen: Vec::new(), open: VecDeque::new() };
    for (index, thing) in things.iter().enumerate() {
        search.wanted(thing.clone(), Way { to: index, step: 0, calls: true });
    }
    let mut names = 0;
    while let Some((thing, way)) = search.open.pop_front() {
        let to = way.to;
        names += 1;
        if names > MAX_NAMES {
            search.leads.cut.insert(to);
            continue;
        }
        let (files, all) = files_with(&world.project, &thing);
        if !all {
            search.leads.cut.insert(to);
        }
        for path in files {
            if let Some(file) = world.project.file(&path) {
                search.users(&file, &thing, way.on(&thing));
            }
        }
    }
    search.leads
}

struct Search<'known> {
    /// The `def` lines of known handlers, which nobody calls.
    handlers: &'known [Site],
    leads: Leads,
    seen: Vec<Thing>,
    open: VecDeque<(Thing, Way)>,
}

/// How something leads to a thing: its index, in so many steps.
#[derive(Clone, Copy)]
struct Way {
    to: usize,
    step: usize,
    calls: bool,
}

impl Way {
    /// A step further, over the users of something.
    fn on(self, thing: &Thing) -> Self {
        let calls = self.calls && thing.sort == Sort::Function;
        Self { step: self.step + 1, calls, ..self }
    }
}

impl Search<'_> {
    fn wanted(&mut self, thing: Thing, way: Way) {
        let too_short = thing.name.len() < 3;
        if self.seen.iter().any(|known| known.same(&thing)) {
            return;
        }
        if way.step >= MAX_STEPS || too_short {
            self.leads.cut.insert(way.to);
            return;
        }
        self.seen.push(thing.clone());
        self.open.push_back((thing, way));
    }

    /// What of a file uses something.
    fn users(&mut self, file: &Arc<ModuleFile>, thing: &Thing, way: Way) {
        let Way { to, calls, .. } = way;
        let places = places_of(&file.module.text, &thing.name);
        let inside =
            |range: crate::syntax::python::ast::Range, at: u32| range.start <= at && at < range.end;
        let own =
            |at: u32| *file.path.as_str() == *thing.file.as_str() && inside(thing.at.range, at);
        let functions: Vec<Definition> = definitions(file);
        let mut known: HashSet<What> = HashSet::new();
        let places = places.filter_map(|at| u32::try_from(at).ok());
        for at in places.filter(|at| !own(*at)) {
            let user = functions.iter().find(|user| inside(user.function.range, at));
            if user.is_some() && thing.sort == Sort::Base {
                continue;
            }
            if let Some(user) = user {
                let what = What::Function(user.function.range.start);
                if known.insert(what.clone()) {
                    self.leads.found.push(Leading { file: file.path.clone(), what, to, calls });
                    let at = user.header();
                    if !self.handlers.iter().any(|handler| handler.same(&at)) {
                        self.wanted(Thing::function(user), way);
                    }
                }
            } else if let Some(class) =
                file.bindings.classes.iter().find(|class| inside(class.range, at))
            {
                if thing.sort == Sort::Base && !inside(class.header, at) {
                    continue;
                }
                let what = What::Class(Arc::clone(&class.name));
                if known.insert(what.clone()) {
                    self.leads.found.push(Leading { file: file.path.clone(), what, to, calls });
                    // What a class declares with it holds for whoever uses the class.
                    let declares = matches!(thing.sort, Sort::Class | Sort::Value);
                    let sort = if declares { Sort::Class } else { Sort::Base };
                    self.wanted(Thing::class(file, class, sort), way);
                }
            } else {
                let body = &file.module.body;
                let statement = body.iter().find(|statement| inside(statement.range, at));
                let imports =
                    |kind: &StmtKind| matches!(kind, StmtKind::Import(_) | StmtKind::ImportFrom(_));
                if let Some(statement) = statement.filter(|one| !imports(&one.kind)) {
                    let names = names_bound(statement);
                    let what = What::Statement(statement.range.start);
                    if known.insert(what.clone()) {
                        self.leads.found.push(Leading { file: file.path.clone(), what, to, calls });
                    }
                    for name in names {
                        self.wanted(Thing::bound(file, &name, statement), way);
                    }
                }
            }
        }
    }
}

/// The files that may use something, and whether those are all.
fn files_with(project: &Project, thing: &Thing) -> (Vec<RepoPath>, bool) {
    let mut files = project.files_naming(&thing.name);
    if files.len() > COMMON {
        let module = match thing.file.file_name() {
            "__init__.py" => thing.file.folder().rsplit('/').next().unwrap_or_default(),
            name => name.trim_end_matches(".py"),
        };
        let word = thing.owner.as_deref().unwrap_or(module);
        let near: HashSet<RepoPath> = match word {
            "" => HashSet::new(),
            word => project.files_naming(word).into_iter().collect(),
        };
        files.retain(|path| near.contains(path) || *path == thing.file);
    }
    let all = files.len() <= COMMON;
    files.truncate(COMMON);
    (files, all)
}
