//! A lock that made room for another protection of the same write: a comparison of
//! versions, or a value that the store calculates from what it holds by then.

use super::compare::Sides;
use super::covered::is_twin;
use super::fact::{Fact, Reach, Site};
use super::refused::plain;
use crate::model::{FactKind, Role, Side, Verdict};

/// What came in the place of a lock.
pub(super) struct InsteadOfLock {
    site: Site,
    say: &'static str,
}

impl InsteadOfLock {
    /// What answers the question now, with the lock as it was.
    pub(super) fn verdict(&self, lock: &Site, now: Verdict) -> Verdict {
        let mut evidence = vec![
            lock.evidence(Role::Was, Side::Base, "held what it is about for one writer"),
            self.site.evidence(Role::Step, Side::Head, self.say),
        ];
        evidence.extend(now.evidence);
        let (was, is) = (lock.text(), self.site.text());
        let message = format!("`{is}` came in the place of `{was}`: it {}.", self.say);
        Verdict { message, evidence, ..now }
    }
}

/// What came in the place of a lock that went, if something did for all writes.
pub(super) fn instead_of_lock((old, new): Sides<'_>) -> Option<InsteadOfLock> {
    let (before, after) = (&old.behaviour.facts, &new.behaviour.facts);
    let compares = |fact: &&Fact| {
        fact.kind == FactKind::VersionCompared && fact.reach == Reach::Handler && !fact.void
    };
    let words = |fact: &Fact| plain(&fact.deciding().text());
    let known = |fact: &Fact| before.iter().filter(compares).any(|was| words(was) == words(fact));
    if let Some(fact) = after.iter().filter(compares).find(|fact| !known(fact)) {
        let say = "refuses a write that is based on an outdated version";
        return Some(InsteadOfLock { site: fact.deciding().clone(), say });
    }
    let mut writes = after.iter().filter(|fact| fact.kind == FactKind::ObjectUpdated);
    let anew = |fact: &Fact| !before.iter().any(|was| is_twin(was, fact));
    let first = writes.clone().find(|fact| anew(fact))?;
    let say = "writes what does not depend on what a caller saw of it";
    writes.all(|fact| fact.settled).then(|| InsteadOfLock { site: first.deciding().clone(), say })
}
