//! Says of lessons whether they can be used, and what is wrong with them, line by line.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use super::args::CheckArgs;
use super::lesson;
use crate::catalog::{LessonSource, Problem};
use crate::cli::exit::ExitStatus;
use crate::cli::failure::Failure;
use crate::cli::interrupt::interruptible;
use crate::cli::output;
use crate::report::visible;
use crate::teach::{doubts, load};

/// Runs `lineproof teach check`.
///
/// # Errors
/// When a folder is not there, or standard output cannot be written.
pub(super) fn run(args: CheckArgs) -> Result<ExitStatus, Failure> {
    interruptible(move |cancel| {
        let mut status = ExitStatus::Clean;
        for name in &args.lessons {
            let (text, is_sound) = match lesson::source(name) {
                Ok(source) => check(&source, cancel)?,
                Err(Failure::Lesson(problems)) => (told(&problems), false),
                Err(failure) => return Err(failure),
            };
            if cancel.load(Ordering::Relaxed) {
                return Ok(ExitStatus::CouldNotRun);
            }
            output::to_stdout(&text)?;
            if !is_sound {
                status = ExitStatus::Open;
            }
        }
        Ok(status)
    })
}

/// What there is to say of a lesson, and whether it can be used.
fn check(source: &LessonSource, cancel: &AtomicBool) -> Result<(String, bool), Failure> {
    let catalog = lesson::catalog()?;
    let taught = match load(source, &catalog) {
        Ok(taught) => taught,
        Err(problems) => return Ok((told(&problems), false)),
    };
    let doubts = doubts(&taught, &catalog, cancel);
    let mut text = String::new();
    for doubt in &doubts {
        let kind = if doubt.is_wrong { "" } else { "note: " };
        let (file, line) = (visible(&source.file), doubt.line);
        let _ = writeln!(text, "{file}:{line}: {kind}{}", visible(&doubt.words));
    }
    let is_sound = doubts.iter().all(|doubt| !doubt.is_wrong);
    if is_sound {
        let (steps, files) = (taught.key.steps.len(), taught.lesson.paths().len());
        let marks: usize = taught.key.steps.iter().map(|step| step.marks.len()).sum();
        let _ = writeln!(
            text,
            "{}: {} can be used: steps {steps}, marks {marks}, files {files}",
            visible(&source.file),
            visible(&source.id)
        );
    }
    Ok((text, is_sound))
}

fn told(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{}\n", visible(&problem.to_string()))).collect()
}
