//! A review made in the background: files that moved paired, all assessed, foreign reviews read.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::mail::{Post, Ready};
use super::queue::Desk;
use super::work::{broken, claims};
use crate::tui::caught;
use crate::tui::event::Event;

/// So long a review that is read again is assessed before it is shown: what is found within is
/// there at once, and nothing is seen to go and come back.
const PATIENCE: Duration = Duration::from_secs(3);

/// Where what is found goes: on, or into a review that is not shown yet.
pub(super) struct Outlet {
    post: Post,
    held: Option<(Box<Ready>, Instant)>,
}

impl Outlet {
    /// For a review that is shown.
    pub(super) fn open(post: Post) -> Self {
        Self { post, held: None }
    }

    /// For one that is shown once it is complete, or after a while.
    pub(super) fn holding(post: Post, ready: Ready) -> Self {
        Self { post, held: Some((Box::new(ready), Instant::now() + PATIENCE)) }
    }

    fn send(&mut self, event: Event) {
        match &mut self.held {
            None => self.post.send(event),
            Some((ready, until)) => {
                ready.fresh.events.push(event);
                if Instant::now() >= *until {
                    self.let_go();
                }
            }
        }
    }

    fn let_go(&mut self) {
        if let Some((ready, _)) = self.held.take() {
            self.post.ready(*ready);
        }
    }
}

/// Pairs files that moved, then assesses all files and, beside that, reads foreign reviews.
/// `order` is held while what was decided is asked for and told, so that what is told later
/// is later.
pub(super) fn assess(desk: &Desk, cancel: &Arc<AtomicBool>, order: &Mutex<()>, mut outlet: Outlet) {
    let backend = &desk.backend;
    if let Some(change_set) = backend.renames() {
        outlet.send(Event::Renamed(change_set));
    }
    {
        let _in_order = order.lock().unwrap_or_else(PoisonError::into_inner);
        let decisions = caught(|| backend.standing()).unwrap_or_default();
        if !decisions.is_empty() {
            outlet.send(Event::Decided(decisions));
        }
    }
    let is_shown = outlet.held.is_none();
    if is_shown {
        read_claims(desk, cancel);
    }
    let assessed = caught(|| {
        backend.assess(cancel, &mut |index, found| {
            let _in_order = order.lock().unwrap_or_else(PoisonError::into_inner);
            let decisions = backend.decided(&found);
            outlet.send(Event::Assessed(index, Box::new(found), decisions));
        });
        let _in_order = order.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(decisions) = backend.settled().filter(|_| !cancel.load(Ordering::Relaxed)) {
            outlet.send(Event::Decided(decisions));
        }
        if let Some(left_out) = backend.left_out() {
            outlet.send(Event::Told(left_out));
        }
    });
    // What was not judged is not said to be complete.
    outlet.send(match assessed {
        Ok(()) => Event::Complete,
        Err(said) => Event::Failed(broken("the analysis", &said)),
    });
    outlet.let_go();
    if !is_shown {
        read_claims(desk, cancel);
    }
}

/// Reads foreign reviews in a thread that nobody waits for.
fn read_claims(desk: &Desk, cancel: &Arc<AtomicBool>) {
    let (Desk { backend, post }, cancel) = (desk.clone(), Arc::clone(cancel));
    let _ = thread::Builder::new().name("claims".to_owned()).spawn(move || {
        claims(&*backend, &cancel, &mut |news| post.send(Event::Claims(Box::new(news))));
    });
}
