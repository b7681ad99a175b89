//! The list of all claims of foreign reviews, with what is held of each.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::brush::Brush;
use super::rows;
use crate::catalog::Meaning;
use crate::claims::ClaimVerdict;
use crate::model::{Extent, Place};
use crate::tui::backend::Subject;
use crate::tui::claims::Claim;
use crate::tui::paint::Paint;
use crate::tui::state::{ClaimRow, Held, State};
use crate::tui::text;

/// Rows of what is said of the claim under the cursor, on a screen of this height above
/// which so many rows are listed: what they leave, up to half of it.
pub(super) fn detail_rows(height: usize, listed: usize) -> usize {
    let least = match height {
        0..16 => return 0,
        16..30 => 3,
        _ => 6,
    };
    height.saturating_sub(listed + 3).clamp(least, height / 2)
}

pub(super) fn render(state: &State, area: Rect, brush: &mut Brush<'_>) {
    let whole = usize::from(area.height);
    let area = Rect { height: area.height.saturating_sub(1), ..area };
    let ground = brush.paint.of(Meaning::Popup);
    brush.fill(area, ground);
    let head = Rect { height: area.height.min(1), ..area };
    brush.tint(head, brush.paint.of(Meaning::Selection));
    let style = brush.paint.of(Meaning::Accent).patch(brush.paint.of(Meaning::Selection));
    let room = usize::from(head.width).saturating_sub(2);
    brush.cut(head.x + 1, head.y, head.right(), &title(state, room, brush.paint), style);
    let detail = detail_rows(whole, state.claims.view.rows.len());
    let detail = u16::try_from(detail).unwrap_or(0);
    let below = detail + u16::from(area.height > 3);
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + below), ..area };
    for (offset, line) in rows(body) {
        let index = state.claims.view.top + offset;
        let Some(row) = state.claims.view.rows.get(index) else { break };
        match *row {
            ClaimRow::Claim(claim) => claim_row(state, claim, index, line, ground, brush),
            other => words_row(state, other, line, ground, brush),
        }
    }
    if detail > 0 {
        said(state, Rect { y: body.bottom(), height: detail, ..area }, ground, brush);
    }
    if area.height > 3 {
        legend(state, Rect { y: area.bottom() - 1, height: 1, ..area }, ground, brush);
    }
}

/// What the list is of, in as many words as there is room for.
fn title(state: &State, room: usize, paint: &Paint) -> String {
    let totals = state.claims.totals;
    let all = state.claims.all.len();
    let waiting = state.claims.all.iter();
    let waiting = waiting.filter(|claim| state.decided.is_claim_waiting(&claim.key)).count();
    let progress = state.claims.reading.as_ref().map_or(String::new(), |it| format!(" · {it} …"));
    let words = |(verdict, count): (ClaimVerdict, usize)| {
        format!("{count} {}", verdict.word().replace('-', " "))
    };
    // The row below the list has their words.
    let sign =
        |(verdict, count): (ClaimVerdict, usize)| format!("{}{count}", paint.verdict_sign(verdict));
    let signs = totals.all().map(sign).collect::<Vec<_>>().join(" ");
    let told = totals.all().map(words).collect::<Vec<_>>().join(", ");
    let of = count(state.claims.sources.len(), "review");
    let choices = [
        format!("Claims · {all} of {of}: {told} · {waiting} not judged by you"),
        format!("Claims · {all}: {told} · {waiting} not judged"),
        format!("Claims · {all}: {signs} · {waiting} not judged"),
        format!("Claims · {all} · {waiting} not judged"),
    ];
    let fits = choices.iter().find(|it| text::width(it) + text::width(&progress) <= room);
    format!("{}{progress}", fits.or(choices.last()).map_or("", String::as_str))
}

fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

/// The name of a review, a remark, a problem.
fn words_row(state: &State, row: ClaimRow, line: Rect, ground: Style, brush: &mut Brush<'_>) {
    let claims = &state.claims;
    let paint = brush.paint;
    let source = |index: usize| claims.sources.get(index);
    let (indent, words, meaning) = match row {
        ClaimRow::Source(index) => (1, source(index).map(|source| &source.name), Meaning::Accent),
        ClaimRow::Remark(index, remark) => {
            (3, source(index).and_then(|source| source.remarks.get(remark)), Meaning::Muted)
        }
        ClaimRow::Problem(index) => (1, claims.problems.get(index), Meaning::Error),
        ClaimRow::Claim(_) => return,
    };
    let style = ground.patch(Style { bg: None, ..paint.of(meaning) });
    brush.cut(line.x + indent, line.y, line.right(), words.map_or("", String::as_str), style);
}

/// `▸! Lost update …   supported, confirmed   lockers/web/members.py:62`
fn claim_row(
    state: &State,
    index: usize,
    row: usize,
    line: Rect,
    ground: Style,
    brush: &mut Brush<'_>,
) {
    let Some(claim) = state.claims.get(index) else { return };
    let paint = brush.paint;
    let is_cursor = row == state.claims.view.cursor;
    let mut ground = ground;
    if is_cursor {
        ground = ground.patch(paint.of(Meaning::Selection));
        brush.tint(line, Style { fg: None, ..ground });
    }
    let end = line.right().saturating_sub(1);
    let lead = if is_cursor { paint.pick(">", "▸") } else { " " };
    let accent = ground.patch(paint.of(Meaning::Accent));
    let x = brush.text(line.x + 1, line.y, end, lead, accent);
    let verdict = state.decided.verdict(claim);
    let style = ground.patch(paint.verdict(verdict));
    let x = brush.text(x, line.y, end, &paint.verdict_sign(verdict).to_string(), style) + 1;
    let room = usize::from(end.saturating_sub(x));
    let place = text::cut_front(&place_of(claim, line.width), room * 2 / 5, paint.ascii());
    let muted = ground.patch(paint.of(Meaning::Muted));
    let begin = brush.right(x, line.y, end, &place, muted);
    let mut end = begin.saturating_sub(2);
    if line.width >= 60 {
        let word = word_of(state, claim, verdict);
        let column = begin.saturating_sub(2).min(line.x + line.width * 3 / 5 + 26);
        end = brush.right(x, line.y, column, &word, style).saturating_sub(2);
    }
    brush.cut(x, line.y, end.max(x), &claim.title, ground);
}

/// The verdict, and what the reviewer did with it.
fn word_of(state: &State, claim: &Claim, verdict: ClaimVerdict) -> String {
    let judged = match state.decided.of_claim(&claim.key) {
        Some(Held::Judged { held, .. }) if *held == claim.verdict => ", confirmed",
        Some(Held::Judged { .. }) => ", overruled",
        Some(Held::NeedsReview) => ", changed since",
        None => "",
    };
    format!("{}{judged}", verdict.word().replace('-', " "))
}

/// `path:line`, by the name of the file alone on narrow screens.
fn place_of(claim: &Claim, width: u16) -> String {
    let Some(place) = claim.first_place() else {
        return if width < 60 { "nowhere".to_owned() } else { "not located".to_owned() };
    };
    let file = if width < 100 { place.file.file_name() } else { place.file.as_str() };
    format!("{file}:{}", line_of(place))
}

fn line_of(place: &Place) -> String {
    let sign = if matches!(place.extent, Extent::Old(_)) { "-" } else { "" };
    format!("{sign}{}", place.first_line())
}

/// What the claim under the cursor says, what is held of it and why.
fn said(state: &State, area: Rect, ground: Style, brush: &mut Brush<'_>) {
    let paint = brush.paint;
    let border = ground.patch(paint.of(Meaning::Border));
    for x in area.left()..area.right() {
        brush.glyph(x, area.y, area.right(), (paint.pick("-", "─"), 1), border);
    }
    let Some(claim) = state.claims.view.claim().and_then(|index| state.claims.get(index)) else {
        return;
    };
    let width = usize::from(area.width).saturating_sub(4);
    let muted = ground.patch(paint.of(Meaning::Muted));
    let told = (muted.add_modifier(Modifier::ITALIC), claim.text.replace('\n', " "), "| ");
    let verdict = claim.verdict.word().replace('-', " ");
    let style = ground.patch(paint.verdict(claim.verdict)).remove_modifier(Modifier::BOLD);
    let held = (style, format!("{verdict}: {} (rule: {})", claim.reason, claim.rule), "");
    let notes = state.decided.notes(&Subject::Claim(claim.key.clone()));
    let why = match state.decided.of_claim(&claim.key) {
        Some(Held::Judged { held, why, .. }) if !why.is_empty() => {
            Some(format!("you: {}: {why}", held.word().replace('-', " ")))
        }
        _ => None,
    };
    let own = why.into_iter().chain(notes);
    let own = own.map(|words| (ground.patch(paint.of(Meaning::Done)), words, ""));
    let remarks = claim.remarks.iter().map(|words| (muted, words.clone(), ""));
    let wrap = |(style, words, lead): (Style, String, &'static str)| {
        let lines = text::wrap(&words, width.saturating_sub(lead.len()));
        lines.into_iter().map(move |line| (style, format!("{lead}{line}"))).collect::<Vec<_>>()
    };
    let held: Vec<_> = own.chain([held]).chain(remarks).flat_map(wrap).collect();
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let room = usize::from(body.height);
    // What is held comes first; of the claim's own words as many lines as are left, or half.
    let mut told = wrap(told);
    let left = room.saturating_sub(held.len()).max(room / 2).max(1);
    if told.len() > left {
        told.truncate(left);
        told.iter_mut().rev().take(1).for_each(|(_, last)| last.push_str(" …"));
    }
    for ((_, line), (style, words)) in rows(body).zip(told.into_iter().chain(held)) {
        brush.cut(line.x + 2, line.y, line.right(), &words, style);
    }
}

/// Each sign that occurs, with its word.
fn legend(state: &State, line: Rect, ground: Style, brush: &mut Brush<'_>) {
    let mut x = line.x + 1;
    let occurs = |verdict: &ClaimVerdict| state.claims.totals.of(*verdict) > 0;
    for verdict in ClaimVerdict::ALL.into_iter().filter(occurs) {
        let word = verdict.word().replace('-', " ");
        if usize::from(x) + 2 + word.len() > usize::from(line.right()) {
            return;
        }
        let sign = brush.paint.verdict_sign(verdict).to_string();
        let style = ground.patch(brush.paint.verdict(verdict));
        x = brush.text(x, line.y, line.right(), &sign, style) + 1;
        let muted = ground.patch(brush.paint.of(Meaning::Muted));
        x = brush.text(x, line.y, line.right(), &word, muted) + 2;
    }
}
