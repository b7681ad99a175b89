//! Decisions shared through git: what a remote has and what is here are united.

use std::collections::BTreeMap;
use std::io::{self, BufRead, IsTerminal, Write};

use super::args::SyncArgs;
use super::{Store, considered, words};
use crate::cli::exit::ExitStatus;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::git::{Transport, TransportError};
use crate::report::visible;
use crate::review::{Clock, EventId, Record, Records, SystemClock, read_records, with_lines_of};

/// So often it is tried again where others push at the same time.
const TRIES: usize = 8;

/// Runs `lineproof triage sync`.
///
/// # Errors
/// When the remote cannot be reached, or the decisions cannot be read or kept.
pub(super) fn run(args: &SyncArgs) -> Result<ExitStatus, Failure> {
    let store = Store::open()?;
    let transport = store.repo.transport(args.remote.as_deref())?;
    let mut sync = Sync { store, transport, args, agreed: Vec::new(), status: ExitStatus::Clean };
    for _ in 0..TRIES {
        if let Some(status) = sync.once()? {
            return Ok(status);
        }
        output::complain("somebody else pushed at the same time; once more", None);
    }
    let line = format!("others pushed {TRIES} times at the same time; nothing was pushed");
    output::complain(&line, Some("try again in a while; nothing here is lost"));
    Ok(ExitStatus::CouldNotRun)
}

/// One run, over as many tries as it takes.
struct Sync<'a> {
    store: Store,
    transport: Transport,
    args: &'a SyncArgs,
    /// What the user agreed to push.
    agreed: Vec<EventId>,
    status: ExitStatus,
}

impl Sync<'_> {
    /// Fetches, unites and pushes; none where somebody else pushed in between.
    fn once(&mut self) -> Result<Option<ExitStatus>, Failure> {
        let tip = self.transport.tip()?;
        let file = self.file(tip.as_deref())?;
        let theirs = self.theirs(&file);
        let ours = self.store.records()?;
        self.take_over(&ours, &theirs)?;
        let outgoing = self.outgoing(&ours, &theirs);
        if outgoing.is_empty() {
            let which = if self.status == ExitStatus::Clean { "all" } else { "all other" };
            let remote = visible(self.transport.remote());
            output::to_stdout(&format!("{remote} has {which} decisions that are here\n"))?;
            return Ok(Some(self.status));
        }
        if !self.may_push(&outgoing)? {
            return Ok(Some(self.status));
        }
        let now = SystemClock.now().micros() / 1_000_000;
        let repo = &self.store.repo;
        let file = with_lines_of(&file, &outgoing);
        let commit = repo.commit_shared(&file, tip.as_deref(), now)?;
        match self.transport.push(&commit) {
            Ok(()) => {}
            // Refused because there is something new, or for another reason?
            Err(TransportError::Failed { .. }) if self.transport.tip()? != tip => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        repo.note_shared(self.transport.remote(), &commit)?;
        let (count, remote) = (words::events(outgoing.len()), self.transport.remote());
        output::to_stdout(&format!("{count} pushed to {}\n", visible(remote)))?;
        Ok(Some(self.status))
    }

    /// The file that the remote has.
    fn file(&self, tip: Option<&str>) -> Result<Vec<u8>, Failure> {
        let Some(tip) = tip else { return Ok(Vec::new()) };
        let repo = &self.store.repo;
        let remote = self.transport.remote();
        if repo.shared_at(remote)?.as_deref() != Some(tip) {
            self.transport.fetch()?;
        }
        let at = repo.shared_at(remote)?.unwrap_or_else(|| tip.to_owned());
        Ok(repo.shared_file(&at)?)
    }

    /// What the remote has; lines that are no decisions are told, and stay there.
    fn theirs(&self, file: &[u8]) -> Records {
        let (records, problems) = read_records(file);
        let remote = visible(self.transport.remote());
        for problem in &problems {
            output::complain(&format!("{remote}: {problem}"), None);
        }
        records.into_iter().collect()
    }

    /// Takes over what is new, and says whose it is.
    fn take_over(&mut self, ours: &Records, theirs: &Records) -> Result<(), Failure> {
        let remote = visible(self.transport.remote());
        let admitted = if self.args.dry_run {
            considered(ours, theirs)
        } else {
            self.store.admit(ours, theirs)?
        };
        // Ours is not there, and nothing that is done here would bring it there. What else is
        // left out is somebody else's to mend.
        if admitted.clashes > 0 {
            self.status = ExitStatus::CouldNotRun;
        }
        if !admitted.new.is_empty() {
            let verb = if self.args.dry_run { "would be taken" } else { "taken" };
            let new: Vec<&Record> = admitted.new.iter().collect();
            let text = format!("{} {verb} from {remote}:\n", words::events(new.len()));
            output::to_stdout(&(text + &listed(&new)))?;
        }
        Ok(())
    }

    /// What the remote lacks; what nobody would take is told, and stays here.
    fn outgoing<'a>(&mut self, ours: &'a Records, theirs: &Records) -> Vec<&'a Record> {
        let outgoing = ours.missing_in(theirs, SystemClock.now());
        for (id, why) in &outgoing.refused {
            let line = format!("decision {id} is not pushed, as nobody would take it: {why}");
            output::complain(&line, None);
            self.status = ExitStatus::CouldNotRun;
        }
        outgoing.records
    }

    /// Says what would be pushed, and asks.
    fn may_push(&mut self, outgoing: &[&Record]) -> Result<bool, Failure> {
        let remote = visible(self.transport.remote());
        if outgoing.iter().all(|record| self.agreed.contains(record.id())) {
            return Ok(true);
        }
        let count = words::events(outgoing.len());
        output::to_stdout(&format!("{count} to push to {remote}:\n{}", listed(outgoing)))?;
        if self.args.dry_run {
            return Ok(false);
        }
        let may = self.args.yes || asked(&format!("Push {count} to {remote}? [y/N] "))?;
        if may {
            self.agreed = outgoing.iter().map(|record| record.id().clone()).collect();
        } else {
            output::complain("nothing was pushed", Some("`--yes` pushes without asking"));
            self.status = ExitStatus::CouldNotRun;
        }
        Ok(may)
    }
}

/// Decisions, a line each, and how many are whose.
fn listed(records: &[&Record]) -> String {
    let mut text: String = records.iter().map(|it| format!("  {}\n", words::line(it))).collect();
    let mut authors: BTreeMap<String, usize> = BTreeMap::new();
    for event in records.iter().filter_map(|record| record.event()) {
        *authors.entry(visible(&event.author)).or_default() += 1;
    }
    let whose = authors.iter().map(|(author, count)| format!("{author} ({count})"));
    let whose: Vec<String> = whose.collect();
    if !whose.is_empty() {
        text.push_str(&format!("  signed, and not proved: {}\n", whose.join(", ")));
    }
    text
}

/// Asks on the terminal; no where there is none.
fn asked(question: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Ok(false);
    }
    let mut out = io::stderr().lock();
    let mut answer = String::new();
    let asked = out.write_all(question.as_bytes()).and_then(|()| out.flush());
    asked.and_then(|()| io::stdin().lock().read_line(&mut answer)).map_err(Failure::Output)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
