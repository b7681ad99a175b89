//! Results of background work coming in.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{ChangeSet, FileAssessment, FileVersion, Handler, HandlerId, RepoPath, Side};
use crate::tui::backend::Decision;
use crate::tui::document::{Document, Text};
use crate::tui::event::{Effect, Kept};
use crate::tui::state::{FileEntry, Marks, Popup, State, TreeRow};

use super::{follow, search};

/// Documents that are kept; those farthest from the current file go.
const MAX_DOCUMENTS: usize = 12;

/// Puts the cursor on the file a review is likely to begin with.
pub(super) fn begin(state: &mut State) {
    let aside = |part: &str| {
        part.starts_with("test")
            || ["migrations", "doc", "docs", "setup.py", "conftest.py"].contains(&part)
    };
    let is_code = |path: &str| !path.split('/').any(aside);
    let files = &state.review.files;
    let first = files
        .iter()
        .position(|file| file.change.is_python() && is_code(file.change.path().as_str()))
        .or_else(|| files.iter().position(|file| file.change.is_python()))
        .unwrap_or(0);
    state.changes.cursor = state.changes.position(TreeRow::File(first)).unwrap_or(0);
    state.changes.is_fresh = true;
    follow::tree_moved(state);
}

/// Takes over a change set with files that moved paired; whoever looks at a file
/// goes on looking at it.
pub(super) fn renamed(state: &mut State, change_set: ChangeSet) {
    let shown = state.file().map(|(_, file)| file.change.clone());
    state.blame.files.clear();
    state.blame.asked = None;
    let old = std::mem::take(&mut state.review.files).into_iter();
    let mut documents: HashMap<_, _> = old.map(|file| (file.change, file.document)).collect();
    let new = change_set.files.into_iter().map(|change| {
        let document = documents.remove(&change).flatten();
        FileEntry::new(change, document)
    });
    state.review.files = new.collect();
    let offset = state.changes.cursor.saturating_sub(state.changes.top);
    state.changes.rebuild(&state.review);
    // A list made of the former files leads astray.
    if state.popup.as_ref().is_some_and(Popup::is_of_files) {
        state.popup = None;
    }
    let Some(shown) = shown else { return };
    let same = |file: &FileEntry| {
        let path = |version: Option<&FileVersion>| version.map(|version| version.path.clone());
        let (base, head) = (path(shown.in_base()), path(shown.in_head()));
        (head.is_some() && path(file.change.in_head()) == head)
            || (base.is_some() && path(file.change.in_base()) == base)
    };
    let Some(index) = state.review.files.iter().position(same) else { return };
    state.changes.cursor = state.changes.position(TreeRow::File(index)).unwrap_or(0);
    state.changes.top = state.changes.cursor.saturating_sub(offset);
    let stays =
        |file: &FileEntry| (file.change == shown, file.change == shown && file.document.is_some());
    let (is_same, is_read) = state.review.files.get(index).map(stays).unwrap_or_default();
    state.code.file = is_read.then_some(index);
    if !is_same {
        follow::tree_moved(state);
    }
}

pub(super) fn opened(
    state: &mut State,
    index: usize,
    document: Arc<Document>,
    effects: &mut Vec<Effect>,
) {
    let Some(file) = state.review.files.get_mut(index) else { return };
    if document.change.as_ref() != Some(&file.change) {
        // Asked for before files that moved were paired.
        let current = state.code.file.filter(|_| current_document(state).is_none());
        effects.extend(current.map(Effect::Open));
        return;
    }
    let is_first = file.document.is_none();
    file.document = Some(document);
    if state.code.file == Some(index) && is_first {
        follow::lay_out_code(state);
        search::here(state);
    }
    forget_documents(state);
}

fn current_document(state: &State) -> Option<Arc<Document>> {
    state.review.files.get(state.code.file?)?.document.clone()
}

fn forget_documents(state: &mut State) {
    let current = state.code.file.unwrap_or(0);
    let held = |state: &State| {
        let files = state.review.files.iter().enumerate();
        let held = files.filter(|(_, file)| file.document.is_some()).map(|(index, _)| index);
        held.collect::<Vec<_>>()
    };
    let held = held(state);
    if held.len() > MAX_DOCUMENTS {
        let farthest = held.into_iter().max_by_key(|index| index.abs_diff(current));
        if let Some(file) = farthest.and_then(|index| state.review.files.get_mut(index)) {
            file.document = None;
        }
    }
}

pub(super) fn outlined(state: &mut State, index: usize, handlers: Vec<Handler>) {
    let chosen = chosen(state);
    let Some(file) = state.review.files.get_mut(index) else { return };
    if file.assessment.is_some() {
        return;
    }
    file.outline = handlers;
    rebuild(state, index, chosen);
}

pub(super) fn assessed(state: &mut State, index: usize, assessment: FileAssessment) {
    let chosen = chosen(state);
    state.claims.know(&assessment.handlers);
    let Some(file) = state.review.files.get_mut(index) else { return };
    // What other files show may change an answer: then it comes again.
    if file.assessment.replace(assessment).is_none() {
        state.review.assessed += 1;
    }
    rebuild(state, index, chosen);
    if state.code.file == Some(index) {
        follow::mark(state);
    }
}

/// The row under the cursor by what outlives a new list of handlers.
fn chosen(state: &State) -> Option<(usize, Option<HandlerId>)> {
    let file = state.changes.file()?;
    Some((file, state.handler().map(|handler| handler.id.clone())))
}

/// All files were judged: where no key was pressed and the file shown has no
/// handler, the first one that has something open is shown, else the first.
pub(super) fn complete(state: &mut State) {
    state.review.complete = true;
    let on_file = match state.changes.row() {
        Some(TreeRow::File(file)) => file,
        _ => return,
    };
    let has_handlers =
        state.review.files.get(on_file).is_some_and(|entry| !entry.handlers().is_empty());
    if !state.changes.is_fresh || has_handlers {
        return;
    }
    let is_open = |row: &TreeRow| match row {
        TreeRow::Handler(file, handler) => {
            let entry = state.review.files.get(*file);
            let handler = entry.and_then(|entry| entry.handlers().get(*handler));
            let worst =
                handler.zip(entry).and_then(|(it, entry)| entry.worst(&it.id, &state.decided));
            worst.is_some_and(|worst| worst.is_open())
        }
        TreeRow::File(_) => false,
    };
    let rows = &state.changes.rows;
    let any = || rows.iter().position(|row| matches!(row, TreeRow::Handler(..)));
    if let Some(found) = rows.iter().position(is_open).or_else(any) {
        state.changes.cursor = found;
        follow::tree_moved(state);
    }
}

/// Lists the tree anew and keeps the cursor on what it was on; as long as no
/// key was pressed it goes to the first handler of the file shown.
fn rebuild(state: &mut State, changed: usize, chosen: Option<(usize, Option<HandlerId>)>) {
    let mut changes = std::mem::take(&mut state.changes);
    changes.rebuild(&state.review);
    state.changes = changes;
    if let Some((file, handler)) = chosen {
        let entry = state.review.files.get(file);
        let found = handler.and_then(|id| entry?.handler(&id).map(|(index, _)| index));
        state
            .changes
            .keep(found.map_or(TreeRow::File(file), |index| TreeRow::Handler(file, index)));
        let on_file = matches!(state.changes.row(), Some(TreeRow::File(_)));
        if state.changes.is_fresh && on_file && changed == file {
            let first = state
                .changes
                .rows
                .iter()
                .position(|row| matches!(row, TreeRow::Handler(of, _) if *of == changed));
            if let Some(first) = first {
                state.changes.cursor = first;
                follow::tree_moved(state);
            }
        } else if changed == file {
            follow::list_items(state);
        }
    }
    state.review.count(&state.decided);
}

/// Takes note of what became of decisions that were to be kept.
pub(super) fn kept(state: &mut State, kept: Kept) {
    state.decided.kept(&kept);
    match kept.outcome {
        Ok(None) => {}
        Ok(Some(notice)) => state.say(notice),
        // What is tried again in vain was told already.
        Err(_) if !kept.is_first => {}
        Err(problem) => state.complain(format!("not saved: {problem}")),
    }
}

/// Takes over everything that holds now, as somebody else decided something or what was
/// decided here was taken back.
pub(super) fn decided(state: &mut State, decisions: &[Decision]) {
    state.decided.replace(decisions);
    follow::list_items(state);
    follow::mark(state);
    state.review.count(&state.decided);
    state.claims.count(&state.decided);
}

pub(super) fn peeked(state: &mut State, side: Side, path: &RepoPath, text: Option<Arc<Text>>) {
    let fits = |peek: &&mut crate::tui::state::Peek| peek.side == side && &peek.path == path;
    match text {
        Some(text) => {
            if let Some(peek) = state.code.peek.as_mut().filter(fits) {
                peek.text = Some(text);
            }
        }
        None => {
            state.code.peek = None;
            state.complain(format!("{path} cannot be read on the {side} side"));
        }
    }
}

/// The marks of the current file anew.
pub(super) fn marks(state: &State) -> Marks {
    state
        .code
        .file
        .and_then(|index| state.review.files.get(index))
        .map(|file| Marks::new(file, &state.claims, state.decided.own()))
        .unwrap_or_default()
}
