//! What a person holds of something, with who said it and when.

use super::{Anchor, Date, Digest, EventId, Reason, Timestamp};
use crate::model::{FindingId, Severity};

/// What people decided about an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Disposition {
    /// Nothing yet.
    #[default]
    Open,
    /// It is right and matters.
    Confirmed,
    /// It does not matter.
    Dismissed {
        /// Why.
        reason: Reason,
        /// In the words of the person.
        text: String,
    },
    /// It was decided when a protection was lacking; now none is found to be.
    Fixed,
    /// It was decided, but the lines it was decided on changed since.
    NeedsReview,
}

impl Disposition {
    /// The word for a person and for JSON.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Confirmed => "confirmed",
            Self::Dismissed { .. } => "dismissed",
            Self::Fixed => "fixed",
            Self::NeedsReview => "needs-review",
        }
    }

    /// The same for a sentence. That nothing is found any more proves nothing.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Fixed => "no longer found",
            Self::NeedsReview => "needs review",
            other => other.word(),
        }
    }
}

/// The last word about an item: who said it, when, and on which lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub disposition: Disposition,
    /// The event that says so.
    pub event: EventId,
    /// When.
    pub time: Timestamp,
    /// Who.
    pub author: String,
    /// The place as it was then.
    pub anchor: Option<Anchor>,
    /// The last day on which it holds; none for ever.
    pub until: Option<Date>,
    /// The item that says the same, where that is the reason.
    pub same_as: Option<FindingId>,
    /// What was said before, the oldest first.
    pub before: Vec<Past>,
}

/// A word about an item that was not the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// What was decided then.
    pub disposition: Disposition,
    /// When.
    pub time: Timestamp,
    /// Who.
    pub author: String,
}

impl Decision {
    /// What somebody else had decided otherwise before, and this took the place of.
    #[must_use]
    pub fn overruled(&self) -> Option<&Past> {
        let is_other = |past: &&Past| past.author != self.author;
        let last = self.before.iter().rev().find(is_other)?;
        let is_open = last.disposition == Disposition::Open;
        (!is_open && last.disposition.word() != self.disposition.word()).then_some(last)
    }

    /// Whether its last day is over.
    #[must_use]
    pub fn is_expired(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

/// That somebody looked at a handler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The handler's text at that time.
    pub digest: Digest,
    /// The event that says so.
    pub event: EventId,
    /// When.
    pub time: Timestamp,
    /// Who.
    pub author: String,
    /// What else it looked like; none in logs from before that was kept.
    pub anchor: Option<Anchor>,
}

/// How bad a person holds an item to be, in place of what its check says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// How bad.
    pub severity: Severity,
    /// Why; may be empty.
    pub text: String,
    /// The event that says so.
    pub event: EventId,
    /// When.
    pub time: Timestamp,
    /// Who.
    pub author: String,
    /// The place as it was then.
    pub anchor: Option<Anchor>,
}

impl Rating {
    /// Whether the place that was rated still says so; where that is not known it does.
    #[must_use]
    pub fn still_holds(&self, now: Option<&Anchor>) -> bool {
        self.anchor.as_ref().zip(now).is_none_or(|(then, now)| then.still_holds(now))
    }
}

/// A remark of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The event that holds it.
    pub event: EventId,
    /// The event that wrote it first: what takes its place names this one.
    pub first: EventId,
    /// When.
    pub time: Timestamp,
    /// Who.
    pub author: String,
    /// The remark.
    pub text: String,
    /// The place as it was then.
    pub anchor: Option<Anchor>,
}
