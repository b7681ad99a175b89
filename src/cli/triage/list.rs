//! What was decided, by whom, when, on which line, and whether it still holds.

use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use super::args::ListArgs;
use super::listed::{Row, rows};
use super::{Store, words};
use crate::claims::Stage;
use crate::cli::exit::ExitStatus;
use crate::cli::failure::Failure;
use crate::cli::interrupt::interruptible;
use crate::cli::output;
use crate::cli::progress::Progress;
use crate::cli::select;
use crate::model::Side;
use crate::report::visible;
use crate::review::{Clock, Decisions, SystemClock};

/// The JSON of the list.
#[derive(Serialize)]
struct Json<'a> {
    schema: &'static str,
    range: &'a str,
    decisions: &'a [Row],
}

/// Runs `lineproof triage list`.
///
/// # Errors
/// When the repository or the decisions cannot be read, or the result not written.
pub(super) fn run(args: &ListArgs) -> Result<ExitStatus, Failure> {
    let args = args.clone();
    interruptible(move |cancel| list(&args, cancel))
}

fn list(args: &ListArgs, cancel: &AtomicBool) -> Result<ExitStatus, Failure> {
    let events = Store::open()?.events()?;
    let session = select::session(&args.selected)?.with_renames()?;
    let progress = Progress::start();
    let total = session.assessed_files().len();
    let mut done = 0;
    let assessment = session.assessment(cancel, &mut || {
        done += 1;
        progress.tell(Stage::Assessing(done, total));
    });
    drop(progress);
    if cancel.load(Ordering::Relaxed) {
        return Ok(ExitStatus::CouldNotRun);
    }
    let decisions = Decisions::fold(&events).at(SystemClock.now());
    let rows = rows(&decisions, &session, &assessment);
    let range = &session.change_set().title;
    if args.format.as_deref() == Some("json") {
        let json = Json { schema: "lineproof/triage/1", range, decisions: &rows };
        let text = serde_json::to_string_pretty(&json)
            .map_err(|error| Failure::Internal(error.to_string()))?;
        output::to_stdout(&format!("{text}\n"))?;
    } else {
        let text: String = rows.iter().map(text).collect();
        output::to_stdout(&format!(
            "{text}{}: {}\n",
            visible(range),
            words::decisions(rows.len())
        ))?;
    }
    Ok(ExitStatus::Clean)
}

/// A decision in lines.
fn text(row: &Row) -> String {
    let time: String = row.time.to_string().chars().take(10).collect();
    let place = row.place.as_ref().map(|place| {
        let sign = if place.side == Side::Base { "-" } else { "" };
        let (path, text) = (visible(place.path.as_str()), visible(&place.text));
        format!("  {path}:{sign}{} | {text}\n", place.line)
    });
    format!(
        "{}\n  {}\n  by {} on {time}{}\n  {}\n{}\n",
        row.about(),
        row.words(),
        visible(&row.author),
        row.before(),
        row.stands(),
        place.unwrap_or_default(),
    )
}
