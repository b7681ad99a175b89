//! A line on standard error for those who wait: `assessing 12 of 87 files`.

use std::fmt::Display;
use std::io::{IsTerminal, Write, stderr};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Work that is over sooner is not spoken of.
const PATIENCE: Duration = Duration::from_millis(300);

/// How often the line is written again.
const PACE: Duration = Duration::from_millis(100);

/// Shows how far work is, on a terminal, until it is dropped.
pub(super) struct Progress {
    line: Arc<Mutex<String>>,
    /// Dropped to stop the one that writes.
    stop: Option<Sender<()>>,
    writer: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts the clock.
    pub(super) fn start() -> Self {
        let line = Arc::new(Mutex::new(String::new()));
        if !stderr().is_terminal() {
            return Self { line, stop: None, writer: None };
        }
        let (stop, stopped) = mpsc::channel::<()>();
        let told = Arc::clone(&line);
        let writer = thread::spawn(move || {
            let mut written = 0;
            let mut wait = PATIENCE;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = PACE;
                let line = told.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let _ = write!(stderr(), "\r{line:written$}");
                written = line.len();
            }
            if written > 0 {
                let _ = write!(stderr(), "\r{:written$}\r", "");
            }
        });
        Self { line, stop: Some(stop), writer: Some(writer) }
    }

    /// Says how far it is.
    pub(super) fn tell(&self, how_far: impl Display) {
        *self.line.lock().unwrap_or_else(PoisonError::into_inner) = how_far.to_string();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}
