//! Rows of the store as objects: what changes them, and whose they are.

use std::sync::Arc;

use super::Walk;
use crate::analysis::fact::Reach;
use crate::analysis::value::{Arguments, External, Kind, Origins, Value};
use crate::analysis::world::World;
use crate::model::FactKind;
use crate::syntax::python::ast::{Call, ExprKind, Range};

impl Walk<'_> {
    /// Asking for the caller's own rows only is how others' are kept from them.
    pub(super) fn looks_among_own(&mut self, range: Range, about: Origins, status: Option<u16>) {
        // A wrapper that finds out who asks looks for nothing that is asked for.
        let chosen = about.any(Origins::BODY | Origins::QUERY | Origins::PATH);
        if !chosen && !self.in_handler() {
            return;
        }
        let conditions = self.other_conditions(FactKind::ObjectAccessChecked);
        let count = self.facts.len();
        let told = self.push_told();
        self.note_under(FactKind::ObjectAccessChecked, range, about, status, conditions);
        if told {
            self.trail.pop();
        }
        if let Some(fact) = self.facts.get_mut(count) {
            fact.reach = Reach::Object;
        }
    }

    /// Whether what a call saves was not in the store before. What an object of the
    /// tree is given by name, `form.save(house=house)`, are its fields.
    pub(super) fn is_made_new(
        &self,
        (external, receiver): (&External, Origins),
        value: &Value,
        arguments: &Arguments,
    ) -> bool {
        let fields = external.class.is_some()
            && arguments.positional.is_empty()
            && !arguments.keywords.is_empty();
        if fields {
            return !receiver.any(Origins::STORED) || self.is_unsaved_here();
        }
        (!saved(value, arguments).any(Origins::STORED) || self.is_unsaved_here())
            && !arguments.values().any(|object| self.is_row(object))
    }

    /// Whether setting an attribute of the object changes a row of the store.
    pub(super) fn is_row(&self, object: &Value) -> bool {
        let Kind::Instance(instance) = &object.kind else { return false };
        // Who asks, where they are a row themselves.
        let caller = instance.number == 0 && object.origins.any(Origins::PRINCIPAL);
        (object.origins.any(Origins::STORED) || caller) && self.world.is_tracked(&instance.class)
    }

    /// `row.__init__(...)`: an object that came out of the store gets new fields.
    pub(super) fn made_anew(&mut self, call: &Call, arguments: &Arguments, range: Range) {
        let ExprKind::Attribute(object, name) = &call.function.kind else { return };
        if &**name != "__init__" || matches!(object.kind, ExprKind::Call(_)) {
            return;
        }
        let quiet = std::mem::replace(&mut self.quiet, true);
        let object = self.expression(object);
        self.quiet = quiet;
        if self.is_row(&object) {
            if object.origins.any(Origins::PRINCIPAL) {
                self.looks_among_own(range, object.origins, None);
            }
            self.note(FactKind::ObjectUpdated, range, arguments.origins(), None);
        }
    }
}

impl World {
    /// A call on a path without a class of the tree is about the class of stored
    /// objects it is given: `select(Item)`, `session.get(Item, id)`.
    pub(super) fn about_class(
        &self,
        external: &Arc<External>,
        arguments: &Arguments,
    ) -> Arc<External> {
        let given = arguments.positional.first();
        let class = match given.map(|value| &value.kind) {
            Some(Kind::Class(class)) if self.is_stored(class) => Some(class),
            Some(Kind::External(inner)) => inner.class.as_ref(),
            _ => None,
        };
        match (class, &external.class) {
            (Some(class), None) => Arc::new(External {
                path: Arc::clone(&external.path),
                class: Some(Arc::clone(class)),
                arguments: external.arguments.clone(),
                number: external.number,
            }),
            _ => Arc::clone(external),
        }
    }
}

/// Where what is saved comes from: the objects a store is given, whatever the
/// store itself was reached through; else what the call is made on.
fn saved(value: &Value, arguments: &Arguments) -> Origins {
    let is_object = |given: &Value| match &given.kind {
        Kind::Instance(_) => true,
        Kind::Sequence(parts) if !parts.is_empty() => {
            parts.iter().all(|part| matches!(part.kind, Kind::Instance(_)))
        }
        _ => false,
    };
    let given = &arguments.positional;
    if !given.is_empty() && given.iter().all(is_object) {
        return arguments.origins();
    }
    value.origins
}
