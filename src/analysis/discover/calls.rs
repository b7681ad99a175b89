//! Calls that declare routes, evaluated where they stand: what is called, with
//! what, and the group of routes it is called on.

use std::sync::Arc;

use super::routes::{Group, Placed};
use crate::analysis::around::calls_in;
use crate::analysis::bindings::Binding;
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::{World, functions_of};
use crate::catalog::{Middleware, Says};
use crate::model::Method;
use crate::syntax::python::ast::{Call, Expr, ExprKind, Range};

/// The access path that a call calls, with `()`.
pub(super) fn called_path(world: &World, file: &Arc<ModuleFile>, call: &Call) -> Option<String> {
    let mut walk = Walk::quietly(world);
    walk.enter_at(file, call.function.range);
    let value = walk.expression(&call.function);
    value.path().map(|path| format!("{path}()"))
}

/// A declaration as a value with what it was given, and its place.
pub(super) fn declaration(
    world: &World,
    file: &Arc<ModuleFile>,
    call: &Call,
    range: Range,
) -> Option<Placed> {
    let path = called_path(world, file, call)?;
    let arguments = evaluate(world, file, call);
    let site = Site { file: Arc::clone(file), range };
    Some((Value::made(&path, arguments), site))
}

/// A route with the slash that some frameworks leave out.
pub(super) fn rooted(route: &str) -> String {
    if route.starts_with('/') { route.to_owned() } else { format!("/{route}") }
}

/// The arguments of a call at module level.
pub(super) fn evaluate(world: &World, file: &Arc<ModuleFile>, call: &Call) -> Arguments {
    let mut walk = Walk::quietly(world);
    walk.enter_at(file, call.function.range);
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

/// What statements before a call add to the list it is given by name:
/// `layers.append(Layer())`, each with its place.
pub(super) fn added_before(
    world: &World,
    file: &Arc<ModuleFile>,
    call: &Call,
    row: &Middleware,
) -> Vec<(Value, Site)> {
    let named = call.arguments.iter().find(|one| one.name.as_deref() == row.keyword.as_deref());
    let given = match (&row.keyword, row.argument) {
        (Some(_), _) => named,
        (None, at) => at.and_then(|at| call.arguments.get(at)),
    };
    let Some(ExprKind::Name(list)) = given.map(|given| &given.value.kind) else {
        return Vec::new();
    };
    let mut calls = Vec::new();
    calls_in(&file.module.body, &mut calls);
    let around = functions_of(file).map(|(_, function)| function.range);
    let around = around.filter(|range| range.contains(call.function.range)).last();
    let before = calls.into_iter().filter(|(_, range)| {
        range.end <= call.function.range.start
            && around.is_none_or(|around| around.contains(*range))
    });
    let mut found = Vec::new();
    for (adding, range) in before {
        let ExprKind::Attribute(object, name) = &adding.function.kind else { continue };
        let on_list = matches!(&object.kind, ExprKind::Name(name) if name == list);
        if on_list && matches!(&**name, "append" | "insert") {
            let added = evaluate(world, file, adding).positional.pop();
            let site = Site { file: Arc::clone(file), range };
            found.extend(added.map(|value| (value, site)));
        }
    }
    found
}

/// The methods a declaration names, or these.
pub(super) fn methods_of(arguments: &Arguments, says: &Says, default: &[String]) -> Vec<Method> {
    match arguments.keyword(says.methods_keyword.as_deref().unwrap_or("methods")) {
        Some(value) => methods_in(value),
        None => default.iter().map(|name| Method::new(name)).collect(),
    }
}

/// The methods in a list of their names, or the one that is named.
pub(super) fn methods_in(value: &Value) -> Vec<Method> {
    match &value.kind {
        Kind::Str(name) if &**name != "*" => vec![Method::new(&name.to_ascii_uppercase())],
        Kind::Sequence(parts) => {
            parts.iter().filter_map(Value::as_str).map(|name| Method::new(name)).collect()
        }
        _ => Vec::new(),
    }
}

/// The file and name under which a group of routes was made.
pub(super) fn origin_of(world: &World, file: &Arc<ModuleFile>, group: &Expr) -> Option<Group> {
    match &group.kind {
        ExprKind::Name(name) => match file.bindings.names.get(name) {
            Some(Binding::From { .. }) => {
                // Follow the import to the module that makes the group.
                world.definition_of(file, name)
            }
            _ => world
                .imported_around(file, group.range, name)
                .or_else(|| Some((file.path.clone(), name.to_string()))),
        },
        // `app.router.add_get(...)` declares in the application.
        ExprKind::Attribute(object, name) if &**name == "router" => {
            routed(world, file, object, name).or_else(|| origin_of(world, file, object))
        }
        ExprKind::Attribute(object, name) => {
            let own = matches!(&object.kind, ExprKind::Name(own) if &**own == "self");
            let kept = own.then(|| (file.path.clone(), format!("self.{name}")));
            routed(world, file, object, name).or(kept)
        }
        _ => None,
    }
}

/// The group of this name in a module.
fn routed(world: &World, file: &Arc<ModuleFile>, object: &Expr, name: &str) -> Option<Group> {
    let mut walk = Walk::quietly(world);
    walk.enter_at(file, object.range);
    match walk.expression(object).kind {
        Kind::Module(other) => world
            .definition_of(&other, name)
            .or_else(|| Some((other.path.clone(), name.to_owned()))),
        _ => None,
    }
}
