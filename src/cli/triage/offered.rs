//! Whether a decision of a script has a meaning here: that what it is about is there, and
//! that it changes something.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use crate::cli::failure::Failure;
use crate::cli::select::{self, Selected};
use crate::model::{Assessment, FindingId, Handler, Place, State, TextSpan};
use crate::review::{
    Anchor, Clock, Date, Decisions, Disposition, Draft, Event, EventId, FreePlace, Operation,
    Session, Subject, SystemClock,
};

/// Why a decision is not kept.
pub(super) enum Refused {
    /// It is left out, for this reason.
    Line(String),
    /// No other will be kept either.
    All(Failure),
}

/// What there is to decide on, found when something of it is first decided on.
pub(super) struct Offered<'a> {
    selected: &'a Selected,
    author: String,
    seen: Option<Seen>,
    /// Everything decided so far.
    events: Vec<Event>,
    /// Who decided it.
    authors: HashMap<EventId, String>,
}

/// The selection, judged.
struct Seen {
    session: Session,
    assessment: Assessment,
    /// The items with their lines.
    anchors: HashMap<FindingId, Anchor>,
}

impl Seen {
    /// Where lines that a script chose stand; none where they are not there.
    fn anchor_of_lines(&self, lines: &FreePlace) -> Option<Anchor> {
        let (first_line, last_line) = (lines.first, lines.last);
        let span = TextSpan { first_line, last_line, ..TextSpan::default() };
        let place = Place::on(lines.side, lines.file.clone(), span);
        let handlers: Vec<&Handler> = self.assessment.handlers().collect();
        self.session.anchor_of_lines(&place, &handlers)
    }
}

impl<'a> Offered<'a> {
    /// What an author can decide on in a selection, after these events. Reads nothing yet.
    pub(super) fn new(selected: &'a Selected, author: &str, events: Vec<Event>) -> Self {
        let by = |event: &Event| (event.id.clone(), event.author.clone());
        let authors = events.iter().map(by).collect();
        Self { selected, author: author.to_owned(), seen: None, events, authors }
    }

    /// Takes note of what was decided.
    pub(super) fn decided(&mut self, event: &Event) {
        self.authors.insert(event.id.clone(), event.author.clone());
        self.events.push(event.clone());
    }

    /// The decision on a line, with the line of the item that it is about; none where the
    /// line is empty.
    ///
    /// # Errors
    /// Why it is not kept.
    pub(super) fn draft(&mut self, line: &str) -> Result<Option<Draft>, Refused> {
        if line.trim().is_empty() {
            return Ok(None);
        }
        let mut draft = Draft::read(line, Date::of(SystemClock.now()))
            .map_err(|why| Refused::Line(format!("not a decision, and left out: {why}")))?;
        self.has_effect(&draft)?;
        draft.anchor = match draft.anchor.take() {
            Some(anchor) if is_of(&anchor, &draft.subject) => Some(anchor),
            // Of something else, which is taken for a line of it where that is here.
            Some(anchor) => self.anchor(&draft.subject)?.map(|_| anchor),
            None => self.anchor(&draft.subject)?,
        };
        if let (Subject::Finding(id), Operation::Dismiss { of, .. }) =
            (&draft.subject, &draft.operation)
        {
            let state = match draft.anchor.as_ref().and_then(|anchor| anchor.state) {
                None => self.state(id)?,
                known => known,
            };
            if state.is_some_and(|state| state >= State::Guarded) {
                return Err(left_out(format!("`{}` lacks nothing here", id.as_str())));
            }
            if let Some(of) = of {
                self.may_be_repeated(of, state)?;
            }
        }
        Ok(Some(draft))
    }

    /// Whether what holds is another afterwards.
    fn has_effect(&mut self, draft: &Draft) -> Result<(), Refused> {
        match (&draft.subject, &draft.operation) {
            (_, Operation::Undo { event }) => self.may_be_undone(event),
            (about, Operation::Note { text, replaces }) => {
                self.may_be_noted(about, text, replaces.as_ref())
            }
            (Subject::Remark(id), _) => {
                let is_known = self.decisions().remarks().iter().any(|it| it.event == *id);
                let why = || format!("`{id}` is no finding or question of a person here");
                is_known.then_some(()).ok_or_else(|| left_out(why()))
            }
            (Subject::Claim(key), Operation::Reopen) => {
                let is_judged = self.decisions().ruling(key).is_some();
                let why = || left_out(format!("nobody judged the claim `{key}`"));
                is_judged.then_some(()).ok_or_else(why)
            }
            (_, Operation::Remark { check: Some(check), .. }) => {
                let is_known = self.seen()?.session.catalog().check(check).is_some();
                let why = || left_out(format!("`{check}` is no check"));
                is_known.then_some(()).ok_or_else(why)
            }
            _ => Ok(()),
        }
    }

    /// Whether an event is one of the author's own.
    fn may_be_undone(&self, event: &EventId) -> Result<(), Refused> {
        match self.authors.get(event) {
            None => {
                Err(left_out(format!("`{event}` is no decision here that could be taken back")))
            }
            Some(author) if *author != self.author => {
                Err(left_out(format!("`{event}` is by {author}, who alone can take it back")))
            }
            Some(_) => Ok(()),
        }
    }

    /// Whether a note takes the place of one, or takes one away, only where the author has it.
    fn may_be_noted(
        &self,
        about: &Subject,
        text: &str,
        replaces: Option<&EventId>,
    ) -> Result<(), Refused> {
        if replaces.is_none() && !text.is_empty() {
            return Ok(());
        }
        let decisions = self.decisions();
        let mut own = decisions.notes(about).iter().filter(|note| note.author == self.author);
        match replaces {
            Some(first) if own.any(|note| note.first == *first) => Ok(()),
            Some(first) => {
                let what = "no note of yours on this, which `replaces` could name";
                Err(left_out(format!("`{first}` is {what}")))
            }
            None if own.next().is_some() => Ok(()),
            None => Err(left_out("there is no note of yours on this to take away".to_owned())),
        }
    }

    /// Where that stands what is decided on; none where it stands on no lines.
    fn anchor(&mut self, subject: &Subject) -> Result<Option<Anchor>, Refused> {
        let no = |what: String| Refused::Line(format!("{what} here, and left out"));
        match subject {
            Subject::Finding(id) => {
                let found = self.seen()?.anchors.get(id).cloned();
                found.map(Some).ok_or_else(|| no(format!("`{}` is no item", id.as_str())))
            }
            Subject::Handler(id) => {
                let seen = self.seen()?;
                let handler = seen.assessment.handler(id);
                let found = handler.and_then(|it| seen.session.anchor_of_handler(it));
                found.map(Some).ok_or_else(|| no(format!("`{}` is no handler", id.as_str())))
            }
            Subject::Place(lines) => {
                let found = self.seen()?.anchor_of_lines(lines);
                let what =
                    || format!("`{}` has no lines {}-{}", lines.file, lines.first, lines.last);
                found.map(Some).ok_or_else(|| no(what()))
            }
            Subject::Claim(_) | Subject::Remark(_) => Ok(None),
        }
    }

    /// Whether an item waits for a decision itself, and is open where the one that repeats it
    /// is, so that it can be its duplicate and nothing stops counting.
    fn may_be_repeated(&mut self, of: &FindingId, repeats: Option<State>) -> Result<(), Refused> {
        let state = self.seen()?.anchors.get(of).map(|anchor| anchor.state);
        let is_dismissed = || {
            let disposition = self.decisions().disposition(of);
            matches!(disposition, Disposition::Dismissed { .. })
        };
        let why = match state {
            None => "is no item here",
            Some(Some(state)) if state >= State::Guarded => "lacks nothing here",
            Some(Some(state)) if !state.can_be_repeated_by(repeats) => {
                "is not open here, as the item that repeats it is"
            }
            Some(_) if is_dismissed() => "is dismissed itself",
            Some(_) => return Ok(()),
        };
        Err(Refused::Line(format!("`{}`, which `of` names, {why}; left out", of.as_str())))
    }

    /// The state of an item here.
    fn state(&mut self, id: &FindingId) -> Result<Option<State>, Refused> {
        Ok(self.seen()?.anchors.get(id).and_then(|anchor| anchor.state))
    }

    /// What holds so far.
    fn decisions(&self) -> Decisions {
        Decisions::fold(&self.events)
    }

    fn seen(&mut self) -> Result<&Seen, Refused> {
        let seen = match self.seen.take() {
            Some(seen) => seen,
            None => look(self.selected).map_err(Refused::All)?,
        };
        Ok(self.seen.insert(seen))
    }
}

fn left_out(why: String) -> Refused {
    Refused::Line(format!("{why}, and left out"))
}

/// Whether an anchor is of what is decided on, whatever there is here.
fn is_of(anchor: &Anchor, subject: &Subject) -> bool {
    match subject {
        Subject::Finding(id) => {
            let (Some(check), Some(handler)) = (&anchor.check, &anchor.handler) else {
                return false;
            };
            let rest = id.as_str().strip_prefix(&format!("{check}@{handler}"));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '#']))
        }
        Subject::Handler(id) => anchor.handler.as_ref() == Some(id),
        Subject::Place(lines) => {
            (&anchor.path, anchor.side, anchor.line) == (&lines.file, lines.side, lines.first)
        }
        Subject::Claim(_) | Subject::Remark(_) => true,
    }
}

/// Judges the selection.
fn look(selected: &Selected) -> Result<Seen, Failure> {
    let session = select::session(selected)?.with_renames()?;
    let assessment = session.assessment(&AtomicBool::new(false), &mut || {});
    let anchors = assessment.findings().filter_map(|finding| {
        let handler = assessment.handler(finding.handler());
        Some((finding.id().clone(), session.anchor(finding, handler)?))
    });
    let anchors = anchors.collect();
    Ok(Seen { session, assessment, anchors })
}
