//! The loop: events in, effects performed, frames out; on a terminal or without.

mod bytes;
mod choose;
mod headless;
mod input;
mod perform;
mod queue;
mod signals;
mod terminal;
mod work;

pub use choose::{Choices, ColourChoice};
pub use headless::{Shot, headless};

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::backend::{Backend, Opening};
use super::event::Event;
use super::keymap::Keymap;
use super::paint::Paint;
use super::state::State;
use super::update::{begin, update};
use super::view::view;
use crate::catalog::{self, Theme, Themes};
use perform::Performer;
use terminal::Terminal;

/// How long the first frame waits for the first file's text.
const FIRST_FRAME: Duration = Duration::from_millis(60);

/// Why the screen could not be opened or kept.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The terminal refused something.
    #[error("the terminal: {0}")]
    Terminal(#[from] io::Error),
    /// A script of keys names one that does not exist.
    #[error("`{0}` is no key; a key with a name is written `<enter>`, `<esc>`, `<tab>`, `<c-d>`")]
    Keys(String),
    /// A theme or a table of keys cannot be used.
    #[error("{0}")]
    Data(#[from] catalog::Problem),
}

/// Opens the screen and returns when the user leaves it. The terminal is as it
/// was before, also after a panic or a signal. Gives how many decisions could not be kept.
///
/// # Errors
/// When the terminal cannot be used, or the theme or the keys cannot be read.
pub fn open(
    opening: Opening,
    backend: Arc<dyn Backend>,
    choices: &Choices,
) -> Result<usize, Problem> {
    let look = choices.look()?;
    let keymap = Keymap::new(&choices.key_table()?);
    let (sender, events) = mpsc::channel();
    let mut terminal = Terminal::enter()?;
    let size = terminal.size();
    let mut state = State::new(opening, keymap, &look.theme.name, look.ascii, size);
    state.screen.themes = choices.themes.names();
    state.screen.layout = choices.layout;
    state.screen.wraps = choices.wraps;
    let mut painter = Painter::new(look.theme, look.depth, look.ascii).with(&choices.themes);
    let mut performer = Performer::new(backend, sender.clone());
    signals::watch(&sender)?;
    for effect in begin(&mut state) {
        performer.perform(effect, &mut terminal);
    }
    wait_for_text(&mut state, &events, &mut performer, &mut terminal);
    painter.draw(&state, &mut terminal)?;
    performer.assess();
    let _input = input::Input::start(sender, performer.gate())?;
    while !state.exit {
        let Ok(event) = events.recv() else { break };
        let mut next = Some(event);
        while let Some(event) = next {
            for effect in update(&mut state, event) {
                performer.perform(effect, &mut terminal);
            }
            next = if state.exit { None } else { events.try_recv().ok() };
        }
        if !state.exit {
            painter.draw(&state, &mut terminal)?;
        }
    }
    Ok(performer.finish())
}

/// Takes events in until the first file can be drawn, or the time is over.
fn wait_for_text(
    state: &mut State,
    events: &Receiver<Event>,
    performer: &mut Performer,
    terminal: &mut Terminal,
) {
    let deadline = Instant::now() + FIRST_FRAME;
    while state.file().is_some_and(|(_, file)| file.document.is_none()) {
        let left = deadline.saturating_duration_since(Instant::now());
        match events.recv_timeout(left) {
            Ok(event) => {
                for effect in update(state, event) {
                    performer.perform(effect, terminal);
                }
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Draws with the theme the state names.
struct Painter {
    name: String,
    paint: Paint,
    depth: super::paint::Depth,
    ascii: bool,
    themes: Themes,
}

impl Painter {
    fn new(theme: Theme, depth: super::paint::Depth, ascii: bool) -> Self {
        let paint = Paint::new(&theme, depth, ascii);
        Self { name: theme.name, paint, depth, ascii, themes: Themes::default() }
    }

    /// The same with these to choose from.
    fn with(self, themes: &Themes) -> Self {
        Self { themes: themes.clone(), ..self }
    }

    /// The paint of the theme the state names.
    fn paint(&mut self, state: &State) -> &Paint {
        if self.name != state.screen.theme {
            if let Ok(theme) = self.themes.get(&state.screen.theme) {
                self.paint = Paint::new(&theme, self.depth, self.ascii);
            }
            self.name.clone_from(&state.screen.theme);
        }
        &self.paint
    }

    fn draw(&mut self, state: &State, terminal: &mut Terminal) -> io::Result<()> {
        let paint = self.paint(state);
        let size = (state.screen.width, state.screen.height);
        terminal.draw(size, |frame| view(state, paint, frame))
    }
}
