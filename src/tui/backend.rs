//! What the screen needs from the layers below, named as one trait.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use crate::claims::{ClaimKey, ClaimVerdict};
use crate::model::{
    ChangeSet, CheckId, FileAssessment, FileContent, FileView, FindingId, Handler, HandlerId,
    RepoPath, Side,
};
use crate::review::Reason;

use super::claims::{Foreign, Reading};

/// Where files, findings and decisions come from and go to. Asked from
/// background threads, never from the one that draws.
pub trait Backend: Send + Sync {
    /// Both sides of the file at this 0-based index of the change set.
    fn view(&self, index: usize) -> FileView;

    /// The change set with files that moved paired, where that makes a
    /// difference; from then on indices are of it. Reads contents: for after
    /// the first frame, and before [`Backend::assess`].
    fn renames(&self) -> Option<ChangeSet> {
        None
    }

    /// The handlers of a file by a quick look at its view, before any analysis.
    fn outline(&self, index: usize, view: &FileView) -> Vec<Handler>;

    /// Assesses all files and hands each result to `sink` with the 0-based
    /// index of its file, until `cancel` is set.
    fn assess(&self, cancel: &AtomicBool, sink: &mut dyn FnMut(usize, FileAssessment));

    /// Reads the foreign reviews that were given, puts their claims on lines and judges
    /// them, until `cancel` is set; says nothing where none was given. For after
    /// [`Backend::renames`], and once.
    fn claims(&self, _cancel: &AtomicBool, _sink: &mut dyn FnMut(ClaimNews)) {}

    /// The text of any file of a side.
    fn content(&self, side: Side, path: &RepoPath) -> Option<FileContent>;

    /// What was decided before on the handlers and items of an assessment, as
    /// far as it still holds.
    fn decided(&self, found: &FileAssessment) -> Vec<Decision>;

    /// Keeps a decision. A notice says where, when it is not in the repository.
    ///
    /// # Errors
    /// A line for the user when it could not be kept.
    fn append(&self, decision: &Decision) -> Result<Option<String>, String>;

    /// Takes back the latest decision of this sitting that was not taken back.
    ///
    /// # Errors
    /// A line for the user when that could not be kept.
    fn take_back(&self) -> Result<(), String>;

    /// The file on disk, for an editor; none where there is no work tree.
    fn work_path(&self, path: &RepoPath) -> Option<PathBuf>;
}

/// What becomes of foreign reviews.
#[derive(Debug, Clone)]
pub enum ClaimNews {
    /// How far it is.
    Progress(Reading),
    /// A line for the user: a review cannot be read.
    Failed(String),
    /// Everything, and what was decided about it before.
    Done(Foreign, Vec<Decision>),
}

/// What the screen opens on.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The name of the repository, for the header.
    pub repository: String,
    /// The files that differ.
    pub change_set: ChangeSet,
    /// The checks, in the order of the checklist.
    pub checks: Vec<CheckCard>,
    /// What is to be known of checks and models that users added.
    pub added: Vec<Remark>,
}

/// Something to know of what users added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is.
    pub text: String,
    /// Whether it is said at the start, too: a mistake, or a change of it.
    pub is_urgent: bool,
}

/// The reasons that are offered to dismiss an item, in their order.
pub const REASONS: [Reason; 6] = [
    Reason::FalsePositive,
    Reason::AcceptedRisk,
    Reason::UsedInTests,
    Reason::NotApplicable,
    Reason::ByDesign,
    Reason::Duplicate,
];

/// The words for a reason.
#[must_use]
pub fn words(reason: Reason) -> String {
    reason.word().replace('-', " ")
}

/// What the screen says of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckCard {
    /// Which check.
    pub id: CheckId,
    /// Two or three words.
    pub title: String,
    /// What a reviewer asks of the code.
    pub question: String,
    /// How it would be attacked; `{endpoint}`, `{handler}` and `{effect}` are
    /// filled in.
    pub attack: String,
    /// How bad it is, and the numbers: `high · CWE-362`.
    pub weight: String,
}

/// What a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An item of a checklist.
    Finding(FindingId),
    /// A handler as a whole.
    Handler(HandlerId),
    /// A claim of a foreign review.
    Claim(ClaimKey),
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Operation {
    /// The item is true.
    Confirm,
    /// The item is set aside.
    Dismiss(Reason),
    /// The verdict on a claim: confirmed where it is what was said, else overruled.
    Judge {
        /// What was said of it.
        said: ClaimVerdict,
        /// What the reviewer holds of it.
        held: ClaimVerdict,
        /// Why, in the reviewer's words; may be empty.
        why: String,
    },
    /// The item is open again.
    Reopen,
    /// The item was decided on lines that changed since; read from the log only.
    Recheck,
    /// A remark; an empty one takes the former back.
    Note(String),
    /// The handler was looked at.
    Reviewed,
    /// The handler is to be looked at again.
    Unreviewed,
}

/// A decision: what about, and what.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decision {
    /// What it is about.
    pub subject: Subject,
    /// What was decided.
    pub operation: Operation,
}
