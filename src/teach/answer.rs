//! What a learner gave: a file to keep, to hand in and to score.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::lines_place;
use crate::model::{Place, RepoPath, Role, Side, State};

/// The format of answers, with its version.
pub const ANSWER_FORMAT: &str = "lineproof-answer/1";

/// Bytes of a file of answers that are read.
pub(super) const LARGEST: usize = 4_000_000;
/// Marks of a step.
const MOST_MARKS: usize = 5_000;

/// The answers of one learner to one lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerSheet {
    /// [`ANSWER_FORMAT`].
    pub format: String,
    /// The lesson's id.
    pub lesson: String,
    /// What the learner is called, where they say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learner: Option<String>,
    /// One for each question, in order; those that are not there were not answered.
    pub steps: Vec<Answer>,
}

/// The answer to one question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Answer {
    /// The state, where lines are to be found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Whether the claim holds, where one is to be judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<bool>,
    /// The marked lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// How sure the learner is, 1 to 3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// How many hints were taken, 0 to 3.
    #[serde(skip_serializing_if = "is_zero")]
    pub hints: u8,
    /// Whether the answer was shown; from then on nothing changes.
    #[serde(skip_serializing_if = "is_false")]
    pub revealed: bool,
    /// Whether the right answer had been shown before this one was given.
    #[serde(skip_serializing_if = "is_false")]
    pub seen: bool,
    /// Whole texts of files, where the code is to be mended.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub edits: BTreeMap<RepoPath, String>,
}

/// Lines that a learner marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The tree: `after` where it is not said.
    #[serde(default, with = "side_words")]
    pub side: Side,
    /// The file.
    pub file: RepoPath,
    /// First line, 1-based.
    pub first: u32,
    /// Last line, inclusive; the first where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<u32>,
    /// The part they play.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

impl Mark {
    /// The mark of whole lines.
    #[must_use]
    pub fn of(place: &Place, role: Option<Role>) -> Self {
        let (first, last) = (place.first_line(), place.last_line());
        let last = (last != first).then_some(last);
        Self { side: place.side(), file: place.file.clone(), first, last, role }
    }

    /// Where it stands.
    #[must_use]
    pub fn place(&self) -> Place {
        let last = self.last.unwrap_or(self.first);
        lines_place(self.side, self.file.clone(), self.first.min(last), self.first.max(last))
    }
}

impl Answer {
    /// Whether nothing was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.state.is_none()
            && self.holds.is_none()
            && self.marks.is_empty()
            && self.edits.is_empty()
    }
}

impl AnswerSheet {
    /// A sheet without answers.
    #[must_use]
    pub fn new(lesson: &str, steps: usize) -> Self {
        Self {
            format: ANSWER_FORMAT.to_owned(),
            lesson: lesson.to_owned(),
            learner: None,
            steps: vec![Answer::default(); steps],
        }
    }

    /// Reads a file of answers.
    ///
    /// # Errors
    /// What is wrong with it, in a line.
    pub fn parse(bytes: &[u8]) -> Result<Self, AnswerProblem> {
        if bytes.len() > LARGEST {
            return Err(AnswerProblem(format!("it has more than {} MB", LARGEST / 1_000_000)));
        }
        let sheet: Self =
            serde_json::from_slice(bytes).map_err(|error| AnswerProblem(error.to_string()))?;
        if sheet.format != ANSWER_FORMAT {
            let message =
                format!("its format is {:?}; this program reads {ANSWER_FORMAT:?}", sheet.format);
            return Err(AnswerProblem(message));
        }
        for (at, step) in sheet.steps.iter().enumerate() {
            if step.marks.len() > MOST_MARKS {
                return Err(AnswerProblem(format!(
                    "step {} has more than {MOST_MARKS} marks",
                    at + 1
                )));
            }
            if step.confidence.is_some_and(|it| !(1..=3).contains(&it)) || step.hints > 3 {
                let message =
                    format!("step {}: confidence is 1 to 3, and hints are 0 to 3", at + 1);
                return Err(AnswerProblem(message));
            }
        }
        Ok(sheet)
    }

    /// The same as a text, one field a line.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// Why a file of answers cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerProblem(pub String);

impl fmt::Display for AnswerProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_false(truth: &bool) -> bool {
    !truth
}

/// The words of lessons for the two sides.
mod side_words {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::model::Side;

    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Word {
        Before,
        After,
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
    pub(super) fn serialize<S: Serializer>(side: &Side, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(match side {
            Side::Base => "before",
            Side::Head => "after",
        })
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Side, D::Error> {
        Ok(match Word::deserialize(from)? {
            Word::Before => Side::Base,
            Word::After => Side::Head,
        })
    }
}
