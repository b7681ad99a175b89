//! Proofs: what only the service itself can have signed or made, and so whoever
//! brings it is known, and may touch what it names.

use super::Walk;
use crate::analysis::value::{Arguments, Origins, Value};
use crate::catalog::Model;
use crate::model::FactKind;
use crate::syntax::python::ast::{Comparison, Range};

/// The answer to whether the caller brings what only the service can make: it
/// says who they are and that what it names is theirs.
pub(super) const PROOF: Origins = Origins::DECIDES_AUTHENTICATION.and(Origins::DECIDES_OBJECT);

impl Walk<'_> {
    /// What a call gives that verifies what the service signed; where it raises,
    /// that is a guard.
    pub(super) fn verified(
        &mut self,
        model: &Model,
        value: Value,
        (about, swallowed): (Origins, bool),
        range: Range,
    ) -> Value {
        if model.raises.is_none() {
            return value.with(PROOF);
        }
        for kind in [FactKind::AuthenticationRequired, FactKind::ObjectAccessChecked] {
            match swallowed {
                true => self.refused_by_answer(model, kind, range, about),
                false => self.note(kind, range, about, None),
            }
        }
        // What comes of it says nothing where a refusal comes of it too.
        if self.goes_on_refused(model.exception.as_deref()) {
            return value;
        }
        value.with(Origins::PRINCIPAL)
    }
}

/// Whether all that the caller sent of what a call is given was proved before to
/// be what the service itself made.
pub(super) fn is_proved(given: &Arguments) -> bool {
    let sent: Vec<Origins> = given
        .values()
        .map(Value::all_origins)
        .filter(|origins| origins.any(Origins::INPUT) || origins.any(Origins::CREDENTIAL))
        .collect();
    !sent.is_empty()
        && sent.iter().all(|one| one.all(Origins::PRINCIPAL) && one.any(Origins::INPUT))
}

/// Whether a comparison tells that what the caller sent was made with a key
/// that only the service has.
pub(super) fn proves(operator: Comparison, left: &Value, right: &Value) -> bool {
    let sent = |value: &Value| {
        let origins = value.all_origins();
        origins.any(Origins::INPUT) && !origins.any(Origins::SECRET)
    };
    let made = |value: &Value| value.all_origins().any(Origins::SECRET);
    let equal = matches!(operator, Comparison::Equal | Comparison::NotEqual);
    equal && (sent(left) && made(right) || made(left) && sent(right))
}
