//! Makes events: gives them a time, an author and an identity of their own.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use super::{Anchor, Clock, Event, EventId, Operation, Subject, Timestamp};

/// So far ahead (a day, in microseconds) a time is believed, in a log or from elsewhere;
/// beyond it some clock was wrong. Following it would spoil all later times, and what it is
/// the time of would have the last word for ever.
pub(super) const MAX_AHEAD: i64 = 86_400_000_000;

/// Writes down one person's decisions in the order they are made.
pub struct Recorder {
    author: String,
    clock: Box<dyn Clock>,
    session: u64,
    last: Timestamp,
    count: u32,
}

impl Recorder {
    /// A recorder for this author. Its identities differ from those of any
    /// other process, also on other machines.
    #[must_use]
    pub fn new(author: impl Into<String>, clock: Box<dyn Clock>) -> Self {
        // The keys of a hasher are the randomness that the standard library has.
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u32(std::process::id());
        Self::with_session(author, clock, hasher.finish())
    }

    /// A recorder with a number of its own choice in place of a random one.
    #[must_use]
    pub fn with_session(author: impl Into<String>, clock: Box<dyn Clock>, session: u64) -> Self {
        let last = Timestamp::from_micros(i64::MIN);
        Self { author: author.into(), clock, session, last, count: 0 }
    }

    /// Who decides.
    #[must_use]
    pub fn author(&self) -> &str {
        &self.author
    }

    /// Takes note of events that were decided before the next one, so that its
    /// time is later than theirs even where clocks disagree or step back.
    pub fn observe(&mut self, events: &[Event]) {
        let limit = self.clock.now().micros().saturating_add(MAX_AHEAD);
        let times = events.iter().map(|event| event.time);
        let latest = times.filter(|time| time.micros() <= limit).max();
        self.last = self.last.max(latest.unwrap_or(self.last));
    }

    /// The event of a decision made now.
    #[must_use]
    pub fn record(
        &mut self,
        subject: Subject,
        operation: Operation,
        anchor: Option<Anchor>,
    ) -> Event {
        let next = Timestamp::from_micros(self.last.micros().saturating_add(1));
        let now = self.clock.now();
        // Never later than others believe, even behind what they only just do.
        let latest = Timestamp::from_micros(now.micros().saturating_add(MAX_AHEAD));
        let time = now.max(next).min(latest);
        self.last = time;
        self.count += 1;
        let id = format!("{:014x}{:016x}{:06x}", time.micros(), self.session, self.count);
        Event {
            version: operation.version(&subject),
            id: EventId::new(&id),
            time,
            author: self.author.clone(),
            subject,
            operation,
            anchor,
        }
    }
}
