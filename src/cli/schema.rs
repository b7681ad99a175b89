//! Prints the published schema of a JSON that the program writes.

use super::exit::ExitStatus;
use super::failure::Failure;
use super::output;
use crate::catalog::schemas;

/// The names that can be asked for.
pub(super) fn names() -> Vec<&'static str> {
    schemas().into_iter().map(|(name, _)| name).collect()
}

/// Prints the schema of this name, which is one of [`names`].
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn run(wanted: &str) -> Result<ExitStatus, Failure> {
    let found = schemas().into_iter().find(|(name, _)| *name == wanted);
    output::to_stdout(found.map_or("", |(_, text)| text)).map(|()| ExitStatus::Clean)
}
