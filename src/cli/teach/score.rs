//! Scores a file of answers.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read, stdin};
use std::path::Path;
use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use super::args::ScoreArgs;
use super::lesson;
use crate::cli::exit::ExitStatus;
use crate::cli::failure::Failure;
use crate::cli::interrupt::interruptible;
use crate::cli::output;
use crate::report::visible;
use crate::teach::{
    AnswerSheet, Graded, POSSIBLE, Score, StepScore, Taught, grade, percent, points,
};

/// Bytes of a file of answers that are read, and one more to tell.
const LARGEST: u64 = 4_000_001;

/// Runs `lineproof teach score`.
///
/// # Errors
/// When the lesson or the answers cannot be read, or the result not be written.
pub(super) fn run(args: ScoreArgs) -> Result<ExitStatus, Failure> {
    interruptible(move |cancel| {
        let taught = lesson::find(&args.lesson)?;
        let sheet = read(&args.answers)?;
        if sheet.lesson != taught.lesson.id {
            let line = format!(
                "the answers are to the lesson {:?}, and this one is {:?}",
                sheet.lesson, taught.lesson.id
            );
            output::complain(&line, None);
        }
        let graded = grade(&taught, &sheet, &lesson::catalog()?, cancel);
        if cancel.load(Ordering::Relaxed) {
            return Ok(ExitStatus::CouldNotRun);
        }
        let text = match args.format.as_deref() {
            Some("json") => json(&taught, &sheet, &graded),
            _ => text(&taught, &sheet, &graded),
        };
        output::to_stdout(&text).map(|()| ExitStatus::Clean)
    })
}

/// A file of answers.
///
/// # Errors
/// When it cannot be read, or is none.
pub(super) fn read(path: &Path) -> Result<AnswerSheet, Failure> {
    let failed = |source| Failure::Read { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        stdin().lock().take(LARGEST).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        File::open(path).map_err(failed)?.take(LARGEST).read_to_end(&mut bytes).map_err(failed)?;
    }
    AnswerSheet::parse(&bytes)
        .map_err(|problem| Failure::Answers { path: path.to_owned(), problem })
}

fn text(taught: &Taught, sheet: &AnswerSheet, graded: &Graded) -> String {
    let by = sheet.learner.as_deref().map(|name| format!(", answered by {}", visible(name)));
    let mut text = format!("{}{}\n\n", taught.lesson.title, by.unwrap_or_default());
    for (at, (question, step)) in taught.lesson.questions.iter().zip(&graded.steps).enumerate() {
        let _ = writeln!(
            text,
            "{:>2}  {:<5}  {:>5} of {}  {} in {}: {}",
            at + 1,
            question.asked.word(),
            points(step.points),
            points(POSSIBLE),
            question.check,
            visible(&question.name),
            told(step),
        );
        for (short, place) in graded.mended[at].iter().flat_map(|mended| &mended.short) {
            let line = place.first_line();
            let _ = writeln!(text, "        {} line {line}: {short}", visible(place.file.as_str()));
        }
    }
    let _ = writeln!(text, "\n{}", sum(&graded.score));
    text
}

/// What a step's points are for.
fn told(step: &StepScore) -> String {
    if !step.is_answered {
        return "not answered".to_owned();
    }
    let mut parts = Vec::new();
    if let Some(lines) = step.lines {
        let traps = if lines.trapped > 0 {
            format!(" ({} in a trap)", lines.trapped)
        } else {
            String::new()
        };
        parts.push(format!(
            "lines {} of {}, {} wrong{traps}",
            lines.hit,
            lines.hit + lines.missed,
            lines.wrong
        ));
    }
    let said = match step.said {
        said if said >= 1.0 => "said right",
        said if said > 0.0 => "said nearly right",
        _ => "not said right",
    };
    parts.push(said.to_owned());
    if let Some(sure) = step.confidence {
        parts.push(format!("sure {sure}"));
    }
    if step.hints > 0 {
        parts.push(format!("hints {}", step.hints));
    }
    parts.join(", ")
}

/// The sum, with both sides of the marked lines.
fn sum(score: &Score) -> String {
    let mut text = format!(
        "{} of {} points; {} of {} said right",
        points(score.points),
        points(score.possible),
        score.said,
        score.steps
    );
    let mut add = |what: &str, part: Option<f64>| {
        if let Some(part) = part {
            let _ = write!(text, "; {what} {}", percent(part));
        }
    };
    add("of the marked lines right", score.precision);
    add("of the lines to be marked found", score.recall);
    add("off in how sure", score.calibration);
    text
}

fn json(taught: &Taught, sheet: &AnswerSheet, graded: &Graded) -> String {
    let step = |step: &StepScore| {
        let lines = step.lines.map(|lines| {
            json!({"hit": lines.hit, "missed": lines.missed, "wrong": lines.wrong, "trapped": lines.trapped})
        });
        json!({
            "points": step.points, "answered": step.is_answered, "right": step.is_right,
            "said": step.said, "lines": lines, "confidence": step.confidence, "hints": step.hints,
        })
    };
    let steps: Vec<Value> = graded.steps.iter().map(step).collect();
    let score = &graded.score;
    let value = json!({
        "format": "lineproof-score/1",
        "lesson": taught.lesson.id,
        "learner": sheet.learner,
        "points": score.points,
        "possible": score.possible,
        "precision": score.precision,
        "recall": score.recall,
        "calibration": score.calibration,
        "steps": steps,
    });
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}
