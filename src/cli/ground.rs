//! Foreign reviews: reads one, puts its claims on lines and says which hold.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::args::GroundArgs;
use super::exit::ExitStatus;
use super::failure::Failure;
use super::interrupt::interruptible;
use super::output;
use super::select;
use crate::analysis::FilePair;
use crate::claims::{ClaimVerdict, Grounding, Limits, Review, Trees, ground, read};
use crate::model::Side;
use crate::report;
use crate::review::Session;

/// Bytes of a review that are read; what is over is cut, and said to be.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Runs `lineproof ground`.
///
/// # Errors
/// When the review or the repository cannot be read, or the result not written.
pub(super) fn run(args: &GroundArgs) -> Result<ExitStatus, Failure> {
    let args = args.clone();
    interruptible(move |cancel| {
        let files = std::iter::once(&args.file).chain(&args.also);
        let reviews = files.map(|file| review(file)).collect::<Result<Vec<_>, _>>()?;
        let session = select::session(&args.selected)?.with_renames()?;
        let Some(trees) = trees(&session) else { return Ok(ExitStatus::CouldNotRun) };
        let grounding = ground(reviews, &trees, session.catalog(), cancel);
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
    let excerpts = |place: &_| session.lines(place);
    let text = report::ground(grounding, checks, format, style, &excerpts)?;
    match &args.output {
        Some(path) => output::to_file(path, &text)?,
        None => output::to_stdout(&text)?,
    }
    let holds = |verdict| matches!(verdict, ClaimVerdict::Supported | ClaimVerdict::Partial);
    let any = grounding.claims.iter().any(|claim| holds(claim.verdict));
    Ok(if any { ExitStatus::Open } else { ExitStatus::Clean })
}

/// The trees that claims are held against.
fn trees(session: &Session) -> Option<Trees> {
    let set = session.change_set();
    let changed = set.base.as_ref().map(|_| {
        let files = set.files.iter().filter(|file| file.is_python());
        let path = |version: Option<&crate::model::FileVersion>| version.map(|it| it.path.clone());
        files
            .map(|file| FilePair { base: path(file.in_base()), head: path(file.in_head()) })
            .collect()
    });
    Some(Trees {
        base: session.repo().sources(set, Side::Base),
        head: session.repo().sources(set, Side::Head)?,
        changed: changed.unwrap_or_default(),
    })
}

/// What a file says, under the name that it has on the command line.
fn review(path: &Path) -> Result<Review, Failure> {
    let document = read(&bytes(path)?, &Limits::default());
    let is_input = path == Path::new("-");
    let name =
        if is_input { "standard input".to_owned() } else { path.to_string_lossy().into_owned() };
    Ok(Review { name, document })
}

/// The bytes of a review; `-` is standard input.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |source| Failure::Read { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(MAX_BYTES).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        File::open(path)
            .map_err(failed)?
            .take(MAX_BYTES)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
    }
    Ok(bytes)
}
