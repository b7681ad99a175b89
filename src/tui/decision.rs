//! What is decided on the screen, and what about.

use crate::claims::{ClaimKey, ClaimVerdict};
use crate::model::{CheckId, FindingId, HandlerId, Place, Role, Severity};
use crate::review::{Date, EventId, FreePlace, Lapse, Reason, RemarkKind};

/// The reasons that are offered to dismiss an item, in their order.
pub const REASONS: [Reason; 7] = [
    Reason::FalsePositive,
    Reason::AcceptedRisk,
    Reason::UsedInTests,
    Reason::NotApplicable,
    Reason::ByDesign,
    Reason::Duplicate,
    Reason::Other,
];

/// The severities that an item can be given, in their order; none is that of its check.
pub const SEVERITIES: [Option<Severity>; 6] = [
    Some(Severity::Critical),
    Some(Severity::High),
    Some(Severity::Medium),
    Some(Severity::Low),
    Some(Severity::Info),
    None,
];

/// The words for a reason.
#[must_use]
pub fn words(reason: Reason) -> String {
    reason.word().replace('-', " ")
}

/// What a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An item of a checklist.
    Finding(FindingId),
    /// A handler as a whole.
    Handler(HandlerId),
    /// A claim of a foreign review.
    Claim(ClaimKey),
    /// Lines that the reviewer chose.
    Lines(FreePlace),
    /// A reviewer's own finding or question.
    Own(EventId),
}

/// A reviewer's own finding or question; texts are safe to show.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Own {
    /// What it is known by; none until it is kept.
    pub id: Option<EventId>,
    /// A finding or a question.
    pub kind: RemarkKind,
    /// What is found or asked.
    pub text: String,
    /// The check that it is about.
    pub check: Option<CheckId>,
    /// The part that the lines play.
    pub role: Option<Role>,
    /// The lines, as far as they are found now.
    pub place: Place,
    /// The handler that was looked at.
    pub handler: Option<HandlerId>,
    /// Who; empty where it is not kept yet.
    pub by: String,
    /// What became of the lines.
    pub found: Found,
    /// The first of them as it read when it was written, where it reads otherwise now.
    pub was: String,
    /// Whether it was agreed to, or set aside; none while it is open.
    pub settled: Option<bool>,
}

/// What became of lines that a reviewer chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Found {
    /// They are there.
    AsThen,
    /// The first of them reads otherwise now.
    Edited,
    /// They are no longer there; the place is where they were.
    Gone,
}

impl Own {
    /// The sign of its line.
    #[must_use]
    pub fn sign(&self) -> &'static str {
        match self.kind {
            RemarkKind::Finding => "F",
            RemarkKind::Question => "Q",
            RemarkKind::Note => "N",
        }
    }
}

/// Why an item is set aside, and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Dismissal {
    /// Why.
    pub reason: Reason,
    /// In the words of the reviewer; may be empty.
    pub text: String,
    /// The last day on which it holds; none for ever.
    pub until: Option<Date>,
    /// The item that says the same.
    pub same_as: Option<FindingId>,
}

impl From<Reason> for Dismissal {
    fn from(reason: Reason) -> Self {
        Self { reason, text: String::new(), until: None, same_as: None }
    }
}

/// Why something that was decided asks for a new look.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Why {
    /// Its lines, or what is said of them, are otherwise since.
    Changed(Lapse),
    /// It was said of another handler: of the one of this name.
    CarriedOver(String),
    /// It was accepted until this day, which is over.
    Expired(Date),
    /// It says the same as an item that is itself settled.
    Orphaned,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Operation {
    /// The item is true.
    Confirm,
    /// The item is set aside.
    Dismiss(Dismissal),
    /// The item is more or less bad than its check says; none takes that back.
    Rate(Option<Severity>),
    /// The verdict on a claim: confirmed where it is what was said, else overruled.
    Judge {
        /// What was said of it.
        said: ClaimVerdict,
        /// What the reviewer holds of it.
        held: ClaimVerdict,
        /// Why, in the reviewer's words; may be empty.
        why: String,
    },
    /// The item is open again.
    Reopen,
    /// The item was decided, and asks for a new look; read from the log only.
    Recheck(Why),
    /// The item was decided when something was amiss, and that is no longer found; read from
    /// the log only.
    Gone,
    /// A reviewer's own finding or question, on lines.
    Remark(Box<Own>),
    /// It was not made after all.
    Withdraw(Box<Own>),
    /// The reviewer's remark, in the place of the former; an empty one takes that back.
    Note(String),
    /// A remark of somebody else; read from the log only.
    Noted {
        /// Who.
        by: String,
        /// The remark.
        text: String,
    },
    /// What was said of the item, the oldest first, a line each; read from the log only.
    Before(Vec<String>),
    /// The handler was looked at.
    Reviewed,
    /// The handler is to be looked at again.
    Unreviewed,
}

/// A decision: what about, and what.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decision {
    /// What it is about.
    pub subject: Subject,
    /// What was decided.
    pub operation: Operation,
}
