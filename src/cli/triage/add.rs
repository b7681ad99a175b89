//! Decisions from a script: each is acknowledged when it is safe on disk, and not before.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::Store;
use super::args::AddArgs;
use super::offered::{Offered, Refused};
use crate::cli::exit::ExitStatus;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::review::{Event, Record, Recorder, SystemClock};

/// Bytes of a line that are read; a longer one is no decision.
const MAX_LINE: u64 = 64 * 1024;

/// So many decisions are written together at most, where they come faster than the disk.
const TOGETHER: usize = 64;

/// Runs `lineproof triage add`.
///
/// # Errors
/// When the input cannot be read or a decision cannot be kept.
pub(super) fn run(args: &AddArgs) -> Result<ExitStatus, Failure> {
    let store = Store::open()?;
    let mut recorder = Recorder::new(store.author(), Box::new(SystemClock));
    let before = store.events()?;
    recorder.observe(&before);
    let input = Input::open(&args.file)?;
    let offered = Offered::new(&args.selected, recorder.author(), before);
    let mut taking = Taking { input, offered, recorder, status: ExitStatus::Clean };
    let mut told = false;
    loop {
        let mut events = Vec::new();
        // What was read before something failed is kept all the same.
        let is_over = taking.take(&mut events);
        if !events.is_empty() {
            let appended = store.log.append(&events)?;
            let ids = events.iter().map(|event| format!("{}\n", event.id));
            output::to_stdout(&ids.collect::<String>())?;
            if let Some(notice) = appended.notice.filter(|_| !told) {
                output::complain(&notice, None);
                told = true;
            }
        }
        match is_over {
            Ok(true) => return Ok(taking.status),
            Ok(false) => {}
            Err(failure) => {
                if taking.input.line > 1 {
                    let at = taking.input.place();
                    output::complain(&format!("{at}: from here on nothing was taken"), None);
                }
                return Err(failure);
            }
        }
    }
}

/// Decisions on their way from the input to the log.
struct Taking<'a> {
    input: Input,
    offered: Offered<'a>,
    recorder: Recorder,
    status: ExitStatus,
}

impl Taking<'_> {
    /// Takes the decisions that are there by now; true where none comes after them.
    fn take(&mut self, events: &mut Vec<Event>) -> Result<bool, Failure> {
        loop {
            let Some(line) = self.input.next()? else { return Ok(true) };
            match line.and_then(|line| self.event(&line)) {
                Ok(event) => events.extend(event),
                Err(Refused::Line(why)) => {
                    output::complain(&format!("{}: {why}", self.input.place()), None);
                    self.status = ExitStatus::CouldNotRun;
                }
                Err(Refused::All(failure)) => return Err(failure),
            }
            if events.len() >= TOGETHER || !self.input.has_more() {
                return Ok(false);
            }
        }
    }

    /// The event of the decision on a line; none where the line is empty.
    fn event(&mut self, line: &str) -> Result<Option<Event>, Refused> {
        let Some(draft) = self.offered.draft(line)? else { return Ok(None) };
        let event = self.recorder.record(draft.subject, draft.operation, draft.anchor);
        // What is acknowledged here is taken by everybody.
        if let Some(why) = Record::of(event.clone()).refused(event.time) {
            return Err(Refused::Line(format!("left out: {why}")));
        }
        self.offered.decided(&event);
        Ok(Some(event))
    }
}

/// The lines of the input.
struct Input {
    name: String,
    line: usize,
    bytes: BufReader<Box<dyn Read>>,
}

impl Input {
    fn open(path: &Path) -> Result<Self, Failure> {
        let (name, bytes): (_, Box<dyn Read>) = if path == Path::new("-") {
            ("standard input".to_owned(), Box::new(io::stdin()))
        } else {
            let file = File::open(path)
                .map_err(|source| Failure::Read { path: path.to_owned(), source })?;
            (path.display().to_string(), Box::new(file))
        };
        Ok(Self { name, line: 0, bytes: BufReader::new(bytes) })
    }

    /// Where the last line stands.
    fn place(&self) -> String {
        format!("{}:{}", self.name, self.line)
    }

    /// Whether another line is there already, so that nobody waits for it.
    fn has_more(&self) -> bool {
        self.bytes.buffer().contains(&b'\n')
    }

    /// The next line; none at the end.
    fn next(&mut self) -> Result<Option<Result<String, Refused>>, Failure> {
        let failed = |source| Failure::Read { path: self.name.clone().into(), source };
        let mut line = Vec::new();
        let read = (&mut self.bytes).take(MAX_LINE).read_until(b'\n', &mut line);
        if read.map_err(failed)? == 0 {
            return Ok(None);
        }
        self.line += 1;
        let is_whole = line.ends_with(b"\n") || (line.len() as u64) < MAX_LINE;
        if !is_whole {
            self.bytes.skip_until(b'\n').map_err(failed)?;
            let why = format!("longer than {MAX_LINE} bytes, and left out");
            return Ok(Some(Err(Refused::Line(why))));
        }
        let line = String::from_utf8_lossy(&line);
        let line = if self.line == 1 { line.trim_start_matches('\u{feff}') } else { &line };
        Ok(Some(Ok(line.to_owned())))
    }
}
