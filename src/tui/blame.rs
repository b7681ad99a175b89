//! Where the lines of a file come from, as the screen shows it: texts are safe.

use crate::git::Origin;
use crate::model::Side;

/// A commit that lines come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The first digits of its id.
    pub short: String,
    /// Who wrote it.
    pub name: String,
    /// How long ago, in a few letters: `3mo`.
    pub age: String,
    /// The same in words: `3 months ago`.
    pub ago: String,
    /// The first line of its message.
    pub subject: String,
}

/// Where the lines of a file come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blame {
    /// The commits.
    pub commits: Vec<Author>,
    /// Of each line of base that head has not, by its 0-based index.
    pub old: Vec<Origin>,
    /// Of each line of head, by its 0-based index.
    pub new: Vec<Origin>,
    /// How many commits were looked at before it was given up; none where it was not.
    pub given_up: Option<usize>,
    /// Whether nothing more will come.
    pub is_done: bool,
}

impl Blame {
    /// Where a line of a side, by its 0-based index, comes from.
    #[must_use]
    pub fn of(&self, (side, line): (Side, usize)) -> Origin {
        let lines = match side {
            Side::Base => &self.old,
            Side::Head => &self.new,
        };
        lines.get(line).copied().unwrap_or(Origin::Unknown)
    }

    /// The commit of an origin, where it is one.
    #[must_use]
    pub fn author(&self, origin: Origin) -> Option<&Author> {
        let Origin::Commit(at) = origin else { return None };
        self.commits.get(at as usize)
    }
}
