//! What everybody may know of a lesson: its words, its code and its questions. No answer.

use std::collections::BTreeMap;

use super::Tree;
use crate::catalog::Level;
use crate::model::{CheckId, HandlerId, Place, RepoPath, Side};

/// A lesson without its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The name it is asked for by.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What one can do afterwards.
    pub goal: String,
    /// For whom it is.
    pub level: Level,
    /// How long it takes about, in minutes.
    pub minutes: u32,
    /// The framework's id, where it is about one.
    pub framework: Option<String>,
    /// CWE numbers.
    pub cwe: Vec<u32>,
    /// Requirement ids of OWASP ASVS 5.0.0.
    pub asvs: Vec<String>,
    /// What is asked, in order.
    pub questions: Vec<Question>,
    pub(super) before: Tree,
    pub(super) after: Tree,
    /// Changes where the lesson does; what was kept of it is of no use then.
    pub(super) digest: String,
}

impl Lesson {
    /// The code before the change (empty where there was none) or after it.
    #[must_use]
    pub fn tree(&self, side: Side) -> &Tree {
        match side {
            Side::Base => &self.before,
            Side::Head => &self.after,
        }
    }

    /// Whether it is about a change, and not about code as it stands.
    #[must_use]
    pub fn has_change(&self) -> bool {
        !self.before.is_empty()
    }

    /// The paths of all files with whether they are before and after the change.
    #[must_use]
    pub fn paths(&self) -> Vec<(RepoPath, bool, bool)> {
        let mut paths: BTreeMap<&RepoPath, (bool, bool)> = BTreeMap::new();
        for (path, _) in self.before.files() {
            paths.entry(path).or_default().0 = true;
        }
        for (path, _) in self.after.files() {
            paths.entry(path).or_default().1 = true;
        }
        paths.into_iter().map(|(path, (old, new))| (path.clone(), old, new)).collect()
    }

    /// A text that changes when the lesson does.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// What a learner is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Mark the lines that decide, and say the state.
    Find,
    /// Say whether a claim holds, and mark the line that decides.
    Judge {
        /// The claim.
        claim: String,
    },
    /// Edit the handler until the guard is there.
    Mend,
}

impl Asked {
    /// The word for it: `find`, `judge`, `mend`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Find => "find",
            Self::Judge { .. } => "judge",
            Self::Mend => "mend",
        }
    }
}

/// One question of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is to be done.
    pub asked: Asked,
    /// The check it is about.
    pub check: CheckId,
    /// The title of that check.
    pub title: String,
    /// The question in words.
    pub ask: String,
    /// The handler it is about.
    pub handler: HandlerId,
    /// The handler's name: `Visits.close`.
    pub name: String,
    /// The handler's lines: after the change, or before it where it is gone.
    pub place: Place,
}
