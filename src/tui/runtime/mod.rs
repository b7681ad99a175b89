//! The loop: events in, effects performed, frames out; on a terminal or without.

mod assess;
mod bytes;
mod choose;
mod headless;
mod held;
mod input;
mod mail;
mod perform;
mod queue;
mod reopen;
mod signals;
mod stage;
mod terminal;
mod work;

pub use choose::{Choices, ColourChoice};
pub use headless::{Shot, headless};

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};

use super::backend::{Backend, Opening};
use super::event::Event;
use super::keymap::Keymap;
use super::paint::Paint;
use super::state::{HINT_KEYS, State};
use super::update::begin;
use super::view::view;
use crate::catalog::{self, Theme, Themes};
use held::Held;
use mail::{Mail, Post};
use perform::Performer;
use stage::Stage;
use terminal::Terminal;

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

/// What is left when the screen was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// How many decisions could not be kept.
    pub unsaved: usize,
    /// Whether a review that goes with the program is to be kept.
    pub keeps: bool,
}

/// Opens the screen and returns when the user leaves it. The terminal is as it
/// was before, also after a panic or a signal. Gives what is left.
///
/// # Errors
/// When the terminal cannot be used, or the theme or the keys cannot be read.
pub fn open(
    opening: Opening,
    backend: Arc<dyn Backend>,
    choices: &Choices,
) -> Result<Left, Problem> {
    let look = choices.look()?;
    let keymap = Keymap::new(&choices.key_table()?);
    let (sender, mails) = mpsc::channel();
    let post = Post::new(sender);
    let mut terminal = Terminal::enter()?;
    let size = terminal.size();
    let mut state = State::new(opening, keymap, &look.theme.name, look.ascii, size);
    state.screen.themes = choices.themes.names();
    state.screen.layout = choices.layout;
    state.screen.wraps = choices.wraps;
    state.screen.links = choices.link_folder();
    state.leaving.keep_in.clone_from(&choices.keep_in);
    if choices.greets {
        state.screen.hint = HINT_KEYS;
    }
    let mut painter = Painter::new(look.theme, look.depth, look.ascii).with(&choices.themes);
    let performer = Performer::new(backend, &post);
    signals::watch(&post)?;
    let mut stage = Stage { state, performer, waiting: None, held: Held::default() };
    let effects = begin(&mut stage.state);
    stage.perform(effects, &mut terminal);
    stage.wait_for_text(&mails, &mut terminal);
    painter.draw(&stage.state, &mut terminal)?;
    stage.performer.assess();
    let _input = input::Input::start(post, stage.performer.gate())?;
    while !stage.state.exit {
        let mut next = match held::next(&stage.state, &mails) {
            Ok(mail) => Some(mail),
            Err(RecvTimeoutError::Timeout) => Some(Mail::Any(Event::Held(false))),
            Err(RecvTimeoutError::Disconnected) => break,
        };
        while let Some(mail) = next {
            if stage.take(mail, &mut terminal) {
                stage.wait_for_text(&mails, &mut terminal);
            }
            next = if stage.state.exit { None } else { mails.try_recv().ok() };
        }
        stage.remember();
        if !stage.state.exit {
            painter.draw(&stage.state, &mut terminal)?;
        }
    }
    let keeps = stage.state.leaving.keeps;
    Ok(Left { unsaved: stage.performer.finish(), keeps })
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
