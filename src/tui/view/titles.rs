//! The titles of the panes and the rules between them; tabs on a narrow screen.

use ratatui::layout::Rect;

use super::brush::Brush;
use crate::catalog::Meaning;
use crate::tui::layout::{Pane, Regions};
use crate::tui::link::{self, Link};
use crate::tui::state::State;
use crate::tui::text;

pub(super) fn render(state: &State, regions: &Regions, brush: &mut Brush<'_>) {
    if regions.titles.height == 0 {
        return;
    }
    if regions.shown() == 1 {
        tabs(state, regions.titles, brush);
    } else {
        rules(state, regions, brush);
    }
}

fn tabs(state: &State, area: Rect, brush: &mut Brush<'_>) {
    for (index, pane) in Pane::ALL.into_iter().enumerate() {
        let (x, end) = tab(area, index);
        let focused = state.screen.focus == pane;
        let lead = if focused { brush.paint.pick(">", "▸") } else { " " };
        let label = format!("{lead}{} {}", index + 1, title_of(state, pane));
        let style = if focused {
            brush.paint.of(Meaning::Accent).patch(brush.paint.of(Meaning::Selection))
        } else {
            brush.paint.of(Meaning::Muted)
        };
        if focused {
            brush.tint(Rect::new(x, area.y, end - x, 1), brush.paint.of(Meaning::Selection));
        }
        let after = brush.cut(x, area.y, end, &label, style);
        let detail = match pane {
            Pane::Code if state.screen.focus != Pane::Changes => subject_or_file(state),
            _ => String::new(),
        };
        if !detail.is_empty() && after + 4 < end {
            brush.cut(after + 1, area.y, end, &detail, style);
        }
    }
}

/// What a pane is called.
fn title_of(state: &State, pane: Pane) -> &'static str {
    match (pane, &state.quiz) {
        (Pane::Checklist, Some(_)) => "Question",
        (Pane::Changes, Some(_)) => "Files",
        _ => pane.title(),
    }
}

/// Where a tab begins and ends: the code's takes what the others leave.
#[must_use]
pub(super) fn tab(area: Rect, index: usize) -> (u16, u16) {
    let side = (area.width / 4).min(13);
    let columns = [area.x, area.x + side, area.right().saturating_sub(side + 2), area.right()];
    let at = |index: usize| columns.get(index).copied().unwrap_or(area.right()).min(area.right());
    (at(index), at(index + 1))
}

fn rules(state: &State, regions: &Regions, brush: &mut Brush<'_>) {
    let border = brush.paint.of(Meaning::Border);
    let (flat, down, side) =
        (brush.paint.pick("-", "─"), brush.paint.pick("+", "┬"), brush.paint.pick("|", "│"));
    let y = regions.titles.y;
    for x in regions.titles.left()..regions.titles.right() {
        brush.glyph(x, y, regions.titles.right(), (flat, 1), border);
    }
    for (index, pane) in Pane::ALL.into_iter().enumerate() {
        let Some(area) = regions.of(pane) else { continue };
        if area.x > 0 {
            let x = area.x - 1;
            brush.glyph(x, y, area.x, (down, 1), border);
            for row in area.top()..area.bottom() {
                brush.glyph(x, row, area.x, (side, 1), border);
            }
        }
        let focused = state.screen.focus == pane;
        let meaning = if focused { Meaning::Accent } else { Meaning::Title };
        let title = match pane {
            Pane::Code => code_title(state, usize::from(area.width), brush.paint.ascii()),
            _ => title_of(state, pane).to_owned(),
        };
        // The number is the key that leads there.
        let title = format!("{} {title}", index + 1);
        let marker = if focused { brush.paint.pick("> ", "▸ ") } else { "" };
        let room = usize::from(area.width.saturating_sub(4));
        let title = text::cut(&format!("{marker}{title}"), room, brush.paint.ascii());
        brush.text(area.x + 1, y, area.right(), &format!(" {title} "), brush.paint.of(meaning));
        let uri = file_uri(state).filter(|_| pane == Pane::Code);
        if let Some((uri, width)) = uri.zip(u16::try_from(text::width(&title)).ok()) {
            brush.links.push(Link { x: area.x + 2, y, width, uri });
        }
    }
}

/// Where the title of the code leads: to the file on disk, where head has it.
fn file_uri(state: &State) -> Option<String> {
    let folder = state.screen.links.as_deref().filter(|folder| !folder.is_empty())?;
    Some(link::file(folder, &state.file()?.1.change.in_head()?.path))
}

/// What the code pane shows: file, endpoint, handler.
fn code_title(state: &State, width: usize, ascii: bool) -> String {
    let Some((_, file)) = state.file() else { return Pane::Code.title().to_owned() };
    let path = file.change.path().to_string();
    let note = file.document.as_ref().and_then(|document| document.note.clone());
    let old = file.change.in_base().filter(|old| old.path.as_str() != path);
    let detail = subject(state);
    let least = text::width(file.change.path().file_name()) + 2;
    let room = width.saturating_sub(text::width(&detail) + 12).max(least);
    let mut parts = vec![text::cut_front(&path, room, ascii)];
    if let Some(old) = old {
        parts.push(format!("was {}", old.path));
    }
    if !detail.is_empty() {
        parts.push(detail);
    }
    parts.extend(note);
    parts.join(" · ")
}

/// The handler in a few words, else the file.
fn subject_or_file(state: &State) -> String {
    let subject = subject(state);
    let file = || state.file().map(|(_, file)| file.change.path().file_name().to_owned());
    if subject.is_empty() { file().unwrap_or_default() } else { subject }
}

/// The handler in a few words.
fn subject(state: &State) -> String {
    let Some(handler) = state.handler() else { return String::new() };
    let endpoint = handler.endpoint();
    if endpoint.is_empty() {
        handler.name.clone()
    } else {
        format!("{} · {endpoint}", handler.name)
    }
}
