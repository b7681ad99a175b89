//! What was decided so far, and how to take it back.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::claims::{ClaimKey, ClaimVerdict};
use crate::model::{FindingId, HandlerId, Severity};
use crate::review::{EventId, Lapse, Reason};
use crate::tui::backend::{Decision, Dismissal, Operation, Own, Subject, Why};
use crate::tui::claims::Claim;
use crate::tui::event::Kept;

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disposition {
    /// It is true.
    Confirmed,
    /// It was set aside.
    Dismissed(Dismissal),
    /// It was decided, and asks for a new look.
    NeedsReview(Why),
    /// It was decided when something was amiss, and that is no longer found.
    Gone,
}

/// What became of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Its verdict was confirmed, or overruled.
    Judged {
        /// What was said of it.
        said: ClaimVerdict,
        /// What the reviewer holds of it.
        held: ClaimVerdict,
        /// Why; may be empty.
        why: String,
    },
    /// It was judged on lines that changed since, or something else is said of it now.
    NeedsReview,
}

/// All decisions as they stand, and those of this sitting to take back.
#[derive(Debug, Clone, Default)]
pub struct Decided {
    items: HashMap<FindingId, Disposition>,
    claims: HashMap<ClaimKey, Held>,
    /// The reviewer's own notes.
    notes: HashMap<Subject, String>,
    /// Those of others: who, and what.
    noted: HashMap<Subject, Vec<(String, String)>>,
    /// What was said of items, the oldest first.
    before: HashMap<FindingId, Vec<String>>,
    ratings: HashMap<FindingId, Severity>,
    own: Vec<Own>,
    reviewed: HashSet<HandlerId>,
    /// What takes back each group of decisions of this sitting, latest last; and what each
    /// decided of its last item.
    undo: Vec<Vec<Decision>>,
    made: Vec<Option<Decision>>,
    /// What makes each group again that was taken back, latest last.
    again: Vec<Vec<Decision>>,
    /// Groups that were handed over to be kept, and that nothing was heard of.
    pending: VecDeque<Vec<Decision>>,
    /// How many decisions could not be kept.
    failed: usize,
}

impl Decided {
    /// Takes over what was decided before, oldest first.
    pub fn restore(&mut self, decisions: &[Decision]) {
        for decision in decisions {
            self.set(decision);
        }
        // What was decided here since is later, though the log does not have it yet.
        for group in std::mem::take(&mut self.pending) {
            for decision in &group {
                self.set(decision);
            }
            self.pending.push_back(group);
        }
    }

    /// Takes over everything that holds now, and forgets what does not.
    pub fn replace(&mut self, decisions: &[Decision]) {
        self.items.clear();
        self.claims.clear();
        self.notes.clear();
        self.noted.clear();
        self.before.clear();
        self.ratings.clear();
        self.own.clear();
        self.reviewed.clear();
        self.restore(decisions);
    }

    /// Takes note of what became of the decisions that were handed over first.
    pub fn kept(&mut self, kept: &Kept) {
        if kept.is_first {
            self.pending.pop_front();
        }
        self.failed = kept.unsaved;
    }

    /// How many decisions are not known to be on disk.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.failed + self.pending.iter().map(Vec::len).sum::<usize>()
    }

    /// Whether some could not be kept when that was tried.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.failed > 0
    }

    /// Whether nothing is decided of any item or claim.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.claims.is_empty()
    }

    /// What became of an item.
    #[must_use]
    pub fn of(&self, item: &FindingId) -> Option<&Disposition> {
        self.items.get(item)
    }

    /// Whether an item waits for a decision, as far as its state asks for one.
    #[must_use]
    pub fn is_waiting(&self, item: &FindingId) -> bool {
        matches!(self.of(item), None | Some(Disposition::NeedsReview(_)))
    }

    /// Whether an item was set aside.
    #[must_use]
    pub fn is_dismissed(&self, item: &FindingId) -> bool {
        matches!(self.of(item), Some(Disposition::Dismissed(_)))
    }

    /// What became of a claim.
    #[must_use]
    pub fn of_claim(&self, claim: &ClaimKey) -> Option<&Held> {
        self.claims.get(claim)
    }

    /// What is held of a claim: by the reviewer, else what is said of it.
    #[must_use]
    pub fn verdict(&self, claim: &Claim) -> ClaimVerdict {
        match self.of_claim(&claim.key) {
            Some(Held::Judged { held, .. }) => *held,
            _ => claim.verdict,
        }
    }

    /// Whether a claim waits for a decision.
    #[must_use]
    pub fn is_claim_waiting(&self, claim: &ClaimKey) -> bool {
        matches!(self.of_claim(claim), None | Some(Held::NeedsReview))
    }

    /// Whether a handler was reviewed.
    #[must_use]
    pub fn is_reviewed(&self, handler: &HandlerId) -> bool {
        self.reviewed.contains(handler)
    }

    /// How bad a reviewer holds an item to be; none where it is as its check says.
    #[must_use]
    pub fn rating(&self, item: &FindingId) -> Option<Severity> {
        self.ratings.get(item).copied()
    }

    /// Reviewers' own findings and questions.
    #[must_use]
    pub fn own(&self) -> &[Own] {
        &self.own
    }

    /// All notes on something, a line each: those of others with their names, then the
    /// reviewer's own.
    #[must_use]
    pub fn notes(&self, subject: &Subject) -> Vec<String> {
        let noted = self.noted.get(subject).into_iter().flatten();
        let noted = noted.map(|(by, text)| format!("note of {by}: {text}"));
        noted.chain(self.note(subject).map(|text| format!("note: {text}"))).collect()
    }

    /// What was said of an item before, the oldest first, a line each.
    #[must_use]
    pub fn before(&self, item: &FindingId) -> &[String] {
        self.before.get(item).map_or(&[], Vec::as_slice)
    }

    /// The reviewer's own note on something.
    #[must_use]
    pub fn note(&self, subject: &Subject) -> Option<&str> {
        self.notes.get(subject).map(String::as_str)
    }

    /// Whether there is a decision of this sitting to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is something that was taken back.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.again.is_empty()
    }

    /// Makes decisions that are taken back at once.
    pub fn decide(&mut self, decisions: &[Decision]) {
        let inverse = self.set_all(decisions);
        self.undo.push(inverse);
        self.made.push(decisions.last().cloned());
        self.again.clear();
    }

    /// Whether what was decided last in this sitting is what holds: somebody else may have
    /// decided otherwise since, and taking it back changes nothing then.
    #[must_use]
    pub fn last_holds(&self) -> bool {
        let Some(Some(Decision { subject: Subject::Finding(id), operation })) = self.made.last()
        else {
            return true;
        };
        match (operation, self.of(id)) {
            (Operation::Confirm, now) => now == Some(&Disposition::Confirmed),
            (Operation::Dismiss(made), Some(Disposition::Dismissed(now))) => {
                made.reason == now.reason
            }
            (Operation::Dismiss(_), _) => false,
            (Operation::Reopen, now) => now.is_none(),
            _ => true,
        }
    }

    /// Takes back what was decided at once last in this sitting, and returns the decisions
    /// that did so.
    pub fn take_back(&mut self) -> Option<Vec<Decision>> {
        let group = self.undo.pop()?;
        self.made.pop();
        let again = self.set_all(&group);
        self.again.push(again);
        Some(group)
    }

    /// Makes again what was taken back last, and returns the decisions that did so.
    pub fn make_again(&mut self) -> Option<Vec<Decision>> {
        let group = self.again.pop()?;
        let undo = self.set_all(&group);
        self.undo.push(undo);
        self.made.push(group.first().cloned());
        Some(group)
    }

    /// Applies decisions in their order, and returns what takes them back in its own.
    fn set_all(&mut self, decisions: &[Decision]) -> Vec<Decision> {
        let mut inverse: Vec<_> = decisions.iter().map(|decision| self.set(decision)).collect();
        inverse.reverse();
        self.pending.push_back(decisions.to_vec());
        inverse
    }

    /// Settles one of the reviewers' own, and gives what takes that back.
    fn settle(&mut self, id: &EventId, settled: Option<bool>) -> Operation {
        let own = self.own.iter_mut().find(|own| own.id.as_ref() == Some(id));
        match own.and_then(|own| std::mem::replace(&mut own.settled, settled)) {
            None => Operation::Reopen,
            Some(true) => Operation::Confirm,
            Some(false) => Operation::Dismiss(Reason::Other.into()),
        }
    }

    /// Applies a decision and returns what would take it back.
    fn set(&mut self, decision: &Decision) -> Decision {
        let operation = match (&decision.subject, &decision.operation) {
            (Subject::Finding(id), Operation::Confirm) => {
                operation_of(self.items.insert(id.clone(), Disposition::Confirmed))
            }
            (Subject::Finding(id), Operation::Dismiss(dismissal)) => {
                let dismissed = Disposition::Dismissed(dismissal.clone());
                operation_of(self.items.insert(id.clone(), dismissed))
            }
            (Subject::Finding(id), Operation::Recheck(why)) => {
                operation_of(self.items.insert(id.clone(), Disposition::NeedsReview(why.clone())))
            }
            (Subject::Finding(id), Operation::Rate(severity)) => Operation::Rate(match severity {
                Some(severity) => self.ratings.insert(id.clone(), *severity),
                None => self.ratings.remove(id),
            }),
            (Subject::Finding(id), Operation::Gone) => {
                operation_of(self.items.insert(id.clone(), Disposition::Gone))
            }
            (Subject::Finding(id), Operation::Reopen) => operation_of(self.items.remove(id)),
            (Subject::Claim(key), Operation::Judge { said, held, why }) => {
                let judged = Held::Judged { said: *said, held: *held, why: why.clone() };
                operation_of_held(self.claims.insert(key.clone(), judged))
            }
            (Subject::Claim(key), Operation::Recheck(_)) => {
                operation_of_held(self.claims.insert(key.clone(), Held::NeedsReview))
            }
            (Subject::Claim(key), Operation::Reopen) => operation_of_held(self.claims.remove(key)),
            (Subject::Lines(_), Operation::Remark(own)) => {
                self.own.push((**own).clone());
                Operation::Withdraw(own.clone())
            }
            (Subject::Lines(_), Operation::Withdraw(own)) => {
                let is_it =
                    |it: &Own| (&it.text, it.kind, &it.place) == (&own.text, own.kind, &own.place);
                if let Some(at) = self.own.iter().rposition(is_it) {
                    self.own.remove(at);
                }
                Operation::Remark(own.clone())
            }
            (Subject::Own(id), Operation::Confirm) => self.settle(id, Some(true)),
            (Subject::Own(id), Operation::Dismiss(_)) => self.settle(id, Some(false)),
            (Subject::Own(id), Operation::Reopen) => self.settle(id, None),
            (subject, Operation::Note(text)) => {
                let before = if text.is_empty() {
                    self.notes.remove(subject)
                } else {
                    self.notes.insert(subject.clone(), text.clone())
                };
                Operation::Note(before.unwrap_or_default())
            }
            (subject, Operation::Noted { by, text }) => {
                let noted = self.noted.entry(subject.clone()).or_default();
                if !noted.iter().any(|known| (&known.0, &known.1) == (by, text)) {
                    noted.push((by.clone(), text.clone()));
                }
                decision.operation.clone()
            }
            (Subject::Finding(id), Operation::Before(lines)) => {
                self.before.insert(id.clone(), lines.clone());
                decision.operation.clone()
            }
            (Subject::Handler(id), Operation::Reviewed) => {
                if self.reviewed.insert(id.clone()) {
                    Operation::Unreviewed
                } else {
                    Operation::Reviewed
                }
            }
            (Subject::Handler(id), Operation::Unreviewed) => {
                if self.reviewed.remove(id) {
                    Operation::Reviewed
                } else {
                    Operation::Unreviewed
                }
            }
            // A handler has no state of its own, an item is not reviewed.
            (_, operation) => operation.clone(),
        };
        Decision { subject: decision.subject.clone(), operation }
    }
}

fn operation_of(before: Option<Disposition>) -> Operation {
    match before {
        None => Operation::Reopen,
        Some(Disposition::Confirmed) => Operation::Confirm,
        Some(Disposition::Dismissed(dismissal)) => Operation::Dismiss(dismissal),
        Some(Disposition::NeedsReview(why)) => Operation::Recheck(why),
        Some(Disposition::Gone) => Operation::Gone,
    }
}

fn operation_of_held(before: Option<Held>) -> Operation {
    match before {
        None => Operation::Reopen,
        Some(Held::Judged { said, held, why }) => Operation::Judge { said, held, why },
        Some(Held::NeedsReview) => Operation::Recheck(Why::Changed(Lapse::default())),
    }
}
