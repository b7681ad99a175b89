//! What the screen needs from the layers below, named as one trait.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::model::{
    ChangeSet, CheckId, FileAssessment, FileContent, FileView, Handler, RepoPath, Side,
};
use crate::review::{Date, Spot};
use crate::teach::{Kept, Mended, Sitting};

use super::blame::Blame;
use super::claims::{Foreign, Reading};
pub use super::decision::{
    Decision, Dismissal, Found, Operation, Own, REASONS, SEVERITIES, Subject, Why, words,
};
use super::event::Edits;
use super::range::{Choice, CommitNews, Range, Refusal};

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

    /// Keeps decisions that were made at once. A notice says where, when it is not in the
    /// repository.
    ///
    /// # Errors
    /// A line for the user when they could not be kept yet.
    fn keep(&self, decisions: &[Decision]) -> Result<Option<String>, String>;

    /// Takes back what was made at once last in this sitting and not taken back.
    ///
    /// # Errors
    /// As [`Backend::keep`].
    fn take_back(&self) -> Result<Option<String>, String>;

    /// Makes again what was taken back last.
    ///
    /// # Errors
    /// As [`Backend::keep`].
    fn make_again(&self) -> Result<Option<String>, String>;

    /// How many decisions are not kept yet.
    fn unsaved(&self) -> usize {
        0
    }

    /// Tries again to keep what is not kept yet.
    ///
    /// # Errors
    /// As [`Backend::keep`].
    fn save(&self) -> Result<Option<String>, String> {
        Ok(None)
    }

    /// Everything that holds now, where somebody else decided something since this was asked
    /// last. Asked every now and then: it must cost next to nothing where nobody did.
    fn news(&self) -> Option<Vec<Decision>> {
        None
    }

    /// How much was left out for the user has seen it already; none where that was not asked
    /// for. For after [`Backend::assess`].
    fn left_out(&self) -> Option<String> {
        None
    }

    /// Everything that holds, now that all files were assessed: only then is it known what
    /// became of items that are not where they were. None where nothing was ever decided.
    fn settled(&self) -> Option<Vec<Decision>> {
        None
    }

    /// Everything that holds now, of what was found so far.
    fn standing(&self) -> Vec<Decision> {
        Vec::new()
    }

    /// Writes the review in a format (by its name) to a new file; gives what the file is
    /// called. Judges everything anew where that is not known.
    ///
    /// # Errors
    /// A line for the user when it could not be written.
    fn export(&self, _format: &str, _file: &str) -> Result<String, String> {
        Err("there is nothing to write here".to_owned())
    }

    /// The review of another range, or of the same one as it is now.
    ///
    /// # Errors
    /// When its ends cannot be found.
    fn reopen(&self, _range: &Range) -> Result<Reopened, Refusal> {
        let (line, hint) = ("this is the only range here", "start lineproof in a repository");
        Err(Refusal { line: line.to_owned(), hint: hint.to_owned() })
    }

    /// Keeps where the user is, for the next time.
    ///
    /// # Errors
    /// A line for the user when it could not be kept.
    fn leave(&self, _spot: &Spot) -> Result<(), String> {
        Ok(())
    }

    /// Whether what is reviewed moved since this was asked last, and came to rest. Asked every
    /// now and then: it must cost next to nothing where nothing did.
    fn has_moved(&self) -> bool {
        false
    }

    /// The commits of a range, the newest first, handed to `sink` some at a time, until
    /// `cancel` is set. Slow.
    fn commits(&self, _of: &Range, _cancel: &AtomicBool, _sink: &mut dyn FnMut(CommitNews)) {}

    /// What else could be reviewed: branches, tags, recent commits. Slow.
    fn choices(&self) -> Vec<Choice> {
        Vec::new()
    }

    /// Finds where the lines of the file at a 0-based index come from, and hands on what is
    /// known every now and then, and at the end, until `cancel` is set. Slow.
    ///
    /// # Errors
    /// A line for the user when it cannot be found out.
    fn blame(
        &self,
        _index: usize,
        _cancel: &AtomicBool,
        _sink: &mut dyn FnMut(Blame),
    ) -> Result<(), String> {
        Err("there is no history here".to_owned())
    }

    /// Keeps how far a learner came.
    ///
    /// # Errors
    /// A line for the user when it could not be kept.
    fn keep_lesson(&self, _kept: &Kept) -> Result<(), String> {
        Ok(())
    }

    /// A copy of the code of a question, 0-based, with edits of before, to be edited: the file
    /// and the 1-based line of the handler.
    ///
    /// # Errors
    /// A line for the user when it could not be made.
    fn scratch(&self, _step: usize, _edits: &Edits) -> Result<(PathBuf, u32), String> {
        Err("there is nothing to mend here".to_owned())
    }

    /// What was edited in that copy.
    ///
    /// # Errors
    /// A line for the user when it cannot be read.
    fn edited(&self) -> Result<Edits, String> {
        Err("there is nothing to mend here".to_owned())
    }

    /// Whether edits mend a question, 0-based; none where there is no such question. Slow.
    fn mended(&self, _step: usize, _edits: &Edits) -> Option<Mended> {
        None
    }

    /// The file on disk, for an editor; none where there is no work tree.
    fn work_path(&self, path: &RepoPath) -> Option<PathBuf>;
}

/// Another review in the same repository.
pub struct Reopened {
    /// What it opens on.
    pub opening: Opening,
    /// What of the range moved, where it is the same range and anything did.
    pub news: Option<String>,
    /// Where it comes from.
    pub backend: Arc<dyn Backend>,
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
    /// What was asked for; none where nothing else can be.
    pub range: Option<Range>,
    /// Where the user left it.
    pub spot: Option<Spot>,
    /// The files that differ.
    pub change_set: ChangeSet,
    /// The checks, in the order of the checklist.
    pub checks: Vec<CheckCard>,
    /// What is to be known of checks and models that users added.
    pub added: Vec<Remark>,
    /// The day it is opened on, in UTC.
    pub today: Date,
    /// The lesson, where one is sat at.
    pub lesson: Option<Box<Sitting>>,
}

/// Something to know of what users added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is.
    pub text: String,
    /// Whether it is said at the start, too: a mistake, or a change of it.
    pub is_urgent: bool,
}

/// What the screen says of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckCard {
    /// Which check.
    pub id: CheckId,
    /// Two or three words.
    pub title: String,
    /// A few letters for it; may be empty.
    pub short: String,
    /// What a reviewer asks of the code.
    pub question: String,
    /// Its lesson, Markdown, without its title.
    pub lesson: String,
    /// How it would be attacked; `{endpoint}`, `{handler}` and `{effect}` are
    /// filled in.
    pub attack: String,
    /// How bad it is, and the numbers: `high · CWE-362`.
    pub weight: String,
}
