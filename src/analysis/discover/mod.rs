//! Finds handlers: functions and methods that answer requests, by the
//! frameworks' rows.

mod actions;
mod calls;
mod class_views;
mod decorators;
mod forwarded;
mod held;
mod hooks;
mod listed;
mod literal;
mod mounts;
mod outline;
mod pairs;
mod prefilter;
mod routes;
mod scan;
mod set_up;
mod tables;
mod view_rows;
mod wrapped;
mod written;

use std::collections::HashMap;
use std::sync::Arc;

pub(super) use decorators::made_handler_by;
pub(super) use hooks::Hook;
pub(super) use prefilter::Prefilter;
use routes::Group;
pub(super) use routes::{Placed, RouteIndex};
pub(super) use set_up::SetUp;

use super::fact::Site;
use super::project::ModuleFile;
use super::value::ClassValue;
use super::walk::Application;
use super::world::World;
use crate::model::{Handler, HandlerId, Method, NotAnalysed, Place, Route, Side};
use crate::syntax::python::ast::{Function, Range};

/// A handler with the code behind it.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) file: Arc<ModuleFile>,
    pub(super) function: Arc<Function>,
    /// The class whose objects answer.
    pub(super) class: Option<Arc<ClassValue>>,
    pub(super) name: String,
    /// 1-based among the definitions of this name in the file.
    pub(super) ordinal: usize,
    /// Index of the framework in the catalog.
    pub(super) framework: usize,
    pub(super) methods: Vec<Method>,
    pub(super) routes: Vec<Route>,
    /// How many decorators stand outside the one that registers it, and so do
    /// not wrap what is registered.
    pub(super) outside: usize,
    /// The group of routes it was declared in.
    pub(super) group: Option<Group>,
    /// Functions that run before it: hooks of its app or group, methods of its
    /// class; each with where the program says so.
    pub(super) before: Vec<Hook>,
    /// What its route, its group and their mounts depend on, outermost first.
    pub(super) dependencies: Vec<Placed>,
    /// Mixins and decorators of its class, each with its place.
    pub(super) class_guards: Vec<Placed>,
    /// Access path of what `self.request` is.
    pub(super) request_attribute: Option<String>,
    /// Decorators that its class or the route declaration puts around it,
    /// outermost first, each with its place.
    pub(super) outer_decorators: Vec<Placed>,
    /// The application that calls it.
    pub(super) application: Option<Arc<Application>>,
    /// The declarations themselves, by which the framework may refuse.
    pub(super) declarations: Vec<Placed>,
}

impl Found {
    pub(super) fn id(&self) -> HandlerId {
        HandlerId::new(&self.file.path, &self.name, self.ordinal)
    }

    pub(super) fn place(&self, side: Side) -> Place {
        Place::on(side, self.file.path.clone(), self.file.module.span(self.function.range))
    }

    pub(super) fn def(&self, side: Side) -> Place {
        Place::on(side, self.file.path.clone(), self.file.module.span(self.def_range()))
    }

    /// Whether a decorator of the function is one of its declarations.
    pub(super) fn declares(&self, decorator: Range) -> bool {
        let here = |site: &Site| site.range == decorator && site.file.path == self.file.path;
        self.declarations.iter().any(|(_, site)| here(site))
    }

    /// The `def` line, without decorators and body.
    pub(super) fn def_range(&self) -> Range {
        self.function.header
    }

    pub(super) fn handler(&self, world: &World, side: Side) -> Handler {
        Handler {
            id: self.id(),
            name: self.name.clone(),
            framework: world.models.catalog().frameworks()[self.framework].id.clone(),
            methods: self.methods.clone(),
            routes: self.routes.clone(),
            place: self.place(side),
            def: self.def(side),
        }
    }
}

/// The handlers of a module, in the order of their lines, and what looks like
/// an entry point but is not analysed.
pub(super) fn handlers(
    world: &World,
    routes: &RouteIndex,
    file: &Arc<ModuleFile>,
    side: Side,
) -> (Vec<Found>, Vec<NotAnalysed>) {
    let mut found = decorators::handlers(world, routes, file, side);
    found.extend(tables::handlers(world, routes, file, side));
    found.extend(class_views::handlers(world, routes, file, side));
    found.extend(actions::handlers(routes, file));
    // Where a row of a user's finds a handler as well, it stays the built-in one's.
    let frameworks = world.models.catalog().frameworks();
    found.sort_by_key(|handler| {
        (handler.function.range, frameworks[handler.framework].by.is_some())
    });
    found = unite(found);
    let ordinals = ordinals(file);
    for handler in &mut found {
        handler.ordinal = ordinals
            .get(&(handler.name.clone(), handler.function.range.start))
            .copied()
            .unwrap_or(1);
    }
    for handler in &mut found {
        let mut before = routes.before(handler.framework, handler.group.as_ref());
        before.append(&mut handler.before);
        handler.before = before;
        if handler.methods.is_empty() {
            handler.methods = decorators::declared_methods(world, handler);
        }
    }
    let mut not_analysed = decorators::not_analysed(world, file, side);
    not_analysed.extend(class_views::not_analysed(world, file, side));
    not_analysed.extend(routes.answered_outside(&file.path));
    not_analysed.extend(routes.unanswered.iter().filter(|one| one.file == file.path).cloned());
    (found, not_analysed)
}

fn same_hook(one: &Hook, other: &Hook) -> bool {
    Arc::ptr_eq(&one.function.function, &other.function.function) && one.at.same(&other.at)
}

/// Several rows may find one function: its routes and methods are put together.
fn unite(found: Vec<Found>) -> Vec<Found> {
    let mut united: Vec<Found> = Vec::new();
    for handler in found {
        match united.last_mut() {
            Some(last)
                if last.function.range == handler.function.range && last.name == handler.name =>
            {
                for route in handler.routes {
                    if !last.routes.iter().any(|known| known.template == route.template) {
                        last.routes.push(route);
                    }
                }
                for method in handler.methods {
                    if !last.methods.contains(&method) {
                        last.methods.push(method);
                    }
                }
                last.group = last.group.take().or(handler.group);
                for hook in handler.before {
                    if !last.before.iter().any(|known| same_hook(known, &hook)) {
                        last.before.push(hook);
                    }
                }
                if last.dependencies.is_empty() {
                    last.dependencies = handler.dependencies;
                }
                last.outer_decorators.extend(handler.outer_decorators);
                last.declarations.extend(handler.declarations);
            }
            _ => united.push(handler),
        }
    }
    united
}

/// The 1-based ordinal of each definition among those of its qualified name.
fn ordinals(file: &Arc<ModuleFile>) -> HashMap<(String, u32), usize> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut ordinals = HashMap::new();
    let mut definitions: Vec<(String, u32)> = super::world::functions_of(file)
        .map(|(owner, function)| {
            let name = match owner {
                Some(class) => format!("{}.{}", class.class.name, function.name),
                None => function.name.to_string(),
            };
            (name, function.range.start)
        })
        .collect();
    definitions.sort_by_key(|(_, start)| *start);
    for (name, start) in definitions {
        let count = counts.entry(name.clone()).or_insert(0);
        *count += 1;
        ordinals.insert((name, start), *count);
    }
    ordinals
}
