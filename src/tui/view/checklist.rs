//! The checklist: an item a line, the chosen one with everything that decides it.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::brush::Brush;
use super::rows;
use crate::catalog::Meaning;
use crate::tui::layout::Pane;
use crate::tui::state::{CheckLine, Disposition, LineKind, State};
use crate::tui::text;

pub(super) fn render(state: &State, area: Rect, brush: &mut Brush<'_>) {
    let under_cursor: Vec<_> = state
        .code
        .row()
        .map(|row| state.code.marks.on(row).map(|mark| mark.item).collect())
        .unwrap_or_default();
    for (offset, line) in rows(area) {
        let Some(check_line) = state.checklist.lines.get(state.checklist.top + offset) else {
            return;
        };
        match check_line.kind {
            LineKind::Item(position) => {
                item(state, check_line, position, &under_cursor, line, brush);
            }
            kind => other(state, check_line, kind, line, brush),
        }
    }
}

/// `>− generation   removed 121`
fn item(
    state: &State,
    check_line: &CheckLine,
    position: usize,
    under_cursor: &[usize],
    line: Rect,
    brush: &mut Brush<'_>,
) {
    let paint = brush.paint;
    let Some(index) = state.checklist.order.get(position) else { return };
    let Some(finding) = state.file().and_then(|(_, file)| file.finding(*index)) else { return };
    let is_chosen = position == state.checklist.cursor;
    let stands_here = under_cursor.contains(index);
    let mut ground = Style::new();
    if is_chosen {
        let focused = state.screen.focus == Pane::Checklist;
        ground = paint.of(if focused { Meaning::Selection } else { Meaning::Cursor });
    } else if stands_here {
        ground = paint.of(Meaning::Context);
    }
    brush.tint(line, ground);
    let end = line.right().saturating_sub(1);
    let dismissed = matches!(state.decided.of(finding.id()), Some(Disposition::Dismissed(_)));
    let state_style =
        if dismissed { paint.of(Meaning::NotApplicable) } else { paint.state(finding.state()) };
    let lead = match (is_chosen, stands_here) {
        (true, _) => paint.pick(">", "▸"),
        (false, true) => paint.pick("*", "•"),
        _ => " ",
    };
    let x = brush.text(line.x, line.y, end, lead, ground.patch(paint.of(Meaning::Accent)));
    let sign = paint.sign(finding.state()).to_string();
    let x = brush.text(x, line.y, end, &sign, ground.patch(state_style)) + 1;
    let mut title = paint.of(if dismissed { Meaning::Muted } else { Meaning::Title });
    if is_chosen {
        title = title.add_modifier(Modifier::BOLD);
    }
    let quiet = matches!(
        finding.state(),
        crate::model::State::Guarded | crate::model::State::NotApplicable
    );
    let right_style = if quiet { paint.of(Meaning::Muted) } else { state_style };
    let right = text::cut(
        &check_line.right,
        usize::from(end.saturating_sub(x)).saturating_sub(8),
        paint.ascii(),
    );
    let begin = brush.right(x, line.y, end, &right, ground.patch(right_style));
    brush.cut(x, line.y, begin.saturating_sub(1), &check_line.text, ground.patch(title));
}

fn other(state: &State, check_line: &CheckLine, kind: LineKind, line: Rect, brush: &mut Brush<'_>) {
    let paint = brush.paint;
    let end = line.right();
    let is_current = |number: usize| number == state.checklist.stop;
    let style = match kind {
        LineKind::Message | LineKind::Remark => paint.of(Meaning::Title),
        LineKind::Loss => paint.of(Meaning::Removed).remove_modifier(Modifier::BOLD),
        LineKind::Attack => paint.of(Meaning::Weakened).remove_modifier(Modifier::BOLD),
        LineKind::Decision => paint.of(Meaning::Done),
        LineKind::Stop(number) if is_current(number) => paint.of(Meaning::Accent),
        LineKind::Stop(_) => paint.of(Meaning::Title),
        LineKind::StopMore(number) if is_current(number) => paint.of(Meaning::Title),
        _ => paint.of(Meaning::Muted),
    };
    let lead = match kind {
        LineKind::Stop(number) if is_current(number) => paint.pick(" > ", " ▸ "),
        LineKind::Stop(_) => "   ",
        LineKind::Heading if check_line.owner.is_none() => " ",
        _ => "",
    };
    let x = brush.text(line.x, line.y, end, lead, style);
    brush.cut(x, line.y, end, &check_line.text, style);
}
