//! What a name stands for: local, of the module, imported, built in.

use std::sync::Arc;

use super::Walk;
use crate::analysis::bindings::Binding;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{ClassValue, FunctionValue, Kind, Value};
use crate::analysis::world::World;
use crate::model::RepoPath;
use crate::syntax::python::ast::{Expr, ExprKind, Name, Range};

impl Walk<'_> {
    /// The value of a name where the walk stands.
    pub(super) fn name(&mut self, name: &Name, range: Range) -> Value {
        let Some(frame) = self.frames.last() else { return Value::UNKNOWN };
        if !frame.globals.contains(name)
            && let Some(value) = frame.scope.get(name)
        {
            return value.clone();
        }
        if let Some(value) = self.globals_written.get(name)
            && frame.globals.contains(name)
        {
            return value.clone();
        }
        let file = Arc::clone(&frame.file);
        let value = self.world.global(&file, name, 0);
        // Naming something outside the tree is reading it: `current_user`.
        if value.path().is_some_and(|path| !path.ends_with(')')) {
            return self.read_external(value, range);
        }
        value
    }
}

impl World {
    /// What a module's name stands for; `depth` counts re-exports on the way.
    pub(in crate::analysis) fn global(
        &self,
        file: &Arc<ModuleFile>,
        name: &str,
        depth: u32,
    ) -> Value {
        let find = || self.find_global(file, name, depth);
        self.globals.get_named(&file.path, name, Value::UNKNOWN, find)
    }

    pub(in crate::analysis) fn find_global(
        &self,
        file: &Arc<ModuleFile>,
        name: &str,
        depth: u32,
    ) -> Value {
        if depth > 12 {
            return Value::UNKNOWN;
        }
        match file.bindings.names.get(name) {
            Some(Binding::Module(dotted)) => self.module_value(dotted, &file.path),
            Some(Binding::From { level, module, name }) => {
                self.imported(file, *level, module, name, depth)
            }
            Some(Binding::Functions(functions)) => match functions.last() {
                Some(function) => Value::new(Kind::Function(Arc::new(FunctionValue {
                    file: Arc::clone(file),
                    function: Arc::clone(function),
                    owner: None,
                    receiver: None,
                    scope: None,
                }))),
                None => Value::UNKNOWN,
            },
            Some(Binding::Class(class)) => Value::new(Kind::Class(Arc::new(ClassValue {
                file: Arc::clone(file),
                class: Arc::clone(class),
            }))),
            Some(Binding::Values(_)) => self.assigned(file, name),
            None => self.starred(file, name, depth).unwrap_or_else(|| builtin(name)),
        }
    }

    /// The last telling value assigned to a name of a module, by its top level
    /// or by a function that declares it global.
    fn assigned(&self, file: &Arc<ModuleFile>, name: &str) -> Value {
        let Some(Binding::Values(values)) = file.bindings.names.get(name) else {
            return Value::UNKNOWN;
        };
        // What code a module starts with is what runs, unless its set-up puts
        // other code in its place: for tests, or for debugging.
        let writers = file.bindings.global_writers.get(name);
        let in_writer = |value: &&Expr| {
            let mut writers = writers.into_iter().flatten();
            writers.any(|writer| writer.range.contains(value.range))
        };
        if writers.is_some()
            && let Some(first) = values.iter().rev().find(|value| !in_writer(value))
        {
            let mut walk = Walk::quietly(self);
            walk.enter_module(file);
            let first = walk.expression(first);
            if matches!(first.kind, Kind::Function(_) | Kind::Class(_)) {
                return first;
            }
        }
        let mut found = Value::UNKNOWN;
        for value in values.iter().rev() {
            if matches!(value.kind, ExprKind::None) {
                continue;
            }
            let mut walk = Walk::quietly(self);
            walk.enter_module(file);
            found = walk.expression(value);
            break;
        }
        if matches!(found.kind, Kind::Unknown)
            && let Some(writers) = writers
        {
            for writer in writers {
                let mut walk = Walk::quietly(self);
                walk.run_alone(file, writer, None, None);
                if let Some(value) = walk.globals_written.remove(name)
                    && !matches!(value.kind, Kind::Unknown | Kind::None)
                {
                    return value;
                }
            }
        }
        found
    }

    fn starred(&self, file: &Arc<ModuleFile>, name: &str, depth: u32) -> Option<Value> {
        if name.starts_with('_') {
            return None;
        }
        for (level, module) in &file.bindings.stars {
            match self.import_target(file, *level, module) {
                Target::Inside(path) => {
                    let other = self.project.file(&path)?;
                    if other.bindings.names.contains_key(name) || !other.bindings.stars.is_empty() {
                        let value = self.global(&other, name, depth + 1);
                        if !matches!(value.kind, Kind::Unknown) {
                            return Some(value);
                        }
                    }
                }
                Target::Outside(_) | Target::Folder(_) => {}
            }
        }
        None
    }

    fn imported(
        &self,
        file: &Arc<ModuleFile>,
        level: usize,
        module: &str,
        name: &str,
        depth: u32,
    ) -> Value {
        match self.import_target(file, level, module) {
            Target::Inside(path) => {
                let Some(other) = self.project.file(&path) else { return Value::UNKNOWN };
                if other.path != file.path && other.bindings.names.contains_key(name) {
                    return self.global(&other, name, depth + 1);
                }
                self.submodule(&path, name)
                    .or_else(|| self.starred(&other, name, depth + 1))
                    .unwrap_or(Value::UNKNOWN)
            }
            Target::Folder(folder) => self
                .project
                .module_at(&format!("{folder}/{name}"))
                .and_then(|path| self.project.file(&path))
                .map_or(Value::UNKNOWN, |file| Value::new(Kind::Module(file))),
            Target::Outside(dotted) if dotted.is_empty() => Value::UNKNOWN,
            Target::Outside(dotted) => Value::external(self.renamed(&format!("{dotted}.{name}"))),
        }
    }

    /// `import a.b.c`: the value of `a.b.c`.
    fn module_value(&self, dotted: &str, importer: &RepoPath) -> Value {
        match self.project.find_module(dotted, importer).and_then(|path| self.project.file(&path)) {
            Some(file) => Value::new(Kind::Module(file)),
            None if self.project.package_folder(dotted).is_some() => {
                Value::new(Kind::Package(dotted.into()))
            }
            None => Value::external(self.renamed(dotted)),
        }
    }

    /// The module of this name, as code outside any module finds it.
    pub(super) fn module_named(&self, dotted: &str) -> Value {
        self.module_value(dotted, &RepoPath::new(""))
    }

    /// The name a module outside the tree goes by today.
    fn renamed(&self, dotted: &str) -> String {
        let frameworks = self.models.catalog().frameworks();
        frameworks
            .iter()
            .flat_map(|framework| &framework.renamed)
            .find_map(|(old, new)| Some(format!("{new}{}", dotted.strip_prefix(old.as_str())?)))
            .unwrap_or_else(|| dotted.to_owned())
    }

    /// A module below the package whose `__init__.py` this is.
    pub(super) fn submodule(&self, package: &RepoPath, name: &str) -> Option<Value> {
        if package.file_name() != "__init__.py" {
            return None;
        }
        let path = self.project.module_at(&format!("{}/{name}", package.folder()))?;
        self.project.file(&path).map(|file| Value::new(Kind::Module(file)))
    }

    /// A module below a folder that is a package without `__init__.py`.
    pub(super) fn in_package(&self, dotted: &str, name: &str) -> Value {
        let inner = format!("{dotted}.{name}");
        self.module_value(&inner, &RepoPath::new(""))
    }

    fn import_target(&self, file: &Arc<ModuleFile>, level: usize, module: &str) -> Target {
        if level == 0 {
            return match self.project.find_module(module, &file.path) {
                Some(path) => Target::Inside(path),
                None => match self.project.package_folder(module) {
                    Some(folder) => Target::Folder(folder),
                    None => Target::Outside(module.to_owned()),
                },
            };
        }
        let mut folder = file.path.folder();
        for _ in 1..level {
            folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        let relative = module.replace('.', "/");
        let stem = match (folder.is_empty(), relative.is_empty()) {
            (true, _) => relative,
            (false, true) => folder.to_owned(),
            (false, false) => format!("{folder}/{relative}"),
        };
        match self.project.module_at(&stem) {
            Some(path) => Target::Inside(path),
            None => Target::Folder(stem),
        }
    }
}

/// Where an import leads.
enum Target {
    Inside(RepoPath),
    Folder(String),
    Outside(String),
}

fn builtin(name: &str) -> Value {
    Value::external(format!("builtins.{name}"))
}

impl World {
    /// The file and name that an imported name was defined under.
    pub(in crate::analysis) fn definition_of(
        &self,
        file: &Arc<ModuleFile>,
        name: &str,
    ) -> Option<(RepoPath, String)> {
        let mut file = Arc::clone(file);
        let mut name: Name = name.into();
        for _ in 0..12 {
            match file.bindings.names.get(&name)? {
                Binding::From { level, module, name: inner } => {
                    let inner = Arc::clone(inner);
                    let Target::Inside(path) = self.import_target(&file, *level, module) else {
                        return None;
                    };
                    file = self.project.file(&path)?;
                    name = inner;
                }
                _ => return Some((file.path.clone(), name.to_string())),
            }
        }
        None
    }
}
