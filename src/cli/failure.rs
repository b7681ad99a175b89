//! Why the program could not run: a line, and a hint about what to do next.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::args::COMMANDS;
use super::exit::ExitStatus;
use crate::catalog::{Problem, nearest};
use crate::git::{GitError, TransportError};
use crate::report::RenderError;
use crate::review::StoreError;
use crate::teach::AnswerProblem;
use crate::tui;

/// Why the program could not run.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// The command line is not understood.
    #[error("{line}")]
    Usage {
        /// What is wrong with it.
        line: String,
        /// What would be right.
        hint: String,
    },
    /// The repository cannot answer.
    #[error(transparent)]
    Git(#[from] GitError),
    /// Something built in is broken.
    #[error("{0}")]
    Data(#[from] Problem),
    /// A result cannot be expressed.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A file cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("{} cannot be written: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Standard output cannot be written.
    #[error("standard output cannot be written: {0}")]
    Output(io::Error),
    /// The folder the program was started in is gone.
    #[error("the current folder cannot be read: {0}")]
    Folder(io::Error),
    /// The folder for the demo is in use.
    #[error("{} is not an empty folder", .0.display())]
    DemoFolder(PathBuf),
    /// The demo's repository cannot be made.
    #[error("the sample repository cannot be made: {0}")]
    Demo(String),
    /// Decisions cannot be read or kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Decisions cannot be sent or fetched.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The screen cannot be opened or kept.
    #[error(transparent)]
    Screen(#[from] tui::Problem),
    /// A lesson cannot be used.
    #[error("{}", told(.0))]
    Lesson(Vec<Problem>),
    /// A file of answers cannot be used.
    #[error("{} holds no answers to read: {problem}", path.display())]
    Answers {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: AnswerProblem,
    },
    /// A part of the program itself gave up.
    #[error("{0}")]
    Internal(String),
}

/// The first of several problems, and how many more there are.
fn told(problems: &[Problem]) -> String {
    let more = match problems.len().saturating_sub(1) {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    problems.first().map_or_else(String::new, |first| format!("{first}{more}"))
}

impl Failure {
    /// What the user can do about it, in one line.
    pub(super) fn hint(&self) -> String {
        match self {
            Self::Usage { hint, .. } => hint.clone(),
            Self::Git(GitError::UnknownRevision { name, hint, .. }) => {
                let commands = COMMANDS.map(str::to_owned).to_vec();
                match nearest(name, commands).first() {
                    Some(command) => format!("is the command `lineproof {command}` meant? {hint}"),
                    None => hint.clone(),
                }
            }
            Self::Git(error) => error.hint(),
            Self::Read { .. } => "name a file that is there, or - for standard input".to_owned(),
            Self::Write { .. } => {
                "name a file in a folder that is there and may be written".to_owned()
            }
            Self::Output(_) => "is there room where it is sent to?".to_owned(),
            Self::Folder(_) => "change into a folder that is there".to_owned(),
            Self::DemoFolder(_) => "name a folder that is empty or not there yet".to_owned(),
            Self::Demo(_) => "`lineproof demo --keep DIR` makes it in a folder you name".to_owned(),
            Self::Store(error) => error.hint(),
            Self::Transport(error) => error.hint(),
            Self::Screen(_) => "`lineproof check` says the same without a screen".to_owned(),
            Self::Lesson(_) => "`lineproof teach check DIR` tells all that is wrong".to_owned(),
            Self::Answers { .. } => "answers are what the lesson's screen keeps, or a file as \
                                     `lineproof teach score --help` shows"
                .to_owned(),
            Self::Data(_) | Self::Render(_) | Self::Internal(_) => {
                "this is a mistake in lineproof; please report it".to_owned()
            }
        }
    }

    /// How the run ends because of it.
    pub(super) fn status(&self) -> ExitStatus {
        ExitStatus::CouldNotRun
    }
}
