//! Decisions without a screen: made by scripts, listed, handed on, shared.

mod add;
mod args;

use super::exit::ExitStatus;
use super::failure::Failure;
use super::output;
use crate::git::Repo;
use crate::review::{EventLog, LogContents};

use args::TriageCommand;
pub(super) use args::{TRIAGE_HELP, TriageArgs};

/// Runs `lineproof triage`.
///
/// # Errors
/// When the repository or the decisions cannot be read or written.
pub(super) fn run(args: TriageArgs) -> Result<ExitStatus, Failure> {
    match args.command {
        TriageCommand::Add(args) => add::run(&args),
    }
}

/// The repository around the current folder and the log of its decisions.
struct Store {
    repo: Repo,
    log: EventLog,
}

impl Store {
    /// # Errors
    /// When there is no repository.
    fn open() -> Result<Self, Failure> {
        let folder = std::env::current_dir().map_err(Failure::Folder)?;
        let repo = Repo::open_from_env(&folder)?;
        let log = EventLog::of(&repo);
        Ok(Self { repo, log })
    }

    /// Who decides here.
    fn author(&self) -> String {
        self.repo.user().unwrap_or_else(|| "unknown".to_owned())
    }

    /// Everything decided so far; lines that are no decisions are told.
    ///
    /// # Errors
    /// When there is a log that cannot be read.
    fn read(&self) -> Result<LogContents, Failure> {
        let contents = self.log.read()?;
        for (path, problem) in &contents.problems {
            output::complain(&format!("{}: {problem}", path.display()), None);
        }
        Ok(contents)
    }
}
