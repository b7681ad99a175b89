//! What the program's exit status means.

use std::process::ExitCode;

use crate::report::Outcome;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExitStatus {
    /// Nothing is open, nothing changed, or there was nothing to analyse.
    Clean,
    /// Something is open.
    Open,
    /// It could not run, or not to the end.
    CouldNotRun,
    /// A signal of this number ended it.
    Interrupted(u8),
}

impl From<Outcome> for ExitStatus {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::Clean,
            Outcome::Open => Self::Open,
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(match status {
            ExitStatus::Clean => Outcome::Clean.status(),
            ExitStatus::Open => Outcome::Open.status(),
            ExitStatus::CouldNotRun => 2,
            // As shells say it.
            ExitStatus::Interrupted(signal) => 128_u8.saturating_add(signal),
        })
    }
}
