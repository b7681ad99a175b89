//! A lesson in progress: the questions, the learner's own answers, and a key that only hints and
//! the reveal speak of.

use std::sync::Arc;

use super::answer::{ANSWER_FORMAT, Answer, AnswerSheet, Mark};
use super::hint::{HINTS, Hint, hint};
use super::key::{Key, StepKey};
use super::lesson::{Lesson, Question};
use super::score::{StepScore, score_step};
use super::{Mended, Score, Taught};
use crate::model::{RepoPath, State};

/// A lesson that somebody works on. Steps are counted from 0.
#[derive(Debug, Clone)]
pub struct Exercise {
    lesson: Arc<Lesson>,
    key: Key,
    sheet: AnswerSheet,
    /// What came of the edits of each step, where somebody looked.
    mended: Vec<Option<Mended>>,
}

impl Exercise {
    /// A lesson to begin with.
    #[must_use]
    pub fn new(taught: Taught) -> Self {
        let sheet = AnswerSheet::new(&taught.lesson.id, taught.key.steps.len());
        Self::resume(taught, sheet)
    }

    /// A lesson with answers given before; those of steps that it has not are left out.
    #[must_use]
    pub fn resume(taught: Taught, mut sheet: AnswerSheet) -> Self {
        let Taught { lesson, key } = taught;
        ANSWER_FORMAT.clone_into(&mut sheet.format);
        sheet.lesson.clone_from(&lesson.id);
        sheet.steps.resize(key.steps.len(), Answer::default());
        let mended = vec![None; key.steps.len()];
        Self { lesson, key, sheet, mended }
    }

    /// The lesson.
    #[must_use]
    pub fn lesson(&self) -> &Arc<Lesson> {
        &self.lesson
    }

    /// The questions, in order.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.lesson.questions
    }

    /// The learner's own answers.
    #[must_use]
    pub fn sheet(&self) -> &AnswerSheet {
        &self.sheet
    }

    /// The learner's own answer to a question; an empty one where there is no such question.
    #[must_use]
    pub fn answer(&self, step: usize) -> Answer {
        self.sheet.steps.get(step).cloned().unwrap_or_default()
    }

    /// Whether the answer to a question was shown.
    #[must_use]
    pub fn is_revealed(&self, step: usize) -> bool {
        self.sheet.steps.get(step).is_some_and(|answer| answer.revealed)
    }

    /// What the learner is called.
    pub fn call(&mut self, learner: Option<String>) {
        self.sheet.learner = learner;
    }

    /// The answer to a question, to be changed; none once the right one was shown.
    fn open(&mut self, step: usize) -> Option<&mut Answer> {
        self.sheet.steps.get_mut(step).filter(|answer| !answer.revealed)
    }

    /// Marks lines; a mark of the same lines takes the place of the one before.
    pub fn mark(&mut self, step: usize, mark: Mark) {
        if let Some(answer) = self.open(step) {
            answer.marks.retain(|known| known.place() != mark.place());
            answer.marks.push(mark);
        }
    }

    /// Takes back the marks that a line of a side of a file is in.
    pub fn unmark(&mut self, step: usize, at: &super::CodeLine) {
        let is_there = |mark: &Mark| {
            let place = mark.place();
            let lines = place.first_line()..=place.last_line();
            (mark.side, &mark.file) == (at.side, &at.file) && lines.contains(&at.number)
        };
        if let Some(answer) = self.open(step) {
            answer.marks.retain(|mark| !is_there(mark));
        }
    }

    /// Says the state.
    pub fn say_state(&mut self, step: usize, state: Option<State>) {
        if let Some(answer) = self.open(step) {
            answer.state = state;
        }
    }

    /// Says whether the claim holds.
    pub fn say_holds(&mut self, step: usize, holds: Option<bool>) {
        if let Some(answer) = self.open(step) {
            answer.holds = holds;
        }
    }

    /// Says how sure the learner is, 1 to 3.
    pub fn say_confidence(&mut self, step: usize, confidence: Option<u8>) {
        if let Some(answer) = self.open(step) {
            answer.confidence = confidence.map(|it| it.clamp(1, 3));
        }
    }

    /// Takes over a file that was edited; one that is as it was counts for nothing.
    pub fn edit(&mut self, step: usize, file: RepoPath, text: String) {
        let known = self.lesson.after.text(&file).cloned();
        if let Some(answer) = self.open(step) {
            match known {
                Some(known) if *known != *text => answer.edits.insert(file, text),
                _ => answer.edits.remove(&file),
            };
            self.mended[step] = None;
        }
    }

    /// Keeps what the engine said of the edits of a step: [`super::mended`] takes a while, and
    /// is not asked here.
    pub fn keep_mended(&mut self, step: usize, mended: Mended) {
        if let Some(known) = self.mended.get_mut(step) {
            *known = Some(mended);
        }
    }

    /// What the engine said of the edits of a step: about the learner's code, and no part of
    /// the key.
    #[must_use]
    pub fn mended(&self, step: usize) -> Option<&Mended> {
        self.mended.get(step)?.as_ref()
    }

    /// Takes the next hint; none where there are no more, or the answer is shown.
    pub fn hint(&mut self, step: usize) -> Option<Hint> {
        let answer = self.open(step).filter(|answer| answer.hints < HINTS)?;
        answer.hints += 1;
        self.hints(step).pop()
    }

    /// The hints that were taken, the first first.
    #[must_use]
    pub fn hints(&self, step: usize) -> Vec<Hint> {
        let (question, key) = (self.lesson.questions.get(step), self.key.steps.get(step));
        let Some((question, key)) = question.zip(key) else { return Vec::new() };
        let taken = self.answer(step).hints.min(HINTS);
        (1..=taken).map(|number| hint(&self.lesson, question, key, number)).collect()
    }

    /// Shows the answer; from now on the learner's own stays as it is.
    pub fn reveal(&mut self, step: usize) -> Option<(&StepKey, StepScore)> {
        self.sheet.steps.get_mut(step)?.revealed = true;
        self.revealed(step)
    }

    /// The answer with the points of the learner's own, once it is shown.
    #[must_use]
    pub fn revealed(&self, step: usize) -> Option<(&StepKey, StepScore)> {
        let answer = self.sheet.steps.get(step).filter(|answer| answer.revealed)?;
        let key = self.key.steps.get(step)?;
        Some((key, score_step(&self.lesson, key, answer, self.mended(step))))
    }

    /// Begins a question again. Who has seen the answer gets no points for it any more, until
    /// the whole lesson is begun again.
    pub fn retry(&mut self, step: usize) {
        if let Some(answer) = self.sheet.steps.get_mut(step) {
            let seen = answer.seen || answer.revealed;
            *answer = Answer { seen, hints: answer.hints, ..Answer::default() };
            self.mended[step] = None;
        }
    }

    /// Begins the whole lesson again.
    pub fn restart(&mut self) {
        let learner = self.sheet.learner.take();
        self.sheet = AnswerSheet::new(&self.lesson.id, self.key.steps.len());
        self.sheet.learner = learner;
        self.mended.fill(None);
    }

    /// What the questions come to whose answers are shown.
    #[must_use]
    pub fn score(&self) -> Score {
        let steps = 0..self.key.steps.len();
        let shown: Vec<StepScore> = steps.filter_map(|step| Some(self.revealed(step)?.1)).collect();
        Score::of(&shown)
    }
}
