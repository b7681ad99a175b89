//! Assignments: names, attributes, keys, and what setting them does.

use std::sync::Arc;

use super::settled::is_settled;
use super::ways::How;
use super::{Walk, some_object};
use crate::analysis::value::{Kind, Origins, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Expr, ExprKind, Range};

impl Walk<'_> {
    /// Binds a target of an assignment, a loop or a `with`; what that does stands
    /// on `whole`, the statement.
    pub(super) fn bind(&mut self, target: &Expr, value: Value, whole: Range) {
        self.kept_in(target, &value);
        match &target.kind {
            ExprKind::Name(name) => {
                let mut value = value;
                if value.origins.is_unfit() {
                    let say = format!("kept as `{name}`");
                    value.origins = self.step_on(value.origins, whole, How::Same, say);
                }
                self.note_verdict(name, &value, whole);
                let Some(frame) = self.frames.last_mut() else { return };
                frame.passage.forget_flag(name);
                frame.found.retain(|one| one.name != *name);
                if frame.globals.contains(name) {
                    self.globals_written.insert(Arc::clone(name), value);
                } else {
                    frame.scope.set(name, value);
                }
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                for (at, target) in targets.iter().enumerate() {
                    let part = match &value.kind {
                        Kind::Sequence(parts) if parts.len() == targets.len() => {
                            parts[at].clone().with(value.origins)
                        }
                        _ => self.element(&value),
                    };
                    self.bind(target, part, whole);
                }
            }
            ExprKind::Starred(target) => self.bind(target, value, whole),
            ExprKind::Attribute(object, name) => {
                self.remember_key(target, &value);
                let object = self.expression(object);
                self.set_attribute(&object, name, value, whole);
            }
            ExprKind::Subscript(object, index) => {
                self.remember_key(target, &value);
                let object = self.expression(object);
                let index = self.expression(index);
                self.set_part(target, &index, &value);
                self.set_item(&object, &index, &value, whole);
            }
            _ => {}
        }
    }

    /// `object.name = value`; an empty name is one that is not known.
    pub(super) fn set_attribute(
        &mut self,
        object: &Value,
        name: &Arc<str>,
        value: Value,
        range: Range,
    ) {
        self.set_field(object, &value);
        self.keep_caller(name, &value);
        match &object.kind {
            Kind::Instance(_) if self.is_row(object) => {
                if object.origins.any(Origins::PRINCIPAL) {
                    self.looks_among_own(range, object.origins, None);
                }
                let count = self.facts.len();
                let settled = is_settled(&value) || self.was_shown(name);
                self.note(FactKind::ObjectUpdated, range, value.all_origins(), None);
                if let Some(fact) = self.facts.get_mut(count) {
                    fact.chosen_by = object.origins.selectors();
                    fact.settled = settled;
                }
            }
            Kind::Instance(instance) if instance.number != 0 => {
                if self.meant(object, name).any(Origins::PRINCIPAL) {
                    self.caller_found();
                }
                let key = (instance.number, Arc::clone(name));
                let before =
                    self.heap.get(&key).cloned().or_else(|| self.field(object, name, range));
                let value = self.set_at_times(before.as_ref(), value);
                self.heap.insert(key, value);
            }
            Kind::Function(_) | Kind::Wrapped => self.marks.push((Arc::clone(name), value)),
            Kind::External(external) => {
                let path = format!("{}.{name}", external.path);
                self.set_path(&path, external.number, &value, range);
                self.set_by(&path, &Value::UNKNOWN, &value, range);
                self.status_put_on(&external.path, name, &value);
                self.set_outside.insert(path, value);
            }
            _ => {}
        }
    }

    /// Something is kept under a name or a key: who asks, where that says so.
    fn keep_caller(&mut self, key: &str, value: &Value) {
        let plain = matches!(value.kind, Kind::None | Kind::Bool(_) | Kind::Int(_) | Kind::Str(_));
        if !plain && !self.quiet && self.world.is_principal_key(key) {
            self.callers_kept = self.callers_kept.saturating_add(1);
        }
    }

    /// `name[key] = value`: what the name holds comes from there as well.
    fn set_part(&mut self, target: &Expr, index: &Value, value: &Value) {
        let ExprKind::Subscript(object, _) = &target.kind else { return };
        let known = match &object.kind {
            ExprKind::Name(name) => {
                let Some(frame) = self.frame() else { return };
                let Some(known) = frame.scope.get(name).cloned() else { return };
                known
            }
            ExprKind::Attribute(..) if self.collecting.is_some() => {
                let known = self.expression(object);
                if !matches!(known.kind, Kind::Mapping(_)) {
                    return;
                }
                known
            }
            _ => return,
        };
        let changed = match (&known.kind, index.as_str()) {
            (Kind::Mapping(parts), Some(key)) => {
                let mut parts = parts.to_vec();
                parts.retain(|(known, _)| known != key);
                parts.push((Arc::clone(key), value.clone()));
                Value::mapping(parts).with(known.origins)
            }
            (Kind::Sequence(parts), _) if known_part(index, parts.len()).is_some() => {
                let mut parts = parts.to_vec();
                if let Some(at) = known_part(index, parts.len()) {
                    parts[at] = value.clone();
                }
                Value::sequence(parts).with(known.origins)
            }
            (Kind::Mapping(_) | Kind::Sequence(_) | Kind::Unknown, _) => {
                let listed = self.under_listed_key(&known, index);
                known.with(value.all_origins() | listed)
            }
            _ => return,
        };
        match &object.kind {
            ExprKind::Name(name) => {
                if let Some(frame) = self.frame() {
                    frame.scope.set(name, changed);
                }
            }
            _ => self.put_back(object, changed),
        }
    }

    /// A key that the code chooses leaves a list of keys what it is.
    fn under_listed_key(&self, known: &Value, index: &Value) -> Origins {
        let named = index.all_origins().any(Origins::INPUT);
        let listed = !known.origins.any(Origins::INPUT) || known.origins.any(Origins::LISTED);
        let is_mapping = matches!(known.kind, Kind::Mapping(_));
        if is_mapping && listed && !named { Origins::LISTED } else { Origins::NONE }
    }

    fn set_item(&mut self, object: &Value, index: &Value, value: &Value, range: Range) {
        if let Kind::External(external) = &object.kind {
            let path = &external.path;
            let key = index.as_str().map(|key| key.replace('.', ":")).unwrap_or_default();
            let path = format!("{path}[{key}]");
            if self.world.keyed_path(&path).is_some() {
                self.keep_caller(&key, value);
            }
            self.set_by(&path, index, value, range);
            self.set_path(&path, external.number, value, range);
            if index.as_str().is_some() && self.world.keyed_path(&path).is_some() {
                let value = self.set_at_times(self.set_outside.get(&path), value.clone());
                self.set_outside.insert(path, value);
            }
        }
    }

    /// What a field holds that was given when the object was built, where it
    /// is about to be set under some test only.
    fn field(&mut self, object: &Value, name: &Arc<str>, range: Range) -> Option<Value> {
        let base = self.frames.last().map_or(0, |frame| frame.base);
        let is_data = object.origins.any(Origins::BODY | Origins::QUERY);
        if !is_data || self.conditions.len() <= base {
            return None;
        }
        let quiet = std::mem::replace(&mut self.quiet, true);
        let value = self.own_attribute(object.clone(), name, range);
        self.quiet = quiet;
        Some(value)
    }

    /// A constant that is set only under some test of the function is not all
    /// that may be there afterwards.
    fn set_at_times(&self, before: Option<&Value>, value: Value) -> Value {
        let base = self.frames.last().map_or(0, |frame| frame.base);
        let plain = matches!(value.kind, Kind::None | Kind::Bool(_) | Kind::Int(_) | Kind::Str(_));
        let named = matches!(value.kind, Kind::Unknown | Kind::External(_));
        match before {
            _ if self.conditions.len() <= base => value,
            // Else it is as the caller sent it.
            Some(before) if named && before.origins.any(Origins::INPUT) => {
                value.with(before.origins)
            }
            _ if !plain => value,
            Some(before) => before.clone().join(value),
            None => Value::unknown(value.origins),
        }
    }

    /// Remembers what is kept on the request, the context or the application
    /// under the key that is looked for.
    fn remember_key(&mut self, target: &Expr, value: &Value) {
        let Some(wanted) = &self.key_wanted else { return };
        if self.here().is_some_and(|file| self.world.is_kept_under(file, target, wanted)) {
            self.key_ways.push((self.conditions.clone(), value.clone()));
            let value = match self.key_found.take() {
                Some((before, _)) => {
                    let here = &self.conditions;
                    self.key_under.retain(|one| here.iter().any(|other| one.same(other)));
                    either_kept(before, value)
                }
                None => {
                    self.key_under.clone_from(&self.conditions);
                    value.clone()
                }
            };
            self.key_found = Some((value, self.order));
        }
    }

    /// What setting an access path does.
    fn set_path(&mut self, path: &str, object: u32, value: &Value, range: Range) {
        let models: Vec<Vec<FactKind>> = self
            .world
            .models
            .setting(path, value, &self.given_parts)
            .into_iter()
            .take(1)
            .map(|model| model.facts.clone())
            .collect();
        for kind in models.into_iter().flatten() {
            let count = self.facts.len();
            self.note(kind, range, value.all_origins(), None);
            if kind == FactKind::ResponseSent {
                self.gives_away(value, range);
            }
            if let Some(fact) = self.facts.get_mut(count) {
                fact.object = object;
            }
        }
    }
}

/// The part of a list of this length that an index means.
fn known_part(index: &Value, length: usize) -> Option<usize> {
    match index.kind {
        Kind::Int(at) => usize::try_from(at).ok().filter(|at| *at < length),
        _ => None,
    }
}

/// One of two values: of objects only the class is known then.
fn either_kept(before: Value, after: &Value) -> Value {
    match (&before.kind, &after.kind) {
        (Kind::Instance(a), Kind::Instance(b)) if a.class.class.range == b.class.class.range => {
            some_object(&b.class, before.origins | after.origins)
        }
        (Kind::Unknown | Kind::None | Kind::External(_), _) => after.clone().with(before.origins),
        _ => before.join(after.clone()),
    }
}

/// The key a target is kept under, by its syntax alone: `environ[user]` for
/// `req.environ['user']`, `g.user`, `state.user` for `request.state.user`.
pub(in crate::analysis) fn syntactic_key(target: &Expr) -> Option<String> {
    let last = |expression: &Expr| match &expression.kind {
        // Code calls the request a request, or `req` for short.
        ExprKind::Name(name) | ExprKind::Attribute(_, name) if &**name == "req" => {
            Some("request".into())
        }
        ExprKind::Name(name) | ExprKind::Attribute(_, name) => Some(Arc::clone(name)),
        _ => None,
    };
    match &target.kind {
        ExprKind::Attribute(object, name) => Some(format!("{}.{name}", last(object)?)),
        ExprKind::Subscript(object, index) => {
            Some(format!("{}[{}]", last(object)?, index.as_str()?.replace('.', ":")))
        }
        _ => None,
    }
}
