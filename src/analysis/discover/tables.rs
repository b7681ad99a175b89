//! Route tables: dictionaries from route to method to function.

use std::sync::Arc;

use super::decorators::found;
use super::{Found, Hook, RouteIndex};
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{FunctionValue, Kind, Origins, Value};
use crate::analysis::walk::{Walk, some_object};
use crate::analysis::world::{World, functions_of};
use crate::model::{Method, RepoPath, Route, Side};
use crate::syntax::python::ast::{Expr, ExprKind, StmtKind};

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// The handlers of a module that tables elsewhere (or here) lead to. A table
/// names a function; every definition of that name is one of its handlers.
pub(super) fn handlers(
    world: &World,
    routes: &RouteIndex,
    file: &Arc<ModuleFile>,
    _side: Side,
) -> Vec<Found> {
    let mut handlers = Vec::new();
    for (owner, function) in functions_of(file) {
        let name = match &owner {
            Some(class) => format!("{}.{}", class.class.name, function.name),
            None => function.name.to_string(),
        };
        for declared in routes.of_target(&file.path, &name) {
            let gates = declared.table.iter().flat_map(|table| gates(world, table));
            let before = gates.filter_map(|gate| Hook::at_its_def(&gate)).collect();
            handlers.push(Found {
                methods: declared.methods.clone(),
                routes: declared.routes(),
                before,
                group: declared.group.clone(),
                outer_decorators: declared.decorators.clone(),
                declarations: declared.declaration.iter().cloned().collect(),
                ..found(file, &owner, &function, declared.framework)
            });
        }
    }
    handlers
}

/// The WSGI applications beside a table (PEP 3333): they see each request
/// before its handler does.
fn gates(world: &World, table: &RepoPath) -> Vec<Value> {
    let Some(file) = world.project.file(table) else { return Vec::new() };
    functions_of(&file)
        .filter(|(owner, function)| {
            let parameters: Vec<&str> =
                function.parameters.iter().map(|parameter| &*parameter.name).collect();
            match owner {
                Some(_) => {
                    &*function.name == "__call__"
                        && parameters.get(1..) == Some(&["environ", "start_response"])
                }
                None => parameters == ["environ", "start_response"],
            }
        })
        .map(|(owner, function)| {
            let receiver = owner.as_ref().map(|class| some_object(class, Origins::NONE));
            Value::new(Kind::Function(Arc::new(FunctionValue {
                file: Arc::clone(&file),
                function,
                owner,
                receiver,
                scope: None,
            })))
        })
        .collect()
}

/// The rows of the tables in a module: target, route, method.
pub(super) fn table_rows(
    world: &World,
    file: &Arc<ModuleFile>,
    side: Side,
) -> Vec<(Value, Route, Method)> {
    let mut rows = Vec::new();
    for statement in &file.module.body {
        let StmtKind::Assign { value: Some(value), .. } = &statement.kind else { continue };
        let ExprKind::Dict(entries) = &value.kind else { continue };
        for (route, targets) in entries {
            let Some((template, targets)) = route_row(route.as_ref(), targets) else { continue };
            for (method, target) in targets {
                let mut walk = Walk::quietly(world);
                walk.enter_module(file);
                let value = walk.expression(target);
                if !matches!(value.kind, Kind::Function(_) | Kind::Class(_)) {
                    continue;
                }
                let place = Site { file: Arc::clone(file), range: target.range }.place(side);
                let route = Route { template: template.clone(), place: Some(place) };
                rows.push((value, route, Method::new(&method)));
            }
        }
    }
    rows
}

/// `'/route': {'GET': target, ...}`
fn route_row<'tree>(
    route: Option<&'tree Expr>,
    targets: &'tree Expr,
) -> Option<(String, Vec<(String, &'tree Expr)>)> {
    let template = route?.as_str()?;
    if !template.is_empty() && !template.starts_with('/') {
        return None;
    }
    let ExprKind::Dict(entries) = &targets.kind else { return None };
    let mut found = Vec::new();
    for (method, target) in entries {
        let method = method.as_ref()?.as_str()?;
        if !METHODS.contains(&&**method) {
            return None;
        }
        found.push((method.to_string(), target));
    }
    (!found.is_empty()).then(|| (template.to_string(), found))
}
