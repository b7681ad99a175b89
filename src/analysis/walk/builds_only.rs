//! A `try` whose body does no more than build an object that keeps what it is
//! given: nothing in it converts or tests a value, so its clauses judge none.

use std::sync::Arc;

use super::Walk;
use crate::analysis::classes::Member;
use crate::analysis::value::{ClassValue, Kind};
use crate::syntax::python::ast::{
    Argument, Call, Expr, ExprKind, Function, Name, ParameterKind, Stmt, StmtKind,
};

impl Walk<'_> {
    /// Whether all of a block builds such objects: `item = Item(name=name, **rest)`.
    pub(super) fn builds_only(&mut self, body: &[Stmt]) -> bool {
        body.iter().all(|statement| match &statement.kind {
            StmtKind::Assign { targets, value: Some(value), .. } => {
                let plain = |target: &Expr| matches!(target.kind, ExprKind::Name(_));
                targets.iter().all(plain) && self.is_kept_by(value)
            }
            StmtKind::Expr(value) => self.is_kept_by(value),
            _ => false,
        })
    }

    fn is_kept_by(&mut self, value: &Expr) -> bool {
        let ExprKind::Call(call) = &value.kind else { return false };
        if !call.arguments.iter().all(|argument| self.is_handed_on(&argument.value)) {
            return false;
        }
        match self.silently(&call.function).kind {
            Kind::Class(class) => self.only_keeps(&class, call),
            _ => false,
        }
    }

    /// Whether an argument is handed on as it is; a list may hold too many.
    fn is_handed_on(&self, value: &Expr) -> bool {
        let ExprKind::Starred(given) = &value.kind else { return is_plain(value) };
        let by_name =
            |range| self.here().is_some_and(|file| file.module.slice(range).starts_with("**"));
        matches!(given.kind, ExprKind::Name(_)) && by_name(value.range)
    }

    /// Whether an object of the class takes whatever it is given and keeps it as it is.
    fn only_keeps(&self, class: &Arc<ClassValue>, call: &Call) -> bool {
        let of_tree = |name: &str| {
            matches!(self.world.find_member(class, &name.into()), Member::Function(..))
        };
        if !class.class.decorators.is_empty() || of_tree("__new__") || of_tree("__setattr__") {
            return false;
        }
        let Member::Function(owner, initialiser) =
            self.world.find_member(class, &"__init__".into())
        else {
            return false;
        };
        let set = |target: &Expr| match &target.kind {
            // What a property does with it is another matter.
            ExprKind::Attribute(object, name) => {
                let own = initialiser.parameters.first();
                own.is_some_and(|own| is_name(object, &own.name))
                    && !matches!(
                        self.world.find_member(class, name),
                        Member::Function(..) | Member::Value(..) | Member::Annotated(..)
                    )
            }
            _ => false,
        };
        let keeps = |statement: &Stmt| match &statement.kind {
            StmtKind::Assign { targets, value: Some(value), .. } => {
                targets.iter().all(set) && is_plain(value)
            }
            StmtKind::Expr(text) => text.as_str().is_some(),
            _ => false,
        };
        let known = !owner.file.is_library() && initialiser.decorators.is_empty();
        known && takes_all(&initialiser, &call.arguments) && initialiser.body.iter().all(keeps)
    }
}

/// Whether a function takes these arguments whatever a mapping among them holds. That
/// a name comes twice says nothing of the form of what it names.
fn takes_all(function: &Function, arguments: &[Argument]) -> bool {
    let Some((_, own)) = function.parameters.split_first() else { return false };
    let given = |name: &Name| arguments.iter().any(|one| one.name.as_ref() == Some(name));
    let named =
        |one: &Argument| one.name.is_some() || matches!(one.value.kind, ExprKind::Starred(_));
    own.iter().any(|one| one.kind == ParameterKind::Keywords)
        && arguments.iter().all(named)
        && own.iter().all(|one| {
            one.default.is_some()
                || given(&one.name)
                || matches!(one.kind, ParameterKind::Keywords | ParameterKind::Rest)
        })
}

/// Whether reading a value does nothing that may fail.
fn is_plain(value: &Expr) -> bool {
    matches!(
        value.kind,
        ExprKind::Name(_)
            | ExprKind::Str(_)
            | ExprKind::Number(_)
            | ExprKind::Bool(_)
            | ExprKind::None
    )
}

fn is_name(value: &Expr, wanted: &Name) -> bool {
    matches!(&value.kind, ExprKind::Name(name) if name == wanted)
}
