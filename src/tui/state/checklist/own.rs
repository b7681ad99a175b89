//! A reviewer's own findings and questions on the checklist.

use crate::model::Side;
use crate::review::RemarkKind;
use crate::tui::backend::{Found, Own, Subject};
use crate::tui::state::marks::own_stops;
use crate::tui::text;

use super::lines::{CheckLine, LineKind, add_stop, add_wrapped};
use super::{ChecklistPane, Entry, Sheet, place_name};

/// Adds those that are listed.
pub(super) fn add(lines: &mut Vec<CheckLine>, pane: &ChecklistPane, sheet: &Sheet<'_>) {
    let mut is_begun = false;
    for (position, entry) in pane.order.iter().enumerate() {
        let Entry::Own(index) = *entry else { continue };
        let Some(own) = sheet.decided.own().get(index) else { continue };
        if !is_begun && lines.last().is_some_and(|line| line.kind != LineKind::Blank) {
            lines.push(CheckLine::blank(None));
        }
        is_begun = true;
        lines.push(CheckLine {
            kind: LineKind::Own(position),
            owner: Some(position),
            text: own.text.clone(),
            right: right_of(own, sheet),
        });
        if position == pane.cursor {
            expand(lines, position, own, sheet);
        }
    }
}

/// What became of it, and the line.
fn right_of(own: &Own, sheet: &Sheet<'_>) -> String {
    let word = match (own.settled, own.found, own.kind) {
        (Some(true), ..) => "agreed",
        (Some(false), ..) => "set aside",
        (None, Found::Edited, _) => "changed since",
        (None, Found::Gone, _) => "gone, was at",
        (None, Found::AsThen, RemarkKind::Finding) => "finding",
        (None, Found::AsThen, RemarkKind::Question) => "question",
        (None, Found::AsThen, RemarkKind::Note) => "note",
    };
    let (first, last) = (own.place.first_line(), own.place.last_line());
    let to = if first == last { String::new() } else { format!("-{last}") };
    format!("{word} {}{to}", place_name(&own.place, sheet.file))
}

fn expand(lines: &mut Vec<CheckLine>, position: usize, own: &Own, sheet: &Sheet<'_>) {
    let (owner, width) = (Some(position), sheet.width);
    // The sign of the choice, its own, and a blank on each side of the rest.
    const AROUND: usize = 5;
    if text::width(&own.text) + text::width(&right_of(own, sheet)) + AROUND > width {
        add_wrapped(lines, LineKind::Message, owner, &own.text, width, 3);
    }
    for (number, stop) in own_stops(own).iter().enumerate() {
        let role = stop.role.map_or_else(|| "here".to_owned(), |role| role.to_string());
        add_stop(lines, position, number, (&role, stop), sheet);
    }
    let mut about = own.kind.word().to_owned();
    if !own.by.is_empty() {
        about.push_str(&format!(" of {}", own.by));
    }
    if let Some(check) = &own.check {
        about.push_str(&format!(" · {check}"));
    }
    if own.place.side() == Side::Base {
        about.push_str(" · on the old side");
    }
    add_wrapped(lines, LineKind::Heading, owner, &about, width, 3);
    let text = match own.found {
        Found::AsThen => None,
        Found::Edited => Some("its first line reads otherwise now"),
        Found::Gone => Some("its lines are no longer there"),
    };
    if let Some(text) = text {
        let was =
            if own.was.is_empty() { String::new() } else { format!("; it read `{}`", own.was) };
        let text = &format!("{text}{was}");
        add_wrapped(lines, LineKind::Decision, owner, text, width, 3);
    }
    let about = own.id.clone().map(Subject::Own);
    for note in about.map(|about| sheet.decided.notes(&about)).unwrap_or_default() {
        add_wrapped(lines, LineKind::Decision, owner, &note, width, 3);
    }
    lines.push(CheckLine::blank(owner));
}
