//! What is right: the lines, the state, and what the reveal says. Nothing that draws or exports
//! before a reveal is handed one of these.

use crate::catalog::Weight;
use crate::model::{Place, Role, State};

/// The answers of a lesson, and what its teacher says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Speaker notes of the whole lesson.
    pub notes: String,
    /// One for each question, in order.
    pub steps: Vec<StepKey>,
}

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepKey {
    /// The 1-based line of `lesson.toml` that the step begins on.
    pub line: u32,
    /// What is to be said.
    pub verdict: Verdict,
    /// Lines that have to be marked, may be marked, or are traps; in the order of the code.
    pub marks: Vec<KeyMark>,
    /// Why, in a few sentences.
    pub say: String,
    /// The attack, as one would try it.
    pub attack: Option<String>,
    /// Speaker notes.
    pub notes: String,
    /// Words of the first hints, where the lesson has some.
    pub hints: Vec<String>,
}

/// What is to be said besides marking lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// This state.
    State(State),
    /// Whether the claim holds.
    Holds(bool),
    /// Nothing: the guard is to be there.
    Mended,
}

/// Lines of the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyMark {
    /// How they count.
    pub weight: Weight,
    /// Where.
    pub place: Place,
    /// The part they play.
    pub role: Option<Role>,
    /// What the reveal says of them.
    pub why: Option<String>,
}

impl StepKey {
    /// The marks of a weight.
    pub fn of(&self, weight: Weight) -> impl Iterator<Item = &KeyMark> {
        self.marks.iter().filter(move |mark| mark.weight == weight)
    }
}
