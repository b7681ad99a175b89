//! Tree, code and checklist kept on the same thing.

use crate::git::ADDITIONS;
use crate::model::{Side, State as ItemState};
use crate::tui::action::Action;
use crate::tui::event::Effect;
use crate::tui::layout::Pane;
use crate::tui::state::{CodePane, Entry, Goal, Sheet, State, TreeRow, claim_stops, stops};

use super::{arrive, search};

/// Handlers with more lines than this are not unfolded as a whole.
const MAX_WHOLE: usize = 150;

/// So many rows are looked back over, from a line that is gone, for one that is there.
const LOOK_BACK: usize = 1000;

/// Claims of a handler whose lines are unfolded at once; those of others are when they are
/// gone to.
const MAX_REVEALED: usize = 50;

/// More handlers of other files than these are counted.
const MAX_NAMED: usize = 6;

/// The cursor of the tree went to another row: code and checklist follow.
pub(super) fn tree_moved(state: &mut State) {
    state.code.peek = None;
    state.checklist.visiting = None;
    state.code.goal = Some(match state.handler() {
        Some(handler) => Goal::Handler(handler.id.clone()),
        None => Goal::Start,
    });
    choose_first(state);
}

/// Lists the items of the handler anew and chooses the first.
pub(super) fn choose_first(state: &mut State) {
    state.checklist.order.clear();
    state.checklist.top = 0;
    state.checklist.walks = false;
    list_items(state);
    state.checklist.stop = primary_stop(state);
}

/// 0-based number of the place that carries what is chosen.
pub(super) fn primary_stop(state: &State) -> usize {
    state.stops().iter().position(|stop| stop.is_primary).unwrap_or(0)
}

/// Lists the items of the handler and the claims about it anew, keeping the chosen one.
pub(super) fn list_items(state: &mut State) {
    let Some(row) = state.changes.row() else {
        state.checklist.order = state.checklist.visiting.map(Entry::Claim).into_iter().collect();
        return;
    };
    let Some(entry) = state.review.files.get(row.file()) else { return };
    let handler = match row {
        TreeRow::Handler(_, handler) => match entry.handlers().get(handler) {
            Some(handler) => Some(handler),
            None => return,
        },
        TreeRow::File(_) => None,
    };
    state.checklist.list(entry, handler, &state.claims, state.decided.own());
}

/// Shows the tree's file in the code pane, and asks for it where it is not there.
pub(super) fn show_file(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(file) = state.changes.file() else { return };
    let is_passed = state.keys.is_held && state.screen.focus == Pane::Changes;
    if state.code.file == Some(file) && (is_passed || !state.code.is_passed) {
        return;
    }
    let goal = state.code.goal.take();
    let (grid, side) = (state.code.grid, state.code.side);
    state.code = CodePane { file: Some(file), goal, grid, side, is_passed, ..CodePane::default() };
    if is_passed {
        return;
    }
    // A lesson hides nothing of its code: what is folded away would be what does not matter.
    state.code.folds.whole = !state.review.has_base || state.quiz.is_some();
    mark(state);
    let entry = state.review.files.get(file);
    if entry.is_some_and(|entry| entry.document.is_some()) {
        lay_out_code(state);
    } else {
        effects.push(Effect::Open(file));
    }
    search::here(state);
}

/// The text of the file that the code pane shows.
pub(super) fn entry_document(
    state: &State,
) -> Option<std::sync::Arc<crate::tui::document::Document>> {
    if state.code.is_passed {
        return None;
    }
    state.review.files.get(state.code.file?)?.document.clone()
}

/// The marks of the current file anew.
pub(super) fn mark(state: &mut State) {
    state.code.marks = arrive::marks(state);
    state.code.is_overview_stale = true;
}

/// The rows of the current file anew, after folds or text changed.
pub(super) fn lay_out_code(state: &mut State) {
    if let Some(document) = entry_document(state) {
        state.code.lay_out(&document);
    }
}

/// Goes where the code pane was to go, once the text is there.
pub(super) fn reach_goal(state: &mut State) {
    // A key that is held passes handlers as well: the last one is gone to.
    if state.keys.is_held && state.screen.focus == Pane::Changes {
        return;
    }
    let Some(document) = entry_document(state) else { return };
    let Some(goal) = state.code.goal.take() else { return };
    let goal = match goal {
        Goal::Anchored(side, line, text) => {
            Goal::Line(side, document.side(side).nearest(line, &text))
        }
        goal => goal,
    };
    let (side, line) = match goal {
        Goal::Start => {
            state.code.cursor = state.code.rows.hunks().next().unwrap_or(0);
            state.code.top = state.code.cursor.saturating_sub(3);
            return;
        }
        Goal::Top | Goal::Bottom => {
            let last = state.code.rows.count().saturating_sub(1);
            state.code.cursor = if goal == Goal::Top { 0 } else { last };
            return;
        }
        Goal::Spot(spot) => {
            super::spot::reach(state, &spot.0, &spot.1);
            return;
        }
        Goal::Line(side, line) | Goal::Anchored(side, line, _) => {
            reveal_handler(state, &document);
            state.code.reveal(&document, side, line.saturating_sub(2)..line + 3);
            state.code.side = side;
            (side, line)
        }
        Goal::Handler(id) => {
            reveal_handler(state, &document);
            let Some(entry) = state.code.file.and_then(|file| state.review.files.get(file)) else {
                return;
            };
            let place = entry.handler(&id).and_then(|(_, handler)| entry.place_of(handler));
            let Some(place) = place else { return };
            (place.side(), place.first_line() as usize - 1)
        }
    };
    state.code.lay_out(&document);
    if let Some(row) = state.code.rows.of_line(side, line) {
        let height = state.regions().code.map_or(20, |area| area.height as usize);
        let visible = state.code.top..state.code.top + height.saturating_sub(3);
        if !visible.contains(&row) || matches!(state.changes.row(), Some(TreeRow::Handler(..))) {
            let lead = if is_handler_start(state, side, line) { 1 } else { height / 3 };
            if !visible.contains(&row) || lead == 1 {
                state.code.top = row.saturating_sub(lead);
            }
        }
        state.code.cursor = row;
    }
}

fn is_handler_start(state: &State, side: Side, line: usize) -> bool {
    state.handler().is_some_and(|handler| {
        handler.place.side() == side && handler.place.first_line() as usize == line + 1
    })
}

/// Unfolds the handler of the tree and the places of its items.
fn reveal_handler(state: &mut State, document: &crate::tui::document::Document) {
    let Some(TreeRow::Handler(file, handler)) = state.changes.row() else { return };
    let Some(entry) = state.review.files.get(file) else { return };
    let Some(handler) = entry.handlers().get(handler) else { return };
    let Some(place) = entry.place_of(handler) else { return };
    let first = place.first_line() as usize - 1;
    let last = (place.last_line() as usize).min(first + MAX_WHOLE);
    state.code.reveal(document, place.side(), first..last);
    reveal_items(&mut state.code, entry, &handler.id, document);
    let claims = state.claims.of_handler(entry, handler);
    for claim in claims.into_iter().take(MAX_REVEALED).filter_map(|at| state.claims.get(at)) {
        for stop in claim_stops(claim) {
            reveal_place(&mut state.code, entry, stop.place, document);
        }
    }
}

fn reveal_place(
    code: &mut CodePane,
    entry: &crate::tui::state::FileEntry,
    place: &crate::model::Place,
    document: &crate::tui::document::Document,
) {
    if entry.path_on(place.side()) == Some(&place.file) {
        let line = place.first_line() as usize - 1;
        code.reveal(document, place.side(), line.saturating_sub(1)..line + 2);
    }
}

/// Unfolds the places of a handler's items.
fn reveal_items(
    code: &mut CodePane,
    entry: &crate::tui::state::FileEntry,
    id: &crate::model::HandlerId,
    document: &crate::tui::document::Document,
) {
    for (_, finding) in entry.items(id) {
        if finding.state() == crate::model::State::NotApplicable {
            continue;
        }
        for stop in stops(finding) {
            reveal_place(code, entry, stop.place, document);
        }
    }
}

/// The cursor of the code went to another line: the tree goes to the handler
/// that holds it.
pub(super) fn code_moved(state: &mut State) {
    let (Some((side, line)), Some(index)) = (line_in_head(state), state.code.file) else { return };
    let Some(entry) = state.review.files.get(index) else { return };
    let number = u32::try_from(line + 1).unwrap_or(u32::MAX);
    let holds = |handler: &crate::model::Handler| {
        let place = &handler.place;
        let is_here = entry.path_on(side) == Some(&place.file);
        is_here
            && place.side() == side
            && (place.first_line()..=place.last_line()).contains(&number)
    };
    let Some(handler) = entry.handlers().iter().position(holds) else { return };
    let row = TreeRow::Handler(index, handler);
    if state.changes.row() == Some(row) {
        return;
    }
    if let Some(position) = state.changes.position(row) {
        state.changes.cursor = position;
        choose_first(state);
    }
}

/// The line under the cursor; of one that is gone, what stands above it in head, for that is
/// what it was taken from.
fn line_in_head(state: &State) -> Option<(Side, usize)> {
    let code = &state.code;
    let own = code.line()?;
    let above = |at: usize| code.rows.get(at)?.line(Side::Head).map(|line| (Side::Head, line));
    match own.0 {
        Side::Head => Some(own),
        Side::Base => (0..=code.cursor).rev().take(LOOK_BACK).find_map(above).or(Some(own)),
    }
}

/// Lays the lines of the checklist out for the width it has.
pub(super) fn lay_out_checklist(state: &mut State) {
    let width = state.regions().checklist.map_or(40, |area| area.width as usize);
    if let Some(quiz) = state.quiz.as_deref_mut() {
        quiz.lay_out(&state.keys.map, width);
        return;
    }
    let Some(row) = state.changes.row() else {
        let texts = nothing_to_say(state);
        let (review, claims, decided) = (&state.review, &state.claims, &state.decided);
        let sheet = Sheet { review, claims, file: None, decided, width };
        state.checklist.lay_out(&sheet, None, &texts);
        return;
    };
    let Some(entry) = state.review.files.get(row.file()) else { return };
    let (handler, texts) = match row {
        TreeRow::Handler(_, handler) => match entry.handlers().get(handler) {
            Some(handler) => (Some(handler), Vec::new()),
            None => return,
        },
        TreeRow::File(_) => {
            let mut texts = about_file(state, entry);
            texts.extend(way_to_open_items(state));
            (None, texts)
        }
    };
    let (review, claims, decided) = (&state.review, &state.claims, &state.decided);
    let sheet = Sheet { review, claims, file: Some(entry), decided, width };
    state.checklist.lay_out(&sheet, handler, &texts);
}

fn nothing_to_say(state: &State) -> Vec<String> {
    // The code pane says why.
    let which = if state.review.has_base { "every changed handler" } else { "every handler" };
    vec![format!("A checklist appears here for {which}.")]
}

/// Which key leads to what is open; nothing where nothing is.
fn way_to_open_items(state: &State) -> Option<String> {
    let states = state.review.totals.states;
    let open = [ItemState::Removed, ItemState::Missing, ItemState::Weakened];
    let count: usize = open.into_iter().map(|open| states[open as usize]).sum();
    let key = state.keys.map.key_of(Action::NextOpen)?;
    let of = if state.review.has_base { " of this change" } else { "" };
    match count {
        0 => None,
        1 => Some(format!("One item{of} is open: {key} goes to it.")),
        _ => Some(format!("{count} items{of} are open: {key} goes to the next.")),
    }
}

/// What is known of a file as a whole.
fn about_file(state: &State, entry: &crate::tui::state::FileEntry) -> Vec<String> {
    let mut texts = Vec::new();
    if entry.change.path().as_str().split('/').next() == Some(ADDITIONS) {
        texts.push("Adds to what lineproof knows: what it says at base counts.".to_owned());
        texts.extend(state.review.added.iter().map(|remark| remark.text.clone()));
    }
    if !state.review.files.iter().any(|file| file.change.is_python()) {
        texts.push("No Python in this change: there is nothing to check.".to_owned());
        texts.push("Every changed file can be read here all the same.".to_owned());
        return texts;
    }
    let Some(assessment) = &entry.assessment else {
        let python = entry.change.is_python() && !state.review.complete;
        texts.push(
            if python { "Looking for handlers …" } else { "Not Python: shown, not analysed." }
                .to_owned(),
        );
        return texts;
    };
    let touched = assessment.touched.len();
    let listed = assessment.handlers.len().saturating_sub(touched);
    let others = listed + assessment.untouched;
    if !entry.change.is_python() {
        texts.push("Not Python: shown, not analysed.".to_owned());
    } else if assessment.passed_over {
        texts.push("Not parsed: no word here can make a handler.".to_owned());
    } else if touched + others == 0 {
        texts.push("No function here answers requests.".to_owned());
    } else {
        let plural = if touched == 1 { "handler" } else { "handlers" };
        texts.push(if state.review.has_base {
            format!("{touched} changed {plural}, {others} not touched by the change.")
        } else {
            format!("{touched} {plural}.")
        });
    }
    texts.extend(reached(assessment));
    for region in &assessment.not_analysed {
        let place = region.place.as_ref().map(|place| format!("line {}: ", place.first_line()));
        texts.push(format!("Not analysed: {}{}", place.unwrap_or_default(), region.reason));
    }
    texts
}

/// Which handlers of other files lead here.
fn reached(assessment: &crate::model::FileAssessment) -> Option<String> {
    let names: Vec<&str> =
        assessment.reached.iter().map(|reached| reached.handler.name.as_str()).collect();
    let (shown, more) =
        (names.iter().take(MAX_NAMED).copied(), names.len().saturating_sub(MAX_NAMED));
    let shown = shown.collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!names.is_empty()).then(|| format!("Handlers elsewhere lead here: {shown}{more}."))
}
