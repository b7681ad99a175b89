//! What is asked in a lesson in a short list: the state, the verdict, and whether something that
//! has a price is wanted.

use crate::model::State;
use crate::teach::STATES;

use super::Quiz;

/// One of these lists, with the 0-based chosen entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuizAsk {
    /// The state.
    State(usize),
    /// Whether the claim holds.
    Holds(usize),
    /// Whether a hint is wanted.
    Hint(usize),
    /// Whether the answer is wanted though something was not given.
    Reveal(usize),
    /// What is to be begun again.
    Retry(usize),
}

/// What the points are multiplied with after so many hints, in percent.
pub(super) const LEFT: [&str; 4] = ["all", "90 %", "70 %", "30 %"];

impl QuizAsk {
    /// The chosen entry.
    pub fn cursor(&mut self) -> &mut usize {
        match self {
            Self::State(at)
            | Self::Holds(at)
            | Self::Hint(at)
            | Self::Reveal(at)
            | Self::Retry(at) => at,
        }
    }

    /// What stands above the list, the entries, and the chosen one.
    #[must_use]
    pub fn words(self, quiz: &Quiz) -> (String, Vec<String>, usize) {
        let own = |entries: &[&str]| entries.iter().map(ToString::to_string).collect();
        match self {
            Self::State(at) => {
                let title = "What is the state of it?".to_owned();
                (title, STATES.iter().map(|(state, says)| of_state(*state, says)).collect(), at)
            }
            Self::Holds(at) => {
                let entries = ["it holds: the code is as the claim says", "it does not hold"];
                ("Does the claim hold?".to_owned(), own(&entries), at)
            }
            Self::Hint(at) => {
                let taken = usize::from(quiz.answer().hints);
                let left = LEFT.get(taken + 1).copied().unwrap_or("nothing");
                let title = format!("Hint {} of 3 leaves {left} of the points", taken + 1);
                (title, own(&["no, I go on without", "take it"]), at)
            }
            Self::Reveal(at) => {
                let title = quiz.lack().unwrap_or("Show the answer?");
                (title.to_owned(), own(&["no, I go on", "show the answer all the same"]), at)
            }
            Self::Retry(at) => {
                let question = if quiz.is_revealed() {
                    "this question; it brings no points, as the answer was seen"
                } else {
                    "this question: take back what I gave"
                };
                let entries = ["no, leave it", question, "the whole lesson, from the first"];
                ("Begin again?".to_owned(), own(&entries), at)
            }
        }
    }
}

fn of_state(state: State, says: &str) -> String {
    format!("{}: {says}", state.word())
}
