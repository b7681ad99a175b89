//! The lessons there are, and how far the user came with each.

use std::fmt::Write as _;

use super::lesson;
use crate::catalog::{builtin_lesson, builtin_lessons};
use crate::cli::exit::ExitStatus;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::report::Style;
use crate::teach::{Kept, Lesson, Progress, load, percent};

/// Prints the list, the easiest first.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn run(style: Style) -> Result<ExitStatus, Failure> {
    let catalog = lesson::catalog()?;
    let mut lessons = Vec::new();
    for source in builtin_lessons().into_iter().filter_map(builtin_lesson) {
        match load(&source, &catalog) {
            Ok(taught) => lessons.push(taught.lesson),
            Err(problems) => {
                problems.iter().for_each(|it| output::complain(&format!("left out: {it}"), None));
            }
        }
    }
    lessons.sort_by(|one, other| (one.level, &one.id).cmp(&(other.level, &other.id)));
    let progress = Progress::of_user();
    let id = lessons.iter().map(|it| it.id.chars().count()).max().unwrap_or(0);
    let framework = lessons.iter().filter_map(|it| it.framework.as_ref());
    let framework = framework.map(|it| it.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for lesson in &lessons {
        let kept = progress.find(lesson).unwrap_or_else(|why| {
            output::complain(&why, None);
            None
        });
        let name = strong(&format!("{:<id$}", lesson.id), style);
        let of = lesson.framework.as_deref().unwrap_or("");
        let _ = writeln!(
            text,
            "{name}  {:<12}  {:>3} min  {of:<framework$}  {}",
            lesson.level.word(),
            lesson.minutes,
            told(lesson, kept.as_ref()),
        );
        let _ = writeln!(text, "  {}", lesson.title);
    }
    let _ = writeln!(
        text,
        "\n{} lessons. `lineproof teach LESSON` opens one; `lineproof teach --help` says more.",
        lessons.len()
    );
    output::to_stdout(&text).map(|()| ExitStatus::Clean)
}

/// How far the user came.
fn told(lesson: &Lesson, kept: Option<&Kept>) -> String {
    let Some(kept) = kept else { return "not begun".to_owned() };
    let steps = lesson.questions.len();
    let best = kept.best.filter(|(_, possible)| *possible > 0.0);
    let best = best.map(|(points, possible)| format!("best {}", percent(points / possible)));
    match (kept.done(), best) {
        (done, Some(best)) if done == steps => best,
        (done, Some(best)) => format!("{done} of {steps} again, {best}"),
        (done, None) => format!("{done} of {steps}"),
    }
}

fn strong(text: &str, style: Style) -> String {
    if style.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}
