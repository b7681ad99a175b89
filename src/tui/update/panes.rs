//! How the code pane is laid out: its columns follow its width, the file and the setting.

use ratatui::layout::Rect;

use crate::catalog::Layout;
use crate::model::{Handler, Side};
use crate::tui::enclosing::enclosing;
use crate::tui::grid::{self, Grid};
use crate::tui::heights::Heights;
use crate::tui::rows::Spans;
use crate::tui::state::{FileEntry, Overview, State, Sticky};

use super::follow;

/// Brings columns and rows in line with the width of the pane.
pub(super) fn arrange(state: &mut State) {
    let Some(area) = state.regions().code else { return };
    let Some(document) = follow::entry_document(state) else { return };
    let is_split = grid::splits(state.screen.layout, area.width) && document.has_two_sides();
    let grid = Grid::new(&document, area.width, state.review.has_base, is_split);
    let grid = if state.blame.is_on { grid.with_blame() } else { grid };
    let was_split = std::mem::replace(&mut state.code.grid, grid).is_split;
    let handlers = state.screen.only_handlers.then(|| spans(state)).flatten();
    if was_split != is_split || state.code.folds.handlers != handlers {
        state.code.folds.handlers = handlers;
        state.code.lay_out(&document);
    }
}

/// The lines of the handlers of the file; none where it has none.
fn spans(state: &State) -> Option<Spans> {
    let entry = state.review.files.get(state.code.file?)?;
    let mut spans = Spans::default();
    for handler in entry.handlers() {
        let place = &handler.place;
        let lines = place.first_line() as usize - 1..place.last_line() as usize;
        match place.side() {
            side if entry.path_on(side) != Some(&place.file) => {}
            Side::Head => spans.head.push(lines),
            Side::Base => spans.base.push(lines),
        }
    }
    (!spans.head.is_empty() || !spans.base.is_empty()).then_some(spans)
}

/// Folds everything but handlers, or shows what changed, and says which.
pub(super) fn only_handlers(state: &mut State) {
    state.screen.only_handlers = !state.screen.only_handlers;
    state.code.folds.shown.clear();
    let has_handlers = spans(state).is_some();
    state.say(match (state.screen.only_handlers, has_handlers) {
        (true, true) => "handlers alone; x unfolds what is near the cursor",
        (true, false) => "handlers alone; this file has none",
        (false, _) => "what changed, with lines around it",
    });
}

/// Goes on to the next layout, and says which it is.
pub(super) fn layout(state: &mut State) {
    state.screen.layout = state.screen.layout.next();
    arrange(state);
    let is_split = state.code.grid.is_split;
    let has_two = follow::entry_document(state).is_some_and(|document| document.has_two_sides());
    state.say(match (state.screen.layout, is_split, has_two) {
        (Layout::Split, true, _) => "side by side",
        (Layout::Split, false, false) => "side by side; this file has one side",
        (Layout::Split, false, true) => "too narrow for side by side",
        (Layout::Auto, true, _) => "by the width: side by side",
        (Layout::Auto, false, _) => "by the width: unified",
        (Layout::Unified, ..) => "unified",
    });
}

/// Wraps long lines, or cuts them, and says which.
pub(super) fn wrap(state: &mut State) {
    state.screen.wraps = !state.screen.wraps;
    state.code.column = 0;
    state.say(if state.screen.wraps { "long lines: wrapped" } else { "long lines: cut" });
}

/// Fewer lines of code than this are all needed.
const STICKY_LEAST: u16 = 8;

/// What the edges of the pane say of the rest of the file.
pub(super) fn summarise(state: &mut State) {
    if std::mem::take(&mut state.code.is_overview_stale) {
        state.code.overview = Overview::new(&state.code.rows, &state.code.marks);
    }
    state.code.sticky = sticky(state);
}

/// Class, function and endpoint of the first line that is seen, where they begin above it.
fn sticky(state: &State) -> Option<Sticky> {
    let (code, (_, entry)) = (&state.code, state.file()?);
    let has_room = state.regions().code.is_some_and(|area| area.height >= STICKY_LEAST);
    if !has_room || code.top == 0 || code.top == code.cursor || !entry.change.is_python() {
        return None;
    }
    // The first line is covered: what it stands in is that of the next one as well, or ends.
    let (side, line) = (code.top..code.cursor).find_map(|row| code.rows.get(row)?.named())?;
    let document = entry.document.as_ref()?;
    let text = document.side(side);
    let above = |at: &usize| code.rows.of_line(side, *at).is_none_or(|row| row <= code.top);
    let around: Vec<usize> = enclosing(text, line + 1).into_iter().filter(above).collect();
    let names: Vec<&str> = around.iter().map(|at| text.line(*at).trim()).collect();
    let start = *around.last()?;
    let mut words = names.join(if state.screen.ascii { " > " } else { " › " });
    if let Some(handler) = handler_at(entry, (side, start)) {
        let endpoint = handler.endpoint();
        if !endpoint.is_empty() {
            words.push_str(" · ");
            words.push_str(&endpoint);
        }
    }
    if state.regions().shown() == 1 {
        words.push_str(" · ");
        words.push_str(entry.change.path().file_name());
    }
    Some(Sticky { line: (side, start), words })
}

/// The row that a click at a cell of the pane means: what the line above names, what the
/// overview leads to, or the row that is there. 0-based.
pub(super) fn row_at(state: &State, area: Rect, column: u16, line: usize) -> Option<usize> {
    let (code, height) = (&state.code, usize::from(area.height));
    if code.grid.has_overview && column >= code.grid.width && code.overview.is_needed(height) {
        return Some(code.overview.row_at(line, height, (state.file()?.1, &state.decided)));
    }
    if let Some(sticky) = code.sticky.as_ref().filter(|_| line == 0) {
        return code.rows.of_line(sticky.line.0, sticky.line.1);
    }
    let document = follow::entry_document(state)?;
    let look = (state.screen.wraps, state.screen.ascii);
    let heights = Heights::new((&code.rows, &document), code.grid, look, height);
    Some(heights.row_at(code.top, line))
}

/// The handler that a line of a side, 0-based, lies in.
fn handler_at(entry: &FileEntry, (side, line): (Side, usize)) -> Option<&Handler> {
    let number = u32::try_from(line + 1).ok()?;
    entry.handlers().iter().find(|handler| {
        let place = &handler.place;
        entry.path_on(side) == Some(&place.file)
            && place.side() == side
            && (place.first_line()..=place.last_line()).contains(&number)
    })
}
