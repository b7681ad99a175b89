//! Lists, dialogs and inputs above the panes.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::brush::Brush;
use super::list::{Hidden, List, Look, Row};
use super::popup_height;
use crate::catalog::Meaning;
use crate::claims::ClaimVerdict;
use crate::model::{Severity, Side};
use crate::report::visible;
use crate::review::{Reason, RemarkKind};
use crate::tui::backend::{REASONS, SEVERITIES, words};
use crate::tui::legend::about_verdict;
use crate::tui::state::{
    LEAVE_ANSWERS, LineInput, OwnInput, PickEntry, Picker, Popup, State, VerdictPick,
};
use crate::tui::text;
use crate::tui::update::{choice_words, reasons as count_of_reasons};

/// From this many columns on verdicts are described.
const DESCRIBED: u16 = 50;

pub(super) fn render(state: &State, popup: &Popup, area: Rect, brush: &mut Brush<'_>) {
    match popup {
        Popup::Palette(picker) => list(picker, "Help: all actions", area, brush),
        Popup::Keys(picker, _) => list(picker, "Keys here", area, brush),
        Popup::Finder(picker) => list(picker, "Jump to", area, brush),
        Popup::Ranges(pick) => super::ranges::render(pick, area, brush),
        Popup::Themes(pick) => corner_list(&pick.picker, "Theme", area, brush),
        Popup::Reasons(pick) => reasons(state, pick.cursor, area, brush),
        Popup::Words(words) => {
            let reason = crate::tui::backend::words(words.dismissal.reason);
            let what = match words.items.len() {
                1 => format!("Dismiss, {reason}: "),
                count => format!("Dismiss {count} items, {reason}: "),
            };
            prompt(&what, &words.input, "", area, brush);
        }
        Popup::Until(until) => {
            let what = match until.items.len() {
                1 => "Accepted until (2026-12-31 in UTC; empty: for ever): ".to_owned(),
                count => {
                    format!("{count} items accepted until (2026-12-31 in UTC; empty: for ever): ")
                }
            };
            prompt(&what, &until.input, "", area, brush);
        }
        Popup::Duplicate(listed, _) => list(&listed.picker, "Says the same as", area, brush),
        Popup::Severity(cursor) => severities(state, *cursor, area, brush),
        Popup::Leaving(cursor) => leaving(state, *cursor, area, brush),
        Popup::Batch(batch) => list(&batch.listed.picker, &batch.title, area, brush),
        Popup::BatchChoice(batch, pick) => {
            list(&batch.listed.picker, &batch.title, area, brush);
            let count = batch.listed.picker.matches.len();
            let title = format!("{count} items, {}: what?", batch.title);
            choice(&title, &choice_words(), pick.cursor, area, brush);
        }
        Popup::Own(own) => own_input(state, own, area, brush),
        Popup::Note(note) => {
            let about = text::cut(&note.title, usize::from(area.width / 3), brush.paint.ascii());
            let had = state.decided.note(&note.about).is_some_and(|note| !note.is_empty());
            let verb = if had { "Change your note" } else { "Note" };
            prompt(&format!("{verb} on {about}: "), &note.input, "", area, brush);
        }
        Popup::Verdicts(pick) => verdicts(state, *pick, area, brush),
        Popup::Why(why) => {
            let word = why.held.word().replace('-', " ");
            if let Some(claim) = state.claims.get(why.pick.claim) {
                let said = claim.verdict.word().replace('-', " ");
                above_prompt(&format!(" (said: {said})"), &claim.title, area, brush);
            }
            prompt(&format!("Why {word}? "), &why.input, "", area, brush);
        }
        Popup::Search(input) => {
            let count = if input.text.is_empty() { String::new() } else { state.search.count() };
            prompt("/", input, &count, area, brush);
        }
        Popup::Quiz(ask) => {
            if let Some(quiz) = state.quiz.as_deref() {
                let (title, entries, cursor) = ask.words(quiz);
                let rows = entries.iter().enumerate();
                let rows: Vec<_> =
                    rows.map(|(at, entry)| Row::plain(format!("{} {entry}", at + 1), "")).collect();
                short_list(&title, &rows, (cursor, 92), area, brush);
            }
        }
        Popup::Formats(picker) => list(picker, "Write the review as", area, brush),
        Popup::Export(export) => {
            let what = format!("Write {} to: ", export.format);
            prompt(&what, &export.input, "", area, brush);
        }
        Popup::Letter | Popup::Bookmarks(_) => {}
        Popup::Matrix(_) | Popup::Claims | Popup::Board(_) | Popup::Reading(_) => {}
    }
}

/// A frame around a popup; returns what is inside.
pub(super) fn frame(area: Rect, title: &str, brush: &mut Brush<'_>) -> Rect {
    let paint = brush.paint;
    let ground = paint.of(Meaning::Popup);
    brush.fill(area, ground);
    let style = ground.patch(Style { bg: None, ..paint.of(Meaning::Accent) });
    let (flat, side) = (paint.pick("-", "─"), paint.pick("|", "│"));
    let last = (area.right().saturating_sub(1), area.bottom().saturating_sub(1));
    for (y, left, right) in [(area.y, "┌", "┐"), (last.1, "└", "┘")] {
        for x in area.left()..area.right() {
            brush.glyph(x, y, area.right(), (flat, 1), style);
        }
        brush.glyph(area.x, y, area.right(), (paint.pick("+", left), 1), style);
        brush.glyph(last.0, y, area.right(), (paint.pick("+", right), 1), style);
    }
    for y in area.top() + 1..last.1 {
        brush.glyph(area.x, y, area.right(), (side, 1), style);
        brush.glyph(last.0, y, area.right(), (side, 1), style);
    }
    let title = format!(" {title} ");
    brush.cut(area.x + 1, area.y, last.0, &title, style.add_modifier(Modifier::BOLD));
    Rect::new(
        (area.x + 1).min(area.right()),
        (area.y + 1).min(area.bottom()),
        area.width.saturating_sub(2),
        area.height.saturating_sub(2),
    )
}

/// How much is not shown, in the lower edge of a frame.
pub(super) fn in_edge(area: Rect, hidden: Hidden, brush: &mut Brush<'_>) {
    let words = hidden.words(brush.paint.ascii());
    if !words.is_empty() && area.height > 1 {
        let style = brush.paint.of(Meaning::Popup);
        let style = style.patch(Style { bg: None, ..brush.paint.of(Meaning::Accent) });
        let end = area.right().saturating_sub(2);
        brush.right(area.x + 1, area.bottom() - 1, end, &format!(" {words} "), style);
    }
}

pub(super) fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height)
}

pub(super) fn list<T: Copy>(picker: &Picker<T>, title: &str, area: Rect, brush: &mut Brush<'_>) {
    list_in(picker, title, list_place(picker, area), brush);
}

/// Where a list lies.
pub(super) fn list_place<T>(picker: &Picker<T>, area: Rect) -> Rect {
    let width = (area.width * 4 / 5).clamp(area.width.min(60), 110);
    // No higher than what it lists, and as high while letters leave less of that.
    let count = u16::try_from(picker.entries.len().max(1)).unwrap_or(u16::MAX);
    let height = popup_height(area.height).min(count.saturating_add(3));
    centred(area, width, height)
}

/// The same in a corner, where what is underneath is to be seen.
fn corner_list<T: Copy>(picker: &Picker<T>, title: &str, area: Rect, brush: &mut Brush<'_>) {
    let count = u16::try_from(picker.entries.len()).unwrap_or(u16::MAX);
    let (width, height) = (area.width.min(36), area.height.min(count.saturating_add(3)));
    let (x, y) = (area.right().saturating_sub(width), area.bottom().saturating_sub(height + 1));
    list_in(picker, title, Rect::new(x, y.max(area.y), width, height), brush);
}

fn list_in<T: Copy>(picker: &Picker<T>, title: &str, place: Rect, brush: &mut Brush<'_>) {
    let title = format!("{title} · {} of {}", picker.matches.len(), picker.entries.len());
    let inner = frame(place, &title, brush);
    if inner.height == 0 {
        return;
    }
    let first = Rect { height: 1, ..inner };
    filter_line(&picker.input, first, brush);
    let body = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
    let ground = brush.paint.of(Meaning::Popup);
    if picker.matches.is_empty() {
        let style = ground.patch(brush.paint.of(Meaning::Muted));
        brush.cut(body.x + 1, body.y, body.right(), NOTHING_FITS, style);
        return;
    }
    let entries = picker.matches.iter().filter_map(|at| picker.entries.get(*at));
    let rows: Vec<_> = entries.map(|entry| picked(entry, brush)).collect();
    let list = List { rows: &rows, cursor: picker.cursor, top: picker.top, is_near: false };
    let hidden = list.render(body, ground, brush);
    in_edge(place, hidden, brush);
}

fn picked<'row, T>(entry: &'row PickEntry<T>, brush: &Brush<'_>) -> Row<'row> {
    Row {
        sign: entry.sign.map(|shown| brush.paint.shown(shown)),
        look: if entry.enabled { Look::Plain } else { Look::Muted },
        ..Row::plain(entry.label.as_str(), entry.detail.as_str())
    }
}

fn reasons(state: &State, cursor: usize, area: Rect, brush: &mut Brush<'_>) {
    let about = state.item().map_or(String::new(), |item| item.check().to_string());
    let word = |reason: &Reason| match reason {
        Reason::Other => "other, in words".to_owned(),
        reason => words(*reason),
    };
    let mut words: Vec<String> = REASONS.iter().map(word).collect();
    words.resize_with(count_of_reasons(state), || "no: open it again".to_owned());
    choice(&format!("Dismiss {about}: why?"), &words, cursor, area, brush);
}

fn severities(state: &State, cursor: usize, area: Rect, brush: &mut Brush<'_>) {
    let about = state.item().map_or(String::new(), |item| item.check().to_string());
    let word = |severity: Option<Severity>| match severity {
        Some(severity) => severity.to_string(),
        None => {
            let card = state.item().and_then(|item| state.review.check(item.check()));
            let weight = card.and_then(|card| card.weight.split(" · ").next());
            let weight = weight.map_or(String::new(), |weight| format!(" ({weight})"));
            format!("as bad as the check says{weight}")
        }
    };
    let words = SEVERITIES.map(word);
    choice(&format!("How bad is {about}?"), &words, cursor, area, brush);
}

/// What becomes of a review that goes with the program.
fn leaving(state: &State, cursor: usize, area: Rect, brush: &mut Brush<'_>) {
    let folder = visible(state.leaving.keep_in.as_deref().unwrap_or_default());
    let answers: [String; LEAVE_ANSWERS] =
        [format!("keep all of it in {folder}"), "leave: it goes, and what you decided".to_owned()];
    choice("Keep what you decided here?", &answers, cursor, area, brush);
}

/// A short list whose entries have digits.
fn choice(title: &str, entries: &[String], cursor: usize, area: Rect, brush: &mut Brush<'_>) {
    let rows = entries.iter().enumerate();
    let rows: Vec<_> =
        rows.map(|(at, entry)| Row::plain(format!("{} {entry}", at + 1), "")).collect();
    short_list(title, &rows, (cursor, 44), area, brush);
}

/// A list without a filter, no narrower than so many columns where there are as many.
pub(super) fn short_list(
    title: &str,
    rows: &[Row<'_>],
    (cursor, least): (usize, u16),
    area: Rect,
    brush: &mut Brush<'_>,
) {
    let width = u16::try_from(text::width(title) + 4).unwrap_or(u16::MAX).max(least);
    let width = width.min(area.width);
    let mut list = List { rows, cursor, top: 0, is_near: false };
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(2);
    let height = height.saturating_add(list.spare(width.saturating_sub(2)));
    let place = centred(area, width, height.min(area.height.saturating_sub(1).max(1)));
    let inner = frame(place, title, brush);
    list.top = (cursor + 1).saturating_sub(usize::from(inner.height));
    let ground = brush.paint.of(Meaning::Popup);
    let hidden = list.render(inner, ground, brush);
    in_edge(place, hidden, brush);
}

/// The verdicts that a claim's can be overruled with.
fn verdicts(state: &State, pick: VerdictPick, area: Rect, brush: &mut Brush<'_>) {
    let claim = state.claims.get(pick.claim);
    let said = claim.map(|claim| claim.verdict);
    let title = claim.map_or("", |claim| &claim.title);
    let paint = brush.paint;
    let rows = ClaimVerdict::ALL.into_iter().enumerate().map(|(index, verdict)| {
        let said = if said == Some(verdict) { " (as said)" } else { "" };
        let word = verdict.word().replace('-', " ");
        // A description that is cut says less than none.
        let text = if area.width < DESCRIBED {
            format!("{} {word}{said}", index + 1)
        } else {
            format!("{} {word}{said}: {}", index + 1, about_verdict(verdict))
        };
        Row {
            sign: Some((paint.verdict_sign(verdict), paint.verdict(verdict))),
            ..Row::plain(text, "")
        }
    });
    let rows: Vec<_> = rows.collect();
    let title = format!("What do you hold of: {title}");
    let title = text::cut(&title, usize::from(area.width.min(76)), paint.ascii());
    short_list(&title, &rows, (pick.cursor, 60), area, brush);
}

/// A reviewer's own finding or question: what it is about above what is written.
fn own_input(state: &State, own: &OwnInput, area: Rect, brush: &mut Brush<'_>) {
    let place = &own.place;
    let last = if place.first == place.last { String::new() } else { format!("-{}", place.last) };
    let side = if place.side == Side::Base { " before the change" } else { "" };
    let about = format!("{}:{}{last}{side}", visible(place.file.as_str()), place.first);
    let check = own.check.and_then(|at| state.review.checks.get(at));
    let check = check.map_or_else(|| "no check".to_owned(), |card| card.id.to_string());
    let role = own.role.map_or_else(|| "no role".to_owned(), |role| role.to_string());
    above_prompt(&format!(" · {check} · {role}"), &about, area, brush);
    let what = match own.kind {
        RemarkKind::Finding => "Finding: ",
        RemarkKind::Question => "Question: ",
        RemarkKind::Note => "Note: ",
    };
    prompt(what, &own.input, "", area, brush);
}

/// A line above that of an input: what it is about, cut, and a remark.
fn above_prompt(remark: &str, about: &str, area: Rect, brush: &mut Brush<'_>) {
    if area.height < 5 {
        return;
    }
    let line = Rect::new(area.x, area.bottom() - 3, area.width, 1);
    let style = brush.paint.of(Meaning::Popup);
    brush.fill(line, style);
    let room = usize::from(line.width).saturating_sub(text::width(remark) + 2);
    let words = format!("{}{remark}", text::cut(about, room, brush.paint.ascii()));
    brush.cut(line.x + 1, line.y, line.right(), &words, style);
}

/// A line of input above the footer.
fn prompt(label: &str, input: &LineInput, right: &str, area: Rect, brush: &mut Brush<'_>) {
    let y = area.bottom().saturating_sub(if area.height > 3 { 2 } else { 1 });
    let line = Rect::new(area.x, y, area.width, area.height.min(1));
    brush.fill(line, brush.paint.of(Meaning::Popup));
    brush.tint(line, brush.paint.of(Meaning::Selection));
    let style = brush.paint.of(Meaning::Muted).patch(brush.paint.of(Meaning::Selection));
    let end = line.right().saturating_sub(1);
    let begin = if right.is_empty() { end } else { brush.right(line.x, y, end, right, style) };
    let room = Rect { x: line.x, width: begin.saturating_sub(line.x), ..line };
    input_line(label, input, room, brush);
}

/// The letters that filter a list; as long as there are none, that letters do.
pub(super) fn filter_line(input: &LineInput, line: Rect, brush: &mut Brush<'_>) {
    input_line(FILTER, input, line, brush);
    if input.text.is_empty() {
        let x = line.x + 2 + u16::try_from(text::width(FILTER)).unwrap_or(0);
        let muted = brush.paint.of(Meaning::Popup).patch(brush.paint.of(Meaning::Muted));
        brush.cut(x, line.y, line.right(), "type letters, ↑↓ move", muted);
    }
}

const FILTER: &str = "filter: ";

/// What a list says that no entry is left in.
pub(super) const NOTHING_FITS: &str = "nothing fits these letters; esc takes them away";

/// A label and the text being written, its end always visible.
pub(super) fn input_line(label: &str, input: &LineInput, line: Rect, brush: &mut Brush<'_>) {
    let paint = brush.paint;
    let end = line.right();
    let x = brush.cut(line.x + 1, line.y, end, label, paint.of(Meaning::Accent));
    let before = input.text.get(..input.cursor).unwrap_or("");
    let after = input.text.get(input.cursor..).unwrap_or("");
    let room = usize::from(end.saturating_sub(x)).saturating_sub(1);
    let before = text::cut_front(before, room, paint.ascii());
    let style = Style { bg: None, ..paint.of(Meaning::Title) };
    let cursor = brush.text(x, line.y, end, &before, style);
    brush.cut(cursor, line.y, end, if after.is_empty() { " " } else { after }, style);
    if cursor < end {
        let reversed = Style::new().add_modifier(ratatui::style::Modifier::REVERSED);
        brush.tint(Rect::new(cursor, line.y, 1, 1), reversed);
    }
}
