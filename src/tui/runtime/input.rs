//! Keys and the mouse, read in a thread that can be held off the terminal.

use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use rustix::event::{PollFd, PollFlags, poll};

use crate::tui::event::{Event, Mouse};
use crate::tui::key::{Key, KeyCode};

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
        if let Some(wake) = self.wake.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            // The pipe only has to become readable; a full one is.
            let _ = wake.write(b"!");
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let wait = Duration::from_secs(2);
            drop(self.changed.wait_timeout_while(state, wait, |hold| !hold.held));
        }
        let result = run();
        self.set(false);
        result
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
    pub(super) fn start(events: Sender<Event>, gate: Arc<Gate>) -> io::Result<Self> {
        let (reader, writer) = io::pipe()?;
        *gate.wake.lock().unwrap_or_else(PoisonError::into_inner) = Some(writer);
        let terminal =
            if io::stdin().is_terminal() { None } else { Some(File::open("/dev/tty")?) };
        thread::Builder::new().name("input".to_owned()).spawn(move || {
            // When the terminal is gone the program ends.
            let _ = read(&events, &gate, reader, terminal.as_ref());
            let _ = events.send(Event::Terminate);
        })?;
        Ok(Self)
    }
}

/// Sleeps until the terminal or the gate has something, and passes it on.
fn read(
    events: &Sender<Event>,
    gate: &Gate,
    mut wake: PipeReader,
    terminal: Option<&File>,
) -> io::Result<()> {
    let stdin = io::stdin();
    loop {
        let fd: BorrowedFd<'_> = terminal.map_or_else(|| stdin.as_fd(), AsFd::as_fd);
        let mut fds =
            [PollFd::new(&fd, PollFlags::IN), PollFd::new(&wake, PollFlags::IN)];
        match poll(&mut fds, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(problem) => return Err(problem.into()),
        }
        let [from_terminal, from_gate] = fds.map(|fd| fd.revents());
        if from_gate.contains(PollFlags::IN) {
            let _ = wake.read(&mut [0; 8])?;
            gate.pass();
            continue;
        }
        if from_terminal.contains(PollFlags::IN) {
            while event::poll(Duration::ZERO)? {
                let read = event::read()?;
                if let Some(event) = translate(&read)
                    && events.send(event).is_err()
                {
                    return Ok(());
                }
            }
        } else if from_terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Ok(());
        }
    }
}

fn translate(event: &event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => {
            Some(Event::Key(self::key(key)?))
        }
        event::Event::Mouse(mouse) => {
            let kind = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Mouse::Click,
                MouseEventKind::ScrollUp => Mouse::WheelUp,
                MouseEventKind::ScrollDown => Mouse::WheelDown,
                _ => return None,
            };
            Some(Event::Mouse(kind, mouse.column, mouse.row))
        }
        event::Event::Resize(width, height) => Some(Event::Resize(*width, *height)),
        _ => None,
    }
}

fn key(key: &event::KeyEvent) -> Option<Key> {
    use event::KeyCode as Code;
    let code = match key.code {
        Code::Char(c) => KeyCode::Char(c),
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => KeyCode::BackTab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::F(number) => KeyCode::F(number),
        _ => return None,
    };
    Some(Key { code, ctrl: key.modifiers.contains(KeyModifiers::CONTROL) })
}
