//! The row at the bottom: a message, or the keys that work now.

use ratatui::layout::Rect;

use super::brush::Brush;
use crate::catalog::Meaning;
use crate::tui::action::{ACTIONS, Action};
use crate::tui::state::{Popup, State};
use crate::tui::text;
use crate::tui::update::applies;

pub(super) fn render(state: &State, area: Rect, brush: &mut Brush<'_>) {
    if area.height == 0 {
        return;
    }
    let bar = brush.paint.of(Meaning::Bar);
    brush.fill(area, bar);
    let x = area.x + u16::from(area.width > 20);
    let end = area.right().saturating_sub(1);
    let left_end = status(state, x, area.y, end, brush);
    if let Some(message) = &state.screen.message {
        let meaning = if message.is_error { Meaning::Error } else { Meaning::Done };
        brush.cut(x, area.y, left_end, &message.text, bar.patch(brush.paint.of(meaning)));
        return;
    }
    let hints = match &state.popup {
        Some(popup) => popup_hints(popup),
        None => action_hints(state),
    };
    let mut at = x;
    for (key, label) in hints {
        let width = text::width(&key) + 1 + text::width(&label);
        if usize::from(at) + width > usize::from(left_end) {
            break;
        }
        at = brush.text(at, area.y, left_end, &key, bar.patch(brush.paint.of(Meaning::Accent)));
        at = brush.text(at + 1, area.y, left_end, &label, bar) + 3;
    }
}

/// What is pending at the right; returns the column before which there is room.
fn status(state: &State, x: u16, y: u16, end: u16, brush: &mut Brush<'_>) -> u16 {
    let pending: String = state.keys.pending.iter().map(ToString::to_string).collect();
    let words = if !pending.is_empty() {
        format!("{pending} …")
    } else if state.search.is_on() {
        format!("/{} {}", state.search.text, state.search.count())
    } else {
        return end;
    };
    let begin = brush.right(x, y, end, &words, brush.paint.of(Meaning::Accent));
    begin.saturating_sub(2)
}

fn popup_hints(popup: &Popup) -> Vec<(String, String)> {
    let hints: &[(&str, &str)] = match popup {
        Popup::Palette(_) => &[("enter", "run"), ("↑↓", "choose"), ("esc", "close")],
        Popup::Finder(_) => &[("enter", "go"), ("↑↓", "choose"), ("esc", "close")],
        Popup::Matrix(_) => &[("enter", "go"), ("hjkl", "move"), ("esc", "close")],
        Popup::Reasons(_) => &[("1-6", "dismiss"), ("enter", "dismiss"), ("esc", "leave it open")],
        Popup::Note(_) => &[("enter", "keep"), ("esc", "leave as it was")],
        Popup::Search(_) => &[("enter", "go"), ("esc", "leave")],
    };
    hints.iter().map(|(key, label)| ((*key).to_owned(), (*label).to_owned())).collect()
}

/// Keys and labels of the actions that apply; help and the way to what is open
/// are never pushed out.
fn action_hints(state: &State) -> Vec<(String, String)> {
    let shown = |action: Action| {
        let entry = action.entry()?;
        let key = state.keys.map.key_of(action)?;
        (!entry.label.is_empty() && applies(state, action)).then(|| (key, entry.label.to_owned()))
    };
    let first = [Action::Help, Action::NextOpen].into_iter();
    let mut hints: Vec<_> = first.filter_map(shown).collect();
    let mut used: Vec<String> = hints.iter().map(|(key, _)| key.clone()).collect();
    for hint in ACTIONS.iter().filter_map(|entry| shown(entry.action)) {
        if !used.contains(&hint.0) {
            used.push(hint.0.clone());
            hints.push(hint);
        }
    }
    hints
}
