//! The same loop without a terminal: a script of keys in, the screen out.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;

use super::queue::Task;
use super::work::{Request, blame, claims, export, keep, work};
use super::{Painter, Problem};
use crate::catalog::{KeyTable, Theme};
use crate::tui::backend::{Backend, Opening, Reopened};
use crate::tui::event::{Effect, Event};
use crate::tui::key::Key;
use crate::tui::keymap::Keymap;
use crate::tui::paint::Depth;
use crate::tui::range::{Because, Fresh, Range};
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
    let state = State::new(opening, keymap, &shot.theme, shot.ascii, shot.size);
    let mut table = Table { state, first: backend, other: None, queue: VecDeque::new() };
    let effects = begin(&mut table.state);
    table.perform(effects);
    table.drain();
    table.assess();
    for key in Key::script(&shot.keys).map_err(Problem::Keys)? {
        table.queue.push_back(Event::Key(key));
        table.drain();
    }
    let state = table.state;
    let (width, height) = (state.screen.width, state.screen.height);
    let mut terminal = match ratatui::Terminal::new(TestBackend::new(width, height)) {
        Ok(terminal) => terminal,
        Err(never) => match never {},
    };
    let paint = painter.paint(&state);
    let drawn = terminal.draw(|frame| drop(view(&state, paint, frame)));
    let buffer = match drawn {
        Ok(frame) => frame.buffer,
        Err(never) => match never {},
    };
    Ok(print(buffer, shot.styles))
}

/// What the loop on a terminal does in the background, done at once.
struct Table<'a> {
    state: State,
    first: &'a dyn Backend,
    /// That of the review that came in the place of the first.
    other: Option<Arc<dyn Backend>>,
    queue: VecDeque<Event>,
}

impl Table<'_> {
    fn drain(&mut self) {
        while let Some(event) = self.queue.pop_front() {
            let effects = update(&mut self.state, event);
            self.perform(effects);
        }
    }

    /// Assesses everything, in the order of the files, whatever the order they come in.
    fn assess(&mut self) {
        let other = self.other.clone();
        let backend = other.as_deref().unwrap_or(self.first);
        self.queue.extend(backend.renames().map(Event::Renamed));
        self.drain();
        self.queue.push_back(Event::Decided(backend.standing()));
        let mut results = BTreeMap::new();
        backend.assess(&AtomicBool::new(false), &mut |index, found| {
            results.insert(index, found);
        });
        for (index, found) in results {
            let decisions = backend.decided(&found);
            self.queue.push_back(Event::Assessed(index, Box::new(found), decisions));
        }
        self.queue.extend(backend.settled().map(Event::Decided));
        self.queue.extend(backend.left_out().map(Event::Told));
        self.queue.push_back(Event::Complete);
        self.drain();
        claims(backend, &AtomicBool::new(false), &mut |news| {
            self.queue.push_back(Event::Claims(Box::new(news)));
        });
        self.drain();
    }

    fn reopen(&mut self, range: &Range, because: Because) {
        let other = self.other.clone();
        match other.as_deref().unwrap_or(self.first).reopen(range) {
            Ok(Reopened { news: None, .. }) if because == Because::Asked => {
                let told = "read again: nothing changed".to_owned();
                self.queue.push_back(Event::Told(told));
            }
            Ok(Reopened { opening, news, backend }) => {
                // What was asked of the former review is not waited for.
                self.queue.clear();
                self.other = Some(backend);
                let fresh = Fresh { because, opening, news, events: Vec::new() };
                self.queue.push_back(Event::Fresh(Box::new(fresh)));
                self.drain();
                self.assess();
            }
            Err(refusal) => self.queue.push_back(Event::Refused(refusal)),
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let other = self.other.clone();
            let backend = other.as_deref().unwrap_or(self.first);
            let mut sink = |event| self.queue.push_back(event);
            let request = match effect {
                Effect::Open(index) => Request::Open(index),
                Effect::Peek(side, path) => Request::Peek(side, path),
                // There is no editor: the copy stays as it is.
                Effect::Mend(step, edits) => match backend.scratch(step, &edits) {
                    Ok(_) => Request::Edited(step),
                    Err(problem) => {
                        self.queue.push_back(Event::Failed(problem));
                        continue;
                    }
                },
                Effect::TryMend(step, edits) => Request::Mended(step, edits),
                Effect::KeepLesson(kept) => {
                    keep(backend, Task::Lesson(kept), &mut sink);
                    continue;
                }
                Effect::Search(text, files) => Request::Search(text, files),
                Effect::ListChoices => Request::Choices,
                Effect::ListCommits(range) => {
                    let mut sink = |news| self.queue.push_back(Event::Commits(news));
                    backend.commits(&range, &AtomicBool::new(false), &mut sink);
                    continue;
                }
                Effect::Blame(index) => {
                    blame(backend, index, &AtomicBool::new(false), &mut sink);
                    continue;
                }
                Effect::Reopen(range, because) => {
                    self.reopen(&range, because);
                    continue;
                }
                Effect::Keep(decisions) => {
                    keep(backend, Task::Keep(decisions), &mut sink);
                    continue;
                }
                Effect::TakeBack => {
                    keep(backend, Task::TakeBack, &mut sink);
                    continue;
                }
                Effect::MakeAgain => {
                    keep(backend, Task::MakeAgain, &mut sink);
                    continue;
                }
                Effect::Export(format, file) => {
                    export(backend, format, &file, &mut sink);
                    continue;
                }
                // There is no terminal to hand over, to copy to or to draw on, and nothing
                // that takes its time.
                Effect::Edit(..)
                | Effect::Yank(_)
                | Effect::Suspend
                | Effect::Redraw
                | Effect::GiveUp => continue,
            };
            work(backend, &request, &mut sink);
        }
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
