//! One decision as it is written down: who, when, about what, and what.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Anchor, Date, Digest, Timestamp};
use crate::claims::{ClaimKey, ClaimVerdict};
use crate::model::{CheckId, FindingId, HandlerId, Place, RepoPath, Role, Severity, Side};

/// The newest version of the format that this program reads. An event is written in the
/// oldest version that knows all it says ([`Operation::version`]), so that older programs
/// read what they can, and leave alone what they would misunderstand.
pub const FORMAT_VERSION: u32 = 2;

/// Lines that are counted; no text that is read has more.
const MAX_LINE: u32 = 100_000_000;

/// Identifies an event among those of all people and machines.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventId(Arc<str>);

impl EventId {
    /// An identity from its text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The identity as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Lines that a person chose, on one side.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FreePlace {
    /// The side.
    pub side: Side,
    /// The file, as it is called on that side.
    pub file: RepoPath,
    /// First line, 1-based.
    pub first: u32,
    /// Last line, 1-based, inclusive.
    pub last: u32,
}

impl From<&Place> for FreePlace {
    fn from(place: &Place) -> Self {
        Self {
            side: place.side(),
            file: place.file.clone(),
            first: place.first_line(),
            last: place.last_line(),
        }
    }
}

/// What a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// An item of the checklist.
    Finding(FindingId),
    /// A handler as a whole.
    Handler(HandlerId),
    /// Lines that a person chose.
    Place(FreePlace),
    /// A claim of a foreign review.
    Claim(ClaimKey),
    /// What a person found or asked, by the event that says so.
    Remark(EventId),
}

impl Subject {
    /// Whether there can be such lines as a decision about this names.
    ///
    /// # Errors
    /// Why there cannot.
    pub(super) fn can_be(&self, anchor: Option<&Anchor>) -> Result<(), String> {
        let lines = match self {
            Self::Place(place) => Some((place.first, place.last)),
            _ => None,
        };
        let anchor = anchor.map(|anchor| (anchor.line.min(anchor.ordinal), anchor.line));
        for (first, last) in lines.into_iter().chain(anchor) {
            if first == 0 || last < first {
                return Err("lines are counted from 1, and `last` is not before `first`".to_owned());
            }
            if last > MAX_LINE {
                return Err(format!("no text has a line {last}"));
            }
        }
        Ok(())
    }
}

/// Why an item is dismissed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The item is wrong about the code.
    FalsePositive,
    /// True, and taken as it is.
    AcceptedRisk,
    /// The code runs in tests only.
    UsedInTests,
    /// The question does not arise here.
    NotApplicable,
    /// Another item says the same.
    Duplicate,
    /// Meant to be so.
    ByDesign,
    /// What the words say.
    Other,
}

impl Reason {
    /// Every reason, as a menu offers them.
    pub const ALL: [Self; 7] = [
        Self::FalsePositive,
        Self::AcceptedRisk,
        Self::UsedInTests,
        Self::NotApplicable,
        Self::Duplicate,
        Self::ByDesign,
        Self::Other,
    ];

    /// The word for the reason, as in the log.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::FalsePositive => "false-positive",
            Self::AcceptedRisk => "accepted-risk",
            Self::UsedInTests => "used-in-tests",
            Self::NotApplicable => "not-applicable",
            Self::Duplicate => "duplicate",
            Self::ByDesign => "by-design",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// The item is right and matters.
    Confirm,
    /// The item does not matter, for a reason.
    Dismiss {
        /// Why.
        reason: Reason,
        /// In the words of the person; may be empty unless the reason is "other".
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
        /// The last day on which it holds; none for ever.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// The item that says the same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<FindingId>,
    },
    /// The item is more or less bad than its check says; none takes that back.
    Rate {
        /// How bad.
        severity: Option<Severity>,
        /// Why, in the words of the person; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// A person's own finding or question, on lines of their choice.
    Remark {
        /// Which of the two.
        kind: RemarkKind,
        /// What is found or asked.
        text: String,
        /// The check that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        check: Option<CheckId>,
        /// The part that the lines play.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
    },
    /// A remark.
    Note {
        /// The remark; an empty one takes away the author's last, or the one that it replaces.
        text: String,
        /// The event that wrote the remark of the same author which this takes the place of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<EventId>,
    },
    /// The verdict on a claim: confirmed where it is what was said, else overruled.
    Judge {
        /// What was said of it then.
        said: ClaimVerdict,
        /// What the person holds of it.
        held: ClaimVerdict,
        /// Why, in the words of the person; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// The item is open again.
    Reopen,
    /// The handler was looked at as it stands.
    Reviewed {
        /// The handler's text at that time.
        digest: Digest,
    },
    /// The handler was not looked at after all.
    Unreviewed,
    /// An earlier event never happened; that of an undo happened again.
    Undo {
        /// The earlier event.
        event: EventId,
    },
}

impl Operation {
    /// The word for it, as in the log.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Dismiss { .. } => "dismiss",
            Self::Rate { .. } => "rate",
            Self::Remark { .. } => "remark",
            Self::Note { .. } => "note",
            Self::Judge { .. } => "judge",
            Self::Reopen => "reopen",
            Self::Reviewed { .. } => "reviewed",
            Self::Unreviewed => "unreviewed",
            Self::Undo { .. } => "undo",
        }
    }

    /// The oldest version of the format that knows all that this says about a subject.
    #[must_use]
    pub fn version(&self, subject: &Subject) -> u32 {
        let is_new = match self {
            Self::Dismiss { until, of, .. } => until.is_some() || of.is_some(),
            Self::Rate { .. } | Self::Remark { .. } => true,
            Self::Note { replaces, .. } => replaces.is_some(),
            _ => false,
        };
        if is_new || matches!(subject, Subject::Remark(_)) { 2 } else { 1 }
    }
}

impl Event {
    /// The lines that it is about; none where it is about something else.
    #[must_use]
    pub fn place(&self) -> Option<&FreePlace> {
        match &self.subject {
            Subject::Place(place) => Some(place),
            _ => None,
        }
    }
}

/// What a remark of a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// Something is amiss.
    Finding,
    /// Somebody is to answer.
    Question,
    /// Something to know: a note on lines.
    Note,
}

impl RemarkKind {
    /// The word for it, as in the log.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Question => "question",
            Self::Note => "note",
        }
    }
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The version of the format it is written in.
    pub version: u32,
    /// Its identity.
    pub id: EventId,
    /// When it was decided.
    pub time: Timestamp,
    /// Who decided: `Name <mail>`.
    pub author: String,
    /// What it is about.
    pub subject: Subject,
    /// What was decided.
    pub operation: Operation,
    /// The place as it was then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
}
