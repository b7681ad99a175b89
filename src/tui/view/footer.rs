//! The row at the bottom: a message, or the keys that work now.

use ratatui::layout::Rect;

use super::brush::Brush;
use crate::catalog::Meaning;
use crate::tui::action::{ACTIONS, Action};
use crate::tui::state::{BoardKind, Popup, State};
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
        Some(popup) => popup_hints(state, popup),
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
    let count = match state.keys.count {
        Some(0) => "line".to_owned(),
        Some(number) => number.to_string(),
        None => String::new(),
    };
    let words = if !pending.is_empty() || !count.is_empty() {
        format!("{count}{pending} …")
    } else if state.search.is_on() {
        format!("/{} {}", state.search.text, state.search.count())
    } else {
        return end;
    };
    let begin = brush.right(x, y, end, &words, brush.paint.of(Meaning::Accent));
    begin.saturating_sub(2)
}

fn popup_hints(state: &State, popup: &Popup) -> Vec<(String, String)> {
    if matches!(popup, Popup::Claims) {
        return claim_hints(state);
    }
    let hints: &[(&str, &str)] = match popup {
        Popup::Palette(_) => &[("enter", "run"), ("↑↓", "choose"), ("esc", "close")],
        Popup::Themes(_) => &[("enter", "keep"), ("↑↓", "see"), ("esc", "as before")],
        Popup::Letter => &[("a-z 0-9", "keep this place under it"), ("esc", "leave it")],
        Popup::Bookmarks(_) => &[("its letter", "go"), ("enter", "go"), ("esc", "close")],
        Popup::Finder(_) => &[("enter", "go"), ("↑↓", "choose"), ("esc", "close")],
        Popup::Board(board) => match board.kind {
            BoardKind::Items(..) => &[
                ("enter", "go"),
                ("tab", "group otherwise"),
                ("←→", "others"),
                ("↑↓", "choose"),
                ("esc", "close"),
            ],
            BoardKind::Commits => &[("enter", "show alone"), ("↑↓", "choose"), ("esc", "close")],
            BoardKind::Messages => &[("↑↓", "look"), ("esc", "close")],
            _ => &[("enter", "go"), ("↑↓", "choose"), ("esc", "close")],
        },
        Popup::Ranges(pick) if pick.opening.is_some() => &[("esc", "leave it")],
        Popup::Ranges(_) => &[("enter", "open"), ("↑↓", "choose"), ("esc", "close")],
        Popup::Reading(_) => &[("j k", "read on"), ("esc", "close")],
        Popup::Formats(_) => &[("enter", "choose"), ("↑↓", "look"), ("esc", "close")],
        Popup::Export(_) => &[("enter", "write"), ("esc", "leave it")],
        Popup::Matrix(_) => &[("enter", "go"), ("hjkl", "move"), ("esc", "close")],
        Popup::Reasons(_) => &[
            ("1-7", "dismiss"),
            ("enter", "dismiss"),
            ("tab", "dismiss, with words"),
            ("esc", "leave it open"),
        ],
        Popup::Until(_) | Popup::Words(_) => &[("enter", "dismiss"), ("esc", "leave it open")],
        Popup::Duplicate(..) => &[("enter", "dismiss"), ("↑↓", "choose"), ("esc", "leave it open")],
        Popup::Severity(_) => &[("1-6", "choose"), ("enter", "choose"), ("esc", "leave it")],
        Popup::Batch(_) => &[
            ("enter", "decide on all of these"),
            ("tab", "more"),
            ("↑↓", "look"),
            ("esc", "close"),
        ],
        Popup::BatchChoice(..) => {
            &[("1-7", "decide"), ("enter", "decide"), ("tab", "with words"), ("esc", "back")]
        }
        Popup::Own(_) => &[
            ("enter", "keep"),
            ("tab", "finding or question"),
            ("↑↓", "check"),
            ("ctrl-r", "role"),
            ("esc", "leave it"),
        ],
        Popup::Note(_) => &[("enter", "keep"), ("esc", "leave as it was")],
        Popup::Verdicts(_) => &[("1-7", "choose"), ("enter", "choose"), ("esc", "leave it")],
        Popup::Why(_) => &[("enter", "keep"), ("esc", "leave it")],
        Popup::Claims => &[],
        Popup::Search(_) => &[("enter", "go"), ("esc", "leave")],
    };
    hints.iter().map(|(key, label)| ((*key).to_owned(), (*label).to_owned())).collect()
}

/// Keys of the list of all claims, those of decisions as they are set.
fn claim_hints(state: &State) -> Vec<(String, String)> {
    let hint = |key: &str, label: &str| (key.to_owned(), label.to_owned());
    let mut hints = vec![hint("enter", "go")];
    if state.claims.view.claim().is_some() {
        let decisions =
            [(Action::Confirm, "confirm"), (Action::Overrule, "overrule"), (Action::Note, "note")];
        let set = decisions
            .into_iter()
            .filter_map(|(action, label)| Some(hint(&state.keys.map.key_of(action)?, label)));
        hints.extend(set);
    }
    hints.extend([hint("jk", "move"), hint("esc", "close")]);
    hints
}

/// Keys and labels of the actions that apply; help and the ways to what is open and to
/// the claims are never pushed out.
fn action_hints(state: &State) -> Vec<(String, String)> {
    let shown = |action: Action| {
        let entry = action.entry()?;
        let key = state.keys.map.key_of(action)?;
        (!entry.label.is_empty() && applies(state, action)).then(|| (key, entry.label.to_owned()))
    };
    let first = [Action::Help, Action::NextOpen, Action::Claims].into_iter();
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
