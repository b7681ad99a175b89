//! A lesson in a learner's hands: the exercise, the question they are at, and how earlier runs
//! went.

use super::key::StepKey;
use super::progress::Kept;
use super::score::StepScore;
use super::{Exercise, Taught};

/// A lesson that somebody sits at.
#[derive(Debug, Clone)]
pub struct Sitting {
    /// The questions and the learner's own answers.
    pub exercise: Exercise,
    /// The question that is worked on, 0-based.
    at: usize,
    /// Runs that came to their end, with the best of them.
    before: Kept,
    /// Whether this run counts as one that came to its end already.
    is_counted: bool,
}

impl Sitting {
    /// Begins a lesson, or goes on where it was left.
    #[must_use]
    pub fn new(taught: Taught, kept: Option<Kept>) -> Self {
        let before = kept.unwrap_or_default();
        let sheet = before.sheet.clone();
        let exercise = Exercise::resume(taught, sheet);
        let at = before.at.min(exercise.questions().len().saturating_sub(1));
        let mut sitting = Self { exercise, at, before, is_counted: false };
        sitting.is_counted = sitting.is_done();
        sitting
    }

    /// The question that is worked on, 0-based.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes to a question, 0-based; whether there is one and it is another.
    pub fn go(&mut self, step: usize) -> bool {
        let goes = step < self.exercise.questions().len() && step != self.at;
        if goes {
            self.at = step;
        }
        goes
    }

    /// Whether the answers of all questions are shown.
    #[must_use]
    pub fn is_done(&self) -> bool {
        let mut steps = 0..self.exercise.questions().len();
        steps.all(|step| self.exercise.is_revealed(step))
    }

    /// Shows the answer to the question that is worked on. The last of all ends the run.
    pub fn reveal(&mut self) -> Option<(StepKey, StepScore)> {
        let (key, score) = self.exercise.reveal(self.at)?;
        let shown = (key.clone(), score);
        if self.is_done() && !self.is_counted {
            self.is_counted = true;
            let score = self.exercise.score();
            self.before.finish(&score);
        }
        Some(shown)
    }

    /// Begins the whole lesson again.
    pub fn restart(&mut self) {
        self.exercise.restart();
        self.at = 0;
        self.is_counted = false;
    }

    /// How many runs came to their end, and the most points of one with those to be had.
    #[must_use]
    pub fn runs(&self) -> (u32, Option<(f64, f64)>) {
        (self.before.runs, self.before.best)
    }

    /// What is to be kept of it.
    #[must_use]
    pub fn kept(&self) -> Kept {
        let (sheet, at) = (self.exercise.sheet().clone(), self.at);
        Kept { sheet, at, ..self.before.clone() }
    }
}
