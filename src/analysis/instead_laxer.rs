//! What stands where a guard should, and says the opposite of one.

use super::fact::{Fact, Site};
use super::items::Asked;
use super::protection::Words;
use super::saying::phrase;
use crate::catalog::Check;
use crate::model::{Role, Verdict};

impl Asked<'_> {
    /// What protects less than a guard would, of the same object as the effect, on the
    /// most ways.
    pub(super) fn laxer(&self, check: &Check, effect: &Fact) -> Option<Fact> {
        let other =
            |fact: &Fact| fact.object != 0 && effect.object != 0 && fact.object != effect.object;
        let facts = self.behaviour.facts.iter();
        let laxer = facts.filter(|fact| check.guards.laxer.contains(&fact.kind) && !other(fact));
        laxer.min_by_key(|fact| (fact.extra_conditions(effect).len(), fact.order)).cloned()
    }

    /// The verdict `missing`, on the line that says the opposite of a guard.
    pub(super) fn protects_less(
        &self,
        say: &str,
        laxer: &Fact,
        effect: &Fact,
        missing: Verdict,
    ) -> Verdict {
        let conditions = laxer.extra_conditions(effect);
        let words = Words { guard: Some(laxer), effect: Some(effect), conditions: &conditions };
        let mut message = words.fill(say);
        let mut evidence = missing.evidence;
        if !conditions.is_empty() {
            message += &words.fill(" It runs only when {condition}.");
        }
        for condition in conditions {
            evidence.push(condition.site.evidence(Role::Condition, self.side, condition.say()));
        }
        let says = |place: &Site| place.evidence(Role::Step, self.side, phrase(laxer.kind));
        evidence.insert(0, says(laxer.near()));
        if laxer.trail.len() > 1 {
            evidence.push(says(laxer.deciding()));
        }
        Verdict { primary: laxer.near().place(self.side), message, evidence, ..missing }
    }
}
