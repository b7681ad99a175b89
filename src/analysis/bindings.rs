//! The names a module binds at its top level.

use std::sync::Arc;

use super::hashed::Map;
use crate::syntax::python::ast::{
    Class, Expr, ExprKind, Function, ImportFrom, Name, Stmt, StmtKind,
};

/// What a name of a module stands for.
#[derive(Debug, Clone)]
pub(super) enum Binding {
    /// `import a.b` binds `a`, `import a.b as c` binds `a.b`.
    Module(Name),
    /// `from module import name`.
    From { level: usize, module: Name, name: Name },
    /// One or more definitions of this name, in order.
    Functions(Vec<Arc<Function>>),
    /// The last class of this name.
    Class(Arc<Class>),
    /// Values assigned to it, in order, also by functions that declare it global.
    Values(Vec<Expr>),
}

/// The names of a module, its `import *`s, and its definitions in order.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    pub(super) names: Map<Name, Binding>,
    pub(super) stars: Vec<(usize, Name)>,
    pub(super) functions: Vec<Arc<Function>>,
    pub(super) classes: Vec<Arc<Class>>,
    /// Functions that assign a global, by the global's name.
    pub(super) global_writers: Map<Name, Vec<Arc<Function>>>,
}

impl Bindings {
    pub(super) fn of(body: &[Stmt]) -> Self {
        let mut bindings = Self::default();
        bindings.block(body);
        for function in bindings.functions.clone() {
            if !function.body.may_hold("global ") {
                continue;
            }
            let mut names = Vec::new();
            declared_globals(&function.body, &mut names);
            for name in names {
                bindings.global_writers.entry(name).or_default().push(Arc::clone(&function));
            }
        }
        bindings
    }

    fn block(&mut self, body: &[Stmt]) {
        for statement in body {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        match &statement.kind {
            StmtKind::Function(function) => {
                self.functions.push(Arc::clone(function));
                match self.names.get_mut(&function.name) {
                    Some(Binding::Functions(known)) => known.push(Arc::clone(function)),
                    _ => {
                        let binding = Binding::Functions(vec![Arc::clone(function)]);
                        self.names.insert(Arc::clone(&function.name), binding);
                    }
                }
            }
            StmtKind::Class(class) => {
                self.classes.push(Arc::clone(class));
                self.names.insert(Arc::clone(&class.name), Binding::Class(Arc::clone(class)));
            }
            StmtKind::Import(names) => {
                for (dotted, alias) in names {
                    let (name, module) = match alias {
                        Some(alias) => (Arc::clone(alias), Arc::clone(dotted)),
                        None => {
                            let first: Name = dotted.split('.').next().unwrap_or(dotted).into();
                            (Arc::clone(&first), first)
                        }
                    };
                    self.names.insert(name, Binding::Module(module));
                }
            }
            StmtKind::ImportFrom(import) => self.import_from(import),
            StmtKind::Assign { targets, value: Some(value), .. } => {
                for target in targets {
                    self.assign(target, value);
                }
            }
            StmtKind::If(parts) => {
                self.block(&parts.then);
                self.block(&parts.otherwise);
            }
            StmtKind::Try(parts) => {
                self.block(&parts.body);
                for handler in &parts.handlers {
                    self.fallback(&handler.body);
                }
                self.block(&parts.otherwise);
            }
            StmtKind::With(_, body) => self.block(body),
            StmtKind::Other(body) => self.block(body),
            _ => {}
        }
    }

    /// What an `except ImportError` binds counts only where nothing else did.
    fn fallback(&mut self, body: &[Stmt]) {
        let other = Self::of(body);
        for (name, binding) in other.names {
            self.names.entry(name).or_insert(binding);
        }
    }

    fn import_from(&mut self, import: &ImportFrom) {
        for (name, alias) in &import.names {
            if &**name == "*" {
                self.stars.push((import.level, Arc::clone(&import.module)));
                continue;
            }
            let binding = Binding::From {
                level: import.level,
                module: Arc::clone(&import.module),
                name: Arc::clone(name),
            };
            self.names.insert(Arc::clone(alias.as_ref().unwrap_or(name)), binding);
        }
    }

    fn assign(&mut self, target: &Expr, value: &Expr) {
        match (&target.kind, &value.kind) {
            (ExprKind::Name(name), _) => match self.names.get_mut(name) {
                Some(Binding::Values(values)) => values.push(value.clone()),
                _ => {
                    self.names.insert(Arc::clone(name), Binding::Values(vec![value.clone()]));
                }
            },
            (ExprKind::Tuple(targets), ExprKind::Tuple(values))
                if targets.len() == values.len() =>
            {
                for (target, value) in targets.iter().zip(values) {
                    self.assign(target, value);
                }
            }
            (ExprKind::Tuple(targets), _) => {
                for (at, target) in targets.iter().enumerate() {
                    let part = |kind| Expr { range: value.range, kind };
                    let index = part(ExprKind::Number(at.to_string().into()));
                    let item = ExprKind::Subscript(Box::new(value.clone()), Box::new(index));
                    self.assign(target, &part(item));
                }
            }
            _ => {}
        }
    }
}

fn declared_globals(body: &[Stmt], names: &mut Vec<Name>) {
    for statement in body {
        match &statement.kind {
            StmtKind::Global(declared) => names.extend(declared.iter().cloned()),
            StmtKind::If(parts) => {
                declared_globals(&parts.then, names);
                declared_globals(&parts.otherwise, names);
            }
            _ => {}
        }
    }
}
