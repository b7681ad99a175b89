//! What waits for the threads that read and keep.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::work::Request;
use crate::tui::backend::Decision;

/// What waits.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Default)]
struct Waiting {
    requests: Vec<Request>,
    tasks: VecDeque<Task>,
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
    /// Look for those of others, and try again what could not be kept.
    Look,
}

impl Queue {
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
        self.with(|waiting| waiting.tasks.push_back(task));
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
        idle: Option<(Duration, T)>,
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
                        return idle.map(|(_, thing)| thing);
                    }
                    let woken = self.changed.wait_timeout(waiting, left);
                    woken.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    /// What is to be read next.
    pub(super) fn next_request(&self) -> Option<Request> {
        self.wait(|waiting| if waiting.closed { None } else { waiting.requests.pop() }, None)
    }

    /// What is to be done with decisions next; a look around after `idle` without any.
    pub(super) fn next_task(&self, idle: Duration) -> Option<Task> {
        self.wait(|waiting| waiting.tasks.pop_front(), Some((idle, Task::Look)))
    }
}
