//! Texts that are read: the lesson of a check.

use crate::tui::key::{Key, KeyCode};
use crate::tui::state::{Popup, Reading, State};

use super::popups::Outcome;

/// Opens the lesson of the chosen item's check.
pub(super) fn lesson(state: &mut State) {
    let asked = state.quiz.as_deref().and_then(|quiz| Some(quiz.question()?.check.clone()));
    let Some(check) = asked.or_else(|| Some(state.item()?.check().clone())) else { return };
    let Some(card) = state.review.check(&check) else { return };
    let mut lines = vec![card.question.clone(), String::new(), card.weight.clone(), String::new()];
    lines.extend(card.lesson.lines().map(ToOwned::to_owned));
    let title = if card.title == card.id.as_str() {
        card.title.clone()
    } else {
        format!("{} · {}", card.id, card.title)
    };
    state.popup = Some(Popup::Reading(Reading { title, lines, top: 0 }));
}

pub(super) fn press(reading: &mut Reading, key: Key) -> Outcome {
    let by = match (key.code, key.ctrl) {
        (KeyCode::Esc | KeyCode::Enter | KeyCode::Char('q' | 'L'), _)
        | (KeyCode::Char('c'), true) => return Outcome::Leave,
        (KeyCode::Down | KeyCode::Char('j'), _) => 1,
        (KeyCode::Up | KeyCode::Char('k'), _) => -1,
        (KeyCode::PageDown | KeyCode::Char(' ' | 'f' | 'd'), _) => 10,
        (KeyCode::PageUp | KeyCode::Char('b' | 'u'), _) => -10,
        (KeyCode::Home | KeyCode::Char('g'), _) => isize::MIN,
        (KeyCode::End | KeyCode::Char('G'), _) => isize::MAX,
        _ => 0,
    };
    reading.top = reading.top.saturating_add_signed(by);
    Outcome::Stay
}
