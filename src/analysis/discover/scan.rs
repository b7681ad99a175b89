//! Reads route declarations out of a module: tables, router calls, mounts.

use std::sync::Arc;

use super::forwarded::route_call;
use super::literal::literal_route;
use super::routes::{
    Declared, Group, Mount, Placed, RouteIndex, called_path, evaluate, methods_of, origin_of,
};
use super::tables::table_rows;
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::World;
use crate::catalog::{MountCall, RouteCall};
use crate::model::{Method, RepoPath, Route, Side};
use crate::syntax::python::ast::{Call, Expr, ExprKind, Range, Stmt, StmtKind};

/// The name under which a module that is included as a whole keeps its routes.
const ROUTE_LIST: &str = "urlpatterns";

/// The files whose words say that they may declare routes.
pub(super) fn candidates(world: &World) -> Vec<RepoPath> {
    let mut needles: Vec<String> = Vec::new();
    for framework in world.models.catalog().frameworks() {
        if framework.route_tables {
            needles.extend(["'GET'", "\"GET\"", "'POST'", "\"POST\""].map(str::to_owned));
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
    paths
}

/// Reads the declarations of one module into the index.
pub(super) fn read(index: &mut RouteIndex, world: &World, file: &Arc<ModuleFile>, side: Side) {
    for (framework, rows) in world.models.catalog().frameworks().iter().enumerate() {
        if rows.route_tables {
            let found = table_rows(world, file, side);
            if !found.is_empty() {
                index.dispatchers.push(file.path.clone());
            }
            for (target, route, method) in found {
                let declared = Declared {
                    framework,
                    route,
                    methods: vec![method],
                    table: Some(file.path.clone()),
                    group: None,
                    grows: false,
                    decorators: Vec::new(),
                };
                index.declare(&target, declared);
            }
        }
    }
    let mut scan = Scan { index, world, file, side };
    scan.block(&file.module.body);
}

struct Scan<'scan> {
    index: &'scan mut RouteIndex,
    world: &'scan World,
    file: &'scan Arc<ModuleFile>,
    side: Side,
}

impl Scan<'_> {
    fn group(&self, name: &str) -> Group {
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
    fn expression(&mut self, expression: &Expr, group: &Group) {
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
        let name = match &call.function.kind {
            ExprKind::Attribute(_, name) | ExprKind::Name(name) => name,
            _ => return false,
        };
        let world = self.world;
        let last = format!("{name}()");
        for (framework, rows) in world.models.catalog().frameworks().iter().enumerate() {
            let is = |path: &crate::catalog::Pattern| path.last() == Some(&last);
            if !rows.route_calls.iter().any(|row| is(&row.path))
                && !rows.mount_calls.iter().any(|row| is(&row.path))
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
        }
        self.forwarded(call, range, group)
    }

    /// A call of the program's own method that hands its view on.
    fn forwarded(&mut self, call: &Call, range: Range, group: &Group) -> bool {
        let written = call.arguments.iter().find_map(|argument| literal_route(&argument.value));
        let Some(template) = written else { return false };
        let mut walk = Walk::quietly(self.world);
        walk.enter_module(self.file);
        let Some((framework, row, view)) = route_call(self.world, &mut walk, call) else {
            return false;
        };
        let place = Site { file: Arc::clone(self.file), range }.place(self.side);
        let declared = Declared {
            framework,
            route: Route { template: template.to_string(), place: Some(place) },
            methods: row.default_methods.iter().map(|name| Method::new(name)).collect(),
            table: None,
            group: Some(group.clone()),
            grows: false,
            decorators: Vec::new(),
        };
        self.index.declare(&view_target(&walk.expression(view)), declared);
        true
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
        if self.included(view, &template, group, framework) {
            return;
        }
        let (view, decorators) = self.unwrapped(view);
        let place = Site { file: Arc::clone(self.file), range }.place(self.side);
        let template = format!("{template}{}", row.suffix.as_deref().unwrap_or_default());
        let route = Route { template, place: Some(place) };
        let methods = methods_of(&arguments, &row.default_methods);
        // A router's own method declares in that router.
        let group = match &call.function.kind {
            ExprKind::Attribute(object, _) => origin_of(self.world, self.file, object)
                .filter(|(_, name)| self.file.bindings.names.contains_key(name.as_str())),
            _ => None,
        }
        .unwrap_or_else(|| group.clone());
        let grows = row.suffix.is_some();
        let declared = Declared {
            framework,
            route,
            methods,
            table: None,
            group: Some(group),
            grows,
            decorators,
        };
        self.index.declare(&view_target(&view), declared);
    }

    /// `include('app.urls')`, `include(patterns)`, `include(router.urls)`,
    /// `include([...])` instead of a view; false where it is none of them.
    fn included(&mut self, view: &Expr, prefix: &str, group: &Group, framework: usize) -> bool {
        let world = self.world;
        let includes = &world.models.catalog().frameworks()[framework].includes;
        let inner = match &view.kind {
            ExprKind::Call(call) => match called_path(world, self.file, call) {
                Some(path) if includes.iter().any(|row| row.matches(&path)) => {
                    call.arguments.first().map(|argument| &argument.value)
                }
                _ => None,
            },
            // `(patterns, 'namespace')`, or a list of routes as it is.
            ExprKind::Tuple(_) | ExprKind::List(_) => Some(view),
            _ => None,
        };
        let Some(inner) = inner else { return false };
        let inner = match &inner.kind {
            ExprKind::Tuple(parts) if !parts.is_empty() => &parts[0],
            _ => inner,
        };
        let target = match &inner.kind {
            ExprKind::Str(dotted) => {
                let path = world.project.find_module(dotted, &self.file.path);
                path.map(|path| (path, ROUTE_LIST.to_owned()))
            }
            ExprKind::List(_) | ExprKind::Binary(..) => {
                let inline = self.group(&format!("@{}", inner.range.start));
                self.expression(inner, &inline);
                Some(inline)
            }
            ExprKind::Attribute(object, name) if &**name == "urls" => {
                origin_of(world, self.file, object)
            }
            _ => self.module_or_list(inner),
        };
        if let Some(target) = target.filter(|target| target != group) {
            let mount = Mount {
                prefix: prefix.to_owned(),
                replaces: false,
                dependencies: Vec::new(),
                parent: Some(group.clone()),
            };
            self.index.mount(target, mount);
        }
        true
    }

    fn module_or_list(&self, inner: &Expr) -> Option<Group> {
        let mut walk = Walk::quietly(self.world);
        walk.enter_module(self.file);
        match walk.expression(inner).kind {
            Kind::Module(module) => Some((module.path.clone(), ROUTE_LIST.to_owned())),
            _ => origin_of(self.world, self.file, inner),
        }
    }

    /// A view without the decorators that the declaration calls on it.
    fn unwrapped(&self, view: &Expr) -> (Value, Vec<Value>) {
        let mut walk = Walk::quietly(self.world);
        walk.enter_module(self.file);
        let mut decorators = Vec::new();
        let mut view = view;
        while let ExprKind::Call(call) = &view.kind {
            let [inner] = call.arguments.as_slice() else { break };
            if inner.name.is_some()
                || !matches!(
                    inner.value.kind,
                    ExprKind::Call(_) | ExprKind::Name(_) | ExprKind::Attribute(..)
                )
            {
                break;
            }
            decorators.push(walk.expression(&call.function));
            view = &inner.value;
        }
        (walk.expression(view), decorators)
    }

    fn mount(&mut self, call: &Call, range: Range, framework: usize, row: &MountCall) {
        let Some(group) = call.arguments.get(row.group) else { return };
        let Some(group) = origin_of(self.world, self.file, &group.value) else { return };
        let arguments = evaluate(self.world, self.file, call);
        let prefix = arguments.keyword(&row.prefix_keyword).and_then(Value::as_str);
        let parent = match &call.function.kind {
            ExprKind::Attribute(object, _) => origin_of(self.world, self.file, object),
            _ => None,
        };
        let mount = Mount {
            prefix: prefix.map(ToString::to_string).unwrap_or_default(),
            replaces: row.replaces,
            dependencies: self.dependencies(call, range, &arguments, framework),
            parent,
        };
        self.index.mount(group, mount);
    }

    fn dependencies(
        &self,
        call: &Call,
        range: Range,
        arguments: &Arguments,
        framework: usize,
    ) -> Vec<Placed> {
        let rows = &self.world.models.catalog().frameworks()[framework];
        let Some(signature) = &rows.signature else { return Vec::new() };
        let given =
            call.arguments.iter().find(|one| one.name.as_deref() == Some(&signature.keyword));
        let range = given.map_or(range, |argument| argument.value.range);
        let site = Site { file: Arc::clone(self.file), range };
        super::routes::listed(arguments, &signature.keyword)
            .into_iter()
            .map(|value| (value, site.clone()))
            .collect()
    }
}

/// The route a call declares; of a computed one, what is fixed of it.
fn template(call: &Call, arguments: &Arguments, row: &RouteCall) -> Option<String> {
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
