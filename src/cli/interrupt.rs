//! Work that a signal ends at once: Ctrl-C, a closed terminal, a stopped job.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::exit::ExitStatus;
use super::failure::Failure;
use crate::tui::caught;

/// So long work may take to stop by itself once it was asked to.
const GRACE: Duration = Duration::from_millis(200);

/// What the one that waits hears.
enum Heard {
    Finished(Result<ExitStatus, Failure>),
    Signal(u8),
}

/// Does the work in a thread of its own and returns when it is done, or soon
/// after a signal; then what it still does ends with the program. The caller
/// holds what must be tidied up either way.
///
/// # Errors
/// Those of the work.
pub(super) fn interruptible(
    work: impl FnOnce(&AtomicBool) -> Result<ExitStatus, Failure> + Send + 'static,
) -> Result<ExitStatus, Failure> {
    let cancel = Arc::new(AtomicBool::new(false));
    let (sender, heard) = mpsc::channel();
    let mut signals =
        Signals::new([SIGINT, SIGTERM]).map_err(|error| Failure::Internal(error.to_string()))?;
    let handle = signals.handle();
    let from_signals = sender.clone();
    thread::spawn(move || {
        for signal in signals.forever() {
            let number = u8::try_from(signal).unwrap_or(u8::MAX);
            if from_signals.send(Heard::Signal(number)).is_err() {
                return;
            }
        }
    });
    let seen = Arc::clone(&cancel);
    // A panic is a result as well: the one that listens for signals keeps the line open.
    thread::spawn(move || {
        let result = caught(|| work(&seen)).unwrap_or_else(|said| Err(broken(&said)));
        let _ = sender.send(Heard::Finished(result));
    });
    let result = match heard.recv() {
        Ok(Heard::Finished(result)) => result,
        Ok(Heard::Signal(signal)) => {
            cancel.store(true, Ordering::Relaxed);
            // Another signal ends the patience.
            let _: Result<_, RecvTimeoutError> = heard.recv_timeout(GRACE);
            Ok(ExitStatus::Interrupted(signal))
        }
        Err(_) => Err(broken("it ended without a result")),
    };
    handle.close();
    result
}

fn broken(said: &str) -> Failure {
    Failure::Internal(format!("the work broke off: {said}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_panics_ends_with_a_failure() {
        let ended = interruptible(|_| panic!("out of range"));
        let failure = ended.unwrap_err();
        assert_eq!(failure.to_string(), "the work broke off: out of range");
        assert_eq!(failure.status(), ExitStatus::CouldNotRun);
    }
}
