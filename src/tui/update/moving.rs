//! Cursors and scroll positions.

use crate::tui::heights::Heights;
use crate::tui::layout::Pane;
use crate::tui::state::{Batch, Goal, Listed, Popup, RangePick, State, TreeRow};

use super::{follow, walk};

/// How far to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Lines, down where positive.
    Lines(isize),
    /// Pages, down where positive, divided by the second number.
    Pages(isize, isize),
    /// To the first line.
    Start,
    /// To the last line.
    End,
    /// To a 0-based line, or the last where there are fewer.
    To(usize),
}

impl By {
    /// The index after moving from `now` among `count`, on pages of `page` lines.
    pub(super) fn from(self, now: usize, count: usize, page: usize) -> usize {
        let last = count.saturating_sub(1);
        let step = match self {
            Self::Start => return 0,
            Self::End => return last,
            Self::To(index) => return index.min(last),
            Self::Lines(lines) => lines,
            Self::Pages(pages, part) => pages * (isize::try_from(page).unwrap_or(1) / part).max(1),
        };
        now.saturating_add_signed(step).min(last)
    }
}

/// Moves the cursor of the focused pane, or of the peek above the code.
pub(super) fn step(state: &mut State, by: By) {
    let regions = state.regions();
    let page = |pane: Pane| regions.of(pane).map_or(1, |area| area.height.max(1) as usize);
    match state.screen.focus {
        Pane::Changes => {
            let next = by.from(state.changes.cursor, state.changes.rows.len(), page(Pane::Changes));
            if next != state.changes.cursor {
                state.changes.cursor = next;
                follow::tree_moved(state);
            }
        }
        Pane::Code => {
            // Of wrapped rows fewer fit on a page.
            let seen = state.code.end.saturating_sub(state.code.top);
            let page = page(Pane::Code).min(seen.max(1)).saturating_sub(2).max(1);
            if let Some(peek) = &mut state.code.peek {
                let count = peek.text.as_ref().map_or(0, |text| text.count());
                peek.cursor = by.from(peek.cursor, count, page / 2);
                return;
            }
            let next = by.from(state.code.cursor, state.code.rows.count(), page);
            if next == state.code.cursor && on_into_next_file(state, by) {
                return;
            }
            if matches!(by, By::Pages(..)) {
                state.code.top = by.from(state.code.top, state.code.rows.count(), page);
            }
            state.code.cursor = next;
            follow::code_moved(state);
        }
        Pane::Checklist => {
            if let Some(quiz) = state.quiz.as_deref_mut() {
                quiz.cursor = by.from(quiz.cursor, quiz.lines.len(), page(Pane::Checklist));
                return;
            }
            if read_on(state, by, page(Pane::Checklist)) {
                return;
            }
            let next = by.from(state.checklist.cursor, state.checklist.order.len(), 4);
            if next != state.checklist.cursor {
                // The place may lie in another file; choosing by walking along
                // the list must not open and close looks into files.
                walk::choose(state, next, &mut Vec::new());
                if state.code.peek.as_ref().is_some_and(|peek| peek.text.is_none()) {
                    state.code.peek = None;
                }
            }
        }
    }
}

/// Scrolls inside the chosen item where it is higher than the pane and more of it lies that
/// way; whether it did. So everything that decides an item can be read.
fn read_on(state: &mut State, by: By, page: usize) -> bool {
    let (By::Lines(_) | By::Pages(..)) = by else { return false };
    let list = &mut state.checklist;
    let hidden = list.chosen_lines().len().saturating_sub(page);
    let next = by.from(list.inside, hidden + 1, page.saturating_sub(2).max(1));
    let moves = next != list.inside;
    if moves {
        list.inside = next;
        list.walks = false;
    }
    moves
}

/// Goes on into the next file from the last row, or into the one before from the first;
/// whether there is one.
fn on_into_next_file(state: &mut State, by: By) -> bool {
    let (By::Lines(way) | By::Pages(way, _)) = by else { return false };
    let Some((file, entry)) = state.file() else { return false };
    // Who holds a key is not carried past files that are not read yet.
    if way == 0 || entry.document.is_none() || state.code.file != Some(file) {
        return false;
    }
    let Some(next) = file.checked_add_signed(way.signum()) else { return false };
    let Some(row) = state.changes.position(TreeRow::File(next)) else { return false };
    state.changes.cursor = row;
    follow::tree_moved(state);
    state.code.goal = Some(if way > 0 { Goal::Top } else { Goal::Bottom });
    let Some(path) = state.review.files.get(next).map(|entry| entry.change.path().to_string())
    else {
        return true;
    };
    state.say(format!("{path}, file {} of {}", next + 1, state.review.files.len()));
    true
}

/// Scrolls the code sideways by columns; in the other panes goes a pane on.
pub(super) fn sideways(state: &mut State, columns: isize) {
    let focus = state.screen.focus;
    let scrolls = focus == Pane::Code && !state.screen.wraps;
    if scrolls && (columns > 0 || state.code.column > 0) {
        state.code.column = state.code.column.saturating_add_signed(columns).min(100_000);
        return;
    }
    state.screen.focus = match (focus, columns > 0) {
        (Pane::Changes, true) | (Pane::Checklist, false) => Pane::Code,
        (Pane::Code, true) if state.screen.wraps => Pane::Checklist,
        (Pane::Code, false) => Pane::Changes,
        (pane, _) => pane,
    };
}

/// Brings every cursor into view.
pub(super) fn settle(state: &mut State) {
    let regions = state.regions();
    let height = |pane: Pane| regions.of(pane).map_or(0, |area| area.height as usize);
    let changes = &mut state.changes;
    scroll(&mut changes.top, changes.cursor, changes.rows.len(), height(Pane::Changes), 2);
    settle_code(state, height(Pane::Code));
    let rows = height(Pane::Checklist);
    if let Some(quiz) = state.quiz.as_deref_mut() {
        scroll(&mut quiz.top, quiz.cursor, quiz.lines.len(), rows, 2);
    }
    let chosen = state.checklist.chosen_lines();
    let count = state.checklist.lines.len();
    let checklist = &mut state.checklist;
    if chosen.len() >= rows {
        checklist.inside = checklist.inside.min(chosen.len() - rows);
        // The place that was gone to is seen, whatever stands before it.
        if let Some(stop) = checklist.stop_line().filter(|_| checklist.walks) {
            let stop = stop - chosen.start;
            let least = (stop + 3).saturating_sub(rows);
            checklist.inside = checklist.inside.clamp(least.min(stop), stop);
        }
        checklist.top = chosen.start + checklist.inside.min(chosen.len() - rows);
    } else if rows > 0 {
        checklist.inside = 0;
        scroll(&mut checklist.top, chosen.end.saturating_sub(1), count, rows, 0);
        checklist.top = checklist.top.min(chosen.start);
    }
    settle_popup(state);
}

fn settle_code(state: &mut State, height: usize) {
    let document = follow::entry_document(state).unwrap_or_default();
    let look = (state.screen.wraps, state.screen.ascii);
    let code = &mut state.code;
    let count = code.rows.count();
    code.cursor = code.cursor.min(count.saturating_sub(1));
    let peek_height = crate::tui::view::peek_rows(height);
    let covered = code.peek.as_ref().map_or(0, |_| peek_height + 1);
    if covered < height {
        let heights = Heights::new((&code.rows, &document), code.grid, look, height);
        let (top, cursor) = (code.top, code.cursor);
        code.top = scroll_rows(&heights, (top, cursor, count), height - covered, 3);
        code.end = (heights.row_at(code.top, height.saturating_sub(1)) + 1).min(count);
    }
    if let Some(peek) = &mut code.peek {
        let count = peek.text.as_ref().map_or(0, |text| text.count());
        if peek.text.is_some() {
            if peek.top == usize::MAX {
                peek.top = peek.cursor.saturating_sub(peek_height / 3);
            }
            peek.cursor = peek.cursor.min(count.saturating_sub(1));
            scroll(&mut peek.top, peek.cursor, count, peek_height, 1);
        }
    }
}

/// The first row to show so that the cursor's is among `height` visible lines, as [`scroll`]
/// finds it, where rows may take several lines.
fn scroll_rows(
    heights: &Heights<'_>,
    (top, cursor, count): (usize, usize, usize),
    height: usize,
    margin: usize,
) -> usize {
    let end = count.saturating_sub(1);
    let margin = margin.min(height.saturating_sub(1) / 2);
    let least = heights.first_that_fits(cursor, height);
    let highest = cursor.saturating_sub(margin).max(least);
    let lowest = heights.first_that_fits((cursor + margin).min(end), height).min(highest);
    top.clamp(lowest, highest).min(heights.first_that_fits(end, height))
}

/// Moves `top` so that the cursor is among `height` visible lines, with
/// `margin` lines around it where there are as many, and no line past the end
/// is shown without need.
pub(super) fn scroll(top: &mut usize, cursor: usize, count: usize, height: usize, margin: usize) {
    if height == 0 {
        return;
    }
    let margin = margin.min(height.saturating_sub(1) / 2);
    let lowest = (cursor + margin + 1).saturating_sub(height);
    let highest = cursor.saturating_sub(margin);
    *top = (*top).clamp(lowest.min(highest), highest);
    *top = (*top).min(count.saturating_sub(height));
}

fn settle_popup(state: &mut State) {
    let height = state.screen.height;
    let rows = crate::tui::view::popup_rows(height);
    match &mut state.popup {
        Some(Popup::Palette(picker)) => {
            scroll(&mut picker.top, picker.cursor, picker.matches.len(), rows, 1);
        }
        Some(
            Popup::Finder(picker)
            | Popup::Duplicate(Listed { picker, .. }, _)
            | Popup::Batch(Batch { listed: Listed { picker, .. }, .. })
            | Popup::BatchChoice(Batch { listed: Listed { picker, .. }, .. }, _),
        ) => {
            scroll(&mut picker.top, picker.cursor, picker.matches.len(), rows, 1);
        }
        Some(Popup::Ranges(RangePick { picker, .. })) => {
            scroll(&mut picker.top, picker.cursor, picker.matches.len(), rows, 1);
        }
        Some(Popup::Keys(picker, _)) => {
            scroll(&mut picker.top, picker.cursor, picker.matches.len(), rows, 1);
        }
        Some(Popup::Formats(picker)) => {
            scroll(&mut picker.top, picker.cursor, picker.matches.len(), rows, 1);
        }
        Some(Popup::Board(board)) => {
            let rows = crate::tui::view::board_rows(height);
            scroll(&mut board.top, board.cursor, board.rows.len(), rows, 2);
        }
        Some(Popup::Reading(reading)) => {
            let count = crate::tui::view::reading_rows(reading, state.screen.width);
            let visible = usize::from(height).saturating_sub(2);
            reading.top = reading.top.min(count.saturating_sub(visible));
        }
        Some(Popup::Matrix(matrix)) => {
            let rows = crate::tui::view::matrix_rows((state.screen.width, height));
            scroll(&mut matrix.top, matrix.row, matrix.rows.len(), rows, 1);
        }
        Some(Popup::Claims) => {
            let rows = crate::tui::view::claim_rows(height, state.claims.view.rows.len());
            let view = &mut state.claims.view;
            scroll(&mut view.top, view.cursor, view.rows.len(), rows, 1);
        }
        _ => {}
    }
}
