//! Which method of what an application holds answers a route.

use std::sync::Arc;

use crate::analysis::bindings::Bindings;
use crate::analysis::classes::{Base, Member};
use crate::analysis::value::{ClassValue, Kind, Value};
use crate::analysis::walk::{Heap, Walk};
use crate::analysis::world::World;
use crate::syntax::python::ast::{Expr, ExprKind, Function, Stmt, StmtKind};

/// A method of an object that an application holds.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Held {
    pub(super) object: Value,
    /// The class that defines the method.
    pub(super) owner: Arc<ClassValue>,
    pub(super) function: Arc<Function>,
    /// Whether the application chooses it by a name that the request says.
    pub(super) chosen: bool,
}

/// The methods that answer a route with this action. Where no object has a
/// method of the name, those count that are marked with names of their own.
pub(super) fn answering(
    world: &World,
    application: &Value,
    heap: &Heap,
    action: Option<&str>,
) -> Vec<Held> {
    let method_of = |object: &Value, name: &str| -> Option<Held> {
        let Kind::Instance(instance) = &object.kind else { return None };
        match world.find_member(&instance.class, &name.into()) {
            Member::Function(owner, function) if !owner.file.is_library() => {
                Some(Held { object: object.clone(), owner, function, chosen: false })
            }
            _ => None,
        }
    };
    let Some(action) = action else {
        return method_of(application, "__call__").into_iter().collect();
    };
    let Kind::Instance(instance) = &application.kind else { return Vec::new() };
    let given: Vec<&Value> = instance.arguments.values().collect();
    let named = given.iter().find_map(|object| method_of(object, action));
    if let Some(held) = named.or_else(|| method_of(application, action)) {
        return vec![held];
    }
    let mut objects: Vec<Value> = given.into_iter().cloned().collect();
    for ((number, _), value) in heap {
        match &value.kind {
            Kind::Sequence(parts) if *number == instance.number => {
                objects.extend(parts.iter().cloned());
            }
            _ => {}
        }
    }
    let mut found: Vec<Held> =
        objects.iter().flat_map(|object| marked_methods(world, object)).collect();
    found.sort_by_key(|held| (held.owner.file.path.clone(), held.function.range.start));
    found
}

/// The methods of an object's class that a decorator of the tree marks with a name.
fn marked_methods(world: &World, object: &Value) -> Vec<Held> {
    let Kind::Instance(instance) = &object.kind else { return Vec::new() };
    let mut classes = vec![Arc::clone(&instance.class)];
    classes.extend(world.bases(&instance.class).into_iter().filter_map(|base| match base {
        Base::Inside(class) if !class.file.is_library() => Some(class),
        _ => None,
    }));
    let mut found = Vec::new();
    for class in classes {
        for function in Bindings::of(&class.class.body).functions {
            if function.decorators.iter().any(|one| marks(world, &class, one)) {
                found.push(Held {
                    object: object.clone(),
                    owner: Arc::clone(&class),
                    function,
                    chosen: true,
                });
            }
        }
    }
    found
}

/// Whether a decorator, called with a text, does nothing but put that text on
/// the function.
fn marks(world: &World, class: &Arc<ClassValue>, decorator: &Expr) -> bool {
    let ExprKind::Call(call) = &decorator.kind else { return false };
    let [only] = call.arguments.as_slice() else { return false };
    if only.value.as_str().is_none() {
        return false;
    }
    let mut walk = Walk::quietly(world);
    walk.enter_module(&class.file);
    let Kind::Function(made_by) = walk.expression(&call.function).kind else { return false };
    let Some(name) = made_by.function.parameters.first().map(|parameter| &parameter.name) else {
        return false;
    };
    let inner = Bindings::of(&made_by.function.body).functions;
    let [inner] = inner.as_slice() else { return false };
    let Some(given) = inner.parameters.first().map(|parameter| &parameter.name) else {
        return false;
    };
    let is = |expression: &Expr, wanted: &Arc<str>| matches!(&expression.kind, ExprKind::Name(known) if known == wanted);
    let puts = |statement: &Stmt| {
        match &statement.kind {
        StmtKind::Assign { targets, value: Some(value), .. } => {
            is(value, name)
                && targets.iter().any(|target| {
                    matches!(&target.kind, ExprKind::Attribute(object, _) if is(object, given))
                })
        }
        _ => false,
    }
    };
    let gives_back = |statement: &Stmt| match &statement.kind {
        StmtKind::Return(Some(value)) => is(value, given),
        _ => false,
    };
    inner.body.iter().any(puts) && inner.body.last().is_some_and(gives_back)
}
