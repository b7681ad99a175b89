//! The terminal: entered, drawn on, and always given back as it was.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen,
};
use crossterm::{execute, queue};
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::{Frame, TerminalOptions, Viewport};
use unicode_width::UnicodeWidthStr;

use crate::tui::link::Link;

/// Whether the terminal is in our hands.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// A frame gathered in memory, written at once.
#[derive(Debug, Clone, Default)]
struct Pending(Rc<RefCell<Vec<u8>>>);

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What hiding the cursor writes: all that a frame without changes consists of.
const UNCHANGED: &[u8] = b"\x1b[?25l";

/// The terminal in raw mode on its alternate screen.
pub(super) struct Terminal {
    screen: ratatui::Terminal<CrosstermBackend<Pending>>,
    size: (u16, u16),
    pending: Pending,
    /// What leads somewhere on the screen, and how it looks.
    links: Vec<(Link, Vec<Cell>)>,
}

impl Terminal {
    /// Takes the terminal; it is given back when this is dropped.
    pub(super) fn enter() -> io::Result<Self> {
        restore_on_panic();
        take()?;
        let pending = Pending::default();
        let size = terminal::size()?;
        let screen = blank(&pending, size)?;
        Ok(Self { screen, size, pending, links: Vec::new() })
    }

    /// Columns and rows, in cells.
    pub(super) fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Draws a frame; writes only what changed, and nothing where nothing did.
    pub(super) fn draw(
        &mut self,
        size: (u16, u16),
        render: impl FnOnce(&mut Frame<'_>) -> Vec<Link>,
    ) -> io::Result<()> {
        if size != self.size {
            self.size = size;
            self.forget()?;
        }
        let mut links = Vec::new();
        let buffer = self.screen.draw(|frame| links = render(frame))?.buffer;
        let links = links.into_iter().map(|link| (cells(buffer, &link), link));
        let links: Vec<_> = links.map(|(cells, link)| (link, cells)).collect();
        if links != self.links {
            let gone = self.links.iter().filter(|old| !links.contains(old));
            let gone: Vec<_> = gone.map(|(old, _)| (cells(buffer, old), old.clone())).collect();
            for (cells, link) in gone {
                self.put(&link, &cells)?;
            }
            self.link(&links)?;
            self.links = links;
        }
        let mut frame = self.pending.0.borrow_mut();
        if frame.is_empty() || frame.as_slice() == UNCHANGED {
            frame.clear();
            return Ok(());
        }
        let mut whole = Vec::with_capacity(frame.len() + 32);
        queue!(whole, BeginSynchronizedUpdate)?;
        whole.append(&mut frame);
        queue!(whole, EndSynchronizedUpdate)?;
        let mut out = io::stdout().lock();
        out.write_all(&whole)?;
        out.flush()
    }

    /// Draws stretches again, each between the bytes that begin and end a link.
    fn link(&mut self, links: &[(Link, Vec<Cell>)]) -> io::Result<()> {
        for (link, cells) in links {
            // Nothing that a link consists of could end it early.
            if link.uri.bytes().all(|byte| byte.is_ascii_graphic()) {
                write!(self.pending, "\x1b]8;;{}\x1b\\", link.uri)?;
                self.put(link, cells)?;
                write!(self.pending, "\x1b]8;;\x1b\\")?;
            }
        }
        Ok(())
    }

    /// Draws the cells of a stretch.
    fn put(&mut self, link: &Link, cells: &[Cell]) -> io::Result<()> {
        let places = (link.x..).zip(cells).map(|(x, cell)| (x, link.y, cell));
        // What a wide character covers is drawn with it.
        let mut covered = 0;
        let drawn = places.filter(|(.., cell)| {
            let is_covered = covered > 0;
            covered = covered.max(cell.symbol().width()).saturating_sub(1);
            !is_covered
        });
        self.screen.backend_mut().draw(drawn)
    }

    /// Forgets what is on the screen, so that everything is drawn anew.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        self.screen = blank(&self.pending, self.size)?;
        self.links.clear();
        queue!(self.pending, Clear(ClearType::All))
    }

    /// Writes to the terminal itself.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    /// Gives the terminal back while `away` runs.
    pub(super) fn leave_for<T>(&mut self, away: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let result = away();
        take()?;
        self.forget()?;
        Ok(result)
    }
}

/// The cells of a stretch, as far as they are on the screen.
fn cells(buffer: &Buffer, link: &Link) -> Vec<Cell> {
    let columns = link.x..link.x.saturating_add(link.width);
    columns.map_while(|x| buffer.cell((x, link.y))).cloned().collect()
}

/// A screen that nothing is known to be on.
///
/// Its size is fixed: one that follows the terminal by itself asks it where the
/// cursor is, and the answer would come among the keys.
fn blank(
    pending: &Pending,
    size: (u16, u16),
) -> io::Result<ratatui::Terminal<CrosstermBackend<Pending>>> {
    let viewport = Viewport::Fixed(Rect::new(0, 0, size.0, size.1));
    let backend = CrosstermBackend::new(pending.clone());
    ratatui::Terminal::with_options(backend, TerminalOptions { viewport })
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, Hide)
}

/// Gives the terminal back as it was, once.
fn give_back() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        // Nothing can be done where even this fails.
        let _ = execute!(
            io::stdout(),
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
        let _ = terminal::disable_raw_mode();
    }
}

/// Gives the terminal back before a panic is reported. Those of background work are told on
/// the screen instead, by who catches them, and the screen stays.
fn restore_on_panic() {
    static HOOKED: Once = Once::new();
    let drawing = thread::current().id();
    HOOKED.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let thread = thread::current();
            let is_lost = thread.id() == drawing || thread.name().is_some_and(is_needed);
            if is_lost || !ENTERED.load(Ordering::SeqCst) {
                give_back();
                report(panic);
            }
        }));
    });
}

/// Whether the screen cannot go on without a thread of this name.
fn is_needed(name: &str) -> bool {
    matches!(name, "input" | "signals")
}
