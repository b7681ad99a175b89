//! The question of a lesson: what is asked, what was given, and the answer once it is shown.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::brush::Brush;
use super::rows;
use crate::catalog::Meaning;
use crate::model::State as ItemState;
use crate::tui::layout::Pane;
use crate::tui::paint::Paint;
use crate::tui::state::{Quiz, QuizLine, QuizLook, QuizSign, State};
use crate::tui::text;

pub(super) fn render(state: &State, quiz: &Quiz, area: Rect, brush: &mut Brush<'_>) {
    let is_focused = state.screen.focus == Pane::Checklist;
    for (offset, row) in rows(area) {
        let at = quiz.top + offset;
        let Some(line) = quiz.lines.get(at) else { break };
        let is_cursor = at == quiz.cursor && is_focused;
        draw(line, is_cursor, row, brush);
    }
    let below = quiz.lines.len().saturating_sub(quiz.top + usize::from(area.height));
    if below > 0 && area.height > 2 {
        let words = format!(" {} {below} more ", brush.paint.pick("v", "↓"));
        let bar = brush.paint.of(Meaning::Bar).patch(brush.paint.of(Meaning::Accent));
        brush.right(area.x, area.bottom() - 1, area.right(), &words, bar);
    }
}

fn draw(line: &QuizLine, is_cursor: bool, row: Rect, brush: &mut Brush<'_>) {
    let paint = brush.paint;
    let ground = if is_cursor { paint.of(Meaning::Selection) } else { Style::new() };
    brush.tint(row, ground);
    let end = row.right().saturating_sub(1);
    let mut x = row.x + 1;
    let style = ground.patch(look(line.look, paint));
    if let Some(sign) = line.sign {
        let (glyph, look) = mark(sign, paint);
        x = brush.text(x + 1, row.y, end, glyph, ground.patch(look)) + 1;
    } else if line.place.is_some() {
        let accent = ground.patch(paint.of(Meaning::Accent));
        x = brush.text(x, row.y, end, paint.pick(">", "→"), accent) + 1;
    }
    let right = ground.patch(Style { bg: None, ..paint.of(Meaning::Accent) });
    let right_end = if line.right.is_empty() {
        end
    } else {
        brush.right(x, row.y, end, &line.right, right).saturating_sub(1)
    };
    debug_assert!(text::width(&line.right) < 12, "keys are short");
    brush.cut(x, row.y, right_end, &line.text, style);
}

fn look(look: QuizLook, paint: &Paint) -> Style {
    let plain = |meaning: Meaning| Style { bg: None, ..paint.of(meaning) };
    match look {
        QuizLook::Heading => plain(Meaning::Accent),
        QuizLook::Strong => plain(Meaning::Title).add_modifier(Modifier::BOLD),
        QuizLook::Plain => plain(Meaning::Text),
        QuizLook::Muted => plain(Meaning::Muted),
        QuizLook::Good => paint.state(ItemState::Guarded).remove_modifier(Modifier::BOLD),
        QuizLook::Near => paint.state(ItemState::Weakened).remove_modifier(Modifier::BOLD),
        QuizLook::Bad => paint.state(ItemState::Missing).remove_modifier(Modifier::BOLD),
        QuizLook::Attack => paint.of(Meaning::Weakened).remove_modifier(Modifier::BOLD),
    }
}

/// The sign that stands on a line, and its look.
pub(super) fn mark(sign: QuizSign, paint: &Paint) -> (&'static str, Style) {
    let (ascii, unicode) = sign.glyphs();
    let style = match sign {
        QuizSign::Own => paint.of(Meaning::Accent),
        QuizSign::Hinted | QuizSign::Trap | QuizSign::Allowed => paint.of(Meaning::Muted),
        QuizSign::Hit => paint.state(ItemState::Guarded),
        QuizSign::Missed => paint.state(ItemState::Weakened),
        QuizSign::Wrong | QuizSign::Trapped => paint.state(ItemState::Missing),
    };
    (paint.pick(ascii, unicode), style)
}

/// How far the learner is, for the header.
pub(super) fn standing(quiz: &Quiz, is_wide: bool) -> String {
    let (at, count) = (quiz.sitting.at() + 1, quiz.count());
    let score = quiz.sitting.exercise.score();
    let points = crate::teach::points;
    match (is_wide, score.steps) {
        (true, 0) => format!("question {at} of {count}"),
        (true, _) => {
            let (got, possible) = (points(score.points), points(score.possible));
            format!("question {at} of {count}   {got} of {possible} points")
        }
        (false, _) => format!("{at}/{count}"),
    }
}
