//! Whether a result is one to stop for: the exit status as a pure function.

use std::str::FromStr;

use crate::model::{Assessment, Finding, State};

/// What a result means to the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is open: exit status 0.
    Clean,
    /// Something is open: exit status 1.
    Open,
}

impl Outcome {
    /// The exit status of the program.
    #[must_use]
    pub fn status(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Open => 1,
        }
    }
}

/// The states to stop for; by default the open ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailOn(Vec<State>);

impl Default for FailOn {
    fn default() -> Self {
        Self(State::ALL.into_iter().filter(|state| state.is_open()).collect())
    }
}

/// A word that is not the name of a state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no state {word:?}; the states are {}, or none", names())]
pub struct UnknownState {
    word: String,
}

fn names() -> String {
    State::ALL.map(State::word).join(", ")
}

impl FromStr for FailOn {
    type Err = UnknownState;

    /// States with commas between them, or `none`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim() == "none" {
            return Ok(Self(Vec::new()));
        }
        let state = |word: &str| {
            let word = word.trim();
            State::ALL
                .into_iter()
                .find(|state| state.word() == word)
                .ok_or_else(|| UnknownState { word: word.to_owned() })
        };
        text.split(',').map(state).collect::<Result<_, _>>().map(Self)
    }
}

impl FailOn {
    /// What a result means: open when an item in one of these states was not dismissed.
    pub fn outcome(
        &self,
        assessment: &Assessment,
        is_dismissed: impl Fn(&Finding) -> bool,
    ) -> Outcome {
        let stops = |finding: &Finding| self.0.contains(&finding.state()) && !is_dismissed(finding);
        if assessment.findings().any(stops) { Outcome::Open } else { Outcome::Clean }
    }
}
