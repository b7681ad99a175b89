//! Middleware of the program's own that its settings list by name: it runs
//! before every handler.

use std::sync::Arc;

use super::hooks::{Hook, Hooks, functions};
use crate::analysis::bindings::Binding;
use crate::analysis::fact::Site;
use crate::analysis::project::{ModuleFile, aside_reason};
use crate::analysis::value::{Arguments, Kind, Value};
use crate::analysis::walk::Walk;
use crate::analysis::world::World;
use crate::catalog::ListedMiddleware;
use crate::syntax::python::ast::{Expr, ExprKind};

/// A dotted name in a list, and where it stands.
type Entry = (String, Site);

impl Hooks {
    /// Notes what the settings of the tree list.
    pub(super) fn read_settings(&mut self, world: &World) {
        for (framework, rows) in world.frameworks_present() {
            let Some(row) = &rows.listed_middleware else { continue };
            for (dotted, site) in listed(world, row) {
                let value = world.by_dotted_name(&dotted, &site.file.path);
                let value = match &value.kind {
                    Kind::Function(_) => made(world, row, value),
                    _ => value,
                };
                let found = functions(world, &value, &row.methods).into_iter();
                let hooks = found.filter_map(|hook| Hook::put_at(&hook, &site));
                let hooks = hooks.map(|hook| Hook { listed: true, ..hook });
                self.everywhere.entry(framework).or_default().extend(hooks);
            }
        }
    }
}

/// What a function that makes middleware gives.
fn made(world: &World, row: &ListedMiddleware, maker: Value) -> Value {
    let Kind::Function(function) = &maker.kind else { return Value::UNKNOWN };
    let range = function.function.header;
    let mut walk = Walk::quietly(world);
    walk.enter_module(&function.file);
    let next = Value::external(row.made_with.as_str());
    let given = Arguments { positional: vec![next], ..Arguments::default() };
    walk.call_value(maker.clone(), given, range)
}

/// The names that every file of settings lists which says the whole list: what
/// only some of them have need not be there when the program runs.
fn listed(world: &World, row: &ListedMiddleware) -> Vec<Entry> {
    let mut lists: Vec<Vec<Entry>> = Vec::new();
    for setting in &row.settings {
        for path in world.project.files_with(setting) {
            let file = world.project.file(&path).filter(|_| aside_reason(&path).is_none());
            let Some(file) = file else { continue };
            let Some(Binding::Values(values)) = file.bindings.names.get(setting.as_str()) else {
                continue;
            };
            lists.extend(values.iter().filter_map(|value| entries(&file, value)));
        }
    }
    let Some((first, others)) = lists.split_first() else { return Vec::new() };
    let everywhere =
        |(name, _): &&Entry| others.iter().all(|list| list.iter().any(|(other, _)| other == name));
    first.iter().filter(everywhere).cloned().collect()
}

fn entries(file: &Arc<ModuleFile>, value: &Expr) -> Option<Vec<Entry>> {
    let (ExprKind::List(parts) | ExprKind::Tuple(parts)) = &value.kind else { return None };
    let site = |part: &Expr| Site { file: Arc::clone(file), range: part.range };
    Some(parts.iter().filter_map(|part| Some((part.as_str()?.to_string(), site(part)))).collect())
}
