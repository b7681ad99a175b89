//! The row at the top: what is reviewed, how far, and how it stands.

use ratatui::layout::Rect;

use super::brush::Brush;
use crate::catalog::Meaning;
use crate::model::State as ItemState;
use crate::tui::state::State;
use crate::tui::text;

pub(super) fn render(state: &State, area: Rect, brush: &mut Brush<'_>) {
    if area.height == 0 {
        return;
    }
    let bar = brush.paint.of(Meaning::Bar);
    brush.fill(area, bar);
    let end = area.right().saturating_sub(1);
    let begin = right_side(state, area, end, brush);
    let mut x = area.x + u16::from(area.width > 20);
    let room = begin.saturating_sub(2);
    if area.width >= MEDIUM_HEADER {
        x = brush.text(x, area.y, room, "lineproof", brush.paint.of(Meaning::Accent)) + 2;
    }
    x = brush.cut(
        x,
        area.y,
        room,
        &state.review.repository,
        bar.patch(brush.paint.of(Meaning::Title)),
    );
    if x + 4 < room {
        brush.cut(x + 2, area.y, room, &state.review.title, brush.paint.of(Meaning::Muted));
    }
}

/// How claims stand, in as many words as there is room for.
fn claims(state: &State, room: usize) -> Option<String> {
    let totals = state.claims.totals;
    let all = state.claims.all.len();
    if state.claims.sources.is_empty() || room == 0 {
        return None;
    }
    let short = format!("claims {all}: {} hold", totals.hold);
    let part = |count: usize, words: &str| {
        if count == 0 { String::new() } else { format!(", {count} {words}") }
    };
    let long = [
        part(totals.in_part, "in part"),
        part(totals.wrong, "do not"),
        part(totals.unsaid, "undecided"),
    ];
    let long = format!("{short}{}", long.concat());
    let choices = [long, short, format!("claims {all}")];
    choices.into_iter().find(|words| text::width(words) + 3 <= room)
}

/// From this many columns on the program is named.
const MEDIUM_HEADER: u16 = 90;

/// Progress and counts at the right; returns the column they begin at.
fn right_side(state: &State, area: Rect, end: u16, brush: &mut Brush<'_>) -> u16 {
    let review = &state.review;
    let totals = review.totals;
    let mut pieces: Vec<(String, Meaning)> = Vec::new();
    if let Some(reading) = state.claims.reading.as_ref().filter(|_| area.width >= 60) {
        let words = text::cut(&reading.to_string(), 28, brush.paint.ascii());
        pieces.push((format!("claims: {words}"), Meaning::Muted));
    }
    let wide = area.width >= 120;
    if !review.complete && !review.files.is_empty() {
        let (done, all) = (review.assessed, review.files.len());
        let words = if area.width >= 80 {
            format!("analysing {done} of {all}")
        } else {
            format!("{done}/{all}")
        };
        pieces.push((words, Meaning::Muted));
    }
    if totals.handlers > 0 {
        let (reviewed, all) = (totals.reviewed, totals.handlers);
        let words = if area.width >= 70 {
            format!("reviewed {reviewed} of {all}")
        } else {
            format!("{reviewed}/{all}")
        };
        let meaning = if reviewed == all { Meaning::Done } else { Meaning::Text };
        pieces.push((words, meaning));
    }
    let mut state_pieces = Vec::new();
    for item in ItemState::ALL {
        let count = totals.states[item as usize];
        if count == 0 || item == ItemState::NotApplicable {
            continue;
        }
        let sign = brush.paint.sign(item);
        let word = if wide { format!("{sign} {count} {item}") } else { format!("{sign} {count}") };
        state_pieces.push((word, item));
    }
    let used: usize = pieces
        .iter()
        .map(|(words, _)| words)
        .chain(state_pieces.iter().map(|(words, _)| words))
        .map(|words| text::width(words) + 3)
        .sum();
    let names = text::width(&review.repository) + text::width(&review.title);
    let names = if area.width >= MEDIUM_HEADER { names + 18 } else { names + 6 };
    let room = usize::from(area.width).saturating_sub(used + names);
    pieces.extend(claims(state, room).map(|words| (words, Meaning::Text)));
    let gap = if area.width >= 70 { 3 } else { 1 };
    let width = |text: &str| u16::try_from(text::width(text)).unwrap_or(u16::MAX);
    let total: u16 = pieces
        .iter()
        .map(|(text, _)| width(text) + gap)
        .chain(state_pieces.iter().map(|(text, _)| width(text) + gap))
        .sum();
    let begin = end.saturating_sub(total.saturating_sub(gap)).max(area.x);
    let mut x = begin;
    for (text, meaning) in pieces {
        let mut style = brush.paint.of(meaning);
        style.bg = None;
        x = brush.text(x, area.y, end, &text, style) + gap;
    }
    for (text, item) in state_pieces {
        x = brush.text(x, area.y, end, &text, brush.paint.state(item)) + gap;
    }
    begin
}
