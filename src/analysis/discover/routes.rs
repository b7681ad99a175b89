//! Routes declared away from their functions: what was declared for whom, and
//! the prefixes and dependencies that groups of routes pass on.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::actions::{self, Action};
use super::{pairs, scan};
use crate::analysis::fact::Site;
use crate::analysis::project::ModuleFile;
use crate::analysis::value::{Arguments, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::World;
use crate::model::{Method, NotAnalysed, RepoPath, Route, Side};
use crate::syntax::python::ast::{Call, Expr, ExprKind};

/// A group of routes: the file and name under which it was made.
pub(super) type Group = (RepoPath, String);

/// A value and where the code says it.
pub(in crate::analysis) type Placed = (Value, Site);

/// A route declared for a function or class somewhere else.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Declared {
    pub(in crate::analysis) framework: usize,
    pub(in crate::analysis) route: Route,
    pub(in crate::analysis) methods: Vec<Method>,
    /// The file of the table that declares it, where a table does.
    pub(super) table: Option<RepoPath>,
    pub(super) group: Option<Group>,
    /// Whether methods of the class add to the route.
    pub(super) grows: bool,
    /// What the declaration puts around the function.
    pub(super) decorators: Vec<Value>,
}

/// A group that is part of another one.
#[derive(Debug, Clone)]
pub(super) struct Mount {
    pub(super) prefix: String,
    pub(super) replaces: bool,
    pub(super) dependencies: Vec<Placed>,
    pub(super) parent: Option<Group>,
}

/// Every route declared away from its function, by file and name of the target.
#[derive(Debug, Default)]
pub(in crate::analysis) struct RouteIndex {
    targets: HashMap<(RepoPath, String), Vec<Declared>>,
    /// Files that hold route tables: their `except` clauses map exceptions.
    pub(in crate::analysis) dispatchers: Vec<RepoPath>,
    mounts: HashMap<Group, Vec<Mount>>,
    /// Routes that classes outside the tree answer.
    pub(super) outside: Vec<NotAnalysed>,
    /// Methods that applications call, by the file that defines them.
    pub(super) actions: HashMap<RepoPath, Vec<Action>>,
    /// Routes whose handler was not found.
    pub(super) unanswered: Vec<NotAnalysed>,
}

/// Groups nested deeper than this, or mounted more often, are cut short.
const MAX_NESTING: usize = 5;

impl RouteIndex {
    /// Finds the declarations of a whole tree.
    pub(in crate::analysis) fn of(world: &World, side: Side) -> Self {
        let mut index = Self::default();
        for path in scan::candidates(world) {
            if let Some(file) = world.project.file(&path) {
                scan::read(&mut index, world, &file, side);
            }
        }
        for path in pairs::candidates(world).into_iter().collect::<BTreeSet<_>>() {
            if let Some(file) = world.project.file(&path) {
                pairs::read(&mut index, world, &file, side);
            }
        }
        let mut targets = std::mem::take(&mut index.targets);
        for declared in targets.values_mut() {
            *declared = declared.drain(..).flat_map(|one| index.mounted(world, one)).collect();
        }
        index.targets = targets;
        actions::read(&mut index, world, side);
        index
    }

    /// The declarations for a function or class of a file.
    pub(in crate::analysis) fn of_target(&self, file: &RepoPath, name: &str) -> &[Declared] {
        self.targets.get(&(file.clone(), name.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// What a file declares for classes outside the tree.
    pub(super) fn answered_outside(&self, file: &RepoPath) -> impl Iterator<Item = NotAnalysed> {
        self.outside.iter().filter(move |one| one.file == *file).cloned()
    }

    pub(super) fn declare(&mut self, target: &Value, declared: Declared) {
        let key = match &target.kind {
            Kind::Function(function) => {
                (function.file.path.clone(), function.function.name.to_string())
            }
            Kind::Class(class) => (class.file.path.clone(), class.class.name.to_string()),
            _ => return,
        };
        let known = self.targets.entry(key).or_default();
        match known.iter_mut().find(|known| {
            known.route.template == declared.route.template && known.group == declared.group
        }) {
            Some(known) => known.methods.extend(declared.methods),
            None => known.push(declared),
        }
    }

    pub(super) fn mount(&mut self, group: Group, mount: Mount) {
        self.mounts.entry(group).or_default().push(mount);
    }

    /// A declaration with the prefixes of its group put before its template.
    fn mounted(&self, world: &World, declared: Declared) -> Vec<Declared> {
        let root = world.models.catalog().frameworks()[declared.framework].root.as_deref();
        let prefixes = match &declared.group {
            Some(group) => self.prefixes(world, group, root, 0),
            None => vec![String::new()],
        };
        prefixes
            .into_iter()
            .take(MAX_NESTING)
            .map(|prefix| {
                let mut declared = declared.clone();
                let template = join(&prefix, &declared.route.template, root);
                declared.route.template = match root {
                    Some(root) => format!("{root}{}", template.trim_start_matches('/')),
                    None => template,
                };
                declared
            })
            .collect()
    }

    /// The prefixes of a group: its own, after those of where it is mounted.
    pub(super) fn prefixes(
        &self,
        world: &World,
        group: &Group,
        root: Option<&str>,
        depth: usize,
    ) -> Vec<String> {
        let own = own_arguments(world, group)
            .and_then(|arguments| own_prefix(&arguments))
            .unwrap_or_default();
        self.prefixes_with(world, group, &own, root, depth)
    }

    /// The same for a group whose own prefix is known.
    pub(super) fn prefixes_with(
        &self,
        world: &World,
        group: &Group,
        own: &str,
        root: Option<&str>,
        depth: usize,
    ) -> Vec<String> {
        let mounts = self.mounts.get(group).map_or(&[][..], Vec::as_slice);
        if mounts.is_empty() || depth > MAX_NESTING {
            return vec![own.to_owned()];
        }
        let mut found = Vec::new();
        for mount in mounts.iter().take(MAX_NESTING) {
            let before = match &mount.parent {
                Some(parent) if parent != group => self.prefixes(world, parent, root, depth + 1),
                _ => vec![String::new()],
            };
            let own = if mount.replaces && !mount.prefix.is_empty() { "" } else { own };
            for before in before.into_iter().take(MAX_NESTING) {
                let prefix = join(&join(&before, &mount.prefix, root), own, root);
                if !found.contains(&prefix) {
                    found.push(prefix);
                }
            }
        }
        found
    }

    /// What runs before every handler of a group: its own dependencies, those of
    /// its mount, and those of the group it is part of, outermost first.
    pub(super) fn dependencies(
        &self,
        world: &World,
        group: &Group,
        keyword: &str,
        depth: usize,
    ) -> Vec<Placed> {
        let mut found = Vec::new();
        let mounts = self.mounts.get(group).map_or(&[][..], Vec::as_slice);
        // Where a group is mounted twice, only what holds for the laxer way counts.
        let laxest = mounts.iter().min_by_key(|mount| mount.dependencies.len());
        if let Some(mount) = laxest.filter(|_| depth <= MAX_NESTING) {
            if let Some(parent) = mount.parent.as_ref().filter(|parent| *parent != group) {
                found.extend(self.dependencies(world, parent, keyword, depth + 1));
            }
            found.extend(mount.dependencies.iter().cloned());
        }
        if let Some(arguments) = own_arguments(world, group)
            && let Some(site) = definition_site(world, group)
        {
            found
                .extend(listed(&arguments, keyword).into_iter().map(|value| (value, site.clone())));
        }
        found
    }
}

/// Puts a prefix before a route; regular expressions lose their anchors.
fn join(before: &str, after: &str, root: Option<&str>) -> String {
    match root {
        Some(_) => format!("{}{}", bare(before), bare(after)),
        None => format!("{before}{after}"),
    }
}

fn bare(template: &str) -> &str {
    template.trim_start_matches('^').trim_end_matches('$')
}

/// The prefix among the arguments a group was made with.
pub(super) fn own_prefix(arguments: &Arguments) -> Option<String> {
    ["url_prefix", "prefix"]
        .iter()
        .find_map(|name| arguments.keyword(name)?.as_str().map(ToString::to_string))
}

/// The values of a keyword that holds a list.
pub(super) fn listed(arguments: &Arguments, keyword: &str) -> Vec<Value> {
    match arguments.keyword(keyword).map(|value| &value.kind) {
        Some(Kind::Sequence(parts)) => parts.to_vec(),
        _ => Vec::new(),
    }
}

/// What a group was made with; where its class is of the tree, what that
/// passes on to its base class.
fn own_arguments(world: &World, group: &Group) -> Option<Arguments> {
    let file = world.project.file(&group.0)?;
    if !file.bindings.names.contains_key(group.1.as_str()) {
        return None;
    }
    arguments_of(world, &world.global(&file, &group.1, 0))
}

/// What an object was made with, as far as its class outside the tree is told.
pub(super) fn arguments_of(world: &World, value: &Value) -> Option<Arguments> {
    match &value.kind {
        Kind::External(external) => Some(external.arguments.clone()),
        Kind::Instance(instance) => {
            let mut walk = Walk::quietly(world);
            walk.enter_module(&instance.class.file);
            walk.build(&instance.class, instance.arguments.clone());
            Some(walk.passed_on.unwrap_or_else(|| instance.arguments.clone()))
        }
        _ => None,
    }
}

fn definition_site(world: &World, group: &Group) -> Option<Site> {
    use crate::analysis::bindings::Binding;
    let file = world.project.file(&group.0)?;
    match file.bindings.names.get(group.1.as_str())? {
        Binding::Values(values) => {
            let range = values.last()?.range;
            Some(Site { file, range })
        }
        _ => None,
    }
}

/// The access path that a call calls, with `()`.
pub(super) fn called_path(world: &World, file: &Arc<ModuleFile>, call: &Call) -> Option<String> {
    let mut walk = Walk::quietly(world);
    walk.enter_module(file);
    let value = walk.expression(&call.function);
    value.path().map(|path| format!("{path}()"))
}

/// The arguments of a call at module level.
pub(super) fn evaluate(world: &World, file: &Arc<ModuleFile>, call: &Call) -> Arguments {
    let mut walk = Walk::quietly(world);
    walk.enter_module(file);
    let mut arguments = Arguments::default();
    for argument in &call.arguments {
        let value = walk.expression(&argument.value);
        match &argument.name {
            Some(name) => arguments.keywords.push((Arc::clone(name), value)),
            None => arguments.positional.push(value),
        }
    }
    arguments
}

/// The methods a declaration names, or these.
pub(super) fn methods_of(arguments: &Arguments, default: &[String]) -> Vec<Method> {
    match arguments.keyword("methods") {
        Some(value) => methods_in(value),
        None => default.iter().map(|name| Method::new(name)).collect(),
    }
}

/// The methods in a list of their names.
pub(super) fn methods_in(value: &Value) -> Vec<Method> {
    match &value.kind {
        Kind::Sequence(parts) => {
            parts.iter().filter_map(Value::as_str).map(|name| Method::new(name)).collect()
        }
        _ => Vec::new(),
    }
}

/// The file and name under which a group of routes was made.
pub(super) fn origin_of(world: &World, file: &Arc<ModuleFile>, group: &Expr) -> Option<Group> {
    use crate::analysis::bindings::Binding;
    match &group.kind {
        ExprKind::Name(name) => match file.bindings.names.get(name) {
            Some(Binding::From { .. }) => {
                // Follow the import to the module that makes the group.
                world.definition_of(file, name)
            }
            _ => Some((file.path.clone(), name.to_string())),
        },
        ExprKind::Attribute(object, name) => {
            let mut walk = Walk::quietly(world);
            walk.enter_module(file);
            match walk.expression(object).kind {
                Kind::Module(other) => world
                    .definition_of(&other, name)
                    .or_else(|| Some((other.path.clone(), name.to_string()))),
                _ => None,
            }
        }
        _ => None,
    }
}
