//! The row at the bottom: a message, or the keys that work now.

use ratatui::layout::Rect;

use super::brush::Brush;
use crate::catalog::Meaning;
use crate::tui::action::{ACTIONS, Action};
use crate::tui::layout::Pane;
use crate::tui::list_keys::list_keys;
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
    let mut at = x;
    if let Some(message) = &state.screen.message {
        let meaning = if message.is_error { Meaning::Error } else { Meaning::Done };
        let style = bar.patch(brush.paint.of(meaning));
        at = brush.cut(x, area.y, left_end, &message.text, style) + 3;
    }
    if let Some(words) = blamed(state) {
        brush.cut(at, area.y, left_end, &words, bar.patch(brush.paint.of(Meaning::Muted)));
        return;
    }
    let hints = match &state.popup {
        Some(popup) => popup_hints(state, popup),
        None if !state.keys.pending.is_empty() => continued(state),
        None => action_hints(state),
    };
    draw(&hints, (at, left_end, area.y), brush);
}

/// From this many cells on there is room for how to leave beside what is done now.
const ROOMY: usize = 60;

/// Keys with labels, as many as there is room for between two columns; the last of them is
/// how to leave, and where there is some room is not pushed out by others.
fn draw(hints: &[(String, String)], (x, end, y): (u16, u16, u16), brush: &mut Brush<'_>) {
    let bar = brush.paint.of(Meaning::Bar);
    let key_style = bar.patch(brush.paint.of(Meaning::Accent));
    let width = |(key, label): &(String, String)| text::width(key) + 1 + text::width(label);
    let Some((last, rest)) = hints.split_last() else { return };
    let room = usize::from(end.saturating_sub(x));
    let reserved = if room < ROOMY { 0 } else { width(last) + 3 };
    let (mut shown, mut used) = (Vec::new(), 0);
    for hint in rest {
        if used + width(hint) + reserved > room {
            break;
        }
        used += width(hint) + 3;
        shown.push(hint);
    }
    shown.extend(Some(last).filter(|hint| used + width(hint) <= room));
    let mut at = x;
    for (key, label) in shown {
        at = brush.text(at, y, end, key, key_style);
        at = brush.text(at + 1, y, end, label, bar) + 3;
    }
}

/// How what is pressed of a sequence can go on.
fn continued(state: &State) -> Vec<(String, String)> {
    let pressed: String = state.keys.pending.iter().map(ToString::to_string).collect();
    let applying = ACTIONS.iter().filter(|entry| applies(state, entry.action));
    let rest = applying.filter_map(|entry| {
        let keys = state.keys.map.keys_of(entry.action);
        let next = keys.iter().find_map(|key| key.strip_prefix(pressed.as_str()))?;
        Some((next.to_owned(), entry.name.replace('-', " ")))
    });
    rest.collect()
}

/// Where the line under the cursor comes from, where that is shown.
fn blamed(state: &State) -> Option<String> {
    let is_free = state.popup.is_none() && state.keys.pending.is_empty();
    let is_code = state.screen.focus == Pane::Code && is_free;
    let line = state.code.line().filter(|_| is_code && state.code.peek.is_none())?;
    state.blame.line(state.code.file?, line)
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
    let keys = list_keys(state, popup).into_iter().filter(|key| !key.label.is_empty());
    let mut hints: Vec<_> = keys.map(|key| (key.shown, key.label)).collect();
    let help = state.keys.map.key_of(Action::Help);
    let is_help = matches!(popup, Popup::Palette(_) | Popup::Keys(..));
    if let (Some(help), true) = (help, !popup.is_written() && !is_help) {
        hints.insert(hints.len().saturating_sub(1), (help, "keys".to_owned()));
    }
    hints
}

/// What is offered first, by where the keys go; help stands before it and leaving behind all.
fn first(state: &State) -> &'static [Action] {
    if state.search.is_on() {
        return &[Action::SearchNext, Action::SearchPrevious, Action::Back];
    }
    match state.screen.focus {
        _ if state.code.peek.is_some() => &[Action::Back, Action::NextEvidence, Action::Open],
        Pane::Changes => &[Action::NextOpen, Action::Claims, Action::Open, Action::Reviewed],
        Pane::Code => &[Action::NextOpen, Action::Claims, Action::NextEvidence, Action::Note],
        Pane::Checklist => &[
            Action::NextOpen,
            Action::Claims,
            Action::Confirm,
            Action::Dismiss,
            Action::NextEvidence,
            Action::Note,
            Action::Lesson,
        ],
    }
}

/// Keys and labels of the actions that apply, what the focus needs first.
fn action_hints(state: &State) -> Vec<(String, String)> {
    let shown = |action: Action| {
        let entry = action.entry()?;
        let key = state.keys.map.key_of(action)?;
        (!entry.label.is_empty() && applies(state, action)).then(|| (key, entry.label.to_owned()))
    };
    let first = [Action::Help].iter().chain(first(state)).copied();
    let rest = ACTIONS.iter().map(|entry| entry.action).filter(|action| *action != Action::Quit);
    let mut hints: Vec<(String, String)> = Vec::new();
    for hint in first.chain(rest).chain([Action::Quit]).filter_map(shown) {
        if !hints.iter().any(|(key, _)| *key == hint.0) {
            hints.push(hint);
        }
    }
    hints
}
