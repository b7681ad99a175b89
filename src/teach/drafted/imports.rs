//! Which files of a tree a file imports from, and which import from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Sources, is_aside};
use crate::model::RepoPath;
use crate::syntax::python::ast::{Stmt, StmtKind};
use crate::syntax::python::{has_word, parse};

/// The modules of a tree by their dotted names.
pub(super) struct Modules {
    /// Each by the end of its dotted path: `app.views`, `views`; the shortest path first.
    by_name: BTreeMap<String, Vec<RepoPath>>,
}

impl Modules {
    /// Those of a tree, tests and what is not the project's own aside.
    pub(super) fn of(sources: &dyn Sources) -> Self {
        let mut by_name: BTreeMap<String, Vec<RepoPath>> = BTreeMap::new();
        for path in sources.python_files().iter().filter(|path| !is_aside(path)) {
            let dotted = dotted(path);
            let parts: Vec<&str> = dotted.split('.').collect();
            for start in 0..parts.len() {
                by_name.entry(parts[start..].join(".")).or_default().push(path.clone());
            }
        }
        for paths in by_name.values_mut() {
            paths.sort_by_key(|path| (path.as_str().len(), path.clone()));
        }
        Self { by_name }
    }

    fn find(&self, name: &str) -> Option<&RepoPath> {
        self.by_name.get(name)?.first()
    }

    /// The files that a file imports from, and the packages that it and they stand in.
    pub(super) fn imported(&self, path: &RepoPath, text: &str) -> BTreeSet<RepoPath> {
        let mut names = Vec::new();
        collect(&parse(&text.into()).body, path, &mut names);
        let mut found: BTreeSet<RepoPath> =
            names.iter().filter_map(|name| self.find(name)).cloned().collect();
        for path in found.clone().iter().chain([path]) {
            let mut folder = path.folder();
            while !folder.is_empty() {
                found.extend(self.package(folder));
                folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
            }
        }
        found
    }

    fn package(&self, folder: &str) -> Option<RepoPath> {
        let init = RepoPath::new(format!("{folder}/__init__.py"));
        let known = self.by_name.get(&folder.replace('/', "."))?;
        known.contains(&init).then_some(init)
    }

    /// The files that import from a file, as far as their words say.
    pub(super) fn importing(&self, path: &RepoPath, sources: &dyn Sources) -> BTreeSet<RepoPath> {
        let dotted = dotted(path);
        let last = dotted.rsplit('.').next().unwrap_or(&dotted);
        let mut found = BTreeSet::new();
        for other in sources.python_files().iter() {
            if is_aside(other) || other == path {
                continue;
            }
            let Some(text) = sources.read(other).map(|read| read.text) else { continue };
            if has_word(&text, last) && self.imported(other, &text).contains(path) {
                found.insert(other.clone());
            }
        }
        found
    }
}

/// `app/views.py` as `app.views`, `app/__init__.py` as `app`.
fn dotted(path: &RepoPath) -> String {
    let text = path.as_str();
    let text = text.rsplit_once('.').map_or(text, |(stem, _)| stem);
    let text = text.strip_suffix("/__init__").unwrap_or(text);
    text.replace('/', ".")
}

/// The dotted names that are imported anywhere in these statements.
fn collect(body: &[Stmt], path: &RepoPath, names: &mut Vec<String>) {
    for statement in body {
        match &statement.kind {
            StmtKind::Import(imported) => {
                names.extend(imported.iter().map(|(name, _)| name.to_string()));
            }
            StmtKind::ImportFrom(from) => {
                let above = match from.level {
                    0 => String::new(),
                    level => {
                        let folder = path.folder();
                        let parts: Vec<&str> = folder.split('/').collect();
                        let kept = parts.len().saturating_sub(level - 1);
                        parts[..kept].join(".")
                    }
                };
                let module = [above.as_str(), &from.module];
                let module: Vec<&str> =
                    module.into_iter().filter(|part| !part.is_empty()).collect();
                let module = module.join(".");
                names.extend(from.names.iter().map(|(name, _)| format!("{module}.{name}")));
                names.push(module);
            }
            StmtKind::Function(function) => collect(&function.body, path, names),
            StmtKind::Class(class) => collect(&class.body, path, names),
            StmtKind::If(branch) => {
                collect(&branch.then, path, names);
                collect(&branch.otherwise, path, names);
            }
            StmtKind::Try(tried) => {
                collect(&tried.body, path, names);
                tried.handlers.iter().for_each(|clause| collect(&clause.body, path, names));
                collect(&tried.otherwise, path, names);
            }
            StmtKind::With(_, body) => collect(body, path, names),
            _ => {}
        }
    }
}
