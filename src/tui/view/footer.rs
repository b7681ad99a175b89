//! The row at the bottom: a message, or the keys that work now.

use ratatui::layout::Rect;

use super::brush::Brush;
use crate::catalog::Meaning;
use crate::tui::action::{ACTIONS, Action};
use crate::tui::layout::Pane;
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
    if matches!(popup, Popup::Claims) {
        return claim_hints(state);
    }
    let hints: &[(&str, &str)] = match popup {
        Popup::Palette(_) => &[("enter", "run"), ("↑↓", "choose"), ("esc", "close")],
        Popup::Themes(_) => &[("enter", "keep"), ("↑↓", "see"), ("esc", "keep the old one")],
        Popup::Letter => &[("a-z 0-9", "keep this place under it"), ("esc", "leave it")],
        Popup::Bookmarks(_) => &[("its letter", "go"), ("enter", "go"), ("esc", "close")],
        Popup::Finder(_) => &[("enter", "go"), ("↑↓", "choose"), ("esc", "close")],
        Popup::Board(board) => match board.kind {
            BoardKind::Items(..) => &[
                ("enter", "go"),
                ("tab", "group by handler, check, state"),
                ("←→", "which"),
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
        Popup::Matrix(_) => {
            &[("enter", "go"), ("hjkl", "move"), ("s", "sort otherwise"), ("esc", "close")]
        }
        Popup::Reasons(_) => {
            &[("1-7", "dismiss"), ("enter", "dismiss"), ("tab", "add words"), ("esc", "cancel")]
        }
        Popup::Until(_) | Popup::Words(_) => &[("enter", "dismiss"), ("esc", "cancel")],
        Popup::Duplicate(..) => &[("enter", "dismiss"), ("↑↓", "choose"), ("esc", "cancel")],
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
            ("tab", "finding, question, note"),
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
