//! What the screen is and the five keys that matter, for who has never seen it.

use ratatui::layout::Rect;

use super::brush::Brush;
use super::popups::frame;
use super::rows;
use crate::catalog::Meaning;
use crate::tui::action::Action;
use crate::tui::state::State;
use crate::tui::text;

/// What each of them does.
const KEYS: [(&[Action], &str); 5] = [
    (&[Action::NextOpen], "the next open item, and the line that decides it"),
    (&[Action::NextEvidence], "the next line of its evidence"),
    (&[Action::Confirm, Action::Dismiss], "it is true, or it is not, with a reason"),
    (&[Action::NextPane], "changes, code, checklist: the next pane"),
    (&[Action::Help], "every key; letters filter, enter runs"),
];

/// The same in a lesson.
const KEYS_OF_LESSON: [(&[Action], &str); 5] = [
    (&[Action::Mark, Action::Select], "mark the line that decides; select several"),
    (&[Action::Say, Action::Sure], "say the state of it, and how sure you are"),
    (&[Action::TakeHint, Action::Reveal], "a hint, at a price; the answer beside yours"),
    (&[Action::NextPane], "files, code, question: the next pane"),
    (&[Action::Help], "every key; letters filter, enter runs"),
];

const WHAT_LESSON: &str = "A lesson: read the question, then find the lines in the code";

const WHAT: &str = "Each handler of the change, its code, and the guards it has and lacks";

/// Fewer cells or lines than this have no room for it beside what is reviewed.
const LEAST: (u16, u16) = (44, 16);

pub(super) fn render(state: &State, area: Rect, brush: &mut Brush<'_>) {
    if state.screen.hint == 0 {
        return;
    }
    let key = |action: &Action| state.keys.map.key_of(*action);
    let (what, keys) = match state.quiz {
        Some(_) => (WHAT_LESSON, &KEYS_OF_LESSON),
        None => (WHAT, &KEYS),
    };
    let keys = keys.iter().map(|(actions, words)| {
        (actions.iter().filter_map(key).collect::<Vec<_>>().join(" "), *words)
    });
    let keys: Vec<_> = keys.filter(|(keys, _)| !keys.is_empty()).collect();
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return line(&keys, area, brush);
    }
    let wide = keys.iter().map(|(keys, _)| text::width(keys)).max().unwrap_or(0);
    let width = area.width.min(74);
    let height = u16::try_from(keys.len()).unwrap_or(5) + 4;
    let (x, y) = (area.right() - width, area.bottom().saturating_sub(height + 1));
    let inner = frame(Rect::new(x, y, width, height), "First steps", brush);
    let ground = brush.paint.of(Meaning::Popup);
    let accent = ground.patch(brush.paint.of(Meaning::Accent));
    let muted = ground.patch(brush.paint.of(Meaning::Muted));
    let mut lines = rows(inner);
    if let Some((_, line)) = lines.next() {
        brush.cut(line.x + 1, line.y, line.right(), what, ground);
    }
    // The lines last, so that none is taken for keys that there are not.
    for ((keys, words), (_, line)) in keys.iter().zip(lines.by_ref()) {
        brush.text(line.x + 1, line.y, line.right(), keys, accent);
        let x = line.x + 3 + u16::try_from(wide).unwrap_or(8);
        brush.cut(x, line.y, line.right(), words, ground);
    }
    if let Some((_, line)) = lines.next() {
        let back = state.keys.map.key_of(Action::Hint).unwrap_or_default();
        let words = format!("This goes away by itself, or on esc; {back} brings it back");
        brush.cut(line.x + 1, line.y, line.right(), &words, muted);
    }
}

/// The keys alone on a line above the footer, where there is no more room.
fn line(keys: &[(String, &str)], area: Rect, brush: &mut Brush<'_>) {
    if area.height < 4 {
        return;
    }
    let line = Rect::new(area.x, area.bottom() - 2, area.width, 1);
    brush.fill(line, brush.paint.of(Meaning::Popup));
    let accent = brush.paint.of(Meaning::Popup).patch(brush.paint.of(Meaning::Accent));
    let words = keys.iter().map(|(keys, _)| keys.as_str()).collect::<Vec<_>>().join("  ");
    brush.cut(line.x + 1, line.y, line.right(), &format!("first steps: {words}"), accent);
}
