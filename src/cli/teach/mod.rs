//! Lessons without a screen: listed, checked, scored, handed out.

mod args;
mod check;
mod handout;
mod lesson;
mod list;
mod new;
mod results;
mod score;
mod screen;

use super::exit::ExitStatus;
use super::failure::Failure;
use super::output;
use crate::teach;

use args::TeachCommand;
pub(super) use args::{TEACH_HELP, TeachArgs};

/// Runs `lineproof teach`.
///
/// # Errors
/// When a lesson cannot be read or a result not be written.
pub(super) fn run(args: TeachArgs) -> Result<ExitStatus, Failure> {
    match args.command {
        Some(TeachCommand::Check(args)) => check::run(args),
        Some(TeachCommand::New(args)) => new::run(args),
        Some(TeachCommand::Results(args)) => results::run(args),
        Some(TeachCommand::Score(args)) => score::run(args),
        Some(TeachCommand::Handout(args)) => handout::run(&args),
        None => match &args.lesson {
            None => list::run(args.look.on_stdout()),
            Some(name) => {
                let taught = lesson::find(name)?;
                if args.draws() {
                    return screen::run(taught, &args.sitting, args.look);
                }
                output::to_stdout(&teach::plain(&taught.lesson)).map(|()| ExitStatus::Clean)
            }
        },
    }
}
