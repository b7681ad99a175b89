//! What a change comes to: each handler with what it adds, removes and leaves open.

use super::BoardRow;
use crate::model::{Change, Finding, State as ItemState};
use crate::tui::state::{Shown, State, Target};

/// Each handler that the change touches: what it adds, removes and leaves open.
pub(super) fn summary(state: &State) -> Vec<BoardRow> {
    let mut rows = Vec::new();
    for (index, file) in state.review.files.iter().enumerate() {
        let mut of_file = Vec::new();
        for (number, handler) in file.handlers().iter().enumerate() {
            if !file.is_touched(&handler.id) {
                continue;
            }
            let reviewed = if state.decided.is_reviewed(&handler.id) { "[x]" } else { "[ ]" };
            let endpoint = handler.endpoint();
            let text = format!("{reviewed} {} {endpoint}", handler.name);
            let tally = Tally::of(file.items(&handler.id).map(|(_, item)| item), state);
            let sign = file.shown(&handler.id, None, &state.decided).filter(Shown::applies);
            let target = Some(Target::Handler(index, number));
            of_file.push(BoardRow::new(sign, text, tally.words(state.review.has_base), target));
        }
        if !of_file.is_empty() {
            rows.push(BoardRow::heading(file.change.path().to_string()));
            rows.append(&mut of_file);
        }
    }
    let all = state
        .review
        .files
        .iter()
        .flat_map(|file| file.findings().iter().filter(|item| file.is_touched(item.handler())));
    let all = Tally::of(all, state).words(state.review.has_base);
    let handlers = state.review.totals.handlers;
    let plural = if handlers == 1 { "handler" } else { "handlers" };
    let files = state.review.files.len();
    let head = format!("{handlers} {plural} in {files} files: {all}");
    rows.insert(0, BoardRow::heading(head));
    rows
}

/// How many items of some are what.
#[derive(Default)]
struct Tally {
    removed: usize,
    weakened: usize,
    missing: usize,
    conditional: usize,
    unproven: usize,
    added: usize,
    guarded: usize,
    dismissed: usize,
}

impl Tally {
    fn of<'a>(items: impl Iterator<Item = &'a Finding>, state: &State) -> Self {
        let mut tally = Self::default();
        for item in items {
            if item.state() < ItemState::Guarded && state.decided.is_dismissed(item.id()) {
                tally.dismissed += 1;
                continue;
            }
            match item.state() {
                ItemState::Removed => tally.removed += 1,
                ItemState::Weakened => tally.weakened += 1,
                ItemState::Missing => tally.missing += 1,
                ItemState::Conditional => tally.conditional += 1,
                ItemState::Unproven => tally.unproven += 1,
                ItemState::Guarded if is_gain(item.change()) => tally.added += 1,
                ItemState::Guarded => tally.guarded += 1,
                ItemState::NotApplicable => {}
            }
        }
        tally
    }

    /// `1 removed, 2 missing, 3 added, 12 guarded`; what there is none of is left out.
    fn words(&self, has_base: bool) -> String {
        let kept = if has_base { "guarded as before" } else { "guarded" };
        let parts = [
            (self.removed, "removed"),
            (self.weakened, "weakened"),
            (self.missing, "missing"),
            (self.conditional, "conditional"),
            (self.unproven, "unproven"),
            (self.dismissed, "dismissed"),
            (self.added, "added"),
            (self.guarded, kept),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if parts.is_empty() { "nothing applies".to_owned() } else { parts.join(", ") }
    }
}

fn is_gain(change: Option<Change>) -> bool {
    matches!(change, Some(Change::Added | Change::Strengthened))
}
