//! The same loop without a terminal: a script of keys in, the screen out.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;

use super::queue::Task;
use super::work::{Request, claims, export, keep, work};
use super::{Painter, Problem};
use crate::catalog::{KeyTable, Theme};
use crate::tui::backend::{Backend, Opening};
use crate::tui::event::{Effect, Event};
use crate::tui::key::Key;
use crate::tui::keymap::Keymap;
use crate::tui::paint::Depth;
use crate::tui::state::State;
use crate::tui::update::{begin, update};
use crate::tui::view::view;

/// How a headless screen looks.
#[derive(Debug, Clone)]
pub struct Shot {
    /// Columns and rows, in cells.
    pub size: (u16, u16),
    /// Keys pressed one after the other, as in [`Key::script`].
    pub keys: String,
    /// The theme.
    pub theme: String,
    /// How many colours.
    pub depth: Depth,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
    /// Whether the styles of the text are printed below it.
    pub styles: bool,
}

impl Default for Shot {
    fn default() -> Self {
        Self {
            size: (100, 30),
            keys: String::new(),
            theme: "dark".to_owned(),
            depth: Depth::True,
            ascii: false,
            styles: false,
        }
    }
}

/// Opens the screen without a terminal, waits for all background work, presses
/// the keys and returns what is on the screen.
///
/// # Errors
/// When the theme or the keys cannot be read.
pub fn headless(opening: Opening, backend: &dyn Backend, shot: &Shot) -> Result<String, Problem> {
    let keymap = Keymap::new(&KeyTable::builtin()?);
    let theme = Theme::builtin(&shot.theme)?;
    let mut painter = Painter::new(theme, shot.depth, shot.ascii);
    let mut state = State::new(opening, keymap, &shot.theme, shot.ascii, shot.size);
    let mut queue = VecDeque::new();
    let effects = begin(&mut state);
    perform(effects, backend, &mut queue);
    drain(&mut state, backend, &mut queue);
    queue.extend(backend.renames().map(Event::Renamed));
    drain(&mut state, backend, &mut queue);
    queue.push_back(Event::Decided(backend.standing()));
    // In the order of the files, whatever the order they come in.
    let mut results = BTreeMap::new();
    backend.assess(&AtomicBool::new(false), &mut |index, found| {
        results.insert(index, found);
    });
    for (index, found) in results {
        let decisions = backend.decided(&found);
        queue.push_back(Event::Assessed(index, Box::new(found), decisions));
    }
    queue.extend(backend.settled().map(Event::Decided));
    queue.extend(backend.left_out().map(Event::Told));
    queue.push_back(Event::Complete);
    drain(&mut state, backend, &mut queue);
    claims(backend, &AtomicBool::new(false), &mut |news| {
        queue.push_back(Event::Claims(Box::new(news)));
    });
    drain(&mut state, backend, &mut queue);
    for key in Key::script(&shot.keys).map_err(Problem::Keys)? {
        queue.push_back(Event::Key(key));
        drain(&mut state, backend, &mut queue);
    }
    let (width, height) = (state.screen.width, state.screen.height);
    let mut terminal = match ratatui::Terminal::new(TestBackend::new(width, height)) {
        Ok(terminal) => terminal,
        Err(never) => match never {},
    };
    let paint = painter.paint(&state);
    let drawn = terminal.draw(|frame| view(&state, paint, frame));
    let buffer = match drawn {
        Ok(frame) => frame.buffer,
        Err(never) => match never {},
    };
    Ok(print(buffer, shot.styles))
}

fn drain(state: &mut State, backend: &dyn Backend, queue: &mut VecDeque<Event>) {
    while let Some(event) = queue.pop_front() {
        let effects = update(state, event);
        perform(effects, backend, queue);
    }
}

/// Does at once what the loop on a terminal would do in the background.
fn perform(effects: Vec<Effect>, backend: &dyn Backend, queue: &mut VecDeque<Event>) {
    for effect in effects {
        let request = match effect {
            Effect::Open(index) => Request::Open(index),
            Effect::Peek(side, path) => Request::Peek(side, path),
            Effect::Search(text, files) => Request::Search(text, files),
            Effect::Keep(decisions) => {
                keep(backend, Task::Keep(decisions), &mut |event| queue.push_back(event));
                continue;
            }
            Effect::TakeBack => {
                keep(backend, Task::TakeBack, &mut |event| queue.push_back(event));
                continue;
            }
            Effect::MakeAgain => {
                keep(backend, Task::MakeAgain, &mut |event| queue.push_back(event));
                continue;
            }
            Effect::Export(format, file) => {
                export(backend, format, &file, &mut |event| queue.push_back(event));
                continue;
            }
            // There is no terminal to hand over, to copy to or to draw on.
            Effect::Edit(..) | Effect::Yank(_) | Effect::Suspend | Effect::Redraw => continue,
        };
        work(backend, &request, &mut |event| queue.push_back(event));
    }
}

/// The text of a screen, and below it, where wanted, a letter for the style of
/// each cell with a legend.
fn print(buffer: &Buffer, with_styles: bool) -> String {
    let mut text = String::new();
    let mut letters = BTreeMap::new();
    let mut styles = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut covered = 0;
        for x in buffer.area.left()..buffer.area.right() {
            let cell = &buffer[(x, y)];
            if covered > 0 {
                covered -= 1;
            } else {
                line.push_str(cell.symbol());
                covered = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
            }
            if with_styles {
                let next = letters.len();
                let letter = *letters.entry(describe(cell)).or_insert_with(|| letter(next));
                styles.push(letter);
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
        styles.push('\n');
    }
    if with_styles {
        text.push_str("\n-- styles --\n");
        text.push_str(&styles);
        for (description, letter) in letters {
            let _ = writeln!(text, "{letter} = {description}");
        }
    }
    text
}

fn letter(index: usize) -> char {
    let letters = "·abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    letters.chars().nth(index).unwrap_or('#')
}

fn describe(cell: &Cell) -> String {
    let mut description = format!("{} on {}", cell.fg, cell.bg);
    for (modifier, word) in [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
    ] {
        if cell.modifier.contains(modifier) {
            description.push(' ');
            description.push_str(word);
        }
    }
    description
}
