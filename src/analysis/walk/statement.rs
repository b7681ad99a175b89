//! Statements, in the order in which they run.

use std::collections::HashSet;
use std::sync::Arc;

use super::kept_answer::is_sent_as_it_is;
use super::known_parts::known_parts;
use super::{Flow, Walk};
use crate::analysis::scope::Scope;
use crate::analysis::value::{ClassValue, FunctionValue, Kind, Origins, Value};
use crate::syntax::python::ast::{Case, Function, Simple, Stmt, StmtKind, WithItem};

impl Walk<'_> {
    /// Runs statements until one does not fall through.
    pub(super) fn block(&mut self, body: &[Stmt]) -> Flow {
        for (at, statement) in body.iter().enumerate() {
            if !self.step() {
                return self.last_words(statement);
            }
            let depth = self.conditions.len();
            let flow = match &statement.kind {
                StmtKind::Try(parts) => self.try_before(parts, &body[at + 1..]),
                StmtKind::Assign { .. } if is_sent_as_it_is(statement, &body[at + 1..]) => {
                    self.kept_answer(statement)
                }
                _ => self.statement(statement),
            };
            self.statement_done();
            self.forget_refuted(depth);
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
            StmtKind::Expr(value) => self.remembering(|walk| walk.on_its_own(value)),
            StmtKind::Return(value) => {
                self.remembering(|walk| walk.leave_with(statement, value.as_ref()))
            }
            StmtKind::Raise(raised) => self.raise(statement, raised.as_ref()),
            StmtKind::If(parts) => self.branch(&parts.test, &parts.then, &parts.otherwise),
            StmtKind::While(parts) => self.while_loop(parts),
            StmtKind::For(parts) => self.for_loop(parts),
            StmtKind::Try(parts) => self.try_before(parts, &[]),
            StmtKind::With(items, body) => self.with(items, body),
            StmtKind::Match(subject, cases) => {
                self.expression(subject);
                self.cases(subject, cases)
            }
            StmtKind::Simple(Simple::Break) => {
                self.leave_loop();
                Flow::Breaks
            }
            StmtKind::Simple(Simple::Continue) => {
                self.leave_loop();
                Flow::Continues
            }
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
                let given = value;
                let mut value = self.remembering(|walk| {
                    let value = walk.expression(given);
                    walk.as_answer(given, value)
                });
                if let (Kind::Unknown, Some(annotation), Some(file)) =
                    (&value.kind, annotation, self.here().cloned())
                {
                    value = self.world.annotated(&file, annotation).with(value.origins);
                }
                self.given_parts = known_parts(given).into_iter().collect();
                for target in targets {
                    self.bind(target, value.clone(), statement.range);
                }
                self.given_parts.clear();
            }
            StmtKind::AugAssign { target, value } => {
                let before = self.expression(target);
                let value = self.expression(value);
                let mut origins = before.all_origins() | value.all_origins();
                if before.as_str().is_some() || value.as_str().is_some() {
                    origins |= Origins::TEXT;
                }
                let value = match (&before.kind, &value.kind) {
                    (Kind::Str(a), Kind::Str(b)) => Value::new(Kind::Str(format!("{a}{b}").into())),
                    (Kind::Sequence(a), Kind::Sequence(b)) => {
                        Value::sequence(a.iter().chain(b.iter()).cloned().collect())
                    }
                    _ => Value::unknown(origins),
                };
                self.bind(target, value.with(origins), statement.range);
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
        let mut raises_again = false;
        for item in items {
            let value = self.waited_for(&item.value);
            raises_again |= self.is_raising_again(&value);
            self.tries.extend(self.suppressing(&value));
            if let Some(target) = &item.target {
                self.bind(target, value, target.range);
            }
        }
        let flow = self.block(body);
        let suppresses = self.tries.len() > outer;
        self.tries.truncate(outer);
        match flow {
            Flow::Refuses if suppresses => Flow::Falls,
            Flow::Falls if raises_again && !self.holds_back(body) => {
                if let Some(first) = items.first() {
                    self.refuse(first.value.range, None, Some(&Value::UNKNOWN));
                }
                Flow::Refuses
            }
            flow => flow,
        }
    }

    /// The cases of a `match`, each from what was known before it.
    fn cases(&mut self, subject: &crate::syntax::python::ast::Expr, cases: &[Case]) -> Flow {
        let quiet = std::mem::replace(&mut self.quiet, true);
        let value = self.expression(subject);
        self.quiet = quiet;
        let Some(before) = self.frames.last().map(|frame| frame.scope.clone()) else {
            return Flow::Falls;
        };
        let mut ends: Vec<(Flow, Scope)> = Vec::new();
        let mut certain = false;
        for case in cases {
            let fits =
                fits_pattern(&value, &case.pattern).filter(|fits| !fits || case.test.is_none());
            if certain || fits == Some(false) {
                continue;
            }
            certain = fits == Some(true);
            let holds = match (certain, &case.test) {
                (true, _) => Vec::new(),
                (false, test) => self.conditions_of(test.as_ref().unwrap_or(subject), true),
            };
            let depth = self.conditions.len();
            self.conditions.extend(holds);
            let flow = self.block(&case.body);
            self.conditions.truncate(depth);
            if let Some(frame) = self.frame() {
                ends.push((flow, std::mem::replace(&mut frame.scope, before.clone())));
            }
        }
        if !certain {
            ends.push((Flow::Falls, before));
        }
        let first = ends.first().map_or(Flow::Falls, |(flow, _)| *flow);
        let flow = match ends.iter().all(|(flow, _)| *flow == first) {
            true => first,
            false if ends.iter().any(|(flow, _)| *flow == Flow::Falls) => Flow::Falls,
            false => Flow::Leaves,
        };
        let joined = ends
            .into_iter()
            .filter(|(flow, _)| *flow == Flow::Falls)
            .map(|(_, scope)| scope)
            .reduce(|mut all, scope| {
                all.join(scope);
                all
            });
        if let (Some(frame), Some(joined)) = (self.frame(), joined) {
            frame.scope = joined;
        }
        flow
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
        let module = Arc::clone(&file.module);
        let alone =
            Arc::new(crate::analysis::project::ModuleFile::with(file.path.clone(), module, inner));
        for name in names {
            let value = self.world.uncached_global(&alone, &name);
            if let Some(frame) = self.frame() {
                frame.scope.set(&name, value);
            }
        }
    }
}

/// Whether a value fits a pattern of literals; none where that is not known.
fn fits_pattern(value: &Value, pattern: &str) -> Option<bool> {
    if pattern == "_" {
        return Some(true);
    }
    let mut fits = Some(false);
    for part in pattern.split('|').map(str::trim) {
        let same = match (&value.kind, literal(part)) {
            (Kind::Str(text), Some(Literal::Text(known))) => **text == *known,
            (Kind::Int(number), Some(Literal::Number(known))) => *number == known,
            (Kind::Str(_), Some(Literal::Number(_))) | (Kind::Int(_), Some(Literal::Text(_))) => {
                false
            }
            _ => return None,
        };
        if same {
            fits = Some(true);
        }
    }
    fits
}

enum Literal<'text> {
    Text(&'text str),
    Number(i64),
}

fn literal(pattern: &str) -> Option<Literal<'_>> {
    let quoted = |mark: char| pattern.strip_prefix(mark)?.strip_suffix(mark);
    if let Some(text) = quoted('\'').or_else(|| quoted('"')) {
        return (!text.contains(['\\', '\'', '"'])).then_some(Literal::Text(text));
    }
    pattern.parse().ok().map(Literal::Number)
}
