//! All decisions of the repository as they are known here: read, written, taken back, and
//! those that the disk has not taken yet.

use std::sync::Arc;

use crate::review::{
    Anchor, Clock, Decisions, Event, EventId, EventLog, LogStamp, Operation, Record, Recorder,
    Subject, SystemClock,
};

/// Decisions that were made at once, and are taken back at once.
type Group = Vec<(EventId, Subject)>;

/// What a decision is about, what is decided, and the place as it is now.
pub(super) type Made = (Subject, Operation, Option<Anchor>);

/// The decisions of a repository and of this sitting.
pub(super) struct Ledger {
    log: EventLog,
    /// Whether decisions are written down.
    keeps: bool,
    recorder: Recorder,
    /// What was read or made, in no order.
    events: Vec<Event>,
    /// What they amount to; none after something came.
    decisions: Option<Arc<Decisions>>,
    /// The log as it was when it was read; none before.
    seen: Option<LogStamp>,
    /// Made, and not on disk.
    unsaved: Vec<Event>,
    /// What can be taken back, the latest last.
    done: Vec<Group>,
    /// What took groups back, the latest last: taken back itself, they are there again.
    undone: Vec<(Group, Group)>,
}

impl Ledger {
    /// The decisions in a log, made by this author from now on. Reads nothing yet.
    pub(super) fn new(log: EventLog, author: String) -> Self {
        Self {
            log,
            keeps: true,
            recorder: Recorder::new(author, Box::new(SystemClock)),
            events: Vec::new(),
            decisions: None,
            seen: None,
            unsaved: Vec::new(),
            done: Vec::new(),
            undone: Vec::new(),
        }
    }

    /// From now on nothing is written down.
    pub(super) fn forget(&mut self) {
        self.keeps = false;
    }

    /// What everything amounts to; nothing where the log cannot be read.
    pub(super) fn decisions(&mut self) -> Arc<Decisions> {
        if self.seen.is_none() {
            self.read();
        }
        let events = &self.events;
        let fold = || Arc::new(Decisions::fold(events).at(SystemClock.now()));
        Arc::clone(self.decisions.get_or_insert_with(fold))
    }

    /// Every decision that is known, in no order.
    pub(super) fn events(&self) -> Vec<Event> {
        self.events.clone()
    }

    /// Reads the log again where somebody wrote to it; whether there is something new.
    pub(super) fn look(&mut self) -> bool {
        if self.seen.is_none() || self.seen == Some(self.log.stamp()) {
            return false;
        }
        let before = self.events.len();
        self.read();
        self.events.len() != before
    }

    fn read(&mut self) {
        // Taken first: what is written meanwhile is news the next time.
        self.seen = Some(self.log.stamp());
        let Ok(contents) = self.log.read() else { return };
        self.recorder.observe(&contents.events);
        let own = std::mem::take(&mut self.unsaved);
        // Where nothing is written down, what was made is nowhere but here.
        let kept = if self.keeps { own.clone() } else { std::mem::take(&mut self.events) };
        self.unsaved = own;
        let is_read = |event: &Event| contents.events.iter().any(|read| read.id == event.id);
        let kept: Vec<Event> = kept.into_iter().filter(|event| !is_read(event)).collect();
        self.events = contents.events;
        self.events.extend(kept);
        self.decisions = None;
    }

    /// Makes decisions that are one to take back.
    ///
    /// # Errors
    /// A line for the user when they are not on disk; they are tried again with the next,
    /// unless nobody would take them.
    pub(super) fn make(&mut self, made: Vec<Made>) -> Result<Option<String>, String> {
        let (group, events) = self.record(made);
        self.undone.clear();
        let mut problems = events.iter().filter_map(|it| Record::of(it.clone()).refused(it.time));
        if let Some(problem) = problems.next() {
            // Nothing was made; the screen counts a group all the same.
            self.done.push(Group::new());
            return Err(problem);
        }
        self.done.push(group);
        self.write(events)
    }

    /// Takes the latest group of this sitting back.
    ///
    /// # Errors
    /// As [`Self::make`].
    pub(super) fn take_back(&mut self) -> Result<Option<String>, String> {
        let Some(group) = self.done.pop() else { return Ok(None) };
        let (undoing, events) = self.record(undo_of(&group));
        self.undone.push((group, undoing));
        self.write(events)
    }

    /// Makes the group again that was taken back last.
    ///
    /// # Errors
    /// As [`Self::make`].
    pub(super) fn make_again(&mut self) -> Result<Option<String>, String> {
        let Some((group, undoing)) = self.undone.pop() else { return Ok(None) };
        let (_, events) = self.record(undo_of(&undoing));
        self.done.push(group);
        self.write(events)
    }

    /// How many decisions are not on disk.
    pub(super) fn unsaved(&self) -> usize {
        self.unsaved.len()
    }

    /// Tries again to write what is not on disk.
    ///
    /// # Errors
    /// As [`Self::make`].
    pub(super) fn save(&mut self) -> Result<Option<String>, String> {
        if self.unsaved.is_empty() { Ok(None) } else { self.write(Vec::new()) }
    }

    fn record(&mut self, made: Vec<Made>) -> (Group, Vec<Event>) {
        if self.seen.is_none() {
            self.read();
        }
        let record =
            |(subject, operation, anchor)| self.recorder.record(subject, operation, anchor);
        let events: Vec<Event> = made.into_iter().map(record).collect();
        let group = events.iter().map(|event| (event.id.clone(), event.subject.clone())).collect();
        (group, events)
    }

    fn write(&mut self, events: Vec<Event>) -> Result<Option<String>, String> {
        self.events.extend(events.iter().cloned());
        self.decisions = None;
        if !self.keeps {
            return Ok(None);
        }
        self.unsaved.extend(events);
        let appended = self.log.append(&self.unsaved).map_err(|problem| problem.to_string())?;
        self.unsaved.clear();
        // Where nobody else wrote in between, there is nothing to read.
        if self.seen == Some(appended.before) {
            self.seen = Some(appended.after);
        }
        Ok(appended.notice)
    }
}

/// What takes each of a group back, the latest first.
fn undo_of(group: &Group) -> Vec<Made> {
    let undo = |(event, subject): &(EventId, Subject)| {
        (subject.clone(), Operation::Undo { event: event.clone() }, None)
    };
    group.iter().rev().map(undo).collect()
}
