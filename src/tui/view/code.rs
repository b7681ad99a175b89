//! The code pane: the rows of the diff, unified or side by side.

use ratatui::layout::Rect;

use super::brush::Brush;
use super::overview;
use super::part::Sheet;
use super::rows;
use crate::catalog::Meaning;
use crate::model::Side;
use crate::tui::action::Action;
use crate::tui::heights::Heights;
use crate::tui::state::State;
use crate::tui::update::applies;

pub(super) fn render(state: &State, area: Rect, brush: &mut Brush<'_>) {
    let Some((_, file)) = state.file() else {
        teach_empty(state, area, brush);
        return;
    };
    let Some(document) = file.document.as_ref().filter(|_| !state.code.is_passed) else {
        remark("reading …", area, brush);
        return;
    };
    if state.code.rows.count() == 0 {
        let words = document.note.clone().unwrap_or_else(|| "An empty file.".to_owned());
        remark(&words, area, brush);
        return;
    }
    let code = &state.code;
    let look = (state.screen.wraps, state.screen.ascii);
    let height = usize::from(area.height);
    let heights = Heights::new((&code.rows, document), code.grid, look, height);
    let sheet = Sheet::new(state, file, (document, heights));
    // Where lines come from is said again on the first that is seen.
    let first = code.top + usize::from(code.sticky.is_some());
    let (mut y, mut index) = (area.y, code.top);
    while let Some(row) = code.rows.get(index).filter(|_| y < area.bottom()) {
        let height = u16::try_from(heights.of(index)).unwrap_or(1).min(area.bottom() - y);
        let lines = Rect { y, height, ..area };
        let above = index.checked_sub(1).filter(|above| *above >= first);
        let above = above.and_then(|above| code.rows.get(above));
        sheet.row((row, above), index == code.cursor, lines, brush);
        y += height;
        index += 1;
    }
    sticky(state, area, brush);
    overview::render(state, file, area, brush);
}

/// What the first line that is seen stands in.
fn sticky(state: &State, area: Rect, brush: &mut Brush<'_>) {
    let Some(sticky) = &state.code.sticky else { return };
    let line = Rect { height: area.height.min(1), width: state.code.grid.width, ..area };
    let bar = brush.paint.of(Meaning::Bar);
    brush.fill(line, bar);
    let number = (sticky.line.1 + 1).to_string();
    let muted = bar.patch(brush.paint.of(Meaning::Muted));
    let end = line.right();
    let is_right = state.code.grid.is_split && sticky.line.0 == Side::Head;
    let column = state.code.grid.column(usize::from(is_right));
    let start = (line.x + column.start).min(end);
    let number_end = (start + state.code.grid.number_end()).min(end);
    brush.right(start, line.y, number_end, &number, muted);
    let title = bar.patch(brush.paint.of(Meaning::Title));
    brush.cut(line.x + column.code, line.y, end, &sticky.words, title);
}

fn remark(words: &str, area: Rect, brush: &mut Brush<'_>) {
    if area.height > 1 {
        let style = brush.paint.of(Meaning::Muted);
        brush.cut(area.x + 2, area.y + 1, area.right(), words, style);
    }
}

/// What to do where nothing differs.
fn teach_empty(state: &State, area: Rect, brush: &mut Brush<'_>) {
    let title = &state.review.title;
    let why = match state.review.has_base {
        true => format!("Nothing differs in {title}."),
        false => format!("There is no file: {title}."),
    };
    let keys = [
        (Action::Ranges, "review something else: a branch, a commit, what is staged, A..B"),
        (Action::Reload, "read again what is on disk"),
        (Action::Help, "all keys"),
        (Action::Quit, "leave; `lineproof --all` reviews every handler, changed or not"),
    ];
    let keys = keys.into_iter().filter(|(action, _)| applies(state, *action));
    let keys = keys
        .filter_map(|(action, does)| Some(format!("{:<3} {does}", state.keys.map.key_of(action)?)));
    let texts = [why, String::new()].into_iter().chain(keys);
    for ((_, line), words) in rows(area).skip(1).zip(texts) {
        brush.cut(line.x + 2, line.y, line.right(), &words, brush.paint.of(Meaning::Muted));
    }
}
