//! A number before a motion: so many times, or to that line.

use crate::tui::action::Action;
use crate::tui::event::Effect;
use crate::tui::key::{Key, KeyCode};
use crate::tui::keymap::Meant;
use crate::tui::layout::Pane;
use crate::tui::state::{Goal, State};

use super::moving::{self, By};
use super::{follow, run};
use crate::model::Side;

/// The highest number.
const MOST: usize = 9_999_999;

/// What is not a motion over lines is done at most so often.
const MAX_TIMES: usize = 1_000;

/// Takes a key that belongs to a number: a digit once one has begun, and one that begins it
/// where it means nothing else. Tells whether it did.
pub(super) fn press(state: &mut State, key: Key) -> bool {
    let number = state.keys.count;
    let digit = key.text().and_then(|c| c.to_digit(10)).map(|digit| digit as usize);
    let begins = |digit: usize| {
        digit > 0
            && state.keys.pending.is_empty()
            && state.keys.map.meaning(&[key]) == Meant::Nothing
    };
    state.keys.count = match (number, digit, key.code) {
        (Some(number), Some(digit), _) => Some((number * 10 + digit).min(MOST)),
        (None, Some(digit), _) if begins(digit) => Some(digit),
        (Some(0) | None, _, KeyCode::Backspace) | (None, ..) => return false,
        (Some(number), _, KeyCode::Backspace) => Some(number / 10),
        (Some(_), _, KeyCode::Esc) => None,
        (Some(_), ..) => return false,
    };
    true
}

/// Carries an action out with a number before it; those that it has no meaning for, as ever.
pub(super) fn run(state: &mut State, action: Action, number: usize, effects: &mut Vec<Effect>) {
    let many = isize::try_from(number).unwrap_or(1);
    match action {
        Action::Open => to_line(state, number),
        Action::Top | Action::Bottom if state.screen.focus == Pane::Code => to_line(state, number),
        Action::Top | Action::Bottom => moving::step(state, By::To(number.saturating_sub(1))),
        Action::Down => moving::step(state, By::Lines(many)),
        Action::Up => moving::step(state, By::Lines(-many)),
        Action::HalfPageDown => moving::step(state, By::Pages(many, 2)),
        Action::HalfPageUp => moving::step(state, By::Pages(-many, 2)),
        Action::PageDown => moving::step(state, By::Pages(many, 1)),
        Action::PageUp => moving::step(state, By::Pages(-many, 1)),
        Action::Left => moving::sideways(state, -8 * many),
        Action::Right => moving::sideways(state, 8 * many),
        action if repeats(action) => {
            for _ in 0..number.min(MAX_TIMES) {
                // Only where the last of them leads is to be read.
                effects.clear();
                run::run(state, action, effects);
                follow::show_file(state, effects);
            }
        }
        action => run::run(state, action, effects),
    }
}

/// Whether an action is done as often as the number says.
fn repeats(action: Action) -> bool {
    matches!(
        action,
        Action::NextEvidence
            | Action::PreviousEvidence
            | Action::NextItem
            | Action::PreviousItem
            | Action::NextOpen
            | Action::PreviousOpen
            | Action::NextClaim
            | Action::PreviousClaim
            | Action::NextHandler
            | Action::PreviousHandler
            | Action::NextHunk
            | Action::PreviousHunk
            | Action::NextFile
            | Action::PreviousFile
            | Action::SearchNext
            | Action::SearchPrevious
            | Action::JumpBack
            | Action::JumpForward
            | Action::MoreContext
            | Action::LessContext
    )
}

/// To a 1-based line of the look into another file, or of the file that is shown: of head, where
/// it is there.
fn to_line(state: &mut State, number: usize) {
    let index = number.saturating_sub(1);
    state.screen.focus = Pane::Code;
    if state.code.peek.is_some() {
        return moving::step(state, By::To(index));
    }
    let document = follow::entry_document(state).unwrap_or_default();
    let side = if document.new.count() == 0 { Side::Base } else { Side::Head };
    let last = document.side(side).count().saturating_sub(1);
    state.code.goal = Some(Goal::Line(side, index.min(last)));
    follow::reach_goal(state);
    follow::code_moved(state);
}
