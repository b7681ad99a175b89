//! Code that a learner mends: edited outside of the screen, looked at by the engine.

use std::collections::BTreeMap;

use crate::model::{RepoPath, Side};
use crate::teach::Mended;
use crate::tui::event::Effect;
use crate::tui::state::State;

use super::quiz;

/// Texts of edited files.
type Edits = BTreeMap<RepoPath, String>;

/// Opens the code in an editor, as the learner left it.
pub(super) fn edit(state: &State, effects: &mut Vec<Effect>) {
    let Some(quiz) = state.quiz.as_deref().filter(|quiz| quiz.is_mend()) else { return };
    effects.push(Effect::Mend(quiz.sitting.at(), quiz.answer().edits));
}

/// Asks the engine about edits of before, which nobody looked at since the lesson was opened.
pub(super) fn look_again(state: &State, effects: &mut Vec<Effect>) {
    let Some(quiz) = state.quiz.as_deref() else { return };
    let exercise = &quiz.sitting.exercise;
    let unknown = (0..quiz.count()).filter(|step| exercise.mended(*step).is_none());
    effects.extend(unknown.filter_map(|step| {
        let edits = exercise.answer(step).edits;
        (!edits.is_empty()).then_some(Effect::TryMend(step, edits))
    }));
}

/// The editor was left: what it made of the code counts from now on.
pub(super) fn edited(state: &mut State, step: usize, edits: &Edits, effects: &mut Vec<Effect>) {
    let was_changed = quiz::change(state, effects, |quiz| {
        let known = quiz.sitting.exercise.answer(step).edits;
        // A file that reads as at the beginning is edited no longer.
        for path in known.keys().filter(|path| !edits.contains_key(*path)) {
            let tree = quiz.sitting.exercise.lesson().tree(Side::Head);
            let text = tree.text(path).map(|text| text.to_string());
            quiz.sitting.exercise.edit(step, path.clone(), text.unwrap_or_default());
        }
        for (path, text) in edits.iter().filter(|(path, text)| known.get(*path) != Some(*text)) {
            quiz.sitting.exercise.edit(step, path.clone(), text.clone());
        }
        quiz.looks_at = (!edits.is_empty()).then_some(step);
        known != *edits
    });
    match was_changed {
        Some(_) if edits.is_empty() => state.say("nothing is edited: the code is as it was"),
        Some(false) => state.say("nothing changed since the last time"),
        _ => state.say("lineproof looks at your code; nothing of it is run"),
    }
}

/// What the engine says of edits.
pub(super) fn looked(state: &mut State, step: usize, edits: &Edits, mended: Mended) {
    let Some(quiz) = state.quiz.as_deref_mut() else { return };
    if quiz.looks_at == Some(step) {
        quiz.looks_at = None;
        let is_there = mended.short.is_empty();
        let words =
            if is_there { "the guard is there" } else { "still short: the question says what" };
        state.say(words);
    }
    let Some(quiz) = state.quiz.as_deref_mut() else { return };
    // The learner may have gone on editing meanwhile.
    if quiz.sitting.exercise.answer(step).edits == *edits {
        quiz.sitting.exercise.keep_mended(step, mended);
    }
}
