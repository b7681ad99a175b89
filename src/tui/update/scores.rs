//! The score of a lesson so far, to be read.

use crate::teach::{POSSIBLE, percent, points};
use crate::tui::state::{Popup, Quiz, Reading, State};

/// Opens it.
pub(super) fn open(state: &mut State) {
    let Some(quiz) = state.quiz.as_deref() else { return };
    let title = format!("Score · {}", quiz.sitting.exercise.lesson().title);
    let lines = sheet(quiz);
    state.popup = Some(Popup::Reading(Reading { title, lines, top: 0 }));
}

fn sheet(quiz: &Quiz) -> Vec<String> {
    let exercise = &quiz.sitting.exercise;
    let mut lines = Vec::new();
    for (at, question) in exercise.questions().iter().enumerate() {
        let said = match exercise.revealed(at) {
            Some((_, score)) => {
                let mut said = format!("{} of {}", points(score.points), points(POSSIBLE));
                if let Some(found) = score.lines {
                    said.push_str(&format!(
                        ", lines {} right, {} wrong, {} missed",
                        found.hit, found.wrong, found.missed
                    ));
                }
                if score.hints > 0 {
                    said.push_str(&format!(", hints {}", score.hints));
                }
                said
            }
            None if exercise.answer(at).is_empty() => "not answered".to_owned(),
            None => "answered, not shown yet".to_owned(),
        };
        lines.push(format!("{}. {} in {}: {said}", at + 1, question.title, question.name));
    }
    lines.push(String::new());
    let score = exercise.score();
    lines.push(format!(
        "**{} of {} points** for {} of {} questions.",
        points(score.points),
        points(score.possible),
        score.steps,
        quiz.count()
    ));
    lines.push(String::new());
    let mut part = |what: &str, part: Option<f64>| {
        if let Some(part) = part {
            lines.push(format!("- {what}: {}", percent(part)));
        }
    };
    part("of the lines you marked, right", score.precision);
    part("of the lines to be marked, found", score.recall);
    part("how far off you were in how sure you were (0 % is best)", score.calibration);
    let (runs, best) = quiz.sitting.runs();
    if let Some((best, possible)) = best {
        lines.push(String::new());
        let times = if runs == 1 { "once".to_owned() } else { format!("{runs} times") };
        lines.push(format!(
            "Gone through {times}; the best run brought {} of {}.",
            points(best),
            points(possible)
        ));
    }
    lines
}
