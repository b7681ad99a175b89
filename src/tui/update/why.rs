//! Why a key does nothing now, in words: nobody is left to guess whether it did.

use crate::tui::action::{Action, When, is_of_lessons, is_of_reviews};
use crate::tui::key::{Key, KeyCode};
use crate::tui::keymap::Meant;
use crate::tui::state::State;

/// What is lacking for any of the actions of a key; in a lesson its own come first.
pub(super) fn none_of(state: &State, actions: &[Action]) -> Option<String> {
    let words = |action: &Action| not(state, *action);
    match state.quiz {
        Some(_) => actions.iter().find_map(words),
        None => actions.iter().rev().find_map(words),
    }
}

/// What a lesson says of a key that has no use in it now.
fn in_lesson(state: &State, action: Action) -> Option<String> {
    let quiz = state.quiz.as_deref()?;
    if is_of_reviews(action) {
        let words = "this is a lesson: what is found and decided is shown in a review alone";
        return Some(words.to_owned());
    }
    let key = |action: Action| state.keys.map.key_of(action).unwrap_or_default();
    let words = match action.entry()?.when {
        When::IsAsked | When::CanMark | When::CanSay | When::CanMend | When::HasMark
            if quiz.is_revealed() =>
        {
            let (again, next) = (key(Action::Retry), key(Action::NextQuestion));
            format!("the answer is shown: {next} goes on, {again} begins again")
        }
        When::CanMark | When::CanSay if quiz.is_mend() => {
            format!("here the code is to be mended: {} opens it", key(Action::Mend))
        }
        When::CanMark => "no line of code is shown here: it is marked in the code".to_owned(),
        When::OnMark => format!("the cursor is on no mark: {} makes one", key(Action::Mark)),
        When::HasMark => "nothing is marked".to_owned(),
        When::CanMend => {
            "the code of a lesson is only to be edited where it is to be mended".to_owned()
        }
        _ => return None,
    };
    Some(words)
}

/// What is lacking for an action that does not apply; none where another of the same key says
/// it better, or where nothing needs to be said.
pub(super) fn not(state: &State, action: Action) -> Option<String> {
    if state.quiz.is_some() && (is_of_lessons(action) || is_of_reviews(action)) {
        return in_lesson(state, action);
    }
    let key = |action: Action| state.keys.map.key_of(action).unwrap_or_default();
    let words = match action.entry()?.when {
        When::InLesson
        | When::IsAsked
        | When::CanMark
        | When::OnMark
        | When::HasMark
        | When::CanSay
        | When::CanMend => return None,
        When::Always | When::CanLeave | When::HasClaim | When::HasOwn => return None,
        When::HasFile => "nothing changed: there is no file to go through".to_owned(),
        When::HasCode if state.file().is_some_and(|(_, file)| file.document.is_none()) => {
            "the file is still being read".to_owned()
        }
        When::HasCode | When::HasLine => "no line of code is shown here".to_owned(),
        When::HasFolds => "nothing is folded in this file".to_owned(),
        When::HasPair => "both sides of a line are seen side by side alone".to_owned(),
        When::HasHunks => "nothing changed in this file".to_owned(),
        When::HasHandler => {
            format!("no handler is chosen: {} goes to the next", key(Action::NextHandler))
        }
        When::HasItem | When::HasSubject | When::HasCheck => nothing_chosen(state),
        When::HasDoubt => match state.item() {
            Some(item) => {
                format!("{} is {}: there is nothing to decide against", item.check(), item.state())
            }
            None => nothing_chosen(state),
        },
        When::HasEvidence if state.checklist.entry().is_none() => nothing_chosen(state),
        When::HasEvidence => "this stands on one place alone".to_owned(),
        When::HasOpen if !state.review.complete => {
            "still looking: nothing is open so far".to_owned()
        }
        When::HasOpen => "nothing is open in this change".to_owned(),
        When::HasWaiting => "nothing waits for a decision".to_owned(),
        When::HasDecision | When::HasUndone => return None,
        When::Searching => format!("nothing is searched for: {} does", key(Action::Search)),
        When::HasBack | When::HasForward => "no place was left that way".to_owned(),
        When::HasBookmarks => {
            format!("there is no bookmark: {} and a letter make one here", key(Action::Bookmark))
        }
        When::HasUntouched => "the change touches all handlers that are known".to_owned(),
        When::HasHandlers if !state.review.complete => {
            "still looking: no handler so far".to_owned()
        }
        When::HasHandlers => "the change touches no handler".to_owned(),
        When::HasClaims => {
            "no foreign review was given: --claims FILE at the start gives one".to_owned()
        }
        When::HasRange => "this is no range of a repository: there is no other to show".to_owned(),
        When::IsPart => "the whole range is shown already".to_owned(),
    };
    Some(words)
}

fn nothing_chosen(state: &State) -> String {
    let key = state.keys.map.key_of(Action::NextHandler).unwrap_or_default();
    match state.handler() {
        Some(_) if !state.review.complete => "still looking: no item so far".to_owned(),
        Some(_) => "no item is chosen: nothing applies to this handler".to_owned(),
        None => format!("no item is chosen: {key} goes to the next handler"),
    }
}

/// Says what keys mean that mean nothing: how the sequence could have gone on, or where all
/// keys are. Leaving a sequence needs no word.
pub(super) fn no_key(state: &mut State, pressed: &[Key]) {
    let Some((last, before)) = pressed.split_last() else { return };
    if last.code == KeyCode::Esc {
        return;
    }
    let written: String = pressed.iter().map(ToString::to_string).collect();
    let first: String = before.iter().map(ToString::to_string).collect();
    let help = state.keys.map.key_of(Action::Help).unwrap_or_default();
    let hint = if before.is_empty() {
        format!("{help} lists all")
    } else {
        format!("{first} goes on with {}", state.keys.map.after(before).join(" "))
    };
    state.say(format!("{written} is no key; {hint}"));
}

/// Whether a key asks for help.
pub(super) fn is_help(state: &State, key: Key) -> bool {
    matches!(state.keys.map.meaning(&[key]), Meant::Actions(all) if all.contains(&Action::Help))
}
