//! Functions that a program calls only where somebody gave it some: lists of hooks
//! that are empty, and attributes that are nothing, unless a deployment says otherwise.

use super::Walk;
use crate::analysis::classes::Member;
use crate::analysis::value::{ClassValue, Kind, Value};
use crate::analysis::world::functions_of;
use crate::syntax::python::ast::{Expr, ExprKind, Name, Range, Stmt, StmtKind};
use std::sync::Arc;

/// Names that are given other names, one after another, are followed so far.
const MAX_NAMES: usize = 4;

impl Walk<'_> {
    /// Whether a name goes over what is empty by default: attributes of the object
    /// whose class gives them nothing. What such a function asks is asked nowhere
    /// until somebody adds it.
    pub(super) fn is_none_by_default(&self, name: &Name, at: Range) -> bool {
        let (Some(file), Some(frame)) = (self.here(), self.frames.last()) else { return false };
        let Some(owner) = &frame.owner else { return false };
        let around = functions_of(file).map(|(_, function)| function);
        let inner = around
            .filter(|function| function.range.contains(at))
            .min_by_key(|function| function.range.end - function.range.start);
        let Some(function) = inner else { return false };
        let Some(own) = function.parameters.first() else { return false };
        let mut given = Vec::new();
        gone_over(&function.body, name, &mut given);
        let mut names: Vec<&Name> = Vec::new();
        let mut attributes: Vec<&Name> = Vec::new();
        while let Some(expression) = given.pop() {
            let mut parts = Parts::default();
            parts.of(expression, &own.name);
            if parts.other || names.len() > MAX_NAMES {
                return false;
            }
            attributes.extend(parts.attributes);
            for name in parts.names {
                if !names.contains(&name) {
                    names.push(name);
                    put_into(&function.body, name, &mut given);
                }
            }
        }
        !attributes.is_empty() && attributes.iter().all(|name| self.is_empty_in(owner, name))
    }

    /// Whether the class of an object gives this attribute nothing.
    fn is_empty_in(&self, class: &Arc<ClassValue>, name: &Name) -> bool {
        match self.world.find_member(class, name) {
            Member::Value(owner, expression) => {
                is_empty(&self.world.class_value(&owner, name, &expression))
            }
            _ => false,
        }
    }
}

/// Whether a value is nothing, holds nothing, or describes an attribute that does.
fn is_empty(value: &Value) -> bool {
    match &value.kind {
        Kind::None => true,
        Kind::Sequence(parts) => parts.is_empty(),
        Kind::Mapping(parts) => parts.is_empty(),
        Kind::External(made) => {
            let given = &made.arguments;
            let default = given.keyword("default_value").or(given.positional.first());
            made.path.ends_with("()")
                && !given.open
                && default.is_none_or(|default| matches!(default.kind, Kind::None))
        }
        _ => false,
    }
}

/// What an expression takes its elements from.
#[derive(Default)]
struct Parts<'code> {
    names: Vec<&'code Name>,
    attributes: Vec<&'code Name>,
    /// Something else.
    other: bool,
}

impl<'code> Parts<'code> {
    fn of(&mut self, expression: &'code Expr, own: &Name) {
        match &expression.kind {
            ExprKind::Name(name) => self.names.push(name),
            ExprKind::Attribute(object, name) => match &object.kind {
                ExprKind::Name(object) if object == own => self.attributes.push(name),
                _ => self.other = true,
            },
            ExprKind::List(parts) | ExprKind::Tuple(parts) => {
                parts.iter().for_each(|part| self.of(part, own));
            }
            ExprKind::Starred(inner) => self.of(inner, own),
            ExprKind::Conditional(parts) => {
                self.of(&parts.then, own);
                self.of(&parts.otherwise, own);
            }
            ExprKind::Binary(left, operator, right) if &**operator == "+" => {
                self.of(left, own);
                self.of(right, own);
            }
            _ => self.other = true,
        }
    }
}

/// What loops go over that give their rounds this name.
fn gone_over<'code>(body: &'code [Stmt], name: &Name, found: &mut Vec<&'code Expr>) {
    for statement in body {
        if let StmtKind::For(parts) = &statement.kind
            && matches!(&parts.target.kind, ExprKind::Name(target) if target == name)
        {
            found.push(&parts.iterable);
        }
        statement.blocks().into_iter().for_each(|block| gone_over(block, name, found));
    }
}

/// What statements give a name, or add to it.
fn put_into<'code>(body: &'code [Stmt], name: &Name, found: &mut Vec<&'code Expr>) {
    let is_name = |target: &Expr| matches!(&target.kind, ExprKind::Name(known) if known == name);
    for statement in body {
        match &statement.kind {
            StmtKind::Assign { targets, value: Some(value), .. } if targets.iter().any(is_name) => {
                found.push(value);
            }
            StmtKind::AugAssign { target, value } if is_name(target) => found.push(value),
            _ => {}
        }
        statement.blocks().into_iter().for_each(|block| put_into(block, name, found));
    }
}
