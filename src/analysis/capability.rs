//! Fields whose values nobody can guess, told from how their classes make them.
//! Says nothing of a field that is filled in elsewhere.

use std::sync::Arc;

use super::bindings::Bindings;
use super::classes::Member;
use super::fact::{KeyField, Site};
use super::project::ModuleFile;
use super::value::{ClassValue, External, Kind, Value};
use super::walk::Walk;
use super::world::World;
use crate::catalog::Capability;
use crate::syntax::python::ast::{Call, Expr, ExprKind, Name, Stmt, StmtKind};

/// Functions that make others are followed so far.
const MOST_STEPS: usize = 4;

impl World {
    /// The field behind a keyword of a lookup (`code`, `group__code`), where
    /// nobody can guess its values.
    pub(super) fn key_field(
        &self,
        rows: &Capability,
        class: &Arc<ClassValue>,
        keyword: &str,
    ) -> Option<KeyField> {
        let mut class = Arc::clone(class);
        let mut names = keyword.split(rows.joined_by.as_str()).peekable();
        while let Some(name) = names.next() {
            let name: Name = name.into();
            let Member::Value(owner, declared) = self.find_member(&class, &name) else {
                return None;
            };
            let value = self.class_value(&owner, &name, &declared);
            let Kind::External(made) = &value.kind else { return None };
            if names.peek().is_some() {
                class = referred(rows, made)?;
                continue;
            }
            let site = Site { file: Arc::clone(&owner.file), range: declared.range };
            let unguessable = self.is_unguessable(rows, (&owner, &class), &name, (made, &declared));
            return unguessable.then_some(KeyField { name, site, absent: None });
        }
        None
    }

    fn is_unguessable(
        &self,
        rows: &Capability,
        (owner, class): (&Arc<ClassValue>, &Arc<ClassValue>),
        name: &Name,
        (made, declared): (&External, &Expr),
    ) -> bool {
        let told = |wanted: &String| {
            let Some((key, value)) = wanted.split_once('=') else { return false };
            made.arguments.keyword(key).is_some_and(|given| match given.kind {
                Kind::Bool(given) => given == (value == "True"),
                _ => true,
            })
        };
        if !rows.fields.matches(&made.path) || rows.identifies.iter().any(told) {
            return false;
        }
        let default = match &declared.kind {
            ExprKind::Call(call) => {
                let is_default = |name: &Name| **name == *rows.default;
                call.arguments.iter().find(|one| one.name.as_ref().is_some_and(is_default))
            }
            _ => None,
        };
        let mut drawing = Drawing { rows, world: self, steps: 0 };
        let by_default = default.is_some_and(|default| drawing.gives(&owner.file, &default.value));
        let mut set = Vec::new();
        for one in [owner, class] {
            for method in &Bindings::of(&one.class.body).functions {
                values_set(&method.body, name, &mut |value| {
                    set.push((Arc::clone(&one.file), value.clone()));
                });
            }
        }
        let kept = |value: &Expr| {
            matches!(&value.kind, ExprKind::None)
                || matches!(&value.kind, ExprKind::Str(text) if text.is_empty())
        };
        set.retain(|(_, value)| !kept(value));
        let all_drawn = set.iter().all(|(file, value)| drawing.draws(file, value));
        all_drawn && (by_default || !set.is_empty() && default.is_none())
    }
}

/// The class that a field leads to.
fn referred(rows: &Capability, made: &External) -> Option<Arc<ClassValue>> {
    let to = made.arguments.positional.first().or_else(|| made.arguments.keyword("to"));
    match &to.filter(|_| rows.references.matches(&made.path))?.kind {
        Kind::Class(class) => Some(Arc::clone(class)),
        _ => None,
    }
}

/// Looks for what draws a value.
struct Drawing<'world> {
    rows: &'world Capability,
    world: &'world World,
    steps: usize,
}

impl Drawing<'_> {
    fn value(&self, file: &Arc<ModuleFile>, expression: &Expr) -> Value {
        let mut walk = Walk::quietly(self.world);
        walk.enter_module(file);
        walk.expression(expression)
    }

    fn is_drawing(&self, path: &str) -> bool {
        self.rows.drawn.iter().any(|row| row.matches(path))
    }

    /// Whether calling what an expression stands for gives what nobody can guess.
    fn gives(&mut self, file: &Arc<ModuleFile>, function: &Expr) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        match self.value(file, function).kind {
            Kind::External(external) => self.is_drawing(&external.path),
            Kind::Lambda(lambda) => self.draws(&lambda.file, &lambda.lambda.body),
            Kind::Function(made) => {
                let mut returned = Vec::new();
                values_returned(&made.function.body, &mut returned);
                let mut all = returned.iter();
                !returned.is_empty() && all.all(|value| self.draws(&made.file, value))
            }
            _ => false,
        }
    }

    /// Whether an expression is what nobody can guess, perhaps written another way.
    fn draws(&mut self, file: &Arc<ModuleFile>, expression: &Expr) -> bool {
        match &expression.kind {
            ExprKind::Attribute(inner, name) if self.is_written(name) => self.draws(file, inner),
            ExprKind::Call(call) => self.call_draws(file, call),
            _ => false,
        }
    }

    fn call_draws(&mut self, file: &Arc<ModuleFile>, call: &Call) -> bool {
        if let ExprKind::Attribute(inner, name) = &call.function.kind
            && call.arguments.is_empty()
            && self.is_written(name)
        {
            return self.draws(file, inner);
        }
        if let (ExprKind::Name(name), [only]) = (&call.function.kind, call.arguments.as_slice())
            && &**name == "str"
        {
            return self.draws(file, &only.value);
        }
        let long = |value: &Expr| match self.value(file, value).kind {
            Kind::Int(length) => length >= self.rows.least,
            _ => false,
        };
        let lengths = call.arguments.iter().all(|argument| long(&argument.value));
        lengths && self.gives(file, &call.function)
    }

    fn is_written(&self, name: &str) -> bool {
        self.rows.written.iter().any(|known| known == name)
    }
}

/// What statements put into `self.name`.
fn values_set(body: &[Stmt], name: &Name, found: &mut dyn FnMut(&Expr)) {
    for statement in body {
        if let StmtKind::Assign { targets, value: Some(value), .. } = &statement.kind {
            let is_own = |target: &Expr| {
                matches!(&target.kind, ExprKind::Attribute(object, known)
                    if known == name && matches!(&object.kind, ExprKind::Name(own) if &**own == "self"))
            };
            if targets.iter().any(is_own) {
                found(value);
            }
        }
        for block in statement.blocks() {
            values_set(block, name, found);
        }
    }
}

/// What statements return; what ends without a word returns nothing.
fn values_returned<'body>(body: &'body [Stmt], found: &mut Vec<&'body Expr>) {
    for statement in body {
        if let StmtKind::Return(Some(value)) = &statement.kind {
            found.push(value);
        }
        for block in statement.blocks() {
            values_returned(block, found);
        }
    }
}
