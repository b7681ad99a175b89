//! The claims of the checklist: a line each, and the chosen one with what it says, what is
//! held of it, and the places that decide.

use crate::tui::backend::Subject;
use crate::tui::claims::Claim;
use crate::tui::state::decided::{Decided, Held};
use crate::tui::state::marks::claim_stops;
use crate::tui::state::review::FileEntry;
use crate::tui::text;

use super::lines::{CheckLine, LineKind, add_stop, add_wrapped};
use super::{ChecklistPane, Entry, Sheet, place_name};

/// Lines of a claim's own words that are shown at most.
const MAX_WORDS: usize = 24;

/// Adds the claims that are listed, under the names of their reviews.
pub(super) fn add(lines: &mut Vec<CheckLine>, pane: &ChecklistPane, sheet: &Sheet<'_>) {
    let mut under = None;
    for (position, entry) in pane.order.iter().enumerate() {
        let Entry::Claim(index) = *entry else { continue };
        let Some(claim) = sheet.claims.get(index) else { continue };
        let is_visiting = pane.visiting == Some(index);
        if under.replace((claim.source, is_visiting)) != Some((claim.source, is_visiting)) {
            heading(lines, claim, is_visiting, sheet);
        }
        // Thousands may be listed: the view finds the words of those that are seen.
        lines.push(CheckLine {
            kind: LineKind::Claim(position),
            owner: Some(position),
            text: String::new(),
            right: String::new(),
        });
        if position == pane.cursor {
            expand(lines, position, claim, sheet);
        }
    }
}

fn heading(lines: &mut Vec<CheckLine>, claim: &Claim, is_visiting: bool, sheet: &Sheet<'_>) {
    if lines.last().is_some_and(|line| line.kind != LineKind::Blank) {
        lines.push(CheckLine::blank(None));
    }
    let name = sheet.claims.source_of(claim);
    let what = if is_visiting { "Elsewhere, a claim of" } else { "Claims of" };
    let room = sheet.width.saturating_sub(text::width(what) + 3);
    let text = format!("{what} {}", text::cut_front(name, room, false));
    lines.push(CheckLine { kind: LineKind::Source, owner: None, text, right: String::new() });
}

/// What is told, what is held of it and why, and where.
fn expand(lines: &mut Vec<CheckLine>, position: usize, claim: &Claim, sheet: &Sheet<'_>) {
    let (owner, width) = (Some(position), sheet.width);
    let weight =
        if claim.weight.is_empty() { String::new() } else { format!(" ({})", claim.weight) };
    let name = sheet.claims.source_of(claim);
    let name = name.rsplit('/').next().unwrap_or(name);
    let words = untold(claim, sheet);
    let colon = if words.is_empty() { "" } else { ":" };
    let intro = format!("{name}, line {}{weight}{colon}", claim.line);
    add_wrapped(lines, LineKind::Heading, owner, &intro, width, 3);
    let words = words.lines().flat_map(|line| text::wrap(line, width.saturating_sub(6)));
    let words: Vec<String> = words.collect();
    let more = words.len().saturating_sub(MAX_WORDS);
    for part in words.into_iter().take(MAX_WORDS) {
        let text = format!("   | {part}");
        lines.push(CheckLine { kind: LineKind::Foreign, owner, text, right: String::new() });
    }
    if more > 0 {
        let text = format!("   | and {more} more lines");
        lines.push(CheckLine { kind: LineKind::Foreign, owner, text, right: String::new() });
    }
    let verdict = format!("{}: {}", claim.verdict.word().replace('-', " "), claim.reason);
    add_wrapped(lines, LineKind::Verdict, owner, &verdict, width, 3);
    for (number, stop) in claim_stops(claim).iter().enumerate() {
        let bare = if stop.is_primary { "here" } else { "or" };
        let role = stop.role.map_or_else(|| bare.to_owned(), |role| role.to_string());
        add_stop(lines, position, number, (&role, stop), sheet);
    }
    for remark in &claim.remarks {
        add_wrapped(lines, LineKind::Heading, owner, remark, width, 3);
    }
    add_wrapped(lines, LineKind::Heading, owner, &format!("rule: {}", claim.rule), width, 3);
    decisions(lines, position, claim, sheet);
    lines.push(CheckLine::blank(owner));
}

/// The verdict, what the reviewer did with it, and the place: at the right of a claim's line.
#[must_use]
pub fn beside_claim(claim: &Claim, decided: &Decided, file: Option<&FileEntry>) -> String {
    let place = claim.first_place().map_or(String::new(), |place| place_name(place, file));
    let judged = match decided.of_claim(&claim.key) {
        Some(Held::Judged { held, .. }) if *held == claim.verdict => ", confirmed",
        Some(Held::Judged { .. }) => ", overruled",
        Some(Held::NeedsReview) => ", changed since",
        None => "",
    };
    let word = decided.verdict(claim).word().replace('-', " ");
    format!("{word}{judged} {place}").trim_end().to_owned()
}

/// What a claim says, without the headline where that can be read on its line.
fn untold<'a>(claim: &'a Claim, sheet: &Sheet<'_>) -> &'a str {
    // The sign of the choice, that of the verdict, a blank; a blank on each side of the rest.
    const AROUND: usize = 5;
    let beside = beside_claim(claim, sheet.decided, sheet.file);
    let is_cut = text::width(&claim.title) + text::width(&beside) + AROUND > sheet.width;
    let rest = claim.text.strip_prefix(claim.title.as_str()).filter(|_| !is_cut);
    let is_end = |rest: &&str| rest.is_empty() || rest.starts_with(['.', ':', ' ', '\n']);
    let rest = rest
        .filter(is_end)
        .map(|rest| rest.trim_start_matches(|c: char| ".:-–—".contains(c) || c.is_whitespace()));
    rest.unwrap_or(&claim.text)
}

/// What the reviewer held of it, and noted.
fn decisions(lines: &mut Vec<CheckLine>, position: usize, claim: &Claim, sheet: &Sheet<'_>) {
    let (owner, width) = (Some(position), sheet.width);
    let said = match sheet.decided.of_claim(&claim.key) {
        Some(Held::Judged { held, why, .. }) => {
            let verb = if *held == claim.verdict { "confirmed" } else { "overruled" };
            let why = if why.is_empty() { String::new() } else { format!(": {why}") };
            format!("{verb}, {}{why}", held.word().replace('-', " "))
        }
        Some(Held::NeedsReview) => "judged before its lines or its verdict changed".to_owned(),
        None => String::new(),
    };
    add_wrapped(lines, LineKind::Decision, owner, &said, width, 3);
    for note in sheet.decided.notes(&Subject::Claim(claim.key.clone())) {
        add_wrapped(lines, LineKind::Decision, owner, &note, width, 3);
    }
}
