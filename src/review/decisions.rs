//! What holds now: the fold over all events.

use std::collections::{HashMap, HashSet};

use super::{
    Anchor, Date, Decision, Digest, Disposition, Event, EventId, FreePlace, Mark, Note, Operation,
    Past, Rating, Reason, Remark, RemarkKind, Ruling, Subject, Timestamp,
};
use crate::claims::ClaimKey;
use crate::model::{FindingId, HandlerId, Severity, State};

/// The decisions that hold now.
///
/// The order in which events are given does not matter, nor does giving one
/// twice: they are taken in the order of their times, then of their identities.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions {
    pub(super) findings: HashMap<FindingId, Decision>,
    claims: HashMap<ClaimKey, Ruling>,
    pub(super) reviewed: HashMap<HandlerId, Mark>,
    pub(super) notes: HashMap<Subject, Vec<Note>>,
    pub(super) ratings: HashMap<FindingId, Rating>,
    /// By the event that says each, in the order of their times.
    remarks: Vec<Remark>,
    /// The day that decisions are seen on; none where none is over.
    today: Option<Date>,
    /// Events that hold and can be undone: time order, with their authors.
    active: Vec<(EventId, String)>,
}

impl Decisions {
    /// The decisions that these events amount to.
    #[must_use]
    pub fn fold(events: &[Event]) -> Self {
        let mut ordered: Vec<&Event> = events.iter().collect();
        ordered.sort_by(|left, right| (left.time, &left.id).cmp(&(right.time, &right.id)));
        let mut known = HashSet::new();
        ordered.retain(|event| known.insert(&event.id));
        let undone = undone(&ordered);
        let mut decisions = Self::default();
        for event in ordered.into_iter().filter(|event| !undone.contains(&event.id)) {
            decisions.apply(event);
        }
        decisions
    }

    /// The same as seen at a time: what held until an earlier day needs review.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Self {
        self.today = Some(Date::of(now));
        self
    }

    fn apply(&mut self, event: &Event) {
        match (&event.operation, &event.subject) {
            (Operation::Undo { .. }, _) => return,
            (Operation::Confirm, Subject::Finding(finding)) => {
                self.decide(finding, Disposition::Confirmed, event);
            }
            (Operation::Dismiss { reason, text, .. }, Subject::Finding(finding)) => {
                let disposition = Disposition::Dismissed { reason: *reason, text: text.clone() };
                self.decide(finding, disposition, event);
            }
            (Operation::Rate { severity, text }, Subject::Finding(finding)) => {
                self.rate(finding, *severity, text, event);
            }
            (Operation::Remark { .. }, Subject::Place(_)) => {
                self.remarks.extend(Remark::of(event));
            }
            (Operation::Reopen, Subject::Finding(finding)) => {
                self.decide(finding, Disposition::Open, event);
            }
            (Operation::Judge { said, held, text }, Subject::Claim(claim)) => {
                let ruling = Ruling {
                    said: *said,
                    held: *held,
                    text: text.clone(),
                    event: event.id.clone(),
                    time: event.time,
                    author: event.author.clone(),
                    anchor: event.anchor.clone(),
                };
                self.claims.insert(claim.clone(), ruling);
            }
            (Operation::Reopen, Subject::Claim(claim)) => {
                self.claims.remove(claim);
            }
            (Operation::Reviewed { digest }, Subject::Handler(handler)) => {
                let mark = Mark {
                    digest: digest.clone(),
                    event: event.id.clone(),
                    time: event.time,
                    author: event.author.clone(),
                    anchor: event.anchor.clone(),
                };
                self.reviewed.insert(handler.clone(), mark);
            }
            (Operation::Unreviewed, Subject::Handler(handler)) => {
                self.reviewed.remove(handler);
            }
            (Operation::Note { text, replaces }, Subject::Place(place)) => {
                self.note_on_lines(place, text, replaces.as_ref(), event);
            }
            (Operation::Note { text, replaces }, subject) => {
                self.note(subject, text, replaces.as_ref(), event);
            }
            (operation, Subject::Remark(remark)) => {
                let found = self.remarks.iter_mut().find(|known| known.event == *remark);
                if !found.is_some_and(|remark| remark.settle(operation, event)) {
                    return;
                }
            }
            // An operation on a subject it has no meaning for; a later version may give it one.
            _ => return,
        }
        self.active.push((event.id.clone(), event.author.clone()));
    }

    /// Keeps a note on lines: it stands on them like a finding of one's own.
    fn note_on_lines(
        &mut self,
        place: &FreePlace,
        text: &str,
        replaces: Option<&EventId>,
        event: &Event,
    ) {
        let is_meant = |it: &Remark| match replaces {
            Some(first) => it.event == *first,
            None => text.is_empty(),
        };
        let is_replaced = |it: &Remark| {
            let is_own = it.kind == RemarkKind::Note && it.author == event.author;
            is_own && it.place == *place && is_meant(it)
        };
        if let Some(at) = self.remarks.iter().rposition(is_replaced) {
            self.remarks.remove(at);
        }
        self.remarks.extend(Remark::of(event).filter(|_| !text.is_empty()));
    }

    /// Keeps a note, in the place of one of the same author where it says so.
    fn note(&mut self, about: &Subject, text: &str, replaces: Option<&EventId>, event: &Event) {
        let notes = self.notes.entry(about.clone()).or_default();
        let is_meant = |note: &Note| match replaces {
            Some(first) => note.first == *first,
            None => text.is_empty(),
        };
        let is_replaced = |note: &Note| note.author == event.author && is_meant(note);
        let at = notes.iter().rposition(is_replaced);
        let former = at.map(|at| notes.remove(at));
        let note = Note {
            event: event.id.clone(),
            first: former.map_or_else(|| event.id.clone(), |former| former.first),
            time: event.time,
            author: event.author.clone(),
            text: text.to_owned(),
            anchor: event.anchor.clone(),
        };
        if !text.is_empty() {
            notes.insert(at.unwrap_or(notes.len()), note);
        }
        if notes.is_empty() {
            self.notes.remove(about);
        }
    }

    fn rate(&mut self, finding: &FindingId, severity: Option<Severity>, text: &str, event: &Event) {
        let Some(severity) = severity else {
            self.ratings.remove(finding);
            return;
        };
        let (text, author) = (text.to_owned(), event.author.clone());
        let (id, time) = (event.id.clone(), event.time);
        let anchor = event.anchor.clone();
        let rating = Rating { severity, text, event: id, time, author, anchor };
        self.ratings.insert(finding.clone(), rating);
    }

    fn decide(&mut self, finding: &FindingId, disposition: Disposition, event: &Event) {
        let (until, same_as) = match &event.operation {
            Operation::Dismiss { until, of, .. } => (*until, of.clone()),
            _ => (None, None),
        };
        let before = self.findings.remove(finding).map_or_else(Vec::new, |decision| {
            let Decision { disposition, time, author, mut before, .. } = decision;
            before.push(Past { disposition, time, author });
            before
        });
        let decision = Decision {
            before,
            until,
            same_as,
            disposition,
            event: event.id.clone(),
            time: event.time,
            author: event.author.clone(),
            anchor: event.anchor.clone(),
        };
        self.findings.insert(finding.clone(), decision);
    }

    /// What was decided about an item, whatever became of its lines.
    #[must_use]
    pub fn disposition(&self, finding: &FindingId) -> Disposition {
        self.decision(finding).map(|decision| decision.disposition.clone()).unwrap_or_default()
    }

    /// What was decided about an item that stands here now: fixed where it is
    /// guarded since; needs review where its line reads otherwise than then, or
    /// its state is worse, or its last day is over.
    #[must_use]
    pub fn disposition_at(&self, finding: &FindingId, now: &Anchor) -> Disposition {
        let Some(decision) = self.decision(finding) else { return Disposition::Open };
        match &decision.anchor {
            _ if decision.disposition == Disposition::Open => Disposition::Open,
            Some(then) if then.is_fixed_by(now) => Disposition::Fixed,
            Some(then) if !then.still_holds(now) => Disposition::NeedsReview,
            _ if self.is_expired(decision) => Disposition::NeedsReview,
            _ => decision.disposition.clone(),
        }
    }

    /// Whether a decision calls an item a duplicate of one that nobody waits for any more:
    /// one that was dismissed, or whose state now lacks nothing, or is not open where that of
    /// the item was.
    #[must_use]
    pub fn is_orphaned(
        &self,
        decision: &Decision,
        now: impl FnOnce(&FindingId) -> Option<State>,
    ) -> bool {
        let dismissed = |of| matches!(self.disposition(of), Disposition::Dismissed { .. });
        let is_duplicate = matches!(
            decision.disposition,
            Disposition::Dismissed { reason: Reason::Duplicate, .. }
        );
        let then = decision.anchor.as_ref().and_then(|anchor| anchor.state);
        let is_less = |state: State| !state.can_be_repeated_by(then);
        let of = decision.same_as.as_ref().filter(|_| is_duplicate);
        of.is_some_and(|of| dismissed(of) || now(of).is_some_and(is_less))
    }

    /// Whether the last day of a decision is over.
    #[must_use]
    pub fn is_expired(&self, decision: &Decision) -> bool {
        self.today.is_some_and(|today| decision.is_expired(today))
    }

    /// How bad a person holds an item to be; none where nobody said so.
    #[must_use]
    pub fn rating(&self, finding: &FindingId) -> Option<&Rating> {
        self.ratings.get(finding)
    }

    /// What people found or asked by themselves, the oldest first.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// The last word about an item, with who said it.
    #[must_use]
    pub fn decision(&self, finding: &FindingId) -> Option<&Decision> {
        self.findings.get(finding)
    }

    /// The last word about a claim of a foreign review.
    #[must_use]
    pub fn ruling(&self, claim: &ClaimKey) -> Option<&Ruling> {
        self.claims.get(claim)
    }

    /// Every item that somebody said a word about, with the place as it was at the last one,
    /// decisions before ratings, and these before notes.
    pub fn items(&self) -> impl Iterator<Item = (&FindingId, Option<&Anchor>)> {
        let decided = self.findings.iter().map(|(id, it)| (id, it.anchor.as_ref()));
        let is_new = |id: &FindingId| !self.findings.contains_key(id);
        let rated = self.ratings.iter().filter(move |(id, _)| is_new(id));
        let rated = rated.map(|(id, it)| (id, it.anchor.as_ref()));
        let noted = self.notes.iter().filter_map(move |(subject, notes)| match subject {
            Subject::Finding(id) if is_new(id) && !self.ratings.contains_key(id) => {
                Some((id, notes.last().and_then(|note| note.anchor.as_ref())))
            }
            _ => None,
        });
        decided.chain(rated).chain(noted)
    }

    /// Every handler that was looked at or that has a note, with what it looked like then;
    /// not those of which that is not known.
    pub fn handlers(&self) -> impl Iterator<Item = (&HandlerId, &Anchor)> {
        let marked = self.reviewed.iter().map(|(id, mark)| (id, mark.anchor.as_ref()));
        let noted = self.notes.iter().filter_map(|(subject, notes)| match subject {
            Subject::Handler(id) if !self.reviewed.contains_key(id) => {
                Some((id, notes.last().and_then(|note| note.anchor.as_ref())))
            }
            _ => None,
        });
        marked.chain(noted).filter_map(|(id, anchor)| Some((id, anchor?)))
    }

    /// Whether a handler was looked at as its text is now.
    #[must_use]
    pub fn is_reviewed(&self, handler: &HandlerId, text: &Digest) -> bool {
        self.reviewed.get(handler).is_some_and(|mark| mark.digest == *text)
    }

    /// Whether it was this author who looked at a handler last.
    #[must_use]
    pub fn reviewed_by(&self, handler: &HandlerId, author: &str) -> bool {
        self.reviewed.get(handler).is_some_and(|mark| mark.author == author)
    }

    /// Whether a handler was looked at once, but in another text.
    #[must_use]
    pub fn was_reviewed_before(&self, handler: &HandlerId, text: &Digest) -> bool {
        self.reviewed.get(handler).is_some_and(|mark| mark.digest != *text)
    }

    /// The remarks about something, the oldest first.
    #[must_use]
    pub fn notes(&self, subject: &Subject) -> &[Note] {
        self.notes.get(subject).map_or(&[], Vec::as_slice)
    }

    /// The last word about each item.
    pub fn decided(&self) -> impl Iterator<Item = (&FindingId, &Decision)> {
        self.findings.iter()
    }

    /// The last word about each claim of foreign reviews.
    pub fn rulings(&self) -> impl Iterator<Item = (&ClaimKey, &Ruling)> {
        self.claims.iter()
    }

    /// What people hold each item to be, where that is not what its check says.
    pub fn ratings(&self) -> impl Iterator<Item = (&FindingId, &Rating)> {
        self.ratings.iter()
    }

    /// The handlers that were looked at.
    pub fn reviewed(&self) -> impl Iterator<Item = (&HandlerId, &Mark)> {
        self.reviewed.iter()
    }

    /// All notes, by what they are about.
    pub fn all_notes(&self) -> impl Iterator<Item = (&Subject, &Note)> {
        self.notes.iter().flat_map(|(about, notes)| notes.iter().map(move |note| (about, note)))
    }

    /// The last thing this author decided that still holds: what undo would take back.
    #[must_use]
    pub fn last_of(&self, author: &str) -> Option<&EventId> {
        self.active.iter().rev().find(|(_, by)| by == author).map(|(event, _)| event)
    }
}

/// The events that an undo takes back. Seen from the end, because an undo that
/// was itself undone takes back nothing.
fn undone(ordered: &[&Event]) -> HashSet<EventId> {
    let mut undone = HashSet::new();
    for event in ordered.iter().rev() {
        if let Operation::Undo { event: target } = &event.operation
            && !undone.contains(&event.id)
        {
            undone.insert(target.clone());
        }
    }
    undone
}
