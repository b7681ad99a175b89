//! Reads route declarations out of a module: tables, router calls, mounts.

use std::sync::Arc;

use super::calls::{called_path, declaration, evaluate, methods_in, methods_of, origin_of, rooted};
use super::forwarded::{may_forward, route_call};
use super::literal::literal_route;
use super::routes::{Declared, Group, Mount, NAMED, RouteIndex};
use super::tables::table_rows;
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::World;
use crate::catalog::{RouteCall, RouteName};
use crate::model::{Method, RepoPath, Route, Side};
use crate::syntax::python::ast::{Call, Expr, ExprKind, Range, Stmt, StmtKind};

/// The name under which a module that is included as a whole keeps its routes.
pub(super) const ROUTE_LIST: &str = "urlpatterns";

/// The files whose words say that they may declare routes.
pub(super) fn candidates(world: &World) -> Vec<RepoPath> {
    let mut needles: Vec<String> = Vec::new();
    for (_, framework) in world.frameworks_present() {
        if framework.route_tables {
            needles.extend(["'GET'", "\"GET\"", "'POST'", "\"POST\""].map(str::to_owned));
        }
        let calls = framework.route_calls.iter().map(|call| &call.path);
        let mounts = framework.mount_calls.iter().map(|call| &call.path);
        let names = framework.route_names.iter().map(|call| &call.path);
        let names = names.chain(framework.route_lists.iter().map(|call| &call.path));
        needles.extend(super::hooks::needles(framework));
        for pattern in calls.chain(mounts).chain(names) {
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
    paths
}

/// Reads the declarations of one module into the index.
pub(super) fn read(index: &mut RouteIndex, world: &World, file: &Arc<ModuleFile>, side: Side) {
    for (framework, rows) in world.frameworks_present() {
        if rows.route_tables {
            let found = table_rows(world, file, side);
            if !found.is_empty() {
                index.dispatchers.push(file.path.clone());
            }
            for (target, route, method) in found {
                let table = Some(file.path.clone());
                let declared = Declared { table, ..Declared::new(framework, route, vec![method]) };
                index.declare(&target, declared);
            }
        }
    }
    let mut scan = Scan { index, world, file, side };
    scan.block(&file.module.body);
}

pub(super) struct Scan<'scan> {
    pub(super) index: &'scan mut RouteIndex,
    pub(super) world: &'scan World,
    pub(super) file: &'scan Arc<ModuleFile>,
    side: Side,
}

impl Scan<'_> {
    pub(super) fn group(&self, name: &str) -> Group {
        (self.file.path.clone(), name.to_owned())
    }

    fn block(&mut self, body: &[Stmt]) {
        for statement in body {
            match &statement.kind {
                StmtKind::Expr(expression) | StmtKind::Return(Some(expression)) => {
                    self.expression(expression, &self.group(ROUTE_LIST));
                }
                StmtKind::Assign { targets, value: Some(value), .. } => {
                    let name = targets.first().and_then(Expr::dotted);
                    self.expression(value, &self.group(name.as_deref().unwrap_or(ROUTE_LIST)));
                }
                StmtKind::AugAssign { target, value } => {
                    let name = target.dotted();
                    self.expression(value, &self.group(name.as_deref().unwrap_or(ROUTE_LIST)));
                }
                StmtKind::Function(function) => self.block(&function.body),
                StmtKind::Class(class) => self.block(&class.body),
                StmtKind::For(parts) => self.block(&parts.body),
                StmtKind::If(parts) => {
                    self.block(&parts.then);
                    self.block(&parts.otherwise);
                }
                StmtKind::With(_, body) => self.block(body),
                StmtKind::Try(parts) => self.block(&parts.body),
                _ => {}
            }
        }
    }

    /// Declarations in an expression whose routes belong to `group`.
    pub(super) fn expression(&mut self, expression: &Expr, group: &Group) {
        match &expression.kind {
            ExprKind::Call(call) if !self.call(call, expression.range, group) => {
                for argument in &call.arguments {
                    self.expression(&argument.value, group);
                }
            }
            ExprKind::List(parts) | ExprKind::Tuple(parts) => {
                for part in parts {
                    self.expression(part, group);
                }
            }
            ExprKind::Binary(left, _, right) => {
                self.expression(left, group);
                self.expression(right, group);
            }
            // `urlpatterns = [...] + router.urls`
            ExprKind::Attribute(object, name) if &**name == "urls" => {
                let inner = origin_of(self.world, self.file, object);
                if let Some(inner) = inner.filter(|inner| inner != group) {
                    let mount = Mount {
                        prefix: String::new(),
                        replaces: false,
                        dependencies: Vec::new(),
                        parent: Some(group.clone()),
                    };
                    self.index.mount(inner, mount);
                }
            }
            ExprKind::Starred(inner) | ExprKind::Await(inner) => self.expression(inner, group),
            _ => {}
        }
    }

    /// A call that declares or mounts; false where it does neither.
    fn call(&mut self, call: &Call, range: Range, group: &Group) -> bool {
        self.index.hooks.call(self.world, self.file, call, group);
        let name = match &call.function.kind {
            ExprKind::Attribute(_, name) | ExprKind::Name(name) => name,
            _ => return false,
        };
        let world = self.world;
        let last = format!("{name}()");
        for (framework, rows) in world.frameworks_present() {
            let is = |path: &crate::catalog::Pattern| path.last() == Some(&last);
            if !rows.route_calls.iter().any(|row| is(&row.path))
                && !rows.mount_calls.iter().any(|row| is(&row.path))
                && !rows.route_names.iter().any(|row| is(&row.path))
                && !rows.route_lists.iter().any(|row| is(&row.path))
            {
                continue;
            }
            let Some(path) = called_path(world, self.file, call) else { continue };
            if let Some(row) = rows.route_calls.iter().find(|row| row.path.matches(&path)) {
                self.route(call, range, group, framework, row);
                return true;
            }
            if let Some(row) = rows.mount_calls.iter().find(|row| row.path.matches(&path)) {
                self.mount(call, range, framework, row);
                return true;
            }
            if let Some(row) = rows.route_lists.iter().find(|row| row.path.matches(&path)) {
                self.list(call, range, group, (framework, row));
                return false;
            }
            if let Some(row) = rows.route_names.iter().find(|row| row.path.matches(&path)) {
                self.name(call, range, framework, row);
                return true;
            }
        }
        self.forwarded(call, range, group)
    }

    /// A call of the program's own method that hands its view on.
    fn forwarded(&mut self, call: &Call, range: Range, group: &Group) -> bool {
        let written = call.arguments.iter().find_map(|argument| literal_route(&argument.value));
        let Some(template) = written else { return false };
        let ExprKind::Attribute(_, name) = &call.function.kind else { return false };
        // Finding out what a call leads to is dear, and texts with slashes are many.
        let known = self.index.forwarding.get(name).copied();
        let forwards = known.unwrap_or_else(|| may_forward(self.world, name));
        self.index.forwarding.insert(Arc::clone(name), forwards);
        if !forwards {
            return false;
        }
        let mut walk = Walk::quietly(self.world);
        walk.enter_at(self.file, range);
        let Some((framework, row, view)) = route_call(self.world, &mut walk, call) else {
            return false;
        };
        let place = Site { file: Arc::clone(self.file), range }.place(self.side);
        let target = view_target(self.world, self.file, &walk.expression(view));
        let positional = call.arguments.iter().filter(|argument| argument.name.is_none());
        let further = positional.filter_map(|argument| literal_route(&argument.value));
        let further = further.filter(|other| row.several && *other != template);
        for template in std::iter::once(template.clone()).chain(further) {
            let route = Route { template: template.to_string(), place: Some(place.clone()) };
            let methods = row.default_methods.iter().map(|name| Method::new(name)).collect();
            let group = Some(group.clone());
            let declared = Declared { group, ..Declared::new(framework, route, methods) };
            self.index.declare(&target, declared);
        }
        true
    }

    /// A call that names a route.
    fn name(&mut self, call: &Call, range: Range, framework: usize, row: &RouteName) {
        let arguments = evaluate(self.world, self.file, call);
        let by_keyword = || row.route_keywords.iter().find_map(|name| arguments.keyword(name));
        let route = arguments.positional.get(row.route).or_else(by_keyword);
        let name = arguments.positional.get(row.name).or_else(|| arguments.keyword("name"));
        let (Some(name), Some(route)) =
            (name.and_then(Value::as_str), route.and_then(Value::as_str))
        else {
            return;
        };
        let place = Site { file: Arc::clone(self.file), range }.place(self.side);
        let route = Route { template: rooted(route), place: Some(place) };
        self.index.name(framework, name, route);
    }

    fn route(
        &mut self,
        call: &Call,
        range: Range,
        group: &Group,
        framework: usize,
        row: &RouteCall,
    ) {
        let arguments = evaluate(self.world, self.file, call);
        let Some(template) = template(call, &arguments, row) else { return };
        let Some(view) = view_expression(call, row) else { return };
        let outer = self.group_around(call, group);
        if self.included(view, &template, &outer, (framework, row.mounts)) {
            return;
        }
        let (view, decorators) = self.unwrapped(view);
        let place = Site { file: Arc::clone(self.file), range }.place(self.side);
        let template = format!("{template}{}", row.suffix.as_deref().unwrap_or_default());
        let route = Route { template, place: Some(place) };
        let named = row.method_argument.and_then(|at| arguments.positional.get(at));
        let methods = match named {
            Some(named) => methods_in(named),
            None => methods_of(&arguments, &row.says, &row.default_methods),
        };
        let text = |keyword: &Option<String>| {
            let value = arguments.keyword(keyword.as_deref()?)?;
            value.as_str().map(ToString::to_string)
        };
        let declared = Declared {
            group: Some(outer),
            grows: row.suffix.is_some(),
            decorators,
            class_method: text(&row.says.class_method),
            suffix: text(&row.suffix_keyword),
            declaration: declaration(self.world, self.file, call, range),
            ..Declared::new(framework, route, methods)
        };
        let view = view_target(self.world, self.file, &view);
        if let Kind::Module(module) = &view.kind {
            self.functions_of_module(module, framework, &declared);
        }
        let further = arguments.positional.iter().skip(row.route + 1).filter_map(Value::as_str);
        for template in further.filter(|_| row.several) {
            let route = Route { template: template.to_string(), ..declared.route.clone() };
            self.index.declare(&view, Declared { route, ..declared.clone() });
        }
        self.index.declare(&view, declared);
    }

    /// A router's own method declares in that router.
    pub(super) fn group_around(&self, call: &Call, group: &Group) -> Group {
        let ExprKind::Attribute(object, _) = &call.function.kind else { return group.clone() };
        let mut walk = Walk::quietly(self.world);
        walk.enter_at(self.file, object.range);
        let is_object = match walk.expression(object).kind {
            Kind::External(external) => external.path.contains("()"),
            Kind::Instance(_) => true,
            _ => false,
        };
        let own = is_object.then(|| origin_of(self.world, self.file, object)).flatten();
        own.unwrap_or_else(|| group.clone())
    }

    /// A module whose functions answer as methods of a class would.
    fn functions_of_module(&mut self, module: &Arc<ModuleFile>, at: usize, declared: &Declared) {
        let rows = &self.world.models.catalog().frameworks()[at].class_views;
        for row in rows.iter().filter(|row| row.base.is_none()) {
            for (name, method) in &row.methods {
                let function = self.world.global(module, name, 0);
                let methods = vec![Method::new(method)];
                self.index.declare(&function, Declared { methods, ..declared.clone() });
            }
        }
    }
}

/// The route a call declares; of a computed one, what is fixed of it.
fn template(call: &Call, arguments: &Arguments, row: &RouteCall) -> Option<String> {
    if let Some(keyword) = &row.says.names {
        let named = arguments.keyword(keyword).or_else(|| arguments.positional.get(row.route));
        let name = named.and_then(Value::as_str).map_or("", |name| &**name);
        return Some(format!("{NAMED}{name}"));
    }
    let keyword = row.says.route_keyword.as_deref();
    if let Some(text) = keyword.and_then(|name| arguments.keyword(name)?.as_str()) {
        return Some(text.to_string());
    }
    let known = arguments.positional.get(row.route)?;
    let written = call.arguments.iter().filter(|argument| argument.name.is_none()).nth(row.route);
    Some(match (known.as_str(), written.map(|argument| &argument.value.kind)) {
        (Some(text), _) => text.to_string(),
        (None, Some(ExprKind::Format(fixed, _))) => fixed.to_string(),
        _ => String::new(),
    })
}

fn view_expression<'call>(call: &'call Call, row: &RouteCall) -> Option<&'call Expr> {
    let named = call.arguments.iter().find(|argument| {
        argument.name.is_some() && argument.name.as_deref() == row.view_keyword.as_deref()
    });
    let positional =
        || call.arguments.iter().filter(|argument| argument.name.is_none()).nth(row.view);
    named.or_else(positional).map(|argument| &argument.value)
}

/// `View.as_view('name')` stands for the class it was called on, an object for
/// its class, a text for what it names.
fn view_target(world: &World, file: &Arc<ModuleFile>, view: &Value) -> Value {
    match &view.kind {
        Kind::Instance(object) => Value::new(Kind::Class(Arc::clone(&object.class))),
        Kind::Str(dotted) => world.by_dotted_name(dotted, &file.path),
        Kind::External(external) => match &external.class {
            Some(class) => Value::new(Kind::Class(Arc::clone(class))),
            None => view.clone(),
        },
        _ => view.clone(),
    }
}
