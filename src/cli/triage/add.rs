//! Decisions from a script: each is acknowledged when it is safe on disk, and not before.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::Store;
use super::args::AddArgs;
use crate::cli::exit::ExitStatus;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::select::{self, Selected};
use crate::model::{Assessment, FindingId, Handler, Place, State, TextSpan};
use crate::review::{
    Anchor, Clock, Date, Decisions, Disposition, Draft, Event, EventId, FreePlace, Operation,
    Reason, Recorder, Session, Subject, SystemClock,
};

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
    let mut input = Input::open(&args.file)?;
    let known = before.iter().map(|event| event.id.clone()).collect();
    let mut items = Items { selected: &args.selected, seen: None, known, events: before };
    let mut status = ExitStatus::Clean;
    let mut told = false;
    loop {
        let mut events = Vec::new();
        let is_over = loop {
            let Some(line) = input.next()? else { break true };
            match line.and_then(|line| items.draft(&line)) {
                Ok(Some(draft)) => {
                    let event = event(&mut recorder, draft);
                    items.known.insert(event.id.clone());
                    items.events.push(event.clone());
                    events.push(event);
                }
                Ok(None) => {}
                Err(Refused::Line(why)) => {
                    output::complain(&format!("{}: {why}", input.place()), None);
                    status = ExitStatus::CouldNotRun;
                }
                Err(Refused::All(failure)) => return Err(failure),
            }
            if events.len() >= TOGETHER || !input.has_more() {
                break false;
            }
        };
        if !events.is_empty() {
            let appended = store.log.append(&events)?;
            let ids = events.iter().map(|event| format!("{}\n", event.id));
            output::to_stdout(&ids.collect::<String>())?;
            if let Some(notice) = appended.notice.filter(|_| !told) {
                output::complain(&notice, None);
                told = true;
            }
        }
        if is_over {
            return Ok(status);
        }
    }
}

fn event(recorder: &mut Recorder, draft: Draft) -> Event {
    recorder.record(draft.subject, draft.operation, draft.anchor)
}

/// Why a decision is not kept.
enum Refused {
    /// It is left out, for this reason.
    Line(String),
    /// No other will be kept either.
    All(Failure),
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
        Ok(Some(Ok(String::from_utf8_lossy(&line).into_owned())))
    }
}

/// What there is in the selection, found when something of it is first decided on.
struct Items<'a> {
    selected: &'a Selected,
    seen: Option<Seen>,
    /// The decisions that can be taken back.
    known: HashSet<EventId>,
    /// Everything decided so far.
    events: Vec<Event>,
}

/// The selection, judged.
struct Seen {
    session: Session,
    assessment: Assessment,
    /// The items with their lines.
    anchors: HashMap<FindingId, Anchor>,
}

impl Seen {
    /// Where lines that a script chose stand; none where they are not there.
    fn anchor_of_lines(&self, lines: &FreePlace) -> Option<Anchor> {
        let (first_line, last_line) = (lines.first, lines.last);
        let span = TextSpan { first_line, last_line, ..TextSpan::default() };
        let place = Place::on(lines.side, lines.file.clone(), span);
        let handlers: Vec<&Handler> = self.assessment.handlers().collect();
        self.session.anchor_of_lines(&place, &handlers)
    }
}

impl Items<'_> {
    /// The decision on a line, with the line of the item that it is about; none where the
    /// line is empty.
    fn draft(&mut self, line: &str) -> Result<Option<Draft>, Refused> {
        if line.trim().is_empty() {
            return Ok(None);
        }
        let mut draft = Draft::read(line, Date::of(SystemClock.now()))
            .map_err(|why| Refused::Line(format!("not a decision, and left out: {why}")))?;
        if let Operation::Undo { event } = &draft.operation
            && !self.known.contains(event)
        {
            let why = format!("`{event}` is no decision here that could be taken back");
            return Err(Refused::Line(format!("{why}, and left out")));
        }
        if draft.anchor.is_none() {
            draft.anchor = self.anchor(&draft.subject)?;
        }
        if let Operation::Dismiss { reason: Reason::Duplicate, of: Some(of), .. } = &draft.operation
        {
            self.may_be_repeated(of)?;
        }
        Ok(Some(draft))
    }

    /// Where that stands what is decided on; none where it stands on no lines.
    fn anchor(&mut self, subject: &Subject) -> Result<Option<Anchor>, Refused> {
        let no = |what: String| Refused::Line(format!("{what} here, and left out"));
        match subject {
            Subject::Finding(id) => {
                let found = self.seen()?.anchors.get(id).cloned();
                found.map(Some).ok_or_else(|| no(format!("`{}` is no item", id.as_str())))
            }
            Subject::Handler(id) => {
                let seen = self.seen()?;
                let handler = seen.assessment.handler(id);
                let found = handler.and_then(|it| seen.session.anchor_of_handler(it));
                found.map(Some).ok_or_else(|| no(format!("`{}` is no handler", id.as_str())))
            }
            Subject::Place(lines) => {
                let found = self.seen()?.anchor_of_lines(lines);
                let what =
                    || format!("`{}` has no lines {}-{}", lines.file, lines.first, lines.last);
                found.map(Some).ok_or_else(|| no(what()))
            }
            Subject::Claim(_) | Subject::Remark(_) => Ok(None),
        }
    }

    /// Whether an item waits for a decision itself, so that another can be its duplicate.
    fn may_be_repeated(&mut self, of: &FindingId) -> Result<(), Refused> {
        let state = self.seen()?.anchors.get(of).map(|anchor| anchor.state);
        let is_dismissed = || {
            let disposition = Decisions::fold(&self.events).disposition(of);
            matches!(disposition, Disposition::Dismissed { .. })
        };
        let why = match state {
            None => "is no item here",
            Some(Some(state)) if state >= State::Guarded => "lacks nothing here",
            Some(_) if is_dismissed() => "is dismissed itself",
            Some(_) => return Ok(()),
        };
        Err(Refused::Line(format!("`{}`, which `of` names, {why}; left out", of.as_str())))
    }

    fn seen(&mut self) -> Result<&Seen, Refused> {
        let seen = match self.seen.take() {
            Some(seen) => seen,
            None => look(self.selected).map_err(Refused::All)?,
        };
        Ok(self.seen.insert(seen))
    }
}

/// Judges the selection.
fn look(selected: &Selected) -> Result<Seen, Failure> {
    let session = select::session(selected)?.with_renames()?;
    let assessment = session.assessment(&AtomicBool::new(false), &mut || {});
    let anchors = assessment.findings().filter_map(|finding| {
        let handler = assessment.handler(finding.handler());
        Some((finding.id().clone(), session.anchor(finding, handler)?))
    });
    let anchors = anchors.collect();
    Ok(Seen { session, assessment, anchors })
}
