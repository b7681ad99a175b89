//! A line on standard error for those who wait: `assessing 12 of 87 files`.

use std::io::{IsTerminal, Write, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Work that is over sooner is not spoken of.
const PATIENCE: Duration = Duration::from_millis(300);

/// How often the line is written again.
const PACE: Duration = Duration::from_millis(100);

/// Shows how far work is, on a terminal, until it is dropped.
pub(super) struct Progress {
    done: Arc<AtomicUsize>,
    /// Dropped to stop the one that writes.
    stop: Option<Sender<()>>,
    writer: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts the clock for this many files.
    pub(super) fn start(total: usize) -> Self {
        let done = Arc::new(AtomicUsize::new(0));
        if total == 0 || !stderr().is_terminal() {
            return Self { done, stop: None, writer: None };
        }
        let (stop, stopped) = mpsc::channel::<()>();
        let seen = Arc::clone(&done);
        let writer = thread::spawn(move || {
            let mut written = 0;
            let mut wait = PATIENCE;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = PACE;
                let line = line(seen.load(Ordering::Relaxed), total);
                written = line.len();
                let _ = write!(stderr(), "\r{line}");
            }
            if written > 0 {
                let _ = write!(stderr(), "\r{:written$}\r", "");
            }
        });
        Self { done, stop: Some(stop), writer: Some(writer) }
    }

    /// One more file is done.
    pub(super) fn advance(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
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

fn line(done: usize, total: usize) -> String {
    let files = if total == 1 { "file" } else { "files" };
    format!("assessing {done} of {total} {files}")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn one_file_is_not_several() {
        assert_eq!(line(0, 1), "assessing 0 of 1 file");
        assert_eq!(line(12, 87), "assessing 12 of 87 files");
    }
}
