//! Comparisons, and how they certainly come out.

use super::Walk;
use super::external::is_settled_none;
use super::proof::{PROOF, proves};
use crate::analysis::value::{Kind, Origins, Value};
use crate::syntax::python::ast::{Comparison, Expr, ExprKind};

impl Walk<'_> {
    pub(super) fn compare(&mut self, left: &Expr, rest: &[(Comparison, Expr)]) -> Value {
        let start = self.facts.len();
        let first = self.expression(left);
        let mut origins = first.all_origins();
        let mut truth = None;
        for (operator, expression) in rest {
            let right = self.expression(expression);
            origins |= right.all_origins();
            let absent = [left, expression].iter().any(|side| matches!(side.kind, ExprKind::None));
            let told = self.told_by_comparison((left, &first), *operator, (expression, &right));
            origins = origins.except(Origins::ERROR | Origins::CREDENTIAL) | told;
            if absent {
                origins |= self.asked_by_finding(left);
            }
            // A number that stands in the code is no version of anything stored.
            let counts =
                [left, expression].iter().any(|side| matches!(side.kind, ExprKind::Number(_)));
            if origins.any(Origins::VERSION) && !absent && !counts {
                origins |= Origins::VERSION_TEST;
            }
            let names = |side: &Expr, value: &Value| match &side.kind {
                ExprKind::Attribute(_, name) if self.world.is_administrator_name(name) => true,
                _ => value.as_str().is_some_and(|text| self.world.is_administrator_name(text)),
            };
            // Whose something is, asks for more than somebody.
            if !absent && asks_which(&first, &right) {
                origins = origins.except(Origins::DECIDES_AUTHENTICATION);
            }
            let administers = names(left, &first) || names(expression, &right);
            if origins.any(Origins::PRINCIPAL) && administers {
                origins |= Origins::OVER_ALL;
            }
            if origins.all(Origins::SECRET) && proves(*operator, &first, &right) {
                origins |= PROOF;
            }
            match (operator, &left.kind) {
                _ if absent => self.asked_for_presence(left, start),
                (Comparison::In | Comparison::NotIn, ExprKind::Str(_)) => {
                    self.asked_for_presence(expression, start);
                }
                _ => self.compared(left, *operator, expression, start),
            }
            if is_among_constants(*operator, &first, &right) {
                origins |= Origins::DECIDES_VALIDITY;
            }
            if rest.len() == 1 {
                truth = known_comparison(&first, *operator, &right);
            }
            if let (1, Comparison::In | Comparison::NotIn) = (rest.len(), operator)
                && let Some(there) = self.key_in_answer(left, &right)
            {
                truth = Some(there == (*operator == Comparison::In));
            }
        }
        match truth {
            Some(truth) => Value::new(Kind::Bool(truth)).with(origins),
            None => Value::unknown(origins),
        }
    }
}

/// Whether who asks is compared with what was stored.
fn asks_which(left: &Value, right: &Value) -> bool {
    let asks = |value: &Value| {
        value.origins.any(Origins::PRINCIPAL)
            && value.origins.any(Origins::DECIDES_AUTHENTICATION)
            && !value.origins.any(Origins::STORED)
    };
    let stored = |value: &Value| {
        value.origins.any(Origins::STORED) && !value.origins.any(Origins::PRINCIPAL)
    };
    asks(left) && stored(right) || stored(left) && asks(right)
}

/// Whether a value of the request is looked for among what the code lists.
fn is_among_constants(operator: Comparison, value: &Value, listed: &Value) -> bool {
    let Kind::Sequence(parts) = &listed.kind else { return false };
    matches!(operator, Comparison::In | Comparison::NotIn)
        && value.origins.any(Origins::BODY | Origins::QUERY)
        && !parts.is_empty()
        && parts.iter().all(|part| matches!(part.kind, Kind::Str(_) | Kind::Int(_) | Kind::None))
}

fn known_comparison(left: &Value, operator: Comparison, right: &Value) -> Option<bool> {
    if left.origins.any(Origins::OPTIONAL) {
        return None;
    }
    let settled = is_settled_none(left);
    if let Kind::Sequence(parts) = &right.kind
        && (settled || matches!(left.kind, Kind::Str(_)))
        && parts.iter().all(|part| part.as_str().is_some())
    {
        let among = parts.iter().any(|part| !settled && part.as_str() == left.as_str());
        return match operator {
            Comparison::In => Some(among),
            Comparison::NotIn => Some(!among),
            _ => None,
        };
    }
    if let (Kind::Str(part), Kind::Str(text)) = (&left.kind, &right.kind) {
        match operator {
            Comparison::In => return Some(text.contains(&**part)),
            Comparison::NotIn => return Some(!text.contains(&**part)),
            _ => {}
        }
    }
    if let (Kind::Int(a), Kind::Int(b)) = (&left.kind, &right.kind) {
        match operator {
            Comparison::Less => return Some(a < b),
            Comparison::LessEqual => return Some(a <= b),
            Comparison::Greater => return Some(a > b),
            Comparison::GreaterEqual => return Some(a >= b),
            _ => {}
        }
    }
    let equal = match (&left.kind, &right.kind) {
        (Kind::None, Kind::None) => true,
        (Kind::None, Kind::Str(_)) if settled => false,
        (Kind::Int(a), Kind::Int(b)) => a == b,
        (Kind::Str(a), Kind::Str(b)) => a == b,
        (Kind::Bool(a), Kind::Bool(b)) => a == b,
        // A thing that is certainly something is not None.
        (
            Kind::Str(_)
            | Kind::Int(_)
            | Kind::Bool(_)
            | Kind::Mapping(_)
            | Kind::Sequence(_)
            | Kind::Function(_)
            | Kind::Class(_),
            Kind::None,
        ) => false,
        _ => return None,
    };
    match operator {
        Comparison::Equal | Comparison::Is => Some(equal),
        Comparison::NotEqual | Comparison::IsNot => Some(!equal),
        _ => None,
    }
}

/// `os.path.dirname(folder) != folder`: everything is inside the one folder that
/// is its own parent, so that what is asked of all others holds there as well.
pub(super) fn asks_for_parent(test: &Expr) -> bool {
    let ExprKind::Compare(left, rest) = &test.kind else { return false };
    let [(Comparison::NotEqual, right)] = rest.as_slice() else { return false };
    let parent_of = |call: &Expr, folder: &Expr| match (&call.kind, folder.dotted()) {
        (ExprKind::Call(call), Some(folder)) => {
            let [only] = call.arguments.as_slice() else { return false };
            let named = call.function.dotted();
            let dirname = named.is_some_and(|name| name.rsplit('.').next() == Some("dirname"));
            dirname && only.value.dotted().is_some_and(|asked| asked == folder)
        }
        (ExprKind::Attribute(inner, name), Some(folder)) if &**name == "parent" => {
            inner.dotted().is_some_and(|asked| asked == folder)
        }
        _ => false,
    };
    parent_of(left, right) || parent_of(right, left)
}
