//! The rows of items, of decisions and of what was said.

use super::{BoardRow, Grouping, Which};
use crate::model::{Finding, State as ItemState};
use crate::tui::backend::{Subject, words};
use crate::tui::state::{Disposition, FileEntry, Message, Shown, State, Target, place_name};

/// The items of the change, in groups.
pub(super) fn items(state: &State, grouping: Grouping, which: Which) -> Vec<BoardRow> {
    // What is sorted by, what is above, and the row.
    let mut all: Vec<((usize, ItemState, usize), String, BoardRow)> = Vec::new();
    for (index, file) in state.review.files.iter().enumerate() {
        for (number, item) in file.findings().iter().enumerate() {
            let applies = item.state() != ItemState::NotApplicable;
            if !applies || !file.is_touched(item.handler()) || !which.holds(item, state) {
                continue;
            }
            let Some((handler, known)) = file.handler(item.handler()) else { continue };
            let name = format!("{} {}", known.name, known.endpoint());
            let check = state.review.checks.iter().position(|card| card.id == *item.check());
            let subject = item.subject().map_or(String::new(), |it| format!(" [{it}]"));
            let about = format!("{}{subject}", item.check());
            let path = file.change.path();
            let (key, heading, text) = match grouping {
                Grouping::Handler => {
                    let above = format!("{path} · {}", name.trim());
                    ((index * 10_000 + handler, item.state(), 0), above, about)
                }
                Grouping::Check => {
                    let key = (check.unwrap_or(usize::MAX), item.state(), index);
                    (key, item.check().to_string(), format!("{} {name}{subject}", item.state()))
                }
                Grouping::State => {
                    let key = (item.state() as usize, item.state(), index);
                    (key, item.state().to_string(), format!("{about} · {name}"))
                }
            };
            let right = right_of(item, file, state);
            let target = Some(Target::Item(index, number));
            all.push((
                key,
                heading,
                BoardRow::new(Some(Shown::of(item, &state.decided)), text, right, target),
            ));
        }
    }
    all.sort_by_key(|(key, ..)| *key);
    let mut rows = Vec::new();
    let mut above = String::new();
    for (_, heading, row) in all {
        if heading != above {
            rows.push(BoardRow::heading(heading.clone()));
            above = heading;
        }
        rows.push(row);
    }
    rows
}

/// What was decided of an item, its file and its line.
fn right_of(item: &Finding, file: &FileEntry, state: &State) -> String {
    let decided = state.decided.of(item.id()).map(said).unwrap_or_default();
    let place = place_name(item.primary(), file);
    let place = format!("{}:{place}", file.change.path().file_name());
    if decided.is_empty() { place } else { format!("{decided} · {place}") }
}

fn said(disposition: &Disposition) -> String {
    match disposition {
        Disposition::Confirmed => "confirmed".to_owned(),
        Disposition::Dismissed(dismissal) => format!("dismissed, {}", words(dismissal.reason)),
        Disposition::NeedsReview(_) => "needs review".to_owned(),
        Disposition::Gone => "no longer found".to_owned(),
    }
}

/// Everything that was decided and noted, by what it is about.
pub(super) fn decisions(state: &State) -> Vec<BoardRow> {
    let (mut decided, mut notes, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for (index, file) in state.review.files.iter().enumerate() {
        for (number, item) in file.findings().iter().enumerate() {
            let name = file.handler(item.handler()).map_or("", |(_, handler)| &handler.name);
            let about = format!("{} {name}", item.check());
            let target = Some(Target::Item(index, number));
            let row = |text: String, right| {
                BoardRow::new(Some(Shown::of(item, &state.decided)), text, right, target)
            };
            if let Some(disposition) = state.decided.of(item.id()) {
                let text = match disposition {
                    Disposition::Dismissed(it) if !it.text.is_empty() => {
                        format!("{about}: {}", it.text)
                    }
                    _ => about.clone(),
                };
                decided.push(row(text, right_of(item, file, state)));
            } else if let Some(severity) = state.decided.rating(item.id()) {
                decided.push(row(about.clone(), format!("rated {severity}")));
            }
            let subject = Subject::Finding(item.id().clone());
            let of_item = state.decided.notes(&subject).into_iter();
            notes.extend(of_item.map(|note| row(about.clone(), note)));
        }
        for (number, handler) in file.handlers().iter().enumerate() {
            let target = Some(Target::Handler(index, number));
            let row = |right| BoardRow::new(None, handler.name.clone(), right, target);
            let of_handler = state.decided.notes(&Subject::Handler(handler.id.clone()));
            notes.extend(of_handler.into_iter().map(row));
            if state.decided.is_reviewed(&handler.id) {
                seen.push(row(file.change.path().to_string()));
            }
        }
    }
    let own = state.decided.own().iter().map(|own| {
        let file = state.review.files.iter().position(|file| {
            file.path_on(own.place.side()).is_some_and(|path| *path == own.place.file)
        });
        let right = format!("{} · {}:{}", own.kind.word(), own.place.file, own.place.first_line());
        let side = own.place.side();
        let line = own.place.first_line();
        let target = file.map(|file| Target::Line(file, side, line));
        BoardRow::new(None, own.text.clone(), right, target)
    });
    let own: Vec<_> = own.collect();
    let groups =
        [("Decided", decided), ("Notes", notes), ("Own findings", own), ("Reviewed", seen)];
    let mut rows = Vec::new();
    for (name, mut group) in groups.into_iter().filter(|(_, group)| !group.is_empty()) {
        rows.push(BoardRow::heading(format!("{name} · {}", group.len())));
        rows.append(&mut group);
    }
    rows
}

/// What was said on the last row, the latest first.
pub(super) fn messages(state: &State) -> Vec<BoardRow> {
    let told = state.screen.said.iter().rev();
    let row = |message: &Message| {
        let right = if message.is_error { "problem" } else { "" };
        BoardRow::new(None, message.text.clone(), right.to_owned(), None)
    };
    told.map(row).collect()
}
