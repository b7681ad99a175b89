//! Route calls behind a method of the program's own: `api.add(View, "/path")`
//! where `add` hands its arguments on to the framework.

use std::sync::Arc;

use crate::analysis::classes::Member;
use crate::analysis::value::{ClassValue, FunctionValue, Kind};
use crate::analysis::walk::Walk;
use crate::analysis::world::{World, functions_of};
use crate::catalog::RouteCall;
use crate::syntax::python::ast::{Call, Expr, ExprKind, Function, Name, Stmt, StmtKind};

/// The framework, its row and the view, where a call leads to a route call.
pub(super) fn route_call<'call, 'world>(
    world: &'world World,
    walk: &mut Walk<'world>,
    call: &'call Call,
) -> Option<(usize, &'world RouteCall, &'call Expr)> {
    let Kind::Function(method) = walk.expression(&call.function).kind else { return None };
    let class = method.owner.as_ref()?;
    let frameworks = world.models.catalog().frameworks();
    frameworks.iter().enumerate().find_map(|(framework, rows)| {
        rows.route_calls.iter().find_map(|row| {
            let inner = inner_call(world, class, &method.function, row)?;
            let view = handed_on(&method, inner, row, call)?;
            Some((framework, row, view))
        })
    })
}

/// Whether some method of this name hands on to a method that a framework calls
/// as it calls those that declare routes.
pub(super) fn may_forward(world: &World, name: &Name) -> bool {
    let frameworks = world.models.catalog().frameworks();
    let declares = |method: &Function| {
        let Some(own) = method.parameters.first() else { return false };
        let mut last = frameworks
            .iter()
            .flat_map(|rows| &rows.route_calls)
            .filter_map(|row| row.path.last()?.strip_suffix("()"));
        last.any(|called| {
            method.body.iter().any(|statement| call_in(statement, &own.name, called).is_some())
        })
    };
    world.project.files_with(&format!("def {name}(")).iter().any(|path| {
        world.project.file(path).is_some_and(|file| {
            functions_of(&file).any(|(owner, function)| {
                owner.is_some() && function.name == *name && declares(&function)
            })
        })
    })
}

/// `self.name(...)` in the method's body, `name` being the framework's.
fn inner_call<'tree>(
    world: &World,
    class: &Arc<ClassValue>,
    method: &'tree Function,
    row: &RouteCall,
) -> Option<&'tree Call> {
    let name = row.path.last()?.strip_suffix("()")?;
    let own = method.parameters.first()?;
    let call = method.body.iter().find_map(|statement| call_in(statement, &own.name, name))?;
    match world.find_member(class, &name.into()) {
        Member::Outside(base) if row.path.matches(&format!("{base}().{name}()")) => Some(call),
        _ => None,
    }
}

fn call_in<'tree>(statement: &'tree Stmt, own: &str, name: &str) -> Option<&'tree Call> {
    let (StmtKind::Expr(expression) | StmtKind::Return(Some(expression))) = &statement.kind else {
        return None;
    };
    let ExprKind::Call(call) = &expression.kind else { return None };
    let ExprKind::Attribute(object, called) = &call.function.kind else { return None };
    let on_self = matches!(&object.kind, ExprKind::Name(object) if &**object == own);
    (on_self && &**called == name).then_some(call)
}

/// The outer argument that becomes the view of the inner call.
fn handed_on<'call>(
    method: &FunctionValue,
    inner: &Call,
    row: &RouteCall,
    outer: &'call Call,
) -> Option<&'call Expr> {
    let ExprKind::Name(parameter) = &inner.arguments.get(row.view)?.value.kind else { return None };
    let own = usize::from(method.receiver.is_some());
    let position = method
        .function
        .parameters
        .iter()
        .position(|known| known.name == *parameter)?
        .checked_sub(own)?;
    let mut positional = outer.arguments.iter().filter(|argument| argument.name.is_none());
    positional.nth(position).map(|argument| &argument.value)
}
