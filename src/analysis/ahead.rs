//! Runs what stands before a handler: hooks of its class, its group, the program.

use std::sync::Arc;

use super::derived;
use super::discover::Found;
use super::fact::Site;
use super::hooked::hooked_under;
use super::value::{Arguments, FunctionValue, Kind, Value};
use super::walk::Walk;
use crate::catalog::Framework;

/// Hooks and what the route declaration wraps around the handler.
pub(super) fn before(
    walk: &mut Walk<'_>,
    found: &Found,
    rows: &Framework,
    receiver: Option<&Value>,
) {
    let range = found.def_range();
    walk.trail.push(Site { file: Arc::clone(&found.file), range });
    for hook in &found.before {
        // A method of the class runs on the very object that answers.
        let own = is_own(&hook.function, receiver);
        let function = match receiver {
            Some(receiver) if own => Arc::new(FunctionValue {
                file: Arc::clone(&hook.function.file),
                function: Arc::clone(&hook.function.function),
                owner: hook.function.owner.clone(),
                receiver: Some(receiver.clone()),
                scope: hook.function.scope.clone(),
            }),
            _ => Arc::clone(&hook.function),
        };
        let mut arguments = match hook.listed && gives_handler(rows, &function) {
            true => handed_handler(found, rows),
            false => hook_arguments(rows, &function, own),
        };
        if let Some(path) = found.request_attribute.as_ref().filter(|_| own) {
            arguments.positional.push(Value::external(path.as_str()));
        }
        let Some(under) = hooked_under(walk, &hook.at) else { continue };
        let (start, depth) = (walk.facts.len(), walk.conditions.len());
        walk.conditions.extend(under);
        walk.run_hook(&function, arguments);
        walk.conditions.truncate(depth);
        walk.forget_reads(start);
        if !own {
            derived::of_program(&mut walk.facts[start..], &found.methods);
            walk.forget_program(start);
            if hook.listed {
                derived::known_around(&mut walk.facts[start..]);
            }
        }
    }
    walk.trail.pop();
}

/// Whether a hook is a method of the object that answers.
fn is_own(hook: &FunctionValue, receiver: Option<&Value>) -> bool {
    match (hook.receiver.as_ref().map(|value| &value.kind), receiver.map(|value| &value.kind)) {
        (Some(Kind::Instance(hook)), Some(Kind::Instance(own))) => {
            hook.class.class.range == own.class.class.range
                && hook.class.file.path == own.class.file.path
        }
        _ => false,
    }
}

/// What hooks are called with: the request and the answer, or WSGI's environment.
fn hook_arguments(rows: &Framework, hook: &FunctionValue, own: bool) -> Arguments {
    let environ = rows.request.as_ref().map(|path| Value::external(format!("{path}.environ")));
    let of_wsgi = hook.function.parameters.iter().any(|parameter| &*parameter.name == "environ");
    let given = rows.request.iter().chain(&rows.response);
    // What answers is handed on to middleware that is not given the answer.
    let given = given.map(String::as_str).chain(["next"]);
    let positional = given.map(Value::external);
    Arguments {
        positional: positional.filter(|_| !of_wsgi && !own).collect(),
        keywords: environ.map(|environ| ("environ".into(), environ)).into_iter().collect(),
        open: true,
        parts: Vec::new(),
    }
}

/// Whether a hook is given the handler that is to answer.
fn gives_handler(rows: &Framework, hook: &FunctionValue) -> bool {
    let mut listed = rows.listed_middleware.iter().flat_map(|row| &row.given_handler);
    listed.any(|name| **name == *hook.function.name)
}

/// What such a hook is called with: the request, and the handler where that is a
/// function.
fn handed_handler(found: &Found, rows: &Framework) -> Arguments {
    let handler = Kind::Function(Arc::new(FunctionValue {
        file: Arc::clone(&found.file),
        function: Arc::clone(&found.function),
        owner: None,
        receiver: None,
        scope: None,
    }));
    let handler = if found.class.is_none() { Value::new(handler) } else { Value::UNKNOWN };
    let request = rows.request.iter().map(|path| Value::external(path.as_str()));
    Arguments { positional: request.chain([handler]).collect(), open: true, ..Arguments::default() }
}
