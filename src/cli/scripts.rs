//! Completions and manual pages, made from the command line's own definition.

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::args::Cli;
use super::exit::ExitStatus;
use super::failure::Failure;
use super::output;

/// Prints the completions for a shell.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn completions(shell: Shell) -> Result<ExitStatus, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "lineproof", &mut script);
    print(&script)
}

/// Prints the manual page of lineproof, or of one of its commands.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn man(command: Option<&str>) -> Result<ExitStatus, Failure> {
    let mut all = Cli::command();
    all.build();
    let command = command.and_then(|name| all.find_subcommand(name)).cloned().unwrap_or(all);
    let mut page = Vec::new();
    Man::new(command).render(&mut page).map_err(Failure::Output)?;
    print(&page)
}

fn print(bytes: &[u8]) -> Result<ExitStatus, Failure> {
    output::to_stdout(&String::from_utf8_lossy(bytes)).map(|()| ExitStatus::Clean)
}
