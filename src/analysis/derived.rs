//! Facts that follow from others, once all of a handler are known.

use super::discover::Found;
use super::fact::{Fact, Opaque};
use super::value::Origins;
use crate::model::FactKind;

/// A handler of any method that changes something without a body does so for a
/// GET as well: what stands around the program lets that through.
pub(super) fn changed_by_any_method(found: &Found, facts: &mut Vec<Fact>) {
    if !found.methods.is_empty() {
        return;
    }
    let Some(first) = facts.iter().find(writes).cloned() else { return };
    if facts.iter().filter(writes).any(|write| says_by_body(write, facts)) {
        return;
    }
    facts.retain(|fact| fact.kind != FactKind::ForgeryShielded);
    facts.push(Fact { kind: FactKind::ChangedByAnyMethod, ..first });
}

fn writes(fact: &&Fact) -> bool {
    matches!(
        fact.kind,
        FactKind::ObjectUpdated
            | FactKind::ObjectCreated
            | FactKind::ObjectDeleted
            | FactKind::MessageSent
            | FactKind::SessionStarted
    )
}

/// Letting forged requests through is nothing where all of the code is known,
/// reads no body and changes nothing.
pub(super) fn harmless_exemption(facts: &mut Vec<Fact>, opaque: &[Opaque]) {
    let acts = |fact: &Fact| writes(&fact) || fact.kind == FactKind::BodyRead;
    if opaque.is_empty() && !facts.iter().any(acts) {
        facts.retain(|fact| fact.kind != FactKind::ForgeryAllowed);
    }
}

/// Whether something happens only for a body, or for a method that has one.
fn says_by_body(write: &Fact, facts: &[Fact]) -> bool {
    let by_test = write.conditions.iter().any(|condition| {
        condition.origins.any(Origins::BODY) || condition.text.contains(".method")
    });
    let read = |fact: &&Fact| {
        fact.kind == FactKind::BodyRead
            && fact.order < write.order
            && fact.extra_conditions(write).is_empty()
    };
    write.about.any(Origins::BODY) || by_test || facts.iter().any(|fact| read(&fact))
}

/// Who asks is known by a key, where no cookie tells it: by a refusal that
/// judges what the caller sent, or by an object that only its address names.
pub(super) fn key_presented(facts: &mut Vec<Fact>) {
    let cookie = facts
        .iter()
        .any(|fact| matches!(fact.kind, FactKind::CookieTrusted | FactKind::SessionStarted));
    if cookie {
        facts.retain(|fact| fact.kind != FactKind::KeyPresented);
        return;
    }
    let presents = |fact: &&Fact| match fact.kind {
        FactKind::AuthenticationRequired | FactKind::AccessChecked => {
            fact.conditions.is_empty()
                && !fact.gate
                && fact.about.any(Origins::INPUT)
                && !fact.about.any(Origins::PRINCIPAL)
        }
        FactKind::ObjectLoaded => {
            let comes_first = |write: &Fact| fact.extra_conditions(write).is_empty();
            fact.about.any(Origins::PATH) && facts.iter().filter(writes).all(comes_first)
        }
        _ => false,
    };
    if let Some(fact) = facts.iter().find(presents).cloned() {
        facts.push(Fact { kind: FactKind::KeyPresented, ..fact });
    }
}

/// Whether a fact says by what the caller is known.
pub(super) fn tells_caller(kind: FactKind) -> bool {
    matches!(kind, FactKind::CookieTrusted | FactKind::KeyPresented | FactKind::ForgeryAllowed)
}
