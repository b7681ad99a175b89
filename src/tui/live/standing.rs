//! What holds now of a handler, an item or a claim, in the words of the screen.

use super::Live;
use crate::claims::{ClaimKey, ClaimVerdict};
use crate::model::{CheckId, FindingId, Handler, HandlerId, Place, TextSpan};
use crate::report::visible;
use crate::review::{self, Decisions, Lapse, Note, Rating, Remark, Timestamp};
use crate::tui::backend::{Decision, Dismissal, Found, Operation, Own, Subject, Why, words};

/// Words about an item that are shown before the last.
const MAX_BEFORE: usize = 4;

impl Live {
    /// What holds of a handler.
    pub(super) fn on_handler(&self, id: &HandlerId, decisions: &Decisions) -> Vec<Decision> {
        let subject = Subject::Handler(id.clone());
        let mut held = self.notes(decisions, &subject, &review::Subject::Handler(id.clone()));
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
        let notes = self.notes(decisions, &subject, &review::Subject::Finding(id.clone()));
        let rating = decisions.rating(id).filter(|rating| self.still_rated(&subject, rating));
        let rated = rating.map(|rating| Operation::Rate(Some(rating.severity)));
        let decided = self.of_finding(&subject, id, decisions);
        let holds = matches!(decided, Some(Operation::Confirm | Operation::Dismiss(_)));
        let mut lines = decisions.decision(id).map_or(Vec::new(), |it| self.before(it, holds));
        lines.extend(rating.and_then(|rating| self.rated(rating)));
        let before = (!lines.is_empty()).then_some(Operation::Before(lines));
        let operations = rated.into_iter().chain(decided).chain(before);
        let of_item = operations.map(|operation| Decision { subject: subject.clone(), operation });
        notes.into_iter().chain(of_item).collect()
    }

    /// Whether the lines that somebody rated still read so.
    fn still_rated(&self, subject: &Subject, rating: &Rating) -> bool {
        let now = self.anchor(subject);
        rating.still_holds(now.as_ref())
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
                let lapse = || {
                    let then = decision.anchor.as_ref();
                    then.map_or_else(Lapse::default, |then| self.session.lapse(then, &now))
                };
                let changed = name
                    .map_or_else(|| Why::Changed(lapse()), |name| Why::CarriedOver(visible(name)));
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
        let mut held = self.notes(decisions, &subject, &review::Subject::Claim(key.clone()));
        if let Some(ruling) = decisions.ruling(key) {
            let now = self.anchor(&subject);
            let operation = if ruling.still_holds(said, now.as_ref()) {
                Operation::Judge { said, held: ruling.held, why: visible(&ruling.text) }
            } else {
                Operation::Recheck(Why::Changed(Lapse::default()))
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
            was: match (&remark.anchor, found) {
                (None, _) | (_, Found::AsThen) => String::new(),
                (Some(anchor), _) => one_line(&anchor.text),
            },
            found,
            settled: remark.settled.as_ref().map(|settled| settled.is_confirmed),
        };
        let subject = Subject::Own(remark.event.clone());
        let notes = self.notes(decisions, &subject, &review::Subject::Remark(remark.event.clone()));
        let lines = Subject::Lines(remark.place.clone());
        let made = Decision { subject: lines, operation: Operation::Remark(Box::new(own)) };
        std::iter::once(made).chain(notes).collect()
    }
}

impl Live {
    /// The notes on something: the reviewer's own is that which can be changed.
    fn notes(
        &self,
        decisions: &Decisions,
        subject: &Subject,
        in_log: &review::Subject,
    ) -> Vec<Decision> {
        let mine = self.own_note(decisions, in_log).map(|note| note.first.clone());
        let notes = decisions.notes(in_log).iter();
        let operation = |note: &Note| match mine.as_ref() == Some(&note.first) {
            true => Operation::Note(visible(&note.text)),
            false => Operation::Noted { by: self.name_of(&note.author), text: visible(&note.text) },
        };
        let of = |note| Decision { subject: subject.clone(), operation: operation(note) };
        notes.map(of).collect()
    }

    /// The last note that the reviewer wrote on something.
    pub(super) fn own_note<'d>(
        &self,
        decisions: &'d Decisions,
        about: &review::Subject,
    ) -> Option<&'d Note> {
        let author = self.author.as_str();
        decisions.notes(about).iter().rev().find(|note| note.author == author)
    }

    /// What was said of an item, where its last word alone would not tell all of it: each word
    /// once, however often it was said one after the other. What holds and is the reviewer's own
    /// is shown anyway.
    fn before(&self, decision: &review::Decision, holds: bool) -> Vec<String> {
        let last = review::Past {
            disposition: decision.disposition.clone(),
            time: decision.time,
            author: decision.author.clone(),
        };
        let mut said: Vec<&review::Past> = Vec::new();
        for past in decision.before.iter().chain([&last]) {
            said.pop_if(|before| is_again(before, past));
            said.push(past);
        }
        let is_mine = last.author == self.author;
        let is_dismissed = matches!(last.disposition, review::Disposition::Dismissed { .. });
        if is_mine && holds && (is_dismissed || said.len() == 1) {
            said.pop();
        }
        let skipped = said.len().saturating_sub(MAX_BEFORE);
        said.into_iter().skip(skipped).map(|past| self.past(past)).collect()
    }

    /// `2026-11-24 Ada: dismissed, accepted risk: behind the gate`
    fn past(&self, past: &review::Past) -> String {
        let word = match &past.disposition {
            review::Disposition::Dismissed { reason, text } if text.is_empty() => {
                format!("dismissed, {}", words(*reason))
            }
            review::Disposition::Dismissed { reason, text } => {
                format!("dismissed, {}: {}", words(*reason), one_line(text))
            }
            other => other.words().to_owned(),
        };
        format!("{} {}: {word}", day(past.time), self.name_of(&past.author))
    }

    /// Who said how bad an item is, and why; none where the reviewer said so without a word.
    fn rated(&self, rating: &Rating) -> Option<String> {
        if rating.author == self.author && rating.text.is_empty() {
            return None;
        }
        let why = if rating.text.is_empty() { String::new() } else { format!(": {}", rating.text) };
        let (day, name) = (day(rating.time), self.name_of(&rating.author));
        Some(format!("{day} {name}: rated {}{}", rating.severity, visible(&why)))
    }

    /// What somebody is called on the screen.
    fn name_of(&self, author: &str) -> String {
        if author == self.author {
            return "you".to_owned();
        }
        let name = author.split_once(" <").map_or(author, |(name, _)| name);
        visible(if name.is_empty() { author } else { name })
    }
}

/// Whether a word says what the one before it did, and all of it.
fn is_again(before: &review::Past, next: &review::Past) -> bool {
    use review::Disposition::Dismissed;
    let is_same = match (&before.disposition, &next.disposition) {
        (Dismissed { reason, text }, Dismissed { reason: now, text: words }) => {
            reason == now && (text.is_empty() || text == words)
        }
        (one, other) => one == other,
    };
    is_same && before.author == next.author
}

/// The day of a point in time.
fn day(time: Timestamp) -> String {
    time.to_string().chars().take(10).collect()
}

/// Lines in one, safe to show.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    visible(&lines.join(" "))
}
