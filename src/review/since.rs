//! What is left of an assessment when what a person has seen already is left out.

use std::collections::HashSet;
use std::ops::AddAssign;

use super::{Decisions, Disposition, Session};
use crate::model::{FileAssessment, Finding, FindingId, Handler, HandlerId};

/// How much was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Handlers, with all their items.
    pub handlers: usize,
    /// Items of other handlers.
    pub items: usize,
}

impl AddAssign for LeftOut {
    fn add_assign(&mut self, more: Self) {
        self.handlers += more.handlers;
        self.items += more.items;
    }
}

impl LeftOut {
    /// The same as a sentence, without its end.
    #[must_use]
    pub fn words(self) -> String {
        let some = |count, what| match count {
            1 => format!("1 {what}"),
            count => format!("{count} {what}s"),
        };
        let (handlers, items) = (some(self.handlers, "handler"), some(self.items, "item"));
        format!("left out: {handlers} reviewed as now, and {items} decided in others")
    }
}

impl Session {
    /// Leaves out handlers that this author looked at in the text that they have, unless an
    /// open item of theirs waits for a decision, and of other handlers the items that are
    /// decided. Decisions are those that [`Session::follow`] gives.
    pub fn leave_reviewed(
        &self,
        decisions: &Decisions,
        author: &str,
        found: &mut FileAssessment,
    ) -> LeftOut {
        let handlers = &found.handlers;
        let state = |of: &FindingId| {
            found.findings.iter().find(|other| other.id() == of).map(Finding::state)
        };
        let of = |id: &HandlerId| handlers.iter().find(|handler| handler.id == *id);
        let is_waiting = |finding: &Finding| {
            let decision = decisions.decision(finding.id());
            if decision.is_some_and(|decision| decisions.is_orphaned(decision, state)) {
                return true;
            }
            let now = self.anchor(finding, of(finding.handler()));
            let held = now.map(|now| decisions.disposition_at(finding.id(), &now));
            matches!(held, None | Some(Disposition::Open | Disposition::NeedsReview))
        };
        let waiting: Vec<bool> = found.findings.iter().map(is_waiting).collect();
        let open = found.findings.iter().zip(&waiting);
        let open = open.filter(|(finding, waits)| **waits && finding.state().is_open());
        let asking: HashSet<&HandlerId> = open.map(|(finding, _)| finding.handler()).collect();
        let is_seen = |handler: &&Handler| {
            let is_mine = decisions.reviewed_by(&handler.id, author);
            let digest = self.digest(&handler.place).filter(|_| is_mine);
            digest.is_some_and(|digest| decisions.is_reviewed(&handler.id, &digest))
                && !asking.contains(&handler.id)
        };
        let seen: HashSet<HandlerId> =
            handlers.iter().filter(is_seen).map(|handler| handler.id.clone()).collect();
        let mut left = LeftOut { handlers: seen.len(), items: 0 };
        let mut waiting = waiting.into_iter();
        found.findings.retain(|finding| {
            let waits = waiting.next().unwrap_or(true);
            let is_seen = seen.contains(finding.handler());
            left.items += usize::from(!is_seen && !waits);
            !is_seen && waits
        });
        found.handlers.retain(|handler| !seen.contains(&handler.id));
        found.touched.retain(|handler| !seen.contains(handler));
        found.reached.retain(|reached| !seen.contains(&reached.handler.id));
        left
    }
}
