//! The checklist: an item a line, the chosen one with everything that decides it.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::brush::Brush;
use super::rows;
use crate::catalog::Meaning;
use crate::tui::layout::Pane;
use crate::tui::link::{self, Link};
use crate::tui::state::{CheckLine, Entry, LineKind, Shown, State, beside_claim};
use crate::tui::text;

pub(super) fn render(state: &State, area: Rect, brush: &mut Brush<'_>) {
    let under_cursor: Vec<_> = state
        .code
        .row()
        .map(|row| state.code.marks.on(row).map(|mark| mark.of).collect())
        .unwrap_or_default();
    let lines = state.checklist.lines.iter().skip(state.checklist.top);
    for (check_line, line) in lines.zip(rows(area).map(|(_, line)| line)) {
        match check_line.kind {
            LineKind::Item(position) => {
                item(state, check_line, position, &under_cursor, line, brush);
            }
            LineKind::Own(position) => {
                own(state, check_line, position, &under_cursor, line, brush);
            }
            LineKind::Claim(position) => claim(state, position, &under_cursor, line, brush),
            kind => other(state, check_line, kind, line, brush),
        }
    }
    more_below(state, area, brush);
}

/// How many lines of the chosen item lie below the pane, at its lower edge.
fn more_below(state: &State, area: Rect, brush: &mut Brush<'_>) {
    let below = state.checklist.top + usize::from(area.height);
    // The last one is blank.
    let hidden = state.checklist.chosen_lines().end.saturating_sub(below + 1);
    if hidden == 0 || area.height < 3 {
        return;
    }
    let words = format!(" {} {hidden} more ", brush.paint.pick("v", "↓"));
    let bar = brush.paint.of(Meaning::Bar).patch(brush.paint.of(Meaning::Accent));
    brush.right(area.x, area.bottom() - 1, area.right(), &words, bar);
}

/// `>− generation   removed 121`
fn item(
    state: &State,
    check_line: &CheckLine,
    position: usize,
    under_cursor: &[Entry],
    line: Rect,
    brush: &mut Brush<'_>,
) {
    let paint = brush.paint;
    let Some(entry) = state.checklist.order.get(position) else { return };
    let Entry::Item(index) = *entry else { return };
    let Some(finding) = state.file().and_then(|(_, file)| file.finding(index)) else { return };
    let is_chosen = position == state.checklist.cursor;
    let (ground, x) = lead(state, position, under_cursor.contains(entry), line, brush);
    let end = line.right().saturating_sub(1);
    let shown = Shown::of(finding, &state.decided);
    let dismissed = matches!(shown, Shown::Dismissed(_));
    let (sign, state_style) = paint.shown(shown);
    let x = brush.text(x, line.y, end, &sign.to_string(), ground.patch(state_style)) + 1;
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
    let end = begin.saturating_sub(1);
    let (words, room) = (&check_line.text, usize::from(end.saturating_sub(x)));
    // Of several on the same subject the number tells which.
    let number = words.rfind('#').and_then(|at| words.get(at..)).unwrap_or_default();
    let words = text::cut_before(words, number, room, paint.ascii());
    brush.text(x, line.y, end, &words, ground.patch(title));
}

/// What lies beneath a line of the list, and the sign before it: chosen, or standing on the
/// line of code under the cursor. Returns the ground and the column after the sign.
fn lead(
    state: &State,
    position: usize,
    stands_here: bool,
    line: Rect,
    brush: &mut Brush<'_>,
) -> (Style, u16) {
    let paint = brush.paint;
    let is_chosen = position == state.checklist.cursor;
    let mut ground = Style::new();
    if is_chosen {
        let focused = state.screen.focus == Pane::Checklist;
        ground = paint.of(if focused { Meaning::Selection } else { Meaning::Cursor });
    } else if stands_here {
        ground = paint.of(Meaning::Context);
    }
    brush.tint(line, ground);
    let lead = match (is_chosen, stands_here) {
        (true, _) => paint.pick(">", "▸"),
        (false, true) => paint.pick("*", "•"),
        _ => " ",
    };
    let end = line.right().saturating_sub(1);
    let x = brush.text(line.x, line.y, end, lead, ground.patch(paint.of(Meaning::Accent)));
    (ground, x)
}

/// `>! Missing authorization …   supported 38`
fn claim(
    state: &State,
    position: usize,
    under_cursor: &[Entry],
    line: Rect,
    brush: &mut Brush<'_>,
) {
    let paint = brush.paint;
    let Some(entry) = state.checklist.order.get(position) else { return };
    let Entry::Claim(index) = *entry else { return };
    let Some(claim) = state.claims.get(index) else { return };
    let (ground, x) = lead(state, position, under_cursor.contains(entry), line, brush);
    let verdict = state.decided.verdict(claim);
    let end = line.right().saturating_sub(1);
    let style = ground.patch(paint.verdict(verdict));
    let x = brush.text(x, line.y, end, &paint.verdict_sign(verdict).to_string(), style) + 1;
    let file = state.file().map(|(_, file)| file);
    let right = beside_claim(claim, &state.decided, file);
    let room = usize::from(end.saturating_sub(x));
    let right = text::cut(&right, room.saturating_sub(8).max(room / 2), paint.ascii());
    let begin = brush.right(x, line.y, end, &right, style);
    let mut title = paint.of(Meaning::Title);
    if position == state.checklist.cursor {
        title = title.add_modifier(Modifier::BOLD);
    }
    brush.cut(x, line.y, begin.saturating_sub(1), &claim.title, ground.patch(title));
}

/// `>F the lock is taken too late   finding 38`
fn own(
    state: &State,
    check_line: &CheckLine,
    position: usize,
    under_cursor: &[Entry],
    line: Rect,
    brush: &mut Brush<'_>,
) {
    let paint = brush.paint;
    let Some(entry) = state.checklist.order.get(position) else { return };
    let Entry::Own(index) = *entry else { return };
    let Some(own) = state.decided.own().get(index) else { return };
    let (ground, x) = lead(state, position, under_cursor.contains(entry), line, brush);
    let end = line.right().saturating_sub(1);
    let meaning = if own.settled.is_some() { Meaning::Muted } else { Meaning::Accent };
    let style = ground.patch(paint.of(meaning));
    let x = brush.text(x, line.y, end, own.sign(), style) + 1;
    let begin = brush.right(x, line.y, end, &check_line.right, style);
    let mut title = paint.of(Meaning::Title);
    if position == state.checklist.cursor {
        title = title.add_modifier(Modifier::BOLD);
    }
    brush.cut(x, line.y, begin.saturating_sub(1), &check_line.text, ground.patch(title));
}

fn other(state: &State, check_line: &CheckLine, kind: LineKind, line: Rect, brush: &mut Brush<'_>) {
    let paint = brush.paint;
    let end = line.right();
    let is_current = |number: usize| number == state.checklist.stop;
    let style = match kind {
        LineKind::Message | LineKind::Remark => paint.of(Meaning::Title),
        LineKind::Foreign => paint.of(Meaning::Muted).add_modifier(Modifier::ITALIC),
        LineKind::Source => paint.of(Meaning::Accent),
        LineKind::Verdict => state
            .claim()
            .map_or(Style::new(), |claim| paint.verdict(claim.verdict))
            .remove_modifier(Modifier::BOLD),
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
        LineKind::Heading | LineKind::Source if check_line.owner.is_none() => " ",
        _ => "",
    };
    let x = brush.text(line.x, line.y, end, lead, style);
    brush.cut(x, line.y, end, &check_line.text, style);
    let fits = text::width(&check_line.text) <= usize::from(end.saturating_sub(x));
    if kind == LineKind::Heading && fits && state.screen.links.is_some() {
        weaknesses(&check_line.text, (x, line.y), brush);
    }
}

/// Numbers of weaknesses lead to their pages.
fn weaknesses(words: &str, (x, y): (u16, u16), brush: &mut Brush<'_>) {
    const NAME: &str = "CWE-";
    for (at, _) in words.match_indices(NAME) {
        let (before, rest) = words.split_at(at);
        let digits = rest[NAME.len()..].bytes().take_while(u8::is_ascii_digit).count();
        let (name, before) = (&rest[..NAME.len() + digits], text::width(before));
        let (Ok(before), Ok(width)) = (u16::try_from(before), u16::try_from(name.len())) else {
            return;
        };
        if digits > 0 {
            let uri = link::cwe(&name[NAME.len()..]);
            brush.links.push(Link { x: x.saturating_add(before), y, width, uri });
        }
    }
}
