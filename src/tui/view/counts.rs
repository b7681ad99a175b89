//! Progress and counts at the right of the header, in as many words as there is room for.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::brush::Brush;
use super::header::{MEDIUM_HEADER, titles};
use crate::catalog::Meaning;
use crate::model::State as ItemState;
use crate::tui::paint::Paint;
use crate::tui::state::State;
use crate::tui::text;

/// Words with their styles that stand together, a blank between them.
type Group = Vec<(String, Style)>;

/// How much is said of items and of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    Words,
    Signs,
    /// Without what is guarded or cannot be told.
    Open,
    Number,
    Nothing,
}

/// What is tried in turn: for items, and for claims. That there are claims is always said.
const WITH_CLAIMS: [(Detail, Detail); 7] = [
    (Detail::Words, Detail::Words),
    (Detail::Words, Detail::Signs),
    (Detail::Words, Detail::Number),
    (Detail::Signs, Detail::Words),
    (Detail::Signs, Detail::Signs),
    (Detail::Signs, Detail::Number),
    (Detail::Open, Detail::Number),
];

/// The same where there are no claims.
const WITHOUT_CLAIMS: [(Detail, Detail); 3] = [
    (Detail::Words, Detail::Nothing),
    (Detail::Signs, Detail::Nothing),
    (Detail::Open, Detail::Nothing),
];

/// With so many columns progress is said in figures alone.
const SHORT: u16 = 69;

/// From this many columns on states are named.
const WIDE: u16 = 120;

/// Draws them and returns the column they begin at.
pub(super) fn render(state: &State, area: Rect, end: u16, brush: &mut Brush<'_>) -> u16 {
    let gaps: &[usize] = if area.width >= 70 { &[3, 2] } else { &[1] };
    let (groups, gap) = chosen(state, area.width, gaps, brush.paint);
    let width = u16::try_from(width_of(&groups, gap)).unwrap_or(u16::MAX);
    let begin = end.saturating_sub(width).max(area.x);
    let mut x = begin;
    let gap = u16::try_from(gap).unwrap_or(1);
    for group in groups {
        for (words, style) in group {
            x = brush.text(x, area.y, end, &words, style) + 1;
        }
        x = (x + gap).saturating_sub(1);
    }
    begin
}

/// The most words that leave room for the names at the left, and the gap between them; where
/// there are none, the title of the review gives way.
fn chosen(state: &State, width: u16, gaps: &[usize], paint: &Paint) -> (Vec<Group>, usize) {
    let tried: &[_] = if state.claims.sources.is_empty() { &WITHOUT_CLAIMS } else { &WITH_CLAIMS };
    let is_allowed = |items: Detail| width >= WIDE || items != Detail::Words;
    let aside = if width >= MEDIUM_HEADER { 18 } else { 5 };
    let repository = text::width(&state.review.repository) + aside;
    let [title, part] = titles(state).map(|title| text::width(&title));
    let mut last = (Vec::new(), 1);
    for names in [repository + title, repository + part, repository] {
        let room = usize::from(width).saturating_sub(names);
        for (items, claims) in tried.iter().filter(|(items, _)| is_allowed(*items)) {
            // Words of progress go before any count does.
            for width in [width, width.min(SHORT)] {
                let mut groups = progress(state, width, paint);
                groups.extend(of_claims(state, *claims, paint));
                groups.extend(of_items(state, *items, paint));
                for gap in gaps {
                    if width_of(&groups, *gap) <= room {
                        return (groups, *gap);
                    }
                    last = (groups.clone(), *gap);
                }
            }
        }
    }
    last
}

/// Cells of groups with a gap between them.
fn width_of(groups: &[Group], gap: usize) -> usize {
    let of_group = |group: &Group| {
        let words: usize = group.iter().map(|(words, _)| text::width(words)).sum();
        words + group.len().saturating_sub(1)
    };
    groups.iter().map(of_group).sum::<usize>() + gap * groups.len().saturating_sub(1)
}

/// What is still being found out, and how much was reviewed.
fn progress(state: &State, width: u16, paint: &Paint) -> Vec<Group> {
    let review = &state.review;
    let totals = review.totals;
    let plain = |meaning: Meaning| Style { bg: None, ..paint.of(meaning) };
    let mut groups = Vec::new();
    if let Some(reading) = state.claims.reading.as_ref().filter(|_| width >= 60) {
        let words = text::cut(&reading.to_string(), 28, paint.ascii());
        groups.push(vec![(format!("claims: {words}"), plain(Meaning::Muted))]);
    }
    let unsaved = state.decided.unsaved();
    if unsaved > 0 {
        let is_failed = state.decided.has_failed();
        let words = if width >= 60 { format!("{unsaved} unsaved") } else { format!("*{unsaved}") };
        let meaning = if is_failed { Meaning::Error } else { Meaning::Muted };
        groups.push(vec![(words, plain(meaning))]);
    }
    if !review.complete && !review.files.is_empty() {
        let (done, all) = (review.assessed, review.files.len());
        let words = if width >= 80 {
            format!("analysing {done} of {all}")
        } else {
            format!("{done}/{all}")
        };
        groups.push(vec![(words, plain(Meaning::Muted))]);
    }
    if totals.handlers > 0 {
        let (reviewed, all) = (totals.reviewed, totals.handlers);
        let words = if width >= 70 {
            format!("reviewed {reviewed} of {all}")
        } else {
            format!("{reviewed}/{all}")
        };
        let meaning = if reviewed == all { Meaning::Done } else { Meaning::Text };
        groups.push(vec![(words, plain(meaning))]);
    }
    groups
}

/// How the items stand.
fn of_items(state: &State, detail: Detail, paint: &Paint) -> Vec<Group> {
    let states = state.review.totals.states;
    let shown = ItemState::ALL
        .into_iter()
        .filter(|item| states[*item as usize] > 0 && *item != ItemState::NotApplicable)
        .filter(|item| {
            detail != Detail::Open || !matches!(item, ItemState::Unproven | ItemState::Guarded)
        });
    let group = |item: ItemState| {
        let (sign, count) = (paint.sign(item), states[item as usize]);
        let words = match detail {
            Detail::Words => format!("{sign} {count} {item}"),
            _ => format!("{sign} {count}"),
        };
        vec![(words, paint.state(item))]
    };
    let mut groups: Vec<Group> = shown.map(group).collect();
    let dismissed = state.review.totals.dismissed;
    if dismissed > 0 && detail != Detail::Open {
        let word = if detail == Detail::Words { " dismissed" } else { "" };
        let (sign, style) = paint.dismissed();
        groups.push(vec![(format!("{sign} {dismissed}{word}"), style)]);
    }
    groups
}

/// How the claims of foreign reviews stand.
fn of_claims(state: &State, detail: Detail, paint: &Paint) -> Option<Group> {
    if state.claims.sources.is_empty() || detail == Detail::Nothing {
        return None;
    }
    let totals = state.claims.totals;
    let all = state.claims.all.len();
    let plain = Style { bg: None, ..paint.of(Meaning::Text) };
    let mut group = vec![(format!("claims {all}:"), plain)];
    match detail {
        Detail::Words => {
            group.extend(totals.all().map(|(verdict, count)| {
                let word = verdict.word().replace('-', " ");
                (format!("{count} {word}"), paint.verdict(verdict))
            }));
        }
        Detail::Signs => {
            group = vec![("claims".to_owned(), plain)];
            group.extend(totals.all().map(|(verdict, count)| {
                (format!("{}{count}", paint.verdict_sign(verdict)), paint.verdict(verdict))
            }));
        }
        _ => group = vec![(format!("claims {all}"), plain)],
    }
    Some(group)
}
