//! What people found and asked by themselves, in words.

use super::Report;
use super::held::day;
use crate::model::Side;
use crate::review::Own;

/// Each finding and question, in a sentence with its lines, the oldest first; then what is
/// noted of handlers as a whole.
pub(super) fn own(report: &Report<'_>) -> Vec<String> {
    let noted = report.assessment.handlers().flat_map(|handler| {
        let notes = report.standings.notes_on(&handler.id).iter();
        notes.map(|note| {
            let (name, file) = (&handler.name, &handler.place.file);
            let (text, author, day) = (&note.text, &note.author, day(note.time));
            format!("Note on {name} in {file}: {text} ({author}, {day})")
        })
    });
    report.standings.own().iter().map(told).chain(noted).collect()
}

/// One of them.
pub(super) fn told(own: &Own) -> String {
    let remark = &own.remark;
    let about = remark.check.as_ref().map(|check| format!(" about {check}")).unwrap_or_default();
    format!(
        "{}{about} at {}: {} ({}, {})",
        title(own),
        place(own),
        remark.text,
        remark.author,
        day(remark.time)
    )
}

/// `Finding`, or `Question`.
pub(super) fn title(own: &Own) -> String {
    let mut letters = own.remark.kind.word().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `app.py:3 before the change`; a place that is gone keeps the line that it had.
fn place(own: &Own) -> String {
    let then = &own.remark.place;
    let (file, first, last) = match &own.place {
        Some(place) => (&place.file, place.first_line(), place.last_line()),
        None => (&then.file, then.first, then.last),
    };
    let line = if first == last { first.to_string() } else { format!("{first}-{last}") };
    let now = match own.place {
        None => ", which is no longer there",
        Some(_) if own.is_edited => ", which reads otherwise now",
        Some(_) => "",
    };
    let before = if then.side == Side::Base { " before the change" } else { "" };
    format!("{file}:{line}{before}{now}")
}
