//! Exceptions and answers: their statuses, who catches them, and what the
//! program's own dispatchers and error handlers make of them.

use std::sync::Arc;

use super::classes::{Base, Member};
use super::value::{Arguments, ClassValue, Kind, Value};
use super::walk::{Walk, some_object, status_of};
use super::world::{World, functions_of};
use crate::model::FactKind;
use crate::syntax::python::ast::{Expr, ExprKind, Name, Stmt, StmtKind, Try};

impl World {
    /// The status a raised or returned value stands for by itself.
    pub(super) fn status_for(&self, value: &Value) -> Option<u16> {
        match &value.kind {
            Kind::External(external) => self.outside_status(&external.path, &external.arguments),
            Kind::Instance(instance) => {
                self.class_status(&instance.class, Some(&instance.arguments))
            }
            Kind::Class(class) => self.class_status(class, None),
            _ => None,
        }
    }

    fn outside_status(&self, path: &str, arguments: &Arguments) -> Option<u16> {
        let row = self.models.status(path)?;
        if let Some(given) = row.flag.as_ref().and_then(|flag| arguments.keyword(flag))
            && given.truth() != Some(false)
        {
            return row.flagged.filter(|_| given.truth() == Some(true));
        }
        row.keyword
            .as_ref()
            .and_then(|keyword| arguments.keyword(keyword))
            .or_else(|| row.argument.and_then(|position| arguments.positional.get(position)))
            .and_then(status_of)
            .or(row.status)
    }

    fn class_status(&self, class: &Arc<ClassValue>, arguments: Option<&Arguments>) -> Option<u16> {
        for name in ["code", "status_code", "status"] {
            let name: Name = name.into();
            if let Member::Value(owner, value) = self.find_member(class, &name) {
                let mut walk = Walk::quietly(self);
                walk.enter_module(&owner.file);
                if let Some(status) = status_of(&walk.expression(&value)) {
                    return Some(status);
                }
            }
        }
        let none = Arguments::default();
        let line = self.line_of(class);
        let bases = &line.bases;
        let own = bases.iter().find_map(|base| match base {
            Base::Outside(path) => self.outside_status(path, arguments.unwrap_or(&none)),
            Base::Inside(_) => None,
        });
        own.or_else(|| {
            // One that wraps another exception answers as that one would.
            let wraps = bases.iter().any(|base| {
                matches!(base, Base::Outside(path)
                    if path.ends_with("Exception") || path.ends_with("Error"))
            });
            let wrapped = arguments?.positional.first().filter(|_| wraps)?;
            let is_one = matches!(wrapped.kind, Kind::External(_) | Kind::Instance(_));
            self.status_for(wrapped).filter(|_| is_one)
        })
    }

    /// The status of a value that is returned as the answer.
    pub(super) fn answer_status_of(&self, value: &Value) -> Option<u16> {
        let status = match &value.kind {
            Kind::Sequence(parts) if parts.len() >= 2 => status_of(&parts[1]),
            _ => self.status_for(value),
        };
        status.filter(|status| (400..500).contains(status))
    }

    /// Whether `except caught` catches `raised`.
    pub(super) fn catches(&self, caught: &Value, raised: &Value) -> bool {
        let caught_path = match &caught.kind {
            Kind::External(external) => {
                if matches!(&*external.path, "builtins.Exception" | "builtins.BaseException") {
                    return true;
                }
                Some(external.path.as_ref())
            }
            _ => None,
        };
        match &raised.kind {
            Kind::External(external) => {
                let raised = external.path.trim_end_matches("()");
                let is_a = |path: &str| {
                    let row = self.models.status(raised);
                    row.is_some_and(|row| row.is_a.iter().any(|base| base == path))
                };
                caught_path.is_some_and(|path| path == raised || is_a(path))
            }
            Kind::Instance(instance) => self.class_caught(caught, caught_path, &instance.class),
            Kind::Class(class) => self.class_caught(caught, caught_path, class),
            _ => false,
        }
    }

    fn class_caught(&self, caught: &Value, path: Option<&str>, raised: &Arc<ClassValue>) -> bool {
        let same = |a: &ClassValue, b: &ClassValue| {
            a.class.range == b.class.range && a.file.path == b.file.path
        };
        if matches!(&caught.kind, Kind::Class(class) if same(class, raised)) {
            return true;
        }
        self.line_of(raised).bases.iter().any(|base| match (base, &caught.kind) {
            (Base::Inside(base), Kind::Class(class)) => same(base, class),
            (Base::Outside(base), _) => path == Some(base),
            _ => false,
        })
    }

    /// What it means that this exception is caught and refused, and whether it says so
    /// of one value that did not convert.
    pub(super) fn exception_means(&self, caught: &Value) -> Option<(FactKind, bool)> {
        let of_path = |path: &str| {
            let row = self.models.status(path)?;
            Some((row.means?, row.converts))
        };
        match &caught.kind {
            Kind::External(external) => of_path(&external.path),
            Kind::Class(class) => self.line_of(class).bases.iter().find_map(|base| match base {
                Base::Outside(path) => of_path(path),
                Base::Inside(_) => None,
            }),
            _ => None,
        }
    }

    /// Whether leaving this context manager raises what was caught again.
    pub(super) fn reraises(&self, path: &str) -> bool {
        self.gives(path, "reraises")
    }

    /// Whether this context manager swallows the exceptions it is given.
    pub(super) fn suppresses(&self, path: &str) -> bool {
        self.gives(path, "suppresses")
    }

    /// Whether calling this calls the function it was made with.
    pub(super) fn applies_partly(&self, path: &str) -> bool {
        path.ends_with("partial()") && self.gives(path, "partial")
    }

    fn gives(&self, path: &str, what: &str) -> bool {
        self.models
            .reading(path, &Arguments::default())
            .first()
            .is_some_and(|model| model.returns.as_deref() == Some(what))
    }

    /// The status that the program's dispatchers and error handlers give an
    /// exception nobody else catches.
    pub(super) fn mapped_status(&self, raised: &Value) -> Option<u16> {
        let mapped = self.mapped.get()?;
        mapped.iter().find(|(caught, _)| self.catches(caught, raised)).map(|(_, status)| *status)
    }

    /// Finds the mappings, once: error handlers by the catalog's rows, and
    /// `except` clauses in the modules that hold route tables.
    pub(super) fn map_exceptions(&self, dispatchers: &[crate::model::RepoPath]) {
        self.mapped.get_or_init(|| {
            let mut mapped = Vec::new();
            for path in dispatchers {
                let Some(file) = self.project.file(path) else { continue };
                for (_, function) in functions_of(&file) {
                    self.clauses(&file, &function.body, &mut mapped);
                }
            }
            self.error_handlers(&mut mapped);
            mapped
        });
    }

    fn clauses(
        &self,
        file: &Arc<super::project::ModuleFile>,
        body: &[Stmt],
        out: &mut Vec<(Value, u16)>,
    ) {
        for statement in body {
            match &statement.kind {
                StmtKind::Try(parts) => self.clauses_of(file, parts, out),
                StmtKind::With(_, body) => self.clauses(file, body, out),
                StmtKind::If(parts) => {
                    self.clauses(file, &parts.then, out);
                    self.clauses(file, &parts.otherwise, out);
                }
                _ => {}
            }
        }
    }

    fn clauses_of(
        &self,
        file: &Arc<super::project::ModuleFile>,
        parts: &Try,
        out: &mut Vec<(Value, u16)>,
    ) {
        for clause in &parts.handlers {
            let (Some(types), Some(status)) = (&clause.types, self.status_in(file, &clause.body))
            else {
                continue;
            };
            let mut walk = Walk::quietly(self);
            walk.enter_module(file);
            let types = walk.expression(types);
            match &types.kind {
                Kind::Sequence(all) => {
                    out.extend(all.iter().map(|caught| (caught.clone(), status)))
                }
                _ => out.push((types, status)),
            }
        }
    }

    /// The status a block raises or returns at its end.
    fn status_in(&self, file: &Arc<super::project::ModuleFile>, body: &[Stmt]) -> Option<u16> {
        body.iter().find_map(|statement| {
            let value: &Expr = match &statement.kind {
                StmtKind::Raise(Some(value)) | StmtKind::Return(Some(value)) => value,
                _ => return None,
            };
            let mut walk = Walk::quietly(self);
            walk.enter_module(file);
            let value = walk.expression(value);
            self.answer_status_of(&value)
        })
    }

    fn error_handlers(&self, out: &mut Vec<(Value, u16)>) {
        let frameworks = self.models.catalog().frameworks();
        for pattern in frameworks.iter().flat_map(|framework| &framework.error_handlers) {
            let Some(name) = pattern.last().map(|last| last.trim_end_matches("()")) else {
                continue;
            };
            for path in self.project.files_decorating(name) {
                let Some(file) = self.project.file(&path) else { continue };
                for (_, function) in functions_of(&file) {
                    for decorator in &function.decorators {
                        let ExprKind::Call(call) = &decorator.kind else { continue };
                        let mut walk = Walk::quietly(self);
                        walk.enter_module(&file);
                        let called = walk.expression(&call.function);
                        let matches =
                            called.path().is_some_and(|path| pattern.matches(&format!("{path}()")));
                        let (true, Some(first)) = (matches, call.arguments.first()) else {
                            continue;
                        };
                        let caught = walk.expression(&first.value);
                        if let Some(status) = self.status_in(&file, &function.body) {
                            out.push((caught, status));
                        }
                    }
                }
            }
        }
    }

    /// An object of a class outside the tree, under the name rows know it by.
    fn instance_outside(&self, class: &str) -> Value {
        let path = format!("{class}()");
        let rows = self.models.reading(&path, &Arguments::default());
        let known = rows.first().and_then(|row| row.returns.as_deref());
        Value::external(match known {
            Some(known) if known.contains('.') => known,
            _ => &path,
        })
    }

    /// A value of a type: a class, or its name in a text.
    pub(super) fn of_type(&self, file: &Arc<super::project::ModuleFile>, named: &Value) -> Value {
        let class = match named.as_str() {
            Some(name) => {
                let name = name.trim_end_matches(" | None");
                let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
                if plain { self.global(file, name, 0) } else { Value::UNKNOWN }
            }
            None => named.clone(),
        };
        match &class.kind {
            Kind::Class(class) => some_object(class, super::value::Origins::NONE),
            Kind::External(external) if !external.path.starts_with("builtins.") => {
                self.instance_outside(&external.path)
            }
            _ => Value::UNKNOWN,
        }
    }

    /// Whether reading an access path is asking for a decision.
    pub(super) fn decides(&self, path: &str) -> bool {
        let rows = self.models.reading(path, &Arguments::default());
        rows.first().is_some_and(|row| row.decides.is_some())
    }

    /// A value of the annotated type: `Thing`, `Optional[Thing]`, `"Thing"`.
    pub(super) fn annotated(
        &self,
        file: &Arc<super::project::ModuleFile>,
        annotation: &Expr,
    ) -> Value {
        match &annotation.kind {
            ExprKind::Subscript(outer, inner) => {
                let name = outer.dotted().unwrap_or_default();
                match name.rsplit('.').next() {
                    Some("Optional" | "Annotated" | "Final" | "ClassVar") => match &inner.kind {
                        ExprKind::Tuple(parts) if !parts.is_empty() => {
                            self.annotated(file, &parts[0])
                        }
                        _ => self.annotated(file, inner),
                    },
                    _ => Value::UNKNOWN,
                }
            }
            ExprKind::Binary(left, _, _) => self.annotated(file, left),
            ExprKind::Name(_) | ExprKind::Attribute(..) => {
                let mut walk = Walk::quietly(self);
                walk.enter_module(file);
                let value = walk.expression(annotation);
                match &value.kind {
                    Kind::Class(class) => some_object(class, value.origins),
                    Kind::External(external) if !external.path.starts_with("builtins.") => {
                        self.instance_outside(&external.path)
                    }
                    _ => Value::UNKNOWN,
                }
            }
            ExprKind::Str(name) if name.chars().all(|c| c.is_alphanumeric() || c == '_') => {
                match self.global(file, name, 0).kind {
                    Kind::Class(class) => some_object(&class, super::value::Origins::NONE),
                    _ => Value::UNKNOWN,
                }
            }
            _ => Value::UNKNOWN,
        }
    }
}
