//! The result of analysing a change set: handlers, findings, and what was left out.

use super::{Finding, FindingId, Handler, HandlerId, Place, RepoPath};

/// A file or region that was not analysed, and why. Silence is not a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnalysed {
    /// The file.
    pub file: RepoPath,
    /// The region, where it is not the whole file.
    pub place: Option<Place>,
    /// A short phrase: "syntax error", "tests are not handlers".
    pub reason: String,
}

/// A handler of a file that the change leaves alone, which leads to one that it
/// touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The handler, at head.
    pub handler: Handler,
    /// The calls on the way at base, from the handler on, and the function that
    /// they lead to; empty where it has something from there in another way.
    pub through: Vec<Place>,
}

/// Who took a guard away, in a range of several commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakenBy {
    /// A commit of the range.
    Commit {
        /// Its full hexadecimal id.
        id: String,
        /// The first line of its message, perhaps cut.
        subject: String,
    },
    /// What is not committed yet.
    Uncommitted,
}

/// What was found in one file of the change set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileAssessment {
    /// Handlers at head, then those that are only at base.
    pub handlers: Vec<Handler>,
    /// Handlers elsewhere that lead to what the change touches here; those of them
    /// to which that makes a difference are listed in `handlers` as well.
    pub reached: Vec<Reached>,
    /// Handlers among them whose own code or guards the change touched.
    /// All of them when there is no base.
    pub touched: Vec<HandlerId>,
    /// How many handlers of the file the change left as they were; these are
    /// counted, not listed.
    pub untouched: usize,
    /// Items, grouped by handler in the order of `handlers`, each in check order.
    pub findings: Vec<Finding>,
    /// Who took away the guards that findings among them miss, where that can be told.
    pub taken: Vec<(FindingId, TakenBy)>,
    /// What could not be analysed.
    pub not_analysed: Vec<NotAnalysed>,
    /// Whether the file was not even parsed: no word in it can make a handler,
    /// and no route of another file leads into it. Only where there is no base.
    pub passed_over: bool,
}

/// The results of all files, in the order of the change set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assessment {
    /// Each analysed file with its results.
    pub files: Vec<(RepoPath, FileAssessment)>,
}

impl Assessment {
    /// How many files were not parsed, for no word in them can make a handler.
    #[must_use]
    pub fn passed_over(&self) -> usize {
        self.files.iter().filter(|(_, file)| file.passed_over).count()
    }

    /// All handlers.
    pub fn handlers(&self) -> impl Iterator<Item = &Handler> {
        self.files.iter().flat_map(|(_, file)| &file.handlers)
    }

    /// All findings.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.files.iter().flat_map(|(_, file)| &file.findings)
    }

    /// Handlers of files that are not changed, which lead to one that is.
    pub fn reached(&self) -> impl Iterator<Item = &Reached> {
        self.files.iter().flat_map(|(_, file)| &file.reached)
    }

    /// Everything that was left out.
    pub fn not_analysed(&self) -> impl Iterator<Item = &NotAnalysed> {
        self.files.iter().flat_map(|(_, file)| &file.not_analysed)
    }

    /// Who took the guard of a finding away.
    #[must_use]
    pub fn taken_by(&self, finding: &FindingId) -> Option<&TakenBy> {
        self.files.iter().find_map(|(_, file)| file.taken_by(finding))
    }

    /// The handler of this identity.
    #[must_use]
    pub fn handler(&self, id: &HandlerId) -> Option<&Handler> {
        self.handlers().find(|handler| &handler.id == id)
    }
}

impl FileAssessment {
    /// Who took the guard of a finding away.
    #[must_use]
    pub fn taken_by(&self, finding: &FindingId) -> Option<&TakenBy> {
        self.taken.iter().find(|(known, _)| known == finding).map(|(_, by)| by)
    }
}
