//! What happens to the screen, and what the screen wants done.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::teach::{Kept as KeptLesson, Mended};

use crate::model::{ChangeSet, FileAssessment, Handler, RepoPath, Side};

use super::backend::{ClaimNews, Decision};
use super::blame::Blame;
use super::document::{Document, Text};
use super::key::Key;
use super::range::{Because, Choice, CommitNews, Fresh, Range, Refusal};

/// Whole texts of edited files.
pub type Edits = BTreeMap<RepoPath, String>;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something at a cell.
    Mouse(Mouse, u16, u16),
    /// Keys come so fast that one is held, or no longer do.
    Held(bool),
    /// A text was pasted: never keys.
    Paste(String),
    /// The screen has another size: columns and rows, in cells.
    Resize(u16, u16),
    /// Files that moved were paired; indices are of this change set from now on.
    Renamed(ChangeSet),
    /// A file's text is there, first without and later with its colours.
    Opened(usize, Arc<Document>),
    /// A file's handlers by a quick look.
    Outlined(usize, Vec<Handler>),
    /// What was found in a file, and what was decided about it before.
    Assessed(usize, Box<FileAssessment>, Vec<Decision>),
    /// All files were assessed.
    Complete,
    /// What became of foreign reviews.
    Claims(Box<ClaimNews>),
    /// What was handed over to be kept first of what is not kept yet was tried.
    Kept(Kept),
    /// What is reviewed moved.
    Moved,
    /// Another review comes in the place of the one that is shown.
    Fresh(Box<Fresh>),
    /// The range that was asked for cannot be opened.
    Refused(Refusal),
    /// More commits of a range.
    Commits(CommitNews),
    /// What else could be reviewed.
    Choices(Vec<Choice>),
    /// Everything that holds now, whoever decided it.
    Decided(Vec<Decision>),
    /// Lines of files that match a search: its text, what was found by file, and the index of
    /// the file after the last.
    Found(String, Vec<(usize, Vec<(Side, usize)>)>, usize),
    /// Where the lines of the file at this index come from, as far as it is known; or why it
    /// cannot be known.
    Blamed(usize, Result<Arc<Blame>, String>),
    /// The text for a look into another file; none when there is none.
    Peeked(Side, RepoPath, Option<Arc<Text>>),
    /// The code of a question, 0-based, was edited in an editor.
    Edited(usize, Edits),
    /// What the engine says of edits of a question, 0-based.
    Mended(usize, Edits, Box<Mended>),
    /// Something to tell the user.
    Told(String),
    /// Something went wrong that the user should know.
    Failed(String),
    /// The program was asked to end.
    Terminate,
}

/// What became of decisions that were to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Whether they were just handed over, and not tried again.
    pub is_first: bool,
    /// How many are not on disk, of all.
    pub unsaved: usize,
    /// Where they went, when that is not the repository; or why they went nowhere.
    pub outcome: Result<Option<String>, String>,
}

/// What the mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Click,
    /// The wheel turned up.
    WheelUp,
    /// The wheel turned down.
    WheelDown,
}

/// Something to be done outside the state.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read the file at this index.
    Open(usize),
    /// Search the files at these indexes.
    Search(String, std::ops::Range<usize>),
    /// Read a file of a side, for a look into it.
    Peek(Side, RepoPath),
    /// Find where the lines of the file at this index come from, and of no other any more.
    Blame(usize),
    /// Keep decisions that were made at once.
    Keep(Vec<Decision>),
    /// Take back what was made at once last in this sitting.
    TakeBack,
    /// Make again what was taken back last.
    MakeAgain,
    /// Open a range in the place of the one that is shown.
    Reopen(Range, Because),
    /// Leave the opening of a range.
    GiveUp,
    /// List the commits of a range.
    ListCommits(Range),
    /// List what else could be reviewed.
    ListChoices,
    /// Open the editor at a 1-based line.
    Edit(RepoPath, u32),
    /// Put a text on the clipboard.
    Yank(String),
    /// Write the review in a format, by its name, to a new file.
    Export(&'static str, String),
    /// Keep how far a learner came.
    KeepLesson(Box<KeptLesson>),
    /// Open the code of a question, 0-based, in an editor, with the edits made before.
    Mend(usize, Edits),
    /// Look whether edits of a question, 0-based, mend it.
    TryMend(usize, Edits),
    /// Hand the terminal back to the shell for a while.
    Suspend,
    /// Draw everything anew.
    Redraw,
}
