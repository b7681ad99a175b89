//! Views as a declaration wraps them: what it calls on them, and what is left.

use std::sync::Arc;

use super::routes::Placed;
use super::scan::Scan;
use crate::analysis::bindings::Binding;
use crate::analysis::fact::Site;
use crate::analysis::value::{Kind, Value};
use crate::analysis::walk::Walk;
use crate::syntax::python::ast::{
    Argument, Call, Expr, ExprKind, Lambda, Parameter, ParameterKind, Range,
};

/// What a view is called where a call is made a decorator: no name that can be written.
const VIEW: &str = "<view>";

/// More wrappers than this around one view are not followed: a name may be made of itself.
const MAX_WRAPPERS: usize = 12;

impl Scan<'_> {
    /// A view without the decorators that the declaration calls on it.
    pub(super) fn unwrapped(&self, view: &Expr) -> (Value, Vec<Placed>) {
        let mut walk = Walk::quietly(self.world);
        walk.enter_at(self.file, view.range);
        let mut decorators = Vec::new();
        let mut view = self.made_at(&mut walk, view);
        while let (ExprKind::Call(call), true) = (&view.kind, decorators.len() < MAX_WRAPPERS) {
            let found = match call.arguments.as_slice() {
                [inner] => alone(&mut walk, view, call, inner),
                _ => among(&mut walk, view, call),
            };
            let Some((inner, decorator)) = found else { break };
            let site = Site { file: Arc::clone(self.file), range: call.function.range };
            decorators.push((decorator, site));
            view = self.made_at(&mut walk, inner);
        }
        (walk.expression(view), decorators)
    }

    /// The call that made a wrapper which a name of the module stands for.
    fn made_at<'tree>(&'tree self, walk: &mut Walk<'_>, view: &'tree Expr) -> &'tree Expr {
        let ExprKind::Name(name) = &view.kind else { return view };
        let Some(Binding::Values(values)) = self.file.bindings.names.get(name) else { return view };
        match values.as_slice() {
            [made]
                if matches!(made.kind, ExprKind::Call(_)) && is_inner(&walk.expression(view)) =>
            {
                made
            }
            _ => view,
        }
    }
}

/// `decorator(view)`
fn alone<'tree>(
    walk: &mut Walk<'_>,
    whole: &Expr,
    call: &Call,
    inner: &'tree Argument,
) -> Option<(&'tree Expr, Value)> {
    let builds = matches!(walk.expression(whole).kind, Kind::Instance(_));
    let is_view =
        matches!(inner.value.kind, ExprKind::Call(_) | ExprKind::Name(_) | ExprKind::Attribute(..));
    let wraps = inner.name.is_none() && !builds && is_view;
    wraps.then(|| (&inner.value, walk.expression(&call.function)))
}

/// `needs("right", view)`: a function of the tree that is given one other among what it
/// is called with, and gives one that stands around it.
fn among<'tree>(
    walk: &mut Walk<'_>,
    whole: &Expr,
    call: &'tree Call,
) -> Option<(&'tree Expr, Value)> {
    if !is_inner(&walk.expression(whole)) {
        return None;
    }
    let mut is_function =
        |given: &Argument| matches!(walk.expression(&given.value).kind, Kind::Function(_));
    let mut views: Vec<usize> = Vec::new();
    for (at, given) in call.arguments.iter().enumerate() {
        if is_function(given) {
            views.push(at);
        }
    }
    let [at] = views.as_slice() else { return None };
    let view = &call.arguments[*at].value;
    let mut body = call.clone();
    body.arguments[*at].value = Expr { range: view.range, kind: ExprKind::Name(VIEW.into()) };
    let lambda = Lambda {
        parameters: vec![parameter(view.range)],
        body: Expr { range: whole.range, kind: ExprKind::Call(Box::new(body)) },
    };
    let kind = ExprKind::Lambda(Arc::new(lambda));
    Some((view, walk.expression(&Expr { range: whole.range, kind })))
}

fn parameter(range: Range) -> Parameter {
    let kind = ParameterKind::Plain;
    Parameter { range, name: VIEW.into(), kind, annotation: None, default: None }
}

/// Whether a value is a function that another one defines.
fn is_inner(value: &Value) -> bool {
    matches!(&value.kind, Kind::Function(function) if function.scope.is_some())
}
