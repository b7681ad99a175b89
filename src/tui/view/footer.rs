//! The row at the bottom: a message, or the keys that work now.

use ratatui::layout::Rect;

use super::brush::Brush;
use crate::catalog::Meaning;
use crate::tui::action::{ACTIONS, Action};
use crate::tui::layout::Pane;
use crate::tui::list_keys::list_keys;
use crate::tui::state::{Popup, Quiz, State};
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
    let hints = match &state.popup {
        Some(popup) => popup_hints(state, popup),
        None if !state.keys.pending.is_empty() => continued(state),
        None => action_hints(state),
    };
    if let Some(words) = blamed(state).filter(|_| state.screen.message.is_none()) {
        // The keys that are needed most are never covered.
        let kept = shown(&hints, usize::from(left_end.saturating_sub(at)) / 2, None);
        let kept = u16::try_from(kept.width + 2).unwrap_or(0);
        let muted = bar.patch(brush.paint.of(Meaning::Muted));
        at = brush.cut(at, area.y, left_end.saturating_sub(kept), &words, muted) + 3;
    }
    // How to leave a dialog is always there; else where there is some room.
    let room = usize::from(left_end.saturating_sub(at));
    let last = hints.len().checked_sub(1).filter(|_| state.popup.is_some() || room >= ROOMY);
    draw(shown(&hints, room, last), (at, left_end, area.y), brush);
}

/// From this many cells on there is room for how to leave beside what is done now.
const ROOMY: usize = 60;

/// Hints that fit, and the blanks between them.
struct Shown<'hints> {
    hints: Vec<&'hints (String, String)>,
    gap: usize,
    width: usize,
}

/// As many hints as there is room for, the first first; the one at `kept` is not pushed out
/// by others. They stand nearer where more of them fit then.
fn shown(hints: &[(String, String)], room: usize, kept: Option<usize>) -> Shown<'_> {
    let wide = fitting(hints, room, kept, 3);
    let near = fitting(hints, room, kept, 2);
    let all = wide.hints.len() == hints.len() || room >= ROOMY * 2;
    if all || near.hints.len() <= wide.hints.len() { wide } else { near }
}

fn fitting(hints: &[(String, String)], room: usize, kept: Option<usize>, gap: usize) -> Shown<'_> {
    let of = |(key, label): &(String, String)| text::width(key) + 1 + text::width(label);
    let last = kept.and_then(|at| hints.get(at));
    let reserved = last.map_or(0, |hint| of(hint) + gap);
    let (mut fit, mut used) = (Vec::new(), 0);
    for hint in hints.iter().take(kept.unwrap_or(hints.len())) {
        if used + of(hint) + reserved > room {
            break;
        }
        used += of(hint) + gap;
        fit.push(hint);
    }
    if let Some(last) = last.filter(|hint| used + of(hint) <= room) {
        used += of(last) + gap;
        fit.push(last);
    }
    Shown { hints: fit, gap, width: used.saturating_sub(gap) }
}

/// Keys with labels, between two columns.
fn draw(shown: Shown<'_>, (x, end, y): (u16, u16, u16), brush: &mut Brush<'_>) {
    let bar = brush.paint.of(Meaning::Bar);
    let key_style = bar.patch(brush.paint.of(Meaning::Accent));
    let gap = u16::try_from(shown.gap).unwrap_or(3);
    let mut at = x;
    for (key, label) in shown.hints {
        at = brush.text(at, y, end, key, key_style);
        at = brush.text(at + 1, y, end, label, bar) + gap;
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

/// What is decided with, of what is chosen.
const DECIDING: [Action; 5] =
    [Action::Confirm, Action::Dismiss, Action::Overrule, Action::SetAside, Action::Note];

/// Below this many columns what is decided with stands before what leads on.
const NARROW: u16 = 60;

/// What is offered first, by where the keys go; help stands before it and leaving behind all.
fn first(state: &State) -> Vec<Action> {
    if state.search.is_on() {
        return vec![Action::SearchNext, Action::SearchPrevious, Action::Back];
    }
    if let Some(quiz) = state.quiz.as_deref() {
        return in_lesson(quiz);
    }
    let on = [Action::NextOpen];
    let after = [Action::Undo, Action::NextPane];
    let rest = [Action::Claims, Action::Lesson, Action::NextEvidence, Action::Reviewed];
    match state.screen.focus {
        _ if state.code.peek.is_some() => {
            vec![Action::Back, Action::NextEvidence, Action::Open, Action::Confirm, Action::Dismiss]
        }
        // Who sees nothing but the tree goes on into what is chosen.
        Pane::Changes => {
            let go = [Action::NextOpen, Action::Open, Action::Reviewed, Action::NextPane];
            [&go[..], &DECIDING, &after, &rest].concat()
        }
        _ if state.screen.width < NARROW => {
            [&DECIDING[..4], &after[1..], &on, &DECIDING[4..], &after[..1], &rest].concat()
        }
        _ => [&on[..], &DECIDING, &after, &rest].concat(),
    }
}

/// What is offered first in a lesson.
fn in_lesson(quiz: &Quiz) -> Vec<Action> {
    let answering = [
        Action::Mark,
        Action::Say,
        Action::Mend,
        Action::Sure,
        Action::Reveal,
        Action::TakeHint,
        Action::MarkRole,
        Action::NextPane,
        Action::NextQuestion,
    ];
    if quiz.is_open() {
        answering.to_vec()
    } else {
        vec![Action::NextQuestion, Action::Scores, Action::Retry, Action::NextPane]
    }
}

/// Keys and labels of the actions that apply, what the focus needs first.
fn action_hints(state: &State) -> Vec<(String, String)> {
    let shown = |action: Action| {
        let entry = action.entry()?;
        let key = state.keys.map.key_of(action)?;
        (!entry.label.is_empty() && applies(state, action)).then(|| (key, entry.label.to_owned()))
    };
    let first = std::iter::once(Action::Help).chain(first(state));
    let rest = ACTIONS.iter().map(|entry| entry.action).filter(|action| *action != Action::Quit);
    let mut hints: Vec<(String, String)> = Vec::new();
    for hint in first.chain(rest).chain([Action::Quit]).filter_map(shown) {
        if !hints.iter().any(|(key, _)| *key == hint.0) {
            hints.push(hint);
        }
    }
    hints
}
