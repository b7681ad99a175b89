//! What holds now of a handler, an item or a claim, in the words of the screen.

use super::Live;
use crate::claims::{ClaimKey, ClaimVerdict};
use crate::model::{CheckId, FindingId, Handler, HandlerId, Place, TextSpan};
use crate::report::visible;
use crate::review::{self, Decisions, Remark};
use crate::tui::backend::{Decision, Dismissal, Found, Operation, Own, Subject, Why};

impl Live {
    /// What holds of a handler.
    pub(super) fn on_handler(&self, id: &HandlerId, decisions: &Decisions) -> Vec<Decision> {
        let subject = Subject::Handler(id.clone());
        let note = note(decisions, &subject, review::Subject::Handler(id.clone()));
        let mut held: Vec<Decision> = note.into_iter().collect();
        if let Some(digest) = self.digest(id)
            && decisions.is_reviewed(id, &digest)
        {
            held.push(Decision { subject, operation: Operation::Reviewed });
        }
        held
    }

    /// What holds of an item.
    pub(super) fn on_finding(&self, id: &FindingId, decisions: &Decisions) -> Vec<Decision> {
        let subject = Subject::Finding(id.clone());
        let note = note(decisions, &subject, review::Subject::Finding(id.clone()));
        let rated = decisions.rating(id).map(|rating| Operation::Rate(Some(rating.severity)));
        let decided = self.of_finding(&subject, id, decisions);
        let operations = rated.into_iter().chain(decided);
        let of_item = operations.map(|operation| Decision { subject: subject.clone(), operation });
        note.into_iter().chain(of_item).collect()
    }

    fn of_finding(
        &self,
        subject: &Subject,
        id: &FindingId,
        decisions: &Decisions,
    ) -> Option<Operation> {
        let decision = decisions.decision(id)?;
        let now = self.anchor(subject)?;
        if decisions.is_orphaned(decision, |of| self.state(of)) {
            return Some(Operation::Recheck(Why::Orphaned));
        }
        Some(match decisions.disposition_at(id, &now) {
            review::Disposition::Confirmed => Operation::Confirm,
            review::Disposition::Dismissed { reason, text } => Operation::Dismiss(Dismissal {
                reason,
                text: visible(&text),
                until: decision.until,
                same_as: decision.same_as.clone(),
            }),
            review::Disposition::NeedsReview => {
                let expired = decision.until.filter(|_| decisions.is_expired(decision));
                let then = decision.anchor.as_ref().filter(|then| then.is_carried_over_to(&now));
                let name = then.and_then(|then| then.handler_name());
                let changed = name.map_or(Why::Changed, |name| Why::CarriedOver(visible(name)));
                Operation::Recheck(expired.map_or(changed, Why::Expired))
            }
            review::Disposition::Fixed => Operation::Gone,
            review::Disposition::Open => return None,
        })
    }

    /// What holds of a claim of which this is said now.
    pub(super) fn on_claim(
        &self,
        key: &ClaimKey,
        said: ClaimVerdict,
        decisions: &Decisions,
    ) -> Vec<Decision> {
        let subject = Subject::Claim(key.clone());
        let note = note(decisions, &subject, review::Subject::Claim(key.clone()));
        let mut held: Vec<Decision> = note.into_iter().collect();
        if let Some(ruling) = decisions.ruling(key) {
            let now = self.anchor(&subject);
            let operation = if ruling.still_holds(said, now.as_ref()) {
                Operation::Judge { said, held: ruling.held, why: visible(&ruling.text) }
            } else {
                Operation::Recheck(Why::Changed)
            };
            held.push(Decision { subject, operation });
        }
        held
    }
}

impl Live {
    /// A reviewer's own finding or question with the lines that it stands on now; nothing
    /// where its file is not in the tree.
    pub(super) fn on_remark(
        &self,
        remark: &Remark,
        handlers: &[&Handler],
        decisions: &Decisions,
    ) -> Vec<Decision> {
        let Some(now) = self.session.own_now(remark, handlers) else { return Vec::new() };
        let then = &remark.place;
        let (first_line, last_line) = (then.first, then.last);
        let span = TextSpan { first_line, last_line, ..TextSpan::default() };
        let found = match now.place {
            None => Found::Gone,
            Some(_) if now.is_edited => Found::Edited,
            Some(_) => Found::AsThen,
        };
        let place = now.place.unwrap_or_else(|| Place::on(then.side, then.file.clone(), span));
        let own = Own {
            id: Some(remark.event.clone()),
            kind: remark.kind,
            text: visible(&remark.text),
            check: remark.check.as_ref().map(|check| CheckId::new(visible(check.as_str()))),
            role: remark.role,
            place,
            handler: now.handler,
            by: visible(&remark.author),
            found,
            settled: remark.settled.as_ref().map(|settled| settled.is_confirmed),
        };
        let subject = Subject::Own(remark.event.clone());
        let note = note(decisions, &subject, review::Subject::Remark(remark.event.clone()));
        let lines = Subject::Lines(remark.place.clone());
        let made = Decision { subject: lines, operation: Operation::Remark(Box::new(own)) };
        std::iter::once(made).chain(note).collect()
    }
}

/// The last note on something, where it was not taken away.
fn note(decisions: &Decisions, subject: &Subject, in_log: review::Subject) -> Option<Decision> {
    let last = decisions.notes(&in_log).last().filter(|note| !note.text.is_empty())?;
    let operation = Operation::Note(visible(&last.text));
    Some(Decision { subject: subject.clone(), operation })
}
