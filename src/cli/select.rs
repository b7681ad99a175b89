//! What to review: from the words of the command line to a review.

use std::ffi::OsString;
use std::path::Path;

use clap::Args;

use super::config;
use super::failure::Failure;
use super::output;
use super::patch;
use crate::git::{Repo, Selection, Words};
use crate::model::RepoPath;
use crate::review::Session;

/// Options and arguments that choose what to review.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "What to review")]
pub(super) struct Selected {
    /// What git understands: main..HEAD, main...HEAD, or one commit; - is a patch on
    /// standard input. Without it: what this branch adds to its base, with the index and the
    /// work tree
    #[arg(value_name = "RANGE", help_heading = None)]
    pub(super) positional: Option<String>,
    /// The range, where it is called like a command: --range check
    #[arg(long, value_name = "RANGE", conflicts_with = "positional")]
    range: Option<String>,
    /// What is staged
    #[arg(long)]
    staged: bool,
    /// What is not committed: the index and the work tree
    #[arg(long)]
    uncommitted: bool,
    /// Every handler of the work tree, compared with nothing
    #[arg(long)]
    all: bool,
    /// Every handler of a commit, compared with nothing
    #[arg(long, value_name = "COMMIT")]
    at: Option<String>,
    /// Only these files and folders, relative to the current folder
    #[arg(last = true, value_name = "PATH", help_heading = None)]
    paths: Vec<OsString>,
}

impl Selected {
    /// A range and nothing else.
    pub(super) fn range(range: &str) -> Self {
        Self { positional: Some(range.to_owned()), ..Self::default() }
    }

    /// The same paths in this range, or at this commit.
    pub(super) fn of_revision(&self, name: &str) -> Self {
        let paths = self.paths.clone();
        match name.contains("..") {
            true => Self { range: Some(name.to_owned()), paths, ..Self::default() },
            false => Self { at: Some(name.to_owned()), paths, ..Self::default() },
        }
    }

    /// Whether it is a patch on standard input.
    pub(super) fn is_patch(&self) -> bool {
        self.positional.as_deref() == Some(patch::INPUT)
    }

    /// Whether it asks for something that a patch cannot be.
    pub(super) fn is_more_than_range(&self) -> bool {
        self.staged || self.uncommitted || self.all || self.at.is_some()
    }

    /// What it means.
    ///
    /// # Errors
    /// When the words contradict each other.
    pub(super) fn selection(&self) -> Result<Selection, Failure> {
        let range = self.range.clone().or_else(|| self.positional.clone());
        let Self { staged, uncommitted, all, .. } = *self;
        let words = Words { range, staged, uncommitted, all, at: self.at.clone() };
        Ok(Selection { what: words.what()?, paths: self.paths() })
    }

    /// The paths, as they were written.
    pub(super) fn paths(&self) -> Vec<String> {
        let path =
            |path: &OsString| RepoPath::from_bytes(path.as_encoded_bytes()).as_str().to_owned();
        self.paths.iter().map(path).collect()
    }

    /// Says which of the paths lead nowhere: a misspelt one in a script would
    /// else pass for ever. It is no error, as what is named may have been deleted.
    fn doubt_paths(&self, folder: &Path) {
        let is_plain =
            |path: &&OsString| !path.as_encoded_bytes().iter().any(|byte| b"*?[:".contains(byte));
        for path in self.paths.iter().filter(is_plain).filter(|path| !folder.join(path).exists()) {
            let line = format!("`{}`: nothing changed there, and no such path", path.display());
            output::complain(&line, Some("paths stand relative to the current folder"));
        }
    }
}

/// The review of the repository around the current folder.
///
/// # Errors
/// When there is no repository, or what was selected is not in it.
pub(super) fn session(selected: &Selected) -> Result<Session, Failure> {
    let folder = std::env::current_dir().map_err(Failure::Folder)?;
    if selected.is_patch() {
        return patch::session(selected, &folder);
    }
    let selection = selected.selection()?;
    let repo = Repo::open_from_env(&folder)?;
    let session = Session::new(repo, config::catalog()?, &selection)?;
    if session.change_set().files.is_empty() {
        selected.doubt_paths(&folder);
    }
    Ok(session)
}
