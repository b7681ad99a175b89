//! What happens around a handler before its decorators run: guards of its
//! class, dependencies of its route and signature, guards listed for it.

use std::sync::Arc;

use super::discover::{Found, Placed};
use super::endpoint;
use super::fact::{Condition, Fact, NOT_FIXED, Site};
use super::value::{Arguments, FunctionValue, Kind, Value};
use super::walk::{Reading, Walk};
use crate::catalog::Framework;

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
    if let [route] = found.routes.as_slice()
        && !route.template.contains(NOT_FIXED)
    {
        let template = Value::new(Kind::Str(route.template.as_str().into()));
        for path in &rows.path_attributes {
            walk.set_outside.insert(path.clone(), template.clone());
        }
    }
    endpoint::known(walk, found, rows);
    if let (Some(receiver), Some(path)) = (receiver, &found.request_attribute) {
        walk.set_on(receiver, "request", Value::external(path.as_str()));
    }
    if let Some(receiver) = receiver {
        set_by_action(walk, found, rows, receiver);
    }
}

/// What the decorator that makes a method an action of its own says for it alone:
/// `@action(permission_classes=[...])` stands for the attribute of the class.
fn set_by_action(walk: &mut Walk<'_>, found: &Found, rows: &Framework, receiver: &Value) {
    let is_action = |path: &str| {
        rows.class_views
            .iter()
            .any(|row| row.action.as_ref().is_some_and(|action| action.matches(path)))
    };
    let method = found.name.rsplit('.').next().unwrap_or_default();
    let mut is_named = false;
    for decorator in &found.function.decorators {
        let quiet = std::mem::replace(&mut walk.quiet, true);
        let value = walk.expression(decorator);
        walk.quiet = quiet;
        let Kind::External(external) = &value.kind else { continue };
        if is_action(&external.path) {
            is_named = true;
            for (name, value) in &external.arguments.keywords {
                walk.set_on(receiver, name, value.clone());
            }
        }
    }
    let named = rows.class_views.iter().filter_map(|row| Some((row, row.named_as.as_ref()?)));
    for (_, attribute) in named.filter(|(row, _)| is_named || row.methods.contains_key(method)) {
        walk.set_on(receiver, attribute, Value::new(Kind::Str(method.into())));
    }
}

/// Makes the answering object with the request, where the framework does.
pub(super) fn made_with_request(
    walk: &mut Walk<'_>,
    found: &Found,
    rows: &Framework,
    receiver: Option<&Value>,
) {
    let (true, Some(class), Some(receiver)) = (rows.made_with_request, &found.class, receiver)
    else {
        return;
    };
    let Some(made) = walk.world.method_of(class, "__init__", receiver) else { return };
    let parameters: Vec<_> = made.function.parameters.iter().skip(1).collect();
    let named = parameters.iter().find(|one| &*one.name == "request").or(parameters.last());
    let request = rows.request.as_deref().map(Value::external);
    let mut arguments = Arguments { open: true, ..Arguments::default() };
    if let (Some(parameter), Some(request)) = (named, request) {
        arguments.keywords.push((Arc::clone(&parameter.name), request));
    }
    walk.trail = vec![Site { file: Arc::clone(&found.file), range: found.def_range() }];
    walk.run(&made, arguments, false);
    walk.trail.clear();
}

/// The arguments a signature asks for, where the framework reads signatures.
pub(super) fn declared(
    walk: &mut Walk<'_>,
    found: &Found,
    rows: &Framework,
    function: &Arc<FunctionValue>,
) -> Option<Arguments> {
    let signature = rows.signature.as_ref()?;
    let request = rows.request.as_deref();
    let reading = Reading { signature, routes: &found.routes, request };
    Some(depend(walk, found, function, reading))
}

/// Guards asked before a function, unless a decorator lists others.
pub(super) fn default_guards(
    walk: &mut Walk<'_>,
    found: &Found,
    rows: &Framework,
    decorators: &[Placed],
) {
    let Some(guards) = rows.default_guards.as_ref().filter(|_| found.class.is_none()) else {
        return;
    };
    let listed =
        |(value, _): &Placed| value.path().is_some_and(|path| guards.instead.matches(path));
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
        // In the file at hand the guard's own line says more than the handler's.
        let own_file = site.file.path == found.file.path;
        walk.trail = if own_file { vec![site.clone()] } else { vec![def.clone(), site.clone()] };
        walk.enter_module(&site.file);
        walk.decorator_facts(guard, site.range);
        walk.declared(guard, site.range);
        walk.frames.pop();
        walk.trail.clear();
    }
}

/// What the declarations of a handler refuse by what they were given. Where
/// there are several, what only some of them refuse is refused only by these.
pub(super) fn declarations(walk: &mut Walk<'_>, found: &Found) {
    let def = Site { file: Arc::clone(&found.file), range: found.def_range() };
    let start = walk.facts.len();
    for (declaration, site) in &found.declarations {
        let inside = site.file.path == found.file.path && found.function.range.contains(site.range);
        walk.trail = if inside { vec![site.clone()] } else { vec![def.clone(), site.clone()] };
        walk.enter_module(&site.file);
        let depth = walk.conditions.len();
        if found.declarations.len() > 1 {
            let order = walk.next_order();
            walk.conditions.push(Arc::new(Condition::reached_through(site.clone(), order)));
        }
        walk.declared(declaration, site.range);
        walk.conditions.truncate(depth);
        walk.frames.pop();
        walk.trail.clear();
    }
    let start = start.min(walk.facts.len());
    let certain: Vec<Fact> = walk.facts[start..]
        .iter()
        .enumerate()
        .filter(|(at, fact)| {
            let same = walk.facts[start..].iter().filter(|other| other.kind == fact.kind);
            let first = walk.facts[start..].iter().position(|other| other.kind == fact.kind);
            found.declarations.len() > 1
                && first == Some(*at)
                && same.count() == found.declarations.len()
        })
        .map(|(_, fact)| Fact { conditions: Vec::new(), ..fact.clone() })
        .collect();
    walk.facts.extend(certain);
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
        let plain = reading.signature.plain.then(|| Some(value.clone()));
        let Some(Some(target)) = reading.dependency(value).or(plain) else { continue };
        let inside = site.file.path == found.file.path && found.function.range.contains(site.range);
        walk.trail = if inside { vec![site.clone()] } else { vec![def.clone(), site.clone()] };
        walk.enter_module(&site.file);
        if reading.signature.plain {
            let request = reading.request.map(Value::external);
            let positional = request.into_iter().chain([Value::UNKNOWN]).collect();
            let arguments = Arguments { positional, open: true, ..Arguments::default() };
            walk.call_value(target, arguments, site.range);
        } else {
            walk.depend(&target, reading, &mut authenticated);
        }
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
