//! One tree with everything found out about it: names, classes, exceptions,
//! values kept under keys. Asked by walks; remembers its answers.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock, RwLock};

use super::classes::{Base, Line, Member};
use super::fact::Site;
use super::granted::Granted;
use super::hashed::Map;
use super::kept::Kept;
use super::memo::Memo;
use super::models::Models;
use super::project::{ModuleFile, Project};
use super::surroundings::Surroundings;
use super::value::{ClassValue, Value};
use crate::catalog::Framework;
use crate::model::RepoPath;
use crate::syntax::python::ast::{Class, Function, Name};

/// One tree of code, and what is known about code outside it.
pub(super) struct World {
    pub(super) project: Project,
    /// Files that the change touches, where two trees are compared.
    pub(super) watched: HashSet<RepoPath>,
    pub(super) models: Arc<Models>,
    pub(super) globals: Memo<Value>,
    pub(super) kept: Memo<Option<Arc<Kept>>>,
    /// Stands for no file in questions about the whole tree.
    pub(super) anywhere: RepoPath,
    pub(super) bases: Memo<Arc<Vec<Base>>>,
    /// What classes are derived from, by their file and their place in memory.
    pub(super) lines: RwLock<Map<(RepoPath, usize), Arc<Line>>>,
    /// Members of classes, by the class's place in memory and the name.
    pub(super) members: RwLock<Map<(usize, Name), Member>>,
    /// The same of the bases behind another class, which comes second.
    pub(super) inherited: RwLock<Map<(usize, usize, Name), Member>>,
    conventions: Memo<bool>,
    pub(super) around: Memo<Option<Arc<Surroundings>>>,
    /// The classes below a class.
    pub(super) below: Memo<Arc<Vec<Arc<ClassValue>>>>,
    objects: AtomicU32,
    /// Descriptions of classes outside the tree, by framework.
    pub(super) libraries: Vec<(usize, Arc<ModuleFile>)>,
    pub(super) mapped: OnceLock<Vec<(Value, u16)>>,
    /// Where the program sets up what stands around its handlers, by framework.
    pub(super) set_up_once: Vec<OnceLock<Vec<Option<Site>>>>,
    /// What rules that the program declares ask, by their names.
    pub(super) rules: OnceLock<HashMap<String, String>>,
    /// What resources grant to everybody.
    pub(super) granted: OnceLock<Granted>,
    /// The frameworks that the tree can declare routes to.
    present: OnceLock<Vec<usize>>,
}

impl World {
    pub(super) fn new(project: Project, models: Arc<Models>, watched: HashSet<RepoPath>) -> Self {
        let frameworks = models.catalog().frameworks();
        let libraries = frameworks
            .iter()
            .enumerate()
            .filter_map(|(at, rows)| {
                Some((at, Arc::new(ModuleFile::library(&rows.id, rows.library_text?))))
            })
            .collect();
        let set_up_once = frameworks.iter().map(|_| OnceLock::new()).collect();
        Self {
            project,
            watched,
            libraries,
            models,
            globals: Memo::default(),
            kept: Memo::default(),
            bases: Memo::default(),
            lines: RwLock::default(),
            members: RwLock::default(),
            inherited: RwLock::default(),
            anywhere: RepoPath::new(""),
            conventions: Memo::default(),
            around: Memo::default(),
            below: Memo::default(),
            objects: AtomicU32::new(1),
            mapped: OnceLock::new(),
            set_up_once,
            rules: OnceLock::new(),
            granted: OnceLock::new(),
            present: OnceLock::new(),
        }
    }

    /// The frameworks that the tree can declare routes to, with their numbers:
    /// it names one of their packages somewhere.
    pub(super) fn frameworks_present(&self) -> impl Iterator<Item = (usize, &Framework)> {
        let frameworks = self.models.catalog().frameworks();
        let present = self.present.get_or_init(|| {
            let named = |package: &&str| self.project.names(package);
            let is_present = |rows: &Framework| {
                rows.packages_in_routes().is_none_or(|packages| packages.iter().any(named))
            };
            let all = frameworks.iter().enumerate();
            all.filter(|(_, rows)| is_present(rows)).map(|(at, _)| at).collect()
        });
        present.iter().map(|at| (*at, &frameworks[*at]))
    }

    /// A number no other object of this tree has, so that what one walk built
    /// is never taken for what another did.
    pub(super) fn next_object(&self) -> u32 {
        self.objects.fetch_add(1, Ordering::Relaxed)
    }

    /// Whether the code base does this somewhere by the words of its sources: a
    /// habit that its other handlers can be held to. Only words of the framework
    /// that a handler answers in count, and of libraries.
    pub(super) fn has_convention(&self, kind: crate::model::FactKind, framework: usize) -> bool {
        let frameworks = self.models.catalog().frameworks();
        let shown = || {
            frameworks
                .iter()
                .enumerate()
                .filter(|(at, rows)| *at == framework || !declares_handlers(rows))
                .flat_map(|(_, rows)| &rows.conventions)
                .filter(|convention| convention.fact == kind)
                .flat_map(|convention| &convention.words)
                .any(|word| !self.project.files_with(word).is_empty())
        };
        let question = format!("{} {framework}", kind.word());
        self.conventions.get((RepoPath::new(""), question.into()), false, shown)
    }

    /// Whether a key says that it holds who asks, by its last word.
    pub(super) fn is_principal_key(&self, key: &str) -> bool {
        let word = key.rsplit(['.', ':', '[', ']']).find(|word| !word.is_empty()).unwrap_or(key);
        let frameworks = self.models.catalog().frameworks();
        frameworks
            .iter()
            .flat_map(|framework| &framework.principal_names)
            .any(|name| word.eq_ignore_ascii_case(name))
    }

    /// Whether objects of a class are rows of a store.
    pub(super) fn is_stored(&self, class: &Arc<ClassValue>) -> bool {
        let line = self.line_of(class);
        line.is_saved || line.is_tracked
    }

    /// Whether setting an attribute of an object of the class changes its row.
    pub(super) fn is_tracked(&self, class: &Arc<ClassValue>) -> bool {
        self.line_of(class).is_tracked
    }

    /// Whether objects of a class query the store for the class they belong to.
    pub(super) fn is_manager(&self, class: &Arc<ClassValue>) -> bool {
        self.line_of(class).is_manager
    }

    /// What a module file that is not the tree's own binds; not remembered.
    pub(super) fn uncached_global(&self, file: &Arc<ModuleFile>, name: &str) -> Value {
        self.find_global(file, name, 0)
    }
}

/// Whether a framework has handlers, and so is no mere library.
fn declares_handlers(rows: &Framework) -> bool {
    rows.route_tables
        || !rows.route_decorators.is_empty()
        || !rows.route_calls.is_empty()
        || !rows.class_views.is_empty()
        || !rows.handler_decorators.is_empty()
}

/// All functions of a module, each with the class of which it is a method.
pub(super) fn functions_of(
    file: &Arc<ModuleFile>,
) -> impl Iterator<Item = (Option<Arc<ClassValue>>, Arc<Function>)> {
    file.functions().iter().map(|(class, function)| {
        let owner = |class: &Arc<Class>| {
            Arc::new(ClassValue { file: Arc::clone(file), class: Arc::clone(class) })
        };
        (class.as_ref().map(owner), Arc::clone(function))
    })
}
