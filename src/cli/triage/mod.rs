//! Decisions without a screen: made by scripts, listed, handed on, shared.

mod add;
mod args;
mod hand_on;
mod list;
mod listed;
mod offered;
mod sync;
mod words;

use super::exit::ExitStatus;
use super::failure::Failure;
use super::output;
use crate::git::Repo;
use crate::review::{Admitted, Clock, Event, EventLog, Record, Records, SystemClock};

use args::TriageCommand;
pub(super) use args::{TRIAGE_HELP, TriageArgs};

/// Runs `lineproof triage`.
///
/// # Errors
/// When the repository or the decisions cannot be read or written.
pub(super) fn run(args: TriageArgs) -> Result<ExitStatus, Failure> {
    match args.command {
        TriageCommand::List(args) => list::run(&args),
        TriageCommand::Add(args) => add::run(&args),
        TriageCommand::Export { file } => hand_on::export(&file),
        TriageCommand::Import { file } => hand_on::import(&file),
        TriageCommand::Sync(args) => sync::run(&args),
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

    /// Everything decided so far, for handing it on; lines that are no decisions are told.
    ///
    /// # Errors
    /// When there is a log that cannot be read.
    fn records(&self) -> Result<Records, Failure> {
        let (records, problems) = self.log.records()?;
        for (path, problem) in &problems {
            output::complain(&format!("{}: {problem}", path.display()), None);
        }
        Ok(records.into_iter().collect())
    }

    /// Everything decided so far.
    ///
    /// # Errors
    /// As [`Self::records`].
    fn events(&self) -> Result<Vec<Event>, Failure> {
        Ok(self.records()?.iter().filter_map(Record::event).cloned().collect())
    }

    /// Takes over what comes from elsewhere, and tells what of it is left out.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn admit(&self, known: &Records, incoming: &Records) -> Result<Admitted, Failure> {
        let admitted = considered(known, incoming);
        if !admitted.new.is_empty() {
            let appended = self.log.append_records(&admitted.new)?;
            if let Some(notice) = appended.notice {
                output::complain(&notice, None);
            }
        }
        Ok(admitted)
    }
}

/// What would be taken over from elsewhere; tells what would be left out.
fn considered(known: &Records, incoming: &Records) -> Admitted {
    let admitted = known.admit(incoming, SystemClock.now());
    for (id, why) in &admitted.refused {
        output::complain(&format!("decision {id} is left out: {why}"), None);
    }
    admitted
}
