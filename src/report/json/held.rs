//! What people hold of items, and what they found by themselves, as JSON.

use serde::Serialize;

use crate::model::{FindingId, Place, Role, Side};
use crate::review::{Date, Decision, Disposition, Note, Own, Past, Timestamp};

/// Who decided what.
#[derive(Serialize)]
pub(super) struct DecidedRow<'a> {
    what: &'static str,
    reason: Option<&'static str>,
    text: Option<&'a str>,
    /// The last day on which it holds.
    until: Option<Date>,
    /// The item that a duplicate repeats.
    of: Option<&'a str>,
    by: &'a str,
    at: Timestamp,
    /// What was said before, the oldest first.
    before: Vec<PastRow<'a>>,
}

/// A word that was not the last.
#[derive(Serialize)]
struct PastRow<'a> {
    what: &'static str,
    reason: Option<&'static str>,
    by: &'a str,
    at: Timestamp,
}

impl<'a> PastRow<'a> {
    fn new(past: &'a Past) -> Self {
        let (what, by) = (past.disposition.word(), past.author.as_str());
        Self { what, reason: reason(&past.disposition), by, at: past.time }
    }
}

fn reason(disposition: &Disposition) -> Option<&'static str> {
    match disposition {
        Disposition::Dismissed { reason, .. } => Some(reason.word()),
        _ => None,
    }
}

impl<'a> DecidedRow<'a> {
    pub(super) fn new(decision: &'a Decision) -> Self {
        let text = match &decision.disposition {
            Disposition::Dismissed { text, .. } => Some(text.as_str()),
            _ => None,
        };
        Self {
            what: decision.disposition.word(),
            reason: reason(&decision.disposition),
            text: text.filter(|text| !text.is_empty()),
            until: decision.until,
            of: decision.same_as.as_ref().map(FindingId::as_str),
            by: &decision.author,
            at: decision.time,
            before: decision.before.iter().map(PastRow::new).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct NoteRow<'a> {
    text: &'a str,
    by: &'a str,
    at: Timestamp,
}

/// A person's own finding or question; no lines where they are not there any more.
#[derive(Serialize)]
pub(super) struct RemarkRow<'a> {
    id: &'a str,
    kind: &'static str,
    text: &'a str,
    check: Option<&'a str>,
    role: Option<Role>,
    file: &'a str,
    side: Side,
    line: Option<u32>,
    end_line: Option<u32>,
    reads_otherwise: bool,
    confirmed: bool,
    by: &'a str,
    at: Timestamp,
}

impl<'a> RemarkRow<'a> {
    pub(super) fn new(own: &'a Own) -> Self {
        let remark = &own.remark;
        Self {
            id: remark.event.as_str(),
            kind: remark.kind.word(),
            text: &remark.text,
            check: remark.check.as_ref().map(|check| check.as_str()),
            role: remark.role,
            file: own.place.as_ref().map_or(&remark.place.file, |it| &it.file).as_str(),
            side: remark.place.side,
            line: own.place.as_ref().map(Place::first_line),
            end_line: own.place.as_ref().map(Place::last_line),
            reads_otherwise: own.is_edited,
            confirmed: remark.settled.as_ref().is_some_and(|settled| settled.is_confirmed),
            by: &remark.author,
            at: remark.time,
        }
    }
}

impl<'a> NoteRow<'a> {
    pub(super) fn new(note: &'a Note) -> Self {
        Self { text: &note.text, by: &note.author, at: note.time }
    }
}
