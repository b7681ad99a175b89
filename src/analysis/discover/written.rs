//! Decorators that declare routes, as they stand in the code: on functions, on
//! methods, on classes.

use std::sync::Arc;

use super::calls::{called_path, evaluate, methods_in, methods_of, origin_of};
use super::decorators::prefixes;
use super::literal::literal_route;
use super::routes::{Declared, RouteIndex};
use crate::analysis::bindings::Binding;
use crate::analysis::classes::Member;
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, ClassValue, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::World;
use crate::catalog::{Pattern, RouteDecorator};
use crate::model::{Method, Route, Side};
use crate::syntax::python::ast::{Call, Expr, ExprKind};

/// A decorator that declares a route.
pub(super) struct Written<'tree> {
    pub(super) framework: usize,
    pub(super) row: &'tree RouteDecorator,
    pub(super) call: &'tree Call,
    /// What it is called on.
    pub(super) group: Option<&'tree Expr>,
    pub(super) path: String,
}

impl<'tree> Written<'tree> {
    /// The row about a decorator that declares a route.
    pub(super) fn of(
        world: &'tree World,
        file: &Arc<ModuleFile>,
        decorator: &'tree Expr,
    ) -> Option<Self> {
        let ExprKind::Call(call) = &decorator.kind else { return None };
        let (group, name) = match &call.function.kind {
            ExprKind::Attribute(group, name) => (Some(&**group), name),
            ExprKind::Name(name) => (None, name),
            _ => return None,
        };
        let last = format!("{name}()");
        let frameworks = world.models.catalog().frameworks();
        // A name of the module may be an alias.
        let alias = group.is_none() && file.bindings.names.contains_key(name);
        let mut known: Option<Option<String>> = None;
        for (framework, rows) in frameworks.iter().enumerate() {
            for row in &rows.route_decorators {
                if !alias && row.path.last() != Some(&last) {
                    continue;
                }
                let path = known.get_or_insert_with(|| called_path(world, file, call));
                let path = match path {
                    Some(path) if row.path.matches(path) => path.clone(),
                    Some(path) if !path.starts_with("builtins.") => continue,
                    _ if is_given_app(file, group, call, &row.path) => {
                        format!("given.App().{last}")
                    }
                    _ => continue,
                };
                // What stands before the name may be a module.
                let group = group.filter(|_| path.contains("()."));
                return Some(Self { framework, row, call, group, path });
            }
        }
        None
    }

    pub(super) fn methods(&self, arguments: &Arguments) -> Vec<Method> {
        let named = self.row.method.and_then(|at| arguments.positional.get(at));
        if let Some(named) = named {
            return methods_in(named);
        }
        if self.row.methods.is_empty() {
            return methods_of(arguments, &self.row.says, &self.row.default_methods);
        }
        self.row.methods.iter().map(|name| Method::new(name)).collect()
    }

    pub(super) fn template(&self, arguments: &Arguments) -> Option<Arc<str>> {
        let by_keyword = || arguments.keyword(self.row.says.route_keyword.as_deref()?);
        let given = arguments.positional.get(self.row.route).or_else(by_keyword);
        if let Some(text) = given.and_then(Value::as_str) {
            return Some(Arc::clone(text));
        }
        let first = self.call.arguments.iter().find(|argument| argument.name.is_none());
        match first {
            Some(first) => literal_route(&first.value),
            // Decorators that need no route answer at the prefix.
            None => self.group.is_none().then(|| "".into()),
        }
    }

    /// The arguments of the declaration, and those its class gives to all of them.
    pub(super) fn arguments(
        &self,
        world: &World,
        file: &Arc<ModuleFile>,
        owner: Option<&Arc<ClassValue>>,
    ) -> Arguments {
        let mut arguments = evaluate(world, file, self.call);
        let (Some(defaults), Some(class)) = (&self.row.defaults, owner) else { return arguments };
        for decorator in &class.class.decorators {
            let mut walk = Walk::quietly(world);
            walk.enter_module(&class.file);
            let Kind::External(external) = walk.expression(decorator).kind else { continue };
            if !defaults.matches(&external.path) {
                continue;
            }
            for (name, value) in &external.arguments.keywords {
                if arguments.keyword(name).is_none() {
                    arguments.keywords.push((Arc::clone(name), value.clone()));
                }
            }
        }
        arguments
    }

    /// What the class of a method puts before its routes.
    pub(super) fn class_prefix(&self, world: &World, owner: Option<&Arc<ClassValue>>) -> String {
        let (Some(attribute), Some(class)) = (&self.row.prefix_attribute, owner) else {
            return String::new();
        };
        match world.find_member(class, &attribute.as_str().into()) {
            Member::Value(owner, expression) => {
                let mut walk = Walk::quietly(world);
                walk.enter_module(&owner.file);
                walk.expression(&expression).as_str().map(ToString::to_string).unwrap_or_default()
            }
            _ => String::new(),
        }
    }
}

/// A route after its prefix: with one slash between them.
pub(super) fn joined(prefix: &str, template: &str) -> String {
    match prefix.strip_suffix('/') {
        Some(prefix) if template.starts_with('/') => format!("{prefix}{template}"),
        _ => format!("{prefix}{template}"),
    }
}

/// What decorators of a class declare for it: routes of the class, and methods
/// of it that answer.
pub(super) fn on_class(
    world: &World,
    routes: &RouteIndex,
    class: &Arc<ClassValue>,
    side: Side,
) -> Vec<Declared> {
    let decorators = class.class.decorators.iter();
    decorators.filter_map(|decorator| one_on_class(world, routes, class, decorator, side)).collect()
}

fn one_on_class(
    world: &World,
    routes: &RouteIndex,
    class: &Arc<ClassValue>,
    decorator: &Expr,
    side: Side,
) -> Option<Declared> {
    let file = &class.file;
    let written = Written::of(world, file, decorator)?;
    let arguments = written.arguments(world, file, Some(class));
    let site = Site { file: Arc::clone(file), range: decorator.range };
    let says = &written.row.says;
    let text = |keyword: &Option<String>| arguments.keyword(keyword.as_deref()?)?.as_str();
    let named = match (&says.names, written.group) {
        (Some(_), _) => text(&says.names)
            .and_then(|name| routes.named(written.framework, name).first())
            .cloned(),
        (None, Some(group)) => {
            let template = written.template(&arguments).unwrap_or_default();
            let prefix = prefixes(world, routes, file, group).into_iter().next();
            let template = joined(&prefix.unwrap_or_default(), &template);
            Some(Route { template, place: Some(site.place(side)) })
        }
        (None, None) => None,
    };
    let class_method = says
        .class_method
        .as_ref()
        .map(|_| text(&says.class_method).map_or("__call__".to_owned(), ToString::to_string));
    let route =
        named.unwrap_or_else(|| Route { template: String::new(), place: Some(site.place(side)) });
    let methods = written.methods(&arguments);
    let group = written.group.and_then(|group| origin_of(world, file, group));
    Some(Declared {
        class_method,
        group,
        declaration: Some((Value::made(&written.path, arguments), site)),
        ..Declared::new(written.framework, route, methods)
    })
}

/// Whether a route is declared on what a function was given, in a module that
/// imports the framework: `def routes(app): @app.route("/") ...`.
fn is_given_app(file: &ModuleFile, group: Option<&Expr>, call: &Call, row: &Pattern) -> bool {
    let Some(ExprKind::Name(name)) = group.map(|group| &group.kind) else { return false };
    let Some(library) = row.first() else { return false };
    let template = call.arguments.first().and_then(|argument| argument.value.as_str());
    let imports = |binding: &Binding| match binding {
        Binding::From { level: 0, module, .. } => is_within(module, library),
        Binding::Module(module) => is_within(module, library),
        _ => false,
    };
    template.is_some_and(|template| template.starts_with('/'))
        && !file.bindings.names.contains_key(name)
        && file.bindings.names.values().any(imports)
}

fn is_within(module: &str, library: &str) -> bool {
    module.strip_prefix(library).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
