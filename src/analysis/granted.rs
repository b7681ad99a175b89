//! What resources grant to everybody, by the lists of who may do what that
//! their classes hold.

use std::collections::HashMap;
use std::sync::Arc;

use super::bindings::{Binding, Bindings};
use super::project::ModuleFile;
use super::value::{Arguments, Kind, Value};
use super::walk::Walk;
use super::world::World;
use crate::catalog::Grants;
use crate::syntax::python::ast::{Expr, ExprKind};

/// Permissions of a program, and whether every list that names one grants it to
/// everybody; none where some list is not known to the letter.
pub(super) type Granted = Option<HashMap<String, bool>>;

impl World {
    /// Whether a declaration asks for what everybody is granted everywhere.
    pub(super) fn asks_nothing(&self, given: &Arguments) -> bool {
        let frameworks = self.models.catalog().frameworks().iter();
        frameworks.filter_map(|rows| rows.grants.as_ref()).any(|grants| {
            let wanted = given.keyword(&grants.keyword).and_then(Value::as_str);
            let granted = self.granted.get_or_init(|| self.find_granted(grants));
            wanted.is_some_and(|wanted| {
                granted.as_ref().is_some_and(|known| known.get(&**wanted) == Some(&true))
            })
        })
    }

    fn find_granted(&self, grants: &Grants) -> Granted {
        let mut known = HashMap::new();
        for path in self.project.files_with(&grants.attribute) {
            let Some(file) = self.project.file(&path) else { continue };
            for class in &file.bindings.classes {
                let bindings = Bindings::of(&class.body);
                match bindings.names.get(grants.attribute.as_str()) {
                    None => {}
                    Some(Binding::Values(values)) => {
                        let list = values.last()?;
                        self.read_list(&file, list, grants, &mut known)?;
                    }
                    Some(_) => return None,
                }
            }
        }
        Some(known)
    }

    /// Reads one list; none where an entry is not known to the letter.
    fn read_list(
        &self,
        file: &Arc<ModuleFile>,
        list: &Expr,
        grants: &Grants,
        known: &mut HashMap<String, bool>,
    ) -> Option<()> {
        let (ExprKind::List(entries) | ExprKind::Tuple(entries)) = &list.kind else { return None };
        let mut here: HashMap<String, bool> = HashMap::new();
        for entry in entries {
            let ExprKind::Tuple(parts) = &entry.kind else { return None };
            let [allows, who, what] = parts.as_slice() else { return None };
            let mut walk = Walk::quietly(self);
            walk.enter_module(file);
            let is = |value: &Value, wanted: &crate::catalog::Pattern| {
                value.path().is_some_and(|path| wanted.matches(path))
            };
            let everybody = is(&walk.expression(allows), &grants.allow)
                && is(&walk.expression(who), &grants.everyone);
            for permission in texts(&walk.expression(what))? {
                *here.entry(permission).or_default() |= everybody;
            }
        }
        for (permission, everybody) in here {
            *known.entry(permission).or_insert(true) &= everybody;
        }
        Some(())
    }
}

/// The permissions that an entry names; one that stands for all names none.
fn texts(value: &Value) -> Option<Vec<String>> {
    match &value.kind {
        Kind::Str(text) => Some(vec![text.to_string()]),
        Kind::Sequence(parts) => {
            let known = parts.iter().map(|part| part.as_str().map(ToString::to_string));
            known.collect()
        }
        Kind::External(_) => Some(Vec::new()),
        _ => None,
    }
}
