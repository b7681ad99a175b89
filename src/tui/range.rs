//! What is reviewed, and what else could be: ranges, commits, names; texts are safe to show.

use crate::git::{Selection, What};

use super::backend::Opening;

/// What is reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Range {
    /// The two ends, and the paths.
    pub selection: Selection,
    /// Whether what the user has seen already is left out.
    pub since_review: bool,
}

/// The option that leaves out what the user has seen.
const SINCE_REVIEW: &str = "--since-review";

impl Range {
    /// Another range, in the same paths.
    #[must_use]
    pub fn of(&self, what: What) -> Self {
        let selection = Selection { what, paths: self.selection.paths.clone() };
        Self { selection, since_review: false }
    }

    /// What a line of a command line means, in the same paths.
    ///
    /// # Errors
    /// When it is not understood: what is wrong, and what would be right.
    pub fn parse(&self, line: &str) -> Result<Self, Refusal> {
        let is_option = |word: &&str| *word == SINCE_REVIEW;
        let since_review = line.split_whitespace().any(|word| is_option(&word));
        let others: Vec<&str> = line.split_whitespace().filter(|it| !is_option(it)).collect();
        let what = What::parse(&others.join(" ")).map_err(|error| Refusal::of(&error))?;
        Ok(Self { since_review, ..self.of(what) })
    }

    /// The words of a command line that choose it.
    #[must_use]
    pub fn line(&self) -> String {
        let what = self.selection.what.line();
        let since = if self.since_review { SINCE_REVIEW } else { "" };
        let paths = self.selection.paths.join(" ");
        let dashes = if paths.is_empty() { "" } else { "--" };
        let parts = [what.as_str(), since, dashes, paths.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

/// Why a range cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub line: String,
    /// What can be done.
    pub hint: String,
}

impl Refusal {
    /// The same as an error of the repository.
    #[must_use]
    pub fn of(error: &crate::git::GitError) -> Self {
        let visible = |text: String| crate::report::visible(&text);
        Self { line: visible(error.to_string()), hint: visible(error.hint()) }
    }
}

/// A range that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is called.
    pub label: String,
    /// What it is, in a few words.
    pub detail: String,
    /// The range.
    pub range: Range,
}

/// A commit as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitCard {
    /// Full hexadecimal id.
    pub id: String,
    /// As many digits of it as tell it from others.
    pub short: String,
    /// The first line of its message.
    pub subject: String,
    /// The name of its author.
    pub author: String,
    /// How old it is: `3 days`.
    pub age: String,
    /// What it touches: `2 files: api/views.py, …`.
    pub touches: String,
}

impl CommitCard {
    /// What this commit alone changed.
    #[must_use]
    pub fn what(&self) -> What {
        What::Commit(self.id.clone())
    }
}

/// Commits of a range, as they become known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitNews {
    /// The range.
    pub of: Range,
    /// Some more of them, the newest first.
    pub some: Vec<CommitCard>,
    /// Whether these were the last; and then, whether there are more than are listed.
    pub end: Option<bool>,
    /// Why they cannot be listed.
    pub refusal: Option<Refusal>,
}

/// Why another review comes in the place of the one that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// The user chose its range.
    Chosen,
    /// The user asked to read the same range again.
    Asked,
    /// What the range means moved.
    Moved,
}

/// A review that comes in the place of the one that is shown.
#[derive(Debug, Clone)]
pub struct Fresh {
    /// Why.
    pub because: Because,
    /// What it opens on.
    pub opening: Opening,
    /// What is said about it: what moved.
    pub news: Option<String>,
    /// What was found of it so far, in order.
    pub events: Vec<super::event::Event>,
}
