//! The names that a framework gives routes and their groups, as far as the
//! decorator of a handler says them: hooks ask for them.

use super::discover::Found;
use super::value::{Kind, Origins, Value};
use super::walk::Walk;
use crate::catalog::Framework;
use crate::syntax::python::ast::{Call, Expr, ExprKind};

/// Puts onto the request which route and which group are asked for.
pub(super) fn known(walk: &mut Walk<'_>, found: &Found, rows: &Framework) {
    if rows.endpoint_attributes.is_empty() || found.class.is_some() {
        return;
    }
    walk.enter_module(&found.file);
    let mut names: Vec<_> = found
        .function
        .decorators
        .iter()
        .filter_map(|decorator| named_by(walk, found, rows, decorator))
        .collect();
    walk.leave_module();
    names.dedup();
    // Whoever goes by two names, or by one that is not known, has none.
    let [Some((group, name))] = names.as_slice() else { return };
    let text = |text: &str| Value::new(Kind::Str(text.into()));
    let whole = match group {
        Some(group) => format!("{group}.{name}"),
        None => name.clone(),
    };
    for path in &rows.endpoint_attributes {
        walk.set_outside.insert(path.clone(), text(&whole));
    }
    let none = Value::new(Kind::None).with(Origins::SETTING);
    for path in &rows.group_attributes {
        let group = group.as_deref().map_or(none.clone(), text);
        walk.set_outside.insert(path.clone(), group);
    }
}

/// The group and the name that a decorator gives a route; an inner none where
/// it declares a route whose name is not known.
#[allow(clippy::option_option, reason = "no route at all, and one without a known name")]
fn named_by(
    walk: &mut Walk<'_>,
    found: &Found,
    rows: &Framework,
    decorator: &Expr,
) -> Option<Option<(Option<String>, String)>> {
    let ExprKind::Call(call) = &decorator.kind else { return None };
    let ExprKind::Attribute(group, _) = &call.function.kind else { return None };
    let declared = walk.expression(&call.function);
    let path = format!("{}()", declared.path()?);
    if !rows.route_decorators.iter().any(|row| row.path.matches(&path)) {
        return None;
    }
    let group = match walk.expression(group).kind {
        Kind::External(made) if rows.apps.iter().any(|app| app.matches(&made.path)) => None,
        Kind::External(made) => {
            let name = made.arguments.keyword("name").or(made.arguments.positional.first());
            let Some(name) = name.and_then(Value::as_str) else { return Some(None) };
            Some(name.to_string())
        }
        _ => return Some(None),
    };
    let name = match told(walk, call, "endpoint") {
        Some(value) => value.as_str().map(|name| name.to_string()),
        None => Some(found.function.name.to_string()),
    };
    Some(name.map(|name| (group, name)))
}

/// What a call is given under a keyword.
fn told(walk: &mut Walk<'_>, call: &Call, keyword: &str) -> Option<Value> {
    let mut given = call.arguments.iter();
    let given = given.find(|argument| argument.name.as_deref() == Some(keyword))?;
    Some(walk.expression(&given.value))
}
