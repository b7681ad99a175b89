//! Another review in the place of the one that is shown: made in the background, taken over
//! when it is there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::assess::{Outlet, assess};
use super::mail::{Number, Ready};
use super::perform::Performer;
use super::queue::Desk;
use super::work::broken;
use crate::tui::backend::Reopened;
use crate::tui::caught;
use crate::tui::event::Event;
use crate::tui::range::{Because, Fresh, Range};

/// A review that is being made.
pub(super) struct Awaited {
    number: Number,
    cancel: Arc<AtomicBool>,
}

impl Performer {
    /// Begins to make the review of a range. One that was begun before is left.
    pub(super) fn reopen(&mut self, range: Range, because: Because) {
        if because == Because::Moved && self.awaited.is_some() {
            // What comes looks around by itself, once it is there.
            return;
        }
        self.give_up();
        self.begun += 1;
        let (number, cancel) = (self.begun, Arc::new(AtomicBool::new(false)));
        self.awaited = Some(Awaited { number, cancel: Arc::clone(&cancel) });
        let (Desk { backend, post }, order) = (self.desk.clone(), Arc::clone(&self.order));
        let post = post.of(number);
        // Not joined: what is not there yet when the program ends is not missed.
        let _ = thread::Builder::new().name("opening".to_owned()).spawn(move || {
            let Reopened { opening, news, backend } = match caught(|| backend.reopen(&range)) {
                Ok(Ok(reopened)) => reopened,
                Ok(Err(refusal)) => return post.nothing(number, Some(Event::Refused(refusal))),
                Err(said) => {
                    let said = Event::Failed(broken("the opening", &said));
                    return post.nothing(number, Some(said));
                }
            };
            if because != Because::Chosen && news.is_none() {
                let told = Event::Told("read again: nothing changed".to_owned());
                return post.nothing(number, (because == Because::Asked).then_some(told));
            }
            let fresh = Fresh { because, opening, news, events: Vec::new() };
            let is_assessed = because != Because::Chosen;
            let desk = Desk { backend: Arc::clone(&backend), post: post.clone() };
            let of = Arc::clone(&cancel);
            let ready = Ready { number, backend, cancel: of, is_assessed, fresh };
            if is_assessed {
                assess(&desk, &cancel, &order, Outlet::holding(post, ready));
            } else {
                post.ready(ready);
            }
        });
    }

    /// Leaves the review that is being made.
    pub(super) fn give_up(&mut self) {
        if let Some(awaited) = self.awaited.take() {
            awaited.cancel.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the review of this number is the one that is being made.
    pub(super) fn awaits(&self, number: Number) -> bool {
        self.awaited.as_ref().is_some_and(|awaited| awaited.number == number)
    }

    /// From now on everything is about this review.
    pub(super) fn take_over(&mut self, ready: Ready) -> Fresh {
        self.awaited = None;
        self.cancel.store(true, Ordering::Relaxed);
        self.number = ready.number;
        self.cancel = ready.cancel;
        self.desk = Desk { backend: ready.backend, post: self.desk.post.of(ready.number) };
        self.queue.turn_to(self.desk.clone());
        ready.fresh
    }

    /// Lists the commits of a range. A list that was begun before is left.
    pub(super) fn list_commits(&mut self, range: Range) {
        self.listing.store(true, Ordering::Relaxed);
        self.listing = Arc::default();
        let (Desk { backend, post }, cancel) = (self.desk.clone(), Arc::clone(&self.listing));
        let _ = thread::Builder::new().name("listing".to_owned()).spawn(move || {
            let mut sink = |news| post.send(Event::Commits(news));
            if let Err(said) = caught(|| backend.commits(&range, &cancel, &mut sink)) {
                post.send(Event::Failed(broken("the listing of commits", &said)));
            }
        });
    }
}
