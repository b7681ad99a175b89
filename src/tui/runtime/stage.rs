//! The state and whoever performs its effects: mail in, one after the other.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::held::Held;
use super::mail::{Mail, Ready};
use super::perform::Performer;
use super::terminal::Terminal;
use crate::tui::event::{Effect, Event};
use crate::tui::range::Because;
use crate::tui::state::State;
use crate::tui::update::{is_busy, spot, update};

/// How long the first frame of a review waits for the text of its first file.
const FIRST_FRAME: Duration = Duration::from_millis(60);

/// What the loop turns.
pub(super) struct Stage {
    pub(super) state: State,
    pub(super) performer: Performer,
    /// A review that comes in the place of the one that is shown once nothing is being
    /// written or chosen.
    pub(super) waiting: Option<Box<Ready>>,
    /// How fast keys come.
    pub(super) held: Held,
}

impl Stage {
    /// Performs effects.
    pub(super) fn perform(&mut self, effects: Vec<Effect>, terminal: &mut Terminal) {
        for effect in effects {
            self.performer.perform(effect, terminal);
        }
    }

    /// Takes a mail in; whether another review is shown now.
    pub(super) fn take(&mut self, mail: Mail, terminal: &mut Terminal) -> bool {
        match mail {
            Mail::Any(event) => {
                if let Some(change) = self.held.see(&event, self.state.keys.is_held) {
                    self.turn(change, terminal);
                }
                self.turn(event, terminal);
            }
            Mail::Of(number, event) if number == self.performer.number => {
                self.turn(event, terminal);
            }
            Mail::Of(number, event) => {
                // Found while it waits to be shown.
                if let Some(ready) = self.waiting.as_mut().filter(|it| it.number == number) {
                    ready.fresh.events.push(event);
                }
                return false;
            }
            Mail::Nothing(number, said) => {
                if self.performer.awaits(number) {
                    self.performer.give_up();
                    if let Some(said) = said {
                        self.turn(said, terminal);
                    }
                }
            }
            Mail::Fresh(ready) => {
                if self.performer.awaits(ready.number) {
                    self.waiting = Some(ready);
                }
            }
        }
        self.show(terminal)
    }

    fn turn(&mut self, event: Event, terminal: &mut Terminal) {
        let effects = update(&mut self.state, event);
        self.perform(effects, terminal);
    }

    /// Shows the review that waits, where it may be shown now.
    fn show(&mut self, terminal: &mut Terminal) -> bool {
        let may = |ready: &Ready| {
            self.performer.awaits(ready.number)
                && (ready.fresh.because == Because::Chosen || !is_busy(&self.state))
        };
        if self.waiting.as_ref().is_some_and(|ready| !self.performer.awaits(ready.number)) {
            self.waiting = None;
        }
        if !self.waiting.as_deref().is_some_and(may) {
            return false;
        }
        let Some(ready) = self.waiting.take() else { return false };
        let is_assessed = ready.is_assessed;
        let fresh = self.performer.take_over(*ready);
        self.turn(Event::Fresh(Box::new(fresh)), terminal);
        if !is_assessed {
            self.performer.assess();
        }
        true
    }

    /// Takes note of where the user is, once they went anywhere.
    pub(super) fn remember(&self) {
        let state = &self.state;
        if !state.changes.is_fresh && state.ranges.returning.is_none() {
            self.performer.queue.remember(spot(state));
        }
    }

    /// Takes mail in until the text of the file that is shown is there, or the time is over:
    /// an empty pane is not worth a frame.
    pub(super) fn wait_for_text(&mut self, mails: &Receiver<Mail>, terminal: &mut Terminal) {
        let deadline = Instant::now() + FIRST_FRAME;
        while self.state.file().is_some_and(|(_, file)| file.document.is_none()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match mails.recv_timeout(left) {
                Ok(mail) => drop(self.take(mail, terminal)),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}
