//! Writes a lesson for paper.

use super::args::HandoutArgs;
use super::lesson;
use crate::cli::exit::ExitStatus;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::teach::{self, HANDOUT_FORMATS};

/// Runs `lineproof teach handout`.
///
/// # Errors
/// When the lesson cannot be read, or the result not be written.
pub(super) fn run(args: &HandoutArgs) -> Result<ExitStatus, Failure> {
    let taught = lesson::find(&args.lesson)?;
    let by_name = || match args.output.as_ref()?.extension()?.to_str()? {
        "html" | "htm" => Some("html"),
        "json" => Some("json"),
        _ => None,
    };
    let format = args.format.as_deref().or_else(by_name).unwrap_or(HANDOUT_FORMATS[0]);
    let text = match args.answers {
        true => teach::answers(&taught, format)?,
        false => teach::handout(&taught.lesson, format)?,
    };
    match &args.output {
        Some(path) => output::to_file(path, &text)?,
        None => output::to_stdout(&text)?,
    }
    Ok(ExitStatus::Clean)
}
