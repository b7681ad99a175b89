//! The row at the top: what is reviewed, how far, and how it stands.

use ratatui::layout::Rect;

use super::brush::Brush;
use super::{counts, question};
use crate::catalog::Meaning;
use crate::tui::state::State;
use crate::tui::text;

pub(super) fn render(state: &State, area: Rect, brush: &mut Brush<'_>) {
    if area.height == 0 {
        return;
    }
    let bar = brush.paint.of(Meaning::Bar);
    brush.fill(area, bar);
    let end = area.right().saturating_sub(1);
    let begin = match state.quiz.as_deref() {
        Some(quiz) => {
            let words = question::standing(quiz, area.width >= 70);
            brush.right(area.x, area.y, end, &words, bar)
        }
        None => counts::render(state, area, end, brush),
    };
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
        // The part by itself says more than a part and the beginning of the whole.
        let [whole, part] = titles(state);
        let fits = usize::from(room.saturating_sub(x + 2)) >= text::width(&whole);
        let title = if fits { whole } else { part };
        brush.cut(x + 2, area.y, room, &title, brush.paint.of(Meaning::Muted));
    }
}

/// What is reviewed: with the whole that it is a part of, and by itself.
pub(super) fn titles(state: &State) -> [String; 2] {
    let title = &state.review.title;
    match state.ranges.is_part() {
        true => [format!("{title} of {}", state.ranges.whole_title), title.clone()],
        false => [title.clone(), title.clone()],
    }
}

/// From this many columns on the program is named.
pub(super) const MEDIUM_HEADER: u16 = 90;
