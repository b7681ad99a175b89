//! Keys while the list of all claims lies above the panes.

use crate::tui::action::Action;
use crate::tui::backend::Subject;
use crate::tui::event::{Effect, Mouse};
use crate::tui::key::{Key, KeyCode};
use crate::tui::keymap::Meant;
use crate::tui::state::{ClaimRow, State};

use super::moving::By;
use super::{decide, judge};

pub(super) fn press(state: &mut State, key: Key, effects: &mut Vec<Effect>) {
    let page = isize::try_from(visible_rows(state)).unwrap_or(1);
    let by = match (key.code, key.ctrl) {
        (KeyCode::Esc | KeyCode::Char('q'), false) => {
            state.popup = None;
            return;
        }
        (KeyCode::Enter, _) => {
            if let Some(claim) = state.claims.view.claim() {
                state.popup = None;
                judge::jump(state, claim, effects);
            }
            return;
        }
        (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('j'), false) => By::Lines(1),
        (KeyCode::Up | KeyCode::BackTab, _) | (KeyCode::Char('k'), false) => By::Lines(-1),
        (KeyCode::PageDown, _) | (KeyCode::Char('f'), true) => By::Lines(page),
        (KeyCode::PageUp, _) | (KeyCode::Char('b'), true) => By::Lines(-page),
        (KeyCode::Char('d'), true) => By::Lines(page / 2),
        (KeyCode::Char('u'), true) => By::Lines(-page / 2),
        (KeyCode::Home, _) | (KeyCode::Char('g'), false) => By::Start,
        (KeyCode::End, _) | (KeyCode::Char('G'), false) => By::End,
        _ => {
            act(state, key, effects);
            return;
        }
    };
    go(state, by);
}

fn visible_rows(state: &State) -> usize {
    crate::tui::view::claim_rows(state.screen.height, state.claims.view.rows.len())
}

/// A click chooses the claim at a row of the screen, another one goes to it; the wheel moves.
pub(super) fn point(state: &mut State, mouse: Mouse, y: u16, effects: &mut Vec<Effect>) {
    match mouse {
        Mouse::WheelDown => go(state, By::Lines(3)),
        Mouse::WheelUp => go(state, By::Lines(-3)),
        Mouse::Click => {
            let visible = visible_rows(state);
            let view = &mut state.claims.view;
            let offset = usize::from(y).saturating_sub(1);
            let row = view.top + offset;
            let Some(ClaimRow::Claim(claim)) = view.rows.get(row).copied() else { return };
            if y == 0 || offset >= visible {
                return;
            }
            if view.cursor == row {
                state.popup = None;
                judge::jump(state, claim, effects);
            } else {
                view.cursor = row;
            }
        }
    }
}

/// Moves the cursor on to a claim, in the direction of the move where there is one.
fn go(state: &mut State, by: By) {
    let view = &mut state.claims.view;
    let now = view.cursor;
    let wanted = by.from(now, view.rows.len(), 1);
    let is_claim = |at: &usize| matches!(view.rows.get(*at), Some(ClaimRow::Claim(_)));
    let below = || (wanted..view.rows.len()).find(is_claim);
    let above = || (0..=wanted).rev().find(is_claim);
    let found = if wanted > now || by == By::Start {
        below().or_else(above)
    } else {
        above().or_else(below)
    };
    view.cursor = found.unwrap_or(wanted);
    // What stands above the first claim of the first review is shown with it.
    let is_first = !view.rows.iter().take(view.cursor).any(|row| matches!(row, ClaimRow::Claim(_)));
    if is_first {
        view.top = 0;
    }
}

/// What is done to the claim under the cursor by the keys of the review.
fn act(state: &mut State, key: Key, effects: &mut Vec<Effect>) {
    let Meant::Actions(actions) = state.keys.map.meaning(&[key]) else { return };
    let claim = state.claims.view.claim();
    for action in actions {
        match (action, claim) {
            (Action::Claims | Action::Quit, _) => state.popup = None,
            (Action::Confirm, Some(claim)) => judge::confirm(state, claim, effects),
            (Action::Overrule, Some(claim)) => judge::choose(state, claim, true),
            (Action::Undo, _) => decide::undo(state, effects),
            (Action::Note, Some(claim)) => {
                let about = state.claims.get(claim).map(|it| Subject::Claim(it.key.clone()));
                decide::write_note(state, about, true);
            }
            _ => continue,
        }
        return;
    }
}
