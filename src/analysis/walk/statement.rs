//! Statements, in the order in which they run.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Flow, Walk};
use crate::analysis::value::{ClassValue, FunctionValue, Kind, Value};
use crate::syntax::python::ast::{Case, Function, Simple, Stmt, StmtKind, WithItem};

impl Walk<'_> {
    /// Runs statements until one does not fall through.
    pub(super) fn block(&mut self, body: &[Stmt]) -> Flow {
        for statement in body {
            if !self.step() {
                return self.last_words(statement);
            }
            let flow = self.statement(statement);
            self.statement_done();
            if flow != Flow::Falls {
                return flow;
            }
        }
        Flow::Falls
    }

    /// A walk that is out of steps still says what refuses right where it stands:
    /// the other way out of a test may have used them up.
    fn last_words(&mut self, statement: &Stmt) -> Flow {
        const FEW: u32 = 100;
        let StmtKind::Raise(raised) = &statement.kind else { return Flow::Falls };
        let used = std::mem::replace(&mut self.steps, self.budget.saturating_sub(FEW));
        let flow = self.raise(statement, raised.as_ref());
        self.steps = used;
        flow
    }

    /// Statements that steer; the others only bind names and run on.
    fn statement(&mut self, statement: &Stmt) -> Flow {
        match &statement.kind {
            StmtKind::Expr(value) => {
                self.expression(value);
                self.refuses_always(value)
            }
            StmtKind::Return(value) => self.leave_with(statement, value.as_ref()),
            StmtKind::Raise(raised) => self.raise(statement, raised.as_ref()),
            StmtKind::If(parts) => self.branch(&parts.test, &parts.then, &parts.otherwise),
            StmtKind::While(parts) => self.while_loop(parts),
            StmtKind::For(parts) => self.for_loop(parts),
            StmtKind::Try(parts) => self.try_statement(parts),
            StmtKind::With(items, body) => self.with(items, body),
            StmtKind::Match(subject, cases) => {
                self.expression(subject);
                self.cases(subject, cases)
            }
            StmtKind::Simple(Simple::Break) => Flow::Breaks,
            StmtKind::Simple(Simple::Continue) => Flow::Continues,
            StmtKind::Other(body) => self.block(body),
            _ => {
                self.binding(statement);
                Flow::Falls
            }
        }
    }

    /// Binds the names of a statement without running what is around it.
    pub(in crate::analysis) fn bind_names(&mut self, statement: &Stmt) {
        self.binding(statement);
    }

    /// Statements that bind names.
    fn binding(&mut self, statement: &Stmt) {
        match &statement.kind {
            StmtKind::Assign { targets, annotation, value: Some(value) } => {
                let mut value = self.expression(value);
                if let (Kind::Unknown, Some(annotation), Some(file)) =
                    (&value.kind, annotation, self.here().cloned())
                {
                    value = self.world.annotated(&file, annotation).with(value.origins);
                }
                for target in targets {
                    self.bind(target, value.clone(), statement.range);
                }
            }
            StmtKind::AugAssign { target, value } => {
                let before = self.expression(target);
                let value = self.expression(value);
                let origins = before.all_origins() | value.all_origins();
                self.bind(target, Value::unknown(origins), statement.range);
            }
            StmtKind::Function(function) => self.define(function),
            StmtKind::Class(class) => {
                if let Some(frame) = self.frame() {
                    let file = Arc::clone(&frame.file);
                    let value = Arc::new(ClassValue { file, class: Arc::clone(class) });
                    frame.scope.set(&class.name, Value::new(Kind::Class(value)));
                }
            }
            StmtKind::Global(names) => {
                if let Some(frame) = self.frame() {
                    frame.globals.extend(names.iter().cloned());
                }
            }
            StmtKind::Import(_) | StmtKind::ImportFrom(_) => self.local_import(statement),
            StmtKind::Assert(test) => {
                self.expression(test);
            }
            StmtKind::Delete(targets) => {
                for target in targets {
                    self.expression(target);
                }
            }
            _ => {}
        }
    }

    fn with(&mut self, items: &[WithItem], body: &[Stmt]) -> Flow {
        let outer = self.tries.len();
        for item in items {
            let value = self.waited_for(&item.value);
            self.tries.extend(self.suppressing(&value));
            if let Some(target) = &item.target {
                self.bind(target, value, target.range);
            }
        }
        let flow = self.block(body);
        let suppresses = self.tries.len() > outer;
        self.tries.truncate(outer);
        if suppresses && flow == Flow::Refuses { Flow::Falls } else { flow }
    }

    fn cases(&mut self, subject: &crate::syntax::python::ast::Expr, cases: &[Case]) -> Flow {
        let Some((case, rest)) = cases.split_first() else { return Flow::Falls };
        if &*case.pattern == "_" && case.test.is_none() {
            return self.block(&case.body);
        }
        let before = self.frames.last().map(|frame| frame.scope.clone());
        let holds = self.conditions_of(case.test.as_ref().unwrap_or(subject), true);
        let depth = self.conditions.len();
        self.conditions.extend(holds);
        let first = self.block(&case.body);
        self.conditions.truncate(depth);
        if let (Some(frame), Some(before)) = (self.frame(), before) {
            frame.scope.join(before);
        }
        match (first, self.cases(subject, rest)) {
            (Flow::Falls, _) | (_, Flow::Falls) => Flow::Falls,
            (Flow::Refuses, Flow::Refuses) => Flow::Refuses,
            _ => Flow::Leaves,
        }
    }

    /// A function inside a function: known by name, with the names around it.
    fn define(&mut self, function: &Arc<Function>) {
        let Some(frame) = self.frames.last_mut() else { return };
        let value = FunctionValue {
            file: Arc::clone(&frame.file),
            function: Arc::clone(function),
            owner: frame.owner.clone(),
            receiver: None,
            scope: Some(Arc::new(frame.scope.clone())),
        };
        frame.scope.set(&function.name, Value::new(Kind::Function(Arc::new(value))));
    }

    /// An import inside a function binds in the function only.
    fn local_import(&mut self, statement: &Stmt) {
        let Some(file) = self.here().cloned() else { return };
        let inner = crate::analysis::bindings::Bindings::of(std::slice::from_ref(statement));
        let names: HashSet<_> = inner.names.keys().cloned().collect();
        let alone = Arc::new(crate::analysis::project::ModuleFile {
            path: file.path.clone(),
            module: Arc::clone(&file.module),
            bindings: inner,
        });
        for name in names {
            let value = self.world.uncached_global(&alone, &name);
            if let Some(frame) = self.frame() {
                frame.scope.set(&name, value);
            }
        }
    }
}
