//! Foreign reviews: reads one, puts its claims on lines and says which hold.

use std::sync::atomic::{AtomicBool, Ordering};

use super::args::GroundArgs;
use super::exit::ExitStatus;
use super::failure::Failure;
use super::foreign;
use super::interrupt::interruptible;
use super::output;
use super::progress::Progress;
use super::select;
use crate::claims::{ClaimVerdict, GroundedClaim, Grounding, ground};
use crate::report::{self, Grounded};
use crate::review::Session;

/// Runs `lineproof ground`.
///
/// # Errors
/// When the review or the repository cannot be read, or the result not written.
pub(super) fn run(args: &GroundArgs) -> Result<ExitStatus, Failure> {
    let args = args.clone();
    let files: Vec<_> = std::iter::once(&args.file).chain(&args.also).cloned().collect();
    let given = foreign::open(&files, false)?;
    interruptible(move |cancel| {
        let reviews = given.into_iter().map(foreign::read).collect::<Result<Vec<_>, _>>()?;
        let session = select::session(&args.selected)?.with_renames()?;
        let Some(trees) = session.trees() else { return Ok(ExitStatus::CouldNotRun) };
        let progress = Progress::start();
        let grounding =
            ground(reviews, &trees, session.catalog(), cancel, &mut |stage| progress.tell(stage));
        drop(progress);
        answer(&args, &session, &grounding, cancel)
    })
}

fn answer(
    args: &GroundArgs,
    session: &Session,
    grounding: &Grounding,
    cancel: &AtomicBool,
) -> Result<ExitStatus, Failure> {
    if cancel.load(Ordering::Relaxed) {
        return Ok(ExitStatus::CouldNotRun);
    }
    let style = if args.output.is_some() { args.look.in_file() } else { args.look.on_stdout() };
    let format = args.format.as_deref().unwrap_or(report::GROUND_FORMATS[0]);
    let checks = session.catalog().checks();
    let (change_set, excerpts) = (session.change_set(), |place: &_| session.lines(place));
    let grounded = Grounded { grounding, change_set, checks, excerpts: &excerpts };
    let text = report::ground(&grounded, format, style)?;
    match &args.output {
        Some(path) => output::to_file(path, &text)?,
        None => output::to_stdout(&text)?,
    }
    let holds = |verdict| matches!(verdict, ClaimVerdict::Supported | ClaimVerdict::Partial);
    // What its own tool set aside stops nobody.
    let counts = |claim: &&GroundedClaim| claim.read.set_aside.is_none();
    let any = grounding.claims.iter().filter(counts).any(|claim| holds(claim.verdict));
    Ok(if any { ExitStatus::Open } else { ExitStatus::Clean })
}
