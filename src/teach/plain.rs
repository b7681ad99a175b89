//! A lesson's questions and code in reading order, for those who hear it read aloud, and where
//! there is no terminal. Knows no answer.

use std::fmt::Write as _;

use super::lesson::{Asked, Lesson};
use super::{listing, words};
use crate::report::{visible, visible_line};

/// The questions, then the code they are about.
#[must_use]
pub fn plain(lesson: &Lesson) -> String {
    let mut text = format!("Lesson: {}.\nGoal: {}\n", lesson.title, lesson.goal);
    let framework = lesson.framework.as_deref().map(|name| format!(", framework {name}"));
    let _ = writeln!(
        text,
        "Level {}, about {}{}, {}.",
        lesson.level.word(),
        words::counted(lesson.minutes as usize, "minute"),
        framework.unwrap_or_default(),
        words::counted(lesson.questions.len(), "question"),
    );
    let count = lesson.questions.len();
    for (at, question) in lesson.questions.iter().enumerate() {
        let _ = writeln!(
            text,
            "\nQuestion {} of {count}, {}, about {}.\nCheck {}: {}",
            at + 1,
            question.asked.word(),
            words::about(question),
            question.title,
            question.ask,
        );
        if let Asked::Judge { claim } = &question.asked {
            let _ = writeln!(text, "The claim: {claim}");
        }
        let _ = writeln!(text, "{}", words::task(question, lesson));
    }
    text.push_str("\nStates:\n");
    for (state, says) in words::STATES {
        let _ = writeln!(text, "{}: {says}.", state.word());
    }
    for (file, _, _) in lesson.paths() {
        let _ = writeln!(text, "\nCode of {}:", visible(file.as_str()));
        for row in listing::rows(lesson, &file) {
            let (_, number) = row.at();
            let lead = match row.sign(lesson) {
                '-' => "taken away ",
                '+' => "added ",
                _ => "",
            };
            let code = visible_line(listing::text(lesson, &file, row));
            let _ = writeln!(text, "{lead}{number}: {code}");
        }
    }
    text.push_str("End of the lesson.\n");
    text
}
