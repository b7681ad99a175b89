//! What was decided as rows: the last word about each thing, and whether it still holds.

use std::collections::HashMap;

use serde::Serialize;

use super::words;
use crate::model::{Assessment, CheckId, FindingId, Handler, HandlerId, Severity};
use crate::review::matching::Tier;
use crate::review::{
    Anchor, Date, Decisions, Digest, Disposition, EventId, FreePlace, Reason, Remark, Session,
    Standing, Subject, Timestamp,
};

/// A decision as it stands.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The event that says it.
    pub(super) event: EventId,
    pub(super) time: Timestamp,
    pub(super) author: String,
    /// What it is about.
    pub(super) subject: Subject,
    /// One word: `confirmed`, `dismissed`, `note`, `reviewed`, `rated` ...
    pub(super) decided: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<Reason>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) same_as: Option<FindingId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) check: Option<CheckId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) severity: Option<Severity>,
    /// The place as it was then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<Anchor>,
    /// How it stands in the range.
    pub(super) now: Now,
    /// The name of the handler that it was said of, where it came to another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) carried_over_from: Option<String>,
    /// Who had decided otherwise before, and how.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) overruled: Option<Overruled>,
}

/// Somebody's word that a later one of somebody else took the place of.
#[derive(Debug, Serialize)]
pub(super) struct Overruled {
    pub(super) decided: &'static str,
    pub(super) author: String,
    pub(super) time: Timestamp,
}

/// How a decision stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Now {
    /// It holds.
    Holds,
    /// Its line, what it rests on, or its state changed since.
    Changed,
    /// It was said of another handler.
    CarriedOver,
    /// Its last day is over.
    Expired,
    /// It says the same as an item that is itself dismissed, or no longer lacks anything.
    Orphaned,
    /// What it is about is no longer found.
    NoLongerFound,
    /// The lines that it is about are no longer there.
    Gone,
    /// What it is about is not in the range.
    Elsewhere,
}

impl Now {
    /// The same for a sentence.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Changed => "needs review: its line, what it rests on, or its state changed since",
            Self::CarriedOver => "needs review: carried over from another handler",
            Self::Expired => "needs review: its last day is over",
            Self::Orphaned => "needs review: the item that it repeats is itself settled",
            Self::NoLongerFound => "no longer found",
            Self::Gone => "its lines are no longer there",
            Self::Elsewhere => "not in this range",
        }
    }
}

/// What was decided, the oldest first, as it stands in an assessment.
pub(super) fn rows(decisions: &Decisions, session: &Session, assessment: &Assessment) -> Vec<Row> {
    let decisions = &*session.follow_all(decisions, assessment);
    let mut rows = items(decisions, session, assessment);
    let here = Here { session, assessment, handlers: assessment.handlers().collect() };
    rows.extend(decisions.ratings().map(|(id, rating)| Row {
        severity: Some(rating.severity),
        text: rating.text.clone(),
        place: rating.anchor.clone(),
        now: here.item(id, rating.anchor.as_ref()),
        ..row("rated", Subject::Finding(id.clone()), &rating.event, rating.time, &rating.author)
    }));
    rows.extend(decisions.rulings().map(|(key, ruling)| {
        let word = if ruling.said == ruling.held { "verdict-confirmed" } else { "overruled" };
        let text = format!("{} {}", ruling.held.word(), ruling.text).trim().to_owned();
        let subject = Subject::Claim(key.clone());
        let place = ruling.anchor.clone();
        let now = here.lines(place.as_ref());
        Row { text, place, now, ..row(word, subject, &ruling.event, ruling.time, &ruling.author) }
    }));
    rows.extend(decisions.all_notes().map(|(subject, note)| {
        let now = here.subject(subject, note.anchor.as_ref(), decisions);
        let (text, place) = (note.text.clone(), note.anchor.clone());
        Row {
            text,
            place,
            now,
            ..row("note", subject.clone(), &note.event, note.time, &note.author)
        }
    }));
    rows.extend(decisions.remarks().iter().map(|remark| {
        let word = match (&remark.settled, remark.kind) {
            (Some(settled), _) if settled.is_confirmed => "own-confirmed",
            (Some(_), _) => "own-set-aside",
            (None, kind) => kind.word(),
        };
        let subject = Subject::Place(remark.place.clone());
        Row {
            text: remark.text.clone(),
            check: remark.check.clone(),
            place: remark.anchor.clone(),
            now: here.remark(remark),
            ..row(word, subject, &remark.event, remark.time, &remark.author)
        }
    }));
    rows.extend(reviewed(decisions, session, assessment));
    rows.sort_by(|one, other| (one.time, &one.event).cmp(&(other.time, &other.event)));
    rows
}

fn row(
    decided: &'static str,
    subject: Subject,
    event: &EventId,
    time: Timestamp,
    author: &str,
) -> Row {
    Row {
        event: event.clone(),
        time,
        author: author.to_owned(),
        subject,
        decided,
        reason: None,
        text: String::new(),
        until: None,
        same_as: None,
        check: None,
        severity: None,
        place: None,
        now: Now::Holds,
        carried_over_from: None,
        overruled: None,
    }
}

/// What there is in the range.
struct Here<'a> {
    session: &'a Session,
    assessment: &'a Assessment,
    handlers: Vec<&'a Handler>,
}

impl Here<'_> {
    /// How a note on something stands.
    fn subject(&self, subject: &Subject, then: Option<&Anchor>, decisions: &Decisions) -> Now {
        match subject {
            Subject::Finding(id) => self.item(id, then),
            Subject::Handler(id) => self.handler(id, then),
            Subject::Remark(id) => {
                let mut remarks = decisions.remarks().iter();
                let remark = remarks.find(|remark| remark.event == *id);
                remark.map_or(Now::Elsewhere, |remark| self.remark(remark))
            }
            Subject::Place(lines) if then.is_none() => self.named(lines),
            Subject::Place(_) | Subject::Claim(_) => self.lines(then),
        }
    }

    /// Whether an item is found, and reads as it did.
    fn item(&self, id: &FindingId, then: Option<&Anchor>) -> Now {
        let found = self.assessment.findings().find(|finding| finding.id() == id);
        let Some(finding) = found else { return Now::Elsewhere };
        let handler = self.assessment.handler(finding.handler());
        reads_so(then, self.session.anchor(finding, handler).as_ref(), Anchor::still_holds)
    }

    /// Whether a handler is found, and its first line reads as it did.
    fn handler(&self, id: &HandlerId, then: Option<&Anchor>) -> Now {
        let Some(handler) = self.assessment.handler(id) else { return Now::Elsewhere };
        reads_so(then, self.session.anchor_of_handler(handler).as_ref(), Anchor::says_the_same)
    }

    /// How a person's own finding or question stands.
    fn remark(&self, remark: &Remark) -> Now {
        if remark.anchor.is_none() {
            return self.named(&remark.place);
        }
        match self.session.own_now(remark, &self.handlers) {
            None => Now::Elsewhere,
            Some(own) if own.place.is_none() => Now::Gone,
            Some(own) if own.is_edited => Now::Changed,
            Some(_) => Now::Holds,
        }
    }

    /// Whether there are such lines; how they read then is not known.
    fn named(&self, lines: &FreePlace) -> Now {
        match self.session.text(lines.side, &lines.file) {
            None => Now::Elsewhere,
            Some(text) if text.lines().count() < lines.last as usize => Now::Gone,
            Some(_) => Now::Holds,
        }
    }

    /// Whether lines are there, and read as they did; of lines that nothing is known of,
    /// nothing is said against them.
    fn lines(&self, then: Option<&Anchor>) -> Now {
        let Some(then) = then else { return Now::Holds };
        match self.session.place_now(then, &self.handlers) {
            None if self.session.text(then.side, &then.path).is_none() => Now::Elsewhere,
            None => Now::Gone,
            Some((_, Tier::Edited)) => Now::Changed,
            Some(_) => Now::Holds,
        }
    }
}

/// Whether a place holds against what it was; where that is not known it does.
fn reads_so(
    then: Option<&Anchor>,
    now: Option<&Anchor>,
    holds: impl Fn(&Anchor, &Anchor) -> bool,
) -> Now {
    let is_so = then.zip(now).is_none_or(|(then, now)| holds(then, now));
    if is_so { Now::Holds } else { Now::Changed }
}

/// What was decided about items.
fn items(decisions: &Decisions, session: &Session, assessment: &Assessment) -> Vec<Row> {
    let standings = session.standings(decisions, assessment);
    let held = assessment.findings().filter_map(|finding| standings.of(finding));
    let held: HashMap<&EventId, &Standing> =
        held.filter_map(|standing| Some((&standing.decision.as_ref()?.event, standing))).collect();
    let state = |of: &FindingId| {
        assessment.findings().find(|finding| finding.id() == of).map(crate::model::Finding::state)
    };
    let of = |(id, decision): (&FindingId, &crate::review::Decision)| {
        let standing = held.get(&decision.event);
        let carried_over_from = standing.and_then(|it| it.carried_over_from.clone());
        let handler = decision.anchor.as_ref().and_then(|then| then.handler.as_ref());
        let now = match standing.map(|it| &it.disposition) {
            None if handler.is_some_and(|id| assessment.handler(id).is_some()) => {
                Now::NoLongerFound
            }
            None => Now::Elsewhere,
            Some(Disposition::NeedsReview) if decisions.is_expired(decision) => Now::Expired,
            Some(Disposition::NeedsReview) if decisions.is_orphaned(decision, state) => {
                Now::Orphaned
            }
            Some(Disposition::NeedsReview) if carried_over_from.is_some() => Now::CarriedOver,
            Some(Disposition::NeedsReview) => Now::Changed,
            Some(Disposition::Fixed) => Now::NoLongerFound,
            Some(_) => Now::Holds,
        };
        let (reason, text) = match &decision.disposition {
            Disposition::Dismissed { reason, text } => (Some(*reason), text.clone()),
            _ => (None, String::new()),
        };
        let word = decision.disposition.word();
        let subject = Subject::Finding(id.clone());
        Row {
            reason,
            text,
            until: decision.until,
            same_as: decision.same_as.clone(),
            place: decision.anchor.clone(),
            now,
            carried_over_from,
            overruled: decision.overruled().map(|past| Overruled {
                decided: past.disposition.word(),
                author: past.author.clone(),
                time: past.time,
            }),
            ..row(word, subject, &decision.event, decision.time, &decision.author)
        }
    };
    let decided = decisions.decided().filter(|(_, it)| it.disposition != Disposition::Open);
    decided.map(of).collect()
}

/// Which handlers were looked at.
fn reviewed(decisions: &Decisions, session: &Session, assessment: &Assessment) -> Vec<Row> {
    let marks = decisions.reviewed().map(|(id, mark)| {
        let handler = assessment.handler(id);
        let digest: Option<Digest> = handler.and_then(|it| session.digest(&it.place));
        let now = match digest {
            None => Now::Elsewhere,
            Some(now) if now == mark.digest => Now::Holds,
            Some(_) => Now::Changed,
        };
        let subject = Subject::Handler(id.clone());
        Row { now, ..row("reviewed", subject, &mark.event, mark.time, &mark.author) }
    });
    marks.collect()
}

impl Row {
    /// What was decided, in words that are safe to show.
    pub(super) fn words(&self) -> String {
        use crate::report::visible;
        let mut words = self.decided.replace('-', " ");
        let of = self.same_as.as_ref().map(|of| format!("of {}", visible(of.as_str())));
        let details = [
            self.reason.map(|it| it.to_string()),
            of,
            self.until.map(|until| format!("until {until}")),
            self.severity.map(|it| it.to_string()),
            self.check.as_ref().map(|check| visible(check.as_str())),
        ];
        let details: Vec<String> = details.into_iter().flatten().collect();
        if !details.is_empty() {
            words.push_str(&format!(" ({})", details.join(", ")));
        }
        if !self.text.is_empty() {
            words.push_str(&format!(": {}", visible(&self.text)));
        }
        words
    }

    /// How it stands now, in words that are safe to show.
    pub(super) fn stands(&self) -> String {
        match &self.carried_over_from {
            Some(name) if self.now == Now::CarriedOver => {
                format!("needs review: carried over from {}", crate::report::visible(name))
            }
            _ => self.now.words().to_owned(),
        }
    }

    /// Who was overruled, safe to show; empty where nobody was.
    pub(super) fn before(&self) -> String {
        let Some(past) = &self.overruled else { return String::new() };
        let day: String = past.time.to_string().chars().take(10).collect();
        let author = crate::report::visible(&past.author);
        format!("\n  before: {}, by {author} on {day}", past.decided)
    }

    /// What it is about, safe to show.
    pub(super) fn about(&self) -> String {
        words::subject(&self.subject)
    }
}
