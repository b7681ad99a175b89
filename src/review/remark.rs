//! What a person found or asked by themselves, on lines of their choice.

use super::{Anchor, Event, EventId, FreePlace, Operation, RemarkKind, Timestamp};
use crate::model::{CheckId, Role};

/// A person's own finding or question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The event that says it, and what it is known by.
    pub event: EventId,
    /// When.
    pub time: Timestamp,
    /// Who.
    pub author: String,
    /// The lines, as they were called then.
    pub place: FreePlace,
    /// The first of them as it read then.
    pub anchor: Option<Anchor>,
    /// A finding or a question.
    pub kind: RemarkKind,
    /// What is found or asked.
    pub text: String,
    /// The check that it is about.
    pub check: Option<CheckId>,
    /// The part that the lines play.
    pub role: Option<Role>,
    /// Who settled it, and how; none while it is open.
    pub settled: Option<Settled>,
}

/// How a person's own finding or question came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Who.
    pub author: String,
    /// When.
    pub time: Timestamp,
    /// Whether it was agreed to, or set aside.
    pub is_confirmed: bool,
}

impl Remark {
    /// The remark that an event makes; none where it makes none.
    #[must_use]
    pub fn of(event: &Event) -> Option<Self> {
        let place = event.place()?;
        let (kind, text, check, role) = match &event.operation {
            Operation::Remark { kind, text, check, role } => (kind, text, check, role),
            Operation::Note { text, .. } => (&RemarkKind::Note, text, &None, &None),
            _ => return None,
        };
        Some(Self {
            event: event.id.clone(),
            time: event.time,
            author: event.author.clone(),
            place: place.clone(),
            anchor: event.anchor.clone(),
            kind: *kind,
            text: text.clone(),
            check: check.clone(),
            role: *role,
            settled: None,
        })
    }

    /// Takes over what was decided about it; false where that has no meaning here.
    pub(super) fn settle(&mut self, operation: &Operation, event: &Event) -> bool {
        let is_confirmed = match operation {
            Operation::Confirm => true,
            Operation::Dismiss { .. } => false,
            Operation::Reopen => {
                self.settled = None;
                return true;
            }
            _ => return false,
        };
        let (author, time) = (event.author.clone(), event.time);
        self.settled = Some(Settled { author, time, is_confirmed });
        true
    }
}
