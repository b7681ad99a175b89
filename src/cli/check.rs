//! The review without a screen: judge everything, write it down, say whether
//! something is open.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::args::{CheckArgs, Chosen, ResultArgs, ScreenArgs};
use super::baseline;
use super::exit::ExitStatus;
use super::failure::Failure;
use super::foreign;
use super::interrupt::interruptible;
use super::look::LookArgs;
use super::output;
use super::progress::Progress;
use super::select;
use crate::claims::Stage;
use crate::model::{Assessment, Finding};
use crate::report::{self, FORMATS, FailOn, nothing, visible};
use crate::review::{Baseline, Clock, Decisions, Event, LeftOut, Session, Standings, SystemClock};
use crate::tui::live::Given;

/// Runs `lineproof check`.
///
/// # Errors
/// When the repository cannot answer or the result cannot be written.
pub(super) fn run(args: &CheckArgs) -> Result<ExitStatus, Failure> {
    let args = args.clone();
    interruptible(move |cancel| {
        let session = select::session(&args.selected)?;
        let baseline = match &args.result.baseline {
            Some(name) => Some(baseline::find(name, &args.selected, cancel)?),
            None => None,
        };
        check(&session, &args.result, baseline.as_ref(), args.output.as_deref(), args.look, cancel)
    })
}

/// Prints the check of a review as text, or in reading order, and below it what is held of
/// foreign reviews.
///
/// # Errors
/// As [`run`].
pub(super) fn print(
    session: Session,
    given: Vec<Given>,
    screen: &ScreenArgs,
    look: LookArgs,
) -> Result<ExitStatus, Failure> {
    let format = screen.plain.then(|| report::format("plain")).flatten().map(Chosen);
    let wanted = ResultArgs { format, since_review: screen.since_review, ..ResultArgs::default() };
    interruptible(move |cancel| {
        let status = check(&session, &wanted, None, None, look, cancel)?;
        foreign::print(given, &session, look, cancel)?;
        Ok(status)
    })
}

fn check(
    session: &Session,
    wanted: &ResultArgs,
    baseline: Option<&Baseline>,
    output: Option<&Path>,
    look: LookArgs,
    cancel: &AtomicBool,
) -> Result<ExitStatus, Failure> {
    let mut assessment = assess(session, cancel)?;
    if cancel.load(Ordering::Relaxed) {
        // Half a result is none; the signal has already decided the status.
        return Ok(ExitStatus::CouldNotRun);
    }
    let events = decided(session);
    let decisions = Decisions::fold(&events).at(SystemClock.now());
    let had_handlers = assessment.handlers().next().is_some();
    let left = wanted.since_review.then(|| leave_reviewed(session, &decisions, &mut assessment));
    let standings = session.standings(&decisions, &assessment);
    let fail_on = wanted.fail_on.clone().unwrap_or_default();
    let outcome = outcome(&standings, baseline, &assessment, &fail_on);
    let Chosen(format) = wanted.format.unwrap_or(Chosen(FORMATS[0]));
    let style = if output.is_some() { look.in_file() } else { look.on_stdout() };
    let on_screen = output.is_none() && format.name() == FORMATS[0].name();
    let is_all_seen = had_handlers && assessment.handlers().next().is_none();
    let text = match left.filter(|_| is_all_seen && on_screen) {
        Some(_) => "nothing changed since your review\n".to_owned(),
        None => {
            let found = (&assessment, &standings, &events[..]);
            report::of_session(session, found, baseline, SystemClock.now(), |report| {
                format.render(report, style)
            })?
        }
    };
    match output {
        Some(path) => output::to_file(path, &text)?,
        None => output::to_stdout(&text)?,
    }
    if let Some(left) = left {
        output::complain(&left.words(), None);
    }
    if !on_screen {
        for problem in &session.catalog().added().problems {
            output::complain(&format!("left out: {problem}"), None);
        }
    }
    if let Some(why) =
        nothing(session.change_set(), &assessment).filter(|_| !on_screen && !is_all_seen)
    {
        let title = visible(&session.change_set().title);
        output::complain(&format!("{title}: {why}"), None);
    }
    Ok(outcome)
}

/// Judges all of a review, and says how far that is.
///
/// # Errors
/// When the repository cannot answer.
pub(super) fn assess(session: &Session, cancel: &AtomicBool) -> Result<Assessment, Failure> {
    session.find_renames()?;
    let progress = Progress::start();
    let total = session.assessed_files().len();
    let mut done = 0;
    Ok(session.assessment(cancel, &mut || {
        done += 1;
        progress.tell(Stage::Assessing(done, total));
    }))
}

/// What people decided; what cannot be read of it is said.
fn decided(session: &Session) -> Vec<Event> {
    match session.decided() {
        Ok(contents) => {
            for (path, problem) in &contents.problems {
                let line = format!("a decision was left out: {}: {problem}", path.display());
                output::complain(&line, None);
            }
            contents.events
        }
        Err(error) => {
            output::complain(&error.to_string(), Some(&error.hint()));
            Vec::new()
        }
    }
}

/// Leaves out what the user has seen already, and says how much that is.
fn leave_reviewed(
    session: &Session,
    decisions: &Decisions,
    assessment: &mut Assessment,
) -> LeftOut {
    let decisions = session.follow_all(decisions, assessment).into_owned();
    let author = session.author();
    let mut left = LeftOut::default();
    for (_, file) in &mut assessment.files {
        left += session.leave_reviewed(&decisions, &author, file);
    }
    left
}

/// Whether something is open that is new and that nobody dismissed.
fn outcome(
    standings: &Standings,
    baseline: Option<&Baseline>,
    assessment: &Assessment,
    fail_on: &FailOn,
) -> ExitStatus {
    let known = |finding: &Finding| baseline.is_some_and(|it| it.knows(finding));
    let dismissed = |finding: &Finding| standings.is_dismissed(finding) && !known(finding);
    let open = assessment.findings().filter(|finding| finding.state().is_open());
    match open.filter(|finding| dismissed(finding)).count() {
        0 => {}
        1 => output::complain("1 open item was dismissed and does not count", None),
        count => {
            output::complain(&format!("{count} open items were dismissed and do not count"), None);
        }
    }
    fail_on.outcome(assessment, |finding| known(finding) || dismissed(finding)).into()
}
