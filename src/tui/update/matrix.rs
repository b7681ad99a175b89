//! The matrix of handlers and checks: opened, moved through, sorted, and left for a cell.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::model::State as ItemState;
use crate::tui::event::Effect;
use crate::tui::key::{Key, KeyCode};
use crate::tui::state::{MatrixOrder, MatrixView, State, Target, TreeRow};

use super::moving::By;
use super::popups::{self, Outcome};

pub(super) fn press(state: &State, matrix: &mut MatrixView, key: Key) -> Outcome {
    let (rows, checks) = (matrix.rows.len(), matrix.columns.len());
    match (key.code, key.ctrl) {
        (KeyCode::Esc | KeyCode::Char('q' | 'm'), _) => return Outcome::Leave,
        (KeyCode::Enter, _) => return Outcome::Accept,
        (KeyCode::Char('s'), false) => sort(state, matrix),
        (KeyCode::Down | KeyCode::Char('j'), _) => {
            matrix.row = By::Lines(1).from(matrix.row, rows, 1);
        }
        (KeyCode::Up | KeyCode::Char('k'), _) => {
            matrix.row = By::Lines(-1).from(matrix.row, rows, 1);
        }
        (KeyCode::Right | KeyCode::Char('l'), _) => {
            matrix.column = By::Lines(1).from(matrix.column, checks, 1);
        }
        (KeyCode::Left | KeyCode::Char('h'), _) => {
            matrix.column = By::Lines(-1).from(matrix.column, checks, 1);
        }
        (KeyCode::PageDown, _) | (KeyCode::Char('d'), true) => {
            matrix.row = By::Lines(10).from(matrix.row, rows, 1);
        }
        (KeyCode::PageUp, _) | (KeyCode::Char('u'), true) => {
            matrix.row = By::Lines(-10).from(matrix.row, rows, 1);
        }
        (KeyCode::Home | KeyCode::Char('g'), _) => matrix.row = 0,
        (KeyCode::End | KeyCode::Char('G'), _) => matrix.row = rows.saturating_sub(1),
        _ => {}
    }
    Outcome::Stay
}

/// Sorts the handlers in the next way; the cursor stays on its own.
fn sort(state: &State, matrix: &mut MatrixView) {
    let chosen = matrix.rows.get(matrix.row).copied();
    matrix.order = matrix.order.next();
    matrix.rows.sort_unstable();
    let worst = |row: &(usize, usize)| {
        let found = of(state, *row).and_then(|(file, id)| file.worst(id, &state.decided));
        found.unwrap_or(ItemState::NotApplicable)
    };
    let open = |row: &(usize, usize)| {
        let Some((file, id)) = of(state, *row) else { return Reverse(0) };
        let open = file.items(id).filter(|(_, item)| item.state().is_open());
        Reverse(open.filter(|(_, item)| !state.decided.is_dismissed(item.id())).count())
    };
    let name = |row: &(usize, usize)| {
        let file = state.review.files.get(row.0);
        file.and_then(|file| file.handlers().get(row.1)).map(|handler| handler.name.to_lowercase())
    };
    // What is the same stays in the order of the files.
    match matrix.order {
        MatrixOrder::Place => {}
        MatrixOrder::Worst => matrix.rows.sort_by_cached_key(worst),
        MatrixOrder::Name => matrix.rows.sort_by_cached_key(name),
        MatrixOrder::Open => matrix.rows.sort_by_cached_key(open),
    }
    let found = chosen.and_then(|row| matrix.rows.iter().position(|it| *it == row));
    matrix.row = found.unwrap_or(0);
}

/// The file and the handler of a row.
fn of(
    state: &State,
    (file, handler): (usize, usize),
) -> Option<(&crate::tui::state::FileEntry, &crate::model::HandlerId)> {
    let file = state.review.files.get(file)?;
    Some((file, &file.handlers().get(handler)?.id))
}

/// Goes to the worst item of the cell, or to the handler where there is none.
pub(super) fn accept(state: &mut State, matrix: &MatrixView, effects: &mut Vec<Effect>) {
    let Some((file, handler)) = matrix.rows.get(matrix.row).copied() else { return };
    let check = matrix.columns.get(matrix.column).and_then(|at| state.review.checks.get(*at));
    let check = check.map(|card| card.id.clone());
    let entry = state.review.files.get(file);
    let item = entry.and_then(|entry| {
        let id = &entry.handlers().get(handler)?.id;
        let own = entry.items(id).filter(|(_, finding)| Some(finding.check()) == check.as_ref());
        own.min_by_key(|(_, finding)| finding.state()).map(|(item, _)| item)
    });
    match item {
        Some(item) => popups::go(state, Target::Item(file, item), effects),
        None => popups::go(state, Target::Handler(file, handler), effects),
    }
}

/// The matrix, on the handler that is looked at.
pub(super) fn new(state: &State) -> MatrixView {
    let mut rows = Vec::new();
    for (file, entry) in state.review.files.iter().enumerate() {
        for (index, handler) in entry.handlers().iter().enumerate() {
            if state.changes.all_handlers || entry.is_touched(&handler.id) {
                rows.push((file, index));
            }
        }
    }
    let current = match state.changes.row() {
        Some(TreeRow::Handler(file, handler)) => {
            rows.iter().position(|row| *row == (file, handler))
        }
        _ => None,
    };
    let columns = applying(state, &rows);
    let column = state.item().and_then(|item| {
        columns.iter().position(|check| &state.review.checks[*check].id == item.check())
    });
    MatrixView {
        rows,
        row: current.unwrap_or(0),
        columns,
        column: column.unwrap_or(0),
        ..MatrixView::default()
    }
}

/// The matrix, sorted in the way after that of the files.
pub(super) fn sorted(state: &State) -> MatrixView {
    let mut matrix = new(state);
    sort(state, &mut matrix);
    matrix
}

/// The checks that apply to some handler of these; all where none does.
fn applying(state: &State, rows: &[(usize, usize)]) -> Vec<usize> {
    let mut asked = HashSet::new();
    for (file, handler) in rows {
        let entry = &state.review.files[*file];
        let items = entry.items(&entry.handlers()[*handler].id);
        let open = items.filter(|(_, finding)| finding.state() != ItemState::NotApplicable);
        asked.extend(open.map(|(_, finding)| finding.check().clone()));
    }
    let cards = state.review.checks.iter().enumerate();
    let columns: Vec<usize> =
        cards.filter(|(_, card)| asked.contains(&card.id)).map(|(at, _)| at).collect();
    if columns.is_empty() { (0..state.review.checks.len()).collect() } else { columns }
}
