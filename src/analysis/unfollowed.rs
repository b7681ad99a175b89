//! Calls that could not be followed: which of them leave an item open.

use super::fact::{Fact, Opaque};
use super::items::Asked;
use super::protection::Writes;
use crate::catalog::{Check, Order};
use crate::model::FactKind;

impl Asked<'_> {
    /// A call that could not be followed and might have protected the effect.
    pub(super) fn unfollowed(&self, check: &Check, effect: &Fact) -> Option<&Opaque> {
        if matches!(check.guards.order, Order::AtEffect | Order::Flow) {
            return None;
        }
        // What is given nothing of the input does not look at it; what is given
        // nothing of the answer says nothing in it.
        let all = |kinds: &[FactKind]| check.guards.facts.iter().all(|kind| kinds.contains(kind));
        let of_input = all(&[FactKind::InputValidated, FactKind::ContentTypeRequired]);
        // Neither does it hold a version that the caller saw against the one stored.
        let of_version = all(&[FactKind::VersionCompared, FactKind::ObjectLocked]);
        let of_answer = all(&[FactKind::CacheRestricted]);
        let may_look = |one: &&Opaque| {
            let blind =
                (of_input || of_version) && one.blind.to_input || of_answer && one.blind.to_answer;
            !blind && one.comes_before(effect)
        };
        let deadline = Writes::of(&self.behaviour.facts).deadline(effect);
        let mut opaque = self.behaviour.opaque.iter().filter(may_look);
        opaque.find(|opaque| match check.guards.order {
            Order::Anywhere => true,
            Order::BeforeHarm => opaque.order <= deadline,
            Order::BeforeEffect | Order::AtEffect | Order::Flow => opaque.order <= effect.order,
        })
    }
}
