//! Routes declared away from their functions: tables, router calls, mounts.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::tables::table_rows;
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::World;
use crate::model::{Method, RepoPath, Route, Side};
use crate::syntax::python::ast::{Call, Expr, ExprKind, Stmt, StmtKind};

/// A route declared for a function or class somewhere else.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Declared {
    pub(in crate::analysis) framework: usize,
    pub(in crate::analysis) route: Route,
    pub(in crate::analysis) methods: Vec<Method>,
    /// The file of the table that declares it, where a table does.
    pub(in crate::analysis) table: Option<RepoPath>,
}

/// Every route declared away from its function, by file and name of the target.
#[derive(Debug, Default)]
pub(in crate::analysis) struct RouteIndex {
    targets: HashMap<(RepoPath, String), Vec<Declared>>,
    /// Files that hold route tables: their `except` clauses map exceptions.
    pub(in crate::analysis) dispatchers: Vec<RepoPath>,
    /// Prefixes of mounted groups, by file and variable name.
    prefixes: HashMap<(RepoPath, String), String>,
    built: OnceLock<()>,
}

impl RouteIndex {
    /// Finds the declarations of a whole tree.
    pub(in crate::analysis) fn of(world: &World, side: Side) -> Self {
        let mut index = Self::default();
        let frameworks = world.models.catalog().frameworks();
        let mut needles: Vec<String> = Vec::new();
        for framework in frameworks {
            if framework.route_tables {
                needles.extend([
                    "'GET'".to_owned(),
                    "\"GET\"".to_owned(),
                    "'POST'".to_owned(),
                    "\"POST\"".to_owned(),
                ]);
            }
            let calls = framework.route_calls.iter().map(|call| &call.path);
            let mounts = framework.mount_calls.iter().map(|call| &call.path);
            for pattern in calls.chain(mounts) {
                if let Some(name) = pattern.last() {
                    needles.push(format!("{}(", name.trim_end_matches("()")));
                }
            }
        }
        needles.sort();
        needles.dedup();
        let mut paths: Vec<RepoPath> =
            needles.iter().flat_map(|needle| world.project.files_with(needle)).collect();
        paths.sort();
        paths.dedup();
        for path in paths {
            if let Some(file) = world.project.file(&path) {
                index.read(world, &file, side);
            }
        }
        let _ = index.built.set(());
        index
    }

    /// The declarations for a function or class of a file.
    pub(in crate::analysis) fn of_target(&self, file: &RepoPath, name: &str) -> &[Declared] {
        self.targets.get(&(file.clone(), name.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// The prefix under which a group bound to this name is mounted.
    pub(in crate::analysis) fn prefix(&self, file: &RepoPath, name: &str) -> &str {
        self.prefixes.get(&(file.clone(), name.to_owned())).map_or("", String::as_str)
    }

    fn read(&mut self, world: &World, file: &Arc<ModuleFile>, side: Side) {
        for (framework, rows) in world.models.catalog().frameworks().iter().enumerate() {
            if rows.route_tables {
                let found = table_rows(world, file, side);
                if !found.is_empty() {
                    self.dispatchers.push(file.path.clone());
                }
                for (target, route, method) in found {
                    self.declare(
                        &target,
                        Declared {
                            framework,
                            route,
                            methods: vec![method],
                            table: Some(file.path.clone()),
                        },
                    );
                }
            }
        }
        self.calls(world, file, &file.module.body, side);
    }

    fn declare(&mut self, target: &Value, declared: Declared) {
        let key = match &target.kind {
            Kind::Function(function) => {
                (function.file.path.clone(), function.function.name.to_string())
            }
            Kind::Class(class) => (class.file.path.clone(), class.class.name.to_string()),
            _ => return,
        };
        let known = self.targets.entry(key).or_default();
        match known.iter_mut().find(|known| known.route.template == declared.route.template) {
            Some(known) => known.methods.extend(declared.methods),
            None => known.push(declared),
        }
    }

    fn calls(&mut self, world: &World, file: &Arc<ModuleFile>, body: &[Stmt], side: Side) {
        for statement in body {
            match &statement.kind {
                StmtKind::Expr(expression) | StmtKind::Return(Some(expression)) => {
                    self.call(world, file, expression, side);
                }
                StmtKind::Assign { value: Some(value), .. } => self.call(world, file, value, side),
                StmtKind::Function(function) => self.calls(world, file, &function.body, side),
                StmtKind::If(parts) => {
                    self.calls(world, file, &parts.then, side);
                    self.calls(world, file, &parts.otherwise, side);
                }
                StmtKind::With(_, body) => self.calls(world, file, body, side),
                StmtKind::Try(parts) => self.calls(world, file, &parts.body, side),
                _ => {}
            }
        }
    }

    fn call(&mut self, world: &World, file: &Arc<ModuleFile>, expression: &Expr, side: Side) {
        let ExprKind::Call(call) = &expression.kind else { return };
        let ExprKind::Attribute(_, name) = &call.function.kind else { return };
        let frameworks = world.models.catalog().frameworks();
        let last = format!("{name}()");
        for (framework, rows) in frameworks.iter().enumerate() {
            for row in rows.route_calls.iter().filter(|row| row.path.last() == Some(&last)) {
                if !called_path(world, file, call).is_some_and(|path| row.path.matches(&path)) {
                    continue;
                }
                let arguments = evaluate(world, file, call);
                let view = row
                    .view_keyword
                    .as_ref()
                    .and_then(|keyword| arguments.keyword(keyword))
                    .or_else(|| arguments.positional.get(row.view));
                let (Some(view), Some(template)) =
                    (view, arguments.positional.get(row.route).and_then(Value::as_str))
                else {
                    continue;
                };
                let place = Site { file: Arc::clone(file), range: expression.range }.place(side);
                let route = Route { template: template.to_string(), place: Some(place) };
                let methods = methods_of(&arguments, &row.default_methods);
                self.declare(
                    &view_target(view),
                    Declared { framework, route, methods, table: None },
                );
            }
            for row in rows.mount_calls.iter().filter(|row| row.path.last() == Some(&last)) {
                if !called_path(world, file, call).is_some_and(|path| row.path.matches(&path)) {
                    continue;
                }
                let arguments = evaluate(world, file, call);
                if let (Some(prefix), Some(group)) = (
                    arguments.keyword(&row.prefix_keyword).and_then(Value::as_str),
                    call.arguments.first(),
                ) && let Some((path, name)) = origin_of(world, file, &group.value)
                {
                    self.prefixes.insert((path, name), prefix.to_string());
                }
            }
        }
    }
}

/// The access path that a call calls, with `()`.
pub(super) fn called_path(world: &World, file: &Arc<ModuleFile>, call: &Call) -> Option<String> {
    let mut walk = Walk::quietly(world);
    walk.enter_module(file);
    let value = walk.expression(&call.function);
    value.path().map(|path| format!("{path}()"))
}

/// The arguments of a call at module level.
pub(super) fn evaluate(world: &World, file: &Arc<ModuleFile>, call: &Call) -> Arguments {
    let mut walk = Walk::quietly(world);
    walk.enter_module(file);
    let mut arguments = Arguments::default();
    for argument in &call.arguments {
        let value = walk.expression(&argument.value);
        match &argument.name {
            Some(name) => arguments.keywords.push((Arc::clone(name), value)),
            None => arguments.positional.push(value),
        }
    }
    arguments
}

/// The methods a declaration names, or these.
pub(super) fn methods_of(arguments: &Arguments, default: &[String]) -> Vec<Method> {
    match arguments.keyword("methods").map(|value| &value.kind) {
        Some(Kind::Sequence(parts)) => {
            parts.iter().filter_map(Value::as_str).map(|name| Method::new(name)).collect()
        }
        _ => default.iter().map(|name| Method::new(name)).collect(),
    }
}

/// `View.as_view('name')` stands for the class it was called on.
fn view_target(view: &Value) -> Value {
    match &view.kind {
        Kind::External(external) => match &external.class {
            Some(class) => Value::new(Kind::Class(Arc::clone(class))),
            None => view.clone(),
        },
        _ => view.clone(),
    }
}

/// The file and name under which a group of routes was made.
pub(super) fn origin_of(
    world: &World,
    file: &Arc<ModuleFile>,
    group: &Expr,
) -> Option<(RepoPath, String)> {
    use crate::analysis::bindings::Binding;
    match &group.kind {
        ExprKind::Name(name) => match file.bindings.names.get(name) {
            Some(Binding::From { .. }) => {
                // Follow the import to the module that makes the group.
                world.definition_of(file, name)
            }
            _ => Some((file.path.clone(), name.to_string())),
        },
        ExprKind::Attribute(object, name) => {
            let mut walk = Walk::quietly(world);
            walk.enter_module(file);
            match walk.expression(object).kind {
                Kind::Module(other) => Some((other.path.clone(), name.to_string())),
                _ => None,
            }
        }
        _ => None,
    }
}
