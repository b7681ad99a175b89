//! What runs before every handler of an application or of a group of routes:
//! hooks put on it by a decorator or a call, and middleware it is made with.

use std::collections::HashMap;
use std::sync::Arc;

use super::calls::{added_before, called_path, evaluate, origin_of};
use super::routes::{Group, RouteIndex};
use crate::analysis::classes::Member;
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, ClassValue, FunctionValue, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::{World, functions_of};
use crate::catalog::{Framework, Middleware};
use crate::model::RepoPath;
use crate::syntax::python::ast::{Call, Expr, ExprKind};

/// Groups nested deeper than this are cut short.
const MAX_NESTING: usize = 5;

/// A function that runs before handlers.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Hook {
    pub(in crate::analysis) function: Arc<FunctionValue>,
    /// Where the program says that it does: a decorated `def`, or a call.
    pub(in crate::analysis) at: Site,
    /// Whether a setting lists it for the whole program.
    pub(in crate::analysis) listed: bool,
}

impl Hook {
    /// One that a decorator or its class makes one where it is defined.
    pub(super) fn at_its_def(value: &Value) -> Option<Self> {
        let Kind::Function(function) = &value.kind else { return None };
        let at = Site { file: Arc::clone(&function.file), range: function.function.range };
        Some(Self { function: Arc::clone(function), at, listed: false })
    }

    /// One that a call puts on an application or a group.
    pub(super) fn put_at(value: &Value, at: &Site) -> Option<Self> {
        let Kind::Function(function) = &value.kind else { return None };
        Some(Self { function: Arc::clone(function), at: at.clone(), listed: false })
    }
}

/// Every hook of a tree, by what it was put on.
#[derive(Debug, Default)]
pub(super) struct Hooks {
    /// Applications, each with its framework.
    apps: Vec<(usize, Group)>,
    on: HashMap<(usize, Group), Vec<Hook>>,
    pub(super) everywhere: HashMap<usize, Vec<Hook>>,
}

impl Hooks {
    /// Notes the hooks that decorators of a module put on groups.
    pub(super) fn read(&mut self, world: &World, file: &Arc<ModuleFile>) {
        for (owner, function) in functions_of(file) {
            for decorator in &function.decorators {
                let plain = match &decorator.kind {
                    ExprKind::Call(call) => &call.function,
                    _ => decorator,
                };
                let ExprKind::Attribute(on, _) = &plain.kind else { continue };
                let Some((framework, everywhere)) = hook_row(world, file, decorator) else {
                    continue;
                };
                let receiver = owner
                    .as_ref()
                    .map(|class| Walk::quietly(world).new_object(class, Arguments::default()));
                let mut walk = Walk::quietly(world);
                walk.enter_at(file, function.header);
                let hook = Value::new(Kind::Function(Arc::new(FunctionValue {
                    file: Arc::clone(file),
                    function: Arc::clone(&function),
                    owner: owner.clone(),
                    receiver,
                    scope: walk.frame().and_then(|frame| frame.scope.outer.clone()),
                })));
                let Some(hook) = Hook::at_its_def(&hook) else { continue };
                if everywhere || is_handed_app(world, file, on, framework) {
                    self.everywhere.entry(framework).or_default().push(hook);
                } else if let Some(group) = origin_of(world, file, on) {
                    self.on.entry((framework, group)).or_default().push(hook);
                }
            }
        }
    }

    /// Notes what a call says: that it makes an application, with middleware
    /// perhaps, or that it adds a hook or middleware to one.
    pub(super) fn call(
        &mut self,
        world: &World,
        file: &Arc<ModuleFile>,
        call: &Call,
        assigned: &Group,
    ) {
        let name = match &call.function.kind {
            ExprKind::Attribute(_, name) | ExprKind::Name(name) => name,
            _ => return,
        };
        let last = format!("{name}()");
        let mut known: Option<Option<String>> = None;
        for (framework, rows) in world.frameworks_present() {
            if !names(rows).any(|path| path == last) {
                continue;
            }
            let Some(path) = known.get_or_insert_with(|| called_path(world, file, call)) else {
                return;
            };
            if rows.apps.iter().any(|row| row.matches(path)) {
                self.apps.push((framework, assigned.clone()));
            }
            let on = match &call.function.kind {
                ExprKind::Attribute(object, _) if path.contains("().") => {
                    origin_of(world, file, owner_of(object, path))
                }
                _ => Some(assigned.clone()),
            };
            let site = Site { file: Arc::clone(file), range: call.function.range };
            let here = |hook: Value| Hook::put_at(&hook, &site);
            for row in rows.middleware.iter().filter(|row| row.path.matches(path)) {
                let found = middleware(world, file, call, row).into_iter().filter_map(here);
                if let Some(group) = &on {
                    let known = self.on.entry((framework, group.clone())).or_default();
                    known.extend(found.chain(added_layers(world, file, call, row)));
                }
            }
            let plain = path.trim_end_matches("()");
            if rows.before_hooks.iter().any(|row| row.matches(plain)) {
                let given = evaluate(world, file, call).positional.into_iter().next();
                let hook = given.and_then(here);
                let handed = match &call.function.kind {
                    ExprKind::Attribute(object, _) => is_handed_app(world, file, object, framework),
                    _ => false,
                };
                match (on, hook) {
                    (_, Some(hook)) if handed => {
                        self.everywhere.entry(framework).or_default().push(hook);
                    }
                    (Some(group), Some(hook)) => {
                        self.on.entry((framework, group)).or_default().push(hook);
                    }
                    _ => {}
                }
            }
        }
    }

    /// What runs before the handlers of a group, outermost first.
    pub(super) fn before(
        &self,
        routes: &RouteIndex,
        framework: usize,
        group: Option<&Group>,
    ) -> Vec<Hook> {
        let mut apps = self.apps.iter().filter(|(known, _)| *known == framework);
        let (only, several) = match (apps.next(), apps.next()) {
            (Some((_, app)), None) => (Some(app), false),
            (_, several) => (None, several.is_some()),
        };
        let everywhere = || self.everywhere.get(&framework).cloned().unwrap_or_default();
        let Some(group) = group else {
            // Declared in no application that the program makes.
            return if only.is_none() { everywhere() } else { Vec::new() };
        };
        let mut found = if several { Vec::new() } else { everywhere() };
        let mut own = Vec::new();
        let reached = self.of(routes, framework, group, 0, &mut own, only);
        if let Some(app) = only.filter(|_| !reached) {
            found.extend(self.on_group(framework, app));
        }
        found.extend(own);
        found
    }

    /// Each hook, with the group that it was put on, if on one.
    pub(super) fn all(&self) -> impl Iterator<Item = (Option<&Group>, &Hook)> {
        let on = self
            .on
            .iter()
            .flat_map(|((_, group), hooks)| hooks.iter().map(move |hook| (Some(group), hook)));
        on.chain(self.everywhere.values().flatten().map(|hook| (None, hook)))
    }

    /// The hooks of a group and of those it is part of; whether `app` is one.
    fn of(
        &self,
        routes: &RouteIndex,
        framework: usize,
        group: &Group,
        depth: usize,
        found: &mut Vec<Hook>,
        app: Option<&Group>,
    ) -> bool {
        let mut reached = app == Some(group);
        // Where a group is part of several, what only one of them asks is not certain.
        if let [parent] = routes.parents(group).as_slice()
            && parent != group
            && depth < MAX_NESTING
        {
            reached |= self.of(routes, framework, parent, depth + 1, found, app);
        }
        found.extend(self.on_group(framework, group));
        reached
    }

    fn on_group(&self, framework: usize, group: &Group) -> Vec<Hook> {
        self.on.get(&(framework, group.clone())).cloned().unwrap_or_default()
    }
}

/// What a call is made on, without the parts of it that the path names:
/// `app` for `app.middlewares.append()`.
fn owner_of<'code>(object: &'code Expr, path: &str) -> &'code Expr {
    let called = path.trim_end_matches("()").rsplit("().").next().unwrap_or_default();
    let mut owner = object;
    for _ in 0..called.matches('.').count() {
        let ExprKind::Attribute(inner, _) = &owner.kind else { break };
        owner = inner;
    }
    owner
}

/// Whether the function around is handed an application that is set up elsewhere:
/// `def init_app(app): ...`.
fn is_handed_app(world: &World, file: &Arc<ModuleFile>, on: &Expr, framework: usize) -> bool {
    let ExprKind::Name(name) = &on.kind else { return false };
    let is_parameter = functions_of(file).any(|(_, function)| {
        let body = function.body.first().map_or(u32::MAX, |first| first.range.start);
        (body..function.range.end).contains(&on.range.start)
            && function.parameters.iter().any(|parameter| parameter.name == *name)
    });
    if !is_parameter {
        return false;
    }
    let mut walk = Walk::quietly(world);
    walk.enter_at(file, on.range);
    let value = walk.expression(on);
    let path = match &value.kind {
        Kind::External(external) => Some(external.path.to_string()),
        Kind::Instance(object) => world.outside_base(&object.class).map(|base| format!("{base}()")),
        _ => None,
    };
    let rows = world.models.catalog().frameworks();
    path.is_some_and(|path| rows[framework].apps.iter().any(|row| row.matches(&path)))
}

/// The last parts of what makes applications or puts hooks on them.
fn names(rows: &Framework) -> impl Iterator<Item = String> {
    let called = rows.apps.iter().chain(rows.middleware.iter().map(|row| &row.path));
    let called = called.filter_map(|path| path.last().map(ToString::to_string));
    let plain = rows.before_hooks.iter().filter_map(|path| Some(format!("{}()", path.last()?)));
    called.chain(plain)
}

/// The words of calls that make applications or put hooks on them.
pub(super) fn needles(rows: &Framework) -> impl Iterator<Item = String> {
    names(rows).map(|name| format!("{}(", name.trim_end_matches("()")))
}

/// Whether a decorator is a hook, and whether on the whole application.
fn hook_row(world: &World, file: &Arc<ModuleFile>, decorator: &Expr) -> Option<(usize, bool)> {
    let mut walk = Walk::quietly(world);
    walk.enter_at(file, decorator.range);
    let value = walk.expression(decorator);
    let path = value.path()?;
    let frameworks = world.models.catalog().frameworks();
    frameworks.iter().enumerate().find_map(|(framework, rows)| {
        if rows.before_hooks.iter().any(|row| row.matches(path)) {
            return runs_before(&value, rows).then_some((framework, false));
        }
        rows.app_hooks.iter().any(|row| row.matches(path)).then_some((framework, true))
    })
}

/// Whether a hook whose decorator says when it runs does so before the handler.
fn runs_before(hook: &Value, rows: &Framework) -> bool {
    let Kind::External(made) = &hook.kind else { return false };
    let mut said = made.arguments.positional.iter().filter_map(Value::as_str);
    rows.hook_times.is_empty() || said.all(|time| rows.hook_times.iter().any(|row| **row == **time))
}

/// The hooks of the middleware that was added to the list before the call.
fn added_layers(world: &World, file: &Arc<ModuleFile>, call: &Call, row: &Middleware) -> Vec<Hook> {
    let mut found = Vec::new();
    for (layer, at) in added_before(world, file, call, row) {
        let hooks = functions(world, &layer, &row.methods);
        found.extend(hooks.iter().filter_map(|hook| Hook::put_at(hook, &at)));
    }
    found
}

/// The functions of the middleware that a call lists.
fn middleware(world: &World, file: &Arc<ModuleFile>, call: &Call, row: &Middleware) -> Vec<Value> {
    let arguments = evaluate(world, file, call);
    let by_keyword = row.keyword.as_ref().and_then(|name| arguments.keyword(name));
    let given = by_keyword.or_else(|| arguments.positional.get(row.argument?));
    let listed = match given.map(|value| &value.kind) {
        Some(Kind::Sequence(parts)) => parts.to_vec(),
        Some(_) => given.cloned().into_iter().collect(),
        None => Vec::new(),
    };
    listed.into_iter().flat_map(|value| functions(world, &value, &row.methods)).collect()
}

/// The functions by which middleware sees a request before its handler does.
pub(super) fn functions(world: &World, value: &Value, methods: &[String]) -> Vec<Value> {
    let class: Arc<ClassValue> = match &value.kind {
        Kind::Function(_) => return vec![value.clone()],
        Kind::Instance(object) => Arc::clone(&object.class),
        Kind::Class(class) => Arc::clone(class),
        // `Middleware(Class, ...)` says how it is made.
        Kind::External(made) => match made.arguments.positional.first() {
            Some(inner) if matches!(inner.kind, Kind::Class(_) | Kind::Function(_)) => {
                return functions(world, inner, methods);
            }
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    let receiver = match &value.kind {
        Kind::Instance(_) => value.clone(),
        _ => Walk::quietly(world).new_object(&class, Arguments::default()),
    };
    let methods =
        methods.iter().filter_map(|name| match world.find_member(&class, &name.as_str().into()) {
            Member::Function(owner, function) => {
                Some(Value::new(Kind::Function(Arc::new(FunctionValue {
                    file: Arc::clone(&owner.file),
                    function,
                    owner: Some(owner),
                    receiver: Some(receiver.clone()),
                    scope: None,
                }))))
            }
            _ => None,
        });
    methods.collect()
}

/// Files of the tree that may hold hooks, found by words.
pub(super) fn files(world: &World) -> Vec<RepoPath> {
    let mut needles: Vec<String> =
        world.frameworks_present().flat_map(|(_, rows)| needles_of_decorators(rows)).collect();
    needles.sort();
    needles.dedup();
    let mut paths: Vec<RepoPath> =
        needles.iter().flat_map(|needle| world.project.files_with(needle)).collect();
    paths.sort();
    paths.dedup();
    paths
}

fn needles_of_decorators(rows: &Framework) -> Vec<String> {
    let hooks = rows.before_hooks.iter().chain(&rows.app_hooks);
    hooks.filter_map(|path| Some(format!(".{}", path.last()?.trim_end_matches("()")))).collect()
}
