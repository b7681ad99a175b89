//! A reviewer's own findings and questions: written on any lines, agreed to, set aside.

use crate::model::{Place, Role, Side, TextSpan};
use crate::review::{FreePlace, Reason, RemarkKind};
use crate::tui::action::Action;
use crate::tui::backend::{Found, Operation, Own, Subject};
use crate::tui::event::Effect;
use crate::tui::key::{Key, KeyCode};
use crate::tui::state::{Entry, LineInput, OwnInput, Popup, State};

use super::decide;
use super::popups::{Outcome, press_input};

/// The parts that lines can play, as they are offered; none first.
const ROLES: [Option<Role>; 7] = [
    None,
    Some(Role::Guard),
    Some(Role::Source),
    Some(Role::Step),
    Some(Role::Sink),
    Some(Role::Effect),
    Some(Role::Condition),
];

/// Begins to select lines at the cursor, or leaves that.
pub(super) fn select(state: &mut State) {
    let line = state.code.line();
    let selection = &mut state.code.selection;
    *selection = if selection.is_some() { None } else { line };
    if selection.is_some() {
        let does = match state.quiz {
            Some(_) => (Action::Mark, "marks"),
            None => (Action::Own, "writes about"),
        };
        let key = |action| state.keys.map.key_of(action).unwrap_or_default();
        let (key, leave) = (key(does.0), key(Action::Select));
        let verb = does.1;
        state.say(format!("move to the last line; {key} {verb} these lines, {leave} lets them go"));
    }
}

/// Opens the input for a finding or a question on the line under the cursor, or on those
/// that are selected.
pub(super) fn write(state: &mut State, kind: RemarkKind) {
    let Some(input) = on_lines(state, kind, LineInput::default()) else { return };
    let cursor = state.code.line().map(|(side, _)| side);
    let is_over_both = |(side, _): (Side, usize)| Some(side) != cursor;
    if state.code.peek.is_none() && state.code.selection.is_some_and(is_over_both) {
        state.say("the lines lie on both sides: only the one under the cursor is meant");
    }
    state.popup = Some(Popup::Own(input));
}

/// A note that was begun on something else, on the line under the cursor.
pub(super) fn instead(state: &State, input: &LineInput) -> Option<OwnInput> {
    on_lines(state, RemarkKind::Note, LineInput::new(&input.text))
}

fn on_lines(state: &State, kind: RemarkKind, input: LineInput) -> Option<OwnInput> {
    let place = lines(state)?;
    let is_here = |handler: &&crate::model::Handler| handler.place.file == place.file;
    let handler = state.handler().filter(is_here).map(|handler| handler.id.clone());
    Some(OwnInput { place, handler, kind, check: None, role: None, input })
}

/// The lines that are meant.
pub(super) fn lines(state: &State) -> Option<FreePlace> {
    let number = |line: usize| u32::try_from(line + 1).ok();
    if let Some(peek) = &state.code.peek {
        let line = number(peek.cursor)?;
        return Some(FreePlace {
            side: peek.side,
            file: peek.path.clone(),
            first: line,
            last: line,
        });
    }
    let (side, line) = state.code.line()?;
    let file = state.review.files.get(state.code.file?)?.path_on(side)?.clone();
    let other = state.code.selection.filter(|(of, _)| *of == side).map_or(line, |(_, at)| at);
    let (first, last) = (number(line.min(other))?, number(line.max(other))?);
    Some(FreePlace { side, file, first, last })
}

/// A key while it is written.
pub(super) fn press(checks: usize, own: &mut OwnInput, key: Key) -> Outcome {
    match (key.code, key.ctrl) {
        (KeyCode::Tab, _) => {
            own.kind = match own.kind {
                RemarkKind::Finding => RemarkKind::Question,
                RemarkKind::Question => RemarkKind::Note,
                RemarkKind::Note => RemarkKind::Finding,
            };
        }
        (KeyCode::Down, _) => {
            own.check = own.check.map_or(Some(0), |at| Some(at + 1)).filter(|at| *at < checks);
        }
        (KeyCode::Up, _) => {
            own.check = own.check.map_or(checks.checked_sub(1), |at| at.checked_sub(1));
        }
        (KeyCode::Char('r'), true) => {
            let now = ROLES.iter().position(|role| *role == own.role).unwrap_or(0);
            own.role = ROLES[(now + 1) % ROLES.len()];
        }
        _ => return press_input(&mut own.input, key),
    }
    Outcome::Stay
}

/// Keeps what was written.
pub(super) fn keep(state: &mut State, own: OwnInput, effects: &mut Vec<Effect>) {
    let text = own.input.text.trim();
    if text.is_empty() {
        return;
    }
    let check = own.check.and_then(|at| state.review.checks.get(at)).map(|card| card.id.clone());
    let span =
        TextSpan { first_line: own.place.first, last_line: own.place.last, ..TextSpan::default() };
    let remark = Own {
        id: None,
        kind: own.kind,
        text: text.to_owned(),
        check,
        role: own.role,
        place: Place::on(own.place.side, own.place.file.clone(), span),
        handler: own.handler,
        by: String::new(),
        found: Found::AsThen,
        was: String::new(),
        settled: None,
    };
    state.code.selection = None;
    let operation = Operation::Remark(Box::new(remark));
    decide::decide(state, Subject::Lines(own.place), operation, effects);
    let newest = state.decided.own().len().saturating_sub(1);
    if let Some(position) = state.checklist.position(Entry::Own(newest)) {
        state.checklist.cursor = position;
        state.checklist.stop = 0;
    }
    state.say(format!("{} kept (u takes it back)", own.kind.word()));
}

/// Agrees to the chosen one, or opens it again where somebody decided on it.
pub(super) fn confirm(state: &mut State, effects: &mut Vec<Effect>) {
    settle(state, Operation::Confirm, "agreed to", effects);
}

/// Sets the chosen one aside, or opens it again.
pub(super) fn set_aside(state: &mut State, effects: &mut Vec<Effect>) {
    settle(state, Operation::Dismiss(Reason::Other.into()), "set aside", effects);
}

fn settle(state: &mut State, operation: Operation, verb: &str, effects: &mut Vec<Effect>) {
    let Some(own) = state.own() else { return };
    let is_agreed = matches!(operation, Operation::Confirm);
    let (kind, is_settled) = (own.kind.word(), own.settled == Some(is_agreed));
    let Some(id) = own.id.clone() else {
        state.say(format!("the {kind} is not saved yet"));
        return;
    };
    let (operation, verb) =
        if is_settled { (Operation::Reopen, "open again") } else { (operation, verb) };
    decide::decide(state, Subject::Own(id), operation, effects);
    state.say(format!("{kind}: {verb} (u takes it back)"));
}

/// Whether a row lies in what is selected.
pub(crate) fn is_selected(state: &State, side: Side, line: usize) -> bool {
    let Some((of, from)) = state.code.selection else { return false };
    let Some((now, to)) = state.code.line() else { return false };
    of == side && now == side && (from.min(to)..=from.max(to)).contains(&line)
}
