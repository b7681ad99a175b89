//! How far the grounding of reviews is, for those who wait.

use std::fmt;

/// What is being done, and how much of it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Claims are put on functions.
    Placing(usize, usize),
    /// The files that claims may mean are assessed.
    Assessing(usize, usize),
    /// Claims are held against what was found.
    Judging(usize, usize),
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, (done, total), one, more) = match *self {
            Self::Placing(done, total) => ("placing", (done, total), "claim", "claims"),
            Self::Assessing(done, total) => ("assessing", (done, total), "file", "files"),
            Self::Judging(done, total) => ("judging", (done, total), "claim", "claims"),
        };
        write!(f, "{verb} {done} of {total} {}", if total == 1 { one } else { more })
    }
}

/// A long stage is told in so many steps.
const STEPS: usize = 200;

/// Whether so much of it is worth a word: a listener is not to be woken for each of many.
pub(super) fn is_step(done: usize, total: usize) -> bool {
    done.is_multiple_of((total / STEPS).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_told_in_words_and_few_steps() {
        assert_eq!(Stage::Placing(0, 1).to_string(), "placing 0 of 1 claim");
        assert_eq!(Stage::Assessing(12, 87).to_string(), "assessing 12 of 87 files");
        assert_eq!((0..100_000).filter(|done| is_step(*done, 100_000)).count(), STEPS);
        assert_eq!((0..3).filter(|done| is_step(*done, 3)).count(), 3);
    }
}
