//! Decisions as a file, for those who rather commit or send it.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::{Store, words};
use crate::cli::exit::ExitStatus;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::review::{decisions_in_sarif, read_records};

/// Bytes of a file that are read; what is over is told.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Runs `lineproof triage export`.
///
/// # Errors
/// When the decisions cannot be read or the file not written.
pub(super) fn export(file: &Path) -> Result<ExitStatus, Failure> {
    let records = Store::open()?.records()?;
    output::to_file(file, &records.text())?;
    if file != Path::new("-") {
        let line = format!("{} written to {}", words::events(records.len()), file.display());
        output::complain(&line, None);
    }
    Ok(ExitStatus::Clean)
}

/// Runs `lineproof triage import`.
///
/// # Errors
/// When the file cannot be read or the decisions not kept.
pub(super) fn import(file: &Path) -> Result<ExitStatus, Failure> {
    let store = Store::open()?;
    let failed = |source| Failure::Read { path: file.to_owned(), source };
    let (name, bytes): (_, Box<dyn Read>) = if file == Path::new("-") {
        ("standard input".to_owned(), Box::new(io::stdin()))
    } else {
        (file.display().to_string(), Box::new(File::open(file).map_err(failed)?))
    };
    let mut text = Vec::new();
    let read = bytes.take(MAX_BYTES + 1).read_to_end(&mut text).map_err(failed)?;
    let is_cut = read as u64 > MAX_BYTES;
    if is_cut {
        let line = format!("{name} is longer than {MAX_BYTES} bytes; the rest was not read");
        output::complain(&line, Some("split it, and import the parts"));
    }
    let in_sarif = decisions_in_sarif(&text);
    let (records, problems) = read_records(in_sarif.as_ref().map_or(&text, String::as_bytes));
    for problem in &problems {
        let why = problem.to_string();
        let why = why.split_once(' ').and_then(|(_, rest)| rest.split_once(' '));
        let why = why.map_or("", |(_, rest)| rest);
        // Decisions in SARIF are counted; they stand on no line of their own.
        let at = if in_sarif.is_some() { ": decision " } else { ":" };
        output::complain(&format!("{name}{at}{}: {why}", problem.line), None);
    }
    let admitted = store.admit(&store.records()?, &records.into_iter().collect())?;
    output::to_stdout(&format!(
        "{} taken over, {} known already\n",
        words::events(admitted.new.len()),
        admitted.known
    ))?;
    let is_whole = !is_cut && problems.is_empty() && admitted.refused.is_empty();
    Ok(if is_whole { ExitStatus::Clean } else { ExitStatus::CouldNotRun })
}
