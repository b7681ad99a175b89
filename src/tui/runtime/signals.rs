//! Signals become events: the end of the program, another size.

use std::io;
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use super::mail::Post;
use crate::tui::event::Event;

/// Watches for signals in a thread that sleeps until one comes.
pub(super) fn watch(events: &Post) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGWINCH])?;
    let events = events.clone();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let event = if signal == SIGWINCH {
                match crossterm::terminal::size() {
                    Ok((width, height)) => Event::Resize(width, height),
                    Err(_) => continue,
                }
            } else {
                Event::Terminate
            };
            if !events.deliver(event) {
                return;
            }
        }
    })?;
    Ok(())
}
