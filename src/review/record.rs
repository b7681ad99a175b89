//! Events as they are handed on between people, and the union of what two of them have.

use std::collections::BTreeMap;

use super::recorder::MAX_AHEAD;
use super::{Event, EventId, Timestamp, write_event};

/// Bytes of a decision that is made, or taken from elsewhere; more than a person writes.
const MAX_BYTES: usize = 64 * 1024;

/// An event as it is handed on: with its text, so that what a newer program wrote passes
/// through an older one unharmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    id: EventId,
    /// One line without its end; equal events have equal text.
    text: String,
    event: Option<Event>,
}

impl Record {
    /// The record of an event.
    #[must_use]
    pub fn of(event: Event) -> Self {
        let text = write_event(&event).unwrap_or_default().trim_end().to_owned();
        Self { id: event.id.clone(), text, event: Some(event) }
    }

    /// The record of what a newer program wrote; none where it has no identity.
    pub(super) fn newer(value: &serde_json::Value) -> Option<Self> {
        let id = EventId::new(value.get("id")?.as_str()?);
        Some(Self { id, text: value.to_string(), event: None })
    }

    /// What it is known by.
    #[must_use]
    pub fn id(&self) -> &EventId {
        &self.id
    }

    /// The event; none where a newer program wrote it.
    #[must_use]
    pub fn event(&self) -> Option<&Event> {
        self.event.as_ref()
    }

    /// The same, consumed.
    #[must_use]
    pub fn into_event(self) -> Option<Event> {
        self.event
    }

    /// Its line in a log, with the line's end.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{}\n", self.text)
    }

    /// Why nobody takes it at this time, whoever made it; none where everybody does.
    #[must_use]
    pub fn refused(&self, now: Timestamp) -> Option<String> {
        if self.text.len() > MAX_BYTES {
            return Some(format!("with its lines it is longer than {MAX_BYTES} bytes"));
        }
        let time = self.event.as_ref()?.time;
        let is_ahead = time.micros() > now.micros().saturating_add(MAX_AHEAD);
        is_ahead.then(|| format!("its time is {time}, which is still to come"))
    }
}

/// Records, each identity once.
///
/// [`Records::union`] is commutative, associative and idempotent: whoever merges what, in
/// whatever order, has the same in the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Records(BTreeMap<EventId, Record>);

/// What is taken over from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Admitted {
    /// What is new, in the order of identities, which is that of times.
    pub new: Vec<Record>,
    /// How many were known already.
    pub known: usize,
    /// What is left out, and why.
    pub refused: Vec<(EventId, String)>,
    /// How many of these say something else than what is known under their identity.
    pub clashes: usize,
}

/// What somebody else lacks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outgoing<'a> {
    /// What they would take, in the order of identities, which is that of times.
    pub records: Vec<&'a Record>,
    /// What they would refuse, and why.
    pub refused: Vec<(EventId, String)>,
}

impl Records {
    /// What both have. Where two say different things under one identity, which nobody does
    /// by mistake, the lesser text stays: the same one whoever merges.
    #[must_use]
    pub fn union(mut self, other: Self) -> Self {
        for record in other.0.into_values() {
            self.add(record);
        }
        self
    }

    fn add(&mut self, record: Record) {
        match self.0.get(&record.id) {
            Some(known) if known.text <= record.text => {}
            _ => {
                self.0.insert(record.id.clone(), record);
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All, in the order of identities, which is that of times.
    pub fn iter(&self) -> impl Iterator<Item = &Record> {
        self.0.values()
    }

    /// Those whose identity another does not have, as they would be taken at this time.
    #[must_use]
    pub fn missing_in(&self, other: &Self, now: Timestamp) -> Outgoing<'_> {
        let mut outgoing = Outgoing::default();
        for record in self.iter().filter(|record| !other.0.contains_key(&record.id)) {
            match record.refused(now) {
                Some(why) => outgoing.refused.push((record.id.clone(), why)),
                None => outgoing.records.push(record),
            }
        }
        outgoing
    }

    /// The text of a log with these: equal for equal records.
    #[must_use]
    pub fn text(&self) -> String {
        self.iter().map(Record::line).collect()
    }

    /// What is to be taken over from elsewhere at this time.
    #[must_use]
    pub fn admit(&self, incoming: &Self, now: Timestamp) -> Admitted {
        let mut admitted = Admitted::default();
        for record in incoming.iter() {
            match self.0.get(&record.id) {
                Some(known) if known.text == record.text => admitted.known += 1,
                Some(_) => {
                    let why = "what is known under this identity says something else";
                    admitted.clashes += 1;
                    admitted.refused.push((record.id.clone(), why.to_owned()));
                }
                None => match record.refused(now) {
                    Some(why) => admitted.refused.push((record.id.clone(), why)),
                    None => admitted.new.push(record.clone()),
                },
            }
        }
        admitted
    }
}

impl FromIterator<Record> for Records {
    fn from_iter<I: IntoIterator<Item = Record>>(all: I) -> Self {
        let mut records = Self::default();
        all.into_iter().for_each(|record| records.add(record));
        records
    }
}
