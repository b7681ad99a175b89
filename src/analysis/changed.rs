//! What of a module a change touches: functions, classes, names at its top
//! level. It says nothing of what that means.

use std::sync::Arc;

use super::definitions::definitions;
use super::fact::Site;
use super::project::ModuleFile;
use crate::model::RepoPath;
use crate::syntax::python::ast::{Class, Expr, ExprKind, Stmt, StmtKind};
use crate::syntax::python::{digest_body, digest_class_shell, digest_function};

/// What a name stands for, which decides who is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Whoever calls it.
    Function,
    /// Whoever uses it in whatever way.
    Class,
    /// The classes below it: they have its methods without a word of them.
    Base,
    /// Whoever reads it.
    Value,
}

/// Something of a module that has a name by which other code may use it.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    pub(super) file: RepoPath,
    /// The name that code elsewhere calls it by.
    pub(super) name: Arc<str>,
    /// The class that it is a method of.
    pub(super) owner: Option<Arc<str>>,
    /// What it is.
    pub(super) sort: Sort,
    /// Where it is defined.
    pub(super) at: Site,
}

impl Thing {
    /// Whether two are one.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.name == other.name
            && self.owner == other.owner
            && self.sort == other.sort
            && self.file == other.file
    }

    /// A function; what Python calls by itself, by the name of its class.
    pub(super) fn function(definition: &super::definitions::Definition) -> Self {
        let name = &definition.function.name;
        let owner = definition.owner.as_ref().map(|class| Arc::clone(&class.class.name));
        let by_class = name.starts_with("__").then(|| owner.clone()).flatten();
        Self {
            file: definition.file.path.clone(),
            sort: if by_class.is_some() { Sort::Class } else { Sort::Function },
            name: by_class.clone().unwrap_or_else(|| Arc::clone(name)),
            owner: if by_class.is_some() { None } else { owner },
            at: definition.header(),
        }
    }

    /// A class.
    pub(super) fn class(file: &Arc<ModuleFile>, class: &Class, sort: Sort) -> Self {
        Self {
            file: file.path.clone(),
            name: Arc::clone(&class.name),
            owner: None,
            sort,
            at: Site { file: Arc::clone(file), range: class.header },
        }
    }

    /// A name that a statement at the top level binds.
    pub(super) fn bound(file: &Arc<ModuleFile>, name: &Arc<str>, statement: &Stmt) -> Self {
        Self {
            file: file.path.clone(),
            name: Arc::clone(name),
            owner: None,
            sort: Sort::Value,
            at: Site { file: Arc::clone(file), range: statement.range },
        }
    }
}

/// What of a module is not what it was, by what it was.
pub(super) fn changed(old: &Arc<ModuleFile>, new: &Arc<ModuleFile>) -> Vec<Thing> {
    let mut found: Vec<Thing> = Vec::new();
    let after = definitions(new);
    for before in definitions(old) {
        let now = after.iter().find(|after| after.is_named_as(&before));
        let digest = |now: &super::definitions::Definition| digest_function(&now.function);
        if now.map(digest) != Some(digest_function(&before.function)) {
            found.push(Thing::function(&before));
            // What is not called by its name may be by the framework.
            let gone = now.is_none();
            found.extend(before.owner.iter().map(|class| {
                // Nor is what looks at the fields of all objects of a class.
                let declared = gone && !class.class.arguments.is_empty();
                let sort = if declared { Sort::Class } else { Sort::Base };
                Thing::class(old, &class.class, sort)
            }));
        }
    }
    for class in &old.bindings.classes {
        let now = new.bindings.classes.iter().find(|now| now.name == class.name);
        let Some(now) = now else { continue };
        if digest_class_shell(class) != digest_class_shell(now) || has_more(class, now) {
            found.push(Thing::class(old, class, Sort::Class));
        }
    }
    let shape = |statement: &Stmt| digest_body(std::slice::from_ref(statement));
    let now: Vec<u64> = new.module.body.iter().map(shape).collect();
    for statement in old.module.body.iter().filter(|one| !now.contains(&shape(one))) {
        found.extend(names_bound(statement).iter().map(|name| Thing::bound(old, name, statement)));
    }
    let mut things: Vec<Thing> = Vec::new();
    for thing in found {
        if !things.iter().any(|known| known.same(&thing)) {
            things.push(thing);
        }
    }
    things
}

/// Whether a class defines a method now that its bases may have had before.
fn has_more(before: &Class, now: &Class) -> bool {
    let methods = |class: &Class| -> Vec<Arc<str>> {
        let functions = class.body.iter().filter_map(|statement| match &statement.kind {
            StmtKind::Function(function) => Some(Arc::clone(&function.name)),
            _ => None,
        });
        functions.collect()
    };
    let known = methods(before);
    !now.arguments.is_empty() && methods(now).iter().any(|name| !known.contains(name))
}

/// Methods that change a list or a dictionary.
const FILLING: [&str; 8] =
    ["append", "extend", "insert", "remove", "pop", "update", "setdefault", "clear"];

/// The names that a statement binds, or whose values it changes.
pub(super) fn names_bound(statement: &Stmt) -> Vec<Arc<str>> {
    let targets: Vec<&Expr> = match &statement.kind {
        StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => targets.iter().collect(),
        StmtKind::AugAssign { target, .. } => vec![target],
        // `NAMES["a"].append(...)`
        StmtKind::Expr(Expr { kind: ExprKind::Call(call), .. }) => match &call.function.kind {
            ExprKind::Attribute(object, name) if FILLING.contains(&&**name) => vec![&**object],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    targets.into_iter().filter_map(root).collect()
}

/// The name that a chain of keys starts with.
fn root(target: &Expr) -> Option<Arc<str>> {
    match &target.kind {
        ExprKind::Name(name) => Some(Arc::clone(name)),
        ExprKind::Subscript(object, _) => root(object),
        _ => None,
    }
}
