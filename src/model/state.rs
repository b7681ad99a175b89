//! The states of a checklist item, and what a change did to it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The state of an item. Ordered worst first, as a matrix cell shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The guard was there before this change; shown on the old line.
    Removed,
    /// It applies here and nothing does it; shown at what needed it.
    Missing,
    /// Still there, but laxer, later, on another object or under a new condition.
    Weakened,
    /// On some paths only; the condition is evidence.
    Conditional,
    /// Could not be decided; the line where resolution stopped says why.
    Unproven,
    /// Certainly before what it guards, on the same subject.
    Guarded,
    /// Does not apply, with a reason.
    NotApplicable,
}

impl State {
    /// Every state, worst first.
    pub const ALL: [Self; 7] = [
        Self::Removed,
        Self::Missing,
        Self::Weakened,
        Self::Conditional,
        Self::Unproven,
        Self::Guarded,
        Self::NotApplicable,
    ];

    /// Whether the state asks for a decision: removed, missing or weakened.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Removed | Self::Missing | Self::Weakened)
    }

    /// Whether an item in this state can stand for one that says the same: one that is open
    /// needs one that is, or nothing would count any more.
    #[must_use]
    pub fn can_be_repeated_by(self, other: Option<Self>) -> bool {
        let is_as_bad = other.is_none_or(|other| self <= other);
        self < Self::Guarded && (self.is_open() || is_as_bad)
    }

    /// The word for the state, as in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Missing => "missing",
            Self::Weakened => "weakened",
            Self::Conditional => "conditional",
            Self::Unproven => "unproven",
            Self::Guarded => "guarded",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// The sign for the state, one cell wide.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Removed => '−',
            Self::Missing => '✗',
            Self::Weakened => '▽',
            Self::Conditional => '◐',
            Self::Unproven => '?',
            Self::Guarded => '✓',
            Self::NotApplicable => '·',
        }
    }

    /// The sign for terminals that are unsure about the other one.
    #[must_use]
    pub fn ascii(self) -> char {
        match self {
            Self::Removed => '-',
            Self::Missing => 'x',
            Self::Weakened => 'v',
            Self::Conditional => '~',
            Self::Unproven => '?',
            Self::Guarded => '+',
            Self::NotApplicable => '.',
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// What the change did to an item between base and head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Nothing that matters to the item.
    Same,
    /// The protection is new.
    Added,
    /// The protection is gone.
    Removed,
    /// The protection is still there but protects less.
    Weakened,
    /// The protection protects more.
    Strengthened,
    /// The protection stands elsewhere now and protects as before.
    Moved,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Same => "same",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Weakened => "weakened",
            Self::Strengthened => "strengthened",
            Self::Moved => "moved",
        })
    }
}
