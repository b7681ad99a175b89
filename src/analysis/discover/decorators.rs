//! Handlers declared by a decorator on the function itself.

use std::sync::Arc;

use super::calls::{methods_in, origin_of};
use super::routes::{
    Group, Placed, arguments_of, definition_site, listed, own_arguments, own_prefix,
};
use super::written::{Written, joined};
use super::{Found, RouteIndex};
use crate::analysis::classes::{Base, Member};
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, ClassValue, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::World;
use crate::catalog::RouteClass;
use crate::model::{Method, NotAnalysed, Route, Side};
use crate::syntax::python::ast::{Call, Expr, ExprKind, Function};

/// The functions of a module (and methods of its classes) that a decorator
/// makes handlers. Functions inside functions count: app factories.
pub(super) fn handlers(
    world: &World,
    routes: &RouteIndex,
    file: &Arc<ModuleFile>,
    side: Side,
) -> Vec<Found> {
    let mut found = Vec::new();
    for (owner, function) in crate::analysis::world::functions_of(file) {
        for (at, decorator) in function.decorators.iter().enumerate() {
            let declared = route_decorator(world, routes, file, &owner, &function, decorator, side);
            found.extend(declared.map(|handler| Found { outside: at, ..handler }));
            found.extend(plain_decorator(world, file, &owner, &function, decorator));
        }
    }
    found
}

/// A handler about which no more is known yet.
pub(super) fn found(
    file: &Arc<ModuleFile>,
    owner: &Option<Arc<ClassValue>>,
    function: &Arc<Function>,
    framework: usize,
) -> Found {
    let name = match owner {
        Some(class) => format!("{}.{}", class.class.name, function.name),
        None => function.name.to_string(),
    };
    Found {
        file: Arc::clone(file),
        function: Arc::clone(function),
        class: owner.clone(),
        name,
        ordinal: 1,
        framework,
        methods: Vec::new(),
        routes: Vec::new(),
        outside: 0,
        group: None,
        before: Vec::new(),
        dependencies: Vec::new(),
        class_guards: Vec::new(),
        request_attribute: None,
        outer_decorators: Vec::new(),
        application: None,
        declarations: Vec::new(),
    }
}

fn route_decorator(
    world: &World,
    routes: &RouteIndex,
    file: &Arc<ModuleFile>,
    owner: &Option<Arc<ClassValue>>,
    function: &Arc<Function>,
    decorator: &Expr,
    side: Side,
) -> Option<Found> {
    let written = Written::of(world, file, decorator)?;
    let rows = &world.models.catalog().frameworks()[written.framework];
    let arguments = written.arguments(world, file, owner.as_ref());
    let mut handler = found(file, owner, function, written.framework);
    handler.methods = written.methods(&arguments);
    let site = Site { file: Arc::clone(file), range: decorator.range };
    let prefixes = match written.group {
        Some(group) => prefixes(world, routes, file, group),
        None => {
            let own = written.class_prefix(world, owner.as_ref());
            let name = owner.as_ref().map_or(&function.name, |class| &class.class.name);
            routes.prefixes_with(world, &(file.path.clone(), name.to_string()), &own, None, 0)
        }
    };
    if let Some(name) = &written.row.says.names {
        let name = arguments.keyword(name).and_then(Value::as_str);
        let named = name.map_or(&[][..], |name| routes.named(written.framework, name));
        handler.routes.extend(named.iter().cloned());
    } else if let Some(template) = written.template(&arguments) {
        handler.routes.extend(prefixes.into_iter().map(|prefix| Route {
            template: joined(&prefix, &template),
            place: Some(site.place(side)),
        }));
    }
    let own = owner.as_ref().map_or(&function.name, |class| &class.class.name);
    handler.group = match written.group {
        Some(group) => origin_of(world, file, group),
        None => rows.route_lists.first().map(|_| (file.path.clone(), own.to_string())),
    };
    if let Some(signature) = &rows.signature {
        let keyword = &signature.keyword;
        let found = Declaring { world, routes, file, group: handler.group.clone(), keyword };
        let class = owner.as_ref().filter(|_| signature.plain);
        handler.dependencies = found.dependencies(written.call, &arguments, class);
        let around = signature.route_class.as_ref();
        handler.outer_decorators.extend(around.and_then(|around| found.put_around(around)));
    }
    handler.declarations.push((Value::made(&written.path, arguments), site));
    Some(handler)
}

/// The prefixes of a group of routes: its own, after those of its mounts.
pub(super) fn prefixes(
    world: &World,
    routes: &RouteIndex,
    file: &Arc<ModuleFile>,
    group: &Expr,
) -> Vec<String> {
    let own = made_with(world, file, group)
        .and_then(|arguments| own_prefix(&arguments))
        .unwrap_or_default();
    match origin_of(world, file, group) {
        Some(group) => routes.prefixes_with(world, &group, &own, None, 0),
        None => vec![own],
    }
}

fn made_with(world: &World, file: &Arc<ModuleFile>, group: &Expr) -> Option<Arguments> {
    let mut walk = Walk::quietly(world);
    walk.enter_at(file, group.range);
    let value = walk.expression(group);
    arguments_of(world, &value)
}

/// A route decorator with the group it declares in.
struct Declaring<'found> {
    world: &'found World,
    routes: &'found RouteIndex,
    file: &'found Arc<ModuleFile>,
    group: Option<Group>,
    keyword: &'found str,
}

impl Declaring<'_> {
    /// What runs before the function: for its group, then for its route.
    fn dependencies(
        &self,
        call: &Call,
        arguments: &Arguments,
        owner: Option<&Arc<ClassValue>>,
    ) -> Vec<Placed> {
        let mut found = match &self.group {
            Some(group) => self.routes.dependencies(self.world, group, self.keyword, 0),
            None => Vec::new(),
        };
        found.extend(owner.into_iter().flat_map(|class| self.of_class(class)));
        let given = call.arguments.iter().find(|one| one.name.as_deref() == Some(self.keyword));
        if let Some(given) = given {
            let site = Site { file: Arc::clone(self.file), range: given.value.range };
            found.extend(
                listed(arguments, self.keyword).into_iter().map(|value| (value, site.clone())),
            );
        }
        found
    }
}

impl Declaring<'_> {
    /// What the class that the group's routes are made of puts around them.
    fn put_around(&self, row: &RouteClass) -> Option<Placed> {
        let group = self.group.as_ref()?;
        let arguments = own_arguments(self.world, group)?;
        let Kind::Class(class) = &arguments.keyword(&row.keyword)?.kind else { return None };
        let receiver = Walk::quietly(self.world).new_object(class, Arguments::default());
        let function = self.world.method_of(class, &row.method, &receiver)?;
        let site = definition_site(self.world, group)?;
        Some((Value::new(Kind::Function(function)), site))
    }

    /// What the class of a method lists for all of its methods.
    fn of_class(&self, class: &Arc<ClassValue>) -> Vec<Placed> {
        match self.world.find_member(class, &self.keyword.into()) {
            Member::Value(owner, expression) => {
                let mut walk = Walk::quietly(self.world);
                walk.enter_module(&owner.file);
                let site = Site { file: Arc::clone(&owner.file), range: expression.range };
                match walk.expression(&expression).kind {
                    Kind::Sequence(parts) => {
                        parts.iter().map(|part| (part.clone(), site.clone())).collect()
                    }
                    _ => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }
}

/// The methods that a handler's other decorators let through.
pub(super) fn declared_methods(world: &World, handler: &Found) -> Vec<Method> {
    let rows = &world.models.catalog().frameworks()[handler.framework].method_decorators;
    let mut walk = Walk::quietly(world);
    walk.enter_module(&handler.file);
    for decorator in &handler.function.decorators {
        let value = walk.expression(decorator);
        let Kind::External(external) = &value.kind else { continue };
        let Some(row) = rows.iter().find(|row| row.path.matches(&external.path)) else { continue };
        if !row.methods.is_empty() {
            return row.methods.iter().map(|name| Method::new(name)).collect();
        }
        if let Some(first) = external.arguments.positional.first() {
            return methods_in(first);
        }
    }
    Vec::new()
}

/// Entry points that are declared here and not analysed: websockets and the like.
pub(super) fn not_analysed(world: &World, file: &Arc<ModuleFile>, side: Side) -> Vec<NotAnalysed> {
    let mut found = Vec::new();
    for (_, function) in crate::analysis::world::functions_of(file) {
        for decorator in &function.decorators {
            let plain = match &decorator.kind {
                ExprKind::Call(call) => &call.function,
                _ => decorator,
            };
            let mut walk = Walk::quietly(world);
            walk.enter_module(file);
            let value = walk.expression(plain);
            let Some(path) = value.path() else { continue };
            let frameworks = world.models.catalog().frameworks();
            let mut rows = frameworks.iter().flat_map(|rows| &rows.not_analysed);
            if let Some(row) = rows.find(|row| row.path.matches(path)) {
                let site = Site { file: Arc::clone(file), range: function.header };
                found.push(NotAnalysed {
                    file: file.path.clone(),
                    place: Some(site.place(side)),
                    reason: format!("`{}`: {}", function.name, row.reason),
                });
            }
        }
    }
    found
}

/// A decorator that makes any function a handler, itself or by its base class.
fn plain_decorator(
    world: &World,
    file: &Arc<ModuleFile>,
    owner: &Option<Arc<ClassValue>>,
    function: &Arc<Function>,
    decorator: &Expr,
) -> Option<Found> {
    if function.name.starts_with("__") || matches!(&decorator.kind, ExprKind::Str(_)) {
        return None;
    }
    let any =
        world.models.catalog().frameworks().iter().any(|rows| !rows.handler_decorators.is_empty());
    if !any {
        return None;
    }
    let framework = made_handler_by(world, file, decorator)?;
    Some(found(file, owner, function, framework))
}

/// The framework whose handler a decorator makes of any function: it hands the
/// request to it.
pub(in crate::analysis) fn made_handler_by(
    world: &World,
    file: &Arc<ModuleFile>,
    decorator: &Expr,
) -> Option<usize> {
    let mut walk = Walk::quietly(world);
    walk.enter_module(file);
    let plain: &Expr = match &decorator.kind {
        ExprKind::Call(call) => callee(call),
        _ => decorator,
    };
    let value = walk.expression(plain);
    let paths: Vec<String> = match &value.kind {
        Kind::External(external) => vec![external.path.to_string()],
        Kind::Class(class) => world
            .bases(class)
            .into_iter()
            .filter_map(|base| match base {
                Base::Outside(path) => Some(path.to_string()),
                Base::Inside(_) => None,
            })
            .collect(),
        _ => return None,
    };
    world.models.catalog().frameworks().iter().position(|rows| {
        let matches = |path: &String| rows.handler_decorators.iter().any(|row| row.matches(path));
        paths.iter().any(matches)
    })
}

fn callee(call: &Call) -> &Expr {
    &call.function
}
