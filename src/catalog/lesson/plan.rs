//! A lesson as its file says it: nothing of it is looked up in the code yet.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{RepoPath, Role, Side, State};

/// The files of a lesson, read and not understood yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LessonSource {
    /// The name of its folder.
    pub id: String,
    /// `lesson.toml`, as the user knows it.
    pub file: String,
    /// The text of `lesson.toml`.
    pub text: Arc<str>,
    /// The tree before the change; empty where the lesson is about code as it stands.
    pub before: BTreeMap<RepoPath, Arc<str>>,
    /// The tree after it.
    pub after: BTreeMap<RepoPath, Arc<str>>,
}

/// For whom a lesson is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Who has never reviewed for security.
    #[default]
    Beginner,
    /// Who knows what the checks ask.
    Intermediate,
    /// Who finds guards in helpers, and knows when they do not count.
    Advanced,
}

impl Level {
    /// All of them, the easiest first.
    pub const ALL: [Self; 3] = [Self::Beginner, Self::Intermediate, Self::Advanced];

    /// The word for it in `lesson.toml`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Beginner => "beginner",
            Self::Intermediate => "intermediate",
            Self::Advanced => "advanced",
        }
    }
}

/// A value and the 1-based line of `lesson.toml` that it stands on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct At<T> {
    /// The line.
    pub line: u32,
    /// The value.
    pub value: T,
}

/// What `lesson.toml` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LessonPlan {
    /// A line that gives nothing away.
    pub title: String,
    /// What one can do afterwards.
    pub goal: String,
    /// For whom it is.
    pub level: Level,
    /// How long it takes about, in minutes.
    pub minutes: u32,
    /// The framework's id, where it is about one.
    pub framework: Option<At<String>>,
    /// CWE numbers.
    pub cwe: Vec<u32>,
    /// Requirement ids of OWASP ASVS 5.0.0.
    pub asvs: Vec<String>,
    /// Speaker notes of the whole lesson.
    pub notes: String,
    /// The steps, in order.
    pub steps: Vec<PlannedStep>,
}

/// What is asked in a step, with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Mark the lines and say the state.
    Find {
        /// The state that is right.
        state: State,
    },
    /// Say whether a claim holds, and mark the line that decides.
    Judge {
        /// The claim.
        claim: String,
        /// Whether it holds.
        holds: bool,
    },
    /// Edit the handler until the guard is there.
    Mend,
}

/// One step of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedStep {
    /// The 1-based line it begins on in `lesson.toml`.
    pub line: u32,
    /// What is asked.
    pub task: Task,
    /// `path::Class.name`.
    pub handler: At<String>,
    /// The id of a check.
    pub check: At<String>,
    /// The words of the question, where they are not the check's.
    pub ask: Option<String>,
    /// What the reveal says.
    pub say: String,
    /// The attack, as one would try it.
    pub attack: Option<String>,
    /// Speaker notes.
    pub notes: String,
    /// Words of the first hints, where they are not those made up for them.
    pub hints: Vec<String>,
    /// The lines of the answer, and those that are not.
    pub marks: Vec<PlannedMark>,
}

/// How a line counts that somebody marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// It has to be marked.
    Must,
    /// It may be marked.
    Neutral,
    /// It looks like the answer and is not.
    Distractor,
}

impl Weight {
    /// The word for it in `lesson.toml`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Neutral => "neutral",
            Self::Distractor => "distractor",
        }
    }
}

/// Lines of the key, found again by their text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedMark {
    /// The 1-based line it begins on in `lesson.toml`.
    pub line: u32,
    /// How they count.
    pub weight: Weight,
    /// The file, where it is not the handler's.
    pub file: Option<String>,
    /// The tree.
    pub side: Side,
    /// What the first line contains; runs of blanks are one.
    pub text: String,
    /// Which of several lines that contain it, 1-based.
    pub nth: Option<u32>,
    /// How many lines from there, at least 1.
    pub lines: u32,
    /// The part they play.
    pub role: Option<Role>,
    /// What the reveal says of them.
    pub why: Option<String>,
}
