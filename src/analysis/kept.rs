//! Values that middleware and hooks keep for handlers under a key: on the
//! request, on the context, on the application.

use std::collections::HashSet;
use std::sync::Arc;

use super::bindings::Binding;
use super::discover::made_handler_by;
use super::fact::{Condition, Fact, Site};
use super::project::ModuleFile;
use super::value::{ClassValue, Kind, Origins, Value};
use super::walk::{Heap, Walk, syntactic_key};
use super::world::{World, functions_of};
use crate::model::{FactKind, RepoPath};
use crate::syntax::python::ast::{Expr, ExprKind, Function, Name, Stmt, StmtKind};

/// A value that middleware or a hook keeps for handlers.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) value: Value,
    /// Attributes of the objects built for it.
    pub(super) heap: Heap,
    /// What certainly happened before it was kept.
    pub(super) facts: Vec<Fact>,
    /// The function that keeps it.
    pub(super) by: Site,
    /// What is kept on each way, with what must be for it.
    pub(super) ways: Vec<(Vec<Arc<Condition>>, Value)>,
}

impl Kept {
    /// Whether an attribute of all that is kept for callers who were not asked who
    /// they are says yes; there must be a way for such.
    pub(super) fn says_of_strangers(&self, name: &Name) -> bool {
        let asks = |fact: &&Fact| fact.kind == FactKind::AuthenticationRequired;
        let unasked = |under: &[Arc<Condition>]| {
            let open = |one: &Arc<Condition>| {
                under.iter().any(|other| one.site.same(&other.site) && one.holds != other.holds)
            };
            let mut asking = self.facts.iter().filter(asks).peekable();
            asking.peek().is_some() && asking.all(|fact| fact.conditions.iter().any(open))
        };
        let yes = |value: &Value| {
            let Kind::Instance(object) = &value.kind else { return false };
            let set = self.heap.get(&(object.number, Arc::clone(name)));
            let said = set.or_else(|| object.arguments.keyword(name));
            said.and_then(Value::truth) == Some(true)
        };
        let mut strangers = self.ways.iter().filter(|(under, _)| unasked(under)).peekable();
        strangers.peek().is_some() && strangers.all(|(_, value)| yes(value))
    }
}

impl World {
    /// The key under which programs keep values at this access path, if they do.
    pub(super) fn keyed_path(&self, path: &str) -> Option<String> {
        if !self.models.is_keyed(path) {
            return None;
        }
        let (before, last) = path.rsplit_once('.')?;
        if last.ends_with("[]") {
            return None;
        }
        if last.ends_with(']') {
            return Some(last.to_owned());
        }
        let owner = before.rsplit('.').next().unwrap_or(before).trim_end_matches("()");
        // Whatever its class is called, code calls the request a request.
        let owner = if owner.ends_with("Request") { "request" } else { owner };
        Some(format!("{owner}.{last}"))
    }

    /// The value kept under a key by its one assignment outside tests; of several,
    /// by the first that says what it keeps.
    pub(super) fn kept_under(&self, key: &str) -> Option<Arc<Kept>> {
        let find = || self.find_kept(key).map(Arc::new);
        self.kept.get_named(&self.anywhere, key, None, find)
    }

    fn find_kept(&self, key: &str) -> Option<Kept> {
        let needle = match key.split_once('[') {
            Some((_, rest)) => rest.trim_end_matches(']').replace(':', "."),
            // Whatever the request is called where it is kept.
            None => match key.strip_prefix("request.") {
                Some(name) => format!(".{name} = "),
                None => key.to_owned(),
            },
        };
        let mut first = None;
        for path in self.files_keeping(&needle, key.contains('[')) {
            let Some(file) = self.project.file(&path) else { continue };
            for (owner, function) in functions_of(&file) {
                let Some(found) = self.kept_by(&file, owner, &function, key) else { continue };
                if !matches!(found.value.kind, Kind::Unknown) {
                    return Some(found);
                }
                first.get_or_insert(found);
            }
        }
        first
    }

    /// The files that may keep something under a key: those with its text, and
    /// those with a name that one of them gives it.
    fn files_keeping(&self, needle: &str, may_be_named: bool) -> Vec<RepoPath> {
        let mut paths = self.project.files_with(needle);
        for path in paths.clone() {
            let Some(file) = self.project.file(&path).filter(|_| may_be_named) else { continue };
            let is_key = |value: &Expr| value.as_str().is_some_and(|text| **text == *needle);
            let named = file.bindings.names.iter().filter(|(_, binding)| {
                matches!(binding, Binding::Values(values) if values.last().is_some_and(is_key))
            });
            for (name, _) in named {
                for end in [format!("[{name}]"), format!(".{name}]")] {
                    paths.extend(self.project.files_with(&end));
                }
            }
        }
        let mut known = HashSet::new();
        paths.retain(|path| known.insert(path.clone()));
        paths
    }

    /// Whether a target is kept under a key, which may have a name: `environ[USER]`.
    pub(super) fn is_kept_under(&self, file: &Arc<ModuleFile>, target: &Expr, key: &str) -> bool {
        let keyed = |target: &Expr| syntactic_key(target).is_some_and(|found| found == key);
        let ExprKind::Subscript(object, index) = &target.kind else { return keyed(target) };
        let owner = key.split_once('[').map(|(owner, _)| owner);
        let same = match &object.kind {
            ExprKind::Name(name) | ExprKind::Attribute(_, name) => Some(&**name) == owner,
            _ => false,
        };
        if !same || !matches!(index.kind, ExprKind::Name(_) | ExprKind::Attribute(..)) {
            return keyed(target);
        }
        let Some(text) = self.quick(file, index).as_str().cloned() else { return false };
        let index = Box::new(Expr { range: index.range, kind: ExprKind::Str(text) });
        let kind = ExprKind::Subscript(object.clone(), index);
        keyed(&Expr { range: target.range, kind })
    }

    /// The request, where a decorator makes the function one that is given it.
    fn request_of(&self, file: &Arc<ModuleFile>, function: &Function) -> Option<Value> {
        let made = |decorator| made_handler_by(self, file, decorator);
        let framework = function.decorators.iter().find_map(made)?;
        let path = self.models.catalog().frameworks()[framework].request.as_deref()?;
        Some(Value::external(path))
    }

    fn kept_by(
        &self,
        file: &Arc<ModuleFile>,
        owner: Option<Arc<ClassValue>>,
        function: &Arc<Function>,
        key: &str,
    ) -> Option<Kept> {
        if !self.assigns_key(file, &function.body, key) {
            return None;
        }
        let mut walk = Walk::new(self);
        walk.ways.closed = true;
        walk.key_wanted = Some(key.into());
        let receiver = owner.map(|class| walk.new_object(&class, Default::default()));
        let request = self.request_of(file, function);
        walk.run_alone(file, function, receiver, request);
        let (value, order) = walk.key_found?;
        let mut facts = walk.facts;
        facts.retain(|fact| fact.order <= order && !fact.void);
        // Where it was kept, what it was kept under came out so.
        for fact in &mut facts {
            fact.conditions.retain(|one| !walk.key_under.iter().any(|other| one.same(other)));
        }
        let known_caller = facts.iter().any(|fact| fact.kind == FactKind::AuthenticationRequired);
        let value = if known_caller { value.with(Origins::CALLER) } else { value };
        let by = Site { file: Arc::clone(file), range: function.header };
        Some(Kept { by, value, heap: walk.heap, facts, ways: walk.key_ways })
    }
}

impl World {
    fn assigns_key(&self, file: &Arc<ModuleFile>, body: &[Stmt], key: &str) -> bool {
        let is_key = |target: &Expr| self.is_kept_under(file, target, key);
        let inside = |body: &[Stmt]| self.assigns_key(file, body, key);
        body.iter().any(|statement| match &statement.kind {
            StmtKind::Assign { targets, value: Some(_), .. } => targets.iter().any(is_key),
            StmtKind::If(parts) => inside(&parts.then) || inside(&parts.otherwise),
            StmtKind::Try(parts) => inside(&parts.body) || inside(&parts.otherwise),
            StmtKind::With(_, body) => inside(body),
            _ => false,
        })
    }
}
