//! A row of the code pane: its columns, each with numbers, mark, sign and code.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::blame;
use super::brush::Brush;
use super::line::{self, Coat, Edges};
use super::question;
use crate::catalog::Meaning;
use crate::tui::blame::Blame;
use crate::tui::document::Document;
use crate::tui::grid::Grid;
use crate::tui::heights::Heights;
use crate::tui::layout::Pane;
use crate::tui::paint::Paint;
use crate::tui::rows::{Columns, Hidden, Part, Row, Sign};
use crate::tui::state::{Entry, FileEntry, Mark, Needle, Quiz, QuizSign, Shown, State, rank};
use crate::tui::update::is_selected;

/// What the rows are drawn with.
pub(super) struct Sheet<'a> {
    state: &'a State,
    file: &'a FileEntry,
    document: &'a Document,
    heights: Heights<'a>,
    needle: Option<Needle>,
    grid: Grid,
    blame: Option<&'a Blame>,
}

/// How far the cursor is on a part of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cursor {
    /// Not on its row.
    Away,
    /// On its row, meaning what is beside it.
    Beside,
    /// On it.
    Here,
}

/// Where a part of a row is drawn, and on what.
#[derive(Clone, Copy)]
struct Slot {
    /// From the first cell of its column to the last.
    area: Rect,
    /// The index of its column.
    column: usize,
    /// First cell of the code.
    code: u16,
    /// What lies beneath it.
    ground: Style,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        state: &'a State,
        file: &'a FileEntry,
        (document, heights): (&'a Document, Heights<'a>),
    ) -> Self {
        let needle = state.search.is_on().then(|| Needle::new(&state.search.text));
        let index = state.code.file.unwrap_or(usize::MAX);
        let blame = state.blame.files.get(&index).map(std::sync::Arc::as_ref);
        Self { state, file, document, heights, needle, grid: state.code.grid, blame }
    }

    /// Draws a row on its lines of the screen.
    pub(super) fn row(
        &self,
        (row, above): (Row, Option<Row>),
        is_cursor: bool,
        line: Rect,
        brush: &mut Brush<'_>,
    ) {
        let columns = match Columns::of(row, self.grid.is_split) {
            Columns::Fold(count, hidden) => {
                return self.fold((count, hidden), is_cursor, line, brush);
            }
            Columns::One(part) => [Some((0, Some(part))), None],
            Columns::Two(old, new) => {
                self.rule(line, brush);
                [Some((0, old)), Some((1, new))]
            }
        };
        let meant = self.state.code.side;
        let above = above.map(|row| Columns::of(row, self.grid.is_split));
        for (index, part) in columns.into_iter().flatten() {
            let is_meant = match (row, part) {
                (Row::Pair { .. }, Some(part)) => part.text.0 == meant,
                (_, part) => part.is_some(),
            };
            let cursor = match (is_cursor, is_meant) {
                (false, _) => Cursor::Away,
                (true, false) => Cursor::Beside,
                (true, true) => Cursor::Here,
            };
            let column = self.grid.column(index);
            let area =
                Rect::new(line.x + column.start, line.y, column.end - column.start, line.height);
            let ground = self.ground(part, cursor, brush);
            brush.tint(area, ground);
            let slot = Slot { area, column: index, code: line.x + column.code, ground };
            if let Some(part) = part {
                self.part(part, slot, brush);
                if self.grid.blame > 0 {
                    let above = above.and_then(|above| above.parts().find(|(at, _)| *at == index));
                    let area = Rect { width: self.grid.blame.min(area.width), height: 1, ..area };
                    let lines = (above.map(|(_, above)| above.text), part.text);
                    blame::render(self.blame, lines, area, ground, brush);
                }
            }
            if cursor == Cursor::Here {
                self.cursor_sign(area, brush);
            }
        }
    }

    /// The rule between the sides.
    fn rule(&self, lines: Rect, brush: &mut Brush<'_>) {
        let middle = lines.x + self.grid.column(0).end;
        let (rule, border) = (brush.paint.pick("|", "│"), brush.paint.of(Meaning::Border));
        for y in lines.top()..lines.bottom() {
            brush.glyph(middle, y, lines.right(), (rule, 1), border);
        }
    }

    fn fold(
        &self,
        (count, hidden): (usize, Hidden),
        is_cursor: bool,
        line: Rect,
        brush: &mut Brush<'_>,
    ) {
        let cursor = if is_cursor { Cursor::Here } else { Cursor::Away };
        let ground = self.ground(None, cursor, brush);
        let line = Rect { width: self.grid.width.min(line.width), ..line };
        brush.tint(line, ground);
        let dots = brush.paint.pick("...", "⋯");
        let words = match hidden {
            Hidden::Same => format!("{dots} {count} lines {dots}"),
            Hidden::NoHandler { lines, changed } => {
                // Where there is a base, handlers that it did not touch are not all known.
                let handler =
                    if self.state.review.has_base { "changed handler" } else { "handler" };
                let changed =
                    if changed > 0 { format!(", {changed} changed") } else { String::new() };
                let lines = if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
                format!("{dots} {lines}, no {handler}{changed} {dots}")
            }
        };
        let style = ground.patch(brush.paint.of(Meaning::Fold));
        let x = line.x + u16::try_from(self.grid.digits).unwrap_or(3) + 1;
        brush.cut(x, line.y, line.right(), &words, style);
        if is_cursor {
            self.cursor_sign(line, brush);
        }
    }

    fn part(&self, part: Part, slot: Slot, brush: &mut Brush<'_>) {
        let ground = slot.ground;
        let (sign, meaning, words) = match part.sign {
            Sign::Old => ("-", Meaning::DeletedSign, Meaning::DeletedWord),
            Sign::New => ("+", Meaning::AddedSign, Meaning::AddedWord),
            Sign::Same => (" ", Meaning::Muted, Meaning::Context),
        };
        let sign_style = ground.patch(brush.paint.of(meaning));
        let wraps = self.state.screen.wraps;
        let starts = if wraps {
            self.heights.starts(slot.column, part.text)
        } else {
            vec![self.state.code.column]
        };
        let last = starts.len().saturating_sub(1);
        for (index, (start, y)) in
            starts.into_iter().zip(slot.area.top()..slot.area.bottom()).enumerate()
        {
            let slot = Slot { area: Rect { y, height: 1, ..slot.area }, ..slot };
            let x = self.numbers((index == 0).then_some(part), slot, brush);
            if index == 0 {
                self.mark(part, x, slot, brush);
            }
            brush.text(x + 3, y, slot.area.right(), sign, sign_style);
            let edges = match (wraps, index == last) {
                (false, _) => Edges::Both,
                (true, true) => Edges::Right,
                (true, false) => Edges::None,
            };
            self.code(part, words, (start, edges), slot, brush);
        }
    }

    /// What lies beneath a part: cursor, chosen item, added or deleted line.
    fn ground(&self, part: Option<Part>, cursor: Cursor, brush: &Brush<'_>) -> Style {
        let paint = brush.paint;
        if cursor != Cursor::Away && self.state.code.peek.is_none() {
            let focused = self.state.screen.focus == Pane::Code && cursor == Cursor::Here;
            return paint.of(if focused { Meaning::Selection } else { Meaning::Cursor });
        }
        let Some(part) = part else { return Style::new() };
        if is_selected(self.state, part.text.0, part.text.1) {
            return paint.of(Meaning::Cursor);
        }
        match part.sign {
            Sign::Old => paint.of(Meaning::DeletedLine),
            Sign::New => paint.of(Meaning::AddedLine),
            Sign::Same if self.chosen_mark(part).is_some() => paint.of(Meaning::Context),
            Sign::Same => Style::new(),
        }
    }

    fn cursor_sign(&self, line: Rect, brush: &mut Brush<'_>) {
        if self.grid.has_cursor_sign() {
            let focused = self.state.screen.focus == Pane::Code;
            let meaning = if focused { Meaning::Accent } else { Meaning::Muted };
            let sign = brush.paint.pick(">", "▌");
            brush.glyph(line.x, line.y, line.right(), (sign, 1), brush.paint.of(meaning));
        }
    }

    /// The numbers of a line, or the sign that it goes on; returns the column after them.
    fn numbers(&self, part: Option<Part>, slot: Slot, brush: &mut Brush<'_>) -> u16 {
        let digits = self.grid.digits;
        let style = slot.ground.patch(brush.paint.of(Meaning::Muted));
        let number = |line: Option<usize>| line.map_or(String::new(), |at| (at + 1).to_string());
        let wrapped = || brush.paint.pick("\\", "↳").to_owned();
        let one = part.map_or_else(wrapped, |part| number(part.new.or(part.old)));
        let words = if self.grid.is_double {
            let old = part.map_or(String::new(), |part| number(part.old));
            let new = part.map_or(one, |part| number(part.new));
            format!(" {old:>digits$} {new:>digits$} ")
        } else if self.grid.is_split {
            format!(" {one:>digits$} ")
        } else {
            format!("{one:>digits$}")
        };
        let x = (slot.area.x + self.grid.blame).min(slot.area.right());
        brush.text(x, slot.area.y, slot.area.right(), &words, style)
    }

    /// The sign of the item or claim that stands on the line and the number of its place.
    fn mark(&self, part: Part, x: u16, slot: Slot, brush: &mut Brush<'_>) {
        let Slot { area: line, ground, .. } = slot;
        let end = line.right();
        if let Some(quiz) = self.state.quiz.as_deref() {
            if let Some(sign) = self.quiz_sign(quiz, part) {
                let (glyph, style) = question::mark(sign, brush.paint);
                brush.text(x, line.y, end, glyph, ground.patch(style));
            }
            return;
        }
        let Some((mark, is_chosen)) = self.shown_mark(part) else { return };
        let look = mark_look(self.state, self.file, mark, brush.paint);
        let Some((sign, style)) = look else { return };
        let mut style = ground.patch(style);
        if is_chosen {
            style = style.add_modifier(ratatui::style::Modifier::BOLD);
        }
        if !mark.is_first {
            brush.text(x, line.y, end, brush.paint.pick("|", "│"), style);
            return;
        }
        if mark.is_primary {
            brush.text(x, line.y, end, &sign, style);
        } else {
            brush.text(x, line.y, end, brush.paint.pick(">", "→"), style);
        }
        if is_chosen {
            brush.text(x + 1, line.y, end, &format!("{:<2}", mark.number.min(99)), style);
        }
    }

    /// What stands on a line in a lesson.
    fn quiz_sign(&self, quiz: &Quiz, part: Part) -> Option<QuizSign> {
        part.lines().find_map(|(side, line)| {
            let number = u32::try_from(line + 1).ok()?;
            quiz.sign_at(side, self.file.path_on(side)?, number)
        })
    }

    /// The mark of the chosen item on a line.
    fn chosen_mark(&self, part: Part) -> Option<Mark> {
        let chosen = self.state.checklist.entry()?;
        self.state
            .code
            .marks
            .of(part.lines())
            .filter(|mark| mark.of == chosen)
            .min_by_key(|mark| (!mark.is_first, !mark.is_primary, mark.number))
    }

    /// The mark to draw on a line, and whether it is the chosen item's: else the
    /// worst item whose own place this is, else a claim's.
    fn shown_mark(&self, part: Part) -> Option<(Mark, bool)> {
        if let Some(mark) = self.chosen_mark(part) {
            return Some((mark, true));
        }
        let marks =
            self.state.code.marks.of(part.lines()).filter(|mark| mark.is_primary && mark.is_first);
        let worst = marks.min_by_key(|mark| rank((self.file, &self.state.decided), *mark))?;
        Some((worst, false))
    }

    fn code(
        &self,
        part: Part,
        words: Meaning,
        (start, edges): (usize, Edges),
        slot: Slot,
        brush: &mut Brush<'_>,
    ) {
        let Slot { area, code, ground, .. } = slot;
        let (side, index) = part.text;
        let text = self.document.side(side);
        let file = self.state.code.file.unwrap_or(usize::MAX);
        let coat = Coat {
            ground,
            words,
            needle: self.needle.as_ref(),
            is_current_match: self.state.search.is_current(file, (side, index)),
            edges,
        };
        let place = (code, area.y, area.right());
        let after = line::render(text, index, place, start, &coat, brush);
        let is_end = edges != Edges::None;
        if is_end && text.no_final_newline && index + 1 == text.count() && part.sign != Sign::Same {
            let style = ground.patch(brush.paint.of(Meaning::Fold));
            brush.cut(after + 1, area.y, area.right(), "no newline at the end", style);
        }
    }
}

/// The sign and the look of a mark; none where what it is of is gone.
pub(super) fn mark_look(
    state: &State,
    file: &FileEntry,
    mark: Mark,
    paint: &Paint,
) -> Option<(String, Style)> {
    Some(match mark.of {
        Entry::Item(item) => {
            let (sign, style) = paint.shown(Shown::of(file.finding(item)?, &state.decided));
            (sign.to_string(), style)
        }
        Entry::Claim(claim) => {
            let verdict = state.decided.verdict(state.claims.get(claim)?);
            (paint.verdict_sign(verdict).to_string(), paint.verdict(verdict))
        }
        Entry::Own(own) => {
            let own = state.decided.own().get(own)?;
            (own.sign().to_owned(), paint.of(Meaning::Accent))
        }
    })
}
