//! Writes that put in the same whatever was stored before: of two of them at
//! once none is lost.

use std::sync::Arc;

use super::Walk;
use crate::analysis::value::{Arguments, ClassValue, External, Kind, Origins, Value};
use crate::catalog::Model;
use crate::model::RepoPath;

impl Walk<'_> {
    /// Remembers that a field of a row was set that is written when the row is saved.
    pub(super) fn set_field(&mut self, object: &Value, value: &Value) {
        let Kind::Instance(instance) = &object.kind else { return };
        if self.world.is_stored(&instance.class) {
            let depends = self.fields_set.entry(key(&instance.class)).or_default();
            *depends |= !is_settled(value);
        }
    }

    /// Whether an update by a row of the catalog depends on nothing that somebody
    /// else may have changed in the meantime.
    pub(super) fn settles(
        &self,
        model: &Model,
        external: &External,
        arguments: &Arguments,
        values_only: bool,
    ) -> bool {
        if model.saves {
            // Only the fields named are written, not all that was loaded.
            let named = arguments.keyword("update_fields");
            let named = named.is_some_and(|fields| !matches!(fields.kind, Kind::None));
            let set = external.class.as_ref().and_then(|class| self.fields_set.get(&key(class)));
            return named && set == Some(&false);
        }
        model.settled || values_only && arguments.values().all(is_settled)
    }

    /// Whether a call changes an object that this very request has made.
    pub(super) fn is_of_new_row(&self, external: &External, receiver: Origins) -> bool {
        let Some(class) = &external.class else { return false };
        let Some((base, part)) = external.path.split_once("().") else { return false };
        let of_object = self.world.outside_base(class).is_some_and(|known| *known == *base);
        of_object
            && !part.contains("()")
            && external.number != 0
            && self.world.is_stored(class)
            && !receiver.any(Origins::STORED | Origins::PRINCIPAL)
    }
}

/// Whether a value is the same whatever the caller saw and the store holds: it
/// stands in the code, is the time, or was drawn.
pub(super) fn is_settled(value: &Value) -> bool {
    let origins = value.all_origins();
    if origins.any(Origins::INPUT | Origins::STORED | Origins::VERSION) {
        return false;
    }
    match &value.kind {
        Kind::None | Kind::Bool(_) | Kind::Int(_) | Kind::Str(_) | Kind::External(_) => true,
        Kind::Sequence(parts) => parts.iter().all(is_settled),
        Kind::Mapping(parts) => parts.iter().all(|(_, part)| is_settled(part)),
        _ => origins.any(Origins::DRAWN | Origins::GUESSABLE),
    }
}

fn key(class: &Arc<ClassValue>) -> (RepoPath, u32) {
    (class.file.path.clone(), class.class.range.start)
}
