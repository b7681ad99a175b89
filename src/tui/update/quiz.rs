//! What a learner does in a lesson: marks, says, asks for hints and answers, goes on.

use crate::model::{Place, Role};
use crate::teach::{CodeLine, Mark, lines_place};
use crate::tui::event::Effect;
use crate::tui::key::{Key, KeyCode};
use crate::tui::layout::Pane;
use crate::tui::state::{Popup, Quiz, QuizAsk, State, TreeRow};

use super::popups::{Outcome, press_choice};
use super::{follow, owns, popups};

/// The parts that lines can play, in the order they are gone through; none first.
const ROLES: [Option<Role>; 7] = [
    None,
    Some(Role::Guard),
    Some(Role::Source),
    Some(Role::Step),
    Some(Role::Sink),
    Some(Role::Effect),
    Some(Role::Condition),
];

/// Changes the lesson, keeps what became of it, and draws its signs anew.
pub(super) fn change<T>(
    state: &mut State,
    effects: &mut Vec<Effect>,
    change: impl FnOnce(&mut Quiz) -> T,
) -> Option<T> {
    let quiz = state.quiz.as_deref_mut()?;
    let result = change(quiz);
    quiz.sign();
    effects.push(Effect::KeepLesson(Box::new(quiz.sitting.kept())));
    Some(result)
}

/// The lines that are meant: those selected, else the one under the cursor.
fn meant(state: &State) -> Option<Place> {
    let lines = owns::lines(state)?;
    Some(lines_place(lines.side, lines.file, lines.first, lines.last))
}

/// The line under the cursor.
pub(super) fn here(state: &State) -> Option<CodeLine> {
    let (side, line) = state.code.line()?;
    let file = state.review.files.get(state.code.file?)?.path_on(side)?.clone();
    Some(CodeLine { side, file, number: u32::try_from(line + 1).ok()? })
}

/// The own mark under the cursor.
pub(super) fn mark_here(state: &State) -> Option<Mark> {
    let (quiz, at) = (state.quiz.as_deref()?, here(state)?);
    let is_here = |mark: &Mark| {
        let place = mark.place();
        (mark.side, &mark.file) == (at.side, &at.file)
            && (place.first_line()..=place.last_line()).contains(&at.number)
    };
    quiz.answer().marks.into_iter().find(is_here)
}

/// Marks what is selected, or the line under the cursor; a marked one is let go.
pub(super) fn mark(state: &mut State, effects: &mut Vec<Effect>) {
    let is_range = state.code.selection.is_some();
    if !is_range && mark_here(state).is_some() {
        return unmark(state, effects);
    }
    let Some(place) = meant(state) else { return };
    state.code.selection = None;
    let role = state.keys.map.key_of(crate::tui::action::Action::MarkRole).unwrap_or_default();
    let lines = match (place.first_line(), place.last_line()) {
        (first, last) if first == last => format!("line {first}"),
        (first, last) => format!("lines {first} to {last}"),
    };
    change(state, effects, |quiz| {
        let at = quiz.sitting.at();
        quiz.sitting.exercise.mark(at, Mark::of(&place, None));
    });
    state.say(format!("marked {lines}; {role} says what part they play"));
}

/// Takes back the mark under the cursor, else the last one.
pub(super) fn unmark(state: &mut State, effects: &mut Vec<Effect>) {
    let here = here(state).filter(|_| mark_here(state).is_some());
    change(state, effects, |quiz| {
        let last = quiz.answer().marks.last().map(|mark| CodeLine {
            side: mark.side,
            file: mark.file.clone(),
            number: mark.place().first_line(),
        });
        let at = quiz.sitting.at();
        if let Some(line) = here.or(last) {
            quiz.sitting.exercise.unmark(at, &line);
        }
    });
    state.say("the mark is taken back");
}

/// Gives the mark under the cursor the next part to play.
pub(super) fn role(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(mark) = mark_here(state) else { return };
    let now = ROLES.iter().position(|role| *role == mark.role).unwrap_or(0);
    let role = ROLES[(now + 1) % ROLES.len()];
    change(state, effects, |quiz| {
        let at = quiz.sitting.at();
        quiz.sitting.exercise.mark(at, Mark { role, ..mark });
    });
    let word = role.map_or_else(|| "no part".to_owned(), |role| role.to_string());
    state.say(format!("role: {word}"));
}

/// Goes on to the next degree of being sure.
pub(super) fn sure(state: &mut State, effects: &mut Vec<Effect>) {
    let said = change(state, effects, |quiz| {
        let next = match quiz.answer().confidence {
            None => Some(1),
            Some(sure) if sure < 3 => Some(sure + 1),
            Some(_) => None,
        };
        let at = quiz.sitting.at();
        quiz.sitting.exercise.say_confidence(at, next);
        next
    });
    state.say(match said.flatten() {
        Some(1) => "sure: 1, a guess",
        Some(2) => "sure: 2, fairly; right adds half a point, wrong costs it",
        Some(_) => "sure: 3, certain; right adds a point, wrong costs it",
        None => "sure: not said",
    });
}

/// Asks for the state or the verdict; the one that was said is chosen.
pub(super) fn say(state: &mut State) {
    let Some(quiz) = state.quiz.as_deref() else { return };
    let answer = quiz.answer();
    let is_judged = quiz
        .question()
        .is_some_and(|question| matches!(question.asked, crate::teach::Asked::Judge { .. }));
    let ask = if is_judged {
        QuizAsk::Holds(usize::from(answer.holds == Some(false)))
    } else {
        let known = crate::teach::STATES.iter().position(|(it, _)| answer.state == Some(*it));
        QuizAsk::State(known.unwrap_or(0))
    };
    state.popup = Some(Popup::Quiz(ask));
}

/// Asks whether a hint is wanted, with its price.
pub(super) fn hint(state: &mut State) {
    let Some(quiz) = state.quiz.as_deref() else { return };
    if quiz.answer().hints >= 3 {
        state.say("all three hints are taken");
    } else {
        state.popup = Some(Popup::Quiz(QuizAsk::Hint(1)));
    }
}

/// Shows the answer; asks once where nothing was given.
pub(super) fn reveal(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(quiz) = state.quiz.as_deref() else { return };
    if quiz.is_looked_at() {
        state.say("lineproof still looks at your code");
    } else if quiz.lack().is_some() {
        state.popup = Some(Popup::Quiz(QuizAsk::Reveal(0)));
    } else {
        show_answer(state, effects);
    }
}

fn show_answer(state: &mut State, effects: &mut Vec<Effect>) {
    let shown = change(state, effects, |quiz| {
        (quiz.cursor, quiz.top) = (0, 0);
        let score = quiz.sitting.reveal().map(|(_, score)| score);
        (score, quiz.sitting.is_done())
    });
    let Some((Some(score), is_done)) = shown else { return };
    state.screen.focus = Pane::Checklist;
    let points = crate::teach::points(score.points);
    let scores = state.keys.map.key_of(crate::tui::action::Action::Scores).unwrap_or_default();
    let end =
        if is_done { format!("; that was all: {scores} shows the score") } else { String::new() };
    state.say(format!("{points} points{end}"));
}

/// Goes to another question.
pub(super) fn step(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let Some(quiz) = state.quiz.as_deref() else { return };
    let at = quiz.sitting.at();
    let next = if forward { Some(at + 1) } else { at.checked_sub(1) };
    let Some(next) = next.filter(|next| *next < quiz.count()) else {
        let scores = state.keys.map.key_of(crate::tui::action::Action::Scores).unwrap_or_default();
        state.say(if forward {
            format!("that is the last question; {scores} shows the score")
        } else {
            "that is the first question".to_owned()
        });
        return;
    };
    go(state, next, effects);
}

/// Goes to a question, 0-based.
pub(super) fn go(state: &mut State, step: usize, effects: &mut Vec<Effect>) {
    change(state, effects, |quiz| {
        quiz.sitting.go(step);
        (quiz.cursor, quiz.top) = (0, 0);
    });
    show(state);
}

/// Shows the code that the question is about, and the question.
pub(super) fn show(state: &mut State) {
    state.code.selection = None;
    state.code.peek = None;
    if let Some(quiz) = state.quiz.as_deref_mut() {
        quiz.is_arriving = true;
    }
    let Some((side, file, line)) = state.quiz.as_deref().and_then(|quiz| {
        let place = &quiz.question()?.place;
        Some((place.side(), place.file.clone(), place.first_line()))
    }) else {
        return;
    };
    let is_it = |entry: &crate::tui::state::FileEntry| entry.path_on(side) == Some(&file);
    if let Some(file) = state.review.files.iter().position(is_it) {
        popups::go_to_line(state, file, (side, line));
    }
    arrived(state);
    // Where there is one pane, the question comes first.
    state.screen.focus = if state.regions().shown() == 1 { Pane::Checklist } else { Pane::Code };
}

/// Handlers are known by now: goes to that of the question, unless the learner went elsewhere.
pub(super) fn arrived(state: &mut State) {
    let Some(quiz) = state.quiz.as_deref().filter(|quiz| quiz.is_arriving) else { return };
    let Some(wanted) = quiz.question().map(|question| question.handler.clone()) else { return };
    let files = state.review.files.iter().enumerate();
    let mut rows = files.filter_map(|(file, entry)| {
        entry.handler(&wanted).map(|(handler, _)| TreeRow::Handler(file, handler))
    });
    let found = rows.next().and_then(|row| state.changes.position(row));
    if let Some(position) = found {
        state.changes.cursor = position;
        follow::tree_moved(state);
        leave(state);
    }
}

/// The learner goes on by themselves.
pub(super) fn leave(state: &mut State) {
    if let Some(quiz) = state.quiz.as_deref_mut() {
        quiz.is_arriving = false;
    }
}

/// A key in one of the short lists.
pub(super) fn press(state: &State, ask: &mut QuizAsk, key: Key) -> Outcome {
    let Some(quiz) = state.quiz.as_deref() else { return Outcome::Leave };
    let count = ask.words(quiz).1.len();
    // `d` and `q` leave other lists.
    match key.code {
        KeyCode::Char('y') if matches!(ask, QuizAsk::Hint(_) | QuizAsk::Reveal(_)) => {
            *ask.cursor() = 1;
            Outcome::Accept
        }
        KeyCode::Char('n') if matches!(ask, QuizAsk::Hint(_) | QuizAsk::Reveal(_)) => {
            Outcome::Leave
        }
        _ => press_choice(ask.cursor(), count, key),
    }
}

/// The chosen entry of one of the short lists.
pub(super) fn accept(state: &mut State, ask: QuizAsk, effects: &mut Vec<Effect>) {
    match ask {
        QuizAsk::State(at) => {
            let said = crate::teach::STATES.get(at).map(|(state, _)| *state);
            change(state, effects, |quiz| {
                let at = quiz.sitting.at();
                quiz.sitting.exercise.say_state(at, said);
            });
        }
        QuizAsk::Holds(at) => {
            change(state, effects, |quiz| {
                let step = quiz.sitting.at();
                quiz.sitting.exercise.say_holds(step, Some(at == 0));
            });
        }
        QuizAsk::Hint(1) => {
            change(state, effects, |quiz| {
                let at = quiz.sitting.at();
                quiz.sitting.exercise.hint(at).map(|hint| hint.number)
            });
            if let Some(number) = state.quiz.as_deref().map(|quiz| quiz.answer().hints) {
                state.say(format!("hint {number} stands under your answer"));
            }
        }
        QuizAsk::Reveal(1) => show_answer(state, effects),
        QuizAsk::Retry(1) => {
            change(state, effects, |quiz| {
                let at = quiz.sitting.at();
                quiz.sitting.exercise.retry(at);
                (quiz.cursor, quiz.top) = (0, 0);
            });
            show(state);
        }
        QuizAsk::Retry(2) => {
            change(state, effects, |quiz| {
                quiz.sitting.restart();
                (quiz.cursor, quiz.top) = (0, 0);
            });
            show(state);
        }
        QuizAsk::Hint(_) | QuizAsk::Reveal(_) | QuizAsk::Retry(_) => {}
    }
}
