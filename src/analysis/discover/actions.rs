//! Handlers that a mapper reaches by the name of a method: the set-up of the
//! program is run over what is known, and the routes it declares are followed
//! into the applications they name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Found;
use super::decorators::found as found_alone;
use super::held::{self, Held};
use super::routes::RouteIndex;
use crate::analysis::bindings::Bindings;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{ClassValue, Kind, Origins, Value};
use crate::analysis::walk::{Application, Collected, Heap, Walk};
use crate::analysis::world::World;
use crate::catalog::ActionRoute;
use crate::model::{Method, NotAnalysed, RepoPath, Route, Side};
use crate::syntax::python::ast::Function;

/// A method that routes lead to, with the application in between.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Action {
    pub(super) held: Held,
    framework: usize,
    route: Route,
    methods: Vec<Method>,
    pub(super) application: Option<Arc<Application>>,
}

/// Routes are looked for in callers of callers of what declares them, no further.
const MAX_HANDED_ON: usize = 3;

/// The handlers of a module that mappers lead to.
pub(super) fn handlers(routes: &RouteIndex, file: &Arc<ModuleFile>) -> Vec<Found> {
    let actions = routes.actions.get(&file.path).map_or(&[][..], Vec::as_slice);
    actions
        .iter()
        .map(|action| Found {
            methods: action.methods.clone(),
            routes: vec![action.route.clone()],
            application: action.application.clone(),
            ..found_alone(
                file,
                &Some(Arc::clone(&action.held.owner)),
                &action.held.function,
                action.framework,
            )
        })
        .collect()
}

/// Finds the routes that a whole tree gives to methods of applications.
pub(super) fn read(index: &mut RouteIndex, world: &World, side: Side) {
    let frameworks = world.models.catalog().frameworks();
    let rows: Vec<&ActionRoute> = frameworks.iter().flat_map(|rows| &rows.action_routes).collect();
    let mut wanted: Vec<(String, Option<String>)> = rows
        .iter()
        .map(|row| (format!(".{}(", row.call), Some(format!("{}=", row.application))))
        .collect();
    let mut run: BTreeSet<(RepoPath, u32)> = BTreeSet::new();
    for _ in 0..MAX_HANDED_ON {
        let mut handing: BTreeSet<String> = BTreeSet::new();
        for set_up in set_ups(world, &wanted) {
            if !run.insert((set_up.file.path.clone(), set_up.start())) {
                continue;
            }
            let (found, heap, hands_on) = set_up.run(world);
            if hands_on {
                handing.extend(set_up.function.map(|function| function.name.to_string()));
            }
            let mut declaring = Declaring { index, world, side, heap: Arc::new(heap) };
            for collected in found {
                declaring.route(&collected);
            }
        }
        handing.retain(|name| !name.starts_with("__"));
        if handing.is_empty() {
            return;
        }
        wanted = handing.into_iter().map(|name| (format!(".{name}("), None)).collect();
    }
}

/// Code that declares routes: a function, or the top level of a module.
struct SetUp {
    file: Arc<ModuleFile>,
    owner: Option<Arc<ClassValue>>,
    function: Option<Arc<Function>>,
}

impl SetUp {
    fn start(&self) -> u32 {
        self.function.as_ref().map_or(u32::MAX, |function| function.range.start)
    }

    fn run(&self, world: &World) -> (Vec<Collected>, Heap, bool) {
        let mut walk = Walk::new(world);
        walk.collect();
        match &self.function {
            Some(function) => {
                let owner =
                    self.owner.as_ref().map(|class| walk.new_object(class, Default::default()));
                walk.run_alone(&self.file, function, owner, None);
            }
            None => walk.run_module(&self.file),
        }
        let gathered = walk.collecting.take().unwrap_or_default();
        (gathered.found, walk.heap, gathered.hands_on)
    }
}

/// The functions whose text holds one of these calls, and the keyword with it.
fn set_ups(world: &World, wanted: &[(String, Option<String>)]) -> Vec<SetUp> {
    let holds = |text: &str| {
        wanted.iter().any(|(call, keyword)| {
            text.contains(call.as_str())
                && keyword.as_ref().is_none_or(|keyword| text.contains(keyword.as_str()))
        })
    };
    let mut paths: Vec<RepoPath> =
        wanted.iter().flat_map(|(call, _)| world.project.files_with(call)).collect();
    paths.sort();
    paths.dedup();
    let mut found = Vec::new();
    for path in paths {
        let Some(file) = world.project.file(&path) else { continue };
        let mut functions: Vec<(Option<Arc<ClassValue>>, Arc<Function>)> =
            file.bindings.functions.iter().map(|function| (None, Arc::clone(function))).collect();
        for class in &file.bindings.classes {
            let owner = Arc::new(ClassValue { file: Arc::clone(&file), class: Arc::clone(class) });
            let methods = Bindings::of(&class.body).functions;
            functions.extend(methods.into_iter().map(|one| (Some(Arc::clone(&owner)), one)));
        }
        let mut inside = 0;
        for (owner, function) in functions {
            let text = file.module.slice(function.range);
            if holds(text) {
                inside += 1;
                found.push(SetUp { file: Arc::clone(&file), owner, function: Some(function) });
            }
        }
        if inside == 0 && holds(&file.module.text) {
            found.push(SetUp { file: Arc::clone(&file), owner: None, function: None });
        }
    }
    found
}

/// Routes of one set-up, on their way into the index.
struct Declaring<'index> {
    index: &'index mut RouteIndex,
    world: &'index World,
    side: Side,
    heap: Arc<Heap>,
}

/// One route of a declaration: the method's name, the HTTP methods, the path.
type Declared = (Option<Arc<str>>, Vec<Method>, String);

impl Declaring<'_> {
    fn route(&mut self, collected: &Collected) {
        let world = self.world;
        let frameworks = world.models.catalog().frameworks();
        let row = &frameworks[collected.framework].action_routes[collected.row];
        let optional = !row.actions.is_empty();
        for (action, methods, template) in declared(row, collected) {
            let held =
                held::answering(world, &collected.application, &self.heap, action.as_deref());
            if held.is_empty() && !optional {
                self.unanswered(collected, &template, action.as_deref());
            }
            for one in held {
                let route = Route {
                    template: template.clone(),
                    place: Some(collected.site.place(self.side)),
                };
                let application = self.application(row, collected, &one, &action, &template);
                let known = self.index.actions.entry(one.owner.file.path.clone()).or_default();
                known.push(Action {
                    held: one,
                    framework: collected.framework,
                    route,
                    methods: methods.clone(),
                    application,
                });
            }
        }
    }

    fn application(
        &mut self,
        row: &ActionRoute,
        collected: &Collected,
        held: &Held,
        action: &Option<Arc<str>>,
        template: &str,
    ) -> Option<Arc<Application>> {
        let Kind::Instance(instance) = &collected.application.kind else { return None };
        let file = &instance.class.file;
        if !self.index.dispatchers.contains(&file.path) {
            self.index.dispatchers.push(file.path.clone());
        }
        let mut says: Vec<(Arc<str>, Value)> = collected.arguments.keywords.clone();
        says.extend(parts_of(template).map(|name| (name.into(), Value::unknown(Origins::PATH))));
        if let (Some(keyword), Some(action)) = (Some("action"), action) {
            says.retain(|(name, _)| &**name != keyword);
            says.push((keyword.into(), Value::new(Kind::Str(Arc::clone(action)))));
        }
        says.retain(|(name, _)| {
            let by_row = [row.methods.as_deref(), Some(&row.application)];
            !by_row.iter().flatten().any(|known| known.split('.').next() == Some(name))
        });
        Some(Arc::new(Application {
            value: collected.application.clone(),
            holder: held.object.clone(),
            says,
            kept: row.kept.clone(),
            chooses: held.chosen,
            heap: Arc::clone(&self.heap),
        }))
    }

    /// A route whose method could not be found is said to be left alone.
    fn unanswered(&mut self, collected: &Collected, template: &str, action: Option<&str>) {
        let file = collected.site.file.path.clone();
        let action = action.unwrap_or("__call__");
        let reason =
            format!("the route `{template}`: the method `{action}` that answers was not found");
        let place = Some(collected.site.place(self.side));
        self.index.unanswered.push(NotAnalysed { file, place, reason });
    }
}

/// The names of the parts of a path that a request fills in: `{name}`,
/// `{name:pattern}`, `:name`.
fn parts_of(template: &str) -> impl Iterator<Item = &str> {
    let open = template.split('{').skip(1).filter_map(|rest| rest.split(['}', ':']).next());
    let old = template.split("/:").skip(1).filter_map(|rest| rest.split(['/', '.']).next());
    open.chain(old)
}

/// The routes that one call declares.
fn declared(row: &ActionRoute, collected: &Collected) -> Vec<Declared> {
    let arguments = &collected.arguments;
    let text = |name: &str| arguments.keyword(name).and_then(Value::as_str).cloned();
    let prefix = text("path_prefix").unwrap_or_default();
    if row.actions.is_empty() {
        let action = row.action.as_deref().and_then(text);
        let template = arguments.positional.iter().rev().find_map(Value::as_str).cloned();
        let template = format!("{prefix}{}", template.unwrap_or_default());
        return vec![(action, methods(row, collected), template)];
    }
    let names: Vec<&Arc<str>> = arguments.positional.iter().filter_map(Value::as_str).collect();
    let collection = names.get(1).or(names.first()).map_or("", |name| name);
    let path = |template: &str, action: &str| {
        let path = template.replace("{collection}", collection).replace("{action}", action);
        format!("{prefix}{path}")
    };
    let mut found: Vec<Declared> = row
        .actions
        .iter()
        .map(|(action, method, template)| {
            (Some(action.as_str().into()), vec![Method::new(method)], path(template, action))
        })
        .collect();
    for (keyword, template) in &row.further {
        let Some(Kind::Mapping(parts)) = arguments.keyword(keyword).map(|value| &value.kind) else {
            continue;
        };
        for (action, method) in parts.iter() {
            let methods = method.as_str().map(|name| vec![Method::new(name)]).unwrap_or_default();
            found.push((Some(Arc::clone(action)), methods, path(template, action)));
        }
    }
    found
}

/// `conditions={'method': ['GET', 'POST']}`, `'GET'`, `'GET,POST'`.
fn methods(row: &ActionRoute, collected: &Collected) -> Vec<Method> {
    let Some(path) = &row.methods else { return Vec::new() };
    let mut names = path.split('.');
    let mut value = names.next().and_then(|name| collected.arguments.keyword(name)).cloned();
    for name in names {
        value = match value.map(|value| value.kind) {
            Some(Kind::Mapping(parts)) => {
                parts.iter().find(|(known, _)| &**known == name).map(|(_, part)| part.clone())
            }
            _ => None,
        };
    }
    let mut found: BTreeMap<usize, Method> = BTreeMap::new();
    let mut add = |text: &str| {
        for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            found.insert(found.len(), Method::new(name));
        }
    };
    match value.map(|value| value.kind) {
        Some(Kind::Str(text)) => add(&text),
        Some(Kind::Sequence(parts)) => {
            parts.iter().filter_map(Value::as_str).for_each(|text| add(text));
        }
        _ => {}
    }
    found.into_values().collect()
}
