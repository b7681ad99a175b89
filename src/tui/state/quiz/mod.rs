//! A lesson on the screen: the question that is worked on, the learner's own marks, and what was
//! shown because somebody asked for it. What is right is nowhere else in the state.

mod after;
mod ask;
mod before;
mod sheet;
mod signs;

pub use ask::QuizAsk;
pub use sheet::{QuizLine, QuizLook};
pub use signs::QuizSign;

use std::collections::HashMap;

use crate::model::{Place, RepoPath, Side};
use crate::teach::{Answer, Asked, Question, Sitting};
use crate::tui::keymap::Keymap;

use sheet::Sheet;

/// A lesson that somebody sits at.
#[derive(Debug, Clone)]
pub struct Quiz {
    /// The lesson, with the learner's own answers.
    pub sitting: Sitting,
    /// The lines of the pane.
    pub lines: Vec<QuizLine>,
    /// The line under the cursor.
    pub cursor: usize,
    /// First visible line.
    pub top: usize,
    /// Whether the handler of the question is to be gone to once it is known.
    pub is_arriving: bool,
    /// The question whose edits the engine looks at just now, 0-based.
    pub looks_at: Option<usize>,
    /// What stands on lines, by side, file and 1-based number.
    signs: HashMap<(Side, RepoPath, u32), QuizSign>,
}

impl Quiz {
    /// A lesson that is opened.
    #[must_use]
    pub fn new(sitting: Sitting) -> Self {
        let mut quiz = Self {
            sitting,
            lines: Vec::new(),
            cursor: 0,
            top: 0,
            is_arriving: true,
            looks_at: None,
            signs: HashMap::new(),
        };
        quiz.sign();
        quiz
    }

    /// The question that is worked on; none where a lesson has none.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.sitting.exercise.questions().get(self.sitting.at())
    }

    /// How many questions there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sitting.exercise.questions().len()
    }

    /// The learner's own answer to it.
    #[must_use]
    pub fn answer(&self) -> Answer {
        self.sitting.exercise.answer(self.sitting.at())
    }

    /// Whether the answer to it was shown.
    #[must_use]
    pub fn is_revealed(&self) -> bool {
        self.sitting.exercise.is_revealed(self.sitting.at())
    }

    /// Whether it can still be answered.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.question().is_some() && !self.is_revealed()
    }

    /// Whether code is to be edited.
    #[must_use]
    pub fn is_mend(&self) -> bool {
        self.question().is_some_and(|question| question.asked == Asked::Mend)
    }

    /// Whether the engine looks at its edits just now, of this sitting or of one before.
    #[must_use]
    pub fn is_looked_at(&self) -> bool {
        let (exercise, at) = (&self.sitting.exercise, self.sitting.at());
        let has_edits = !exercise.answer(at).edits.is_empty();
        self.looks_at == Some(at) || (has_edits && exercise.mended(at).is_none())
    }

    /// What was not given of the answer, and what that costs; none where all of it was.
    #[must_use]
    pub fn lack(&self) -> Option<&'static str> {
        let answer = self.answer();
        match self.question()?.asked {
            _ if answer.is_empty() => Some("Nothing is answered yet: that brings 0 points"),
            Asked::Find if answer.state.is_none() => {
                Some("No state is said yet: half of the points")
            }
            Asked::Judge { .. } if answer.holds.is_none() => {
                Some("It is not said yet whether the claim holds: 0 points")
            }
            _ => None,
        }
    }

    /// Whether lines are to be marked, and something said of them.
    #[must_use]
    pub fn takes_marks(&self) -> bool {
        self.is_open() && !self.is_mend()
    }

    /// What stands on a 1-based line.
    #[must_use]
    pub fn sign_at(&self, side: Side, file: &RepoPath, line: u32) -> Option<QuizSign> {
        self.signs.get(&(side, file.clone(), line)).copied()
    }

    /// Finds anew what stands on which lines; to be asked after every change of answers.
    pub fn sign(&mut self) {
        self.signs = signs::signs(&self.sitting);
    }

    /// The place that the line of the pane under the cursor leads to.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.lines.get(self.cursor)?.place.as_ref()
    }

    /// Lays the pane out for so many cells.
    pub fn lay_out(&mut self, map: &Keymap, width: usize) {
        let home = self.question().map(|question| question.place.file.clone());
        let mut sheet = Sheet::new(map, width, home.as_ref());
        before::question(&mut sheet, self);
        if self.is_revealed() {
            after::answer(&mut sheet, self);
        } else {
            before::own(&mut sheet, self);
        }
        self.lines = sheet.lines;
        self.cursor = self.cursor.min(self.lines.len().saturating_sub(1));
    }
}
