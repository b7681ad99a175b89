//! What waits for the threads that read and keep.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::mail::Post;
use super::work::Request;
use crate::review::Spot;
use crate::teach::Kept;
use crate::tui::backend::{Backend, Decision};

/// Where what is read or kept comes from and goes to, and who is told.
#[derive(Clone)]
pub(super) struct Desk {
    /// The review.
    pub backend: Arc<dyn Backend>,
    /// Where to say what became of it.
    pub post: Post,
}

/// What waits.
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

struct Waiting {
    /// That of the review that is shown.
    desk: Desk,
    requests: Vec<Request>,
    /// Each with that of the review it was decided in.
    tasks: VecDeque<(Desk, Task)>,
    /// Where the user is, where that was not kept yet.
    spot: Option<Spot>,
    /// What of that was kept last.
    kept: Option<Spot>,
    closed: bool,
}

/// Something to do with decisions.
#[derive(Debug, Clone)]
pub(super) enum Task {
    /// Keep these, made at once.
    Keep(Vec<Decision>),
    /// Take back what was made at once last.
    TakeBack,
    /// Make again what was taken back last.
    MakeAgain,
    /// Tell everything that holds now.
    Tell,
    /// Keep where the user was.
    Leave(Spot),
    /// Keep how far a learner came.
    Lesson(Box<Kept>),
    /// Look for those of others, and try again what could not be kept.
    Look,
}

/// How long nothing comes, and what is given then.
type Idle<T> = (Duration, fn(&Waiting) -> T);

impl Queue {
    /// One for a review.
    pub(super) fn new(desk: Desk) -> Self {
        let (requests, tasks) = (Vec::new(), VecDeque::new());
        let waiting = Waiting { desk, requests, tasks, spot: None, kept: None, closed: false };
        Self { waiting: Mutex::new(waiting), changed: Condvar::new() }
    }

    /// From now on it is for another review. What was to be read of the former one is not
    /// read; what was decided in it is kept, and told then.
    pub(super) fn turn_to(&self, desk: Desk) {
        self.with(|waiting| {
            waiting.requests.clear();
            if let Some(spot) = waiting.spot.take() {
                waiting.tasks.push_back((waiting.desk.clone(), Task::Leave(spot)));
            }
            waiting.kept = None;
            waiting.tasks.push_back((desk.clone(), Task::Tell));
            waiting.desk = desk;
        });
    }

    fn with<T>(&self, change: impl FnOnce(&mut Waiting) -> T) -> T {
        let result = change(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
        result
    }

    /// Asks for something to be read.
    pub(super) fn ask(&self, request: Request) {
        self.with(|waiting| {
            // What the user has moved past need not be read.
            if matches!(request, Request::Open(_)) {
                waiting.requests.retain(|other| !matches!(other, Request::Open(_)));
            }
            waiting.requests.push(request);
        });
    }

    /// Asks for something to be kept.
    pub(super) fn keep(&self, task: Task) {
        self.with(|waiting| waiting.tasks.push_back((waiting.desk.clone(), task)));
    }

    /// Takes note of where the user is. Wakes nobody: it is kept when nothing else is to do.
    pub(super) fn remember(&self, spot: Spot) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.kept.as_ref() != Some(&spot) {
            waiting.spot = Some(spot);
        }
    }

    /// Where the user is, where that is to be kept.
    pub(super) fn place(&self) -> Option<(Desk, Spot)> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let spot = waiting.spot.take()?;
        waiting.kept = Some(spot.clone());
        Some((waiting.desk.clone(), spot))
    }

    /// Nothing more will come.
    pub(super) fn close(&self) {
        self.with(|waiting| waiting.closed = true);
    }

    /// Waits until `take` has something; none when nothing more will come, and `idle`, where
    /// there is such a thing, after a time in which nothing came.
    fn wait<T>(
        &self,
        take: impl Fn(&mut Waiting) -> Option<T>,
        idle: Option<Idle<T>>,
    ) -> Option<T> {
        let start = Instant::now();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(taken) = take(&mut waiting) {
                return Some(taken);
            }
            if waiting.closed {
                return None;
            }
            waiting = match &idle {
                None => self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner),
                Some((time, _)) => {
                    let left = time.saturating_sub(start.elapsed());
                    if left.is_zero() {
                        return idle.map(|(_, thing)| thing(&waiting));
                    }
                    let woken = self.changed.wait_timeout(waiting, left);
                    woken.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    /// What is to be read next.
    pub(super) fn next_request(&self) -> Option<(Desk, Request)> {
        let take = |waiting: &mut Waiting| {
            let request = if waiting.closed { None } else { waiting.requests.pop() };
            Some((waiting.desk.clone(), request?))
        };
        self.wait(take, None)
    }

    /// What is to be done with decisions next; a look around after `idle` without any.
    pub(super) fn next_task(&self, idle: Duration) -> Option<(Desk, Task)> {
        let look = |waiting: &Waiting| (waiting.desk.clone(), Task::Look);
        self.wait(|waiting| waiting.tasks.pop_front(), Some((idle, look)))
    }
}
