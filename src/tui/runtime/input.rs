//! Keys and the mouse, read in a thread that can be held off the terminal.

use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::bytes::Bytes;
use super::mail::Post;
use crate::tui::caught;
use crate::tui::event::Event;

/// Holds the reader off the terminal while another program has it.
#[derive(Debug, Default)]
pub(super) struct Gate {
    state: Mutex<Hold>,
    changed: Condvar,
    wake: Mutex<Option<PipeWriter>>,
}

#[derive(Debug, Default)]
struct Hold {
    wanted: bool,
    held: bool,
}

impl Gate {
    /// Runs something while the reader keeps away from the terminal.
    pub(super) fn hold<T>(&self, run: impl FnOnce() -> T) -> T {
        self.set(true);
        if self.wake() {
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let wait = Duration::from_secs(2);
            drop(self.changed.wait_timeout_while(state, wait, |hold| !hold.held));
        }
        let result = run();
        self.set(false);
        result
    }

    /// Wakes the reader; false when there is none.
    fn wake(&self) -> bool {
        let mut wake = self.wake.lock().unwrap_or_else(PoisonError::into_inner);
        // The pipe only has to become readable; a full one is.
        wake.as_mut().is_some_and(|wake| wake.write(b"!").is_ok())
    }

    fn set(&self, wanted: bool) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).wanted = wanted;
        self.changed.notify_all();
    }

    /// Waits, in the reader's thread, until the terminal is free again.
    fn pass(&self) {
        let mut hold = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while hold.wanted {
            hold.held = true;
            self.changed.notify_all();
            hold = self.changed.wait(hold).unwrap_or_else(PoisonError::into_inner);
        }
        hold.held = false;
    }
}

/// The thread that reads.
pub(super) struct Input;

impl Input {
    /// Starts reading.
    pub(super) fn start(events: Post, gate: Arc<Gate>) -> io::Result<Self> {
        let (reader, writer) = io::pipe()?;
        *gate.wake.lock().unwrap_or_else(PoisonError::into_inner) = Some(writer);
        let terminal = if io::stdin().is_terminal() { None } else { Some(File::open("/dev/tty")?) };
        thread::Builder::new().name("input".to_owned()).spawn(move || {
            // When the terminal is gone the program ends.
            let _ = caught(|| read(&events, &gate, reader, terminal.as_ref()));
            events.send(Event::Terminate);
        })?;
        Ok(Self)
    }
}

/// So long the rest of a sequence is waited for; then `ESC` was a key.
const REST: Timespec = Timespec { tv_sec: 0, tv_nsec: 25_000_000 };

/// Sleeps until the terminal or the gate has something, and passes it on.
fn read(
    events: &Post,
    gate: &Gate,
    mut wake: PipeReader,
    terminal: Option<&File>,
) -> io::Result<()> {
    let stdin = io::stdin();
    let mut keys = Bytes::default();
    let mut buffer = [0; 4096];
    let mut sink = |event| events.send(event);
    loop {
        let fd: BorrowedFd<'_> = terminal.map_or_else(|| stdin.as_fd(), AsFd::as_fd);
        let mut fds = [PollFd::new(&fd, PollFlags::IN), PollFd::new(&wake, PollFlags::IN)];
        let rest = keys.is_waiting().then_some(&REST);
        match poll(&mut fds, rest) {
            Ok(0) => {
                keys.give_up(&mut sink);
                continue;
            }
            Ok(_) => {}
            Err(Errno::INTR) => continue,
            Err(problem) => return Err(problem.into()),
        }
        let [from_terminal, from_gate] = fds.map(|fd| fd.revents());
        if from_gate.contains(PollFlags::IN) {
            let _ = wake.read(&mut [0; 8])?;
            gate.pass();
        } else if from_terminal.contains(PollFlags::IN) {
            match rustix::io::read(fd, &mut buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => keys.feed(buffer.get(..count).unwrap_or(&[]), &mut sink),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(problem) => return Err(problem.into()),
            }
        } else if from_terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Ok(());
        }
    }
}
