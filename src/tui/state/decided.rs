//! What was decided so far, and how to take it back.

use std::collections::{HashMap, HashSet};

use crate::claims::{ClaimKey, ClaimVerdict};
use crate::model::{FindingId, HandlerId};
use crate::review::Reason;
use crate::tui::backend::{Decision, Operation, Subject};
use crate::tui::claims::Claim;

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// It is true.
    Confirmed,
    /// It was set aside.
    Dismissed(Reason),
    /// It was decided on lines that changed since.
    NeedsReview,
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
    notes: HashMap<Subject, String>,
    reviewed: HashSet<HandlerId>,
    /// What takes back each decision of this sitting, latest last.
    undo: Vec<Decision>,
}

impl Decided {
    /// Takes over what was decided before, oldest first.
    pub fn restore(&mut self, decisions: &[Decision]) {
        for decision in decisions {
            self.set(decision);
        }
    }

    /// What became of an item.
    #[must_use]
    pub fn of(&self, item: &FindingId) -> Option<Disposition> {
        self.items.get(item).copied()
    }

    /// Whether an item waits for a decision, as far as its state asks for one.
    #[must_use]
    pub fn is_waiting(&self, item: &FindingId) -> bool {
        matches!(self.of(item), None | Some(Disposition::NeedsReview))
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

    /// The note on something.
    #[must_use]
    pub fn note(&self, subject: &Subject) -> Option<&str> {
        self.notes.get(subject).map(String::as_str)
    }

    /// Whether there is a decision of this sitting to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Makes a decision that can be taken back.
    pub fn decide(&mut self, decision: &Decision) {
        let inverse = self.set(decision);
        self.undo.push(inverse);
    }

    /// Takes back the latest decision of this sitting and returns the one that
    /// did so, to be kept as well.
    pub fn take_back(&mut self) -> Option<Decision> {
        let inverse = self.undo.pop()?;
        self.set(&inverse);
        Some(inverse)
    }

    /// Applies a decision and returns what would take it back.
    fn set(&mut self, decision: &Decision) -> Decision {
        let operation = match (&decision.subject, &decision.operation) {
            (Subject::Finding(id), Operation::Confirm) => {
                operation_of(self.items.insert(id.clone(), Disposition::Confirmed))
            }
            (Subject::Finding(id), Operation::Dismiss(reason)) => {
                operation_of(self.items.insert(id.clone(), Disposition::Dismissed(*reason)))
            }
            (Subject::Finding(id), Operation::Recheck) => {
                operation_of(self.items.insert(id.clone(), Disposition::NeedsReview))
            }
            (Subject::Finding(id), Operation::Reopen) => operation_of(self.items.remove(id)),
            (Subject::Claim(key), Operation::Judge { said, held, why }) => {
                let judged = Held::Judged { said: *said, held: *held, why: why.clone() };
                operation_of_held(self.claims.insert(key.clone(), judged))
            }
            (Subject::Claim(key), Operation::Recheck) => {
                operation_of_held(self.claims.insert(key.clone(), Held::NeedsReview))
            }
            (Subject::Claim(key), Operation::Reopen) => operation_of_held(self.claims.remove(key)),
            (subject, Operation::Note(text)) => {
                let before = if text.is_empty() {
                    self.notes.remove(subject)
                } else {
                    self.notes.insert(subject.clone(), text.clone())
                };
                Operation::Note(before.unwrap_or_default())
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
        Some(Disposition::Dismissed(reason)) => Operation::Dismiss(reason),
        Some(Disposition::NeedsReview) => Operation::Recheck,
    }
}

fn operation_of_held(before: Option<Held>) -> Operation {
    match before {
        None => Operation::Reopen,
        Some(Held::Judged { said, held, why }) => Operation::Judge { said, held, why },
        Some(Held::NeedsReview) => Operation::Recheck,
    }
}
