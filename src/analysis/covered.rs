//! What a guard keeps from harm: what follows it on each of its ways, by which
//! two trees are compared where the guard stands under other conditions.

use super::fact::{Fact, Reach, Site};
use super::refused::plain;
use super::run::Behaviour;
use crate::model::FactKind;

/// Whether something that the old guard came before on each way happens on some
/// way without the new one.
pub(super) fn keeps_less(old: (&Fact, &Behaviour), new: (&Fact, &Behaviour)) -> bool {
    let kept = |fact: &&Fact| does_harm(fact.kind) && is_kept(old.0, fact);
    old.1.facts.iter().filter(kept).any(|harm| {
        let mut twins = new.1.facts.iter().filter(|twin| is_twin(harm, twin));
        twins.any(|twin| !is_kept(new.0, twin))
    })
}

/// Whether the guard comes before this whenever it happens.
pub(super) fn is_kept(guard: &Fact, harm: &Fact) -> bool {
    let reached = match guard.reach {
        Reach::Call => harm.trail.iter().any(|site| site.same(guard.deciding())),
        Reach::Handler | Reach::Object => true,
    };
    reached && guard.order <= harm.order && guard.extra_conditions(harm).is_empty()
}

/// Whether two facts of two trees are the same thing done.
pub(super) fn is_twin(old: &Fact, new: &Fact) -> bool {
    old.kind == new.kind && words_alike(old, new)
}

/// Whether they are written alike, in the handler or where they are decided.
pub(super) fn words_alike(old: &Fact, new: &Fact) -> bool {
    let alike = |old: &Site, new: &Site| plain(&old.text()) == plain(&new.text());
    alike(old.near(), new.near()) || alike(old.deciding(), new.deciding())
}

/// Whether it is something that a guard keeps others from.
pub(super) fn does_harm(kind: FactKind) -> bool {
    use FactKind as Is;
    Is::READERS.contains(&kind)
        || matches!(
            kind,
            Is::ObjectUpdated
                | Is::ObjectCreated
                | Is::ObjectDeleted
                | Is::ObjectLoaded
                | Is::StoreRead
                | Is::ResponseSent
                | Is::IdentityEstablished
                | Is::MessageSent
        )
}
