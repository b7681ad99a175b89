//! One tree with everything found out about it: names, classes, exceptions,
//! values kept under keys. Asked by walks; remembers its answers.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::bindings::Bindings;
use super::fact::Fact;
use super::models::Models;
use super::project::{ModuleFile, Project};
use super::value::{ClassValue, Kind, Origins, Value};
use super::walk::Walk;
use crate::model::RepoPath;
use crate::syntax::python::ast::{Expr, ExprKind, Function, Name, Stmt, StmtKind};

/// One tree of code, and what is known about code outside it.
pub(super) struct World {
    pub(super) project: Project,
    pub(super) models: Arc<Models>,
    globals: Mutex<HashMap<(RepoPath, Arc<str>), Value>>,
    kept: Mutex<HashMap<String, Option<Arc<Kept>>>>,
    objects: AtomicU32,
    version_names: HashSet<String>,
    version_fields: HashSet<String>,
    pub(super) mapped: OnceLock<Vec<(Value, u16)>>,
}

/// A value that middleware or a hook keeps for handlers.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) value: Value,
    /// Attributes of the objects built for it.
    pub(super) heap: HashMap<(u32, Name), Value>,
    /// What certainly happened before it was kept.
    pub(super) facts: Vec<Fact>,
}

/// A member of a class, found along its bases.
#[derive(Debug)]
pub(super) enum Member {
    Function(Arc<ClassValue>, Arc<Function>),
    /// `name = value` in the class body.
    Value(Arc<ClassValue>, Expr),
    /// `self.name = value` in a method.
    SetByMethod(Arc<ClassValue>, Arc<Function>, Name),
    /// `name: annotation` in the class body.
    Annotated(Arc<ClassValue>, Expr),
    /// A base class outside the tree may have it: that class's path.
    Outside(Arc<str>),
    Nowhere,
}

/// A base of a class.
#[derive(Debug, Clone)]
pub(super) enum Base {
    Inside(Arc<ClassValue>),
    Outside(Arc<str>),
}

impl World {
    pub(super) fn new(project: Project, models: Arc<Models>) -> Self {
        let version_names = models
            .catalog()
            .frameworks()
            .iter()
            .flat_map(|framework| framework.version_names.iter().cloned())
            .collect();
        let version_fields = models
            .catalog()
            .frameworks()
            .iter()
            .flat_map(|framework| framework.version_fields.iter().cloned())
            .collect();
        Self {
            project,
            models,
            globals: Mutex::default(),
            kept: Mutex::default(),
            objects: AtomicU32::new(1),
            version_names,
            version_fields,
            mapped: OnceLock::new(),
        }
    }

    /// A number no other object of this tree has, so that what one walk built
    /// is never taken for what another did.
    pub(super) fn next_object(&self) -> u32 {
        self.objects.fetch_add(1, Ordering::Relaxed)
    }

    /// Whether the code base does this somewhere by the words of its sources: a
    /// habit that its other handlers can be held to.
    pub(super) fn has_convention(&self, kind: crate::model::FactKind) -> bool {
        let frameworks = self.models.catalog().frameworks();
        frameworks
            .iter()
            .flat_map(|framework| &framework.conventions)
            .filter(|convention| convention.fact == kind)
            .flat_map(|convention| &convention.words)
            .any(|word| !self.project.files_with(word).is_empty())
    }

    /// Whether a variable of this name holds a version counter.
    pub(super) fn is_version_name(&self, name: &str) -> bool {
        self.version_names.contains(&name.to_ascii_lowercase())
    }

    /// Whether an attribute or key of this name holds a version counter: by its
    /// last word, or by words that say so only there (a bare `version` may be
    /// that of the interface).
    pub(super) fn is_version_field(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let last_word = |known: &String| {
            name == *known
                || name.strip_suffix(known.as_str()).is_some_and(|rest| rest.ends_with('_'))
        };
        self.version_fields.contains(&name) || self.version_names.iter().any(last_word)
    }

    /// Whether a key says that it holds who asks, by its last word.
    pub(super) fn is_principal_key(&self, key: &str) -> bool {
        let word = key.rsplit(['.', ':', '[', ']']).find(|word| !word.is_empty()).unwrap_or(key);
        let frameworks = self.models.catalog().frameworks();
        frameworks
            .iter()
            .flat_map(|framework| &framework.principal_names)
            .any(|name| word.eq_ignore_ascii_case(name))
    }

    /// Whether objects of a class are rows of a store.
    pub(super) fn is_stored(&self, class: &Arc<ClassValue>) -> bool {
        let frameworks = self.models.catalog().frameworks();
        self.bases(class).iter().any(|base| match base {
            Base::Outside(path) => frameworks
                .iter()
                .flat_map(|framework| &framework.stored_bases)
                .any(|pattern| pattern.matches(path)),
            Base::Inside(_) => false,
        })
    }

    pub(super) fn cached_global(&self, key: &(RepoPath, Arc<str>)) -> Option<Value> {
        self.globals.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    pub(super) fn cache_global(&self, key: (RepoPath, Arc<str>), value: Value) {
        self.globals.lock().unwrap_or_else(PoisonError::into_inner).insert(key, value);
    }

    /// The key under which programs keep values at this access path, if they do.
    pub(super) fn keyed_path(&self, path: &str) -> Option<String> {
        let keyed = self
            .models
            .catalog()
            .frameworks()
            .iter()
            .flat_map(|framework| &framework.keyed)
            .any(|pattern| pattern.matches(path));
        if !keyed {
            return None;
        }
        let (before, last) = path.rsplit_once('.')?;
        if last.ends_with("[]") {
            return None;
        }
        if last.ends_with(']') {
            return Some(last.to_owned());
        }
        let owner = before.rsplit('.').next().unwrap_or(before);
        Some(format!("{}.{last}", owner.trim_end_matches("()")))
    }

    /// The value kept under a key by its one assignment outside tests.
    pub(super) fn kept_under(&self, key: &str) -> Option<Arc<Kept>> {
        {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(known) = kept.get(key) {
                return known.clone();
            }
            // Whoever asks again while this is being found out gets nothing.
            kept.insert(key.to_owned(), None);
        }
        let found = self.find_kept(key).map(Arc::new);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(key.to_owned(), found.clone());
        found
    }

    fn find_kept(&self, key: &str) -> Option<Kept> {
        let needle = match key.split_once('[') {
            Some((_, rest)) => rest.trim_end_matches(']').replace(':', "."),
            None => key.to_owned(),
        };
        for path in self.project.files_with(&needle) {
            let Some(file) = self.project.file(&path) else { continue };
            for (owner, function) in functions_of(&file) {
                let Some(found) = self.kept_by(&file, owner, &function, key) else { continue };
                return Some(found);
            }
        }
        None
    }

    fn kept_by(
        &self,
        file: &Arc<ModuleFile>,
        owner: Option<Arc<ClassValue>>,
        function: &Arc<Function>,
        key: &str,
    ) -> Option<Kept> {
        if !assigns_key(&function.body, key) {
            return None;
        }
        let mut walk = Walk::new(self);
        walk.key_wanted = Some(key.into());
        let receiver = owner.map(|class| walk.new_object(&class, Default::default()));
        walk.run_alone(file, function, receiver);
        let (value, order) = walk.key_found?;
        let mut facts = walk.facts;
        facts.retain(|fact| fact.order <= order);
        let known_caller =
            facts.iter().any(|fact| fact.kind == crate::model::FactKind::AuthenticationRequired);
        let value = if known_caller { value.with(Origins::CALLER) } else { value };
        Some(Kept { value, heap: walk.heap, facts })
    }

    /// The bases of a class and theirs, nearest first, itself not included.
    pub(super) fn bases(&self, class: &Arc<ClassValue>) -> Vec<Base> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        self.collect_bases(class, &mut found, &mut seen);
        found
    }

    fn collect_bases(
        &self,
        class: &Arc<ClassValue>,
        found: &mut Vec<Base>,
        seen: &mut HashSet<(RepoPath, u32)>,
    ) {
        if !seen.insert((class.file.path.clone(), class.class.range.start)) || found.len() > 40 {
            return;
        }
        for argument in class.class.arguments.iter().filter(|argument| argument.name.is_none()) {
            let mut walk = Walk::quietly(self);
            walk.enter_module(&class.file);
            let base = walk.expression(&argument.value);
            match &base.kind {
                Kind::Class(base) => {
                    found.push(Base::Inside(Arc::clone(base)));
                    self.collect_bases(base, found, seen);
                }
                Kind::External(external) if &*external.path != "builtins.object" => {
                    found.push(Base::Outside(Arc::clone(&external.path)));
                }
                _ => {}
            }
        }
    }

    /// The nearest base outside the tree.
    pub(super) fn outside_base(&self, class: &Arc<ClassValue>) -> Option<Arc<str>> {
        self.bases(class).into_iter().find_map(|base| match base {
            Base::Outside(path) => Some(path),
            Base::Inside(_) => None,
        })
    }

    /// A member of a class or of its bases.
    pub(super) fn find_member(&self, class: &Arc<ClassValue>, name: &Name) -> Member {
        let mut line = vec![Base::Inside(Arc::clone(class))];
        line.extend(self.bases(class));
        find_in(&line, name)
    }

    /// A member of the bases that come after `after` for objects of `start`.
    pub(super) fn find_member_after(
        &self,
        start: &Arc<ClassValue>,
        after: &Arc<ClassValue>,
        name: &Name,
    ) -> Member {
        let mut line = vec![Base::Inside(Arc::clone(start))];
        line.extend(self.bases(start));
        let is_after = |base: &Base| {
            matches!(base, Base::Inside(class) if class.class.range == after.class.range
                && class.file.path == after.file.path)
        };
        let from = line.iter().position(is_after).map_or(0, |at| at + 1);
        find_in(&line[from..], name)
    }

    /// What a method puts into an attribute of its object.
    pub(super) fn attribute_set_in(
        &self,
        owner: &Arc<ClassValue>,
        method: &Arc<Function>,
        name: &Name,
    ) -> Value {
        let key = (
            owner.file.path.clone(),
            Arc::<str>::from(format!("{}.self.{name}", owner.class.name)),
        );
        if let Some(known) = self.cached_global(&key) {
            return known;
        }
        self.cache_global(key.clone(), Value::UNKNOWN);
        let mut walk = Walk::quietly(self);
        let object = walk.new_object(owner, Default::default());
        let number = match &object.kind {
            Kind::Instance(instance) => instance.number,
            _ => 0,
        };
        walk.run_alone(&owner.file, method, Some(object));
        let value = walk.heap.remove(&(number, Arc::clone(name))).unwrap_or(Value::UNKNOWN);
        self.cache_global(key, value.clone());
        value
    }

    /// What a module file that is not the tree's own binds; not remembered.
    pub(super) fn uncached_global(&self, file: &Arc<ModuleFile>, name: &str) -> Value {
        self.find_global(file, name, 0)
    }
}

/// All functions of a module: its own, those of its classes, and those inside functions.
pub(super) fn functions_of(
    file: &Arc<ModuleFile>,
) -> Vec<(Option<Arc<ClassValue>>, Arc<Function>)> {
    let mut found: Vec<(Option<Arc<ClassValue>>, Arc<Function>)> =
        file.bindings.functions.iter().map(|function| (None, Arc::clone(function))).collect();
    for class in &file.bindings.classes {
        let owner = Arc::new(ClassValue { file: Arc::clone(file), class: Arc::clone(class) });
        for method in &Bindings::of(&class.body).functions {
            found.push((Some(Arc::clone(&owner)), Arc::clone(method)));
        }
    }
    let mut at = 0;
    while at < found.len() {
        for inner in Bindings::of(&found[at].1.body).functions {
            found.push((found[at].0.clone(), inner));
        }
        at += 1;
    }
    found
}

fn assigns_key(body: &[Stmt], key: &str) -> bool {
    body.iter().any(|statement| match &statement.kind {
        StmtKind::Assign { targets, value: Some(_), .. } => targets
            .iter()
            .any(|target| super::walk::syntactic_key(target).is_some_and(|found| found == key)),
        StmtKind::If(parts) => assigns_key(&parts.then, key) || assigns_key(&parts.otherwise, key),
        StmtKind::Try(parts) => assigns_key(&parts.body, key) || assigns_key(&parts.otherwise, key),
        StmtKind::With(_, body) => assigns_key(body, key),
        _ => false,
    })
}

fn find_in(line: &[Base], name: &Name) -> Member {
    let mut outside = None;
    for base in line {
        match base {
            Base::Inside(class) => {
                if let Some(found) = own_member(class, name) {
                    return found;
                }
            }
            Base::Outside(path) => outside = outside.or(Some(Arc::clone(path))),
        }
    }
    outside.map_or(Member::Nowhere, Member::Outside)
}

fn own_member(class: &Arc<ClassValue>, name: &Name) -> Option<Member> {
    let mut found = None;
    for statement in &class.class.body {
        match &statement.kind {
            StmtKind::Function(function) if function.name == *name => {
                // A property's setter has the same name: the first one reads.
                let setter = function.decorators.iter().any(|decorator| {
                    decorator.dotted().is_some_and(|name| name.ends_with(".setter"))
                });
                if !setter {
                    found = Some(Member::Function(Arc::clone(class), Arc::clone(function)));
                }
            }
            StmtKind::Assign { targets, annotation, value } => {
                let named = targets
                    .iter()
                    .any(|target| matches!(&target.kind, ExprKind::Name(known) if known == name));
                match (named, value, annotation) {
                    (true, Some(value), _) => {
                        found = Some(Member::Value(Arc::clone(class), value.clone()));
                    }
                    (true, None, Some(annotation)) => {
                        found = Some(Member::Annotated(Arc::clone(class), annotation.clone()));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    found.or_else(|| {
        let methods = Bindings::of(&class.class.body).functions;
        let setter = methods.iter().find(|method| sets_attribute(&method.body, name))?;
        Some(Member::SetByMethod(Arc::clone(class), Arc::clone(setter), Arc::clone(name)))
    })
}

fn sets_attribute(body: &[Stmt], name: &Name) -> bool {
    body.iter().any(|statement| match &statement.kind {
        StmtKind::Assign { targets, value: Some(_), .. } => targets.iter().any(|target| {
            matches!(&target.kind, ExprKind::Attribute(object, known)
                if known == name && matches!(&object.kind, ExprKind::Name(own) if &**own == "self"))
        }),
        StmtKind::If(parts) => {
            sets_attribute(&parts.then, name) || sets_attribute(&parts.otherwise, name)
        }
        StmtKind::Try(parts) => sets_attribute(&parts.body, name),
        StmtKind::With(_, body) => sets_attribute(body, name),
        _ => false,
    })
}
