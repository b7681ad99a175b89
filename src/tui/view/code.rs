//! The code pane: the unified diff with its gutter.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::brush::Brush;
use super::line::{self, Coat};
use super::rows;
use crate::catalog::Meaning;
use crate::model::{Finding, Side};
use crate::tui::document::Document;
use crate::tui::layout::Pane;
use crate::tui::rows::Row;
use crate::tui::state::{Entry, FileEntry, Mark, Needle, State};
use crate::tui::update::is_selected;

/// What the rows are drawn with.
struct Sheet<'a> {
    state: &'a State,
    file: &'a FileEntry,
    document: &'a Document,
    needle: Option<Needle>,
    gutter: Gutter,
}

/// How the columns before the code are laid out.
#[derive(Debug, Clone, Copy)]
struct Gutter {
    /// Digits of a line number.
    digits: usize,
    /// Whether old and new numbers have columns of their own.
    is_double: bool,
}

impl Gutter {
    fn new(document: &Document, width: u16, has_base: bool) -> Self {
        let lines = document.old.count().max(document.new.count()).max(1);
        let digits = lines.to_string().len().max(3);
        let is_double = has_base && usize::from(width) >= 2 * digits + 48;
        Self { digits, is_double }
    }
}

pub(super) fn render(state: &State, area: Rect, brush: &mut Brush<'_>) {
    let Some((_, file)) = state.file() else {
        teach_empty(state, area, brush);
        return;
    };
    let Some(document) = &file.document else {
        remark("reading …", area, brush);
        return;
    };
    if state.code.rows.count() == 0 {
        let words = document.note.clone().unwrap_or_else(|| "An empty file.".to_owned());
        remark(&words, area, brush);
        return;
    }
    let sheet = Sheet {
        state,
        file,
        document,
        needle: state.search.is_on().then(|| Needle::new(&state.search.text)),
        gutter: Gutter::new(document, area.width, state.review.has_base),
    };
    for (offset, line) in rows(area) {
        let index = state.code.top + offset;
        let Some(row) = state.code.rows.get(index) else { return };
        sheet.row(row, index == state.code.cursor, line, brush);
    }
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
    let texts = [
        format!("Nothing differs in {title}."),
        String::new(),
        "lineproof A..B       what B adds to A".to_owned(),
        "lineproof --staged   what is staged".to_owned(),
        "lineproof --all      every handler, changed or not".to_owned(),
        "lineproof demo       a sample to try".to_owned(),
    ];
    for ((_, line), words) in rows(area).skip(1).zip(&texts) {
        brush.cut(line.x + 2, line.y, line.right(), words, brush.paint.of(Meaning::Muted));
    }
}

impl Sheet<'_> {
    fn row(&self, row: Row, is_cursor: bool, line: Rect, brush: &mut Brush<'_>) {
        let ground = self.ground(row, is_cursor, brush);
        brush.tint(line, ground);
        if let Row::Fold { count, .. } = row {
            let dots = brush.paint.pick("...", "⋯");
            let words = format!("{dots} {count} lines {dots}");
            let style = ground.patch(brush.paint.of(Meaning::Fold));
            let x = line.x + u16::try_from(self.gutter.digits).unwrap_or(3) + 1;
            brush.cut(x, line.y, line.right(), &words, style);
            self.cursor_sign(is_cursor, line, brush);
            return;
        }
        let x = self.numbers(row, line, ground, brush);
        let x = self.mark(row, x, line, ground, brush);
        let (sign, meaning, words) = match row {
            Row::Old(_) => ("-", Meaning::DeletedSign, Meaning::DeletedWord),
            Row::New(_) => ("+", Meaning::AddedSign, Meaning::AddedWord),
            _ => (" ", Meaning::Muted, Meaning::Context),
        };
        let x = brush.text(x, line.y, line.right(), sign, ground.patch(brush.paint.of(meaning)));
        self.code(row, words, (x + u16::from(self.gutter.is_double), line), ground, brush);
        self.cursor_sign(is_cursor, line, brush);
    }

    /// What lies beneath a row: cursor, chosen item, added or deleted line.
    fn ground(&self, row: Row, is_cursor: bool, brush: &Brush<'_>) -> Style {
        let paint = brush.paint;
        if is_cursor && self.state.code.peek.is_none() {
            let focused = self.state.screen.focus == Pane::Code;
            return paint.of(if focused { Meaning::Selection } else { Meaning::Cursor });
        }
        let is_selected = |(side, line)| is_selected(self.state, side, line);
        if row.named().is_some_and(is_selected) {
            return paint.of(Meaning::Cursor);
        }
        match row {
            Row::Old(_) => paint.of(Meaning::DeletedLine),
            Row::New(_) => paint.of(Meaning::AddedLine),
            _ if self.chosen_mark(row).is_some() => paint.of(Meaning::Context),
            _ => Style::new(),
        }
    }

    fn cursor_sign(&self, is_cursor: bool, line: Rect, brush: &mut Brush<'_>) {
        if is_cursor && self.gutter.is_double {
            let focused = self.state.screen.focus == Pane::Code;
            let meaning = if focused { Meaning::Accent } else { Meaning::Muted };
            let sign = brush.paint.pick(">", "▌");
            brush.glyph(line.x, line.y, line.right(), (sign, 1), brush.paint.of(meaning));
        }
    }

    /// Old and new line number; returns the column after them.
    fn numbers(&self, row: Row, line: Rect, ground: Style, brush: &mut Brush<'_>) -> u16 {
        let digits = self.gutter.digits;
        let style = ground.patch(brush.paint.of(Meaning::Muted));
        let number = |side| row.line(side).map_or(String::new(), |line| (line + 1).to_string());
        let (old, new) = (number(Side::Base), number(Side::Head));
        let words = if self.gutter.is_double {
            format!(" {old:>digits$} {new:>digits$} ")
        } else {
            let one = if new.is_empty() { old } else { new };
            format!("{one:>digits$}")
        };
        brush.text(line.x, line.y, line.right(), &words, style)
    }

    /// The sign of the item or claim that stands on the row and the number of its place.
    fn mark(&self, row: Row, x: u16, line: Rect, ground: Style, brush: &mut Brush<'_>) -> u16 {
        let end = line.right();
        let Some((mark, is_chosen)) = self.shown_mark(row) else { return x + 3 };
        let paint = brush.paint;
        let (sign, style) = match mark.of {
            Entry::Item(item) => {
                let Some(finding) = self.file.finding(item) else { return x + 3 };
                (paint.sign(finding.state()).to_string(), paint.state(finding.state()))
            }
            Entry::Claim(claim) => {
                let Some(claim) = self.state.claims.get(claim) else { return x + 3 };
                let verdict = self.state.decided.verdict(claim);
                (paint.verdict_sign(verdict).to_string(), paint.verdict(verdict))
            }
            Entry::Own(own) => {
                let Some(own) = self.state.decided.own().get(own) else { return x + 3 };
                (own.sign().to_owned(), paint.of(Meaning::Accent))
            }
        };
        let mut style = ground.patch(style);
        if is_chosen {
            style = style.add_modifier(ratatui::style::Modifier::BOLD);
        }
        if !mark.is_first {
            let side = brush.paint.pick("|", "│");
            brush.text(x, line.y, end, side, style);
            return x + 3;
        }
        if mark.is_primary {
            brush.text(x, line.y, end, &sign, style);
        } else {
            brush.text(x, line.y, end, brush.paint.pick(">", "→"), style);
        }
        if is_chosen {
            brush.text(x + 1, line.y, end, &format!("{:<2}", mark.number.min(99)), style);
        }
        x + 3
    }

    /// The mark of the chosen item on a row.
    fn chosen_mark(&self, row: Row) -> Option<Mark> {
        let chosen = self.state.checklist.entry()?;
        self.state
            .code
            .marks
            .on(row)
            .filter(|mark| mark.of == chosen)
            .min_by_key(|mark| (!mark.is_first, !mark.is_primary, mark.number))
    }

    /// The mark to draw on a row, and whether it is the chosen item's: else the
    /// worst item whose own place this is, else a claim's.
    fn shown_mark(&self, row: Row) -> Option<(Mark, bool)> {
        if let Some(mark) = self.chosen_mark(row) {
            return Some((mark, true));
        }
        let marks = self.state.code.marks.on(row).filter(|mark| mark.is_primary && mark.is_first);
        let worst = marks.min_by_key(|mark| match mark.of {
            Entry::Item(item) => (false, self.file.finding(item).map(Finding::state)),
            Entry::Claim(_) | Entry::Own(_) => (true, None),
        })?;
        Some((worst, false))
    }

    fn code(
        &self,
        row: Row,
        words: Meaning,
        (x, line): (u16, Rect),
        ground: Style,
        brush: &mut Brush<'_>,
    ) {
        let Some((side, index)) = row.named() else { return };
        let text = self.document.side(side);
        let current = self.state.search.current;
        let current = current.and_then(|at| self.state.search.matches.get(at));
        let coat = Coat {
            ground,
            words,
            needle: self.needle.as_ref(),
            is_current_match: current == Some(&(side, index)),
        };
        let place = (x, line.y, line.right());
        let after = line::render(text, index, place, self.state.code.column, &coat, brush);
        if text.no_final_newline && index + 1 == text.count() && row.is_change() {
            let style = ground.patch(brush.paint.of(Meaning::Fold));
            brush.cut(after + 1, line.y, line.right(), "no newline at the end", style);
        }
    }
}
