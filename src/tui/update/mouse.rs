//! The mouse: a click focuses and chooses, the wheel scrolls.

use crate::model::Side;
use crate::tui::event::{Effect, Mouse};
use crate::tui::layout::Pane;
use crate::tui::state::{LineKind, Popup, State};

use super::moving::{self, By};
use super::{board, claim_list, follow, panes, walk};

/// Lines a turn of the wheel moves.
const WHEEL: isize = 3;

pub(super) fn act(state: &mut State, mouse: Mouse, at: (u16, u16), effects: &mut Vec<Effect>) {
    state.changes.is_fresh = false;
    state.screen.hint = 0;
    state.ranges.returning = None;
    if matches!(state.popup, Some(Popup::Claims)) {
        claim_list::point(state, mouse, at.1, effects);
        return;
    }
    if matches!(state.popup, Some(Popup::Board(_))) {
        board::point(state, mouse, at.1, effects);
        return;
    }
    if state.popup.is_some() {
        if mouse == Mouse::Click {
            state.popup = None;
        }
        return;
    }
    let regions = state.regions();
    if regions.shown() == 1 && mouse == Mouse::Click && regions.titles.contains(at.into()) {
        let index = crate::tui::view::tab_at(regions.titles, at.0);
        if let Some(pane) = index.and_then(|index| Pane::ALL.get(index)) {
            state.screen.focus = *pane;
        }
        return;
    }
    let Some(pane) = regions.at(at.0, at.1) else { return };
    let Some(area) = regions.of(pane) else { return };
    let row = usize::from(at.1.saturating_sub(area.y));
    match mouse {
        Mouse::Click => click(state, pane, (at.0.saturating_sub(area.x), row), effects),
        Mouse::WheelDown | Mouse::WheelUp => {
            let lines = if mouse == Mouse::WheelDown { WHEEL } else { -WHEEL };
            wheel(state, pane, lines);
        }
    }
}

fn click(state: &mut State, pane: Pane, at: (u16, usize), effects: &mut Vec<Effect>) {
    let (column, row) = at;
    state.screen.focus = pane;
    match pane {
        Pane::Changes => {
            let target = state.changes.top + row;
            if target < state.changes.rows.len() && target != state.changes.cursor {
                state.changes.cursor = target;
                follow::tree_moved(state);
            }
        }
        Pane::Code => {
            let Some(area) = state.regions().code else { return };
            let Some(target) = panes::row_at(state, area, column, row) else { return };
            if state.code.peek.is_none() && target < state.code.rows.count() {
                state.code.cursor = target;
                state.code.side = match state.code.grid.column_at(column) {
                    0 if state.code.grid.is_split => Side::Base,
                    _ => Side::Head,
                };
                follow::code_moved(state);
            }
        }
        Pane::Checklist if state.quiz.is_some() => {
            let Some(quiz) = state.quiz.as_deref_mut() else { return };
            if quiz.top + row < quiz.lines.len() {
                quiz.cursor = quiz.top + row;
            }
        }
        Pane::Checklist => {
            let Some(line) = state.checklist.lines.get(state.checklist.top + row) else { return };
            match line.kind {
                LineKind::Item(position) | LineKind::Claim(position) | LineKind::Own(position) => {
                    walk::choose(state, position, effects);
                }
                LineKind::Stop(number) | LineKind::StopMore(number) => {
                    state.checklist.stop = number;
                    state.checklist.walks = true;
                    walk::to_stop(state, effects);
                }
                _ => {}
            }
        }
    }
}

fn wheel(state: &mut State, pane: Pane, lines: isize) {
    let focus = state.screen.focus;
    if pane == Pane::Code && state.code.peek.is_none() {
        let count = state.code.rows.count();
        if By::Lines(lines).from(state.code.cursor, count, 1) == state.code.cursor {
            // A wheel that runs on does not carry into other files.
            return;
        }
        state.code.top = By::Lines(lines).from(state.code.top, count, 1);
    }
    state.screen.focus = pane;
    let by = if pane == Pane::Checklist && state.quiz.is_none() { lines.signum() } else { lines };
    moving::step(state, By::Lines(by));
    state.screen.focus = focus;
}
