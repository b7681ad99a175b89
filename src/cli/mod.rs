//! The command line: arguments in, exit status out.

mod args;
mod baseline;
mod check;
mod config;
mod demo;
mod exit;
mod explain;
mod failure;
mod foreign;
mod greeting;
mod ground;
mod interrupt;
mod licences;
mod look;
mod names;
mod open;
mod output;
mod patch;
mod progress;
mod schema;
mod scripts;
mod select;
mod teach;
mod triage;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use exit::ExitStatus;
use failure::Failure;
use usage::Refusal;

/// Runs lineproof with these arguments, the first being the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let result = match Cli::try_parse_from(arguments) {
        Ok(cli) => perform(cli),
        Err(error) => match usage::refusal(&error) {
            Refusal::Help(text) => output::to_stdout(&text).map(|()| ExitStatus::Clean),
            Refusal::Mistake { line, hint } => Err(Failure::Usage { line, hint }),
        },
    };
    let status = result.unwrap_or_else(|failure| {
        output::complain(&failure.to_string(), Some(&failure.hint()));
        failure.status()
    });
    status.into()
}

fn perform(cli: Cli) -> Result<ExitStatus, Failure> {
    if cli.licenses {
        return output::to_stdout(&licences::text()).map(|()| ExitStatus::Clean);
    }
    match cli.command {
        None => review(&cli),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Report(args)) => check::run(&args.into()),
        Some(Command::Ground(args)) => ground::run(&args),
        Some(Command::Triage(args)) => triage::run(args),
        Some(Command::Teach(args)) => teach::run(args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Demo(args)) => demo::run(&args),
        Some(Command::Schema { name }) => schema::run(&name),
        Some(Command::Config(args)) => config::print(&args),
        Some(Command::Completions { shell }) => scripts::completions(shell),
        Some(Command::Man { command }) => scripts::man(command.as_deref()),
    }
}

/// No command: the screen, or without a terminal the check.
fn review(cli: &Cli) -> Result<ExitStatus, Failure> {
    let has_screen = cli.screen.draws() && !cli.screen.print;
    let given = foreign::open(&cli.foreign.claims, has_screen)?;
    let session = select::session(&cli.selected)?;
    if !cli.screen.draws() {
        return check::print(session, given, &cli.screen, cli.look);
    }
    open::open(session, given, &cli.screen, cli.look).map(|closed| closed.status)
}
