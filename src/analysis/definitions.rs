//! The functions that a module defines, under the names by which the two sides
//! of a change are held against each other.

use std::collections::HashMap;
use std::sync::Arc;

use super::bindings::Bindings;
use super::fact::Site;
use super::project::ModuleFile;
use super::value::ClassValue;
use crate::syntax::python::ast::Function;

/// A function of a module, or a method of one of its classes.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    pub(super) file: Arc<ModuleFile>,
    pub(super) owner: Option<Arc<ClassValue>>,
    pub(super) function: Arc<Function>,
    /// Qualified: `Class.method`.
    pub(super) name: String,
    /// 1-based among those of this name in the file.
    pub(super) ordinal: usize,
}

impl Definition {
    pub(super) fn is_named_as(&self, other: &Self) -> bool {
        self.name == other.name && self.ordinal == other.ordinal
    }

    /// Whether a place lies in it.
    pub(super) fn holds(&self, site: &Site) -> bool {
        self.file.path == site.file.path && self.function.range.contains(site.range)
    }

    /// The `def` line.
    pub(super) fn header(&self) -> Site {
        Site { file: Arc::clone(&self.file), range: self.function.header }
    }
}

/// The functions of a module and the methods of its classes, those inside of
/// functions aside.
pub(super) fn definitions(file: &Arc<ModuleFile>) -> Vec<Definition> {
    let mut found: Vec<(Option<Arc<ClassValue>>, Arc<Function>)> =
        file.bindings.functions.iter().map(|function| (None, Arc::clone(function))).collect();
    for class in &file.bindings.classes {
        let owner = Arc::new(ClassValue { file: Arc::clone(file), class: Arc::clone(class) });
        let methods = Bindings::of(&class.body).functions;
        found.extend(methods.into_iter().map(|method| (Some(Arc::clone(&owner)), method)));
    }
    found.sort_by_key(|(_, function)| function.range.start);
    let mut counts: HashMap<String, usize> = HashMap::new();
    let name = |owner: Option<&Arc<ClassValue>>, function: &Function| match owner {
        Some(class) => format!("{}.{}", class.class.name, function.name),
        None => function.name.to_string(),
    };
    let mut definition = |(owner, function): (Option<Arc<ClassValue>>, Arc<Function>)| {
        let name = name(owner.as_ref(), &function);
        let ordinal = counts.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1);
        Definition { file: Arc::clone(file), ordinal: *ordinal, owner, function, name }
    };
    found.into_iter().map(&mut definition).collect()
}
