//! A lesson on the screen: opened where the learner left it, and kept as they go on.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::args::SittingArgs;
use super::lesson;
use crate::cli::exit::ExitStatus;
use crate::cli::failure::Failure;
use crate::cli::look::LookArgs;
use crate::cli::{config, greeting, open, output};
use crate::review::user_state_dir;
use crate::teach::{AnswerSheet, Progress, Sitting, Taught};
use crate::tui::lesson::LessonDesk;
use crate::tui::{self, Shot};

/// Opens a lesson on the terminal, or prints its screen where that is asked for.
///
/// # Errors
/// When the terminal, the theme or the keys cannot be used, or the file for answers is something
/// else.
pub(super) fn run(
    taught: Taught,
    args: &SittingArgs,
    look: LookArgs,
) -> Result<ExitStatus, Failure> {
    args.answers.as_deref().map_or(Ok(()), may_be_written)?;
    let progress = if args.print { Progress::nowhere() } else { Progress::of_user() };
    let kept = match progress.find(&taught.lesson) {
        Ok(kept) => kept.filter(|_| !args.fresh),
        Err(why) => {
            output::complain(&why, Some("the lesson begins at its beginning"));
            None
        }
    };
    let desk = LessonDesk::new(Arc::clone(&taught.lesson), lesson::catalog()?, progress);
    let desk = desk.handing_in(args.answers.clone().filter(|_| !args.print));
    let mut sitting = Sitting::new(taught, kept);
    if args.name.is_some() {
        sitting.exercise.call(args.name.clone());
    }
    let mut opening = desk.opening(sitting);
    if args.print {
        let default = Shot::default();
        let shot = Shot {
            size: args.size.unwrap_or(default.size),
            keys: args.keys.clone().unwrap_or_default(),
            theme: args.theme.clone().unwrap_or_else(|| default.theme.clone()),
            ascii: look.ascii,
            ..default
        };
        let printed = tui::headless(opening, &desk, &shot)?;
        return output::to_stdout(&printed).map(|()| ExitStatus::Clean);
    }
    let settings = config::read();
    opening.complain(settings.problems.iter().map(ToString::to_string));
    let mut choices = open::choices(settings, args.theme.as_ref(), look);
    // Who sits at a lesson for the first time knows none of its keys, whatever they reviewed.
    let marker = user_state_dir().map(|state| state.join("lineproof").join("lessons"));
    choices.greets = greeting::is_first(marker.as_deref());
    tui::open(opening, Arc::new(desk), &choices)?;
    Ok(ExitStatus::Clean)
}

/// Whether answers may be written to a file: one that is not there, or has answers in it.
fn may_be_written(file: &Path) -> Result<(), Failure> {
    let Ok(bytes) = fs::read(file) else { return Ok(()) };
    match AnswerSheet::parse(&bytes) {
        Ok(_) => Ok(()),
        Err(_) => Err(Failure::Usage {
            line: format!("{} is there already, and has no answers in it", file.display()),
            hint: "--answers takes a new file, or one that it wrote before".to_owned(),
        }),
    }
}
