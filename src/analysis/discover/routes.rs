//! Routes declared away from their functions: what was declared for whom, and
//! the prefixes and dependencies that groups of routes pass on.

use std::collections::{BTreeSet, HashMap};

use super::actions::{self, Action};
use super::hooks::{self, Hook, Hooks};
use super::{pairs, scan};
use crate::analysis::fact::Site;
use crate::analysis::value::{Arguments, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::World;
use crate::model::{Method, NotAnalysed, RepoPath, Route, Side};
use crate::syntax::python::ast::Name;

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
    pub(super) decorators: Vec<Placed>,
    /// The declaration itself: it may refuse by what it was given.
    pub(super) declaration: Option<Placed>,
    /// The method of a class that answers, where the declaration names it.
    pub(super) class_method: Option<String>,
    /// What the names of the methods of a class end with.
    pub(super) suffix: Option<String>,
}

impl Declared {
    /// A declaration of a route by the framework.
    pub(super) fn new(framework: usize, route: Route, methods: Vec<Method>) -> Self {
        Self {
            framework,
            route,
            methods,
            table: None,
            group: None,
            grows: false,
            decorators: Vec::new(),
            declaration: None,
            class_method: None,
            suffix: None,
        }
    }

    /// Its route, where one is known.
    pub(super) fn routes(&self) -> Vec<Route> {
        Some(self.route.clone()).filter(|route| !route.template.is_empty()).into_iter().collect()
    }
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
    pub(super) mounts: HashMap<Group, Vec<Mount>>,
    /// Routes that classes outside the tree answer.
    pub(super) outside: Vec<NotAnalysed>,
    /// Methods that applications call, by the file that defines them.
    pub(super) actions: HashMap<RepoPath, Vec<Action>>,
    /// Routes whose handler was not found.
    pub(super) unanswered: Vec<NotAnalysed>,
    pub(super) hooks: Hooks,
    /// Whether methods of a name may hand on to those that declare routes.
    pub(super) forwarding: HashMap<Name, bool>,
    /// Routes by framework and name.
    named: HashMap<(usize, String), Vec<Route>>,
}

/// Stands before the name of a route until all of them are known.
pub(super) const NAMED: &str = "\0";

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
        let mut hooks = std::mem::take(&mut index.hooks);
        for path in hooks::files(world) {
            if let Some(file) = world.project.file(&path) {
                hooks.read(world, &file);
            }
        }
        hooks.read_settings(world);
        index.hooks = hooks;
        index.find_named();
        let mut targets = std::mem::take(&mut index.targets);
        for declared in targets.values_mut() {
            *declared = declared.drain(..).flat_map(|one| index.mounted(world, one)).collect();
        }
        index.targets = targets;
        actions::read(&mut index, world, side);
        index
    }

    /// Puts the routes in place of their names.
    fn find_named(&mut self) {
        for declared in self.targets.values_mut().flatten() {
            let Some(name) = declared.route.template.strip_prefix(NAMED) else { continue };
            let key = (declared.framework, name.to_owned());
            let known = self.named.get(&key).and_then(|routes| routes.first());
            match known {
                Some(route) => declared.route.template.clone_from(&route.template),
                None => declared.route.template.clear(),
            }
        }
    }

    /// The declarations for a function or class of a file.
    pub(in crate::analysis) fn of_target(&self, file: &RepoPath, name: &str) -> &[Declared] {
        self.targets.get(&(file.clone(), name.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Whether something is declared for a file, or left out in it.
    pub(in crate::analysis) fn leads_to(&self, file: &RepoPath) -> bool {
        self.actions.contains_key(file)
            || self.targets.keys().any(|(path, _)| path == file)
            || self.outside.iter().chain(&self.unanswered).any(|one| one.file == *file)
    }

    /// What a file declares for classes outside the tree.
    pub(super) fn answered_outside(&self, file: &RepoPath) -> impl Iterator<Item = NotAnalysed> {
        self.outside.iter().filter(move |one| one.file == *file).cloned()
    }

    pub(super) fn declare(&mut self, target: &Value, declared: Declared) {
        let key = match &target.kind {
            Kind::Function(function) => {
                let name = function.function.name.to_string();
                let name = match &function.owner {
                    Some(class) if function.scope.is_none() => {
                        format!("{}.{name}", class.class.name)
                    }
                    _ => name,
                };
                (function.file.path.clone(), name)
            }
            Kind::Class(class) => (class.file.path.clone(), class.class.name.to_string()),
            _ => return,
        };
        let known = self.targets.entry(key).or_default();
        match known.iter_mut().find(|known| {
            known.route.template == declared.route.template
                && known.group == declared.group
                && known.class_method == declared.class_method
        }) {
            Some(known) => known.methods.extend(declared.methods),
            None => known.push(declared),
        }
    }

    pub(super) fn name(&mut self, framework: usize, name: &str, route: Route) {
        self.named.entry((framework, name.to_owned())).or_default().push(route);
    }

    /// The groups that a group is part of.
    pub(super) fn parents(&self, group: &Group) -> Vec<Group> {
        let mounts = self.mounts.get(group).map_or(&[][..], Vec::as_slice);
        let mut parents: Vec<Group> =
            mounts.iter().filter_map(|mount| mount.parent.clone()).collect();
        parents.dedup();
        parents
    }

    /// What runs before the handlers of a framework in a group of routes.
    pub(super) fn before(&self, framework: usize, group: Option<&Group>) -> Vec<Hook> {
        self.hooks.before(self, framework, group)
    }

    /// The routes that were given this name.
    pub(super) fn named(&self, framework: usize, name: &str) -> &[Route] {
        self.named.get(&(framework, name.to_owned())).map_or(&[], Vec::as_slice)
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
    ["url_prefix", "prefix", "path"]
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
pub(super) fn own_arguments(world: &World, group: &Group) -> Option<Arguments> {
    let file = world.project.file(&group.0)?;
    if !file.bindings.names.contains_key(group.1.as_str()) {
        return None;
    }
    arguments_of(world, &world.global(&file, &group.1, 0))
}

/// What an object was made with, as far as its class outside the tree is told.
pub(super) fn arguments_of(world: &World, value: &Value) -> Option<Arguments> {
    match &value.kind {
        Kind::External(external) => {
            let mut arguments = external.arguments.clone();
            let frameworks = world.models.catalog().frameworks();
            let mut rows = frameworks.iter().flat_map(|rows| &rows.named_groups);
            let named = rows.any(|row| row.matches(&external.path));
            if let (true, None, Some(name)) =
                (named, arguments.keyword("path"), arguments.positional.first())
            {
                let route = format!("/{}", name.as_str()?);
                let route = Value::new(Kind::Str(route.as_str().into()));
                arguments.keywords.push(("path".into(), route));
            }
            Some(arguments)
        }
        Kind::Instance(instance) => {
            let mut walk = Walk::quietly(world);
            walk.enter_module(&instance.class.file);
            walk.build(&instance.class, instance.arguments.clone());
            Some(walk.passed_on.unwrap_or_else(|| instance.arguments.clone()))
        }
        _ => None,
    }
}

pub(super) fn definition_site(world: &World, group: &Group) -> Option<Site> {
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
