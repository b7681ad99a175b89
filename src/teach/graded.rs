//! A whole sheet of answers scored, with the engine where code was mended.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::answer::{Answer, AnswerSheet};
use super::key::Verdict;
use super::score::{StepScore, score_step};
use super::{Mended, Score, Taught, mended};
use crate::catalog::Catalog;

/// The points of each step, and what they come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    /// One for each question, in order.
    pub steps: Vec<StepScore>,
    /// What the engine said of each step in which code was mended.
    pub mended: Vec<Option<Mended>>,
    /// The sum.
    pub score: Score,
}

/// Scores all answers; steps without one bring nothing.
#[must_use]
pub fn grade(
    taught: &Taught,
    sheet: &AnswerSheet,
    catalog: &Arc<Catalog>,
    cancel: &AtomicBool,
) -> Graded {
    let nothing = Answer::default();
    let (mut steps, mut found) = (Vec::new(), Vec::new());
    for (at, key) in taught.key.steps.iter().enumerate() {
        let answer = sheet.steps.get(at).unwrap_or(&nothing);
        let own = (key.verdict == Verdict::Mended && !answer.edits.is_empty()).then(|| {
            let question = &taught.lesson.questions[at];
            mended(&taught.lesson, question, &answer.edits, catalog, cancel)
        });
        steps.push(score_step(&taught.lesson, key, answer, own.as_ref()));
        found.push(own);
    }
    let score = Score::of(&steps);
    Graded { steps, mended: found, score }
}
