//! Handlers that are methods of view classes.

use std::sync::Arc;

use super::{Found, RouteIndex};
use crate::analysis::bindings::Bindings;
use crate::analysis::classes::{Base, Member};
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{ClassValue, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::World;
use crate::catalog::ClassView;
use crate::model::{Method, Side};
use crate::syntax::python::ast::Name;

/// The methods of a module's classes that answer requests.
pub(super) fn handlers(
    world: &World,
    routes: &RouteIndex,
    file: &Arc<ModuleFile>,
    _side: Side,
) -> Vec<Found> {
    let mut found = Vec::new();
    for class in &file.bindings.classes {
        let class = Arc::new(ClassValue { file: Arc::clone(file), class: Arc::clone(class) });
        let Some((framework, row)) = view_row(world, &class) else { continue };
        let declared = routes.of_target(&file.path, &class.class.name);
        for function in &Bindings::of(&class.class.body).functions {
            let Some(method) = row.methods.get(&*function.name) else { continue };
            found.push(Found {
                file: Arc::clone(file),
                function: Arc::clone(function),
                class: Some(Arc::clone(&class)),
                name: format!("{}.{}", class.class.name, function.name),
                ordinal: 1,
                framework,
                methods: method.split(',').map(Method::new).collect(),
                routes: declared.iter().map(|declared| declared.route.clone()).collect(),
                outside: 0,
                before: before(world, &class, row),
                outer_decorators: outer_decorators(world, &class, row),
            });
        }
    }
    found
}

/// The framework and row whose base class this class has.
fn view_row<'world>(
    world: &'world World,
    class: &Arc<ClassValue>,
) -> Option<(usize, &'world ClassView)> {
    if class.class.arguments.is_empty() {
        return None;
    }
    let bases: Vec<Arc<str>> = world
        .bases(class)
        .into_iter()
        .filter_map(|base| match base {
            Base::Outside(path) => Some(path),
            Base::Inside(_) => None,
        })
        .collect();
    let frameworks = world.models.catalog().frameworks();
    frameworks.iter().enumerate().find_map(|(framework, rows)| {
        let row =
            rows.class_views.iter().find(|row| bases.iter().any(|base| row.base.matches(base)))?;
        Some((framework, row))
    })
}

/// The class's methods that run before each handler.
fn before(world: &World, class: &Arc<ClassValue>, row: &ClassView) -> Vec<Value> {
    row.before
        .iter()
        .filter_map(|name| {
            let name: Name = name.as_str().into();
            match world.find_member(class, &name) {
                Member::Function(owner, function) => Some(Value::new(Kind::Function(Arc::new(
                    crate::analysis::value::FunctionValue {
                        file: Arc::clone(&owner.file),
                        function,
                        owner: Some(owner),
                        receiver: Some(crate::analysis::walk::some_object(
                            class,
                            Default::default(),
                        )),
                        scope: None,
                    },
                )))),
                _ => None,
            }
        })
        .collect()
}

/// Decorators that a class attribute puts around each handler.
fn outer_decorators(world: &World, class: &Arc<ClassValue>, row: &ClassView) -> Vec<Value> {
    row.decorators
        .iter()
        .filter_map(|name| {
            let name: Name = name.as_str().into();
            match world.find_member(class, &name) {
                Member::Value(owner, expression) => {
                    let mut walk = Walk::quietly(world);
                    walk.enter_module(&owner.file);
                    match walk.expression(&expression).kind {
                        Kind::Sequence(parts) => Some(parts.to_vec()),
                        _ => None,
                    }
                }
                _ => None,
            }
        })
        .flatten()
        .collect()
}
