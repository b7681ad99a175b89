//! Routes declared as pairs of a route and a class, in lists that reach the
//! application by ways that need not be followed.

use std::sync::Arc;

use super::routes::{Declared, RouteIndex};
use super::view_rows::view_row;
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, ClassValue, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::World;
use crate::catalog::RoutePairs;
use crate::model::{NotAnalysed, RepoPath, Route, Side};
use crate::syntax::python::ast::{Call, Expr, ExprKind, Function, Range, Stmt, StmtKind};

/// The files whose words say that they may hold pairs.
pub(super) fn candidates(world: &World) -> Vec<RepoPath> {
    let frameworks = world.models.catalog().frameworks();
    frameworks
        .iter()
        .filter_map(|rows| rows.route_pairs.as_ref())
        // A tree that never names the framework has none of its handlers.
        .filter(|rows| {
            rows.words.first().is_some_and(|word| !world.project.files_with(word).is_empty())
        })
        .flat_map(|rows| &rows.words)
        .flat_map(|word| world.project.files_with(word))
        .collect()
}

/// Reads the pairs of one module into the index.
pub(super) fn read(index: &mut RouteIndex, world: &World, file: &Arc<ModuleFile>, side: Side) {
    for (framework, rows) in world.models.catalog().frameworks().iter().enumerate() {
        let Some(rows) = &rows.route_pairs else { continue };
        let walk = Walk::quietly(world);
        let mut pairs = Pairs { index, world, file, side, framework, rows, walk };
        pairs.walk.enter_module(file);
        pairs.block(&file.module.body, None);
    }
}

struct Pairs<'read, 'world> {
    index: &'read mut RouteIndex,
    world: &'world World,
    file: &'read Arc<ModuleFile>,
    side: Side,
    framework: usize,
    rows: &'world RoutePairs,
    /// Knows the local names of the functions around.
    walk: Walk<'world>,
}

impl Pairs<'_, '_> {
    fn block(&mut self, body: &[Stmt], class: Option<&Arc<ClassValue>>) {
        for statement in body {
            self.statement(statement, class);
        }
    }

    fn statement(&mut self, statement: &Stmt, class: Option<&Arc<ClassValue>>) {
        match &statement.kind {
            StmtKind::Expr(expression) | StmtKind::Return(Some(expression)) => {
                self.expression(expression);
            }
            StmtKind::Assign { value: Some(value), .. } | StmtKind::AugAssign { value, .. } => {
                self.expression(value);
                self.bind(statement, value);
            }
            StmtKind::Import(_) | StmtKind::ImportFrom(_) if self.walk.in_function() => {
                self.walk.bind_names(statement);
            }
            StmtKind::Function(function) => self.function(function, class),
            StmtKind::Class(inner) => {
                let file = Arc::clone(self.file);
                let inner = Arc::new(ClassValue { file, class: Arc::clone(inner) });
                self.block(&inner.class.body, Some(&inner));
            }
            StmtKind::If(parts) => {
                self.block(&parts.then, class);
                self.block(&parts.otherwise, class);
            }
            StmtKind::For(parts) => {
                self.expression(&parts.iterable);
                self.block(&parts.body, class);
            }
            StmtKind::While(parts) => self.block(&parts.body, class),
            StmtKind::With(_, body) => self.block(body, class),
            StmtKind::Try(parts) => {
                self.block(&parts.body, class);
                self.block(&parts.otherwise, class);
            }
            _ => {}
        }
    }

    fn function(&mut self, function: &Arc<Function>, class: Option<&Arc<ClassValue>>) {
        let receiver = class.map(|class| self.walk.new_object(class, Arguments::default()));
        self.walk.enter_function(self.file, function, receiver);
        self.block(&function.body, None);
        self.walk.frames.pop();
    }

    /// A local name that may stand in a pair: nothing that has to be run.
    fn bind(&mut self, statement: &Stmt, value: &Expr) {
        let plain = !matches!(value.kind, ExprKind::Call(_) | ExprKind::Await(_));
        if plain && self.walk.in_function() && matches!(statement.kind, StmtKind::Assign { .. }) {
            self.walk.bind_names(statement);
        }
    }

    fn expression(&mut self, expression: &Expr) {
        match &expression.kind {
            ExprKind::Tuple(parts) if self.pair(parts.iter(), expression.range) => {}
            ExprKind::Tuple(parts) | ExprKind::List(parts) | ExprKind::Logical(_, parts) => {
                self.each(parts)
            }
            ExprKind::Binary(left, _, right) => {
                self.expression(left);
                self.expression(right);
            }
            ExprKind::Call(call) => self.call(call, expression.range),
            ExprKind::Starred(inner) | ExprKind::Await(inner) => self.expression(inner),
            ExprKind::Conditional(parts) => {
                self.expression(&parts.then);
                self.expression(&parts.otherwise);
            }
            ExprKind::Dict(entries) => entries.iter().for_each(|(_, value)| self.expression(value)),
            _ => {}
        }
    }

    fn each(&mut self, parts: &[Expr]) {
        for part in parts {
            self.expression(part);
        }
    }

    fn call(&mut self, call: &Call, range: Range) {
        let name = match &call.function.kind {
            ExprKind::Attribute(_, name) | ExprKind::Name(name) => Some(format!("{name}()")),
            _ => None,
        };
        let named = self.rows.calls.iter().any(|row| row.last() == name.as_deref());
        let declares = named
            && self.walk.expression(&call.function).path().is_some_and(|path| {
                self.rows.calls.iter().any(|row| row.matches(&format!("{path}()")))
            });
        let arguments = call.arguments.iter().map(|argument| &argument.value);
        if !declares || !self.pair(arguments, range) {
            for argument in &call.arguments {
                self.expression(&argument.value);
            }
        }
    }

    /// `route, class, ...`; false where it is no such pair.
    fn pair<'tree>(&mut self, parts: impl Iterator<Item = &'tree Expr>, range: Range) -> bool {
        let parts: Vec<&Expr> = parts.take(5).collect();
        let [route, view, rest @ ..] = parts.as_slice() else { return false };
        let is_name =
            matches!(view.kind, ExprKind::Name(_) | ExprKind::Attribute(..) | ExprKind::Str(_));
        if rest.len() > 2 || !is_name || !may_be_text(route) {
            return false;
        }
        let view = self.view(view);
        let frameworks = self.world.models.catalog().frameworks();
        let site = Site { file: Arc::clone(self.file), range };
        match &view.kind {
            Kind::Class(class)
                if view_row(self.world, class, &[]).is_some_and(|(at, _)| at == self.framework) =>
            {
                let template = self
                    .template(route)
                    .unwrap_or_else(|| format!("{{{}}}", self.file.module.slice(route.range)));
                let route = Route { template, place: Some(site.place(self.side)) };
                let declared = Declared::new(self.framework, route, Vec::new());
                self.index.declare(&view, declared);
                true
            }
            Kind::External(external)
                if frameworks[self.framework]
                    .class_views
                    .iter()
                    .filter_map(|row| row.base.as_ref())
                    .any(|base| base.matches(&external.path)) =>
            {
                let route = self.file.module.slice(route.range);
                let reason = format!(
                    "`{route}` is answered by `{}`, which is not code of this tree",
                    external.path
                );
                self.index.outside.push(NotAnalysed {
                    file: self.file.path.clone(),
                    place: Some(site.place(self.side)),
                    reason,
                });
                true
            }
            _ => false,
        }
    }

    /// The class that answers: itself, or its dotted name in a text.
    fn view(&mut self, view: &Expr) -> Value {
        let value = self.walk.expression(view);
        match value.as_str() {
            Some(dotted) if dotted.contains('.') => {
                self.world.by_dotted_name(dotted, &self.file.path)
            }
            _ => value,
        }
    }

    /// The route an expression gives; of a computed one what is known of it,
    /// none where nothing is.
    fn template(&mut self, route: &Expr) -> Option<String> {
        if let Some(known) = self.walk.expression(route).as_str() {
            return Some(known.to_string());
        }
        let known = match &route.kind {
            ExprKind::Format(_, parts) => {
                parts.iter().filter_map(|part| self.template(part)).collect::<String>()
            }
            ExprKind::Binary(left, operator, right) if &**operator == "+" => {
                self.template(left).unwrap_or_default() + &self.template(right).unwrap_or_default()
            }
            ExprKind::Binary(left, operator, _) if &**operator == "%" => {
                self.template(left)?.replace("%s", "")
            }
            ExprKind::Call(call) => {
                let arguments = call.arguments.iter().filter_map(|one| self.template(&one.value));
                let pieces: Vec<String> = arguments.collect();
                pieces.iter().map(|piece| piece.trim_matches('/')).collect::<Vec<_>>().join("/")
            }
            _ => return None,
        };
        (!known.is_empty()).then_some(known)
    }
}

/// Whether an expression can give a route.
fn may_be_text(expression: &Expr) -> bool {
    matches!(
        expression.kind,
        ExprKind::Str(_)
            | ExprKind::Format(..)
            | ExprKind::Binary(..)
            | ExprKind::Name(_)
            | ExprKind::Attribute(..)
            | ExprKind::Call(_)
    )
}
