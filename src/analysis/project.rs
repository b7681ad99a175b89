//! One tree as Python sees it: modules by dotted name, parsed when asked for.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use super::bindings::Bindings;
use super::sources::{SourceText, Sources};
use crate::model::RepoPath;
use crate::syntax::python::ast::{Class, Function};
use crate::syntax::python::has_word;
use crate::syntax::python::{self, Module};

/// A module of the tree: its path, its syntax tree and the names it binds.
#[derive(Debug)]
pub(super) struct ModuleFile {
    pub(super) path: RepoPath,
    pub(super) module: Later<Arc<Module>>,
    pub(super) bindings: Later<Arc<Bindings>>,
    functions: OnceLock<Vec<Defined>>,
}

/// A function of a module, and the class of which it is a method.
type Defined = (Option<Arc<Class>>, Arc<Function>);

/// What is found out when somebody looks at it: many modules are named and never
/// looked into.
type Later<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

impl ModuleFile {
    /// A description of classes outside the tree, in Python.
    pub(super) fn library(id: &str, text: &str) -> Self {
        let module = Arc::new(python::parse(&Arc::from(text)));
        let bindings = Bindings::of(&module.body);
        Self::with(RepoPath::new(format!("<{id}>")), module, bindings)
    }

    /// A module of which all is known.
    pub(super) fn with(path: RepoPath, module: Arc<Module>, bindings: Bindings) -> Self {
        let (module, bindings) = (move || module, move || Arc::new(bindings));
        Self {
            path,
            module: LazyLock::new(Box::new(module)),
            bindings: LazyLock::new(Box::new(bindings)),
            functions: OnceLock::new(),
        }
    }

    /// A module that is parsed when it is looked at.
    fn unread(path: RepoPath, source: SourceText, cache: &Arc<ParseCache>) -> Self {
        let (parsing, binding) = (Arc::clone(cache), Arc::clone(cache));
        let again = source.clone();
        Self {
            path,
            module: LazyLock::new(Box::new(move || parsing.module(&source))),
            bindings: LazyLock::new(Box::new(move || binding.bindings(&again))),
            functions: OnceLock::new(),
        }
    }

    /// All functions of the module: its own, those of its classes, and those inside functions.
    pub(super) fn functions(&self) -> &[Defined] {
        self.functions.get_or_init(|| {
            let own = self.bindings.functions.iter();
            let mut found: Vec<Defined> =
                own.map(|function| (None, Arc::clone(function))).collect();
            for class in &self.bindings.classes {
                let methods = Bindings::of(&class.body).functions.into_iter();
                found.extend(methods.map(|method| (Some(Arc::clone(class)), method)));
            }
            let mut at = 0;
            while at < found.len() {
                let (owner, around) = found[at].clone();
                if around.body.may_hold("def ") {
                    let inner = Bindings::of(&around.body).functions.into_iter();
                    found.extend(inner.map(|inner| (owner.clone(), inner)));
                }
                at += 1;
            }
            found
        })
    }

    /// Whether this describes classes outside the tree: nothing stands in it
    /// that a reviewer could look at.
    pub(super) fn is_library(&self) -> bool {
        self.path.as_str().starts_with('<')
    }
}

/// What is known of contents, shared between the two sides of a change.
#[derive(Debug, Default)]
pub(super) struct ParseCache {
    texts: Mutex<HashMap<Arc<str>, Arc<str>>>,
    modules: Mutex<HashMap<Arc<str>, Arc<Module>>>,
    bindings: Mutex<HashMap<Arc<str>, Arc<Bindings>>>,
}

impl ParseCache {
    /// A source whose text is kept once, however often it is read.
    fn kept(&self, source: SourceText) -> SourceText {
        let SourceText { key, text } = source;
        let text = Arc::clone(locked(&self.texts).entry(Arc::clone(&key)).or_insert(text));
        SourceText { key, text }
    }

    fn module(&self, source: &SourceText) -> Arc<Module> {
        known(&self.modules, &source.key, || python::parse(&source.text))
    }

    fn bindings(&self, source: &SourceText) -> Arc<Bindings> {
        known(&self.bindings, &source.key, || Bindings::of(&self.module(source).body))
    }
}

/// What is kept under a key. Whoever finds nothing there finds it out without keeping
/// others waiting.
fn known<T>(
    kept: &Mutex<HashMap<Arc<str>, Arc<T>>>,
    key: &Arc<str>,
    find: impl FnOnce() -> T,
) -> Arc<T> {
    if let Some(known) = locked(kept).get(key) {
        return Arc::clone(known);
    }
    let found = Arc::new(find());
    Arc::clone(locked(kept).entry(Arc::clone(key)).or_insert(found))
}

fn locked<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}

type Slot = Arc<OnceLock<Option<Arc<ModuleFile>>>>;

/// One tree of Python modules.
pub(super) struct Project {
    sources: Arc<dyn Sources>,
    cache: Arc<ParseCache>,
    paths: OnceLock<Paths>,
    /// What was read, as far as asked.
    read: RwLock<HashMap<RepoPath, Option<SourceText>>>,
    files: Mutex<HashMap<RepoPath, Slot>>,
    texts: OnceLock<Vec<(RepoPath, Arc<str>)>>,
    /// Files by a text that they hold, as far as asked.
    found: RwLock<HashMap<String, Arc<[RepoPath]>>>,
    /// Whether any file names a word, as far as asked.
    named: RwLock<HashMap<String, bool>>,
}

struct Paths {
    all: Arc<[RepoPath]>,
    known: HashSet<RepoPath>,
    folders: HashSet<String>,
}

impl Project {
    pub(super) fn new(sources: Arc<dyn Sources>, cache: Arc<ParseCache>) -> Self {
        Self {
            sources,
            cache,
            paths: OnceLock::new(),
            read: RwLock::default(),
            files: Mutex::new(HashMap::new()),
            texts: OnceLock::new(),
            found: RwLock::default(),
            named: RwLock::default(),
        }
    }

    fn paths(&self) -> &Paths {
        self.paths.get_or_init(|| {
            let all = self.sources.python_files();
            let known = all.iter().cloned().collect();
            let mut folders = HashSet::new();
            for path in all.iter() {
                let mut folder = path.folder();
                while !folder.is_empty() && folders.insert(folder.to_owned()) {
                    folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
                }
            }
            Paths { all, known, folders }
        })
    }

    /// The module in this file, parsed once.
    pub(super) fn file(&self, path: &RepoPath) -> Option<Arc<ModuleFile>> {
        let slot = {
            let mut files = locked(&self.files);
            Arc::clone(files.entry(path.clone()).or_default())
        };
        slot.get_or_init(|| {
            let source = self.source(path)?;
            Some(Arc::new(ModuleFile::unread(path.clone(), source, &self.cache)))
        })
        .clone()
    }

    /// The file of a dotted module name as `importer` would find it: from the
    /// root of the tree, from `src`, or from a folder above the importer.
    pub(super) fn find_module(&self, dotted: &str, importer: &RepoPath) -> Option<RepoPath> {
        let relative = dotted.replace('.', "/");
        if let Some(found) =
            self.module_at(&relative).or_else(|| self.module_at(&format!("src/{relative}")))
        {
            return Some(found);
        }
        let mut folder = importer.folder();
        while !folder.is_empty() {
            // A folder on the import path is not itself a package.
            let is_package =
                self.paths().known.contains(&RepoPath::new(format!("{folder}/__init__.py")));
            if !is_package && let Some(found) = self.module_at(&format!("{folder}/{relative}")) {
                return Some(found);
            }
            folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        None
    }

    /// The module at a path without suffix: a file or a package.
    pub(super) fn module_at(&self, stem: &str) -> Option<RepoPath> {
        let paths = self.paths();
        [format!("{stem}.py"), format!("{stem}/__init__.py")]
            .into_iter()
            .map(RepoPath::new)
            .find(|path| paths.known.contains(path))
    }

    /// Whether a dotted name is a folder with Python in it, a package without
    /// `__init__.py` perhaps; its path.
    pub(super) fn package_folder(&self, dotted: &str) -> Option<String> {
        let relative = dotted.replace('.', "/");
        let folders = &self.paths().folders;
        [relative.clone(), format!("src/{relative}")].into_iter().find(|at| folders.contains(at))
    }

    /// A file, read once.
    fn source(&self, path: &RepoPath) -> Option<SourceText> {
        let known = self.read.read().ok().and_then(|read| read.get(path).cloned());
        known.unwrap_or_else(|| {
            let source = self.sources.read(path).map(|source| self.cache.kept(source));
            if let Ok(mut read) = self.read.write() {
                read.insert(path.clone(), source.clone());
            }
            source
        })
    }

    /// The text of a file, which is kept.
    pub(super) fn text(&self, path: &RepoPath) -> Option<Arc<str>> {
        Some(self.source(path)?.text)
    }

    /// The text of a file that nobody will ask for again.
    pub(super) fn glance(&self, path: &RepoPath) -> Option<Arc<str>> {
        Some(self.sources.read(path)?.text)
    }

    /// Files that hold tests: Python, and lists of requests in YAML.
    pub(super) fn tests(&self) -> Vec<RepoPath> {
        let is_wanted = |path: &&RepoPath| {
            let yaml = [".yaml", ".yml"].iter().any(|end| path.as_str().ends_with(end));
            (path.is_python() || yaml) && is_test(path)
        };
        self.sources.files().iter().filter(is_wanted).cloned().collect()
    }

    /// The texts of all Python files of the tree, tests and the like aside.
    pub(super) fn texts(&self) -> &[(RepoPath, Arc<str>)] {
        self.texts.get_or_init(|| {
            let wanted = self.paths().all.iter().filter(|path| !is_aside(path));
            wanted.filter_map(|path| Some((path.clone(), self.text(path)?))).collect()
        })
    }

    /// Files whose text holds `word` as a whole word, tests aside.
    pub(super) fn files_naming(&self, word: &str) -> Vec<RepoPath> {
        let texts = self.texts().iter().filter(|(_, text)| has_word(text, word));
        texts.map(|(path, _)| path.clone()).collect()
    }

    /// Whether some file names `word` as a whole word, tests aside.
    pub(super) fn names(&self, word: &str) -> bool {
        let known = self.named.read().ok().and_then(|named| named.get(word).copied());
        known.unwrap_or_else(|| {
            let is_named = self.texts().iter().any(|(_, text)| has_word(text, word));
            if let Ok(mut named) = self.named.write() {
                named.insert(word.into(), is_named);
            }
            is_named
        })
    }

    /// Files that call something of this name to decorate a function with it, by
    /// their words.
    pub(super) fn files_decorating(&self, name: &str) -> Vec<RepoPath> {
        let call = format!("{name}(");
        let decorates = |line: &str| line.trim_start().starts_with('@') && line.contains(&call);
        let mut files = self.files_with(&format!(".{call}"));
        let texts: HashMap<&RepoPath, &Arc<str>> =
            self.texts().iter().map(|(path, text)| (path, text)).collect();
        files.retain(|path| texts.get(path).is_some_and(|text| text.lines().any(decorates)));
        files
    }

    /// Whether a file of the tree has this name, whatever it holds.
    pub(super) fn holds_file(&self, name: &str) -> bool {
        self.sources.files().iter().any(|path| path.as_str().rsplit('/').next() == Some(name))
    }

    /// Files whose text holds `needle`, tests aside. The first question reads
    /// every Python file of the tree once.
    pub(super) fn files_with(&self, needle: &str) -> Vec<RepoPath> {
        let known = self.found.read().ok().and_then(|found| found.get(needle).cloned());
        if let Some(known) = known {
            return known.to_vec();
        }
        let finder = memchr::memmem::Finder::new(needle);
        let files: Arc<[RepoPath]> = self
            .texts()
            .iter()
            .filter(|(_, text)| finder.find(text.as_bytes()).is_some())
            .map(|(path, _)| path.clone())
            .collect();
        if let Ok(mut found) = self.found.write() {
            found.insert(needle.into(), Arc::clone(&files));
        }
        files.to_vec()
    }
}

/// Whether a file is a test, a migration or somebody else's code: nothing in it
/// answers requests of this program.
#[must_use]
pub fn is_aside(path: &RepoPath) -> bool {
    aside_reason(path).is_some()
}

/// Whether a file belongs to the tests, by its path.
pub(super) fn is_test(path: &RepoPath) -> bool {
    let name = path.file_name();
    name.starts_with("test_")
        || name.ends_with("_test.py")
        || name == "conftest.py"
        || name == "tests.py"
        || path.folder().split('/').any(|part| matches!(part, "test" | "tests" | "testing"))
}

/// Why a file's functions are no handlers, where its path says so.
#[must_use]
pub fn aside_reason(path: &RepoPath) -> Option<&'static str> {
    if is_test(path) {
        return Some("a test: its functions are not handlers");
    }
    path.folder().split('/').find_map(|part| match part {
        "migrations" | "versions"
            if path.folder().contains("migration") || path.folder().contains("alembic") =>
        {
            Some("a migration: its functions are not handlers")
        }
        "vendor" | "vendored" | "_vendor" | "third_party" | "node_modules" | "site-packages" => {
            Some("vendored: not this project's code")
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_that_parse_at_the_same_time_both_get_the_same_tree() {
        let cache = ParseCache::default();
        let source = SourceText { key: "a".into(), text: "x = 1\n".into() };
        let mut meanwhile = None;
        let late = known(&cache.modules, &source.key, || {
            meanwhile = Some(cache.module(&source));
            python::parse(&source.text)
        });
        let meanwhile = meanwhile.unwrap();
        assert!(Arc::ptr_eq(&late, &meanwhile));
        assert!(Arc::ptr_eq(&late, &cache.module(&source)));
    }
}
