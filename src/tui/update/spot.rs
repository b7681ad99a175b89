//! The place that is looked at, taken down and found again in another review.

use crate::model::RepoPath;
use crate::review::{Chosen, Spot, SpotFolds, SpotLine};
use crate::tui::layout::{Pane, WIDE};
use crate::tui::rows::Folds;
use crate::tui::state::{Entry, FileEntry, Goal, Returning, State, TreeRow};

use super::follow;

/// Where the user is.
pub fn spot(state: &State) -> Spot {
    let file = state.file().map(|(_, file)| file.change.path().clone());
    let (changes, code) = (&state.changes, &state.code);
    let is_shown = code.file.is_some() && code.file == changes.file();
    let folds = SpotFolds {
        whole: code.folds.whole,
        context: code.folds.context,
        shown: code.folds.shown.iter().map(|range| (range.start, range.end)).collect(),
    };
    Spot {
        file,
        handler: state.handler().map(|handler| handler.id.clone()),
        chosen: chosen(state),
        line: is_shown.then(|| line(state)).flatten(),
        above: changes.cursor.saturating_sub(changes.top),
        pane: Pane::ALL.iter().position(|pane| *pane == state.screen.focus).unwrap_or(0),
        folds: if is_shown { folds.bounded() } else { SpotFolds { context: 3, ..folds } },
        all_handlers: changes.all_handlers,
        not_applicable: state.checklist.shows_not_applicable,
        only_handlers: state.screen.only_handlers,
    }
}

fn chosen(state: &State) -> Option<Chosen> {
    let item = || state.item().map(|item| Chosen::Item(item.id().clone()));
    let claim = || state.claim().map(|claim| Chosen::Claim(claim.key.clone()));
    let own = || state.own().and_then(|own| own.id.clone()).map(Chosen::Own);
    item().or_else(claim).or_else(own)
}

fn line(state: &State) -> Option<SpotLine> {
    let document = follow::entry_document(state)?;
    let (side, index) = state.code.line()?;
    let text = document.side(side);
    let above = state.code.cursor.saturating_sub(state.code.top);
    Some(SpotLine::new(side, index, text.count(), |at| text.line(at), above))
}

/// Goes on to where the user was, as far as it is known by now; once it is found, or a key is
/// pressed, nothing moves by itself any more.
pub(super) fn go_on(state: &mut State) {
    let Some(returning) = state.ranges.returning.take() else { return };
    let is_found = go_to(state, &returning);
    if !is_found {
        state.ranges.returning = Some(returning);
    } else if returning.is_said && !state.changes.is_fresh {
        state.say("here you were the last time; --fresh begins at the start");
    }
}

/// Goes there as far as it is known; whether there is nothing more to be known.
fn go_to(state: &mut State, returning: &Returning) -> bool {
    let Returning { spot, only_touched, .. } = returning;
    let is_at = |file: &FileEntry| is_at(file, spot.file.as_ref());
    let Some(index) = state.review.files.iter().position(is_at) else {
        // Its file may yet turn out to be one that moved.
        return state.review.complete;
    };
    let Some(entry) = state.review.files.get(index) else { return true };
    let handler = spot.handler.as_ref().and_then(|id| entry.handler(id));
    let is_touched = handler.is_some_and(|(_, handler)| entry.is_touched(&handler.id));
    let is_known = entry.assessment.is_some() || spot.handler.is_none();
    if *only_touched && !is_touched {
        return is_known;
    }
    let row = handler.map_or(TreeRow::File(index), |(at, _)| TreeRow::Handler(index, at));
    let is_listed = is_touched || handler.is_none();
    show(state, row, is_listed, spot);
    is_known
}

/// Whether a file has this path on either side.
fn is_at(file: &FileEntry, path: Option<&RepoPath>) -> bool {
    let versions = [file.change.in_head(), file.change.in_base()];
    path.is_some_and(|path| versions.into_iter().flatten().any(|it| it.path == *path))
}

fn show(state: &mut State, row: TreeRow, is_listed: bool, spot: &Spot) {
    state.changes.is_fresh = false;
    state.checklist.shows_not_applicable = spot.not_applicable;
    state.screen.only_handlers = spot.only_handlers;
    if state.changes.all_handlers != (spot.all_handlers || !is_listed) {
        state.changes.all_handlers = spot.all_handlers || !is_listed;
        let mut changes = std::mem::take(&mut state.changes);
        changes.rebuild(&state.review);
        state.changes = changes;
    }
    let Some(position) = state.changes.position(row) else { return };
    state.changes.cursor = position;
    state.changes.top = position.saturating_sub(spot.above);
    follow::tree_moved(state);
    let entry = spot.chosen.as_ref().and_then(|chosen| entry_of(state, row.file(), chosen));
    if let Some(at) = entry.and_then(|entry| state.checklist.position(entry)) {
        state.checklist.cursor = at;
        state.checklist.stop = follow::primary_stop(state);
    }
    if let Some(line) = spot.line.clone() {
        state.code.goal = Some(Goal::Spot(Box::new((line, spot.folds.clone()))));
    }
    let pane = Pane::ALL.get(spot.pane).copied().unwrap_or(Pane::Code);
    // Left on a wider screen, the tree would hide the line that was looked at.
    let hides = pane == Pane::Changes && state.screen.width < WIDE && state.screen.focus != pane;
    state.screen.focus = if hides { Pane::Code } else { pane };
}

fn entry_of(state: &State, file: usize, chosen: &Chosen) -> Option<Entry> {
    match chosen {
        Chosen::Item(id) => {
            let findings = state.review.files.get(file)?.findings();
            findings.iter().position(|finding| finding.id() == id).map(Entry::Item)
        }
        Chosen::Claim(key) => {
            state.claims.all.iter().position(|claim| claim.key == *key).map(Entry::Claim)
        }
        Chosen::Own(id) => {
            let own = state.decided.own().iter();
            own.enumerate()
                .find(|(_, own)| own.id.as_ref() == Some(id))
                .map(|(at, _)| Entry::Own(at))
        }
    }
}

/// Puts the cursor on the line, as far down the screen as it was; its text is there.
pub(super) fn reach(state: &mut State, line: &SpotLine, folds: &SpotFolds) {
    let Some(document) = follow::entry_document(state) else { return };
    let text = document.side(line.side);
    let Some(found) = line.find(text.count(), |at| text.line(at)) else { return };
    let by = |at: usize| (at + found).saturating_sub(line.index);
    let handlers = state.code.folds.handlers.take();
    state.code.folds = Folds {
        whole: folds.whole || !state.review.has_base,
        context: folds.context,
        shown: folds.shown.iter().map(|(start, end)| by(*start)..by(*end)).collect(),
        handlers,
    };
    state.code.lay_out(&document);
    if state.code.rows.of_line(line.side, found).is_none() {
        state.code.reveal(&document, line.side, found.saturating_sub(2)..found + 3);
        state.code.lay_out(&document);
    }
    if let Some(row) = state.code.rows.of_line(line.side, found) {
        state.code.cursor = row;
        state.code.top = row.saturating_sub(line.above);
        state.code.side = line.side;
    }
}
