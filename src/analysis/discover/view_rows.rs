//! Which classes are views, of which framework, and what they answer at all.

use std::sync::Arc;

use super::Found;
use super::routes::Declared;
use crate::analysis::bindings::{Binding, Bindings};
use crate::analysis::classes::{Base, Member};
use crate::analysis::value::{ClassValue, Kind, Value};
use crate::analysis::world::World;
use crate::catalog::ClassView;

/// The framework and row whose base class this class has, or whose routes lead
/// to it.
pub(super) fn view_row<'world>(
    world: &'world World,
    class: &Arc<ClassValue>,
    declared: &[Declared],
) -> Option<(usize, &'world ClassView)> {
    let frameworks = world.models.catalog().frameworks();
    let rows = || {
        let rows = frameworks.iter().enumerate();
        rows.flat_map(|(at, rows)| rows.class_views.iter().map(move |row| (at, row)))
    };
    let bases: Vec<Arc<str>> = match class.class.arguments.as_slice() {
        [] => Vec::new(),
        _ => world.bases(class).into_iter().filter_map(Base::outside).collect(),
    };
    let by_base = rows().find(|(_, row)| {
        row.base.as_ref().is_some_and(|row| bases.iter().any(|base| row.matches(base)))
    });
    by_base.or_else(|| {
        rows().filter(|(_, row)| row.base.is_none()).find(|(framework, row)| {
            declared.iter().any(|one| one.framework == *framework)
                || told_by_parameters(class, row, &frameworks[*framework].id)
        })
    })
}

/// Whether a class has a method that only the framework's views have.
fn told_by_parameters(class: &ClassValue, row: &ClassView, module: &str) -> bool {
    let imports = class.file.bindings.names.values().any(|binding| match binding {
        Binding::Module(dotted) | Binding::From { module: dotted, level: 0, .. } => {
            dotted.split('.').next() == Some(module)
        }
        _ => false,
    });
    imports
        && !row.parameters.is_empty()
        && Bindings::of(&class.class.body).functions.iter().any(|function| {
            let named = row.methods.contains_key(&*function.name);
            let parameters = function.parameters.iter().skip(1).map(|parameter| &*parameter.name);
            named && parameters.take(row.parameters.len()).eq(row.parameters.iter())
        })
}

/// Leaves out, from `start` on, handlers of methods that the class says it does
/// not answer: `http_method_names = ["get"]`.
pub(super) fn keep_answered(
    world: &World,
    class: &Arc<ClassValue>,
    row: &ClassView,
    found: &mut Vec<Found>,
    start: usize,
) {
    let Some(attribute) = &row.method_names else { return };
    let Member::Value(owner, value) = world.find_member(class, &attribute.as_str().into()) else {
        return;
    };
    let Kind::Sequence(names) = world.class_value(&owner, &attribute.as_str().into(), &value).kind
    else {
        return;
    };
    let names: Option<Vec<&Arc<str>>> = names.iter().map(Value::as_str).collect();
    let Some(names) = names else { return };
    for one in found.iter_mut().skip(start) {
        one.methods
            .retain(|method| names.iter().any(|name| method.as_str().eq_ignore_ascii_case(name)));
    }
    let mut at = 0;
    found.retain(|one| {
        at += 1;
        at <= start || !one.methods.is_empty()
    });
}
