//! Foreign reviews that are opened together with a review: `--claims FILE`.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::failure::Failure;
use super::look::LookArgs;
use super::output;
use super::progress::Progress;
use crate::catalog::demo_review;
use crate::claims::{Review, ground};
use crate::report::{self, Grounded};
use crate::review::Session;
use crate::tui::live::Given;

/// What stands for standard input.
const INPUT: &str = "-";

/// The files, opened and not read yet; `has_screen` says that keys are read meanwhile.
///
/// # Errors
/// When a file cannot be opened, or standard input cannot be had.
pub(super) fn open(paths: &[PathBuf], has_screen: bool) -> Result<Vec<Given>, Failure> {
    let is_input = |path: &&PathBuf| path.as_path() == Path::new(INPUT);
    if paths.iter().filter(is_input).count() > 1 {
        return Err(Failure::Usage {
            line: "standard input can be read once".to_owned(),
            hint: "give `-` once, and the other reviews as files".to_owned(),
        });
    }
    if has_screen && paths.iter().any(|path| is_input(&path)) && io::stdin().is_terminal() {
        return Err(Failure::Usage {
            line: "`--claims -` needs a review on standard input, which is the keyboard here"
                .to_owned(),
            hint: "pipe it: `some-tool | lineproof --claims -`, or name a file".to_owned(),
        });
    }
    paths.iter().map(|path| given(path)).collect()
}

fn given(path: &Path) -> Result<Given, Failure> {
    if path == Path::new(INPUT) {
        let name = "standard input".to_owned();
        return Ok(Given { name, bytes: Box::new(io::stdin()) });
    }
    let failed = |source| Failure::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    Ok(Given { name: path.display().to_string(), bytes: Box::new(file) })
}

/// What a review says. One that says nothing at all is told of, since a tool that failed
/// leaves one behind.
///
/// # Errors
/// When it cannot be read.
pub(super) fn read(given: Given) -> Result<Review, Failure> {
    let path = PathBuf::from(&given.name);
    let review = given.review().map_err(|source| Failure::Read { path, source })?;
    let document = &review.document;
    if document.statements.is_empty() && document.claims.is_empty() && document.unread.is_empty() {
        let line = format!("{} is empty: there is no claim in it", review.name);
        output::complain(&line, Some("where a tool writes it, did the tool run to its end?"));
    }
    Ok(review)
}

/// The review of the demo by others.
pub(super) fn of_demo() -> Vec<Given> {
    let text = demo_review().unwrap_or_default();
    vec![Given { name: "REVIEW.txt".to_owned(), bytes: Box::new(text.as_bytes()) }]
}

/// Puts reviews on lines and prints what is held of their claims.
///
/// # Errors
/// When a review cannot be read, or the result not written.
pub(super) fn print(
    given: Vec<Given>,
    session: &Session,
    look: LookArgs,
    cancel: &AtomicBool,
) -> Result<(), Failure> {
    let Some(trees) = session.trees() else { return Ok(()) };
    let reviews = given.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if reviews.is_empty() {
        return Ok(());
    }
    let progress = Progress::start();
    let grounding =
        ground(reviews, &trees, session.catalog(), cancel, &mut |stage| progress.tell(stage));
    drop(progress);
    if cancel.load(Ordering::Relaxed) {
        return Ok(());
    }
    let names = grounding.reviews.iter().map(|review| report::visible(&review.name));
    let names = names.collect::<Vec<_>>().join(" and ");
    let checks = session.catalog().checks();
    let (change_set, excerpts) = (session.change_set(), |place: &_| session.lines(place));
    let grounded = Grounded { grounding: &grounding, change_set, checks, excerpts: &excerpts };
    let text = report::ground(&grounded, report::GROUND_FORMATS[0], look.on_stdout())?;
    output::to_stdout(&format!("\nClaims of {names}\n\n{text}"))
}
