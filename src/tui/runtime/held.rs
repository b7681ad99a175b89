//! Whether a key is held: what it only passes need not be read and coloured.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::mail::Mail;
use crate::tui::event::Event;
use crate::tui::state::State;

/// Keys that follow each other faster are held: it is longer than the pause between repetitions
/// of any usual terminal, and shorter than a person takes to look.
const PAUSE: Duration = Duration::from_millis(50);

/// When the last key came.
#[derive(Debug, Default)]
pub(super) struct Held {
    last: Option<Instant>,
}

impl Held {
    /// Sees an event; what to tell the state first, where keys come faster or slower from it on.
    pub(super) fn see(&mut self, event: &Event, is_held: bool) -> Option<Event> {
        if !matches!(event, Event::Key(_)) {
            return None;
        }
        let now = Instant::now();
        let last = self.last.replace(now);
        let held = last.is_some_and(|last| now.duration_since(last) < PAUSE);
        (held != is_held).then_some(Event::Held(held))
    }
}

/// The next mail; while a key is held it is waited for only as long as the next one would take.
pub(super) fn next(state: &State, mails: &Receiver<Mail>) -> Result<Mail, RecvTimeoutError> {
    if state.keys.is_held {
        mails.recv_timeout(PAUSE)
    } else {
        mails.recv().map_err(|_| RecvTimeoutError::Disconnected)
    }
}
