//! What reaches the loop: events, and to which review they belong.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Sender;

use crate::tui::backend::Backend;
use crate::tui::event::Event;
use crate::tui::range::Fresh;

/// The number of a review, in the order in which they were begun.
pub(super) type Number = u64;

/// Something that reaches the loop.
pub(super) enum Mail {
    /// About no review, or about any.
    Any(Event),
    /// About the review of a number; of one that was left it means nothing any more.
    Of(Number, Event),
    /// A review that is to come in the place of the one that is shown.
    Fresh(Box<Ready>),
    /// A review that was begun cannot be opened, or need not be; what is to be said.
    Nothing(Number, Option<Event>),
}

/// A review that can be shown.
pub(super) struct Ready {
    /// Its number.
    pub number: Number,
    /// Where it comes from.
    pub backend: Arc<dyn Backend>,
    /// Set when it is left.
    pub cancel: Arc<AtomicBool>,
    /// Whether its files are being assessed already.
    pub is_assessed: bool,
    /// What it opens on, and what was found so far.
    pub fresh: Fresh,
}

/// Where threads send what they have.
#[derive(Clone)]
pub(super) struct Post {
    sender: Sender<Mail>,
    of: Option<Number>,
}

impl Post {
    /// For what belongs to no review.
    pub(super) fn new(sender: Sender<Mail>) -> Self {
        Self { sender, of: None }
    }

    /// The same for a review.
    pub(super) fn of(&self, number: Number) -> Self {
        Self { sender: self.sender.clone(), of: Some(number) }
    }

    /// Sends an event. When nobody listens any more the program is ending, and it is lost.
    pub(super) fn send(&self, event: Event) {
        let _ = self.deliver(event);
    }

    /// Sends an event; whether somebody listens.
    pub(super) fn deliver(&self, event: Event) -> bool {
        // What was kept was kept, whatever is shown by now; so with what is said.
        let is_for_any =
            matches!(event, Event::Kept(_) | Event::Told(_) | Event::Failed(_) | Event::Commits(_));
        let mail = match self.of {
            Some(number) if !is_for_any => Mail::Of(number, event),
            _ => Mail::Any(event),
        };
        self.sender.send(mail).is_ok()
    }

    /// Sends a review that can be shown.
    pub(super) fn ready(&self, ready: Ready) {
        let _ = self.sender.send(Mail::Fresh(Box::new(ready)));
    }

    /// Says that a review does not come.
    pub(super) fn nothing(&self, number: Number, said: Option<Event>) {
        let _ = self.sender.send(Mail::Nothing(number, said));
    }
}
