//! Guards that are made of two by `|`: such a guard refuses only whom neither
//! lets through.

use super::Walk;
use crate::analysis::value::{Arguments, Kind, Origins, Value};
use crate::catalog::Asks;
use crate::model::FactKind;
use crate::syntax::python::ast::Range;

/// The access path of a guard that is made of others by `|`.
pub(super) const EITHER: &str = "<either>";

/// Whether a value is a class that a framework may make objects of, or is made
/// of such.
pub(super) fn is_class(value: &Value) -> bool {
    match &value.kind {
        Kind::Class(_) => true,
        Kind::External(outside) => {
            let last = outside.path.rsplit('.').next().unwrap_or_default();
            *outside.path == *EITHER
                || (!last.ends_with(')') && last.starts_with(|c: char| c.is_ascii_uppercase()))
        }
        Kind::Sequence(parts) => !parts.is_empty() && parts.iter().all(is_class),
        _ => false,
    }
}

/// `left | right` of two guards.
pub(super) fn either_guard(left: Value, right: Value) -> Value {
    Value::made(EITHER, Arguments { positional: vec![left, right], ..Arguments::default() })
}

impl Walk<'_> {
    /// What both of two guards refuse.
    pub(super) fn either(&mut self, guards: &[Value], asks: &Asks, range: Range) {
        let [left, right] = guards else { return };
        let start = self.facts.len();
        let says = self.guard(left, asks, range);
        let middle = self.facts.len();
        let says = (says, self.guard(right, asks, range));
        let ours = self.certain(left, start, middle);
        let theirs = self.certain(right, middle, self.facts.len());
        let public = FactKind::PublicDeclared;
        let anybody = ours.contains(&public) || theirs.contains(&public);
        for (at, fact) in self.facts.iter_mut().enumerate().skip(start) {
            let (own, other, by) = match at < middle {
                true => (says.0, says.1, &theirs),
                false => (says.1, says.0, &ours),
            };
            // One that always says no leaves it to the other.
            let alone = own != Some(false) && other == Some(false);
            let kept = fact.kind == public || alone || (!anybody && by.contains(&fact.kind));
            fact.void |= !kept;
        }
    }

    /// What a guard refuses in any case.
    fn certain(&self, guard: &Value, from: usize, to: usize) -> Vec<FactKind> {
        let depth = self.conditions.len();
        let outside = matches!(guard.kind, Kind::External(_));
        let mut kinds = Vec::new();
        for fact in self.facts[from..to].iter().filter(|fact| !fact.void) {
            if fact.conditions.len() > depth {
                continue;
            }
            kinds.push(fact.kind);
            // Who may do something is somebody who is known.
            let of_caller = outside || fact.about.any(Origins::PRINCIPAL);
            if fact.kind == FactKind::AccessChecked && of_caller {
                kinds.push(FactKind::AuthenticationRequired);
            }
        }
        kinds
    }
}
