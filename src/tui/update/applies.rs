//! When an action is offered: never a key that answers "not here".

use crate::model::{Finding, State as ItemState};
use crate::tui::action::{Action, When, is_of_reviews};
use crate::tui::layout::Pane;
use crate::tui::rows::Row;
use crate::tui::state::{Quiz, State};

use super::quiz;

/// Whether an item says that something is amiss, or may be.
pub(super) fn is_doubt(item: &Finding) -> bool {
    !matches!(item.state(), ItemState::Guarded | ItemState::NotApplicable)
}

/// Whether an action can do something now.
#[must_use]
pub fn applies(state: &State, action: Action) -> bool {
    let Some(entry) = action.entry() else { return false };
    if state.quiz.is_some() && is_of_reviews(action) {
        return false;
    }
    let quiz = state.quiz.as_deref();
    match entry.when {
        When::Always => true,
        When::InLesson => quiz.is_some(),
        When::IsAsked => quiz.is_some_and(Quiz::is_open),
        When::CanMark => {
            quiz.is_some_and(Quiz::takes_marks)
                && quiz::here(state).is_some()
                && state.screen.focus == Pane::Code
        }
        When::OnMark => quiz.is_some_and(Quiz::takes_marks) && quiz::mark_here(state).is_some(),
        When::HasMark => quiz.is_some_and(|it| it.takes_marks() && !it.answer().marks.is_empty()),
        When::CanSay => quiz.is_some_and(Quiz::takes_marks),
        When::CanMend => quiz.is_some_and(|it| it.is_open() && it.is_mend()),
        When::HasFile => !state.review.files.is_empty() || state.checklist.entry().is_some(),
        When::HasCode => state.code.rows.count() > 0,
        When::HasFolds => state.code.rows.has_folds(),
        When::HasPair => matches!(state.code.row(), Some(Row::Pair { .. })),
        When::HasHunks => state.code.rows.hunks().next().is_some(),
        When::HasHandler => state.handler().is_some(),
        When::HasSubject => state.subject().is_some(),
        When::HasRange => state.ranges.now.is_some(),
        When::IsPart => state.ranges.is_part(),
        When::HasClaims => state.claims.is_some(),
        When::HasItem => state.checklist.entry().is_some(),
        When::HasDoubt => state.item().is_some_and(is_doubt),
        When::HasWaiting => state.review.files.iter().any(|file| {
            file.findings().iter().any(|item| is_doubt(item) && state.decided.is_waiting(item.id()))
        }),
        When::HasCheck => state.item().is_some() || quiz.is_some(),
        When::HasClaim => state.claim().is_some(),
        When::HasOwn => state.own().is_some(),
        When::HasEvidence => state.stops().len() > 1,
        // Open ones, then those that hold in part or could not be told.
        When::HasOpen => state.review.totals.states.iter().take(5).any(|count| *count > 0),
        When::HasDecision => state.decided.can_undo(),
        When::HasUndone => state.decided.can_redo(),
        When::Searching => state.search.is_on(),
        When::HasBack => state.jumps.can_go(false),
        When::HasForward => state.jumps.can_go(true),
        When::HasBookmarks => !state.jumps.bookmarks.is_empty(),
        When::CanLeave => {
            state.code.peek.is_some()
                || state.search.is_on()
                || state.code.selection.is_some()
                || state.is_beside_list()
        }
        When::HasHandlers => state.review.totals.handlers > 0,
        When::HasUntouched => state
            .review
            .files
            .iter()
            .any(|file| file.handlers().iter().any(|handler| !file.is_touched(&handler.id))),
        When::HasLine => state.code.peek.is_some() || state.code.line().is_some(),
    }
}
