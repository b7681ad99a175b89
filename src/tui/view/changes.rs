//! The tree: changed files, and under each its handlers.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::brush::Brush;
use super::rows;
use crate::catalog::Meaning;
use crate::model::{FileStatus, Method};
use crate::tui::layout::Pane;
use crate::tui::state::{Shown, State, TreeRow};
use crate::tui::text;

pub(super) fn render(state: &State, area: Rect, brush: &mut Brush<'_>) {
    if state.changes.rows.is_empty() && area.height > 1 {
        let style = brush.paint.of(Meaning::Muted);
        brush.cut(area.x + 1, area.y + 1, area.right(), "Nothing changed.", style);
        return;
    }
    for (offset, line) in rows(area) {
        let index = state.changes.top + offset;
        let Some(row) = state.changes.rows.get(index) else { return };
        let mut ground = Style::new();
        if index == state.changes.cursor {
            let focused = state.screen.focus == Pane::Changes;
            ground = brush.paint.of(if focused { Meaning::Selection } else { Meaning::Cursor });
            brush.tint(line, ground);
        }
        match *row {
            TreeRow::File(file) => file_row(state, file, line, ground, brush),
            TreeRow::Handler(file, handler) => {
                handler_row(state, (file, handler), line, ground, brush);
            }
        }
        if index == state.changes.cursor {
            let sign = brush.paint.pick(">", "▌");
            brush.glyph(line.x, line.y, line.right(), (sign, 1), brush.paint.of(Meaning::Accent));
        }
    }
}

fn status(status: FileStatus) -> (char, Meaning) {
    match status {
        FileStatus::Added => ('A', Meaning::AddedSign),
        FileStatus::Untracked => ('U', Meaning::AddedSign),
        FileStatus::Deleted => ('D', Meaning::DeletedSign),
        FileStatus::Modified => ('M', Meaning::Muted),
        FileStatus::Renamed { .. } => ('R', Meaning::Muted),
        FileStatus::ModeChanged => ('m', Meaning::Muted),
        FileStatus::TypeChanged => ('T', Meaning::Muted),
        FileStatus::Unchanged => (' ', Meaning::Muted),
        FileStatus::Conflicted => ('!', Meaning::Error),
    }
}

fn file_row(state: &State, file: usize, line: Rect, ground: Style, brush: &mut Brush<'_>) {
    let Some(entry) = state.review.files.get(file) else { return };
    let (letter, meaning) = status(entry.change.status);
    let end = line.right();
    let letter_style = ground.patch(brush.paint.of(meaning));
    let x = brush.text(line.x + 1, line.y, end, &letter.to_string(), letter_style) + 1;
    let path = entry.change.path();
    let (folder, name) = (path.folder(), path.file_name());
    let room = usize::from(end.saturating_sub(x));
    let name_width = text::width(name);
    let mut at = x;
    if !folder.is_empty() && name_width + 3 < room {
        let folder = text::cut_front(&format!("{folder}/"), room - name_width, brush.paint.ascii());
        at = brush.text(at, line.y, end, &folder, ground.patch(brush.paint.of(Meaning::Muted)));
    }
    let mut style = brush.paint.of(Meaning::Title);
    style.bg = None;
    brush.cut(at, line.y, end, name, ground.patch(style));
}

fn handler_row(
    state: &State,
    (file, handler): (usize, usize),
    line: Rect,
    ground: Style,
    brush: &mut Brush<'_>,
) {
    let Some(entry) = state.review.files.get(file) else { return };
    let Some(handler) = entry.handlers().get(handler) else { return };
    let paint = brush.paint;
    let end = line.right();
    let reviewed = state.decided.is_reviewed(&handler.id);
    let (mark, meaning) = if reviewed { ("[x]", Meaning::Done) } else { ("[ ]", Meaning::Muted) };
    let asked = state.quiz.as_deref().map(|quiz| quiz.question().map(|it| &it.handler));
    let (mark, meaning) = match asked {
        // In a lesson nothing is reviewed: what the question is about is pointed at.
        Some(asked) if asked == Some(&handler.id) => (" ? ", Meaning::Accent),
        Some(_) => ("   ", Meaning::Muted),
        None => (mark, meaning),
    };
    let mut x = brush.text(line.x + 2, line.y, end, mark, ground.patch(paint.of(meaning))) + 1;
    let shown = entry.shown(&handler.id, None, &state.decided).filter(Shown::applies);
    if let Some((sign, style)) = shown.map(|shown| paint.shown(shown)) {
        brush.text(x, line.y, end, &sign.to_string(), ground.patch(style));
    }
    x += 2;
    let methods = handler.methods.iter().map(Method::as_str).collect::<Vec<_>>().join(",");
    let touched = entry.is_touched(&handler.id);
    let name_meaning = if touched && !reviewed { Meaning::Title } else { Meaning::Muted };
    if !methods.is_empty() {
        let methods = text::cut(&methods, 8, paint.ascii());
        x = brush.text(x, line.y, end, &methods, ground.patch(paint.of(Meaning::Muted))) + 1;
    }
    brush.cut(x, line.y, end, &handler.name, ground.patch(paint.of(name_meaning)));
}
