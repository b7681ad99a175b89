//! What happens around a handler before its decorators run: guards of its
//! class, dependencies of its route and signature, guards listed for it.

use std::sync::Arc;

use super::discover::Found;
use super::fact::Site;
use super::value::{Arguments, FunctionValue, Kind, Value};
use super::walk::{Reading, Walk};
use crate::catalog::Framework;
use crate::syntax::python::ast::Range;

/// Puts onto the request and the answering object what is known of them.
pub(super) fn known(
    walk: &mut Walk<'_>,
    found: &Found,
    rows: &Framework,
    receiver: Option<&Value>,
) {
    if let [method] = found.methods.as_slice() {
        let method = Value::new(Kind::Str(method.as_str().into()));
        for request in rows.request.iter().chain(&found.request_attribute) {
            walk.set_outside.insert(format!("{request}.method"), method.clone());
        }
    }
    if let (Some(receiver), Some(path)) = (receiver, &found.request_attribute) {
        walk.set_on(receiver, "request", Value::external(path.as_str()));
    }
}

/// The arguments a signature asks for, where the framework reads signatures.
pub(super) fn declared(
    walk: &mut Walk<'_>,
    found: &Found,
    rows: &Framework,
    function: &Arc<FunctionValue>,
) -> Option<Arguments> {
    let signature = rows.signature.as_ref()?;
    let reading = Reading { signature, routes: &found.routes };
    Some(depend(walk, found, function, reading))
}

/// Guards asked before a function, unless a decorator lists others.
pub(super) fn default_guards(
    walk: &mut Walk<'_>,
    found: &Found,
    rows: &Framework,
    decorators: &[(Value, Range)],
) {
    let Some(guards) = rows.default_guards.as_ref().filter(|_| found.class.is_none()) else {
        return;
    };
    let listed =
        |(value, _): &(Value, Range)| value.path().is_some_and(|path| guards.instead.matches(path));
    if !decorators.iter().any(listed) {
        let range = found.def_range();
        walk.trail = vec![Site { file: Arc::clone(&found.file), range }];
        walk.ask(&guards.asks, None, &Arguments::default(), range);
        walk.trail.clear();
    }
}

/// What the handler's class is guarded by: mixins, and decorators around it.
pub(super) fn class_guards(walk: &mut Walk<'_>, found: &Found) {
    let def = Site { file: Arc::clone(&found.file), range: found.def_range() };
    for (guard, site) in &found.class_guards {
        walk.trail = vec![def.clone(), site.clone()];
        walk.enter_module(&site.file);
        walk.decorator_facts(guard, site.range);
        walk.frames.pop();
        walk.trail.clear();
    }
}

/// Runs what a handler depends on, by its route, its class and its signature.
fn depend(
    walk: &mut Walk<'_>,
    found: &Found,
    function: &Arc<FunctionValue>,
    reading: Reading<'_>,
) -> Arguments {
    let def = Site { file: Arc::clone(&found.file), range: found.def_range() };
    let mut authenticated = false;
    for (value, site) in &found.dependencies {
        let Some(Some(target)) = reading.dependency(value) else { continue };
        let inside = site.file.path == found.file.path && found.function.range.contains(site.range);
        walk.trail = if inside { vec![site.clone()] } else { vec![def.clone(), site.clone()] };
        walk.enter_module(&site.file);
        walk.depend(&target, reading, &mut authenticated);
        walk.frames.pop();
        walk.trail.clear();
    }
    if let (Some(class), Some(receiver)) = (&found.class, &function.receiver) {
        walk.trail = vec![def];
        walk.class_dependencies(class, receiver, reading);
        walk.trail.clear();
    }
    walk.signature_arguments(function, reading).0
}
