//! What happens to the screen, and what the screen wants done.

use std::sync::Arc;

use crate::model::{ChangeSet, FileAssessment, Handler, RepoPath, Side};

use super::backend::{ClaimNews, Decision};
use super::document::{Document, Text};
use super::key::Key;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something at a cell.
    Mouse(Mouse, u16, u16),
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
    /// The text for a look into another file; none when there is none.
    Peeked(Side, RepoPath, Option<Arc<Text>>),
    /// Something to tell the user.
    Told(String),
    /// Something went wrong that the user should know.
    Failed(String),
    /// The program was asked to end.
    Terminate,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Read the file at this index.
    Open(usize),
    /// Read a file of a side, for a look into it.
    Peek(Side, RepoPath),
    /// Keep a decision.
    Keep(Decision),
    /// Take back the latest decision of this sitting.
    TakeBack,
    /// Open the editor at a 1-based line.
    Edit(RepoPath, u32),
    /// Put a text on the clipboard.
    Yank(String),
    /// Hand the terminal back to the shell for a while.
    Suspend,
    /// Draw everything anew.
    Redraw,
}
