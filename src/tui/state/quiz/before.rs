//! The question, and what the learner gave so far.

use crate::teach::{Answer, Asked, Mark, task};
use crate::tui::action::Action;

use super::Quiz;
use super::ask::LEFT;
use super::sheet::{QuizLook, Sheet, lines};
use super::signs::QuizSign;

/// How sure somebody is, in words.
pub(super) const SURE: [&str; 3] = ["a guess", "fairly sure", "certain"];

/// Marks that are listed one by one.
const MOST: usize = 30;

/// The question itself.
pub(super) fn question(sheet: &mut Sheet<'_>, quiz: &Quiz) {
    let Some(question) = quiz.question() else {
        sheet.wrapped(QuizLook::Plain, "This lesson asks nothing.", 0);
        return;
    };
    let lesson = quiz.sitting.exercise.lesson();
    let what =
        format!("Question {} of {} · {}", quiz.sitting.at() + 1, quiz.count(), question.title);
    sheet.wrapped(QuizLook::Heading, &what, 0);
    sheet.gap();
    if let Asked::Judge { claim } = &question.asked {
        sheet.wrapped(QuizLook::Muted, "A review claims:", 0);
        sheet.wrapped(QuizLook::Strong, claim, 1);
        if question.ask != question.title {
            sheet.gap();
        }
    }
    sheet.wrapped(QuizLook::Strong, &question.ask, 0);
    let file = question.place.file.file_name();
    let words = format!("of {file}, {}", question.name);
    sheet.place(QuizLook::Plain, None, &question.place, &words);
    sheet.wrapped(QuizLook::Muted, task(question, lesson), 0);
    sheet.gap();
}

/// What was given so far, each with the key that changes it.
pub(super) fn own(sheet: &mut Sheet<'_>, quiz: &Quiz) {
    let Some(question) = quiz.question() else { return };
    let answer = quiz.answer();
    sheet.line(QuizLook::Heading, "Your answer");
    match question.asked {
        Asked::Find => {
            let said = answer.state.map(|state| state.word().to_owned());
            field(sheet, "state", said, Action::Say);
            marks(sheet, &answer);
        }
        Asked::Judge { .. } => {
            let said = answer.holds.map(|holds| if holds { "it holds" } else { "it does not" });
            field(sheet, "claim", said.map(str::to_owned), Action::Say);
            marks(sheet, &answer);
        }
        Asked::Mend => edits(sheet, quiz, &answer),
    }
    let sure = answer.confidence.and_then(|it| SURE.get(usize::from(it) - 1).zip(Some(it)));
    let sure = sure.map(|(word, number)| format!("{number}, {word}"));
    field(sheet, "sure ", sure, Action::Sure);
    hints(sheet, quiz, &answer);
    sheet.gap();
    let key = sheet.key(Action::Reveal);
    sheet.wrapped(QuizLook::Muted, &format!("{key} shows the answer beside yours."), 0);
}

fn field(sheet: &mut Sheet<'_>, name: &str, said: Option<String>, action: Action) {
    let look = if said.is_some() { QuizLook::Good } else { QuizLook::Muted };
    let nothing = match action {
        Action::Mark => "none marked yet",
        Action::Mend => "not edited yet",
        _ => "not said yet",
    };
    let said = said.unwrap_or_else(|| nothing.to_owned());
    sheet.field(look, format!(" {name}  {said}"), action);
}

fn marks(sheet: &mut Sheet<'_>, answer: &Answer) {
    let lines: u32 = answer.marks.iter().map(length).fold(0, u32::saturating_add);
    let said = match lines {
        0 => None,
        1 => Some("1 marked".to_owned()),
        lines => Some(format!("{lines} marked")),
    };
    field(sheet, "lines", said, Action::Mark);
    for mark in answer.marks.iter().take(MOST) {
        let role = mark.role.map(|role| role.to_string()).unwrap_or_default();
        sheet.place(QuizLook::Plain, Some(QuizSign::Own), &mark.place(), &role);
    }
    if answer.marks.len() > MOST {
        sheet.line(QuizLook::Muted, format!("  and {} more", answer.marks.len() - MOST));
    }
}

fn length(mark: &Mark) -> u32 {
    let place = mark.place();
    (place.last_line() - place.first_line()).saturating_add(1)
}

/// What was edited, and what the engine says of it.
pub(super) fn edits(sheet: &mut Sheet<'_>, quiz: &Quiz, answer: &Answer) {
    let said = (!answer.edits.is_empty()).then(|| {
        let names: Vec<&str> = answer.edits.keys().map(|path| path.file_name()).collect();
        format!("edited: {}", names.join(", "))
    });
    field(sheet, "code ", said, Action::Mend);
    if quiz.is_looked_at() {
        sheet.wrapped(QuizLook::Muted, "lineproof looks at it …", 2);
        return;
    }
    let Some(mended) = quiz.sitting.exercise.mended(quiz.sitting.at()) else { return };
    if mended.short.is_empty() {
        sheet.wrapped(QuizLook::Good, "The guard is there, before what it guards.", 2);
        return;
    }
    let state = mended.state.map_or_else(|| "not found".to_owned(), |state| state.to_string());
    sheet.wrapped(QuizLook::Bad, &format!("Still short ({state}):"), 2);
    for (words, place) in &mended.short {
        let words = format!("{}:{} {words}", place.file.file_name(), lines(place));
        sheet.wrapped(QuizLook::Plain, &words, 3);
    }
}

/// The hints that were taken, and what the next one leaves.
fn hints(sheet: &mut Sheet<'_>, quiz: &Quiz, answer: &Answer) {
    let taken = usize::from(answer.hints);
    let next = match LEFT.get(taken + 1) {
        Some(left) if taken == 0 => format!("the first leaves {left}"),
        Some(left) => format!("{taken} taken; the next leaves {left}"),
        None => "all 3 taken".to_owned(),
    };
    sheet.field(QuizLook::Muted, format!(" hints  {next}"), Action::TakeHint);
    for hint in quiz.sitting.exercise.hints(quiz.sitting.at()) {
        sheet.wrapped(QuizLook::Plain, &format!("{}. {}", hint.number, hint.words), 2);
        for place in hint.places.iter().take(MOST) {
            sheet.place(QuizLook::Muted, Some(QuizSign::Hinted), place, "");
        }
    }
}
